//! The catalogue's file as a JSON Schema. Every key, limit and word is the reader's; tests hold the two against each other.

mod tables;

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::Status;
use super::document::{
    FORMAT, MAX_ITEMS, MAX_MOVES, MAX_ROLES, MAX_SOURCES, MAX_TRAITS, STATUSES, SUBJECTS,
};
use super::is_dangerous;
use super::text::{MAX_ID, MAX_TEXT};
use super::validate::{MIN_ITEMS, MIN_ROLES, MIN_TRAITS};
use crate::schema::{defined, list, needed, optional, page, table, where_word, word};
use tables::{claim, evidence, item, move_, role, source, team, trait_};

/// Returns the JSON Schema (draft-07) of a catalogue's file.
///
/// It says what can be said of one key, or of one table: what lies between tables, such as an item whose trait is not
/// declared, is for [`super::read()`] to find.
#[must_use]
pub fn schema() -> String {
    let mut root = table(
        "A catalogue: sources, traits, roles and the items that measure the traits. \
         `rolefit catalogue check FILE` explains every fault in it.",
        vec![
            needed(
                "format",
                "The format of this file: 1.",
                json!({ "const": FORMAT }),
            ),
            needed(
                "id",
                "The catalogue's id; in your own folder the file is called after it.",
                defined("id"),
            ),
            needed(
                "version",
                "Three whole numbers with dots between. Change it when items change.",
                defined("version"),
            ),
            needed(
                "title",
                "The question that the catalogue answers.",
                defined("text"),
            ),
            needed(
                "subject",
                "Who or what is described: the person who answers, or a piece of work.",
                named(&SUBJECTS),
            ),
            needed(
                "language",
                "A language tag such as \"en\".",
                defined("text"),
            ),
            needed(
                "status",
                "Where the numbers come from: set by hand from sources, or estimated from the answers of a sample.",
                named(&STATUSES),
            ),
            optional(
                "basis",
                "What the status rests on; of a calibrated catalogue the sample, and needed there.",
                defined("text"),
            ),
            optional(
                "about",
                "Whom it is for, and when; `rolefit catalogue list` shows it.",
                defined("text"),
            ),
            optional(
                "source",
                "A work that claims about roles rest on.",
                list(defined("source"), 0, MAX_SOURCES),
            ),
            needed(
                "trait",
                "What people differ in, from a low to a high pole.",
                list(defined("trait"), MIN_TRAITS, MAX_TRAITS),
            ),
            needed(
                "role",
                "A role, and where people who suit it lie on the traits.",
                list(defined("role"), MIN_ROLES, MAX_ROLES),
            ),
            needed(
                "item",
                "A question of the questionnaire; it measures one trait.",
                list(defined("item"), MIN_ITEMS, MAX_ITEMS),
            ),
            optional(
                "move",
                "What a source says of moving from one role to another.",
                list(defined("move"), 0, MAX_MOVES),
            ),
            optional(
                "team",
                "What a group is called that has all the roles.",
                defined("team"),
            ),
        ],
    );
    root["allOf"] = json!([where_word(
        "status",
        Status::Calibrated.name(),
        &["basis"],
        Map::new()
    )]);
    page("rolefit catalogue", root, definitions())
}

fn definitions() -> Value {
    let mut definitions = text_definitions();
    for (name, shape) in [
        ("source", source()),
        ("trait", trait_()),
        ("role", role()),
        ("claim", claim()),
        ("evidence", evidence()),
        ("item", item()),
        ("move", move_()),
        ("team", team()),
    ] {
        definitions.insert(name.to_owned(), shape);
    }
    definitions.into()
}

/// Returns what ids, versions and texts are, for every file that goes with a catalogue.
pub(crate) fn text_definitions() -> Map<String, Value> {
    let id = json!({
        "type": "string",
        "pattern": format!("^[a-z0-9][a-z0-9-]{{0,{}}}$", MAX_ID - 1),
    });
    let version = json!({
        "type": "string",
        "pattern": r"^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})$",
    });
    // The reader counts bytes, of which a character has one at least.
    let text = json!({
        "type": "string",
        "minLength": 1,
        "maxLength": MAX_TEXT,
        "pattern": r"\S",
        "not": { "pattern": dangerous() },
    });
    [("id", id), ("version", version), ("text", text)]
        .map(|(name, shape)| (name.to_owned(), shape))
        .into_iter()
        .collect()
}

/// Returns a pattern of the characters that a text may not hold. Patterns know 16 bits alone everywhere, so the tags
/// beyond them are left to the reader.
fn dangerous() -> String {
    let refused = |unit: &u32| {
        let character = char::from_u32(*unit);
        character.is_some_and(|one| is_dangerous(one) && !matches!(one, '\n' | '\t' | '\r'))
    };
    let refused: Vec<u32> = (0..=0xffff).filter(refused).collect();
    let mut pattern = "[".to_owned();
    for run in refused.chunk_by(|one, next| one + 1 == *next) {
        let (first, last) = (run[0], run[run.len() - 1]);
        write!(pattern, "\\u{first:04x}").expect("writing to a string cannot fail");
        if first < last {
            write!(pattern, "-\\u{last:04x}").expect("writing to a string cannot fail");
        }
    }
    pattern + "]"
}

fn named<T>(choices: &[(&'static str, T)]) -> Value {
    word(choices.iter().map(|&(name, _)| name))
}
