//! Asking line by line: nothing is redrawn, nothing is drawn, no escape sequence is written. For screen readers, dumb
//! terminals and windows too narrow to lay a question out.

use std::io::{self, BufRead, Read, Write};

use super::card::{Body, Card, Keeping};
use super::{Desk, Said, help};

/// No sensible line is longer; the rest of one that is counts as a line of its own.
const LONGEST_LINE: u64 = 4096;

/// A desk at which typed lines answer.
pub(crate) struct PlainDesk<R, W> {
    input: R,
    output: W,
}

/// A line that was typed, as far as it means something.
#[derive(Debug, PartialEq, Eq)]
enum Typed {
    Said(Said),
    Help,
    Nothing,
}

impl<R: BufRead, W: Write> PlainDesk<R, W> {
    pub(crate) fn new(input: R, output: W) -> Self {
        Self { input, output }
    }

    /// Reads a line; `None` is the end of input.
    fn line(&mut self) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        let read = (&mut self.input)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut bytes)?;
        if read == 0 {
            // The cursor stands behind the prompt; whatever is said next starts on a line of its own.
            writeln!(self.output)?;
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&bytes).trim().to_lowercase();
        Ok(Some(line))
    }

    fn put(&mut self, card: &Card) -> io::Result<()> {
        writeln!(self.output, "{}", card.progress)?;
        if let Some(heading) = &card.heading {
            writeln!(self.output, "{heading}")?;
        }
        match &card.body {
            Body::Pair { first, second } => {
                writeln!(self.output, "A: {first}")?;
                writeln!(self.output, "B: {second}")?;
            }
            Body::Listed(labelled) => writeln!(self.output, "{}", labelled.text)?,
        }
        for (position, label) in card.labels().iter().enumerate() {
            writeln!(self.output, "{} {label}", position + 1)?;
        }
        if let Some(earlier) = card.earlier {
            writeln!(self.output, "Your answer before: {}", earlier + 1)?;
        }
        Ok(())
    }

    fn explain(&mut self, card: &Card) -> io::Result<()> {
        for paragraph in help::paragraphs(card) {
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

fn typed(line: &str, count: usize) -> Typed {
    match line {
        "b" | "back" => Typed::Said(Said::Back),
        "s" | "skip" => Typed::Said(Said::Skip),
        "q" | "quit" => Typed::Said(Said::Pause),
        "?" | "h" | "help" => Typed::Help,
        _ => match line.parse::<usize>() {
            Ok(number) if (1..=count).contains(&number) => Typed::Said(Said::Answer(number - 1)),
            _ => Typed::Nothing,
        },
    }
}

impl<R: BufRead, W: Write> Desk for PlainDesk<R, W> {
    fn ask(&mut self, card: &Card) -> io::Result<Said> {
        writeln!(self.output)?;
        self.put(card)?;
        loop {
            write!(
                self.output,
                "Answer 1 to {}, back, skip, help or quit: ",
                card.count()
            )?;
            self.output.flush()?;
            let Some(line) = self.line()? else {
                return Ok(Said::Pause);
            };
            match typed(&line, card.count()) {
                Typed::Said(said) => return Ok(said),
                Typed::Help => self.explain(card)?,
                Typed::Nothing => writeln!(
                    self.output,
                    "That is not one of the answers. Type a number from 1 to {}, or back, skip, help or quit.",
                    card.count()
                )?,
            }
        }
    }

    fn confirm(&mut self, question: &str) -> io::Result<Option<bool>> {
        loop {
            write!(self.output, "{question} yes or no: ")?;
            self.output.flush()?;
            match self.line()?.as_deref() {
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

#[cfg(test)]
mod tests {
    use super::super::card::Labelled;
    use super::*;

    fn card() -> Card {
        Card {
            progress: "question 1 of 2".into(),
            heading: Some("How much is this like you?".into()),
            body: Body::Listed(Labelled {
                text: "I finish what I start.".into(),
                options: vec!["not like me".into(), "very like me".into()],
            }),
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
    fn numbers_and_words_answer() {
        for (input, said) in [
            ("2\n", Said::Answer(1)),
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
             skip, help or quit.\nAnswer 1 to 2, back, skip, help or quit: Finish or evolve\nOf all questions left, the \
             next one is always the one that tells most after your answers so far.\n1 to 2 answers; back takes the last \
             answer back; skip leaves this one out; quit saves and quits.\nAnswer 1 to 2, back, skip, help or quit: "
        );
    }

    #[test]
    fn no_escape_sequence_is_written() {
        assert!(!asked("?\nx\n1\n").1.contains('\x1b'));
    }
}
