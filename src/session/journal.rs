//! The lines in which a questionnaire under way is kept, as bytes: what they say and which of them are whole. It opens no
//! file; whether an item exists is for its reader to say.

use serde::{Deserialize, Serialize};

use super::contradiction::checksum;
use crate::catalogue::Catalogue;
use crate::model::{Bounds, Length, PerTrait, StoppingRule};
use crate::session::Settings;

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

/// The version of the lines written; newer ones are never touched.
pub const VERSION: u64 = 1;

/// How a questionnaire was started.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    v: u64,
    kind: Kind,
    /// The id of the catalogue.
    pub catalogue: String,
    /// The version of the catalogue.
    pub version: String,
    /// The hash of the catalogue.
    pub hash: String,
    /// The name of the length asked for.
    pub length: String,
    /// The probability that is enough; none of these three where every item is asked.
    pub certainty: Option<f64>,
    /// Answers on every trait, where another number was asked for than the length's own.
    pub per_trait: Option<usize>,
    /// Items asked at most.
    pub most_items: Option<usize>,
    /// Ids of the traits asked about; empty means all.
    pub focus: Vec<String>,
    /// The number by which options were shuffled.
    pub seed: u64,
    /// Whom the answers are about, where that is somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The title that the person has now, as a result names it, or `none` where they do not say; absent where it is asked
    /// at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_role: Option<String>,
}

impl Header {
    /// Describes a questionnaire that starts.
    #[must_use]
    pub fn new(catalogue: &Catalogue, settings: &Settings, seed: u64) -> Self {
        let bounds = match settings.rule {
            StoppingRule::Adaptive(bounds) => Some(bounds),
            StoppingRule::Exhaustive => None,
        };
        let id = |&index: &usize| catalogue.traits[index].id.to_string();
        Self {
            v: VERSION,
            kind: Kind::Draft,
            catalogue: catalogue.id.clone(),
            version: catalogue.version.clone(),
            hash: catalogue.hash.clone(),
            length: settings.length.name().to_owned(),
            certainty: bounds.map(|bounds| bounds.certainty),
            per_trait: bounds.and_then(|bounds| match bounds.per_trait {
                PerTrait::Every(count) => Some(count),
                PerTrait::Mixed { .. } => None,
            }),
            most_items: bounds.map(|bounds| bounds.most_items),
            focus: settings.focus.iter().map(id).collect(),
            seed,
            about: None,
            current_role: None,
        }
    }

    /// Returns the settings that it names, or nothing where it names none.
    #[must_use]
    pub fn settings(&self, catalogue: &Catalogue) -> Option<Settings> {
        let mut settings = Settings::of(Length::from_name(&self.length)?);
        settings.rule = match (settings.rule, self.certainty, self.most_items) {
            (StoppingRule::Adaptive(bounds), Some(certainty), Some(most_items)) => {
                StoppingRule::Adaptive(Bounds {
                    certainty,
                    per_trait: self.per_trait.map_or(bounds.per_trait, PerTrait::Every),
                    most_items,
                })
            }
            (StoppingRule::Exhaustive, None, None) if self.per_trait.is_none() => {
                StoppingRule::Exhaustive
            }
            _ => return None,
        };
        let focus = self.focus.iter().map(|id| catalogue.trait_index(id));
        settings.focus = focus.collect::<Option<_>>()?;
        Some(settings)
    }
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Kind {
    #[serde(rename = "rolefit-draft")]
    Draft,
}

/// One reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    v: u64,
    /// Its number, from 1.
    pub n: u64,
    /// The id of the item.
    pub item: String,
    /// What was replied.
    pub value: Value,
}

/// What was replied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// The number of a response.
    Response(usize),
    /// No response, or an earlier reply taken back.
    Word(Word),
}

/// A reply that is not a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Word {
    /// No response.
    Skip,
    /// The reply before it is taken back.
    Back,
}

impl Value {
    /// No response.
    pub const SKIP: Self = Self::Word(Word::Skip);
    /// An earlier reply taken back.
    pub const BACK: Self = Self::Word(Word::Back);
}

impl Record {
    /// Makes the reply with this number, from 1.
    #[must_use]
    pub fn new(n: u64, item: &str, value: Value) -> Self {
        Self {
            v: VERSION,
            n,
            item: item.to_owned(),
            value,
        }
    }
}

