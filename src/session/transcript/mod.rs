//! Responses in files: TOML and JSON for one respondent, and the one-line answer string.
//!
//! Reading has two steps, for a file names its catalogue itself: [`Transcript::read`] takes the shape, and
//! [`Transcript::resolve`] holds it against the catalogue. Both report every fault at once. Nothing here opens a file.

mod answer_string;
mod faults;
mod form;
mod json;
mod toml;
mod unique;
mod value;

pub use answer_string::answer_string;
pub(crate) use faults::key_at;
pub use faults::{Fault, Faults, Place};
pub use form::Form;
pub(crate) use json::{ONE_OBJECT, is_newer, version_1};
pub(crate) use unique::{Unique, key_twice};
pub(crate) use value::{whole, whole_number};

use std::collections::BTreeMap;

use super::{CurrentRole, Given, PersonName, shown_responses};
use crate::catalogue::toolkit::shows_nothing;
use crate::catalogue::{Catalogue, builtin, is_id, similar};
use crate::model::{Length, StopReason};
use value::{MOST_EXACT, Value};

/// The largest answers file of one respondent, in bytes: as large as a catalogue, whose texts a form repeats.
pub const MAX_TRANSCRIPT: usize = 4 << 20;

/// What to do with a result of other questions.
const SHOWS_AND_ASKS: &str = "`rolefit report` shows what it says, if nothing in it is wrong; answer again with `rolefit take`, or name the catalogue as it was with \
     `--catalogue FILE`";

/// A key with its value and place.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Field {
    item: String,
    value: Value,
    /// Where it stood on the screen, where the file says so.
    position: Option<Value>,
    place: Option<Place>,
}

/// Answers as they stand in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Transcript {
    /// What the respondent is called, where there are many.
    id: Option<String>,
    catalogue: Option<(String, Option<Place>)>,
    version: Option<(String, Option<Place>)>,
    /// The hash of the catalogue that a saved assessment was made with.
    hash: Option<String>,
    /// The length that was asked for and why it ended, where a saved assessment says so.
    asked: Option<(Length, StopReason)>,
    /// The person whom somebody else answered about.
    about: Option<PersonName>,
    /// The title that the person has now, as it is written.
    current_role: Option<(String, Option<Place>)>,
    /// The seed of a form that an earlier version wrote, whose numbers count a situation's options as that form shows them;
    /// without it numbers are in the catalogue's order.
    seed: Option<u64>,
    /// How a saved assessment contradicts itself that carries no checksum.
    contradiction: Option<String>,
    /// The answer string of a saved assessment, which says the answers once more.
    said: Option<String>,
    /// What stands under a key that is none of ours, where it was asked for.
    beside: Option<(String, Option<Place>)>,
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

impl Default for Content {
    fn default() -> Self {
        Self::Fields(Vec::new())
    }
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
        // A list is no answers, but it is JSON and told as such: `[1]` is a table of TOML with nothing in it.
        let is_list = || serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        if text.starts_with('{')
            || text.starts_with('[')
                && (text[1..].trim_start().starts_with(['{', '[', '"', ']']) || is_list())
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
    pub fn read(text: &str) -> Result<Self, Faults> {
        Self::read_beside(text, None)
    }

