//! Progress as data, and what happened in practice, one JSON object a line, for other programs.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::catalogue::Catalogue;
use crate::preparation::practice::{
    Attempt, Draft, OpenPractice, Progress, Stamped, Tally, journal,
};
use crate::preparation::{QuestionBank, StarPart};
use crate::render::document::data;
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
    types: Vec<WireType<'a>>,
    questions: Vec<WireQuestion<'a>>,
    unfinished: Option<WireOpen<'a>>,
    set_aside: Vec<WireOpen<'a>>,
    interview: Option<String>,
    unrated: Vec<WireUnrated<'a>>,
}

/// An answer that is not rated yet.
#[derive(Serialize)]
struct WireUnrated<'a> {
    id: &'a str,
    #[serde(flatten)]
    answer: WireAnswer<'a>,
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
    #[serde(flatten)]
    tally: WireTally,
}

#[derive(Serialize)]
struct WireType<'a> {
    #[serde(rename = "type")]
    type_id: &'a str,
    #[serde(flatten)]
    tally: WireTally,
}

#[derive(Serialize)]
struct WireTally {
    questions: usize,
    rated: usize,
    first: Option<f64>,
    latest: Option<f64>,
}

impl WireTally {
    fn of(tally: &Tally) -> Self {
        Self {
            questions: tally.questions,
            rated: tally.rated,
            first: tally.first,
            latest: tally.latest,
        }
    }
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
    #[serde(flatten)]
    answer: WireAnswer<'a>,
}

#[derive(Serialize)]
struct WireAnswer<'a> {
    seconds: Option<u64>,
    said: &'a str,
    notes: Vec<WireNote<'a>>,
    follow_ups: usize,
    replies: Vec<WireReply<'a>>,
    red_flags: &'a [usize],
    strong: &'a [usize],
    checklist: &'a [usize],
    stages: Vec<WireStage<'a>>,
}

#[derive(Serialize)]
struct WireStage<'a> {
    seconds: u64,
    text: &'a str,
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

impl<'a> WireAnswer<'a> {
    fn of(draft: &'a Draft) -> Self {
        let notes = draft.notes.iter().filter(|(_, text)| !text.is_empty());
        Self {
            seconds: draft.took(),
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
            strong: draft.strong.as_deref().unwrap_or_default(),
            checklist: draft.checklist.as_deref().unwrap_or_default(),
            stages: draft
                .stages
                .iter()
                .map(|(seconds, text)| WireStage {
                    seconds: *seconds,
                    text,
                })
                .collect(),
        }
    }
}

impl<'a> WireRating<'a> {
    fn of(attempt: &'a Attempt) -> Self {
        Self {
            at: rfc_3339(attempt.at),
            rating: attempt.rating.number(),
            answer: WireAnswer::of(&attempt.draft),
        }
    }
}

impl<'a> WireOpen<'a> {
    fn of(open: &'a OpenPractice) -> Self {
        Self {
            role: &open.role,
            questions: &open.questions,
            done: open.done,
        }
    }
}

/// Writes progress as JSON, `rolefit/progress@2`.
pub(super) fn json(catalogue: &Catalogue, bank: &QuestionBank, progress: &Progress) -> String {
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
            .zip(0..)
            .map(|(tally, index)| WireTrait {
                trait_id: trait_id(index),
                tally: WireTally::of(tally),
            })
            .collect(),
        types: progress
            .types
            .iter()
            .zip(&bank.types)
            .map(|(tally, one)| WireType {
                type_id: one.id.as_str(),
                tally: WireTally::of(tally),
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
        unfinished: progress.open.as_ref().map(WireOpen::of),
        set_aside: progress.aside.iter().map(WireOpen::of).collect(),
        interview: progress.now.interview.map(|day| day.to_string()),
        unrated: progress
            .unrated
            .iter()
            .map(|(question, draft)| WireUnrated {
                id: id(*question),
                answer: WireAnswer::of(draft),
            })
            .collect(),
    };
    data(&wire)
}

/// What happened, as it is given out.
#[derive(Serialize)]
struct Exported<'a> {
    schema: &'static str,
    bank: &'a str,
    at: String,
    event: Value,
}

/// Writes a time as RFC 3339 does, in UTC; one that no calendar has as the seconds that it is.
pub(super) fn rfc_3339(seconds: i64) -> String {
    Timestamp::from_second(seconds).map_or_else(|_| seconds.to_string(), |time| time.to_string())
}

/// Writes what happened in practice with a bank on one line, `rolefit/practice-event@2`; times are UTC.
#[must_use]
pub fn exported(bank: &str, Stamped { at, event }: &Stamped) -> String {
    let mut event =
        serde_json::to_value(journal::Wire::of(event)).expect("texts and numbers become JSON");
    if let Some(time) = event.get_mut("time")
        && let Some(seconds) = time.as_i64()
    {
        *time = rfc_3339(seconds).into();
    }
    let exported = Exported {
        schema: "rolefit/practice-event@2",
        bank,
        at: rfc_3339(*at),
        event,
    };
    let line = serde_json::to_string(&exported).expect("texts and numbers have a JSON form");
    escape::json(&line) + "\n"
}
