//! What can be wrong with a row, and what ends a run. Both may quote the input: they are escaped where they are shown.

use std::fmt;
use std::io;
use std::sync::Arc;

use thiserror::Error;

/// The most bytes of a cell that a message quotes.
const MAX_QUOTED: usize = 40;

/// What to do with an input that holds nobody.
pub(super) const NOTHING_HERE: &str =
    "CSV begins with a line that names the columns; NDJSON has one JSON object a line";

/// Something wrong with one row, or with a line that names the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// What the input is called.
    pub input: Arc<str>,
    /// The line, from 1.
    pub line: u64,
    /// The column's name, where one cell is meant.
    pub column: Option<String>,
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.input, self.line)?;
        if let Some(column) = &self.column {
            write!(f, "column `{column}`: ")?;
        }
        f.write_str(&self.message)
    }
}

/// A fault before it is known where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) column: Option<String>,
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// Whether a quote is open at the end of the line: the lines after it may stand in its cell.
    pub(super) is_open: bool,
}

impl Wrong {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            column: None,
            message: message.into(),
            help: None,
            is_open: false,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn column(mut self, name: impl Into<String>) -> Self {
        self.column = Some(name.into());
        self
    }

    pub(super) fn at(self, input: &Arc<str>, line: u64) -> RowFault {
        RowFault {
            input: Arc::clone(input),
            line,
            column: self.column,
            message: self.message,
            help: self.help,
        }
    }
}

/// Returns a part of the input as a message quotes it: in backticks, not too long.
pub(super) fn quoted(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(&cell[..cell.len().min(MAX_QUOTED)]);
    let more = if cell.len() > MAX_QUOTED { "…" } else { "" };
    format!("`{text}{more}`")
}

/// What ends a run early.
#[derive(Debug, Error)]
pub enum CohortError {
    /// An input could not be read to its end. What came before it was written.
    #[error("could not read {input}")]
    Read {
        /// What the input is called.
        input: Arc<str>,
        /// What happened.
        #[source]
        error: io::Error,
    },
    /// The rows could not be written.
    #[error("could not write the rows")]
    Write(#[source] io::Error),
}
