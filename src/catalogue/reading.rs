//! From the text of a catalogue file to a catalogue, or to every fault in it. It reads no file and prints nothing.

use std::fmt::Write;
use std::ops::Range;

use sha2::{Digest, Sha256};
use toml::de::DeTable;

use super::Catalogue;
use super::diagnostic::{Code, Diagnostic, Severity};
use super::document;
use super::faults::Faults;
use super::validate::validate;

/// The largest catalogue file, in bytes: 4 MiB. The tree of a hostile file of this size stays within 512 MiB.
pub const MAX_CATALOGUE_BYTES: usize = 4 * 1024 * 1024;

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
    let mut faults = Faults::default();
    if source.len() > MAX_CATALOGUE_BYTES {
        faults.push(Diagnostic::new(
            Code::TooLarge,
            0..0,
            format!(
                "the catalogue is {} bytes long, and {MAX_CATALOGUE_BYTES} are allowed",
                source.len()
            ),
        ));
        return Reading {
            catalogue: None,
            diagnostics: faults.finish(source, &[]),
        };
    }
    let (tree, errors) = DeTable::parse_recoverable(source);
    let mut broken: Vec<Range<usize>> = errors
        .into_iter()
        .filter_map(|error| syntax(&error, source, &mut faults))
        .collect();
    broken.sort_by_key(|at| (at.start, at.end));
    let raw = document::read(tree.get_ref(), &mut faults);
    let catalogue = raw.and_then(|raw| validate(&raw, source, &mut faults));
    let diagnostics = faults.finish(source, &broken);
    let fine = diagnostics
        .iter()
        .all(|diagnostic| diagnostic.severity != Severity::Error);
    debug_assert_eq!(
        fine,
        catalogue.is_some() && fine,
        "what is missing was reported"
    );
    Reading {
        catalogue: catalogue.filter(|_| fine).map(|catalogue| Catalogue {
            hash: hash(source),
            ..catalogue
        }),
        diagnostics,
    }
}

/// Reports an error of the TOML parser, and returns its place if what stands there was read wrongly for it.
fn syntax(error: &toml::de::Error, source: &str, faults: &mut Faults) -> Option<Range<usize>> {
    let message = error.message();
    let bounded = |at: Range<usize>| at.start.min(source.len())..at.end.min(source.len());
    let at = error.span().map(bounded);
    if message.starts_with("duplicate key") {
        let at = at.unwrap_or_default();
        let key = source.get(at.clone()).unwrap_or_default();
        let what = format!("the key {} stands twice", super::faults::quoted(key));
        let twice = Diagnostic::new(Code::DuplicateKey, at, what).label("again here");
        faults.push(twice.help("remove one of them"));
        return None;
    }
    let (code, at, what) = if message.contains("recursion limit") {
        let what = "a dotted key has 80 parts or more".to_owned();
        (
            Code::TooDeep,
            at.unwrap_or_else(|| dotted_line(source)),
            what,
        )
    } else if message.contains("recurse") {
        let what = "values lie within one another more than 80 deep".to_owned();
        (Code::TooDeep, at.unwrap_or_default(), what)
    } else {
        (Code::Syntax, at.unwrap_or_default(), message.to_owned())
    };
    faults.push(Diagnostic::new(code, at.clone(), what));
    Some(at)
}

/// Returns the place of the first line with a key of very many parts: the parser does not tell.
fn dotted_line(source: &str) -> Range<usize> {
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let key = line.split('=').next().unwrap_or_default();
        if key.matches('.').count() >= 79 {
            return start..start + key.trim_end().len();
        }
        start += line.len();
    }
    0..0
}

fn hash(source: &str) -> String {
    let mut hash = String::with_capacity(64);
    for byte in Sha256::digest(source.as_bytes()) {
        write!(hash, "{byte:02x}").expect("writing to a string cannot fail");
    }
    hash
}
