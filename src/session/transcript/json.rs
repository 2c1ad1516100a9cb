//! Answers in JSON: the shape of the TOML, or a saved assessment, whose responses are taken.

use serde_json::{Map, Value as Json};

use crate::catalogue::toolkit::{misplaced, stand_in};
use crate::catalogue::{FileKind, is_id, similar};
use crate::model::{Length, StopReason};
use crate::session::{CHECKSUM, Seal, contradiction};

use super::faults::{Place::Key, key_at};
use super::unique::{Unique, key_twice, offset_of};
use super::value::{integer, not_a_seed, read_value, seed};
use super::{
    Content, Fault, Faults, Field, PersonName, Place, Transcript, Value, called, named, not_called,
    numbered, quoted, title,
};

/// Reads answers or a saved assessment, and the text under the key `beside`.
pub(super) fn read(text: &str, beside: Option<&str>) -> Result<Transcript, Faults> {
    let read: Unique = serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
    let Unique(mut json) = read;
    let Json::Object(document) = &mut json else {
        return Err(other(text).into());
    };
    let found = beside.and_then(|key| {
        let place = key_at(text, key).map(Place::Offset);
        Some((key, document.shift_remove(key)?, place))
    });
    let transcript = match document.get("schema") {
        Some(_) => saved_assessment(&json, text),
        None if !document.keys().any(|key| is_ours(key)) => Err(unwrapped(document).into()),
        None => answers(document, text),
    }?;
    let beside = match found {
        None | Some((_, Json::Null, _)) => None,
        Some((_, Json::String(text), place)) => Some((text, place)),
        Some((key, _, place)) => {
            let what = format!("`{}` must be a text", quoted(key));
            return Err(Fault::new(place, what).into());
        }
    };
    Ok(Transcript {
        beside,
        ..transcript
    })
}

/// Says why a text is not JSON. Only the place and the kind: the parser's own text may quote the file.
fn not_json(text: &str, error: &serde_json::Error) -> Fault {
    let at = offset_of(text, error);
    let place = Some(Place::of(text, at));
    match error.classify() {
        serde_json::error::Category::Eof => Fault::new(place, "the JSON ends too early")
            .help("the file was cut short: copy it again, or write it again where it came from"),
        serde_json::error::Category::Data => {
            let (key, place) = key_twice(text, error);
            Fault::new(
                Some(place),
                format!("the key `{}` stands twice", quoted(&key)),
            )
            .help("keep one of them")
        }
        _ if error.to_string().starts_with("number out of range") => {
            Fault::new(place, "this number is too large").help("write a whole number")
        }
        _ if error.to_string().starts_with("recursion limit") => {
            Fault::new(place, "lists and objects lie too deep in one another here")
        }
        _ if let Some(first) = first_of_lines(text) => several(&first),
        _ => misplaced_on(text, error.line()).unwrap_or_else(|| {
            let said = Fault::new(place, "this is not JSON");
            match remedy(text, at) {
                Some(help) => said.help(help),
                None => said,
            }
        }),
    }
}

/// What to do with what stands behind an object.
pub(crate) const ONE_OBJECT: &str = "one file holds one object: take what stands behind it out";

/// Says what to write where the parser stopped, at a slip of those who know TOML or another language better.
fn remedy(text: &str, at: usize) -> Option<&'static str> {
    let (before, after) = (text[..at].trim_end(), &text[at..]);
    let is_zero = text[..at].ends_with('0')
        && !text[..at - 1].ends_with(|one: char| one.is_ascii_digit() || ".eE".contains(one));
    let is_whole = || serde_json::from_str::<serde::de::IgnoredAny>(before).is_ok();
    match after.chars().next()? {
        '}' | ']' if before.ends_with(',') => Some("take the comma before it out"),
        '\'' => Some("write texts and keys in double quotes: `\"`"),
        '/' | '#' => Some("take the comment out: JSON has none"),
        '0'..='9' if is_zero => Some("write the number without a zero before it"),
        'A'..='Z' | 'a'..='z' | '-' | '+' | '.' if before.ends_with(':') => {
            Some("write a number, or `null` for an item that was skipped")
        }
        _ if is_whole() => Some(ONE_OBJECT),
        _ => None,
    }
}

