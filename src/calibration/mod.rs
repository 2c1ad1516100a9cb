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

pub use changes::{
    Calibration, FITTING, Factors, ItemChange, Parameter, Place, RoleChange, TraitChange, Worse,
};
pub use file::{Provenance, written};
pub use folds::{FACTOR_SPREAD, FOLDS};
pub use scoring::{Change, Placing};
pub use whole::{Options, Refusal, Untold};

use std::num::NonZeroUsize;

use crate::catalogue::Catalogue;
use crate::model::{Category, GradedItem, NormalPrior};
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
    let of_role = |role: usize| people.iter().filter(|person| person.role == role).count();
    let mut refusals = Vec::new();
    for (role, id) in catalogue.role_ids().enumerate() {
        let people = of_role(role);
        if people < LEAST_PEOPLE {
            refusals.push(Refusal {
                message: format!(
                    "role `{id}` has {people} of the {LEAST_PEOPLE} people that its profile takes at least"
                ),
                is_of_role: true,
            });
        }
    }
    for (part, id) in parts.iter().zip(catalogue.trait_ids()) {
        let count = part.items.len();
        if count > MOST_ITEMS {
            refusals.push(Refusal::of_answers(format!(
                "trait `{id}` has {count} items, and {MOST_ITEMS} at most can be fitted together"
            )));
        }
        if options.keep_untold == Untold::Refused || options.prior_people <= 0.0 {
            refusals.extend(part.items.iter().enumerate().filter_map(|(place, &item)| {
                let (id, counts) = (&catalogue.items[item].id, part.counts(place));
                let what = match counts.iter().filter(|count| **count > 0).count() {
                    0 => "nobody answered it".to_owned(),
                    1 => match counts.iter().sum::<usize>() {
                        1 => "one person answered it".to_owned(),
                        all => format!("all {all} answers to it are alike"),
                    },
                    _ => return None,
                };
                Some(Refusal::of_answers(format!(
                    "item `{id}`: {what}, and it takes {LEAST_PEOPLE} people at least whose answers differ"
                )))
            }));
        }
        for (role, own) in catalogue.role_ids().enumerate() {
            let answered = part.of_role(role);
            // Where nobody of a role is there at all, that was said.
            let is_known = of_role(role) >= LEAST_PEOPLE;
            if options.prior_people <= 0.0 && is_known && answered < LEAST_PEOPLE {
                refusals.push(Refusal::of_answers(format!(
                    "role `{own}`: {answered} of its people answered an item of trait `{id}`, and its place there takes {LEAST_PEOPLE} at least"
                )));
            }
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
