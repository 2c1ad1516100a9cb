//! A plan on one screen: what will be asked, and the commands that lead on. What is listened for is left to the whole plan.

use super::PlanReport;
use super::question::in_short;
use super::sections::{NOTICE, again, facts, practise, title};
use crate::render::document::Block;
use crate::render::prose::{data, own, say};

pub(super) fn blocks(shown: &PlanReport<'_>) -> Vec<Block> {
    let questions = shown.plan.questions.iter().map(|planned| {
        let question = &shown.bank.questions[planned.question];
        say("{} ({})", [data(&question.text), in_short(shown, planned)])
    });
    let asked = shown.plan.to_ask.iter();
    let asked = asked.map(|&index| data(&shown.bank.questions[index].text));
    let mut blocks = vec![
        title(shown),
        facts(shown),
        Block::Steps(own("You are asked"), questions.collect()),
    ];
    blocks.extend(Block::list(own("You ask"), asked));
    blocks.push(Block::Small(own(NOTICE)));
    let mut commands: Vec<_> = practise(shown).into_iter().collect();
    commands.push((
        format!("{} -o plan.html", again(shown)),
        "all of it as a page: what is listened for, follow-ups, worked answers",
    ));
    blocks.push(Block::next(commands));
    blocks
}
