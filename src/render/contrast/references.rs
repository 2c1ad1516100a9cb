//! Numbers for the sources that a page refers to, in the order in which they come up. It judges no source.

use crate::catalogue::Catalogue;
use crate::render::prose::Prose;

/// The sources so far.
#[derive(Debug, Default)]
pub(super) struct References(Vec<usize>);

impl References {
    /// Returns a claim with the number of its source.
    pub(super) fn cite(&mut self, claim: &str, source: usize) -> Prose {
        let known = self.0.iter().position(|&known| known == source);
        let number = known.unwrap_or_else(|| {
            self.0.push(source);
            self.0.len() - 1
        }) + 1;
        Prose::new()
            .data(claim)
            .own(" ")
            .data(format!("[{number}]"))
    }

    /// Returns title, publisher and year of each, in the order of their numbers.
    pub(super) fn listed(&self, catalogue: &Catalogue) -> Vec<Prose> {
        let sources = self.0.iter().map(|&source| &catalogue.sources[source]);
        sources
            .map(|source| {
                let prose = Prose::new()
                    .data(source.title.as_str())
                    .own(". ")
                    .data(source.publisher.as_str());
                match source.year {
                    Some(year) => prose.own(format!(", {year}")),
                    None => prose,
                }
            })
            .collect()
    }
}
