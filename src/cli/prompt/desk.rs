//! Asking by single keys: the loop between the state machines, the layout and a terminal.

use std::{fmt, io, iter};

use dialoguer::theme::{SimpleTheme, Theme as _};
use rolefit::render::escape;

use super::editor::{self, Editor, LONGEST};
use super::keys::{Key, narrow};
use super::layout::{View, explanation, flow, rows_of_offer, told, view};
use super::line::{Canvas, Frame, Line, Look, Tone};
use super::parts::{HINTS, end_of, wants_more};
use super::state::{Prompt, Start, Step};
use super::{Body, Card, Desk, Dialogue, PASTED, Said, Text};
use crate::cli::signals::is_gone;
use crate::cli::wrap::wrap;

/// So many columns are taken by what stands before an option.
const OPTION_MARK: usize = 2;
/// More letters of an answer to yes or no are not shown; so many are neither.
const LONGEST_TYPED: usize = 20;

/// A terminal, as far as questions need one.
pub(crate) trait Tty {
    /// Columns and rows.
    fn size(&self) -> (usize, usize);

    /// A question is about to be seen, so that the next key may come.
    fn expect_key(&mut self) {}

    /// Waits for a key.
    fn key(&mut self) -> io::Result<Key>;

    /// Returns whether a key was read already that nobody has taken.
    fn has_key(&self) -> bool {
        false
    }

    /// Drops what was typed before.
    fn discard(&mut self);

    /// Writes bytes; `below` is how many rows then lie below the cursor.
    fn paint(&mut self, bytes: &str, below: usize) -> io::Result<()>;
}

/// A desk at which keys answer.
pub(crate) struct KeyDesk<T: Tty> {
    tty: T,
    look: Look,
    canvas: Canvas,
    /// What stands above the next question and goes with it; what matters most comes last.
    introduction: Vec<String>,
    /// How many rows were told above the next question, which must not scroll away before they are read.
    told: usize,
}

impl<T: Tty> KeyDesk<T> {
    pub(crate) fn new(tty: T, look: Look) -> Self {
        Self {
            tty,
            look,
            canvas: Canvas::default(),
            introduction: Vec::new(),
            told: 0,
        }
    }

    /// Returns how many columns an option of a list has.
    pub(crate) fn columns_of_option(&self) -> usize {
        self.tty.size().0.saturating_sub(OPTION_MARK + 1).max(1)
    }

    /// Draws a frame, or as much of it around the cursor as the window holds.
    fn draw(&mut self, mut frame: Frame) -> io::Result<()> {
        let (width, height) = self.tty.size();
        let most = height.saturating_sub(1).max(1);
        let first = (frame.cursor.0 + 1).saturating_sub(most);
        frame.lines = frame.lines.split_off(first);
        frame.lines.truncate(most);
        frame.cursor.0 -= first;
        let bytes = self.canvas.paint(&frame, width, self.look);
        self.tty.expect_key();
        self.tty.paint(&bytes, self.canvas.below())
    }

    /// Writes lines that stay, above whatever is drawn next.
    fn leave(&mut self, lines: &[Line]) -> io::Result<()> {
        let mut bytes = self.canvas.erase(self.tty.size().0);
        for line in lines {
            bytes.push_str(&line.painted(self.look));
            bytes.push_str("\r\n");
        }
        self.tty.paint(&bytes, 0)
    }

    /// Puts what introduces a question above it, as far as the window holds it: what comes first gives way first. Where not
    /// even the last has room, all of it is written above and stays.
    fn introduced(&mut self, mut frame: Frame) -> io::Result<Frame> {
        if self.introduction.is_empty() {
            return Ok(frame);
        }
        let (width, height) = self.tty.size();
        let paragraphs = self.introduction.iter();
        let mut paragraphs: Vec<Vec<Line>> = paragraphs
            .map(|text| told(text, Tone::Normal, width))
            .collect();
        let mut room = height.saturating_sub(frame.lines.len() + 2 + self.told);
        let fits = |lines: &&Vec<Line>| {
            let fits = lines.len() <= room;
            room = room.saturating_sub(lines.len());
            fits
        };
        let count = paragraphs.iter().rev().take_while(fits).count();
        if count == 0 {
            self.introduction.clear();
            let lines: Vec<Line> = paragraphs.into_iter().flatten().collect();
            self.leave(&lines)?;
            return Ok(frame);
        }
        let shown = paragraphs.split_off(paragraphs.len() - count);
        let mut lines: Vec<Line> = shown.into_iter().flatten().collect();
        lines.push(Line::default());
        frame.cursor.0 += lines.len();
        lines.append(&mut frame.lines);
        Ok(Frame { lines, ..frame })
    }

