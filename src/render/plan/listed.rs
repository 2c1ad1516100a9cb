//! A plan on a screen: what will be asked, what is listened for, and the commands that lead on.

use super::PlanReport;
use super::question::in_short;
use super::sections::{NOTICE, again, expected, facts, practise, title, whose};
use crate::render::document::Block;
use crate::render::figures::lowered;
use crate::render::prose::{data, own, say};

pub(super) fn blocks(shown: &PlanReport<'_>) -> Vec<Block> {
    let questions = shown.plan.questions.iter().map(|planned| {
        let question = &shown.bank.questions[planned.question];
        say(
            "{} ({}) Listens for: {}",
            [
                data(&question.text),
                in_short(shown, planned),
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
