//! The result of a questionnaire as text for a terminal, as a document and as data. All of it is in the assessment.

mod json;
mod markdown;
pub(super) mod text;
pub(super) mod words;

#[cfg(test)]
mod tests;

pub use json::{NotFinite, json};
pub use markdown::markdown;
pub use text::text;
pub(super) use words::answer_in_words;
