//! Wrapping by display width, and talk on its way to a window.

use std::io::{self, Write};

use console::{Term, measure_text_width};
use rolefit::render::escape;
use rolefit::render::shell::{self, CONTINUED};

use super::examples::COMMANDS;

/// Breaks a text into lines of at most `width` columns: at spaces, between wide characters (Chinese, Japanese and Korean
/// need no spaces), and inside a word only where the word alone is too wide.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let words = text.split(' ').filter(|word| !word.is_empty());
    laid_out(&words.map(Word::of_text).collect::<Vec<_>>(), width)
}

/// Breaks talk into lines as [`wrap`] does, so that a command in it runs as it is printed: it goes on behind a backslash,
/// and what is in quotes stays in one piece, however long.
pub(crate) fn wrap_talk(said: &str, width: usize) -> Vec<String> {
    let words = words_of_talk(said);
    let is_command = words.iter().any(|word| word.continues);
    let mark = if is_command { CONTINUED.len() } else { 0 };
    laid_out(&words, width.saturating_sub(mark))
}

/// What stands between two places at which a line may break.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    /// Whether it is of a command, and so never broken.
    is_command: bool,
    /// Whether it is of the same command as the word before.
    continues: bool,
}

impl Word {
    fn of_text(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            is_command: false,
            continues: false,
        }
    }
}

/// Parts talk into words; a command in it is parted as a shell parts it.
fn words_of_talk(said: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut rest = said;
    while !rest.is_empty() {
        let (before, command) = rest.split_at(command_in(rest).unwrap_or(rest.len()));
        let texts = before.split(' ').filter(|word| !word.is_empty());
        words.extend(texts.map(Word::of_text));
        let is_tied = !before.ends_with(' ') && !before.is_empty();
        let is_quoted = before.ends_with('`');
        let (command, after) = command.split_at(if is_quoted {
            shell::end_in_back_quotes(command)
        } else {
            command.len()
        });
        for (place, part) in shell::words(command).enumerate() {
            match words.last_mut().filter(|_| place == 0 && is_tied) {
                Some(word) => {
                    word.text += part;
                    word.is_command = true;
                }
                None => words.push(Word {
                    text: part.to_owned(),
                    is_command: true,
                    continues: place > 0,
                }),
            }
        }
        // What follows on a command without a space is no word of its own.
        let tail = after.find(' ').unwrap_or(after.len());
        if let Some(word) = words.last_mut() {
            word.text += &after[..tail];
        }
        rest = &after[tail..];
    }
    words
}

/// Returns where a command begins: behind a back quote, or behind a colon, where it goes on to the end of what is said. The
/// name of a file stands there too, and may hold a colon and what looks like a program.
fn command_in(said: &str) -> Option<usize> {
    let starts = ["rolefit ", "mv -i "].map(|program| said.match_indices(program));
    let begins = |at: &usize| {
        let (before, command) = said.split_at(*at);
        let is_in_a_name = before.matches('`').count() % 2 == 1;
        is_of_ours(command) && (before.ends_with('`') || before.ends_with(": ") && !is_in_a_name)
    };
    let starts = starts.into_iter().flatten();
    starts.map(|(at, _)| at).filter(begins).min()
}

/// Whether what follows on the name of the program is an option of it or one of its commands, as no name of a file is.
fn is_of_ours(command: &str) -> bool {
    let Some(rest) = command.strip_prefix("rolefit ") else {
        return true;
    };
    let end = rest.find([' ', '`', ';', ',']).unwrap_or(rest.len());
    rest.starts_with('-') || COMMANDS.split(' ').any(|name| *name == rest[..end])
}

