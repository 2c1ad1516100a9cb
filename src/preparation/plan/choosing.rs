//! What a plan holds: the questions that are named, or those that come round in the series of its seed; and why each.

use std::collections::BTreeMap;

use super::{Basis, LEAST_MINUTES, Plan, PlanError, Planned, Reason, USUAL_MINUTES, breaks};
use crate::catalogue::{Catalogue, Pole};
use crate::preparation::bank::{Question, QuestionBank, QuestionKind};
use crate::preparation::filter::{Emptied, Purpose, Request, Sifted, Wish, to_answer, to_ask};
use crate::preparation::gap::Gap;
use crate::preparation::series::{Drawn, Series, Want, alone};

/// Of so many minutes one is for the candidate's own questions.
const ASKING: u32 = 10;
/// Of so many minutes an interviewer leaves one for them.
const LEFT_TO_ASK: u32 = 5;
/// What every trait weighs beside its gap, so that none is left out for good.
const FLOOR: f64 = 0.25;
/// What opens interviews is asked in nearly every one, whatever its share of all questions: it counts as much, in per cent.
const NEARLY_ALWAYS: f64 = 6.0;
/// Of all that is asked, in per cent, as much is the person's own before an interview: they know why they wrote it.
const OWN_SHARE: f64 = 25.0;
/// After so many plans of a series every question that fits in one has come.
const ENOUGH_PLANS: usize = 256;

/// What is chosen by.
pub(super) struct Choice<'c> {
    bank: &'c QuestionBank,
    request: &'c Request,
    wants: Vec<Want>,
    pub(super) basis: Basis,
}

impl<'c> Choice<'c> {
    pub(super) fn new(catalogue: &Catalogue, bank: &'c QuestionBank, request: &'c Request) -> Self {
        let basis = basis(catalogue, request);
        Self {
            bank,
            request,
            wants: wants(catalogue, &basis),
            basis,
        }
    }

    /// Returns a plan that holds nothing yet.
    pub(super) fn empty(&self) -> Plan {
        let request = self.request;
        Plan {
            role: request.role,
            purpose: request.purpose,
            minutes: request.minutes.unwrap_or(USUAL_MINUTES),
            seed: request.seed,
            moving: None,
            questions: Vec::new(),
            to_ask: Vec::new(),
            left_to_ask: 0,
            levels: request.filter.levels.clone(),
            is_open: request.filter.is_open(),
            narrowed: None,
            basis: self.basis.clone(),
        }
    }

    /// Takes the questions that are named, in the order in which they are.
    pub(super) fn named(&self) -> Result<Plan, PlanError> {
        let request = self.request;
        let is_asked =
            |index: &usize| self.bank.questions[*index].kind == QuestionKind::ForTheEmployer;
        let answered = self.to_answer();
        let asked = to_ask(self.bank, request, request.purpose);
        let named = request.filter.questions.iter().copied();
        let (to_ask, to_answer): (Vec<usize>, Vec<usize>) = named.partition(is_asked);
        // Either part may be empty, but not for any other reason than that none of it is named.
        if !to_answer.is_empty() || to_ask.is_empty() {
            all_left(&to_answer, answered)?;
        }
        if !to_ask.is_empty() {
            all_left(&to_ask, asked)?;
        }
        let minutes = |index: &usize| self.bank.questions[*index].minutes;
        let takes = to_answer.iter().chain(&to_ask).map(minutes).sum();
        if let Some(minutes) = request.minutes.filter(|&minutes| minutes < takes) {
            return Err(PlanError::Longer { takes, minutes });
        }
        let drawn = to_answer.into_iter().map(|question| Drawn {
            question,
            minutes: minutes(&question),
        });
        Ok(Plan {
            minutes: request.minutes.unwrap_or(takes),
            questions: self.planned(drawn.collect()),
            to_ask,
            ..self.empty()
        })
    }

    /// Takes what comes round at the seed and at those after it, as many as there are plans wanted.
    pub(super) fn drawn(&self, count: usize) -> Result<Vec<Plan>, PlanError> {
        let request = self.request;
        let minutes = request.minutes.unwrap_or(USUAL_MINUTES);
        if request.filter.kinds == [QuestionKind::ForTheEmployer] {
            let asked = to_ask(self.bank, request, request.purpose)?;
            let mut series = self.series(&asked.left, minutes, 0);
            let plan = |_| {
                let to_ask: Vec<usize> = series.plan().iter().map(|one| one.question).collect();
                let all = to_ask.len() == asked.left.len();
                Plan {
                    narrowed: asked.narrowed.filter(|_| all),
                    to_ask,
                    ..self.empty()
                }
            };
            return Ok((0..count).map(plan).collect());
        }
        // A brief has the questions of the candidate's plan, and so the same time for them.
        let purpose = match request.purpose {
            Purpose::Brief => Purpose::Candidate,
            purpose => purpose,
        };
        let asked = to_ask(self.bank, request, purpose);
        let asked = asked.map_or_else(|_| Vec::new(), |asked| asked.left);
        let rest = minutes - breaks(minutes) * super::BREAK_MINUTES;
        let kept = match request.purpose {
            Purpose::Interviewer => minutes / LEFT_TO_ASK,
            _ if asked.is_empty() => 0,
            _ => self.shortest(&asked).max(minutes / ASKING).min(rest),
        };
        // An interviewer's time for the candidate's questions is nobody else's.
        let whole = match request.purpose {
            Purpose::Interviewer => rest - kept,
            Purpose::Candidate | Purpose::Contrast | Purpose::Brief => rest,
        };
        let sifted = self.to_answer()?;
        let mut answers = self.series(&sifted.left, whole, kept - (rest - whole));
        let mut asks = self.series(&asked, kept, 0);
        (0..count)
            .map(|_| self.one(&sifted, (whole, kept), &mut answers, &mut asks))
            .collect()
    }

