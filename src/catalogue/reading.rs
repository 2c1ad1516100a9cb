//! From the text of a catalogue file to a catalogue, or to every fault in it.

use std::fmt::Write;

use sha2::{Digest, Sha256};
use toml::Spanned;
use toml::de::DeTable;

use super::diagnostic::{Code, Diagnostic, Faults, Severity};
use super::syntax::{LESS, crowded, too_crowded};
use super::table::Reader;
use super::{Catalogue, FileKind, document, syntax};

/// The largest catalogue file, in bytes: 4 MiB. The tree of a hostile file of this size, which opens no more than
/// [`super::MAX_OPENED`] tables and lists, stays within 512 MiB.
pub const MAX_CATALOGUE_BYTES: usize = 4 * 1024 * 1024;

/// The largest file of which every syntax error is told, in bytes; of a larger one it is the first.
const MAX_RECOVERED_BYTES: usize = 1024 * 1024;

/// What reading a catalogue gave.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The catalogue; there is one exactly if no diagnostic is an error.
    pub catalogue: Option<Catalogue>,
    /// What is wrong, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// Returns how many diagnostics are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }
}

/// Reads a catalogue from the text of its file.
///
/// All faults are found in one run, whatever their kind. A byte order mark at the start is passed over; places count
/// from the start of `source` all the same.
#[must_use]
pub fn read(source: &str) -> Reading {
    let (catalogue, diagnostics) = read_with(source, "catalogue", document::read);
    Reading {
        catalogue: catalogue.map(|catalogue| Catalogue {
            hash: hash(source),
            ..catalogue
        }),
        diagnostics,
    }
}

/// Reads the tree of a file, which messages call a `kind`, with `make`: something exactly if no diagnostic is an error, and
/// what is wrong, in order of place.
pub(crate) fn read_with<T>(
    source: &str,
    kind: &str,
    make: impl for<'a> FnOnce(&'a DeTable<'a>, &mut Reader<'a>) -> Option<T>,
) -> (Option<T>, Vec<Diagnostic>) {
    let mut faults = Faults::default();
    if source.len() > MAX_CATALOGUE_BYTES {
        let length = source.len();
        let what =
            format!("the {kind} is {length} bytes long, and {MAX_CATALOGUE_BYTES} are allowed");
        faults.push(Diagnostic::new(Code::TooLarge, 0..0, what));
        return (None, faults.finish(source));
    }
    if let Some(other) = FileKind::of_other_form(source) {
        let (what, help) = other.instead_of("TOML");
        faults.push(Diagnostic::new(Code::Syntax, 0..0, what).help(help));
        return (None, faults.finish(source));
    }
    let value = parsed(source, &mut faults).and_then(|tree| {
        let mut reader = Reader {
            source,
            faults: &mut faults,
            said: Vec::new(),
        };
        make(tree.get_ref(), &mut reader)
    });
    let fine = !faults.has_error();
    debug_assert!(value.is_some() || !fine, "what is missing was reported");
    (value.filter(|_| fine), faults.finish(source))
}

/// Parses all of a file whatever is wrong with it, and reports that. Of a very large file only the first error is kept:
/// a hostile one has millions, and the parser would keep them all.
fn parsed<'s>(source: &'s str, faults: &mut Faults) -> Option<Spanned<DeTable<'s>>> {
    if let Some(at) = crowded(source) {
        faults.push(Diagnostic::new(Code::TooLarge, at..at + 1, too_crowded()).help(LESS));
        return None;
    }
    if source.len() <= MAX_RECOVERED_BYTES {
        let (tree, errors) = DeTable::parse_recoverable(source);
        syntax::report(&errors, source, faults);
        return Some(tree);
    }
    DeTable::parse(source)
        .map_err(|error| syntax::report(&[error], source, faults))
        .ok()
}

/// Returns SHA-256 of a source, in hexadecimal.
pub(crate) fn hash(source: &str) -> String {
    let mut hash = String::with_capacity(64);
    for byte in Sha256::digest(source.as_bytes()) {
        write!(hash, "{byte:02x}").expect("writing to a string cannot fail");
    }
    hash
}
