//! What is written in practice: what is typed, the letters that mean something at every prompt, and help.

use std::io;

use rolefit::preparation::practice::Step;
use rolefit::render::practice as render;

use super::{Stop, Talk, Typed, World};
use crate::cli::prompt::Text;

const EDITING: &str = "The arrow keys move in what you write, Alt and Enter break a line, and what you paste stays one text; Enter or Ctrl-D ends it.";
const NEW: &str = "n says that it is new to you: you are shown what there is to learn, it counts as a 1, and it returns.";
const HELP: &str = "b goes back a step, s skips this question, q quits; all is kept.";

/// Returns what a step is about.
fn help(step: Step) -> &'static str {
    match step {
        Step::Say => "Answer aloud, as you would in the interview. The time until Enter is taken.",
        Step::Note(_) => "Write a line that brings your answer back to you.",
        Step::FollowUp(_) => {
            "An interviewer asks on. Answer aloud; a few words that you type are kept."
        }
        Step::Stage(_) => {
            "Work on this stage aloud, as you would in the interview. The time until Enter is taken; a few words that you type are kept."
        }
        Step::Tick(_) => {
            "Read what is listed above, and type the numbers of those that your answer had."
        }
        Step::Flag => {
            "Read the red flags above, and type the numbers of those that your answer had."
        }
        Step::Rate => {
            "Compare your answer with the three above, and type the number of the nearest."
        }
    }
}

impl<X: World> Talk<'_, X> {
    /// Reads what answers a prompt.
    pub(super) fn typed(&mut self, prompt: &str, step: Step) -> Result<Typed<String>, Stop> {
        self.typed_from(prompt, step, "")
    }

    /// Reads what answers a prompt; where it can be changed, this text stands there.
    fn typed_from(&mut self, prompt: &str, step: Step, text: &str) -> Result<Typed<String>, Stop> {
        loop {
            let written = match step {
                Step::Tick(_) | Step::Flag | Step::Rate => {
                    let text = self.desk.reply(prompt)?;
                    text.map(|text| Text {
                        text,
                        is_pasted: false,
                    })
                }
                Step::Say | Step::Note(_) | Step::Stage(_) | Step::FollowUp(_) => {
                    self.desk.write(prompt, text)?
                }
            };
            let Some(Text {
                text: line,
                is_pasted,
            }) = written
            else {
                return Err(Stop::Paused);
            };
            match line.to_lowercase().as_str() {
                // A text is no letter that was pressed, whatever it says.
                _ if is_pasted => return Ok(Typed::Given(line)),
                "q" | "quit" => return Err(Stop::Paused),
                "s" | "skip" => return Ok(Typed::Skip),
                "b" | "back" => return Ok(Typed::Back),
                "n" | "new" if step.is_first() => return Ok(Typed::New),
                "?" | "help" => {
                    self.say(help(step))?;
                    if step.is_first() {
                        self.say(NEW)?;
                    }
                    if self.desk.edits() {
                        self.say(EDITING)?;
                    }
                    self.say(HELP)?;
                }
                _ => return Ok(Typed::Given(line)),
            }
        }
    }

    /// Reads as [`Self::typed`] does; what was written before stands there to be changed, or else an empty line keeps it.
    pub(super) fn again(
        &mut self,
        prompt: &str,
        step: Step,
        former: Option<String>,
    ) -> Result<Typed<String>, Stop> {
        let Some(former) = former.filter(|former| !former.is_empty()) else {
            return self.typed(prompt, step);
        };
        if self.desk.edits() {
            return self.typed_from(prompt, step, &former);
        }
        self.show(&render::former(&former, &self.look))?;
        let typed = self.typed(prompt, step)?;
        Ok(typed.map(|text| if text.is_empty() { former } else { text }))
    }

    pub(super) fn say(&mut self, words: &str) -> io::Result<()> {
        self.show(&render::line(words, &self.look))
    }

    pub(super) fn show(&mut self, text: &str) -> io::Result<()> {
        self.desk.show(text)
    }
}
