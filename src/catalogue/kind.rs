//! What a file is, told from the tables in it: whoever names one where another belongs hears what it is and how it is named.

use std::ops::Range;

use toml::de::DeTable;

use super::crowd::crowded;
use super::diagnostic::{Code, Diagnostic};
use super::faults::Faults;

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
