//! Responses in files: TOML and JSON for one respondent, and the one-line answer string.
//!
//! Reading has two steps, for a file names its catalogue itself: [`Transcript::read`] takes the shape, and
//! [`Transcript::resolve`] holds it against the catalogue. Both report every fault at once. Nothing here opens a file.

mod answer_string;
mod form;
mod json;
mod toml;

use std::collections::BTreeMap;

pub use answer_string::answer_string;
pub use form::form;

use crate::catalogue::{Catalogue, Response};

/// The largest answers file of one respondent, in bytes.
pub const MAX_TRANSCRIPT: usize = 1 << 20;

/// Something wrong with answers: where it stands, what it is, what to do.
///
/// Message and help may quote the file; they are escaped where they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands, where the format has places.
    pub place: Option<Place>,
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Fault {
    fn new(place: Option<Place>, message: impl Into<String>) -> Self {
        Self {
            place,
            message: message.into(),
            help: None,
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Where something stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// So many bytes from the start. Lines are counted only for the faults that are shown: a hostile file can hold a
    /// hundred thousand of them.
    Offset(usize),
    /// Line and column, both from 1.
    LineColumn(usize, usize),
}

impl Place {
    /// Returns line and column in this text, both from 1 and in characters.
    #[must_use]
    pub fn line_column(self, text: &str) -> (usize, usize) {
        match self {
            Self::LineColumn(line, column) => (line, column),
            Self::Offset(offset) => {
                let before = text.get(..offset).unwrap_or(text);
                let last_line = before.rsplit('\n').next().unwrap_or(before);
                (before.split('\n').count(), last_line.chars().count() + 1)
            }
        }
    }
}

/// One value of an answers file, before it is held against an item.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    /// Left empty: the item was skipped.
    Skipped,
    /// A whole number.
    Number(i64),
    /// Something else; how it was written.
    Other(String),
}

impl Value {
    /// Reads a text as people fill it in: empty, or a number.
    fn from_text(text: &str) -> Self {
        match text.trim() {
            "" => Self::Skipped,
            digits => digits
                .parse()
                .map_or_else(|_| Self::Other(format!("\"{digits}\"")), Self::Number),
        }
    }
}

/// A key with its value and place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Field {
    item: String,
    value: Value,
    place: Option<Place>,
}

/// Answers as they stand in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transcript {
    /// What the respondent is called, where there are many.
    id: Option<String>,
    catalogue: Option<(String, Option<Place>)>,
    version: Option<(String, Option<Place>)>,
    content: Content,
}

/// How the responses are written.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    /// By item id.
    Fields(Vec<Field>),
    /// One character an item, in the catalogue's order.
    Line(String),
}

/// The forms of an answers file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TranscriptFormat {
    /// `catalogue = "…"` and a table `[answers]`.
    Toml,
    /// The same as an object; or a saved assessment.
    Json,
    /// `catalogue@version:1-3…`.
    AnswerString,
}

impl TranscriptFormat {
    /// Tells the form from the content.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = text.trim_start();
        if text.starts_with('{')
            || text.starts_with('[') && text[1..].trim_start().starts_with(['{', '[', '"', ']'])
        {
            Self::Json
        } else if answer_string::looks_like_one(text) {
            Self::AnswerString
        } else {
            Self::Toml
        }
    }
}

