//! Which sources claims rest on, and which no claim does. It knows no claim.

use super::words::{Index, Reference};
use crate::catalogue::diagnostic::{Code, Diagnostic};
use crate::catalogue::document::{Owner, RawCatalogue, RawText};
use crate::catalogue::faults::Faults;

/// The sources that were named so far.
pub(super) struct Citations<'i> {
    sources: &'i Index<'i>,
    used: Vec<bool>,
    any_unknown: bool,
}

impl<'i> Citations<'i> {
    pub(super) fn new(sources: &'i Index<'i>, count: usize) -> Self {
        Self {
            sources,
            used: vec![false; count],
            any_unknown: false,
        }
    }

    /// Finds the source that a claim rests on, and reports one that is not declared.
    pub(super) fn find(
        &mut self,
        owner: Owner<'_>,
        raw: Option<&RawText<'_>>,
        faults: &mut Faults,
    ) -> Option<usize> {
        let source = self
            .sources
            .find(owner, "rests on", Code::UnknownSource, raw, faults);
        match source {
            Reference::To(index) | Reference::Near(index) => self.used[index] = true,
            Reference::Nowhere => self.any_unknown = true,
        }
        source.found()
    }

    /// Reports the sources that were never named.
    pub(super) fn report_unused(&self, raw: &RawCatalogue<'_>, faults: &mut Faults) {
        // A claim whose source cannot be told may rest on any of them.
        if self.any_unknown {
            return;
        }
        for (source, _) in raw
            .sources
            .iter()
            .zip(&self.used)
            .filter(|&(_, &used)| !used)
        {
            let place = source.id.as_ref().map_or(&source.span, |id| &id.span);
            let unused = Diagnostic::new(
                Code::UnusedSource,
                place.clone(),
                format!("no claim rests on {}", source.owner),
            );
            faults.push(unused.help("name it in a `[[role.evidence]]`, or remove it"));
        }
    }
}
