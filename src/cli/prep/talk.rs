//! Practice line by line: it shows, reads a line, has what was said on disk, and only then goes on. Nothing is redrawn,
//! so it is the same with `--plain`.

use std::io::{self, BufRead, Read, Write};

use rolefit::catalogue::Catalogue;
use rolefit::preparation::practice::{
    Draft, Event, History, OpenPractice, Rating, Stamped, Step, due,
};
use rolefit::preparation::{Question, QuestionBank};
use rolefit::render::look::Look;
use rolefit::render::practice as render;

/// No sensible note is longer; the rest of a line that is counts as a line of its own.
const LONGEST_LINE: u64 = 4096;
const HELP: [&str; 3] = [
    "Enter goes on.",
    "s skips this question.",
    "q quits; all is kept.",
];

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
    /// Every question was rated or skipped; so many were rated.
    Done(usize),
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
pub(super) struct Talk<'a, R, W, X> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) bank: &'a QuestionBank,
    pub(super) look: Look,
    pub(super) input: R,
    pub(super) output: W,
    pub(super) world: &'a mut X,
}

impl<R: BufRead, W: Write, X: World> Talk<'_, R, W, X> {
    /// Goes through what is left of a practice.
    pub(super) fn run(&mut self, history: &mut History) -> io::Result<Ended> {
        let before = history.attempts.len();
        while let Some(open) = history.open.clone() {
            match self.question(&open, history) {
                Ok(()) => {}
                Err(Stop::Paused) => return Ok(Ended::Paused),
                Err(Stop::NotKept(event)) => return Ok(Ended::NotKept(event)),
                Err(Stop::Failed(error)) => return Err(error),
            }
        }
        Ok(Ended::Done(history.attempts.len() - before))
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
        self.show(&render::asked(self.catalogue, question, place, &self.look))?;
        let draft = history.draft(&id);
        let last = history.attempts_at(&id).last();
        let written = match last {
            Some(attempt) if draft == Draft::default() => {
                render::last_time(attempt, self.world.now(), &self.look)
            }
            _ => render::so_far(&draft, &self.look),
        };
        self.show(&written)?;
        if draft.next(question) == Step::Rate {
            // Gone on with after the signals were shown: nobody remembers the anchors.
            self.signals(question, &open.role)?;
        }
        loop {
            let step = history.draft(&id).next(question);
            let Some(event) = self.step(step, question, &open.role)? else {
                self.keep(Event::Skipped { question: id }, history)?;
                return Ok(());
            };
            self.keep(event, history)?;
            if step == Step::Rate {
                if let Some(due) = due(history.attempts_at(&id)) {
                    let returns = render::returns_in(due, self.world.now());
                    self.show(&format!("Kept. It returns {returns}.\n"))?;
                }
                return Ok(());
            }
        }
    }

    /// Takes one step; nothing where the question is to be skipped.
    fn step(&mut self, step: Step, question: &Question, role: &str) -> Result<Option<Event>, Stop> {
        let id = || question.id.as_str().to_owned();
        match step {
            Step::Say => {
                let begun = self.world.now();
                let Some(text) = self.typed("Say it aloud, then Enter (? help): ")? else {
                    return Ok(None);
                };
                let seconds = u64::try_from(self.world.now() - begun).unwrap_or(0);
                self.show(&format!("{}\n\n", render::minutes_taken(seconds)))?;
                Ok(Some(Event::Said {
                    question: id(),
                    seconds,
                    text,
                }))
            }
            Step::Note(part) => {
                self.show(&render::heading(question, part, &self.look))?;
                let text = self.typed("> ")?;
                Ok(text.map(|text| Event::Noted {
                    question: id(),
                    part,
                    text,
                }))
            }
            Step::FollowUp(seen) => {
                let text = &question.follow_ups[seen];
                self.show(&render::follow_up(text, &self.look))?;
                let typed = self.typed("Answer aloud, then Enter: ")?;
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
            Step::Rate => self.rating(question),
        }
    }

    fn signals(&mut self, question: &Question, role: &str) -> io::Result<()> {
        let role = self.catalogue.role_index(role);
        let words = role.and_then(|role| question.contrast_for(role));
        self.show(&render::signals(question, words, &self.look))
    }

    fn flags(&mut self, question: &Question) -> Result<Option<Event>, Stop> {
        let count = question.red_flags.len();
        loop {
            let prompt = "Red flags in it (such as 1 3, or Enter): ";
            let Some(typed) = self.typed(prompt)? else {
                return Ok(None);
            };
            let words = typed.split([' ', ',']).filter(|word| !word.is_empty());
            let numbers: Option<Vec<usize>> = words
                .map(|word| {
                    word.parse()
                        .ok()
                        .filter(|number| (1..=count).contains(number))
                })
                .collect();
            if let Some(flags) = numbers {
                return Ok(Some(Event::Flagged {
                    question: question.id.as_str().to_owned(),
                    flags,
                }));
            }
            self.show(&format!("Type numbers from 1 to {count}.\n"))?;
        }
    }

    fn rating(&mut self, question: &Question) -> Result<Option<Event>, Stop> {
        loop {
            let Some(typed) = self.typed("Your rating, 1, 3 or 5: ")? else {
                return Ok(None);
            };
            if let Some(rating) = typed.parse().ok().and_then(Rating::new) {
                return Ok(Some(Event::Rated {
                    question: question.id.as_str().to_owned(),
                    rating,
                }));
            }
            self.show("Type 1, 3 or 5, as above.\n")?;
        }
    }

    /// Keeps an event. Where that fails, the person may make room and try again.
    fn keep(&mut self, event: Event, history: &mut History) -> Result<(), Stop> {
        let stamped = Stamped {
            at: self.world.now(),
            event,
        };
        while let Err(error) = self.world.keep(&stamped) {
            self.show(&format!("error: this could not be saved: {error}\n"))?;
            let again = self.line("Make room, then Enter; q stops: ")?;
            if again.is_none_or(|line| matches!(line.as_str(), "q" | "quit")) {
                return Err(Stop::NotKept(stamped.event));
            }
        }
        history.apply(stamped);
        Ok(())
    }

    /// Reads a line that answers a prompt; nothing where the question is to be skipped.
    fn typed(&mut self, prompt: &str) -> Result<Option<String>, Stop> {
        loop {
            let Some(line) = self.line(prompt)? else {
                return Err(Stop::Paused);
            };
            match line.to_lowercase().as_str() {
                "q" | "quit" => return Err(Stop::Paused),
                "s" | "skip" => return Ok(None),
                "?" | "help" => {
                    for line in HELP {
                        self.show(&format!("{line}\n"))?;
                    }
                }
                _ => return Ok(Some(line)),
            }
        }
    }

    /// Reads a line; nothing at the end of input.
    fn line(&mut self, prompt: &str) -> io::Result<Option<String>> {
        let margin = if self.look.width >= 72 { "  " } else { " " };
        write!(self.output, "{margin}{prompt}")?;
        self.output.flush()?;
        let mut bytes = Vec::new();
        let mut limited = (&mut self.input).take(LONGEST_LINE);
        if limited.read_until(b'\n', &mut bytes)? == 0 {
            writeln!(self.output)?;
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned()))
    }

    fn show(&mut self, text: &str) -> io::Result<()> {
        let margin = if self.look.width >= 72 { "  " } else { " " };
        // What a renderer laid out has its margin already.
        if text.starts_with([' ', '\n']) {
            self.output.write_all(text.as_bytes())
        } else {
            write!(self.output, "{margin}{text}")
        }
    }
}

#[cfg(test)]
mod tests;
