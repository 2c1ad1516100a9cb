//! Which questions of a bank may be asked, and which wish left none.

use std::fmt;

use super::bank::{Level, Question, QuestionBank, QuestionKind, Topic};
use super::gap::Gap;
use crate::names::names;

/// Wishes about the questions; an empty list has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The levels wished for.
    pub levels: Vec<Level>,
    /// The kinds wished for.
    pub kinds: Vec<QuestionKind>,
    /// The topics wished for; one of them is enough.
    pub topics: Vec<Topic>,
    /// Indices of the traits wished for.
    pub traits: Vec<usize>,
    /// Indices of the questions wished for.
    pub questions: Vec<usize>,
    /// Whether none but the person's own are wished for.
    pub only_own: bool,
}

impl Filter {
    /// Returns whether it leaves out nothing but levels.
    pub(super) fn is_open(&self) -> bool {
        let levels = self.levels.clone();
        *self
            == Self {
                levels,
                ..Self::default()
            }
    }
}

/// What is wished of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Index of the role.
    pub role: usize,
    /// For whom.
    pub purpose: Purpose,
    /// The whole time, [`LEAST_MINUTES`](super::LEAST_MINUTES) to [`MOST_MINUTES`](super::MOST_MINUTES); where nothing is
    /// said, as long as the questions that are named take, or else [`USUAL_MINUTES`](super::USUAL_MINUTES).
    pub minutes: Option<u32>,
    /// Wishes about the questions.
    pub filter: Filter,
    /// Index of the role that is left.
    pub from: Option<usize>,
    /// Gaps between the person and the role, where a result is at hand.
    pub gaps: Option<Vec<Gap>>,
    /// Which of the plans that there are: those of neighbouring seeds complement one another.
    pub seed: u64,
}

names! {
    /// One of the wishes, in the order in which they are applied.
    Wish {
        /// The role, or the move to it.
        Role = "--role",
        /// The kind.
        Kind = "--kind",
        /// The level.
        Level = "--level",
        /// The topic.
        Topic = "--topic",
        /// The trait.
        Trait = "--trait",
        /// The question itself.
        Question = "--question",
        /// That it is the person's own.
        Own = "--only-own",
        /// That the bank says how good answers differ by role.
        Contrast = "--contrast",
        /// That the plan is the interviewer's, in which the candidate's own questions do not stand.
        Interviewer = "--interviewer",
        /// That it is for somebody who plays the interviewer, to whom they do not belong either.
        Brief = "--brief",
        /// The minutes.
        Minutes = "--minutes",
    }
}

impl fmt::Display for Wish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// No question is left.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no question is left: {wish} takes away the last {before}")]
pub struct Emptied {
    /// The wish that left none.
    pub wish: Wish,
    /// How many there were before it.
    pub before: usize,
    /// What that wish could be instead, as names in options; empty where that cannot be told.
    pub instead: Vec<&'static str>,
}

/// How many questions the narrowest of the wishes leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Narrowed {
    /// The wish.
    pub wish: Wish,
    /// How many questions it leaves out.
    pub left_out: usize,
    /// How many there were before it.
    pub of: usize,
}

/// The questions that every wish lets pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sifted {
    /// Indices, in the bank's order; at least one.
    pub(super) left: Vec<usize>,
    /// The wish that leaves most out, if one leaves any out.
    pub(super) narrowed: Option<Narrowed>,
}

/// Tells whether a wish lets a question pass.
type Passes<'p> = &'p dyn Fn(&Question) -> bool;

/// Returns the questions to answer: for the role, of the move if there is one, and as wished. Questions for the employer
/// are not among them, nor moves from another role or questions of a trade unless they are wished for.
///
/// # Errors
/// [`Emptied`] names the first wish that leaves none.
pub(super) fn to_answer(bank: &QuestionBank, request: &Request) -> Result<Sifted, Emptied> {
    let Request {
        role, from, filter, ..
    } = request;
    let wants_moves = filter.kinds.contains(&QuestionKind::RoleMove);
    let wants_trade = filter.topics.contains(&Topic::Site) || !filter.questions.is_empty();
    let of_role = |question: &Question| match (question.kind, question.moves) {
        (QuestionKind::ForTheEmployer, _) => false,
        _ if question.is_of_trade() && !wants_trade => false,
        (_, Some(moves)) => {
            moves.to == *role && from.map_or(wants_moves, |from| from == moves.from)
        }
        (_, None) => question.is_for(*role),
    };
    let is_contrast = request.purpose == Purpose::Contrast;
    let differs = |question: &Question| !is_contrast || question.contrast.len() > 1;
    sift(bank, &of_role, filter, (Wish::Contrast, &differs))
}

