//! Lines and columns of a source, and an excerpt of a line that fits a terminal.

use std::borrow::Cow;
use std::ops::Range;

use super::escape;

/// Where the lines of a source begin.
pub(super) struct Lines<'s> {
    source: &'s str,
    starts: Vec<usize>,
}

/// A part of one line, escaped, and the place in it that was asked for.
pub(super) struct Excerpt {
    /// The number of the line, from 1.
    pub(super) line: usize,
    /// The column of the place in the source, from 1 and in characters.
    pub(super) column: usize,
    /// The text.
    pub(super) text: String,
    /// The place, in bytes of the text.
    pub(super) at: Range<usize>,
}

impl<'s> Lines<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        let newlines = source
            .bytes()
            .enumerate()
            .filter(|&(_, byte)| byte == b'\n');
        Self {
            source,
            starts: std::iter::once(0)
                .chain(newlines.map(|(at, _)| at + 1))
                .collect(),
        }
    }

    /// Returns line and column of a place, both from 1; columns are characters, and a byte order mark is none.
    pub(super) fn place(&self, offset: usize) -> (usize, usize) {
        let (line, text, at) = self.split(offset);
        (line + 1, text[..at].chars().count() + 1)
    }

    /// Returns the part of a line that holds the beginning of `span`, in at most `columns` columns or a few more.
    pub(super) fn excerpt(&self, span: &Range<usize>, columns: usize) -> Excerpt {
        let (line, text, start) = self.split(span.start);
        let column = text[..start].chars().count() + 1;
        let length = span.end.saturating_sub(span.start);
        let mut end = (start + length).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        // Only so much can be shown of each part, so that a line of megabytes is not escaped whole.
        let before = escape::line(last_characters(&text[..start], columns));
        let at = escape::line(first_characters(&text[start..end], columns));
        let after = escape::line(first_characters(&text[end..], columns));
        let whole = escape::width(&before) + escape::width(&at) + escape::width(&after) <= columns;
        let cut =
            before.len() + at.len() + after.len() == 0 || whole && text.chars().count() <= columns;
        let (before, at, after) = if cut {
            (before, at, after)
        } else {
            let before = last_columns(before, columns / 3);
            let at: Cow<'_, str> = escape::clipped(&at, columns / 2).into();
            let left = columns.saturating_sub(escape::width(&before) + escape::width(&at));
            (before, at, escape::clipped(&after, left).into())
        };
        Excerpt {
            line: line + 1,
            column,
            at: before.len()..before.len() + at.len(),
            text: format!("{before}{at}{after}"),
        }
    }

    /// Returns index and text of the line that holds a place, and the place in it.
    fn split(&self, offset: usize) -> (usize, &'s str, usize) {
        let mut offset = offset.min(self.source.len());
        while !self.source.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let mut start = self.starts[line];
        if line == 0 && self.source.starts_with('\u{feff}') {
            start = '\u{feff}'.len_utf8();
        }
        let end = self
            .starts
            .get(line + 1)
            .map_or(self.source.len(), |next| next - 1);
        let text = &self.source[start.min(end)..end];
        let text = text.strip_suffix('\r').unwrap_or(text);
        (line, text, offset.saturating_sub(start).min(text.len()))
    }
}

fn first_characters(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count + 1);
    end.map_or(text, |(end, _)| &text[..end])
}

fn last_characters(text: &str, count: usize) -> &str {
    let start = text.char_indices().rev().nth(count);
    start.map_or(text, |(start, _)| &text[start..])
}

/// Returns the end of a safe text in at most `columns` columns, with `…` in place of what is left out.
fn last_columns(safe: Cow<'_, str>, columns: usize) -> Cow<'_, str> {
    if escape::width(&safe) <= columns {
        return safe;
    }
    let mut start = safe.len();
    for (at, _) in safe.char_indices().rev() {
        if escape::width(&safe[at..]) >= columns {
            break;
        }
        start = at;
    }
    format!("…{}", &safe[start..]).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_from_one() {
        let lines = Lines::new("é = 1\r\nß = 2");
        assert_eq!(lines.place(0), (1, 1));
        assert_eq!(lines.place(2), (1, 2));
        assert_eq!(lines.place("é = 1\r\n".len()), (2, 1));
        assert_eq!(lines.place(usize::MAX), (2, 6));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let lines = Lines::new("\u{feff}a = 1");
        assert_eq!(lines.place(0), (1, 1));
        assert_eq!(lines.place(3), (1, 1));
        assert_eq!(lines.place(4), (1, 2));
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let excerpt = Lines::new("a\nkey = \"\u{202e}\"\n").excerpt(&(8..13), 80);
        assert_eq!(excerpt.text, "key = \"\\u{202e}\"");
        assert_eq!(&excerpt.text[excerpt.at], "\"\\u{202e}\"");
        assert_eq!((excerpt.line, excerpt.column), (2, 7));
    }

    #[test]
    fn a_long_line_is_shown_around_the_place_alone() {
        let source = format!("{}HERE{}", "a".repeat(5000), "b".repeat(5000));
        let excerpt = Lines::new(&source).excerpt(&(5000..5004), 90);
        assert_eq!(&excerpt.text[excerpt.at], "HERE");
        assert_eq!(excerpt.column, 5001);
        assert!(excerpt.text.chars().count() <= 90);
        assert!(excerpt.text.starts_with("…a") && excerpt.text.ends_with("b…"));
    }
}
