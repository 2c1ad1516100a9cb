//! A plan for one interview: which questions, in which order, why each, and what to ask back. It fills a time box and
//! leaves wording to renderers.

mod asking;
mod moving;

use super::bank::{Question, QuestionBank, QuestionKind};
use super::draw::{Want, draw};
use super::filter::{Emptied, Filter, Narrowed, Wish, to_answer};
use super::gap::Gap;
use super::purpose::Purpose;
use crate::catalogue::{Catalogue, Pole};
use asking::asking;

pub use moving::Change;

/// The shortest plan, in minutes.
pub const LEAST_MINUTES: u32 = 10;
/// The longest plan, in minutes.
pub const MOST_MINUTES: u32 = 180;
/// One break, in minutes.
pub const BREAK_MINUTES: u32 = 5;
/// From this length a plan has a break after about every half hour.
const BREAKS_FROM: u32 = 60;
/// Of every so many minutes one is for asking back.
const ASKING_BACK: u32 = 5;
/// What every trait weighs beside its gap, so that none is left out for good.
const FLOOR: f64 = 0.25;

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

/// What is wished of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Index of the role.
    pub role: usize,
    /// For whom.
    pub purpose: Purpose,
    /// The whole time, [`LEAST_MINUTES`] to [`MOST_MINUTES`].
    pub minutes: u32,
    /// Wishes about the questions.
    pub filter: Filter,
    /// Index of the role that is left.
    pub from: Option<usize>,
    /// Gaps between the person and the role, where a result is at hand.
    pub gaps: Option<Vec<Gap>>,
    /// Fixes the choice among questions of about the same worth.
    pub seed: u64,
}

/// Why a question is in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The person stands away from the role on its trait, and it lets them show the role's side.
    Gap,
    /// The person stands away from the role on its trait; it asks about the side that they know.
    OwnSide,
    /// The person is near the role on its trait: it can be told well.
    Strength,
    /// Nothing was answered about its trait.
    Unanswered,
    /// It is about the move that is made.
    Move,
    /// Its trait belongs to the role.
    Coverage,
}

/// One question of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// Index of the question in its bank.
    pub question: usize,
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
    /// What fixed the choice among equals.
    pub seed: u64,
    /// What it rests on.
    pub basis: Basis,
    /// Index of the role that is left, and what changes, the greatest change first.
    pub moving: Option<(usize, Vec<Change>)>,
    /// The questions to answer, in order.
    pub questions: Vec<Planned>,
    /// The questions to ask, in order, as indices in the bank; none in an interviewer's plan.
    pub to_ask: Vec<usize>,
    /// The wish that left most out, where the plan holds every question that passed and so may be short.
    pub narrowed: Option<Narrowed>,
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Less than [`LEAST_MINUTES`] or more than [`MOST_MINUTES`].
    #[error("a plan takes {LEAST_MINUTES} to {MOST_MINUTES} minutes, not {0}")]
    Minutes(u32),
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
        let minutes = request.minutes;
        if !(LEAST_MINUTES..=MOST_MINUTES).contains(&minutes) {
            return Err(PlanError::Minutes(minutes));
        }
        let basis = basis(catalogue, request);
        let only_asking = request.filter.is_about_asking(bank);
        let mut plan = Self {
            role: request.role,
            purpose: request.purpose,
            minutes,
            seed: request.seed,
            moving: request
                .from
                .map(|from| (from, Change::between(catalogue, from, request.role))),
            questions: Vec::new(),
            to_ask: Vec::new(),
            narrowed: None,
            basis,
        };
        if only_asking {
            (plan.to_ask, plan.narrowed) = asking(catalogue, bank, request, true)?;
            return Ok(plan);
        }
        // Without questions to ask there is more time for those to answer.
        if let Ok((to_ask, _)) = asking(catalogue, bank, request, false) {
            plan.to_ask = to_ask;
        }
        // An interviewer leaves the candidate the time to ask.
        let kept = match request.purpose {
            Purpose::Interviewer => minutes / ASKING_BACK,
            Purpose::Candidate | Purpose::Contrast => plan.planned_minutes(bank),
        };
        let box_minutes = minutes - kept.min(minutes) - breaks(minutes) * BREAK_MINUTES;
        (plan.questions, plan.narrowed) =
            answering(catalogue, bank, request, &plan.basis, box_minutes)?;
        Ok(plan)
    }

    /// Makes a plan of given questions, as indices in the bank, in that order and without breaks.
    #[must_use]
    pub fn of_questions(
        catalogue: &Catalogue,
        bank: &QuestionBank,
        request: &Request,
        questions: &[usize],
    ) -> Self {
        let basis = basis(catalogue, request);
        let planned = questions.iter().map(|&question| Planned {
            question,
            reason: reason(&bank.questions[question], &basis),
            break_after: false,
        });
        Self {
            role: request.role,
            purpose: request.purpose,
            minutes: questions
                .iter()
                .map(|&index| bank.questions[index].minutes)
                .sum(),
            seed: request.seed,
            moving: None,
            questions: planned.collect(),
            to_ask: Vec::new(),
            narrowed: None,
            basis,
        }
    }

    /// Returns the minutes that questions and breaks take together.
    #[must_use]
    pub fn planned_minutes(&self, bank: &QuestionBank) -> u32 {
        let of = |index: usize| bank.questions[index].minutes;
        let answering: u32 = self.questions.iter().map(|one| of(one.question)).sum();
        let asking: u32 = self.to_ask.iter().map(|&index| of(index)).sum();
        let pauses: u32 = self
            .questions
            .iter()
            .map(|one| u32::from(one.break_after))
            .sum();
        answering + asking + pauses * BREAK_MINUTES
    }

    /// Returns the gaps that the plan rests on, if it rests on any.
    #[must_use]
    pub fn gaps(&self) -> Option<&[Gap]> {
        match &self.basis {
            Basis::Role => None,
            Basis::Person(gaps) | Basis::Move(gaps) => Some(gaps),
        }
    }
}

