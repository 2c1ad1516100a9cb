//! Progress as data, and what happened in practice, one JSON object a line, for other programs.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::catalogue::Catalogue;
use crate::preparation::practice::{Draft, OpenPractice, Progress, Stamped, Tally};
use crate::preparation::{QuestionBank, StarPart};
use crate::render::document::to_json;
use crate::render::escape;

/// Writes progress as JSON, `rolefit/progress@2`.
pub(super) fn json(catalogue: &Catalogue, bank: &QuestionBank, progress: &Progress) -> String {
    let id = |index: usize| bank.questions[index].id.as_str();
    let trait_id = |index: usize| catalogue.traits[index].id.as_str();
    let traits = progress.traits.iter().zip(0..);
    let traits = traits.map(|(one, index)| tally("trait", trait_id(index), one));
    let types = progress.types.iter().zip(&bank.types);
    let types = types.map(|(one, kind)| tally("type", kind.id.as_str(), one));
    let questions = progress.questions.iter().map(|one| {
        let tested = bank.questions[one.question].tested.as_ref();
        let ratings = one.attempts.iter().map(|attempt| {
            let head = json!({ "at": rfc_3339(attempt.at), "rating": attempt.rating.number() });
            with_answer(head, &attempt.draft)
        });
        json!({
            "id": id(one.question),
            // Nothing where the question tests no single trait.
            "trait": tested.map(|tested| trait_id(tested.trait_index)),
            "due": rfc_3339(one.due),
            "ratings": ratings.collect::<Value>(),
        })
    });
    let unrated = progress.unrated.iter();
    let unrated = unrated.map(|(index, draft)| with_answer(json!({ "id": id(*index) }), draft));
    to_json(&json!({
        "schema": "rolefit/progress@2",
        "bank": bank.id,
        "role": progress.role.map(|role| catalogue.roles[role].id.as_str()),
        "as_of": rfc_3339(progress.now.at),
        "attempts": progress.attempts,
        "unknown": progress.unknown,
        "due": progress.due().map(|one| id(one.question)).collect::<Value>(),
        "traits": traits.collect::<Value>(),
        "types": types.collect::<Value>(),
        "questions": questions.collect::<Value>(),
        "unfinished": progress.open.as_ref().map(open),
        "set_aside": progress.aside.iter().map(open).collect::<Value>(),
        "interview": progress.now.interview.map(|day| day.to_string()),
        "unrated": unrated.collect::<Value>(),
    }))
}

fn tally(key: &str, id: &str, tally: &Tally) -> Value {
    json!({
        key: id,
        "questions": tally.questions,
        "rated": tally.rated,
        "first": tally.first,
        "latest": tally.latest,
    })
}

fn open(open: &OpenPractice) -> Value {
    json!({ "role": open.role, "questions": open.questions, "done": open.done })
}

/// Appends to an object what somebody answered.
fn with_answer(mut object: Value, draft: &Draft) -> Value {
    let numbers = |numbers: Option<&[usize]>| json!(numbers.unwrap_or_default());
    let notes = draft.notes.iter().filter(|(_, text)| !text.is_empty());
    let notes =
        notes.map(|(part, text)| json!({ "heading": part.map(StarPart::name), "text": text }));
    let replies = draft.replies.iter();
    let replies = replies.map(|(which, text)| json!({ "follow_up": which + 1, "text": text }));
    let stages = draft.stages.iter();
    let stages = stages.map(|(seconds, text)| json!({ "seconds": seconds, "text": text }));
    object["seconds"] = draft.took().into();
    object["said"] = draft.said.as_str().into();
    object["notes"] = notes.collect();
    object["follow_ups"] = draft.follow_ups.into();
    object["replies"] = replies.collect();
    object["red_flags"] = numbers(draft.flags.as_deref());
    object["strong"] = numbers(draft.strong.as_deref());
    object["checklist"] = numbers(draft.checklist.as_deref());
    object["stages"] = stages.collect();
    object
}

/// Writes a time as RFC 3339 does, in UTC; one that no calendar has as the seconds that it is.
pub(super) fn rfc_3339(seconds: i64) -> String {
    Timestamp::from_second(seconds).map_or_else(|_| seconds.to_string(), |time| time.to_string())
}

/// Writes what happened in practice with a bank on one line, `rolefit/practice-event@2`; times are UTC.
#[must_use]
pub fn exported(bank: &str, Stamped { at, event }: &Stamped) -> String {
    let mut event = json!(event);
    if let Some(time) = event.get_mut("time")
        && let Some(seconds) = time.as_i64()
    {
        *time = rfc_3339(seconds).into();
    }
    let exported = json!({
        "schema": "rolefit/practice-event@2",
        "bank": bank,
        "at": rfc_3339(*at),
        "event": event,
    });
    escape::json(&exported.to_string()) + "\n"
}
