//! Conclusions from the counts: shares with their intervals, calibration, recovery.

use serde::Serialize;

use super::calibration::CalibrationBin;
use super::person::{Answering, Population};
use super::sitting::{Plan, Policy};
use super::tally::{RunTally, Tally};
use crate::assessment::VerdictKind;
use crate::catalogue::Catalogue;
use crate::model::{Length, StopReason};

/// The 97.5 % point of the standard normal distribution.
const Z_95: f64 = 1.959_963_984_540_054;
/// The most bars of a histogram of lengths.
const BARS: usize = 12;

/// A share of respondents.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// The share observed, between 0 and 1.
    pub value: f64,
    /// Lower end of its 95 % interval (Wilson, 1927).
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Share {
    /// Returns the share of `hits` among `count` respondents, with the interval
    /// `(p + z²/2n ± z sqrt(p (1 - p) / n + z²/4n²)) / (1 + z²/n)` (Wilson, 1927). Of nobody it is 0, from 0 to 1.
    #[must_use]
    pub fn of(hits: u64, count: u64) -> Self {
        if count == 0 {
            return Self {
                value: 0.0,
                low: 0.0,
                high: 1.0,
            };
        }
        let (n, z) = (count as f64, Z_95);
        let p = hits as f64 / n;
        let centre = p + z * z / (2.0 * n);
        let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z * z / n;
        Self {
            value: p,
            low: ((centre - half) / scale).clamp(0.0, p),
            high: ((centre + half) / scale).clamp(p, 1.0),
        }
    }
}

/// What a simulation showed.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    /// Respondents asked for.
    pub planned: u64,
    /// Respondents done: fewer where it was stopped.
    pub respondents: u64,
    /// Whom they were drawn from.
    pub population: Population,
    /// The seed.
    pub seed: u64,
    /// What exact knowledge of theta would reach; nothing for people of no single role.
    pub ceiling: Option<Share>,
    /// What the whole bank reaches under the first way of answering; of nobody where people have no role.
    pub full: Share,
    /// The runs, in the plan's order.
    pub runs: Vec<Run>,
}

impl Simulation {
    /// Returns whether it was stopped before its end.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.respondents < self.planned
    }

    /// Returns whether a leading role can be right or wrong: not of people from the reference population.
    pub(crate) fn has_roles(&self) -> bool {
        self.population != Population::Reference
    }
}

/// What one questionnaire did.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The length.
    pub length: Length,
    /// How items were chosen.
    pub policy: Policy,
    /// How respondents answered.
    pub answering: Answering,
    /// Share whose leading role is their own; for people between two roles, either of the two. Of nobody where people
    /// have no role.
    pub accuracy: Share,
    /// What the whole bank reaches with the same answers.
    pub full: Share,
    /// Accuracy beyond chance, `(p_o - p_e) / (1 - p_e)` (Cohen, 1960); nothing for people of no single role.
    pub kappa: Option<f64>,
    /// Mean of `sum_r (P(r) - [r is true])²`, 0 to 2 (Brier, 1950); nothing for people of no single role.
    pub brier: Option<f64>,
    /// Mean gap between stated probability and accuracy over the bins of the table, weighted by their counts; nothing
    /// for people between two roles.
    pub calibration_error: Option<f64>,
    /// Probability stated for the leading role, in tenths that hold anybody, the lowest first; empty where people have no
    /// role.
    pub calibration: Vec<CalibrationBin>,
    /// Share whose second sitting, with fresh answers, has the same leading role.
    pub consistency: Share,
    /// Share whose leading role is that of their answers to the whole bank.
    pub agreement: Share,
    /// Share of each verdict.
    pub verdicts: Vec<(VerdictKind, f64)>,
    /// How many items were asked.
    pub lengths: Lengths,
    /// Accuracy by true role, in the catalogue's order; empty for people of no single role.
    pub roles: Vec<RoleAccuracy>,
    /// Greatest difference in accuracy between two roles; nothing for people of no single role.
    pub gap: Option<f64>,
    /// Respondents by true role (rows) and leading role (columns); one row for people of no single role.
    pub confusion: Vec<Vec<u64>>,
    /// How well each trait was measured, in the catalogue's order.
    pub traits: Vec<TraitRecovery>,
    /// How often each item was asked, in the catalogue's order.
    pub items: Vec<ItemUse>,
}

