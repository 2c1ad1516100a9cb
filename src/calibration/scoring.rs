//! Everybody's answers, what a bank of items makes of them, and how people are placed by it.

use serde::Serialize;

use crate::catalogue::Catalogue;
use crate::model::{Category, Evidence, ItemBank, highest};
use crate::simulation::{Bins, Share};
use crate::validation::Person;

/// How people are placed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Placing {
    /// Share whose leading role is their own.
    pub right: Share,
    /// Mean probability of the leading role.
    pub stated: f64,
    /// Mean of `-ln P(own role)`; 0 is perfect.
    pub log_loss: f64,
    /// Mean gap between stated and observed, over tenths of what is stated.
    pub calibration_error: f64,
}

/// A mean change over people, with an interval of 95 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Change {
    /// The mean; below 0 is better.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Everybody's answers as categories.
pub(super) struct Said {
    pub(super) answers: Vec<Vec<(usize, Category)>>,
}

/// What answers come to.
pub(super) struct Scored {
    /// Of each person the probability of each role.
    pub(super) roles: Vec<Vec<f64>>,
    /// Of each trait the score and its error variance of everybody who answered any of its items.
    pub(super) scores: Vec<Vec<(f64, f64)>>,
}

impl Said {
    pub(super) fn new(catalogue: &Catalogue, people: &[Person]) -> Self {
        let answers = people.iter().map(|person| {
            let given = person.sittings[0].iter();
            given.map(|one| one.category(catalogue)).collect()
        });
        Self {
            answers: answers.collect(),
        }
    }

    pub(super) fn scored(&self, bank: &ItemBank) -> Scored {
        let mut evidence = Evidence::default();
        let mut scored = Scored {
            roles: Vec::with_capacity(self.answers.len()),
            scores: vec![Vec::new(); bank.traits().len()],
        };
        for answers in &self.answers {
            bank.replace(&mut evidence, answers);
            scored.roles.push(evidence.roles().to_vec());
            for (scores, posterior) in scored.scores.iter_mut().zip(evidence.traits()) {
                if posterior.answered() > 0 {
                    scores.push((posterior.eap(), posterior.variance()));
                }
            }
        }
        scored
    }
}

/// Returns the share of the variance of scores that is no error, per trait: `V / (V + mean of error variances)`, with `V` the
/// variance of the scores (Bechger, Maris, Verstralen & Béguin, 2003).
pub(super) fn reliabilities(scores: &[Vec<(f64, f64)>]) -> Vec<f64> {
    let of = |scores: &Vec<(f64, f64)>| {
        let people = scores.len().max(1) as f64;
        let mean = scores.iter().map(|(score, _)| score).sum::<f64>() / people;
        let squares = scores.iter().map(|(score, _)| (score - mean).powi(2));
        let variance = squares.sum::<f64>() / people;
        let error = scores.iter().map(|(_, error)| error).sum::<f64>() / people;
        if variance > 0.0 {
            variance / (variance + error)
        } else {
            0.0
        }
    };
    scores.iter().map(of).collect()
}

/// A smaller probability counts as this in the log loss, as it does in a validation.
const LEAST_PROBABILITY: f64 = 1e-12;
/// Half the width of an interval of 95 %, in standard errors.
const WIDTH: f64 = 1.96;

/// Probabilities of the roles of everybody, whose role is known.
pub(super) struct Placed<'p> {
    pub(super) known: &'p [usize],
    pub(super) roles: &'p [Vec<f64>],
}

impl Placed<'_> {
    fn leader(&self, person: usize) -> usize {
        highest(&self.roles[person])
    }

    fn loss(&self, person: usize) -> f64 {
        let probability = self.roles[person][self.known[person]];
        -probability.max(LEAST_PROBABILITY).ln()
    }

    pub(super) fn all(&self) -> Placing {
        let (mut bins, mut right, mut stated, mut loss) = (Bins::default(), 0, 0.0, 0.0);
        for (person, &known) in self.known.iter().enumerate() {
            let leader = self.leader(person);
            let says = self.roles[person][leader];
            bins.take(says, leader == known);
            right += u64::from(leader == known);
            stated += says;
            loss += self.loss(person);
        }
        let people = self.known.len();
        Placing {
            right: Share::of(right, people as u64),
            stated: stated / people as f64,
            log_loss: loss / people as f64,
            calibration_error: bins.error(),
        }
    }

    /// Returns how many people have a role, the share of them that is placed right, and their log loss.
    pub(super) fn of_role(&self, role: usize) -> (u64, f64, f64) {
        let own = || (0..self.known.len()).filter(|&person| self.known[person] == role);
        let count = own().count();
        let right = own().filter(|&person| self.leader(person) == role).count();
        let loss: f64 = own().map(|person| self.loss(person)).sum();
        let people = count as f64;
        (count as u64, right as f64 / people, loss / people)
    }

    /// Returns by how much log loss changes for a person from another placing to this one.
    pub(super) fn change(&self, before: &Self) -> Change {
        let people = self.known.len() as f64;
        let changes = (0..self.known.len()).map(|person| self.loss(person) - before.loss(person));
        let mean = changes.clone().sum::<f64>() / people;
        let squares: f64 = changes.map(|change| (change - mean).powi(2)).sum();
        let error = WIDTH * (squares / (people - 1.0).max(1.0) / people).sqrt();
        Change {
            mean,
            low: mean - error,
            high: mean + error,
        }
    }
}
