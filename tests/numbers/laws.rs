//! Laws that hold on any catalogue: what may not matter changes nothing, and what is turned round turns the result.
//!
//! Where a test says bit for bit, the numbers are computed in the same order whatever was changed. Where it says `NEAR`,
//! sums and products run in another order, or over other nodes, and their last digits may differ.

use std::io::Cursor;
use std::num::NonZeroUsize;
use std::sync::Arc;

use proptest::prelude::*;
use rolefit::assessment::{Assessment, Stopped};
use rolefit::cohort::{BadRows, Form, IdCells, Input, Layout, Options, score};

use super::made::{
    Kind, Made, MadeItem, MadeRole, Responses, Size, answered, assess, categories, given,
};

const NEAR: f64 = 1e-11;

const SMALL: Size = Size {
    traits: 5,
    roles: 5,
    items: 24,
};

/// Probability and typicality of each role by its id, in order of id.
fn by_role(made: &Made, assessment: &Assessment) -> Vec<(usize, f64, f64)> {
    let fits = assessment.roles.iter();
    let mut fits: Vec<_> = fits
        .map(|fit| (made.roles[fit.role].id, fit.probability, fit.typicality))
        .collect();
    fits.sort_by_key(|fit| fit.0);
    fits
}

/// Score, error and decibans of each trait by its id, in order of id.
fn by_trait(made: &Made, assessment: &Assessment) -> Vec<(usize, f64, f64)> {
    let scores = made.traits.iter().zip(&assessment.traits);
    let mut scores: Vec<_> = scores
        .map(|(id, score)| (*id, score.score, score.sd))
        .collect();
    scores.sort_by_key(|score| score.0);
    scores
}

fn near(one: &[(usize, f64, f64)], other: &[(usize, f64, f64)]) -> Result<(), TestCaseError> {
    prop_assert_eq!(one.len(), other.len());
    for (one, other) in one.iter().zip(other) {
        let apart = (one.1 - other.1).abs().max((one.2 - other.2).abs());
        prop_assert!(one.0 == other.0 && apart < NEAR, "{one:?} {other:?}");
    }
    Ok(())
}

fn same_bits(one: &[(usize, f64, f64)], other: &[(usize, f64, f64)]) -> Result<(), TestCaseError> {
    let bits = |rows: &[(usize, f64, f64)]| -> Vec<(usize, u64, u64)> {
        let bits = rows
            .iter()
            .map(|row| (row.0, row.1.to_bits(), row.2.to_bits()));
        bits.collect()
    };
    prop_assert_eq!(bits(one), bits(other));
    Ok(())
}

/// The order in which the indices of `keys` stand once these are sorted: any order, for any keys.
fn order(keys: &[u64], count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|&index| keys[index % keys.len()].rotate_left(u32::try_from(index).unwrap()));
    order
}

fn in_order<T: Clone>(list: &[T], order: &[usize]) -> Vec<T> {
    order.iter().map(|&index| list[index].clone()).collect()
}

fn keys() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(any::<u64>(), 8)
}

