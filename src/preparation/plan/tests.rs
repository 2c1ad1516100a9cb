//! Laws of plans, held on the built-in bank.

use super::*;
use crate::catalogue::{Pole, builtin, read};
use crate::preparation::bank::{Level, Tested};
use crate::preparation::builtin::bank_for;
use crate::preparation::read_bank;

fn built_in() -> (Catalogue, QuestionBank) {
    let catalogue = read(builtin::all()[0].source).catalogue.unwrap();
    let bank = read_bank(bank_for(&catalogue.id).unwrap(), &catalogue)
        .value
        .unwrap();
    (catalogue, bank)
}

fn request(role: usize) -> Request {
    Request {
        role,
        purpose: Purpose::Candidate,
        minutes: 30,
        filter: Filter::default(),
        from: None,
        gaps: None,
        seed: 7,
    }
}

#[test]
fn every_length_is_kept_and_nearly_filled_for_every_role_and_purpose() {
    let (catalogue, bank) = built_in();
    for role in 0..catalogue.roles.len() {
        for minutes in (LEAST_MINUTES..=MOST_MINUTES).step_by(17) {
            for purpose in [Purpose::Candidate, Purpose::Contrast] {
                let wish = Request {
                    purpose,
                    minutes,
                    ..request(role)
                };
                let plan = Plan::new(&catalogue, &bank, &wish).unwrap();
                let planned = plan.planned_minutes(&bank);
                assert!(planned <= minutes, "{planned} of {minutes}");
                assert!(
                    planned + 5 >= minutes || minutes > 100,
                    "{planned} of {minutes}"
                );
                assert_eq!(plan.to_ask.is_empty(), purpose == Purpose::Contrast);
                assert!(!plan.questions.is_empty());
            }
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_plan_and_another_seed_another() {
    let (catalogue, bank) = built_in();
    let plan = |seed| Plan::new(&catalogue, &bank, &Request { seed, ..request(0) }).unwrap();
    assert_eq!(plan(7), plan(7));
    assert!((1..10).any(|seed| plan(seed).questions != plan(7).questions));
}

#[test]
fn no_question_stands_in_a_plan_twice_and_all_are_for_the_role() {
    let (catalogue, bank) = built_in();
    for role in 0..catalogue.roles.len() {
        let plan = Plan::new(
            &catalogue,
            &bank,
            &Request {
                minutes: 180,
                ..request(role)
            },
        )
        .unwrap();
        let mut asked: Vec<usize> = plan.questions.iter().map(|one| one.question).collect();
        asked.extend(&plan.to_ask);
        assert!(
            asked
                .iter()
                .all(|&index| bank.questions[index].is_for(role))
        );
        let count = asked.len();
        asked.sort_unstable();
        asked.dedup();
        assert_eq!(asked.len(), count);
    }
}

#[test]
fn without_a_result_an_hour_covers_most_traits_of_the_role() {
    let (catalogue, bank) = built_in();
    for role in 0..catalogue.roles.len() {
        let plan = Plan::new(
            &catalogue,
            &bank,
            &Request {
                minutes: 60,
                ..request(role)
            },
        )
        .unwrap();
        let mut traits: Vec<usize> = plan
            .questions
            .iter()
            .filter_map(|one| bank.questions[one.question].tested)
            .map(|tested| tested.trait_index)
            .collect();
        traits.sort_unstable();
        traits.dedup();
        assert!(traits.len() >= plan.questions.len().min(7), "{traits:?}");
    }
}

#[test]
fn the_widest_gap_is_pressed_first_and_on_the_side_of_the_role() {
    let (catalogue, bank) = built_in();
    let mut gaps = Gap::between_roles(&catalogue, 0, 0);
    gaps[2].place = gaps[2].centre - 3.0;
    gaps[2].distance = 3.0;
    let wish = Request {
        gaps: Some(gaps),
        ..request(0)
    };
    let plan = Plan::new(&catalogue, &bank, &wish).unwrap();
    let gap = plan
        .questions
        .iter()
        .find(|one| one.reason == Reason::Gap)
        .unwrap();
    let question = &bank.questions[gap.question];
    let tested = Tested {
        trait_index: 2,
        pole: Pole::High,
    };
    assert_eq!(question.tested, Some(tested));
}

#[test]
fn the_wish_that_empties_the_bank_is_named() {
    let (catalogue, bank) = built_in();
    let filter = Filter {
        levels: vec![Level::Entry],
        kinds: vec![QuestionKind::RoleMove],
        ..Filter::default()
    };
    let error = Plan::new(
        &catalogue,
        &bank,
        &Request {
            filter,
            ..request(0)
        },
    )
    .unwrap_err();
    let PlanError::Emptied(emptied) = error else {
        panic!("{error}");
    };
    assert_eq!(emptied.wish, Wish::Level);
    assert!(emptied.before > 0 && !emptied.instead.is_empty());
}

#[test]
fn an_hour_has_one_break_and_it_does_not_stand_last() {
    let (catalogue, bank) = built_in();
    let plan = Plan::new(
        &catalogue,
        &bank,
        &Request {
            minutes: 60,
            ..request(1)
        },
    )
    .unwrap();
    assert_eq!(
        plan.questions.iter().filter(|one| one.break_after).count(),
        1
    );
    assert!(!plan.questions.last().unwrap().break_after);
}

#[test]
fn an_interviewer_has_one_order_whatever_the_result() {
    let (catalogue, bank) = built_in();
    let wish = Request {
        purpose: Purpose::Interviewer,
        ..request(0)
    };
    let gaps = Gap::between_roles(&catalogue, 1, 0);
    let plain = Plan::new(&catalogue, &bank, &wish.clone()).unwrap();
    let with = Plan::new(
        &catalogue,
        &bank,
        &Request {
            gaps: Some(gaps),
            ..wish
        },
    )
    .unwrap();
    assert_eq!(plain, with);
    assert!(plain.questions.is_sorted_by_key(|one| {
        bank.questions[one.question]
            .tested
            .map(|one| one.trait_index)
    }));
}

#[test]
fn a_move_brings_its_own_questions_and_no_other_moves() {
    let (catalogue, bank) = built_in();
    for (from, to) in [(0, 1), (1, 2), (2, 0)] {
        let plan = Plan::new(
            &catalogue,
            &bank,
            &Request {
                from: Some(from),
                ..request(to)
            },
        )
        .unwrap();
        let moves: Vec<_> = plan
            .questions
            .iter()
            .filter_map(|one| bank.questions[one.question].moves)
            .collect();
        assert!(!moves.is_empty(), "{from} to {to}");
        assert!(moves.iter().all(|one| (one.from, one.to) == (from, to)));
        let (_, changes) = plan.moving.unwrap();
        assert!(!changes.is_empty());
        assert!(changes.is_sorted_by(|a, b| a.gap.distance >= b.gap.distance));
    }
}

#[test]
fn the_widest_gaps_get_the_first_questions_whatever_the_seed() {
    let (catalogue, bank) = built_in();
    let mut gaps = Gap::between_roles(&catalogue, 0, 0);
    // Five traits stand just short of a wide gap, three just beyond.
    for gap in &mut gaps {
        gap.distance = 0.7;
    }
    for (trait_index, distance) in [(3, 0.9), (5, 0.85), (7, 0.8)] {
        gaps[trait_index].place = gaps[trait_index].centre - distance;
        gaps[trait_index].distance = distance;
    }
    for seed in 0..20 {
        let wish = Request {
            gaps: Some(gaps.clone()),
            seed,
            ..request(0)
        };
        let plan = Plan::new(&catalogue, &bank, &wish).unwrap();
        let traits: Vec<usize> = plan
            .questions
            .iter()
            .filter_map(|one| bank.questions[one.question].tested)
            .map(|tested| tested.trait_index)
            .collect();
        for trait_index in [3, 5, 7] {
            assert!(traits.contains(&trait_index), "seed {seed}: {traits:?}");
        }
    }
}
