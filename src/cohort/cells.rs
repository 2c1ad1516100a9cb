//! The cells of a line of CSV (RFC 4180), which no line break stands in.

use std::borrow::Cow;

use memchr::memchr;

use super::fault::{Wrong, quoted};
use crate::catalogue::Catalogue;

/// The cells of a line.
#[derive(Debug)]
pub(super) struct Cells<'a> {
    /// What is left of the line; nothing after the last cell.
    pub(super) rest: Option<&'a [u8]>,
    delimiter: u8,
}

impl<'a> Cells<'a> {
    pub(super) fn new(line: &'a [u8], delimiter: u8) -> Self {
        Self {
            rest: Some(line),
            delimiter,
        }
    }

    /// Reads a cell after its opening quote.
    fn quoted(&mut self, rest: &'a [u8]) -> Result<Cow<'a, [u8]>, Wrong> {
        let mut from = 0;
        let mut unescaped: Option<Vec<u8>> = None;
        loop {
            let Some(quote) = memchr(b'"', &rest[from..]).map(|at| from + at) else {
                let rest = quoted(rest);
                let open = Wrong::new(format!(
                    "the quote before {rest} is not closed on this line"
                ));
                return Err(Wrong {
                    is_open: true,
                    ..open.help(
                        "close it, or take the line break out of the cell: what follows may stand in it, so nothing after it is read",
                    )
                });
            };
            match rest.get(quote + 1) {
                Some(b'"') => {
                    let text = unescaped.get_or_insert_default();
                    text.extend_from_slice(&rest[from..=quote]);
                    from = quote + 2;
                }
                after if after.is_none_or(|after| *after == self.delimiter) => {
                    self.rest = after.map(|_| &rest[quote + 2..]);
                    return Ok(match unescaped {
                        Some(mut text) => {
                            text.extend_from_slice(&rest[from..quote]);
                            Cow::Owned(text)
                        }
                        None => Cow::Borrowed(&rest[..quote]),
                    });
                }
                _ => {
                    let after = &rest[quote + 1..];
                    let end = memchr(self.delimiter, after);
                    self.rest = end.map(|end| &after[end + 1..]);
                    let cell = quoted(&rest[..quote]);
                    let what = format!("something follows the closing quote of {cell}");
                    return Err(Wrong::new(what).help("write a quote within a cell twice"));
                }
            }
        }
    }
}

/// The cells, without their quotes.
impl<'a> Iterator for Cells<'a> {
    type Item = Result<Cow<'a, [u8]>, Wrong>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.take()?;
        if let Some(quoted) = rest.strip_prefix(b"\"") {
            return Some(self.quoted(quoted));
        }
        let end = memchr(self.delimiter, rest);
        self.rest = end.map(|end| &rest[end + 1..]);
        let cell = &rest[..end.unwrap_or(rest.len())];
        if !cell.contains(&b'"') {
            return Some(Ok(Cow::Borrowed(cell)));
        }
        let wrong = Wrong::new(format!("a quote stands within the cell {}", quoted(cell)));
        let help = "put the whole cell in quotes, and write each quote in it twice";
        Some(Err(wrong.help(help)))
    }
}

/// Returns what is wrong with a line that ends within a quoted cell.
pub(super) fn open_quote(line: &[u8], delimiter: u8) -> Option<Wrong> {
    let mut faults = Cells::new(line, delimiter).filter_map(Result::err);
    faults.find(|wrong| wrong.is_open)
}

/// Returns whether a line holds nothing, and so is nobody's: white space, or, where cells are separated by `delimiter`,
/// empty cells, as spreadsheets write their empty rows.
pub(super) fn is_blank(line: &[u8], delimiter: Option<u8>) -> bool {
    // There may be millions of empty lines, and taking each apart into cells is slow.
    if line.trim_ascii().is_empty() {
        return true;
    }
    let says_something = |byte: &u8| {
        byte.is_ascii_graphic()
            && (delimiter.is_none() || Some(*byte) != delimiter && *byte != b'"')
    };
    if line.iter().any(says_something) {
        return false;
    }
    let mut cells = Cells::new(line, delimiter.unwrap_or(b'\n'));
    cells.all(|cell| {
        let text = cell.as_deref().ok().map(str::from_utf8);
        matches!(text, Some(Ok(text)) if text.trim().is_empty())
    })
}

/// What separates columns: what it is called, and how it is typed.
pub(super) const DELIMITERS: [(u8, &str, &str); 4] = [
    (b',', "commas", "','"),
    (b';', "semicolons", "';'"),
    (b'\t', "tabs", "tab"),
    (b'|', "vertical bars", "'|'"),
];

/// Whether a cell of the first line names something that is read.
pub(super) fn is_known(cell: &[u8], catalogue: &Catalogue) -> bool {
    let cell = std::str::from_utf8(cell).unwrap_or_default();
    let name = cell.trim().trim_matches('"');
    name == "id" || catalogue.item_index(name).is_some()
}

