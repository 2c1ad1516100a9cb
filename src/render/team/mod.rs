//! A group of people and the roles of a catalogue. Every form opens with what it may be used for.

mod json;
mod sections;
mod words;

#[cfg(test)]
mod tests;

use crate::catalogue::Catalogue;
use crate::render::document::{Document, NotFinite, Report};
use crate::team::Team;

/// A group with everything that is needed to show it.
#[derive(Debug, Clone, Copy)]
pub struct TeamReport<'a> {
    /// The catalogue of the roles.
    pub catalogue: &'a Catalogue,
    /// The people and what they cover.
    pub team: &'a Team,
}

impl Report for TeamReport<'_> {
    fn document(&self) -> Document {
        let blocks = sections::blocks(self.catalogue, self.team);
        Document::new(self.catalogue.language.as_str(), blocks)
    }

    fn json(&self) -> Result<String, NotFinite> {
        Ok(json::json(self.catalogue, self.team))
    }
}
