//! Normal priors of a trait: the reference population, and the people who suit a role.

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