/// Says that columns are separated by something else than was said.
pub(super) fn separated_by(other: Option<u8>, delimiter: u8) -> Wrong {
    let of = |byte: u8| DELIMITERS.iter().find(|(one, ..)| *one == byte);
    let name = |byte: Option<u8>| {
        byte.and_then(of)
            .map_or("something else", |(_, name, _)| name)
    };
    let (by, looks) = (name(Some(delimiter)), name(other));
    let wrong = Wrong::new(format!(
        "columns are separated by {by}, and these look separated by {looks}"
    ));
    match other.and_then(of) {
        Some((.., typed)) => wrong.help(format!(
            "say `--delimiter {typed}`, or save the file as CSV with commas"
        )),
        None => wrong.help("save the file as CSV with commas"),
    }
}

/// Returns whether a line is the first of those that a spreadsheet writes to say what separates columns: `sep=,`.
///
/// # Errors
/// It says that something else than `delimiter` does.
pub(super) fn is_separator(line: &[u8], delimiter: u8) -> Result<bool, Wrong> {
    let line = line.trim_ascii_start().strip_suffix(b"\r").unwrap_or(line);
    let line = line.strip_prefix(b"\"").unwrap_or(line);
    let Some((head, by)) = line.split_at_checked(4) else {
        return Ok(false);
    };
    if !head.eq_ignore_ascii_case(b"sep=") {
        return Ok(false);
    }
    let by = by.strip_suffix(b"\"").unwrap_or(by);
    // A program that fills the line up to the width of the table writes separators behind it.
    let is_filling = |byte: &u8| DELIMITERS.iter().any(|(one, ..)| one == byte);
    match by {
        [one, rest @ ..] if rest.iter().all(is_filling) => {
            if *one == delimiter {
                return Ok(true);
            }
            let wrong = separated_by(Some(*one), delimiter);
            let help = wrong.help.clone().unwrap_or_default();
            Err(wrong.help(format!("{help}; if this line is wrong, take it out")))
        }
        _ => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(line: &str) -> Result<Vec<String>, String> {
        let text = |cell: Cow<'_, [u8]>| String::from_utf8(cell.into_owned()).unwrap();
        let cells = Cells::new(line.as_bytes(), b',');
        cells
            .map(|cell| cell.map(text).map_err(|wrong| wrong.message))
            .collect()
    }

    #[test]
    fn cells_are_what_rfc_4180_says() {
        assert_eq!(cells("a,,c").unwrap(), ["a", "", "c"]);
        assert_eq!(cells("").unwrap(), [""]);
        assert_eq!(cells(",").unwrap(), ["", ""]);
        assert_eq!(
            cells("\"a,b\",\"\",\"say \"\"so\"\" \"").unwrap(),
            ["a,b", "", "say \"so\" "]
        );
        assert_eq!(cells("\"\"\"\"").unwrap(), ["\""]);
    }

    #[test]
    fn a_line_of_nothing_but_empty_cells_is_blank() {
        for line in ["", " \t", ",,", " , ,\t", "\"\",\"\"", "\u{a0},", "\r"] {
            assert!(is_blank(line.as_bytes(), Some(b',')), "{line:?}");
        }
        for line in [
            "a,,",
            ",,1",
            ";;",
            "\",\"",
            "\"",
            ",\"\"\"\"",
            ",é",
            "\u{1a}",
        ] {
            assert!(!is_blank(line.as_bytes(), Some(b',')), "{line:?}");
        }
        assert!(is_blank(b"\t\t", Some(b'\t')) && is_blank(b";;", Some(b';')));
        assert!(is_blank(b" ", None) && !is_blank(b",", None) && !is_blank(b"\"\"", None));
    }

    #[test]
    fn quotes_out_of_place_are_refused() {
        assert!(cells("a,\"b,c").unwrap_err().contains("not closed"));
        assert!(cells("a\"b").unwrap_err().contains("within the cell"));
        assert!(
            cells("\"a\"b")
                .unwrap_err()
                .contains("follows the closing quote")
        );
        assert!(cells("\"a\"\"").unwrap_err().contains("not closed"));
    }

    #[test]
    fn a_line_that_ends_within_quotes_is_known_whatever_is_wrong_before_it() {
        for line in ["\"a", "a,\"b", "\"a\"\"", "\"a\"b,\"c", "5\" tall,\"c"] {
            assert!(open_quote(line.as_bytes(), b',').is_some(), "{line}");
        }
        for line in ["", "a", "\"a\"", "\"a\"b", "5\" tall", "\"a\"b,\"c\""] {
            assert!(open_quote(line.as_bytes(), b',').is_none(), "{line}");
        }
    }
}
