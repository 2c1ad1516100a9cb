//! A plan as data, and its questions as a stream.

use serde_json::{Value, json};

use super::question::stages;
use super::sections::{NOTICE, why_text};
use super::words::PlanReport;
use crate::catalogue::{Catalogue, Text};
use crate::preparation::{
    Basis, Case, Change, Gap, Level, Planned, Question, QuestionKind, Star, StarPart,
};
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

fn texts(texts: &[Text]) -> Value {
    texts.iter().map(Text::as_str).collect()
}

/// Writes a question; what is planned of it is nothing where the candidate asks it.
fn question(shown: &PlanReport<'_>, question: &Question, planned: Option<&Planned>) -> Value {
    let catalogue = shown.catalogue;
    let role_id = |index: usize| catalogue.roles[index].id.as_str();
    let roles = question.roles.iter().map(|&index| role_id(index));
    let tested = question.tested.as_ref();
    let contrast = question.contrast.iter();
    let contrast =
        contrast.map(|(index, words)| json!({ "role": role_id(*index), "answer": words.as_str() }));
    let anchors = question.anchors_for(shown.plan.role);
    let asked = question.kind == QuestionKind::ForTheEmployer;
    let stories = shown.stories.iter();
    let stories = stories.filter(|story| !asked && story.fits(question));
    let opener = question.opener.as_ref().map(|opener| {
        json!({ "skeleton": texts(&opener.skeleton), "leave_out": texts(&opener.leave_out) })
    });
    let minutes = planned.map(|one| one.minutes);
    let within = minutes.unwrap_or(question.minutes);
    json!({
        "id": question.id.as_str(),
        "text": question.text.as_str(),
        "reason": planned.map(|one| one.reason),
        "why": planned.map(|one| why_text(shown, one)),
        "break_after": planned.is_some_and(|one| one.break_after),
        "roles": roles.collect::<Value>(),
        // Nothing, as the pole, where it tests no single trait.
        "trait": tested.map(|tested| catalogue.traits[tested.trait_index].id.as_str()),
        "pole": tested.map(|tested| tested.pole.name()),
        "level": question.level,
        "kind": question.kind,
        "topics": question.topics,
        "minutes": question.minutes,
        "looks_for": question.looks_for.as_str(),
        "strong": texts(&question.strong),
        "red_flags": texts(&question.red_flags),
        "follow_ups": texts(&question.follow_ups),
        "star": question.star.as_ref().map(star),
        "contrast": contrast.collect::<Value>(),
        // Those of the role of the plan.
        "anchors": {
            "one": anchors.one.as_str(),
            "three": anchors.three.as_str(),
            "five": anchors.five.as_str(),
        },
        "ask_back": question.ask_back.as_ref().map(Text::as_str),
        "stories": stories.map(|story| story.id.as_str()).collect::<Value>(),
        "source": question.origin,
        "source_note": question.origin_note.as_ref().map(Text::as_str),
        "type": question.type_index.map(|index| shown.bank.types[index].id.as_str()),
        "own": question.is_own,
        // The minutes that it has in the plan: a case may have fewer than it usually takes.
        "planned_minutes": minutes,
        "know": texts(&question.know),
        "opener": opener,
        "case": question.case.as_ref().map(|one| case(one, within, question.minutes)),
        // One a paragraph.
        "worked": texts(&question.worked),
    })
}

fn star(star: &Star) -> Value {
    let parts = StarPart::ALL.map(|part| (part.name(), star.part(part).as_str()));
    parts.into_iter().collect()
}

fn case(case: &Case, minutes: u32, usual: u32) -> Value {
    let stages = stages(case, minutes, usual).into_iter();
    let stages = stages.map(|(name, minutes, heard)| {
        json!({ "name": name.as_str(), "minutes": minutes, "heard": texts(heard) })
    });
    json!({
        "stages": stages.collect::<Value>(),
        "checklist": texts(&case.checklist),
        "wrong_turns": texts(&case.wrong_turns),
    })
}
