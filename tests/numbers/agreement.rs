//! Random catalogues anywhere within the limits: every number of an assessment is that of the independent model.

use proptest::prelude::*;
use rolefit::assessment::{Assessment, VerdictKind};
use rolefit::catalogue::Catalogue;
use rolefit::model::Outlook;

use super::independent::{Item, Model, REFERENCE, chi_square_tail, verdict};
use super::made::{
    Kind, Made, MadeItem, MadeRole, Responses, Size, answered, assess, categories, made,
};

/// What is promised of probabilities, places, weights and information.
const CLOSE: f64 = 1e-9;

macro_rules! assert_close {
    ($got:expr, $want:expr, $($what:tt)+) => {{
        let (got, want): (f64, f64) = ($got, $want);
        prop_assert!(
            (got - want).abs() <= CLOSE && got.is_finite(),
            "{}: {got} is not {want}",
            format!($($what)+)
        );
    }};
}

/// Holds an assessment against the independent model.
fn agrees(made: &Made, responses: &Responses, items: usize) -> Result<(), TestCaseError> {
    let (catalogue, model) = (made.catalogue(), made.model());
    let answers = made.answers(responses);
    let assessment = assess(&catalogue, responses);
    let weights = vec![1.0; made.roles.len()];

    let outlook = model.outlook(&weights, &answers);
    for fit in &assessment.roles {
        assert_close!(fit.probability, outlook.roles[fit.role], "probability");
        let want = model.typicality(fit.role, &answers);
        assert_close!(fit.typicality, want, "typicality of role {}", fit.role);
    }
    for (on, score) in assessment.traits.iter().enumerate() {
        let want = model.posterior(on, REFERENCE, &answers);
        assert_close!(score.score, want.mean, "score of trait {on}");
        assert_close!(score.sd, want.sd, "error of trait {on}");
        let ends = (want.mean - 1.645 * want.sd, want.mean + 1.645 * want.sd);
        assert_close!(score.interval.0, ends.0, "low end of trait {on}");
        assert_close!(score.interval.1, ends.1, "high end of trait {on}");
        let own = answers.iter().filter(|one| model.items[one.0].on == on);
        prop_assert_eq!(score.answered, own.count());
    }
    let weight = &assessment.weight;
    let decibans = model.decibans(weight.winner, weight.runner_up, &answers);
    for (got, want) in weight.traits.iter().zip(&decibans) {
        assert_close!(got.decibans, *want, "decibans of trait {}", got.trait_index);
    }
    assert_close!(weight.total, decibans.iter().sum(), "all decibans");
    let leader = assessment.leader().role;
    verdict_agrees(
        &assessment,
        &outlook.roles,
        model.typicality_up_to(leader, &answers),
    )?;
    let (lz, variance) = model.lz(&answers);
    if variance > 1e-6 {
        assert_close!(assessment.person_fit.lz.unwrap(), lz, "l_z");
    }
    information_agrees(&catalogue, &model, responses, items)
}

/// The verdict is that of the probabilities, which stand in order. At a bound both sides are right.
fn verdict_agrees(assessment: &Assessment, roles: &[f64], up_to: f64) -> Result<(), TestCaseError> {
    let ranked: Vec<f64> = assessment.roles.iter().map(|fit| roles[fit.role]).collect();
    prop_assert!(ranked.windows(2).all(|pair| pair[0] >= pair[1] - CLOSE));
    let (first, second) = (ranked[0], ranked[1]);
    let typicality = assessment.roles[0].typicality;
    let at = |value: f64, bound: f64| (value - bound).abs() < 1e-8;
    if at(typicality, 0.01)
        || at(up_to, 0.01)
        || at(first, 0.9)
        || at(first, 0.6)
        || at(first + second, 0.85)
    {
        return Ok(());
    }
    let (kind, named) = verdict(&ranked, typicality, up_to);
    let is_beyond = typicality < 0.01 && up_to >= 0.01;
    prop_assert_eq!(assessment.leader().is_beyond(), is_beyond);
    prop_assert_eq!(assessment.verdict.kind.name(), kind);
    let first: Vec<usize> = assessment.roles.iter().map(|fit| fit.role).collect();
    prop_assert_eq!(&assessment.verdict.roles[..], &first[..named]);
    Ok(())
}

