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
mod report;
mod scoring;
mod whole;

pub use file::{Provenance, written};
pub use folds::{FACTOR_SPREAD, FOLDS};
pub use report::{
    Calibration, Change, FITTING, Factors, ItemChange, Parameter, Place, Placing, RoleChange,
    TraitChange, Worse,
};

use std::num::NonZeroUsize;

use thiserror::Error;

use crate::catalogue::Catalogue;
use crate::model::{Category, GradedItem, NormalPrior};
use crate::validation::Person;
use curve::Curve;
use errors::errors;
use fit::{Draw, Group, Numbers, Sample, fit};
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
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// A role has too few people.
    #[error(
        "role `{id}` has {people} of the {LEAST_PEOPLE} people that its profile takes at least"
    )]
    Role {
        /// Its id.
        id: String,
        /// How many there are.
        people: usize,
    },
    /// Nobody answered an item.
    #[error(
        "item `{0}`: nobody answered it, and it takes {LEAST_PEOPLE} people at least whose answers differ"
    )]
    Unanswered(String),
    /// All answers to an item are alike.
    #[error(
        "item `{id}`: all {people} answers to it are alike, and it takes {LEAST_PEOPLE} people at least whose answers differ"
    )]
    Alike {
        /// Its id.
        id: String,
        /// How many answers there are.
        people: usize,
    },
    /// Too few people of a role answered any item of a trait, and nothing else says where they are.
    #[error(
        "role `{role}`: {people} of its people answered an item of trait `{of_trait}`, and its place there takes {LEAST_PEOPLE} at least"
    )]
    Place {
        /// The role's id.
        role: String,
        /// The trait's id.
        of_trait: String,
        /// How many did.
        people: usize,
    },
    /// Answers leave a number open, and nothing else says what it is.
    #[error("{what}: the answers of {people} people do not say what its numbers are")]
    Open {
        /// The item, or the role and the trait.
        what: String,
        /// How many people answered.
        people: usize,
    },
    /// A trait has too many items.
    #[error("trait `{id}` has {items} items, and {MOST_ITEMS} at most can be fitted together")]
    Crowded {
        /// Its id.
        id: String,
        /// How many there are.
        items: usize,
    },
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
        (people < LEAST_PEOPLE).then(|| Refusal::Role {
            id: one.id.to_string(),
            people,
        })
    });
    let mut refusals: Vec<Refusal> = few.collect();
    for (part, one) in parts.iter().zip(&catalogue.traits) {
        if part.items.len() > MOST_ITEMS {
            refusals.push(Refusal::Crowded {
                id: one.id.to_string(),
                items: part.items.len(),
            });
        }
        if options.keep_untold == Untold::Refused || options.prior_people <= 0.0 {
            refusals.extend(part.items.iter().enumerate().filter_map(|(place, &item)| {
                let id = catalogue.items[item].id.to_string();
                let counts = part.counts(place);
                match counts.iter().filter(|count| **count > 0).count() {
                    0 => Some(Refusal::Unanswered(id)),
                    1 => Some(Refusal::Alike {
                        id,
                        people: counts.iter().sum(),
                    }),
                    _ => None,
                }
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
            refusals.extend(lost.map(|(role, own)| Refusal::Place {
                role: own.id.to_string(),
                of_trait: one.id.to_string(),
                people: part.of_role(role),
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
