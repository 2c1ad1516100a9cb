//! What a file is, told from the tables in it: whoever names one where another belongs hears what it is and how it is named.

use std::ops::Range;

use toml::de::DeTable;

use super::diagnostic::{Code, Diagnostic, Faults};
use super::syntax::crowded;

/// A kind of file that people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A catalogue.
    Catalogue,
    /// A bank of interview questions, or questions of one's own.
    Questions,
    /// Stories to tell in an interview.
    Stories,
    /// Answers, or a result.
    Answers,
}

/// The keys by which files are told apart.
const KEYS: [(&str, FileKind); 4] = [
    ("item", FileKind::Catalogue),
    ("question", FileKind::Questions),
    ("story", FileKind::Stories),
    ("answers", FileKind::Answers),
];

impl FileKind {
    /// Tells what a text is, or returns nothing where it is none of these.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        if text.trim_start().starts_with('{') {
            return Some(Self::Answers);
        }
        let tree = crowded(text).is_none().then(|| DeTable::parse(text).ok());
        Self::of_tree(tree??.get_ref()).map(|(kind, _)| kind)
    }

    /// Tells what a tree is, and by which key.
    fn of_tree(tree: &DeTable<'_>) -> Option<(Self, Range<usize>)> {
        let key = |(key, kind)| Some((kind, tree.get_key_value(key)?.0.span()));
        KEYS.into_iter().find_map(key)
    }

    /// Tells what a tree is and by which key, where it is of another kind than this one.
    pub(crate) fn other(self, tree: &DeTable<'_>) -> Option<(Self, Range<usize>)> {
        let own = KEYS.iter().find(|(_, kind)| *kind == self);
        let is_own = own.is_some_and(|(key, _)| tree.contains_key(*key));
        Self::of_tree(tree).filter(|_| !is_own)
    }

    /// Reports a tree that is of another kind than this one, and returns whether it is.
    pub(crate) fn report_other(self, tree: &DeTable<'_>, faults: &mut Faults) -> bool {
        let other = self.other(tree).map(|(kind, at)| {
            let (what, help) = kind.instead_of(self);
            faults.push(Diagnostic::new(Code::UnknownKey, at, what).help(help));
        });
        other.is_some()
    }

    /// Says that a file is this and no other, and what to do with it.
    #[must_use]
    pub fn instead_of(self, wanted: Self) -> (String, &'static str) {
        let name = |kind| match kind {
            Self::Catalogue => "a catalogue",
            Self::Questions => "a file of interview questions",
            Self::Stories => "a file of stories",
            Self::Answers => "a file of answers",
        };
        let what = format!("this is {}, and not {}", name(self), name(wanted));
        (what, self.help())
    }

    /// Says how a file of this kind is named in a command, which calls it `FILE`.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Catalogue => {
                "name it with `--catalogue FILE`; `rolefit form --catalogue FILE` writes answers to it to fill in"
            }
            Self::Questions => {
                "name it with `--questions FILE`, or `--own FILE` where they are your own"
            }
            Self::Stories => "name it with `--stories FILE`, as in `rolefit prep --stories FILE`",
            Self::Answers => {
                "`rolefit score FILE` scores it; `--result FILE` takes it in `rolefit prep`, `--with FILE` in `rolefit compare`"
            }
        }
    }
}

/// An encoding of more than one byte a character, or a kind of file that holds no plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherEncoding {
    /// What it is called.
    pub name: &'static str,
    /// Where the byte of zero stands that shows it; nothing where a byte order mark does.
    pub zero: Option<usize>,
    /// What to do.
    pub help: &'static str,
}

/// Returns what the first bytes show, if that is not UTF-8. A text in UTF-8 holds no byte of zero.
#[must_use]
pub fn other_encoding(start: &[u8]) -> Option<OtherEncoding> {
    const TO_TEXT: &str = "save a table as CSV in UTF-8, and answers as plain text";
    let (name, zero) = match start {
        [b'P', b'K', 3, 4, ..] => (
            "a zip file, as spreadsheets and word processors save them",
            None,
        ),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => ("a file of a spreadsheet or a word processor", None),
        [b'%', b'P', b'D', b'F', b'-', ..] => ("a PDF", None),
        [0x1f, 0x8b, 8, ..] => ("a gzip file", None),
        // Before UTF-16, whose mark begins the same.
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => ("UTF-32", None),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => ("UTF-16", None),
        [0, 0, 0, 1..=255, ..] => ("UTF-32", Some(0)),
        [1..=255, 0, 0, 0, ..] => ("UTF-32", Some(1)),
        [0, 1..=255, ..] => ("UTF-16", Some(0)),
        [1..=255, 0, ..] => ("UTF-16", Some(1)),
        _ => return None,
    };
    let help = match name {
        "UTF-16" | "UTF-32" => "save it as UTF-8",
        "a gzip file" => "unpack it: `gunzip` does so",
        _ => TO_TEXT,
    };
    Some(OtherEncoding { name, zero, help })
}

/// The character with which DOS marked the end of a text file, and some programs still do.
pub const DOS_END: char = '\u{1a}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_encodings_apart() {
        let name = |start: &[u8]| other_encoding(start).map(|found| found.name);
        let encoded = |text: &str, width: usize, big: bool| -> Vec<u8> {
            let bytes = text.chars().flat_map(|character| {
                let mut bytes = u32::from(character).to_le_bytes()[..width].to_vec();
                if big {
                    bytes.reverse();
                }
                bytes
            });
            bytes.collect()
        };
        for text in ["\u{feff}id", "id"] {
            for big in [false, true] {
                assert_eq!(name(&encoded(text, 2, big)), Some("UTF-16"));
                assert_eq!(name(&encoded(text, 4, big)), Some("UTF-32"));
            }
            assert_eq!(name(text.as_bytes()), None);
        }
        assert_eq!(name(b""), None);
        let help = |start: &[u8]| other_encoding(start).map(|found| found.help);
        for start in [
            &b"PK\x03\x04\x14\0"[..],
            b"\xd0\xcf\x11\xe0\xa1",
            b"%PDF-1.7",
        ] {
            assert!(help(start).unwrap().contains("CSV"), "{start:?}");
        }
        assert!(help(b"\x1f\x8b\x08\0").unwrap().contains("gunzip"));
    }
}
