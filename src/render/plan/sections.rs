//! A plan as blocks, in the order in which it is used.

use super::question::{list, steps};
use super::words::{Answers, PlanReport, nearest, pressed, pressing, why};
use super::{brief, question};
use crate::preparation::{BREAK_MINUTES, Basis, Level, Planned, Purpose, Reason};
use crate::render::document::Block;
use crate::render::figures::{TIED, counted, lowered};
use crate::render::gap::{advice, direction, sentence};
use crate::render::prose::{Prose, data, own, say};
use crate::render::result::words::foundation_in_short;

/// What a plan may be used for.
pub(super) const NOTICE: &str = "For practice and reflection, not for hiring decisions.";

pub(super) fn blocks(shown: &PlanReport<'_>) -> Vec<Block> {
    let mut blocks = vec![title(shown), Block::Fields(&["Name", "Date"]), facts(shown)];
    blocks.extend(whose(shown));
    blocks.extend(opening(shown));
    blocks.extend(moving(shown));
    for (number, planned) in (1..).zip(&shown.plan.questions) {
        blocks.extend(match shown.plan.purpose {
            Purpose::Candidate => question::candidate(shown, number, planned),
            Purpose::Interviewer => question::interviewer(shown, number, planned),
            Purpose::Contrast => question::contrast(shown, number, planned),
            Purpose::Brief => brief::question(shown, number, planned),
        });
        if planned.break_after {
            blocks.push(Block::Section(own(format!(
                "Break, {BREAK_MINUTES} minutes"
            ))));
        }
    }
    match shown.plan.purpose {
        Purpose::Brief => blocks.extend(brief::closing(shown)),
        Purpose::Candidate => {
            blocks.extend(asking(shown));
            blocks.extend(question::worked(
                shown,
                "Worked answers",
                "Read one once you have rated your own answer to the question.",
            ));
        }
        Purpose::Interviewer | Purpose::Contrast => blocks.extend(asking(shown)),
    }
    blocks.extend(closing(shown));
    blocks
}

/// Says on whose answers it rests, where that is not said by their name: a page is read elsewhere, and by others.
fn whose(shown: &PlanReport<'_>) -> Option<Block> {
    let rests = matches!(shown.plan.basis, Basis::Person(_)) && shown.about.is_none();
    let from = shown.answers.filter(|_| rests)?;
    Some(Block::Paragraph(match from {
        Answers::File(name, None) => say("It rests on the answers in {}.", [data(name)]),
        Answers::File(name, Some(whose)) => say(
            "It rests on the answers of {}, in {}.",
            [data(whose), data(name)],
        ),
        Answers::Kept(id) => say(
            "It rests on the result {}, kept on the machine that made this.",
            [data(id)],
        ),
        Answers::Piped => own("It rests on the answers that were piped in."),
    }))
}

/// Lists on what an interviewer would press.
pub(super) fn expected(shown: &PlanReport<'_>) -> Option<Block> {
    let expect = match shown.about {
        None => own("Expect to be pressed on"),
        Some(name) => data(name).own(" can expect to be pressed on"),
    };
    Block::list(expect, pressed(shown))
}

pub(super) fn title(shown: &PlanReport<'_>) -> Block {
    let what = match shown.plan.purpose {
        Purpose::Candidate => "Interview preparation: ",
        Purpose::Interviewer => "Practice interview, for the interviewer: ",
        Purpose::Contrast => "One question, several good answers: ",
        Purpose::Brief => "Play the interviewer: ",
    };
    let role = &shown.catalogue.roles[shown.plan.role];
    let title = own(what).data(&role.name);
    Block::Title(match shown.about {
        None => title,
        Some(name) => say("{}, for {}", [title, data(name)]),
    })
}

