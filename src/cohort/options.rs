//! How a cohort is scored, and the forms of its rows.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;

use super::cells::{DELIMITERS, is_known, is_separator};
use super::fault::Part;
use crate::catalogue::Catalogue;

/// What a bad row does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadRows {
    /// The first ends the run; the rows before it are written whole.
    Stop,
    /// They are left out of the result, reported and counted.
    SetAside,
}

/// How ids are written in CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdCells {
    /// With an apostrophe before those that a spreadsheet would take for a formula.
    Guarded,
    /// Character for character.
    AsGiven,
}

/// How a table in CSV is laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The name of the column that says who answers.
    pub id: String,
    /// What is passed over: each the name of a column, or several with commas between; [`Layout::ANY`] stands for all
    /// that are like no item and no id.
    pub ignored: Vec<String>,
    /// What separates columns.
    pub delimiter: u8,
}

impl Layout {
    /// Among the columns that are passed over, every one that is read for nothing.
    pub const ANY: &'static str = "*";

    /// Returns whether a column of this name is among those that are passed over by name.
    #[must_use]
    pub fn passes_over(&self, column: &str) -> bool {
        let is_it = |name: &str| name.trim() == column;
        let mut ignored = self.ignored.iter();
        ignored.any(|one| is_it(one) || one.split(',').any(is_it))
    }

    /// Returns the names of what is passed over, of a table in which columns have these names.
    pub(super) fn ignored(&self, is_name: impl Fn(&str) -> bool) -> BTreeSet<&str> {
        let each = self.ignored.iter().flat_map(|one| {
            let whole = is_name(one.trim());
            one.split(move |character| character == ',' && !whole)
        });
        each.map(str::trim).collect()
    }
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            id: "id".to_owned(),
            ignored: Vec::new(),
            delimiter: b',',
        }
    }
}

/// How to score a cohort.
#[derive(Debug, Clone)]
pub struct Options {
    /// How tables among the inputs are laid out.
    pub layout: Layout,
    /// How the rows are written; nothing where the summary alone is wanted.
    pub to: Option<Form>,
    /// What a bad row does.
    pub bad_rows: BadRows,
    /// How ids are written in CSV.
    pub ids: IdCells,
    /// How many threads score. The result does not depend on it.
    pub threads: NonZeroUsize,
    /// How many lines a thread takes at once. The result does not depend on it.
    pub chunk_lines: NonZeroUsize,
}

/// A form in which a cohort is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Comma-separated values, one respondent a row.
    Csv,
    /// One JSON object a line.
    Ndjson,
}

impl Part {
    /// Returns the part of this name, of a row in this form.
    pub(crate) fn of(form: Form, name: &str) -> Self {
        match form {
            Form::Csv => Self::Column(name.to_owned()),
            Form::Ndjson => Self::Key(name.to_owned()),
        }
    }
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
        let lines = start.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
        let mut lines = lines.filter(|line| !line.is_empty());
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