impl Transcript {
    /// Reads the shape of an answers file.
    ///
    /// # Errors
    /// Every fault in the shape, in order of place.
    pub fn read(text: &str) -> Result<Self, Vec<Fault>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(vec![
                Fault::new(None, "the answers are empty")
                    .help("`rolefit form` writes a file to fill in"),
            ]);
        }
        match TranscriptFormat::of(text) {
            TranscriptFormat::Toml => toml::read(text),
            TranscriptFormat::Json => json::read(text),
            TranscriptFormat::AnswerString => answer_string::read(text.trim()),
        }
    }

    /// Returns the id of the catalogue that the answers name.
    #[must_use]
    pub fn catalogue_id(&self) -> Option<&str> {
        self.catalogue.as_ref().map(|(id, _)| id.as_str())
    }

    /// Returns what the respondent is called, if the answers say; only those in JSON do.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Returns the responses as [`Transcript::responses`] does, of which there must be one at least.
    ///
    /// # Errors
    /// Every fault at once: those of [`Transcript::responses`], or that nothing is answered.
    pub fn resolve(&self, catalogue: &Catalogue) -> Result<Vec<(usize, Response)>, Vec<Fault>> {
        let responses = self.responses(catalogue)?;
        if responses.is_empty() {
            return Err(vec![
                Fault::new(None, "nothing is answered")
                    .help("answer at least one item with its number"),
            ]);
        }
        Ok(responses)
    }

    /// Returns the responses, as (item, response) in the order of the file; skipped items are left out.
    ///
    /// # Errors
    /// Every fault at once: another catalogue or version, unknown or repeated items, values out of range.
    pub fn responses(&self, catalogue: &Catalogue) -> Result<Vec<(usize, Response)>, Vec<Fault>> {
        let mut faults = self.foreign(catalogue);
        let mut responses = Vec::new();
        match &self.content {
            // An answer string has no keys: against another version its digits would be given to the wrong items.
            Content::Line(_) if !faults.is_empty() => {}
            Content::Line(line) => responses = answer_string::resolve(line, catalogue, &mut faults),
            Content::Fields(fields) => {
                let ids: BTreeMap<&str, usize> = catalogue
                    .items
                    .iter()
                    .enumerate()
                    .map(|(index, item)| (item.id.as_str(), index))
                    .collect();
                let mut seen: BTreeMap<usize, Option<Place>> = BTreeMap::new();
                for field in fields {
                    let Some(&item) = ids.get(field.item.as_str()) else {
                        faults.push(unknown_item(field, catalogue));
                        continue;
                    };
                    if seen.insert(item, field.place).is_some() {
                        faults.push(
                            Fault::new(
                                field.place,
                                format!("item `{}` is answered twice", field.item),
                            )
                            .help("keep one of the answers"),
                        );
                        continue;
                    }
                    match response(field, item, catalogue) {
                        Ok(response) => responses.extend(response.map(|response| (item, response))),
                        Err(fault) => faults.push(fault),
                    }
                }
            }
        }
        if faults.is_empty() {
            Ok(responses)
        } else {
            Err(faults)
        }
    }

    fn foreign(&self, catalogue: &Catalogue) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let Some((id, place)) = self
            .catalogue
            .as_ref()
            .filter(|(id, _)| *id != catalogue.id)
        {
            let message = format!(
                "these answers are for catalogue `{id}`, not `{}`",
                catalogue.id
            );
            faults.push(Fault::new(*place, message).help(format!(
                "score them with `--catalogue` and the file of `{id}`"
            )));
        } else if let Some((version, place)) = self
            .version
            .as_ref()
            .filter(|(version, _)| *version != catalogue.version)
        {
            let message = format!(
                "these answers were given to version {version}, and this is version {}",
                catalogue.version
            );
            let help = "items may have changed between versions: check them against `rolefit form`, then change the version in the answers";
            faults.push(Fault::new(*place, message).help(help));
        }
        faults
    }
}

fn unknown_item(field: &Field, catalogue: &Catalogue) -> Fault {
    let fault = Fault::new(
        field.place,
        format!("catalogue `{}` has no item `{}`", catalogue.id, field.item),
    );
    match nearest_item(&field.item, catalogue) {
        Some(id) => fault.help(format!("did you mean `{id}`?")),
        None => fault.help("`rolefit form` lists every item"),
    }
}

/// Returns the item id that was probably meant.
pub(crate) fn nearest_item<'c>(name: &str, catalogue: &'c Catalogue) -> Option<&'c str> {
    catalogue
        .items
        .iter()
        .map(|item| {
            (
                strsim::jaro_winkler(name, item.id.as_str()),
                item.id.as_str(),
            )
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(similarity, _)| *similarity > 0.8)
        .map(|(_, id)| id)
}

fn response(field: &Field, item: usize, catalogue: &Catalogue) -> Result<Option<Response>, Fault> {
    let count = catalogue.bank.item(item).categories();
    let refused = |found: &str| {
        Fault::new(
            field.place,
            format!(
                "item `{}` takes a whole number from 1 to {count}, not {found}",
                field.item
            ),
        )
        .help("leave it out, or empty, to skip the item")
    };
    match &field.value {
        Value::Skipped => Ok(None),
        Value::Number(number) => usize::try_from(*number)
            .ok()
            .and_then(|number| catalogue.response(item, number))
            .map(Some)
            .ok_or_else(|| refused(&number.to_string())),
        Value::Other(found) => Err(refused(found)),
    }
}

/// Returns at most 60 characters of something that a message quotes.
fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
