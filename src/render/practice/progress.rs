//! Progress as text, Markdown and JSON. It counts and averages nothing.

use std::fmt::Write as _;

use serde::Serialize;

use super::card::returns_in;
use crate::catalogue::Catalogue;
use crate::preparation::QuestionBank;
use crate::preparation::practice::Progress;
use crate::render::figures::decimal;
use crate::render::look::Look;
use crate::render::markup;
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

/// The most returning questions listed.
const MOST_LISTED: usize = 10;

fn title(catalogue: &Catalogue, progress: &Progress) -> Prose {
    let title = Prose::new().own("Practice so far");
    match progress.role {
        Some(role) => title.own(": ").data(catalogue.roles[role].name.as_str()),
        None => title,
    }
}

fn summary(progress: &Progress) -> Prose {
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let (answers, questions) = (progress.attempts, progress.questions.len());
    let due = progress.due().count();
    let mut words = format!(
        "{answers} rated answer{} to {questions} question{}; {due} due again.",
        plural(answers),
        plural(questions)
    );
    if progress.unknown > 0 {
        let unknown = progress.unknown;
        write!(
            words,
            " {unknown} more to questions that this bank does not have."
        )
        .expect("a string takes every text");
    }
    Prose::new().own(words)
}

fn traits<'c>(catalogue: &'c Catalogue, progress: &Progress) -> Vec<(&'c str, String)> {
    progress
        .traits
        .iter()
        .filter(|one| one.questions > 0)
        .map(|one| {
            let name = catalogue.traits[one.trait_index].name.as_str();
            let figures = match (one.first, one.latest) {
                (Some(first), Some(latest)) => format!(
                    "{} of {} rated, at first {}, now {}",
                    one.rated,
                    one.questions,
                    decimal(first, 1),
                    decimal(latest, 1)
                ),
                _ => format!("none of {} yet", one.questions),
            };
            (name, figures)
        })
        .collect()
}

fn returning(bank: &QuestionBank, progress: &Progress) -> Vec<Prose> {
    let listed = progress.questions.iter().take(MOST_LISTED);
    listed
        .map(|one| {
            let (_, rating) = one.ratings.last().expect("a question listed was rated");
            Prose::new()
                .data(bank.questions[one.question].text.as_str())
                .own(format!(
                    " Last a {}, back {}.",
                    rating.number(),
                    returns_in(one.due, progress.now)
                ))
        })
        .collect()
}

/// Lays progress out for a terminal.
#[must_use]
pub fn text(
    catalogue: &Catalogue,
    bank: &QuestionBank,
    progress: &Progress,
    look: &Look,
) -> String {
    let mut page = Page::new(look);
    page.blank();
    page.prose(&title(catalogue, progress));
    page.prose(&summary(progress));
    if progress.attempts > 0 {
        page.heading(&Prose::new().with(Emphasis::Heading, "By trait, from 1 to 5"));
        let traits = traits(catalogue, progress);
        let widest = traits
            .iter()
            .map(|(name, _)| console::measure_text_width(name))
            .max();
        for (name, figures) in traits {
            let name = Prose::new().data(name);
            if page.columns() >= 60 {
                let label = name.pad_to(widest.unwrap_or(0) + 3);
                page.hanging(&label, &Prose::new().own(figures));
            } else {
                page.prose(&name);
                page.hanging(&Prose::new().own("  "), &Prose::new().own(figures));
            }
        }
        page.heading(&Prose::new().with(Emphasis::Heading, "What returns next"));
        for entry in returning(bank, progress) {
            page.hanging(&Prose::new().own("- "), &entry);
        }
    }
    page.blank();
    let role = progress.role.map(|role| catalogue.roles[role].id.as_str());
    let command = format!(
        "rolefit prep practice{}",
        role.map_or_else(String::new, |role| format!(" --role {role}"))
    );
    let label = Prose::new().with(Emphasis::Heading, "Next").own("   ");
    page.hanging(&label, &Prose::new().with(Emphasis::Command, command));
    page.finish()
}

/// Writes progress as Markdown.
#[must_use]
pub fn markdown(catalogue: &Catalogue, bank: &QuestionBank, progress: &Progress) -> String {
    let mut out = format!(
        "# {}\n\n{}\n",
        markup::readable(&title(catalogue, progress)),
        markup::readable(&summary(progress))
    );
    if progress.attempts > 0 {
        let rows: Vec<Vec<Prose>> = traits(catalogue, progress)
            .into_iter()
            .map(|(name, figures)| vec![Prose::new().data(name), Prose::new().own(figures)])
            .collect();
        let table = markup::table(&["Trait", "Ratings, 1 to 5"], &rows);
        write!(out, "\n{table}\n\n## What returns next\n\n").expect("a string takes every text");
        for entry in returning(bank, progress) {
            writeln!(out, "- {}", markup::readable(&entry)).expect("a string takes every text");
        }
    }
    out
}

#[derive(Serialize)]
struct Wire<'a> {
    schema: &'static str,
    bank: &'a str,
    role: Option<&'a str>,
    as_of: i64,
    attempts: usize,
    unknown: usize,
    due: Vec<&'a str>,
    traits: Vec<WireTrait<'a>>,
    questions: Vec<WireQuestion<'a>>,
}

#[derive(Serialize)]
struct WireTrait<'a> {
    #[serde(rename = "trait")]
    trait_id: &'a str,
    questions: usize,
    rated: usize,
    first: Option<f64>,
    latest: Option<f64>,
}

#[derive(Serialize)]
struct WireQuestion<'a> {
    id: &'a str,
    #[serde(rename = "trait")]
    trait_id: &'a str,
    due: i64,
    ratings: Vec<WireRating>,
}

#[derive(Serialize)]
struct WireRating {
    at: i64,
    rating: u8,
}

/// Writes progress as JSON, `rolefit/progress@1`; times are seconds since 1970 UTC.
#[must_use]
pub fn json(catalogue: &Catalogue, bank: &QuestionBank, progress: &Progress) -> String {
    let id = |index: usize| bank.questions[index].id.as_str();
    let trait_id = |index: usize| catalogue.traits[index].id.as_str();
    let wire = Wire {
        schema: "rolefit/progress@1",
        bank: &bank.id,
        role: progress.role.map(|role| catalogue.roles[role].id.as_str()),
        as_of: progress.now,
        attempts: progress.attempts,
        unknown: progress.unknown,
        due: progress.due().map(|one| id(one.question)).collect(),
        traits: progress
            .traits
            .iter()
            .map(|one| WireTrait {
                trait_id: trait_id(one.trait_index),
                questions: one.questions,
                rated: one.rated,
                first: one.first,
                latest: one.latest,
            })
            .collect(),
        questions: progress
            .questions
            .iter()
            .map(|one| WireQuestion {
                id: id(one.question),
                trait_id: trait_id(bank.questions[one.question].trait_index),
                due: one.due,
                ratings: one
                    .ratings
                    .iter()
                    .map(|&(at, rating)| WireRating {
                        at,
                        rating: rating.number(),
                    })
                    .collect(),
            })
            .collect(),
    };
    serde_json::to_string_pretty(&wire).expect("texts and finite numbers always become JSON") + "\n"
}
