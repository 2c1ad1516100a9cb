//! What a file is, told from what is in it: whoever names one where another belongs hears what it is and how it is named.

use std::ops::Range;

use serde_json::{Map, Value};
use toml::de::DeTable;

use super::diagnostic::{Code, Diagnostic, Faults};
use super::syntax::crowded;

/// A kind of file that people or this tool write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A catalogue.
    Catalogue,
    /// A bank of interview questions.
    Questions,
    /// Questions of one's own, to go beside a bank.
    Own,
    /// Stories to tell in an interview.
    Stories,
    /// Answers, or a result.
    Answers,
    /// An interview plan, in JSON.
    Plan,
    /// Other JSON of ours, by its `schema`.
    Printed,
    /// Other JSON.
    Json,
    /// A list in JSON.
    List,
    /// Objects of JSON, one a line.
    Lines,
    /// A page in HTML.
    Page,
    /// A document in Markdown.
    Sheet,
    /// A table whose cells are separated by a character.
    Table,
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
        Self::of_other_form(text).or_else(|| {
            let tree = crowded(text).is_none().then(|| DeTable::parse(text).ok());
            Self::of_tree(tree??.get_ref()).map(|(kind, _)| kind)
        })
    }

    /// Tells what a text is that is no TOML by how it begins.
    pub(crate) fn of_other_form(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let opens_list = |rest: &str| {
            let rest = rest.trim_start_matches([' ', '\t']);
            rest.starts_with(['{', '\n'])
        };
        match text.as_bytes() {
            [b'<', ..] => Some(Self::Page),
            [b'{', ..] => Some(Self::of_json(text)),
            [b'[', ..] if opens_list(&text[1..]) => Some(Self::List),
            _ => {
                let line = text.lines().map(str::trim);
                let mut line = line.filter(|line| !line.is_empty() && !line.starts_with('#'));
                let line = line.next()?;
                if line.contains('=') || line.starts_with('[') {
                    None
                } else if text.starts_with('#') {
                    Some(Self::Sheet)
                } else {
                    line.contains([',', ';', '\t', '|']).then_some(Self::Table)
                }
            }
        }
    }

    fn of_json(text: &str) -> Self {
        let object = |text| serde_json::from_str::<Map<String, Value>>(text).ok();
        let Some(whole) = object(text) else {
            let is_first = text.lines().next().and_then(object).is_some();
            return if is_first { Self::Lines } else { Self::Json };
        };
        let schema = whole.get("schema").and_then(Value::as_str);
        match schema.and_then(|schema| schema.strip_prefix("rolefit/")) {
            Some(schema) if schema.starts_with("assessment@") => Self::Answers,
            Some(schema) if schema.starts_with("plan@") => Self::Plan,
            Some(_) => Self::Printed,
            None if whole.contains_key("answers") => Self::Answers,
            None => Self::Json,
        }
    }

    /// Tells what a tree is, and by which key.
    fn of_tree(tree: &DeTable<'_>) -> Option<(Self, Range<usize>)> {
        let key = |(key, kind)| Some((kind, tree.get_key_value(key)?.0.span()));
        let (kind, at) = KEYS.into_iter().find_map(key)?;
        let first = || {
            let questions = tree.get("question")?.get_ref().as_array()?;
            questions.first()?.get_ref().as_table()
        };
        let is_own = || first().is_some_and(|first| first.contains_key("role"));
        match kind {
            Self::Questions if !is_bank(tree) && is_own() => Some((Self::Own, at)),
            _ => Some((kind, at)),
        }
    }

    /// Tells what a tree is and by which key, where it is of another kind than this one.
    pub(crate) fn other(self, tree: &DeTable<'_>) -> Option<(Self, Range<usize>)> {
        let own = KEYS.iter().find(|(_, kind)| *kind == self);
        let is_own = own.is_some_and(|(key, _)| tree.contains_key(*key));
        Self::of_tree(tree).filter(|(kind, _)| match (self, *kind) {
            (Self::Own, Self::Questions) => is_bank(tree),
            (_, Self::Own) => self != Self::Own,
            (_, kind) => kind != self && !is_own,
        })
    }

    /// Reports a tree that is of another kind than this one, and returns whether it is.
    pub(crate) fn report_other(self, tree: &DeTable<'_>, faults: &mut Faults) -> bool {
        let other = self.other(tree).map(|(kind, at)| {
            let (what, help) = kind.instead_of(self.name());
            faults.push(Diagnostic::new(Code::UnknownKey, at, what).help(help));
        });
        other.is_some()
    }

    /// Says that a file is this and not what is `wanted`, and what to do with it.
    pub(crate) fn instead_of(self, wanted: &str) -> (String, &'static str) {
        let what = format!("this is {}, and not {wanted}", self.name());
        (what, self.help())
    }

    /// Returns what a file of this kind is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Catalogue => "a catalogue",
            Self::Questions => "a file of interview questions",
            Self::Own => "a file of questions of one's own",
            Self::Stories => "a file of stories",
            Self::Answers => "a file of answers",
            Self::Plan => "an interview plan in JSON",
            Self::Printed => "a report in JSON",
            Self::Json => "JSON",
            Self::List => "a list in JSON",
            Self::Lines => "JSON, one object a line",
            Self::Page => "a page in HTML",
            Self::Sheet => "a document in Markdown",
            Self::Table => "a table",
        }
    }

    /// Says how a file of this kind is named in a command, which calls it `FILE`.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Catalogue => {
                "name it with `--catalogue FILE`; `rolefit form --catalogue FILE` writes answers to it to fill in"
            }
            Self::Questions => {
                "name it with `--questions FILE`; `rolefit prep check FILE` checks it"
            }
            Self::Own => {
                "name it with `--own FILE`, as in `rolefit prep --own FILE` and `rolefit prep check --own FILE`"
            }
            Self::Stories => "name it with `--stories FILE`, as in `rolefit prep --stories FILE`",
            Self::Answers => {
                "`rolefit score FILE` scores it; `--result FILE` takes it in `rolefit prep`, `--with FILE` in `rolefit compare`"
            }
            Self::Plan => "`rolefit prep practice --plan FILE` asks its questions",
            Self::Printed | Self::Page | Self::Sheet => {
                "it is there to be read, and no command reads it back: name the file that it was made of"
            }
            Self::Json => {
                "answers have an object `answers`, and what this tool writes has a `schema`"
            }
            Self::List => {
                "`jq -c '.[]' FILE` writes its objects one a line, which is how they are read"
            }
            Self::Lines => {
                "`rolefit score --input ndjson FILE` reads answers so, and `rolefit prep practice --answers FILE` ratings"
            }
            Self::Table => "`rolefit score --input csv FILE` reads a row for each person",
        }
    }
}

