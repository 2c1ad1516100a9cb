//! What a calibration shows. The types are the report's JSON, `rolefit/calibration@1`: every number with every digit, keys
//! only ever added.

use serde::Serialize;

use crate::catalogue::CatalogueKey;
use crate::simulation::Share;

pub(super) const SCHEMA: &str = "rolefit/calibration@1";

/// An item whose answers vary about what the model expects less than this, as a mean square, is more regular than people
/// are, as one is that repeats another; more than the second, less regular (Wright & Linacre, 1994, of surveys).
pub const FITTING: (f64, f64) = (0.6, 1.4);

/// Numbers of a catalogue fitted to answers of people whose role is known.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Calibration<'c> {
    /// The shape of this value as JSON.
    pub schema: &'static str,
    /// What it is for.
    pub notice: &'static str,
    /// The version of the program.
    pub rolefit: &'static str,
    /// The catalogue that was answered.
    pub catalogue: CatalogueKey<'c>,
    /// How many people, each with one sitting.
    pub people: u64,
    /// How many answers they gave.
    pub answers: u64,
    /// By how many people of each role, who stand and answer as the catalogue says, its numbers draw those that are fitted.
    pub prior_people: f64,
    /// How many folds: nobody is placed by numbers that were fitted to their own answers.
    pub folds: usize,
    /// The factor on the spreads of traits, and of traits that activities measure; nothing where there is none of the kind.
    pub factors: Factors,
    /// How the catalogue places these people.
    pub before: Placing,
    /// How the calibrated one does, by numbers that were fitted without them.
    pub after: Placing,
    /// By how much log loss changes for a person.
    pub change: Change,
    /// Each role, in the catalogue's order.
    pub roles: Vec<RoleChange<'c>>,
    /// Each trait, in the catalogue's order.
    pub traits: Vec<TraitChange<'c>>,
    /// Each item, in the catalogue's order.
    pub items: Vec<ItemChange<'c>>,
    /// What got worse.
    pub worse: Vec<Worse>,
}

/// Factors on spreads.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Factors {
    /// On those of traits.
    pub traits: Option<f64>,
    /// On those of traits that activities alone measure.
    pub activities: Option<f64>,
}

/// How people are placed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Placing {
    /// Share whose leading role is their own.
    pub right: Share,
    /// Mean probability of the leading role.
    pub stated: f64,
    /// Mean of `-ln P(own role)`; 0 is perfect.
    pub log_loss: f64,
    /// Mean gap between stated and observed, over tenths of what is stated.
    pub calibration_error: f64,
}

/// A mean change over people, with an interval of 95 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Change {
    /// The mean; below 0 is better.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The people of one role.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RoleChange<'c> {
    /// Its id.
    pub id: &'c str,
    /// How many people have it.
    pub people: u64,
    /// Share of them placed right before.
    pub right_before: f64,
    /// Share of them placed right after.
    pub right_after: f64,
    /// Log loss before.
    pub log_loss_before: f64,
    /// Log loss after.
    pub log_loss_after: f64,
}

/// A number of the catalogue that was fitted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Parameter {
    /// What the catalogue says.
    pub before: f64,
    /// What the calibrated one says.
    pub after: f64,
    /// Its standard error; nothing where the answers say nothing of the number.
    pub error: Option<f64>,
    /// After less before.
    pub change: f64,
}

/// One trait.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TraitChange<'c> {
    /// Its id.
    pub id: &'c str,
    /// Whether activities alone measure it.
    pub activity: bool,
    /// How many people answered any of its items.
    pub people: u64,
    /// The logarithm of the marginal likelihood of their answers.
    pub log_likelihood: f64,
    /// Whether the fit settled; if not, its numbers are the last that it came to.
    pub settled: bool,
    /// Reliability of the scores of these people before: the share of their variance that is no error.
    pub reliability_before: f64,
    /// Reliability after.
    pub reliability_after: f64,
    /// Each role, in the catalogue's order.
    pub roles: Vec<Place<'c>>,
}

/// Where the people of a role are on a trait.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Place<'c> {
    /// The role's id.
    pub id: &'c str,
    /// How many of them answered any item of the trait.
    pub people: u64,
    /// Mean of the profile.
    pub mean: Parameter,
    /// Spread of the profile, with the factor.
    pub spread: Parameter,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemChange<'c> {
    /// Its id.
    pub id: &'c str,
    /// The id of its trait.
    #[serde(rename = "trait")]
    pub of_trait: &'c str,
    /// Its kind, by name.
    pub kind: &'static str,
    /// How many people answered it.
    pub people: u64,
    /// How many of its responses nobody chose.
    pub unused: usize,
    /// How far answers vary about what the person's other answers to the trait and their role lead one to expect, as a
    /// share of what the model says; 1 where it says right. Nothing where nobody answered.
    pub infit: Option<f64>,
    /// Its discrimination.
    pub discrimination: Parameter,
    /// Its thresholds, lowest first.
    pub thresholds: Vec<Parameter>,
}

/// Something that got worse.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Worse {
    /// Which figure: `right`, `log_loss`, `calibration_error` or `reliability`.
    pub figure: &'static str,
    /// Of which role or trait; nothing where it is of all people.
    pub of: Option<String>,
    /// What it was.
    pub before: f64,
    /// What it is.
    pub after: f64,
}

impl Calibration<'_> {
    /// Returns how many numbers changed by more than twice their error, and how many have one.
    #[must_use]
    pub fn moved(&self) -> (usize, usize) {
        let items = self.items.iter();
        let items = items.flat_map(|item| item.thresholds.iter().chain([&item.discrimination]));
        let places = self.traits.iter().flat_map(|one| &one.roles);
        let places = places.flat_map(|place| [&place.mean, &place.spread]);
        let judged = items
            .chain(places)
            .filter_map(|one| Some((one.change, one.error?)));
        judged.fold((0, 0), |(moved, all), (change, error)| {
            (moved + usize::from(change.abs() > 2.0 * error), all + 1)
        })
    }
}

impl ItemChange<'_> {
    /// Returns whether the item goes with its trait as the model says, where that can be told.
    #[must_use]
    pub fn fits(&self) -> Option<bool> {
        self.infit
            .map(|infit| (FITTING.0..=FITTING.1).contains(&infit))
    }
}
