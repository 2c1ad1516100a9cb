//! Ten folds: everybody is placed by numbers that were fitted without them, with every factor on the spreads that might
//! be chosen.

use std::num::NonZeroUsize;

use super::curve::{Answered, Numbers};
use super::fit::{Draw, fit_from};
use super::linear::add_row;
use super::part::{Part, lawful};
use crate::model::{NormalPrior, TraitBank, highest, softmax};
use crate::parallel::in_parallel;

/// How many folds.
pub const FOLDS: usize = 10;
/// The largest change of any number at which the fit of a fold has settled. Its numbers place people and are not told, so
/// that they need fewer digits than those of a whole fit.
const FOLD_SETTLED: f64 = 1e-4;
/// Two factors next to each other differ by so much in their logarithms.
const RUNG: f64 = 0.1;
/// How many steps there are from 1 to the smallest factor and to the greatest.
const RUNGS: [i32; 2] = [7, 9];
/// How far a factor is expected to lie from 1, as the standard deviation of its logarithm, where anything is expected.
pub const FACTOR_SPREAD: f64 = 0.1;

/// Everybody's probabilities by numbers that were fitted without them.
pub(super) struct Placed {
    /// Of each person the probability of each role.
    pub(super) roles: Vec<Vec<f64>>,
    /// The factor on the spreads of traits and on those of activities that all folds together choose.
    pub(super) factors: [f64; 2],
}

/// Returns the factors that are tried, the smallest first.
pub(super) fn factors() -> Vec<f64> {
    let [down, up] = RUNGS;
    let rungs = (-down..=up).map(f64::from);
    rungs.map(|rung| (rung * RUNG).exp()).collect()
}

/// Returns the fold of each person: those of a role take turns, so that every fold has as many of each.
pub(super) fn folds(roles: &[usize]) -> Vec<usize> {
    let mut counts = vec![0; roles.iter().max().map_or(0, |last| last + 1)];
    roles
        .iter()
        .map(|&role| {
            counts[role] += 1;
            (counts[role] - 1) % FOLDS
        })
        .collect()
}

/// Places everybody. `roles` are the known roles, of so many there are; `whole` is what all people together give each part.
pub(super) fn place(
    parts: &[Part],
    whole: &[Numbers],
    (roles, role_count): (&[usize], usize),
    draw: Draw,
    threads: NonZeroUsize,
) -> Placed {
    let (folds, factors) = (folds(roles), factors());
    // Logarithms of likelihoods by class (traits, activities), person, factor and role.
    let mut logs = [(); 2].map(|()| vec![0.0; roles.len() * factors.len() * role_count]);
    let tasks = in_parallel(threads, parts.len() * FOLDS, |task| {
        let (part, fold) = (&parts[task / FOLDS], task % FOLDS);
        let training = part.subset(|person| folds[person] != fold);
        let (start, sample) = training.recoded(draw);
        let guess = start.restricted(&whole[task / FOLDS]);
        let guess = (guess, FOLD_SETTLED);
        let (fitted, _) = fit_from(&start.numbers, guess, &sample, draw, NonZeroUsize::MIN);
        let bank = bank(&start.restored(&fitted.numbers), &factors);
        let mut out = Vec::new();
        let is_of_fold = |(person, _): &&Answered| folds[*person] == fold;
        for (person, answers) in part.people.iter().filter(is_of_fold) {
            let answers = answers.iter();
            let answers =
                answers.filter_map(|&(item, x)| Some((item, bank.items()[item].category(x)?)));
            let posterior = bank.posterior(&answers.collect::<Vec<_>>());
            let priors = 0..factors.len() * role_count;
            let logs = priors.map(|prior| posterior.log_marginal(prior));
            out.push((*person, logs.collect::<Vec<f64>>()));
        }
        out
    });
    for (task, rows) in tasks.into_iter().enumerate() {
        let logs = &mut logs[usize::from(parts[task / FOLDS].is_activity)];
        for (person, row) in rows {
            add_row(&mut logs[person * row.len()..], &row);
        }
    }
    let some = [false, true].map(|kind| parts.iter().any(|part| part.is_activity == kind));
    Choice {
        logs,
        factors,
        roles,
        role_count,
        folds,
        some,
        expected: draw.people > 0.0,
    }
    .placed()
}

