//! Sentences made of own words and of data, and their breaking into lines.

use std::borrow::Cow;
use std::fmt::Display;

use console::measure_text_width;

use super::figures::TIED;
use super::{escape, shell};

/// What a piece of a sentence is. Own words may be adapted to a character set; data is shown as it is, or escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Emphasis {
    /// Own words.
    Own,
    /// Words of the catalogue.
    Data,
    /// Words of the catalogue that carry the message.
    Strong,
    /// A drawing or a figure that carries the message.
    Accent,
    /// A command that can be typed.
    Command,
    /// The name of a section.
    Heading,
    /// Own words that explain, or a drawing in the background.
    Dim,
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) text: String,
    pub(super) emphasis: Emphasis,
}

/// A sentence in pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Prose(Vec<Span>);

/// Returns own words.
pub(super) fn own(words: impl Display) -> Prose {
    Prose::new().own(words)
}

/// Returns words of the catalogue.
pub(super) fn data(words: impl Display) -> Prose {
    Prose::new().data(words)
}

/// Returns words of the catalogue that carry the message.
pub(super) fn strong(words: impl Display) -> Prose {
    Prose::new().strong(words)
}

/// Returns parts with commas and `and`.
pub(super) fn listed(parts: impl IntoIterator<Item = Prose>) -> Prose {
    Prose::new().listed(parts)
}

/// Returns parts with the same words between them.
pub(super) fn joined(parts: impl IntoIterator<Item = Prose>, between: &str) -> Prose {
    let mut parts = parts.into_iter();
    let first = parts.next().unwrap_or_default();
    parts.fold(first, |done, part| done.own(between).then(part))
}

/// Returns own words with a piece in place of each `{}`.
pub(super) fn say<const PIECES: usize>(words: &str, pieces: [Prose; PIECES]) -> Prose {
    let mut words = words.split("{}");
    let start = own(words.next().unwrap_or_default());
    let said = pieces.into_iter().fold(start, |done, piece| {
        let after = words.next().expect("every piece has a place");
        done.then(piece).own(after)
    });
    debug_assert!(words.next().is_none(), "every place has a piece");
    said
}

impl Prose {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Appends a piece. A sentence is one line that steers no terminal, whatever the piece holds: what breaks lines
    /// becomes a space, and what is dangerous an escape.
    pub(super) fn with(mut self, emphasis: Emphasis, text: impl Display) -> Self {
        let mut text = text.to_string();
        if text.contains(['\n', '\r', '\t']) {
            text = text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
        }
        if let Cow::Owned(safe) = escape::line(&text) {
            text = safe;
        }
        if !text.is_empty() {
            self.0.push(Span { text, emphasis });
        }
        self
    }

    pub(super) fn own(self, text: impl Display) -> Self {
        self.with(Emphasis::Own, text)
    }

    pub(super) fn data(self, text: impl Display) -> Self {
        self.with(Emphasis::Data, text)
    }

    pub(super) fn strong(self, text: impl Display) -> Self {
        self.with(Emphasis::Strong, text)
    }

    pub(super) fn dim(self, text: impl Display) -> Self {
        self.with(Emphasis::Dim, text)
    }

    pub(super) fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Appends these with commas and `and`.
    pub(super) fn listed(mut self, parts: impl IntoIterator<Item = Self>) -> Self {
        let parts: Vec<Self> = parts.into_iter().collect();
        let count = parts.len();
        for (place, part) in parts.into_iter().enumerate() {
            self = self
                .own(match place {
                    0 => "",
                    _ if place + 1 == count => " and ",
                    _ => ", ",
                })
                .then(part);
        }
        self
    }

    pub(super) fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Returns its text alone.
    pub(super) fn plain(&self) -> String {
        let texts = self.0.iter().map(|span| span.text.as_str());
        texts.collect::<String>().replace(TIED, " ")
    }

