//! The results that were kept, as text, Markdown and JSON. It reads no file and looks at no clock.

mod json;
mod line;
mod markdown;
mod past;
mod text;
mod words;

#[cfg(test)]
mod tests;

use crate::history::{Entry, Others};

pub use json::json;
pub use line::exported;
pub use markdown::markdown;
pub use past::{PastShown, past_html, past_json, past_markdown, past_text};
pub use text::text;
pub use words::{in_one_line, why_outdated};

/// What is shown of what is kept.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The folder; it is escaped where it is shown.
    pub folder: &'a str,
    /// The results, the oldest first.
    pub entries: &'a [Entry],
    /// What is kept besides.
    pub others: &'a Others,
    /// The ids of the person's own catalogues, which commands find by them as they find those that are built in.
    pub own: &'a [String],
}
