//! A finished simulation.

mod json;
mod words;

use crate::catalogue::Catalogue;
use crate::render::document::{Document, NotFinite, Report};
use crate::simulation::Simulation;

pub(super) use words::why;

/// A simulation with everything that is needed to show it.
#[derive(Debug, Clone, Copy)]
pub struct SimulationReport<'a> {
    /// The catalogue that was tried.
    pub catalogue: &'a Catalogue,
    /// What came of it.
    pub simulation: &'a Simulation,
}

impl Report for SimulationReport<'_> {
    fn document(&self) -> Document {
        let blocks = words::blocks(self.catalogue, self.simulation);
        Document::new(self.catalogue.language.as_str(), blocks)
    }

    fn json(&self) -> Result<String, NotFinite> {
        Ok(json::json(self.catalogue, self.simulation))
    }
}
