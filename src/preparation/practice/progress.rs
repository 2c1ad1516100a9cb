//! How practice goes: ratings at first and by now, by trait, and what returns when. It gives no advice.

use super::{Attempt, History, OpenPractice, due};
use crate::catalogue::Catalogue;
use crate::preparation::bank::QuestionBank;
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

/// How practice goes on one trait.
#[derive(Debug, Clone, PartialEq)]
pub struct TraitProgress {
    /// Index of the trait.
    pub trait_index: usize,
    /// Questions on it that may be asked.
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
    pub traits: Vec<TraitProgress>,
    /// The practice that is under way, if one is.
    pub open: Option<OpenPractice>,
    /// Id of the role that was practised for last.
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
            role.is_none_or(|role| question.is_for(role))
        };
        let asked: Vec<usize> = (0..bank.questions.len()).filter(is_asked).collect();
        let mut questions: Vec<QuestionProgress> = asked
            .iter()
            .filter_map(|&question| {
                let id = bank.questions[question].id.as_str();
                let attempts = || history.attempts_at(id);
                Some(QuestionProgress {
                    question,
                    due: due(attempts(), &now.calendar)?,
                    attempts: attempts().cloned().collect(),
                })
            })
            .collect();
        // Of one day, low ratings first, as they are practised.
        questions.sort_by_key(|one| (one.due, one.attempts.last().map(|last| last.rating)));
        let traits = (0..catalogue.traits.len()).map(|trait_index| {
            let on_it = |index: usize| bank.questions[index].tests(trait_index);
            let rated = || questions.iter().filter(|one| on_it(one.question));
            TraitProgress {
                trait_index,
                questions: asked.iter().filter(|&&index| on_it(index)).count(),
                rated: rated().count(),
                first: mean(rated().filter_map(|one| one.attempts.first())),
                latest: mean(rated().filter_map(|one| one.attempts.last())),
            }
        });
        let unknown = history
            .attempts
            .iter()
            .filter(|one| bank.question_index(&one.question).is_none());
        Self {
            role,
            now: now.clone(),
            attempts: questions.iter().map(|one| one.attempts.len()).sum(),
            unknown: unknown.count(),
            traits: traits.collect(),
            questions,
            open: history.open.clone(),
            latest_role: history.latest().map(|latest| latest.role.clone()),
        }
    }

    /// Returns the questions that are due, those that have waited longest first.
    pub fn due(&self) -> impl Iterator<Item = &QuestionProgress> {
        self.questions.iter().filter(|one| one.due <= self.now.at)
    }
}

fn mean<'a>(attempts: impl Iterator<Item = &'a Attempt>) -> Option<f64> {
    let numbers: Vec<f64> = attempts.map(|one| f64::from(one.rating.number())).collect();
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}
