//! When a question returns, and which are practised next.

use super::{Attempt, History, Rating};
use crate::preparation::bank::QuestionBank;
use crate::preparation::calendar::Moment;
use crate::preparation::series::shortest;

/// After so many days a question returns, by step: a 5 goes one step up, a 3 stays, a 1 goes back to the first.
pub const INTERVALS: [i64; 5] = [1, 3, 7, 14, 30];

/// Returns when the day begins on which a question is due again, in seconds since 1970 UTC, or nothing where it was never
/// rated. Before an interview everything returns once more by the day before it.
#[must_use]
pub fn due<'a>(attempts: impl IntoIterator<Item = &'a Attempt>, now: &Moment) -> Option<i64> {
    let calendar = &now.calendar;
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
    let last = last?;
    let usual = calendar.after(last, INTERVALS[step]);
    let eve = now.interview.and_then(|day| day.yesterday().ok());
    let eve = eve.filter(|&eve| calendar.day(last) < eve);
    Some(eve.map_or(usual, |eve| usual.min(calendar.start(eve))))
}

/// How much is practised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// So many questions.
    Questions(usize),
    /// What fits into so many minutes; one question at least.
    Minutes(u32),
}

/// Chooses questions to practise, in order. `ranked` are those that may be asked, the most wanted first.
///
/// Those that are due come first, low ratings before high ones and then the longest overdue; as long as there are new
/// ones, they take no more than half of the room. Where the interview is near what is new counts more, and they take a
/// third; on the day before it they may take all. Then come new ones as ranked, then those due soonest.
#[must_use]
pub fn choose(
    ranked: &[usize],
    bank: &QuestionBank,
    history: &History,
    now: &Moment,
    amount: Amount,
) -> Vec<usize> {
    let (mut returning, mut later, mut new) = (Vec::new(), Vec::new(), Vec::new());
    for &index in ranked {
        let id = bank.questions[index].id.as_str();
        let rating = history.attempts_at(id).last().map(|attempt| attempt.rating);
        match (due(history.attempts_at(id), now), rating) {
            (Some(due), Some(rating)) if due <= now.at => returning.push((rating, due, index)),
            (Some(due), _) => later.push((due, index)),
            (None, _) => new.push(index),
        }
    }
    // Both sorts are stable: equals keep the rank.
    returning.sort_by_key(|&(rating, due, _)| (rating, due));
    later.sort_by_key(|&(due, _)| due);
    let returning: Vec<usize> = returning.into_iter().map(|(_, _, index)| index).collect();
    let later = later.into_iter().map(|(_, index)| index);
    match amount {
        Amount::Questions(count) => {
            let most = count.div_ceil(2).max(count.saturating_sub(new.len()));
            let returning = returning.into_iter().take(most);
            returning.chain(new).chain(later).take(count).collect()
        }
        Amount::Minutes(minutes) => {
            let mut room = Room {
                bank,
                left: minutes,
                chosen: Vec::new(),
            };
            let share = match now.days_left() {
                None => minutes / 2,
                Some(..=1) => minutes,
                Some(_) => minutes / 3,
            };
            for &index in &returning {
                if minutes - room.left + shortest(&bank.questions[index]) <= share {
                    room.take(index);
                }
            }
            for index in new.into_iter().chain(returning).chain(later) {
                room.take(index);
            }
            if room.chosen.is_empty() {
                room.chosen.extend(ranked.first());
            }
            room.chosen
        }
    }
}

/// The room that there is for questions.
struct Room<'b> {
    bank: &'b QuestionBank,
    left: u32,
    chosen: Vec<usize>,
}

impl Room<'_> {
    /// Takes a question if it is new here and fits.
    fn take(&mut self, index: usize) {
        let minutes = shortest(&self.bank.questions[index]);
        if minutes <= self.left && !self.chosen.contains(&index) {
            self.left -= minutes;
            self.chosen.push(index);
        }
    }
}
