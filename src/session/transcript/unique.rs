//! JSON that says everything once.

use serde_json::{Map, Value as Json};

use super::Place;

/// JSON in which no object has a key twice: the parser alone would keep the last one in silence.
#[derive(Debug)]
pub(crate) struct Unique(pub(crate) Json);

impl<'de> serde::Deserialize<'de> for Unique {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueVisitor).map(Unique)
    }
}

struct UniqueVisitor;

impl<'de> serde::de::Visitor<'de> for UniqueVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut sequence: A) -> Result<Json, A::Error> {
        let mut values = Vec::new();
        while let Some(Unique(value)) = sequence.next_element()? {
            values.push(value);
        }
        Ok(Json::Array(values))
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut object = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            // Before its value is read, so that the place is that of the key.
            if object.contains_key(&key) {
                return Err(serde::de::Error::custom("duplicate key"));
            }
            let Unique(value) = map.next_value()?;
            object.insert(key, value);
        }
        Ok(Json::Object(object))
    }
}

/// Returns the offset of the last character that the parser looked at.
pub(super) fn offset_of(text: &str, error: &serde_json::Error) -> usize {
    let lines = text.split_inclusive('\n');
    let before = lines.take(error.line().saturating_sub(1));
    let start: usize = before.map(str::len).sum();
    let at = start + error.column().saturating_sub(1);
    let mut ends = (0..=at.min(text.len())).rev();
    ends.find(|at| text.is_char_boundary(*at))
        .unwrap_or_default()
}

/// Returns the key that stands twice where reading [`Unique`] failed at data, and where it stands the second time.
pub(crate) fn key_twice(text: &str, error: &serde_json::Error) -> (String, Place) {
    let at = offset_of(text, error);
    let is_bare = |quote: &usize| {
        let slashes = text[..*quote]
            .bytes()
            .rev()
            .take_while(|byte| *byte == b'\\');
        slashes.count() % 2 == 0
    };
    // The key was read last, but for its colon and the white space before that.
    let end = text.len().min(at + 1);
    let quotes = text.as_bytes()[..end].iter().enumerate().rev();
    let quotes = quotes
        .filter(|(_, byte)| **byte == b'"')
        .map(|(quote, _)| quote);
    let mut quotes = quotes.filter(is_bare);
    let (end, start) = quotes.next().zip(quotes.next()).unwrap_or_default();
    let key = serde_json::from_str(&text[start..=end]).unwrap_or_default();
    (key, Place::of(text, start))
}
