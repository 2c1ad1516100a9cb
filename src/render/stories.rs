//! A person's stories against the questions of a plan: which is told where, what has none, which is told too often. It
//! assigns nothing.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::catalogue::{Catalogue, Text};
use crate::preparation::{Plan, QuestionBank, Story, StoryCover, Topic};
use crate::render::document::{Block, Document, NotFinite, Report, to_json};
use crate::render::figures::{counted, lowered};
use crate::render::prose::{Prose, data, own, say};

/// Stories, a plan, and which is told where.
#[derive(Debug, Clone, Copy)]
pub struct StoriesReport<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The bank that the plan's questions are from.
    pub bank: &'a QuestionBank,
    /// The plan.
    pub plan: &'a Plan,
    /// The stories.
    pub stories: &'a [Story],
    /// Which is told where.
    pub cover: &'a StoryCover,
}

impl StoriesReport<'_> {
    fn question(&self, index: usize) -> Prose {
        let question = &self.bank.questions[index];
        say("{} ({})", [data(&question.text), data(&question.id)])
    }

    fn title(&self) -> Prose {
        let role = &self.catalogue.roles[self.plan.role];
        own("Your stories for an interview as ").data(lowered(role.name.as_str()))
    }

    fn summary(&self) -> Prose {
        let wanting = self.cover.told.len();
        let without = self.cover.without().len();
        let noun = if self.stories.len() == 1 {
            "story"
        } else {
            "stories"
        };
        let told = match wanting {
            0 => "no question of this plan wants a story".to_owned(),
            _ if without == 0 => {
                format!("every one of {} has a story", counted(wanting, "question"))
            }
            _ => format!(
                "{without} of {} without one yet",
                counted(wanting, "question")
            ),
        };
        own(format!("{} {noun}; {told}.", self.stories.len()))
    }

    /// Returns what there is to say, each under its heading.
    fn parts(&self) -> [(&'static str, Vec<Prose>); 6] {
        let cover = self.cover;
        let title = |story: &Story| data(&story.title);
        let without = cover.without().into_iter();
        let without = without.map(|index| self.question(index));
        let lacking = cover.topics.iter().filter(|one| one.stories.is_empty());
        let lacking = lacking.map(|one| {
            let questions = counted(one.questions, "question");
            own(format!("{}: {questions} for this role", one.topic.name()))
        });
        let overused = cover.overused().into_iter().map(|index| {
            let uses = cover.uses[index];
            title(&self.stories[index]).own(format!(": told for {uses} questions"))
        });
        let told = cover.told.iter().filter_map(|&(question, story)| {
            let story = title(&self.stories[story?]);
            Some(say("{}: {}", [story, self.question(question)]))
        });
        let uses = self.stories.iter().zip(&cover.uses);
        let idle = uses.filter(|&(_, &uses)| uses == 0);
        let (untagged, idle): (Vec<_>, Vec<_>) = idle
            .map(|(story, _)| story)
            .partition(|story| story.topics.is_empty() && story.questions.is_empty());
        [
            ("No story yet", without.collect()),
            (
                "Topics that none of your stories is about",
                lacking.collect(),
            ),
            (
                "Told too often: find another for some of these",
                overused.collect(),
            ),
            ("Which to tell where", told.collect()),
            (
                "Not needed in this plan",
                idle.into_iter().map(title).collect(),
            ),
            (
                "Fits no question, for it names no topic and no question: add `topics` or `questions`",
                untagged.into_iter().map(title).collect(),
            ),
        ]
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Title(self.title()), Block::Paragraph(self.summary())];
        for (heading, entries) in self.parts() {
            blocks.extend(Block::part(own(heading), entries));
        }
        blocks
    }
}

/// Returns a story file to fill in: it can be read as it is.
#[must_use]
pub fn blank(catalogue: &Catalogue) -> String {
    let mut out = format!(
        "# Your stories: what you would tell in an interview.\n\
         # `rolefit prep stories FILE --role ROLE` tells which question has none.\n\
         format = 1\n\
         catalogue = \"{}\"\n\n\
         # One such block for each story; the id is small letters, digits and -.\n\
         [[story]]\n\
         id = \"my-first-story\"\n\
         title = \"What you call it\"\n",
        catalogue.id
    );
    for (part, words) in [
        ("situation", "Where and when was it, and who was there?"),
        ("task", "What had to be done, and why by you?"),
        ("action", "What did you do yourself?"),
        ("result", "What came of it?"),
        ("lesson", "What do you do differently since?"),
    ] {
        writeln!(out, "{part} = \"{words}\"").expect("a string takes every text");
    }
    out.push_str(
        "# What it is in half a minute, and in two if you like to write that out; take # away.\n\
         # short = \"One sentence on each: what it was, what you did, what came of it.\"\n\
         # long = \"…\"\n\
         # The story fits any question from the past about these topics; take # away before those it is about.\n\
         topics = [\n",
    );
    for (topic, _) in Topic::NAMED {
        writeln!(out, "  # \"{topic}\",").expect("a string takes every text");
    }
    out.push_str("]\n# And these questions, by id, whatever they are about.\nquestions = []\n");
    out
}

impl Report for StoriesReport<'_> {
    fn document(&self) -> Document {
        Document::new(self.bank.language.as_str(), self.blocks())
    }

    /// `rolefit/stories@1`.
    fn json(&self) -> Result<String, NotFinite> {
        Ok(json(self))
    }
}

fn json(shown: &StoriesReport<'_>) -> String {
    let cover = shown.cover;
    let question = |index: usize| shown.bank.questions[index].id.as_str();
    let story = |index: usize| shown.stories[index].id.as_str();
    let stories = shown.stories.iter().zip(&cover.uses).map(|(story, uses)| {
        let topics = story.topics.iter();
        json!({
            "id": story.id.as_str(),
            "title": story.title.as_str(),
            "uses": uses,
            "topics": topics.map(|topic| topic.name()).collect::<Value>(),
            "short": story.short.as_ref().map(Text::as_str),
            "long": story.long.as_ref().map(Text::as_str),
        })
    });
    let told = cover.told.iter();
    let told =
        told.map(|&(index, told)| json!({ "question": question(index), "story": told.map(story) }));
    let topics = cover.topics.iter().map(|one| {
        json!({
            "topic": one.topic.name(),
            "questions": one.questions,
            "stories": one.stories.iter().map(|&index| story(index)).collect::<Value>(),
        })
    });
    to_json(&json!({
        "schema": "rolefit/stories@1",
        "role": shown.catalogue.roles[shown.plan.role].id.as_str(),
        "seed": shown.plan.seed,
        "minutes": shown.plan.minutes,
        "stories": stories.collect::<Value>(),
        "questions": told.collect::<Value>(),
        "without": cover.without().into_iter().map(question).collect::<Value>(),
        "overused": cover.overused().into_iter().map(story).collect::<Value>(),
        "topics": topics.collect::<Value>(),
    }))
}
