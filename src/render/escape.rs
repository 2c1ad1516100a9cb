//! Makes untrusted text fit for a terminal: what could steer it or hide text is shown as an escape. It judges nothing
//! else; HTML and Markdown have characters of their own.

use std::borrow::Cow;
use std::fmt::Write;

use crate::catalogue::{is_dangerous, is_stray};

/// The most combining marks that may follow one another, as in the texts of a catalogue.
const MAX_MARKS: usize = 4;

/// Returns one line: every character that could steer a terminal, hide text or turn its direction is shown as an
/// escape such as `\x1b` or `\u{202e}`, newlines and tabs too, and so are the marks beyond four in a row.
#[must_use]
pub fn line(untrusted: &str) -> Cow<'_, str> {
    escaped(untrusted, |_| false)
}

/// Returns lines: as [`line()`], but newlines stay.
#[must_use]
pub fn block(untrusted: &str) -> Cow<'_, str> {
    escaped(untrusted, |character| character == '\n')
}

/// Returns one line of at most `columns` columns: as [`line()`], with `…` in place of what does not fit.
#[must_use]
pub fn clipped(untrusted: &str, columns: usize) -> String {
    // A character is at least a byte, and marks take no column: a bounded part of the text is enough to look at.
    let enough = untrusted
        .char_indices()
        .nth(columns.saturating_add(1).saturating_mul(MAX_MARKS + 1))
        .map_or(untrusted.len(), |(end, _)| end);
    let safe = line(&untrusted[..enough]);
    if enough == untrusted.len() && width(&safe) <= columns {
        return safe.into_owned();
    }
    let mut clipped = String::new();
    let mut used = 0;
    for character in safe.chars() {
        used += width_of(character);
        if used >= columns {
            break;
        }
        clipped.push(character);
    }
    if columns > 0 {
        clipped.push('…');
    }
    clipped
}

/// Returns JSON with dangerous characters written as `\u` escapes, which reads back as the same text, and with 0 for -0.0,
/// which is the same number. Outside of strings JSON holds no such character but its own line breaks.
#[must_use]
pub fn json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    let (mut quoted, mut escaped) = (false, false);
    for (at, character) in json.char_indices() {
        let stray = is_stray(safe.chars().next_back(), character);
        if character != '\n' && is_dangerous(character) || stray {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(safe, "\\u{unit:04x}").expect("writing to a string cannot fail");
            }
        } else if quoted || character != '-' || !is_negative_zero(&json[at..]) {
            safe.push(character);
        }
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = quoted,
            '"' => quoted = !quoted,
            _ => {}
        }
    }
    safe
}

/// Whether a text begins with the number -0.0, and with no longer one.
fn is_negative_zero(json: &str) -> bool {
    let after = json
        .strip_prefix("-0.0")
        .and_then(|rest| rest.chars().next());
    json.starts_with("-0.0") && !after.is_some_and(|one| one.is_ascii_digit() || one == 'e')
}

/// Returns how many columns a text takes that holds no dangerous character.
pub(super) fn width(safe: &str) -> usize {
    safe.chars().map(width_of).sum()
}

fn width_of(character: char) -> usize {
    if character.is_ascii() {
        1
    } else {
        console::measure_text_width(character.encode_utf8(&mut [0; 4]))
    }
}

fn escaped(untrusted: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    let mut safe: Option<String> = None;
    let (mut marks, mut before) = (0, None);
    for (at, character) in untrusted.char_indices() {
        let dangerous = is_dangerous(character) && !stays(character) || is_stray(before, character);
        marks = if !dangerous && !character.is_ascii() && width_of(character) == 0 {
            marks + 1
        } else {
            0
        };
        if dangerous || marks > MAX_MARKS {
            let safe = safe.get_or_insert_with(|| untrusted[..at].to_owned());
            push_escape(safe, character);
            before = safe.chars().next_back();
        } else {
            if let Some(safe) = &mut safe {
                safe.push(character);
            }
            before = Some(character);
        }
    }
    safe.map_or(Cow::Borrowed(untrusted), Cow::Owned)
}

