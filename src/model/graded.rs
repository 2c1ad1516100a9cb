//! The graded response model of one item (Samejima, 1969).

use thiserror::Error;

/// The flattest discrimination an item may have; a flatter one would tell nothing.
pub const MIN_DISCRIMINATION: f64 = 0.01;
/// The steepest discrimination an item may have.
pub const MAX_DISCRIMINATION: f64 = 5.0;
/// The farthest a threshold may lie from 0, in standard deviations.
pub const MAX_THRESHOLD: f64 = 10.0;
/// The least by which a threshold may lie above the one before it: the category between them keeps a probability that
/// can be computed with.
pub const MIN_THRESHOLD_GAP: f64 = 1e-6;
/// The most categories an item may have: one digit answers it.
pub const MAX_CATEGORIES: usize = 9;

/// The law that the parameters of an item break.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum GradedItemError {
    /// `!(0.01 <= discrimination <= 5)`, or it is not a number.
    #[error(
        "discrimination must lie within {MIN_DISCRIMINATION} and {MAX_DISCRIMINATION}, but is {0}"
    )]
    Discrimination(f64),
    /// Fewer than 1 or more than 8 thresholds.
    #[error(
        "an item has 2 to {MAX_CATEGORIES} categories, one more than its thresholds, of which there are {0}"
    )]
    ThresholdCount(usize),
    /// `!(|threshold| <= 10)`, or it is not a number.
    #[error("threshold {} must lie within -{MAX_THRESHOLD} and {MAX_THRESHOLD}, but is {value}", index + 1)]
    Threshold {
        /// Place in the list, from 0.
        index: usize,
        /// The value given.
        value: f64,
    },
    /// `!(threshold[index] - threshold[index - 1] >= 1e-6)`.
    #[error(
        "thresholds must rise by {MIN_THRESHOLD_GAP} at least: threshold {} is {value}, the one before it {before}",
        index + 1
    )]
    NotRising {
        /// Place of the threshold that does not rise, from 0.
        index: usize,
        /// The value given.
        value: f64,
        /// The threshold before it.
        before: f64,
    },
}

/// An answer turned towards the high pole: 0 is nearest the low pole, `C - 1` nearest the high one.
///
/// Only [`GradedItem::category`] makes one, so a category always belongs to some item's range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Category(u8);

impl Category {
    /// Returns the category as an index, `0..C-1`.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// One item of the graded response model.
///
/// `P(X >= c | theta) = 1 / (1 + exp(-a (theta - b_c)))` for `c = 1..C-1`, where `a` is the discrimination
/// (per standard deviation; 0.8 to 2.5 is usual) and `b_1 < … < b_{C-1}` are the thresholds, in standard deviations.
#[derive(Debug, Clone, PartialEq)]
pub struct GradedItem {
    discrimination: f64,
    thresholds: Vec<f64>,
}

impl GradedItem {
    /// Makes an item from its discrimination and its thresholds, lowest first.
    ///
    /// # Errors
    /// [`GradedItemError`] names the first law broken.
    pub fn new(discrimination: f64, thresholds: Vec<f64>) -> Result<Self, GradedItemError> {
        if !(MIN_DISCRIMINATION..=MAX_DISCRIMINATION).contains(&discrimination) {
            return Err(GradedItemError::Discrimination(discrimination));
        }
        if thresholds.is_empty() || thresholds.len() >= MAX_CATEGORIES {
            return Err(GradedItemError::ThresholdCount(thresholds.len()));
        }
        for (index, &value) in thresholds.iter().enumerate() {
            if !(value.abs() <= MAX_THRESHOLD) {
                return Err(GradedItemError::Threshold { index, value });
            }
            if index > 0 && !(value - thresholds[index - 1] >= MIN_THRESHOLD_GAP) {
                return Err(GradedItemError::NotRising {
                    index,
                    value,
                    before: thresholds[index - 1],
                });
            }
        }
        Ok(Self {
            discrimination,
            thresholds,
        })
    }

    /// Returns thresholds one standard deviation apart and centred on 0: `b_c = c - C / 2`, lowest first.
    #[must_use]
    pub fn even_thresholds(categories: usize) -> Vec<f64> {
        (1..categories)
            .map(|c| c as f64 - categories as f64 / 2.0)
            .collect()
    }