/// Says how the time is spent: the parts add up to the whole.
pub(super) fn facts(shown: &PlanReport<'_>) -> Block {
    let (bank, plan) = (shown.bank, shown.plan);
    let mut parts = Vec::new();
    if !plan.questions.is_empty() {
        let sum: u32 = plan.questions.iter().map(|one| one.minutes).sum();
        let questions = counted(plan.questions.len(), "question");
        parts.push(format!("{sum} for {questions}"));
    }
    if !plan.to_ask.is_empty() {
        let minutes = plan
            .to_ask
            .iter()
            .map(|&index| bank.questions[index].minutes);
        let sum: u32 = minutes.sum();
        let questions = counted(plan.to_ask.len(), "question");
        parts.push(format!("{sum} for {questions} of your own"));
    }
    let breaks = plan.questions.iter().filter(|one| one.break_after).count();
    if breaks > 0 {
        let sum = u32::try_from(breaks).unwrap_or(u32::MAX) * BREAK_MINUTES;
        parts.push(format!("{sum} for {}", counted(breaks, "break")));
    }
    let rest = plan.minutes.saturating_sub(plan.planned_minutes(bank));
    let asked = plan.left_to_ask.min(rest);
    if asked > 0 {
        parts.push(format!("{asked} for the candidate's questions"));
    }
    if rest > asked {
        parts.push(format!("{} to spare", rest - asked));
    }
    Block::Facts(own(format!(
        "{}{TIED}minutes: {}; {}; seed {}",
        plan.minutes,
        parts.join(", "),
        levels(&plan.levels),
        plan.seed
    )))
}

/// Says which levels a plan is for.
pub(in crate::render) fn levels(levels: &[Level]) -> String {
    if levels.is_empty() || levels.len() == Level::NAMED.len() {
        return "all levels".to_owned();
    }
    let names: Vec<&str> = levels.iter().map(|level| level.name()).collect();
    let plural = if names.len() == 1 { "" } else { "s" };
    format!("level{plural}: {}", names.join(", "))
}

fn opening(shown: &PlanReport<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    match shown.plan.purpose {
        Purpose::Brief => return brief::opening(shown),
        Purpose::Candidate => {}
        Purpose::Interviewer => blocks.push(Block::Paragraph(own(
            "Ask everyone the same questions in this order. Write down what you hear before you rate, rate each answer \
             on its own, and compare ratings with a second interviewer only afterwards. Leave the candidate time to ask.",
        ))),
        Purpose::Contrast => blocks.push(Block::Paragraph(own(
            "The same question is asked in interviews for different roles, and a good answer for one is not a good \
             answer for another. Say yours aloud first, then read.",
        ))),
    }
    blocks.extend(nearest(shown).map(Block::Paragraph));
    blocks.extend(expected(shown));
    if shown.plan.purpose == Purpose::Candidate && !shown.plan.questions.is_empty() {
        blocks.push(Block::Paragraph(own(
            "For each question: answer aloud before you read on, have the follow-ups asked, then look at the signals and \
             rate yourself.",
        )));
    }
    blocks
}

fn moving(shown: &PlanReport<'_>) -> Vec<Block> {
    let Some((from, changes)) = &shown.plan.moving else {
        return Vec::new();
    };
    let catalogue = shown.catalogue;
    let (from, to) = (&catalogue.roles[*from], &catalogue.roles[shown.plan.role]);
    let whose = match (&shown.plan.basis, shown.about) {
        (Basis::Person(_), None) if shown.plan.purpose == Purpose::Brief => {
            own("from where the candidate stands")
        }
        (Basis::Person(_), None) => own("from where you stand"),
        (Basis::Person(_), Some(name)) => say("from where {} stands", [data(name)]),
        (Basis::Role | Basis::Move(_), _) => own("whoever moves"),
    };
    let mut blocks = vec![Block::Section(say(
        "What changes from {} to {}, {}",
        [
            data(lowered(from.name.as_str())),
            data(lowered(to.name.as_str())),
            whose,
        ],
    ))];
    if changes.is_empty() {
        blocks.push(Block::Paragraph(own(
            "Nothing on any trait: the place is reached already.",
        )));
    }
    for change in changes {
        let lines = advice(catalogue, &change.gap);
        blocks.push(Block::Point(direction(catalogue, &change.gap), lines));
    }
    let mut asked = shown.plan.questions.iter().map(|one| one.reason);
    if !asked.any(|reason| reason == Reason::Move) {
        let none = "No question here is about this move: none fits what was asked for.";
        blocks.push(Block::Paragraph(own(none)));
    }
    blocks
}

fn asking(shown: &PlanReport<'_>) -> Vec<Block> {
    if shown.plan.to_ask.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![Block::Section(own("Ask the employer"))];
    for &index in &shown.plan.to_ask {
        let question = &shown.bank.questions[index];
        blocks.extend([
            Block::Question(None, data(&question.text)),
            Block::Labelled(own("What the answer tells"), data(&question.looks_for)),
            list("Good signs", &question.strong),
            list("Warning signs", &question.red_flags),
            steps("Then ask", &question.follow_ups),
            Block::Lines(own("Their answer"), vec![("Heard", Prose::new())]),
        ]);
    }
    blocks
}

