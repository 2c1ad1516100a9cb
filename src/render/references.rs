//! Sources as people cite them: in full, by number in the order in which they come up on a page, or by who published them. It judges no source.

use crate::catalogue::{Catalogue, Source};
use crate::render::prose::{Prose, data};

/// Whether the claims of sources are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sources {
    /// Every one.
    Shown,
    /// None of them, for they were not asked for.
    LeftOut,
}

/// The sources so far.
#[derive(Debug)]
pub(super) struct References {
    /// Those that have a number, or where none is given those that were named, in their order.
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
        let prose = data(claim).own(" ");
        if !self.numbered {
            let is_same = self.known.last() == Some(&source);
            self.known.push(source);
            let publisher = catalogue.sources[source].publisher.as_str();
            return if is_same {
                prose.dim("(the same)")
            } else {
                prose.dim("(").data(publisher).dim(")")
            };
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
        if !self.numbered {
            return Vec::new();
        }
        let sources = self.known.iter().map(|&source| &catalogue.sources[source]);
        sources.map(|source| data(in_full(source))).collect()
    }
}

/// Returns title, publisher and year: `The Scrum Guide. Ken Schwaber and Jeff Sutherland, 2020`. A title that ends a
/// sentence by itself gets no second mark.
pub(super) fn in_full(source: &Source) -> String {
    let title = source.title.as_str();
    let stop = if title.ends_with(['.', '?', '!', '…']) {
        ""
    } else {
        "."
    };
    let year = source
        .year
        .map_or_else(String::new, |year| format!(", {year}"));
    format!("{title}{stop} {}{year}", source.publisher)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{builtin, read};

    #[test]
    fn no_source_is_cited_with_a_mark_too_many() {
        for builtin in builtin::all() {
            let catalogue = read(builtin.source).catalogue.unwrap();
            for source in &catalogue.sources {
                let cited = in_full(source);
                assert!(
                    !["..", "?.", "!."].iter().any(|twice| cited.contains(twice)),
                    "{cited}"
                );
            }
        }
    }
}