impl Run {
    /// Returns the items that nobody was asked, in the catalogue's order.
    pub fn never_used(&self) -> impl Iterator<Item = usize> {
        let unused = self.items.iter().filter(|usage| usage.share == 0.0);
        unused.map(|usage| usage.item)
    }
}

/// Accuracy for the people of one role.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RoleAccuracy {
    /// Index of the role.
    pub role: usize,
    /// Share whose leading role it is.
    pub accuracy: Share,
}

/// How many items were asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Lengths {
    /// The mean.
    pub mean: f64,
    /// The smallest number that suffices for half of the respondents.
    pub median: usize,
    /// The smallest number that suffices for 95 of 100.
    pub p95: usize,
    /// A histogram from the shortest to the longest, at most 12 bars of equal width.
    pub histogram: Vec<LengthShare>,
    /// Share of each reason to stop.
    pub reasons: Vec<(StopReason, f64)>,
}

/// Share of respondents who were asked `from..=to` items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LengthShare {
    /// The fewest items.
    pub from: usize,
    /// The most.
    pub to: usize,
    /// The share.
    pub share: f64,
}

/// How well a trait was measured: scores (EAP under the reference prior) against the theta drawn. Of respondents from the
/// roles neither bias 0 nor coverage 0.90 is to be expected exactly, for scores assume the reference population; of
/// respondents from that population both are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TraitRecovery {
    /// Index of the trait.
    pub trait_index: usize,
    /// Mean of score less theta, in standard deviations of the reference population.
    pub bias: f64,
    /// Root mean square of score less theta.
    pub rmse: f64,
    /// Squared correlation of score and theta, 0 to 1; 0 where either does not vary.
    pub reliability: f64,
    /// `1 - mean posterior variance`, what the scores claim of themselves: the reliability in the reference population.
    pub stated_reliability: f64,
    /// Share whose 90 % interval holds their theta.
    pub coverage: f64,
}

/// How often an item was asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ItemUse {
    /// Index of the item.
    pub item: usize,
    /// Share of respondents.
    pub share: f64,
}

pub(super) fn report(catalogue: &Catalogue, plan: &Plan, tally: &Tally) -> Simulation {
    let count = tally.respondents;
    let full = |answering: usize| Share::of(tally.full[answering], judged(plan, count));
    let runs = plan.runs().zip(&tally.runs);
    let runs = runs.map(|(of, run)| conclude(catalogue, plan, (of, run), full(of.0), count));
    Simulation {
        planned: plan.respondents(),
        respondents: count,
        population: plan.population(),
        seed: plan.seed(),
        ceiling: match plan.population() {
            Population::Roles => Some(Share::of(tally.ceiling, count)),
            Population::Between(..) | Population::Reference => None,
        },
        full: full(0),
        runs: runs.collect(),
    }
}

/// Returns of how many respondents a leading role can be right or wrong.
fn judged(plan: &Plan, count: u64) -> u64 {
    match plan.population() {
        Population::Roles | Population::Between(..) => count,
        Population::Reference => 0,
    }
}

/// Concludes everything but what the plan says of the run.
fn conclude(
    catalogue: &Catalogue,
    plan: &Plan,
    ((answering, length, policy), run): ((usize, Length, Policy), &RunTally),
    full: Share,
    count: u64,
) -> Run {
    let role_count = catalogue.roles.len();
    let confusion = run.confusion.chunks(role_count).map(<[u64]>::to_vec);
    let confusion: Vec<Vec<u64>> = confusion.collect();
    let of_roles = plan.population() == Population::Roles;
    let only_roles = |value: f64| of_roles.then_some(value);
    let share = |part: u64| ratio(part as f64, count as f64);
    let roles = (0..role_count)
        .filter(|_| of_roles)
        .map(|role| RoleAccuracy {
            role,
            accuracy: Share::of(confusion[role][role], confusion[role].iter().sum()),
        });
    let roles: Vec<RoleAccuracy> = roles.collect();
    let reasons: Vec<_> = StopReason::ALL.into_iter().zip(run.reasons).collect();
    let used = run.used.iter().enumerate();
    let used = used.map(|(item, &used)| (item, share(used)));
    let accuracies = roles.iter().map(|role| role.accuracy.value);
    let highest = accuracies.clone().fold(0.0, f64::max);
    let lowest = accuracies.fold(1.0, f64::min);
    Run {
        length,
        policy,
        answering: plan.answerings()[answering],
        accuracy: Share::of(run.hits, judged(plan, count)),
        full,
        kappa: only_roles(kappa(&confusion)),
        brier: only_roles(ratio(run.brier, count as f64)),
        calibration_error: only_roles(run.bins.error()),
        calibration: match plan.population() {
            Population::Roles | Population::Between(..) => run.bins.table(),
            Population::Reference => Vec::new(),
        },
        consistency: Share::of(run.consistent, count),
        agreement: Share::of(run.agreed, count),
        verdicts: VerdictKind::LISTED
            .map(|kind| (kind, share(run.verdicts[kind as usize])))
            .to_vec(),
        lengths: Lengths::of(&run.lengths, &reasons),
        gap: only_roles((highest - lowest).max(0.0)),
        roles,
        confusion,
        traits: recoveries(run, count),
        items: used.map(|(item, share)| ItemUse { item, share }).collect(),
    }
}

