//! How a question is laid out for a window: wide, narrow, or as a text with one line below it where nothing else fits.
//! It draws nothing and knows no keys beyond their names.

use rolefit::catalogue::{PAIR_SCALE, PAIR_SIDES};

use super::card::{Body, Card, Keeping};
use super::line::{Frame, Line};
use super::look::{Look, Tone};
use super::wrap::{cut, wrap};

/// From this width the two statements of a pair stand side by side.
const WIDE: usize = 72;
/// Running text is not made wider than this: longer lines are hard to follow.
const READABLE: usize = 76;
/// Two columns together are not made wider than this.
const COLUMNS: usize = 104;

/// What is put on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum View {
    /// A frame that fits the window and is redrawn in place.
    Drawn(Frame),
    /// The window is too low: the text is written once and scrolls, the frame stays below it.
    Written { text: Vec<Line>, frame: Frame },
}

/// Lays a question out for a window of `width` columns and `height` rows, with a notice below it where there is one. Every
/// line is narrower than the window.
pub(crate) fn view(
    card: &Card,
    marked: Option<usize>,
    notice: Option<&str>,
    (width, height): (usize, usize),
    look: Look,
) -> View {
    let width = width.max(12);
    let parts = Parts {
        card,
        marked,
        notice,
        width,
        look,
    };
    for trim in [Trim::Nothing, Trim::Hints, Trim::Progress, Trim::Blanks] {
        let frame = parts.frame(trim);
        if frame.lines.len() < height {
            return View::Drawn(frame);
        }
    }
    let unmarked = Parts {
        marked: None,
        notice: None,
        ..parts
    };
    View::Written {
        text: unmarked.frame(Trim::Hints).lines,
        frame: parts.one_line(),
    }
}

/// What is left out of a frame, each beside what the one before leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Trim {
    Nothing,
    Hints,
    Progress,
    Blanks,
}

#[derive(Clone, Copy)]
struct Parts<'a> {
    card: &'a Card,
    marked: Option<usize>,
    notice: Option<&'a str>,
    width: usize,
    look: Look,
}

