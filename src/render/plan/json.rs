//! A plan as data, and its questions as a stream.

mod question;

use serde_json::{Value, json};

use self::question::question;
use super::PlanReport;
use super::sections::NOTICE;
use crate::catalogue::Catalogue;
use crate::preparation::{Basis, Change, Gap, Level};
use crate::render::document::to_json;
use crate::render::escape;

/// Writes a plan as JSON, `rolefit/plan@1`.
pub(super) fn json(shown: &PlanReport<'_>) -> String {
    let (catalogue, bank, plan) = (shown.catalogue, shown.bank, shown.plan);
    let gaps = plan.gaps().unwrap_or_default().iter();
    let moving = plan.moving.as_ref().map(|(from, changes)| {
        let changes = changes.iter();
        let changes = changes.map(|one| change(catalogue, *from, plan.role, one));
        json!({ "from": catalogue.roles[*from].id.as_str(), "changes": changes.collect::<Value>() })
    });
    let levels = match &plan.levels[..] {
        [] => &Level::ALL[..],
        levels => levels,
    };
    to_json(&json!({
        "schema": "rolefit/plan@1",
        "notice": NOTICE,
        "rolefit": env!("CARGO_PKG_VERSION"),
        "catalogue": catalogue.key(),
        "bank": { "id": bank.id, "version": bank.version, "hash": bank.hash },
        "role": catalogue.roles[plan.role].id.as_str(),
        "purpose": plan.purpose,
        "minutes": plan.minutes,
        "planned_minutes": plan.planned_minutes(bank),
        "narrowed": plan.narrowed.map(|one| {
            json!({ "by": one.wish.to_string(), "left_out": one.left_out, "of": one.of })
        }),
        "seed": plan.seed,
        "levels": levels,
        "basis": match plan.basis {
            Basis::Role => "role",
            Basis::Person(_) => "person",
            Basis::Move(_) => "move",
        },
        "gaps": gaps.map(|one| gap(catalogue, one)).collect::<Value>(),
        "moving": moving,
        "questions": to_answer(shown).collect::<Value>(),
        "to_ask": to_ask(shown).collect::<Value>(),
    }))
}

fn to_answer(shown: &PlanReport<'_>) -> impl Iterator<Item = Value> {
    let questions = shown.plan.questions.iter();
    questions.map(|one| question(shown, &shown.bank.questions[one.question], Some(one)))
}

fn to_ask(shown: &PlanReport<'_>) -> impl Iterator<Item = Value> {
    let questions = shown.plan.to_ask.iter();
    questions.map(|&index| question(shown, &shown.bank.questions[index], None))
}

/// Writes the questions of a plan one a line, `rolefit/question@1`: those to answer, then those to ask.
#[must_use]
pub fn ndjson(shown: &PlanReport<'_>) -> String {
    let line = |section: &str, question: Value| {
        let mut line = json!({ "schema": "rolefit/question@1", "section": section });
        if let (Value::Object(line), Value::Object(question)) = (&mut line, question) {
            line.extend(question);
        }
        escape::json(&line.to_string()) + "\n"
    };
    let answer = to_answer(shown).map(|question| line("answer", question));
    let ask = to_ask(shown).map(|question| line("ask", question));
    answer.chain(ask).collect()
}

fn gap(catalogue: &Catalogue, gap: &Gap) -> Value {
    json!({
        "trait": catalogue.traits[gap.trait_index].id.as_str(),
        "place": gap.place,
        "centre": gap.centre,
        "distance": gap.distance,
        "toward": gap.toward().name(),
        "answered": gap.answered,
    })
}

fn change(catalogue: &Catalogue, from: usize, to: usize, one: &Change) -> Value {
    let claims = |role: usize, indices: &[usize]| {
        let claims = indices.iter().map(|&index| {
            let claim = &catalogue.roles[role].evidence[index];
            let source = catalogue.sources[claim.source].id.as_str();
            json!({ "claim": claim.claim.as_str(), "source": source })
        });
        claims.collect::<Value>()
    };
    json!({
        "trait": catalogue.traits[one.gap.trait_index].id.as_str(),
        "distance": one.gap.distance,
        "toward": one.toward.name(),
        "unlearn": claims(from, &one.unlearn),
        "show": claims(to, &one.show),
    })
}
