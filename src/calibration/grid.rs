//! Nodes at equal distances on a trait: where people may stand, and what their answers leave of that.

use std::num::NonZeroUsize;

use super::curve::{Answered, Curve, Group, Numbers, Sample};
use super::linear::{add_row, multiply};
use crate::parallel::in_parallel;

/// How far the nodes reach beyond a group's mean, in its spreads.
const REACH: f64 = 6.0;
/// The widest step, as a share of the narrowest posterior standard deviation that there can be: the error is
/// `exp(-2 pi² / 0.8²)`, below 1e-13.
const WIDEST_STEP: f64 = 0.8;
/// Up to this share a step is still safe, to 1e-8, when the items have become steeper than those it was laid for.
const SAFE_STEP: f64 = 1.05;
/// A marginal below this is summed again in logarithms.
const UNDERFLOW: f64 = 1e-200;
/// So many people are one portion of work; the portions, and so the digits, do not depend on how many threads there are.
const PORTION: usize = 640;

/// Nodes, and the people on them who stand and answer as the numbers say that the fit starts from.
pub(super) struct Grid {
    pub(super) nodes: Vec<f64>,
    pub(super) step: f64,
    /// Weight of such people of all groups who chose each category, per item: rows of nodes, as counts are.
    pub(super) drawn: Vec<Vec<f64>>,
}

/// What the answers are expected to be if theta were known.
pub(super) struct Expected {
    pub(super) log_likelihood: f64,
    /// Per item a row of nodes for each category.
    pub(super) items: Vec<Vec<f64>>,
    /// Per group a row of nodes.
    pub(super) groups: Vec<Vec<f64>>,
}

/// The narrowest posterior standard deviation that somebody's answers can leave: an item tells `a² / 3` at most (Samejima,
/// 1969: the limit of many categories).
fn narrowest(numbers: &Numbers, sample: &Sample) -> f64 {
    let told = sample.people.iter().map(|(group, answers)| {
        let slopes = answers.iter().map(|&(item, _)| numbers.curves[item].slope);
        let items: f64 = slopes.map(|slope| slope.powi(2) / 3.0).sum();
        numbers.groups[*group].spread.powi(-2) + items
    });
    told.fold(1.0, f64::max).sqrt().recip()
}

fn span(numbers: &Numbers) -> (f64, f64) {
    let end = |side: f64| {
        let groups = numbers.groups.iter();
        let ends = groups.map(|group| side * group.mean + REACH * group.spread);
        ends.fold(0.0, f64::max)
    };
    (-end(-1.0), end(1.0))
}

impl Grid {
    pub(super) fn new(start: &Numbers, numbers: &Numbers, sample: &Sample) -> Self {
        let step = WIDEST_STEP * narrowest(numbers, sample).min(0.5);
        let ((low, high), (first, last)) = (span(numbers), span(start));
        let (low, high) = (low.min(first), high.max(last));
        let mut nodes = vec![low];
        while nodes[nodes.len() - 1] < high {
            nodes.push(low + nodes.len() as f64 * step);
        }
        let standing = nodes.iter().map(|&theta| {
            let groups = start.groups.iter();
            groups.map(|group| group.density(theta) * step).sum()
        });
        let standing: Vec<f64> = standing.collect();
        let drawn = start.curves.iter().map(|curve| {
            let mut table = curve.table(&nodes);
            for row in table.chunks_exact_mut(nodes.len()) {
                multiply(row, &standing);
            }
            table
        });
        Self {
            drawn: drawn.collect(),
            step,
            nodes,
        }
    }

    /// Returns whether the nodes still do for these numbers.
    pub(super) fn holds(&self, numbers: &Numbers, sample: &Sample) -> bool {
        let (low, high) = span(numbers);
        let room = 0.1 * (self.nodes[self.nodes.len() - 1] - self.nodes[0]);
        self.step <= SAFE_STEP * narrowest(numbers, sample)
            && self.nodes[0] <= low + room
            && self.nodes[self.nodes.len() - 1] >= high - room
    }

    /// Returns, per person in the portion, what the answers leave of where the person is (a row of nodes that sums to 1),
    /// and the sum of the logarithms of their likelihoods.
    pub(super) fn posteriors(
        &self,
        tables: &Tables,
        people: &[Answered],
        mut take: impl FnMut(usize, &[f64]),
    ) -> f64 {
        let size = self.nodes.len();
        let mut weights = vec![0.0; size];
        let mut log_likelihood = 0.0;
        for (place, (group, answers)) in people.iter().enumerate() {
            weights.copy_from_slice(&tables.groups[*group]);
            let rows = answers.iter();
            let rows = rows.map(|&(item, x)| &tables.items[item][x * size..][..size]);
            for row in rows.clone() {
                multiply(&mut weights, row);
            }
            let mut sum: f64 = weights.iter().sum();
            if sum > UNDERFLOW {
                log_likelihood += sum.ln();
            } else {
                for (q, weight) in weights.iter_mut().enumerate() {
                    let answers: f64 = rows.clone().map(|row| row[q].ln()).sum();
                    *weight = answers + tables.groups[*group][q].ln();
                }
                let highest = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                for weight in &mut weights {
                    *weight = (*weight - highest).exp();
                }
                sum = weights.iter().sum();
                log_likelihood += highest + sum.ln();
            }
            let scale = sum.recip();
            for weight in &mut weights {
                *weight *= scale;
            }
            take(place, &weights);
        }
        log_likelihood
    }

    pub(super) fn tables(&self, numbers: &Numbers) -> Tables {
        let density = |group: &Group| {
            let densities = self.nodes.iter().map(|&theta| group.density(theta));
            densities.map(|density| density * self.step).collect()
        };
        let table = |curve: &Curve| curve.table(&self.nodes);
        Tables {
            items: numbers.curves.iter().map(table).collect(),
            groups: numbers.groups.iter().map(density).collect(),
        }
    }

    /// Returns the portions that people are taken in.
    pub(super) fn portions(sample: &Sample) -> Vec<&[Answered]> {
        sample.people.chunks(PORTION).collect()
    }
}

/// Probabilities of answers per item, and weights of nodes per group.
pub(super) struct Tables {
    pub(super) items: Vec<Vec<f64>>,
    pub(super) groups: Vec<Vec<f64>>,
}

/// Returns what the answers are expected to be if theta were known.
pub(super) fn expected(
    numbers: &Numbers,
    sample: &Sample,
    grid: &Grid,
    threads: NonZeroUsize,
) -> Expected {
    let tables = grid.tables(numbers);
    let size = grid.nodes.len();
    let portions = Grid::portions(sample);
    let empty = |tables: &[Vec<f64>]| tables.iter().map(|one| vec![0.0; one.len()]).collect();
    let nobody = || Expected {
        log_likelihood: 0.0,
        items: empty(&tables.items),
        groups: empty(&tables.groups),
    };
    let parts = in_parallel(threads, portions.len(), |portion| {
        let people = portions[portion];
        let mut part = nobody();
        part.log_likelihood = grid.posteriors(&tables, people, |place, weights| {
            let (group, answers) = &people[place];
            for &(item, x) in answers {
                add_row(&mut part.items[item][x * size..][..size], weights);
            }
            add_row(&mut part.groups[*group], weights);
        });
        part
    });
    parts.into_iter().fold(nobody(), |mut sum, part| {
        sum.log_likelihood += part.log_likelihood;
        let tables = sum.items.iter_mut().chain(&mut sum.groups);
        for (sum, part) in tables.zip(part.items.iter().chain(&part.groups)) {
            add_row(sum, part);
        }
        sum
    })
}
