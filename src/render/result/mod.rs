//! The result of a questionnaire as text for a terminal, as a document, as a page and as data. All of it is in the
//! assessment.

mod html;
mod json;
mod markdown;
pub(super) mod text;
pub(super) mod words;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::session::PersonName;

pub use html::html;
pub use json::{NotFinite, json};
pub use markdown::markdown;
pub use text::text;
pub(super) use words::answer_in_words;
pub use words::{catalogue_option, file_option, in_a_line};

/// Whose result a page shows and of which day, so that two pages can be told apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// The `id` in the answers, character for character.
    pub id: Option<String>,
    /// What the person is called.
    pub name: Option<PersonName>,
    /// The day on which the result was kept.
    pub date: Option<Date>,
}

/// Whether a result is kept on this machine, so that commands can name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping<'a> {
    /// It is kept.
    Kept {
        /// What it is called.
        id: &'a str,
        /// Whether it is what a command takes that names none.
        is_latest: bool,
        /// Whether it is the latest of its catalogue and person: the one that more questions are added to.
        goes_on: bool,
        /// The one before it that it can be compared with, if there is one.
        earlier: Option<&'a str>,
    },
    /// It lies in a file that is called so in a shell.
    File(&'a str),
    /// It is not kept here, or whoever reads this is not here.
    Elsewhere,
}
