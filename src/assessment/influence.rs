//! What single answers did: the winner's probability without each, and the one change that would alter the result.

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
    /// Every answer, the most moving first; equals in the order given.
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
        for &(item, category) in answers {
            let what_if = WhatIf::new(catalogue, evidence, answers, item);
            let without = what_if.roles(None);
            influences.push(AnswerInfluence {
                item,
                probability_without: without[leader],
            });
            for response in catalogue.responses(item) {
                let changed = catalogue.category(item, response);
                if changed == category {
                    continue;
                }
                let roles = what_if.roles(Some(changed));
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

/// The answers to one item's trait without that item, ready to be completed in other ways.
struct WhatIf<'a> {
    catalogue: &'a Catalogue,
    evidence: &'a Evidence,
    item: usize,
    others: Vec<(usize, Category)>,
}

impl<'a> WhatIf<'a> {
    fn new(
        catalogue: &'a Catalogue,
        evidence: &'a Evidence,
        answers: &[(usize, Category)],
        item: usize,
    ) -> Self {
        let others = answers
            .iter()
            .copied()
            .filter(|&(other, _)| other != item)
            .collect();
        Self {
            catalogue,
            evidence,
            item,
            others,
        }
    }

    /// Returns the role probabilities with this category on the item, or without an answer to it.
    fn roles(&self, category: Option<Category>) -> Vec<f64> {
        let bank = &self.catalogue.bank;
        let trait_index = bank.trait_of(self.item);
        let mut answers = self.others.clone();
        answers.extend(category.map(|category| (self.item, category)));
        let posterior = bank.traits()[trait_index].posterior(&bank.on_trait(trait_index, &answers));
        bank.roles_with(self.evidence, trait_index, &posterior)
    }
}
