//! The weight of evidence for the leading role against the runner-up, by trait (Good, 1950).

use crate::model::Evidence;

/// What one trait contributes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TraitWeight {
    /// Index of the trait.
    pub trait_index: usize,
    /// `10 log10(P(answers | winner) / P(answers | runner-up))`; below 0 the trait speaks for the runner-up.
    pub decibans: f64,
}

/// What speaks for the winner against the runner-up. The traits' decibans add up to the total.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightOfEvidence {
    /// Index of the role with the highest probability.
    pub winner: usize,
    /// Index of the role after it.
    pub runner_up: usize,
    /// Sum over the traits, in decibans: 10 is odds of ten to one.
    pub total: f64,
    /// Each trait, in the catalogue's order.
    pub traits: Vec<TraitWeight>,
}

impl WeightOfEvidence {
    pub(super) fn between(evidence: &Evidence, winner: usize, runner_up: usize) -> Self {
        let traits: Vec<TraitWeight> = evidence
            .traits()
            .iter()
            .enumerate()
            .map(|(trait_index, posterior)| {
                let nats = posterior.log_marginal(winner) - posterior.log_marginal(runner_up);
                TraitWeight {
                    trait_index,
                    decibans: 10.0 * nats * std::f64::consts::LOG10_E,
                }
            })
            .collect();
        let total = traits.iter().map(|weight| weight.decibans).sum();
        Self {
            winner,
            runner_up,
            total,
            traits,
        }
    }

    /// Returns the traits, the heaviest first, whichever side they speak for.
    #[must_use]
    pub fn heaviest_first(&self) -> Vec<TraitWeight> {
        let mut traits = self.traits.clone();
        traits.sort_by(|a, b| b.decibans.abs().total_cmp(&a.decibans.abs()));
        traits
    }
}
