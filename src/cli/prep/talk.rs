//! Practice: it shows, reads what is written, has it on disk, and only then goes on.

mod lines;

use std::collections::BTreeSet;
use std::io;

use rolefit::catalogue::Catalogue;
use rolefit::preparation::calendar::{Calendar, Moment};
use rolefit::preparation::practice::{
    Draft, Event, History, OpenPractice, Rating, Stamped, Step, due,
};
use rolefit::preparation::{Question, QuestionBank, StarPart};
use rolefit::render::look::Look;
use rolefit::render::practice as render;

use crate::cli::prompt::Dialogue;

/// What practice needs of the world around it.
pub(super) trait World {
    /// Returns the time, in seconds since 1970 UTC.
    fn now(&self) -> i64;

    /// Keeps an event; it is on disk when this returns.
    fn keep(&mut self, event: &Stamped) -> io::Result<()>;
}

/// How practice ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Every question was rated or skipped.
    Done,
    /// Stopped for now; what was said is kept.
    Paused,
    /// What was said last could not be kept, and the person gave up trying.
    NotKept(Event),
}

/// Why talking stops before its end.
enum Stop {
    Paused,
    NotKept(Event),
    Failed(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// A person who practises, and what is shown to them.
pub(super) struct Talk<'a, X> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) bank: &'a QuestionBank,
    pub(super) look: Look,
    pub(super) desk: &'a mut dyn Dialogue,
    pub(super) world: &'a mut X,
    pub(super) calendar: Calendar,
}

/// What was typed, or read out of it.
enum Typed<T> {
    /// Something that answers the prompt.
    Given(T),
    /// The question is to be skipped.
    Skip,
    /// The last step is to be taken back.
    Back,
}

impl<T> Typed<T> {
    fn map<U>(self, make: impl FnOnce(T) -> U) -> Typed<U> {
        match self {
            Self::Given(given) => Typed::Given(make(given)),
            Self::Skip => Typed::Skip,
            Self::Back => Typed::Back,
        }
    }
}

impl<X: World> Talk<'_, X> {
    /// Goes through what is left of a practice.
    pub(super) fn run(&mut self, history: &mut History) -> io::Result<Ended> {
        while let Some(open) = history.open.clone() {
            match self.question(&open, history) {
                Ok(()) => {}
                Err(Stop::Paused) => return Ok(Ended::Paused),
                Err(Stop::NotKept(event)) => return Ok(Ended::NotKept(event)),
                Err(Stop::Failed(error)) => return Err(error),
            }
        }
        Ok(Ended::Done)
    }

    /// Returns what is now.
    pub(super) fn moment(&self) -> Moment {
        Moment {
            at: self.world.now(),
            calendar: self.calendar.clone(),
        }
    }

    fn question(&mut self, open: &OpenPractice, history: &mut History) -> Result<(), Stop> {
        let id = open
            .current()
            .expect("an open practice has a question")
            .to_owned();
        let Some(index) = self.bank.question_index(&id) else {
            // The bank changed since: a question that is gone cannot be asked.
            return self.keep(Event::Skipped { question: id }, history);
        };
        let question = &self.bank.questions[index];
        let place = (open.done + 1, open.questions.len());
        self.show(&render::asked(question, place, &self.look))?;
        let draft = history.draft(&id);
        let last = history.attempts_at(&id).last();
        let written = match last {
            Some(attempt) if draft == Draft::default() => {
                render::last_time(attempt, &self.moment(), &self.look)
            }
            _ => render::so_far(&draft, &self.look),
        };
        self.show(&written)?;
        if draft.next(question) == Step::Rate {
            // Gone on with after the signals were shown: nobody remembers them.
            self.signals(question, &open.role)?;
        }
        let mut former = None;
        loop {
            let draft = history.draft(&id);
            let step = draft.next(question);
            match self.step(step, question, &open.role, former.take())? {
                Typed::Given(event) => self.keep(event, history)?,
                Typed::Skip => return self.keep(Event::Skipped { question: id }, history),
                Typed::Back if step == Step::Say => {
                    self.say("This is the first step of this question.")?;
                    continue;
                }
                Typed::Back => {
                    former = draft.last_text().map(str::to_owned);
                    let question = id.clone();
                    self.keep(Event::Back { question }, history)?;
                    continue;
                }
            }
            if step == Step::Rate {
                if let Some(due) = due(history.attempts_at(&id), &self.calendar) {
                    let returns = render::returns_in(due, &self.moment());
                    self.say(&format!("Kept. It returns {returns}."))?;
                }
                return Ok(());
            }
        }
    }

