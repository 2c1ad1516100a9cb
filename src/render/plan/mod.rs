//! An interview plan as text, as a Markdown hand-out, as JSON and as a stream of questions. It chooses no question.

mod brief;
mod handout;
mod json;
mod question;
mod sections;
mod words;

pub use handout::{html, markdown, text};
pub use json::{json, ndjson};
pub(in crate::render) use question::part_name;

use crate::catalogue::Catalogue;
use crate::preparation::{Plan, QuestionBank, Story};
use crate::session::PersonName;

/// A plan with everything that is needed to show it.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The catalogue that the plan was made for.
    pub catalogue: &'a Catalogue,
    /// The bank that its questions are from.
    pub bank: &'a QuestionBank,
    /// The plan.
    pub plan: &'a Plan,
    /// The person's own stories.
    pub stories: &'a [Story],
    /// Whom the result that it rests on is about, where that is somebody else than who answered.
    pub about: Option<&'a PersonName>,
    /// The options with which a further command is for the same: files, result and wishes, each after a space.
    pub options: &'a str,
}
