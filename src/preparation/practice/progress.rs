//! How practice goes: ratings at first and by now, by trait, and what returns when.

use std::cmp::Reverse;

use super::{Attempt, Draft, History, OpenPractice, due};
use crate::catalogue::Catalogue;
use crate::preparation::bank::{Question, QuestionBank, QuestionKind};
use crate::preparation::calendar::Moment;

/// How practice goes with one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionProgress {
    /// Index of the question in the bank.
    pub question: usize,
    /// The rated answers, oldest first; at least one.
    pub attempts: Vec<Attempt>,
    /// When it returns, in seconds since 1970 UTC.
    pub due: i64,
}

/// How practice goes with some of the questions.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// Questions that may be asked.
    pub questions: usize,
    /// How many of them were rated.
    pub rated: usize,
    /// Mean of the first rating of each, 1 to 5; nothing where none was rated.
    pub first: Option<f64>,
    /// Mean of the latest rating of each.
    pub latest: Option<f64>,
}

/// How practice goes.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// Index of the role, if only one is looked at.
    pub role: Option<usize>,
    /// As of when.
    pub now: Moment,
    /// Rated answers in all.
    pub attempts: usize,
    /// Rated answers to questions that the bank does not have (any more).
    pub unknown: usize,
    /// The questions that were rated, those that return first first.
    pub questions: Vec<QuestionProgress>,
    /// One a trait, in the catalogue's order.
    pub traits: Vec<Tally>,
    /// One a type, in the bank's order.
    pub types: Vec<Tally>,
    /// The practice that is under way, if one is.
    pub open: Option<OpenPractice>,
    /// Those that were set aside and can be taken up again, the latest last.
    pub aside: Vec<OpenPractice>,
    /// The answers that are not rated yet, as indices in the bank and what is known of them.
    pub unrated: Vec<(usize, Draft)>,
    /// Id of the role that was practised for last; where answers came from a file alone, the one that most of the questions
    /// answered are asked for.
    pub latest_role: Option<String>,
}

impl Progress {
    /// Adds up what happened with the questions of a role, or of all roles.
    #[must_use]
    pub fn of(
        catalogue: &Catalogue,
        bank: &QuestionBank,
        history: &History,
        role: Option<usize>,
        now: &Moment,
    ) -> Self {
        let is_asked = |index: &usize| {
            let question = &bank.questions[*index];
            let is_answered = question.kind != QuestionKind::ForTheEmployer;
            let is_open = !question.is_of_trade() || history.is_practised(question);
            is_answered && is_open && role.is_none_or(|role| question.is_for(role))
        };
        let asked: Vec<usize> = (0..bank.questions.len()).filter(is_asked).collect();
        let questions = asked.iter().filter_map(|&question| {
            let id = bank.questions[question].id.as_str();
            Some(QuestionProgress {
                question,
                due: due(history.attempts_at(id), now)?,
                attempts: history.attempts_at(id).cloned().collect(),
            })
        });
        let mut questions: Vec<QuestionProgress> = questions.collect();
        // Of one day, low ratings first, as they are practised.
        questions.sort_by_key(|one| (one.due, one.attempts.last().map(|last| last.rating)));
        let tally = |is_of: &dyn Fn(&Question) -> bool| {
            let is_of = |index: usize| is_of(&bank.questions[index]);
            let rated = || questions.iter().filter(|one| is_of(one.question));
            Tally {
                questions: asked.iter().filter(|&&index| is_of(index)).count(),
                rated: rated().count(),
                first: mean(rated().filter_map(|one| one.attempts.first())),
                latest: mean(rated().filter_map(|one| one.attempts.last())),
            }
        };
        let traits = (0..catalogue.traits.len()).map(|index| tally(&|one| one.tests(index)));
        let traits: Vec<Tally> = traits.collect();
        let types = (0..bank.types.len()).map(|index| tally(&|one| one.type_index == Some(index)));
        let types: Vec<Tally> = types.collect();
        let is_unknown = |one: &&Attempt| bank.question_index(&one.question).is_none();
        let latest = history.latest().map(|latest| latest.role.clone());
        Self {
            role,
            now: now.clone(),
            attempts: questions.iter().map(|one| one.attempts.len()).sum(),
            unknown: history.attempts.iter().filter(is_unknown).count(),
            traits,
            types,
            questions,
            open: history.open.clone(),
            aside: history.aside.clone(),
            unrated: unrated(bank, history, role),
            latest_role: latest.or_else(|| likely_role(catalogue, bank, history)),
        }
    }

    /// Returns the questions that are due, those that have waited longest first.
    pub fn due(&self) -> impl Iterator<Item = &QuestionProgress> {
        self.questions.iter().filter(|one| one.due <= self.now.at)
    }
}

/// Returns what is known of answers that are not rated yet.
fn unrated(bank: &QuestionBank, history: &History, role: Option<usize>) -> Vec<(usize, Draft)> {
    let drafts = history.drafts().filter_map(|(id, draft)| {
        let index = bank.question_index(id)?;
        let question = &bank.questions[index];
        let is_asked = role.is_none_or(|role| question.is_for(role));
        (is_asked && *draft != Draft::default()).then(|| (index, draft.clone()))
    });
    drafts.collect()
}

/// Returns the role that most of the questions answered are asked for; of equals the first.
fn likely_role(catalogue: &Catalogue, bank: &QuestionBank, history: &History) -> Option<String> {
    let answered = |role: usize| {
        let questions = history.attempts.iter().filter(|attempt| {
            let index = bank.question_index(&attempt.question);
            index.is_some_and(|index| bank.questions[index].is_for(role))
        });
        questions.count()
    };
    let counts = (0..catalogue.roles.len()).map(|role| (answered(role), role));
    let most = counts.max_by_key(|&(count, role)| (count, Reverse(role)));
    let (_, role) = most.filter(|(count, _)| *count > 0)?;
    Some(catalogue.roles[role].id.as_str().to_owned())
}

fn mean<'a>(attempts: impl Iterator<Item = &'a Attempt>) -> Option<f64> {
    let numbers: Vec<f64> = attempts.map(|one| f64::from(one.rating.number())).collect();
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}
