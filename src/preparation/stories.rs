//! A person's own stories, from a plain TOML file, and which questions they answer.

use toml::de::DeTable;

use super::bank::{Question, QuestionBank, QuestionKind, Star};
use super::plan::Plan;
use super::reading::fields::{Reader, declared, format_is_known, ids_once, is_foreign};
use super::reading::{Read, read, star_parts};
use crate::catalogue::toolkit::Table;
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
                && question
                    .tested
                    .is_some_and(|tested| self.traits.contains(&tested.trait_index))
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
        stories(&mut Reader::new(catalogue, source, faults), tree, bank)
    })
}

fn stories<'a>(
    reader: &mut Reader<'a, '_>,
    tree: &'a DeTable<'a>,
    bank: &QuestionBank,
) -> Option<Vec<Story>> {
    if FileKind::Stories.report_other(tree, reader.faults) {
        return None;
    }
    let mut table = Table::new("story file", 0..0, tree);
    if !format_is_known(&mut table, reader.faults) {
        return None;
    }
    let owner = table.owner;
    let named = table.required_text("catalogue", reader.faults);
    let tables = table.tables("story", "[[story]]", MAX_STORIES, reader.faults);
    table.finish(reader.faults);
    if is_foreign(owner, named.as_ref(), reader.catalogue, reader.faults) {
        return None;
    }
    if tables.is_empty() {
        let none = Diagnostic::new(Code::TooFew, 0..0, "the story file has no `[[story]]`");
        reader.faults.push(
            none.help("add a `[[story]]` with id, title, situation, task, action, result, lesson"),
        );
    }
    ids_once(reader, "story", &tables);
    let each: Vec<_> = tables
        .into_iter()
        .map(|(entries, span)| story(reader, bank, Table::new("story", span, entries)))
        .collect();
    each.into_iter().collect()
}

fn story<'a>(
    reader: &mut Reader<'a, '_>,
    bank: &QuestionBank,
    mut table: Table<'a>,
) -> Option<Story> {
    let owner = table.owner;
    let id = reader.id(&mut table, StoryId::new);
    let title = reader.text(&mut table, "title");
    let parts = star_parts(reader, &mut table, "story");
    let traits = reader.named(&mut table, "traits", "trait", |reader, name| {
        reader.trait_index(owner, name)
    });
    let questions = reader.named(&mut table, "questions", "question", |reader, name| {
        let ids = bank.questions.iter().map(|one| one.id.as_str());
        let of = ("question", Code::UnknownQuestion);
        declared(owner, of, name, ids, reader.faults)
    });
    table.finish(reader.faults);
    Some(Story {
        id: id?,
        title: title?,
        parts: parts?,
        traits,
        questions: questions
            .into_iter()
            .map(|index| bank.questions[index].id.clone())
            .collect(),
    })
}