    /// Reads an answers file as [`Transcript::read`] does, which may hold a text under one more key: the known role of
    /// somebody in a study.
    ///
    /// # Errors
    /// Every fault in the shape, in order of place.
    pub fn read_beside(text: &str, key: Option<&str>) -> Result<Self, Faults> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(Fault::new(None, "the answers are empty")
                .help("`rolefit form` writes a file to fill in")
                .into());
        }
        if text.trim_start().starts_with('<') {
            return Err(Fault::new(None, "this is a page, which cannot be read back")
                .help("give the result in JSON, as `rolefit history show ID -o result.json` writes it, or the answers")
                .into());
        }
        match TranscriptFormat::of(text) {
            TranscriptFormat::Toml => toml::read(text, key),
            TranscriptFormat::Json => json::read(text, key),
            TranscriptFormat::AnswerString => answer_string::read(text.trim()),
        }
    }

    /// Returns the id of the catalogue that the answers name.
    #[must_use]
    pub fn catalogue_id(&self) -> Option<&str> {
        self.catalogue.as_ref().map(|(id, _)| id.as_str())
    }

    /// Returns the version of the catalogue that the answers name.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.version.as_ref().map(|(version, _)| version.as_str())
    }

    /// Returns the hash of the catalogue that the answers name; only a saved assessment does.
    #[must_use]
    pub fn hash(&self) -> Option<&str> {
        self.hash.as_deref()
    }

    /// Returns what the respondent is called, if the answers say.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Returns what stands under the key that [`Transcript::read_beside`] was asked for, if it is there.
    #[must_use]
    pub fn beside(&self) -> Option<(&str, Option<Place>)> {
        let (text, place) = self.beside.as_ref()?;
        Some((text, *place))
    }

    /// Returns whom the answers are about, where somebody else than that person gave them.
    #[must_use]
    pub fn about(&self) -> Option<&PersonName> {
        self.about.as_ref()
    }

    /// Returns the title that the person has now, if the answers name one that the catalogue knows.
    #[must_use]
    pub fn current_role(&self, catalogue: &Catalogue) -> Option<CurrentRole> {
        let (id, _) = self.current_role.as_ref()?;
        CurrentRole::named(catalogue, id)
    }

    /// Returns the length of the questionnaire that the answers came from and why it ended, if they say; only a saved
    /// assessment does.
    #[must_use]
    pub fn asked(&self) -> Option<(Length, StopReason)> {
        self.asked
    }

    /// Returns the responses as [`Transcript::responses`] does, of which there must be one at least.
    ///
    /// # Errors
    /// Every fault at once: those of [`Transcript::responses`], or that nothing is answered.
    pub fn resolve(&self, catalogue: &Catalogue) -> Result<Vec<Given>, Faults> {
        let answers = self.given(catalogue)?;
        if answers.is_empty() {
            return Err(Fault::new(None, "nothing is answered")
                .help("answer at least one item with its number")
                .into());
        }
        self.consistent(answers, catalogue)
    }

    /// Returns the responses in the order of the file; skipped items are left out.
    ///
    /// # Errors
    /// Every fault at once: another catalogue or version, unknown or repeated items, values out of range; or that a saved
    /// assessment contradicts itself.
    pub fn responses(&self, catalogue: &Catalogue) -> Result<Vec<Given>, Faults> {
        self.consistent(self.given(catalogue)?, catalogue)
    }

    fn given(&self, catalogue: &Catalogue) -> Result<Vec<Given>, Faults> {
        let mut faults = Faults::default();
        if let Some(fault) = self.foreign(catalogue) {
            faults.push(fault);
            // Of another catalogue every item is unknown, which says nothing more.
            if self.catalogue_id().is_some_and(|id| id != catalogue.id) {
                return Err(faults);
            }
        }
        if let Some((id, place)) = &self.current_role
            && self.current_role(catalogue).is_none()
        {
            faults.push(no_current_role(id, *place, catalogue));
        }
        let answers = match &self.content {
            // An answer string has no keys: against another version its digits would be given to the wrong items.
            Content::Line(_) if !faults.is_empty() => Vec::new(),
            Content::Line(line) => answer_string::resolve(line, catalogue, &mut faults),
            Content::Fields(fields) => self.resolve_fields(fields, catalogue, &mut faults),
        };
        faults.or(answers)
    }

    fn consistent(&self, answers: Vec<Given>, catalogue: &Catalogue) -> Result<Vec<Given>, Faults> {
        match self.contradicts(&answers, catalogue) {
            Some(how) => {
                let fault = Fault::new(None, format!("it contradicts itself: {how}"));
                Err(fault.help(json::AS_IT_WAS).into())
            }
            None => Ok(answers),
        }
    }

    /// Returns how a saved assessment says something else than that these are the answers.
    fn contradicts(&self, answers: &[Given], catalogue: &Catalogue) -> Option<String> {
        let given = answers.iter().map(|answer| (answer.item, answer.response));
        let differs = |said: &String| *said != answer_string(catalogue, given);
        self.contradiction.clone().or_else(|| {
            let differs = self.said.as_ref().is_some_and(differs);
            differs.then(|| "its answers are not those of its answer string".to_owned())
        })
    }

    fn resolve_fields(
        &self,
        fields: &[Field],
        catalogue: &Catalogue,
        faults: &mut Faults,
    ) -> Vec<Given> {
        let ids: BTreeMap<&str, usize> = catalogue
            .items
            .iter()
            .enumerate()
            .map(|(index, item)| (item.id.as_str(), index))
            .collect();
        let mut seen = vec![false; catalogue.items.len()];
        let mut answers = Vec::new();
        for field in fields {
            let Some(&item) = ids.get(field.item.as_str()) else {
                faults.push_with(|helped| unknown_item(field, catalogue, helped));
                continue;
            };
            if std::mem::replace(&mut seen[item], true) {
                faults.push(
                    Fault::new(
                        field.place,
                        format!("item `{}` is answered twice", field.item),
                    )
                    .help("keep one of the answers"),
                );
                continue;
            }
            match self.answer(field, item, catalogue) {
                Ok(answer) => answers.extend(answer),
                Err(fault) => faults.push(fault),
            }
        }
        answers
    }

    fn answer(
        &self,
        field: &Field,
        item: usize,
        catalogue: &Catalogue,
    ) -> Result<Option<Given>, Fault> {
        let count = catalogue.bank.item(item).categories();
        let refused = |what: &str, found: &str| {
            Fault::new(
                field.place,
                format!(
                    "{what} `{}` takes a whole number from 1 to {count}, not {found}",
                    field.item
                ),
            )
        };
        let skip = "leave it out, or empty, to skip the item";
        let number = match field.value.number(count) {
            None => return Ok(None),
            Some(number) => number.map_err(|found| refused("item", &found).help(skip))?,
        };
        let position = match field
            .position
            .as_ref()
            .and_then(|value| value.number(count))
        {
            None => number,
            Some(position) => position.map_err(|found| refused("the position of item", &found))?,
        };
        let number = match self.seed {
            Some(seed) => shown_responses(&catalogue.items[item].content, seed, item)[number - 1],
            None => number,
        };
        let response = catalogue
            .response(item, number)
            .expect("the number lies within the item's responses");
        Ok(Some(Given {
            item,
            response,
            position,
        }))
    }

    /// Returns why the answers are not to this catalogue, if they are not.
    fn foreign(&self, catalogue: &Catalogue) -> Option<Fault> {
        if let Some((id, place)) = &self.catalogue
            && *id != catalogue.id
        {
            let id = quoted(id);
            let message = format!(
                "these answers are for catalogue `{id}`, not `{}`",
                catalogue.id
            );
            let help = match builtin::find(&id) {
                Some(_) => format!("`--catalogue {id}` reads them"),
                None => format!("read them with `--catalogue` and the id or the file of `{id}`"),
            };
            return Some(Fault::new(*place, message).help(help));
        }
        if let Some((version, place)) = &self.version
            && *version != catalogue.version
        {
            let (given, now) = (quoted(version), &catalogue.version);
            if self.hash.is_some() {
                let message = format!(
                    "this result was answered for version {given}, and this is version {now}: its questions are others, so \
                     it is not scored again"
                );
                return Some(Fault::new(*place, message).help(SHOWS_AND_ASKS));
            }
            let message =
                format!("these answers were given to version {given}, and this is version {now}");
            let help = format!(
                "items may have changed between versions: check them against `rolefit form{}`, then change the version in the answers",
                catalogue.option()
            );
            return Some(Fault::new(*place, message).help(help));
        }
        let hash = self.hash.as_ref().filter(|hash| **hash != catalogue.hash)?;
        let message = format!(
            "the catalogue has changed since, so this result is not scored again: its hash was `{}` and is `{}`",
            quoted(hash),
            catalogue.hash
        );
        Some(Fault::new(None, message).help(SHOWS_AND_ASKS))
    }
}

