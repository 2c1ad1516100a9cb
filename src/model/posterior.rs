//! One trait: its items, what each role and the reference population expect of it, and what answers leave of that.
//!
//! Two ways lead to the same numbers. Where the whole bank of a trait needs only a few hundred nodes, they are laid
//! once and the category probabilities at them are tabled: an answer is then a product of two rows. Where a bank is
//! so large or steep that this would not do, the nodes follow each posterior: its mode is found (the log density is
//! concave), and as many nodes as the answers need are laid around it. Which way is taken depends on the bank alone.

use std::sync::OnceLock;

use super::quadrature::{TAIL, nodes, step};
use super::table::Table;
use super::{Category, GradedItem, MAX_CATEGORIES, NormalPrior};

/// Products and sums below this are taken again in logarithms: underflow could have cost them digits.
const SAFE: f64 = 1e-200;

/// The items of one trait with the priors of theta that answers are held against.
///
/// Prior 0 is the reference population; prior `r + 1` is that of role `r`.
#[derive(Debug, Clone)]
pub struct TraitBank {
    pub(super) priors: Vec<NormalPrior>,
    pub(super) items: Vec<GradedItem>,
    pub(super) table: Option<Table>,
}

/// What a set of answers to one trait's items leaves of each prior. Made and filled by [`TraitBank`].
#[derive(Debug, Default)]
pub struct TraitPosterior {
    /// `ln ∫ prior · likelihood` per prior, the reference first.
    log_marginals: Vec<f64>,
    mean: f64,
    variance: f64,
    answered: usize,
    /// `P(answers | theta)` at the shared nodes; not used where nodes follow the posterior.
    likelihood: Vec<f64>,
    /// Normalised node weights that were taken in logarithms, one row per prior: at its own nodes, or at the shared
    /// ones where the likelihood would underflow. Empty where the weights follow from the likelihood.
    weights: Vec<Vec<f64>>,
    /// Those that do follow from it, laid when something is first predicted from them: scoring never does.
    laid: Vec<OnceLock<Vec<f64>>>,
    /// The nodes of each prior where they follow the posterior; empty where they are shared.
    own_nodes: Vec<Vec<f64>>,
}

impl Clone for TraitPosterior {
    fn clone(&self) -> Self {
        let mut clone = Self::default();
        clone.clone_from(self);
        clone
    }

    /// Copies without new memory where the value held one of the same size; the derived form would not.
    fn clone_from(&mut self, other: &Self) {
        self.log_marginals.clone_from(&other.log_marginals);
        (self.mean, self.variance) = (other.mean, other.variance);
        self.answered = other.answered;
        self.likelihood.clone_from(&other.likelihood);
        self.weights.clone_from(&other.weights);
        self.own_nodes.clone_from(&other.own_nodes);
        // What is laid follows from the rest, to the last digit.
        self.laid.clear();
        self.laid.resize_with(other.laid.len(), OnceLock::new);
    }
}

impl TraitPosterior {
    /// Returns how many numbers it takes to keep, the rows' own bookkeeping included.
    pub(super) fn size(&self) -> usize {
        let bookkeeping = 16 + 10 * self.log_marginals.len();
        let rows = self.weights.iter().chain(&self.own_nodes);
        bookkeeping
            + self.log_marginals.len()
            + self.likelihood.len()
            + rows.map(Vec::len).sum::<usize>()
    }

    /// Returns the posterior mean of theta under the reference prior (EAP), in standard deviations.
    #[must_use]
    pub fn eap(&self) -> f64 {
        self.mean
    }

    /// Returns the posterior variance of theta under the reference prior.
    #[must_use]
    pub fn variance(&self) -> f64 {
        self.variance
    }

    /// Returns the posterior standard deviation of theta under the reference prior.
    #[must_use]
    pub fn sd(&self) -> f64 {
        self.variance.sqrt()
    }

    /// Returns how many answers went in.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.answered
    }

    /// Returns `ln P(answers | role)`, the integral over theta.
    #[must_use]
    pub fn log_marginal(&self, role: usize) -> f64 {
        self.log_marginals[role + 1]
    }

    /// Returns `ln P(answers)` under the reference prior.
    #[must_use]
    pub fn log_reference_marginal(&self) -> f64 {
        self.log_marginals[0]
    }
}

impl TraitBank {
    /// Makes the bank of one trait from its items and each role's prior on it, roles in order.
    #[must_use]
    pub fn new(items: Vec<GradedItem>, role_priors: &[NormalPrior]) -> Self {
        let mut priors = vec![NormalPrior::REFERENCE];
        priors.extend_from_slice(role_priors);
        let table = Table::new(&items, &priors);
        Self {
            priors,
            items,
            table,
        }
    }

    /// Returns the items, in the order in which answers name them.
    #[must_use]
    pub fn items(&self) -> &[GradedItem] {
        &self.items
    }

    /// Returns the prior of a role on this trait.
    #[must_use]
    pub fn role_prior(&self, role: usize) -> NormalPrior {
        self.priors[role + 1]
    }

