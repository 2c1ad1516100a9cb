//! What came of a practice, when it is done.

use super::card::returns_in;
use crate::preparation::QuestionBank;
use crate::preparation::calendar::Moment;
use crate::preparation::practice::{History, OpenPractice, due};
use crate::render::document::{Block, Document};
use crate::render::figures::counted;
use crate::render::look::Look;
use crate::render::prose::Prose;

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
        let rating = Prose::new().own(rating.number().to_string());
        (rating, Prose::new().data(text).own(back))
    });
    let blocks = vec![
        Block::Section(Prose::new().own(done)),
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