    /// Returns the columns it takes on one line.
    pub(super) fn width(&self) -> usize {
        measure_text_width(
            &self
                .0
                .iter()
                .map(|span| span.text.as_str())
                .collect::<String>(),
        )
    }

    /// Appends spaces up to this column; the pieces after it start there if there is room.
    pub(super) fn pad_to(self, column: usize) -> Self {
        let missing = column.saturating_sub(self.width());
        self.own(" ".repeat(missing))
    }

    /// Breaks it into lines of at most `columns`. Words that are longer are broken, and lines may break between wide
    /// characters; at least one character goes on a line. A command stays one that can be copied: it goes on behind a
    /// mark that shells know, if it `folds`, and else stands on one line, however long.
    pub(super) fn wrapped(&self, columns: usize, folds: bool) -> Vec<Self> {
        let mut lines = vec![Self::new()];
        let mut words = words(self, folds);
        for place in 0..words.len() {
            let rest = words[place + 1..].iter().take_while(|next| next.continues);
            let rest: usize = rest.map(|next| 1 + next.prose.width()).sum();
            let mut word = std::mem::take(&mut words[place]);
            let width = word.prose.width();
            // A command that has room on a line of its own gets one.
            let needed = match rest {
                0 => width,
                _ if !word.continues && width + rest <= columns => width + rest,
                _ => width + shell::CONTINUED.len(),
            };
            let line = lines.last_mut().expect("there is a line");
            let gap = usize::from(word.after_space && !line.0.is_empty());
            if line.width() + gap + needed > columns && !line.0.is_empty() {
                if word.continues {
                    *line = std::mem::take(line).with(Emphasis::Command, shell::CONTINUED);
                }
                lines.push(Self::new());
            } else if gap == 1 {
                *line = std::mem::take(line).own(" ");
            }
            while word.prose.width() > columns && !word.is_command {
                let (head, tail) = word.prose.split(columns);
                if tail.0.is_empty() {
                    word.prose = head;
                    break;
                }
                let line = lines.last_mut().expect("there is a line");
                *line = std::mem::take(line).then(head);
                lines.push(Self::new());
                word.prose = tail;
            }
            let line = lines.last_mut().expect("there is a line");
            *line = std::mem::take(line).then(word.prose);
        }
        lines
    }

    /// Splits after as many characters as fit, at least one; marks without a width stay with the character before.
    fn split(&self, columns: usize) -> (Self, Self) {
        let (mut head, mut tail) = (Self::new(), Self::new());
        let (mut taken, mut full) = (String::new(), false);
        for span in &self.0 {
            let (mut left, mut right) = (String::new(), String::new());
            for character in span.text.chars() {
                let mut next = taken.clone();
                next.push(character);
                full |= !taken.is_empty() && measure_text_width(&next) > columns;
                if full {
                    right.push(character);
                } else {
                    taken = next;
                    left.push(character);
                }
            }
            head = head.with(span.emphasis, left);
            tail = tail.with(span.emphasis, right);
        }
        (head, tail)
    }
}

/// A run of pieces between which no line breaks.
#[derive(Default)]
struct Word {
    prose: Prose,
    after_space: bool,
    /// Whether it is of a command, and so never broken.
    is_command: bool,
    /// Whether it is of the same command as the word before.
    continues: bool,
}

fn words(prose: &Prose, folds: bool) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut after_space = false;
    let mut breakable = true;
    for span in prose.spans() {
        if span.emphasis == Emphasis::Command {
            let parts: Vec<&str> = if folds {
                shell::words(&span.text).collect()
            } else {
                vec![&span.text]
            };
            for (place, part) in parts.into_iter().enumerate() {
                let continues = place > 0;
                if continues || breakable || words.is_empty() {
                    words.push(Word {
                        after_space: after_space || continues,
                        continues,
                        ..Word::default()
                    });
                }
                let word = words.last_mut().expect("a word was begun");
                word.is_command = true;
                word.prose = std::mem::take(&mut word.prose).with(span.emphasis, part);
            }
            (after_space, breakable) = (false, false);
            continue;
        }
        for character in span.text.chars() {
            if character == ' ' {
                (after_space, breakable) = (true, true);
                continue;
            }
            let mut buffer = [0; 4];
            let text: &str = character.encode_utf8(&mut buffer);
            let is_wide = measure_text_width(text) > 1;
            if breakable || (is_wide && !ends_open(words.last())) {
                words.push(Word {
                    after_space,
                    ..Word::default()
                });
            }
            (after_space, breakable) = (false, false);
            let word = words.last_mut().expect("a word was begun");
            word.push(span.emphasis, character);
        }
    }
    words
}

