//! The lines in which a questionnaire under way is kept, as bytes: what they say and which of them are whole. It opens no
//! file; whether an item exists is for its reader to say.

mod record;

pub use record::{Header, LineError, Record, VERSION, Value, Word, line, parse};
pub(crate) use record::{checksum, records};

/// A journal that was read: how the questionnaire was started and what was replied, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// How it was started.
    pub header: Header,
    /// What was replied, as far as it can be read.
    pub records: Vec<Record>,
    /// The number of the last reply, counting those that cannot be read.
    pub n: u64,
    /// The lines, from 1, that are not what was written, or before which lines are gone. They stay where they are.
    pub damaged: Vec<usize>,
    /// The line, from 1, of the first reply.
    pub first: usize,
    /// How many bytes are good, or damage that later lines follow.
    pub length: u64,
    /// What follows them: the end of a write that was cut short.
    pub torn: Vec<u8>,
}

/// Why a journal cannot be gone on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftError {
    /// This line, from 1, is not what was written, and nothing else says how the questionnaire was started.
    Damaged(usize),
    /// This line, from 1, is from a version of the tool that is newer.
    Newer(usize),
}

/// What a journal's bytes hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Read {
    /// No reply: nothing at all, or a first write that was cut short.
    Nothing {
        /// What is there of it.
        torn: Vec<u8>,
    },
    /// A questionnaire under way.
    Draft(Box<Draft>),
}

/// Returns the lines with which a journal begins: the header twice, so that no single line that is damaged costs more
/// than itself.
#[must_use]
pub fn head(header: &Header) -> String {
    line(header).repeat(2)
}

/// The greatest number of a reply: far more than a journal holds, and few enough to count on from.
const MOST_REPLIES: u64 = 1 << 32;

/// A line of a journal.
enum Line {
    Header(Header),
    Record(Record),
}

fn parse_line(body: &[u8]) -> Result<Line, LineError> {
    match parse(body) {
        // More replies than a journal holds have no number.
        Ok(Record { n, .. }) if n > MOST_REPLIES => Err(LineError::Damaged),
        Ok(record) => Ok(Line::Record(record)),
        Err(newer @ LineError::Newer(_)) => Err(newer),
        Err(LineError::Damaged) => parse(body).map(Line::Header),
    }
}

/// Reads a journal. A last line may be torn; a line that is damaged before it costs what it held.
///
/// # Errors
/// [`DraftError`] names the line.
pub fn read(bytes: &[u8]) -> Result<Read, DraftError> {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
    let complete = |line: &&[u8]| line.last() == Some(&b'\n');
    let mut torn: &[u8] = lines.pop_if(|line| !complete(&&**line)).unwrap_or_default();
    let mut header = None;
    let mut draft = Replies::default();
    for (index, line) in lines.iter().enumerate() {
        let number = index + 1;
        let found = records(&line[..line.len() - 1], parse_line)
            .map_err(|_newer| DraftError::Newer(number))?;
        if found.is_nothing() && number == lines.len() && torn.is_empty() {
            torn = line;
            break;
        }
        for one in found.whole {
            match one {
                Line::Header(same) => header = header.or(Some(same)),
                Line::Record(record) => draft.take(record, number),
            }
        }
        if found.damaged {
            draft.lose(number);
        }
        draft.length += line.len() as u64;
    }
    let Some(header) = header else {
        // Without a reply there is nothing to go on with, and nothing is lost.
        return if draft.records.is_empty() && draft.damaged.is_empty() {
            Ok(Read::Nothing {
                torn: bytes.to_vec(),
            })
        } else {
            Err(DraftError::Damaged(1))
        };
    };
    Ok(Read::Draft(Box::new(Draft {
        header,
        n: draft.n + draft.since,
        records: draft.records,
        damaged: draft.damaged,
        first: draft.first.unwrap_or(lines.len() + 1),
        length: draft.length,
        torn: torn.to_vec(),
    })))
}

/// The replies of a journal while it is read.
#[derive(Default)]
struct Replies {
    records: Vec<Record>,
    damaged: Vec<usize>,
    n: u64,
    /// How many damaged lines follow the last reply: they may have had numbers too.
    since: u64,
    first: Option<usize>,
    length: u64,
}

impl Replies {
    fn take(&mut self, record: Record, line: usize) {
        self.first.get_or_insert(line);
        // A whole line out of order is no torn write: it stands twice, or in the wrong place.
        if record.n <= self.n {
            self.lose(line);
            return;
        }
        if record.n > self.n + self.since + 1 {
            self.lose(line);
        }
        (self.n, self.since) = (record.n, 0);
        self.records.push(record);
    }

    fn lose(&mut self, line: usize) {
        self.since += 1;
        if self.damaged.last() != Some(&line) {
            self.damaged.push(line);
        }
    }
}
