//! Whether the answers hang together. A warning never refuses a result.

use super::{Given, Order};
use crate::catalogue::Catalogue;
use crate::model::{Category, Scorer, longest_run, surest_run};
use crate::names::names;

names! {
    /// Something in the way of answering that makes the result less sure.
    Warning {
        /// The answers contradict one another more than people's answers do.
        Contradictory = "contradictory",
        /// The same position was chosen many times in a row.
        LongRun = "long-run",
        /// Few items were answered.
        FewAnswers = "few-answers",
    }
}

/// `l_z` below this happens to about one in forty people who answer as the model says.
const LEAST_LZ: f64 = -2.0;
/// Somebody who picks one of four positions with probability 0.4 makes a run this long in fewer than one of a hundred
/// questionnaires of 64 items: 64 · 0.6 · 0.4^10.
const LONG_RUN: usize = 10;

/// Whether the answers hang together.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonFit {
    /// The standardised log-likelihood `l_z`; nothing where the answers leave no variance to hold it against.
    pub lz: Option<f64>,
    /// The longest run of the same position; nothing where it is not known in which order the answers were given.
    pub longest_run: Option<usize>,
    /// What to be careful about.
    pub warnings: Vec<Warning>,
}

impl PersonFit {
    pub(super) fn of(
        catalogue: &Catalogue,
        scorer: &mut Scorer<'_>,
        given: &[Given],
        answers: &[(usize, Category)],
        order: Order,
    ) -> Self {
        let lz = scorer.person_fit(answers);
        let positions = || given.iter().map(|one| one.position);
        let longest_run = match order {
            Order::Known => Some(longest_run(positions())),
            Order::Unknown => None,
        };
        // Somebody who chose one position nearly everywhere chose it in a row in whatever order it was.
        let surely_in_a_row = longest_run.unwrap_or_else(|| surest_run(positions()));
        let mut warnings = Vec::new();
        if lz.is_some_and(|lz| lz < LEAST_LZ) {
            warnings.push(Warning::Contradictory);
        }
        if surely_in_a_row >= LONG_RUN {
            warnings.push(Warning::LongRun);
        }
        // Fewer answers than traits: some trait was not asked about at all.
        if given.len() < catalogue.traits.len() {
            warnings.push(Warning::FewAnswers);
        }
        Self {
            lz,
            longest_run,
            warnings,
        }
    }
}
