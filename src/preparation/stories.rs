//! A person's own stories, from a plain TOML file, and which questions they answer.

use std::cmp::Reverse;

use toml::de::DeTable;

use super::bank::{Question, QuestionBank, QuestionKind, Star, Topic};
use super::plan::{Plan, Planned};
use super::reading::fields::is_foreign;
use super::reading::{Read, read, star_parts};
use crate::catalogue::toolkit::{Reader, Table, is_known_format};
use crate::catalogue::{Catalogue, Code, Diagnostic, FileKind, QuestionId, StoryId, Text};

/// The most stories of one file.
const MAX_STORIES: usize = 500;
/// A story told more often than this in one interview is noticed.
const OFTEN: usize = 2;

/// One story of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// Its key.
    pub id: StoryId,
    /// What the person calls it.
    pub title: Text,
    /// The story under the five headings.
    pub parts: Star,
    /// What it is about; several topics make it fit several questions.
    pub topics: Vec<Topic>,
    /// The story in half a minute, as it is told first.
    pub short: Option<Text>,
    /// The story in two minutes, where that is written out.
    pub long: Option<Text>,
    /// Indices of the traits that it shows: of two stories that fit the one that shows the question's trait is told.
    pub traits: Vec<usize>,
    /// The questions that it is meant for.
    pub questions: Vec<QuestionId>,
}

impl Story {
    /// Returns whether it answers a question: one that it names, or one from the past about a topic of its own.
    #[must_use]
    pub fn fits(&self, question: &Question) -> bool {
        self.is_meant_for(question)
            || question.kind == QuestionKind::Behavioural && self.shared_topics(question) > 0
    }

    fn is_meant_for(&self, question: &Question) -> bool {
        self.questions.contains(&question.id)
    }

    fn shared_topics(&self, question: &Question) -> usize {
        let topics = question.topics.iter();
        topics.filter(|topic| self.topics.contains(topic)).count()
    }

    fn shows_its_trait(&self, question: &Question) -> bool {
        let tested = question.tested;
        tested.is_some_and(|tested| self.traits.contains(&tested.trait_index))
    }
}

/// A topic that questions of a role ask a story about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicCover {
    /// The topic.
    pub topic: Topic,
    /// How many questions of the role that ask for a story are about it.
    pub questions: usize,
    /// Indices of the stories about it.
    pub stories: Vec<usize>,
}

/// Which story is told for which question of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryCover {
    /// The questions that want a story, as (index in the bank, index of the story to tell), in the plan's order.
    pub told: Vec<(usize, Option<usize>)>,
    /// How many questions each story is told for.
    pub uses: Vec<usize>,
    /// The topics of all questions of the role that ask for a story, those with the most questions first.
    pub topics: Vec<TopicCover>,
}

impl StoryCover {
    /// Gives each question that wants a story the fitting one: one that names the question before one that shares most
    /// of its topics, and of equals the one that is told least so far.
    #[must_use]
    pub fn of(plan: &Plan, bank: &QuestionBank, stories: &[Story]) -> Self {
        let (mut told, mut uses) = (Vec::new(), vec![0; stories.len()]);
        for &Planned {
            question: index, ..
        } in &plan.questions
        {
            let question = &bank.questions[index];
            let fitting = stories.iter().enumerate();
            let fitting = fitting.filter(|(_, story)| story.fits(question));
            let best = fitting.min_by_key(|(place, story)| {
                (
                    !story.is_meant_for(question),
                    Reverse(story.shared_topics(question)),
                    uses[*place],
                    !story.shows_its_trait(question),
                    *place,
                )
            });
            let story = best.map(|(place, _)| place);
            if let Some(place) = story {
                uses[place] += 1;
            }
            if story.is_some() || question.kind == QuestionKind::Behavioural {
                told.push((index, story));
            }
        }
        Self {
            told,
            uses,
            topics: topics(plan.role, bank, stories),
        }
    }

