//! What a psychometrician would say of a valid catalogue: how well it can measure, not whether it can be used.
//!
//! Every finding is a warning, follows from the catalogue and the model alone, and comes with a remedy. Whether the
//! questionnaire works as a whole is left to simulation, and whether the texts are good to people who read them.

mod items;
mod roles;
mod words;

use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use super::diagnostic::{Code, Diagnostic, Faults};
use super::value::text_of;
use super::{Catalogue, FEW_PEOPLE, Tally};
use crate::session::CurrentRole;

/// Returns what the author of a catalogue should look at, in order of place.
///
/// `source` is the text that the catalogue was read from; places are bytes of it.
#[must_use]
pub fn inspect(catalogue: &Catalogue, source: &str) -> Vec<Diagnostic> {
    let (tree, _) = DeTable::parse_recoverable(source);
    let mut faults = Faults::default();
    let places = Places(tree.get_ref());
    observed(catalogue, source, &mut faults);
    roles::inspect(catalogue, &places, &mut faults);
    items::inspect(catalogue, &places, &mut faults);
    reserved(catalogue, &places, &mut faults);
    items::follow_patterns(catalogue, &places, &mut faults);
    words::inspect(catalogue, &places, source, &mut faults);
    words::placeholders(source, &mut faults);
    faults.finish(source)
}

/// Ids that mean something else where answers are kept: columns of a table, and the title that is none of the roles.
fn reserved(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    let mut report = |id: &str, place: Range<usize>, what: &str| {
        let message = format!("`{id}` is {what}, which it would be taken for");
        faults.push(Diagnostic::new(Code::ReservedId, place, message).help("give it another id"));
    };
    for (id, says) in [("id", "who answered"), ("role", "which role is known")] {
        if let Some(item) = catalogue.item_index(id) {
            let what = format!("the column of a table that says {says}");
            report(id, places.item(item), &what);
        }
    }
    let other = CurrentRole::OTHER;
    if let Some(role) = catalogue.role_index(other) {
        let what = "what a saved result calls a title that is none of the roles";
        report(other, places.role(role), what);
    }
}

/// A share is of people, whose sittings may have been averaged, or each role counted alike; the counts are of sittings. So far
/// they may lie apart.
const MOST_APART: f64 = 0.1;
/// Nobody sits more often than that for one trial.
const MOST_SITTINGS: u64 = 10;

/// Holds the shares that were observed against how many people they are of, and against the sittings that are counted by
/// verdict. People who are not among these may all have been placed right, or none.
fn observed(catalogue: &Catalogue, source: &str, faults: &mut Faults) {
    let Some(observed) = &catalogue.observed else {
        return;
    };
    let people = observed.people;
    let place = |key| place_of_observed(source, key);
    if people < FEW_PEOPLE {
        let what = format!(
            "`people` is {people}, and a share of fewer than {FEW_PEOPLE} says next to nothing"
        );
        let few = Diagnostic::new(Code::FewObserved, place("people"), what);
        faults.push(few.help(format!(
            "try it on {FEW_PEOPLE} people at least, and leave `[observed]` out until then"
        )));
    }
    let standard = observed.right_at_standard.unwrap_or(observed.right);
    let first = |length: usize| {
        catalogue
            .roles
            .iter()
            .filter_map(move |role| role.first[length])
    };
    let counts = [
        (
            "right",
            observed.right,
            "verdict",
            observed.whole.iter().flatten().copied().collect(),
        ),
        (
            "right-at-standard",
            standard,
            "verdict",
            observed.standard.iter().flatten().copied().collect(),
        ),
        ("right", observed.right, "role", first(0).collect()),
        (
            "right-at-standard",
            standard,
            "role",
            first(1).collect::<Vec<Tally>>(),
        ),
    ];
    for (key, share, by, tallies) in counts {
        for what in differences(people, (key, share), by, &tallies) {
            let at = if what.ends_with(&people.to_string()) {
                "people"
            } else {
                key
            };
            let differ = Diagnostic::new(Code::TalliesDiffer, place(at), what);
            let help =
                "count again, write how many people the counts are of, or leave the counts out";
            faults.push(differ.help(help));
        }
    }
    // Fewer questions tell no more.
    if standard > observed.right + MOST_APART {
        let what = format!(
            "`right-at-standard` is {}, and `right`, with all items, {}",
            decimal(standard),
            decimal(observed.right)
        );
        let differ = Diagnostic::new(Code::TalliesDiffer, place("right-at-standard"), what);
        faults.push(differ.help("count both again, of the same people"));
    }
}

