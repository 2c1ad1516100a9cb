//! A trait while it is being fitted: its graded items in the form in which their likelihood is concave, by slope and
//! intercepts; its groups of people; and their answers.

use super::linear::Root;
use crate::model::{
    GradedItem, MAX_DISCRIMINATION, MAX_THRESHOLD, MIN_DISCRIMINATION, MIN_THRESHOLD_GAP,
};

/// The most Newton steps in one maximisation: EM comes back to it.
const NEWTON_STEPS: usize = 2;

/// `P(X >= c | theta) = 1 / (1 + exp(d_c - a theta))` with slope `a` and intercepts `d_c = a b_c`, lowest first.
///
/// Of known theta the logarithm of the likelihood is concave in these (Pratt, 1981), which it is not in `a` and `b`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Curve {
    pub(super) slope: f64,
    pub(super) intercepts: Vec<f64>,
}

/// A normal distribution of people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Group {
    pub(super) mean: f64,
    pub(super) spread: f64,
}

/// Everything that is fitted of a trait.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Numbers {
    pub(super) curves: Vec<Curve>,
    pub(super) groups: Vec<Group>,
}

/// The group of a person, and (item, category) of each answer.
pub(super) type Answered = (usize, Vec<(usize, usize)>);

/// The answers to the items of one trait.
#[derive(Debug, Clone, Default)]
pub(super) struct Sample {
    pub(super) people: Vec<Answered>,
}

/// The places of the derivatives of one category that are not 0: the slope at 0, the intercept `c` at `c`.
pub(super) type Places = [Option<usize>; 3];

/// Gradient and negative Hessian (in rows) of a log likelihood in slope and intercepts.
#[derive(Debug, Clone)]
pub(super) struct Derivatives {
    pub(super) gradient: Vec<f64>,
    pub(super) curvature: Vec<f64>,
}

impl Group {
    pub(super) fn density(&self, theta: f64) -> f64 {
        let z = (theta - self.mean) / self.spread;
        (-0.5 * z * z).exp() / (self.spread * std::f64::consts::TAU.sqrt())
    }

    /// Returns first derivatives, in mean and spread, of the log density of people with this mean and this mean square
    /// about the group's mean; and negative second ones: mean twice, mean and spread, spread twice.
    pub(super) fn derivatives(&self, offset: f64, square: f64) -> ([f64; 2], [f64; 3]) {
        let variance = self.spread.powi(2);
        let first = [offset / variance, (square / variance - 1.0) / self.spread];
        let second = [
            1.0 / variance,
            2.0 * offset / (variance * self.spread),
            (3.0 * square / variance - 1.0) / variance,
        ];
        (first, second)
    }

    pub(super) fn log_density(&self, square: f64) -> f64 {
        -self.spread.ln() - square / (2.0 * self.spread.powi(2))
    }

    /// Returns how far from this group another lies, and its mean square about this group's mean.
    pub(super) fn offset(&self, other: &Self) -> (f64, f64) {
        let offset = other.mean - self.mean;
        (offset, offset.powi(2) + other.spread.powi(2))
    }
}

impl Curve {
    pub(super) fn of(item: &GradedItem) -> Self {
        let slope = item.discrimination();
        let intercepts = item.thresholds().iter().map(|b| slope * b).collect();
        Self { slope, intercepts }
    }

    pub(super) fn categories(&self) -> usize {
        self.intercepts.len() + 1
    }

    pub(super) fn thresholds(&self) -> Vec<f64> {
        self.intercepts.iter().map(|d| d / self.slope).collect()
    }

    /// Returns whether the numbers are within the laws of items.
    pub(super) fn is_lawful(&self) -> bool {
        let bounds = MIN_DISCRIMINATION..=MAX_DISCRIMINATION;
        let thresholds = self.thresholds();
        let mut gaps = thresholds.windows(2).map(|two| two[1] - two[0]);
        bounds.contains(&self.slope)
            && thresholds.iter().all(|b| b.abs() <= MAX_THRESHOLD)
            && gaps.all(|gap| gap >= MIN_THRESHOLD_GAP)
    }

    /// Returns what the same people would answer if `theta` were called `stretch * theta + shift`.
    pub(super) fn moved(&self, stretch: f64, shift: f64) -> Self {
        let slope = self.slope / stretch;
        let intercepts = self.intercepts.iter().map(|d| d + slope * shift).collect();
        Self { slope, intercepts }
    }