    /// Takes one step. `former` is what was written at it before it was taken back.
    fn step(
        &mut self,
        step: Step,
        question: &Question,
        role: &str,
        former: Option<String>,
    ) -> Result<Typed<Event>, Stop> {
        let id = || question.id.as_str().to_owned();
        match step {
            Step::Say => {
                let begun = self.world.now();
                let typed = self.typed("Say it aloud, then Enter (? help):", step)?;
                let Typed::Given(text) = typed else {
                    return Ok(typed.map(|_| Event::Ended));
                };
                let seconds = u64::try_from(self.world.now() - begun).unwrap_or(0);
                self.say(&render::minutes_taken(seconds))?;
                self.show("\n")?;
                Ok(Typed::Given(Event::Said {
                    question: id(),
                    seconds,
                    text,
                }))
            }
            Step::Note(part) => {
                if part.is_none_or(|part| part == StarPart::Situation) {
                    self.say("Now a few words to remember it by, one line each; Enter alone leaves a line out.")?;
                    self.show("\n")?;
                }
                self.show(&render::heading(question, part, &self.look))?;
                let typed = self.again(">", step, former)?;
                Ok(typed.map(|text| Event::Noted {
                    question: id(),
                    part,
                    text,
                }))
            }
            Step::FollowUp(seen) => {
                let text = &question.follow_ups[seen];
                self.show(&render::follow_up(text, &self.look))?;
                let typed = self.again("Answer aloud, then Enter:", step, former)?;
                Ok(typed.map(|text| Event::FollowedUp {
                    question: id(),
                    seen: seen + 1,
                    text,
                }))
            }
            Step::Flag => {
                self.signals(question, role)?;
                self.flags(question)
            }
            Step::Rate => {
                self.show(&render::anchors(question, &self.look))?;
                self.rating(question)
            }
        }
    }

    fn signals(&mut self, question: &Question, role: &str) -> io::Result<()> {
        let role = self.catalogue.role_index(role);
        let words = role.and_then(|role| question.contrast_for(role));
        self.show(&render::signals(
            self.catalogue,
            question,
            words,
            &self.look,
        ))
    }

    fn flags(&mut self, question: &Question) -> Result<Typed<Event>, Stop> {
        let count = question.red_flags.len();
        loop {
            let prompt = "Red flags in your answer, such as 1 2; Enter for none:";
            let typed = match self.typed(prompt, Step::Flag)? {
                Typed::Given(typed) => typed,
                other => return Ok(other.map(|_| Event::Ended)),
            };
            let words = typed.split([' ', ',']).filter(|word| !word.is_empty());
            let numbers: Option<BTreeSet<usize>> = words
                .map(|word| {
                    word.parse()
                        .ok()
                        .filter(|number| (1..=count).contains(number))
                })
                .collect();
            if let Some(flags) = numbers {
                return Ok(Typed::Given(Event::Flagged {
                    question: question.id.as_str().to_owned(),
                    flags: flags.into_iter().collect(),
                }));
            }
            self.say(&format!("Type numbers from 1 to {count}."))?;
        }
    }

    fn rating(&mut self, question: &Question) -> Result<Typed<Event>, Stop> {
        loop {
            let typed = match self.typed("Your rating, 1, 3 or 5:", Step::Rate)? {
                Typed::Given(typed) => typed,
                other => return Ok(other.map(|_| Event::Ended)),
            };
            if let Some(rating) = typed.parse().ok().and_then(Rating::new) {
                return Ok(Typed::Given(Event::Rated {
                    question: question.id.as_str().to_owned(),
                    rating,
                }));
            }
            self.say("Type 1, 3 or 5, as above.")?;
        }
    }

    /// Keeps an event. Where that fails, the person may make room and try again.
    fn keep(&mut self, event: Event, history: &mut History) -> Result<(), Stop> {
        let stamped = Stamped {
            at: self.world.now(),
            event,
        };
        while let Err(error) = self.world.keep(&stamped) {
            self.say(&format!("error: this could not be saved: {error}"))?;
            let again = self.desk.write("Make room, then Enter; q stops:", "")?;
            if again.is_none_or(|line| matches!(line.as_str(), "q" | "quit")) {
                return Err(Stop::NotKept(stamped.event));
            }
        }
        history.apply(stamped);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
