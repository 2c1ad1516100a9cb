//! A series of plans without end, in which every question comes round as often as its type is asked. A seed is a place in
//! it, so that the plans of neighbouring seeds complement one another.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use super::bank::{Question, QuestionBank, QuestionKind};
use super::likeness::{Vocabulary, likeness};
use super::rotation::{Rest, Rotation, Weighed};
use crate::catalogue::Pole;

/// After so many plans the series begins anew, from another start.
const PERIOD: u64 = 256;
/// What a question weighs at least, in per cent of what is asked: it comes round in 200 plans then.
const LEAST_SHARE: f64 = 0.5;
/// A question is not asked in the three plans after one that has it: so it stands in a quarter of all plans at most.
const REST: Rest = Rest {
    class: 0,
    member: 3,
};
/// So it is with cases, and no type of them comes twice in three plans.
const CASE_REST: Rest = Rest {
    class: 2,
    member: 3,
};
/// For each so many minutes there is one opener, and one question on a gap.
const STRETCH: u32 = 30;
/// Where at least this share of what is asked are cases, every plan has one.
const MOSTLY_CASES: f64 = 0.5;
/// There is one for each so many minutes then.
const CASE_STRETCH: u32 = 45;
/// A question that lets somebody show the side that is not asked for weighs this much of one that shows it.
const OTHER_SIDE: f64 = 0.5;
/// The person's own questions come as often as this share of all others together: somebody knows why they wrote them.
const OWN_SHARE: f64 = 0.5;
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

/// A question in a plan, with the minutes that it has there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drawn {
    /// Index of the question in the bank.
    pub(super) question: usize,
    /// Its minutes: a case may have fewer than it usually takes.
    pub(super) minutes: u32,
}

/// What one of the plans holds so far.
struct Drawing {
    drawn: Vec<Drawn>,
    left: u32,
}

/// What takes turns in the plans of one period.
struct Turns {
    openers: Rotation,
    cases: Rotation,
    others: Rotation,
    /// The traits on which a side is wanted.
    gaps: Rotation,
}

/// The plans for a role.
pub(super) struct Series<'b> {
    bank: &'b QuestionBank,
    scale: Scale<'b>,
    /// The words of each question's text, by its index in the bank.
    words: Vec<Vec<u32>>,
    turns: Turns,
    /// How many minutes a plan has.
    minutes: u32,
    /// How many of them are kept free, but for an opener and the longest cases.
    kept: u32,
    /// How many cases a plan has on average.
    cases_a_plan: f64,
    period: u64,
    /// The number of the next plan in its period.
    next: u64,
}

impl<'b> Series<'b> {
    /// Begins at a seed, with plans of so many minutes, of which so many are `kept` free but for openers and cases that need them;
    /// `wants` is one a trait.
    pub(super) fn new(
        bank: &'b QuestionBank,
        role: usize,
        candidates: &'b [usize],
        wants: &'b [Want],
        (minutes, kept, seed): (u32, u32, u64),
    ) -> Self {
        let mut vocabulary = Vocabulary::default();
        let texts = bank.questions.iter().map(|question| question.text.as_str());
        let scale = Scale {
            bank,
            role,
            wants,
            candidates,
        };
        let mut series = Self {
            bank,
            words: texts.map(|text| vocabulary.words(text)).collect(),
            turns: scale.turns(seed / PERIOD),
            minutes,
            kept,
            cases_a_plan: cases_a_plan(scale.share_of_cases(), minutes),
            scale,
            period: seed / PERIOD,
            next: 0,
        };
        for _ in 0..seed % PERIOD {
            series.plan();
        }
        series
    }

    /// Draws the next plan: openers first, cases last, and between them what presses most before what came round.
    pub(super) fn plan(&mut self) -> Vec<Drawn> {
        if self.next == PERIOD {
            (self.period, self.next) = (self.period + 1, 0);
            self.turns = self.scale.turns(self.period);
        }
        let mut plan = Drawing {
            drawn: Vec::new(),
            left: self.minutes,
        };
        let stretches = (self.minutes / STRETCH).max(1);
        let cases = self.cases_due();
        if self.next.is_multiple_of(2) {
            // The longest cases leave no time for anything else, and come first in every other plan.
            self.draw_cases(&mut plan, cases);
            self.draw_openers(&mut plan, stretches);
            self.draw_pressing(&mut plan, stretches);
        } else {
            // In the others the longest of the rest may take the place of a long case.
            self.draw_openers(&mut plan, stretches);
            self.draw_pressing(&mut plan, stretches);
            self.draw_others(&mut plan, stretches);
            self.draw_cases(&mut plan, cases);
        }
        self.draw_others(&mut plan, u32::MAX);
        if self.turns.others.is_empty() {
            self.draw_cases(&mut plan, u32::MAX);
            self.draw_openers(&mut plan, u32::MAX);
        }
        self.next += 1;
        self.finished(plan)
    }

    /// Returns how many cases the next plan has, so that over many it comes to their share.
    fn cases_due(&self) -> u32 {
        let by = |plans: u64| (plans as f64 * self.cases_a_plan).floor();
        let due = by(self.next + 1) - by(self.next);
        (0..self.minutes)
            .find(|&count| f64::from(count) >= due)
            .unwrap_or(self.minutes)
    }

