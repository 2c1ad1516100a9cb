//! How a question and its help are laid out for a window: wide, narrow, or as a text with one line below it where nothing
//! else fits.

#[cfg(test)]
mod tests;

use std::iter;

use rolefit::catalogue::PAIR_SIDES;

use super::line::{Frame, Line, Look, Tone};
use super::{Body, Card, Keeping};
use crate::cli::wrap::{cut, wrap, wrap_talk};

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

fn margin(width: usize) -> usize {
    if width >= 50 { 2 } else { 1 }
}

/// Returns the columns that a text may take when it starts at `indent` of so many.
fn room(width: usize, indent: usize) -> usize {
    let right = margin(width) - 1;
    width.saturating_sub(indent + right + 1).clamp(2, READABLE)
}

/// Lays hints side by side as far as they fit in `width` columns; none is broken that fits on a line.
pub(super) fn flow(hints: &[String], width: usize, tone: Tone) -> Vec<Line> {
    let gap = if width >= 50 { "   " } else { "  " };
    let room = room(width, margin(width));
    let columns = console::measure_text_width;
    let mut lines: Vec<String> = Vec::new();
    for hint in hints {
        match lines.last_mut() {
            Some(line) if columns(line) + gap.len() + columns(hint) <= room => {
                line.push_str(gap);
                line.push_str(hint);
            }
            _ => lines.extend(wrap(hint, room)),
        }
    }
    at_margin(&lines, tone, width)
}

/// Sets lines at the margin.
fn at_margin(lines: &[String], tone: Tone, width: usize) -> Vec<Line> {
    let lines = lines.iter();
    lines
        .map(|line| Line::of(margin(width), tone, line))
        .collect()
}

/// Returns how many rows it takes to show what keys do, in a window of `width` columns.
pub(crate) fn rows_of_offer(hints: &[String], width: usize) -> usize {
    flow(hints, width, Tone::Strong).len()
}

