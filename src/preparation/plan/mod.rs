//! A plan for one interview: which questions, in which order, why each, and what to ask back.

mod choosing;
#[cfg(test)]
mod tests;

pub use choosing::{most_asked, ranked};

use super::bank::{Level, Question, QuestionBank, QuestionKind, Tested};
use super::filter::{Emptied, Narrowed, Purpose, Request};
use super::gap::Gap;
use super::series::Drawn;
use crate::catalogue::{Catalogue, Pole, Role, Toward};
use crate::names::names;
use choosing::Choice;

/// The shortest plan, in minutes.
pub const LEAST_MINUTES: u32 = 10;
/// The longest plan, in minutes.
pub const MOST_MINUTES: u32 = 180;
/// One break, in minutes.
pub const BREAK_MINUTES: u32 = 5;
/// From this length a plan has a break after about every half hour.
const BREAKS_FROM: u32 = 60;
/// The minutes of a plan where nothing else is said.
pub const USUAL_MINUTES: u32 = 30;

/// What a plan rests on.
#[derive(Debug, Clone, PartialEq)]
pub enum Basis {
    /// The role alone: its traits are covered evenly.
    Role,
    /// The gaps between a person and the role, one a trait.
    Person(Vec<Gap>),
    /// The gaps between the role left and the role taken up, one a trait.
    Move(Vec<Gap>),
}

names! {
    /// Why a question is in a plan.
    Reason {
        /// The person stands away from the role on its trait, and it lets them show the role's side.
        Gap = "gap",
        /// The person stands away from the role on its trait; it asks about the side that they know.
        OwnSide = "own-side",
        /// The person is near the role on its trait: it can be told well.
        Strength = "strength",
        /// Nothing was answered about its trait.
        Unanswered = "unanswered",
        /// It is about the move that is made.
        Move = "move",
        /// Its type is asked for the role.
        Asked = "asked",
        /// It opens interviews.
        Opens = "opens",
        /// It is the person's own.
        Own = "own",
        /// Its trait belongs to the role.
        Coverage = "coverage",
    }
}

/// One question of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// Index of the question in its bank.
    pub question: usize,
    /// The minutes that it has; a case may have fewer than it usually takes.
    pub minutes: u32,
    /// Why it is in.
    pub reason: Reason,
    /// Whether a break follows it.
    pub break_after: bool,
}

/// A finished plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Index of the role.
    pub role: usize,
    /// For whom.
    pub purpose: Purpose,
    /// The whole time that was given, in minutes.
    pub minutes: u32,
    /// Which of the plans that there are it is.
    pub seed: u64,
    /// What it rests on.
    pub basis: Basis,
    /// Index of the role that is left, and what changes, the greatest change first.
    pub moving: Option<(usize, Vec<Change>)>,
    /// The questions to answer, in order.
    pub questions: Vec<Planned>,
    /// The questions to ask, in order, as indices in the bank; none in an interviewer's plan.
    pub to_ask: Vec<usize>,
    /// Of the minutes that are left, those for what the candidate asks; none in the candidate's own plan.
    pub left_to_ask: u32,
    /// The levels that are asked for; all where none is named.
    pub levels: Vec<Level>,
    /// Whether questions of any kind, topic and trait may be asked, from the bank as from the person.
    pub is_open: bool,
    /// The wish that left most out, where the plan holds every question that passed and so may be short.
    pub narrowed: Option<Narrowed>,
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Less than [`LEAST_MINUTES`] or more than [`MOST_MINUTES`].
    #[error("a plan takes {LEAST_MINUTES} to {MOST_MINUTES} minutes, not {0}")]
    Minutes(u32),
    /// The questions that are named take longer than the plan.
    #[error("the questions named take {takes} minutes, more than {minutes}")]
    Longer {
        /// How long they take.
        takes: u32,
        /// How long the plan may be.
        minutes: u32,
    },
    /// Nothing is left of the bank.
    #[error(transparent)]
    Emptied(#[from] Emptied),
}

impl Plan {
    /// Makes a plan. The same bank and request always give the same one.
    ///
    /// # Errors
    /// [`PlanError::Minutes`] out of bounds; [`PlanError::Emptied`] where a wish leaves no question.
    pub fn new(
        catalogue: &Catalogue,
        bank: &QuestionBank,
        request: &Request,
    ) -> Result<Self, PlanError> {
        let mut plans = Self::from(catalogue, bank, request, 1)?;
        Ok(plans.pop().expect("one plan was asked for"))
    }

    /// Makes the plans of so many seeds in a row, as [`Self::new`] makes each of them.
    ///
    /// # Errors
    /// As for the first of them.
    pub fn from(
        catalogue: &Catalogue,
        bank: &QuestionBank,
        request: &Request,
        count: usize,
    ) -> Result<Vec<Self>, PlanError> {
        if let Some(minutes) = request.minutes
            && !(LEAST_MINUTES..=MOST_MINUTES).contains(&minutes)
        {
            return Err(PlanError::Minutes(minutes));
        }
        let choice = Choice::new(catalogue, bank, request);
        let mut plans = if request.filter.questions.is_empty() {
            choice.drawn(count)?
        } else {
            vec![choice.named()?; count]
        };
        let moving = request.from.map(|from| {
            let changes = Change::between(catalogue, from, request.role, &choice.basis);
            (from, changes)
        });
        for (plan, seed) in plans.iter_mut().zip(request.seed..) {
            plan.seed = seed;
            plan.moving.clone_from(&moving);
            place_breaks(&mut plan.questions, breaks(plan.minutes));
        }
        Ok(plans)
    }

