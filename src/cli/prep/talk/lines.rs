//! Lines of practice: what is typed, the letters that mean something at every prompt, and help. It keeps nothing.

use std::io::{self, BufRead, Read, Write};

use rolefit::preparation::practice::Step;
use rolefit::render::practice as render;

use super::{Stop, Talk, Typed, World};

/// No sensible note is longer; the rest of a line that is counts as a line of its own.
const LONGEST_LINE: u64 = 4096;
/// From so many bytes on, a terminal has cut a line: it holds 4,095 with the end of the line, and takes no more.
const CUT_FROM: usize = 4094;
const HELP: &str = "b goes back a step, s skips this question, q quits; all is kept.";

/// Returns what a step is about.
fn help(step: Step) -> &'static str {
    match step {
        Step::Say => "Answer aloud, as you would in the interview. The time until Enter is taken.",
        Step::Note(_) => {
            "Write a line that brings your answer back to you. Text of several lines fills several headings."
        }
        Step::FollowUp(_) => {
            "An interviewer asks on. Answer aloud; a few words that you type are kept."
        }
        Step::Flag => {
            "Read the red flags above, and type the numbers of those that your answer had."
        }
        Step::Rate => {
            "Compare your answer with the three above, and type the number of the nearest."
        }
    }
}

impl<R: BufRead, W: Write, X: World> Talk<'_, R, W, X> {
    /// Reads a line that answers a prompt.
    pub(super) fn typed(&mut self, prompt: &str, step: Step) -> Result<Typed<String>, Stop> {
        loop {
            let Some(line) = self.line(prompt)? else {
                return Err(Stop::Paused);
            };
            match line.to_lowercase().as_str() {
                "q" | "quit" => return Err(Stop::Paused),
                "s" | "skip" => return Ok(Typed::Skip),
                "b" | "back" => return Ok(Typed::Back),
                "?" | "help" => {
                    self.say(help(step))?;
                    self.say(HELP)?;
                }
                _ => return Ok(Typed::Given(line)),
            }
        }
    }

    /// Reads a line as [`Self::typed`] does; where something was written before, an empty line keeps it.
    pub(super) fn again(
        &mut self,
        prompt: &str,
        step: Step,
        former: Option<String>,
    ) -> Result<Typed<String>, Stop> {
        let Some(former) = former.filter(|former| !former.is_empty()) else {
            return self.typed(prompt, step);
        };
        self.show(&render::former(&former, &self.look))?;
        let typed = self.typed(prompt, step)?;
        Ok(typed.map(|text| if text.is_empty() { former } else { text }))
    }

    /// Reads a line; nothing at the end of input.
    pub(super) fn line(&mut self, prompt: &str) -> io::Result<Option<String>> {
        self.show(&render::prompt(prompt, &self.look))?;
        self.output.flush()?;
        let mut bytes = Vec::new();
        let mut limited = (&mut self.input).take(LONGEST_LINE);
        if limited.read_until(b'\n', &mut bytes)? == 0 {
            writeln!(self.output)?;
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&bytes).trim().to_owned();
        if bytes.len() > CUT_FROM {
            self.say(&format!(
                "A line holds {CUT_FROM} bytes; if yours was longer, the rest of it is lost. b goes back to it."
            ))?;
        }
        Ok(Some(line))
    }

    pub(super) fn say(&mut self, words: &str) -> io::Result<()> {
        self.show(&render::line(words, &self.look))
    }

    pub(super) fn show(&mut self, text: &str) -> io::Result<()> {
        self.output.write_all(text.as_bytes())
    }
}
