//! What one answer more, fewer or other would make of a trait's integrals, without taking the integrals anew.
//!
//! With `w_j` the normalised weights of the nodes after all answers, the integral without an answer of probability
//! `p(theta)` is `sum_j w_j / p(theta_j)` times the one with it, and with another answer of probability `q` in its
//! place `sum_j w_j q(theta_j) / p(theta_j)` times. The cost does not depend on how many answers there are. Where so
//! little of the weight is left that underflow could have cost digits, the same sum is taken in logarithms.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::posterior::{TraitBank, TraitPosterior};
use super::quadrature::{nodes, step};
use super::{Category, NormalPrior};

/// Weights below 1e-300 may have been lost; a sum at which they count for less than 1e-10 of it is safe.
const SAFE: f64 = 1e-90;

/// One trait after its answers, ready for what-ifs. Made by [`TraitBank::what_ifs`].
#[derive(Debug)]
pub struct WhatIfs<'a> {
    bank: &'a TraitBank,
    answers: &'a [(usize, Category)],
    nodes: Cow<'a, [f64]>,
    /// Normalised weights of the nodes, one row per role.
    weights: Vec<Cow<'a, [f64]>>,
    /// Logarithms of the likelihood of all answers at the nodes.
    log_likelihood: OnceCell<Vec<f64>>,
}

impl TraitBank {
    /// Makes ready for what-ifs around these answers, of which `posterior` is what they leave.
    #[must_use]
    pub fn what_ifs<'a>(
        &'a self,
        posterior: &'a TraitPosterior,
        answers: &'a [(usize, Category)],
    ) -> WhatIfs<'a> {
        if let Some(table) = &self.table {
            let roles = 1..self.priors.len();
            return WhatIfs {
                bank: self,
                answers,
                nodes: Cow::Borrowed(table.padded_nodes()),
                weights: roles
                    .map(|prior| Cow::Borrowed(self.node_weights(posterior, prior)))
                    .collect(),
                log_likelihood: OnceCell::new(),
            };
        }
        let mut discriminations: Vec<f64> = answers
            .iter()
            .map(|&(item, _)| self.items[item].discrimination())
            .collect();
        let steepest = discriminations.iter().copied().fold(0.0, f64::max);
        discriminations.push(steepest);
        let priors = &self.priors[1..];
        let narrowest = priors
            .iter()
            .map(|prior| prior.spread())
            .fold(f64::INFINITY, f64::min);
        let step = step(&discriminations, narrowest);
        // One answer changed tilts the log density by twice its discrimination at most.
        let (low, high) = priors
            .iter()
            .map(|&prior| self.support(prior, answers, step, 2.0 * steepest))
            .fold((f64::INFINITY, f64::NEG_INFINITY), |all, one| {
                (all.0.min(one.0), all.1.max(one.1))
            });
        let nodes = nodes(low, high, step);
        let log_likelihood = log_likelihood(self, answers, &nodes);
        let weights = priors
            .iter()
            .map(|prior| Cow::Owned(weights(*prior, &nodes, &log_likelihood)))
            .collect();
        WhatIfs {
            bank: self,
            answers,
            nodes: Cow::Owned(nodes),
            weights,
            log_likelihood: OnceCell::from(log_likelihood),
        }
    }
}

impl WhatIfs<'_> {
    /// Returns by how much `ln P(answers | role)` of each role would change if the answer to `item`, which is `from`,
    /// were not there, and then if it were each category of the item, lowest first.
    #[must_use]
    pub fn shifts(&self, item: usize, from: Category) -> Vec<Vec<f64>> {
        let given = self.row(item, from);
        let least = given.iter().copied().fold(f64::INFINITY, f64::min);
        let mut ratios: Vec<f64> = given.iter().map(|p| 1.0 / p).collect();
        let mut shifts = vec![self.sums(&ratios, least, (item, from), None)];
        for to in self.bank.items[item].all_categories() {
            if to == from {
                shifts.push(vec![0.0; self.weights.len()]);
                continue;
            }
            let instead = self.row(item, to);
            for ((ratio, q), p) in ratios.iter_mut().zip(instead.iter()).zip(given.iter()) {
                *ratio = q / p;
            }
            shifts.push(self.sums(&ratios, least, (item, from), Some(to)));
        }
        shifts
    }

    fn row(&self, item: usize, category: Category) -> Cow<'_, [f64]> {
        match &self.bank.table {
            Some(table) => Cow::Borrowed(table.row(item, category.index())),
            None => Cow::Owned(
                self.nodes
                    .iter()
                    .map(|&theta| self.bank.items[item].probability(category, theta))
                    .collect(),
            ),
        }
    }

    fn sums(
        &self,
        ratios: &[f64],
        least: f64,
        answer: (usize, Category),
        to: Option<Category>,
    ) -> Vec<f64> {
        (0..self.weights.len())
            .map(|role| {
                let sum = super::table::dot(&self.weights[role], ratios);
                if sum * least > SAFE && sum.is_finite() {
                    sum.ln()
                } else {
                    self.logarithmic(role, answer, to)
                }
            })
            .collect()
    }

    /// Takes both integrals in logarithms.
    fn logarithmic(
        &self,
        role: usize,
        (item, from): (usize, Category),
        to: Option<Category>,
    ) -> f64 {
        let log_likelihood = self
            .log_likelihood
            .get_or_init(|| log_likelihood(self.bank, self.answers, &self.nodes));
        let (prior, graded) = (self.bank.role_prior(role), &self.bank.items[item]);
        let all = self.nodes.iter().zip(log_likelihood);
        let (mut before, mut after): (Vec<f64>, Vec<f64>) = all
            .map(|(&theta, likelihood)| {
                let log = prior.log_density(theta) + likelihood;
                let instead = to.map_or(0.0, |to| graded.log_probability(to, theta));
                (log, log - graded.log_probability(from, theta) + instead)
            })
            .unzip();
        log_sum(&mut after) - log_sum(&mut before)
    }
}

fn log_likelihood(bank: &TraitBank, answers: &[(usize, Category)], nodes: &[f64]) -> Vec<f64> {
    nodes
        .iter()
        .map(|&theta| bank.log_likelihood(answers, theta))
        .collect()
}

fn weights(prior: NormalPrior, nodes: &[f64], log_likelihood: &[f64]) -> Vec<f64> {
    let mut weights: Vec<f64> = nodes
        .iter()
        .zip(log_likelihood)
        .map(|(&theta, likelihood)| prior.log_density(theta) + likelihood)
        .collect();
    log_sum(&mut weights);
    let sum: f64 = weights.iter().sum();
    for weight in &mut weights {
        *weight /= sum;
    }
    weights
}

/// Turns logarithms into weights of which the highest is 1, and returns the logarithm of the sum they stood for.
fn log_sum(logs: &mut [f64]) -> f64 {
    let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for log in logs.iter_mut() {
        *log = (*log - highest).exp();
    }
    highest + logs.iter().sum::<f64>().ln()
}
