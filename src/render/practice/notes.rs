//! What somebody wrote about an answer, shown again.

use super::card::ago;
use crate::preparation::calendar::Moment;
use crate::preparation::practice::{Attempt, Draft};
use crate::render::look::Look;
use crate::render::page::Page;
use crate::render::plan::part_name;
use crate::render::prose::{Emphasis, Prose};

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
        let ticked = Prose::new().own(format!("{label}: {}", numbers.join(", ")));
        page.hanging(&Prose::new().own("- "), &ticked);
    }
    list(&mut page, lines);
    page.finish()
}

/// Returns how the last answer to a question was rated and what was written about it.
#[must_use]
pub fn last_time(attempt: &Attempt, now: &Moment, look: &Look) -> String {
    let mut page = Page::new(look);
    let when = ago(attempt.at, now);
    page.prose(&Prose::new().with(
        Emphasis::Heading,
        format!(
            "Last time, {when}, you rated it {}.",
            attempt.rating.number()
        ),
    ));
    list(&mut page, lines(&attempt.draft));
    page.finish()
}

/// Returns what was written at a step that was taken back.
#[must_use]
pub fn former(text: &str, look: &Look) -> String {
    let mut page = Page::new(look);
    page.prose(
        &Prose::new()
            .own("You wrote: ")
            .data(on_a_line(text))
            .own(". Enter keeps it."),
    );
    page.finish()
}

fn list(page: &mut Page<'_>, lines: Vec<(String, String)>) {
    for (label, text) in lines {
        let text = Prose::new().own(format!("{label}: ")).data(text);
        page.hanging(&Prose::new().own("- "), &text);
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
