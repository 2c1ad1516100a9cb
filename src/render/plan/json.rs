//! A plan as data, and its questions as a stream. The wire structs are here and nowhere else.

use serde::Serialize;

use super::Shown;
use super::sections::{NOTICE, why_text};
use crate::catalogue::{Catalogue, Pole, Text};
use crate::preparation::{
    Basis, Change, Gap, Planned, Purpose, Question, QuestionKind, Reason, StarPart,
};
use crate::render::escape;

/// Writes a plan as JSON, `rolefit/plan@1`.
#[must_use]
pub fn json(shown: &Shown<'_>) -> String {
    to_json(&Wire::of(shown), true)
}

/// Writes the questions of a plan one a line, `rolefit/question@1`: those to answer, then those to ask.
#[must_use]
pub fn ndjson(shown: &Shown<'_>) -> String {
    let wire = Wire::of(shown);
    let line = |section, question: WireQuestion<'_>| {
        to_json(
            &WireLine {
                schema: "rolefit/question@1",
                section,
                question,
            },
            false,
        )
    };
    let answer = wire
        .questions
        .into_iter()
        .map(|question| line("answer", question));
    let ask = wire
        .to_ask
        .into_iter()
        .map(|question| line("ask", question));
    answer.chain(ask).collect()
}

fn to_json(value: &impl Serialize, pretty: bool) -> String {
    let text = if pretty {
        serde_json::to_string_pretty(value)
    } else {
        serde_json::to_string(value)
    };
    escape::json(&text.expect("texts and finite numbers always become JSON")) + "\n"
}

#[derive(Serialize)]
struct Wire<'a> {
    schema: &'static str,
    notice: &'static str,
    rolefit: &'static str,
    catalogue: WireCatalogue<'a>,
    bank: WireFile<'a>,
    role: &'a str,
    purpose: &'static str,
    minutes: u32,
    planned_minutes: u32,
    narrowed: Option<WireNarrowed>,
    seed: u64,
    basis: &'static str,
    gaps: Vec<WireGap<'a>>,
    moving: Option<WireMoving<'a>>,
    questions: Vec<WireQuestion<'a>>,
    to_ask: Vec<WireQuestion<'a>>,
}

#[derive(Serialize)]
struct WireNarrowed {
    by: String,
    left_out: usize,
    of: usize,
}

#[derive(Serialize)]
struct WireCatalogue<'a> {
    #[serde(flatten)]
    file: WireFile<'a>,
    status: &'static str,
}

#[derive(Serialize)]
struct WireFile<'a> {
    id: &'a str,
    version: &'a str,
    hash: &'a str,
}

#[derive(Serialize)]
struct WireGap<'a> {
    #[serde(rename = "trait")]
    trait_id: &'a str,
    place: f64,
    centre: f64,
    distance: f64,
    toward: &'static str,
    answered: bool,
}

#[derive(Serialize)]
struct WireMoving<'a> {
    from: &'a str,
    changes: Vec<WireChange<'a>>,
}

#[derive(Serialize)]
struct WireChange<'a> {
    #[serde(rename = "trait")]
    trait_id: &'a str,
    distance: f64,
    toward: &'static str,
    unlearn: Vec<WireClaim<'a>>,
    show: Vec<WireClaim<'a>>,
}

#[derive(Serialize)]
struct WireClaim<'a> {
    claim: &'a str,
    source: &'a str,
}

#[derive(Serialize)]
struct WireLine<'a> {
    schema: &'static str,
    section: &'static str,
    #[serde(flatten)]
    question: WireQuestion<'a>,
}

#[derive(Serialize)]
struct WireQuestion<'a> {
    id: &'a str,
    text: &'a str,
    reason: Option<&'static str>,
    why: Option<String>,
    break_after: bool,
    roles: Vec<&'a str>,
    /// Nothing, as the pole, where it tests no single trait.
    #[serde(rename = "trait")]
    trait_id: Option<&'a str>,
    pole: Option<&'static str>,
    level: &'static str,
    kind: &'static str,
    topics: Vec<&'static str>,
    minutes: u32,
    looks_for: &'a str,
    strong: Vec<&'a str>,
    red_flags: Vec<&'a str>,
    follow_ups: Vec<&'a str>,
    star: Option<WireStar<'a>>,
    contrast: Vec<WireContrast<'a>>,
    anchors: WireAnchors<'a>,
    ask_back: Option<&'a str>,
    stories: Vec<&'a str>,
    source: &'static str,
}

#[derive(Serialize)]
struct WireStar<'a> {
    situation: &'a str,
    task: &'a str,
    action: &'a str,
    result: &'a str,
    lesson: &'a str,
}

#[derive(Serialize)]
struct WireContrast<'a> {
    role: &'a str,
    answer: &'a str,
}

#[derive(Serialize)]
struct WireAnchors<'a> {
    one: &'a str,
    three: &'a str,
    five: &'a str,
}