fn push_escape(safe: &mut String, character: char) {
    let number = u32::from(character);
    let written = match character {
        '\n' => safe.write_str("\\n"),
        '\r' => safe.write_str("\\r"),
        '\t' => safe.write_str("\\t"),
        _ if number < 0x100 => write!(safe, "\\x{number:02x}"),
        _ => write!(safe, "\\u{{{number:x}}}"),
    };
    written.expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn steering_characters_are_shown_by_name() {
        assert_eq!(line("a\u{1b}[31m\tb\n"), "a\\x1b[31m\\tb\\n");
        assert_eq!(line("\u{202e}\u{9b}\u{feff}"), "\\u{202e}\\x9b\\u{feff}");
        assert_eq!(block("a\nb\r\n"), "a\nb\\r\n");
    }

    #[test]
    fn harmless_text_is_borrowed_as_it_is() {
        for text in ["", "plain", "क्‍ष", "naïve — “so”", "👩‍💻"] {
            assert!(matches!(line(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn json_reads_back_as_the_same_text() {
        let text = "\u{9b}\u{200b}\u{200d}a\u{200d}क\u{200d}\u{e0041}";
        let written = json(&serde_json::to_string(text).unwrap());
        assert_eq!(
            written,
            "\"\\u009b\\u200b\\u200da\\u200dक\u{200d}\\udb40\\udc41\""
        );
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
    }

    #[test]
    fn no_number_of_json_is_a_negative_zero_and_every_text_stays() {
        for (written, want) in [
            ("[-0.0, 1.0,-0.0]", "[0.0, 1.0,0.0]"),
            ("{\"a\": -0.0}", "{\"a\": 0.0}"),
            ("-0.0", "0.0"),
            ("[-0.01, -0.0e5, -10.0, -1]", "[-0.01, -0.0e5, -10.0, -1]"),
            ("{\"-0.0\": \"\\\"-0.0\"}", "{\"-0.0\": \"\\\"-0.0\"}"),
        ] {
            assert_eq!(json(written), want);
        }
    }

    #[test]
    fn a_joiner_that_joins_nothing_is_shown_by_name() {
        for (text, want) in [
            ("\u{200d}a", "\\u{200d}a"),
            ("a\u{200c}b", "a\\u{200c}b"),
            ("é \u{200c}", "é \\u{200c}"),
            ("\u{200b}\u{200d}", "\\u{200b}\\u{200d}"),
            ("क\u{200d}\u{200c}", "क\u{200d}\\u{200c}"),
        ] {
            assert_eq!(line(text), want);
        }
    }

    #[test]
    fn the_fifth_mark_in_a_row_is_shown_by_name() {
        let marks = "\u{301}".repeat(5);
        assert_eq!(
            line(&format!("e{marks}")),
            format!("e{}\\u{{301}}", "\u{301}".repeat(4))
        );
    }

    #[test]
    fn clipping_counts_columns_not_characters() {
        assert_eq!(clipped("role", 4), "role");
        assert_eq!(clipped("roles", 4), "rol…");
        // Each of these takes two columns.
        assert_eq!(clipped("役割役割", 5), "役割…");
        assert_eq!(clipped("\u{1b}\u{1b}", 5), "\\x1b…");
        assert_eq!(clipped("anything", 0), "");
    }

    proptest! {
        #[test]
        fn no_dangerous_character_ever_comes_out(text in any::<String>(), marks in "[\u{300}-\u{36f}\u{200b}-\u{206f}\u{e0000}-\u{e007f}\n\u{80}-\u{9f}a]{0,40}", columns in 0usize..40) {
            for text in [text, marks] {
                prop_assert!(!line(&text).chars().any(is_dangerous));
                prop_assert!(!block(&text).chars().any(|c| c != '\n' && is_dangerous(c)));
                let clipped = clipped(&text, columns);
                prop_assert!(!clipped.chars().any(is_dangerous));
                prop_assert!(width(&clipped) <= columns);
            }
        }
    }

    #[test]
    fn no_code_point_that_is_dangerous_passes_alone() {
        for character in ('\0'..=char::MAX).filter(|character| is_dangerous(*character)) {
            assert!(
                !line(character.encode_utf8(&mut [0; 4]))
                    .chars()
                    .any(is_dangerous)
            );
        }
    }
}