    /// Draws a frame and waits for a key; a frame that is gone, or was for a window of another size, is drawn again.
    fn key_at(&mut self, frame: impl Fn((usize, usize)) -> Frame) -> io::Result<Key> {
        loop {
            self.draw(frame(self.tty.size()))?;
            match self.key()? {
                Key::Resumed | Key::Resized => {}
                key => return Ok(key),
            }
        }
    }

    /// Shows paragraphs, the first of which stands out, and waits for a key. Called again it shows them in their place.
    pub(crate) fn wait(&mut self, paragraphs: &[String]) -> io::Result<Key> {
        self.key_at(|(width, _)| {
            let tones = iter::once(Tone::Strong).chain(iter::repeat(Tone::Normal));
            let lines = paragraphs.iter().zip(tones);
            ending_at_cursor(lines.flat_map(|(text, tone)| told(text, tone, width)))
        })
    }

    /// Shows what keys do, and waits for one.
    pub(crate) fn offer(&mut self, hints: &[String]) -> io::Result<Key> {
        self.key_at(|(width, _)| ending_at_cursor(flow(hints, width, Tone::Strong).into_iter()))
    }

    fn key(&mut self) -> io::Result<Key> {
        match self.tty.key() {
            // The terminal is gone or sent its end of input: that pauses, it never answers.
            Err(error) if is_gone(&error) => Ok(Key::Gone),
            Ok(Key::Resumed) => {
                self.canvas.forget();
                Ok(Key::Resumed)
            }
            key => key,
        }
    }

    /// Explains a question until a key is pressed; where it is longer than the window, one part after the other. What is
    /// pasted is no key.
    fn explain(&mut self, card: &Card) -> io::Result<()> {
        let mut shown = 0;
        loop {
            let explained = |size| explanation(card, shown, size);
            if let Key::Paste(_) = self.key_at(|size| explained(size).0)? {
                continue;
            }
            match explained(self.tty.size()).1 {
                Some(next) => shown = next,
                None => return Ok(()),
            }
        }
    }

    /// Reads a text that is written behind a prompt, where this text stands already; what is pasted is part of it or
    /// means nothing.
    fn written(&mut self, prompt: &str, text: &str, takes_paste: bool) -> io::Result<Option<Text>> {
        let full = format!("That would be longer than {LONGEST} bytes, and is left out.");
        let pasted = format!("{PASTED}.");
        let mut is_pasted = false;
        let mut editor = Editor::new(text);
        let mut notice: Option<&String> = None;
        // More may come, and Enter with it, before anybody has read that something was left out: it is said until the text
        // is made shorter.
        let mut left_out: Option<&String> = None;
        let step = loop {
            // A long text that comes at once is drawn when it is there.
            let key = if self.tty.has_key() {
                self.key()?
            } else {
                self.key_at(|(width, _)| {
                    let mut frame = editor.frame(prompt, width);
                    let notice = notice.or(left_out).into_iter();
                    let notice = notice.flat_map(|text| lines(text, width));
                    frame.lines.extend(notice);
                    frame
                })?
            };
            notice = None;
            if let Key::Paste(_) = key {
                if !takes_paste {
                    notice = Some(&pasted);
                    continue;
                }
                is_pasted = true;
            }
            let length = editor.text().len();
            match editor.step(&key) {
                editor::Step::Stay if editor.text().len() < length => left_out = None,
                editor::Step::Stay => {}
                editor::Step::Full => left_out = Some(&full),
                step @ (editor::Step::Given | editor::Step::End) => break step,
            }
        };
        let width = self.tty.size().0;
        let mut frame = editor.frame(prompt, width);
        let left_out = left_out.filter(|_| step == editor::Step::Given);
        let notice = left_out.into_iter().flat_map(|text| lines(text, width));
        frame.lines.extend(notice);
        self.leave(&frame.lines)?;
        Ok((step == editor::Step::Given).then(|| Text {
            text: editor.text().trim().to_owned(),
            is_pasted,
        }))
    }

