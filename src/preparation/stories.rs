//! A person's own stories, from a plain TOML file, and which questions they answer. It writes no story.

use toml::de::DeTable;

use super::bank::{Question, QuestionBank, QuestionKind, Star};
use super::document::{RawList, format_is_known};
use super::plan::Plan;
use super::reading::{Read, read};
use super::validate::{all, declared, is_foreign, once};
use crate::catalogue::toolkit::{Faults, Owner, RawText, Table, Words};
use crate::catalogue::{Catalogue, Code, Diagnostic, QuestionId, StoryId, Text};

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
    /// Indices of the traits that it shows.
    pub traits: Vec<usize>,
    /// The questions that it is meant for.
    pub questions: Vec<QuestionId>,
}

impl Story {
    /// Returns whether it answers a question: one that it names, or any from the past about a trait that it names.
    #[must_use]
    pub fn fits(&self, question: &Question) -> bool {
        self.questions.contains(&question.id)
            || question.kind == QuestionKind::Behavioural
                && self.traits.contains(&question.trait_index)
    }
}

/// Which story is told for which question of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryCover {
    /// The questions that want a story, as (index in the bank, index of the story to tell), in the plan's order.
    pub told: Vec<(usize, Option<usize>)>,
    /// How many questions each story is told for.
    pub uses: Vec<usize>,
}

impl StoryCover {
    /// Gives each question that wants a story the fitting one that is told least so far; one that names the question
    /// comes before one that only names its trait.
    #[must_use]
    pub fn of(plan: &Plan, bank: &QuestionBank, stories: &[Story]) -> Self {
        let mut uses = vec![0; stories.len()];
        let wanting = plan
            .questions
            .iter()
            .map(|one| one.question)
            .filter(|&index| {
                let question = &bank.questions[index];
                question.kind == QuestionKind::Behavioural
                    || stories.iter().any(|story| story.fits(question))
            });
        let told = wanting
            .map(|index| {
                let question = &bank.questions[index];
                let fitting = stories
                    .iter()
                    .enumerate()
                    .filter(|(_, story)| story.fits(question));
                let best = fitting.min_by_key(|(place, story)| {
                    (
                        !story.questions.contains(&question.id),
                        uses[*place],
                        *place,
                    )
                });
                let story = best.map(|(place, _)| place);
                if let Some(place) = story {
                    uses[place] += 1;
                }
                (index, story)
            })
            .collect();
        Self { told, uses }
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
        let uses = self.uses.iter().enumerate();
        uses.filter(|&(_, &uses)| uses > OFTEN)
            .map(|(index, _)| index)
            .collect()
    }
}

/// Reads a file of stories. All faults are found in one run.
#[must_use]
pub fn read_stories(source: &str, catalogue: &Catalogue, bank: &QuestionBank) -> Read<Vec<Story>> {
    read(source, |tree, faults| {
        stories(tree, source, catalogue, bank, faults)
    })
}

fn stories(
    tree: &DeTable<'_>,
    source: &str,
    catalogue: &Catalogue,
    bank: &QuestionBank,
    faults: &mut Faults,
) -> Option<Vec<Story>> {
    let mut table = Table::new("story file", 0..0, tree);
    if !format_is_known(&mut table, faults) {
        return None;
    }
    let named = table.required_text("catalogue", faults);
    let tables = table.tables("story", "[[story]]", MAX_STORIES, faults);
    table.finish(faults);
    if is_foreign(table_owner(), named.as_ref(), catalogue, faults) {
        return None;
    }
    if tables.is_empty() {
        let none = Diagnostic::new(Code::TooFew, 0..0, "the story file has no `[[story]]`");
        faults.push(
            none.help("add a `[[story]]` with id, title, situation, task, action, result, lesson"),
        );
    }
    let raw: Vec<RawStory<'_>> = tables
        .into_iter()
        .map(|(entries, span)| raw_story(Table::new("story", span, entries), faults))
        .collect();
    let ids = raw.iter().filter_map(|story| story.id.as_ref());
    once("story", Code::DuplicateId, ids, faults);
    let mut words = Words { source, faults };
    let each: Vec<_> = raw
        .iter()
        .map(|story| story_of(story, catalogue, bank, &mut words))
        .collect();
    each.into_iter().collect()
}

fn table_owner() -> Owner<'static> {
    Owner {
        kind: "story file",
        id: None,
    }
}

struct RawStory<'a> {
    owner: Owner<'a>,
    id: Option<RawText<'a>>,
    title: Option<RawText<'a>>,
    parts: [Option<RawText<'a>>; 5],
    traits: Option<RawList<'a>>,
    questions: Option<RawList<'a>>,
}

fn raw_story<'a>(mut table: Table<'a>, faults: &mut Faults) -> RawStory<'a> {
    let parts = ["situation", "task", "action", "result", "lesson"];
    let raw = RawStory {
        owner: table.owner,
        id: table.required_text("id", faults),
        title: table.required_text("title", faults),
        parts: parts.map(|key| table.required_text(key, faults)),
        traits: table.texts("traits", faults),
        questions: table.texts("questions", faults),
    };
    table.finish(faults);
    raw
}

fn story_of(
    raw: &RawStory<'_>,
    catalogue: &Catalogue,
    bank: &QuestionBank,
    words: &mut Words<'_>,
) -> Option<Story> {
    let owner = raw.owner;
    let id = words.id(owner, raw.id.as_ref(), StoryId::new);
    let title = words.text(owner, "title", raw.title.as_ref());
    let parts = all(owner, "story", &raw.parts, words);
    let traits = catalogue.traits.iter().map(|one| one.id.as_str());
    let traits = named(
        owner,
        ("trait", Code::UnknownTrait),
        raw.traits.as_ref(),
        &traits,
        words.faults,
    );
    let questions = bank.questions.iter().map(|one| one.id.as_str());
    let of = ("question", Code::UnknownQuestion);
    let questions = named(owner, of, raw.questions.as_ref(), &questions, words.faults);
    Some(Story {
        id: id?,
        title: title?,
        parts: Star::new(parts?),
        traits: traits?,
        questions: questions?
            .into_iter()
            .map(|index| bank.questions[index].id.clone())
            .collect(),
    })
}

fn named<'n>(
    owner: Owner<'_>,
    of: (&str, Code),
    list: Option<&RawList<'_>>,
    names: &(impl Iterator<Item = &'n str> + Clone),
    faults: &mut Faults,
) -> Option<Vec<usize>> {
    let Some(list) = list else {
        return Some(Vec::new());
    };
    once(
        of.0,
        Code::DuplicateEntry,
        list.value.iter().flatten(),
        faults,
    );
    let each = list
        .value
        .iter()
        .map(|entry| declared(owner, of, entry.as_ref()?, names.clone(), faults));
    each.collect::<Vec<_>>().into_iter().collect()
}
