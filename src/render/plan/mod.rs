//! An interview plan as text, as a Markdown hand-out, as JSON and as a stream of questions.

mod brief;
mod json;
mod question;
mod sections;
mod words;

pub use json::ndjson;
pub(in crate::render) use question::part_name;
pub(in crate::render) use sections::levels;

pub use words::{Answers, PlanReport};

use crate::render::document::{Document, NotFinite, Report};

impl PlanReport<'_> {
    /// Returns the questions alone, for a window that the whole plan would run out of.
    #[must_use]
    pub fn listed(&self) -> Document {
        Document::new(self.bank.language.as_str(), sections::listed(self))
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
