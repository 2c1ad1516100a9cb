//! Two results of one questionnaire side by side: which traits differ by more than chance explains, and which answers
//! differ at all. The second may be a later one, or somebody else's view.

use libm::erfc;

use super::{Assessment, TraitScore};
use crate::catalogue::{Catalogue, Response};

/// How often, at most, chance alone makes any trait of a comparison differ.
const FALSE_ALARMS: f64 = 0.05;
/// Below this share of explained variance a trait's answers carry no information.
const LEAST_SHARE: f64 = 1e-9;

/// How two results belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Of one person or one piece of work, answered twice by the same hand.
    Retake,
    /// Somebody's own, and somebody else's view of them.
    SecondOpinion,
    /// Two views of one person, neither their own.
    TwoOpinions,
}

impl Relation {
    /// Returns how two results belong together, or nothing where they are about two people.
    #[must_use]
    pub fn of(before: &Assessment, after: &Assessment) -> Option<Self> {
        match (&before.about, &after.about) {
            (None, None) => Some(Self::Retake),
            (Some(_), None) | (None, Some(_)) => Some(Self::SecondOpinion),
            (Some(first), Some(second)) => (first == second).then_some(Self::TwoOpinions),
        }
    }
}

/// What differs between two results.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Traits with answers in both results, in the catalogue's order.
    pub traits: Vec<TraitChange>,
    /// How many items were answered in both.
    pub shared: usize,
    /// The items answered otherwise, the greatest difference first; equals in the catalogue's order.
    pub answers: Vec<AnswerChange>,
}

/// What differs on one trait.
///
/// The answers alone place somebody at `t = EAP / u` with the variance `1 / I = v / u`, where `v` is the posterior
/// variance, `u = 1 - v` the share that the answers explain and `I = 1/v - 1` their information: the prior, which pulls
/// both results to the middle and knows neither, is taken out. The difference of two such places, divided by its
/// standard error, is the reliable change index (Jacobson & Truax, 1991), here with the errors of the answers that were
/// given instead of one reliability for all.
///
/// Whoever has not moved stands at one place, where an answer tells as much both times. What an answer told is thus taken
/// from the result in which it was less: with `w = max(n_a v_a / u_a, n_b v_b / u_b)` for `n_a` and `n_b` answers, the
/// square of the standard error is `w / n_a + w / n_b`. With the two variances as they are, chance would alarm in up to
/// 7 of 100 comparisons instead of 5 (simulated on `product-roles`): the result that went astray looks surer than it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TraitChange {
    /// Index of the trait.
    pub trait_index: usize,
    /// The second place less the first, in standard deviations of the reference population; above 0 is towards the high
    /// pole.
    pub difference: f64,
    /// The standard error of the difference.
    pub standard_error: f64,
    /// The reliable change index: the difference in standard errors.
    pub index: f64,
    /// How often chance alone gives an index as far from 0, were this trait the only one looked at.
    pub p: f64,
    /// The same with all traits looked at in mind (Holm, 1979), from 0 to 1.
    pub adjusted_p: f64,
}

impl TraitChange {
    /// Returns whether chance does not explain the difference: over all traits of a comparison together it would do so
    /// in at most one of twenty.
    #[must_use]
    pub fn is_reliable(&self) -> bool {
        self.adjusted_p <= FALSE_ALARMS
    }
}

/// An item that was answered otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnswerChange {
    /// Index of the item.
    pub item: usize,
    /// The response in the first result.
    pub before: Response,
    /// The response in the second.
    pub after: Response,
    /// How many categories lie between them; above 0 is towards the high pole.
    pub steps: isize,
}

impl Change {
    /// Compares two results of the same catalogue.
    #[must_use]
    pub fn between(catalogue: &Catalogue, before: &Assessment, after: &Assessment) -> Self {
        let scores = before.traits.iter().zip(&after.traits).enumerate();
        let mut traits: Vec<TraitChange> = scores
            .filter_map(|(trait_index, (before, after))| moved(trait_index, before, after))
            .collect();
        adjust(&mut traits);
        let mut answers = Vec::new();
        let mut shared = 0;
        for first in &before.given {
            let Some(second) = after.given.iter().find(|second| second.item == first.item) else {
                continue;
            };
            shared += 1;
            let category = |response| catalogue.category(first.item, response).index();
            let (from, to) = (category(first.response), category(second.response));
            if from != to {
                answers.push(AnswerChange {
                    item: first.item,
                    before: first.response,
                    after: second.response,
                    steps: to.cast_signed() - from.cast_signed(),
                });
            }
        }
        answers.sort_by_key(|change| (std::cmp::Reverse(change.steps.abs()), change.item));
        Self {
            traits,
            shared,
            answers,
        }
    }

    /// Returns the traits that differ by more than chance explains, the least likely by chance first.
    #[must_use]
    pub fn reliable(&self) -> Vec<&TraitChange> {
        let mut reliable: Vec<&TraitChange> =
            self.traits.iter().filter(|one| one.is_reliable()).collect();
        reliable.sort_by(|a, b| a.p.total_cmp(&b.p));
        reliable
    }
}

/// Compares two places on a trait, or returns nothing where either rests on no answer.
fn moved(trait_index: usize, before: &TraitScore, after: &TraitScore) -> Option<TraitChange> {
    let (first, second) = (Unshrunk::of(before)?, Unshrunk::of(after)?);
    let difference = second.place - first.place;
    let per_answer = f64::max(
        first.answers * first.variance,
        second.answers * second.variance,
    );
    let standard_error = (per_answer / first.answers + per_answer / second.answers).sqrt();
    let index = difference / standard_error;
    Some(TraitChange {
        trait_index,
        difference,
        standard_error,
        index,
        p: erfc(index.abs() / std::f64::consts::SQRT_2),
        adjusted_p: 1.0,
    })
}

/// Where the answers alone place somebody.
struct Unshrunk {
    place: f64,
    variance: f64,
    answers: f64,
}

impl Unshrunk {
    /// Takes the prior out of a score, or returns nothing where no answer tells anything.
    fn of(score: &TraitScore) -> Option<Self> {
        let variance = score.sd * score.sd;
        let share = 1.0 - variance;
        (score.answered > 0 && share >= LEAST_SHARE).then_some(Self {
            place: score.score / share,
            variance: variance / share,
            answers: score.answered as f64,
        })
    }
}

/// Adjusts for looking at several traits (Holm, 1979): the smallest of `m` probabilities counts `m` times, the next
/// `m - 1` times and so on, and none less than the one before it.
fn adjust(traits: &mut [TraitChange]) {
    let mut order: Vec<usize> = (0..traits.len()).collect();
    order.sort_by(|&a, &b| traits[a].p.total_cmp(&traits[b].p));
    let mut least: f64 = 0.0;
    for (place, &at) in order.iter().enumerate() {
        let left = (traits.len() - place) as f64;
        least = least.max((left * traits[at].p).min(1.0));
        traits[at].adjusted_p = least;
    }
}

#[cfg(test)]
mod tests;
