//! Does the questionnaire work? Respondents drawn from the roles go through the very loop that people go through.
//!
//! Everything here follows from the catalogue, the plan and its seed: respondent `n` has the `ChaCha8` stream `n` of
//! the seed to itself, chunks of respondents have a fixed size and are added up in order, so any number of threads
//! gives the same digits.
//!
//! These are figures under the model: they say what the questionnaire would do if people were as the roles say and
//! answered as the items say. They do not say that people are.

mod answering;
mod answers;
mod calibration;
mod fixed;
mod person;
mod plan;
mod random;
mod report;
mod sitting;
mod tally;

pub use answering::Answering;
pub use answers::Answers;
pub(crate) use calibration::Bins;
pub use calibration::{CalibrationBin, promises_more};
pub use fixed::{FixedSet, fixed_set};
pub use plan::{MAX_RESPONDENTS, Plan, PlanError, Policy, Population};
pub use report::{
    ItemUse, LengthShare, Lengths, RoleAccuracy, Run, Share, Simulation, TraitRecovery,
};

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use crate::catalogue::Catalogue;
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

#[cfg(test)]
mod tests;