fn kappa(confusion: &[Vec<u64>]) -> f64 {
    let total = confusion.iter().flatten().sum::<u64>() as f64;
    let (mut agreed, mut by_chance) = (0, 0.0);
    for (role, row) in confusion.iter().enumerate() {
        agreed += row[role];
        let column = confusion.iter().map(|row| row[role]).sum::<u64>() as f64;
        let row = row.iter().sum::<u64>() as f64;
        by_chance += ratio(row, total) * ratio(column, total);
    }
    let agreed = agreed as f64;
    ratio(ratio(agreed, total) - by_chance, 1.0 - by_chance)
}

impl Lengths {
    /// Returns how many items were asked, where `lengths[n]` questionnaires asked `n`, and so many ended for each reason.
    pub(crate) fn of(lengths: &[u64], reasons: &[(StopReason, u64)]) -> Self {
        let count: u64 = lengths.iter().sum();
        // The smallest length that suffices for `share` of all: counts are whole, so no rounding decides it.
        let quantile = |hundredths: u64| {
            let mut reached = 0;
            let enough = |&questionnaires: &u64| {
                reached += questionnaires;
                reached * 100 >= count * hundredths
            };
            lengths.iter().position(enough).unwrap_or(0)
        };
        let asked = lengths.iter().zip(0u64..).map(|(&n, length)| n * length);
        let share = |part: u64| ratio(part as f64, count as f64);
        let reasons = reasons.iter();
        let reasons = reasons.map(|&(reason, count)| (reason, share(count)));
        Self {
            mean: share(asked.sum()),
            median: quantile(50),
            p95: quantile(95),
            histogram: histogram(lengths, share),
            reasons: reasons.collect(),
        }
    }
}

fn histogram(lengths: &[u64], share: impl Fn(u64) -> f64) -> Vec<LengthShare> {
    let is_there = |&count: &u64| count > 0;
    let Some(shortest) = lengths.iter().position(is_there) else {
        return Vec::new();
    };
    let longest = lengths.iter().rposition(is_there).unwrap_or(shortest);
    let width = (longest - shortest + 1).div_ceil(BARS);
    let bars = (shortest..=longest).step_by(width).map(|from| {
        let to = (from + width - 1).min(longest);
        let share = share(lengths[from..=to].iter().sum());
        LengthShare { from, to, share }
    });
    bars.collect()
}

fn recoveries(run: &RunTally, count: u64) -> Vec<TraitRecovery> {
    let n = count as f64;
    let traits = run.traits.iter().enumerate();
    traits
        .map(|(trait_index, sums)| {
            let mean = |sum: f64| ratio(sum, n);
            let (theta, score) = (mean(sums.theta), mean(sums.score));
            let theta_variance = (mean(sums.theta_squared) - theta * theta).max(0.0);
            let score_variance = (mean(sums.score_squared) - score * score).max(0.0);
            let covariance = mean(sums.product) - theta * score;
            // A variance that is nothing but rounding is none.
            let varies = theta_variance > 1e-12 && score_variance > 1e-12;
            TraitRecovery {
                trait_index,
                bias: score - theta,
                rmse: mean(sums.error_squared).sqrt(),
                reliability: if varies {
                    (covariance * covariance / (theta_variance * score_variance)).min(1.0)
                } else {
                    0.0
                },
                stated_reliability: 1.0 - mean(sums.variance),
                coverage: mean(sums.covered as f64),
            }
        })
        .collect()
}

/// A ratio that is 0 where there is nothing to divide by.
fn ratio(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}
