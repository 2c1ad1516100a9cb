//! Progress for people, and what was written about answers.

use std::fmt::Write as _;

use super::card::{lines, returns_in};
use crate::catalogue::Catalogue;
use crate::preparation::QuestionBank;
use crate::preparation::calendar::Moment;
use crate::preparation::practice::{History, OpenPractice, Progress, QuestionProgress, Tally, due};
use crate::render::document::{Block, Document, NotFinite, Report};
use crate::render::figures::{counted, decimal};
use crate::render::look::Look;
use crate::render::prose::{Prose, data, joined, own, say};

/// The most returning questions listed.
const MOST_LISTED: usize = 10;

fn title(catalogue: &Catalogue, progress: &Progress) -> Prose {
    let title = own("Practice so far");
    match progress.role {
        Some(role) => say("{}: {}", [title, data(&catalogue.roles[role].name)]),
        None => title,
    }
}

fn in_all(progress: &Progress) -> Prose {
    let mut words = format!(
        "{} to {}; {} due again.",
        counted(progress.attempts, "rated answer"),
        counted(progress.questions.len(), "question"),
        progress.due().count()
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
    own(words)
}

/// What practice is told by: types where the bank has them, else traits.
struct Told<'a> {
    /// Those of which something was rated, each with how it goes.
    begun: Vec<(&'a str, String)>,
    /// The others, what is asked most for the role first.
    untried: Vec<&'a str>,
}

fn told<'a>(catalogue: &'a Catalogue, bank: &'a QuestionBank, progress: &'a Progress) -> Told<'a> {
    let role = role_of(catalogue, progress);
    let share = |index: usize| {
        let of = bank.types.get(index)?;
        role.map_or(Some(0.0), |role| of.share(role))
    };
    let is_typed = !bank.types.is_empty();
    let (names, tallies): (Vec<&str>, &[Tally]) = if is_typed {
        let names = bank.types.iter().map(|one| one.name.as_str());
        (names.collect(), &progress.types)
    } else {
        let names = catalogue.traits.iter().map(|one| one.name.as_str());
        (names.collect(), &progress.traits)
    };
    let mut begun = Vec::new();
    let mut untried = Vec::new();
    for (index, (name, tally)) in names.into_iter().zip(tallies).enumerate() {
        match (tally.first, tally.latest) {
            (Some(first), Some(latest)) => begun.push((
                name,
                format!(
                    "{} of {}: at first {}, now {}",
                    tally.rated,
                    tally.questions,
                    decimal(first, 1),
                    decimal(latest, 1)
                ),
            )),
            _ if tally.questions == 0 || is_typed && share(index).is_none() => {}
            _ => untried.push((share(index).unwrap_or(0.0), name)),
        }
    }
    untried.sort_by(|one, other| other.0.total_cmp(&one.0));
    Told {
        begun,
        untried: untried.into_iter().map(|(_, name)| name).collect(),
    }
}

/// Returns the role that is looked at, or else the one that was practised for last.
fn role_of(catalogue: &Catalogue, progress: &Progress) -> Option<usize> {
    let latest = progress.latest_role.as_deref();
    let latest = || latest.and_then(|role| catalogue.role_index(role));
    progress.role.or_else(latest)
}

/// Names what was not practised yet.
fn untried(names: &[&str]) -> Option<Block> {
    let listed = joined(names.iter().take(MOST_LISTED).map(data), "; ");
    let more = match names.len().saturating_sub(MOST_LISTED) {
        0 => ".".to_owned(),
        more => format!("; and {more} more."),
    };
    (!names.is_empty())
        .then(|| Block::Paragraph(own("Nothing practised yet of: ").then(listed).own(more)))
}

fn returning(bank: &QuestionBank, progress: &Progress) -> Vec<Prose> {
    let listed = progress.questions.iter().take(MOST_LISTED);
    listed
        .map(|one| {
            let last = one.attempts.last().expect("a question listed was rated");
            data(&bank.questions[one.question].text).own(format!(
                " Last a {}, back {}.",
                last.rating.number(),
                returns_in(one.due, &progress.now)
            ))
        })
        .collect()
}

/// What is shown of practice.
#[derive(Debug, Clone, Copy)]
pub struct ProgressReport<'a> {
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

impl Report for ProgressReport<'_> {
    fn document(&self) -> Document {
        Document::new(self.bank.language.as_str(), sections(self))
    }

    fn json(&self) -> Result<String, NotFinite> {
        // The notes are in it anyway.
        Ok(super::json::json(self.catalogue, self.bank, self.progress))
    }
}

