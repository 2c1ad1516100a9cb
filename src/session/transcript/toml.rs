//! Answers in TOML, the form for people.

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use crate::catalogue::FileKind;
use crate::catalogue::toolkit::{LESS, crowded, in_words, slip, too_crowded};

use super::value::{not_a_seed, whole_seed};
use super::{
    Content, Fault, Faults, Field, Place, Transcript, Value, called, named, not_called, numbered,
    quoted, title, whole,
};

/// What to write where an answer was left out.
const EMPTY: &str = "write the number of the answer, or `\"\"` to skip the item";

/// The largest file of which every syntax error is told, in bytes.
const MAX_RECOVERED: usize = 1 << 16;

/// Reads answers, and the text under the key `beside`.
pub(super) fn read(text: &str, beside: Option<&str>) -> Result<Transcript, Faults> {
    let table = parse(text)?;
    if let Some((kind, at)) = FileKind::Answers.other(table.get_ref()) {
        let (what, help) = kind.instead_of(FileKind::Answers.name());
        return Err(Fault::new(Some(Place::Offset(at.start)), what)
            .help(help)
            .into());
    }
    let mut transcript = Transcript::default();
    let mut faults = Vec::new();
    let mut answered = false;
    for (key, value) in table.get_ref() {
        let at = Some(Place::Offset(value.span().start));
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("catalogue", DeValue::String(id)) => transcript.catalogue = Some((id.to_string(), at)),
            ("version", DeValue::String(version)) => {
                transcript.version = Some((version.to_string(), at));
            }
            ("about", DeValue::String(name)) => {
                transcript.about = named(name, at).map_err(|fault| faults.push(fault)).ok();
            }
            ("current_role", DeValue::String(id)) => {
                transcript.current_role = title(id, at).map_err(|fault| faults.push(fault)).ok();
            }
            ("seed", DeValue::Integer(number))
                if u64::from_str_radix(number.as_str(), number.radix()).is_ok() =>
            {
                transcript.seed = u64::from_str_radix(number.as_str(), number.radix()).ok();
            }
            ("seed", DeValue::Float(number)) if seed(number.as_str()).is_some() => {
                transcript.seed = seed(number.as_str());
            }
            ("seed", _) => faults.push(not_a_seed(at)),
            ("id", value) => match id(value, at) {
                Ok(id) => transcript.id = id,
                Err(fault) => faults.push(fault),
            },
            ("answers", DeValue::Table(answers)) => {
                answered = true;
                transcript.content = Content::Fields(fields(answers));
            }
            (key, DeValue::String(text)) if Some(key) == beside => {
                transcript.beside = Some((text.to_string(), at));
            }
            (name, other)
                if matches!(name, "catalogue" | "version" | "about" | "current_role")
                    || Some(name) == beside =>
            {
                faults.push(Fault::new(
                    at,
                    format!(
                        "`{}` is a text in quotes, not {}",
                        key.get_ref(),
                        other.type_str()
                    ),
                ));
            }
            ("answers", other) => {
                faults.push(Fault::new(
                    at,
                    format!("`answers` is a table, not {}", other.type_str()),
                ));
            }
            (unknown, _) => {
                let at = Some(Place::Offset(key.span().start));
                faults.push(
                    Fault::new(at, format!("unknown key `{}`", quoted(unknown))).help(
                        "answers have the keys `catalogue`, `version`, `id`, `about`, `current_role` and `seed`, and the table `[answers]`",
                    ),
                );
            }
        }
    }
    faults.sort_by_key(|fault| fault.place);
    if !answered && faults.is_empty() {
        faults.push(
            Fault::new(None, "there is no table `[answers]`")
                .help("`rolefit form` writes a file to fill in"),
        );
    }
    if faults.is_empty() {
        Ok(transcript)
    } else {
        Err(faults.into())
    }
}

/// Reads what the respondent is called.
fn id(value: &DeValue<'_>, at: Option<Place>) -> Result<Option<String>, Fault> {
    match value {
        DeValue::String(id) => called(id, at),
        DeValue::Integer(number) => numbered(
            i64::from_str_radix(number.as_str(), number.radix()).ok(),
            at,
        ),
        DeValue::Float(number) => numbered(float(number.as_str()).and_then(whole), at),
        _ => Err(not_called(at)),
    }
}

