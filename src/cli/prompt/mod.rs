//! Asking at a terminal: what a question looks like, what a key does to it, and how it gets onto the screen. A [`Card`]
//! goes in and a [`Said`] comes out; short questions and texts that are written go the same way.
//!
//! [`keys`] makes keys out of bytes, [`state`] and [`editor`] are pure state machines (`key -> step`), [`layout`] makes
//! frames (`size -> view`); [`KeyDesk`] runs them over a [`desk::Tty`], and [`PlainDesk`] asks the same line by line, for
//! screen readers and terminals that cannot be redrawn.

mod desk;
mod editor;
mod keys;
mod layout;
mod line;
mod parts;
mod plain;
mod state;
mod terminal;

pub(crate) use desk::KeyDesk;
pub(crate) use keys::{Key, narrow};
pub(crate) use layout::rows_of_offer;
pub(crate) use line::Look;
pub(crate) use parts::in_parts;
#[cfg(test)]
pub(crate) use plain::PlainDesk;
pub(crate) use terminal::{Mode, Terminal, open};

use std::io;

use rolefit::catalogue::PAIR_SCALE;

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
}

/// A text that a person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) text: String,
    /// Whether some of it was pasted: such a text is never taken for a letter that was pressed.
    pub(crate) is_pasted: bool,
}

/// What is said of a paste where it means nothing.
const PASTED: &str = "What is pasted answers nothing";

/// A place where a questionnaire is put to a person.
pub(crate) trait Desk {
    /// Asks until the person says something that ends the question.
    fn ask(&mut self, card: &Card) -> io::Result<Said>;

    /// Asks for yes or no, after what was typed before is dropped, and takes no answer without Enter; Enter alone is no.
    /// `None` where the person gave no answer.
    fn confirm(&mut self, question: &str) -> io::Result<Option<bool>>;

    /// Says lines that stay on the screen above whatever is asked next.
    fn tell(&mut self, lines: &[String]) -> io::Result<()>;

    /// Says lines above the next question and no longer: where they cannot be taken off again they stay.
    fn introduce(&mut self, lines: &[String]) -> io::Result<()> {
        self.tell(lines)
    }

    /// Takes the question off the screen, where it can be.
    fn clear(&mut self) -> io::Result<()>;
}

/// A place where anything is asked.
pub(crate) trait Dialogue: Desk {
    /// Asks for one of some options and returns its index; `None` where the person chose none. `start` is where a choice
    /// by keys begins; a typed one has to be typed.
    fn pick(&mut self, prompt: &str, options: &[String], start: usize)
    -> io::Result<Option<usize>>;

    /// Asks for a text, and returns it as it was written; `None` at the end of input. Where [`Dialogue::edits`], `text`
    /// stands there to be changed.
    fn write(&mut self, prompt: &str, text: &str) -> io::Result<Option<Text>>;

    /// Asks for a few letters that answer, with Enter, and returns them; `None` at the end of input. What is pasted was
    /// meant for another place, and answers nothing.
    fn reply(&mut self, prompt: &str) -> io::Result<Option<String>>;

    /// Returns whether a text that stands there can be changed.
    fn edits(&self) -> bool;

    /// Shows a text that is laid out and escaped already; it stays.
    fn show(&mut self, text: &str) -> io::Result<()>;
}

/// One question, ready to be laid out.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Card {
    /// Where the person is; first on the screen.
    pub(crate) progress: String,
    /// What is asked, where the texts do not ask it themselves.
    pub(crate) heading: Option<String>,
    /// The texts.
    pub(crate) body: Body,
    /// The position of the answer given before it was taken back.
    pub(crate) earlier: Option<usize>,
    /// What the trait is about: a line of its name, then what its ends mean.
    pub(crate) about: Vec<String>,
    /// Whether what is answered is kept when the person stops.
    pub(crate) keeping: Keeping,
}

/// What becomes of the answers when the person stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// They are saved.
    Saved,
    /// They are lost, as asked for.
    Nothing,
}

/// The texts of a question and its options.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Body {
    /// Two statements; the options lead from the first to the second.
    Pair { first: String, second: String },
    /// One text with options below it.
    Listed { text: String, options: Vec<String> },
}

impl Card {
    /// Returns how many options there are.
    pub(crate) fn count(&self) -> usize {
        match &self.body {
            Body::Pair { .. } => PAIR_SCALE.len(),
            Body::Listed { options, .. } => options.len(),
        }
    }

    /// Returns the label of every option, each complete without the layout around it.
    fn labels(&self) -> Vec<String> {
        match &self.body {
            Body::Pair { .. } => PAIR_SCALE
                .iter()
                .map(|(degree, side)| format!("{degree} {side}"))
                .collect(),
            Body::Listed { options, .. } => options.clone(),
        }
    }
}
