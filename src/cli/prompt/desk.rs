//! Asking by single keys: the loop between the state machine, the layout and a terminal. It knows no session.

use std::{io, iter};

use console::Key;

use super::canvas::Canvas;
use super::card::{Body, Card};
use super::layout::{View, view};
use super::line::{Frame, Line};
use super::look::{Look, Tone};
use super::state::{Prompt, Start, Step};
use super::{Desk, Said, help, wrap::wrap};
use crate::cli::signals::is_gone;

/// A terminal, as far as a question needs one.
pub(crate) trait Tty {
    /// Columns and rows.
    fn size(&self) -> (usize, usize);

    /// Waits for a key.
    fn key(&mut self) -> io::Result<Key>;

    /// Writes bytes; `below` is how many rows then lie below the cursor.
    fn paint(&mut self, bytes: &str, below: usize) -> io::Result<()>;

    /// Asks a short question that is not part of the questionnaire.
    fn confirm(&mut self, question: &str) -> io::Result<Option<bool>>;
}

/// A desk at which keys answer.
pub(crate) struct KeyDesk<T: Tty> {
    tty: T,
    look: Look,
    canvas: Canvas,
}

impl<T: Tty> KeyDesk<T> {
    pub(crate) fn new(tty: T, look: Look) -> Self {
        Self {
            tty,
            look,
            canvas: Canvas::default(),
        }
    }

    fn draw(&mut self, frame: &Frame) -> io::Result<()> {
        let width = self.tty.size().0;
        let bytes = self.canvas.paint(frame, width, self.look);
        self.tty.paint(&bytes, self.canvas.below())
    }

    /// Writes lines that stay, above whatever is drawn next.
    fn write(&mut self, lines: &[Line]) -> io::Result<()> {
        let mut bytes = self.canvas.erase(self.tty.size().0);
        for line in lines {
            bytes.push_str(&line.painted(self.look));
            bytes.push_str("\r\n");
        }
        self.tty.paint(&bytes, 0)
    }

    /// Shows paragraphs, the first of which stands out, and waits for a key. Called again it shows them in their place.
    pub(crate) fn wait(&mut self, paragraphs: &[String]) -> io::Result<Key> {
        let width = self.tty.size().0;
        let lines: Vec<Line> = paragraphs
            .iter()
            .zip(iter::once(Tone::Strong).chain(iter::repeat(Tone::Normal)))
            .flat_map(|(text, tone)| told(text, tone, width))
            .collect();
        let last = lines.last().map_or(0, Line::width);
        let cursor = (lines.len().saturating_sub(1), last);
        self.draw(&Frame { lines, cursor })?;
        self.key()
    }

    fn key(&mut self) -> io::Result<Key> {
        match self.tty.key() {
            // The terminal is gone or sent its end of input: that pauses, it never answers.
            Err(error) if is_gone(&error) => Ok(Key::Escape),
            key => key,
        }
    }

    fn explain(&mut self, card: &Card) -> io::Result<Key> {
        let (width, height) = self.tty.size();
        let frame = help::frame(card, width);
        if frame.lines.len() < height {
            self.draw(&frame)?;
        } else {
            self.write(&frame.lines)?;
        }
        self.key()
    }
}

impl<T: Tty> Desk for KeyDesk<T> {
    fn ask(&mut self, card: &Card) -> io::Result<Said> {
        let start = match card.body {
            Body::Pair { .. } => Start::Middle,
            Body::Listed(_) => Start::Ends,
        };
        let mut prompt = Prompt::new(card.count(), card.earlier, start);
        let mut written = false;
        loop {
            match view(card, prompt.marked(), self.tty.size(), self.look) {
                View::Drawn(frame) => self.draw(&frame)?,
                View::Written { text, frame } => {
                    if !written {
                        self.write(&text)?;
                        written = true;
                    }
                    self.draw(&frame)?;
                }
            }
            let key = self.key()?;
            match prompt.step(&key) {
                Step::Stay => {}
                Step::Answer(position) => return Ok(Said::Answer(position)),
                Step::Skip => return Ok(Said::Skip),
                Step::Back => return Ok(Said::Back),
                Step::Pause => return Ok(Said::Pause),
                Step::Abort => return Ok(Said::Abort),
                Step::Help => {
                    if matches!(self.explain(card)?, Key::CtrlC | Key::Char('\u{3}')) {
                        return Ok(Said::Abort);
                    }
                }
            }
        }
    }

    fn confirm(&mut self, question: &str) -> io::Result<Option<bool>> {
        self.clear()?;
        self.tty.confirm(question)
    }

    fn tell(&mut self, lines: &[String]) -> io::Result<()> {
        let width = self.tty.size().0;
        let lines: Vec<Line> = lines
            .iter()
            .flat_map(|line| told(line, Tone::Normal, width))
            .collect();
        self.write(&lines)
    }

    fn clear(&mut self) -> io::Result<()> {
        let bytes = self.canvas.erase(self.tty.size().0);
        self.tty.paint(&bytes, 0)
    }
}

/// Lays a paragraph out for a window of `width` columns.
fn told(text: &str, tone: Tone, width: usize) -> Vec<Line> {
    let margin = if width >= 50 { 2 } else { 1 };
    let room = width.saturating_sub(2 * margin).clamp(2, 76);
    let lines = wrap(text, room);
    lines
        .iter()
        .map(|line| Line::of(margin, tone, line))
        .collect()
}

#[cfg(test)]
mod tests;
