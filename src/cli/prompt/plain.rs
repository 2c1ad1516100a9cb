//! Asking line by line: nothing is redrawn, nothing is drawn, no escape sequence is written. For screen readers, dumb
//! terminals and windows too narrow to lay a question out.

use std::io::{self, Write};
use std::time::Instant;

use rolefit::catalogue::PAIR_SIDES;
use rolefit::render::escape;

use super::keys::{Introducer, PASTE_PATIENCE, narrow, sent};
use super::state::Step;
use super::{Body, Card, Desk, Dialogue, Keeping, PASTED, Said, Text};

/// From so many bytes on, a terminal has cut a line: it holds 4,095 with the end of the line, and takes no more.
const CUT_FROM: usize = 4094;

/// A line that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Line {
    /// Its bytes, with its end.
    Sent(Vec<u8>),
    /// No more will come.
    End,
    /// The process was stopped and goes on: what it asked is to be asked again.
    Resumed,
}

/// Where lines come from.
pub(crate) trait Lines {
    fn line(&mut self) -> io::Result<Line>;

    /// Drops what was typed before.
    fn discard(&mut self);
}

/// A desk at which typed lines answer.
pub(crate) struct PlainDesk<R, W> {
    input: R,
    output: W,
    /// What began a paste that has not ended, and when the last of it came.
    paste: Option<(Introducer, Instant)>,
}

impl<R: Lines, W: Write> PlainDesk<R, W> {
    pub(crate) fn new(input: R, output: W) -> Self {
        Self {
            input,
            output,
            paste: None,
        }
    }

    /// Asks for a line, and asks again where the process was stopped meanwhile; `None` is the end of input.
    fn line(&mut self, mut ask: impl FnMut(&mut W) -> io::Result<()>) -> io::Result<Option<Text>> {
        loop {
            ask(&mut self.output)?;
            self.output.flush()?;
            match self.input.line()? {
                Line::Sent(bytes) => {
                    if bytes.len() > CUT_FROM {
                        writeln!(
                            self.output,
                            "A line holds {CUT_FROM} bytes; if yours was longer, the rest of it is lost."
                        )?;
                    }
                    return Ok(Some(self.text(&bytes)));
                }
                Line::End => {
                    // The cursor stands behind the prompt; whatever is said next starts on a line of its own.
                    writeln!(self.output)?;
                    return Ok(None);
                }
                Line::Resumed => writeln!(self.output)?,
            }
        }
    }

    /// Asks for a line that answers. What was pasted was meant for another place: it is an empty line, which answers
    /// nothing.
    fn answer(&mut self, ask: impl FnMut(&mut W) -> io::Result<()>) -> io::Result<Option<String>> {
        let line = self.line(ask)?;
        Ok(line.map(|line| {
            if line.is_pasted {
                String::new()
            } else {
                line.text
            }
        }))
    }

    /// Returns the text of a line: keys that a terminal does not turn into text, as the arrow keys, are no part of it.
    fn text(&mut self, bytes: &[u8]) -> Text {
        let begun = self.paste.take();
        let mut paste = begun
            .filter(|(_, last)| last.elapsed() < PASTE_PATIENCE)
            .map(|(introducer, _)| introducer);
        let (text, is_pasted) = sent(bytes, &mut paste);
        self.paste = paste.map(|introducer| (introducer, Instant::now()));
        Text {
            text: text.trim().to_owned(),
            is_pasted,
        }
    }

    fn explain(&mut self, card: &Card) -> io::Result<()> {
        for paragraph in &card.about {
            writeln!(self.output, "{paragraph}")?;
        }
        let kept = match card.keeping {
            Keeping::Saved => "quit saves and quits",
            Keeping::Nothing => "quit quits, and nothing is saved",
        };
        writeln!(
            self.output,
            "1 to {} answers; back takes the last answer back; skip leaves this one out; {kept}.",
            card.count()
        )
    }
}

fn put(output: &mut impl Write, card: &Card) -> io::Result<()> {
    writeln!(output, "{}", card.progress)?;
    if let Some(heading) = &card.heading {
        writeln!(output, "{heading}")?;
    }
    match &card.body {
        Body::Pair { first, second } => {
            for (side, text) in PAIR_SIDES.iter().zip([first, second]) {
                writeln!(output, "{side}: {text}")?;
            }
        }
        Body::Listed { text, .. } => writeln!(output, "{text}")?,
    }
    for (position, label) in card.labels().iter().enumerate() {
        writeln!(output, "{} {label}", position + 1)?;
    }
    if let Some(earlier) = card.earlier {
        writeln!(output, "Your answer before: {}", earlier + 1)?;
    }
    Ok(())
}

