//! The result's JSON as a JSON Schema. Objects are left open: within a major version keys are added.

use serde_json::{Value, json};

use super::json::SCHEMA;
use crate::assessment::{VerdictKind, Warning};
use crate::catalogue::Status;
use crate::catalogue::toolkit::text_definitions;
use crate::model::{Length, MAX_CATEGORIES, StopReason};
use crate::schema::{Key, defined, endless_list, list, needed, open_table, optional, page, word};

/// Returns the JSON Schema (draft-07) of a result in JSON: of [`super::json()`] and of what is saved.
#[must_use]
pub fn schema() -> String {
    let root = open_table(
        "What a set of answers says: which role fits, how sure that is, and why.",
        vec![
            needed(
                "schema",
                "The shape of this file.",
                json!({ "const": SCHEMA }),
            ),
            optional(
                "notice",
                "What the result is for, and what it is not for. Results saved by earlier versions lack it.",
                text(),
            ),
            needed("rolefit", "The version of rolefit that wrote it.", text()),
            needed("catalogue", "The catalogue that was answered.", catalogue()),
            needed("answered", "How many items were answered.", count()),
            needed("items", "How many items the catalogue has.", count()),
            needed("stopped", "How the questionnaire ended.", stopped()),
            needed(
                "verdict",
                "What the answers say in one word, and of which roles.",
                verdict(),
            ),
            needed(
                "roles",
                "Every role, the most probable first.",
                endless_list(role()),
            ),
            needed(
                "traits",
                "Every trait, in the catalogue's order.",
                endless_list(trait_()),
            ),
            needed(
                "evidence",
                "The weight of evidence for the first role against the second.",
                evidence(),
            ),
            needed("influence", "What single answers did.", influence()),
            needed(
                "settling",
                "Traits on which more answers would settle it, the best first.",
                endless_list(settling()),
            ),
            needed(
                "person_fit",
                "Whether the answers hang together.",
                person_fit(),
            ),
            needed(
                "responses",
                "The answers, in the order given.",
                endless_list(response()),
            ),
            needed(
                "answer_string",
                "All answers in one line, to share or to score again.",
                text(),
            ),
        ],
    );
    let definitions = text_definitions()
        .into_iter()
        .filter(|(name, _)| name != "text")
        .collect();
    page("rolefit result", root, Value::Object(definitions))
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn real() -> Value {
    json!({ "type": "number" })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn from_one() -> Value {
    json!({ "type": "integer", "minimum": 1 })
}

fn share() -> Value {
    json!({ "type": "number", "minimum": 0, "maximum": 1 })
}

/// Describes the number of a response, or of a place on the screen.
fn response_number() -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": MAX_CATEGORIES })
}

fn id(name: &'static str, about: &str) -> Key {
    needed(name, about, defined("id"))
}

fn catalogue() -> Value {
    open_table(
        "The catalogue that was answered.",
        vec![
            id("id", "Its id."),
            needed("version", "Its version.", defined("version")),
            needed(
                "hash",
                "SHA-256 of its file.",
                json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" }),
            ),
            needed(
                "status",
                "Where its numbers come from.",
                word(Status::ALL.map(Status::name)),
            ),
        ],
    )
}

fn stopped() -> Value {
    let lengths = Length::ALL.iter().map(|length| Value::from(length.name()));
    let lengths: Vec<Value> = lengths.chain([Value::Null]).collect();
    let reasons = StopReason::ALL.map(StopReason::name);
    open_table(
        "How the questionnaire ended.",
        vec![
            needed(
                "length",
                "The length asked for; null where the answers were given all at once.",
                json!({ "enum": lengths }),
            ),
            needed(
                "reason",
                "Why it ended; \"given\" where the answers were given all at once.",
                word(reasons.into_iter().chain(["given"])),
            ),
        ],
    )
}

fn verdict() -> Value {
    open_table(
        "What the answers say in one word, and of which roles.",
        vec![
            needed(
                "kind",
                "What they say.",
                word(VerdictKind::ALL.map(VerdictKind::name)),
            ),
            needed(
                "roles",
                "The ids of the roles that it is about.",
                endless_list(defined("id")),
            ),
        ],
    )
}

fn role() -> Value {
    open_table(
        "A role.",
        vec![
            id("id", "Its id."),
            needed("name", "Its name.", text()),
            needed(
                "probability",
                "How probable it is among the roles, which add up to 1.",
                share(),
            ),
            needed(
                "typicality",
                "The share of people who suit the role that are less usual for it than this person.",
                share(),
            ),
            needed("rank", "Its place, from 1.", from_one()),
        ],
    )
}

fn trait_() -> Value {
    open_table(
        "A place on a trait, in standard deviations of people at large; 0 is no lean.",
        vec![
            id("id", "The trait's id."),
            needed("low", "Its low pole.", text()),
            needed("high", "Its high pole.", text()),
            needed(
                "score",
                "The place; negative is toward the low pole.",
                real(),
            ),
            needed(
                "sd",
                "Its standard error.",
                json!({ "type": "number", "minimum": 0 }),
            ),
            needed(
                "interval",
                "Where the place lies, nine times in ten.",
                list(real(), 2, 2),
            ),
            needed("answered", "How many items on it were answered.", count()),
        ],
    )
}

fn evidence() -> Value {
    let weight = open_table(
        "The part of a trait.",
        vec![
            id("id", "The trait's id."),
            needed(
                "decibans",
                "Its weight, for the first role where above 0.",
                real(),
            ),
        ],
    );
    open_table(
        "The weight of evidence, in decibans: 10 are odds of ten to one.",
        vec![
            id("winner", "The id of the first role."),
            id("runner_up", "The id of the second role."),
            needed(
                "total",
                "The weight of all traits; theirs add up to it.",
                real(),
            ),
            needed("traits", "The part of each trait.", endless_list(weight)),
        ],
    )
}

fn influence() -> Value {
    let answer = open_table(
        "An answer.",
        vec![
            id("item", "The item's id."),
            needed(
                "probability_without",
                "How probable the first role would be without it.",
                share(),
            ),
        ],
    );
    let mut pivot = open_table(
        "The single other answer that would change the first role; null where there is none.",
        vec![
            id("item", "The item's id."),
            needed("response", "The other answer.", response_number()),
            id("role", "The id of the role that would then be first."),
            needed("probability", "How probable that role would be.", share()),
        ],
    );
    pivot["type"] = json!(["object", "null"]);
    open_table(
        "What single answers did.",
        vec![
            needed("answers", "Each answer's part.", endless_list(answer)),
            needed(
                "pivot",
                "The single other answer that would change the first role; null where there is none.",
                pivot,
            ),
        ],
    )
}

fn settling() -> Value {
    open_table(
        "A trait on which more answers would tell about the role.",
        vec![
            id("trait", "The trait's id."),
            needed(
                "information",
                "What its best open item would tell, in nats.",
                real(),
            ),
            needed("unanswered", "How many of its items are open.", count()),
        ],
    )
}

fn person_fit() -> Value {
    open_table(
        "Whether the answers hang together.",
        vec![
            needed(
                "lz",
                "The standardised log-likelihood; null where too few answers tell.",
                json!({ "type": ["number", "null"] }),
            ),
            needed(
                "longest_run",
                "How often the same position was chosen in a row, at most.",
                count(),
            ),
            needed(
                "warnings",
                "What to be careful about.",
                endless_list(word(Warning::ALL.map(Warning::name))),
            ),
        ],
    )
}

fn response() -> Value {
    open_table(
        "An answer.",
        vec![
            id("item", "The item's id."),
            needed(
                "response",
                "Its number, in the catalogue's order.",
                response_number(),
            ),
            needed(
                "position",
                "Where it stood on the screen, from 1.",
                response_number(),
            ),
        ],
    )
}
