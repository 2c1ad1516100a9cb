//! Where to put the nodes of the trapezoidal rule, so that its error stays below 1e-17 of the integral, and of its
//! moments below 1e-14.
//!
//! The integrands are a normal density times category probabilities. They are analytic in the strip
//! `|Im theta| < pi / a` around the real line, and there the equally spaced rule converges geometrically:
//! the error is at most `2 M(d) / (exp(2 pi d / h) - 1)` for step `h` and half-width `d`, where `M(d)` bounds the
//! integrand's growth (Trefethen & Weideman, 2014, theorem 5.1). A category probability grows at most by
//! `1 / cos²(a d / 2)`, a normal density by `exp(d² / (2 s²))`; the step below solves the bound for `h`, so it
//! narrows by itself when there are many answers, steep items or narrow priors.

use std::f64::consts::{PI, TAU};

use super::NormalPrior;

/// Accuracy asked of the rule, as a logarithm: the error is below `exp(-40)`, about 4e-18 of the integral. That of the
/// second moment is about `(2 pi / h)²` times as large, and typicality divides it by what little a flat item explains
/// of the variance, down to 2e-5.
const ACCURACY: f64 = 40.0;
/// How far the density may fall before the tail is cut, as a logarithm: about 4e-18.
pub(super) const TAIL: f64 = 40.0;

/// Returns the widest safe step for integrands made of `discriminations.len()` category probabilities
/// with these discriminations and a normal density no narrower than `spread`.
pub(super) fn step(discriminations: &[f64], spread: f64) -> f64 {
    let steepest = discriminations.iter().copied().fold(0.0, f64::max);
    let bound = |half_width: f64| {
        let growth: f64 = discriminations
            .iter()
            .map(|a| -2.0 * (a * half_width / 2.0).cos().ln())
            .sum();
        TAU * half_width / (ACCURACY + growth + half_width * half_width / (2.0 * spread * spread))
    };
    // Half-widths on a geometric ladder below the first pole; the bound is flat near its best, so a factor of 1.2 is close enough.
    let widest = if steepest > 0.0 {
        (0.95 * PI / steepest).min(8.0 * spread)
    } else {
        8.0 * spread
    };
    (0..24)
        .map(|rung| bound(widest / 1.2f64.powi(rung)))
        .fold(0.0, f64::max)
}

/// Returns the range outside which every posterior of these priors has less than `exp(-40)` of its mass,
/// whatever the answers to `items` items with thresholds no farther from 0 than `farthest`.
///
/// Beyond the last threshold `b` the likelihood can still rise, at most by a factor 2 an item, while a normal
/// density falls by `exp(-((theta - m)² - (b - m)²) / (2 s²))`.
pub(super) fn range(priors: &[NormalPrior], items: usize, farthest: f64) -> f64 {
    let allowance = 2.0 * (TAIL + items as f64 * std::f64::consts::LN_2);
    priors
        .iter()
        .map(|prior| {
            let (mean, spread) = (prior.mean().abs(), prior.spread());
            mean + ((farthest + mean).powi(2) + allowance * spread * spread).sqrt()
        })
        .fold(0.0, f64::max)
}

/// Returns nodes `step` apart that cover `low..=high`, lowest first.
pub(super) fn nodes(low: f64, high: f64, step: f64) -> Vec<f64> {
    let first = (low / step).floor();
    let count = node_count(low, high, step);
    (0..count).map(|i| (first + i as f64) * step).collect()
}

/// Returns how many nodes [`nodes`] would make.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the quotient is finite and positive"
)]
pub(super) fn node_count(low: f64, high: f64, step: f64) -> usize {
    ((high / step).ceil() - (low / step).floor()) as usize + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_answers_steeper_items_and_narrower_priors_need_a_finer_step() {
        let usual = step(&[1.2; 8], 0.8);
        assert!(step(&[1.2; 80], 0.8) < usual);
        assert!(step(&[5.0; 8], 0.8) < usual);
        assert!(step(&[1.2; 8], 0.2) < usual);
        assert!(usual > 0.15, "{usual} would waste nodes");
    }

    #[test]
    fn nodes_cover_the_range() {
        let nodes = nodes(-3.1, 4.2, 0.25);
        assert!(nodes[0] <= -3.1 && *nodes.last().unwrap() >= 4.2);
        assert!(
            nodes
                .windows(2)
                .all(|pair| (pair[1] - pair[0] - 0.25).abs() < 1e-12)
        );
    }
}
