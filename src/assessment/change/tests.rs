//! Laws of comparison, and how often it is wrong about people who have not changed.

use std::convert::Infallible;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::*;
use crate::assessment::{Given, Stopped};
use crate::catalogue::fixture::EIGHT_TRAITS;
use crate::catalogue::read;
use crate::model::Length;
use crate::session::{Question, Reply, Respondent, Session, Settings, administer};

fn score(score: f64, variance: f64, answered: usize) -> TraitScore {
    TraitScore {
        score,
        sd: variance.sqrt(),
        interval: (0.0, 0.0),
        answered,
    }
}

#[test]
fn the_index_is_the_difference_of_unshrunk_places_in_standard_errors() {
    // v = 1/5: u = 4/5, I = 4, t = EAP (1 + 1/4), and both variances are 1/4.
    let change = moved(0, &score(-0.4, 0.2, 3), &score(0.8, 0.2, 3)).unwrap();
    assert!((change.difference - 1.5).abs() < 1e-12);
    assert!((change.standard_error - 0.5_f64.sqrt()).abs() < 1e-12);
    assert!((change.index - 1.5 / 0.5_f64.sqrt()).abs() < 1e-12);
    // Two-sided tail of the standard normal at 2.1213: 0.0339 (tables).
    assert!((change.p - 0.0339).abs() < 5e-5, "{}", change.p);
}

#[test]
fn a_trait_without_answers_on_either_side_is_not_compared() {
    assert_eq!(moved(0, &score(0.0, 1.0, 0), &score(0.8, 0.2, 3)), None);
    assert_eq!(moved(0, &score(0.8, 0.2, 3), &score(0.0, 1.0, 1)), None);
}

#[test]
fn probabilities_are_adjusted_as_in_holms_sequence() {
    let trait_of = |p: f64| TraitChange {
        trait_index: 0,
        difference: 0.0,
        standard_error: 1.0,
        index: 0.0,
        p,
        adjusted_p: 1.0,
    };
    let mut traits = [0.04, 0.01, 0.5, 0.012].map(trait_of);
    adjust(&mut traits);
    // Four times 0.01; three times 0.012 is less, so it stays at 0.04; twice 0.04; once 0.5.
    let adjusted = traits.map(|one| one.adjusted_p);
    for (got, want) in adjusted.into_iter().zip([0.08, 0.04, 0.5, 0.04]) {
        assert!((got - want).abs() < 1e-12, "{got} is not {want}");
    }
    assert!(traits[1].is_reliable() && !traits[0].is_reliable());
}

/// Somebody who answers as the graded response model says of these places.
struct Person<'r> {
    theta: Vec<f64>,
    rng: &'r mut ChaCha8Rng,
}

fn unit(rng: &mut ChaCha8Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64
}

fn normal(rng: &mut ChaCha8Rng) -> f64 {
    (-2.0 * (1.0 - unit(rng)).ln()).sqrt() * (std::f64::consts::TAU * unit(rng)).cos()
}

impl Respondent for Person<'_> {
    type Error = Infallible;

    fn reply(&mut self, question: &Question<'_, '_>) -> Result<Reply, Infallible> {
        let catalogue = question.session.catalogue();
        let graded = catalogue.bank.item(question.item);
        let theta = self.theta[catalogue.items[question.item].trait_index];
        let mut left = unit(self.rng);
        let category = graded
            .all_categories()
            .find(|&category| {
                left -= graded.probability(category, theta);
                left < 0.0
            })
            .unwrap_or_else(|| graded.all_categories().last().unwrap());
        let response = catalogue.response_of(question.item, category);
        Ok(Reply::Answer(response))
    }
}

fn sitting(
    catalogue: &Catalogue,
    length: Length,
    theta: &[f64],
    rng: &mut ChaCha8Rng,
) -> Assessment {
    let mut session = Session::new(catalogue, Settings::of(length));
    let mut person = Person {
        theta: theta.to_vec(),
        rng,
    };
    administer(&mut session, &mut person).unwrap();
    let given = session
        .responses()
        .into_iter()
        .map(|(item, response)| Given {
            item,
            response,
            position: response.number(),
        });
    Assessment::new(catalogue, given.collect(), Stopped::Given).unwrap()
}

/// Returns how many of `people` have a trait that is said to differ between two sittings of these lengths, when `shift`
/// lies between their places on the first trait.
fn alarms(lengths: [Length; 2], people: usize, shift: f64) -> usize {
    let catalogue = read(EIGHT_TRAITS).catalogue.unwrap();
    let mut rng = ChaCha8Rng::seed_from_u64(20);
    (0..people)
        .filter(|_| {
            let mut theta: Vec<f64> = catalogue.traits.iter().map(|_| normal(&mut rng)).collect();
            theta[0] = -shift / 2.0;
            let before = sitting(&catalogue, lengths[0], &theta, &mut rng);
            theta[0] = shift / 2.0;
            let after = sitting(&catalogue, lengths[1], &theta, &mut rng);
            !Change::between(&catalogue, &before, &after)
                .reliable()
                .is_empty()
        })
        .count()
}

#[test]
fn chance_alone_alarms_in_at_most_one_of_twenty_comparisons() {
    // At one in twenty, 300 comparisons give 15 alarms with a standard deviation of sqrt(300 · 0.05 · 0.95) = 3.8; more
    // than four of them above it would come up in 1 of 30,000 runs.
    let most = 15 + 4 * 38 / 10;
    for lengths in [
        [Length::Quick; 2],
        [Length::Standard; 2],
        [Length::Quick, Length::Full],
    ] {
        let alarms = alarms(lengths, 300, 0.0);
        assert!(alarms <= most, "{lengths:?}: {alarms}");
    }
}

#[test]
fn a_great_change_is_seen_by_most_who_answer_everything_twice() {
    let (people, lengths) = (60, [Length::Full; 2]);
    let seen = alarms(lengths, people, 3.0);
    assert!(2 * seen > people, "{seen} of {people}");
}
