//! A plan as blocks, in the order in which it is used. It knows neither screen nor document.

use super::Shown;
use super::words::{nearest, pressed, why};
use crate::preparation::{
    BREAK_MINUTES, Basis, Gap, Move, Planned, Purpose, Question, QuestionKind, StarPart,
};
use crate::render::blocks::Block;
use crate::render::figures::TIED;
use crate::render::gap::{advice, direction, sentence};
use crate::render::prose::Prose;
use crate::render::result::words::foundation_in_short;

/// What a plan may be used for.
pub(super) const NOTICE: &str = "For practice and reflection, not for hiring decisions.";

fn own(words: &str) -> Prose {
    Prose::new().own(words)
}

fn data(words: &crate::catalogue::Text) -> Prose {
    Prose::new().data(words.as_str())
}

pub(super) fn blocks(shown: &Shown<'_>) -> Vec<Block> {
    let mut blocks = vec![title(shown), Block::Fields(&["Name", "Date"]), facts(shown)];
    blocks.extend(opening(shown));
    blocks.extend(moving(shown));
    for (number, planned) in (1..).zip(&shown.plan.questions) {
        let question = &shown.bank.questions[planned.question];
        blocks.extend(match shown.plan.purpose {
            Purpose::Candidate => candidate(shown, number, question, *planned),
            Purpose::Interviewer => interviewer(shown, number, question),
            Purpose::Contrast => contrast(shown, number, question),
        });
        if planned.break_after {
            blocks.push(Block::Section(own(&format!(
                "Break, {BREAK_MINUTES} minutes"
            ))));
        }
    }
    blocks.extend(asking(shown));
    blocks.extend(closing(shown));
    blocks
}

