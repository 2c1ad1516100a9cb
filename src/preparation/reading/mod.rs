//! From the text of a file to a question bank, or to every fault in it.

mod bank;
pub(super) mod fields;
mod question;

use toml::de::DeTable;

use super::bank::QuestionBank;
use super::lint;
pub(super) use bank::asked_once;
use fields::Reader;
pub(super) use question::{anchors, signals, star_parts, type_index};

use crate::catalogue::toolkit::{Faults, hash, parsed};
use crate::catalogue::{Catalogue, Code, Diagnostic, MAX_CATALOGUE_BYTES, Severity};

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
    let read = read(source, |tree, faults| {
        bank::bank(&mut Reader::new(catalogue, source, faults), tree)
    });
    hashed(read, source)
}

/// Reads a question bank as [`read_bank`] does, and where it can be used looks at its wording and its coverage too:
/// near-duplicates, empty advice, lengths, counts, and what no question lets a role show.
#[must_use]
pub fn check_bank(source: &str, catalogue: &Catalogue) -> Read<QuestionBank> {
    let read = read(source, |tree, faults| {
        let mut reader = Reader::new(catalogue, source, faults);
        let bank = bank::bank(&mut reader, tree);
        let said = std::mem::take(&mut reader.said);
        // A bank that cannot be used is mended first: its lists may be of any length.
        if let Some(bank) = bank.as_ref().filter(|_| !faults.has_error()) {
            lint::wording(&said, faults);
            lint::coverage(bank, catalogue, &said, faults);
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

/// Reads the tree of a file and hands it on; what is gathered comes back in order of place.
pub(super) fn read<T>(
    source: &str,
    make: impl FnOnce(&DeTable<'_>, &mut Faults) -> Option<T>,
) -> Read<T> {
    let mut faults = Faults::default();
    if source.len() > MAX_CATALOGUE_BYTES {
        let what = format!(
            "the file is {} bytes long, and {MAX_CATALOGUE_BYTES} are allowed",
            source.len()
        );
        faults.push(Diagnostic::new(Code::TooLarge, 0..0, what));
        return Read {
            value: None,
            diagnostics: faults.finish(source),
        };
    }
    let value = parsed(source, &mut faults).and_then(|tree| make(tree.get_ref(), &mut faults));
    let diagnostics = faults.finish(source);
    let fine = diagnostics
        .iter()
        .all(|one| one.severity != Severity::Error);
    Read {
        value: value.filter(|_| fine),
        diagnostics,
    }
}