/// Returns every question of a role in the order in which a plan without end would ask them.
///
/// # Errors
/// [`Emptied`] names the wish that leaves none.
pub fn ranked(
    catalogue: &Catalogue,
    bank: &QuestionBank,
    request: &Request,
) -> Result<Vec<usize>, Emptied> {
    let candidates = to_answer(
        bank,
        request.role,
        request.from,
        &request.filter,
        Purpose::Candidate,
    )?
    .left;
    let wants = wants(catalogue, &basis(catalogue, request));
    Ok(draw(bank, &candidates, &wants, u32::MAX, request.seed))
}

fn basis(catalogue: &Catalogue, request: &Request) -> Basis {
    if request.purpose == Purpose::Interviewer {
        return Basis::Role;
    }
    match (&request.gaps, request.from) {
        (Some(gaps), _) => Basis::Person(gaps.clone()),
        (None, Some(from)) => Basis::Move(Gap::between_roles(catalogue, from, request.role)),
        (None, None) => Basis::Role,
    }
}

fn wants(catalogue: &Catalogue, basis: &Basis) -> Vec<Want> {
    let even = Want {
        weight: 1.0,
        side: None,
    };
    match basis {
        Basis::Role => vec![even; catalogue.traits.len()],
        Basis::Person(gaps) | Basis::Move(gaps) => gaps
            .iter()
            .map(|gap| Want {
                weight: FLOOR + gap.distance,
                side: (gap.is_wide()).then(|| gap.toward()),
            })
            .collect(),
    }
}

fn answering(
    catalogue: &Catalogue,
    bank: &QuestionBank,
    request: &Request,
    basis: &Basis,
    minutes: u32,
) -> Result<(Vec<Planned>, Option<Narrowed>), Emptied> {
    let sifted = to_answer(
        bank,
        request.role,
        request.from,
        &request.filter,
        request.purpose,
    )?;
    let candidates = sifted.left;
    let mut drawn = draw(
        bank,
        &candidates,
        &wants(catalogue, basis),
        minutes,
        request.seed,
    );
    if drawn.is_empty() {
        return Err(Emptied {
            wish: Wish::Minutes,
            before: candidates.len(),
            instead: Vec::new(),
        });
    }
    let narrowed = sifted.narrowed.filter(|_| drawn.len() == candidates.len());
    let question = |index: usize| &bank.questions[index];
    match request.purpose {
        Purpose::Interviewer => drawn.sort_by_key(|&index| {
            let tested = question(index).tested;
            (
                tested.map_or(usize::MAX, |tested| tested.trait_index),
                tested.is_some_and(|tested| tested.pole == Pole::High),
                index,
            )
        }),
        // An interview opens with why one wants the post; the rest keeps its weight's order.
        Purpose::Candidate | Purpose::Contrast => {
            drawn.sort_by_key(|&index| question(index).kind != QuestionKind::Motivation);
        }
    }
    let mut planned: Vec<Planned> = drawn
        .into_iter()
        .map(|index| Planned {
            question: index,
            reason: reason(question(index), basis),
            break_after: false,
        })
        .collect();
    place_breaks(bank, &mut planned, breaks(request.minutes));
    Ok((planned, narrowed))
}

fn reason(question: &Question, basis: &Basis) -> Reason {
    if question.kind == QuestionKind::RoleMove {
        return Reason::Move;
    }
    let (gap, pole) = match (basis, question.tested) {
        (Basis::Role, _) | (_, None) => return Reason::Coverage,
        (Basis::Person(gaps) | Basis::Move(gaps), Some(tested)) => {
            (&gaps[tested.trait_index], tested.pole)
        }
    };
    if !gap.answered {
        Reason::Unanswered
    } else if gap.is_wide() && pole == gap.toward() {
        Reason::Gap
    } else if gap.is_wide() {
        Reason::OwnSide
    } else if gap.is_near() {
        Reason::Strength
    } else {
        Reason::Coverage
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
fn place_breaks(bank: &QuestionBank, planned: &mut [Planned], count: u32) {
    let of = |one: &Planned| bank.questions[one.question].minutes;
    let whole: u32 = planned.iter().map(of).sum();
    let (mut passed, mut placed) = (0, 0);
    let last = planned.len().saturating_sub(1);
    for one in &mut planned[..last] {
        passed += of(one);
        if placed < count && passed * (count + 1) >= whole * (placed + 1) {
            one.break_after = true;
            placed += 1;
        }
    }
}

#[cfg(test)]
mod tests;