fn title(shown: &Shown<'_>) -> Block {
    let what = match shown.plan.purpose {
        Purpose::Candidate => "Interview preparation: ",
        Purpose::Interviewer => "Practice interview, for the interviewer: ",
        Purpose::Contrast => "One question, several good answers: ",
    };
    let role = &shown.catalogue.roles[shown.plan.role];
    let title = own(what).data(role.name.as_str());
    Block::Title(match shown.about {
        None => title,
        Some(name) => title.own(", for ").data(name.as_str()),
    })
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Says how the time is spent: the parts add up to the whole.
fn facts(shown: &Shown<'_>) -> Block {
    let (bank, plan) = (shown.bank, shown.plan);
    let minutes = |index: usize| bank.questions[index].minutes;
    let mut parts = Vec::new();
    if !plan.questions.is_empty() {
        let sum: u32 = plan.questions.iter().map(|one| minutes(one.question)).sum();
        let questions = counted(plan.questions.len(), "question");
        parts.push(format!("{sum} for {questions}"));
    }
    if !plan.to_ask.is_empty() {
        let sum: u32 = plan.to_ask.iter().map(|&index| minutes(index)).sum();
        let count = plan.to_ask.len();
        parts.push(if parts.is_empty() {
            format!("{sum} to ask {}", counted(count, "question"))
        } else {
            format!("{sum} to ask {count} back")
        });
    }
    let breaks = plan.questions.iter().filter(|one| one.break_after).count();
    if breaks > 0 {
        let sum = u32::try_from(breaks).unwrap_or(u32::MAX) * BREAK_MINUTES;
        parts.push(format!("{sum} for {}", counted(breaks, "break")));
    }
    let rest = plan.minutes.saturating_sub(plan.planned_minutes(bank));
    if rest > 0 {
        parts.push(match plan.purpose {
            Purpose::Interviewer => format!("{rest} for the candidate to ask"),
            Purpose::Candidate | Purpose::Contrast => format!("{rest} to spare"),
        });
    }
    Block::Facts(own(&format!(
        "{}{TIED}minutes: {}; seed {}",
        plan.minutes,
        parts.join(", "),
        plan.seed
    )))
}

fn opening(shown: &Shown<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    match shown.plan.purpose {
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
    blocks.extend(nearest(shown.catalogue, shown.plan, shown.about).map(Block::Paragraph));
    let pressed = pressed(shown.catalogue, shown.plan, shown.about);
    if !pressed.is_empty() {
        blocks.push(Block::List(
            match shown.about {
                None => own("Expect to be pressed on"),
                Some(name) => Prose::new()
                    .data(name.as_str())
                    .own(" can expect to be pressed on"),
            },
            pressed,
        ));
    }
    if shown.plan.purpose == Purpose::Candidate && !shown.plan.questions.is_empty() {
        blocks.push(Block::Paragraph(own(
            "For each question: answer aloud in two or three minutes, have the follow-ups asked, then look at the signals \
             and rate yourself.",
        )));
    }
    blocks
}

fn moving(shown: &Shown<'_>) -> Vec<Block> {
    let Some((from, changes)) = &shown.plan.moving else {
        return Vec::new();
    };
    let catalogue = shown.catalogue;
    let (from, to) = (&catalogue.roles[*from], &catalogue.roles[shown.plan.role]);
    let mut blocks = vec![Block::Section(
        own("What changes from ")
            .data(from.name.as_str().to_lowercase())
            .own(" to ")
            .data(to.name.as_str().to_lowercase()),
    )];
    for change in changes {
        let Gap {
            trait_index,
            place,
            centre,
            ..
        } = change.gap;
        let mut lines = advice(catalogue, trait_index, place, centre);
        for (role, indices) in [(from, &change.unlearn), (to, &change.show)] {
            for claim in indices.iter().map(|&index| &role.evidence[index]) {
                lines.push(
                    own("Sources say of ")
                        .data(role.name.as_str().to_lowercase())
                        .own(": ")
                        .then(data(&claim.claim))
                        .own(" (")
                        .data(catalogue.sources[claim.source].publisher.as_str())
                        .own(")"),
                );
            }
        }
        blocks.push(Block::Point(
            direction(catalogue, trait_index, place, centre),
            lines,
        ));
    }
    blocks
}

fn question_facts(shown: &Shown<'_>, question: &Question) -> Block {
    let topics: Vec<&str> = question.topics.iter().map(|topic| topic.name()).collect();
    let kind = match question.moves {
        Some(Move { from, .. }) => {
            format!(
                "move from {}",
                shown.catalogue.roles[from].name.as_str().to_lowercase()
            )
        }
        None => kind_words(question.kind).to_owned(),
    };
    Block::Facts(
        own(&format!("{}{TIED}minutes, ", question.minutes))
            .data(kind)
            .own(format!(
                ", {} level, about {}",
                question.level.name(),
                topics.join(", ")
            )),
    )
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

fn list(label: &str, texts: &[crate::catalogue::Text]) -> Block {
    Block::List(own(label), texts.iter().map(data).collect())
}

fn steps(label: &str, texts: &[crate::catalogue::Text]) -> Block {
    Block::Steps(own(label), texts.iter().map(data).collect())
}

fn anchors(label: &str, question: &Question) -> Block {
    let anchors = &question.anchors;
    Block::Marks(
        own(label),
        vec![
            ("1", data(&anchors.one)),
            ("3", data(&anchors.three)),
            ("5", data(&anchors.five)),
        ],
    )
}

fn candidate(
    shown: &Shown<'_>,
    number: usize,
    question: &Question,
    planned: Planned,
) -> Vec<Block> {
    let mut blocks = vec![
        Block::Question(Some(number), data(&question.text)),
        question_facts(shown, question),
        Block::Labelled(
            own("Why this one"),
            why(shown, question, planned.reason).own("."),
        ),
    ];
    let told: Vec<Prose> = shown
        .stories
        .iter()
        .filter(|story| story.fits(question))
        .map(|story| data(&story.title))
        .collect();
    if !told.is_empty() {
        blocks.push(Block::List(own("Your stories that fit"), told));
    }
    blocks.push(match &question.star {
        Some(star) => Block::Lines(
            own("Your story"),
            StarPart::NAMED
                .iter()
                .map(|&(name, part)| (heading(name), data(star.part(part))))
                .collect(),
        ),
        None => Block::Lines(
            own("Your answer in three points"),
            vec![
                ("First", Prose::new()),
                ("Then", Prose::new()),
                ("And", Prose::new()),
            ],
        ),
    });
    // What tells a good answer stands below the room for one's own.
    blocks.extend([
        steps("If pressed", &question.follow_ups),
        Block::Labelled(
            own("The interviewer listens for"),
            data(&question.looks_for),
        ),
        list("Strong signals", &question.strong),
        list("Red flags", &question.red_flags),
    ]);
    if let Some(words) = question.contrast_for(shown.plan.role) {
        let role = shown.catalogue.roles[shown.plan.role]
            .name
            .as_str()
            .to_lowercase();
        blocks.push(Block::Labelled(
            own("A good answer as ").data(role),
            data(words),
        ));
    }
    blocks.push(anchors("Rate yourself", question));
    if let Some(ask_back) = &question.ask_back {
        blocks.push(Block::Labelled(own("You could ask back"), data(ask_back)));
    }
    blocks
}

fn heading(name: &str) -> &'static str {
    match name {
        "situation" => "Situation",
        "task" => "Task",
        "action" => "Your own action",
        "result" => "Result",
        _ => "What you learned",
    }
}

fn interviewer(shown: &Shown<'_>, number: usize, question: &Question) -> Vec<Block> {
    vec![
        Block::Question(Some(number), data(&question.text)),
        question_facts(shown, question),
        Block::Labelled(own("Listen for"), data(&question.looks_for)),
        steps("Follow up, one at a time", &question.follow_ups),
        list("Strong signals", &question.strong),
        list("Red flags", &question.red_flags),
        Block::Lines(
            own("Notes"),
            vec![("Heard", Prose::new()), ("Asked further", Prose::new())],
        ),
        anchors("Rating", question),
    ]
}

fn contrast(shown: &Shown<'_>, number: usize, question: &Question) -> Vec<Block> {
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
        blocks.push(Block::Labelled(
            Prose::new().data(role.name.as_str()),
            words,
        ));
    }
    blocks
}

fn asking(shown: &Shown<'_>) -> Vec<Block> {
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
fn completeness(shown: &Shown<'_>) -> Prose {
    let Basis::Person(gaps) = &shown.plan.basis else {
        return Prose::new();
    };
    let answered = gaps.iter().filter(|gap| gap.answered).count();
    own(&format!(
        "It rests on answers to {answered} of {}. ",
        counted(gaps.len(), "trait")
    ))
}

fn closing(shown: &Shown<'_>) -> Vec<Block> {
    let bank = shown.bank;
    let mut blocks = vec![Block::Small(
        own(NOTICE)
            .own(" ")
            .then(completeness(shown))
            .then(foundation_in_short(shown.catalogue))
            .own(" Questions: ")
            .data(bank.id.as_str())
            .own(" ")
            .data(bank.version.as_str())
            .own("."),
    )];
    let role = format!(
        "{}{}",
        shown.catalogue.roles[shown.plan.role].id, shown.options
    );
    let mut commands = Vec::new();
    if shown.plan.purpose != Purpose::Interviewer && !shown.plan.questions.is_empty() {
        commands.push((
            format!("rolefit prep practice --role {role}"),
            "drill the questions one at a time",
        ));
    }
    let again = format!(
        "rolefit prep --role {role} --minutes {} --seed {}",
        shown.plan.minutes, shown.plan.seed
    );
    match shown.plan.purpose {
        Purpose::Candidate => {
            commands.push((
                format!("{again} -o plan.md"),
                "the same as a hand-out to print",
            ));
            if shown.plan.basis != Basis::Role && !shown.plan.questions.is_empty() {
                commands.push((
                    format!("rolefit prep --role {role} --contrast"),
                    "how good answers differ by role",
                ));
            }
        }
        Purpose::Interviewer => commands.push((
            format!("{again} --interviewer -o sheet.md"),
            "the same as a sheet to print",
        )),
        Purpose::Contrast => commands.push((again, "a plan to prepare with")),
    }
    blocks.push(Block::Commands(commands));
    blocks
}

/// Returns why a question is in, as plain text.
pub(super) fn why_text(shown: &Shown<'_>, planned: &Planned) -> String {
    let question = &shown.bank.questions[planned.question];
    sentence(why(shown, question, planned.reason))
        .own(".")
        .plain()
}