    /// Puts a question, below what introduces it, until the person says something that ends it.
    fn put(&mut self, card: &Card) -> io::Result<Said> {
        let start = match card.body {
            Body::Pair { .. } => Start::Middle,
            Body::Listed { .. } => Start::Ends,
        };
        let mut prompt = Prompt::new(card.count(), card.earlier, start);
        let (mut written, mut notice) = (false, None);
        loop {
            let size = self.tty.size();
            match view(card, prompt.marked(), notice.as_deref(), size, self.look) {
                View::Drawn(frame) => {
                    let frame = self.introduced(frame)?;
                    self.draw(frame)?;
                }
                View::Written { text, frame } => {
                    if !written {
                        let introduction = std::mem::take(&mut self.introduction);
                        self.tell(&introduction)?;
                        self.leave(&text)?;
                        written = true;
                    }
                    self.draw(frame)?;
                }
            }
            notice = None;
            let key = self.key()?;
            written &= key != Key::Resumed;
            match prompt.step(&key) {
                Step::Stay => {}
                Step::Said(said) => return Ok(said),
                Step::Unknown => notice = Some(unknown(&key, card.count())),
                Step::Help => {
                    self.explain(card)?;
                    written = false;
                }
            }
        }
    }
}

impl<T: Tty> Desk for KeyDesk<T> {
    fn ask(&mut self, card: &Card) -> io::Result<Said> {
        let said = self.put(card);
        self.introduction.clear();
        self.told = 0;
        said
    }

    fn confirm(&mut self, question: &str) -> io::Result<Option<bool>> {
        self.clear()?;
        self.tty.discard();
        let mut typed = String::new();
        let answer = loop {
            let prompt =
                themed(|line| SimpleTheme.format_confirm_prompt(line, question, Some(false)));
            let line = prompt + &typed;
            match self.key_at(|(width, _)| ending_at_cursor(lines(&line, width)))? {
                // Only the whole of what was typed can be a yes: `history` ends with y, and is none.
                Key::Enter => break Some(matches!(typed.as_str(), "y" | "yes")),
                Key::Escape | Key::Ctrl('d') | Key::Gone => break None,
                Key::Char(character) => match narrow(character).to_ascii_lowercase() {
                    'q' if typed.is_empty() => break None,
                    _ if typed.len() == LONGEST_TYPED => {}
                    letter @ ' '..='~' => typed.push(letter),
                    _ => typed.push('?'),
                },
                Key::Backspace | Key::Delete => drop(typed.pop()),
                _ => {}
            }
        };
        let line =
            themed(|line| SimpleTheme.format_confirm_prompt_selection(line, question, answer));
        let lines: Vec<Line> = lines(&line, self.tty.size().0).collect();
        self.leave(&lines)?;
        Ok(answer)
    }

    fn tell(&mut self, lines: &[String]) -> io::Result<()> {
        let width = self.tty.size().0;
        let lines: Vec<Line> = lines
            .iter()
            .flat_map(|line| told(line, Tone::Normal, width))
            .collect();
        self.told += lines.len();
        self.leave(&lines)
    }

    fn introduce(&mut self, lines: &[String]) -> io::Result<()> {
        self.introduction = lines.to_vec();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        let bytes = self.canvas.erase(self.tty.size().0);
        self.tty.paint(&bytes, 0)
    }
}