/// Says in what counts by verdict or by role contradict how many people they are of, or a share.
fn differences(people: u64, (key, share): (&str, f64), by: &str, tallies: &[Tally]) -> Vec<String> {
    let sittings: u64 = tallies.iter().map(|one| one.sittings).sum();
    let right: u64 = tallies.iter().map(|one| one.right).sum();
    let mut found = Vec::new();
    if sittings == 0 {
        return found;
    }
    let others = people.saturating_sub(sittings);
    // Verdicts that are not counted, as `unlike` is, are the fewest.
    if sittings > people.saturating_mul(MOST_SITTINGS) || others > sittings {
        found.push(format!(
            "the sittings counted by {by} come to {sittings}, and `people` is {people}"
        ));
    }
    let of_all = |right: u64| right as f64 / (sittings + others) as f64;
    let (least, most) = (of_all(right), of_all(right + others));
    if !(least - MOST_APART..=most + MOST_APART).contains(&share) {
        let share = decimal(share);
        found.push(format!(
            "`{key}` is {share}, and the counts by {by} say {right} of {sittings} sittings"
        ));
    }
    found
}

/// Returns where a catalogue's file says this of what was observed; at the beginning where that cannot be told.
pub(crate) fn place_of_observed(source: &str, key: &str) -> Range<usize> {
    let (tree, _) = DeTable::parse_recoverable(source);
    let observed = tree.get_ref().get("observed");
    let right = observed.and_then(|observed| observed.get_ref().as_table()?.get(key));
    right.map_or(0..0, Spanned::span)
}

/// Where the parts of a catalogue stand in its file; at the beginning where that cannot be told.
struct Places<'a>(&'a DeTable<'a>);

impl<'a> Places<'a> {
    /// Returns one of the tables of a kind.
    fn table(&self, kind: &str, index: usize) -> Option<&'a DeTable<'a>> {
        let all = self.0.get(kind)?.get_ref().as_array()?;
        all.get(index)?.get_ref().as_table()
    }

    fn id(&self, kind: &str, index: usize) -> Range<usize> {
        let table = self.table(kind, index);
        let id = table.and_then(|table| text_of(table, "id"));
        id.map_or(0..0, |id| id.span)
    }

    fn role(&self, role: usize) -> Range<usize> {
        self.id("role", role)
    }

    fn trait_(&self, trait_index: usize) -> Range<usize> {
        self.id("trait", trait_index)
    }

    fn item(&self, item: usize) -> Range<usize> {
        self.id("item", item)
    }

    /// The first claim about a role's place on a trait.
    fn claim(&self, role: usize, trait_id: &str) -> Range<usize> {
        let toward = || {
            let evidence = self.table("role", role)?.get("evidence")?.get_ref();
            evidence.as_array()?.iter().find_map(|claim| {
                let claim = claim.get_ref().as_table()?;
                let of = text_of(claim, "trait").filter(|id| id.value == trait_id);
                of.and(claim.get("toward"))
            })
        };
        toward().map_or(0..0, Spanned::span)
    }

    /// The line of a role's profile that speaks of a trait.
    fn profile(&self, role: usize, trait_id: &str) -> Range<usize> {
        let line = || {
            let profile = self.table("role", role)?.get("profile")?.get_ref();
            profile.as_table()?.get_key_value(trait_id)
        };
        line().map_or(0..0, |(id, _)| id.span())
    }

    /// Where the texts of an item stand that people read.
    fn texts(&self, item: usize) -> Vec<Range<usize>> {
        let table = self.table("item", item);
        let values = ["first", "second", "text", "options"].map(|key| table?.get(key));
        let mut texts = Vec::new();
        for value in values.into_iter().flatten() {
            match value.get_ref().as_array() {
                Some(all) => texts.extend(all.iter().map(Spanned::span)),
                None => texts.push(value.span()),
            }
        }
        texts
    }
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