impl Parts<'_> {
    fn margin(&self) -> usize {
        if self.width >= 50 { 2 } else { 1 }
    }

    /// Columns that a text may take when it starts at `indent`.
    fn room(&self, indent: usize) -> usize {
        let right = self.margin() - 1;
        self.width
            .saturating_sub(indent + right + 1)
            .clamp(2, READABLE)
    }

    fn frame(&self, trim: Trim) -> Frame {
        let blank = |lines: &mut Vec<Line>| {
            if trim < Trim::Blanks && !lines.is_empty() {
                lines.push(Line::default());
            }
        };
        let mut lines = Vec::new();
        if trim < Trim::Progress {
            lines.extend(self.text(self.margin(), Tone::Quiet, &self.card.progress));
        }
        if let Some(heading) = &self.card.heading {
            blank(&mut lines);
            lines.extend(self.text(self.margin(), Tone::Strong, heading));
        }
        blank(&mut lines);
        let top;
        let options;
        match &self.card.body {
            Body::Pair { first, second } if self.width >= WIDE => {
                lines.extend(self.columns(first, second));
                blank(&mut lines);
                top = lines.len();
                options = vec![self.scale()];
            }
            Body::Pair { first, second } => {
                for (side, statement) in PAIR_SIDES.into_iter().zip([first, second]) {
                    lines.extend(self.hanging(side, statement));
                }
                blank(&mut lines);
                top = lines.len();
                options = self.list();
            }
            Body::Listed(labelled) => {
                lines.extend(self.text(self.margin(), Tone::Normal, &labelled.text));
                blank(&mut lines);
                top = lines.len();
                options = self.list();
            }
        }
        let cursor = self.cursor(top, &options);
        lines.extend(options.into_iter().flat_map(|(lines, _)| lines));
        if trim < Trim::Hints {
            blank(&mut lines);
            lines.extend(self.hints());
        }
        if let Some(notice) = self.notice {
            blank(&mut lines);
            lines.extend(self.text(self.margin(), Tone::Strong, notice));
        }
        Frame { lines, cursor }
    }

    /// The cursor waits on the digit of the marked option, and left of the first where none is marked.
    fn cursor(&self, top: usize, options: &[(Vec<Line>, Vec<usize>)]) -> (usize, usize) {
        let Some(mut left) = self.marked else {
            return (top, 0);
        };
        let mut row = top;
        for (lines, columns) in options {
            if let Some(&column) = columns.get(left) {
                return (row, column.min(self.width - 1));
            }
            left -= columns.len();
            row += lines.len();
        }
        (top, 0)
    }

    fn text(&self, indent: usize, tone: Tone, text: &str) -> Vec<Line> {
        wrap(text, self.room(indent))
            .iter()
            .map(|line| Line::of(indent, tone, line))
            .collect()
    }

    /// A sign and a text that hangs beside it, where the numbers of the options stand too.
    fn hanging(&self, sign: &str, text: &str) -> Vec<Line> {
        let at = self.margin() + 2;
        let mut lines = vec![Line::of(at, Tone::Normal, sign)];
        for (row, text) in wrap(text, self.room(at + 3)).iter().enumerate() {
            match lines.get_mut(row) {
                Some(first) => first.at(at + 3, Tone::Normal, text),
                None => lines.push(Line::of(at + 3, Tone::Normal, text)),
            }
        }
        lines
    }

    fn columns(&self, first: &str, second: &str) -> Vec<Line> {
        let (left, right, room) = self.column_places();
        let (first, second) = (wrap(first, room), wrap(second, room));
        (0..first.len().max(second.len()))
            .map(|row| {
                let mut line = Line::default();
                for (column, texts) in [(left, &first), (right, &second)] {
                    line.at(
                        column,
                        Tone::Normal,
                        texts.get(row).map_or("", String::as_str),
                    );
                }
                line
            })
            .collect()
    }

    /// Where the two columns start and how wide each may be.
    fn column_places(&self) -> (usize, usize, usize) {
        let (left, gap) = (self.margin() + 2, 6);
        let room = ((self.width - 1).min(COLUMNS) - left - self.margin() - gap) / 2;
        (left, left + room + gap, room)
    }

    /// The four degrees on one line, each pair under the statement it leans to.
    fn scale(&self) -> (Vec<Line>, Vec<usize>) {
        let (left, right, _) = self.column_places();
        let columns = vec![left, left + 16, right, right + 20];
        let mut line = Line::default();
        for (position, (&column, (degree, _))) in columns.iter().zip(PAIR_SCALE).enumerate() {
            self.option(&mut line, column, position, degree);
        }
        (vec![line], columns)
    }

    /// The options one below the other.
    fn list(&self) -> Vec<(Vec<Line>, Vec<usize>)> {
        let column = self.margin() + 2;
        let labels = self.card.labels();
        labels
            .iter()
            .enumerate()
            .map(|(position, label)| {
                let texts = wrap(label, self.room(column + 3));
                let mut lines = Vec::new();
                for (row, text) in texts.iter().enumerate() {
                    let mut line = Line::default();
                    if row == 0 {
                        self.option(&mut line, column, position, text);
                    } else {
                        line.at(column + 3, self.tone(position), text);
                    }
                    lines.push(line);
                }
                (lines, vec![column])
            })
            .collect()
    }

    fn tone(&self, position: usize) -> Tone {
        if self.marked == Some(position) {
            Tone::Accent
        } else {
            Tone::Normal
        }
    }

    fn option(&self, line: &mut Line, column: usize, position: usize, label: &str) {
        let tone = self.tone(position);
        if self.marked == Some(position) {
            line.at(column - 2, tone, self.look.pointer());
        }
        line.at(column, tone, &(position + 1).to_string());
        line.at(column + 3, tone, label);
    }

    fn hints(&self) -> Vec<Line> {
        let count = self.card.count();
        let leave = match (self.card.keeping, self.width >= 50) {
            (Keeping::Nothing, _) => "q quit",
            (Keeping::Saved, true) => "q save and quit",
            (Keeping::Saved, false) => "q pause",
        };
        let commands = vec![
            "b back".into(),
            "s skip".into(),
            "? about".into(),
            leave.into(),
        ];
        let flat = matches!(self.card.body, Body::Pair { .. }) && self.width >= WIDE;
        let arrows = if flat {
            self.look.arrows()
        } else {
            self.look.arrows_down()
        };
        let mut groups: Vec<Vec<String>> = Vec::new();
        if self.width >= 50 {
            groups.push(vec![
                format!("1-{count} answer at once"),
                format!("{arrows} and Enter to choose"),
            ]);
        }
        groups.push(commands);
        groups.iter().flat_map(|group| self.flow(group)).collect()
    }

    /// Hints side by side as far as they fit; none is broken.
    fn flow(&self, hints: &[String]) -> Vec<Line> {
        let gap = if self.width >= 50 { "   " } else { "  " };
        let room = self.room(self.margin());
        let mut lines: Vec<String> = Vec::new();
        for hint in hints {
            match lines.last_mut() {
                Some(line)
                    if console::measure_text_width(line)
                        + gap.len()
                        + console::measure_text_width(hint)
                        <= room =>
                {
                    line.push_str(gap);
                    line.push_str(hint);
                }
                _ => lines.push(cut(hint, room)),
            }
        }
        lines
            .iter()
            .map(|line| Line::of(self.margin(), Tone::Quiet, line))
            .collect()
    }

    /// All that is redrawn under a question that was written out.
    fn one_line(&self) -> Frame {
        let chosen = self
            .marked
            .map_or(String::new(), |at| format!("chosen {}  ", at + 1));
        let keys = format!("{chosen}1-{}  b  s  ?  q", self.card.count());
        let text = self.notice.unwrap_or(&keys);
        let line = Line::of(1, Tone::Quiet, &cut(text, self.width - 2));
        let cursor = (0, line.width().min(self.width - 1));
        Frame {
            lines: vec![line],
            cursor,
        }
    }
}

#[cfg(test)]
mod tests;
