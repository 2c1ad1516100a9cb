//! Everybody's answers, and what a bank of items makes of them.

use crate::catalogue::Catalogue;
use crate::model::{Category, Evidence, ItemBank};
use crate::validation::Person;

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
        let category =
            |one: &crate::assessment::Given| (one.item, catalogue.category(one.item, one.response));
        let answers = people
            .iter()
            .map(|person| person.sittings[0].iter().map(category).collect());
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
        let variance = scores
            .iter()
            .map(|(score, _)| (score - mean).powi(2))
            .sum::<f64>()
            / people;
        let error = scores.iter().map(|(_, error)| error).sum::<f64>() / people;
        if variance > 0.0 {
            variance / (variance + error)
        } else {
            0.0
        }
    };
    scores.iter().map(of).collect()
}
