//! Draws questions one after another so that they press where it is wanted and repeat themselves little. It knows
//! weights, not where they come from.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::bank::{Level, Question, QuestionBank, QuestionKind};
use super::likeness::{Vocabulary, likeness};
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
/// The traits with a side wanted come first, one question each on that side if there is one, the greatest weight before
/// the others. Worth is the trait's weight, less for each question drawn before that is alike in trait, side, kind, topic
/// or theme.
/// The same seed gives the same questions in the same order.
pub(super) fn draw(
    bank: &QuestionBank,
    candidates: &[usize],
    wants: &[Want],
    minutes: u32,
    seed: u64,
) -> Vec<usize> {
    let mut vocabulary = Vocabulary::default();
    let mut left: Vec<Candidate<'_>> = candidates
        .iter()
        .map(|&index| Candidate::new(bank, index, wants, seed, &mut vocabulary))
        .collect();
    let (mut drawn, mut pressed) = (Vec::new(), Vec::new());
    let mut remaining = minutes;
    loop {
        left.retain(|candidate| candidate.question.minutes <= remaining);
        let first = pressing(wants, &left, &pressed);
        let worths = left
            .iter()
            .enumerate()
            .filter(|(_, one)| first.is_none_or(|first| first.includes(one)));
        let best = worths.max_by(|one, other| {
            let by_worth = one.1.worth.total_cmp(&other.1.worth);
            by_worth.then(other.0.cmp(&one.0))
        });
        let Some((place, _)) = best else { break };
        let next = left.remove(place);
        remaining -= next.question.minutes;
        for candidate in &mut left {
            candidate.worth_beside(&next);
        }
        pressed.extend(next.question.tested.map(|tested| tested.trait_index));
        drawn.push(next.index);
    }
    drawn
}

/// The questions from which one has to be drawn before all others.
#[derive(Clone, Copy)]
struct Pressing {
    trait_index: usize,
    /// On this side only, unless there is none on it.
    side: Option<Pole>,
}

impl Pressing {
    fn includes(self, candidate: &Candidate<'_>) -> bool {
        let question = candidate.question;
        question.tested.is_some_and(|tested| {
            tested.trait_index == self.trait_index
                && self.side.is_none_or(|side| side == tested.pole)
        })
    }
}

/// Returns the most wanted trait with a side wanted that is not among those `drawn`, as long as a question on it is left.
fn pressing(wants: &[Want], left: &[Candidate<'_>], drawn: &[usize]) -> Option<Pressing> {
    let open = wants
        .iter()
        .enumerate()
        .filter(|(index, want)| want.side.is_some() && !drawn.contains(index))
        .map(|(trait_index, want)| (want.weight, trait_index, want.side));
    let open = open.filter(|&(_, index, _)| left.iter().any(|one| one.question.tests(index)));
    // Of equals the first in the catalogue.
    let most = open.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
    most.map(|(_, trait_index, side)| {
        let on_side = Pressing { trait_index, side };
        if left.iter().any(|one| on_side.includes(one)) {
            on_side
        } else {
            Pressing {
                trait_index,
                side: None,
            }
        }
    })
}

struct Candidate<'b> {
    index: usize,
    question: &'b Question,
    words: Vec<u32>,
    /// What it is worth beside those that were drawn.
    worth: f64,
}

impl<'b> Candidate<'b> {
    /// Returns a question with its worth before any was drawn.
    fn new(
        bank: &'b QuestionBank,
        index: usize,
        wants: &[Want],
        seed: u64,
        vocabulary: &mut Vocabulary,
    ) -> Self {
        let question = &bank.questions[index];
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(index as u64);
        // 53 bits make a number from 0 to 1.
        let luck = TIE * ((stream.next_u64() >> 11) as f64 / (1_u64 << 53) as f64);
        let want = question.tested.map_or(
            Want {
                weight: 1.0,
                side: None,
            },
            |tested| wants[tested.trait_index],
        );
        let mut worth = want.weight * (1.0 + luck);
        let side = question.tested.map(|tested| tested.pole);
        if want.side.is_some() && want.side != side {
            worth *= OTHER_SIDE;
        }
        if question.level != Level::Mid {
            worth *= OTHER_LEVEL;
        }
        if question.kind == QuestionKind::RoleMove {
            worth *= OWN_MOVE;
        }
        Self {
            index,
            question,
            words: vocabulary.words(question.text.as_str()),
            worth,
        }
    }

    /// Takes the newest of those drawn into account.
    fn worth_beside(&mut self, drawn: &Self) {
        let (own, theirs) = (self.question, drawn.question);
        let same_trait = theirs
            .tested
            .is_some_and(|tested| own.tests(tested.trait_index));
        let same_topic = theirs.topics.iter().any(|topic| own.topics.contains(topic));
        let same_side = theirs.tested.is_some() && theirs.tested == own.tested;
        for (applies, factor) in [
            (same_trait, SAME_TRAIT),
            (same_side, SAME_SIDE),
            (theirs.kind == own.kind, SAME_KIND),
            (same_topic, SAME_TOPIC),
            (
                same_side && same_topic || likeness(&self.words, &drawn.words) > THEME,
                SAME_THEME,
            ),
        ] {
            if applies {
                self.worth *= factor;
            }
        }
    }
}
