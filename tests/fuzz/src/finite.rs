//! Every number of a result is finite and within its range, whatever the catalogue and the answers.

use rolefit::assessment::{Assessment, Given, Stopped};
use rolefit::catalogue::Catalogue;

/// Answers beyond these tell nothing new about the numbers, and make a run slow.
const MOST_ANSWERS: usize = 60;

/// Answers every item low, high and by turns.
pub(crate) fn answered(catalogue: &Catalogue) {
    for pick in [|_| 0, |_| usize::MAX, |item: usize| item * 7] {
        let given = (0..catalogue.items.len().min(MOST_ANSWERS)).map(|item| {
            let responses: Vec<_> = catalogue.responses(item).collect();
            let place = pick(item);
            let response = responses[if place == usize::MAX {
                responses.len() - 1
            } else {
                place % responses.len()
            }];
            Given {
                item,
                response,
                position: response.number(),
            }
        });
        assessed(catalogue, given.collect());
    }
}

/// Holds that a result is finite, and that the roles' probabilities sum to 1.
pub(crate) fn assessed(catalogue: &Catalogue, given: Vec<Given>) {
    let assessment =
        Assessment::new(catalogue, given, Stopped::Given).expect("something is answered");
    let within = |value: f64, low: f64, high: f64| {
        assert!((low..=high).contains(&value), "{value} of {assessment:?}");
    };
    let sum: f64 = assessment.roles.iter().map(|fit| fit.probability).sum();
    within(sum, 1.0 - 1e-9, 1.0 + 1e-9);
    for fit in &assessment.roles {
        within(fit.probability, 0.0, 1.0);
        within(fit.typicality, 0.0, 1.0);
    }
    for score in &assessment.traits {
        within(score.score, -40.0, 40.0);
        within(score.sd, f64::MIN_POSITIVE, 1.0 + 1e-9);
        within(score.interval.0, -50.0, score.score);
        within(score.interval.1, score.score, 50.0);
    }
    for one in &assessment.influence.answers {
        within(one.probability_without, 0.0, 1.0);
    }
    assert!(
        assessment
            .weight
            .traits
            .iter()
            .all(|one| one.decibans.is_finite())
    );
    assert!(assessment.person_fit.lz.is_none_or(f64::is_finite));
}
