//! The sources that a page refers to: by number, in the order in which they come up, or by who published them. It judges
//! no source.

use super::Sources;
use crate::catalogue::Catalogue;
use crate::render::citation::in_full;
use crate::render::prose::Prose;

/// The sources so far.
#[derive(Debug)]
pub(super) struct References {
    known: Vec<usize>,
    /// Whether a list of them follows, so that a number will do.
    numbered: bool,
}

impl References {
    pub(super) fn new(sources: Sources) -> Self {
        Self {
            known: Vec::new(),
            numbered: sources == Sources::Shown,
        }
    }

    /// Returns a claim with its source.
    pub(super) fn cite(&mut self, catalogue: &Catalogue, claim: &str, source: usize) -> Prose {
        let prose = Prose::new().data(claim).own(" ");
        if !self.numbered {
            let publisher = catalogue.sources[source].publisher.as_str();
            return prose.dim("(").data(publisher).dim(")");
        }
        let known = self.known.iter().position(|&known| known == source);
        let number = known.unwrap_or_else(|| {
            self.known.push(source);
            self.known.len() - 1
        }) + 1;
        prose.data(format!("[{number}]"))
    }

    /// Returns each in full, in the order of their numbers.
    pub(super) fn listed(&self, catalogue: &Catalogue) -> Vec<Prose> {
        let sources = self.known.iter().map(|&source| &catalogue.sources[source]);
        sources
            .map(|source| Prose::new().data(in_full(source)))
            .collect()
    }
}