    /// Takes the next of the plans; what the candidate asks has the time that is kept for it, unless a case took it.
    fn one(
        &self,
        sifted: &Sifted,
        (whole, kept): (u32, u32),
        answers: &mut Series<'_>,
        asks: &mut Series<'_>,
    ) -> Result<Plan, PlanError> {
        let drawn = answers.plan();
        if drawn.is_empty() {
            return Err(PlanError::Emptied(Emptied {
                wish: Wish::Minutes,
                before: sifted.left.len(),
                instead: Vec::new(),
            }));
        }
        let mut left = whole - drawn.iter().map(|one| one.minutes).sum::<u32>();
        let mut to_ask = Vec::new();
        let asks = asks.plan();
        if self.request.purpose == Purpose::Candidate {
            for one in asks {
                if one.minutes <= left {
                    left -= one.minutes;
                    to_ask.push(one.question);
                }
            }
        }
        let all = drawn.len() == sifted.left.len();
        Ok(Plan {
            narrowed: sifted.narrowed.filter(|_| all),
            questions: self.planned(drawn),
            to_ask,
            left_to_ask: match self.request.purpose {
                Purpose::Interviewer | Purpose::Brief => kept,
                Purpose::Candidate | Purpose::Contrast => 0,
            },
            ..self.empty()
        })
    }

    fn to_answer(&self) -> Result<Sifted, Emptied> {
        to_answer(self.bank, self.request)
    }

    fn series<'s>(&'s self, candidates: &'s [usize], minutes: u32, kept: u32) -> Series<'s> {
        let Request { role, seed, .. } = *self.request;
        let room = (minutes, kept, seed);
        Series::new(self.bank, role, candidates, &self.wants, room)
    }

    fn shortest(&self, questions: &[usize]) -> u32 {
        let minutes = |&index: &usize| self.bank.questions[index].minutes;
        questions.iter().map(minutes).min().unwrap_or(0)
    }

    pub(super) fn planned(&self, mut drawn: Vec<Drawn>) -> Vec<Planned> {
        let question = |one: &Drawn| &self.bank.questions[one.question];
        if self.request.purpose == Purpose::Interviewer && self.request.filter.questions.is_empty()
        {
            // Whoever asks several people has what belongs together together.
            drawn.sort_by_key(|one| {
                let question = question(one);
                let tested = question.tested;
                (
                    question.kind != QuestionKind::Opener,
                    question.kind == QuestionKind::Case,
                    question.type_index,
                    tested.map(|tested| tested.trait_index),
                    tested.is_some_and(|tested| tested.pole == Pole::High),
                    one.question,
                )
            });
        }
        let planned = drawn.into_iter().map(|one| Planned {
            question: one.question,
            minutes: one.minutes,
            reason: reason(question(&one), &self.basis),
            break_after: false,
        });
        planned.collect()
    }
}

/// Returns nothing where all of these were left by the wishes, and else which wish left them out.
fn all_left(named: &[usize], sifted: Result<Sifted, Emptied>) -> Result<(), Emptied> {
    let left = sifted?.left;
    if named.iter().all(|index| left.contains(index)) {
        return Ok(());
    }
    Err(Emptied {
        wish: Wish::Question,
        before: named.len(),
        instead: Vec::new(),
    })
}

/// Returns every question of a role in the order in which the plans from the seed on ask them.
///
/// # Errors
/// [`Emptied`] names the wish that leaves none.
pub fn ranked(
    catalogue: &Catalogue,
    bank: &QuestionBank,
    request: &Request,
) -> Result<Vec<usize>, Emptied> {
    let choice = Choice::new(catalogue, bank, request);
    let candidates = choice.to_answer()?.left;
    if !request.filter.questions.is_empty() {
        let named = request.filter.questions.iter().copied();
        return Ok(named.filter(|index| candidates.contains(index)).collect());
    }
    let minutes = request.minutes.unwrap_or(USUAL_MINUTES).max(LEAST_MINUTES);
    let kept = minutes / ASKING;
    let mut series = choice.series(&candidates, minutes, kept);
    let mut ranked: Vec<usize> = Vec::new();
    for _ in 0..ENOUGH_PLANS {
        if ranked.len() == candidates.len() {
            break;
        }
        for one in series.plan() {
            if !ranked.contains(&one.question) {
                ranked.push(one.question);
            }
        }
    }
    let mut rest = candidates;
    rest.retain(|index| !ranked.contains(index));
    ranked.extend(rest);
    Ok(ranked)
}

