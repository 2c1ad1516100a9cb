//! What every reader promises of any bytes at all: no panic, faults in order and within the file, told in at most 8 KiB
//! without a character that could steer a terminal, and no value that breaks the laws of what was read.
//!
//! `tests/readers.rs` holds these laws on the saved corpus and on changes of it, and the fuzz targets on whatever
//! coverage leads them to.

mod answers;
mod finite;
mod kept;
mod toml;

pub use answers::{answers, csv, ndjson};
pub use kept::{draft, given, plan, practice, result};
pub use toml::{bank, catalogue, stories};

use std::sync::OnceLock;

use rolefit::catalogue::{Catalogue, builtin, is_dangerous, read};
use rolefit::preparation::builtin::bank_for;
use rolefit::preparation::{QuestionBank, read_bank};

/// The most bytes that are said about one file, whatever is wrong with it.
const MOST_SAID: usize = 8 * 1024;

/// A file's name that would steer a terminal.
const NAME: &str = "a\u{1b}]0;x\u{7}\u{202e}.toml";

/// A reader of one kind of file, with the laws that hold of it.
pub type Reader = fn(&[u8]);

/// Every reader by the name of its corpus.
pub const READERS: [(&str, Reader); 11] = [
    ("catalogue", catalogue),
    ("bank", bank),
    ("stories", stories),
    ("answers", answers),
    ("csv", csv),
    ("ndjson", ndjson),
    ("draft", draft),
    ("practice", practice),
    ("result", result),
    ("given", given),
    ("plan", plan),
];

/// Returns the catalogue that answers, questions and stories are held against.
fn product_roles() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let builtin = builtin::find("product-roles").expect("it is built in");
        let reading = read(builtin.source);
        reading.catalogue.expect("what is built in is valid")
    })
}

/// Returns the question bank that stories, plans and practice are held against.
fn questions() -> &'static QuestionBank {
    static BANK: OnceLock<QuestionBank> = OnceLock::new();
    BANK.get_or_init(|| {
        let source = bank_for("product-roles").expect("it is built in");
        let read = read_bank(source, product_roles());
        read.value.expect("what is built in is valid")
    })
}

/// Holds that no character of a text could steer a terminal.
#[track_caller]
fn steers_nothing(text: &str) {
    let steering = text.chars().find(|&c| c != '\n' && is_dangerous(c));
    assert_eq!(steering, None, "{text:?}");
}

/// Holds what is said about a file to its bounds.
#[track_caller]
fn said(text: &str) {
    steers_nothing(text);
    assert!(text.len() <= MOST_SAID, "{} bytes are said", text.len());
}
