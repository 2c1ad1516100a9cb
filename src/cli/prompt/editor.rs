//! A text that is being written: what a key does to it, and how it is laid out.

use console::measure_text_width;
use rolefit::render::escape;

use super::keys::Key;
use super::line::{Frame, Line, Tone};
use crate::cli::wrap::wrap;

/// A text is no longer than this, in bytes, as notes in a file may be.
pub(super) const LONGEST: usize = 4096;

/// What came of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The text is not done.
    Stay,
    /// It is done.
    Given,
    /// There is none, and no more will come.
    End,
    /// It cannot take in what was typed or pasted: it would be too long.
    Full,
}

/// The text and where the cursor stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Editor {
    text: String,
    /// The byte before which the cursor stands.
    at: usize,
}

impl Editor {
    /// Starts with a text that is there already; the cursor stands at its end.
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            at: text.len(),
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Takes in a key. Keys without a meaning do nothing.
    pub(super) fn step(&mut self, key: &Key) -> Step {
        match key {
            Key::Gone => return Step::End,
            Key::Ctrl('d') if self.text.is_empty() => return Step::End,
            Key::Enter | Key::Ctrl('d') => return Step::Given,
            Key::Char(character) => return self.insert(character.encode_utf8(&mut [0; 4])),
            Key::Tab => return self.insert(" "),
            Key::LineBreak => return self.insert("\n"),
            Key::Paste(text) => return self.insert(text),
            Key::Backspace => self.delete(self.before(), self.at),
            Key::Delete => self.delete(self.at, self.after()),
            Key::Ctrl('u') => self.delete(self.start(), self.at),
            Key::Ctrl('k') => self.delete(self.at, self.end()),
            Key::Ctrl('w') => self.delete(self.word_before(), self.at),
            Key::Left | Key::Ctrl('b') => self.at = self.before(),
            Key::Right | Key::Ctrl('f') => self.at = self.after(),
            Key::Home => self.at = self.start(),
            Key::End => self.at = self.end(),
            Key::WordLeft => self.at = self.word_before(),
            Key::WordRight => self.at = self.word_after(),
            Key::Up => self.at = self.above(),
            Key::Down => self.at = self.below(),
            Key::Escape | Key::Ctrl(_) | Key::Resumed | Key::Resized => {}
        }
        Step::Stay
    }

    fn insert(&mut self, text: &str) -> Step {
        if self.text.len() + text.len() > LONGEST {
            return Step::Full;
        }
        self.text.insert_str(self.at, text);
        self.at += text.len();
        Step::Stay
    }

    fn delete(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.at = from;
    }

    /// Returns where the character before the cursor begins; marks belong to the character that they stand on.
    fn before(&self) -> usize {
        let mut characters = self.text[..self.at].char_indices().rev();
        let begins = characters.find(|&(_, character)| stands_alone(character));
        begins.map_or(0, |(at, _)| at)
    }

    /// Returns where the character behind the cursor ends.
    fn after(&self) -> usize {
        let mut characters = self.text[self.at..].char_indices().skip(1);
        let next = characters.find(|&(_, character)| stands_alone(character));
        next.map_or(self.text.len(), |(at, _)| self.at + at)
    }

    /// Returns where the line begins.
    fn start(&self) -> usize {
        self.text[..self.at].rfind('\n').map_or(0, |at| at + 1)
    }

    /// Returns where the line ends.
    fn end(&self) -> usize {
        let end = self.text[self.at..].find('\n');
        end.map_or(self.text.len(), |at| self.at + at)
    }

    fn word_before(&self) -> usize {
        let before = self.text[..self.at].trim_end();
        before.rfind(char::is_whitespace).map_or(0, |at| {
            let gap = before[at..].chars().next().map_or(0, char::len_utf8);
            at + gap
        })
    }

    fn word_after(&self) -> usize {
        let behind = &self.text[self.at..];
        let word = behind.len() - behind.trim_start().len();
        let end = behind[word..].find(char::is_whitespace);
        end.map_or(self.text.len(), |at| self.at + word + at)
    }

    /// Returns the same place in the line above, or the beginning of the first line.
    fn above(&self) -> usize {
        match self.start() {
            0 => 0,
            start => {
                let above = self.text[..start - 1].rfind('\n').map_or(0, |at| at + 1);
                self.place_in(above, self.at - start)
            }
        }
    }

    /// Returns the same place in the line below, or the end of the last line.
    fn below(&self) -> usize {
        match self.end() {
            end if end == self.text.len() => end,
            end => self.place_in(end + 1, self.at - self.start()),
        }
    }

