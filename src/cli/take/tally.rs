//! How many answers and skips there are, in words.

use std::fmt;

use rolefit::render::counted;
use rolefit::session::Entry;

/// Replies that stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) answers: usize,
    pub(super) skips: usize,
}

impl Tally {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let answers = entries.iter().filter(|e| e.response.is_some()).count();
        Self {
            answers,
            skips: entries.len() - answers,
        }
    }

    /// Returns how many there are of both.
    pub(super) fn replies(self) -> usize {
        self.answers + self.skips
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { answers, skips } = *self;
        if answers > 0 || skips == 0 {
            f.write_str(&counted(answers, "answer"))?;
        }
        if answers > 0 && skips > 0 {
            f.write_str(" and ")?;
        }
        if skips > 0 {
            f.write_str(&counted(skips, "skip"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skip_is_never_counted_as_an_answer() {
        for (answers, skips, words) in [
            (0, 0, "0 answers"),
            (1, 0, "1 answer"),
            (0, 1, "1 skip"),
            (0, 2, "2 skips"),
            (3, 1, "3 answers and 1 skip"),
        ] {
            assert_eq!(Tally { answers, skips }.to_string(), words);
        }
    }
}
