//! The lines in which a questionnaire under way is kept, as bytes: what they say and which of them are whole. It opens no
//! file; whether an item exists is for its reader to say.

mod record;

pub use record::{Header, LineError, Record, VERSION, Value, Word, line, parse};

/// A journal that was read: how the questionnaire was started and what was replied, oldest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// How it was started.
    pub header: Header,
    /// What was replied.
    pub records: Vec<Record>,
    /// How many bytes are good.
    pub length: u64,
    /// What follows them: the end of a write that was cut short.
    pub torn: Vec<u8>,
}

/// Why a journal cannot be gone on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftError {
    /// This line, from 1, is not what was written, and others follow it.
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

/// Reads a journal. Only a last line may be torn; whatever is bad before it is damage.
///
/// # Errors
/// [`DraftError`] names the line.
pub fn read(bytes: &[u8]) -> Result<Read, DraftError> {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
    let complete = |line: &&[u8]| line.last() == Some(&b'\n');
    let mut torn: &[u8] = lines.pop_if(|line| !complete(&&**line)).unwrap_or_default();
    let body = |line: &[u8]| line[..line.len() - 1].to_vec();
    let fault = |error, number| match error {
        LineError::Damaged => DraftError::Damaged(number),
        LineError::Newer(_) => DraftError::Newer(number),
    };
    let Some(first) = lines.first() else {
        return Ok(Read::Nothing {
            torn: torn.to_vec(),
        });
    };
    let header: Header = match record::parse(&body(first)) {
        Ok(header) => header,
        Err(LineError::Damaged) if lines.len() == 1 => {
            return Ok(Read::Nothing {
                torn: bytes.to_vec(),
            });
        }
        Err(error) => return Err(fault(error, 1)),
    };
    let mut length = first.len();
    let mut records: Vec<Record> = Vec::new();
    for (index, line) in lines.iter().enumerate().skip(1) {
        match record::parse::<Record>(&body(line)) {
            Ok(record) if record.n == index as u64 => records.push(record),
            // A whole line out of order is no torn write, wherever it stands.
            Ok(_) => return Err(DraftError::Damaged(index + 1)),
            Err(LineError::Damaged) if index + 1 == lines.len() && torn.is_empty() => {
                torn = line;
                break;
            }
            Err(error) => return Err(fault(error, index + 1)),
        }
        length += line.len();
    }
    Ok(Read::Draft(Box::new(Draft {
        header,
        records,
        length: length as u64,
        torn: torn.to_vec(),
    })))
}
