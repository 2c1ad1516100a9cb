//! Category probabilities and prior weights of one trait at nodes that serve every set of answers: an answer is then
//! a product of two rows. What comes out too small for a number is for the caller to take again.
//!
//! Rows are padded to whole blocks of [`LANES`] numbers, with a prior weight of 0, so that sums run in lanes of a fixed
//! number: the compiler turns them into vector instructions, and the digits are the same whatever their width.

use std::collections::BTreeMap;

use super::quadrature::{node_count, nodes, range, step};
use super::{Category, GradedItem, NormalPrior};

/// The most nodes that are tabled; a trait that needs more has its nodes follow the posterior.
const MAX_NODES: usize = 512;
/// The largest table, in numbers, that is kept for a trait.
const MAX_NUMBERS: usize = 4_000_000;
/// Numbers in a block: as many running products as fit the registers of any 64-bit processor.
const LANES: usize = 16;

type Block = [f64; LANES];

/// Category probabilities and prior weights at shared nodes.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// The nodes, then the last of them again up to a whole block.
    nodes: Vec<f64>,
    /// How many of `nodes` are nodes.
    count: usize,
    /// One row of node weights (density times step) per prior.
    prior_weights: Vec<f64>,
    /// One row per category of each kind of item; `first_row[i]` is the row of item i's category 0.
    probabilities: Vec<f64>,
    first_row: Vec<usize>,
}

impl Table {
    /// Lays the nodes and tables the probabilities, or nothing where that would take too many.
    pub(super) fn new(items: &[GradedItem], priors: &[NormalPrior]) -> Option<Self> {
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
        let kinds: BTreeMap<Vec<u64>, usize> = items
            .iter()
            .map(|item| (item.bits(), item.categories()))
            .collect();
        let rows: usize = kinds.values().sum();
        let count = node_count(-range, range, step);
        if count > MAX_NODES || count * rows > MAX_NUMBERS {
            return None;
        }
        let mut nodes = nodes(-range, range, step);
        let last = nodes[count - 1];
        nodes.resize(count.next_multiple_of(LANES), last);
        let prior_weights = priors
            .iter()
            .flat_map(|prior| {
                nodes.iter().enumerate().map(move |(index, &theta)| {
                    if index < count {
                        prior.log_density(theta).exp() * step
                    } else {
                        0.0
                    }
                })
            })
            .collect();
        let mut probabilities = Vec::new();
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
        Some(Self {
            nodes,
            count,
            prior_weights,
            probabilities,
            first_row,
        })
    }

    /// Returns the nodes, lowest first.
    pub(super) fn nodes(&self) -> &[f64] {
        &self.nodes[..self.count]
    }

    /// Returns the nodes with those that fill up the last block; their prior weights are 0.
    pub(super) fn padded_nodes(&self) -> &[f64] {
        &self.nodes
    }

    pub(super) fn row(&self, item: usize, category: usize) -> &[f64] {
        let row = self.first_row[item] + category;
        &self.probabilities[row * self.nodes.len()..][..self.nodes.len()]
    }

    fn prior_row(&self, prior: usize) -> &[f64] {
        &self.prior_weights[prior * self.nodes.len()..][..self.nodes.len()]
    }

    /// Fills in `P(answers | theta)` at every node, the probabilities multiplied in the order of the answers.
    pub(super) fn fill_likelihood(&self, likelihood: &mut Vec<f64>, answers: &[(usize, Category)]) {
        likelihood.resize(self.nodes.len(), 1.0);
        let blocks = self.nodes.len() / LANES;
        let probabilities = blocks_of(&self.probabilities);
        // Block by block, so that the running products stay in registers from the first answer to the last.
        for (index, out) in likelihood.as_chunks_mut().0.iter_mut().enumerate() {
            let mut product: Block = [1.0; LANES];
            for &(item, category) in answers {
                let row = self.first_row[item] + category.index();
                let factors = &probabilities[row * blocks + index];
                for (product, factor) in product.iter_mut().zip(factors) {
                    *product *= factor;
                }
            }
            *out = product;
        }
    }

    /// Returns `∫ prior · likelihood`.
    pub(super) fn marginal(&self, prior: usize, likelihood: &[f64]) -> f64 {
        dot(self.prior_row(prior), likelihood)
    }

    /// Returns mean and variance of theta under a prior and a likelihood whose integral is `marginal`.
    pub(super) fn moments(&self, prior: usize, likelihood: &[f64], marginal: f64) -> (f64, f64) {
        let (nodes, weights) = (blocks_of(&self.nodes), blocks_of(self.prior_row(prior)));
        let mut first: Block = [0.0; LANES];
        for ((nodes, weights), products) in nodes.iter().zip(weights).zip(blocks_of(likelihood)) {
            for lane in 0..LANES {
                first[lane] += weights[lane] * products[lane] * nodes[lane];
            }
        }
        let mean = total(&first) / marginal;
        let mut second: Block = [0.0; LANES];
        for ((nodes, weights), products) in nodes.iter().zip(weights).zip(blocks_of(likelihood)) {
            for lane in 0..LANES {
                let deviation = nodes[lane] - mean;
                second[lane] += weights[lane] * products[lane] * deviation * deviation;
            }
        }
        (mean, total(&second) / marginal)
    }

    /// Returns the normalised node weights under a prior and a likelihood whose integral is not too small.
    pub(super) fn weights(&self, prior: usize, likelihood: &[f64]) -> Vec<f64> {
        let share = 1.0 / self.marginal(prior, likelihood);
        self.prior_row(prior)
            .iter()
            .zip(likelihood)
            .map(|(weight, product)| weight * product * share)
            .collect()
    }

    /// Returns normalised weights of the nodes alone as the tables keep them, with 0 up to a whole block.
    pub(super) fn padded(&self, mut weights: Vec<f64>) -> Vec<f64> {
        weights.resize(self.nodes.len(), 0.0);
        weights
    }

    /// Returns the mean of `P(X = category | theta)` under these node weights.
    pub(super) fn expected(&self, item: usize, category: Category, weights: &[f64]) -> f64 {
        dot(self.row(item, category.index()), weights)
    }
}

fn blocks_of(row: &[f64]) -> &[Block] {
    row.as_chunks().0
}

/// Returns the sum of the products. Rows that end within a block are summed to their end.
pub(super) fn dot(left: &[f64], right: &[f64]) -> f64 {
    let (left, left_rest) = left.as_chunks::<LANES>();
    let (right, right_rest) = right.as_chunks::<LANES>();
    let mut sums: Block = [0.0; LANES];
    for (left, right) in left.iter().zip(right) {
        for lane in 0..LANES {
            sums[lane] += left[lane] * right[lane];
        }
    }
    let rest = left_rest.iter().zip(right_rest).map(|(l, r)| l * r);
    total(&sums) + rest.sum::<f64>()
}

/// Adds up the lanes, always in the same order.
fn total(sums: &Block) -> f64 {
    let mut sums = *sums;
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            sums[lane] += sums[lane + width];
        }
        width /= 2;
    }
    sums[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_any_length_is_summed_to_its_end() {
        for length in 0..3 * LANES {
            let row: Vec<f64> = (1..=length).map(|number| number as f64).collect();
            let twice = row.iter().map(|number| number * number).sum::<f64>();
            assert_eq!(dot(&row, &row), twice);
        }
    }
}