/// Says that a title is none of the catalogue's.
fn no_current_role(id: &str, place: Option<Place>, catalogue: &Catalogue) -> Fault {
    let what = format!(
        "catalogue `{}` has no role `{}`, which `current_role` names",
        catalogue.id,
        quoted(id)
    );
    let known = catalogue.role_ids();
    let fault = Fault::new(place, what);
    match similar(id, known) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None => fault.help("it is the id of a role, or `other`; leave it out if nobody knows"),
    }
}

/// What stands beside answers, and not among them.
const OF_THE_TOP: [&str; 6] = [
    "catalogue",
    "version",
    "id",
    "about",
    "current_role",
    "seed",
];

fn unknown_item(field: &Field, catalogue: &Catalogue, helped: bool) -> Fault {
    let fault = Fault::new(
        field.place,
        format!(
            "catalogue `{}` has no item `{}`",
            catalogue.id,
            quoted(&field.item)
        ),
    );
    // A key longer than any id is no slip of the pen.
    if !helped || quoted(&field.item) != field.item {
        return fault;
    }
    if OF_THE_TOP.contains(&&*field.item) {
        return fault.help("it says what the answers are: move it above them, out of `answers`");
    }
    match nearest_item(&field.item, catalogue) {
        Some(id) => fault.help(format!("did you mean `{id}`?")),
        None => fault.help(format!(
            "`rolefit form{}` lists every item",
            catalogue.option()
        )),
    }
}

