//! What somebody needs who plays the interviewer, be it a friend, a coach or a chat program: what to ask, when to press, what
//! to listen for, and a sheet to rate on.

use super::question::{good_answer, heading, heard, list, steps, what_to_know, worked};
use super::words::{PlanReport, sore};
use crate::preparation::{Planned, QuestionKind};
use crate::render::document::Block;
use crate::render::figures::lowered;
use crate::render::prose::{Prose, data, own, say};

/// How the part is played, in the order in which it matters.
const RULES: [&str; 8] = [
    "You are the interviewer, and the other person is the candidate. Stay in the part until the last question is done.",
    "Ask the questions in order and word for word, one at a time, and wait for the whole answer. Add nothing to a question \
     and never answer it yourself.",
    "Read out nothing but the questions and the follow-ups. What is to be listened for, the signals, the ratings and the \
     worked answers are for your eyes.",
    "After an answer ask the follow-ups one at a time, the first one first. Leave one out only where the answer has \
     said it already.",
    "Press where an answer stays general: where it says we and not I, names no figure, no decision or no result. Ask \
     once for an example or a number, then go on.",
    "Do not help, praise or correct while the interview lasts. Where the candidate asks you something about a case, \
     answer with one plain fact that fits, and remember it.",
    "Keep the time that stands with each question. Say when half of it has gone by in a case, and stop when it is \
     over.",
    "Rate only after the last question. For each one give a rating of 1, 3 or 5, the words that decided it, and one thing \
     to do better. Then name the one answer to practise again.",
];

/// Returns the opening of a brief.
pub(super) fn opening(shown: &PlanReport<'_>) -> Vec<Block> {
    let role = shown.catalogue.roles[shown.plan.role].name.as_str();
    let intent = say(
        "This is a practice interview for a {}. Whoever gets this page plays the interviewer; a chat program gets it \
         as its first message, with the words “Begin.”",
        [data(lowered(role))],
    );
    let rules = RULES.map(own).into_iter().collect();
    let steps = Block::Steps(own("How to play the part"), rules);
    let press = Block::list(own("Press this candidate above all on"), sore(shown));
    let opening = [Block::Paragraph(intent), steps].into_iter();
    opening.chain(press).collect()
}

/// Returns a question of a brief.
pub(super) fn question(shown: &PlanReport<'_>, number: usize, planned: &Planned) -> Vec<Block> {
    let question = &shown.bank.questions[planned.question];
    let mut blocks: Vec<Block> = heading(shown, number, planned).into();
    blocks.push(steps("Follow-ups, one at a time", &question.follow_ups));
    blocks.push(list(
        "Press when the answer sounds like this",
        &question.red_flags,
    ));
    blocks.push(Block::Labelled(
        own("Listen for"),
        data(&question.looks_for),
    ));
    blocks.push(list("Strong signals", &question.strong));
    if let Some(case) = &question.case {
        blocks.push(Block::Paragraph(own(
            "The stages of the case and what is heard at each. The candidate leads; say the time where a stage runs \
             over.",
        )));
        blocks.extend(heard(case, planned, question.minutes));
        blocks.push(list("Said by the end", &case.checklist));
        blocks.push(list(
            "Wrong turns: let them happen, then press",
            &case.wrong_turns,
        ));
    }
    blocks.extend(what_to_know(question));
    blocks.extend(good_answer(shown, question));
    let role = shown.plan.role;
    blocks.push(super::question::anchors(
        "Rating",
        question.anchors_for(role),
    ));
    blocks
}

/// Returns the end of a brief: the candidate's own questions, the sheet, and what is read last.
pub(super) fn closing(shown: &PlanReport<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::Section(own("At the end")),
        Block::Paragraph(own(
            "Ask: “What would you like to know from us?” Answer two questions at most, as somebody who works there would, \
             and thank the candidate. Then leave the part and give the ratings.",
        )),
        Block::Section(own("Rating sheet")),
    ];
    let head = ["Question", "1, 3 or 5", "What decided it", "To do better"];
    let rows = (1..).zip(&shown.plan.questions);
    let rows = rows.map(|(number, planned): (usize, &Planned)| {
        let question = &shown.bank.questions[planned.question];
        let label = own(format!("{number}. ")).then(data(&question.text));
        vec![label, Prose::new(), Prose::new(), Prose::new()]
    });
    blocks.push(Block::Rows(head.map(own).to_vec(), rows.collect()));
    let has_case = shown
        .plan
        .questions
        .iter()
        .any(|planned| shown.bank.questions[planned.question].kind == QuestionKind::Case);
    let before = if has_case {
        "Show one only after you have rated the question, and only where the candidate asks for it. It is one good answer \
         among several."
    } else {
        "Show one only after you have rated the question, and only where the candidate asks for it."
    };
    blocks.extend(worked(shown, "Worked answers, after the rating", before));
    blocks
}
