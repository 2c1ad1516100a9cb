//! The parts of one question as they are shown one after another. What helps to judge an answer comes last.

use crate::catalogue::{Catalogue, Text};
use crate::preparation::calendar::Moment;
use crate::preparation::{Question, QuestionBank, StarPart};
use crate::render::leaning::both;
use crate::render::look::Look;
use crate::render::page::Page;
use crate::render::plan::part_name;
use crate::render::prose::{Emphasis, Prose};

/// Returns the question as it is asked; `place` is its number and how many there are. What it looks at is not said: an
/// interviewer does not say it either.
#[must_use]
pub fn asked(question: &Question, (number, count): (usize, usize), look: &Look) -> String {
    let mut page = Page::new(look);
    page.blank();
    page.prose(&Prose::new().with(
        Emphasis::Dim,
        format!(
            "Question {number} of {count}, about {} minutes.",
            question.minutes
        ),
    ));
    page.blank();
    page.prose(&Prose::new().with(Emphasis::Heading, question.text.as_str()));
    page.blank();
    page.finish()
}

/// Returns a line of talk, as wide as the terminal.
#[must_use]
pub fn line(words: &str, look: &Look) -> String {
    let mut page = Page::new(look);
    page.prose(&Prose::new().own(words));
    page.finish()
}

/// Returns questions as a numbered list, each with its id at the end of its last line.
#[must_use]
pub fn listed(bank: &QuestionBank, questions: &[usize], look: &Look) -> String {
    let mut page = Page::new(look);
    for (number, &index) in (1..).zip(questions) {
        let question = &bank.questions[index];
        let label = Prose::new().own(format!("{number}. "));
        let text = Prose::new().data(question.text.as_str());
        page.hanging(&label, &text.own(" (").data(question.id.as_str()).own(")"));
    }
    page.finish()
}

/// Returns a follow-up.
#[must_use]
pub fn follow_up(text: &Text, look: &Look) -> String {
    let mut page = Page::new(look);
    page.blank();
    let label = Prose::new().own("If pressed: ");
    page.prose(&label.with(Emphasis::Heading, text.as_str()));
    page.finish()
}

/// Returns a heading of a story with what to write under it; without a part, what to write where no story is told.
#[must_use]
pub fn heading(question: &Question, part: Option<StarPart>, look: &Look) -> String {
    let mut page = Page::new(look);
    let prose = match (part, &question.star) {
        (Some(part), Some(star)) => Prose::new()
            .with(Emphasis::Heading, part_name(part))
            .own(". ")
            .data(star.part(part).as_str()),
        _ => Prose::new().with(Emphasis::Heading, "Your answer in a line"),
    };
    page.prose(&prose);
    page.finish()
}

fn heading_of(page: &mut Page<'_>, words: &str) {
    page.blank();
    page.prose(&Prose::new().with(Emphasis::Heading, words));
}

/// Returns what to look for in an answer: what it is about, strong signals, and numbered red flags.
#[must_use]
pub fn signals(
    catalogue: &Catalogue,
    question: &Question,
    role: Option<&Text>,
    look: &Look,
) -> String {
    let mut page = Page::new(look);
    heading_of(&mut page, "The interviewer listens for");
    page.prose(&Prose::new().data(question.looks_for.as_str()));
    if let Some(tested) = question.tested {
        page.prose(
            &Prose::new()
                .own("It is about: ")
                .then(both(catalogue, tested.trait_index))
                .own("."),
        );
    }
    heading_of(&mut page, "Strong signals");
    for text in &question.strong {
        page.hanging(&Prose::new().own("- "), &Prose::new().data(text.as_str()));
    }
    if let Some(role) = role {
        heading_of(&mut page, "A good answer in this role");
        page.prose(&Prose::new().data(role.as_str()));
    }
    heading_of(&mut page, "Red flags");
    for (number, text) in (1..).zip(&question.red_flags) {
        let label = Prose::new().own(format!("{number}  "));
        page.hanging(&label, &Prose::new().data(text.as_str()));
    }
    page.blank();
    page.finish()
}

/// Returns what answers of three qualities look like. They stand apart from the red flags, whose numbers look like
/// theirs.
#[must_use]
pub fn anchors(question: &Question, look: &Look) -> String {
    let mut page = Page::new(look);
    heading_of(&mut page, "How good was it?");
    let anchors = &question.anchors;
    for (mark, text) in [
        ("1  ", &anchors.one),
        ("3  ", &anchors.three),
        ("5  ", &anchors.five),
    ] {
        page.hanging(&Prose::new().own(mark), &Prose::new().data(text.as_str()));
    }
    page.blank();
    page.finish()
}

/// Says how long an answer took, beside what is usual.
#[must_use]
pub fn minutes_taken(seconds: u64) -> String {
    let took = match (seconds / 60, seconds % 60) {
        (0, rest) => format!("{rest} s"),
        (minutes, rest) => format!("{minutes} min {rest} s"),
    };
    match seconds {
        0..20 => format!("{took}. Said aloud, two or three minutes are usual."),
        20..=240 => format!("{took}. Two or three minutes are usual."),
        _ => format!("{took}. Two or three minutes are usual; something can be left out."),
    }
}

/// Says how long ago something was, in days of the calendar; it is given in seconds since 1970 UTC.
pub(super) fn ago(at: i64, now: &Moment) -> String {
    match now.calendar.days(at, now.at) {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        days => format!("{days} days ago"),
    }
}

/// Says when a question returns, in days of the calendar; it is given in seconds since 1970 UTC.
#[must_use]
pub fn returns_in(due: i64, now: &Moment) -> String {
    match now.calendar.days(now.at, due) {
        ..=0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    }
}
