//! Weights rounded so that what is shown adds up.

/// Rounds these numbers to whole ones that add up to their rounded sum: each goes down or up to a whole number, and those
/// go up that have most left over (largest remainder, Hamilton).
#[expect(
    clippy::cast_possible_truncation,
    reason = "weights of evidence are far from the ends of an integer, and casts saturate"
)]
pub(super) fn shared_out(numbers: &[f64]) -> Vec<i64> {
    let whole = |number: f64| number as i64;
    let mut rounded: Vec<i64> = numbers.iter().map(|number| whole(number.floor())).collect();
    let sum = whole(numbers.iter().sum::<f64>().round());
    let up = usize::try_from(sum - rounded.iter().sum::<i64>()).unwrap_or(0);
    let mut order: Vec<usize> = (0..numbers.len()).collect();
    let left_over = |at: usize| numbers[at] - numbers[at].floor();
    order.sort_by(|&a, &b| left_over(b).total_cmp(&left_over(a)));
    for &at in order.iter().take(up) {
        rounded[at] += 1;
    }
    rounded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_that_would_each_be_rounded_down_still_make_the_whole() {
        assert_eq!(shared_out(&[5.4, 4.4, 4.4, -1.2, 0.6]), [6, 4, 4, -1, 1]);
        assert_eq!(shared_out(&[]), Vec::<i64>::new());
    }

    proptest! {
        #[test]
        fn what_is_shown_adds_up_and_is_nowhere_a_whole_off(numbers in prop::collection::vec(-60.0..60.0_f64, 0..12)) {
            let rounded = shared_out(&numbers);
            let sum: f64 = numbers.iter().sum();
            prop_assert!((rounded.iter().sum::<i64>() as f64 - sum.round()).abs() < 0.5);
            for (shown, number) in rounded.iter().zip(&numbers) {
                prop_assert!((*shown as f64 - number).abs() <= 1.0);
            }
        }
    }
}
