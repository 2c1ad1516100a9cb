//! Does the questionnaire work? Respondents drawn from the roles go through the very loop that people go through.
//!
//! Everything here follows from the catalogue, the plan and its seed: respondent `n` has the `ChaCha8` stream `n` of
//! the seed to itself, chunks of respondents have a fixed size and are added up in order, so any number of threads
//! gives the same digits.
//!
//! These are figures under the model: they say what the questionnaire would do if people were as the roles say and
//! answered as the items say. They do not say that people are.

mod answers;
mod calibration;
mod fixed;
mod person;
mod random;
mod report;
mod sitting;
mod tally;
#[cfg(test)]
mod tests;

pub use answers::Answers;
pub(crate) use calibration::Bins;
pub use calibration::{CalibrationBin, promises_more};
pub use fixed::{FixedSet, fixed_set};
pub use person::{Answering, Population};
pub use report::{
    ItemUse, LengthShare, Lengths, RoleAccuracy, Run, Share, Simulation, TraitRecovery,
};
pub use sitting::{Plan, Policy};

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use thiserror::Error;

use crate::catalogue::Catalogue;
use crate::model::Length;
use crate::parallel::in_order;
use sitting::Sittings;

/// Respondents that are tallied together. A part of the result: sums are rounded in this grouping.
const CHUNK: u64 = 64;

/// Simulates the respondents of a plan on `threads` threads.
///
/// `progress` hears after every chunk how many respondents are done; once it breaks, what is done so far is reported,
/// marked as partial. The respondents done are always the first ones, so a partial result is that of a shorter plan.
#[must_use]
pub fn simulate(
    catalogue: &Catalogue,
    plan: &Plan,
    threads: NonZeroUsize,
    mut progress: impl FnMut(u64) -> ControlFlow<()>,
) -> Simulation {
    let chunks = plan.respondents().div_ceil(CHUNK);
    let respondents = |chunk: u64| chunk * CHUNK..((chunk + 1) * CHUNK).min(plan.respondents());
    let mut total = sitting::empty_tally(catalogue, plan);
    let mut threads: Vec<Option<Sittings<'_>>> = (0..threads.get()).map(|_| None).collect();
    let tally = |sittings: &mut Option<_>, chunk| {
        let sittings = sittings.get_or_insert_with(|| Sittings::new(catalogue, plan));
        sittings.tally(respondents(chunk))
    };
    in_order(&mut threads, chunks, tally, |tally| {
        total.add(&tally);
        progress(total.respondents)
    });
    report::report(catalogue, plan, &total)
}

/// The most respondents of one simulation.
pub const MAX_RESPONDENTS: u64 = 10_000_000;

/// What a plan may not be.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum PlanError {
    /// `!(1 <= respondents <= 10,000,000)`.
    #[error("respondents must be between 1 and {MAX_RESPONDENTS}, not {0}")]
    Respondents(u64),
    /// No length, no selection or no way of answering.
    #[error("there must be a length, a selection and a way of answering")]
    NothingToRun,
    /// `!(0 <= share <= 1)`, or it is not a number.
    #[error("the share of answers that are spoilt must lie within 0 and 1, but is {0}")]
    Share(f64),
    /// An index at or beyond the number of roles.
    #[error("there is no role with index {0}")]
    Role(usize),
    /// Between a role and itself.
    #[error("people between two roles need two different roles")]
    SameRole,
    /// People of no single role, or answers of more than one kind.
    #[error("answers are written of people drawn from the roles, who answer in one way")]
    NoSheet,
    /// The catalogue calls an item what a column beside the items is called.
    #[error("the item `{0}` has the name of another column")]
    Column(&'static str),
}

impl Plan {
    /// Makes a plan of one run: the given number of honest respondents from the roles of a catalogue, standard length.
    ///
    /// # Errors
    /// [`PlanError::Respondents`] outside 1 to 10,000,000.
    pub fn new(respondents: u64, seed: u64) -> Result<Self, PlanError> {
        if !(1..=MAX_RESPONDENTS).contains(&respondents) {
            return Err(PlanError::Respondents(respondents));
        }
        Ok(Self {
            respondents,
            population: Population::Roles,
            lengths: vec![Length::Standard],
            policies: vec![Policy::Information],
            answerings: vec![Answering::Honest],
            seed,
        })
    }

    /// Draws other people than those of the roles.
    ///
    /// # Errors
    /// [`PlanError::Role`] and [`PlanError::SameRole`].
    pub fn of_people(
        mut self,
        catalogue: &Catalogue,
        population: Population,
    ) -> Result<Self, PlanError> {
        if let Population::Between(a, b) = population {
            has_role(catalogue, a)?;
            has_role(catalogue, b)?;
            if a == b {
                return Err(PlanError::SameRole);
            }
        }
        self.population = population;
        Ok(self)
    }

    /// Runs these lengths, selections and ways of answering side by side, each as often as it is given.
    ///
    /// # Errors
    /// [`PlanError::NothingToRun`], [`PlanError::Share`] and [`PlanError::Role`].
    pub fn of_runs(
        mut self,
        catalogue: &Catalogue,
        lengths: Vec<Length>,
        policies: Vec<Policy>,
        answerings: Vec<Answering>,
    ) -> Result<Self, PlanError> {
        if lengths.is_empty() || policies.is_empty() || answerings.is_empty() {
            return Err(PlanError::NothingToRun);
        }
        for answering in &answerings {
            let share = answering.share();
            if !(0.0..=1.0).contains(&share) {
                return Err(PlanError::Share(share));
            }
            if let Some(role) = answering.imitates() {
                has_role(catalogue, role)?;
            }
        }
        (self.lengths, self.policies, self.answerings) = (lengths, policies, answerings);
        Ok(self)
    }

    /// Returns how many respondents are drawn.
    #[must_use]
    pub fn respondents(&self) -> u64 {
        self.respondents
    }

    /// Returns whom they are drawn from.
    #[must_use]
    pub fn population(&self) -> Population {
        self.population
    }

    /// Returns the seed.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Returns the ways of answering.
    #[must_use]
    pub fn answerings(&self) -> &[Answering] {
        &self.answerings
    }

    /// Returns the runs: index of the way of answering, length, policy; lengths vary fastest.
    pub fn runs(&self) -> impl Iterator<Item = (usize, Length, Policy)> {
        (0..self.answerings.len()).flat_map(move |answering| {
            self.policies.iter().flat_map(move |&policy| {
                let lengths = self.lengths.iter();
                lengths.map(move |&length| (answering, length, policy))
            })
        })
    }
}

fn has_role(catalogue: &Catalogue, role: usize) -> Result<(), PlanError> {
    if role < catalogue.roles.len() {
        Ok(())
    } else {
        Err(PlanError::Role(role))
    }
}
