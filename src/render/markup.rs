//! Markdown: the one place that escapes, and tables. It knows no result.

use comfy_table::Table;
use comfy_table::presets::ASCII_MARKDOWN;

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

/// Writes a sentence on one line: own words as they are, data escaped, commands as code.
pub(super) fn markdown(prose: &Prose) -> String {
    let mut line = String::new();
    for span in prose.spans() {
        let text = span.text.replace(TIED, " ");
        match span.emphasis {
            // Own words hold no mark that Markdown acts on but the signs of comparison.
            Emphasis::Own | Emphasis::Accent | Emphasis::Heading | Emphasis::Dim => {
                line.push_str(&text.replace('<', "\\<").replace('>', "\\>"));
            }
            Emphasis::Data => line.push_str(&escaped(&text)),
            Emphasis::Strong => line.extend(["**", &escaped(&text), "**"]),
            Emphasis::Command => line.extend(["`", &text, "`"]),
        }
    }
    line
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
    fn data_cannot_become_markup() {
        assert_eq!(
            escaped("a|b `c` <script> *d* [e](f)"),
            "a\\|b \\`c\\` \\<script\\> \\*d\\* \\[e\\]\\(f\\)"
        );
        assert_eq!(escaped("two\nlines"), "two lines");
    }
}
