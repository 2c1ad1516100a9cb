//! Finds ids that stand twice, in bounded memory: it keeps 64-bit digests of the first [`MOST_IDS`] ids, not the ids.

use std::hash::{DefaultHasher, Hash, Hasher};

/// How many ids are kept. Every later id is held against them, but not kept itself: a repeat is found unless its
/// first appearance came after these. 24 MiB hold them.
pub const MOST_IDS: usize = 1 << 20;
/// The table is at most half full.
const FIRST_SLOTS: usize = 1 << 12;

/// The digest of an id, never 0. Two different ids among a million share one with a chance of 3 in 100 million.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digest(u64);

impl Digest {
    pub(super) fn of(id: &str) -> Self {
        // The hasher has fixed keys, so that the same input gives the same result.
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        Self(hasher.finish().max(1))
    }
}

/// The ids so far: an open-addressed table of digests, with the line on which each first stood.
#[derive(Debug)]
pub(super) struct Ids {
    digests: Vec<u64>,
    lines: Vec<u32>,
    count: usize,
    most: usize,
    full: bool,
}

impl Ids {
    pub(super) fn new() -> Self {
        Self::at_most(MOST_IDS)
    }

    fn at_most(most: usize) -> Self {
        Self {
            digests: vec![0; FIRST_SLOTS],
            lines: vec![0; FIRST_SLOTS],
            count: 0,
            most,
            full: false,
        }
    }

    /// Takes in an id, or returns the line on which it stood before.
    pub(super) fn enter(&mut self, digest: Digest, line: u64) -> Option<u32> {
        let slot = self.slot(digest.0);
        if self.digests[slot] != 0 {
            return Some(self.lines[slot]);
        }
        if self.count == self.most {
            self.full = true;
            return None;
        }
        self.digests[slot] = digest.0;
        self.lines[slot] = u32::try_from(line).unwrap_or(u32::MAX);
        self.count += 1;
        if self.count * 2 > self.digests.len() {
            self.grow();
        }
        None
    }

    /// Returns whether there were more ids than are kept.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// Returns the slot of this digest, or the free one that it would take.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the low bits choose the slot"
    )]
    fn slot(&self, digest: u64) -> usize {
        let mask = self.digests.len() - 1;
        let mut slot = digest as usize & mask;
        while self.digests[slot] != 0 && self.digests[slot] != digest {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let slots = self.digests.len() * 2;
        let digests = std::mem::replace(&mut self.digests, vec![0; slots]);
        let lines = std::mem::replace(&mut self.lines, vec![0; slots]);
        for (digest, line) in digests.into_iter().zip(lines) {
            if digest != 0 {
                let slot = self.slot(digest);
                self.digests[slot] = digest;
                self.lines[slot] = line;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeat_is_found_with_the_line_of_the_first() {
        let mut ids = Ids::new();
        for line in 0..10_000 {
            assert_eq!(ids.enter(Digest::of(&format!("p{line}")), line), None);
        }
        assert_eq!(ids.enter(Digest::of("p7"), 10_000), Some(7));
        assert_eq!(ids.enter(Digest::of("p9999"), 10_001), Some(9999));
        assert!(!ids.is_full());
    }

    #[test]
    fn beyond_the_bound_nothing_more_is_kept() {
        let mut ids = Ids::at_most(5000);
        for line in 0..20_000 {
            ids.enter(Digest::of(&format!("p{line}")), line);
        }
        assert!(ids.is_full() && ids.digests.len() <= 16_384);
        assert_eq!(ids.enter(Digest::of("p1"), 20_000), Some(1));
        assert_eq!(ids.enter(Digest::of("p15000"), 20_001), None);
    }
}
