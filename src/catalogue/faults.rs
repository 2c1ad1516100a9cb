//! The faults found so far in one catalogue, in bounded number and in order of place.

use std::ops::Range;

use super::diagnostic::{Code, Diagnostic, Severity};

/// The most faults that are kept; a file with more is not worth more memory. It is more than all the warnings that
/// there can be, one for each source and role, so a file without an error never reaches it.
pub(crate) const MAX_FAULTS: usize = 2500;
/// The longest value that is quoted or looked up for similar names, in characters.
const MAX_QUOTED: usize = 64;
/// How similar (Jaro-Winkler, 0 to 1) a name must be to be suggested.
const SIMILAR: f64 = 0.8;

/// Gathers faults.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    list: Vec<Diagnostic>,
    unlisted: usize,
    broken: Vec<Range<usize>>,
}

impl Faults {
    /// Names the lines, in order, on which the file is not TOML. What stands on them was read wrongly and what follows
    /// may be lost, so from here on faults that may come from that alone are left out.
    pub(crate) fn hold_back(&mut self, broken: Vec<Range<usize>>) {
        self.broken = broken;
    }

    /// Names one more place whose contents may be read wrongly, as those of a table that should be a list of them.
    pub(crate) fn hold_back_for(&mut self, broken: Range<usize>) {
        let place = self
            .broken
            .partition_point(|lines| lines.start <= broken.start);
        self.broken.insert(place, broken);
    }

    /// Takes in a fault, or only counts it when there are too many already.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        if self.may_follow_from_syntax(&diagnostic) {
            return;
        }
        if self.is_full() {
            self.unlisted += 1;
        } else {
            self.list.push(diagnostic);
        }
    }

    fn may_follow_from_syntax(&self, diagnostic: &Diagnostic) -> bool {
        let is_broken = |at: usize| {
            let before = self.broken.partition_point(|lines| lines.start <= at);
            let lines = self.broken[..before].last();
            lines.is_some_and(|lines| at < lines.end)
        };
        !self.broken.is_empty()
            && (diagnostic.code.is_absence() || is_broken(diagnostic.span.start))
    }

    /// Takes back what was said to be absent of other tables, where some of the file was read wrongly: it may be there.
    pub(crate) fn withdraw_absences(&mut self) {
        if !self.broken.is_empty() {
            let stays =
                |fault: &Diagnostic| !fault.code.is_absence() || fault.code == Code::MissingKey;
            self.list.retain(stays);
        }
    }

    /// Returns whether one of them makes the file unusable.
    pub(crate) fn has_error(&self) -> bool {
        let mut list = self.list.iter();
        self.unlisted > 0 || list.any(|fault| fault.severity == Severity::Error)
    }

    /// Returns whether further faults are only counted.
    pub(crate) fn is_full(&self) -> bool {
        self.list.len() >= MAX_FAULTS
    }

    /// Returns the faults in order of place.
    pub(crate) fn finish(mut self, source: &str) -> Vec<Diagnostic> {
        self.list
            .sort_by_key(|fault| (fault.span.start, fault.span.end, fault.code));
        if self.unlisted > 0 {
            let more = format!(
                "there are {} more faults than the {MAX_FAULTS} listed",
                self.unlisted
            );
            let end = source.len()..source.len();
            self.list
                .push(Diagnostic::new(Code::TooManyFaults, end, more).help("mend these first"));
        }
        self.list
    }
}

/// Returns a value in backticks, shortened where it is very long.
pub(crate) fn quoted(value: &str) -> String {
    match value.char_indices().nth(MAX_QUOTED) {
        None => format!("`{value}`"),
        Some((end, _)) => format!("`{}…`", &value[..end]),
    }
}

/// Returns the candidate most like `name`, whatever its case (Jaro-Winkler), if one is like enough to have been meant.
#[must_use]
pub fn similar<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    if name.len() > MAX_QUOTED {
        return None;
    }
    let small = name.to_lowercase();
    let mut best = (SIMILAR, None);
    for candidate in candidates {
        let likeness = strsim::jaro_winkler(name, candidate);
        let likeness = likeness.max(strsim::jaro_winkler(&small, candidate));
        if likeness > best.0 {
            best = (likeness, Some(candidate));
        }
    }
    best.1
}

/// Returns the words as "`a`, `b` or `c`".
pub(crate) fn any_of<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.into_iter().map(quoted).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}
