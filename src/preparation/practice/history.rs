//! What the events of practice add up to: rated answers, and the practices that are under way or set aside.

use std::collections::{BTreeMap, BTreeSet};

use super::{AnswerFaults, Event, GivenAnswer, Rating, Stamped, Ticked};
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

impl Attempt {
    /// Returns whether somebody answered, and did not only say that the question was new to them: a 1 of which nothing else
    /// is known.
    #[must_use]
    pub fn is_answer(&self) -> bool {
        let draft = &self.draft;
        let ticked = [&draft.flags, &draft.checklist, &draft.strong];
        self.rating != Rating::One
            || draft.took().is_some()
            || draft.follow_ups > 0
            || draft.notes.iter().any(|(_, text)| !text.is_empty())
            || ticked
                .into_iter()
                .flatten()
                .any(|numbers| !numbers.is_empty())
    }
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
    /// The stages of a case that were gone through: seconds, and what was typed meanwhile.
    pub stages: Vec<(u64, String)>,
    /// Things ticked on the checklist of a case, from 1; none before they were asked about.
    pub checklist: Option<Vec<usize>>,
    /// Strong signals ticked, from 1; none before they were asked about.
    pub strong: Option<Vec<usize>>,
}

/// What comes next for a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Say the answer.
    Say,
    /// Write under this heading, or a line where there is none.
    Note(Option<StarPart>),
    /// Go through this stage of a case, from 0.
    Stage(usize),
    /// Hear this follow-up, from 0.
    FollowUp(usize),
    /// Tick what an answer had.
    Tick(Ticked),
    /// Tick red flags.
    Flag,
    /// Rate.
    Rate,
}

impl Step {
    /// Returns whether nothing is said of the question yet.
    #[must_use]
    pub fn is_first(self) -> bool {
        matches!(self, Self::Say | Self::Stage(0))
    }
}

impl Draft {
    /// Returns what comes next. An answer that was left in the middle is gone on with where it was left. What was rated
    /// before is only said `again`, a case in its outline, and pressed once.
    #[must_use]
    pub fn next(&self, question: &Question, again: bool) -> Step {
        // What was begun to be written is written to its end.
        if again && self.notes.is_empty() && self.stages.is_empty() {
            return if self.seconds.is_none() {
                Step::Say
            } else if self.follow_ups < question.follow_ups.len() {
                Step::FollowUp(question.follow_ups.len() - 1)
            } else {
                self.judged(question, true)
            };
        }
        match &question.case {
            Some(case) if self.stages.len() < case.stages.len() => {
                return Step::Stage(self.stages.len());
            }
            None if self.seconds.is_none() => return Step::Say,
            _ => {}
        }
        let parts: &[Option<StarPart>] = match question.star {
            Some(_) => &StarPart::ALL.map(Some),
            None => &[None],
        };
        let is_open = |part: &&Option<StarPart>| !self.notes.iter().any(|(of, _)| of == *part);
        if let Some(part) = parts.iter().find(is_open) {
            return Step::Note(*part);
        }
        if self.follow_ups < question.follow_ups.len() {
            return Step::FollowUp(self.follow_ups);
        }
        self.judged(question, false)
    }

    /// Returns what comes next of an answer that is given.
    fn judged(&self, question: &Question, again: bool) -> Step {
        if self.checklist.is_none() && question.case.is_some() && !again {
            return Step::Tick(Ticked::Checklist);
        }
        if self.strong.is_none() {
            return Step::Tick(Ticked::Strong);
        }
        if self.flags.is_none() {
            return Step::Flag;
        }
        Step::Rate
    }

    /// Returns how long the answer took, where that is known: of a case, all its stages together.
    #[must_use]
    pub fn took(&self) -> Option<u64> {
        let stages = self.stages.iter().map(|(seconds, _)| seconds).sum();
        let stages = Some(stages).filter(|_| !self.stages.is_empty());
        self.seconds.or(stages)
    }

    /// Returns what was written at the last step: at a stage, a note, or about a follow-up.
    #[must_use]
    pub fn last_text(&self) -> Option<&str> {
        if self.flags.is_some() || self.strong.is_some() || self.checklist.is_some() {
            return None;
        }
        if let Some(last) = self.follow_ups.checked_sub(1) {
            let reply = self.replies.iter().find(|(which, _)| *which == last);
            return reply.map(|(_, text)| text.as_str());
        }
        let note = self.notes.last().map(|(_, text)| text.as_str());
        note.or_else(|| self.stages.last().map(|(_, text)| text.as_str()))
    }