    fn draw_openers(&mut self, plan: &mut Drawing, most: u32) {
        for _ in 0..most {
            let (bank, left) = (self.bank, plan.left);
            let fits = |index: usize| bank.questions[index].minutes <= left;
            let new = |index: usize| fits(index) && !plan.holds(index);
            let Some(index) = self.turns.openers.next(self.next, &new, &|_| true) else {
                return;
            };
            plan.take(index, bank.questions[index].minutes);
        }
    }

    fn draw_cases(&mut self, plan: &mut Drawing, most: u32) {
        for _ in 0..most {
            let (bank, left) = (self.bank, plan.left);
            let fits = |index: usize| shortest(&bank.questions[index]) <= left;
            let new = |index: usize| fits(index) && !plan.holds(index);
            let Some(index) = self.turns.cases.next(self.next, &new, &|_| true) else {
                return;
            };
            plan.take(index, shortest(&bank.questions[index]));
        }
    }

    /// Draws what is about the move that is made, and what lets somebody show the sides that are furthest from theirs.
    fn draw_pressing(&mut self, plan: &mut Drawing, stretches: u32) {
        for _ in 0..stretches {
            self.draw_one(plan, &|question| question.kind == QuestionKind::RoleMove);
        }
        // A bank without types has nothing to choose by but traits: all wide gaps are pressed, the widest first.
        let most = if self.bank.types.is_empty() {
            self.scale.wants.len()
        } else {
            stretches as usize
        };
        let mut pressed: Vec<usize> = Vec::new();
        while pressed.len() < most {
            let is_new = |index: usize| !pressed.contains(&index);
            let widest = if self.bank.types.is_empty() {
                self.widest(&is_new)
            } else {
                self.turns.gaps.next(self.next, &is_new, &|_| true)
            };
            let Some(gap) = widest else { return };
            let side = self.scale.wants[gap].side;
            let on_side = |question: &Question| {
                let tested = question.tested;
                tested.is_some_and(|one| one.trait_index == gap && Some(one.pole) == side)
            };
            if !self.draw_one(plan, &on_side) {
                self.draw_one(plan, &|question| question.tests(gap));
            }
            pressed.push(gap);
        }
    }

    /// Returns the trait most wanted on a side; of equals the first.
    fn widest(&self, may: &dyn Fn(usize) -> bool) -> Option<usize> {
        let wanted = (0..self.scale.wants.len())
            .filter(|&index| self.scale.wants[index].side.is_some() && may(index));
        wanted.max_by(|&one, &other| {
            let weights = self.scale.wants[one]
                .weight
                .total_cmp(&self.scale.wants[other].weight);
            weights.then(other.cmp(&one))
        })
    }

    fn draw_others(&mut self, plan: &mut Drawing, most: u32) {
        for _ in 0..most {
            if !self.draw_one(plan, &|_| true) {
                return;
            }
        }
    }

    /// Draws a question that is neither opener nor case, and returns whether there was one.
    fn draw_one(&mut self, plan: &mut Drawing, passes: &dyn Fn(&Question) -> bool) -> bool {
        let (bank, words) = (self.bank, &self.words);
        let left = plan.left.saturating_sub(self.kept);
        let may = |index: usize| {
            let question = &bank.questions[index];
            question.minutes <= left && passes(question) && !plan.holds(index)
        };
        let is_apart = |index: usize| {
            let drawn = || plan.drawn.iter().map(|one| one.question);
            let same_side = |other: usize| {
                let (own, other) = (&bank.questions[index], &bank.questions[other]);
                own.tested.is_some()
                    && own.tested == other.tested
                    && own.topics.iter().any(|topic| other.topics.contains(topic))
            };
            !drawn().any(|other| likeness(&words[index], &words[other]) > THEME || same_side(other))
        };
        let next = self.turns.others.next(self.next, &may, &is_apart);
        if let Some(index) = next {
            plan.take(index, bank.questions[index].minutes);
        }
        next.is_some()
    }

    /// Gives cases the time that is left, and puts what is drawn in order.
    fn finished(&self, mut plan: Drawing) -> Vec<Drawn> {
        for one in &mut plan.drawn {
            let usual = self.bank.questions[one.question].minutes;
            let free = plan.left.saturating_sub(self.kept);
            let more = free.min(usual - one.minutes);
            one.minutes += more;
            plan.left -= more;
        }
        // An interview opens with who one is and why one is there, and a case takes the rest of the hour.
        plan.drawn
            .sort_by_key(|one| match self.bank.questions[one.question].kind {
                QuestionKind::Opener => 0,
                QuestionKind::Motivation => 1,
                QuestionKind::Case => 3,
                _ => 2,
            });
        plan.drawn
    }
}

impl Drawing {
    fn holds(&self, question: usize) -> bool {
        self.drawn.iter().any(|one| one.question == question)
    }

    fn take(&mut self, question: usize, minutes: u32) {
        self.left -= minutes;
        self.drawn.push(Drawn { question, minutes });
    }
}

