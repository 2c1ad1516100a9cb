//! What a psychometrician would say of a valid catalogue: how well it can measure, not whether it can be used.
//!
//! Every finding is a warning, follows from the catalogue and the model alone, and comes with a remedy. Whether the
//! questionnaire works as a whole is left to simulation, and whether the texts are good to people who read them.

mod items;
mod patterns;
mod placeholders;
mod roles;
mod words;

use std::ops::Range;

use toml::de::DeTable;

use super::Catalogue;
use super::diagnostic::Diagnostic;
use super::document::{self, RawCatalogue, RawText};
use super::faults::Faults;

/// Returns what the author of a catalogue should look at, in order of place.
///
/// `source` is the text that the catalogue was read from; places are bytes of it.
#[must_use]
pub fn inspect(catalogue: &Catalogue, source: &str) -> Vec<Diagnostic> {
    let (tree, _) = DeTable::parse_recoverable(source);
    let Some(raw) = document::read(tree.get_ref(), &mut Faults::default()) else {
        return Vec::new();
    };
    let mut faults = Faults::default();
    let places = Places(&raw);
    roles::inspect(catalogue, &places, &mut faults);
    items::inspect(catalogue, &places, &mut faults);
    patterns::inspect(catalogue, &places, &mut faults);
    words::inspect(catalogue, &raw, source, &mut faults);
    placeholders::inspect(source, &mut faults);
    faults.finish(source)
}

/// Returns where a catalogue's file says what share was placed right; at the beginning where that cannot be told.
pub(crate) fn place_of_observed(source: &str) -> Range<usize> {
    let (tree, _) = DeTable::parse_recoverable(source);
    let raw = document::read(tree.get_ref(), &mut Faults::default());
    let right = raw.and_then(|raw| raw.observed?.right);
    right.map_or(0..0, |right| right.span)
}

/// Where the parts of a catalogue stand in its file; at the beginning where that cannot be told.
struct Places<'r, 'a>(&'r RawCatalogue<'a>);

impl Places<'_, '_> {
    fn role(&self, role: usize) -> Range<usize> {
        span(self.0.roles.get(role).and_then(|role| role.id.as_ref()))
    }

    fn trait_(&self, trait_index: usize) -> Range<usize> {
        let raw = self.0.traits.get(trait_index);
        span(raw.and_then(|raw| raw.id.as_ref()))
    }

    fn item(&self, item: usize) -> Range<usize> {
        span(self.0.items.get(item).and_then(|item| item.id.as_ref()))
    }

    /// The first claim about a role's place on a trait.
    fn claim(&self, role: usize, trait_id: &str) -> Range<usize> {
        let raw = self.0.roles.get(role);
        let claims = raw.map_or(&[][..], |role| role.evidence.as_slice());
        let names =
            |text: &Option<RawText<'_>>| text.as_ref().is_some_and(|id| id.value == trait_id);
        let claim = claims.iter().find(|claim| names(&claim.trait_id));
        let toward = claim.and_then(|claim| claim.toward.as_ref());
        toward.map_or(0..0, |toward| toward.span.clone())
    }

    /// The line of a role's profile that speaks of a trait.
    fn profile(&self, role: usize, trait_id: &str) -> Range<usize> {
        let raw = self.0.roles.get(role);
        let lines = raw.map_or(&[][..], |role| role.profile.as_slice());
        let line = lines.iter().find(|line| line.trait_id.value == trait_id);
        span(line.map(|line| &line.trait_id))
    }
}

fn span(text: Option<&RawText<'_>>) -> Range<usize> {
    text.map_or(0..0, |text| text.span.clone())
}

/// Writes a number with two decimals.
fn decimal(number: f64) -> String {
    // What rounds to 0 has no sign.
    format!("{:.2}", (number * 100.0).round() / 100.0 + 0.0)
}

/// Writes a share in whole per cent.
fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

#[cfg(test)]
mod tests;
