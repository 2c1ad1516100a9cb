//! An answers file as a JSON Schema: the shape of the TOML and of the JSON in one, for they differ in two keys.

use serde_json::{Value, json};

use crate::catalogue::toolkit::text_definitions;
use crate::model::MAX_CATEGORIES;
use crate::schema::{defined, needed, optional, page, table};

/// Returns the JSON Schema (draft-07) of one person's answers, in TOML or in JSON.
///
/// Which items there are, and how many responses each has, is the catalogue's to say: [`super::Transcript::resolve`]
/// holds the answers against it.
#[must_use]
pub fn answers_schema() -> String {
    let root = table(
        "One person's answers. `rolefit form` writes a file to fill in, `rolefit score FILE` reads it.",
        vec![
            optional(
                "catalogue",
                "The id of the catalogue that was answered.",
                defined("id"),
            ),
            optional(
                "version",
                "The version of the catalogue that was answered.",
                defined("version"),
            ),
            optional(
                "seed",
                "In TOML: the seed by which the form shuffled the options of situations. With it their numbers count as in the form.",
                json!({ "type": "integer", "minimum": 0 }),
            ),
            optional(
                "id",
                "In JSON: what the respondent is called.",
                json!({ "type": ["string", "integer", "null"], "minimum": 0 }),
            ),
            needed(
                "answers",
                "The number of the answer for each item id; empty or left out is skipped.",
                answers(),
            ),
        ],
    );
    let definitions = text_definitions()
        .into_iter()
        .filter(|(name, _)| name != "text")
        .collect();
    page("rolefit answers", root, Value::Object(definitions))
}

fn answers() -> Value {
    json!({
        "type": "object",
        "propertyNames": defined("id"),
        "additionalProperties": {
            "description": "The number of the answer, counted from 1; empty for an item that is skipped.",
            "anyOf": [
                { "type": "integer", "minimum": 1, "maximum": MAX_CATEGORIES },
                { "type": "string", "pattern": format!(r"^\s*\+?0*[1-{MAX_CATEGORIES}]?\s*$") },
                { "type": "null" },
            ],
        },
    })
}
