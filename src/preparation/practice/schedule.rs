//! When a question returns, and which are practised next. The time is an argument.

use super::{Attempt, History, Rating};
use crate::preparation::bank::QuestionBank;

/// After so many days a question returns, by step: a 5 goes one step up, a 3 stays, a 1 goes back to the first.
pub const INTERVALS: [i64; 5] = [1, 3, 7, 14, 30];
const SECONDS_A_DAY: i64 = 86_400;

/// Returns when a question is due again, in seconds since 1970 UTC, or nothing where it was never rated.
#[must_use]
pub fn due<'a>(attempts: impl IntoIterator<Item = &'a Attempt>) -> Option<i64> {
    let mut step = 0;
    let mut last = None;
    for attempt in attempts {
        step = match attempt.rating {
            Rating::One => 0,
            Rating::Three => step,
            Rating::Five => (step + 1).min(INTERVALS.len() - 1),
        };
        last = Some(attempt.at);
    }
    last.map(|at| at.saturating_add(INTERVALS[step] * SECONDS_A_DAY))
}

/// Chooses `count` questions to practise, in order. `ranked` are those that may be asked, the most wanted first.
///
/// Those that are due come first, low ratings before high ones and then the longest overdue; as long as there are new
/// ones, they take no more than half of the places. Then come new ones as ranked, then those due soonest.
#[must_use]
pub fn choose(
    ranked: &[usize],
    bank: &QuestionBank,
    history: &History,
    now: i64,
    count: usize,
) -> Vec<usize> {
    let (mut returning, mut later, mut new) = (Vec::new(), Vec::new(), Vec::new());
    for &index in ranked {
        let id = bank.questions[index].id.as_str();
        let rating = history.attempts_at(id).last().map(|attempt| attempt.rating);
        match (due(history.attempts_at(id)), rating) {
            (Some(due), Some(rating)) if due <= now => returning.push((rating, due, index)),
            (Some(due), _) => later.push((due, index)),
            (None, _) => new.push(index),
        }
    }
    // Both sorts are stable: equals keep the rank.
    returning.sort_by_key(|&(rating, due, _)| (rating, due));
    later.sort_by_key(|&(due, _)| due);
    let most = count.div_ceil(2).max(count.saturating_sub(new.len()));
    let returning = returning.into_iter().map(|(_, _, index)| index).take(most);
    let later = later.into_iter().map(|(_, index)| index);
    returning.chain(new).chain(later).take(count).collect()
}
