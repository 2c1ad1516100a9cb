//! The questionnaire's prompt: what a question looks like, what a key does to it, and how it gets onto a terminal.
//! It knows neither sessions nor files: a [`Card`] goes in, a [`Said`] comes out.
//!
//! [`Prompt`] is a pure state machine (`key -> step`, `size -> view`); [`KeyDesk`] runs it over a [`Tty`] and
//! [`PlainDesk`] asks the same cards line by line, for screen readers and terminals that cannot be redrawn.

mod canvas;
mod card;
mod desk;
mod help;
mod layout;
mod line;
mod look;
mod plain;
mod state;
mod terminal;
mod wrap;

pub(crate) use card::{Body, Card, Keeping, Labelled};
pub(crate) use desk::KeyDesk;
pub(crate) use look::Look;
pub(crate) use plain::PlainDesk;
pub(crate) use terminal::{Lent, Terminal, option_of};
pub(crate) use wrap::wrap;

use std::io;

/// The narrowest terminal on which questions are drawn and redrawn; below it they are asked plainly.
pub(crate) const NARROWEST: usize = 24;

/// What a person said to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// The option at this position, from 0, in the order shown.
    Answer(usize),
    /// No answer to this one.
    Skip,
    /// Take the latest reply back.
    Back,
    /// Stop for now and keep the answers.
    Pause,
    /// Stop at once (Ctrl-C).
    Abort,
}

/// A place where questions are put to a person.
pub(crate) trait Desk {
    /// Asks until the person says something that ends the question.
    fn ask(&mut self, card: &Card) -> io::Result<Said>;

    /// Asks a short question; `None` where the person gave no answer.
    fn confirm(&mut self, question: &str) -> io::Result<Option<bool>>;

    /// Says lines that stay on the screen above whatever is asked next.
    fn tell(&mut self, lines: &[String]) -> io::Result<()>;

    /// Takes the question off the screen, where it can be.
    fn clear(&mut self) -> io::Result<()>;
}
