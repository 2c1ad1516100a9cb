//! An interview plan as text, as a Markdown hand-out, as JSON and as a stream of questions.

mod brief;
mod json;
mod listed;
mod question;
mod sections;
mod words;

pub use json::ndjson;
pub(in crate::render) use question::part_name;

use crate::catalogue::Catalogue;
use crate::preparation::{Plan, QuestionBank, Story};
use crate::render::document::{Document, NotFinite, Report};
use crate::session::PersonName;

/// A plan with everything that is needed to show it.
#[derive(Debug, Clone, Copy)]
pub struct PlanReport<'a> {
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
    /// What the file with the answers is called that it rests on; none where that is the latest result kept, or where it
    /// rests on no answers.
    pub answers: Option<&'a str>,
    /// The options with which a further command is for the same: files, result and wishes, each after a space.
    pub options: &'a str,
    /// The options with which its questions are practised, beside those, each after a space.
    pub drilling: &'a str,
}

impl PlanReport<'_> {
    /// Returns the questions alone, for a window that the whole plan would run out of.
    #[must_use]
    pub fn listed(&self) -> Document {
        Document::new(self.bank.language.as_str(), listed::blocks(self))
    }
}

impl Report for PlanReport<'_> {
    fn document(&self) -> Document {
        Document::new(self.bank.language.as_str(), sections::blocks(self))
    }

    fn json(&self) -> Result<String, NotFinite> {
        Ok(json::json(self))
    }
}
