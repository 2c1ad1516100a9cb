//! Whether simulation promises more than was observed: a certainty that does not hold is worse than a modest one.

use super::Population;
use super::answering::Answering;
use super::person::{Person, Sheet};
use super::random::Streams;
use crate::catalogue::toolkit::place_of_observed;
use crate::catalogue::{Catalogue, Code, Diagnostic};
use crate::model::Evidence;

/// By so much the share that simulation promises may exceed the share that was observed.
const MOST_ABOVE: f64 = 0.06;
/// The seed of the respondents: the same catalogue is always told the same.
const SEED: u64 = 1;
/// About so many answers are simulated: 3,000 respondents to a hundred items, which puts a standard error at 0.008.
const ANSWERS: u64 = 300_000;

/// Returns a warning where people drawn from the roles who answer every item would be placed right more often, by over
/// 0.06, than those people were whose role is known; nothing where the catalogue does not say how it did.
///
/// `source` is the text that the catalogue was read from; the place is in bytes of it.
#[must_use]
pub fn promises_more(catalogue: &Catalogue, source: &str) -> Option<Diagnostic> {
    let observed = catalogue.observed.as_ref()?;
    let promised = whole_bank(catalogue);
    if promised <= observed.right + MOST_ABOVE {
        return None;
    }
    let what = format!(
        "simulation promises that {promised:.2} are placed right, and {:.2} of {} people were",
        observed.right, observed.people
    );
    let more = Diagnostic::new(Code::PromisesMore, place_of_observed(source), what);
    Some(more.help(
        "widen the spreads until what is stated holds: traits go together in people, and the model counts them apart",
    ))
}

/// Returns the share of people drawn from the roles in turn whom the whole bank places right.
fn whole_bank(catalogue: &Catalogue) -> f64 {
    let respondents = (ANSWERS / catalogue.items.len() as u64).clamp(300, 3_000);
    let streams = Streams::new(SEED);
    let (mut person, mut sheet) = (Person::new(catalogue), Sheet::default());
    let mut evidence = Evidence::default();
    let right = (0..respondents).filter(|&number| {
        person.draw(catalogue, Population::Roles, &streams, number);
        person.fill(catalogue, Answering::Honest, 0, &mut sheet);
        catalogue.bank.replace(&mut evidence, sheet.all(catalogue));
        person.role == Some(evidence.leader())
    });
    right.count() as f64 / respondents as f64
}