/// Low for high on one trait: thresholds, means and words are turned, so that responses stay what they say.
fn mirrored(made: &Made, responses: &Responses, on: usize) -> (Made, Responses) {
    let (mut made, mut responses) = (made.clone(), responses.clone());
    for role in &mut made.roles {
        if let Some((mean, _)) = &mut role.claims[on] {
            *mean = -*mean;
        }
    }
    let turned = made.items.iter_mut().zip(&mut responses);
    for (item, response) in turned.filter(|(item, _)| item.numbers.on == on) {
        let count = item.numbers.categories();
        item.numbers.b = item.numbers.b.iter().rev().map(|b| -b).collect();
        match &mut item.kind {
            Kind::Pair {
                first_shows_high: high,
            }
            | Kind::Statement { shows_high: high } => {
                *high = !*high;
            }
            // Options stand from low to high, so those of the other end come first now.
            Kind::Situation => *response = response.map(|number| count + 1 - number),
            // An activity always shows the high pole; a statement can show the low one.
            Kind::Activity => item.kind = Kind::Statement { shows_high: false },
        }
    }
    (made, responses)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn the_order_of_answering_changes_no_bit((made, responses) in answered(SMALL, 0.7), keys in keys()) {
        let catalogue = made.catalogue();
        let one = assess(&catalogue, &responses);
        let given = given(&catalogue, &responses);
        let shuffled = in_order(&given, &order(&keys, given.len()));
        let other = Assessment::new(&catalogue, shuffled, Stopped::Given).unwrap();
        prop_assert_eq!(&one.verdict, &other.verdict);
        prop_assert_eq!(&one.traits, &other.traits);
        prop_assert_eq!(&one.roles, &other.roles);
        prop_assert_eq!(&one.weight, &other.weight);
        prop_assert_eq!(&one.settling, &other.settling);
        prop_assert_eq!(one.person_fit.lz.map(f64::to_bits), other.person_fit.lz.map(f64::to_bits));
        prop_assert_eq!(&one.influence, &other.influence);
    }

    #[test]
    fn the_order_of_items_in_the_catalogue_changes_nothing(
        (made, responses) in answered(SMALL, 0.7), keys in keys()
    ) {
        let order = order(&keys, made.items.len());
        let other = Made { items: in_order(&made.items, &order), ..made.clone() };
        let turned = in_order(&responses, &order);
        let (one, two) = (assess(&made.catalogue(), &responses), assess(&other.catalogue(), &turned));
        near(&by_role(&made, &one), &by_role(&other, &two))?;
        near(&by_trait(&made, &one), &by_trait(&other, &two))?;
    }

    #[test]
    fn the_order_of_traits_and_roles_only_reorders_the_result(
        (made, responses) in answered(SMALL, 0.7), keys in keys()
    ) {
        let traits = order(&keys, made.traits.len());
        let mut other = made.clone();
        other.traits = in_order(&made.traits, &traits);
        for role in &mut other.roles {
            role.claims = in_order(&role.claims, &traits);
        }
        for item in &mut other.items {
            item.numbers.on = traits.iter().position(|&on| on == item.numbers.on).unwrap();
        }
        other.roles = in_order(&other.roles, &order(&keys, made.roles.len()));
        let (one, two) = (assess(&made.catalogue(), &responses), assess(&other.catalogue(), &responses));
        // A trait is scored by itself, and no role has a part in it; roles are sums over the traits.
        same_bits(&by_trait(&made, &one), &by_trait(&other, &two))?;
        near(&by_role(&made, &one), &by_role(&other, &two))?;
    }

    #[test]
    fn a_trait_turned_round_turns_its_score_and_leaves_the_roles(
        (made, responses) in answered(SMALL, 0.7), on in any::<prop::sample::Index>()
    ) {
        let on = on.index(made.traits.len());
        let (other, turned) = mirrored(&made, &responses, on);
        let (one, two) = (assess(&made.catalogue(), &responses), assess(&other.catalogue(), &turned));
        let mut scores = by_trait(&other, &two);
        scores[on].1 = -scores[on].1;
        near(&by_trait(&made, &one), &scores)?;
        near(&by_role(&made, &one), &by_role(&other, &two))?;
        prop_assert_eq!(one.person_fit.lz.is_some(), two.person_fit.lz.is_some());
    }

    #[test]
    fn a_response_nearer_the_high_pole_raises_the_score_of_any_catalogue(
        (made, responses) in answered(SMALL, 0.7)
    ) {
        let catalogue = made.catalogue();
        let before = assess(&catalogue, &responses);
        for (item, response) in responses.iter().enumerate().take(8) {
            let Some(response) = *response else { continue };
            let category = made.items[item].category(response);
            let higher = (1..=made.items[item].numbers.categories())
                .find(|&other| made.items[item].category(other) == category + 1);
            let Some(higher) = higher else { continue };
            let mut raised = responses.clone();
            raised[item] = Some(higher);
            let after = assess(&catalogue, &raised);
            for (on, (low, high)) in before.traits.iter().zip(&after.traits).enumerate() {
                if on == made.items[item].numbers.on {
                    prop_assert!(high.score >= low.score - 1e-13, "{low:?} fell to {high:?}");
                } else {
                    prop_assert_eq!(low, high);
                }
            }
        }
    }

    #[test]
    fn an_item_nobody_answers_changes_nothing((made, responses) in answered(SMALL, 0.6)) {
        // Without the items that were skipped, as long as every trait keeps one.
        let kept: Vec<usize> = (0..made.items.len())
            .filter(|&item| responses[item].is_some() || item < made.traits.len())
            .collect();
        let fewer = Made { items: in_order(&made.items, &kept), ..made.clone() };
        let answers = in_order(&responses, &kept);
        let (one, two) = (assess(&made.catalogue(), &responses), assess(&fewer.catalogue(), &answers));
        near(&by_role(&made, &one), &by_role(&fewer, &two))?;
        near(&by_trait(&made, &one), &by_trait(&fewer, &two))?;
        prop_assert!((one.weight.total - two.weight.total).abs() < 100.0 * NEAR);
    }

    #[test]
    fn a_trait_nobody_answers_changes_no_bit(
        (made, responses) in answered(SMALL, 0.6),
        claims in prop::collection::vec(super::made::claim(), 5),
    ) {
        let mut more = made.clone();
        let id = made.traits.len();
        more.traits.push(id);
        for (role, claim) in more.roles.iter_mut().zip(claims) {
            role.claims.push(claim);
        }
        let mut item = made.items[0].clone();
        (item.id, item.numbers.on) = (made.items.len(), id);
        more.items.push(item);
        let mut same = responses.clone();
        same.push(None);
        let (one, two) = (assess(&made.catalogue(), &responses), assess(&more.catalogue(), &same));
        same_bits(&by_role(&made, &one), &by_role(&more, &two))?;
        same_bits(&by_trait(&made, &one), &by_trait(&more, &two)[..id])?;
        prop_assert_eq!(one.weight.total.to_bits(), two.weight.total.to_bits());
        prop_assert_eq!((two.traits[id].score, two.traits[id].sd), (0.0, 1.0));
        prop_assert_eq!(two.weight.traits[id].decibans, 0.0);
        prop_assert_eq!(one.person_fit.lz, two.person_fit.lz);
    }

    #[test]
    fn decibans_of_traits_add_up_to_the_odds((made, responses) in answered(SMALL, 0.7)) {
        let assessment = assess(&made.catalogue(), &responses);
        let weight = &assessment.weight;
        let sum: f64 = weight.traits.iter().map(|one| one.decibans).sum();
        prop_assert_eq!(sum.to_bits(), weight.total.to_bits());
        let (first, second) = (&assessment.roles[0], &assessment.roles[1]);
        prop_assert_eq!((first.role, second.role), (weight.winner, weight.runner_up));
        prop_assert!(weight.total >= 0.0);
        // Below this a probability is no longer a number with all its digits.
        if second.probability > 1e-300 {
            let odds = 10.0 * (first.probability / second.probability).log10();
            prop_assert!((odds - weight.total).abs() < 1e-9, "{odds} {}", weight.total);
        }
    }

    #[test]
    fn the_same_role_twice_is_as_likely_twice(
        (made, responses) in answered(SMALL, 0.7), which in any::<prop::sample::Index>()
    ) {
        let mut twice = made.clone();
        let id = made.roles.len();
        let mut role = made.roles[which.index(id)].clone();
        let original = role.id;
        role.id = id;
        twice.roles.push(role);
        let assessment = assess(&twice.catalogue(), &responses);
        let fit = |id: usize| *assessment.roles.iter().find(|fit| fit.role == id).unwrap();
        let (one, other) = (fit(original), fit(id));
        prop_assert_eq!(one.probability.to_bits(), other.probability.to_bits());
        prop_assert_eq!(one.typicality.to_bits(), other.typicality.to_bits());
        let place = |id: usize| assessment.roles.iter().position(|fit| fit.role == id);
        prop_assert!(place(original) < place(id), "equals stand in the catalogue's order");
        if assessment.leader().role == original {
            prop_assert_eq!(assessment.weight.total, 0.0);
        }
        let sum: f64 = assessment.roles.iter().map(|fit| fit.probability).sum();
        prop_assert!((sum - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_role_that_claims_nothing_is_the_people_at_large((made, responses) in answered(SMALL, 0.7)) {
        let mut more = made.clone();
        let id = made.roles.len();
        let claims = vec![None; made.traits.len()];
        more.roles.push(MadeRole { id, claims });
        let catalogue = more.catalogue();
        let evidence = catalogue.bank.evidence(&categories(&catalogue, &responses));
        for posterior in evidence.traits() {
            let (role, reference) = (posterior.log_marginal(id), posterior.log_reference_marginal());
            prop_assert_eq!(role.to_bits(), reference.to_bits());
        }
    }
}

/// One line a person, as CSV or as NDJSON.
fn rows(made: &Made, people: &[Responses], form: Form) -> String {
    let id = |item: &MadeItem| format!("i{}", item.id);
    let ids: Vec<String> = made.items.iter().map(id).collect();
    let line = |responses: &Responses| match form {
        Form::Csv => {
            let cells = responses.iter();
            let cells = cells.map(|one| one.map_or_else(String::new, |n| n.to_string()));
            cells.collect::<Vec<_>>().join(",")
        }
        Form::Ndjson => {
            let pairs = ids.iter().zip(responses);
            let pairs = pairs.filter_map(|(id, one)| Some(format!("\"{id}\":{}", (*one)?)));
            format!(
                "{{\"answers\":{{{}}}}}",
                pairs.collect::<Vec<_>>().join(",")
            )
        }
    };
    let mut lines: Vec<String> = people.iter().map(line).collect();
    if form == Form::Csv {
        // A row of one empty cell would be a blank line, so the ids of the people stand before them.
        for (place, line) in lines.iter_mut().enumerate() {
            *line = format!("{},{line}", place + 2);
        }
        lines.insert(0, format!("id,{}", ids.join(",")));
    }
    lines.join("\n") + "\n"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn scoring_many_gives_the_bits_of_scoring_each(
        (made, first) in answered(SMALL, 0.7),
        picks in prop::collection::vec(prop::collection::vec(prop::option::of(any::<usize>()), 24), 6),
        ndjson in any::<bool>(),
    ) {
        let mut people = vec![first];
        people.extend(picks.iter().map(|picks| made.responses(picks)));
        people.retain(|responses| responses.iter().any(Option::is_some));
        let catalogue = Arc::new(made.catalogue());
        let form = if ndjson { Form::Ndjson } else { Form::Csv };
        let input = Input {
            name: "people".to_owned(),
            form,
            bytes: Box::new(Cursor::new(rows(&made, &people, form))),
        };
        let options = Options {
            layout: Layout::default(),
            to: Some(Form::Ndjson),
            bad_rows: BadRows::Stop,
            ids: IdCells::Guarded,
            threads: NonZeroUsize::new(2).unwrap(),
            chunk_lines: NonZeroUsize::new(2).unwrap(),
        };
        let mut out = Vec::new();
        score(&catalogue, vec![input], &options, &mut out, &mut |_| {}).unwrap();
        let out = String::from_utf8(out).unwrap();
        prop_assert_eq!(out.lines().count(), people.len());
        for (line, responses) in out.lines().zip(&people) {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let want = assess(&catalogue, responses);
            let number = |value: &serde_json::Value| value.as_f64().unwrap().to_bits();
            for fit in &want.roles {
                let id = format!("r{}", made.roles[fit.role].id);
                let roles = row["roles"].as_array().unwrap();
                let role = roles.iter().find(|role| role["id"] == id.as_str()).unwrap();
                prop_assert_eq!(number(&role["probability"]), fit.probability.to_bits());
                prop_assert_eq!(number(&role["typicality"]), fit.typicality.to_bits());
            }
            for (place, score) in want.traits.iter().enumerate() {
                let id = format!("t{}", made.traits[place]);
                let traits = row["traits"].as_array().unwrap();
                let one = traits.iter().find(|one| one["id"] == id.as_str()).unwrap();
                prop_assert_eq!(number(&one["score"]), (score.score + 0.0).to_bits());
                prop_assert_eq!(number(&one["sd"]), score.sd.to_bits());
            }
            prop_assert_eq!(row["person_fit"]["lz"].as_f64().map(f64::to_bits), want.person_fit.lz.map(|lz| (lz + 0.0).to_bits()));
        }
    }
}