/// What takes longer than this, in minutes, is not put off for it.
const LONG: u32 = 6;

/// Returns every question of a role, what is asked most for the time that it takes first: types come by their shares, each
/// one's further questions the later the more there were before, and of a type first those on a gap of the person's and
/// then as the bank has them; what is asked about a move comes before all but one's own. Unlike [`ranked`] it is the same on every day.
///
/// # Errors
/// [`Emptied`] names the wish that leaves none.
pub fn most_asked(
    catalogue: &Catalogue,
    bank: &QuestionBank,
    request: &Request,
) -> Result<Vec<usize>, Emptied> {
    if !request.filter.questions.is_empty() {
        return ranked(catalogue, bank, request);
    }
    let choice = Choice::new(catalogue, bank, request);
    let question = |index: usize| &bank.questions[index];
    let is_on_gap = |index: usize| {
        let tested = question(index).tested;
        tested.is_some_and(|one| choice.wants[one.trait_index].side == Some(one.pole))
    };
    let mut left = choice.to_answer()?.left;
    left.sort_by_key(|&index| !is_on_gap(index));
    let mut types: BTreeMap<(bool, Option<usize>), (f64, Vec<usize>)> = BTreeMap::new();
    for index in left {
        let of = question(index)
            .type_index
            .filter(|_| !question(index).is_own);
        let share = of.and_then(|of| bank.types[of].share(request.role));
        // The person's own questions, and those of a bank without types.
        let share = share.unwrap_or(OWN_SHARE);
        let kind = question(index).kind;
        // Whoever changes roles is asked why, and questions about that are left to nobody else.
        let is_move = kind == QuestionKind::RoleMove;
        let (share, questions) = types.entry((is_move, of)).or_insert((share, Vec::new()));
        if is_move || kind == QuestionKind::Opener && questions.is_empty() {
            *share = share.max(NEARLY_ALWAYS);
        }
        questions.push(index);
    }
    let worth = |share: f64, place: usize, index: usize| {
        // The few questions about a move are why somebody prepares at all.
        if question(index).kind == QuestionKind::RoleMove {
            return share;
        }
        // Divided as seats of a parliament are (Sainte-Laguë, 1910).
        let by_turns = share / (2 * place + 1) as f64;
        by_turns / f64::from(alone(question(index)).min(LONG))
    };
    let mut valued: Vec<(f64, usize)> = Vec::new();
    for (share, questions) in types.into_values() {
        let mut least = f64::INFINITY;
        for (place, index) in questions.into_iter().enumerate() {
            // What is short does not overtake what stands before it.
            least = worth(share, place, index).min(least);
            valued.push((least, index));
        }
    }
    valued.sort_by(|one, other| other.0.total_cmp(&one.0));
    Ok(valued.into_iter().map(|(_, index)| index).collect())
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
        is_named: false,
    };
    let (Basis::Person(gaps) | Basis::Move(gaps)) = basis else {
        return vec![even; catalogue.traits.len()];
    };
    let named = match basis {
        Basis::Person(gaps) => Gap::widest(gaps, Gap::is_wide),
        Basis::Role | Basis::Move(_) => Vec::new(),
    };
    let wants = gaps.iter().map(|gap| Want {
        weight: FLOOR + if gap.is_beyond() { 0.0 } else { gap.distance },
        side: (gap.is_wide()).then(|| gap.toward()),
        is_named: named.contains(&gap),
    });
    wants.collect()
}

/// Tells why a question is in a plan.
fn reason(question: &Question, basis: &Basis) -> Reason {
    if question.kind == QuestionKind::RoleMove {
        return Reason::Move;
    }
    if question.is_own {
        return Reason::Own;
    }
    let of_role = match (question.kind, question.type_index) {
        (QuestionKind::Opener, _) => Reason::Opens,
        (_, Some(_)) => Reason::Asked,
        (_, None) => Reason::Coverage,
    };
    let (gap, pole) = match (basis, question.tested) {
        (Basis::Role, _) | (_, None) => return of_role,
        (Basis::Person(gaps) | Basis::Move(gaps), Some(tested)) => {
            (&gaps[tested.trait_index], tested.pole)
        }
    };
    if gap.is_wide() && pole == gap.toward() {
        Reason::Gap
    } else if gap.is_wide() {
        Reason::OwnSide
    } else if of_role != Reason::Coverage {
        // How often it is asked says more than that somebody is near, or that nothing is known of them.
        of_role
    } else if !gap.answered {
        Reason::Unanswered
    } else if gap.is_near() {
        Reason::Strength
    } else {
        of_role
    }
}
