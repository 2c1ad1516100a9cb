//! What becomes of the numbers of a catalogue, and what gets worse by it.

use super::curve::Numbers;
use super::errors::Errors;
use super::fit::Fitted;
use super::part::{Part, Start, lawful};
use super::scoring::Placed;
use super::{Calibration, ItemChange, Parameter, Place, Placing, RoleChange, TraitChange, Worse};
use crate::catalogue::{Catalogue, Item};
use crate::model::NormalPrior;

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
        let round = |number: f64| (number * DIGITS).round() / DIGITS;
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
        let round = |number: f64| (number * DIGITS).round() / DIGITS;
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
        let spread = numbers.stretch * numbers.factor;
        Place {
            id: one.id.as_str(),
            people: part.of_role(role) as u64,
            mean: parameter(
                was.mean(),
                is.mean(),
                error.map(|[mean, _]| mean * numbers.stretch),
            ),
            spread: parameter(
                was.spread(),
                is.spread(),
                error.map(|[_, own]| own * spread),
            ),
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
        let error = errors
            .zip(own)
            .map(|(errors, own)| errors[1 + own] * numbers.stretch);
        parameter(*was, (is * DIGITS).round() / DIGITS, error)
    });
    ItemChange {
        id: item.id.as_str(),
        of_trait: catalogue.traits[item.trait_index].id.as_str(),
        kind: item.content.kind().name(),
        people: people as u64,
        unused: counts.iter().filter(|count| **count == 0).count(),
        infit: done.infits[place],
        discrimination: parameter(
            was.discrimination(),
            curve.slope,
            errors.map(|errors| errors[0] / numbers.stretch),
        ),
        thresholds: thresholds.collect(),
    }
}

/// Returns what got worse by more than would be seen.
pub(super) fn worse(report: &Calibration<'_>) -> Vec<Worse> {
    let mut worse = Vec::new();
    let mut more = |figure, of: Option<&str>, before: f64, after: f64| {
        if after > before + SEEN {
            worse.push(Worse {
                figure,
                of: of.map(ToOwned::to_owned),
                before,
                after,
            });
        }
    };
    let figures = |placing: &Placing| {
        (
            placing.right.value,
            placing.log_loss,
            placing.calibration_error,
        )
    };
    let (before, after) = (figures(&report.before), figures(&report.after));
    more("log_loss", None, before.1, after.1);
    more("calibration_error", None, before.2, after.2);
    for role in &report.roles {
        more(
            "log_loss",
            Some(role.id),
            role.log_loss_before,
            role.log_loss_after,
        );
    }
    let mut less = |figure, of: Option<&str>, before: f64, after: f64| {
        if after < before - SEEN {
            worse.push(Worse {
                figure,
                of: of.map(ToOwned::to_owned),
                before,
                after,
            });
        }
    };
    less("right", None, before.0, after.0);
    for role in &report.roles {
        less("right", Some(role.id), role.right_before, role.right_after);
    }
    for one in &report.traits {
        less(
            "reliability",
            Some(one.id),
            one.reliability_before,
            one.reliability_after,
        );
    }
    worse
}
