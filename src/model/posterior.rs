//! One trait: its items, what each role and the reference population expect of it, and what answers leave of that.
//!
//! Two ways lead to the same numbers. Where the whole bank of a trait needs only a few hundred nodes, they are laid
//! once and the category probabilities at them are tabled: an answer is then a product of two rows. Where a bank is
//! so large or steep that this would not do, the nodes follow each posterior: its mode is found (the log density is
//! concave), and as many nodes as the answers need are laid around it. Which way is taken depends on the bank alone.

use std::collections::BTreeMap;

use super::quadrature::{TAIL, node_count, nodes, range, step};
use super::{Category, GradedItem, MAX_CATEGORIES, NormalPrior};

/// The most nodes that are tabled; a trait that needs more has its nodes follow the posterior.
const MAX_SHARED_NODES: usize = 512;
/// The largest table, in numbers, that is kept for a trait.
const MAX_TABLE: usize = 4_000_000;
/// Products and sums below this are taken again in logarithms: underflow could have cost them digits.
const SAFE: f64 = 1e-200;

/// The items of one trait with the priors of theta that answers are held against.
///
/// Prior 0 is the reference population; prior `r + 1` is that of role `r`.
#[derive(Debug, Clone)]
pub struct TraitBank {
    priors: Vec<NormalPrior>,
    items: Vec<GradedItem>,
    table: Option<Table>,
}

/// Category probabilities and prior weights at nodes that serve every set of answers.
#[derive(Debug, Clone)]
struct Table {
    nodes: Vec<f64>,
    /// One row of node weights (density times step) per prior.
    prior_weights: Vec<f64>,
    /// One row per category of each kind of item; `first_row[i]` is the row of item i's category 0.
    probabilities: Vec<f64>,
    first_row: Vec<usize>,
}

impl Table {
    fn row(&self, item: usize, category: usize) -> &[f64] {
        let row = self.first_row[item] + category;
        &self.probabilities[row * self.nodes.len()..][..self.nodes.len()]
    }

    fn prior_row(&self, prior: usize) -> &[f64] {
        &self.prior_weights[prior * self.nodes.len()..][..self.nodes.len()]
    }
}

/// What a set of answers to one trait's items leaves of each prior. Made and filled by [`TraitBank`].
#[derive(Debug, Default)]
pub struct TraitPosterior {
    /// `ln ∫ prior · likelihood` per prior, the reference first.
    log_marginals: Vec<f64>,
    mean: f64,
    variance: f64,
    answered: usize,
    /// Kept for its memory alone, from one filling to the next.
    likelihood: Vec<f64>,
    /// Normalised node weights, one row per prior: rows of the shared nodes, or of that prior's own.
    weights: Vec<Vec<f64>>,
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
        self.weights.clone_from(&other.weights);
        self.own_nodes.clone_from(&other.own_nodes);
    }
}

impl TraitPosterior {
    /// Returns how many numbers it holds.
    pub(super) fn size(&self) -> usize {
        let rows = self.weights.iter().chain(&self.own_nodes);
        self.log_marginals.len() + rows.map(Vec::len).sum::<usize>()
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
        let table = Self::table(&items, &priors);
        Self {
            priors,
            items,
            table,
        }
    }

    fn table(items: &[GradedItem], priors: &[NormalPrior]) -> Option<Table> {
        let discriminations: Vec<f64> = items.iter().map(GradedItem::discrimination).collect();
        let farthest = items
            .iter()
            .flat_map(GradedItem::thresholds)
            .fold(0.0, |far: f64, b| far.max(b.abs()));
        let spread = priors
            .iter()
            .map(|prior| prior.spread())
            .fold(f64::INFINITY, f64::min);
        let (step, range) = (
            step(&discriminations, spread),
            range(priors, items.len(), farthest),
        );
        let rows: usize = items.iter().map(GradedItem::categories).sum();
        let count = node_count(-range, range, step);
        if count > MAX_SHARED_NODES || count * rows > MAX_TABLE {
            return None;
        }
        let nodes = nodes(-range, range, step);
        let prior_weights = priors
            .iter()
            .flat_map(|prior| {
                nodes
                    .iter()
                    .map(|&theta| prior.log_density(theta).exp() * step)
            })
            .collect();
        let mut probabilities = Vec::with_capacity(rows * nodes.len());
        let mut rows_of_kind = BTreeMap::new();
        let first_row = items
            .iter()
            .map(|item| {
                *rows_of_kind.entry(item.bits()).or_insert_with(|| {
                    let first_row = probabilities.len() / nodes.len();
                    for category in item.all_categories() {
                        probabilities
                            .extend(nodes.iter().map(|&theta| item.probability(category, theta)));
                    }
                    first_row
                })
            })
            .collect();
        Some(Table {
            nodes,
            prior_weights,
            probabilities,
            first_row,
        })
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
        match &self.table {
            Some(table) => self.fill_shared(table, posterior, answers),
            None => self.fill_following(posterior, answers),
        }
    }

