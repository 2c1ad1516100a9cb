//! What a cohort comes to: counts and averages.
//!
//! Averages come from sums of whole numbers, so that they are the same however the rows were shared out.

use crate::assessment::{Standing, VerdictKind, Warning};
use crate::catalogue::Catalogue;

/// Sums are kept in units of this: `2^-40`.
const UNIT: f64 = (1_u64 << 40) as f64;

/// A sum and how many went in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Average {
    sum: i128,
    count: u64,
}

impl Average {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "probabilities and scores are below 2^20; what lies below the unit is dropped"
    )]
    fn take(&mut self, number: f64) {
        self.sum += i128::from((number * UNIT) as i64);
        self.count += 1;
    }

    fn add(&mut self, other: Self) {
        self.sum += other.sum;
        self.count += other.count;
    }

    fn value(self) -> Option<f64> {
        (self.count > 0).then(|| self.sum as f64 / UNIT / self.count as f64)
    }
}

/// What a cohort comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    respondents: u64,
    unanswered: u64,
    answers: u64,
    verdicts: [u64; VerdictKind::ALL.len()],
    warnings: [u64; Warning::ALL.len()],
    /// How many each role leads.
    leaders: Vec<u64>,
    probabilities: Vec<Average>,
    scores: Vec<Average>,
}

impl Summary {
    pub(super) fn of(catalogue: &Catalogue) -> Self {
        Self {
            leaders: vec![0; catalogue.roles.len()],
            probabilities: vec![Average::default(); catalogue.roles.len()],
            scores: vec![Average::default(); catalogue.traits.len()],
            ..Self::default()
        }
    }

    /// Takes in one respondent.
    pub(super) fn take(&mut self, standing: &Standing, answered: usize) {
        self.respondents += 1;
        if answered == 0 {
            self.unanswered += 1;
            return;
        }
        self.answers += answered as u64;
        self.verdicts[standing.verdict.kind as usize] += 1;
        for warning in &standing.person_fit.warnings {
            self.warnings[*warning as usize] += 1;
        }
        self.leaders[standing.roles[0].role] += 1;
        for fit in &standing.roles {
            self.probabilities[fit.role].take(fit.probability);
        }
        for (average, score) in self.scores.iter_mut().zip(&standing.traits) {
            if score.answered > 0 {
                average.take(score.score);
            }
        }
    }

    /// Takes in what other respondents come to.
    pub(super) fn add(&mut self, other: &Self) {
        let sum = |mine: &mut [u64], theirs: &[u64]| {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine += theirs;
            }
        };
        let average = |mine: &mut [Average], theirs: &[Average]| {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                mine.add(*theirs);
            }
        };
        self.respondents += other.respondents;
        self.unanswered += other.unanswered;
        self.answers += other.answers;
        sum(&mut self.verdicts, &other.verdicts);
        sum(&mut self.warnings, &other.warnings);
        sum(&mut self.leaders, &other.leaders);
        average(&mut self.probabilities, &other.probabilities);
        average(&mut self.scores, &other.scores);
    }

    /// Returns how many respondents were scored.
    #[must_use]
    pub fn respondents(&self) -> u64 {
        self.respondents
    }

    /// Returns how many of them answered nothing; they are in no other figure.
    #[must_use]
    pub fn unanswered(&self) -> u64 {
        self.unanswered
    }

    /// Returns how many items those who answered did answer on average, or nothing where nobody did.
    pub(crate) fn mean_answers(&self) -> Option<f64> {
        let answered = self.respondents - self.unanswered;
        (answered > 0).then(|| self.answers as f64 / answered as f64)
    }

    /// Returns how many got each verdict.
    pub fn verdicts(&self) -> impl Iterator<Item = (VerdictKind, u64)> {
        VerdictKind::LISTED
            .into_iter()
            .map(|kind| (kind, self.verdicts[kind as usize]))
    }

    /// Returns how many got each warning.
    pub fn warnings(&self) -> impl Iterator<Item = (Warning, u64)> {
        Warning::ALL.into_iter().zip(self.warnings)
    }

    /// Returns for each role how many it leads and its mean probability, in the catalogue's order.
    pub fn roles(&self) -> impl Iterator<Item = (u64, Option<f64>)> {
        let means = self.probabilities.iter().map(|average| average.value());
        self.leaders.iter().copied().zip(means)
    }

    /// Returns for each trait how many answered on it and their mean score, in the catalogue's order.
    pub fn traits(&self) -> impl Iterator<Item = (u64, Option<f64>)> {
        self.scores
            .iter()
            .map(|average| (average.count, average.value()))
    }
}