impl<'a> Wire<'a> {
    fn of(shown: &Shown<'a>) -> Self {
        let (catalogue, bank, plan) = (shown.catalogue, shown.bank, shown.plan);
        let basis = match plan.basis {
            Basis::Role => "role",
            Basis::Person(_) => "person",
            Basis::Move(_) => "move",
        };
        let gap = |gap: &Gap| WireGap {
            trait_id: catalogue.traits[gap.trait_index].id.as_str(),
            place: gap.place,
            centre: gap.centre,
            distance: gap.distance,
            toward: pole(gap.toward()),
            answered: gap.answered,
        };
        Self {
            schema: "rolefit/plan@1",
            notice: NOTICE,
            rolefit: env!("CARGO_PKG_VERSION"),
            catalogue: WireCatalogue {
                file: WireFile {
                    id: &catalogue.id,
                    version: &catalogue.version,
                    hash: &catalogue.hash,
                },
                status: catalogue.status.name(),
            },
            bank: WireFile {
                id: &bank.id,
                version: &bank.version,
                hash: &bank.hash,
            },
            role: catalogue.roles[plan.role].id.as_str(),
            purpose: match plan.purpose {
                Purpose::Candidate => "candidate",
                Purpose::Interviewer => "interviewer",
                Purpose::Contrast => "contrast",
            },
            minutes: plan.minutes,
            planned_minutes: plan.planned_minutes(bank),
            narrowed: plan.narrowed.map(|one| WireNarrowed {
                by: one.wish.to_string(),
                left_out: one.left_out,
                of: one.of,
            }),
            seed: plan.seed,
            basis,
            gaps: plan.gaps().unwrap_or_default().iter().map(gap).collect(),
            moving: plan.moving.as_ref().map(|(from, changes)| WireMoving {
                from: catalogue.roles[*from].id.as_str(),
                changes: changes
                    .iter()
                    .map(|one| change(catalogue, *from, plan.role, one))
                    .collect(),
            }),
            questions: plan
                .questions
                .iter()
                .map(|one| question(shown, &bank.questions[one.question], Some(one)))
                .collect(),
            to_ask: plan
                .to_ask
                .iter()
                .map(|&index| question(shown, &bank.questions[index], None))
                .collect(),
        }
    }
}

fn change<'a>(catalogue: &'a Catalogue, from: usize, to: usize, one: &Change) -> WireChange<'a> {
    let claims = |role: usize, indices: &[usize]| {
        let claim = |&index: &usize| {
            let claim = &catalogue.roles[role].evidence[index];
            WireClaim {
                claim: claim.claim.as_str(),
                source: catalogue.sources[claim.source].id.as_str(),
            }
        };
        indices.iter().map(claim).collect()
    };
    WireChange {
        trait_id: catalogue.traits[one.gap.trait_index].id.as_str(),
        distance: one.gap.distance,
        toward: pole(one.toward),
        unlearn: claims(from, &one.unlearn),
        show: claims(to, &one.show),
    }
}

fn pole(pole: Pole) -> &'static str {
    match pole {
        Pole::Low => "low",
        Pole::High => "high",
    }
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Gap => "gap",
        Reason::OwnSide => "own-side",
        Reason::Strength => "strength",
        Reason::Unanswered => "unanswered",
        Reason::Move => "move",
        Reason::Asked => "asked",
        Reason::Opens => "opens",
        Reason::Own => "own",
        Reason::Coverage => "coverage",
    }
}

fn question<'a>(
    shown: &Shown<'a>,
    question: &'a Question,
    planned: Option<&Planned>,
) -> WireQuestion<'a> {
    let catalogue = shown.catalogue;
    let role = |index: usize| catalogue.roles[index].id.as_str();
    let texts = |texts: &'a [Text]| texts.iter().map(Text::as_str).collect::<Vec<_>>();
    let star = question.star.as_ref().map(|star| WireStar {
        situation: star.part(StarPart::Situation).as_str(),
        task: star.part(StarPart::Task).as_str(),
        action: star.part(StarPart::Action).as_str(),
        result: star.part(StarPart::Result).as_str(),
        lesson: star.part(StarPart::Lesson).as_str(),
    });
    let fitting = shown
        .stories
        .iter()
        .filter(|story| question.kind != QuestionKind::ForTheEmployer && story.fits(question));
    WireQuestion {
        id: question.id.as_str(),
        text: question.text.as_str(),
        reason: planned.map(|one| reason(one.reason)),
        why: planned.map(|one| why_text(shown, one)),
        break_after: planned.is_some_and(|one| one.break_after),
        roles: question.roles.iter().map(|&index| role(index)).collect(),
        trait_id: question
            .tested
            .map(|tested| catalogue.traits[tested.trait_index].id.as_str()),
        pole: question.tested.map(|tested| pole(tested.pole)),
        level: question.level.name(),
        kind: question.kind.name(),
        topics: question.topics.iter().map(|topic| topic.name()).collect(),
        minutes: question.minutes,
        looks_for: question.looks_for.as_str(),
        strong: texts(&question.strong),
        red_flags: texts(&question.red_flags),
        follow_ups: texts(&question.follow_ups),
        star,
        contrast: question
            .contrast
            .iter()
            .map(|(index, words)| WireContrast {
                role: role(*index),
                answer: words.as_str(),
            })
            .collect(),
        anchors: WireAnchors {
            one: question.anchors.one.as_str(),
            three: question.anchors.three.as_str(),
            five: question.anchors.five.as_str(),
        },
        ask_back: question.ask_back.as_ref().map(Text::as_str),
        stories: fitting.map(|story| story.id.as_str()).collect(),
        source: question.origin.name(),
    }
}
