//! What becomes of the numbers of a catalogue, and what gets worse by it.

use serde::Serialize;

use super::curve::Numbers;
use super::errors::Errors;
use super::fit::Fitted;
use super::part::{Part, Start, lawful};
use super::scoring::{Change, Placed, Placing};
use crate::catalogue::{Catalogue, CatalogueKey, Item};
use crate::model::NormalPrior;

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

/// Numbers are written with so many to a whole.
const DIGITS: f64 = 1e4;
/// What is no worse than by this is as it was: a figure of the report would not show it.
const SEEN: f64 = 0.0005;

/// A fitted trait.
pub(super) struct Finished {
    pub(super) start: Start,
    pub(super) fitted: Fitted,
    /// Nothing where the answers leave something open.
    pub(super) errors: Option<Errors>,
    pub(super) infits: Vec<Option<f64>>,
}

/// Numbers as they are written.
pub(super) struct Rounded {
    pub(super) numbers: Numbers,
    pub(super) factor: f64,
    /// By how much the trait was drawn together.
    pub(super) stretch: f64,
}

impl Rounded {
    pub(super) fn of(numbers: &Numbers, factor: f64) -> Self {
        let (mut numbers, stretch) = lawful(numbers, factor);
        for curve in &mut numbers.curves {
            let thresholds: Vec<f64> = curve.thresholds().into_iter().map(round).collect();
            curve.slope = round(curve.slope);
            curve.intercepts = thresholds.iter().map(|b| b * curve.slope).collect();
        }
        Self {
            numbers,
            factor,
            stretch,
        }
    }

    /// Returns the profile of a role.
    pub(super) fn prior(&self, role: usize) -> NormalPrior {
        let prior = self.numbers.groups[role].prior(self.factor);
        NormalPrior::new(round(prior.mean()), round(prior.spread()))
            .expect("the bounds are round numbers")
    }
}

pub(super) fn roles_changed<'c>(
    catalogue: &'c Catalogue,
    before: &Placed<'_>,
    after: &Placed<'_>,
) -> Vec<RoleChange<'c>> {
    let roles = catalogue.roles.iter().enumerate();
    roles
        .map(|(role, one)| {
            let (people, right_before, log_loss_before) = before.of_role(role);
            let (_, right_after, log_loss_after) = after.of_role(role);
            RoleChange {
                id: one.id.as_str(),
                people,
                right_before,
                right_after,
                log_loss_before,
                log_loss_after,
            }
        })
        .collect()
}

fn round(number: f64) -> f64 {
    (number * DIGITS).round() / DIGITS
}

fn parameter(before: f64, after: f64, error: Option<f64>) -> Parameter {
    Parameter {
        before,
        after,
        error,
        change: after - before,
    }
}

pub(super) fn trait_change<'c>(
    catalogue: &'c Catalogue,
    index: usize,
    part: &Part,
    (done, numbers): (&Finished, &Rounded),
    reliability: (f64, f64),
) -> TraitChange<'c> {
    let roles = catalogue.roles.iter().enumerate().map(|(role, one)| {
        let (was, is) = (one.profile[index], numbers.prior(role));
        let error = done.errors.as_ref().map(|errors| errors.groups[role]);
        let of_mean = error.map(|[mean, _]| mean * numbers.stretch);
        let of_spread = error.map(|[_, own]| own * (numbers.stretch * numbers.factor));
        Place {
            id: one.id.as_str(),
            people: part.of_role(role) as u64,
            mean: parameter(was.mean(), is.mean(), of_mean),
            spread: parameter(was.spread(), is.spread(), of_spread),
        }
    });
    TraitChange {
        id: catalogue.traits[index].id.as_str(),
        activity: part.is_activity,
        people: part.people.len() as u64,
        log_likelihood: done.fitted.log_likelihood,
        settled: done.fitted.settled,
        reliability_before: reliability.0,
        reliability_after: reliability.1,
        roles: roles.collect(),
    }
}

pub(super) fn item_change<'c>(
    catalogue: &'c Catalogue,
    item: &'c Item,
    (part, place): (&Part, usize),
    (done, numbers): (&Finished, &Rounded),
) -> ItemChange<'c> {
    let was = catalogue.bank.item(part.items[place]);
    let curve = &numbers.numbers.curves[place];
    let counts = part.counts(place);
    let people: usize = counts.iter().sum();
    let errors = done.errors.as_ref().map(|errors| &errors.items[place]);
    let own = done.start.thresholds(place);
    let thresholds = was.thresholds().iter().zip(curve.thresholds()).zip(own);
    let thresholds = thresholds.map(|((was, is), own)| {
        let error = errors.zip(own).map(|(errors, own)| errors[1 + own]);
        parameter(*was, round(is), error.map(|error| error * numbers.stretch))
    });
    let of_slope = errors.map(|errors| errors[0] / numbers.stretch);
    ItemChange {
        id: item.id.as_str(),
        of_trait: catalogue.traits[item.trait_index].id.as_str(),
        kind: item.content.kind().name(),
        people: people as u64,
        unused: counts.iter().filter(|count| **count == 0).count(),
        infit: done.infits[place],
        discrimination: parameter(was.discrimination(), curve.slope, of_slope),
        thresholds: thresholds.collect(),
    }
}

/// Returns what got worse by more than would be seen.
pub(super) fn worse(report: &Calibration<'_>) -> Vec<Worse> {
    let of = |figure, of: Option<&str>, before, after| Worse {
        figure,
        of: of.map(ToOwned::to_owned),
        before,
        after,
    };
    let whole = |figure, value: fn(&Placing) -> f64| {
        of(figure, None, value(&report.before), value(&report.after))
    };
    let (roles, traits) = (report.roles.iter(), report.traits.iter());
    let mut losses = vec![
        whole("log_loss", |placing| placing.log_loss),
        whole("calibration_error", |placing| placing.calibration_error),
    ];
    losses.extend(roles.clone().map(|role| {
        let (before, after) = (role.log_loss_before, role.log_loss_after);
        of("log_loss", Some(role.id), before, after)
    }));
    let mut gains = vec![whole("right", |placing| placing.right.value)];
    gains.extend(roles.map(|role| of("right", Some(role.id), role.right_before, role.right_after)));
    gains.extend(traits.map(|one| {
        let (before, after) = (one.reliability_before, one.reliability_after);
        of("reliability", Some(one.id), before, after)
    }));
    losses.retain(|one| one.after > one.before + SEEN);
    gains.retain(|one| one.after < one.before - SEEN);
    losses.extend(gains);
    losses
}