    /// Makes a plan of given questions for whoever prepares, as indices in the bank, in that order and without breaks.
    #[must_use]
    pub fn of_questions(
        catalogue: &Catalogue,
        bank: &QuestionBank,
        request: &Request,
        questions: &[usize],
    ) -> Self {
        let choice = Choice::new(catalogue, bank, request);
        let drawn = questions.iter().map(|&question| Drawn {
            question,
            minutes: bank.questions[question].minutes,
        });
        let questions = choice.planned(drawn.collect());
        Self {
            minutes: questions.iter().map(|one| one.minutes).sum(),
            questions,
            ..choice.empty()
        }
    }

    /// Returns the minutes that questions and breaks take together.
    #[must_use]
    pub fn planned_minutes(&self, bank: &QuestionBank) -> u32 {
        let answering: u32 = self.questions.iter().map(|one| one.minutes).sum();
        let to_ask = self.to_ask.iter();
        let asking: u32 = to_ask.map(|&index| bank.questions[index].minutes).sum();
        let pauses = self.questions.iter().map(|one| u32::from(one.break_after));
        answering + asking + pauses.sum::<u32>() * BREAK_MINUTES
    }

    /// Returns the gaps that the plan rests on, if it rests on any.
    #[must_use]
    pub fn gaps(&self) -> Option<&[Gap]> {
        match &self.basis {
            Basis::Role => None,
            Basis::Person(gaps) | Basis::Move(gaps) => Some(gaps),
        }
    }

    /// Returns whether a question of the plan tests a trait.
    #[must_use]
    pub fn tests(&self, bank: &QuestionBank, trait_index: usize) -> bool {
        let mut planned = self.questions.iter();
        planned.any(|one| bank.questions[one.question].tests(trait_index))
    }

    /// Returns a question of the bank, by its index, that lets somebody show this side of a trait, for where no question of
    /// the plan does: the first that fits the role and the levels and needs no case. Nothing where a question of the plan
    /// tests the trait, or other questions than those of the plan are not wished for.
    #[must_use]
    pub fn spare_question(&self, bank: &QuestionBank, tested: Tested) -> Option<usize> {
        if !self.is_open || self.tests(bank, tested.trait_index) {
            return None;
        }
        let fits = |question: &&Question| {
            question.tested == Some(tested)
                && question.case.is_none()
                && question.is_for(self.role)
                && (self.levels.is_empty() || self.levels.contains(&question.level))
                && question.moves.is_none()
                && question.kind != QuestionKind::ForTheEmployer
        };
        bank.questions.iter().position(|question| fits(&question))
    }
}

fn breaks(minutes: u32) -> u32 {
    if minutes < BREAKS_FROM {
        0
    } else {
        minutes / 30 - 1
    }
}

/// Puts the breaks where the questions' time falls into equal parts; none after the last question.
fn place_breaks(planned: &mut [Planned], count: u32) {
    let whole: u32 = planned.iter().map(|one| one.minutes).sum();
    let (mut passed, mut placed) = (0, 0);
    let last = planned.len().saturating_sub(1);
    for one in &mut planned[..last] {
        passed += one.minutes;
        if placed < count && passed * (count + 1) >= whole * (placed + 1) {
            one.break_after = true;
            placed += 1;
        }
    }
}

/// The least distance between two profiles that is worth a word, in standard deviations.
const LEAST: f64 = 0.4;
/// The most traits that are spoken of.
const MOST: usize = 4;
/// The most claims shown for each role and trait.
const MOST_CLAIMS: usize = 2;

/// What changes on one trait.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The distance between the person and the role taken up, or where there is none, between the two profiles.
    pub gap: Gap,
    /// The side on which the role lies that is taken up.
    pub toward: Pole,
    /// What the sources say of the role left, as indices in its evidence: habits to leave.
    pub unlearn: Vec<usize>,
    /// What they say of the role taken up, as indices in its evidence: what to show.
    pub show: Vec<usize>,
}

impl Change {
    /// Returns what changes most, the greatest change first: for the person, who may be there already, or else for anybody.
    fn between(catalogue: &Catalogue, from: usize, to: usize, basis: &Basis) -> Vec<Self> {
        let mut gaps = Gap::between_roles(catalogue, from, to);
        gaps.retain(|gap| gap.distance >= LEAST);
        if let Basis::Person(own) = basis {
            // On a trait of which nothing is known the person is taken for one who suits the role left.
            for gap in &mut gaps {
                let own = own[gap.trait_index];
                *gap = if own.answered { own } else { *gap };
            }
            gaps.retain(|gap| gap.distance >= LEAST && !gap.is_beyond());
        }
        gaps.sort_by(|one, other| other.distance.total_cmp(&one.distance));
        gaps.truncate(MOST);
        let change = |gap: Gap| {
            let toward = gap.toward();
            let (away, near) = match toward {
                Pole::Low => (Toward::High, Toward::Low),
                Pole::High => (Toward::Low, Toward::High),
            };
            Self {
                unlearn: claims(&catalogue.roles[from], gap.trait_index, away),
                show: claims(&catalogue.roles[to], gap.trait_index, near),
                toward,
                gap,
            }
        };
        gaps.into_iter().map(change).collect()
    }
}

fn claims(role: &Role, trait_index: usize, toward: Toward) -> Vec<usize> {
    let evidence = role.evidence.iter().enumerate();
    evidence
        .filter(|(_, claim)| claim.trait_index == trait_index && claim.toward == toward)
        .map(|(index, _)| index)
        .take(MOST_CLAIMS)
        .collect()
}
