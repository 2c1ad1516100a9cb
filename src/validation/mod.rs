//! How well a catalogue places people whose role is known.
//!
//! Their answers go through the scoring that everybody's go through; where a length is asked for, they are first given
//! to the questionnaire of that length, which asks and stops as it would with the person. Several sittings of one person
//! are averaged, so that a person counts once, and the verdicts are those of the sittings.
//!
//! Figures are stated of the people who are there: how far they speak for others depends on who answered.

mod items;
mod outcomes;
mod placing;
mod reading;
#[cfg(test)]
mod tests;

pub use items::{ItemFigures, LEAST_CORRELATION, SIGNIFICANT};
pub use outcomes::{
    Asked, Guessing, NOTICE, PairFigures, RoleFigures, RoleMean, Stopped, TraitFigures, Validation,
    VerdictFigures, Whole,
};
pub use reading::{MOST_ROWS, Person, Row, Sittings, is_taken, people, row, rows};

use crate::catalogue::Catalogue;
use crate::model::Length;
use items::ItemTallies;
use outcomes::Outcomes;
use placing::{Placing, mean_place};

/// Places people and holds that against their roles. With `length` the answers go through a questionnaire of that length;
/// figures of items are of all answers in any case, those of a person's first sitting.
///
/// # Panics
/// There is nobody.
#[must_use]
pub fn validate<'c>(
    catalogue: &'c Catalogue,
    people: &[Person],
    length: Option<Length>,
) -> Validation<'c> {
    assert!(!people.is_empty(), "somebody's answers are needed");
    let mut placing = Placing::new(catalogue);
    let mut outcomes = Outcomes::new(catalogue);
    let mut items = ItemTallies::new(catalogue);
    for person in people {
        let sittings = person.sittings.iter();
        let mut placed: Vec<_> = sittings.map(|given| placing.whole(given)).collect();
        let whole_leader = mean_place(catalogue, &placed).leader();
        if let Some(length) = length {
            for (standing, given) in placed.iter_mut().zip(&person.sittings) {
                let (replayed, asked) = placing.replayed(given, length);
                outcomes.take_asked(&asked);
                *standing = replayed;
            }
        }
        for (standing, given) in placed.iter().zip(&person.sittings) {
            outcomes.take_sitting(person.role, standing, given.len());
        }
        outcomes.take_person(person.role, &mean_place(catalogue, &placed), whole_leader);
        items.take(catalogue, person.role, &person.sittings[0]);
    }
    outcomes.report(catalogue, length, items.report(catalogue))
}