fn laid_out(words: &[Word], width: usize) -> Vec<String> {
    let width = width.max(2);
    let mut lines = Vec::new();
    let mut line = String::new();
    for (place, word) in words.iter().enumerate() {
        if word.is_command {
            let rest = words[place + 1..].iter().take_while(|next| next.continues);
            let whole = rest.fold(word.text.clone(), |done, next| done + " " + &next.text);
            // A command that has room on a line of its own gets one.
            let is_whole = !word.continues && measure_text_width(&whole) <= width;
            let needed = if is_whole { &whole } else { &word.text };
            let is_wide = measure_text_width(&format!("{line} {needed}")) > width;
            if is_wide && !line.is_empty() {
                line += if word.continues { CONTINUED } else { "" };
                lines.push(std::mem::take(&mut line));
            }
            line += if line.is_empty() { "" } else { " " };
            line += &word.text;
            continue;
        }
        for (number, atom) in atoms(&word.text).into_iter().enumerate() {
            let gap = if number == 0 && !line.is_empty() {
                " "
            } else {
                ""
            };
            let longer = format!("{line}{gap}{atom}");
            if measure_text_width(&longer) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for character in atom.chars() {
                let longer = format!("{line}{character}");
                if measure_text_width(&longer) > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(character);
            }
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Folds a line of talk at so many columns, every line but the first a little further in.
pub(crate) fn folded(said: &str, columns: usize) -> String {
    const INDENT: &str = "  ";
    wrap_talk(said, columns.saturating_sub(INDENT.len())).join(&format!("\n{INDENT}"))
}

/// Prints a line of talk on standard error, escaped; a terminal gets it in lines of its width.
///
/// Returns the rows that it takes.
pub(crate) fn say(line: &str) -> usize {
    let said = as_said(line);
    // Talk that nobody can read any more is no reason to fail.
    let _ = writeln!(io::stderr().lock(), "{said}");
    said.lines().count().max(1)
}

pub(crate) fn as_said(line: &str) -> String {
    let said = escape::line(line);
    match Term::stderr().size_checked() {
        // The last column stays free: a line that fills it is followed by an empty one on some terminals.
        Some((_, columns)) => folded(&said, usize::from(columns).saturating_sub(1)),
        None => said.into_owned(),
    }
}

/// Splits a word where it may be broken: before or after a wide character, but not so that a line starts with a mark
/// that closes or ends with one that opens.
fn atoms(word: &str) -> Vec<String> {
    let wide = |character: char| measure_text_width(character.encode_utf8(&mut [0; 4])) > 1;
    let mut atoms: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for character in word.chars() {
        let breaks = before.is_some_and(|before| {
            (wide(before) || wide(character))
                && measure_text_width(character.encode_utf8(&mut [0; 4])) > 0
                && !closes(character)
                && !opens(before)
                && before != '\u{200D}'
        });
        match atoms.last_mut() {
            Some(atom) if !breaks => atom.push(character),
            _ => atoms.push(character.to_string()),
        }
        before = Some(character);
    }
    atoms
}

fn closes(character: char) -> bool {
    "、。，．：；？！）］｝」』】〉》〕ー々っゃゅょッャュョ…,.:;?!)]}%”’".contains(character)
}

fn opens(character: char) -> bool {
    "（［｛「『【〈《〔([{“‘".contains(character)
}

/// Cuts a text to `width` columns.
pub(crate) fn cut(text: &str, width: usize) -> String {
    let mut kept = String::new();
    for character in text.chars() {
        kept.push(character);
        if measure_text_width(&kept) > width {
            kept.pop();
            break;
        }
    }
    kept
}

/// Returns how many rows a line takes on a terminal of this width that wraps it.
pub(crate) fn rows(line: &str, width: usize) -> usize {
    let (mut rows, mut column) = (1, 0);
    for character in line.chars() {
        let wide = measure_text_width(character.encode_utf8(&mut [0; 4]));
        if column + wide > width {
            rows += 1;
            column = 0;
        }
        column += wide;
    }
    rows
}

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
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_stay_whole_and_nothing_is_lost() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("unbreakable", 4), ["unbr", "eaka", "ble"]);
        assert_eq!(wrap("", 8), [""]);
    }

    #[test]
    fn wide_characters_break_anywhere_but_before_a_closing_mark() {
        assert_eq!(wrap("朝の自由な時間", 6), ["朝の自", "由な時", "間"]);
        assert_eq!(wrap("朝の自。", 6), ["朝の", "自。"]);
    }

    #[test]
    fn rows_are_counted_as_a_terminal_wraps_them() {
        assert_eq!(rows("abcdef", 6), 1);
        assert_eq!(rows("abcdefg", 6), 2);
        assert_eq!(rows("朝の自", 5), 2);
        assert_eq!(rows("", 5), 1);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked_and_every_character_stays(text in "\\PC{0,80}", width in 2usize..60) {
            let lines = wrap(&text, width);
            for line in &lines {
                prop_assert!(measure_text_width(line) <= width, "{line:?} at {width}");
            }
            let bare = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
            prop_assert!(measure_text_width(&cut(&text, width)) <= width);
        }
    }

    #[test]
    fn a_command_that_is_folded_runs_as_it_is_printed() {
        for (before, command, after) in [
            (
                "1 answer is saved; go on with: ",
                "rolefit take --resume --about Ana --catalogue platform-team",
                "",
            ),
            (
                "help: or write the answers first: `",
                "rolefit form -o answers.toml --catalogue platform-team",
                "`, then score what isn't empty",
            ),
            (
                "kept; go on with: ",
                "rolefit take --resume --about 'Ana Berta Celia Dora' --catalogue 'a b.toml'",
                "",
            ),
            (
                "help: say whose: `",
                r"rolefit report 'it'\''s `mine`.csv' --id='--> x y z'",
                "`: it's one of them",
            ),
            (
                "To have it back, leave this one (q) and run: ",
                "mv -i '/home/ana b/draft-roles.jsonl.bak' '/home/ana b/draft-roles.jsonl'",
                "",
            ),
        ] {
            for columns in 24..120 {
                let said = folded(&format!("{before}{command}{after}"), columns);
                let start = said.find(&command[..3]).unwrap();
                let (before, rest) = said.split_at(start);
                assert!(!before.contains('\\'), "{said}");
                let pasted = rest.replace(" \\\n  ", " ");
                assert!(pasted.starts_with(command), "{said}");
                assert!(!pasted[command.len()..].contains('\\'), "{said}");
                let is_narrow = |line: &str| line.len() <= columns || line.contains('\'');
                assert!(columns < 44 || said.lines().all(is_narrow), "{said}");
            }
        }
    }

    #[test]
    fn the_name_of_a_file_is_no_command() {
        for said in [
            "error: could not read `a: rolefit take it or leave it.toml`: no such file",
            "error: rolefit notes.csv:1: no column is an item of catalogue `product-roles`",
            "error: there is no file `rolefit notes and more of them.toml` in this folder",
            "error: mv notes.csv:1: no column is an item of catalogue `product-roles`",
            "rolefit notes.toml: `people/rolefit notes.html`, and so on to the end",
        ] {
            assert!(!folded(said, 40).contains('\\'), "{}", folded(said, 40));
        }
    }

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