/// Returns the first character on a line, outside of texts, that stands in for one that JSON is written with.
fn misplaced_on(text: &str, number: usize) -> Option<Fault> {
    let line = text.split('\n').nth(number.checked_sub(1)?)?;
    let (mut quoted, mut escaped) = (false, false);
    for (at, one) in line.chars().enumerate() {
        match one {
            _ if escaped => escaped = false,
            '\\' => escaped = quoted,
            '"' => quoted = !quoted,
            _ if quoted => {}
            _ => {
                if let Some(plain) = stand_in(one) {
                    let (message, help) = misplaced(one, plain);
                    let place = Place::LineColumn(number, at + 1);
                    return Some(Fault::new(Some(place), message).help(help));
                }
            }
        }
    }
    None
}

/// Whether a key is one that answers must have, or a slip of the pen for one. What has none was never meant for this.
fn is_ours(key: &str) -> bool {
    const KEYS: [&str; 2] = ["answers", "catalogue"];
    // A key longer than any id is no slip of the pen.
    KEYS.contains(&key) || quoted(key) == key && similar(key, KEYS).is_some()
}

/// What the schema of every result begins with; the major version follows.
const SCHEMA: &str = "rolefit/assessment@";
const VERSION: u64 = 1;

/// Whether a schema is that of a result which only a newer rolefit can read.
pub(crate) fn is_newer(schema: Option<&str>) -> bool {
    let version = schema.and_then(|schema| schema.strip_prefix(SCHEMA));
    version
        .and_then(|version| version.parse::<u64>().ok())
        .is_some_and(|version| version > VERSION)
}

/// Returns a result as it would be if this version had written it.
pub(crate) fn version_1(text: &str) -> Option<String> {
    let (before, after) = text.split_once(SCHEMA)?;
    let rest = after.trim_start_matches(|digit: char| digit.is_ascii_digit());
    Some(format!("{before}{SCHEMA}{VERSION}{rest}"))
}

/// Says that a file was written for something else.
fn foreign() -> Fault {
    Fault::new(None, "this is no rolefit result or answers file").help(
        "what can be read: a result in JSON, answers in TOML or JSON, an answer string; `rolefit form` writes answers to fill in",
    )
}

/// Says that an object is no answers, and how it would be some where it holds what may be answers to items.
fn unwrapped(document: &Map<String, Json>) -> Fault {
    let is_answer = |(key, value): (&String, &Json)| {
        let number = matches!(read_value(value), Value::Number(1..=9));
        number && key != "id" && is_id(key)
    };
    if document.iter().any(is_answer) {
        return foreign().help(
            "if its keys are items, put them into an object `answers`: `{\"id\": \"ana\", \"answers\": {\"an-item\": 3}}`",
        );
    }
    foreign()
}

/// Returns what finds the keys of `answers` in a text, one after the other. One that is written with an escape is not
/// found, nor is any behind it.
fn places(text: &str) -> impl FnMut(&str) -> Option<Place> {
    let mut from = Some(0);
    let mut find = move |key: &str| {
        let (start, key) = (from?, Json::from(key).to_string());
        let mut found = text[start..].match_indices(&key);
        let at = found.find_map(|(at, _)| {
            let end = start + at + key.len();
            let is_key = text[end..].trim_start().starts_with(':');
            is_key.then_some(start + at)
        });
        from = at.map(|at| at + key.len());
        at.map(Place::Offset)
    };
    find("answers");
    find
}

/// Returns the first object of a text that is JSON objects, one a line: its first two lines that say something are each one.
fn first_of_lines(text: &str) -> Option<Map<String, Json>> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let mut object = || serde_json::from_str::<Map<String, Json>>(lines.next()?).ok();
    let first = object()?;
    object().map(|_| first)
}

/// Says that a file holds several, one a line, and what reads them if they are answers.
fn several(first: &Map<String, Json>) -> Fault {
    let place = Some(Place::LineColumn(2, 1));
    let schema = first.get("schema").and_then(Json::as_str);
    if first.contains_key("answers") || schema.is_some_and(|schema| schema.starts_with(SCHEMA)) {
        let what = "there are several results or people in it, one a line, and this reads one";
        return Fault::new(place, what).help("`rolefit score --input ndjson FILE` reads them all");
    }
    let what = "there are several objects in it, one a line, and none is a result or answers";
    Fault::new(place, what).help("name the file that it was made of")
}

