//! Does the questionnaire work? Respondents drawn from the roles go through the very loop that people go through.
//!
//! Everything here follows from the catalogue, the plan and its seed: respondent `n` has the `ChaCha8` stream `n` of
//! the seed to itself, chunks of respondents have a fixed size and are added up in order, so any number of threads
//! gives the same digits. It reads no clock, prints nothing and does not know why it is asked to stop.
//!
//! These are figures under the model: they say what the questionnaire would do if people were as the roles say and
//! answered as the items say. They do not say that people are.

mod answering;
mod answers;
mod calibration;
mod fixed;
mod person;
mod plan;
mod promise;
mod random;
mod report;
mod sitting;
mod tally;

pub use answering::Answering;
pub use answers::Answers;
pub(crate) use calibration::Bins;
pub use calibration::CalibrationBin;
pub use fixed::{FixedSet, fixed_set};
pub use plan::{MAX_RESPONDENTS, Plan, PlanError, Policy, Population};
pub use promise::promises_more;
pub use report::{
    ItemUse, LengthShare, Lengths, RoleAccuracy, Run, Share, Simulation, TraitRecovery,
};

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;

use crate::catalogue::Catalogue;
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
    let (next, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let mut total = sitting::empty_tally(catalogue, plan);
    thread::scope(|scope| {
        let (send, receive) = mpsc::channel();
        let mut started = 0;
        for _ in 0..threads.get() {
            let (send, next, stop) = (send.clone(), &next, &stop);
            let thread = thread::Builder::new().spawn_scoped(scope, move || {
                let mut sittings = Sittings::new(catalogue, plan);
                while !stop.load(Ordering::Relaxed) {
                    let chunk = next.fetch_add(1, Ordering::Relaxed);
                    if chunk >= chunks {
                        break;
                    }
                    let tally = sittings.tally(respondents(chunk));
                    if send.send((chunk, tally)).is_err() {
                        break;
                    }
                }
            });
            // Fewer do as well.
            started += usize::from(thread.is_ok());
        }
        drop(send);
        if started == 0 {
            let mut sittings = Sittings::new(catalogue, plan);
            for chunk in 0..chunks {
                total.add(&sittings.tally(respondents(chunk)));
                if progress(total.respondents).is_break() {
                    break;
                }
            }
        }
        // Chunks arrive in any order; those that came too early wait for the ones before them.
        let mut early = BTreeMap::new();
        let mut awaited = 0;
        for (chunk, tally) in receive {
            early.insert(chunk, tally);
            while let Some(tally) = early.remove(&awaited) {
                total.add(&tally);
                awaited += 1;
            }
            if progress(total.respondents).is_break() {
                stop.store(true, Ordering::Relaxed);
            }
        }
    });
    report::report(catalogue, plan, &total)
}

#[cfg(test)]
mod tests;
