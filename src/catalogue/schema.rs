//! The catalogue's file as a JSON Schema. Every key, limit and word is the reader's; tests hold the two against each other.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::document::{
    FORMAT, KINDS, MAX_ITEMS, MAX_ROLES, MAX_SOURCES, MAX_TRAITS, POLES, STATUSES, SUBJECTS, TOWARD,
};
use super::is_dangerous;
use super::text::{MAX_ID, MAX_TEXT};
use super::validate::{MIN_ITEMS, MIN_OPTIONS, MIN_ROLES, MIN_TRAITS, YEARS};
use super::{ItemKind, Status};
use crate::model::{
    MAX_CATEGORIES, MAX_DISCRIMINATION, MAX_MEAN, MAX_SPREAD, MAX_THRESHOLD, MIN_DISCRIMINATION,
    MIN_SPREAD,
};
use crate::schema::{
    defined, endless_list, list, needed, number, optional, page, table, where_word, whole, word,
};

/// Returns the JSON Schema (draft-07) of a catalogue's file.
///
/// It says what can be said of one key, or of one table: what lies between tables, such as an item whose trait is not
/// declared, is for [`super::read`] to find.
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

fn source() -> Value {
    table(
        "A work that claims about roles rest on.",
        vec![
            needed("id", "The source's id.", defined("id")),
            needed("title", "Its title.", defined("text")),
            needed("publisher", "Who published it.", defined("text")),
            optional(
                "year",
                "The year of publication, four digits.",
                whole((*YEARS.start()).into(), (*YEARS.end()).into()),
            ),
            optional("about", "What it is and where it leans.", defined("text")),
        ],
    )
}

fn trait_() -> Value {
    table(
        "What people differ in, from a low to a high pole. Neither is better.",
        vec![
            needed("id", "The trait's id.", defined("id")),
            needed("name", "Its name.", defined("text")),
            needed("low", "The low pole, in a word or two.", defined("text")),
            needed("high", "The high pole, in a word or two.", defined("text")),
            needed("about", "What it is about.", defined("text")),
            optional(
                "low-about",
                "What somebody at the low pole does.",
                defined("text"),
            ),
            optional(
                "high-about",
                "What somebody at the high pole does.",
                defined("text"),
            ),
        ],
    )
}

fn role() -> Value {
    let letter = json!({ "type": "string", "minLength": 1, "maxLength": 1, "pattern": r"\S" });
    let profile = json!({
        "type": "object",
        "propertyNames": defined("id"),
        "additionalProperties": defined("claim"),
    });
    table(
        "A role, and where people who suit it lie on the traits.",
        vec![
            needed("id", "The role's id.", defined("id")),
            needed("name", "Its name.", defined("text")),
            optional(
                "short",
                "One word for tight places; the name if left out.",
                defined("text"),
            ),
            optional(
                "letter",
                "One character, one column wide, that no other role has.",
                letter,
            ),
            needed("about", "What it is about.", defined("text")),
            optional(
                "profile",
                "Where people who suit the role lie, by trait id. A trait left out has mean 0 and spread 1.",
                profile,
            ),
            optional(
                "evidence",
                "What the profile rests on. Sources may disagree; list them all.",
                endless_list(defined("evidence")),
            ),
        ],
    )
}

fn claim() -> Value {
    table(
        "Where people who suit the role lie on a trait, in standard deviations of people at large.",
        vec![
            needed(
                "mean",
                "Their mean; 0 is no lean, negative is toward the low pole.",
                number(-MAX_MEAN, MAX_MEAN),
            ),
            needed(
                "spread",
                "The standard deviation among them.",
                number(MIN_SPREAD, MAX_SPREAD),
            ),
        ],
    )
}

fn evidence() -> Value {
    table(
        "One claim of one source about the role.",
        vec![
            needed(
                "trait",
                "The id of the trait that it is about.",
                defined("id"),
            ),
            needed(
                "toward",
                "Where it places the role on the trait.",
                named(&TOWARD),
            ),
            needed("claim", "The claim, in your own words.", defined("text")),
            needed("source", "The id of the source.", defined("id")),
        ],
    )
}

fn item() -> Value {
    let options = {
        let mut options = list(defined("text"), MIN_OPTIONS, MAX_CATEGORIES);
        options["uniqueItems"] = true.into();
        options
    };
    let discrimination = number(MIN_DISCRIMINATION, MAX_DISCRIMINATION);
    let thresholds = list(
        number(-MAX_THRESHOLD, MAX_THRESHOLD),
        MIN_OPTIONS - 1,
        MAX_CATEGORIES - 1,
    );
    let default = |kind: ItemKind| format!("{} {}", kind.default_discrimination(), kind.name());
    let sharpness = format!(
        "How sharply it tells people apart; if left out {}.",
        KINDS.map(|(_, kind)| default(kind)).join(", ")
    );
    let mut item = table(
        "A question of the questionnaire; it measures one trait.",
        vec![
            needed("id", "The item's id.", defined("id")),
            needed(
                "trait",
                "The id of the trait that it measures.",
                defined("id"),
            ),
            needed(
                "kind",
                "How it asks: a pair of statements, one statement, or a situation with options.",
                named(&KINDS),
            ),
            optional(
                "facet",
                "The side of the trait that it looks at, in a few words.",
                defined("text"),
            ),
            optional("discrimination", &sharpness, discrimination),
            optional(
                "thresholds",
                "Rising numbers from the low pole, one fewer than responses; even ones if left out.",
                thresholds,
            ),
            optional("first", "Of a pair: the first statement.", defined("text")),
            optional(
                "second",
                "Of a pair: the second statement.",
                defined("text"),
            ),
            optional(
                "first-shows",
                "Of a pair: the pole that the first statement shows.",
                named(&POLES),
            ),
            optional(
                "text",
                "The statement, or the situation with its question.",
                defined("text"),
            ),
            optional(
                "shows",
                "Of a statement: the pole that agreeing shows.",
                named(&POLES),
            ),
            optional(
                "options",
                "Of a situation: what one could do, from the low pole to the high one. They are shown in another order.",
                options,
            ),
        ],
    );
    item["allOf"] = KINDS.iter().map(|&(_, kind)| of_kind(kind)).collect();
    item
}

/// Says which keys an item of a kind has, and how many thresholds.
fn of_kind(kind: ItemKind) -> Value {
    const OWN: [&str; 6] = ["first", "second", "first-shows", "text", "shows", "options"];
    let (own, responses): (&[&str], _) = match kind {
        ItemKind::Pair => (&["first", "second", "first-shows"], Some(4)),
        ItemKind::Statement => (&["text", "shows"], Some(5)),
        ItemKind::Situation => (&["text", "options"], None),
    };
    let mut properties = Map::new();
    for foreign in OWN.iter().filter(|key| !own.contains(key)) {
        properties.insert((*foreign).to_owned(), false.into());
    }
    if let Some(responses) = responses {
        let count = responses - 1;
        let exactly = json!({ "minItems": count, "maxItems": count });
        properties.insert("thresholds".to_owned(), exactly);
    }
    where_word("kind", kind.name(), own, properties)
}
