//! Counts and sums over respondents. A tally of a chunk is added to that of the chunks before it, in their order, so
//! that the same sums come out however the chunks were shared among threads.

use super::calibration::Bins;
use crate::assessment::VerdictKind;
use crate::model::{Evidence, StopReason, TraitPosterior};

/// Half the width of the 90 % interval of a trait score, in posterior standard deviations.
const INTERVAL_90: f64 = 1.645;

/// Everything counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub(super) respondents: u64,
    /// Respondents whose theta itself, known exactly, points to their role.
    pub(super) ceiling: u64,
    /// Of each way of answering, how often the whole bank was right.
    pub(super) full: Vec<u64>,
    /// One for each run.
    pub(super) runs: Vec<RunTally>,
}

/// One questionnaire.
#[derive(Debug, Clone, Default)]
pub(super) struct RunTally {
    /// One row a true role (or one row for people of no single one), one column a leading role.
    pub(super) confusion: Vec<u64>,
    pub(super) hits: u64,
    pub(super) brier: f64,
    pub(super) bins: Bins,
    pub(super) verdicts: [u64; VerdictKind::ALL.len()],
    pub(super) consistent: u64,
    pub(super) agreed: u64,
    /// How many were asked `n` items, by `n`.
    pub(super) lengths: Vec<u64>,
    pub(super) reasons: [u64; StopReason::ALL.len()],
    pub(super) traits: Vec<TraitTally>,
    /// How many were asked each item.
    pub(super) used: Vec<u64>,
}

/// True places against scores on one trait.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TraitTally {
    pub(super) theta: f64,
    pub(super) theta_squared: f64,
    pub(super) score: f64,
    pub(super) score_squared: f64,
    pub(super) product: f64,
    pub(super) error_squared: f64,
    pub(super) variance: f64,
    pub(super) covered: u64,
}

impl Tally {
    /// Makes an empty tally.
    pub(super) fn new(answerings: usize, runs: usize, run: &RunTally) -> Self {
        Self {
            respondents: 0,
            ceiling: 0,
            full: vec![0; answerings],
            runs: vec![run.clone(); runs],
        }
    }

    /// Adds the tally of the respondents that come after these.
    pub(super) fn add(&mut self, next: &Self) {
        self.respondents += next.respondents;
        self.ceiling += next.ceiling;
        add(&mut self.full, &next.full);
        for (run, next) in self.runs.iter_mut().zip(&next.runs) {
            run.add(next);
        }
    }
}

impl RunTally {
    /// Makes an empty tally.
    pub(super) fn new(rows: usize, roles: usize, traits: usize, items: usize) -> Self {
        Self {
            confusion: vec![0; rows * roles],
            lengths: vec![0; items + 1],
            traits: vec![TraitTally::default(); traits],
            used: vec![0; items],
            ..Self::default()
        }
    }

    /// Takes in how probable each role was, and whether the leading one was right. `role` is the true role.
    pub(super) fn judge(&mut self, evidence: &Evidence, role: Option<usize>, hit: bool) {
        let (roles, leader) = (evidence.roles(), evidence.leader());
        self.confusion[role.unwrap_or(0) * roles.len() + leader] += 1;
        self.hits += u64::from(hit);
        if let Some(role) = role {
            let outcomes = roles.iter().enumerate();
            let errors = outcomes.map(|(other, p)| p - f64::from(u8::from(other == role)));
            self.brier += errors.map(|error| error.powi(2)).sum::<f64>();
        }
        self.bins.take(roles[leader], hit);
    }

    fn add(&mut self, next: &Self) {
        add(&mut self.confusion, &next.confusion);
        self.hits += next.hits;
        self.brier += next.brier;
        self.bins.add(&next.bins);
        add(&mut self.verdicts, &next.verdicts);
        self.consistent += next.consistent;
        self.agreed += next.agreed;
        add(&mut self.lengths, &next.lengths);
        add(&mut self.reasons, &next.reasons);
        for (one, next) in self.traits.iter_mut().zip(&next.traits) {
            one.add(next);
        }
        add(&mut self.used, &next.used);
    }
}

impl TraitTally {
    /// Takes in where somebody stands and what the answers say of it.
    pub(super) fn score(&mut self, theta: f64, posterior: &TraitPosterior) {
        let (score, sd) = (posterior.eap(), posterior.sd());
        let error = score - theta;
        self.theta += theta;
        self.theta_squared += theta * theta;
        self.score += score;
        self.score_squared += score * score;
        self.product += theta * score;
        self.error_squared += error * error;
        self.variance += posterior.variance();
        self.covered += u64::from(error.abs() <= INTERVAL_90 * sd);
    }

    fn add(&mut self, next: &Self) {
        self.theta += next.theta;
        self.theta_squared += next.theta_squared;
        self.score += next.score;
        self.score_squared += next.score_squared;
        self.product += next.product;
        self.error_squared += next.error_squared;
        self.variance += next.variance;
        self.covered += next.covered;
    }
}

fn add(counts: &mut [u64], next: &[u64]) {
    for (count, next) in counts.iter_mut().zip(next) {
        *count += next;
    }
}
