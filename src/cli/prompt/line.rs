//! Lines made of toned pieces, and the frames they form. Their width is that of the bare text.

use console::measure_text_width;

use super::look::{Look, Tone};

/// One line of a frame; it is never as wide as the terminal, so the terminal never wraps it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Line(Vec<(Tone, String)>);

impl Line {
    /// Makes a line of one tone, indented.
    pub(crate) fn of(indent: usize, tone: Tone, text: &str) -> Self {
        let mut line = Self::default();
        line.at(indent, tone, text);
        line
    }

    /// Adds a text that starts at a column; where that is passed already, it follows on.
    pub(crate) fn at(&mut self, column: usize, tone: Tone, text: &str) {
        if text.is_empty() {
            return;
        }
        let gap = column.saturating_sub(self.width());
        if gap > 0 {
            self.0.push((Tone::Normal, " ".repeat(gap)));
        }
        self.0.push((tone, text.to_owned()));
    }

    /// Returns the bare text.
    pub(crate) fn text(&self) -> String {
        self.0.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// Returns the width in columns.
    pub(crate) fn width(&self) -> usize {
        measure_text_width(&self.text())
    }

    /// Returns the text with its tones.
    pub(crate) fn painted(&self, look: Look) -> String {
        self.0
            .iter()
            .map(|(tone, text)| look.paint(*tone, text))
            .collect()
    }
}

/// Lines that are drawn together and redrawn in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) lines: Vec<Line>,
    /// Row and column, from 0, at which the cursor waits.
    pub(crate) cursor: (usize, usize),
}