    fn fill_shared(
        &self,
        table: &Table,
        posterior: &mut TraitPosterior,
        answers: &[(usize, Category)],
    ) {
        let likelihood = &mut posterior.likelihood;
        likelihood.clear();
        likelihood.resize(table.nodes.len(), 1.0);
        for &(item, category) in answers {
            for (product, probability) in
                likelihood.iter_mut().zip(table.row(item, category.index()))
            {
                *product *= probability;
            }
        }
        for prior in 0..self.priors.len() {
            let weights = &mut posterior.weights[prior];
            weights.clear();
            weights.extend(
                table
                    .prior_row(prior)
                    .iter()
                    .zip(likelihood.iter())
                    .map(|(p, l)| p * l),
            );
            let sum = sum(weights);
            posterior.log_marginals[prior] = if sum > SAFE {
                divide(weights, sum);
                sum.ln()
            } else {
                self.fill_logarithmic(prior, &table.nodes, answers, weights)
            };
        }
        moments(
            &table.nodes,
            &posterior.weights[0],
            &mut posterior.mean,
            &mut posterior.variance,
        );
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
            let (low, high) = self.support(prior, answers, step);
            posterior.own_nodes[index] = nodes(low, high, step);
            posterior.log_marginals[index] = self.fill_logarithmic(
                index,
                &posterior.own_nodes[index],
                answers,
                &mut posterior.weights[index],
            );
        }
        moments(
            &posterior.own_nodes[0],
            &posterior.weights[0],
            &mut posterior.mean,
            &mut posterior.variance,
        );
    }

    /// Fills normalised weights in log space and returns the log marginal.
    fn fill_logarithmic(
        &self,
        prior: usize,
        nodes: &[f64],
        answers: &[(usize, Category)],
        weights: &mut Vec<f64>,
    ) -> f64 {
        weights.clear();
        weights.extend(
            nodes
                .iter()
                .map(|&theta| self.log_density(self.priors[prior], answers, theta)),
        );
        let highest = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for weight in weights.iter_mut() {
            *weight = (*weight - highest).exp();
        }
        let sum = sum(weights);
        divide(weights, sum);
        highest + (sum * (nodes[1] - nodes[0])).ln()
    }

    fn log_density(&self, prior: NormalPrior, answers: &[(usize, Category)], theta: f64) -> f64 {
        let likelihood: f64 = answers
            .iter()
            .map(|&(item, category)| self.items[item].log_probability(category, theta))
            .sum();
        prior.log_density(theta) + likelihood
    }

    /// Returns a range around the mode outside which the log density is lower by `TAIL` or more.
    fn support(&self, prior: NormalPrior, answers: &[(usize, Category)], step: f64) -> (f64, f64) {
        let mode = self.mode(prior, answers);
        let floor = self.log_density(prior, answers, mode) - TAIL;
        let edge = |direction: f64| {
            let mut reach = 4.0 * step;
            while self.log_density(prior, answers, mode + direction * reach) > floor {
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

    /// Returns `P(X = category | role, answers)` for one item: as many values as categories count, the rest 0.
    #[must_use]
    pub fn predictive(
        &self,
        posterior: &TraitPosterior,
        item: usize,
        role: usize,
    ) -> [f64; MAX_CATEGORIES] {
        let weights = &posterior.weights[role + 1];
        let graded = &self.items[item];
        let at_own_nodes = |category: Category| {
            let nodes = &posterior.own_nodes[role + 1];
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
                |table| dot(weights, table.row(item, category.index())),
            );
        }
        probabilities
    }
}

fn divide(weights: &mut [f64], sum: f64) {
    let share = 1.0 / sum;
    for weight in weights {
        *weight *= share;
    }
}

/// Interleaved lanes of a sum: enough for the compiler to use vector instructions and to keep them busy, for an
/// addition takes several cycles before the next one on the same lane can begin.
const LANES: usize = 8;

/// Sums `term(l, r)` over two slices of the same length, in lanes.
fn sum_of(left: &[f64], right: &[f64], term: impl Fn(f64, f64) -> f64) -> f64 {
    let mut lanes = [0.0; LANES];
    let (left_chunks, right_chunks) = (left.chunks_exact(LANES), right.chunks_exact(LANES));
    let left_rest = left_chunks.remainder().iter();
    let rest: f64 = left_rest
        .zip(right_chunks.remainder())
        .map(|(&l, &r)| term(l, r))
        .sum();
    for (l, r) in left_chunks.zip(right_chunks) {
        for lane in 0..LANES {
            lanes[lane] += term(l[lane], r[lane]);
        }
    }
    let pair = |lane: usize| lanes[lane] + lanes[lane + LANES / 2];
    (pair(0) + pair(1)) + (pair(2) + pair(3)) + rest
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    sum_of(left, right, |l, r| l * r)
}

fn sum(weights: &[f64]) -> f64 {
    sum_of(weights, weights, |weight, _| weight)
}

fn moments(nodes: &[f64], weights: &[f64], mean: &mut f64, variance: &mut f64) {
    let centre = dot(nodes, weights);
    *mean = centre;
    *variance = sum_of(nodes, weights, |theta, weight| {
        weight * (theta - centre) * (theta - centre)
    });
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