/// Whether a word ends with an opening mark, which must not be left alone at the end of a line.
fn ends_open(word: Option<&Word>) -> bool {
    word.and_then(|word| word.prose.0.last()?.text.chars().last())
        .is_none_or(|last| matches!(last, '“' | '(' | '「' | '『' | '（'))
}

impl Word {
    fn push(&mut self, emphasis: Emphasis, character: char) {
        match self.prose.0.last_mut() {
            Some(last) if last.emphasis == emphasis => last.text.push(character),
            Some(_) | None => self.prose.0.push(Span {
                text: character.into(),
                emphasis,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_piece_breaks_the_line_or_steers_a_terminal() {
        let pieces = [
            Emphasis::Own,
            Emphasis::Data,
            Emphasis::Strong,
            Emphasis::Accent,
            Emphasis::Command,
            Emphasis::Heading,
            Emphasis::Dim,
        ];
        for piece in pieces {
            let prose = Prose::new().with(piece, "a\r\nb\tc\u{1b}[2J\u{202e}é\u{200d}");
            assert_eq!(prose.plain(), "a b c\\x1b[2J\\u{202e}é\u{200d}");
        }
    }

    fn lines(text: &str, columns: usize) -> Vec<String> {
        Prose::new()
            .own(text)
            .wrapped(columns, true)
            .iter()
            .map(|line| line.spans().iter().map(|span| span.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn lines_break_at_spaces_and_long_words_are_broken() {
        assert_eq!(lines("one two three", 7), ["one two", "three"]);
        assert_eq!(lines("abcdefgh i", 3), ["abc", "def", "gh", "i"]);
    }

    #[test]
    fn wide_characters_may_be_parted_but_not_from_the_marks_around_them() {
        assert_eq!(lines("“東京都”", 5), ["“東京", "都”"]);
        assert_eq!(lines("東京都", 4), ["東京", "都"]);
    }

    #[test]
    fn a_command_is_broken_outside_of_quotes_alone_and_runs_as_it_is_printed() {
        let commands = [
            "rolefit report answers.toml --name 'Ana Berta Celia' -o page.html",
            "rolefit take --about='--> x y z' --catalogue \"it's a file.toml\"",
            r"rolefit score it\ is\ mine.toml 'a'\''b c d'",
        ];
        for command in commands {
            for columns in 10..90 {
                let prose = Prose::new().own("Go on with ");
                let prose = prose.with(Emphasis::Command, command).own("; or not.");
                let lines: Vec<String> = prose
                    .wrapped(columns, true)
                    .iter()
                    .map(Prose::plain)
                    .collect();
                let shown = lines.join("\n");
                assert!(shown.replace(" \\\n", " ").contains(command), "{shown}");
                let whole = prose.wrapped(columns, false);
                assert!(whole.iter().any(|line| line.plain().contains(command)));
                let is_narrow = |line: &String| line.len() <= columns || line.contains(['\'', '"']);
                assert!(columns < 20 || lines.iter().all(is_narrow), "{shown}");
            }
        }
    }

    #[test]
    fn one_word_may_hold_own_words_and_data() {
        let prose = Prose::new().own("say “").data("so").own("”, then");
        let texts: Vec<usize> = prose.wrapped(9, true).iter().map(Prose::width).collect();
        assert_eq!(texts, [9, 4]);
    }
}