    /// Takes the last step back.
    fn back(&mut self) {
        let ticked = [&mut self.flags, &mut self.strong, &mut self.checklist];
        if ticked.into_iter().any(|list| list.take().is_some()) {
            return;
        }
        if self.follow_ups > 0 {
            self.follow_ups -= 1;
            self.replies.retain(|(which, _)| *which < self.follow_ups);
        } else if self.notes.pop().is_none() && self.stages.pop().is_none() {
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
    /// The options with which it was begun, as they are typed.
    pub options: String,
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
    /// Those that were set aside and can be taken up again, the latest last.
    pub aside: Vec<OpenPractice>,
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

    /// Returns the answers that are not rated yet, by id of the question.
    pub fn drafts(&self) -> impl Iterator<Item = (&str, &Draft)> {
        let drafts = self.drafts.iter();
        drafts.map(|(question, draft)| (question.as_str(), draft))
    }

    /// Returns the practice that is under way, else the one that ended last.
    #[must_use]
    pub fn latest(&self) -> Option<&OpenPractice> {
        self.open.as_ref().or(self.over.as_ref())
    }

    /// Returns the rated answers to a question, oldest first.
    pub fn attempts_at<'h>(&'h self, question: &'h str) -> impl Iterator<Item = &'h Attempt> {
        let attempts = self.attempts.iter();
        attempts.filter(move |attempt| attempt.question == question)
    }

    pub(super) fn is_practised(&self, question: &Question) -> bool {
        self.attempts_at(question.id.as_str()).next().is_some()
    }

    /// Takes in an event.
    pub fn apply(&mut self, Stamped { at, event }: Stamped) {
        match event {
            Event::Begun {
                role,
                questions,
                options,
            } => {
                self.aside.extend(self.open.take());
                self.open = Some(OpenPractice {
                    role,
                    questions,
                    options,
                    done: 0,
                    ratings: Vec::new(),
                });
            }
            Event::Resumed { role } => {
                let place = self.aside.iter().rposition(|one| one.role == role);
                if let Some(place) = place {
                    let resumed = self.aside.remove(place);
                    self.aside.extend(self.open.replace(resumed));
                }
            }
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
            Event::Given(given) => {
                // An answer that is whole takes the place of one left in the middle.
                self.drafts.remove(&given.question);
                self.pass(&given.question, Some(given.rating));
                self.rated(given.into_attempt(at));
            }
            Event::Ended {} => self.end(),
            of_an_answer => self.write(of_an_answer),
        }
    }

    /// Gives the practice under way up.
    fn end(&mut self) {
        let Some(ended) = self.open.take() else {
            return;
        };
        for question in &ended.questions {
            let mut aside = self.aside.iter();
            if !aside.any(|one| one.questions.contains(question)) {
                self.drafts.remove(question);
            }
        }
        self.over = Some(ended);
    }

    /// Takes in what happened in an answer that is not rated yet.
    fn write(&mut self, event: Event) {
        match event {
            Event::Staged {
                question,
                stage,
                seconds,
                text,
            } => {
                let draft = self.at(question);
                // A line that is gone may have held one before it.
                draft
                    .stages
                    .resize(stage.saturating_sub(1), (0, String::new()));
                draft.stages.push((seconds, text));
            }
            Event::Ticked {
                question,
                of,
                numbers,
            } => {
                let draft = self.at(question);
                match of {
                    Ticked::Strong => draft.strong = Some(numbers),
                    Ticked::Checklist => draft.checklist = Some(numbers),
                }
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
            Event::Back { question } => self.at(question).back(),
            _ => unreachable!("`apply` takes the others in"),
        }
    }

    /// Takes in a rated answer at its time: what was given elsewhere may be older than what is known.
    fn rated(&mut self, attempt: Attempt) {
        let attempts = &mut self.attempts;
        let place = attempts.partition_point(|before| before.at <= attempt.at);
        attempts.insert(place, attempt);
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

/// Returns the answers that a history does not hold, and how many it does, or stand in a line before: those to the same
/// question at the same time.
///
/// # Errors
/// Those that say something else than what it holds: which of the two is right, nobody knows.
pub fn fresh(
    answers: Vec<(usize, GivenAnswer)>,
    history: &History,
) -> Result<(Vec<GivenAnswer>, usize), AnswerFaults> {
    let (mut fresh, mut known, mut faults) = (Vec::new(), 0, AnswerFaults::default());
    let mut met = BTreeSet::new();
    for (line, given) in answers {
        // Without a time there is nothing to know one by that came before.
        let kept = history
            .attempts_at(&given.question)
            .filter(|kept| Some(kept.at) == given.at);
        let others: Vec<_> = kept.map(|kept| given.differs(kept)).collect();
        let is_again = given.at.is_some() && !met.insert(serde_json::json!(given).to_string());
        let is_known = is_again || others.iter().any(Option::is_none);
        match others.into_iter().flatten().next() {
            None if !is_known => fresh.push(given),
            Some(how) if !is_known => faults.push((line, || None), || {
                let help =
                    "take the line out, or make it say the same; another answer has another `at`";
                let told = format!("this answer is kept already, of the same time, and {how}");
                (told, help.to_owned())
            }),
            _ => known += 1,
        }
    }
    if faults.count == 0 {
        Ok((fresh, known))
    } else {
        Err(faults)
    }
}
