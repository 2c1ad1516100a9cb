//! The parts of one question as they are shown one after another. What helps to judge an answer comes last,
//! and with it what somebody wrote about an earlier one.

use crate::catalogue::{Catalogue, Text};
use crate::preparation::calendar::Moment;
use crate::preparation::practice::{Attempt, Draft, Step, takes};
use crate::preparation::{
    Anchors, Case, Question, QuestionBank, QuestionKind, Stage, StarPart, Story,
};
use crate::render::figures::lowered;
use crate::render::leaning::Voice;
use crate::render::look::Look;
use crate::render::page::Page;
use crate::render::plan::part_name;
use crate::render::prose::{Emphasis, Prose, data, own, say};

/// Returns the question as it is asked, where `step` is next; `place` is its number and how many there are. What it looks at
/// is not said: an interviewer does not say it either.
#[must_use]
pub fn asked(
    question: &Question,
    (again, step): (bool, Step),
    (number, count): (usize, usize),
    look: &Look,
) -> String {
    let mut page = Page::new(look);
    page.blank();
    page.prose(&Prose::new().with(Emphasis::Dim, {
        let minutes = takes(question, again);
        let place = format!("Question {number} of {count}");
        match question.kind {
            _ if again => format!("{place}, said again: about {minutes} minutes."),
            // The time of an opener is all one's own.
            QuestionKind::Opener => format!("{place}: about {minutes} minutes."),
            _ => format!("{place}: about {minutes} minutes, with what is asked after it."),
        }
    }));
    page.blank();
    page.prose(&Prose::new().with(Emphasis::Heading, question.text.as_str()));
    page.blank();
    if step.is_first() && !again {
        page.prose(&Prose::new().with(
            Emphasis::Dim,
            "New to you? n, then Enter, shows what there is to learn.",
        ));
        page.blank();
    }
    page.finish()
}

/// Returns a line of talk, as wide as the terminal.
#[must_use]
pub fn line(words: &str, look: &Look) -> String {
    let mut page = Page::new(look);
    page.prose(&own(words));
    page.finish()
}

/// Returns questions as a numbered list, each with its id at the end of its last line.
#[must_use]
pub fn listed(bank: &QuestionBank, questions: &[usize], look: &Look) -> String {
    let mut page = Page::new(look);
    for (number, &index) in (1..).zip(questions) {
        let question = &bank.questions[index];
        let label = own(format!("{number}. "));
        let text = data(&question.text);
        page.hanging(&label, &say("{} ({})", [text, data(&question.id)]));
    }
    page.finish()
}

