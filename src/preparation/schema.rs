//! The question bank's file as a JSON Schema. Every key, limit and word is the reader's; tests hold the two against each
//! other.

use serde_json::{Map, Value, json};

use super::bank::{Level, Origin, QuestionKind, StarPart, Topic};
use super::document::{FORMAT, MAX_QUESTIONS, POLES};
use super::validate::{FOLLOW_UPS, MINUTES, RED_FLAGS, STRONG, TOPICS};
use crate::catalogue::toolkit::{MAX_ROLES, text_definitions};
use crate::schema::{Key, defined, list, needed, optional, page, table, where_word, whole, word};

/// Returns the JSON Schema (draft-07) of a question bank's file.
///
/// Roles and traits are those of the catalogue that the bank names, which a schema cannot look up: [`super::check_bank`]
/// does.
#[must_use]
pub fn schema() -> String {
    let root = table(
        "Interview questions for the roles of one catalogue. `rolefit prep check FILE` explains every fault in it.",
        vec![
            needed(
                "format",
                "The format of this file: 1.",
                json!({ "const": FORMAT }),
            ),
            needed("id", "The bank's id.", defined("id")),
            needed(
                "version",
                "Three whole numbers with dots between.",
                defined("version"),
            ),
            needed(
                "catalogue",
                "The id of the catalogue that the questions are for.",
                defined("id"),
            ),
            needed(
                "language",
                "A language tag such as \"en\".",
                defined("text"),
            ),
            needed(
                "question",
                "A question that an interviewer may ask.",
                list(defined("question"), 1, MAX_QUESTIONS),
            ),
        ],
    );
    let mut definitions = text_definitions();
    definitions.insert("question".to_owned(), question());
    page("rolefit question bank", root, definitions.into())
}

fn named<T>(choices: &[(&'static str, T)]) -> Value {
    word(choices.iter().map(|&(name, _)| name))
}

/// Describes a list of which no two entries are the same.
fn distinct(entry: Value, (least, most): (usize, usize)) -> Value {
    let mut list = list(entry, least, most);
    list["uniqueItems"] = true.into();
    list
}

fn texts(bounds: (usize, usize)) -> Value {
    distinct(defined("text"), bounds)
}

fn question() -> Value {
    let mut question = table("A question that an interviewer may ask.", keys());
    let mut rules: Vec<Value> = QuestionKind::NAMED
        .iter()
        .map(|&(_, kind)| of_kind(kind))
        .collect();
    rules.push(json!({
        "if": { "properties": { "roles": { "minItems": 2 } }, "required": ["roles"] },
        "then": { "required": ["contrast"] },
    }));
    question["allOf"] = rules.into();
    question
}

fn contrast() -> Value {
    // What sets one role apart takes another to compare it with.
    json!({
        "type": "object",
        "propertyNames": defined("id"),
        "additionalProperties": defined("text"),
        "not": { "minProperties": 1, "maxProperties": 1 },
    })
}

fn star() -> Value {
    let keys = StarPart::NAMED
        .iter()
        .map(|(part, _)| needed(part, "What is asked under this heading.", defined("text")));
    table("A question for each heading of the story.", keys.collect())
}

fn anchors() -> Value {
    table(
        "What answers of three qualities look like.",
        vec![
            needed("one", "A weak answer.", defined("text")),
            needed("three", "An acceptable answer.", defined("text")),
            needed("five", "An excellent answer.", defined("text")),
        ],
    )
}

fn keys() -> Vec<Key> {
    vec![
        needed(
            "id",
            "The question's id; saved practice refers to it, so it should stay.",
            defined("id"),
        ),
        needed(
            "roles",
            "Ids of the roles it is asked for.",
            distinct(defined("id"), (1, MAX_ROLES)),
        ),
        needed("trait", "The id of the trait it looks at.", defined("id")),
        needed(
            "pole",
            "The side of the trait that a good answer shows.",
            named(&POLES),
        ),
        needed(
            "level",
            "How much experience it expects.",
            named(Level::NAMED),
        ),
        needed(
            "kind",
            "What kind of answer it calls for.",
            named(QuestionKind::NAMED),
        ),
        needed(
            "topics",
            "What it is about.",
            distinct(named(Topic::NAMED), TOPICS),
        ),
        needed(
            "minutes",
            "Minutes for question, answer and follow-ups.",
            whole(MINUTES.0, MINUTES.1),
        ),
        needed("text", "The question as it is said.", defined("text")),
        needed(
            "looks-for",
            "What the interviewer listens for.",
            defined("text"),
        ),
        needed("strong", "What good answers do.", texts(STRONG)),
        needed("red-flags", "What weak answers do.", texts(RED_FLAGS)),
        needed(
            "follow-ups",
            "What is asked next, each harder than the one before.",
            texts(FOLLOW_UPS),
        ),
        needed("source", "Where it comes from.", named(Origin::NAMED)),
        needed(
            "anchors",
            "What answers of three qualities look like.",
            anchors(),
        ),
        optional(
            "star",
            "Of a behavioural question: a question for each heading of the story.",
            star(),
        ),
        optional(
            "from",
            "Of a role move: the id of the role left.",
            defined("id"),
        ),
        optional(
            "to",
            "Of a role move: the id of the role taken up.",
            defined("id"),
        ),
        optional(
            "contrast",
            "How a good answer differs, by role id; needed where it is asked for two roles or more.",
            contrast(),
        ),
        optional(
            "ask-back",
            "A matching question to ask the employer.",
            defined("text"),
        ),
    ]
}

/// Says which keys a question of a kind has.
fn of_kind(kind: QuestionKind) -> Value {
    const OWN: [&str; 3] = ["star", "from", "to"];
    let own: &[&str] = match kind {
        QuestionKind::Behavioural => &["star"],
        QuestionKind::RoleMove => &["from", "to"],
        QuestionKind::Situational
        | QuestionKind::Knowledge
        | QuestionKind::Motivation
        | QuestionKind::ForTheEmployer => &[],
    };
    let foreign = OWN.iter().filter(|key| !own.contains(key));
    let foreign: Map<String, Value> = foreign
        .map(|key| ((*key).to_owned(), false.into()))
        .collect();
    where_word("kind", kind.name(), own, foreign)
}