impl<T: Tty> Dialogue for KeyDesk<T> {
    fn pick(
        &mut self,
        prompt: &str,
        options: &[String],
        start: usize,
    ) -> io::Result<Option<usize>> {
        let last = options.len().saturating_sub(1);
        let mut marked = start.min(last);
        let picked = loop {
            let key = self.key_at(|(width, _)| list(prompt, options, marked, width))?;
            match key {
                Key::Enter | Key::Char(' ') => break Some(marked),
                Key::Escape | Key::Ctrl('d') | Key::Gone => break None,
                Key::Up => marked = marked.checked_sub(1).unwrap_or(last),
                Key::Down => marked = if marked == last { 0 } else { marked + 1 },
                Key::Home => marked = 0,
                Key::End => marked = last,
                Key::Char(character) => match narrow(character).to_ascii_lowercase() {
                    'q' => break None,
                    'k' => marked = marked.checked_sub(1).unwrap_or(last),
                    'j' => marked = if marked == last { 0 } else { marked + 1 },
                    digit @ '1'..='9' => marked = usize::from(digit as u8 - b'1').min(last),
                    _ => {}
                },
                _ => {}
            }
        };
        self.clear()?;
        Ok(picked)
    }

    fn write(&mut self, prompt: &str, text: &str) -> io::Result<Option<Text>> {
        self.written(prompt, text, true)
    }

    fn reply(&mut self, prompt: &str) -> io::Result<Option<String>> {
        let written = self.written(prompt, "", false)?;
        Ok(written.map(|written| written.text))
    }

    fn edits(&self) -> bool {
        true
    }

    fn show(&mut self, text: &str) -> io::Result<()> {
        self.clear()?;
        let hints = HINTS.map(str::to_owned);
        let mut rest = text;
        loop {
            let (width, rows) = self.tty.size();
            let room = rows.saturating_sub(rows_of_offer(&hints, width) + 1).max(1);
            if rest.lines().count() <= room {
                return self.tty.paint(rest, 0);
            }
            let (part, after) = rest.split_at(end_of(rest, room));
            self.tty.paint(part, 0)?;
            rest = after;
            let is_wanted = wants_more(self, &hints)?;
            self.clear()?;
            // What is left out was asked for, and what comes next is asked all the same.
            if !is_wanted {
                return Ok(());
            }
        }
    }
}

/// Says that something means nothing at a question with so many answers.
fn unknown(key: &Key, count: usize) -> String {
    let what = match key {
        Key::Char(' ') => "The space bar means nothing here".to_owned(),
        Key::Char(character) => {
            let typed = character.to_string();
            format!("{} means nothing here", escape::line(&typed))
        }
        _ => PASTED.to_owned(),
    };
    format!("{what}: 1 to {count} answer, ? tells more.")
}

/// Returns what a theme writes.
fn themed(write: impl FnOnce(&mut String) -> fmt::Result) -> String {
    let mut line = String::new();
    write(&mut line).expect("a string takes every text");
    line
}

/// Lays options out below a prompt, with a mark before one of them.
fn list(prompt: &str, options: &[String], marked: usize, width: usize) -> Frame {
    let heading = themed(|line| SimpleTheme.format_select_prompt(line, prompt));
    let mut all: Vec<Line> = lines(&heading, width).collect();
    let row = all.len() + marked;
    for (index, option) in options.iter().enumerate() {
        let clipped = escape::clipped(option, width.saturating_sub(OPTION_MARK + 1).max(1));
        let is_marked = index == marked;
        let item = themed(|line| SimpleTheme.format_select_prompt_item(line, &clipped, is_marked));
        let tone = if is_marked {
            Tone::Accent
        } else {
            Tone::Normal
        };
        all.push(Line::of(0, tone, &item));
    }
    Frame {
        lines: all,
        cursor: (row, 0),
    }
}

/// Breaks a text into lines for a window of `width` columns.
fn lines(text: &str, width: usize) -> impl Iterator<Item = Line> {
    let ends_open = text.ends_with(' ');
    let mut lines = wrap(text, width.saturating_sub(2));
    if let Some(last) = lines.last_mut().filter(|_| ends_open) {
        last.push(' ');
    }
    lines
        .into_iter()
        .map(|line| Line::of(0, Tone::Normal, &line))
}

/// Makes a frame of lines at whose end the cursor waits.
fn ending_at_cursor(lines: impl Iterator<Item = Line>) -> Frame {
    let lines: Vec<Line> = lines.collect();
    let last = lines.last().map_or(0, Line::width);
    let cursor = (lines.len().saturating_sub(1), last);
    Frame { lines, cursor }
}

#[cfg(test)]
mod tests;