/// Returns a line as it is compared with words and numbers.
fn lowered(line: &str) -> String {
    line.chars().map(narrow).collect::<String>().to_lowercase()
}

/// Returns what a line that was typed means at a question with so many answers.
fn typed(line: &str, count: usize) -> Step {
    match lowered(line).as_str() {
        "b" | "back" => Step::Said(Said::Back),
        "s" | "skip" => Step::Said(Said::Skip),
        "q" | "quit" => Step::Said(Said::Pause),
        "?" | "h" | "help" => Step::Help,
        line => match line.parse::<usize>() {
            Ok(number) if (1..=count).contains(&number) => Step::Said(Said::Answer(number - 1)),
            _ => Step::Unknown,
        },
    }
}

impl<R: Lines, W: Write> Desk for PlainDesk<R, W> {
    fn ask(&mut self, card: &Card) -> io::Result<Said> {
        // Once more whole only where nobody sees it any more.
        let mut whole = true;
        loop {
            let line = self.answer(|output| {
                if whole {
                    writeln!(output)?;
                    put(output, card)?;
                }
                whole = true;
                write!(
                    output,
                    "Answer 1 to {}, back, skip, help or quit: ",
                    card.count()
                )
            })?;
            let Some(line) = line else {
                return Ok(Said::Pause);
            };
            whole = false;
            match typed(&line, card.count()) {
                Step::Said(said) => return Ok(said),
                Step::Help => self.explain(card)?,
                Step::Stay | Step::Unknown => writeln!(
                    self.output,
                    "That is not one of the answers. Type a number from 1 to {}, or back, skip, help or quit.",
                    card.count()
                )?,
            }
        }
    }

    fn confirm(&mut self, question: &str) -> io::Result<Option<bool>> {
        self.input.discard();
        loop {
            let line = self.answer(|output| write!(output, "{question} yes or no: "))?;
            match line.as_deref().map(lowered).as_deref() {
                Some("y" | "yes") => return Ok(Some(true)),
                Some("n" | "no") => return Ok(Some(false)),
                Some(_) => {}
                None => return Ok(None),
            }
        }
    }