    /// Returns a place so many bytes into the line that begins here, or its end where it is shorter.
    fn place_in(&self, start: usize, bytes: usize) -> usize {
        let line = self.text[start..].split('\n').next().unwrap_or_default();
        let mut places = (0..=bytes.min(line.len())).rev();
        start + places.find(|&at| line.is_char_boundary(at)).unwrap_or(0)
    }

    /// Lays the text out behind a prompt, in lines of less than `width` columns, broken at spaces where there are some.
    pub(super) fn frame(&self, prompt: &str, width: usize) -> Frame {
        let room = width.saturating_sub(1).max(4);
        let mut lines = wrap(&escape::line(prompt), room - 1);
        let mut line = lines.pop().unwrap_or_default() + " ";
        let mut cursor = None;
        let mut start = 0;
        for text in self.text.split('\n') {
            let mut left = text;
            loop {
                let mut taken = row(left, room - measure_text_width(&line));
                if taken == 0 && line.is_empty() {
                    // Something has to go on a row of its own, however wide.
                    taken = left.chars().next().map_or(0, char::len_utf8);
                }
                // Before the first character of the next row rather than behind the last of this.
                let is_last = taken == left.len();
                let here = self.at.checked_sub(start);
                if let Some(here) = here.filter(|&here| here < taken || is_last && here == taken) {
                    let column = measure_text_width(&line) + shown_width(&left[..here]);
                    cursor = Some((lines.len(), column));
                }
                line.push_str(&escape::line(&left[..taken]));
                lines.push(std::mem::take(&mut line));
                start += taken;
                left = &left[taken..];
                if is_last {
                    break;
                }
            }
            start += 1;
        }
        let cursor = cursor.unwrap_or((lines.len().saturating_sub(1), 0));
        let lines = lines.iter().map(|line| Line::of(0, Tone::Normal, line));
        Frame {
            lines: lines.collect(),
            cursor,
        }
    }
}

/// Returns how many columns a text takes; what could steer the terminal is shown as its escape.
fn shown_width(text: &str) -> usize {
    measure_text_width(&escape::line(text))
}

/// Returns how many bytes of a text go on a row of so many columns: all, or up to a space, or as many as fit.
fn row(text: &str, room: usize) -> usize {
    let mut after_space = None;
    for (at, character) in text.char_indices() {
        // Of many marks on one character some are shown as escapes: only the whole tells how wide it is.
        if shown_width(&text[..at + character.len_utf8()]) > room {
            return after_space.unwrap_or(at);
        }
        if character == ' ' {
            after_space = Some(at + 1);
        }
    }
    text.len()
}