/// Returns the item id that was probably meant.
pub(crate) fn nearest_item<'c>(name: &str, catalogue: &'c Catalogue) -> Option<&'c str> {
    similar(name, catalogue.item_ids())
}

/// The longest id of a respondent, in characters.
pub(crate) const LONGEST_ID: usize = 256;

/// Reads what a respondent is called: nothing where that is left blank.
fn called(id: &str, place: Option<Place>) -> Result<Option<String>, Fault> {
    if id.chars().nth(LONGEST_ID).is_some() {
        let what = format!("the id is longer than {LONGEST_ID} characters");
        return Err(Fault::new(place, what).help("use a shorter one"));
    }
    // As in a cell of a table.
    Ok((!shows_nothing(id)).then(|| id.trim().to_owned()))
}

/// Reads what a respondent is called, where that is a number.
fn numbered(id: Option<i64>, place: Option<Place>) -> Result<Option<String>, Fault> {
    let id = id.and_then(|id| u64::try_from(id).ok());
    match id.filter(|id| *id <= MOST_EXACT) {
        Some(id) => Ok(Some(id.to_string())),
        None => Err(not_called(place)),
    }
}

fn not_called(place: Option<Place>) -> Fault {
    Fault::new(
        place,
        format!("`id` must be a text or a whole number from 0 to {MOST_EXACT}"),
    )
    .help("put it in quotes")
}

/// Reads whom answers are about.
fn named(name: &str, place: Option<Place>) -> Result<PersonName, Fault> {
    PersonName::new(name).map_err(|error| {
        Fault::new(place, format!("the name in `about` {error}"))
            .help("it is what the person is called, in 64 characters at most")
    })
}

/// Reads the title that somebody has now; whether the catalogue knows it is another question.
fn title(id: &str, place: Option<Place>) -> Result<(String, Option<Place>), Fault> {
    if is_id(id) {
        return Ok((id.to_owned(), place));
    }
    let what = "`current_role` takes the id of a role, or `other`";
    Err(Fault::new(place, what).help("leave it out if nobody knows"))
}

/// Returns at most 64 characters, as many as an id may have, of something that a message quotes.
fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(64).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
