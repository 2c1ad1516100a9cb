//! The person at the terminal as a respondent: shows a question, has the reply on disk, and only then passes it on.

use std::fmt::{self, Write as _};
use std::io;

use rolefit::catalogue::Response;
use rolefit::render::{counted, escape};
use rolefit::session::{Entry, PersonName, Question, Reply, Respondent, Session};

use super::cards::{Dealt, Showing, deal};
use crate::cli::error::CliError;
use crate::cli::prompt::{Card, Desk, Keeping, Said};
use crate::cli::store::{Journal, Value};

/// What to do with answers that were printed because they could not be kept.
pub(super) const RESCUED: &str =
    "the answers stand on standard output: keep them in a file and run `rolefit score FILE`";

/// Why the asking ended early.
#[derive(Debug)]
pub(super) struct Halt {
    pub(super) why: Why,
    /// The reply that could not be saved, where it was an answer.
    pub(super) latest: Option<(usize, Response)>,
}

#[derive(Debug)]
pub(super) enum Why {
    /// An answer could not be saved and the person wants no more; the answers are to be printed.
    NotSaved(CliError),
    /// The terminal failed.
    Failed(io::Error),
}

impl From<Why> for Halt {
    fn from(why: Why) -> Self {
        Self { why, latest: None }
    }
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Why::Failed(error).into()
    }
}

/// Replies that stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) answers: usize,
    pub(super) skips: usize,
}

impl Tally {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let answers = entries.iter().filter(|e| e.response.is_some()).count();
        Self {
            answers,
            skips: entries.len() - answers,
        }
    }

    /// Returns how many there are of both.
    pub(super) fn replies(self) -> usize {
        self.answers + self.skips
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { answers, skips } = *self;
        if answers > 0 || skips == 0 {
            f.write_str(&counted(answers, "answer"))?;
        }
        if answers > 0 && skips > 0 {
            f.write_str(" and ")?;
        }
        if skips > 0 {
            f.write_str(&counted(skips, "skip"))?;
        }
        Ok(())
    }
}

/// What is kept when the person stops now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// There is no answer yet.
    NothingYet,
    /// These replies are on disk.
    Saved(Tally),
    /// Nothing, as asked for.
    Unwanted,
    /// Saving failed on the way.
    Lost,
}

impl Kept {
    /// Says it, and how to go on.
    pub(super) fn in_words(self, go_on: &str) -> String {
        match self {
            Self::NothingYet => "nothing was answered yet, so there is nothing to keep".into(),
            Self::Saved(replies) => {
                let verb = if replies.replies() == 1 { "is" } else { "are" };
                format!("{replies} {verb} saved; {go_on}")
            }
            Self::Unwanted => "nothing was saved, as asked for".into(),
            Self::Lost => "the latest answers could not be saved".into(),
        }
    }
}

/// The person at the terminal.
pub(super) struct Asking<'a, F: Fn(Kept)> {
    desk: &'a mut (dyn Desk + 'a),
    journal: Option<Journal>,
    showing: Showing<'a>,
    /// Is told whenever what is kept has changed.
    heard: F,
    kept: Kept,
}

