//! Markdown: the one place that escapes, and tables. It knows no result.

use comfy_table::Table;
use comfy_table::presets::ASCII_MARKDOWN;

use super::escape;
use super::figures::TIED;
use super::prose::{Emphasis, Prose};

/// Puts a backslash before every ASCII punctuation mark that Markdown can act on; line breaks become spaces.
pub(super) fn escaped(data: &str) -> String {
    let mut safe = String::with_capacity(data.len());
    for character in data.chars() {
        if matches!(character, '\n' | '\r') {
            safe.push(' ');
            continue;
        }
        if character.is_ascii_punctuation() && !matches!(character, ',' | ';' | '?' | '\'' | '/') {
            safe.push('\\');
        }
        safe.push(character);
    }
    safe
}

/// Puts a backslash before what Markdown would act on in a paragraph or at the start of a list entry, and nowhere else,
/// so that the text reads well before it is rendered too. Line breaks become spaces.
pub(super) fn escaped_for_reading(data: &str) -> String {
    let mut safe = String::with_capacity(data.len());
    let number = data.trim_start_matches(|character: char| character.is_ascii_digit());
    for (at, character) in data.char_indices() {
        if matches!(character, '\n' | '\r') {
            safe.push(' ');
            continue;
        }
        let (before, after) = (&data[..at], &data[at + character.len_utf8()..]);
        let acts = match character {
            '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '|' | '#' | '~' | '&' | '$' | '@'
            | '{' | '}' => true,
            '+' | '-' | '=' => before.is_empty(),
            // A number at the start makes a list, and an address a link.
            '.' | ')' if at > 0 && at == data.len() - number.len() => true,
            '.' => before.to_ascii_lowercase().ends_with("www"),
            ':' => after.starts_with("//"),
            _ => false,
        };
        if acts {
            safe.push('\\');
        }
        safe.push(character);
    }
    safe
}

/// Writes a sentence as [`markdown`] does, in a form that reads well before it is rendered too.
pub(super) fn readable(prose: &Prose) -> String {
    written(prose, escaped_for_reading)
}

/// Writes a sentence on one line: own words as they are, data escaped, commands as code.
pub(super) fn markdown(prose: &Prose) -> String {
    written(prose, escaped)
}

fn written(prose: &Prose, escaped: fn(&str) -> String) -> String {
    let mut line = String::new();
    for span in prose.spans() {
        // What is kept may say anything, unlike a catalogue; markup is shown in terminals too.
        let text = escape::block(&span.text).replace(TIED, " ");
        match span.emphasis {
            // Own words hold no mark that Markdown acts on but the signs of comparison.
            Emphasis::Own | Emphasis::Accent | Emphasis::Heading | Emphasis::Dim => {
                line.push_str(&text.replace('<', "\\<").replace('>', "\\>"));
            }
            Emphasis::Data => line.push_str(&escaped(&text)),
            Emphasis::Strong => line.extend(["**", &escaped(&text), "**"]),
            Emphasis::Command => line.push_str(&code(&text)),
        }
    }
    line
}

/// Writes a command as code. One backtick more than any run in it ends it, for a name in it may hold some.
fn code(command: &str) -> String {
    let mut fence = "`".to_owned();
    while command.contains(&fence) {
        fence.push('`');
    }
    match fence.len() {
        1 => format!("`{command}`"),
        _ => format!("{fence} {command} {fence}"),
    }
}

/// Writes a table; every row has as many cells as the header.
pub(super) fn table(header: &[&str], rows: &[Vec<Prose>]) -> String {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_header(header.to_vec());
    for row in rows {
        table.add_row(row.iter().map(markdown).collect::<Vec<_>>());
    }
    table.trim_fmt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_well_cannot_become_markup_either() {
        assert_eq!(
            escaped_for_reading("a|b `c` <script> *d* [e](f) & http://x.y"),
            "a\\|b \\`c\\` \\<script\\> \\*d\\* \\[e\\](f) \\& http\\://x.y"
        );
        for (data, want) in [
            ("- a", "\\- a"),
            ("12. a", "12\\. a"),
            ("1) a", "1\\) a"),
            ("Half. And - so (on): 3.5", "Half. And - so (on): 3.5"),
            ("www.x.y", "www\\.x.y"),
            ("two\nlines", "two lines"),
        ] {
            assert_eq!(escaped_for_reading(data), want);
        }
    }

    #[test]
    fn a_command_stays_code_whatever_names_it_holds() {
        assert_eq!(
            markdown(&Prose::new().with(Emphasis::Command, "a b")),
            "`a b`"
        );
        assert_eq!(
            markdown(&Prose::new().with(Emphasis::Command, "a '`<b>``c'")),
            "``` a '`<b>``c' ```"
        );
    }

    #[test]
    fn data_cannot_become_markup() {
        assert_eq!(
            escaped("a|b `c` <script> *d* [e](f)"),
            "a\\|b \\`c\\` \\<script\\> \\*d\\* \\[e\\]\\(f\\)"
        );
        assert_eq!(escaped("two\nlines"), "two lines");
    }
}
