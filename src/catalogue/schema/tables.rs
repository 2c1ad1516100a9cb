//! The tables of a catalogue, each with its keys.

use serde_json::{Map, Value, json};

use super::named;
use crate::catalogue::ItemKind;
use crate::catalogue::document::{KINDS, MOVES, POLES, TOWARD};
use crate::catalogue::validate::{MIN_OPTIONS, YEARS};
use crate::model::{
    MAX_CATEGORIES, MAX_DISCRIMINATION, MAX_MEAN, MAX_SPREAD, MAX_THRESHOLD, MIN_DISCRIMINATION,
    MIN_SPREAD,
};
use crate::schema::{
    defined, endless_list, list, needed, number, optional, table, where_word, whole,
};

pub(super) fn source() -> Value {
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

pub(super) fn trait_() -> Value {
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

pub(super) fn role() -> Value {
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

pub(super) fn claim() -> Value {
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

pub(super) fn evidence() -> Value {
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

pub(super) fn move_() -> Value {
    table(
        "What a source says of moving from one role to another.",
        vec![
            needed("from", "The id of the role left.", defined("id")),
            needed("to", "The id of the role taken up.", defined("id")),
            needed(
                "kind",
                "What the claim is about: where people struggle, what is different afterwards, or what helps.",
                named(&MOVES),
            ),
            needed("claim", "The claim, in your own words.", defined("text")),
            needed("source", "The id of the source.", defined("id")),
        ],
    )
}

pub(super) fn team() -> Value {
    table(
        "What a group is called that has all the roles.",
        vec![
            needed("name", "Its name.", defined("text")),
            needed("about", "What such a group is there for.", defined("text")),
            optional("source", "The id of a source.", defined("id")),
        ],
    )
}

pub(super) fn item() -> Value {
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
