//! Sentences as Markdown: the one place that escapes.

use super::escape;
use super::figures::TIED;
use super::prose::{Emphasis, Prose};

/// Puts a backslash before what Markdown would act on in a paragraph, in a cell or at the start of a list entry, and
/// nowhere else, so that the text reads well before it is rendered too. Line breaks become spaces.
pub(super) fn escaped(data: &str) -> String {
    let mut safe = String::with_capacity(data.len());
    let number = data.trim_start();
    let number = number.trim_start_matches(|character: char| character.is_ascii_digit());
    for (at, character) in data.char_indices() {
        if matches!(character, '\n' | '\r') {
            safe.push(' ');
            continue;
        }
        let (before, after) = (&data[..at], &data[at + character.len_utf8()..]);
        // What opens a list stands before a space, or alone.
        let parts = after.is_empty() || after.starts_with([' ', '\t', '\n', '\r']);
        let acts = match character {
            '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '|' | '#' | '~' | '&' | '$' | '{'
            | '}' => true,
            '+' | '-' | '=' => before.trim().is_empty() && (parts || after.starts_with(character)),
            // A number at the start makes a list.
            '.' | ')' if at > 0 && at == data.len() - number.len() => parts,
            _ => false,
        };
        // Addresses become links, many of them after backslashes are taken away; a comment parts one for good.
        let is_address = match character {
            '@' => after.starts_with(|next: char| next.is_alphanumeric() || "-_".contains(next)),
            '.' => before.len() >= 3 && before.as_bytes()[at - 3..].eq_ignore_ascii_case(b"www"),
            ':' => after.starts_with("//"),
            _ => false,
        };
        if acts {
            safe.push('\\');
        }
        // Never at the start: a line that begins with a comment is HTML to its end.
        match (is_address, character) {
            (true, '.') => safe.push_str("<!-- -->."),
            (true, _) => safe.extend([&*character.encode_utf8(&mut [0; 4]), "<!-- -->"]),
            (false, _) => safe.push(character),
        }
    }
    safe
}

/// Writes a sentence on one line: own words as they are, data escaped, commands as code.
pub(super) fn markdown(prose: &Prose) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_become_markup() {
        assert_eq!(
            escaped("a|b `c` <script> *d* [e](f) & http://x.y"),
            "a\\|b \\`c\\` \\<script\\> \\*d\\* \\[e\\](f) \\& http:<!-- -->//x.y"
        );
        for (data, want) in [
            ("- a", "\\- a"),
            ("12. a", "12\\. a"),
            ("1) a", "1\\) a"),
            ("12.", "12\\."),
            ("---", "\\---"),
            ("=", "\\="),
            ("-0.1, 0.5 to 1.0", "-0.1, 0.5 to 1.0"),
            ("0.5 (a)", "0.5 (a)"),
            ("Half. And - so (on): 3.5", "Half. And - so (on): 3.5"),
            ("www.x.y, WWW.x", "www<!-- -->.x.y, WWW<!-- -->.x"),
            (" - a", " \\- a"),
            ("two\nlines", "two lines"),
            ("mailto:a@b.example", "mailto:a@<!-- -->b.example"),
            ("@ana, 3 @ 4@", "@<!-- -->ana, 3 @ 4@"),
        ] {
            assert_eq!(escaped(data), want);
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
}