fn sections(shown: &ProgressReport<'_>) -> Vec<Block> {
    let ProgressReport {
        catalogue,
        bank,
        progress,
        ..
    } = *shown;
    let mut blocks = vec![
        Block::Title(title(catalogue, progress)),
        Block::Paragraph(in_all(progress)),
    ];
    blocks.extend(unfinished(progress).into_iter().map(Block::Paragraph));
    if progress.attempts > 0 {
        let by = if bank.types.is_empty() {
            "By trait, from 1 to 5"
        } else {
            "By type, from 1 to 5"
        };
        let told = told(catalogue, bank, progress);
        let rows = told.begun.into_iter();
        let rows = rows.map(|(name, figures)| vec![data(name), own(&figures)]);
        blocks.extend([
            Block::Section(own(by)),
            Block::Rows(vec![own("About"), own("Ratings")], rows.collect()),
        ]);
        blocks.extend(untried(&told.untried));
        blocks.extend([
            Block::Section(own("What returns next")),
            Block::List(Prose::new(), returning(bank, progress)),
        ]);
    }
    if shown.with_notes {
        blocks.extend(notes(bank, progress));
    }
    let command = next(catalogue, progress) + shown.options;
    let next = (command, "go on practising");
    blocks.push(Block::next(vec![next]));
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
    let mut blocks = vec![Block::Section(own("Your notes"))];
    for (question, remark, texts) in unrated.chain(rated) {
        let lines = texts
            .into_iter()
            .map(|(label, text)| own(format!("{label}: ")).data(text));
        let heading = data(question).own(remark);
        blocks.push(Block::Question(None, heading));
        blocks.push(Block::List(Prose::new(), lines.collect()));
    }
    if blocks.len() == 1 {
        blocks.push(Block::Paragraph(own(NO_NOTES)));
    }
    blocks
}

/// Returns the command that goes on practising. A role is named unless an unfinished practice has one.
fn next(catalogue: &Catalogue, progress: &Progress) -> String {
    let date = progress.now.interview;
    let date = date.map_or_else(String::new, |day| format!(" --date {day}"));
    if progress.role.is_none() && progress.open.is_some() {
        return format!("rolefit prep practice{date}");
    }
    // What a journal calls a role may be anything, and this is there to be copied into a shell.
    let role = &catalogue.roles[role_of(catalogue, progress).unwrap_or(0)].id;
    format!("rolefit prep practice --role {role}{date}")
}

/// Says which practices are unfinished, and how those that were set aside are taken up again.
fn unfinished(progress: &Progress) -> Vec<Prose> {
    let said = |one: &OpenPractice, what: &str| {
        let (done, count) = (one.done, one.questions.len());
        say(
            "A practice for {} {}: {} of {} questions done.",
            [data(&one.role), own(what), own(done), own(count)],
        )
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

/// Returns how a practice went, the lowest ratings first, and what to do next; `same` are the options with which more of
/// the same is practised, `files` those with which a further command finds the same files.
#[must_use]
pub fn summary(
    bank: &QuestionBank,
    practice: &OpenPractice,
    history: &History,
    (now, [same, files]): (&Moment, [&str; 2]),
    look: &Look,
) -> String {
    let (rated, count) = (practice.ratings.len(), practice.questions.len());
    let skipped = match practice.done - rated {
        0 => String::new(),
        skipped => format!(", {skipped} skipped"),
    };
    let done = format!(
        "Done: {}, {rated} rated{skipped}",
        counted(count, "question")
    );
    let mut ratings: Vec<_> = practice.ratings.iter().collect();
    ratings.sort_by_key(|(_, rating)| *rating);
    let ratings = ratings.into_iter().map(|(id, rating)| {
        let text = bank.question_index(id);
        let text = text.map_or(id.as_str(), |index| bank.questions[index].text.as_str());
        let back = due(history.attempts_at(id), now).map_or_else(String::new, |due| {
            format!(" Back {}.", returns_in(due, now))
        });
        let rating = own(rating.number().to_string());
        (rating, data(text).own(back))
    });
    let blocks = vec![
        Block::Section(own(done)),
        Block::Figures(ratings.collect()),
        Block::next(vec![
            (
                format!("rolefit prep practice --role {}{same}", practice.role),
                "what you rated low returns first",
            ),
            (
                format!("rolefit prep progress --notes{files}"),
                "how it goes, and what you wrote",
            ),
        ]),
    ];
    Document::new(bank.language.as_str(), blocks).text(look)
}