/// Returns the questions that a candidate for the role may ask, as wished.
///
/// # Errors
/// [`Emptied`] names the first wish that leaves none; a plan in which the candidate does not ask leaves none either.
pub(super) fn to_ask(
    bank: &QuestionBank,
    request: &Request,
    purpose: Purpose,
) -> Result<Sifted, Emptied> {
    let of_role = |question: &Question| {
        question.kind == QuestionKind::ForTheEmployer && question.is_for(request.role)
    };
    let (wish, asks) = match purpose {
        Purpose::Candidate => (Wish::Minutes, true),
        Purpose::Interviewer => (Wish::Interviewer, false),
        Purpose::Brief => (Wish::Brief, false),
        Purpose::Contrast => (Wish::Contrast, false),
    };
    sift(bank, &of_role, &request.filter, (wish, &|_| asks))
}

fn sift(
    bank: &QuestionBank,
    of_role: Passes<'_>,
    filter: &Filter,
    (last, is_left): (Wish, Passes<'_>),
) -> Result<Sifted, Emptied> {
    let id = |index: usize| &bank.questions[index].id;
    let passes = |wish: Wish, question: &Question| match wish {
        Wish::Role => of_role(question),
        Wish::Kind => is_wished(&filter.kinds, |kind| *kind == question.kind),
        Wish::Level => is_wished(&filter.levels, |level| *level == question.level),
        Wish::Topic => is_wished(&filter.topics, |topic| question.topics.contains(topic)),
        Wish::Trait => is_wished(&filter.traits, |&one| question.tests(one)),
        Wish::Own => question.is_own || !filter.only_own,
        Wish::Question => is_wished(&filter.questions, |&index| *id(index) == question.id),
        Wish::Contrast | Wish::Interviewer | Wish::Brief | Wish::Minutes => is_left(question),
    };
    let mut left: Vec<usize> = (0..bank.questions.len()).collect();
    let mut narrowed: Option<Narrowed> = None;
    for wish in [
        Wish::Role,
        Wish::Kind,
        Wish::Level,
        Wish::Topic,
        Wish::Trait,
        Wish::Own,
        Wish::Question,
        last,
    ] {
        let before = left.clone();
        left.retain(|&index| passes(wish, &bank.questions[index]));
        if left.is_empty() {
            return Err(Emptied {
                wish,
                before: before.len(),
                instead: instead(bank, wish, &before),
            });
        }
        let left_out = before.len() - left.len();
        // The role is no wish about which of its questions are asked.
        if wish != Wish::Role && left_out > narrowed.map_or(0, |one| one.left_out) {
            let of = before.len();
            narrowed = Some(Narrowed { wish, left_out, of });
        }
    }
    Ok(Sifted { left, narrowed })
}

fn is_wished<T>(wished: &[T], is_it: impl Fn(&T) -> bool) -> bool {
    wished.is_empty() || wished.iter().any(is_it)
}

fn instead(bank: &QuestionBank, wish: Wish, before: &[usize]) -> Vec<&'static str> {
    let questions = || before.iter().map(|&index| &bank.questions[index]);
    match wish {
        Wish::Kind => present(QuestionKind::NAMED, |kind| {
            questions().any(|question| question.kind == kind)
        }),
        Wish::Level => present(Level::NAMED, |level| {
            questions().any(|question| question.level == level)
        }),
        Wish::Topic => present(Topic::NAMED, |topic| {
            questions().any(|question| question.topics.contains(&topic))
        }),
        _ => Vec::new(),
    }
}

/// Returns the names of those that are there.
fn present<T: Copy>(
    named: &[(&'static str, T)],
    is_there: impl Fn(T) -> bool,
) -> Vec<&'static str> {
    let there = named.iter().filter(|&&(_, one)| is_there(one));
    there.map(|&(name, _)| name).collect()
}

names! {
    /// For whom a plan is, and so what is shown with each question.
    Purpose {
        /// Somebody who prepares.
        Candidate = "candidate",
        /// Somebody who asks several people the same: no weights, one order, a sheet to rate on.
        Interviewer = "interviewer",
        /// Somebody who plays the interviewer of a candidate, with the questions of the candidate's own plan.
        Brief = "brief",
        /// Somebody who compares what good answers sound like in each role.
        Contrast = "contrast",
    }
}