/// Says on how much of a person a plan rests; nothing of one that rests on no person.
fn completeness(shown: &PlanReport<'_>) -> Prose {
    let Basis::Person(gaps) = &shown.plan.basis else {
        return Prose::new();
    };
    let answered = gaps.iter().filter(|gap| gap.answered).count();
    own(format!(
        "It rests on answers to {answered} of {}. ",
        counted(gaps.len(), "trait")
    ))
}

fn closing(shown: &PlanReport<'_>) -> Vec<Block> {
    let bank = shown.bank;
    let mut blocks = vec![Block::Small(say(
        "{} {}{} Questions: {} {}.",
        [
            own(NOTICE),
            completeness(shown),
            foundation_in_short(shown.catalogue),
            data(&bank.id),
            data(&bank.version),
        ],
    ))];
    let mut commands: Vec<_> = practise(shown).into_iter().collect();
    let again = again(shown);
    match shown.plan.purpose {
        Purpose::Candidate => {
            commands.push((
                format!("{again} -o plan.html"),
                "the same as a page to print",
            ));
            if !shown.plan.questions.is_empty() {
                commands.push((
                    format!("{again} --brief -o brief.md"),
                    "a friend or a chat program plays the interviewer",
                ));
            }
        }
        Purpose::Interviewer => commands.push((
            format!("{again} --interviewer -o sheet.html"),
            "the same as a sheet to print",
        )),
        Purpose::Brief => commands.push((
            format!("{again} --brief -o brief.md"),
            "the same as a file to hand over",
        )),
        Purpose::Contrast => commands.push((again, "a plan to prepare with")),
    }
    blocks.push(Block::next(commands));
    blocks
}

/// Returns the role and the options that a further command is for the same with.
fn same(shown: &PlanReport<'_>) -> String {
    let role = &shown.catalogue.roles[shown.plan.role];
    format!("{}{}", role.id, shown.options)
}

/// Returns how the questions are practised, where there are any and it is they who prepare that read them.
pub(super) fn practise(shown: &PlanReport<'_>) -> Option<(String, &'static str)> {
    let prepares = matches!(shown.plan.purpose, Purpose::Candidate | Purpose::Contrast);
    let command = || {
        format!(
            "rolefit prep practice --role {}{}",
            same(shown),
            shown.drilling
        )
    };
    (prepares && !shown.plan.questions.is_empty())
        .then(|| (command(), "drill these one by one, due ones first"))
}

/// Returns how the same plan is made again.
pub(super) fn again(shown: &PlanReport<'_>) -> String {
    let (role, minutes, seed) = (same(shown), shown.plan.minutes, shown.plan.seed);
    format!("rolefit prep --role {role} --minutes {minutes} --seed {seed}")
}

/// Returns why a question is in, as plain text.
pub(super) fn why_text(shown: &PlanReport<'_>, planned: &Planned) -> String {
    let question = &shown.bank.questions[planned.question];
    sentence(why(shown, question, planned.reason))
        .own(".")
        .plain()
}

/// Returns the plan on a screen: what will be asked, what is listened for, and the commands that lead on.
pub(super) fn listed(shown: &PlanReport<'_>) -> Vec<Block> {
    let questions = shown.plan.questions.iter().map(|planned| {
        let question = &shown.bank.questions[planned.question];
        say(
            "{} ({}{}) Listens for: {}",
            [
                data(&question.text),
                question::in_short(shown, planned),
                pressing(shown, question),
                data(lowered(question.looks_for.as_str())),
            ],
        )
    });
    let asked = shown.plan.to_ask.iter();
    let asked = asked.map(|&index| data(&shown.bank.questions[index].text));
    let mut blocks = vec![title(shown), facts(shown)];
    blocks.extend(whose(shown));
    blocks.push(Block::Steps(own("You are asked"), questions.collect()));
    blocks.extend(expected(shown));
    blocks.extend(Block::list(own("You ask"), asked));
    blocks.push(Block::Small(own(NOTICE)));
    let mut commands: Vec<_> = practise(shown).into_iter().collect();
    commands.push((
        format!("{} -o plan.html", again(shown)),
        "all of it as a page: follow-ups, signals, worked answers",
    ));
    blocks.push(Block::next(commands));
    blocks
}