impl Parts<'_> {
    fn margin(&self) -> usize {
        margin(self.width)
    }

    fn room(&self, indent: usize) -> usize {
        room(self.width, indent)
    }

    fn frame(&self, trim: Trim) -> Frame {
        let blank = |lines: &mut Vec<Line>| {
            if trim < Trim::Blanks && !lines.is_empty() {
                lines.push(Line::default());
            }
        };
        let mut lines = Vec::new();
        if trim < Trim::Progress {
            lines.extend(self.text(Tone::Quiet, &self.card.progress));
        }
        if let Some(heading) = &self.card.heading {
            blank(&mut lines);
            lines.extend(self.text(Tone::Strong, heading));
        }
        blank(&mut lines);
        match &self.card.body {
            Body::Pair { first, second } => lines.extend(self.pair(first, second)),
            Body::Listed { text, .. } => {
                lines.extend(self.text(Tone::Normal, text));
            }
        }
        blank(&mut lines);
        let (top, options) = (lines.len(), self.list());
        let cursor = self.cursor(top, &options);
        lines.extend(options.into_iter().flatten());
        if trim < Trim::Hints {
            blank(&mut lines);
            lines.extend(self.hints());
        }
        if let Some(notice) = self.notice {
            blank(&mut lines);
            lines.extend(self.text(Tone::Strong, notice));
        }
        Frame { lines, cursor }
    }

    /// The cursor waits on the digit of the marked option, and left of the first where none is marked.
    fn cursor(&self, top: usize, options: &[Vec<Line>]) -> (usize, usize) {
        match self.marked.filter(|&marked| marked < options.len()) {
            None => (top, 0),
            Some(marked) => {
                let before: usize = options[..marked].iter().map(Vec::len).sum();
                (top + before, self.column().min(self.width - 1))
            }
        }
    }

    /// Where the numbers of the options stand.
    fn column(&self) -> usize {
        self.margin() + 2
    }

    /// Lays a text out at the margin.
    fn text(&self, tone: Tone, text: &str) -> Vec<Line> {
        at_margin(&wrap(text, self.room(self.margin())), tone, self.width)
    }

    /// Two statements, each behind the word that the options call it by: side by side, or one below the other.
    fn pair(&self, first: &str, second: &str) -> Vec<Line> {
        let [first, second] = [(0, first), (1, second)]
            .map(|(side, statement)| format!("{}: {statement}", PAIR_SIDES[side]));
        let left = self.column();
        if self.width < WIDE {
            let lines = [first, second].map(|text| {
                let texts = wrap(&text, self.room(left + 2));
                let places = iter::once(left).chain(iter::repeat(left + 2));
                let lines = places.zip(&texts);
                lines
                    .map(|(column, text)| Line::of(column, Tone::Normal, text))
                    .collect::<Vec<_>>()
            });
            return lines.concat();
        }
        let gap = 6;
        let room = ((self.width - 1).min(COLUMNS) - left - self.margin() - gap) / 2;
        let (first, second) = (wrap(&first, room), wrap(&second, room));
        (0..first.len().max(second.len()))
            .map(|row| {
                let mut line = Line::default();
                for (column, texts) in [(left, &first), (left + room + gap, &second)] {
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

    /// The options one below the other.
    fn list(&self) -> Vec<Vec<Line>> {
        let column = self.column();
        let labels = self.card.labels();
        let options = labels.iter().enumerate();
        options
            .map(|(position, label)| {
                let (tone, pointer) = if self.marked == Some(position) {
                    (Tone::Accent, self.look.pointer())
                } else {
                    (Tone::Normal, "")
                };
                let mut first = Line::of(column - 2, tone, pointer);
                first.at(column, tone, &(position + 1).to_string());
                let lines = iter::once(first).chain(iter::repeat(Line::default()));
                let texts = wrap(label, self.room(column + 3));
                let lines = lines.zip(&texts).map(|(mut line, text)| {
                    line.at(column + 3, tone, text);
                    line
                });
                lines.collect()
            })
            .collect()
    }

    fn hints(&self) -> Vec<Line> {
        let count = self.card.count();
        let leave = match (self.card.keeping, self.width >= 50) {
            (Keeping::Nothing, _) => "q quit",
            (Keeping::Saved, true) => "q save and quit",
            (Keeping::Saved, false) => "q pause",
        };
        let commands = ["b back", "s skip", "? about", leave].map(str::to_owned);
        let arrows = self.look.arrows();
        let mut groups: Vec<Vec<String>> = Vec::new();
        if self.width >= 50 {
            groups.push(vec![
                format!("1-{count} answer at once"),
                format!("{arrows} and Enter to choose"),
            ]);
        }
        groups.push(commands.to_vec());
        let flows = groups.iter();
        flows
            .flat_map(|group| flow(group, self.width, Tone::Quiet))
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

/// The keys, in words.
fn keys(card: &Card) -> [String; 2] {
    let leave = match card.keeping {
        Keeping::Saved => "q saves and quits",
        Keeping::Nothing => "q quits, and nothing is saved",
    };
    [
        format!(
            "1 to {} answer at once; arrow keys mark an answer and Enter gives it.",
            card.count()
        ),
        format!("b takes the last answer back, s skips, {leave}."),
    ]
}

/// Lays out what `?` shows in a window of `width` columns: what the question is about, and the keys. It never says which
/// answer shows which pole.
pub(super) fn help(card: &Card, width: usize) -> Frame {
    let room = room(width, margin(width));
    let mut lines = Vec::new();
    let mut put = |tone, text: &str| lines.extend(at_margin(&wrap(text, room), tone, width));
    let tones = iter::once(Tone::Strong).chain(iter::repeat(Tone::Normal));
    for (paragraph, tone) in card.about.iter().zip(tones) {
        put(tone, paragraph);
        put(Tone::Normal, "");
    }
    for key in keys(card) {
        put(Tone::Normal, &key);
    }
    put(Tone::Normal, "");
    put(Tone::Quiet, "any key goes back to the question");
    let cursor = (lines.len() - 1, 0);
    Frame { lines, cursor }
}

/// Lays out what explains a question, without so many of its first lines, and returns with it where the next part begins.
pub(super) fn explanation(
    card: &Card,
    shown: usize,
    (width, height): (usize, usize),
) -> (Frame, Option<usize>) {
    let mut lines = help(card, width).lines;
    lines.drain(..shown.min(lines.len()));
    let most = height.saturating_sub(1).max(2);
    let mut next = None;
    if lines.len() > most {
        lines.truncate(most - 1);
        next = Some(shown + most - 1);
        lines.extend(told("any key shows the rest", Tone::Quiet, width));
    }
    let cursor = (lines.len().saturating_sub(1), 0);
    (Frame { lines, cursor }, next)
}

/// Lays a paragraph out for a window of `width` columns.
pub(super) fn told(text: &str, tone: Tone, width: usize) -> Vec<Line> {
    let lines = wrap_talk(text, room(width, margin(width)));
    at_margin(&lines, tone, width)
}