/// The information of the first items, and of the best unasked one of each trait as far as they go.
fn information_agrees(
    catalogue: &Catalogue,
    model: &Model,
    responses: &Responses,
    items: usize,
) -> Result<(), TestCaseError> {
    let evidence = catalogue.bank.evidence(&categories(catalogue, responses));
    let outlook = Outlook::new(&catalogue.bank, &evidence);
    let weights = vec![1.0; model.profiles.len()];
    let answers: Vec<(usize, usize)> = categories(catalogue, responses)
        .iter()
        .map(|(item, category)| (*item, category.index()))
        .collect();
    let independent = model.outlook(&weights, &answers);
    for item in 0..model.items.len().min(items) {
        let got = outlook.information(&catalogue.bank, &evidence, item);
        let want = independent.information(model, item);
        assert_close!(got, want, "information of item {item}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_catalogue_answered_in_part_is_scored_as_the_formulas_say(
        (made, responses) in answered(Size { traits: 12, roles: 6, items: 40 }, 0.6)
    ) {
        agrees(&made, &responses, 6)?;
    }

    #[test]
    fn a_few_answers_are_scored_as_the_formulas_say(
        (made, responses) in answered(Size { traits: 4, roles: 6, items: 25 }, 0.2)
    ) {
        agrees(&made, &responses, 12)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3))]

    #[test]
    fn a_thousand_answers_are_scored_as_the_formulas_say(
        made in made(Size { traits: 12, roles: 6, items: 60 }),
        picks in prop::collection::vec(prop::option::weighted(0.97, any::<usize>()), 1040),
    ) {
        let made = repeated(made, 1040);
        let responses = made.responses(&picks);
        agrees(&made, &responses, 1)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn extreme_answers_are_scored_as_the_formulas_say(
        made in made(Size { traits: 3, roles: 4, items: 60 }),
        low in any::<bool>(),
    ) {
        agrees(&made, &made.all_at_the_end(low), 2)?;
    }

    #[test]
    fn what_single_answers_did_is_what_the_formulas_say(
        (made, responses) in answered(Size { traits: 2, roles: 3, items: 6 }, 0.7)
    ) {
        let (catalogue, model) = (made.catalogue(), made.model());
        let assessment = assess(&catalogue, &responses);
        let leader = assessment.leader().role;
        let weights = vec![1.0; made.roles.len()];
        prop_assert_eq!(assessment.influence.answers.len(), assessment.given.len());
        for one in &assessment.influence.answers {
            let mut without = responses.clone();
            without[one.item] = None;
            let want = model.roles(&weights, &made.answers(&without))[leader];
            assert_close!(one.probability_without, want, "without item {}", one.item);
        }
        pivot_agrees(&made, &responses, &assessment)?;
    }
}

/// The smallest single change that puts another role first, by trying them all; equals may be any of them.
fn pivot_agrees(
    made: &Made,
    responses: &Responses,
    assessment: &Assessment,
) -> Result<(), TestCaseError> {
    let (model, weights) = (made.model(), vec![1.0; made.roles.len()]);
    let leader = assessment.leader().role;
    let mut fewest: Option<usize> = None;
    let mut doubtful = false;
    for (item, response) in responses.iter().enumerate() {
        let Some(response) = *response else { continue };
        for other in 1..=made.items[item].numbers.categories() {
            let mut changed = responses.clone();
            changed[item] = Some(other);
            let roles = model.roles(&weights, &made.answers(&changed));
            let best = roles.iter().copied().fold(0.0, f64::max);
            let degrees = other.abs_diff(response);
            doubtful |= degrees > 0 && (best - roles[leader]).abs() < CLOSE && best > roles[leader];
            if degrees > 0 && best > roles[leader] + CLOSE {
                fewest = Some(fewest.map_or(degrees, |fewest| fewest.min(degrees)));
            }
            if let Some(pivot) = &assessment.influence.pivot
                && (pivot.item, pivot.response.number()) == (item, other)
            {
                assert_close!(pivot.probability, roles[pivot.role], "pivot");
                assert_close!(pivot.probability, best, "the new leader");
            }
        }
    }
    if doubtful {
        return Ok(());
    }
    let got = assessment.influence.pivot.as_ref().map(|pivot| {
        let given = responses[pivot.item].unwrap();
        pivot.response.number().abs_diff(given)
    });
    prop_assert_eq!(got, fewest);
    Ok(())
}

