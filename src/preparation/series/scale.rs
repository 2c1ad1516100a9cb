//! What questions weigh, and their turns in the plans of one period.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::catalogue::Pole;
use crate::preparation::bank::{Question, QuestionBank, QuestionKind};
use crate::preparation::rotation::{Rest, Rotation, Weighed};

/// What a question weighs at least, in per cent of what is asked: it comes round in 200 plans then.
const LEAST_SHARE: f64 = 0.5;
/// The person's own questions come as often as this share of all others together: somebody knows why they wrote them.
const OWN_SHARE: f64 = 0.5;
/// A question that lets somebody show the side that is not asked for weighs this much of one that shows it.
const OTHER_SIDE: f64 = 0.5;
/// No type of case comes twice in three plans.
const REST_OF_CASES: u64 = 2;
/// A question is not asked in the three plans after one that has it, so that it stands in a quarter of all plans at most;
/// where there are few, in as many as there are questions for.
const REST: u64 = 3;
/// About as long as an opener takes.
const OPENER_MINUTES: u32 = 3;

/// What is wanted of a trait.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Want {
    /// How much, 0 or more.
    pub(crate) weight: f64,
    /// On which side; either where nothing is said.
    pub(crate) side: Option<Pole>,
    /// Whether it is named to the person: every plan presses on it, where it has the room.
    pub(crate) is_named: bool,
}

/// What takes turns in the plans of one period.
pub(super) struct Turns {
    pub(super) openers: Rotation,
    pub(super) cases: Rotation,
    pub(super) others: Rotation,
    /// The traits on which a side is wanted.
    pub(super) gaps: Rotation,
}

fn is_other(kind: QuestionKind) -> bool {
    !matches!(kind, QuestionKind::Opener | QuestionKind::Case)
}

/// What questions weigh.
pub(super) struct Scale<'b> {
    pub(super) bank: &'b QuestionBank,
    pub(super) role: usize,
    pub(super) wants: &'b [Want],
    pub(super) candidates: &'b [usize],
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
    pub(super) fn turns(&self, period: u64, minutes: u32) -> Turns {
        let mut random = ChaCha8Rng::seed_from_u64(period);
        let mut begin = |kinds: &dyn Fn(QuestionKind) -> bool, class, minutes| {
            let classes = self.classes(kinds);
            let member = REST.min(self.plans_without_repeating(&classes, minutes));
            Rotation::new(classes, Rest { class, member }, &mut random)
        };
        let openers = begin(&|kind| kind == QuestionKind::Opener, 0, OPENER_MINUTES);
        let cases = begin(&|kind| kind == QuestionKind::Case, REST_OF_CASES, minutes);
        let others = begin(&is_other, 0, minutes);
        let gaps = (0..).zip(self.wants);
        let gaps = gaps.filter(|(_, want)| want.side.is_some());
        let gaps = gaps.map(|(index, want)| (want.weight, vec![(index, 1.0)]));
        Turns {
            openers,
            cases,
            others,
            gaps: Rotation::new(gaps.collect(), Rest::default(), &mut random),
        }
    }

    /// Returns for how many plans after one there are other questions, each plan having so many minutes for them.
    fn plans_without_repeating(&self, classes: &[Weighed], minutes: u32) -> u64 {
        let members = classes.iter().flat_map(|(_, members)| members);
        let of = |&(index, _): &(usize, f64)| self.bank.questions[index].minutes;
        let all: u32 = members.map(of).sum();
        u64::from(all / minutes.max(1)).saturating_sub(1)
    }

    /// Returns how much of what is asked beside openers are cases, 0 to 1.
    pub(super) fn share_of_cases(&self) -> f64 {
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
        let others = classes.iter().filter(|(class, _)| *class != Class::Own);
        let others: f64 = others.map(|(_, (weight, _))| weight).sum();
        if let Some((_, (weight, _))) = classes.iter_mut().find(|(class, _)| *class == Class::Own)
            && others > 0.0
        {
            *weight = others * OWN_SHARE;
        }
        classes.into_iter().map(|(_, weighed)| weighed).collect()
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
