//! Short questions about a new catalogue.

use std::io;

use rolefit::render::escape;

use crate::cli::prompt::Dialogue;

/// So many empty lines in a row where an answer is needed mean that nobody is there.
const MOST_EMPTY: usize = 5;

/// Why asking stops before its end.
#[derive(Debug)]
pub(super) enum Stop {
    /// The person went away, or asked to stop.
    Ended,
    /// The terminal failed.
    Failed(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Somebody who can be asked.
pub(super) struct Ask<'a>(pub(super) &'a mut dyn Dialogue);

impl Ask<'_> {
    /// Says something that stays.
    pub(super) fn tell(&mut self, text: &str) -> Result<(), Stop> {
        Ok(self.0.tell(&[escape::line(text).into_owned()])?)
    }

    /// Asks for a line, which may be empty.
    pub(super) fn line(&mut self, prompt: &str) -> Result<String, Stop> {
        let line = self.0.write(&format!("{prompt}:"), "")?;
        line.ok_or(Stop::Ended)
    }

    /// Says how an option is picked.
    pub(super) fn how(&self) -> &'static str {
        if self.0.edits() {
            "The arrow keys choose, Enter takes what is marked."
        } else {
            "Type its number, or the word itself."
        }
    }

    /// Asks for one of some options and returns its index. `start` is where a choice by keys begins; a typed one has to
    /// be typed.
    pub(super) fn pick(
        &mut self,
        prompt: &str,
        options: &[String],
        start: usize,
    ) -> Result<usize, Stop> {
        let picked = self.0.pick(prompt, options, start)?.ok_or(Stop::Ended)?;
        if self.0.edits() {
            // The list is gone from the screen.
            self.tell(&format!("{prompt}: {}", options[picked]))?;
        }
        Ok(picked)
    }

    /// Asks for yes or no; Enter is no.
    pub(super) fn confirm(&mut self, question: &str) -> Result<bool, Stop> {
        self.0.confirm(question)?.ok_or(Stop::Ended)
    }
}

/// Asks until a line can be used; `read` says what is wrong with it.
pub(super) fn until_good<T>(
    ask: &mut Ask<'_>,
    prompt: &str,
    mut read: impl FnMut(&str) -> Result<T, String>,
) -> Result<T, Stop> {
    let mut empty = 0;
    while empty < MOST_EMPTY {
        let line = ask.line(prompt)?;
        match read(&line) {
            Ok(good) => return Ok(good),
            Err(problem) => ask.tell(&problem)?,
        }
        empty = if line.is_empty() { empty + 1 } else { 0 };
    }
    Err(Stop::Ended)
}