    /// Returns `P(X = x | theta)` of each node, a row for each category.
    pub(super) fn table(&self, nodes: &[f64]) -> Vec<f64> {
        let mut table = Vec::with_capacity(self.categories() * nodes.len());
        for x in 0..self.categories() {
            table.extend(nodes.iter().map(|&theta| self.at(x, theta).probability));
        }
        table
    }

    /// `ln P_x = ln F_x + ln(1 - F_{x+1}) + ln(1 - exp(d_x - d_{x+1}))`, each term where it exists, with
    /// `F_c = P(X >= c)`: no digits cancel in it, nor in what follows from it.
    fn at(&self, x: usize, theta: f64) -> Parts {
        let rise = |c: usize| logistic(self.slope * theta - self.intercepts[c - 1]);
        let last = x == self.intercepts.len();
        let lower = if x == 0 { Rise::CERTAIN } else { rise(x) };
        let upper = if last { Rise::NEVER } else { rise(x + 1) };
        let inner = x > 0 && !last;
        let narrow = || 1.0 / (self.intercepts[x] - self.intercepts[x - 1]).exp_m1();
        let narrow = inner.then(narrow).unwrap_or_default();
        Parts {
            lower,
            upper,
            narrow,
            // 1 - exp(-gap) = 1 / (1 + narrow).
            probability: lower.at_least * upper.below / (1.0 + narrow),
        }
    }

    /// Returns where the derivatives of `ln P_x` stand that are not 0.
    pub(super) fn places(&self, x: usize) -> Places {
        let lower = (x > 0).then_some(x);
        [Some(0), lower, (x < self.intercepts.len()).then_some(x + 1)]
    }

    /// Returns the derivatives of `ln P_x` at their [`Curve::places`].
    pub(super) fn score(&self, x: usize, theta: f64) -> [f64; 3] {
        let at = self.at(x, theta);
        let (lower, upper, narrow) = (at.lower, at.upper, at.narrow);
        [
            theta * (lower.below - upper.at_least),
            -lower.below - narrow,
            upper.at_least + narrow,
        ]
    }

    /// Returns the log likelihood of counts, a row of nodes for each category.
    pub(super) fn log_likelihood(&self, counts: &[f64], nodes: &[f64]) -> f64 {
        let rows = counts.chunks_exact(nodes.len()).enumerate();
        rows.map(|(x, row)| {
            let cells = row.iter().zip(nodes).filter(|(count, _)| **count > 0.0);
            let logs = cells.map(|(count, &theta)| {
                count * self.at(x, theta).probability.max(f64::MIN_POSITIVE).ln()
            });
            logs.sum::<f64>()
        })
        .sum()
    }

    /// Returns the derivatives of the log likelihood of counts.
    pub(super) fn derivatives(&self, counts: &[f64], nodes: &[f64]) -> Derivatives {
        let size = self.categories();
        let (mut gradient, mut curvature) = (vec![0.0; size], vec![0.0; size * size]);
        for (x, row) in counts.chunks_exact(nodes.len()).enumerate() {
            let mut first = [0.0; 3];
            // Second derivatives: slope twice, slope and each intercept, each intercept twice, both intercepts.
            let mut second = [0.0; 6];
            for (&count, &theta) in row.iter().zip(nodes).filter(|(count, _)| **count > 0.0) {
                let at = self.at(x, theta);
                let (lower, upper, narrow) = (at.lower, at.upper, at.narrow);
                let (below, above) = (lower.density(), upper.density());
                let narrow_slope = narrow * (1.0 + narrow);
                first[0] += count * theta * (lower.below - upper.at_least);
                first[1] -= count * (lower.below + narrow);
                first[2] += count * (upper.at_least + narrow);
                second[0] += count * theta * theta * (below + above);
                second[1] -= count * theta * below;
                second[2] -= count * theta * above;
                second[3] += count * (below + narrow_slope);
                second[4] += count * (above + narrow_slope);
                second[5] -= count * narrow_slope;
            }
            let places = self.places(x);
            let pairs = [(0, 0), (1, 0), (2, 0), (1, 1), (2, 2), (2, 1)];
            for (value, place) in first.into_iter().zip(places) {
                if let Some(place) = place {
                    gradient[place] += value;
                }
            }
            for (value, (row, column)) in second.into_iter().zip(pairs) {
                if let (Some(row), Some(column)) = (places[row], places[column]) {
                    curvature[row * size + column] += value;
                }
            }
        }
        Derivatives {
            gradient,
            curvature,
        }
    }

