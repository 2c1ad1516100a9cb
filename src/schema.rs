//! JSON Schema (draft-07), by which an editor completes and checks a file while it is written. Each format describes
//! itself beside its reader, with the reader's own limits and words; here is only what they have in common.

use serde_json::{Map, Value, json};

/// A key of a table, and what it holds.
pub(crate) struct Key {
    name: &'static str,
    needed: bool,
    shape: Value,
}

/// Describes a key that must be there.
pub(crate) fn needed(name: &'static str, about: &str, shape: Value) -> Key {
    Key {
        name,
        needed: true,
        shape: described(about, shape),
    }
}

/// Describes a key that may be left out.
pub(crate) fn optional(name: &'static str, about: &str, shape: Value) -> Key {
    Key {
        needed: false,
        ..needed(name, about, shape)
    }
}

/// Describes a table that has these keys and no other.
pub(crate) fn table(about: &str, keys: Vec<Key>) -> Value {
    let mut table = open_table(about, keys);
    table["additionalProperties"] = false.into();
    table
}

/// Describes an object that has these keys, and may have others in a later version.
pub(crate) fn open_table(about: &str, keys: Vec<Key>) -> Value {
    let needed: Vec<&str> = keys
        .iter()
        .filter(|key| key.needed)
        .map(|key| key.name)
        .collect();
    let mut table = described(about, json!({ "type": "object" }));
    if !needed.is_empty() {
        table["required"] = json!(needed);
    }
    table["properties"] = keys
        .into_iter()
        .map(|key| (key.name.to_owned(), key.shape))
        .collect::<Map<_, _>>()
        .into();
    table
}

/// Describes a list of `least` to `most` entries.
pub(crate) fn list(entry: Value, least: usize, most: usize) -> Value {
    let mut list = endless_list(entry);
    if least > 0 {
        list["minItems"] = least.into();
    }
    list["maxItems"] = most.into();
    list
}

/// Describes a list of any length.
pub(crate) fn endless_list(entry: Value) -> Value {
    let list = [("type", Value::from("array")), ("items", entry)];
    list.map(|(key, shape)| (key.to_owned(), shape))
        .into_iter()
        .collect::<Map<_, _>>()
        .into()
}

/// Describes a number within bounds.
pub(crate) fn number(least: f64, most: f64) -> Value {
    json!({ "type": "number", "minimum": least, "maximum": most })
}

/// Describes a whole number within bounds.
pub(crate) fn whole(least: i64, most: i64) -> Value {
    json!({ "type": "integer", "minimum": least, "maximum": most })
}

/// Describes one of some words.
pub(crate) fn word<'w>(words: impl IntoIterator<Item = &'w str>) -> Value {
    json!({ "enum": words.into_iter().collect::<Vec<_>>() })
}

/// Describes what is defined under a name. What stands beside a bare reference would not count, so it is wrapped.
pub(crate) fn defined(name: &str) -> Value {
    json!({ "allOf": [{ "$ref": format!("#/definitions/{name}") }] })
}

/// Says what keys a table must and may not have where one key holds a word.
pub(crate) fn where_word(
    key: &str,
    word: &str,
    needed: &[&str],
    properties: Map<String, Value>,
) -> Value {
    let mut then = Map::new();
    if !needed.is_empty() {
        then.insert("required".to_owned(), json!(needed));
    }
    if !properties.is_empty() {
        then.insert("properties".to_owned(), properties.into());
    }
    json!({
        "if": { "properties": { key: { "const": word } }, "required": [key] },
        "then": then,
    })
}

/// Returns the file of a schema: the shape of a whole file under its title, with what it refers to.
pub(crate) fn page(title: &str, root: Value, definitions: Value) -> String {
    let mut page = json!({ "$schema": "http://json-schema.org/draft-07/schema#", "title": title });
    let into = page.as_object_mut().expect("a page is an object");
    if let Value::Object(root) = root {
        into.extend(root);
    }
    into.insert("definitions".to_owned(), definitions);
    serde_json::to_string_pretty(&page).expect("words and numbers are always JSON") + "\n"
}

fn described(about: &str, shape: Value) -> Value {
    let mut described = Map::new();
    described.insert("description".to_owned(), about.into());
    if let Value::Object(shape) = shape {
        described.extend(shape);
    }
    described.into()
}