/// The same items again and again, up to so many.
fn repeated(made: Made, count: usize) -> Made {
    let mut items = made.items.clone();
    while items.len() < count {
        let mut next = made.items[items.len() % made.items.len()].clone();
        next.id = items.len();
        items.push(next);
    }
    items.truncate(count);
    Made { items, ..made }
}

/// One trait, two roles, one item that is answered at the low end and one that is not.
fn one_answer(a: f64, b: Vec<f64>, other: f64) -> (Made, Responses) {
    let item = |id, a, b| MadeItem {
        id,
        kind: Kind::Situation,
        numbers: Item { on: 0, a, b },
    };
    let role = |id, mean, spread| MadeRole {
        id,
        claims: vec![Some((mean, spread))],
    };
    let made = Made {
        typical_spread: None,
        traits: vec![0],
        roles: vec![role(0, -1.7, 2.0), role(1, 0.4, 1.4)],
        items: vec![item(0, a, b), item(1, other, vec![0.0])],
    };
    (made, vec![Some(1), None])
}

#[test]
fn the_flattest_item_alone_leaves_every_digit_right() {
    // What it explains of the variance is 2e-5: an error of 1e-13 in the variance would show in the typicality.
    for b in [0.0, -1.0, 2.5, 10.0] {
        let (made, responses) = one_answer(0.01, vec![b], 0.01);
        agrees(&made, &responses, 2).unwrap();
    }
}

#[test]
fn leaving_out_the_only_answer_leaves_the_prior() {
    // Steep items of no use to the answer make so many nodes that they follow the posterior instead of being shared.
    for other in [0.01, 1.0, 5.0] {
        let (made, responses) = one_answer(0.01, vec![-7.6], other);
        let assessment = assess(&made.catalogue(), &responses);
        let without = assessment.influence.answers[0].probability_without;
        assert!((without - 0.5).abs() < 1e-12, "{without}");
    }
}

#[test]
fn the_independent_probabilities_are_the_differences_of_logistics() {
    let item = Item {
        on: 0,
        a: 1.7,
        b: vec![-1.0, 0.25, 2.0],
    };
    for step in -40..=40 {
        let theta = f64::from(step) / 10.0;
        let at_least = |c: usize| match c {
            0 => 1.0,
            4 => 0.0,
            c => 1.0 / (1.0 + (-1.7 * (theta - item.b[c - 1])).exp()),
        };
        for k in 0..4 {
            let want = at_least(k) - at_least(k + 1);
            assert!((item.log_probability(k, theta).exp() - want).abs() < 1e-15);
        }
    }
}

#[test]
fn the_independent_tail_is_that_of_the_tables() {
    // Abramowitz & Stegun (1964), table 26.8: the points with a tail of 0.05 and of 0.001.
    for (degrees, point, tail) in [
        (1, 3.841_46, 0.05),
        (2, 5.991_46, 0.05),
        (5, 11.070_5, 0.05),
        (8, 26.124_5, 0.001),
        (12, 21.026_1, 0.05),
    ] {
        assert!((chi_square_tail(point, degrees) - tail).abs() < 1e-5);
    }
    // With two degrees it is exp(-x / 2).
    assert!((chi_square_tail(7.0, 2) - (-3.5f64).exp()).abs() < 1e-15);
}

#[test]
fn every_kind_of_verdict_comes_about() {
    for kind in VerdictKind::ALL {
        let (ranked, typicality) = match kind {
            VerdictKind::Unlike => ([0.99, 0.005], 0.009),
            VerdictKind::Clear => ([0.9, 0.06], 0.01),
            VerdictKind::Leaning => ([0.6, 0.3], 1.0),
            VerdictKind::Between => ([0.45, 0.4], 1.0),
            VerdictKind::Open => ([0.4, 0.35], 1.0),
        };
        assert_eq!(
            verdict(&ranked, typicality, 0.0),
            (kind.name(), kind.named())
        );
    }
}
