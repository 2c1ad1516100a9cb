//! Practice: it shows, reads what is written, has it on disk, and only then goes on.

mod lines;
mod steps;

use std::io;

use rolefit::catalogue::Catalogue;
use rolefit::preparation::calendar::Moment;
use rolefit::preparation::practice::{
    Attempt, Draft, Event, History, OpenPractice, Rating, Stamped, Step, due,
};
use rolefit::preparation::{QuestionBank, Story};
use rolefit::render::look::Look;
use rolefit::render::practice as render;

use crate::cli::prompt::Dialogue;
use steps::Asked;

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
    NotKept(Box<Event>),
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
    /// What was taken for now when it began: its calendar and its interview hold on.
    pub(super) began: Moment,
    /// The person's own stories.
    pub(super) stories: &'a [Story],
}

/// What was typed, or read out of it.
enum Typed<T> {
    /// Something that answers the prompt.
    Given(T),
    /// The question is to be skipped.
    Skip,
    /// The last step is to be taken back.
    Back,
    /// Nothing is known of what the question is about.
    New,
}

impl<T> Typed<T> {
    fn map<U>(self, make: impl FnOnce(T) -> U) -> Typed<U> {
        match self {
            Self::Given(given) => Typed::Given(make(given)),
            Self::Skip => Typed::Skip,
            Self::Back => Typed::Back,
            Self::New => Typed::New,
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
                Err(Stop::NotKept(event)) => return Ok(Ended::NotKept(*event)),
                Err(Stop::Failed(error)) => return Err(error),
            }
        }
        Ok(Ended::Done)
    }

    /// Returns what is now.
    pub(super) fn moment(&self) -> Moment {
        Moment {
            at: self.world.now(),
            ..self.began.clone()
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
        let again = history.attempts_at(&id).any(Attempt::is_answer);
        let draft = history.draft(&id);
        let step = draft.next(question, again);
        self.show(&render::asked(question, (again, step), place, &self.look))?;
        self.offer(question)?;
        let role = self.catalogue.role_index(&open.role);
        let last = history.attempts_at(&id).last();
        let written = match last {
            Some(attempt) if draft == Draft::default() => {
                render::last_time(attempt, &self.moment(), &self.look)
            }
            _ => render::so_far(&draft, &self.look),
        };
        self.show(&written)?;
        if matches!(step, Step::Flag | Step::Rate) {
            // Gone on with after the signals were shown: nobody remembers them.
            self.signals(question, role)?;
        }
        let mut former = None;
        loop {
            let draft = history.draft(&id);
            let step = draft.next(question, again);
            match self.step(step, (question, role), &draft, former.take())? {
                Typed::Given(event) => self.keep(event, history)?,
                Typed::Skip => return self.keep(Event::Skipped { question: id }, history),
                Typed::New => return self.learn((question, role), history),
                Typed::Back if step.is_first() => {
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
                // What shows how it is done comes last: before, one would rate it and not one's own.
                return self.worked((question, role), history);
            }
        }
    }

    /// Shows what there is to learn of a question that is new to somebody, part by part. It counts as a weak answer, so that
    /// it returns soon.
    fn learn(&mut self, asked: Asked<'_>, history: &mut History) -> Result<(), Stop> {
        let (question, role) = asked;
        let weak = Event::Rated {
            question: question.id.as_str().to_owned(),
            rating: Rating::One,
        };
        self.keep(weak, history)?;
        self.signals(question, role)?;
        self.read_on("Enter shows what good answers do (q quits):")?;
        self.show(&render::to_learn(question, &self.look))?;
        if !question.worked.is_empty() {
            self.read_on("Enter shows a worked answer (q quits):")?;
        }
        self.worked(asked, history)?;
        self.read_on("Say it once in your own words, then Enter (q quits):")
    }

    /// Waits until somebody has read what is shown.
    fn read_on(&mut self, prompt: &str) -> Result<(), Stop> {
        match self.desk.reply(prompt)?.map(|typed| typed.to_lowercase()) {
            None => Err(Stop::Paused),
            Some(typed) if ["q", "quit"].contains(&typed.as_str()) => Err(Stop::Paused),
            Some(_) => Ok(()),
        }
    }

    /// Shows the worked answer to a question that was rated, and says when it returns.
    fn worked(&mut self, (question, role): Asked<'_>, history: &History) -> Result<(), Stop> {
        let worked = role.map_or(&question.worked[..], |role| {
            question.worked_for(self.catalogue, role)
        });
        self.show(&render::worked(worked, &self.look))?;
        if let Some(due) = due(history.attempts_at(question.id.as_str()), &self.moment()) {
            let returns = render::returns_in(due, &self.moment());
            self.say(&format!("Kept. It returns {returns}."))?;
        }
        Ok(())
    }

    /// Keeps an event. Where that fails, the person may make room and try again.
    fn keep(&mut self, event: Event, history: &mut History) -> Result<(), Stop> {
        let stamped = Stamped {
            at: self.world.now(),
            event,
        };
        while let Err(error) = self.world.keep(&stamped) {
            self.say(&format!("error: this could not be saved: {error}"))?;
            let again = self.desk.reply("Make room, then Enter; q stops:")?;
            if again.is_none_or(|line| matches!(line.as_str(), "q" | "quit")) {
                return Err(Stop::NotKept(Box::new(stamped.event)));
            }
        }
        history.apply(stamped);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
