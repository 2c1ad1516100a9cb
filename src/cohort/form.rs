//! The forms of a cohort, and how to tell them from the first bytes. It decides nothing about single respondents.

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
        let first = lines.next()?;
        if first.starts_with(b"{") {
            let whole = first.ends_with(b"}") && lines.next()?.starts_with(b"{");
            return whole.then_some(Self::Ndjson);
        }
        let names: Vec<&str> = first
            .split(|&byte| byte == b',')
            .filter_map(|cell| std::str::from_utf8(cell.trim_ascii()).ok())
            .map(|cell| cell.trim_matches('"'))
            .collect();
        let known = |name: &&str| *name == "id" || catalogue.item_index(name).is_some();
        (names.len() > 1 && names.iter().any(known)).then_some(Self::Csv)
    }
}
