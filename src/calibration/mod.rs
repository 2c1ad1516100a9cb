//! A catalogue's numbers fitted to answers of people whose role is known.
//!
//! Each trait is fitted by itself: given the role, traits are independent. The roles are the groups of a multiple-group
//! graded response model (Bock & Zimowski, 1997), for people who answer an adaptive questionnaire are asked by what they
//! are like, and one normal population would be wrong of them; items that were not asked are missing, which the likelihood
//! is right to pass over, since only answers that are there decided what was asked (Rubin, 1976). A profile is the mean and
//! the spread of a group. What the catalogue says draws every number, as so many more people of each role would who stand
//! and answer as it says.
//!
//! A spread also says how sure one may be: one factor on all spreads (another on those of activities) is chosen by the log
//! loss of people who are placed by numbers that were fitted without them.

mod changes;
mod curve;
mod errors;
mod file;
mod fit;
mod folds;
mod grid;
mod linear;
mod part;
mod scoring;
mod whole;

pub use file::{Provenance, written};
pub use folds::{FACTOR_SPREAD, FOLDS};

use std::num::NonZeroUsize;

use serde::Serialize;

use crate::catalogue::{Catalogue, CatalogueKey};
use crate::model::{Category, GradedItem, NormalPrior};
use crate::simulation::Share;
use crate::validation::Person;
use curve::{Curve, Group, Numbers, Sample};
use errors::errors;
use fit::{Draw, fit};
use part::Part;

/// By so many people of each role the catalogue's numbers draw those that are fitted, unless told otherwise.
///
/// Of 20, 50, 100, 200 and 400 it is the least with which a catalogue that is right loses no more than 0.01 of log loss by
/// being calibrated, whether 60, 200, 600 or 2,000 people sat the standard questionnaire (0.003, 0.005, 0.006, 0.003).
/// Where means and the logarithms of discriminations are off by 0.2 no other gains more from 60 to 2,000 people; where they
/// are off by 0.4 fewer would gain more, by up to 0.02. Each figure is the mean of eight draws from the built-in catalogue.
pub const PRIOR_PEOPLE: u32 = 100;
/// The fewest people of a role.
const LEAST_PEOPLE: usize = 2;
/// The most items of one trait: the information of all their numbers together is held at once.
const MOST_ITEMS: usize = 200;

/// How numbers are fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// By so many people of each role, who stand and answer as the catalogue says, its numbers draw those that are fitted;
    /// with 0 the likelihood alone counts.
    pub prior_people: f64,
    /// Whether items that nobody answered, or all alike, are left to what draws them.
    pub keep_untold: Untold,
    /// On how many threads; it changes no figure.
    pub threads: NonZeroUsize,
}

/// What becomes of an item that answers tell nothing of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untold {
    /// It is refused.
    Refused,
    /// It keeps the catalogue's numbers, as far as those who draw them say so.
    Kept,
}

/// What cannot be estimated, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What it is: a lower-case fragment.
    pub message: String,
    /// Whether a role has too few people, whatever they answered.
    pub is_of_role: bool,
}

impl Refusal {
    /// Refuses what the answers that are there do not tell.
    fn of_answers(message: String) -> Self {
        Self {
            message,
            is_of_role: false,
        }
    }
}

/// Fits a catalogue's numbers to the answers of people, each to those of the first sitting.
///
/// # Errors
/// Everything that cannot be estimated.
pub fn calibrate<'c>(
    catalogue: &'c Catalogue,
    people: &[Person],
    options: Options,
) -> Result<Calibration<'c>, Vec<Refusal>> {
    let parts = (0..catalogue.traits.len()).map(|index| Part::new(catalogue, index, people));
    let parts: Vec<Part> = parts.collect();
    let refusals = refusals(catalogue, people, &parts, options);
    if !refusals.is_empty() {
        return Err(refusals);
    }
    whole::calibrate(catalogue, people, &parts, options)
}