/// Returns a line with its checksum and the newline.
pub fn line(value: &impl Serialize) -> String {
    let body = serde_json::to_string(value).expect("numbers and strings have a JSON form");
    let open = body.strip_suffix('}').expect("records are JSON objects");
    format!("{open},\"crc\":\"{}\"}}\n", checksum(&body))
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineError {
    /// Not what was written.
    Damaged,
    /// Written by a newer version of the tool.
    Newer(u64),
}

/// Reads a line without its newline.
///
/// # Errors
/// It is not what was written, or a newer version has written it.
pub fn parse<T: for<'a> Deserialize<'a>>(bytes: &[u8]) -> Result<T, LineError> {
    let text = std::str::from_utf8(bytes).map_err(|_| LineError::Damaged)?;
    // The version is looked at before the checksum, for a newer version may sum in another way.
    let value: serde_json::Value = serde_json::from_str(text).map_err(|_| LineError::Damaged)?;
    match value.get("v").and_then(serde_json::Value::as_u64) {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION && !is_ours(text, newer) => {
            return Err(LineError::Newer(newer));
        }
        _ => return Err(LineError::Damaged),
    }
    let body = summed(text).ok_or(LineError::Damaged)?;
    serde_json::from_str(&body).map_err(|_| LineError::Damaged)
}

/// What every line begins with. Within a text the quotes would be escaped.
const START: &[u8] = b"{\"v\":";

/// Returns whether bytes may be the beginning of a line: those that no write has left are damage.
pub(crate) fn may_begin_line(bytes: &[u8]) -> bool {
    bytes.starts_with(START) || START.starts_with(bytes)
}

/// What can be read of a line.
pub(crate) struct Found<T> {
    /// What is whole, in order.
    pub(crate) whole: Vec<T>,
    /// Whether something else is there that is not what was written.
    pub(crate) damaged: bool,
    /// Whether a line break is gone that stood between two lines.
    pub(crate) joined: bool,
}

impl<T> Found<T> {
    /// Returns whether nothing of the line can be read.
    pub(crate) fn is_nothing(&self) -> bool {
        self.whole.is_empty()
    }
}

/// Reads a line without its newline by `parse`: one record, or several whose line breaks were damaged.
///
/// # Errors
/// The version that has written it, if that is a newer one.
pub(crate) fn records<T>(
    line: &[u8],
    parse: impl Fn(&[u8]) -> Result<T, LineError>,
) -> Result<Found<T>, u64> {
    match parse(line) {
        Ok(one) => {
            return Ok(Found {
                whole: vec![one],
                damaged: false,
                joined: false,
            });
        }
        Err(LineError::Newer(version)) => return Err(version),
        Err(LineError::Damaged) => {}
    }
    let starts: Vec<usize> = memchr::memmem::find_iter(line, START).collect();
    let mut whole = Vec::new();
    for (place, &start) in starts.iter().enumerate() {
        // What stood for the line break is one byte.
        let end = starts.get(place + 1).map_or(line.len(), |next| next - 1);
        whole.extend(parse(&line[start..end]).ok());
    }
    let joined = whole.len() > 1;
    let damaged = whole.len() < starts.len().max(1) || starts.first() != Some(&0);
    Ok(Found {
        whole,
        damaged,
        joined,
    })
}

/// Returns a line's text before its checksum was added, if that is its checksum.
fn summed(text: &str) -> Option<String> {
    let (open, sum) = text.rsplit_once(",\"crc\":\"")?;
    let body = format!("{open}}}");
    (sum.strip_suffix("\"}")? == checksum(&body)).then_some(body)
}

/// Whether a line of a seemingly newer version is one of this version with its version damaged.
fn is_ours(text: &str, newer: u64) -> bool {
    let rest = text.strip_prefix(&format!("{{\"v\":{newer},"));
    rest.is_some_and(|rest| summed(&format!("{{\"v\":{VERSION},{rest}")).is_some())
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

    #[test]
    fn a_header_brings_back_the_bounds_of_its_length_and_those_of_ones_own() {
        let catalogue = crate::catalogue::read(crate::catalogue::fixture::EIGHT_TRAITS);
        let catalogue = catalogue.catalogue.unwrap();
        let usual = Settings::of(Length::Standard);
        let StoppingRule::Adaptive(bounds) = usual.rule else {
            panic!("standard has bounds");
        };
        let every = Bounds {
            per_trait: PerTrait::Every(1),
            most_items: 16,
            ..bounds
        };
        for bounds in [bounds, every] {
            let rule = StoppingRule::Adaptive(bounds);
            let settings = Settings {
                rule,
                ..usual.clone()
            };
            let header = Header::new(&catalogue, &settings, 7);
            assert_eq!(header.settings(&catalogue).unwrap().rule, rule);
        }
    }

    #[test]
    fn a_record_is_one_line_with_its_checksum_last() {
        let line = line(&Record::new(3, "free-morning", Value::Response(2)));
        assert_eq!(
            line,
            "{\"v\":1,\"n\":3,\"item\":\"free-morning\",\"value\":2,\"crc\":\"SUM\"}\n".replace(
                "SUM",
                &checksum("{\"v\":1,\"n\":3,\"item\":\"free-morning\",\"value\":2}")
            )
        );
    }

    #[test]
    fn what_was_written_is_read_and_any_flipped_bit_is_noticed() {
        for value in [Value::Response(4), Value::SKIP, Value::BACK] {
            let record = Record::new(1, "an-item", value);
            let line = line(&record);
            let bytes = line.trim_end().as_bytes();
            assert_eq!(parse::<Record>(bytes), Ok(record));
            for at in 0..bytes.len() {
                for bit in 0..8 {
                    let mut torn = bytes.to_vec();
                    torn[at] ^= 1 << bit;
                    assert!(parse::<Record>(&torn).is_err(), "bit {bit} of byte {at}");
                }
            }
        }
    }

    #[test]
    fn a_damaged_version_is_no_newer_one() {
        let line = line(&Record::new(1, "an-item", Value::SKIP));
        let damaged = line.trim_end().replacen("\"v\":1", "\"v\":9", 1);
        assert_eq!(parse::<Record>(damaged.as_bytes()), Err(LineError::Damaged));
    }

    #[test]
    fn a_newer_version_is_told_from_damage() {
        let newer = b"{\"v\":2,\"anything\":[]}";
        assert_eq!(parse::<Record>(newer), Err(LineError::Newer(2)));
        assert_eq!(parse::<Record>(b"{\"v\":0}"), Err(LineError::Damaged));
        assert_eq!(parse::<Record>(&[0; 40]), Err(LineError::Damaged));
    }
}
