//! What told for the winner: the weight of evidence by trait (Good, 1950), and what single answers did.

use std::collections::BTreeMap;

use crate::catalogue::{Catalogue, Response};
use crate::model::{Category, Evidence};

/// What one answer did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnswerInfluence {
    /// Index of the item.
    pub item: usize,
    /// The leading role's probability if this item had not been answered.
    pub probability_without: f64,
}

/// A single changed answer that would put another role first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pivot {
    /// Index of the item.
    pub item: usize,
    /// The response that would have done it.
    pub response: Response,
    /// Index of the role that would lead.
    pub role: usize,
    /// Its probability then.
    pub probability: f64,
}

/// Which answers moved the result.
#[derive(Debug, Clone, PartialEq)]
pub struct Influence {
    /// Every answer, the most moving first; equals in the order of the catalogue.
    pub answers: Vec<AnswerInfluence>,
    /// The smallest single change that would put another role first, if there is one: fewest degrees first, then the
    /// highest probability for the new leader, then the earlier item.
    pub pivot: Option<Pivot>,
}

impl Influence {
    pub(super) fn of(
        catalogue: &Catalogue,
        evidence: &Evidence,
        answers: &[(usize, Category)],
    ) -> Self {
        let leader = evidence.leader();
        let probability = evidence.roles()[leader];
        let mut influences = Vec::with_capacity(answers.len());
        let mut pivot: Option<(usize, Pivot)> = None;
        let bank = &catalogue.bank;
        let shifts = shifts(catalogue, evidence, answers);
        // Of equals the first in the catalogue: a file may have its keys in any order.
        let mut in_order = answers.to_vec();
        in_order.sort_unstable_by_key(|(item, _)| *item);
        for (item, category) in in_order {
            let shifts = &shifts[&(bank.twin(item), category)];
            let without = bank.roles_shifted(evidence, &shifts[0]);
            influences.push(AnswerInfluence {
                item,
                probability_without: without[leader],
            });
            for response in catalogue.responses(item) {
                let changed = catalogue.category(item, response);
                if changed == category {
                    continue;
                }
                let roles = bank.roles_shifted(evidence, &shifts[changed.index() + 1]);
                let (role, &best) = roles
                    .iter()
                    .enumerate()
                    .reduce(|best, next| if next.1 > best.1 { next } else { best })
                    .expect("there are roles");
                let degrees = changed.index().abs_diff(category.index());
                let smaller = pivot.as_ref().is_none_or(|(fewest, found)| {
                    degrees < *fewest || (degrees == *fewest && best > found.probability)
                });
                if best > roles[leader] && smaller {
                    pivot = Some((
                        degrees,
                        Pivot {
                            item,
                            response,
                            role,
                            probability: best,
                        },
                    ));
                }
            }
        }
        let moved = |one: &AnswerInfluence| (probability - one.probability_without).abs();
        influences.sort_by(|a, b| moved(b).total_cmp(&moved(a)));
        Self {
            answers: influences,
            pivot: pivot.map(|(_, pivot)| pivot),
        }
    }
}

/// What each role gains or loses if an answer is left out, and then with each category in its place; answers alike in
/// item parameters and category stand once.
type Shifts = BTreeMap<(usize, Category), Vec<Vec<f64>>>;

fn shifts(catalogue: &Catalogue, evidence: &Evidence, answers: &[(usize, Category)]) -> Shifts {
    let bank = &catalogue.bank;
    let mut shifts = Shifts::new();
    for (trait_index, on_trait) in bank.traits().iter().enumerate() {
        let own = bank.on_trait(trait_index, answers);
        if own.is_empty() {
            continue;
        }
        let what_ifs = on_trait.what_ifs(&evidence.traits()[trait_index], &own);
        for &(item, category) in answers {
            if bank.trait_of(item) == trait_index {
                shifts
                    .entry((bank.twin(item), category))
                    .or_insert_with(|| what_ifs.shifts(bank.place(item).1, category));
            }
        }
    }
    shifts
}

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
