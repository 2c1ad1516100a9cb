//! How well a catalogue places people whose role is known.
//!
//! Their answers go through the scoring that everybody's go through; where a length is asked for, they are first given
//! to the questionnaire of that length, which asks and stops as it would with the person. Several sittings of one person
//! are averaged, so that a person counts once, and the verdicts are those of the sittings.
//!
//! Figures are stated of the people who are there: how far they speak for others depends on who answered.

mod items;
mod outcomes;
mod placing;
mod reading;
#[cfg(test)]
mod tests;

pub use reading::{MOST_ROWS, Row, Sittings, is_taken, people, row, rows};

use serde::Serialize;

use crate::assessment::Given;
use crate::catalogue::{Catalogue, CatalogueKey};
use crate::model::{Length, StopReason};
use crate::simulation::{CalibrationBin, Share};
use items::ItemTallies;
use outcomes::Outcomes;
use placing::{Placing, mean_place};

/// Somebody whose role is known, with the answers that they gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Index of the role.
    pub role: usize,
    /// The answers of each sitting, one sitting at least and one answer at least in each.
    pub sittings: Vec<Vec<Given>>,
}

/// Places people and holds that against their roles. With `length` the answers go through a questionnaire of that length;
/// figures of items are of all answers in any case, those of a person's first sitting.
///
/// # Panics
/// There is nobody.
#[must_use]
pub fn validate<'c>(
    catalogue: &'c Catalogue,
    people: &[Person],
    length: Option<Length>,
) -> Validation<'c> {
    assert!(!people.is_empty(), "somebody's answers are needed");
    let mut placing = Placing::new(catalogue);
    let mut outcomes = Outcomes::new(catalogue);
    let mut items = ItemTallies::new(catalogue);
    for person in people {
        let whole: Vec<_> = person
            .sittings
            .iter()
            .map(|given| placing.whole(given))
            .collect();
        let whole_leader = mean_place(catalogue, &whole).leader();
        let placed = match length {
            None => whole,
            Some(length) => {
                let sittings = person.sittings.iter();
                sittings
                    .map(|given| {
                        let (standing, asked) = placing.replayed(given, length);
                        outcomes.take_asked(&asked);
                        standing
                    })
                    .collect()
            }
        };
        for (standing, given) in placed.iter().zip(&person.sittings) {
            outcomes.take_sitting(person.role, standing, given.len());
        }
        outcomes.take_person(person.role, &mean_place(catalogue, &placed), whole_leader);
        items.take(catalogue, person.role, &person.sittings[0]);
    }
    outcomes.report(catalogue, length, items.report(catalogue))
}

const SCHEMA: &str = "rolefit/validation@1";

/// With a smaller chance than this of being as great by chance alone, what sets roles apart is taken to do so.
pub const SIGNIFICANT: f64 = 0.05;

/// What a validation is for.
pub const NOTICE: &str = "For checking a questionnaire, not for judging or hiring anybody. Whoever gathers people's answers \
    is responsible for them.";

/// An item that goes with the rest of its trait less than this measures something else.
pub const LEAST_CORRELATION: f64 = 0.3;

/// How well a catalogue places people whose role is known.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Validation<'c> {
    /// The shape of this value as JSON.
    pub schema: &'static str,
    /// What it is for.
    pub notice: &'static str,
    /// The version of the program.
    pub rolefit: &'static str,
    /// The catalogue.
    pub catalogue: CatalogueKey<'c>,
    /// How many people.
    pub people: u64,
    /// How many sittings they had: where that is more than people, the sittings of a person are averaged.
    pub sittings: u64,
    /// How many items a sitting answers on average.
    pub answered: f64,
    /// The length of the questionnaire that the answers went through; nothing where all of them count.
    pub length: Option<Length>,
    /// What that questionnaire asked.
    pub asked: Option<Asked>,
    /// Share of people whose leading role is their own; of equals the first in the catalogue's order leads.
    pub right: Share,
    /// What all answers come to, beside those that the questionnaire asked for.
    pub whole: Option<Whole>,
    /// What guesses come to.
    pub guessing: Guessing,
    /// Mean probability of the leading role.
    pub stated: f64,
    /// Mean of `-ln P(own role)`, where less than 1e-12 counts as that; 0 is perfect.
    pub log_loss: f64,
    /// Mean gap between stated and observed over the tenths of `calibration`, weighted by their counts.
    pub calibration_error: f64,
    /// Probability stated for the leading role, in tenths that hold anybody, the lowest first.
    pub calibration: Vec<CalibrationBin>,
    /// Each role, in the catalogue's order.
    pub roles: Vec<RoleFigures<'c>>,
    /// People by known role (rows) and leading role (columns), both in the catalogue's order.
    pub confusion: Vec<Vec<u64>>,
    /// Each two roles, in the catalogue's order.
    pub pairs: Vec<PairFigures<'c>>,
    /// Each verdict, in the order in which they are tried.
    pub verdicts: Vec<VerdictFigures>,
    /// Each trait, in the catalogue's order.
    pub traits: Vec<TraitFigures<'c>>,
    /// Each item, in the catalogue's order.
    pub items: Vec<ItemFigures<'c>>,
}

