//! Progress for people, and what was written about answers.

use std::fmt::Write as _;

use super::card::returns_in;
use super::notes::lines;
use crate::catalogue::Catalogue;
use crate::preparation::QuestionBank;
use crate::preparation::practice::{OpenPractice, Progress, QuestionProgress, Tally};
use crate::render::blocks::{self, Block};
use crate::render::figures::decimal;
use crate::render::look::Look;
use crate::render::prose::Prose;

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
    match progress.now.days_left() {
        None => {}
        Some(0) => words += " The interview is today.",
        Some(1) => words += " The interview is tomorrow.",
        Some(days @ 2..) => {
            write!(words, " The interview is in {days} days.").expect("a string takes every text");
        }
        Some(_) => words += " The interview is over.",
    }
    Prose::new().own(words)
}

/// Returns what practice is told by, each with how it goes: types where the bank has them, else traits.
fn tallies<'a>(
    catalogue: &'a Catalogue,
    bank: &'a QuestionBank,
    progress: &'a Progress,
) -> Vec<(&'a str, String)> {
    let told = |(name, tally): (&'a str, &Tally)| {
        let figures = match (tally.first, tally.latest) {
            (Some(first), Some(latest)) => format!(
                "{} of {} rated, at first {}, now {}",
                tally.rated,
                tally.questions,
                decimal(first, 1),
                decimal(latest, 1)
            ),
            _ => format!("none of {} yet", tally.questions),
        };
        (tally.questions > 0).then_some((name, figures))
    };
    if bank.types.is_empty() {
        let names = catalogue.traits.iter().map(|one| one.name.as_str());
        names.zip(&progress.traits).filter_map(told).collect()
    } else {
        let names = bank.types.iter().map(|one| one.name.as_str());
        names.zip(&progress.types).filter_map(told).collect()
    }
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

/// What is shown of practice.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// The bank that was practised with.
    pub bank: &'a QuestionBank,
    /// How it goes.
    pub progress: &'a Progress,
    /// Whether what was written last about each question is shown too.
    pub with_notes: bool,
    /// The options with which a further command finds the same files, each after a space.
    pub options: &'a str,
}

/// Lays progress out for a terminal.
#[must_use]
pub fn text(shown: &Shown<'_>, look: &Look) -> String {
    blocks::text(&sections(shown), look)
}

/// Writes progress as Markdown.
#[must_use]
pub fn markdown(shown: &Shown<'_>) -> String {
    blocks::document(&sections(shown))
}

/// Writes progress as one HTML page.
#[must_use]
pub fn html(shown: &Shown<'_>) -> String {
    blocks::html(&sections(shown), shown.bank.language.as_str())
}

fn sections(shown: &Shown<'_>) -> Vec<Block> {
    let Shown {
        catalogue,
        bank,
        progress,
        ..
    } = *shown;
    let mut blocks = vec![
        Block::Title(title(catalogue, progress)),
        Block::Paragraph(summary(progress)),
    ];
    blocks.extend(unfinished(progress).into_iter().map(Block::Paragraph));
    if progress.attempts > 0 {
        let own = |words: &str| Prose::new().own(words);
        let by = if bank.types.is_empty() {
            "By trait, from 1 to 5"
        } else {
            "By type, from 1 to 5"
        };
        let rows = tallies(catalogue, bank, progress).into_iter();
        let rows = rows.map(|(name, figures)| vec![Prose::new().data(name), own(&figures)]);
        blocks.extend([
            Block::Section(own(by)),
            Block::Rows(vec![own("About"), own("Ratings")], rows.collect()),
            Block::Section(own("What returns next")),
            Block::List(Prose::new(), returning(bank, progress)),
        ]);
    }
    if shown.with_notes {
        blocks.extend(notes(bank, progress));
    }
    let command = next(catalogue, progress) + shown.options;
    let next = (command, "go on practising");
    blocks.push(Block::Commands(vec![next]));
    blocks
}

/// Returns what was written last about each question, and about answers that are not rated yet.
fn notes(bank: &QuestionBank, progress: &Progress) -> Vec<Block> {
    let unrated = progress.unrated.iter().filter_map(|(question, draft)| {
        let lines = lines(draft);
        let text = bank.questions[*question].text.as_str();
        (!lines.is_empty()).then_some((text, " (not rated yet)", lines))
    });
    let rated = noted(bank, progress);
    let rated = rated.into_iter().map(|(text, lines)| (text, "", lines));
    let mut blocks = vec![Block::Section(Prose::new().own("Your notes"))];
    for (question, remark, texts) in unrated.chain(rated) {
        let lines = texts
            .into_iter()
            .map(|(label, text)| Prose::new().own(format!("{label}: ")).data(text));
        let heading = Prose::new().data(question).own(remark);
        blocks.push(Block::Question(None, heading));
        blocks.push(Block::List(Prose::new(), lines.collect()));
    }
    if blocks.len() == 1 {
        blocks.push(Block::Paragraph(Prose::new().own(NO_NOTES)));
    }
    blocks
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

/// Says which practices are unfinished, and how those that were set aside are taken up again.
fn unfinished(progress: &Progress) -> Vec<Prose> {
    let said = |one: &OpenPractice, what: &str| {
        let (done, count) = (one.done, one.questions.len());
        Prose::new()
            .own("A practice for ")
            .data(one.role.as_str())
            .own(format!(" {what}: {done} of {count} questions done."))
    };
    let open = progress.open.iter().map(|one| said(one, "is unfinished"));
    let aside = progress.aside.iter().rev();
    open.chain(aside.map(|one| said(one, "is set aside")))
        .collect()
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
