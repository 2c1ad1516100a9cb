//! What spoke for the first role rather than the second, in words. It adds up no evidence but what it leaves out.

use super::super::super::figures::{capitalised, count};
use super::super::super::prose::{Emphasis, Prose, data, joined, say};
use super::place::roles_beside;
use crate::assessment::{Assessment, TraitWeight, VerdictKind};
use crate::catalogue::Catalogue;
use crate::contrast::closest;
use crate::render::leaning::{Voice, preference, side};

/// Lighter traits are not listed: nobody feels half a deciban.
const LEAST_DECIBANS: f64 = 0.5;
/// Of no more traits than these the poles are explained.
const MOST_MEANT: usize = 3;

/// The traits by weight. What is shown of them are whole points that add up.
pub(in super::super) struct Weighed {
    /// Those that count, the heaviest first, and the points shown of each.
    pub(in super::super) listed: Vec<(TraitWeight, i64)>,
    /// How many hardly count.
    left_out: usize,
    /// The points of those together.
    rest: i64,
    /// The points of all.
    total: i64,
}

pub(in super::super) fn weighed(assessment: &Assessment) -> Weighed {
    let (listed, left_out): (Vec<_>, Vec<_>) = assessment
        .weight
        .heaviest_first()
        .into_iter()
        .partition(|one| one.decibans.abs() >= LEAST_DECIBANS);
    let mut weights: Vec<f64> = listed.iter().map(|one| one.decibans).collect();
    weights.push(left_out.iter().map(|one| one.decibans).sum());
    let mut points = shared_out(&weights);
    let total = points.iter().sum();
    let rest = points.pop().unwrap_or(0);
    // Rounded so that the points add up, one may come to nothing.
    let (listed, nothing): (Vec<_>, Vec<_>) = listed
        .into_iter()
        .zip(points)
        .partition(|(_, points)| *points != 0);
    Weighed {
        listed,
        left_out: left_out.len() + nothing.len(),
        rest,
        total,
    }
}

pub(in super::super) fn decided_heading(catalogue: &Catalogue, assessment: &Assessment) -> Prose {
    let name = |role: usize| catalogue.roles[role].name.as_str();
    let (start, between) = match assessment.verdict.kind {
        VerdictKind::Clear => ("What decided it: ", " rather than "),
        VerdictKind::Leaning | VerdictKind::Unlike => ("What speaks for ", " rather than "),
        VerdictKind::Between | VerdictKind::Open => ("What weighs for ", " or for "),
    };
    Prose::new()
        .with(Emphasis::Heading, start)
        .data(name(assessment.weight.winner))
        .with(Emphasis::Heading, between)
        .data(name(assessment.weight.runner_up))
}

/// Says in a sentence what speaks most for the first role and, where the verdict is not clear, in another what speaks most
/// for the second, as far as anything does.
pub(in super::super) fn why(catalogue: &Catalogue, assessment: &Assessment) -> Vec<Prose> {
    let listed = weighed(assessment).listed;
    let score = |one: &TraitWeight| &assessment.traits[one.trait_index];
    // Who leans neither way speaks for a role only because the other one asks for more.
    let leans = |one: &TraitWeight| side(score(one).score).is_some();
    let most = |role: usize, is_for: fn(i64) -> bool| {
        let reasons = listed.iter();
        let reasons = reasons.filter(|(one, points)| is_for(*points) && leans(one));
        let reasons = reasons.take(MOST_MEANT);
        let reasons: Vec<Prose> = reasons
            .map(|(one, _)| preference(catalogue, one.trait_index, score(one)))
            .collect();
        let role = data(&catalogue.roles[role].name);
        (!reasons.is_empty()).then(|| say("Most for {}: {}.", [role, joined(reasons, "; ")]))
    };
    let first = most(assessment.weight.winner, |points| points > 0);
    let is_clear = assessment.verdict.kind == VerdictKind::Clear;
    let second = most(assessment.weight.runner_up, |points| points < 0).filter(|_| !is_clear);
    first.into_iter().chain(second).collect()
}

/// Says how much a trait weighs by the points that are shown, so that equal points have equal words. The bounds are odds
/// of 10, 3 and 1.6 to one.
pub(in super::super) fn strength(points: i64) -> &'static str {
    let (for_it, against) = match points.abs() {
        10.. => ("very strong", "very strong, against"),
        5.. => ("strong", "strong, against"),
        2.. => ("some", "some, against"),
        _ => ("slight", "slight, against"),
    };
    if points < 0 { against } else { for_it }
}

/// Sums up: the traits that are not listed, the total and the unit.
pub(in super::super) fn rest(
    catalogue: &Catalogue,
    assessment: &Assessment,
    weighed: &Weighed,
) -> Prose {
    let left = weighed.left_out;
    let mut sentence = String::new();
    if left > 0 {
        let what = match (weighed.listed.is_empty(), left) {
            (true, _) => "No trait counts much".to_owned(),
            (false, 1) => "One other trait hardly counts".to_owned(),
            (false, _) => format!("{} other traits hardly count", capitalised(&count(left))),
        };
        sentence = format!("{what} ({}). ", weighed.rest);
    }
    let total = weighed.total;
    let points = if total.abs() == 1 { "point" } else { "points" };
    let sentence =
        format!("{sentence}Together {total} {points}; ten points are odds of ten to one.");
    Prose::new().dim(if third_is_nearer(catalogue, assessment, weighed) {
        format!("{sentence} Only these two roles are weighed here; another may lie nearer.")
    } else {
        sentence
    })
}

/// Says what the poles mean of the traits that weigh most: a word like `wide` says little to who sees it first.
pub(in super::super) fn poles_meant(catalogue: &Catalogue, weighed: &Weighed) -> Vec<Prose> {
    let listed = weighed.listed.iter().map(|(one, _)| one.trait_index);
    listed
        .filter(|&index| Voice::of(catalogue, index) == Voice::Poles)
        .take(MOST_MEANT)
        .map(|index| {
            let words = &catalogue.traits[index];
            say(
                "{} or {}: {}",
                [data(&words.low), data(&words.high), data(&words.about)],
            )
        })
        .collect()
}

/// Returns whether on a trait that is listed a role other than the two stands nearest, which would look like a
/// contradiction.
fn third_is_nearer(catalogue: &Catalogue, assessment: &Assessment, weighed: &Weighed) -> bool {
    let (winner, runner_up) = (assessment.weight.winner, assessment.weight.runner_up);
    let roles = roles_beside(assessment);
    weighed.listed.iter().any(|(one, _)| {
        let closest = closest(catalogue, &roles, &assessment.traits, one.trait_index);
        !(closest.is_empty() || closest.contains(&winner) || closest.contains(&runner_up))
    })
}

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
