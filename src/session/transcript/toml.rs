//! Answers in TOML, the form for people.

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use crate::catalogue::toolkit::{LESS, crowded, too_crowded};

use super::{Content, Fault, Faults, Field, Place, Transcript, Value, named, quoted};

/// The largest file of which every syntax error is told, in bytes.
const MAX_RECOVERED: usize = 1 << 16;

/// Reads answers, and the text under the key `beside`.
pub(super) fn read(text: &str, beside: Option<&str>) -> Result<Transcript, Faults> {
    let table = parse(text)?;
    let mut transcript = Transcript {
        id: None,
        catalogue: None,
        version: None,
        hash: None,
        asked: None,
        about: None,
        seed: None,
        beside: None,
        content: Content::Fields(Vec::new()),
    };
    let mut faults = Vec::new();
    let mut answered = false;
    for (key, value) in table.get_ref() {
        let at = Some(Place::Offset(value.span().start));
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("catalogue", DeValue::String(id)) => transcript.catalogue = Some((id.to_string(), at)),
            ("version", DeValue::String(version)) => {
                transcript.version = Some((version.to_string(), at));
            }
            ("about", DeValue::String(name)) => match named(name, at) {
                Ok(name) => transcript.about = Some(name),
                Err(fault) => faults.push(fault),
            },
            ("seed", DeValue::Integer(number))
                if u64::from_str_radix(number.as_str(), number.radix()).is_ok() =>
            {
                transcript.seed = u64::from_str_radix(number.as_str(), number.radix()).ok();
            }
            ("seed", _) => {
                let what = "`seed` is the whole number, 0 or above, that the form was written with";
                faults.push(Fault::new(at, what));
            }
            ("answers", DeValue::Table(answers)) => {
                answered = true;
                transcript.content = Content::Fields(fields(answers));
            }
            (key, DeValue::String(text)) if Some(key) == beside => {
                transcript.beside = Some((text.to_string(), at));
            }
            (name, other)
                if matches!(name, "catalogue" | "version" | "about") || Some(name) == beside =>
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
                        "answers have the keys `catalogue`, `version`, `about` and `seed`, and the table `[answers]`",
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

/// Parses the file; of a large one that is not TOML only the first place is told, for it may hold any number of them.
fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, Faults> {
    let place = |error: &::toml::de::Error| error.span().map_or(0, |span| span.start);
    let fault = |error: &::toml::de::Error| {
        Fault::new(Some(Place::Offset(place(error))), quoted(error.message()))
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
    Err(errors.iter().map(fault).collect::<Vec<_>>().into())
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
    Some(if line.contains(',') && !line.contains(", ") {
        fault.help("a table with a row for each of many people goes to `rolefit score FILE.csv`")
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
