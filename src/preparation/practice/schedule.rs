//! When a question returns, and which are practised next.

use super::{Attempt, History, Rating};
use crate::preparation::bank::{Question, QuestionBank, QuestionKind};
use crate::preparation::calendar::Moment;
use crate::preparation::series::{alone, place};

/// After so many days a question returns, by step: a 5 goes one step up, a 3 stays, a 1 goes back to the first.
pub const INTERVALS: [i64; 5] = [1, 3, 7, 14, 30];

/// What was answered before takes so many minutes at most: it is said once more, a case in its outline, pressed once, and
/// not written anew.
const AGAIN: u32 = 3;
/// From so many days before an interview on, what is new counts more than what returns.
const NEAR: i64 = 7;

/// Returns how many minutes a question takes that is new, or one that is answered `again`.
#[must_use]
pub fn takes(question: &Question, again: bool) -> u32 {
    let whole = alone(question);
    if again { whole.min(AGAIN) } else { whole }
}

/// Returns when the day begins on which a question is due again, in seconds since 1970 UTC, or nothing where it was never
/// rated. Before an interview everything is due again by the day before it.
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
/// ones, they take no more than half of the room. In the week before an interview what is new counts more: they take a
/// quarter. Then come new ones, of them first those about a move and else as ranked, then those due soonest. What fills a time is
/// put in the order of an interview.
#[must_use]
pub fn choose(
    ranked: &[usize],
    bank: &QuestionBank,
    history: &History,
    now: &Moment,
    amount: Amount,
) -> Vec<usize> {
    let Sorted {
        returning,
        new,
        later,
    } = Sorted::of(ranked, bank, history, now);
    let minutes = match amount {
        Amount::Questions(count) => {
            let most = count.div_ceil(2).max(count.saturating_sub(new.len()));
            let returning = returning.into_iter().take(most);
            return returning.chain(new).chain(later).take(count).collect();
        }
        Amount::Minutes(minutes) => minutes,
    };
    let mut room = Room {
        bank,
        left: minutes,
        chosen: Vec::new(),
    };
    let share = match now.days_left() {
        Some(..=NEAR) => minutes / 4,
        _ => minutes / 2,
    };
    for &index in &returning {
        if minutes - room.left + takes(&bank.questions[index], true) <= share {
            room.take(index, true);
        }
    }
    let case = next_case(&new, ranked, bank, history, minutes);
    let moves = new.partition_point(|&index| is_move(&bank.questions[index]));
    let (moves, new) = new.split_at(moves);
    for &index in moves.iter().chain(&case).chain(new) {
        room.take(index, false);
    }
    for index in returning.into_iter().chain(later) {
        room.take(index, true);
    }
    if room.chosen.is_empty() {
        room.chosen.extend(ranked.first());
    }
    let mut chosen = room.chosen;
    chosen.sort_by_key(|&index| place(&bank.questions[index]));
    chosen
}

/// Questions by whether they are due, in the order in which they are practised.
struct Sorted {
    /// Those that are due, low ratings first and then the longest overdue.
    returning: Vec<usize>,
    /// Those that were never rated, those about a move first.
    new: Vec<usize>,
    /// Those that are due later, the soonest first.
    later: Vec<usize>,
}

impl Sorted {
    fn of(ranked: &[usize], bank: &QuestionBank, history: &History, now: &Moment) -> Self {
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
        // All sorts are stable: equals keep the rank.
        returning.sort_by_key(|&(rating, due, _)| (rating, due));
        later.sort_by_key(|&(due, _)| due);
        new.sort_by_key(|&index| !is_move(&bank.questions[index]));
        Self {
            returning: returning.into_iter().map(|(_, _, index)| index).collect(),
            new,
            later: later.into_iter().map(|(_, index)| index).collect(),
        }
    }
}

fn is_move(question: &Question) -> bool {
    question.kind == QuestionKind::RoleMove
}

/// Returns the case that comes next, if its turn is in these minutes or the next: it would find no room once it is begun with
/// what is short. One of another type than those that were practised is taken first.
fn next_case(
    new: &[usize],
    ranked: &[usize],
    bank: &QuestionBank,
    history: &History,
    minutes: u32,
) -> Option<usize> {
    let question = |index: usize| &bank.questions[index];
    let is_case = |index: usize| question(index).kind == QuestionKind::Case;
    let practised = ranked.iter().filter(|&&index| {
        is_case(index) && !new.contains(&index) && history.is_practised(question(index))
    });
    let practised: Vec<_> = practised.map(|&one| question(one).type_index).collect();
    let mut before = 0;
    let near = new.iter().copied().filter(|&index| {
        let is_near = before < 2 * minutes;
        if !is_case(index) {
            before += takes(question(index), false);
        }
        is_near && is_case(index)
    });
    let near: Vec<usize> = near.collect();
    let is_other = |index: &&usize| !practised.contains(&question(**index).type_index);
    near.iter().find(is_other).or(near.first()).copied()
}

/// The room that there is for questions.
struct Room<'b> {
    bank: &'b QuestionBank,
    left: u32,
    chosen: Vec<usize>,
}

impl Room<'_> {
    /// Takes a question if it is new here and fits.
    fn take(&mut self, index: usize, again: bool) {
        let minutes = takes(&self.bank.questions[index], again);
        if minutes <= self.left && !self.chosen.contains(&index) {
            self.left -= minutes;
            self.chosen.push(index);
        }
    }
}