/// What a questionnaire asked, over sittings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Asked {
    /// Mean number of items.
    pub mean: f64,
    /// The smallest number that suffices for half of the sittings.
    pub median: usize,
    /// The smallest number that suffices for 95 of 100.
    pub p95: usize,
    /// How often an item was asked to which a sitting holds no answer; such an item counts as skipped.
    pub unanswered: u64,
    /// Share of each reason to stop.
    pub stopped: Vec<Stopped>,
}

/// How many sittings ended for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Stopped {
    /// The reason.
    #[serde(rename = "id")]
    pub reason: StopReason,
    /// The share.
    pub share: f64,
}

/// What all answers come to, where a questionnaire asked for a part of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Whole {
    /// Share of people whom all their answers place in their role.
    pub right: Share,
    /// Share of people who have the same leading role either way.
    pub agreement: Share,
}

/// What guesses come to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Guessing {
    /// Share that equal guesses place right.
    pub right: f64,
    /// Log loss of equal guesses.
    pub log_loss: f64,
    /// Share that is placed right by whoever always says the role of most people here.
    pub commonest: f64,
}

/// The people of one role.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RoleFigures<'c> {
    /// Its id.
    pub id: &'c str,
    /// How many people have it.
    pub people: u64,
    /// Share of them for whom it leads; nothing where nobody has it.
    pub right: Option<Share>,
}

/// The people of two roles.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PairFigures<'c> {
    /// The two, in the catalogue's order.
    pub roles: [&'c str; 2],
    /// How many people have one of them.
    pub people: u64,
    /// Share of them for whom their own is the more probable of the two, whatever leads; equals count for the second.
    pub right: Option<Share>,
}

/// One verdict.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct VerdictFigures {
    /// Its name.
    pub kind: &'static str,
    /// How many sittings came to it.
    pub sittings: u64,
    /// Share of all sittings.
    pub share: f64,
    /// Share of them whose leading role was right.
    pub right: Option<Share>,
}

/// One trait.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TraitFigures<'c> {
    /// Its id.
    pub id: &'c str,
    /// Each role, in the catalogue's order.
    pub roles: Vec<RoleMean<'c>>,
}

/// Where the people of a role are on a trait, and where the catalogue puts them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RoleMean<'c> {
    /// The role's id.
    pub id: &'c str,
    /// Mean of the scores of its people, which lie nearer 0 than the people do; nothing where nobody has it.
    pub mean: Option<f64>,
    /// Mean of the profile, 0 where it makes no claim.
    pub profile: f64,
}

/// One item. People are those who answered it and another of its trait, each at their first sitting; categories are
/// shares of the way from the low end to the high.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ItemFigures<'c> {
    /// Its id.
    pub id: &'c str,
    /// The id of its trait.
    #[serde(rename = "trait")]
    pub of_trait: &'c str,
    /// Its kind, by name.
    pub kind: &'static str,
    /// How many people.
    pub people: u64,
    /// Correlation with the mean of the other items of its trait; nothing where either does not vary.
    pub r: Option<f64>,
    /// Share of its variance that lies between the roles.
    pub eta_squared: Option<f64>,
    /// Chance of as large an eta squared or a larger one if the roles did not differ (F test); nothing where too few
    /// people answered to tell.
    pub p: Option<f64>,
    /// Share of people who chose the response nearest the low pole.
    pub low_end: Option<f64>,
    /// Share of people who chose the response nearest the high pole.
    pub high_end: Option<f64>,
}

impl ItemFigures<'_> {
    /// Returns whether the item sets the roles apart more than chance would, where that can be told.
    pub(crate) fn tells_roles_apart(&self) -> Option<bool> {
        self.p.map(|p| p < SIGNIFICANT)
    }

    /// Returns whether the item goes with the rest of its trait, where that can be told.
    pub(crate) fn goes_with_trait(&self) -> Option<bool> {
        self.r.map(|r| r >= LEAST_CORRELATION)
    }
}
