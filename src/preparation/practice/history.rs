//! What the events of practice add up to: rated answers, and the practice that is under way. It knows no file and no
//! clock.

use std::collections::BTreeMap;

use super::{Event, Rating, Stamped};
use crate::preparation::bank::{Question, StarPart};

/// A rated answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Id of the question.
    pub question: String,
    /// When it was rated, in seconds since 1970 UTC.
    pub at: i64,
    /// How it was rated.
    pub rating: Rating,
    /// What else was noted.
    pub draft: Draft,
}

/// What is known of an answer before it is rated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// How long it took to say.
    pub seconds: Option<u64>,
    /// What was typed while it was said; mostly nothing.
    pub said: String,
    /// What was written, in order; empty where nothing was.
    pub notes: Vec<(Option<StarPart>, String)>,
    /// How many follow-ups were seen.
    pub follow_ups: usize,
    /// What was written about follow-ups, as (which, from 0, and text); only those about which something was.
    pub replies: Vec<(usize, String)>,
    /// Red flags ticked, from 1; none before they were asked about.
    pub flags: Option<Vec<usize>>,
}

/// What comes next for a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Say the answer.
    Say,
    /// Write under this heading, or a line where there is none.
    Note(Option<StarPart>),
    /// Hear this follow-up, from 0.
    FollowUp(usize),
    /// Tick red flags.
    Flag,
    /// Rate.
    Rate,
}

impl Draft {
    /// Returns what comes next. An answer that was left in the middle is gone on with where it was left.
    #[must_use]
    pub fn next(&self, question: &Question) -> Step {
        if self.seconds.is_none() {
            return Step::Say;
        }
        let parts: Vec<Option<StarPart>> = match question.star {
            Some(_) => StarPart::NAMED
                .iter()
                .map(|&(_, part)| Some(part))
                .collect(),
            None => vec![None],
        };
        let open = parts
            .into_iter()
            .find(|part| !self.notes.iter().any(|(noted, _)| noted == part));
        if let Some(part) = open {
            return Step::Note(part);
        }
        if self.follow_ups < question.follow_ups.len() {
            return Step::FollowUp(self.follow_ups);
        }
        if self.flags.is_none() {
            return Step::Flag;
        }
        Step::Rate
    }

    /// Returns what was written at the last step: a note, or about a follow-up.
    #[must_use]
    pub fn last_text(&self) -> Option<&str> {
        if self.flags.is_some() {
            return None;
        }
        if let Some(last) = self.follow_ups.checked_sub(1) {
            let reply = self.replies.iter().find(|(which, _)| *which == last);
            return reply.map(|(_, text)| text.as_str());
        }
        self.notes.last().map(|(_, text)| text.as_str())
    }

    /// Takes the last step back.
    fn back(&mut self) {
        if self.flags.take().is_some() {
            return;
        }
        if self.follow_ups > 0 {
            self.follow_ups -= 1;
            self.replies.retain(|(which, _)| *which < self.follow_ups);
        } else if self.notes.pop().is_none() {
            self.seconds = None;
            self.said.clear();
        }
    }
}

/// A practice that is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPractice {
    /// Id of the role.
    pub role: String,
    /// Ids of the questions, in order.
    pub questions: Vec<String>,
    /// How many of them are rated or skipped.
    pub done: usize,
    /// Those that are rated, with how, in order; the rest of those done were skipped.
    pub ratings: Vec<(String, Rating)>,
}

impl OpenPractice {
    /// Returns the id of the question that comes next.
    #[must_use]
    pub fn current(&self) -> Option<&str> {
        self.questions.get(self.done).map(String::as_str)
    }
}

/// Everything that happened in practice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// Rated answers, oldest first; of the same second, in the order in which they came.
    pub attempts: Vec<Attempt>,
    /// The practice that is under way, if one is.
    pub open: Option<OpenPractice>,
    /// The practice that ended last, with what of it was done.
    pub over: Option<OpenPractice>,
    drafts: BTreeMap<String, Draft>,
}

impl History {
    /// Adds the events up.
    #[must_use]
    pub fn of(events: impl IntoIterator<Item = Stamped>) -> Self {
        let mut history = Self::default();
        for event in events {
            history.apply(event);
        }
        history
    }

    /// Returns what is known of an unrated answer to a question.
    #[must_use]
    pub fn draft(&self, question: &str) -> Draft {
        self.drafts.get(question).cloned().unwrap_or_default()
    }

    /// Returns whether an answer to this question was rated at this time.
    #[must_use]
    pub fn holds(&self, question: &str, at: i64) -> bool {
        self.attempts_at(question).any(|attempt| attempt.at == at)
    }

    /// Returns the practice that is under way, else the one that ended last.
    #[must_use]
    pub fn latest(&self) -> Option<&OpenPractice> {
        self.open.as_ref().or(self.over.as_ref())
    }

    /// Returns the rated answers to a question, oldest first.
    pub fn attempts_at<'h>(&'h self, question: &'h str) -> impl Iterator<Item = &'h Attempt> {
        self.attempts
            .iter()
            .filter(move |attempt| attempt.question == question)
    }

    /// Takes in an event.
    pub fn apply(&mut self, Stamped { at, event }: Stamped) {
        match event {
            Event::Begun { role, questions } => {
                self.open = Some(OpenPractice {
                    role,
                    questions,
                    done: 0,
                    ratings: Vec::new(),
                });
            }
            Event::Said {
                question,
                seconds,
                text,
            } => {
                let draft = self.at(question);
                draft.seconds = Some(seconds);
                draft.said = text;
            }
            Event::Noted {
                question,
                part,
                text,
            } => self.at(question).notes.push((part, text)),
            Event::FollowedUp {
                question,
                seen,
                text,
            } => {
                let draft = self.at(question);
                draft.follow_ups = seen;
                if !text.is_empty() {
                    draft.replies.push((seen.saturating_sub(1), text));
                }
            }
            Event::Flagged { question, flags } => self.at(question).flags = Some(flags),
            Event::Rated { question, rating } => {
                let draft = self.drafts.remove(&question).unwrap_or_default();
                self.pass(&question, Some(rating));
                self.rated(Attempt {
                    question,
                    at,
                    rating,
                    draft,
                });
            }
            Event::Skipped { question } => {
                self.drafts.remove(&question);
                self.pass(&question, None);
            }
            Event::Back { question } => self.at(question).back(),
            Event::Given(given) => {
                // An answer that is whole takes the place of one left in the middle.
                self.drafts.remove(&given.question);
                self.pass(&given.question, Some(given.rating));
                self.rated(given.into_attempt(at));
            }
            Event::Ended => {
                self.drafts.clear();
                self.over = self.open.take().or(self.over.take());
            }
        }
    }

    /// Takes in a rated answer at its time: what was given elsewhere may be older than what is known.
    fn rated(&mut self, attempt: Attempt) {
        let place = self
            .attempts
            .partition_point(|before| before.at <= attempt.at);
        self.attempts.insert(place, attempt);
    }

    fn at(&mut self, question: String) -> &mut Draft {
        self.drafts.entry(question).or_default()
    }

    fn pass(&mut self, question: &str, rating: Option<Rating>) {
        let Some(open) = &mut self.open else { return };
        if open.current() == Some(question) {
            open.done += 1;
            open.ratings
                .extend(rating.map(|rating| (question.to_owned(), rating)));
        }
        if open.current().is_none() {
            self.over = self.open.take();
        }
    }
}
