//! Lines made of toned pieces, and the frames they form; the signs and tones that a terminal can show. The width of a line
//! is that of its bare text, and nothing is carried by colour alone.

use console::measure_text_width;

use crate::cli::wrap::rows;

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

/// How a piece of text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Normal,
    /// What is marked.
    Accent,
    /// What is being asked.
    Strong,
    /// What need not be read.
    Quiet,
}

/// What a terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    /// Whether signs beyond ASCII show.
    pub(crate) unicode: bool,
    /// Whether colour is wanted.
    pub(crate) colour: bool,
}

impl Look {
    /// Stands before the option that is marked.
    pub(super) fn pointer(self) -> &'static str {
        if self.unicode { "›" } else { ">" }
    }

    /// Stands between two facts on a line.
    pub(crate) fn dot(self) -> &'static str {
        if self.unicode { "·" } else { "-" }
    }

    /// Names the arrow keys of a list.
    pub(super) fn arrows(self) -> &'static str {
        if self.unicode { "↑ ↓" } else { "arrows" }
    }

    /// Returns a text in a tone.
    pub(super) fn paint(self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Accent => "1;36",
            Tone::Strong => "1",
            Tone::Quiet => "2",
            Tone::Normal => return text.to_owned(),
        };
        if self.colour && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}

/// Returns the bytes that move the cursor so far in a direction.
fn moved(by: usize, direction: char) -> String {
    match by {
        0 => String::new(),
        _ => format!("\x1b[{by}{direction}"),
    }
}

/// What stands on the screen and can be drawn over.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    lines: Vec<String>,
    cursor: (usize, usize),
}

impl Canvas {
    /// Returns the bytes that take the drawn frame off a terminal that is now `width` columns wide. The old rows are
    /// counted at the new width: a narrower terminal has wrapped them.
    pub(super) fn erase(&mut self, width: usize) -> String {
        if self.lines.is_empty() {
            return String::new();
        }
        let width = width.max(1);
        let above: usize = self.lines[..self.cursor.0]
            .iter()
            .map(|line| rows(line, width))
            .sum();
        let up = above + self.cursor.1 / width;
        self.lines.clear();
        moved(up, 'A') + "\r\x1b[J"
    }

    /// Returns the bytes that draw a frame where the last one stood.
    pub(super) fn paint(&mut self, frame: &Frame, width: usize, look: Look) -> String {
        let mut bytes = self.erase(width);
        self.lines = frame.lines.iter().map(Line::text).collect();
        self.cursor = frame.cursor;
        let painted: Vec<String> = frame.lines.iter().map(|line| line.painted(look)).collect();
        bytes.push_str(&painted.join("\r\n"));
        bytes + &moved(self.below(), 'A') + "\r" + &moved(self.cursor.1, 'C')
    }

    /// Takes in that what was drawn stands no more where it stood.
    pub(super) fn forget(&mut self) {
        self.lines.clear();
    }

    /// Returns how many rows of the frame lie below the cursor.
    pub(super) fn below(&self) -> usize {
        (self.lines.len()).saturating_sub(self.cursor.0 + 1)
    }
}
