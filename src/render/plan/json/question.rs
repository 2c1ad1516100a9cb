//! A question of a plan as data.

use serde_json::{Value, json};

use super::super::PlanReport;
use super::super::question::stages;
use super::super::sections::why_text;
use crate::catalogue::Text;
use crate::preparation::{Case, Planned, Question, QuestionKind, Star, StarPart};

fn texts(texts: &[Text]) -> Value {
    texts.iter().map(Text::as_str).collect()
}

/// Writes a question; what is planned of it is nothing where the candidate asks it.
pub(super) fn question(
    shown: &PlanReport<'_>,
    question: &Question,
    planned: Option<&Planned>,
) -> Value {
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