/// Says what a text is that is no object.
fn other(text: &str) -> Fault {
    match FileKind::of_other_form(text) {
        Some(kind @ FileKind::List) => {
            let (what, help) = kind.instead_of(FileKind::Answers.name());
            Fault::new(None, what).help(help)
        }
        _ => foreign(),
    }
}

fn answers(document: &Map<String, Json>, text: &str) -> Result<Transcript, Faults> {
    let mut transcript = Transcript::default();
    let mut faults = Faults::default();
    if !document.contains_key("answers") {
        faults.push(Fault::new(None, "there is no object `answers`"));
    }
    for (key, value) in document {
        match (key.as_str(), value) {
            ("catalogue", Json::String(id)) => {
                transcript.catalogue = Some((id.clone(), Some(Key("catalogue"))));
            }
            ("version", Json::String(version)) => {
                transcript.version = Some((version.clone(), Some(Key("version"))));
            }
            ("seed", Json::Number(number)) if seed(number).is_some() => {
                transcript.seed = seed(number);
            }
            ("seed", _) => faults.push(not_a_seed(Some(Key("seed")))),
            ("id", value) => transcript.id = faults.or_none(id(Some(value))),
            ("about", value) => transcript.about = faults.or_none(about(Some(value))),
            ("current_role", value) => {
                transcript.current_role = faults.or_none(current_role(Some(value)));
            }
            ("answers", Json::Object(answers)) => {
                let mut place = places(text);
                let fields = answers.iter().map(|(item, value)| Field {
                    item: item.clone(),
                    value: read_value(value),
                    position: None,
                    place: place(item),
                });
                transcript.content = Content::Fields(fields.collect());
            }
            ("catalogue" | "version" | "answers", _) => {
                let kind = if key == "answers" { "an object" } else { "a text" };
                let place = key_at(text, key).map(Place::Offset);
                faults.push(Fault::new(place, format!("`{key}` must be {kind}")));
            }
            (unknown, _) => faults.push_with(|is_first| {
                // A hostile file has a hundred thousand of them.
                let place = is_first.then(|| key_at(text, unknown).map(Place::Offset));
                Fault::new(place.flatten(), format!("unknown key `{}`", quoted(unknown))).help(
                    "answers have the keys `catalogue`, `version`, `id`, `about`, `current_role`, `seed` and `answers`",
                )
            }),
        }
    }
    faults.or(transcript)
}

/// Takes the responses out of an assessment; its other keys are additive and none of ours.
fn saved_assessment(document: &Json, text: &str) -> Result<Transcript, Faults> {
    let Some(schema) = document["schema"].as_str() else {
        let what = "the `schema` must be a text, as in `rolefit/assessment@1`";
        return Err(Fault::new(Some(Key("schema")), what).into());
    };
    if schema != "rolefit/assessment@1" {
        let found = quoted(schema);
        if is_newer(Some(&found)) {
            let what = format!("a newer rolefit has written it, as `{found}`");
            return Err(Fault::new(Some(Key("schema")), what)
                .help("update rolefit to read it")
                .into());
        }
        if !found.starts_with("rolefit/") {
            return Err(foreign().into());
        }
        let what = format!("the schema is `{found}`, and only `rolefit/assessment@1` can be read");
        let help = if found.starts_with(SCHEMA) {
            "another version of rolefit has written it"
        } else {
            "it holds no answers: give the answers, or the result that `rolefit score --format json` prints"
        };
        return Err(Fault::new(Some(Key("schema")), what).help(help).into());
    }
    let seal = seal(document, text);
    if seal == Seal::Broken {
        let what = "the result is not what was kept: its checksum does not fit";
        return Err(Fault::new(Some(Key(CHECKSUM)), what)
            .help("if you changed it yourself, take the line `checksum` out")
            .into());
    }
    let missing = |what: &str| Fault::new(None, format!("the saved assessment has no {what}"));
    let catalogue = document
        .get("catalogue")
        .ok_or_else(|| missing("`catalogue`"))?;
    let text = |key: &str| match catalogue.get(key) {
        None => Ok(None),
        Some(Json::String(text)) => Ok(Some(text.clone())),
        Some(_) => {
            let what = format!("the catalogue's `{key}` must be a text");
            Err(Fault::new(Some(Key("catalogue")), what))
        }
    };
    let responses = document
        .get("responses")
        .and_then(Json::as_array)
        .ok_or_else(|| missing("list `responses`"))?;
    let mut faults = Faults::default();
    let mut fields = Vec::with_capacity(responses.len());
    for (place, entry) in responses.iter().enumerate() {
        match response(entry) {
            Some(field) => fields.push(field),
            None => faults.push(Fault::new(
                Some(Key("responses")),
                format!(
                    "entry {} of `responses` needs an `item` and a `response`, and its `position` a number",
                    place + 1
                ),
            )),
        }
    }
    faults.or(Transcript {
        id: id(document.get("id"))?,
        catalogue: Some((
            text("id")?.ok_or_else(|| missing("catalogue id"))?,
            Some(Key("catalogue")),
        )),
        version: text("version")?.map(|version| (version, Some(Key("catalogue")))),
        hash: text("hash")?,
        asked: asked(document)?,
        about: about(document.get("about"))?,
        current_role: current_role(document.get("current_role"))?,
        contradiction: match seal {
            Seal::Missing => contradiction(document),
            Seal::Whole | Seal::Broken => None,
        },
        said: document["answer_string"].as_str().map(ToOwned::to_owned),
        content: Content::Fields(fields),
        ..Transcript::default()
    })
}

