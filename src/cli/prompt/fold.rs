//! Text on its way to a window, folded between words where it would else be broken inside one. What fits stays as it is.

use std::io::{self, Write};

use console::measure_text_width;

use super::wrap::wrap_talk;

/// In a window narrower than this the terminal breaks lines: little is gained by doing it for it.
const NARROWEST: usize = 20;

/// A place that text goes to, line by line. What is begun goes on when it is flushed.
pub(crate) struct Folded<W, F> {
    output: W,
    /// How many columns the window has now.
    columns: F,
    line: Vec<u8>,
}

impl<W: Write, F: Fn() -> usize> Folded<W, F> {
    pub(crate) fn new(output: W, columns: F) -> Self {
        Self {
            output,
            columns,
            line: Vec::new(),
        }
    }

    /// Passes on what was gathered.
    fn pass(&mut self) -> io::Result<()> {
        let line = std::mem::take(&mut self.line);
        let text = String::from_utf8_lossy(&line);
        let columns = (self.columns)();
        let words = text.trim_end();
        if columns < NARROWEST || measure_text_width(words) < columns {
            return self.output.write_all(&line);
        }
        let folded = wrap_talk(words, columns - 1).join("\n");
        self.output.write_all(folded.as_bytes())?;
        // An end of line, or the space before what is typed.
        self.output.write_all(&text.as_bytes()[words.len()..])
    }
}

impl<W: Write, F: Fn() -> usize> Write for Folded<W, F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                self.pass()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass()?;
        self.output.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(columns: usize, texts: &[&str]) -> String {
        let mut output = Vec::new();
        let mut folded = Folded::new(&mut output, || columns);
        for text in texts {
            write!(folded, "{text}").unwrap();
        }
        folded.flush().unwrap();
        drop(folded);
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn what_is_wider_than_the_window_is_folded_between_words_and_nothing_else_changes() {
        let long = "Think of how you like to work, in a job that you have had.\n";
        assert_eq!(
            written(30, &["  two  spaces\n", long]),
            "  two  spaces\nThink of how you like to\nwork, in a job that you have\nhad.\n"
        );
        assert_eq!(written(10, &[long]), long);
        assert_eq!(written(80, &[long, "Answer: "]), format!("{long}Answer: "));
    }

    #[test]
    fn a_prompt_is_folded_whole_and_keeps_the_space_before_what_is_typed() {
        let parts = ["Answer 1 to 5, back, ", "skip, help or quit: "];
        assert_eq!(
            written(30, &parts),
            "Answer 1 to 5, back, skip,\nhelp or quit: "
        );
    }
}
