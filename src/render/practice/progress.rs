//! Progress as text and Markdown, and what was written about answers. It counts and averages nothing.

use std::fmt::Write as _;

use super::card::returns_in;
use super::notes::lines;
use crate::catalogue::Catalogue;
use crate::preparation::QuestionBank;
use crate::preparation::practice::{Progress, QuestionProgress};
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
            let last = one.attempts.last().expect("a question listed was rated");
            Prose::new()
                .data(bank.questions[one.question].text.as_str())
                .own(format!(
                    " Last a {}, back {}.",
                    last.rating.number(),
                    returns_in(one.due, &progress.now)
                ))
        })
        .collect()
}

/// Lays progress out for a terminal; `options` are those with which a further command finds the same files.
#[must_use]
pub fn text(
    catalogue: &Catalogue,
    bank: &QuestionBank,
    progress: &Progress,
    options: &str,
    look: &Look,
) -> String {
    let mut page = Page::new(look);
    page.blank();
    page.prose(&title(catalogue, progress));
    page.prose(&summary(progress));
    if let Some(unfinished) = unfinished(progress) {
        page.prose(&unfinished);
    }
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
    let label = Prose::new().with(Emphasis::Heading, "Next").own("   ");
    let command = next(catalogue, progress) + options;
    page.hanging(&label, &Prose::new().with(Emphasis::Command, command));
    page.finish()
}

/// Returns the command that goes on practising. A role is named unless an unfinished practice has one.
fn next(catalogue: &Catalogue, progress: &Progress) -> String {
    let first = || catalogue.roles[0].id.as_str();
    // What a journal calls a role may be anything, and this is there to be copied into a shell.
    let latest = progress.latest_role.as_deref();
    let latest = latest.filter(|role| catalogue.role_index(role).is_some());
    let role = match (progress.role, &progress.open, latest) {
        (Some(role), _, _) => catalogue.roles[role].id.as_str(),
        (None, Some(_), _) => return "rolefit prep practice".to_owned(),
        (None, None, Some(role)) => role,
        (None, None, None) => first(),
    };
    format!("rolefit prep practice --role {role}")
}

fn unfinished(progress: &Progress) -> Option<Prose> {
    let open = progress.open.as_ref()?;
    let (done, count) = (open.done, open.questions.len());
    Some(
        Prose::new()
            .own("A practice for ")
            .data(open.role.as_str())
            .own(format!(" is unfinished: {done} of {count} questions done.")),
    )
}

/// What was written about the latest answer to each question.
fn noted<'p>(
    bank: &'p QuestionBank,
    progress: &'p Progress,
) -> Vec<(&'p str, Vec<(String, String)>)> {
    let written = |one: &'p QuestionProgress| {
        let texts = one
            .attempts
            .iter()
            .rev()
            .map(|attempt| lines(&attempt.draft));
        let texts = texts.into_iter().find(|texts| !texts.is_empty())?;
        Some((bank.questions[one.question].text.as_str(), texts))
    };
    progress.questions.iter().filter_map(written).collect()
}

const NO_NOTES: &str = "Nothing was written about any answer yet.";

/// Lays out for a terminal what was written last about each question.
#[must_use]
pub fn notes_text(bank: &QuestionBank, progress: &Progress, look: &Look) -> String {
    let mut page = Page::new(look);
    page.heading(&Prose::new().with(Emphasis::Heading, "Your notes"));
    let noted = noted(bank, progress);
    if noted.is_empty() {
        page.prose(&Prose::new().own(NO_NOTES));
    }
    for (question, texts) in noted {
        page.blank();
        page.prose(&Prose::new().data(question));
        for (label, text) in texts {
            let text = Prose::new().own(format!("{label}: ")).data(text);
            page.hanging(&Prose::new().own("- "), &text);
        }
    }
    page.finish()
}

/// Writes what was written last about each question as Markdown.
#[must_use]
pub fn notes_markdown(bank: &QuestionBank, progress: &Progress) -> String {
    let mut out = "\n## Your notes\n".to_owned();
    let noted = noted(bank, progress);
    if noted.is_empty() {
        write!(out, "\n{NO_NOTES}\n").expect("a string takes every text");
    }
    for (question, texts) in noted {
        let question = markup::readable(&Prose::new().data(question));
        write!(out, "\n### {question}\n\n").expect("a string takes every text");
        for (label, text) in texts {
            let text = Prose::new().own(format!("{label}: ")).data(text);
            writeln!(out, "- {}", markup::readable(&text)).expect("a string takes every text");
        }
    }
    out
}

/// Writes progress as Markdown.
#[must_use]
pub fn markdown(catalogue: &Catalogue, bank: &QuestionBank, progress: &Progress) -> String {
    let mut out = format!(
        "# {}\n\n{}\n",
        markup::readable(&title(catalogue, progress)),
        markup::readable(&summary(progress))
    );
    if let Some(unfinished) = unfinished(progress) {
        writeln!(out, "\n{}", markup::readable(&unfinished)).expect("a string takes every text");
    }
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