/// Returns what is lacking before anything is fitted.
fn refusals(
    catalogue: &Catalogue,
    people: &[Person],
    parts: &[Part],
    options: Options,
) -> Vec<Refusal> {
    let roles = catalogue.roles.iter().enumerate();
    let few = roles.clone().filter_map(|(role, one)| {
        let people = people.iter().filter(|person| person.role == role).count();
        (people < LEAST_PEOPLE).then(|| Refusal {
            message: format!(
                "role `{}` has {people} of the {LEAST_PEOPLE} people that its profile takes at least",
                one.id
            ),
            is_of_role: true,
        })
    });
    let mut refusals: Vec<Refusal> = few.collect();
    for (part, one) in parts.iter().zip(&catalogue.traits) {
        if part.items.len() > MOST_ITEMS {
            refusals.push(Refusal::of_answers(format!(
                "trait `{}` has {} items, and {MOST_ITEMS} at most can be fitted together",
                one.id,
                part.items.len()
            )));
        }
        if options.keep_untold == Untold::Refused || options.prior_people <= 0.0 {
            refusals.extend(part.items.iter().enumerate().filter_map(|(place, &item)| {
                let (id, counts) = (&catalogue.items[item].id, part.counts(place));
                let what = match counts.iter().filter(|count| **count > 0).count() {
                    0 => "nobody answered it".to_owned(),
                    1 => format!("all {} answers to it are alike", counts.iter().sum::<usize>()),
                    _ => return None,
                };
                Some(Refusal::of_answers(format!(
                    "item `{id}`: {what}, and it takes {LEAST_PEOPLE} people at least whose answers differ"
                )))
            }));
        }
        // Where nobody of a role is there at all, that was said.
        let known = |role: usize| {
            people.iter().filter(|person| person.role == role).count() >= LEAST_PEOPLE
        };
        if options.prior_people <= 0.0 {
            let lost = roles
                .clone()
                .filter(|(role, _)| known(*role) && part.of_role(*role) < LEAST_PEOPLE);
            refusals.extend(lost.map(|(role, own)| {
                Refusal::of_answers(format!(
                    "role `{}`: {} of its people answered an item of trait `{}`, and its place there takes {LEAST_PEOPLE} at least",
                    own.id,
                    part.of_role(role),
                    one.id
                ))
            }));
        }
    }
    refusals
}

/// Items fitted to answers of one population that gives the scale, and how sure they are.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemEstimates {
    /// The items.
    pub items: Vec<GradedItem>,
    /// Standard errors of each item's discrimination and of its thresholds, in that order.
    pub errors: Vec<Vec<f64>>,
    /// The logarithm of the marginal likelihood.
    pub log_likelihood: f64,
}

/// Fits items of one trait to the answers of people from one population, by maximum likelihood from these items on. A row is
/// a person, with an entry for each item, nothing where it was not answered. Nothing is returned where the answers do not
/// say what every number is.
#[must_use]
pub fn items_of_one_population(
    population: NormalPrior,
    start: &[GradedItem],
    rows: &[Vec<Option<Category>>],
    threads: NonZeroUsize,
) -> Option<ItemEstimates> {
    let start = Numbers {
        curves: start.iter().map(Curve::of).collect(),
        groups: vec![Group {
            mean: population.mean(),
            spread: population.spread(),
        }],
    };
    let answered = rows.iter().map(|row| {
        let answers = row.iter().enumerate();
        let answers = answers.filter_map(|(item, category)| Some((item, (*category)?.index())));
        (0, answers.collect())
    });
    let sample = Sample {
        people: answered.collect(),
    };
    let draw = Draw::NONE;
    let (fitted, grid) = fit(&start, &sample, draw, threads);
    let errors = errors(&fitted, &grid, &start, &sample, draw, threads).ok()?;
    let items = fitted.numbers.curves.iter();
    let items = items.map(|curve| GradedItem::new(curve.slope, curve.thresholds()).ok());
    Some(ItemEstimates {
        items: items.collect::<Option<_>>()?,
        errors: errors.items,
        log_likelihood: fitted.log_likelihood,
    })
}

const SCHEMA: &str = "rolefit/calibration@1";

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
