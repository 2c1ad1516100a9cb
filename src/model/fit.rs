//! Does the model suit this person at all? Typicality of a role, and person fit.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::f64::consts::FRAC_2_SQRT_PI;

use libm::erfc;
use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::{Category, GradedItem, MAX_CATEGORIES, NormalPrior, TraitPosterior};

/// Up to so many degrees of freedom the chi-square tail is a short sum, and `exp(-x / 2)` underflows only where the
/// tail does.
const MAX_SUMMED_DEGREES: u32 = 64;

/// Returns how typical a person is of a role: the chi-square upper tail of the squared distance between the person's
/// unshrunk trait estimates and the role's means, between 0 and 1. Without any answer it is 1.
///
/// With `v` the posterior variance under the reference prior, `I = 1/v - 1` is the information of the answers,
/// `t = EAP (1 + 1/I)` the unshrunk estimate, and `D² = sum (t - mean)² / (spread² + 1/I)` over traits with answers, the
/// spread being how much people who suit the role differ.
/// In terms of the share `u = 1 - v` that the answers explain, `1 + 1/I = 1/u` and a summand is
/// `(EAP - u mean)² / (u (u spread² + v))`, which falls to 0 with `u`: answers that anybody would give take nobody away
/// from a role, and count as answers all the same.
#[must_use]
pub fn typicality<'a>(traits: impl Iterator<Item = (&'a TraitPosterior, NormalPrior)>) -> f64 {
    typicality_up_to(traits.map(|(posterior, role)| (posterior, role, None)))
}

/// Returns how typical a person is of a role by those traits alone on which they do not stand beyond its mean, on the side
/// to which the role leans. That side comes with each trait: `Less` below the mean, `Greater` above it, or none where the
/// role leans to no side. Somebody who is typical then but not by [`typicality`] is like the people of the role, only
/// more so.
#[must_use]
pub fn typicality_up_to<'a>(
    traits: impl Iterator<Item = (&'a TraitPosterior, NormalPrior, Option<Ordering>)>,
) -> f64 {
    let (mut distance, mut degrees) = (0.0, 0);
    for (posterior, role, own_side) in traits {
        let variance = posterior.variance();
        let share = 1.0 - variance;
        if posterior.answered() == 0 {
            continue;
        }
        let residual = posterior.eap() - share * role.mean();
        if share > 0.0 && own_side == Some(residual.total_cmp(&0.0)) {
            continue;
        }
        degrees += 1;
        // Rounding may leave nothing of the share, and less.
        if share > 0.0 {
            distance += residual * residual / (share * (share * role.spread().powi(2) + variance));
        }
    }
    upper_tail(distance, degrees)
}

/// Returns `P(X > x)` of the chi-square distribution with this many degrees of freedom; with none it is 1.
///
/// For whole degrees of freedom the tail is a finite sum of positive terms (Abramowitz & Stegun, 1964, 26.4.4 and
/// 26.4.5): with `h = x / 2` it is `exp(-h) sum_{j < n/2} h^j / j!` for even n, and
/// `erfc(sqrt h) + exp(-h) sum_{j < (n-1)/2} h^(j + 1/2) / gamma(j + 3/2)` for odd n.
fn upper_tail(x: f64, degrees: u32) -> f64 {
    if degrees == 0 {
        return 1.0;
    }
    if degrees > MAX_SUMMED_DEGREES {
        return ChiSquared::new(f64::from(degrees))
            .expect("degrees of freedom are above 0")
            .sf(x);
    }
    let half = x / 2.0;
    // The error function comes from `libm`: that of `statrs` is 5e-11 off near 1/2.
    let odd = degrees % 2 == 1;
    let (mut tail, mut term, offset) = if odd {
        (erfc(half.sqrt()), half.sqrt() * FRAC_2_SQRT_PI, 1.5)
    } else {
        (0.0, 1.0, 1.0)
    };
    let mut sum = 0.0;
    for j in 0..degrees / 2 {
        sum += term;
        term *= half / (f64::from(j) + offset);
    }
    tail += sum * (-half).exp();
    tail.min(1.0)
}

/// What an item's answers are worth to person fit, prepared so that one exponential and a logarithm a threshold give
/// every category's.
///
/// With `t_c = exp(a (theta - b_c))`, `L_c = ln(1 + t_c)` and `g_k = 1 - exp(-a (b_{k+1} - b_k))`,
/// `ln P(X = k) = a (theta - b_k) - L_k - L_{k+1} + ln g_k`, without the terms of thresholds that there are not.
#[derive(Debug, Clone)]
pub(super) struct FitCurve {
    discrimination: f64,
    /// `a b_c` and `exp(-a b_c)`, per threshold; at most `exp(50)`.
    thresholds: Vec<(f64, f64)>,
    /// `g_k` and `ln g_k`, per category; 1 and 0 at the ends.
    gaps: Vec<(f64, f64)>,
}