impl<'a, F: Fn(Kept)> Asking<'a, F> {
    pub(super) fn new(
        desk: &'a mut (dyn Desk + 'a),
        journal: Option<Journal>,
        showing: Showing<'a>,
        heard: F,
    ) -> Self {
        Self {
            desk,
            journal,
            showing,
            heard,
            kept: Kept::NothingYet,
        }
    }

    /// Says what is kept of a session as it stands.
    pub(super) fn announce(&mut self, session: &Session<'_>) {
        self.keep(Tally::of(session.entries()));
    }

    /// Returns the journal, where there is one still, and what is kept.
    pub(super) fn end(self) -> (Option<Journal>, Kept) {
        (self.journal, self.kept)
    }

    /// Returns whether answers are kept when the person stops.
    pub(super) fn keeping(&self) -> Keeping {
        match self.journal {
            Some(_) => Keeping::Saved,
            None => Keeping::Nothing,
        }
    }

    /// Asks what is no question of the catalogue.
    pub(super) fn ask_last(&mut self, card: &Card) -> Result<Said, Halt> {
        Ok(self.desk.ask(card)?)
    }

    /// Takes the latest reply back, as kept too.
    pub(super) fn take_back(&mut self, session: &mut Session<'_>) -> Result<(), Halt> {
        if let Some(latest) = session.entries().last() {
            let id = session.catalogue().items[latest.item].id.as_str();
            self.save(id, Value::BACK)?;
            session.back();
            self.keep(Tally::of(session.entries()));
        }
        Ok(())
    }

    fn keep(&mut self, replies: Tally) {
        self.kept = match (&self.journal, replies.replies()) {
            (None, _) if self.kept == Kept::Lost => Kept::Lost,
            (None, _) => Kept::Unwanted,
            (Some(_), 0) => Kept::NothingYet,
            (Some(_), _) => Kept::Saved(replies),
        };
        (self.heard)(self.kept);
    }

    /// Has a reply on disk before it counts. Where that fails, the person decides.
    fn save(&mut self, item: &str, value: Value) -> Result<(), Halt> {
        let Some(journal) = &mut self.journal else {
            return Ok(());
        };
        let Err(error) = journal.append(&[(item, value)]) else {
            return Ok(());
        };
        let path = journal.path().display();
        let message = format!("could not save this answer to `{path}`: {error}");
        let before = match (journal.stand(), self.kept) {
            (_, Kept::NothingYet) => "There are no answers before it.",
            (Ok(()), _) => "The answers before it are saved.",
            (Err(_), _) => "The answers before it are not there any more either.",
        };
        // From here on nothing is said to be saved that is not, even if the terminal fails too.
        self.journal = None;
        self.kept = Kept::Lost;
        (self.heard)(self.kept);
        self.desk.clear()?;
        self.desk
            .tell(&[escape::line(&message).into_owned(), before.into()])?;
        if self.desk.confirm("Go on without saving?")? == Some(true) {
            return Ok(());
        }
        Err(Why::NotSaved(CliError::io(message).hint(RESCUED)).into())
    }

    fn reply_to(&mut self, question: &Question<'_, '_>) -> Result<Reply, Halt> {
        let catalogue = question.session.catalogue();
        let Dealt { card, responses } = deal(question, self.showing, self.keeping());
        let id = catalogue.items[question.item].id.as_str();
        let entries = question.session.entries();
        let before = Tally::of(entries);
        loop {
            match self.desk.ask(&card)? {
                Said::Answer(position) => {
                    let number = responses[position];
                    let response = catalogue
                        .response(question.item, number)
                        .expect("a card shows the item's own responses");
                    let latest = Some((question.item, response));
                    self.save(id, Value::Response(number))
                        .map_err(|halt| Halt { latest, ..halt })?;
                    self.keep(Tally {
                        answers: before.answers + 1,
                        ..before
                    });
                    return Ok(Reply::Answer(response));
                }
                Said::Skip => {
                    self.save(id, Value::SKIP)?;
                    self.keep(Tally {
                        skips: before.skips + 1,
                        ..before
                    });
                    return Ok(Reply::Skip);
                }
                Said::Back => {
                    // At the first question there is nothing to take back, and the question stands.
                    if let Some((latest, earlier)) = entries.split_last() {
                        let latest = catalogue.items[latest.item].id.as_str();
                        self.save(latest, Value::BACK)?;
                        self.keep(Tally::of(earlier));
                        return Ok(Reply::Back);
                    }
                }
                Said::Pause => return Ok(Reply::Pause),
            }
        }
    }
}

impl<F: Fn(Kept)> Respondent for Asking<'_, F> {
    type Error = Halt;

    fn reply(&mut self, question: &Question<'_, '_>) -> Result<Reply, Halt> {
        self.reply_to(question)
    }
}

/// Returns the answers as an answers file.
pub(super) fn answers(session: &Session<'_>, about: Option<&PersonName>) -> String {
    let catalogue = session.catalogue();
    let mut text = format!("catalogue = \"{}\"\n", catalogue.id);
    if let Some(name) = about {
        let name = name.as_str().replace('\\', "\\\\").replace('"', "\\\"");
        let _ = writeln!(text, "about = \"{name}\"");
    }
    text.push_str("\n[answers]\n");
    for (item, response) in session.responses() {
        let _ = writeln!(text, "{} = {}", catalogue.items[item].id, response.number());
    }
    text
}

#[cfg(test)]
mod tests;
