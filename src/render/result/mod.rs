//! The result of a questionnaire as text for a terminal, as a document, as a page and as data. All of it is in the
//! assessment.

mod html;
mod json;
mod markdown;
mod schema;
pub(super) mod text;
pub(super) mod words;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use crate::session::PersonName;

pub use html::html;
pub use json::{NotFinite, json};
pub use markdown::markdown;
pub use schema::schema;
pub use text::text;
pub(super) use words::answer_in_words;
pub use words::in_a_line;

/// Whose result a page shows and of which day, so that two pages can be told apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// What the person is called.
    pub name: Option<PersonName>,
    /// The day on which the result was kept.
    pub date: Option<Date>,
}

/// Whether a result is kept on this machine, so that a command which names no file finds it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// It is the latest that is kept of its catalogue.
    Latest,
    /// It is not kept, or another one is later.
    Elsewhere,
}