/// The log-probabilities of an item's categories at one theta, with their mean and variance.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ItemFit {
    logs: [f64; MAX_CATEGORIES],
    mean: f64,
    variance: f64,
}

impl FitCurve {
    pub(super) fn new(item: &GradedItem) -> Self {
        let a = item.discrimination();
        let mut gaps = vec![(1.0, 0.0); item.categories()];
        for (k, pair) in item.thresholds().windows(2).enumerate() {
            let gap = -(-a * (pair[1] - pair[0])).exp_m1();
            gaps[k + 1] = (gap, gap.ln());
        }
        Self {
            discrimination: a,
            thresholds: item
                .thresholds()
                .iter()
                .map(|b| (a * b, (-a * b).exp()))
                .collect(),
            gaps,
        }
    }

    pub(super) fn at(&self, theta: f64) -> ItemFit {
        let scaled = self.discrimination * theta;
        let power = scaled.exp();
        let mut fit = ItemFit::default();
        // Of the threshold below the category: ln P(X >= k) and P(X >= k).
        let (mut log_reached, mut reached) = (0.0, 1.0);
        let mut square = 0.0;
        for (k, &(gap, log_gap)) in self.gaps.iter().enumerate() {
            let mut log = log_reached + log_gap;
            let mut probability = reached * gap;
            if let Some(&(ab, exp_ab)) = self.thresholds.get(k) {
                let t = power * exp_ab;
                let (log_sum, below) = ((1.0 + t).ln(), 1.0 / (1.0 + t));
                log -= log_sum;
                probability *= below;
                (log_reached, reached) = (scaled - ab - log_sum, t * below);
            }
            fit.logs[k] = log;
            fit.mean += probability * log;
            square += probability * log * log;
        }
        fit.variance = (square - fit.mean * fit.mean).max(0.0);
        fit
    }
}

/// Adds up the standardised log-likelihood `l_z` of a response pattern (Drasgow, Levine & Williams, 1985), which is
/// near 0 for answers that hang together and below -2 for answers that contradict one another.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FitTally {
    observed: f64,
    expected: f64,
    variance: f64,
}

impl FitTally {
    /// Takes in one answer, with its item at the person's EAP on its trait.
    pub(super) fn add(&mut self, item: &ItemFit, category: Category) {
        self.observed += item.logs[category.index()];
        self.expected += item.mean;
        self.variance += item.variance;
    }

