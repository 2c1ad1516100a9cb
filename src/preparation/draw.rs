//! Draws questions one after another so that they press where it is wanted and repeat themselves little. It knows
//! weights, not where they come from.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::bank::{Level, Question, QuestionBank, QuestionKind};
use super::lint::{likeness, tokens};
use crate::catalogue::Pole;

/// Each further question of a trait counts for this much of the one before.
const SAME_TRAIT: f64 = 0.5;
/// Each further question of a trait and a side.
const SAME_SIDE: f64 = 0.6;
/// Each further question of a kind.
const SAME_KIND: f64 = 0.9;
/// Each further question with a topic in common.
const SAME_TOPIC: f64 = 0.8;
/// A question on a theme that was drawn already.
const SAME_THEME: f64 = 0.05;
/// A question that lets somebody show the side that is not asked for.
const OTHER_SIDE: f64 = 0.5;
/// A question about the move that is being made.
const OWN_MOVE: f64 = 2.0;
/// A question for a first or a leading post, where no level is wished for: most people are past the one and not yet at
/// the other.
const OTHER_LEVEL: f64 = 0.7;
/// Questions whose worth lies within this share of one another are taken to tie, and the seed decides.
const TIE: f64 = 0.25;
/// Questions that share more of their words than this are on one theme.
const THEME: f64 = 0.3;

/// What is wanted of a trait.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Want {
    /// How much, 0 or more.
    pub(super) weight: f64,
    /// On which side; either where nothing is said.
    pub(super) side: Option<Pole>,
}

/// Draws from `candidates` until nothing is left that fits into `minutes`; `wants` is one a trait.
///
/// Worth is the trait's weight, less for each question drawn before that is alike in trait, side, kind, topic or theme.
/// The same seed gives the same questions in the same order.
pub(super) fn draw(
    bank: &QuestionBank,
    candidates: &[usize],
    wants: &[Want],
    minutes: u32,
    seed: u64,
) -> Vec<usize> {
    let mut left: Vec<Candidate<'_>> = candidates
        .iter()
        .map(|&index| Candidate::new(bank, index, seed))
        .collect();
    let mut drawn: Vec<Candidate<'_>> = Vec::new();
    let mut remaining = minutes;
    loop {
        left.retain(|candidate| candidate.question.minutes <= remaining);
        let worths = left
            .iter()
            .enumerate()
            .map(|(place, candidate)| (place, candidate.worth(wants, &drawn)));
        let best = worths.max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)));
        let Some((place, _)) = best else { break };
        let next = left.remove(place);
        remaining -= next.question.minutes;
        drawn.push(next);
    }
    drawn.into_iter().map(|candidate| candidate.index).collect()
}

struct Candidate<'b> {
    index: usize,
    question: &'b Question,
    words: Vec<String>,
    /// What the seed adds, as a share of the worth.
    luck: f64,
}

impl<'b> Candidate<'b> {
    fn new(bank: &'b QuestionBank, index: usize, seed: u64) -> Self {
        let question = &bank.questions[index];
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(index as u64);
        // 53 bits make a number from 0 to 1.
        let luck = (stream.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        Self {
            index,
            question,
            words: tokens(question.text.as_str()),
            luck: TIE * luck,
        }
    }

    fn worth(&self, wants: &[Want], drawn: &[Self]) -> f64 {
        let own = self.question;
        let want = wants[own.trait_index];
        let mut worth = want.weight * (1.0 + self.luck);
        if want.side.is_some_and(|side| side != own.pole) {
            worth *= OTHER_SIDE;
        }
        if own.level != Level::Mid {
            worth *= OTHER_LEVEL;
        }
        if own.kind == QuestionKind::RoleMove {
            worth *= OWN_MOVE;
        }
        for other in drawn {
            let theirs = other.question;
            let same_trait = theirs.trait_index == own.trait_index;
            let same_topic = theirs.topics.iter().any(|topic| own.topics.contains(topic));
            let same_side = same_trait && theirs.pole == own.pole;
            for (applies, factor) in [
                (same_trait, SAME_TRAIT),
                (same_side, SAME_SIDE),
                (theirs.kind == own.kind, SAME_KIND),
                (same_topic, SAME_TOPIC),
                (
                    same_side && same_topic || likeness(&self.words, &other.words) > THEME,
                    SAME_THEME,
                ),
            ] {
                if applies {
                    worth *= factor;
                }
            }
        }
        worth
    }
}