/// What to do with a result that contradicts itself.
pub(super) const AS_IT_WAS: &str = "take the result as it was; if you changed its answers yourself, give them as answers, without what they came to";

/// Looks at the seal of a result, whatever white space was changed.
fn seal(document: &Json, text: &str) -> Seal {
    match Seal::of(text) {
        Seal::Missing if document.get(CHECKSUM).is_some() => {
            let pretty = serde_json::to_string_pretty(document).unwrap_or_default();
            match Seal::of(&pretty) {
                Seal::Whole => Seal::Whole,
                Seal::Broken | Seal::Missing => Seal::Broken,
            }
        }
        seal => seal,
    }
}

/// Reads one response of a saved assessment, which holds those that were given and nothing that was skipped.
fn response(entry: &Json) -> Option<Field> {
    let given = |value: &Json| Some(read_value(value)).filter(|value| *value != Value::Skipped);
    let position = match entry.get("position") {
        None => None,
        Some(position) => Some(given(position)?),
    };
    Some(Field {
        item: entry.get("item")?.as_str()?.to_owned(),
        value: given(entry.get("response")?)?,
        position,
        place: None,
    })
}

/// Reads what the respondent is called: nothing where there is no id.
fn id(value: Option<&Json>) -> Result<Option<String>, Fault> {
    match value {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(id)) => called(id, Some(Key("id"))),
        Some(Json::Number(number)) => numbered(integer(number), Some(Key("id"))),
        Some(_) => Err(not_called(Some(Key("id")))),
    }
}

/// Reads whom the answers are about: nobody else where there is no name.
fn about(value: Option<&Json>) -> Result<Option<PersonName>, Fault> {
    match value {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(name)) => named(name, Some(Key("about"))).map(Some),
        Some(_) => Err(Fault::new(Some(Key("about")), "`about` must be a text")),
    }
}

/// Reads the title that the person has now: nothing where there is none.
fn current_role(value: Option<&Json>) -> Result<Option<(String, Option<Place>)>, Fault> {
    let place = Some(Key("current_role"));
    match value {
        None | Some(Json::Null) => Ok(None),
        Some(Json::String(id)) => title(id, place).map(Some),
        Some(_) => Err(Fault::new(place, "`current_role` must be a text")),
    }
}

/// Reads how the questionnaire went: nothing where the answers were given all at once.
fn asked(document: &Json) -> Result<Option<(Length, StopReason)>, Faults> {
    let Some(stopped) = document.get("stopped") else {
        return Ok(None);
    };
    let place = Some(Key("stopped"));
    let text = |key: &str| stopped.get(key).and_then(Json::as_str);
    match (text("length"), text("reason")) {
        (None, Some("given")) if stopped.get("length").is_none_or(Json::is_null) => Ok(None),
        (Some(length), Some(reason)) => {
            let asked = Length::from_name(length).zip(StopReason::from_name(reason));
            asked.map(Some).ok_or_else(|| {
                let (length, reason) = (quoted(length), quoted(reason));
                let what = format!(
                    "`stopped` says `{length}` and `{reason}`, which no questionnaire does"
                );
                Fault::new(place, what).into()
            })
        }
        _ => Err(Fault::new(place, "`stopped` takes a `length` and a `reason`").into()),
    }
}