    /// Returns the discrimination, per standard deviation of theta.
    #[must_use]
    pub fn discrimination(&self) -> f64 {
        self.discrimination
    }

    /// Returns the thresholds in standard deviations, lowest first.
    #[must_use]
    pub fn thresholds(&self) -> &[f64] {
        &self.thresholds
    }

    /// Returns the parameters as bits, equal exactly for equal items.
    pub(super) fn bits(&self) -> Vec<u64> {
        std::iter::once(&self.discrimination)
            .chain(&self.thresholds)
            .map(|number| number.to_bits())
            .collect()
    }

    /// Returns the number of categories, at least 2.
    #[must_use]
    pub fn categories(&self) -> usize {
        self.thresholds.len() + 1
    }

    /// Returns the category with this index, or nothing where the item has no such category.
    #[must_use]
    pub fn category(&self, index: usize) -> Option<Category> {
        (index < self.categories())
            .then(|| Category(u8::try_from(index).expect("an item has at most 9 categories")))
    }

    /// Returns every category, lowest first.
    pub fn all_categories(&self) -> impl Iterator<Item = Category> + use<> {
        let count = u8::try_from(self.categories()).expect("an item has at most 9 categories");
        (0..count).map(Category)
    }

    /// Returns the category at the other end of the scale: `C - 1 - category`.
    #[must_use]
    pub fn reversed(&self, category: Category) -> Category {
        self.category(self.categories() - 1 - category.index())
            .expect("reversing stays within the item's range")
    }

    /// Returns the natural logarithm of `P(X = category | theta)`; finite for every finite theta.
    ///
    /// With `x = a (theta - b_k)` and `y = a (theta - b_{k+1})`, the difference of two logistics is
    /// `s(x) - s(y) = s(x) s(-y) (1 - exp(y - x))`: a product, so no digits cancel in either tail.
    #[must_use]
    pub fn log_probability(&self, category: Category, theta: f64) -> f64 {
        let k = category.index();
        let a = self.discrimination;
        let below = k.checked_sub(1).map(|i| self.thresholds[i]);
        let above = self.thresholds.get(k).copied();
        let mut log_probability = 0.0;
        if let Some(b) = below {
            log_probability -= softplus(-a * (theta - b));
        }
        if let Some(b) = above {
            log_probability -= softplus(a * (theta - b));
        }
        if let (Some(low), Some(high)) = (below, above) {
            log_probability += (-(-a * (high - low)).exp_m1()).ln();
        }
        log_probability
    }

    /// Returns `P(X = category | theta)`.
    #[must_use]
    pub fn probability(&self, category: Category, theta: f64) -> f64 {
        let k = category.index();
        let a = self.discrimination;
        let below = k.checked_sub(1).map(|i| self.thresholds[i]);
        let above = self.thresholds.get(k).copied();
        match (below, above) {
            (Some(low), Some(high)) => {
                logistic(a * (theta - low))
                    * logistic(-a * (theta - high))
                    * -(-a * (high - low)).exp_m1()
            }
            (Some(low), None) => logistic(a * (theta - low)),
            (None, Some(high)) => logistic(-a * (theta - high)),
            (None, None) => 1.0,
        }
    }

    /// Returns the probability of each category at `theta`: one value per category, lowest first; they sum to 1.
    #[must_use]
    pub fn category_probabilities(&self, theta: f64) -> Vec<f64> {
        self.all_categories()
            .map(|category| self.probability(category, theta))
            .collect()
    }

    /// Returns the slope of `ln P(X = category | theta)` in theta: `a (1 - P(X >= k) - P(X >= k + 1))`.
    pub(super) fn log_probability_slope(&self, category: Category, theta: f64) -> f64 {
        let k = category.index();
        let a = self.discrimination;
        let at_least = k
            .checked_sub(1)
            .map_or(1.0, |i| logistic(a * (theta - self.thresholds[i])));
        let above = self
            .thresholds
            .get(k)
            .map_or(0.0, |b| logistic(a * (theta - b)));
        a * (1.0 - at_least - above)
    }

