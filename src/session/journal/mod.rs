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
    /// The lines that are not what was written, or before which lines are gone. They stay where they are.
    pub faults: Vec<Fault>,
    /// The line, from 1, of the first reply.
    pub first: usize,
    /// How many bytes are good, or damage that later lines follow.
    pub length: u64,
    /// What follows them: the end of a write that was cut short.
    pub torn: Vec<u8>,
}

/// What is wrong at a line of a journal that can be gone on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What it costs.
    pub kind: FaultKind,
}

/// What a fault costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The line cannot be read. It said how the questionnaire was started, and so does another.
    Start,
    /// The line cannot be read. A reply stood there.
    Reply,
    /// Before the line so many replies are gone that no line holds.
    Gap(u64),
    /// The line can be read, but stands there a second time or in the wrong place.
    Misplaced,
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

/// How many lines those are.
const HEAD: usize = 2;

/// The greatest number of a reply: far more than a journal holds, and few enough to count on from.
const MOST_REPLIES: u64 = 1 << 32;

/// A line of a journal.
enum Line {
    Header(Header),
    Record(Record),
}

fn parse_line(body: &[u8]) -> Result<Line, LineError> {
    match parse(body) {
        // Replies are numbered from 1, and more than a journal holds have no number.
        Ok(Record { n, .. }) if n == 0 || n > MOST_REPLIES => Err(LineError::Damaged),
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
        return if draft.records.is_empty() && draft.faults.is_empty() {
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
        faults: draft.faults,
        first: draft.first.unwrap_or(lines.len() + 1),
        length: draft.length,
        torn: torn.to_vec(),
    })))
}

/// The replies of a journal while it is read.
#[derive(Default)]
struct Replies {
    records: Vec<Record>,
    faults: Vec<Fault>,
    n: u64,
    /// How many lines that cannot be read follow the last reply: they may have had numbers too.
    since: u64,
    first: Option<usize>,
    length: u64,
}

impl Replies {
    fn take(&mut self, record: Record, line: usize) {
        if self.first.is_none() {
            self.first = Some(line);
            self.tell_the_start_from_replies(record.n - 1);
        }
        // A whole line out of order is no torn write.
        if record.n <= self.n {
            self.note(line, FaultKind::Misplaced);
            return;
        }
        let gone = record.n - self.n - 1;
        if gone > self.since {
            self.note(line, FaultKind::Gap(gone - self.since));
        }
        (self.n, self.since) = (record.n, 0);
        self.records.push(record);
    }

    /// Takes in a line that cannot be read.
    fn lose(&mut self, line: usize) {
        self.since += 1;
        let is_start = self.first.is_none() && line <= HEAD;
        self.note(
            line,
            if is_start {
                FaultKind::Start
            } else {
                FaultKind::Reply
            },
        );
    }

    /// Of the lines before the first reply that cannot be read, as many held a reply as its number says, the last ones.
    fn tell_the_start_from_replies(&mut self, replies: u64) {
        for fault in self.faults.iter_mut().rev().zip(0..replies) {
            fault.0.kind = FaultKind::Reply;
        }
    }

    fn note(&mut self, line: usize, kind: FaultKind) {
        if self.faults.last().is_none_or(|last| last.line != line) {
            self.faults.push(Fault { line, kind });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_reply_whose_number_none_can_have_is_a_damaged_line() {
        let start = json!({
            "v": VERSION, "kind": "rolefit-draft", "catalogue": "sample", "version": "1", "hash": "0", "length": "all",
            "certainty": null, "per_trait": null, "most_items": null, "focus": [], "seed": 7,
        });
        let start = line(&start);
        for n in [0, MOST_REPLIES + 1, u64::MAX] {
            let replies = [n, 1].map(|n| line(&Record::new(n, "an-item", Value::SKIP)));
            let bytes = start.clone() + &replies.concat();
            let Ok(Read::Draft(draft)) = read(bytes.as_bytes()) else {
                panic!("the start is whole");
            };
            let kinds: Vec<FaultKind> = draft.faults.iter().map(|fault| fault.kind).collect();
            assert_eq!((draft.n, kinds), (1, vec![FaultKind::Start]), "{n}");
        }
    }
}
