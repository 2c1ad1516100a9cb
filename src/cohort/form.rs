//! The forms of a cohort, and how to tell them from the first bytes.

use super::columns::{DELIMITERS, is_known, is_separator};
use crate::catalogue::Catalogue;

/// A form in which a cohort is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Comma-separated values, one respondent a row.
    Csv,
    /// One JSON object a line.
    Ndjson,
}

impl Form {
    /// Returns the form that a file with this ending holds: `csv`, `ndjson` or `jsonl`.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            _ => None,
        }
    }

    /// Returns the form in which a file with this ending is read: as [`Self::of_ending`], and a table whose columns are
    /// separated otherwise as CSV, which says so.
    #[must_use]
    pub fn of_input_ending(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "tsv" | "tab" => Some(Self::Csv),
            other => Self::of_ending(other),
        }
    }

    /// Tells the form from the first bytes of an input, or returns nothing where they are no cohort's: CSV names an
    /// item of the catalogue or `id` in a first line of comma-separated words, NDJSON has an object on its first line
    /// and the beginning of another on its second. One column or one object alone is taken for a single respondent.
    #[must_use]
    pub fn sniff(start: &[u8], catalogue: &Catalogue) -> Option<Self> {
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        let mut lines = start
            .split(|&byte| byte == b'\n')
            .map(<[u8]>::trim_ascii)
            .filter(|line| !line.is_empty());
        let mut first = lines.next()?;
        if first.starts_with(b"{") {
            let whole = first.ends_with(b"}") && lines.next()?.starts_with(b"{");
            return whole.then_some(Self::Ndjson);
        }
        // What separates columns is judged where the table is read.
        if is_separator(first, b',') != Ok(false) {
            first = lines.next()?;
        }
        let mut separators = DELIMITERS.iter().map(|(byte, ..)| byte);
        let is_table = |separator: &u8| {
            let mut cells = first.split(|byte| byte == separator);
            first.contains(separator) && cells.any(|cell| is_known(cell, catalogue))
        };
        separators.any(is_table).then_some(Self::Csv)
    }
}