    /// Returns the Fisher information at `theta`, per squared standard deviation (Samejima, 1969):
    /// `sum_k P_k'^2 / P_k` with `P_k' = P_k · a (1 - P(X >= k) - P(X >= k + 1))`.
    #[must_use]
    pub fn fisher_information(&self, theta: f64) -> f64 {
        self.all_categories()
            .map(|category| {
                self.probability(category, theta)
                    * self.log_probability_slope(category, theta).powi(2)
            })
            .sum()
    }
}

/// `1 / (1 + exp(-x))`, without overflow on either side.
fn logistic(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + (-x).exp())
    } else {
        let e = x.exp();
        e / (1.0 + e)
    }
}

/// `ln(1 + exp(x))`, without overflow on either side.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item() -> GradedItem {
        GradedItem::new(1.3, vec![-1.0, 0.0, 1.5]).unwrap()
    }

    #[test]
    fn symmetric_item_at_its_centre_splits_the_tails_evenly() {
        // a = 1, b = (-1, 1), theta = 0: each tail is 1 / (1 + e).
        let tail = 1.0 / (1.0 + 1f64.exp());
        let item = GradedItem::new(1.0, vec![-1.0, 1.0]).unwrap();
        for (got, want) in
            item.category_probabilities(0.0)
                .iter()
                .zip([tail, 1.0 - 2.0 * tail, tail])
        {
            assert!((got - want).abs() < 1e-15, "{got} is not {want}");
        }
    }

    #[test]
    fn probabilities_sum_to_one_at_every_theta() {
        for step in -80..=80 {
            let sum: f64 = item()
                .category_probabilities(f64::from(step) / 4.0)
                .iter()
                .sum();
            assert!((sum - 1.0).abs() < 1e-14, "{sum}");
        }
    }

    #[test]
    fn logarithms_stay_finite_where_probabilities_vanish() {
        for k in 0..4 {
            for theta in [-1e6, -40.0, 0.0, 40.0, 1e6] {
                assert!(
                    item()
                        .log_probability(item().category(k).unwrap(), theta)
                        .is_finite()
                );
            }
        }
    }

    #[test]
    fn logarithm_and_probability_agree() {
        for k in 0..4 {
            for step in -20..=20 {
                let (category, theta) = (item().category(k).unwrap(), f64::from(step) / 2.0);
                let difference = item().log_probability(category, theta)
                    - item().probability(category, theta).ln();
                assert!(difference.abs() < 1e-12, "{difference}");
            }
        }
    }

    #[test]
    fn slope_is_the_derivative_of_the_logarithm() {
        for k in 0..4 {
            let (category, h) = (item().category(k).unwrap(), 1e-5);
            let secant = (item().log_probability(category, 0.3 + h)
                - item().log_probability(category, 0.3 - h))
                / (2.0 * h);
            assert!((secant - item().log_probability_slope(category, 0.3)).abs() < 1e-8);
        }
    }

    #[test]
    fn even_thresholds_are_one_apart_and_centred() {
        assert_eq!(GradedItem::even_thresholds(4), [-1.0, 0.0, 1.0]);
        assert_eq!(GradedItem::even_thresholds(5), [-1.5, -0.5, 0.5, 1.5]);
    }

    #[test]
    fn every_law_broken_is_named() {
        assert!(matches!(
            GradedItem::new(f64::NAN, vec![0.0]),
            Err(GradedItemError::Discrimination(_))
        ));
        assert!(matches!(
            GradedItem::new(0.0, vec![0.0]),
            Err(GradedItemError::Discrimination(_))
        ));
        assert!(matches!(
            GradedItem::new(5.1, vec![0.0]),
            Err(GradedItemError::Discrimination(_))
        ));
        assert!(matches!(
            GradedItem::new(0.009, vec![0.0]),
            Err(GradedItemError::Discrimination(_))
        ));
        assert!(matches!(
            GradedItem::new(1.0, vec![]),
            Err(GradedItemError::ThresholdCount(0))
        ));
        assert!(matches!(
            GradedItem::new(1.0, vec![f64::NAN]),
            Err(GradedItemError::Threshold { index: 0, .. })
        ));
        assert!(matches!(
            GradedItem::new(1.0, vec![0.0, 0.0]),
            Err(GradedItemError::NotRising { index: 1, .. })
        ));
        assert!(matches!(
            GradedItem::new(1.0, vec![0.0, 9e-7]),
            Err(GradedItemError::NotRising { index: 1, .. })
        ));
    }
}
