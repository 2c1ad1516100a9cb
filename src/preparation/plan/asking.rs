//! The part of a plan in which the candidate asks. It knows nothing of the questions to answer.

use super::{ASKING_BACK, Basis, Purpose};
use crate::catalogue::Catalogue;
use crate::preparation::bank::QuestionBank;
use crate::preparation::draw::draw;
use crate::preparation::filter::{Emptied, Wish, to_ask};

/// The questions that a candidate may ask, and the time for them.
pub(super) struct Asking {
    candidates: Vec<usize>,
    minutes: u32,
}

impl Asking {
    pub(super) fn of(
        bank: &QuestionBank,
        role: usize,
        purpose: Purpose,
        minutes: u32,
        only: bool,
    ) -> Self {
        let candidates = match purpose {
            Purpose::Candidate => to_ask(bank, role),
            Purpose::Interviewer | Purpose::Contrast => Vec::new(),
        };
        let shortest = candidates
            .iter()
            .map(|&index| bank.questions[index].minutes)
            .min();
        let share = if only { minutes } else { minutes / ASKING_BACK };
        Self {
            minutes: share.max(shortest.unwrap_or(0)),
            candidates,
        }
    }

    pub(super) fn draw(&self, catalogue: &Catalogue, bank: &QuestionBank, seed: u64) -> Vec<usize> {
        let wants = super::wants(catalogue, &Basis::Role);
        draw(bank, &self.candidates, &wants, self.minutes, seed)
    }
}

/// Says that there is no question to ask.
pub(super) fn none(bank: &QuestionBank) -> Emptied {
    Emptied {
        wish: Wish::Kind,
        before: bank.questions.len(),
        instead: Vec::new(),
    }
}
