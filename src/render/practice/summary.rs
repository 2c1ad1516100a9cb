//! What came of a practice, when it is done. It advises nothing.

use super::card::returns_in;
use crate::preparation::QuestionBank;
use crate::preparation::calendar::Moment;
use crate::preparation::practice::{History, OpenPractice, due};
use crate::render::look::Look;
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

/// Returns how a practice went, the lowest ratings first, and what to do next; `options` are those with which
/// a further command finds the same files.
#[must_use]
pub fn summary(
    bank: &QuestionBank,
    practice: &OpenPractice,
    history: &History,
    (now, options): (&Moment, &str),
    look: &Look,
) -> String {
    let mut page = Page::new(look);
    let (rated, count) = (practice.ratings.len(), practice.questions.len());
    let skipped = match practice.done - rated {
        0 => String::new(),
        skipped => format!(", {skipped} skipped"),
    };
    let plural = if count == 1 { "" } else { "s" };
    page.heading(&Prose::new().with(
        Emphasis::Heading,
        format!("Done: {count} question{plural}, {rated} rated{skipped}"),
    ));
    let mut ratings: Vec<_> = practice.ratings.iter().collect();
    ratings.sort_by_key(|(_, rating)| *rating);
    for (id, rating) in ratings {
        let text = bank.question_index(id);
        let text = text.map_or(id.as_str(), |index| bank.questions[index].text.as_str());
        let back = due(history.attempts_at(id), now).map_or_else(String::new, |due| {
            format!(" Back {}.", returns_in(due, now))
        });
        let label = Prose::new().own(format!("{}  ", rating.number()));
        page.hanging(&label, &Prose::new().data(text).own(back));
    }
    page.blank();
    let next = [
        (
            format!("rolefit prep practice --role {}{options}", practice.role),
            "what you rated low returns first",
        ),
        (
            format!("rolefit prep progress --notes{options}"),
            "how it goes, and what you wrote",
        ),
    ];
    for (command, purpose) in next {
        page.prose(&Prose::new().with(Emphasis::Command, command));
        page.hanging(&Prose::new().own("  "), &Prose::new().own(purpose));
    }
    page.finish()
}
