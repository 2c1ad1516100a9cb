//! The lines of a journal, as bytes: one JSON object a line, each with a checksum of its own. No file is opened here.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::catalogue::Catalogue;
use crate::model::{Bounds, PerTrait};

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
    /// Describes a questionnaire that starts; without bounds every item is asked.
    #[must_use]
    pub fn new(
        catalogue: &Catalogue,
        length: &str,
        bounds: Option<Bounds>,
        focus: Vec<String>,
        seed: u64,
    ) -> Self {
        Self {
            v: VERSION,
            kind: Kind::Draft,
            catalogue: catalogue.id.clone(),
            version: catalogue.version.clone(),
            hash: catalogue.hash.clone(),
            length: length.to_owned(),
            certainty: bounds.map(|bounds| bounds.certainty),
            per_trait: bounds.and_then(|bounds| match bounds.per_trait {
                PerTrait::Every(count) => Some(count),
                PerTrait::Mixed { .. } => None,
            }),
            most_items: bounds.map(|bounds| bounds.most_items),
            focus,
            seed,
            about: None,
            current_role: None,
        }
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
    /// What every line begins with. Within a text the quotes would be escaped.
    const START: &[u8] = b"{\"v\":";
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

/// The first 8 hexadecimal digits of SHA-256: enough to notice damage, and nothing more is claimed.
pub(crate) fn checksum(body: &str) -> String {
    Sha256::digest(body.as_bytes())
        .iter()
        .take(4)
        .fold(String::new(), |sum, byte| sum + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

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
