//! Probabilities stated for a leading role, in tenths, against how often it was right.

use serde::Serialize;

use super::person::{Answering, Person, Population, Sheet};
use super::random::Streams;
use crate::catalogue::toolkit::place_of_observed;
use crate::catalogue::{Catalogue, Code, Diagnostic};
use crate::model::Evidence;

/// How many bins there are.
const BINS: usize = 10;

/// Respondents whose leading role had a probability in the same tenth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CalibrationBin {
    /// Lower end of the tenth.
    pub from: f64,
    /// Upper end.
    pub to: f64,
    /// Respondents in it.
    pub respondents: u64,
    /// Mean probability stated.
    pub stated: f64,
    /// Share for whom it was right.
    pub observed: f64,
}

/// Counts of respondents by the probability stated for their leading role.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bins([Bin; BINS]);

#[derive(Debug, Clone, Copy, Default)]
struct Bin {
    count: u64,
    stated: f64,
    hits: u64,
}

impl Bins {
    /// Takes in what was stated of one respondent, and whether it was right.
    pub(crate) fn take(&mut self, stated: f64, right: bool) {
        let bin = &mut self.0[bin(stated)];
        bin.count += 1;
        bin.stated += stated;
        bin.hits += u64::from(right);
    }

    /// Adds the counts of other respondents.
    pub(crate) fn add(&mut self, next: &Self) {
        for (bin, next) in self.0.iter_mut().zip(&next.0) {
            bin.count += next.count;
            bin.stated += next.stated;
            bin.hits += next.hits;
        }
    }

    /// Returns the tenths that hold anybody, the lowest first.
    pub(crate) fn table(&self) -> Vec<CalibrationBin> {
        let width = 1.0 / BINS as f64;
        let filled = self.0.iter().enumerate().filter(|(_, bin)| bin.count > 0);
        filled
            .map(|(place, bin)| CalibrationBin {
                from: place as f64 * width,
                to: (place + 1) as f64 * width,
                respondents: bin.count,
                stated: bin.stated / bin.count as f64,
                observed: bin.hits as f64 / bin.count as f64,
            })
            .collect()
    }

    /// Returns the expected calibration error: the mean gap between stated and observed over the tenths, weighted by their
    /// counts. Of nobody it is 0.
    pub(crate) fn error(&self) -> f64 {
        let count: u64 = self.0.iter().map(|bin| bin.count).sum();
        let gap = |bin: CalibrationBin| {
            let share = bin.respondents as f64 / count as f64;
            share * (bin.stated - bin.observed).abs()
        };
        self.table().into_iter().map(gap).sum()
    }
}

/// Returns the bin of a probability: tenths, the last with its upper end.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a probability times ten is between 0 and 10"
)]
fn bin(probability: f64) -> usize {
    ((probability * BINS as f64) as usize).min(BINS - 1)
}

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
    let more = Diagnostic::new(Code::PromisesMore, place_of_observed(source, "right"), what);
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