/// Returns how many cases a plan of so many minutes has on average where they are this share of what is asked.
fn cases_a_plan(share: f64, minutes: u32) -> f64 {
    let minutes = f64::from(minutes);
    if share >= MOSTLY_CASES {
        (minutes / f64::from(CASE_STRETCH)).max(1.0)
    } else {
        share * minutes / f64::from(STRETCH)
    }
}

/// Returns the fewest minutes in which a case can be done: three quarters of its usual time.
pub(super) fn shortest(question: &Question) -> u32 {
    match question.kind {
        QuestionKind::Case => (question.minutes * 3).div_ceil(4),
        _ => question.minutes,
    }
}

fn is_other(kind: QuestionKind) -> bool {
    !matches!(kind, QuestionKind::Opener | QuestionKind::Case)
}

/// What questions weigh.
struct Scale<'b> {
    bank: &'b QuestionBank,
    role: usize,
    wants: &'b [Want],
    candidates: &'b [usize],
}

/// What questions are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// The person's own.
    Own,
    /// The type, or in a bank without types the trait that they test.
    Of(usize),
    /// Neither.
    Rest,
}

impl Scale<'_> {
    /// Begins the turns of a period.
    fn turns(&self, period: u64) -> Turns {
        let mut random = ChaCha8Rng::seed_from_u64(period);
        let mut begin = |classes, rest| Rotation::new(classes, rest, &mut random);
        let gaps = self.wants.iter().zip(0..);
        let gaps = gaps.filter(|(want, _)| want.side.is_some());
        let gaps = gaps.map(|(want, index)| (want.weight, vec![(index, 1.0)]));
        Turns {
            openers: begin(self.classes(&|kind| kind == QuestionKind::Opener), REST),
            cases: begin(self.classes(&|kind| kind == QuestionKind::Case), CASE_REST),
            others: begin(self.classes(&is_other), REST),
            gaps: begin(gaps.collect(), Rest::default()),
        }
    }

    /// Returns how much of what is asked beside openers are cases, 0 to 1.
    fn share_of_cases(&self) -> f64 {
        let weight = |kinds: &dyn Fn(QuestionKind) -> bool| -> f64 {
            let classes = self.classes(kinds).into_iter();
            classes.map(|(weight, _)| weight).sum()
        };
        let cases = weight(&|kind| kind == QuestionKind::Case);
        let all = cases + weight(&is_other);
        if all > 0.0 { cases / all } else { 0.0 }
    }

    /// Returns the classes of the candidates of some kinds, with what each weighs: how often its type is asked, as far as
    /// its questions are of these kinds. Within a class a question weighs more where its trait is wanted.
    fn classes(&self, kinds: &dyn Fn(QuestionKind) -> bool) -> Vec<Weighed> {
        let mut classes: Vec<(Class, Weighed)> = Vec::new();
        for &index in self.candidates {
            let question = &self.bank.questions[index];
            if !kinds(question.kind) {
                continue;
            }
            let class = self.class(question);
            let member = (index, self.wanted(question));
            let weight = self.weight(class);
            match classes.iter_mut().find(|(known, _)| *known == class) {
                Some((_, (whole, members))) => {
                    *whole += weight;
                    members.push(member);
                }
                None => classes.push((class, (weight, vec![member]))),
            }
        }
        let others: f64 = classes
            .iter()
            .filter(|(class, _)| *class != Class::Own)
            .map(|(_, (weight, _))| weight)
            .sum();
        let weighed = classes.into_iter().map(|(class, (weight, members))| {
            let is_beside = class == Class::Own && others > 0.0;
            let weight = if is_beside {
                others * OWN_SHARE
            } else {
                weight
            };
            (weight, members)
        });
        weighed.collect()
    }

    fn class(&self, question: &Question) -> Class {
        let of = if self.bank.types.is_empty() {
            question.tested.map(|tested| tested.trait_index)
        } else {
            question.type_index
        };
        match of {
            _ if question.is_own => Class::Own,
            Some(index) => Class::Of(index),
            None => Class::Rest,
        }
    }

    /// Returns what one question adds to the weight of its class.
    fn weight(&self, class: Class) -> f64 {
        let Class::Of(index) = class else {
            return LEAST_SHARE;
        };
        let of_class = |&&one: &&usize| self.class(&self.bank.questions[one]) == class;
        let count = self.candidates.iter().filter(of_class).count().max(1);
        if self.bank.types.is_empty() {
            return self.wants[index].weight / count as f64;
        }
        let share = self.bank.types[index].share(self.role).unwrap_or(0.0);
        (share / count as f64).max(LEAST_SHARE)
    }

    /// Returns what a question weighs within its class.
    fn wanted(&self, question: &Question) -> f64 {
        let Some(tested) = question.tested else {
            let all: f64 = self.wants.iter().map(|want| want.weight).sum();
            return all / self.wants.len().max(1) as f64;
        };
        let want = self.wants[tested.trait_index];
        match want.side {
            Some(side) if side != tested.pole => want.weight * OTHER_SIDE,
            _ => want.weight,
        }
    }
}
