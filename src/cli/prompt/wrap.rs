//! Wrapping by display width. It knows columns, not terminals.

use console::measure_text_width;

/// Breaks a text into lines of at most `width` columns: at spaces, between wide characters (Chinese, Japanese and Korean
/// need no spaces), and inside a word only where the word alone is too wide.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        for (number, atom) in atoms(word).into_iter().enumerate() {
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

/// Folds a line of talk at so many columns, every line but the first a little further in. A command goes on behind a
/// backslash, so that what is copied runs as a whole: its first line alone may be another command.
pub(crate) fn folded(said: &str, columns: usize) -> String {
    const INDENT: &str = "  ";
    const CONTINUED: &str = " \\";
    let room = columns.saturating_sub(INDENT.len() + CONTINUED.len());
    let mut text = String::new();
    for line in wrap(said, room) {
        if !text.is_empty() {
            if is_in_command(&text) {
                text += CONTINUED;
            }
            text.push('\n');
            text += INDENT;
        }
        text += &line;
    }
    text
}

/// Returns whether a text ends within a command: one in back quotes, or one that goes on to the end of what is said.
fn is_in_command(text: &str) -> bool {
    text.rmatch_indices("rolefit").any(|(place, command)| {
        let rest = &text[place + command.len()..];
        match &text[..place] {
            before if before.ends_with('`') => !rest.contains('`'),
            before => before.ends_with("go on with: "),
        }
    })
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
pub(super) fn rows(line: &str, width: usize) -> usize {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
                "`, then score what is filled in",
            ),
        ] {
            for columns in 44..120 {
                let said = folded(&format!("{before}{command}{after}"), columns);
                assert!(said.lines().all(|line| line.len() <= columns), "{said}");
                let (start, rest) = said.split_once("rolefit").unwrap();
                assert!(!start.contains('\\'), "{said}");
                let pasted = format!("rolefit{}", rest.replace(" \\\n  ", " "));
                assert!(pasted.starts_with(command), "{said}");
                assert!(!pasted[command.len()..].contains('\\'), "{said}");
            }
        }
    }
}
