//! A question of a plan as data.

use serde::Serialize;

use super::super::PlanReport;
use super::super::question::stages;
use super::super::sections::why_text;
use crate::catalogue::{Catalogue, Pole, Text};
use crate::preparation::{Anchors, Planned, Question, QuestionKind, Reason, StarPart};

#[derive(Serialize)]
pub(super) struct WireQuestion<'a> {
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
    /// Those of the role of the plan.
    anchors: WireAnchors<'a>,
    ask_back: Option<&'a str>,
    stories: Vec<&'a str>,
    source: &'static str,
    source_note: Option<&'a str>,
    #[serde(rename = "type")]
    type_id: Option<&'a str>,
    own: bool,
    /// The minutes that it has in the plan: a case may have fewer than it usually takes.
    planned_minutes: Option<u32>,
    know: Vec<&'a str>,
    opener: Option<WireOpener<'a>>,
    case: Option<WireCase<'a>>,
    /// One a paragraph.
    worked: Vec<&'a str>,
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

#[derive(Serialize)]
struct WireOpener<'a> {
    skeleton: Vec<&'a str>,
    leave_out: Vec<&'a str>,
}

#[derive(Serialize)]
struct WireCase<'a> {
    stages: Vec<WireStage<'a>>,
    checklist: Vec<&'a str>,
    wrong_turns: Vec<&'a str>,
}

#[derive(Serialize)]
struct WireStage<'a> {
    name: &'a str,
    minutes: u32,
    heard: Vec<&'a str>,
}

impl<'a> WireAnchors<'a> {
    fn of(anchors: &'a Anchors) -> Self {
        Self {
            one: anchors.one.as_str(),
            three: anchors.three.as_str(),
            five: anchors.five.as_str(),
        }
    }
}

pub(super) fn pole(pole: Pole) -> &'static str {
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

fn texts(texts: &[Text]) -> Vec<&str> {
    texts.iter().map(Text::as_str).collect()
}

fn star(question: &Question) -> Option<WireStar<'_>> {
    question.star.as_ref().map(|star| WireStar {
        situation: star.part(StarPart::Situation).as_str(),
        task: star.part(StarPart::Task).as_str(),
        action: star.part(StarPart::Action).as_str(),
        result: star.part(StarPart::Result).as_str(),
        lesson: star.part(StarPart::Lesson).as_str(),
    })
}

fn contrast<'a>(catalogue: &'a Catalogue, question: &'a Question) -> Vec<WireContrast<'a>> {
    let contrast = question.contrast.iter().map(|(index, words)| WireContrast {
        role: catalogue.roles[*index].id.as_str(),
        answer: words.as_str(),
    });
    contrast.collect()
}

fn case<'a>(question: &'a Question, planned: Option<&Planned>) -> Option<WireCase<'a>> {
    let case = question.case.as_ref()?;
    let minutes = planned.map_or(question.minutes, |planned| planned.minutes);
    let stages = stages(case, minutes, question.minutes).into_iter();
    Some(WireCase {
        stages: stages
            .map(|(name, minutes, heard)| WireStage {
                name: name.as_str(),
                minutes,
                heard: texts(heard),
            })
            .collect(),
        checklist: texts(&case.checklist),
        wrong_turns: texts(&case.wrong_turns),
    })
}

impl<'a> WireQuestion<'a> {
    pub(super) fn of(
        shown: &PlanReport<'a>,
        question: &'a Question,
        planned: Option<&Planned>,
    ) -> Self {
        let catalogue = shown.catalogue;
        let fitting = shown
            .stories
            .iter()
            .filter(|story| question.kind != QuestionKind::ForTheEmployer && story.fits(question));
        let roles = question.roles.iter();
        Self {
            id: question.id.as_str(),
            text: question.text.as_str(),
            reason: planned.map(|one| reason(one.reason)),
            why: planned.map(|one| why_text(shown, one)),
            break_after: planned.is_some_and(|one| one.break_after),
            roles: roles
                .map(|&index| catalogue.roles[index].id.as_str())
                .collect(),
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
            star: star(question),
            contrast: contrast(catalogue, question),
            anchors: WireAnchors::of(question.anchors_for(shown.plan.role)),
            ask_back: question.ask_back.as_ref().map(Text::as_str),
            stories: fitting.map(|story| story.id.as_str()).collect(),
            source: question.origin.name(),
            source_note: question.origin_note.as_ref().map(Text::as_str),
            type_id: question
                .type_index
                .map(|index| shown.bank.types[index].id.as_str()),
            own: question.is_own,
            planned_minutes: planned.map(|one| one.minutes),
            know: texts(&question.know),
            opener: question.opener.as_ref().map(|opener| WireOpener {
                skeleton: texts(&opener.skeleton),
                leave_out: texts(&opener.leave_out),
            }),
            case: case(question, planned),
            worked: texts(&question.worked),
        }
    }
}
