//! One question of a plan as blocks: for whoever prepares, whoever asks, and whoever compares roles.

use super::words::PlanReport;
use super::words::{pressing, why};
use crate::catalogue::Text;
use crate::preparation::{Anchors, Case, Move, Planned, Question, QuestionKind, StarPart};
use crate::render::document::Block;
use crate::render::figures::{TIED, lowered};
use crate::render::prose::{Prose, data, own, say};

pub(super) fn list(label: &str, texts: &[Text]) -> Block {
    Block::List(own(label), texts.iter().map(data).collect())
}

/// Returns what there is to know, where the bank says it.
pub(super) fn what_to_know(question: &Question) -> Option<Block> {
    let know = question.know.iter().map(data);
    Block::list(own("What there is to know"), know)
}

pub(super) fn steps(label: &str, texts: &[Text]) -> Block {
    Block::Steps(own(label), texts.iter().map(data).collect())
}

fn checks(label: &str, texts: &[Text]) -> Block {
    Block::Checks(own(label), texts.iter().map(data).collect())
}

/// Returns the heading of a question with what it is: minutes, kind, level, topics.
pub(super) fn heading(shown: &PlanReport<'_>, number: usize, planned: &Planned) -> [Block; 2] {
    let question = &shown.bank.questions[planned.question];
    let mut facts = in_short(shown, planned).own(format!(", {} level", question.level.name()));
    if !question.topics.is_empty() {
        let topics: Vec<&str> = question.topics.iter().map(|topic| topic.name()).collect();
        facts = facts.own(format!(", about {}", topics.join(", ")));
    }
    [
        Block::Question(Some(number), data(&question.text)),
        Block::Facts(facts.then(pressing(shown, question))),
    ]
}

/// Says in short what a question is: minutes and kind.
pub(super) fn in_short(shown: &PlanReport<'_>, planned: &Planned) -> Prose {
    let question = &shown.bank.questions[planned.question];
    let kind = match question.moves {
        Some(Move { from, .. }) => {
            let role = &shown.catalogue.roles[from];
            own("move from ").data(lowered(role.name.as_str()))
        }
        None => own(kind_words(question.kind)),
    };
    let minutes = if planned.minutes < question.minutes {
        let (here, usual) = (planned.minutes, question.minutes);
        format!("{here}{TIED}minutes here, {usual} at ease")
    } else {
        format!("{}{TIED}minutes", planned.minutes)
    };
    say("{}, {}", [own(&minutes), kind])
}

fn kind_words(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Opener => "opener",
        QuestionKind::Behavioural => "from your past",
        QuestionKind::Situational => "what you would do",
        QuestionKind::Knowledge => "knowledge",
        QuestionKind::Case => "case",
        QuestionKind::Motivation => "motivation",
        QuestionKind::RoleMove => "a move between roles",
        QuestionKind::ForTheEmployer => "to ask",
    }
}

/// Returns the stages of a case with the minutes that each has in a plan.
pub(super) fn stages(case: &Case, minutes: u32, usual: u32) -> Vec<(&Text, u32, &[Text])> {
    let mut ends = (0, 0);
    let mut stages = Vec::new();
    for stage in &case.stages {
        let (before, passed) = ends;
        let passed = passed + stage.minutes;
        // Whole minutes that add up to those of the plan, whatever part of its usual time it has.
        let end = (passed * minutes + usual / 2) / usual.max(1);
        stages.push((&stage.name, end - before, &stage.heard[..]));
        ends = (end, passed);
    }
    stages
}

pub(super) fn anchors(label: &str, anchors: &Anchors) -> Block {
    Block::Marks(
        own(label),
        vec![
            ("1", data(&anchors.one)),
            ("3", data(&anchors.three)),
            ("5", data(&anchors.five)),
        ],
    )
}

/// Returns what a good answer is in the role of the plan, where the bank says so.
pub(super) fn good_answer(shown: &PlanReport<'_>, question: &Question) -> Option<Block> {
    let words = question.contrast_for(shown.plan.role)?;
    let role = shown.catalogue.roles[shown.plan.role].name.as_str();
    let label = own("A good answer as ").data(lowered(role));
    Some(Block::Labelled(label, data(words)))
}

/// A question for whoever prepares. What tells a good answer stands below the room for one's own.
pub(super) fn candidate(shown: &PlanReport<'_>, number: usize, planned: &Planned) -> Vec<Block> {
    let question = &shown.bank.questions[planned.question];
    let mut blocks: Vec<Block> = heading(shown, number, planned).into();
    blocks.push(Block::Labelled(
        own("Why this one"),
        why(shown, question, planned.reason).own("."),
    ));
    let told = shown.stories.iter().filter(|story| story.fits(question));
    let told = told.map(|story| data(&story.title));
    blocks.extend(Block::list(own("Your stories that fit"), told));
    blocks.extend(room(question, planned));
    blocks.push(steps("If pressed", &question.follow_ups));
    blocks.push(Block::Labelled(
        own("The interviewer listens for"),
        data(&question.looks_for),
    ));
    if let Some(case) = &question.case {
        blocks.extend(heard(case, planned, question.minutes));
        blocks.push(list("Said by the end", &case.checklist));
        blocks.push(list("Wrong turns", &case.wrong_turns));
    }
    blocks.extend(what_to_know(question));
    blocks.push(list("Strong signals", &question.strong));
    blocks.push(list("Red flags", &question.red_flags));
    blocks.extend(good_answer(shown, question));
    let role = shown.plan.role;
    blocks.push(anchors("Rate yourself", question.anchors_for(role)));
    if let Some(ask_back) = &question.ask_back {
        blocks.push(Block::Labelled(own("You could ask back"), data(ask_back)));
    }
    blocks
}