    /// Returns what these answers leave of every prior. Answers are (item, category); their order changes nothing
    /// beyond the last digit.
    #[must_use]
    pub fn posterior(&self, answers: &[(usize, Category)]) -> TraitPosterior {
        let mut posterior = TraitPosterior::default();
        self.fill(&mut posterior, answers);
        posterior
    }

    /// Does what [`TraitBank::posterior`] does into an existing value, without new memory.
    pub fn fill(&self, posterior: &mut TraitPosterior, answers: &[(usize, Category)]) {
        posterior.answered = answers.len();
        posterior.log_marginals.resize(self.priors.len(), 0.0);
        posterior.weights.resize_with(self.priors.len(), Vec::new);
        posterior.laid.clear();
        posterior.laid.resize_with(self.priors.len(), OnceLock::new);
        match &self.table {
            Some(table) => self.fill_shared(table, posterior, answers),
            None => self.fill_following(posterior, answers),
        }
        if answers.is_empty() {
            // No answers leave every prior as it is, to the last digit: roles that are equally likely stay so.
            posterior.log_marginals.fill(0.0);
            (posterior.mean, posterior.variance) = (0.0, 1.0);
        }
    }

    fn fill_shared(
        &self,
        table: &Table,
        posterior: &mut TraitPosterior,
        answers: &[(usize, Category)],
    ) {
        table.fill_likelihood(&mut posterior.likelihood, answers);
        for prior in 0..self.priors.len() {
            let marginal = table.marginal(prior, &posterior.likelihood);
            posterior.weights[prior].clear();
            if marginal > SAFE {
                posterior.log_marginals[prior] = marginal.ln();
                if prior == 0 {
                    (posterior.mean, posterior.variance) =
                        table.moments(prior, &posterior.likelihood, marginal);
                }
            } else {
                let (log_marginal, weights) = self.logarithmic(prior, table.nodes(), answers);
                posterior.log_marginals[prior] = log_marginal;
                if prior == 0 {
                    (posterior.mean, posterior.variance) = moments(table.nodes(), &weights);
                }
                posterior.weights[prior] = table.padded(weights);
            }
        }
    }

    fn fill_following(&self, posterior: &mut TraitPosterior, answers: &[(usize, Category)]) {
        posterior.own_nodes.resize_with(self.priors.len(), Vec::new);
        // One item more than answered, and the steepest: the posterior also has to bear a candidate's probabilities.
        let steepest = self
            .items
            .iter()
            .map(GradedItem::discrimination)
            .fold(0.0, f64::max);
        let mut discriminations: Vec<f64> = answers
            .iter()
            .map(|&(i, _)| self.items[i].discrimination())
            .collect();
        discriminations.push(steepest);
        for (index, &prior) in self.priors.iter().enumerate() {
            let step = step(&discriminations, prior.spread());
            let (low, high) = self.support(prior, answers, step, 0.0);
            posterior.own_nodes[index] = nodes(low, high, step);
            let own_nodes = &posterior.own_nodes[index];
            let (log_marginal, weights) = self.logarithmic(index, own_nodes, answers);
            posterior.log_marginals[index] = log_marginal;
            if index == 0 {
                (posterior.mean, posterior.variance) = moments(own_nodes, &weights);
            }
            posterior.weights[index] = weights;
        }
    }

    /// Returns the log marginal and the normalised weights, taken in log space.
    fn logarithmic(
        &self,
        prior: usize,
        nodes: &[f64],
        answers: &[(usize, Category)],
    ) -> (f64, Vec<f64>) {
        let mut weights: Vec<f64> = nodes
            .iter()
            .map(|&theta| self.log_density(self.priors[prior], answers, theta))
            .collect();
        let highest = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for weight in &mut weights {
            *weight = (*weight - highest).exp();
        }
        let sum: f64 = weights.iter().sum();
        for weight in &mut weights {
            *weight /= sum;
        }
        (highest + (sum * (nodes[1] - nodes[0])).ln(), weights)
    }

    fn log_density(&self, prior: NormalPrior, answers: &[(usize, Category)], theta: f64) -> f64 {
        prior.log_density(theta) + self.log_likelihood(answers, theta)
    }

    pub(super) fn log_likelihood(&self, answers: &[(usize, Category)], theta: f64) -> f64 {
        answers
            .iter()
            .map(|&(item, category)| self.items[item].log_probability(category, theta))
            .sum()
    }

    /// Returns a range around the mode outside which the log density is lower by `TAIL` or more, even if something
    /// tilted it by as much as `tilt`.
    pub(super) fn support(
        &self,
        prior: NormalPrior,
        answers: &[(usize, Category)],
        step: f64,
        tilt: f64,
    ) -> (f64, f64) {
        let mode = self.mode(prior, answers);
        let floor = self.log_density(prior, answers, mode) - TAIL;
        let edge = |direction: f64| {
            let mut reach = 4.0 * step;
            while self.log_density(prior, answers, mode + direction * reach) + tilt * reach > floor
            {
                reach *= 1.5;
            }
            mode + direction * reach
        };
        (edge(-1.0), edge(1.0))
    }