/// Reads a number with a point or an exponent.
fn float(written: &str) -> Option<f64> {
    written
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

fn seed(written: &str) -> Option<u64> {
    whole_seed(float(written)?)
}

/// Parses the file; of a large one that is not TOML only the first place is told, for it may hold any number of them.
fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, Faults> {
    let place = |error: &::toml::de::Error| error.span().map_or(0, |span| span.start);
    let fault = |error: &::toml::de::Error| {
        if let Some(slip) = slip(text, place(error), EMPTY) {
            return Fault::new(Some(Place::Offset(slip.at.start)), slip.message).help(slip.help);
        }
        let at = Some(Place::Offset(place(error)));
        match in_words(error.message()) {
            Some((what, help)) => Fault::new(at, what).help(help),
            None => Fault::new(at, quoted(error.message())),
        }
    };
    if let Some(at) = crowded(text) {
        return Err(Fault::new(Some(Place::Offset(at)), too_crowded())
            .help(LESS)
            .into());
    }
    if text.len() > MAX_RECOVERED {
        return DeTable::parse(text)
            .map_err(|error| foreign(text).unwrap_or_else(|| fault(&error)).into());
    }
    let (table, mut errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(table);
    }
    errors.sort_by_key(place);
    if let Some(fault) = foreign(text) {
        return Err(fault.into());
    }
    let mut faults: Vec<Fault> = errors.iter().map(fault).collect();
    // The parser may stumble several times over one slip.
    faults.dedup_by(|again, first| {
        let (Some(Place::Offset(start)), Some(Place::Offset(end))) = (first.place, again.place)
        else {
            return false;
        };
        let between = text.get(start..end);
        again.message == first.message && between.is_some_and(|between| !between.contains('\n'))
    });
    Err(faults.into())
}

/// Returns one fault for a text that was never meant as answers, in place of one for each of its lines: its first line
/// that says something holds neither a key with a value nor the head of a table.
fn foreign(text: &str) -> Option<Fault> {
    let mut start = 0;
    let mut lines = text.split_inclusive('\n').map(|line| {
        let place = start;
        start += line.len();
        (place, line.trim())
    });
    let (place, line) = lines.find(|(_, line)| !line.is_empty() && !line.starts_with('#'))?;
    if line.contains('=') || line.starts_with('[') {
        return None;
    }
    let fault = Fault::new(
        Some(Place::Offset(place)),
        "this is no answers file: a line of one is `item = number`, or `[answers]`",
    );
    Some(if line.contains('\t') {
        fault.help(
            "this looks like a table whose columns are separated by tabs: save it with commas, and \
             `rolefit score FILE.csv` reads a row for each person",
        )
    } else if line.contains(',') && !line.contains(", ") {
        fault.help("a table with a row for each of many people goes to `rolefit score FILE.csv`")
    } else if line.contains('@') && line.contains(':') {
        fault.help("a file holds one answer string, alone and without quotes")
    } else {
        fault.help("`rolefit form` writes one to fill in")
    })
}

fn fields(answers: &DeTable<'_>) -> Vec<Field> {
    let mut fields: Vec<(usize, Field)> = answers
        .iter()
        .map(|(key, value)| {
            let start = key.span().start;
            let value = match value.get_ref() {
                DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                    .map_or_else(|_| Value::Other(quoted(number.as_str())), Value::Number),
                DeValue::String(filled) => Value::from_text(filled),
                DeValue::Float(number) => match float(number.as_str()) {
                    Some(value) => Value::from_float(value, number.as_str()),
                    None => Value::Other(quoted(number.as_str())),
                },
                other => Value::Other(format!(
                    "{} {}",
                    article(other.type_str()),
                    other.type_str()
                )),
            };
            (
                start,
                Field {
                    item: key.get_ref().to_string(),
                    value,
                    position: None,
                    place: Some(Place::Offset(start)),
                },
            )
        })
        .collect();
    // The table is ordered by key; people look for faults in the order of the file.
    fields.sort_by_key(|(start, _)| *start);
    fields.into_iter().map(|(_, field)| field).collect()
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}