/// Returns whether a character has a place of its own.
fn stands_alone(character: char) -> bool {
    character == '\n' || measure_text_width(character.encode_utf8(&mut [0; 4])) > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edited(text: &str, keys: &[Key]) -> Editor {
        let mut editor = Editor::new(text);
        for key in keys {
            assert_eq!(editor.step(key), Step::Stay);
        }
        editor
    }

    #[test]
    fn text_goes_in_where_the_cursor_stands() {
        let keys = [
            Key::Left,
            Key::Left,
            Key::Char('x'),
            Key::End,
            Key::Char('!'),
        ];
        assert_eq!(edited("abc", &keys).text(), "axbc!");
        let keys = [
            Key::Home,
            Key::Delete,
            Key::Char('A'),
            Key::Right,
            Key::Backspace,
        ];
        assert_eq!(edited("abc", &keys).text(), "Ac");
        let keys = [Key::WordLeft, Key::WordLeft, Key::Ctrl('w'), Key::Char('_')];
        assert_eq!(edited("one two three", &keys).text(), "_two three");
        let keys = [Key::Home, Key::WordRight, Key::Ctrl('k')];
        assert_eq!(edited("one two", &keys).text(), "one");
    }

    #[test]
    fn a_line_ends_where_it_is_broken_and_pasted_lines_are_lines_of_it() {
        let keys = [
            Key::LineBreak,
            Key::Paste("two\nthree".to_owned()),
            Key::Up,
            Key::Home,
            Key::Char('>'),
            Key::Up,
            Key::End,
            Key::Char('!'),
            Key::Down,
            Key::Down,
            Key::Ctrl('u'),
        ];
        let editor = edited("one", &keys);
        assert_eq!(editor.text(), "one!\n>two\ne");
    }

    #[test]
    fn a_mark_goes_with_the_character_it_stands_on() {
        assert_eq!(edited("ae\u{301}", &[Key::Backspace]).text(), "a");
        let keys = [Key::Left, Key::Delete];
        assert_eq!(edited("ae\u{301}", &keys).text(), "a");
    }

    #[test]
    fn enter_and_ctrl_d_give_it_and_ctrl_d_without_a_text_ends() {
        assert_eq!(Editor::new("a").step(&Key::Enter), Step::Given);
        assert_eq!(Editor::new("").step(&Key::Enter), Step::Given);
        assert_eq!(Editor::new("a").step(&Key::Ctrl('d')), Step::Given);
        assert_eq!(Editor::new("").step(&Key::Ctrl('d')), Step::End);
        assert_eq!(Editor::new("a").step(&Key::Escape), Step::Stay);
    }

    #[test]
    fn what_would_be_too_long_is_refused_whole() {
        let mut editor = Editor::new("a");
        let long = Key::Paste("n".repeat(LONGEST));
        assert_eq!(editor.step(&long), Step::Full);
        assert_eq!(editor.text(), "a");
    }

    #[test]
    fn a_text_that_reaches_the_edge_goes_on_below_and_the_cursor_with_it() {
        let mut editor = Editor::new("abcdefgh");
        let shown = |frame: &Frame| -> Vec<String> { frame.lines.iter().map(Line::text).collect() };
        let frame = editor.frame(">", 8);
        assert_eq!(shown(&frame), ["> abcde", "fgh"]);
        assert_eq!(frame.cursor, (1, 3));
        editor.step(&Key::Home);
        assert_eq!(editor.frame(">", 8).cursor, (0, 2));
        let editor = Editor::new("左右\n");
        let frame = editor.frame("Say it:", 12);
        assert_eq!(shown(&frame), ["Say it: 左", "右", ""]);
        assert_eq!(frame.cursor, (2, 0));
        let frame = Editor::new("a\u{202e}b").frame(">", 40);
        assert_eq!(shown(&frame), ["> a\\u{202e}b"]);
        assert_eq!(frame.cursor, (0, 12));
    }

    #[test]
    fn a_word_that_does_not_fit_goes_below_whole() {
        let editor = Editor::new("two boats wait");
        let frame = editor.frame(">", 12);
        let shown: Vec<String> = frame.lines.iter().map(Line::text).collect();
        assert_eq!(shown, ["> two ", "boats wait"]);
        assert_eq!(frame.cursor, (1, 10));
    }

    fn key() -> impl Strategy<Value = Key> {
        let moves = [
            Key::Backspace,
            Key::Delete,
            Key::Left,
            Key::Right,
            Key::Up,
            Key::Down,
            Key::Home,
            Key::End,
            Key::WordLeft,
            Key::WordRight,
            Key::LineBreak,
            Key::Tab,
            Key::Ctrl('u'),
            Key::Ctrl('k'),
            Key::Ctrl('w'),
        ];
        prop_oneof![
            prop::sample::select(moves.to_vec()),
            "[a-c 左é\u{301}]".prop_map(|text| Key::Char(text.chars().next().unwrap())),
            "[a-c\n 左]{0,6}".prop_map(Key::Paste),
        ]
    }

    #[test]
    fn marks_that_are_shown_as_escapes_stay_within_the_window() {
        let frame = Editor::new(&"\u{301}".repeat(5)).frame("Note:", 8);
        assert!(frame.lines.iter().all(|line| line.width() < 8), "{frame:?}");
    }

    proptest! {
        #[test]
        fn the_cursor_stays_within_the_text_and_every_line_within_the_window(
            keys in prop::collection::vec(key(), 0..60),
            width in 5usize..40,
        ) {
            let mut editor = Editor::new("");
            for key in &keys {
                editor.step(key);
                prop_assert!(editor.text.is_char_boundary(editor.at));
            }
            let frame = editor.frame("Note:", width);
            for line in &frame.lines {
                prop_assert!(line.width() < width, "{line:?} in {width}");
            }
            let (row, column) = frame.cursor;
            prop_assert!(row < frame.lines.len() && column <= frame.lines[row].width());
            let shown: String = frame.lines.iter().map(Line::text).collect();
            // Marks beyond what one character bears are shown as escapes.
            let is_escaped = shown.contains('\\');
            prop_assert!(is_escaped || shown.ends_with(&editor.text.replace('\n', "")), "{shown:?}");
        }
    }
}