    /// Returns the questions without a story.
    #[must_use]
    pub fn without(&self) -> Vec<usize> {
        let gaps = self.told.iter().filter(|(_, story)| story.is_none());
        gaps.map(|(question, _)| *question).collect()
    }

    /// Returns the stories that would be told too often, as indices.
    #[must_use]
    pub fn overused(&self) -> Vec<usize> {
        let stories = 0..self.uses.len();
        stories.filter(|&story| self.uses[story] > OFTEN).collect()
    }
}

/// Returns the topics about which a role is asked for a story.
fn topics(role: usize, bank: &QuestionBank, stories: &[Story]) -> Vec<TopicCover> {
    let topics = Topic::NAMED.iter().map(|&(_, topic)| {
        let asked = bank.questions.iter().filter(|question| {
            question.kind == QuestionKind::Behavioural
                && question.is_for(role)
                && !question.is_of_trade()
                && question.topics.contains(&topic)
        });
        let told = stories.iter().zip(0..);
        let told = told.filter(|(story, _)| story.topics.contains(&topic));
        TopicCover {
            topic,
            questions: asked.count(),
            stories: told.map(|(_, index)| index).collect(),
        }
    });
    let mut topics: Vec<TopicCover> = topics.filter(|one| one.questions > 0).collect();
    topics.sort_by_key(|one| Reverse(one.questions));
    topics
}

/// Reads a file of stories. All faults are found in one run.
#[must_use]
pub fn read_stories(source: &str, catalogue: &Catalogue, bank: &QuestionBank) -> Read<Vec<Story>> {
    read(source, |tree, reader| {
        stories(tree, reader, catalogue, bank)
    })
}

fn stories<'a>(
    tree: &'a DeTable<'a>,
    reader: &mut Reader<'a>,
    catalogue: &Catalogue,
    bank: &QuestionBank,
) -> Option<Vec<Story>> {
    if FileKind::Stories.report_other(tree, reader.faults) {
        return None;
    }
    let mut table = Table::new(reader, "story file", (tree, 0..0));
    table.require("format", "1");
    if !is_known_format(&mut table) {
        return None;
    }
    let owner = table.owner;
    let named = table.required("catalogue");
    let tables = table.tables("story", "[[story]]", MAX_STORIES);
    table.finish();
    if is_foreign(owner, named.as_ref(), catalogue, reader.faults) {
        return None;
    }
    if tables.is_empty() {
        let none = Diagnostic::new(Code::TooFew, 0..0, "the story file has no `[[story]]`");
        reader.faults.push(
            none.help("add a `[[story]]` with id, title, situation, task, action, result, lesson"),
        );
    }
    reader.ids_once("story", &tables);
    let each = tables.into_iter();
    let each = each.map(|entry| story(Table::new(reader, "story", entry), catalogue, bank));
    Some(each.collect())
}

fn questions(table: &mut Table<'_, '_>, bank: &QuestionBank) -> Vec<QuestionId> {
    let named = table.named("questions", "question", |table, name| {
        let unknown = ("question", Code::UnknownQuestion);
        table.declared(unknown, name, bank.question_ids())
    });
    let questions = named.into_iter().map(|index| &bank.questions[index]);
    questions.map(|question| question.id.clone()).collect()
}

fn story(mut table: Table<'_, '_>, catalogue: &Catalogue, bank: &QuestionBank) -> Story {
    let any = (0, Topic::NAMED.len());
    let story = Story {
        id: table.id(StoryId::new),
        title: table.text("title"),
        parts: star_parts(&mut table, "story"),
        topics: table.choices(("topics", "topic"), Topic::NAMED, any),
        short: table.optional("short"),
        long: table.optional("long"),
        traits: table.named("traits", "trait", |table, name| {
            table.trait_index(catalogue, name)
        }),
        questions: questions(&mut table, bank),
    };
    table.finish();
    story
}
