//! Does the model suit this person at all? Typicality of a role, and person fit.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::{Category, GradedItem, NormalPrior, TraitPosterior};

/// Below this share of explained variance a trait's answers carry no information worth a degree of freedom.
const LEAST_SHARE: f64 = 1e-9;

/// Returns how typical a person is of a role: the chi-square upper tail of the squared distance between the person's
/// unshrunk trait estimates and the role's means, between 0 and 1. Without any informative answer it is 1.
///
/// With `v` the posterior variance under the reference prior, `I = 1/v - 1` is the information of the answers,
/// `t = EAP (1 + 1/I)` the unshrunk estimate, and `D² = sum (t - mean)² / (spread² + 1/I)` over traits with answers.
/// In terms of the share `u = 1 - v` that the answers explain, `1 + 1/I = 1/u` and a summand is
/// `(EAP - u mean)² / (u (u spread² + v))`, which stays finite as `u` falls to 0.
#[must_use]
pub fn typicality<'a>(traits: impl Iterator<Item = (&'a TraitPosterior, NormalPrior)>) -> f64 {
    let (mut distance, mut degrees) = (0.0, 0.0);
    for (posterior, role) in traits {
        let variance = posterior.variance();
        let share = 1.0 - variance;
        if posterior.answered() == 0 || share < LEAST_SHARE {
            continue;
        }
        let residual = posterior.eap() - share * role.mean();
        distance += residual * residual / (share * (share * role.spread().powi(2) + variance));
        degrees += 1.0;
    }
    if degrees == 0.0 {
        return 1.0;
    }
    ChiSquared::new(degrees)
        .expect("degrees of freedom are above 0")
        .sf(distance)
}

/// Adds up the standardised log-likelihood `l_z` of a response pattern (Drasgow, Levine & Williams, 1985), which is
/// near 0 for answers that hang together and below -2 for answers that contradict one another.
#[derive(Debug, Clone, Copy, Default)]
pub struct FitTally {
    observed: f64,
    expected: f64,
    variance: f64,
}

impl FitTally {
    /// Takes in one answer, at the person's EAP on its trait.
    pub fn add(&mut self, item: &GradedItem, category: Category, theta: f64) {
        self.observed += item.log_probability(category, theta);
        let (mut mean, mut square) = (0.0, 0.0);
        for category in item.all_categories() {
            let (probability, log) = (
                item.probability(category, theta),
                item.log_probability(category, theta),
            );
            mean += probability * log;
            square += probability * log * log;
        }
        self.expected += mean;
        self.variance += (square - mean * mean).max(0.0);
    }

    /// Returns `(l_0 - E(l_0)) / sqrt(Var(l_0))`, or nothing where there is no variance to hold it against.
    #[must_use]
    pub fn lz(&self) -> Option<f64> {
        (self.variance > 1e-12).then(|| (self.observed - self.expected) / self.variance.sqrt())
    }
}

/// Returns the length of the longest run of equal positions.
#[must_use]
pub fn longest_run(positions: impl Iterator<Item = usize>) -> usize {
    let (mut longest, mut current, mut last) = (0, 0, None);
    for position in positions {
        current = if last == Some(position) {
            current + 1
        } else {
            1
        };
        last = Some(position);
        longest = longest.max(current);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TraitBank;

    #[test]
    fn typicality_of_one_trait_is_the_two_sided_normal_tail() {
        // One trait: D² = z², and the upper tail of chi-square with 1 degree is 2 (1 - Phi(|z|)).
        let role = NormalPrior::new(0.9, 0.8).unwrap();
        let item = GradedItem::new(1.3, vec![-1.0, 0.0, 1.0]).unwrap();
        let bank = TraitBank::new(vec![item.clone(); 6], &[role]);
        let answers: Vec<_> = (0..6).map(|i| (i, item.category(0).unwrap())).collect();
        let posterior = bank.posterior(&answers);
        let information = 1.0 / posterior.variance() - 1.0;
        let unshrunk = posterior.eap() * (1.0 + 1.0 / information);
        let z = (unshrunk - 0.9) / (0.64 + 1.0 / information).sqrt();
        let tail = 2.0 * statrs::distribution::Normal::standard().sf(z.abs());
        assert!((typicality([(&posterior, role)].into_iter()) - tail).abs() < 1e-10);
    }

    #[test]
    fn nobody_is_atypical_before_answering() {
        let role = NormalPrior::new(3.0, 0.2).unwrap();
        let bank = TraitBank::new(vec![], &[role]);
        assert_eq!(typicality([(&bank.posterior(&[]), role)].into_iter()), 1.0);
    }

    #[test]
    fn the_likeliest_answers_fit_well_and_the_unlikeliest_badly() {
        let item = GradedItem::new(2.0, vec![-1.0, 0.0, 1.0]).unwrap();
        let (mut good, mut bad) = (FitTally::default(), FitTally::default());
        for _ in 0..10 {
            good.add(&item, item.category(3).unwrap(), 2.0);
            bad.add(&item, item.category(0).unwrap(), 2.0);
        }
        assert!(good.lz().unwrap() > 0.0);
        assert!(bad.lz().unwrap() < -10.0);
        assert_eq!(FitTally::default().lz(), None);
    }

    #[test]
    fn runs_are_counted_within_equal_positions_only() {
        assert_eq!(longest_run([1, 1, 2, 2, 2, 1].into_iter()), 3);
        assert_eq!(longest_run(std::iter::empty()), 0);
    }
}
