//! Drawing over what was drawn, also after the window changed its width. It writes bytes and reads nothing.

use std::fmt::Write as _;

use super::line::Frame;
use super::look::Look;
use super::wrap::rows;

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
        let mut bytes = String::new();
        if up > 0 {
            let _ = write!(bytes, "\x1b[{up}A");
        }
        bytes.push_str("\r\x1b[J");
        bytes
    }

    /// Returns the bytes that draw a frame where the last one stood.
    pub(super) fn paint(&mut self, frame: &Frame, width: usize, look: Look) -> String {
        let mut bytes = self.erase(width);
        self.lines = frame.lines.iter().map(super::line::Line::text).collect();
        self.cursor = frame.cursor;
        let painted: Vec<String> = frame.lines.iter().map(|line| line.painted(look)).collect();
        bytes.push_str(&painted.join("\r\n"));
        let up = self.below();
        if up > 0 {
            let _ = write!(bytes, "\x1b[{up}A");
        }
        bytes.push('\r');
        if self.cursor.1 > 0 {
            let _ = write!(bytes, "\x1b[{}C", self.cursor.1);
        }
        bytes
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