/// Returns a follow-up of a question: the one at this index.
#[must_use]
pub fn follow_up(question: &Question, index: usize, look: &Look) -> String {
    let mut page = Page::new(look);
    page.blank();
    let label = own(match question.follow_ups.len() {
        1 => "If pressed: ".to_owned(),
        many => format!("If pressed, {} of {many}: ", index + 1),
    });
    let text = question.follow_ups[index].as_str();
    page.prose(&label.with(Emphasis::Heading, text));
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

/// Returns what belongs to a good answer: what the interviewer listens for, what there is to know, what is good in the role.
#[must_use]
pub fn signals(
    catalogue: &Catalogue,
    question: &Question,
    role: Option<usize>,
    look: &Look,
) -> String {
    let mut page = Page::new(look);
    heading_of(&mut page, "The interviewer listens for");
    page.prose(&data(&question.looks_for));
    if let Some(tested) = question.tested {
        let about = &catalogue.traits[tested.trait_index];
        let about = match Voice::of(catalogue, tested.trait_index) {
            Voice::Poles => say("{} or {}", [data(&about.low), data(&about.high)]),
            Voice::Draws | Voice::Share => data(lowered(about.name.as_str())),
        };
        page.prose(&say("It is about: {}.", [about]));
    }
    if let Some(opener) = &question.opener {
        numbered(&mut page, "The shape of two minutes", &opener.skeleton);
        listing(&mut page, "Leave out", &opener.leave_out);
    }
    if let Some(case) = &question.case {
        listing(&mut page, "Wrong turns", &case.wrong_turns);
    }
    listing(&mut page, "What there is to know", &question.know);
    if let Some(words) = role.and_then(|role| question.contrast_for(role)) {
        heading_of(&mut page, "A good answer in this role");
        page.prose(&data(words));
    }
    page.finish()
}

/// Returns what else there is to learn of a question, for whoever did not try to answer it.
#[must_use]
pub fn to_learn(question: &Question, look: &Look) -> String {
    let mut page = Page::new(look);
    if let Some(case) = &question.case {
        for stage in &case.stages {
            listing(&mut page, stage.name.as_str(), &stage.heard);
        }
        listing(&mut page, "Said by the end", &case.checklist);
    }
    listing(&mut page, "Strong signals", &question.strong);
    listing(&mut page, "Red flags", &question.red_flags);
    listing(&mut page, "If pressed", &question.follow_ups);
    page.blank();
    page.finish()
}

/// Returns things to be ticked by their numbers.
#[must_use]
pub fn to_tick(heading: &str, entries: &[Text], look: &Look) -> String {
    let mut page = Page::new(look);
    numbered(&mut page, heading, entries);
    page.blank();
    page.finish()
}

fn listing(page: &mut Page<'_>, heading: &str, texts: &[Text]) {
    if texts.is_empty() {
        return;
    }
    heading_of(page, heading);
    for text in texts {
        page.hanging(&own("- "), &data(text));
    }
}

fn numbered(page: &mut Page<'_>, heading: &str, texts: &[Text]) {
    heading_of(page, heading);
    for (number, text) in (1..).zip(texts) {
        let label = own(format!("{number}  "));
        page.hanging(&label, &data(text));
    }
}

/// Returns the stages of a case, as they stand before it begins.
#[must_use]
pub fn stages(case: &Case, look: &Look) -> String {
    let mut page = Page::new(look);
    for (number, stage) in (1..).zip(&case.stages) {
        let label = own(format!("{number}  "));
        let minutes = format!(", {} min", stage.minutes);
        page.hanging(&label, &data(&stage.name).own(minutes));
    }
    page.blank();
    page.finish()
}

/// Returns the heading of a stage, from 0, with the time it has.
#[must_use]
pub fn stage(case: &Case, place: usize, look: &Look) -> String {
    let mut page = Page::new(look);
    let (stage, count) = (&case.stages[place], case.stages.len());
    let words = format!("Stage {} of {count}, {} min: ", place + 1, stage.minutes);
    page.prose(&Prose::new().with(Emphasis::Heading, words + stage.name.as_str()));
    page.finish()
}

/// Returns what is heard from strong candidates at a stage that is over.
#[must_use]
pub fn heard(stage: &Stage, look: &Look) -> String {
    let mut page = Page::new(look);
    page.prose(&own("Heard here from strong candidates:"));
    for text in &stage.heard {
        page.hanging(&own("- "), &data(text));
    }
    page.blank();
    page.finish()
}

/// Returns a worked answer, to be read when one's own is rated; nothing where there is none.
#[must_use]
pub fn worked(paragraphs: &[Text], look: &Look) -> String {
    if paragraphs.is_empty() {
        return String::new();
    }
    let mut page = Page::new(look);
    heading_of(&mut page, "A worked answer");
    for (place, paragraph) in paragraphs.iter().enumerate() {
        if place > 0 {
            page.blank();
        }
        page.prose(&data(paragraph));
    }
    page.blank();
    page.finish()
}

/// Returns the person's stories that fit a question, each with its short version; nothing where none does.
#[must_use]
pub fn stories(stories: &[&Story], look: &Look) -> String {
    if stories.is_empty() {
        return String::new();
    }
    let mut page = Page::new(look);
    page.prose(&own("Your stories that fit:"));
    for story in stories {
        let title = data(&story.title);
        let entry = match &story.short {
            Some(short) => say("{}. {}", [title, data(short)]),
            None => title,
        };
        page.hanging(&own("- "), &entry);
    }
    page.blank();
    page.finish()
}

/// Returns what answers of three qualities look like. They stand apart from the red flags, whose numbers look like
/// theirs.
#[must_use]
pub fn anchors(anchors: &Anchors, look: &Look) -> String {
    let mut page = Page::new(look);
    heading_of(&mut page, "How good was it?");
    for (mark, text) in [
        ("1  ", &anchors.one),
        ("3  ", &anchors.three),
        ("5  ", &anchors.five),
    ] {
        page.hanging(&own(mark), &data(text));
    }
    page.blank();
    page.finish()
}

/// Says how long an answer took, beside what its kind usually takes.
#[must_use]
pub fn minutes_taken(seconds: u64, kind: QuestionKind) -> String {
    let took = clock(seconds);
    let usual = match kind {
        QuestionKind::Opener => "Two minutes are usual for the answer itself",
        _ => "Two or three minutes are usual for the answer itself",
    };
    match seconds {
        0..20 => format!("{took}. {usual}, said aloud."),
        20..=240 => format!("{took}. {usual}."),
        _ => format!("{took}. {usual}; something can be left out."),
    }
}

/// Writes a time as a clock has it: minutes and seconds.
#[must_use]
fn clock(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Says how much of so many minutes is used, and how much is left or run over.
#[must_use]
pub fn time_left(used: u64, minutes: u32) -> String {
    let whole = u64::from(minutes) * 60;
    match whole.checked_sub(used) {
        Some(left) => format!("{} used, {} left", clock(used), clock(left)),
        None => format!("{} used, {} over", clock(used), clock(used - whole)),
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
    let days = now.calendar.days(now.at, due);
    match days {
        ..=0 => "today".to_owned(),
        _ if now
            .days_left()
            .is_some_and(|left| (0..=days).contains(&left)) =>
        {
            "after the interview".to_owned()
        }
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    }
}

/// Returns what was written before practice stopped in the middle of an answer; nothing where nothing was.
#[must_use]
pub fn so_far(draft: &Draft, look: &Look) -> String {
    let lines = lines(draft);
    let ticked = [
        ("Checklist", &draft.checklist),
        ("Strong signals", &draft.strong),
        ("Red flags", &draft.flags),
    ];
    let ticked: Vec<(&str, &[usize])> = ticked
        .into_iter()
        .map(|(label, numbers)| (label, numbers.as_deref().unwrap_or_default()))
        .filter(|(_, numbers)| !numbers.is_empty())
        .collect();
    if lines.is_empty() && ticked.is_empty() {
        return String::new();
    }
    let mut page = Page::new(look);
    page.prose(&Prose::new().with(Emphasis::Heading, "What you wrote so far"));
    for (label, numbers) in ticked {
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let ticked = own(format!("{label}: {}", numbers.join(", ")));
        page.hanging(&own("- "), &ticked);
    }
    list(&mut page, lines);
    page.finish()
}

/// Returns how the last answer to a question was rated and what was written about it.
#[must_use]
pub fn last_time(attempt: &Attempt, now: &Moment, look: &Look) -> String {
    let mut page = Page::new(look);
    let when = ago(attempt.at, now);
    let how = if attempt.is_answer() {
        format!("you rated it {}", attempt.rating.number())
    } else {
        "it was new to you".to_owned()
    };
    page.prose(&Prose::new().with(Emphasis::Heading, format!("Last time, {when}, {how}.")));
    list(&mut page, lines(&attempt.draft));
    page.finish()
}

/// Returns what was written at a step that was taken back.
#[must_use]
pub fn former(text: &str, look: &Look) -> String {
    let mut page = Page::new(look);
    page.prose(&say(
        "You wrote: {}. Enter keeps it.",
        [data(on_a_line(text))],
    ));
    page.finish()
}

fn list(page: &mut Page<'_>, lines: Vec<(String, String)>) {
    for (label, text) in lines {
        let text = own(format!("{label}: ")).data(text);
        page.hanging(&own("- "), &text);
    }
    page.blank();
}

/// Returns every text that somebody wrote about an answer, each with what it is about, in the order of writing.
pub(super) fn lines(draft: &Draft) -> Vec<(String, String)> {
    let said = ("While speaking".to_owned(), draft.said.as_str());
    let stages = (1..).zip(&draft.stages);
    let stages =
        stages.map(|(number, (_, text)): (usize, _)| (format!("Stage {number}"), text.as_str()));
    let notes = draft.notes.iter().map(|(part, text)| {
        let label = part.map_or("In a line", part_name);
        (label.to_owned(), text.as_str())
    });
    let replies = draft
        .replies
        .iter()
        .map(|(which, text)| (format!("Follow-up {}", which + 1), text.as_str()));
    let lines = std::iter::once(said).chain(stages);
    let lines = lines.chain(notes).chain(replies);
    let written = lines.filter(|(_, text)| !text.is_empty());
    written
        .map(|(label, text)| (label, on_a_line(text)))
        .collect()
}

/// Returns a text of several lines on one.
fn on_a_line(text: &str) -> String {
    text.split('\n').collect::<Vec<_>>().join(" / ")
}