    fn tell(&mut self, lines: &[String]) -> io::Result<()> {
        for line in lines {
            writeln!(self.output, "{line}")?;
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<R: Lines, W: Write> Dialogue for PlainDesk<R, W> {
    fn pick(
        &mut self,
        prompt: &str,
        options: &[String],
        _start: usize,
    ) -> io::Result<Option<usize>> {
        let count = options.len();
        let mut whole = true;
        loop {
            let line = self.answer(|output| {
                if whole {
                    writeln!(output, "{prompt}:")?;
                    for (number, option) in (1..).zip(options) {
                        writeln!(output, "{number} {}", escape::line(option))?;
                    }
                }
                whole = true;
                write!(output, "Type a number from 1 to {count}, or quit: ")
            })?;
            whole = false;
            let Some(line) = line.as_deref().map(lowered) else {
                return Ok(None);
            };
            let named = options.iter().position(|one| one.to_lowercase() == line);
            let numbered = || line.parse::<usize>().ok()?.checked_sub(1);
            match named.or_else(numbered).filter(|&index| index < count) {
                Some(index) => return Ok(Some(index)),
                None if matches!(line.as_str(), "q" | "quit" | "cancel") => return Ok(None),
                None => writeln!(self.output, "That is none of them.")?,
            }
        }
    }

    fn write(&mut self, prompt: &str, _text: &str) -> io::Result<Option<Text>> {
        self.line(|output| write!(output, "{prompt} "))
    }

    fn reply(&mut self, prompt: &str) -> io::Result<Option<String>> {
        loop {
            let line = self.line(|output| write!(output, "{prompt} "))?;
            match line {
                Some(line) if line.is_pasted => writeln!(self.output, "{PASTED}.")?,
                line => return Ok(line.map(|line| line.text)),
            }
        }
    }

    fn edits(&self) -> bool {
        false
    }

    fn show(&mut self, text: &str) -> io::Result<()> {
        self.output.write_all(text.as_bytes())
    }
}

#[cfg(test)]
impl Lines for &[u8] {
    fn line(&mut self) -> io::Result<Line> {
        let end = self.iter().position(|&byte| byte == b'\n');
        let (line, rest) = self.split_at(end.map_or(self.len(), |end| end + 1));
        *self = rest;
        Ok(if line.is_empty() {
            Line::End
        } else {
            Line::Sent(line.to_vec())
        })
    }

    fn discard(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card() -> Card {
        Card {
            progress: "question 1 of 2".into(),
            heading: Some("How much is this like you?".into()),
            body: Body::Listed {
                text: "I finish what I start.".into(),
                options: vec!["not like me".into(), "very like me".into()],
            },
            earlier: None,
            about: vec!["Finish or evolve".into()],
            keeping: Keeping::Saved,
        }
    }

    fn asked(input: &str) -> (Said, String) {
        let mut desk = PlainDesk::new(input.as_bytes(), Vec::new());
        let said = desk.ask(&card()).unwrap();
        (said, String::from_utf8(desk.output).unwrap())
    }

    #[test]
    fn numbers_and_words_answer_in_any_width() {
        for (input, said) in [
            ("2\n", Said::Answer(1)),
            ("２\n", Said::Answer(1)),
            ("\x1b]11;rgb:1/1/1\x1b\\2\x1b[D\n", Said::Answer(1)),
            (" BACK \n", Said::Back),
            ("s\n", Said::Skip),
            ("quit\n", Said::Pause),
        ] {
            assert_eq!(asked(input).0, said);
        }
    }

    #[test]
    fn the_end_of_input_pauses_and_never_answers() {
        assert_eq!(asked("").0, Said::Pause);
        assert_eq!(asked("7\n").0, Said::Pause);
    }

    #[test]
    fn a_wrong_line_is_told_what_is_possible_and_asked_again() {
        let (said, output) = asked("9\n?\n1\n");
        assert_eq!(said, Said::Answer(0));
        assert_eq!(
            output,
            "\nquestion 1 of 2\nHow much is this like you?\nI finish what I start.\n1 not like me\n2 very like me\n\
             Answer 1 to 2, back, skip, help or quit: That is not one of the answers. Type a number from 1 to 2, or back, \
             skip, help or quit.\nAnswer 1 to 2, back, skip, help or quit: Finish or evolve\n\
             1 to 2 answers; back takes the last answer back; skip leaves this one out; quit saves and quits.\nAnswer 1 to 2, back, skip, help or quit: "
        );
    }

    #[test]
    fn a_line_of_which_some_was_pasted_answers_nothing_until_the_paste_ends() {
        for pasted in [
            "\x1b[200~1\n\x1b[201~\n",
            "1\x1b[200~\n1\n1\x1b[201~\n",
            "\x1b[200~1\x1b[201~\n",
            "\x1b[200~1\n\u{9b}201~\n1\n\x1b[201~1\n",
            "\u{9b}200~1\n1\n\u{9b}201~1\n",
            "\u{9b}200~1\n1\n\x1b[201~1\n",
        ] {
            let input = format!("{pasted}2\n");
            assert_eq!(asked(&input).0, Said::Answer(1), "{pasted:?}");
            let input = pasted.replace('1', "yes").replace("20yes~", "201~") + "no\n";
            let mut desk = PlainDesk::new(input.as_bytes(), Vec::new());
            assert_eq!(desk.confirm("Delete?").unwrap(), Some(false), "{input:?}");
        }
    }

    #[test]
    fn a_text_may_be_pasted() {
        let mut desk = PlainDesk::new(&b"\x1b[200~one\x1b[201~ two\n"[..], Vec::new());
        let written = desk.write("Note:", "").unwrap().unwrap();
        assert_eq!((&*written.text, written.is_pasted), ("one two", true));
    }

    #[test]
    fn no_escape_sequence_is_written() {
        assert!(!asked("?\nx\n1\n").1.contains('\x1b'));
    }

    /// Lines between which the process is stopped once.
    struct Stopped(Vec<Line>);

    impl Lines for Stopped {
        fn line(&mut self) -> io::Result<Line> {
            Ok(self.0.pop().unwrap_or(Line::End))
        }

        fn discard(&mut self) {}
    }

    #[test]
    fn after_the_process_was_stopped_the_question_is_there_again() {
        let sent = |line: &str| Line::Sent(line.into());
        let lines = vec![sent("2\n"), Line::Resumed, sent("x\n")];
        let mut desk = PlainDesk::new(Stopped(lines), Vec::new());
        assert_eq!(desk.ask(&card()).unwrap(), Said::Answer(1));
        let output = String::from_utf8(desk.output).unwrap();
        assert_eq!(
            output.matches("I finish what I start.").count(),
            2,
            "{output}"
        );
    }

    #[test]
    fn an_option_is_picked_by_its_number_or_its_words() {
        let options = ["left".to_owned(), "right".to_owned()];
        for (input, picked) in [
            ("2\n", Some(1)),
            ("Left\n", Some(0)),
            ("0\n3\nx\n1\n", Some(0)),
            ("quit\n", None),
            ("", None),
        ] {
            let mut desk = PlainDesk::new(input.as_bytes(), Vec::new());
            assert_eq!(
                desk.pick("Which", &options, 0).unwrap(),
                picked,
                "{input:?}"
            );
        }
    }
}
