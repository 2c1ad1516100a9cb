//! How far two roles lie apart, by their profiles alone.

use statrs::distribution::{ContinuousCDF, Normal};

use super::NormalPrior;

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
