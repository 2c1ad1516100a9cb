//! From the text of a file to a question bank, or to every fault in it.

mod bank;
pub(super) mod fields;
mod question;

use toml::de::DeTable;

use super::bank::QuestionBank;
use super::lint;
pub(super) use bank::asked_once;
pub(super) use question::{anchors, signals, star_parts, type_index};

use crate::catalogue::toolkit::{Reader, hash, read_with};
use crate::catalogue::{Catalogue, Diagnostic, Severity};

/// What reading a file gave.
#[derive(Debug, Clone)]
pub struct Read<T> {
    /// What the file holds; there is something exactly if no diagnostic is an error.
    pub value: Option<T>,
    /// What is wrong, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Read<T> {
    /// Returns how many diagnostics are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let of = |diagnostic: &&Diagnostic| diagnostic.severity == severity;
        self.diagnostics.iter().filter(of).count()
    }
}

/// Reads a question bank for a catalogue. All faults are found in one run; wording is not looked at.
#[must_use]
pub fn read_bank(source: &str, catalogue: &Catalogue) -> Read<QuestionBank> {
    hashed(
        read(source, |tree, reader| bank::bank(tree, reader, catalogue)),
        source,
    )
}

/// Reads a question bank as [`read_bank`] does, and where it can be used looks at its wording and its coverage too:
/// near-duplicates, empty advice, lengths, counts, and what no question lets a role show.
#[must_use]
pub fn check_bank(source: &str, catalogue: &Catalogue) -> Read<QuestionBank> {
    let read = read(source, |tree, reader| {
        let bank = bank::bank(tree, reader, catalogue);
        // A bank that cannot be used is mended first: its lists may be of any length.
        if let Some(bank) = bank.as_ref().filter(|_| !reader.faults.has_error()) {
            lint::wording(&reader.said, reader.faults);
            lint::coverage(bank, catalogue, &reader.said, reader.faults);
        }
        bank
    });
    hashed(read, source)
}

fn hashed(mut read: Read<QuestionBank>, source: &str) -> Read<QuestionBank> {
    if let Some(bank) = &mut read.value {
        bank.hash = hash(source);
    }
    read
}

/// Reads the tree of a file with `make`.
pub(super) fn read<T>(
    source: &str,
    make: impl for<'a> FnOnce(&'a DeTable<'a>, &mut Reader<'a>) -> Option<T>,
) -> Read<T> {
    let (value, diagnostics) = read_with(source, "file", make);
    Read { value, diagnostics }
}
