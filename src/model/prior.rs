//! Normal priors of a trait: the reference population, and the people who suit a role.

use statrs::distribution::{ContinuousCDF, Normal};
use thiserror::Error;

/// The farthest a role's mean may lie from 0, in standard deviations of the reference population.
pub const MAX_MEAN: f64 = 3.0;
/// The narrowest spread a role may have on a trait.
pub const MIN_SPREAD: f64 = 0.2;
/// The widest spread a role may have on a trait.
pub const MAX_SPREAD: f64 = 2.0;

/// The law that a mean or a spread breaks.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum NormalPriorError {
    /// `!(|mean| <= 3)`, or it is not a number.
    #[error("mean must lie within -{MAX_MEAN} and {MAX_MEAN}, but is {0}")]
    Mean(f64),
    /// `!(0.2 <= spread <= 2)`, or it is not a number.
    #[error("spread must lie within {MIN_SPREAD} and {MAX_SPREAD}, but is {0}")]
    Spread(f64),
}

/// `theta ~ Normal(mean, spread²)`, both in standard deviations of the reference population.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NormalPrior {
    mean: f64,
    spread: f64,
}

impl NormalPrior {
    /// The reference population, which is also what a role says of a trait it does not mention.
    pub const REFERENCE: Self = Self {
        mean: 0.0,
        spread: 1.0,
    };

    /// Makes a prior from its mean and its spread (a standard deviation).
    ///
    /// # Errors
    /// [`NormalPriorError`] names the law broken.
    pub fn new(mean: f64, spread: f64) -> Result<Self, NormalPriorError> {
        if !(mean.abs() <= MAX_MEAN) {
            return Err(NormalPriorError::Mean(mean));
        }
        if !(MIN_SPREAD..=MAX_SPREAD).contains(&spread) {
            return Err(NormalPriorError::Spread(spread));
        }
        Ok(Self { mean, spread })
    }

    /// Returns the mean.
    #[must_use]
    pub fn mean(self) -> f64 {
        self.mean
    }

    /// Returns the standard deviation.
    #[must_use]
    pub fn spread(self) -> f64 {
        self.spread
    }

    /// Returns the natural logarithm of the density at `theta`.
    #[must_use]
    pub fn log_density(self, theta: f64) -> f64 {
        let z = (theta - self.mean) / self.spread;
        -0.5 * z * z - self.spread.ln() - 0.5 * std::f64::consts::TAU.ln()
    }
}

/// How far two roles lie apart.
///
/// With `d_k = |mean_a - mean_b| / sqrt((spread_a² + spread_b²) / 2)` on trait k, the distance is `sqrt(sum_k d_k²)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Separation {
    /// The greatest `d_k`.
    pub greatest: f64,
    /// The distance over all traits.
    pub distance: f64,
}

impl Separation {
    /// Measures two profiles, which hold the same traits in the same order.
    #[must_use]
    pub fn of(a: &[NormalPrior], b: &[NormalPrior]) -> Self {
        let differences = a.iter().zip(b).map(|(p, q)| {
            let variance = f64::midpoint(p.spread().powi(2), q.spread().powi(2));
            (p.mean() - q.mean()).abs() / variance.sqrt()
        });
        Self {
            greatest: differences.clone().fold(0.0, f64::max),
            distance: differences.map(|d| d * d).sum::<f64>().sqrt(),
        }
    }

    /// Returns how often somebody who knew theta exactly would tell people of the two roles apart: `Phi(distance / 2)`,
    /// between 0.5 and 1. It is exact where the spreads are equal (Fisher, 1936), and near where they are not far apart.
    #[must_use]
    pub fn told_apart(self) -> f64 {
        Normal::standard().cdf(self.distance / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_role_twice_is_told_apart_by_chance_alone() {
        let one = [NormalPrior::new(0.5, 0.7).unwrap(); 3];
        assert_eq!(Separation::of(&one, &one).told_apart(), 0.5);
    }

    #[test]
    fn distances_on_traits_add_up_as_in_a_right_triangle() {
        // 3 and 4 spreads apart: 5 in all.
        let at = |mean: f64| NormalPrior::new(mean, 0.5).unwrap();
        let separation = Separation::of(&[at(0.0), at(0.0)], &[at(1.5), at(-2.0)]);
        assert_eq!((separation.greatest, separation.distance), (4.0, 5.0));
    }
}