/// Makes a bank whose priors are those of each role, for each factor.
fn bank(numbers: &Numbers, factors: &[f64]) -> TraitBank {
    let (numbers, _) = lawful(numbers, factors[factors.len() - 1]);
    let priors: Vec<NormalPrior> = factors
        .iter()
        .flat_map(|factor| numbers.groups.iter().map(move |group| group.prior(*factor)))
        .collect();
    TraitBank::new(numbers.items(), &priors)
}

struct Choice<'p> {
    logs: [Vec<f64>; 2],
    factors: Vec<f64>,
    roles: &'p [usize],
    role_count: usize,
    folds: Vec<usize>,
    /// Whether there are traits, and whether there are activities.
    some: [bool; 2],
    /// Whether factors near 1 are expected.
    expected: bool,
}

impl Choice<'_> {
    fn placed(&self) -> Placed {
        let pairs: Vec<[usize; 2]> = self
            .tried(0)
            .flat_map(|a| self.tried(1).map(move |b| [a, b]))
            .collect();
        // Sums of losses by fold and pair of factors.
        let mut losses = vec![vec![0.0; pairs.len()]; FOLDS];
        for (person, &role) in self.roles.iter().enumerate() {
            for (pair, sum) in pairs.iter().zip(&mut losses[self.folds[person]]) {
                let probability = self.probabilities(person, *pair)[role];
                *sum -= probability.max(f64::MIN_POSITIVE).ln();
            }
        }
        // For the people of a fold the factors are those that the other folds choose.
        let best = |left_out: Option<usize>| -> [usize; 2] {
            let gain = |place: usize| -> f64 {
                let others = (0..FOLDS).filter(|fold| Some(*fold) != left_out);
                let others: f64 = others.map(|fold| losses[fold][place]).sum();
                -(others + self.surprise(pairs[place]))
            };
            pairs[highest(&(0..pairs.len()).map(gain).collect::<Vec<f64>>())]
        };
        let without: Vec<[usize; 2]> = (0..FOLDS).map(|fold| best(Some(fold))).collect();
        let roles = |person: usize| self.probabilities(person, without[self.folds[person]]);
        Placed {
            roles: (0..self.roles.len()).map(roles).collect(),
            factors: best(None).map(|place| self.factors[place]),
        }
    }

    /// Returns the factors to try on a class: only 1 where there is nothing of it.
    fn tried(&self, class: usize) -> std::ops::Range<usize> {
        let one = usize::try_from(RUNGS[0]).unwrap_or_default();
        if self.some[class] {
            0..self.factors.len()
        } else {
            one..one + 1
        }
    }

    /// Returns how much a pair of factors counts against itself, in nats.
    fn surprise(&self, pair: [usize; 2]) -> f64 {
        let z = pair.map(|place| self.factors[place].ln() / FACTOR_SPREAD);
        if self.expected {
            0.5 * (z[0] * z[0] + z[1] * z[1])
        } else {
            0.0
        }
    }

    fn probabilities(&self, person: usize, pair: [usize; 2]) -> Vec<f64> {
        let at = |class: usize, role: usize| {
            self.logs[class][(person * self.factors.len() + pair[class]) * self.role_count + role]
        };
        let logs = (0..self.role_count).map(|role| at(0, role) + at(1, role));
        let mut probabilities = logs.collect::<Vec<f64>>();
        softmax(&mut probabilities);
        probabilities
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fold_has_as_many_of_each_role_and_a_factor_of_1_is_tried() {
        let roles: Vec<usize> = (0..60).map(|person| usize::from(person >= 40)).collect();
        let folds = folds(&roles);
        for fold in 0..FOLDS {
            let of = |role: usize| {
                (0..60)
                    .filter(|&p| folds[p] == fold && roles[p] == role)
                    .count()
            };
            assert_eq!((of(0), of(1)), (4, 2));
        }
        assert!(factors().contains(&1.0));
    }
}
