//! Probabilities stated for a leading role, in tenths, against how often it was right.

use serde::Serialize;

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
