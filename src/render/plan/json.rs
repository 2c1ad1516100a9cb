//! A plan as data, and its questions as a stream.

mod question;

use serde::Serialize;

use super::PlanReport;
use super::sections::NOTICE;
use crate::catalogue::{Catalogue, CatalogueKey};
use crate::preparation::{Basis, Change, Gap, Level, Purpose};
use crate::render::escape;
use question::{WireQuestion, pole};

/// Writes a plan as JSON, `rolefit/plan@1`.
pub(super) fn json(shown: &PlanReport<'_>) -> String {
    to_json(&Wire::of(shown), true)
}

/// Writes the questions of a plan one a line, `rolefit/question@1`: those to answer, then those to ask.
#[must_use]
pub fn ndjson(shown: &PlanReport<'_>) -> String {
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
    catalogue: CatalogueKey<'a>,
    bank: WireFile<'a>,
    role: &'a str,
    purpose: &'static str,
    minutes: u32,
    planned_minutes: u32,
    narrowed: Option<WireNarrowed>,
    seed: u64,
    levels: Vec<&'static str>,
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

impl<'a> Wire<'a> {
    fn of(shown: &PlanReport<'a>) -> Self {
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
            catalogue: catalogue.key(),
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
                Purpose::Brief => "brief",
            },
            minutes: plan.minutes,
            planned_minutes: plan.planned_minutes(bank),
            narrowed: plan.narrowed.map(|one| WireNarrowed {
                by: one.wish.to_string(),
                left_out: one.left_out,
                of: one.of,
            }),
            seed: plan.seed,
            levels: match &plan.levels[..] {
                [] => Level::NAMED.iter().map(|(name, _)| *name).collect(),
                levels => levels.iter().map(|level| level.name()).collect(),
            },
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
                .map(|one| WireQuestion::of(shown, &bank.questions[one.question], Some(one)))
                .collect(),
            to_ask: plan
                .to_ask
                .iter()
                .map(|&index| WireQuestion::of(shown, &bank.questions[index], None))
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