/// Returns whether a file says what it is as a bank does, and one's own questions do not.
fn is_bank(tree: &DeTable<'_>) -> bool {
    let mut keys = ["format", "id", "version"].iter();
    keys.any(|key| tree.contains_key(*key))
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
        [b'{', b'\\', b'r', b't', b'f', ..] => ("RTF, as word processors save it", None),
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
    fn a_file_is_known_by_what_is_in_it() {
        for (text, kind) in [
            ("[[item]]\nid = \"a\"\n", Some(FileKind::Catalogue)),
            ("format = 1\n[[question]]\n", Some(FileKind::Questions)),
            ("[[question]]\nrole = \"a\"\n", Some(FileKind::Own)),
            ("# a, b\n[[story]]\n", Some(FileKind::Stories)),
            ("[answers]\na = 1\n", Some(FileKind::Answers)),
            ("{\"answers\": {}}", Some(FileKind::Answers)),
            (
                "{\"schema\": \"rolefit/assessment@1\"}",
                Some(FileKind::Answers),
            ),
            ("{\n \"schema\": \"rolefit/plan@1\"}", Some(FileKind::Plan)),
            (
                "{\"schema\": \"rolefit/catalogue@1\"}",
                Some(FileKind::Printed),
            ),
            ("{\"a\": 1}", Some(FileKind::Json)),
            ("{ broken", Some(FileKind::Json)),
            ("[\n {\"answers\": {}}]", Some(FileKind::List)),
            ("{\"a\": 1}\n{\"a\": 2}\n", Some(FileKind::Lines)),
            ("\u{feff}<!doctype html>", Some(FileKind::Page)),
            ("# Title\n\nWords, and words.\n", Some(FileKind::Sheet)),
            ("id,a,b\nx,1,2\n", Some(FileKind::Table)),
            ("id;a\nx;1\n", Some(FileKind::Table)),
            ("format = 1\n", None),
            ("# a, b\n", None),
            ("", None),
        ] {
            assert_eq!(FileKind::of(text), kind, "{text}");
        }
    }

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
            b"{\\rtf1\\ansi",
        ] {
            assert!(help(start).unwrap().contains("CSV"), "{start:?}");
        }
        assert!(help(b"\x1f\x8b\x08\0").unwrap().contains("gunzip"));
    }
}