    /// Returns the mode of prior times likelihood by bisection on the slope, which falls strictly.
    fn mode(&self, prior: NormalPrior, answers: &[(usize, Category)]) -> f64 {
        let variance = prior.spread() * prior.spread();
        let slope = |theta: f64| {
            let likelihood: f64 = answers
                .iter()
                .map(|&(item, category)| self.items[item].log_probability_slope(category, theta))
                .sum();
            (prior.mean() - theta) / variance + likelihood
        };
        let mut reach = prior.spread();
        while slope(prior.mean() - reach) < 0.0 || slope(prior.mean() + reach) > 0.0 {
            reach *= 2.0;
        }
        let (mut low, mut high) = (prior.mean() - reach, prior.mean() + reach);
        for _ in 0..24 {
            let middle = f64::midpoint(low, high);
            if slope(middle) > 0.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::midpoint(low, high)
    }

    /// Returns the normalised node weights of a prior: at the shared nodes, or at its own.
    pub(super) fn node_weights<'p>(
        &self,
        posterior: &'p TraitPosterior,
        prior: usize,
    ) -> &'p [f64] {
        match (&self.table, &posterior.weights[prior]) {
            (Some(table), weights) if weights.is_empty() => {
                posterior.laid[prior].get_or_init(|| table.weights(prior, &posterior.likelihood))
            }
            (_, weights) => weights,
        }
    }

    /// Returns `P(X = category | role, answers)` for one item: as many values as categories count, the rest 0.
    #[must_use]
    pub fn predictive(
        &self,
        posterior: &TraitPosterior,
        item: usize,
        role: usize,
    ) -> [f64; MAX_CATEGORIES] {
        let prior = role + 1;
        let weights = self.node_weights(posterior, prior);
        let graded = &self.items[item];
        let at_own_nodes = |category: Category| {
            let nodes = &posterior.own_nodes[prior];
            nodes
                .iter()
                .zip(weights)
                .map(|(&theta, weight)| weight * graded.probability(category, theta))
                .sum()
        };
        let mut probabilities = [0.0; MAX_CATEGORIES];
        for (category, probability) in graded.all_categories().zip(&mut probabilities) {
            *probability = self.table.as_ref().map_or_else(
                || at_own_nodes(category),
                |table| table.expected(item, category, weights),
            );
        }
        probabilities
    }
}

fn moments(nodes: &[f64], weights: &[f64]) -> (f64, f64) {
    let pairs = || nodes.iter().zip(weights);
    let mean: f64 = pairs().map(|(theta, weight)| weight * theta).sum();
    let variance = pairs()
        .map(|(theta, weight)| weight * (theta - mean).powi(2))
        .sum();
    (mean, variance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bank(items: usize, discrimination: f64) -> TraitBank {
        let item = GradedItem::new(discrimination, vec![-1.0, 0.0, 1.0]).unwrap();
        let roles = [
            NormalPrior::new(-0.8, 0.7).unwrap(),
            NormalPrior::new(3.0, 0.2).unwrap(),
        ];
        TraitBank::new(vec![item; items], &roles)
    }

    fn all(bank: &TraitBank, category: usize) -> Vec<(usize, Category)> {
        bank.items()
            .iter()
            .enumerate()
            .map(|(i, item)| (i, item.category(category).unwrap()))
            .collect()
    }

    #[test]
    fn no_answers_leave_the_prior() {
        let posterior = bank(8, 1.3).posterior(&[]);
        assert!(posterior.eap().abs() < 1e-12 && (posterior.sd() - 1.0).abs() < 1e-12);
        assert!(posterior.log_marginal(0).abs() < 1e-12 && posterior.log_marginal(1).abs() < 1e-12);
    }

    #[test]
    fn tabled_nodes_and_following_nodes_agree() {
        let mut bank = bank(12, 2.0);
        for category in 0..4 {
            let answers = all(&bank, category);
            assert!(bank.table.is_some());
            let tabled = bank.posterior(&answers);
            let table = bank.table.take();
            let following = bank.posterior(&answers);
            bank.table = table;
            assert!((tabled.eap() - following.eap()).abs() < 1e-11);
            assert!((tabled.sd() - following.sd()).abs() < 1e-11);
            for role in 0..2 {
                assert!((tabled.log_marginal(role) - following.log_marginal(role)).abs() < 1e-10);
            }
        }
    }

    #[test]
    fn answers_against_a_narrow_prior_stay_finite() {
        // 400 steep answers at the low end against a role at +3 with spread 0.2: plain products underflow.
        let bank = bank(400, 5.0);
        let posterior = bank.posterior(&all(&bank, 0));
        assert!(posterior.log_marginal(1).is_finite() && posterior.log_marginal(1) < -250.0);
        assert!(posterior.eap() < -2.0 && posterior.sd() > 0.0);
    }

    #[test]
    fn predictive_probabilities_sum_to_one() {
        let bank = bank(6, 1.3);
        let posterior = bank.posterior(&all(&bank, 2)[..3]);
        for role in 0..2 {
            let sum: f64 = bank.predictive(&posterior, 5, role).iter().sum();
            assert!((sum - 1.0).abs() < 1e-12, "{sum}");
        }
    }
}
