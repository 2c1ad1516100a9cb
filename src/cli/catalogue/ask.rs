//! Short questions about a new catalogue: on a terminal by dialoguer, else line by line. It knows no catalogue.

use std::io::{self, BufRead, Read, Write};

use console::{Term, measure_text_width};
use dialoguer::{Confirm, Input, Select};
use rolefit::render::escape;

use crate::cli::prompt::{Lent, option_of, wrap};
use crate::cli::signals::Watch;

/// No sensible line is longer; the rest of one that is counts as a line of its own.
const LONGEST_LINE: u64 = 4096;
/// So many empty lines in a row where an answer is needed mean that nobody is there.
const PATIENCE: usize = 5;

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
        if error.kind() == io::ErrorKind::Interrupted {
            Self::Ended
        } else {
            Self::Failed(error)
        }
    }
}

/// Somebody who can be asked.
pub(super) trait Ask {
    /// Says something that stays.
    fn tell(&mut self, text: &str) -> Result<(), Stop>;

    /// Asks for a line, which may be empty.
    fn line(&mut self, prompt: &str) -> Result<String, Stop>;

    /// Says how an option is picked.
    fn how(&self) -> &'static str;

    /// Asks for one of some options and returns its index. `start` is where a choice by keys begins; a typed one has to
    /// be typed.
    fn pick(&mut self, prompt: &str, options: &[String], start: usize) -> Result<usize, Stop>;

    /// Asks for yes or no; Enter is no.
    fn confirm(&mut self, question: &str) -> Result<bool, Stop>;
}

/// Asks until a line can be used; `read` says what is wrong with it.
pub(super) fn until_good<T>(
    ask: &mut dyn Ask,
    prompt: &str,
    mut read: impl FnMut(&str) -> Result<T, String>,
) -> Result<T, Stop> {
    let mut empty = 0;
    while empty < PATIENCE {
        let line = ask.line(prompt)?;
        match read(&line) {
            Ok(good) => return Ok(good),
            Err(problem) => ask.tell(&problem)?,
        }
        empty = if line.is_empty() { empty + 1 } else { 0 };
    }
    Err(Stop::Ended)
}

/// A person at a terminal that can be redrawn.
pub(super) struct KeyAsk<'w> {
    pub(super) term: Term,
    pub(super) watch: &'w Watch,
}

impl KeyAsk<'_> {
    fn width(&self) -> usize {
        usize::from(self.term.size().1)
    }
}

impl Ask for KeyAsk<'_> {
    fn tell(&mut self, text: &str) -> Result<(), Stop> {
        for line in wrap(
            &escape::line(text),
            self.width().saturating_sub(1).clamp(2, 76),
        ) {
            self.term.write_line(&line)?;
        }
        Ok(())
    }

    fn line(&mut self, prompt: &str) -> Result<String, Stop> {
        let _lent = Lent::to_dialoguer(self.watch);
        let line: Result<String, _> = Input::new()
            .with_prompt(prompt)
            .allow_empty(true)
            .report(false)
            .interact_on(&self.term);
        let line = self
            .watch
            .heed(line.map_err(|dialoguer::Error::IO(error)| error));
        let line = match line.map_err(Stop::from) {
            // Ctrl-D, which dialoguer takes for a letter.
            Ok(line) if line.contains('\u{4}') => return Err(Stop::Ended),
            Ok(line) => line,
            Err(stop) => {
                // The cursor stands behind what was typed.
                let _ = self.term.write_line("");
                return Err(stop);
            }
        };
        let shown = format!("{prompt}: {line}");
        // dialoguer takes one row off the screen, however many there were.
        let rows = measure_text_width(&shown).div_ceil(self.width().max(1));
        self.term.clear_last_lines(rows.saturating_sub(1))?;
        self.tell(shown.trim_end())?;
        Ok(line.trim().to_owned())
    }

    fn how(&self) -> &'static str {
        "The arrow keys choose, Enter takes what is marked."
    }

    fn pick(&mut self, prompt: &str, options: &[String], start: usize) -> Result<usize, Stop> {
        let _lent = Lent::to_dialoguer(self.watch);
        let prompt = escape::clipped(prompt, self.width().saturating_sub(6).max(1));
        let picked = Select::new()
            .with_prompt(&prompt)
            .items(options.iter().map(|option| option_of(option, self.width())))
            .default(start)
            .report(false)
            .interact_on_opt(&self.term);
        let picked = self
            .watch
            .heed(picked.map_err(|dialoguer::Error::IO(error)| error))?
            .ok_or(Stop::Ended)?;
        self.tell(&format!("{prompt}: {}", options[picked]))?;
        Ok(picked)
    }

    fn confirm(&mut self, question: &str) -> Result<bool, Stop> {
        let _lent = Lent::to_dialoguer(self.watch);
        let answer = Confirm::new()
            .with_prompt(question)
            .default(false)
            .interact_on_opt(&self.term);
        self.watch
            .heed(answer.map_err(|dialoguer::Error::IO(error)| error))?
            .ok_or(Stop::Ended)
    }
}

/// A person who is asked line by line; nothing is redrawn and no escape sequence written.
pub(super) struct PlainAsk<R, W> {
    pub(super) input: R,
    pub(super) output: W,
}

impl<R: BufRead, W: Write> Ask for PlainAsk<R, W> {
    fn tell(&mut self, text: &str) -> Result<(), Stop> {
        Ok(writeln!(self.output, "{}", escape::line(text))?)
    }

    fn line(&mut self, prompt: &str) -> Result<String, Stop> {
        write!(self.output, "{prompt}: ")?;
        self.output.flush()?;
        let mut bytes = Vec::new();
        let mut limited = (&mut self.input).take(LONGEST_LINE);
        if limited.read_until(b'\n', &mut bytes)? == 0 {
            writeln!(self.output)?;
            return Err(Stop::Ended);
        }
        Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
    }

    fn how(&self) -> &'static str {
        "Type its number, or the word itself."
    }

    fn pick(&mut self, prompt: &str, options: &[String], _start: usize) -> Result<usize, Stop> {
        for (number, option) in (1..).zip(options) {
            self.tell(&format!("{number} {option}"))?;
        }
        let count = options.len();
        until_good(self, prompt, |line| {
            let number = line
                .parse()
                .ok()
                .filter(|number| (1..=count).contains(number));
            let word = || {
                options
                    .iter()
                    .position(|option| option.eq_ignore_ascii_case(line))
                    .map(|index| index + 1)
            };
            let number: Option<usize> = number.or_else(word);
            number
                .map(|number| number - 1)
                .ok_or_else(|| format!("Type a number from 1 to {count}."))
        })
    }

    fn confirm(&mut self, question: &str) -> Result<bool, Stop> {
        let line = self.line(&format!("{question} [y/N]"))?;
        Ok(matches!(line.to_lowercase().as_str(), "y" | "yes"))
    }
}