    /// Returns `(l_0 - E(l_0)) / sqrt(Var(l_0))`, or nothing where there is no variance to hold it against.
    pub(super) fn lz(&self) -> Option<f64> {
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

/// Returns the length of the longest run of equal positions that there is in whatever order they were chosen: with m of
/// the most frequent position among n, the others part them into n - m + 1 runs at most, and one of these has m / (n - m
/// + 1), rounded up.
#[must_use]
pub fn surest_run(positions: impl Iterator<Item = usize>) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for position in positions {
        *counts.entry(position).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let most = counts.values().copied().max().unwrap_or(0);
    most.div_ceil(all - most + 1)
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
    fn short_sums_give_the_chi_square_tail() {
        for degrees in 1..=MAX_SUMMED_DEGREES {
            let whole = ChiSquared::new(f64::from(degrees)).unwrap();
            for step in 0..200 {
                let x = f64::from(step * step) / 50.0;
                let (got, want) = (upper_tail(x, degrees), whole.sf(x));
                assert!((got - want).abs() < 1e-12, "{degrees} {x}: {got} {want}");
            }
        }
        assert_eq!(upper_tail(1e9, 8), 0.0);
        // erfc(1/2), and exp(-1/2) (1 + 1/2), from tables.
        assert!((upper_tail(0.5, 1) - 0.479_500_122_186_953_5).abs() < 1e-14);
        assert!((upper_tail(1.0, 4) - 0.909_795_989_568_950_1).abs() < 1e-15);
    }

    #[test]
    fn prepared_curves_give_the_probabilities_of_the_item() {
        for thresholds in [
            vec![0.3],
            vec![-10.0, -9.9, 0.0, 10.0],
            vec![-1.5, 0.0, 2.0],
        ] {
            for a in [0.05, 1.3, 5.0] {
                let item = GradedItem::new(a, thresholds.clone()).unwrap();
                let curve = FitCurve::new(&item);
                for step in -60..=60 {
                    let theta = f64::from(step) / 5.0;
                    let fit = curve.at(theta);
                    let mut mean = 0.0;
                    for category in item.all_categories() {
                        let want = item.log_probability(category, theta);
                        assert!((fit.logs[category.index()] - want).abs() < 1e-12);
                        mean += item.probability(category, theta) * want;
                    }
                    assert!((fit.mean - mean).abs() < 1e-12);
                }
            }
        }
    }

    #[test]
    fn nobody_is_atypical_before_answering() {
        let role = NormalPrior::new(3.0, 0.2).unwrap();
        let bank = TraitBank::new(vec![], &[role]);
        assert_eq!(typicality([(&bank.posterior(&[]), role)].into_iter()), 1.0);
    }

    #[test]
    fn a_trait_on_which_somebody_stands_beyond_a_role_on_its_own_side_counts_neither_way() {
        let item = GradedItem::new(3.0, vec![-1.0, 0.0, 1.0]).unwrap();
        let role = NormalPrior::new(0.5, 0.5).unwrap();
        let bank = TraitBank::new(vec![item; 6], &[role]);
        let answers = |index| -> Vec<_> {
            let category = bank.items()[0].category(index).unwrap();
            (0..6).map(|item| (item, category)).collect()
        };
        let (above, below) = (bank.posterior(&answers(3)), bank.posterior(&answers(0)));
        let up_to = |posterior, side| typicality_up_to([(posterior, role, side)].into_iter());
        assert_eq!(up_to(&above, Some(Ordering::Greater)), 1.0);
        for (posterior, side) in [
            (&above, Some(Ordering::Less)),
            (&above, None),
            (&below, Some(Ordering::Greater)),
        ] {
            let plain = typicality([(posterior, role)].into_iter());
            assert_eq!(up_to(posterior, side), plain);
            assert!(plain < 0.1, "{plain}");
        }
        // Going further on one trait makes up for nothing on another.
        let both = [
            (&above, role, Some(Ordering::Greater)),
            (&below, role, Some(Ordering::Greater)),
        ];
        assert_eq!(typicality_up_to(both.into_iter()), up_to(&below, None));
    }

    #[test]
    fn an_answer_that_anybody_would_give_counts_and_moves_nobody_away() {
        let reference = NormalPrior::REFERENCE;
        let bank = |b: f64| {
            let items = vec![GradedItem::new(5.0, vec![b]).unwrap()];
            TraitBank::new(items, &[reference])
        };
        let answer = |bank: &TraitBank| {
            let category = bank.items()[0].category(0).unwrap();
            bank.posterior(&[(0, category)])
        };
        let telling = answer(&bank(0.3));
        // From an answer of some use to one that the posterior cannot tell from none: no jump on the way.
        let with = |b: f64| {
            let other = answer(&bank(b));
            typicality([(&telling, reference), (&other, reference)].into_iter())
        };
        let far: Vec<f64> = (40..=100).map(|b| with(f64::from(b) / 10.0)).collect();
        assert!(far.is_sorted() && far.windows(2).all(|pair| pair[1] - pair[0] < 1e-3));
        assert!(far[60] > typicality([(&telling, reference)].into_iter()) + 0.01);
    }

    #[test]
    fn the_likeliest_answers_fit_well_and_the_unlikeliest_badly() {
        let item = GradedItem::new(2.0, vec![-1.0, 0.0, 1.0]).unwrap();
        let (mut good, mut bad) = (FitTally::default(), FitTally::default());
        let at = FitCurve::new(&item).at(2.0);
        for _ in 0..10 {
            good.add(&at, item.category(3).unwrap());
            bad.add(&at, item.category(0).unwrap());
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

    #[test]
    fn the_surest_run_is_the_shortest_that_any_order_has() {
        for (counts, surest) in [
            (&[][..], 0),
            (&[7], 7),
            (&[6, 1], 3),
            (&[7, 1], 4),
            (&[4, 4], 1),
            (&[5, 2, 1], 2),
        ] {
            let numbered = counts.iter().enumerate();
            let all: Vec<usize> = numbered
                .flat_map(|(one, &count)| vec![one; count])
                .collect();
            assert_eq!(surest_run(all.iter().copied()), surest, "{counts:?}");
            // All orders of eight positions: 8! of them.
            let orders = (0..40_320).map(|order| {
                let (mut left, mut seed) = (all.clone(), order);
                std::iter::from_fn(move || {
                    let count = left.len();
                    (count > 0).then(|| {
                        let next = left.remove(seed % count);
                        seed /= count;
                        next
                    })
                })
            });
            let shortest = orders.map(longest_run).min().unwrap_or_default();
            assert_eq!(shortest, surest, "{counts:?}");
        }
    }
}
