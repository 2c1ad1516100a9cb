//! Progress as data. The wire structs are here and nowhere else.

use serde::Serialize;

use super::export::rfc_3339;
use crate::catalogue::Catalogue;
use crate::preparation::practice::{Attempt, Progress};
use crate::preparation::{QuestionBank, StarPart};
use crate::render::escape;

#[derive(Serialize)]
struct Wire<'a> {
    schema: &'static str,
    bank: &'a str,
    role: Option<&'a str>,
    as_of: String,
    attempts: usize,
    unknown: usize,
    due: Vec<&'a str>,
    traits: Vec<WireTrait<'a>>,
    questions: Vec<WireQuestion<'a>>,
    unfinished: Option<WireOpen<'a>>,
}

#[derive(Serialize)]
struct WireOpen<'a> {
    role: &'a str,
    questions: &'a [String],
    done: usize,
}

#[derive(Serialize)]
struct WireTrait<'a> {
    #[serde(rename = "trait")]
    trait_id: &'a str,
    questions: usize,
    rated: usize,
    first: Option<f64>,
    latest: Option<f64>,
}

#[derive(Serialize)]
struct WireQuestion<'a> {
    id: &'a str,
    /// Nothing where the question tests no single trait.
    #[serde(rename = "trait")]
    trait_id: Option<&'a str>,
    due: String,
    ratings: Vec<WireRating<'a>>,
}

#[derive(Serialize)]
struct WireRating<'a> {
    at: String,
    rating: u8,
    seconds: Option<u64>,
    said: &'a str,
    notes: Vec<WireNote<'a>>,
    follow_ups: usize,
    replies: Vec<WireReply<'a>>,
    red_flags: &'a [usize],
}

#[derive(Serialize)]
struct WireNote<'a> {
    heading: Option<&'static str>,
    text: &'a str,
}

#[derive(Serialize)]
struct WireReply<'a> {
    follow_up: usize,
    text: &'a str,
}

impl<'a> WireRating<'a> {
    fn of(attempt: &'a Attempt) -> Self {
        let draft = &attempt.draft;
        let notes = draft.notes.iter().filter(|(_, text)| !text.is_empty());
        Self {
            at: rfc_3339(attempt.at),
            rating: attempt.rating.number(),
            seconds: draft.seconds,
            said: &draft.said,
            notes: notes
                .map(|(part, text)| WireNote {
                    heading: part.map(StarPart::name),
                    text,
                })
                .collect(),
            follow_ups: draft.follow_ups,
            replies: draft
                .replies
                .iter()
                .map(|(which, text)| WireReply {
                    follow_up: which + 1,
                    text,
                })
                .collect(),
            red_flags: draft.flags.as_deref().unwrap_or_default(),
        }
    }
}

/// Writes progress as JSON, `rolefit/progress@2`.
#[must_use]
pub fn json(catalogue: &Catalogue, bank: &QuestionBank, progress: &Progress) -> String {
    let id = |index: usize| bank.questions[index].id.as_str();
    let trait_id = |index: usize| catalogue.traits[index].id.as_str();
    let wire = Wire {
        schema: "rolefit/progress@2",
        bank: &bank.id,
        role: progress.role.map(|role| catalogue.roles[role].id.as_str()),
        as_of: rfc_3339(progress.now.at),
        attempts: progress.attempts,
        unknown: progress.unknown,
        due: progress.due().map(|one| id(one.question)).collect(),
        traits: progress
            .traits
            .iter()
            .map(|one| WireTrait {
                trait_id: trait_id(one.trait_index),
                questions: one.questions,
                rated: one.rated,
                first: one.first,
                latest: one.latest,
            })
            .collect(),
        questions: progress
            .questions
            .iter()
            .map(|one| WireQuestion {
                id: id(one.question),
                trait_id: bank.questions[one.question]
                    .tested
                    .map(|tested| trait_id(tested.trait_index)),
                due: rfc_3339(one.due),
                ratings: one.attempts.iter().map(WireRating::of).collect(),
            })
            .collect(),
        unfinished: progress.open.as_ref().map(|open| WireOpen {
            role: &open.role,
            questions: &open.questions,
            done: open.done,
        }),
    };
    let text =
        serde_json::to_string_pretty(&wire).expect("texts and finite numbers always become JSON");
    escape::json(&text) + "\n"
}