    /// Takes Newton steps towards the maximum of the log likelihood of counts within the laws of items, each halved until
    /// it climbs.
    pub(super) fn climb(&mut self, counts: &[f64], nodes: &[f64]) {
        let size = self.categories();
        for _ in 0..NEWTON_STEPS {
            let Derivatives {
                mut gradient,
                mut curvature,
            } = self.derivatives(counts, nodes);
            let outward = (self.slope >= MAX_DISCRIMINATION && gradient[0] > 0.0)
                || (self.slope <= MIN_DISCRIMINATION && gradient[0] < 0.0);
            if outward {
                gradient[0] = 0.0;
                (1..size).for_each(|row| curvature[row * size] = 0.0);
            }
            // A ridge keeps the step finite where a category holds next to nobody.
            (0..size).for_each(|place| curvature[place * size + place] += 1e-9);
            let Ok(root) = Root::new(curvature, size) else {
                return;
            };
            root.solve(&mut gradient);
            if gradient.iter().all(|step| step.abs() < 1e-10)
                || !self.step(&gradient, counts, nodes)
            {
                return;
            }
        }
    }

    fn step(&mut self, step: &[f64], counts: &[f64], nodes: &[f64]) -> bool {
        let here = self.log_likelihood(counts, nodes);
        let mut share = 1.0;
        for _ in 0..30 {
            let mut next = self.clone();
            next.slope =
                (self.slope + share * step[0]).clamp(MIN_DISCRIMINATION, MAX_DISCRIMINATION);
            for (intercept, step) in next.intercepts.iter_mut().zip(&step[1..]) {
                *intercept += share * step;
            }
            if next.is_lawful() && next.log_likelihood(counts, nodes) >= here {
                *self = next;
                return true;
            }
            share /= 2.0;
        }
        false
    }
}

/// A probability and what it leaves, each with all its digits.
#[derive(Clone, Copy)]
struct Rise {
    at_least: f64,
    below: f64,
}

impl Rise {
    const CERTAIN: Self = Self {
        at_least: 1.0,
        below: 0.0,
    };
    const NEVER: Self = Self {
        at_least: 0.0,
        below: 1.0,
    };

    fn density(self) -> f64 {
        self.at_least * self.below
    }
}

struct Parts {
    lower: Rise,
    upper: Rise,
    /// `1 / (exp(d_{x+1} - d_x) - 1)`, 0 at either end.
    narrow: f64,
    probability: f64,
}

fn logistic(x: f64) -> Rise {
    let small = (-x.abs()).exp();
    let (less, more) = (small / (1.0 + small), 1.0 / (1.0 + small));
    let (at_least, below) = if x >= 0.0 { (more, less) } else { (less, more) };
    Rise { at_least, below }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derivatives_are_those_of_the_logarithm() {
        let item = GradedItem::new(1.3, vec![-1.0, 0.2, 1.5]).unwrap();
        let curve = Curve::of(&item);
        let nodes = [-2.0, -0.3, 0.0, 0.7, 2.5];
        let counts: Vec<f64> = (0..20).map(|cell| f64::from(cell % 7) + 0.5).collect();
        let Derivatives {
            gradient,
            curvature,
        } = curve.derivatives(&counts, &nodes);
        let moved = |place: usize, by: f64| {
            let mut curve = curve.clone();
            match place {
                0 => curve.slope += by,
                _ => curve.intercepts[place - 1] += by,
            }
            curve
        };
        let h = 1e-5;
        for place in 0..4 {
            let (up, down) = (moved(place, h), moved(place, -h));
            let rise = up.log_likelihood(&counts, &nodes) - down.log_likelihood(&counts, &nodes);
            assert!((rise / (2.0 * h) - gradient[place]).abs() < 1e-5);
            let (up, down) = (
                up.derivatives(&counts, &nodes),
                down.derivatives(&counts, &nodes),
            );
            for other in 0..=place {
                let fall = (down.gradient[other] - up.gradient[other]) / (2.0 * h);
                assert!(
                    (fall - curvature[place * 4 + other]).abs() < 1e-4,
                    "{place} {other}"
                );
            }
        }
        for (x, category) in item.all_categories().enumerate() {
            let p = curve.at(x, 0.4).probability;
            assert!((p - item.probability(category, 0.4)).abs() < 1e-14);
        }
    }
}