/// Returns the room for an answer, with what shape it has.
fn room(question: &Question, planned: &Planned) -> Vec<Block> {
    if let Some(star) = &question.star {
        let lines = StarPart::NAMED.iter();
        let lines = lines.map(|&(_, part)| (part_name(part), data(star.part(part))));
        return vec![Block::Lines(own("Your story"), lines.collect())];
    }
    let three = |label: &str| {
        let names = ["First", "Then", "And"];
        Block::Lines(own(label), names.map(|name| (name, Prose::new())).to_vec())
    };
    match (&question.opener, &question.case) {
        (Some(opener), _) => vec![
            steps("The shape of two minutes", &opener.skeleton),
            list("Leave out", &opener.leave_out),
            three("Yours"),
        ],
        (None, Some(case)) => {
            let named = stages(case, planned.minutes, question.minutes).into_iter();
            let named = named.map(|(name, minutes, _)| data(name).own(in_minutes(minutes)));
            vec![
                Block::Steps(own("Stages"), named.collect()),
                three("Your notes"),
            ]
        }
        (None, None) => vec![three("Your answer in three points")],
    }
}

fn in_minutes(minutes: u32) -> String {
    let plural = if minutes == 1 { "" } else { "s" };
    format!(", {minutes}{TIED}minute{plural}")
}

/// Returns what is heard at each stage of a case.
pub(super) fn heard(case: &Case, planned: &Planned, usual: u32) -> Vec<Block> {
    let stages = stages(case, planned.minutes, usual).into_iter();
    let point = |(name, minutes, heard): (&Text, u32, &[Text])| {
        let lines = heard.iter().map(data).collect();
        Block::List(data(name).own(in_minutes(minutes)), lines)
    };
    stages.map(point).collect()
}

/// Returns the name of a heading of a story.
pub(in crate::render) fn part_name(part: StarPart) -> &'static str {
    match part {
        StarPart::Situation => "Situation",
        StarPart::Task => "Task",
        StarPart::Action => "Your own action",
        StarPart::Result => "Result",
        StarPart::Lesson => "What you learned",
    }
}

/// A question for whoever asks several people the same.
pub(super) fn interviewer(shown: &PlanReport<'_>, number: usize, planned: &Planned) -> Vec<Block> {
    let question = &shown.bank.questions[planned.question];
    let mut blocks: Vec<Block> = heading(shown, number, planned).into();
    blocks.push(Block::Labelled(
        own("Listen for"),
        data(&question.looks_for),
    ));
    if let Some(case) = &question.case {
        blocks.extend(heard(case, planned, question.minutes));
    }
    blocks.push(steps("Follow up, one at a time", &question.follow_ups));
    blocks.push(checks("Strong signals", &question.strong));
    blocks.push(checks("Red flags", &question.red_flags));
    if let Some(case) = &question.case {
        blocks.push(checks("Said by the end", &case.checklist));
        blocks.push(list("Wrong turns", &case.wrong_turns));
    }
    blocks.extend(good_answer(shown, question));
    blocks.extend(what_to_know(question));
    blocks.push(Block::Lines(
        own("Notes"),
        vec![("Heard", Prose::new()), ("Asked further", Prose::new())],
    ));
    let role = shown.plan.role;
    blocks.push(anchors("Rating", question.anchors_for(role)));
    blocks
}

/// A question for whoever compares what good answers sound like in each role.
pub(super) fn contrast(shown: &PlanReport<'_>, number: usize, planned: &Planned) -> Vec<Block> {
    let question = &shown.bank.questions[planned.question];
    let mut blocks = vec![
        Block::Question(Some(number), data(&question.text)),
        Block::Labelled(
            own("The interviewer listens for"),
            data(&question.looks_for),
        ),
    ];
    for (index, role) in shown.catalogue.roles.iter().enumerate() {
        let words = match question.contrast_for(index) {
            Some(words) => data(words),
            None => own("This question is not asked for this role."),
        };
        blocks.push(Block::Labelled(data(&role.name), words));
    }
    blocks
}

/// Returns the worked answers of a plan, which are read once a question is rated.
pub(super) fn worked(shown: &PlanReport<'_>, heading: &str, before: &str) -> Vec<Block> {
    let questions = (1..).zip(&shown.plan.questions);
    let worked = questions.filter_map(|(number, planned): (usize, &Planned)| {
        let question = &shown.bank.questions[planned.question];
        let label = own(format!("{number}. ")).then(data(&question.text));
        let paragraphs = question.worked_for(shown.catalogue, shown.plan.role);
        let paragraphs: Vec<Prose> = paragraphs.iter().map(data).collect();
        (!paragraphs.is_empty()).then_some(Block::Passage(label, paragraphs))
    });
    let worked: Vec<Block> = worked.collect();
    if worked.is_empty() {
        return Vec::new();
    }
    let opening = [Block::Section(own(heading)), Block::Paragraph(own(before))];
    opening.into_iter().chain(worked).collect()
}
