//! What can be wrong with a row, and what ends a run. Both may quote the input: they are escaped where they are shown.

use std::fmt;
use std::io;
use std::sync::Arc;

use thiserror::Error;

use crate::catalogue::DOS_END;

/// The most bytes of a cell that a message quotes.
const MAX_QUOTED: usize = 40;

/// What to do with an input that holds nobody.
pub(super) const NOTHING_HERE: &str =
    "CSV begins with a line that names the columns; NDJSON has one JSON object a line";

/// A part of a row, by the name that its form has for such a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A cell of CSV, by its column.
    Column(String),
    /// A value of NDJSON, or of an object, by its key.
    Key(String),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column(name) => write!(f, "column `{name}`"),
            Self::Key(name) => write!(f, "key `{name}`"),
        }
    }
}

/// Something wrong with one row, or with a line that names the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// What the input is called.
    pub input: Arc<str>,
    /// The line, from 1.
    pub line: u64,
    /// The part of it, where one is meant.
    pub part: Option<Part>,
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.input, self.line)?;
        if let Some(part) = &self.part {
            write!(f, "{part}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// A fault before it is known where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) part: Option<Part>,
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// Whether a quote is open at the end of the line: the lines after it may stand in its cell.
    pub(super) is_open: bool,
}

impl Wrong {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            part: None,
            message: message.into(),
            help: None,
            is_open: false,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn column(self, name: &str) -> Self {
        self.part(Part::Column(name.to_owned()))
    }

    pub(super) fn part(mut self, part: Part) -> Self {
        self.part = Some(part);
        self
    }

    /// Returns several as faults of one line.
    pub(super) fn all_at(all: Vec<Self>, input: &Arc<str>, line: u64) -> Vec<RowFault> {
        all.into_iter().map(|wrong| wrong.at(input, line)).collect()
    }

    pub(super) fn at(self, input: &Arc<str>, line: u64) -> RowFault {
        RowFault {
            input: Arc::clone(input),
            line,
            part: self.part,
            message: self.message,
            help: self.help,
        }
    }
}

/// Returns a part of the input as a message quotes it: in backticks, not too long.
pub(super) fn quoted(cell: impl AsRef<[u8]>) -> String {
    let cell = cell.as_ref();
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

/// Names the end of file that DOS wrote where it stands in a line that is wrong.
pub(super) fn or_dos_end(wrong: Wrong, line: &[u8]) -> Wrong {
    if line.contains(&(DOS_END as u8)) {
        dos_end()
    } else {
        wrong
    }
}

pub(super) fn dos_end() -> Wrong {
    Wrong::new("the character U+001A stands here, with which DOS marked the end of a file")
        .help("take it out: `tr -d '\\032'` does so")
}

/// Says that lines end as they did on machines of another time.
pub(super) fn lone_return() -> Wrong {
    Wrong::new("lines end with a lone carriage return here")
        .help("save the file with newlines at the ends of lines")
}
