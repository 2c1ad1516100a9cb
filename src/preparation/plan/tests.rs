//! Laws of plans, held on the built-in bank.

use super::*;
use crate::catalogue::{Pole, builtin, read};
use crate::preparation::bank::{Level, Question, QuestionKind, Tested, Topic};
use crate::preparation::builtin::bank_for;
use crate::preparation::filter::{Filter, Wish};
use crate::preparation::fixture::typed;
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
        minutes: Some(30),
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
                    minutes: Some(minutes),
                    ..request(role)
                };
                let plan = Plan::new(&catalogue, &bank, &wish).unwrap();
                let planned = plan.planned_minutes(&bank);
                assert!(planned <= minutes, "{planned} of {minutes}");
                assert!(
                    planned + 8 >= minutes || minutes > 100,
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
fn a_spare_question_is_for_a_trait_that_no_question_of_the_plan_tests() {
    let (catalogue, bank) = built_in();
    let mut seen = [0; 2];
    for role in 0..catalogue.roles.len() {
        let filter = Filter {
            levels: vec![Level::Mid],
            ..Filter::default()
        };
        let wish = Request {
            filter,
            ..request(role)
        };
        let plan = Plan::new(&catalogue, &bank, &wish).unwrap();
        let planned = |index| plan.questions.iter().any(|one| one.question == index);
        let is_tested = |trait_index| {
            let on = |index: usize| bank.questions[index].tested;
            let mut traits = plan.questions.iter().filter_map(|one| on(one.question));
            traits.any(|tested| tested.trait_index == trait_index)
        };
        for trait_index in 0..catalogue.traits.len() {
            for pole in [Pole::Low, Pole::High] {
                let tested = Tested { trait_index, pole };
                let Some(spare) = plan.spare_question(&bank, tested) else {
                    seen[0] += 1;
                    continue;
                };
                seen[1] += 1;
                let question = &bank.questions[spare];
                assert_eq!(question.tested, Some(tested));
                assert!(question.is_for(role) && question.case.is_none());
                assert_eq!(question.level, Level::Mid);
                assert!(!planned(spare) && !is_tested(trait_index));
            }
        }
    }
    assert!(seen.iter().all(|&times| times > 0), "{seen:?}");
    // Whoever wishes for other questions is not given more of them.
    for filter in [
        Filter {
            kinds: vec![QuestionKind::Behavioural],
            ..Filter::default()
        },
        Filter {
            questions: vec![0],
            ..Filter::default()
        },
    ] {
        let wish = Request {
            filter,
            ..request(0)
        };
        let plan = Plan::new(&catalogue, &bank, &wish).unwrap();
        let poles = [Pole::Low, Pole::High];
        let mut sides = (0..catalogue.traits.len())
            .flat_map(|trait_index| poles.map(|pole| Tested { trait_index, pole }));
        assert!(sides.all(|tested| plan.spare_question(&bank, tested).is_none()));
    }
}

#[test]
fn no_question_stands_in_a_plan_twice_and_all_are_for_the_role() {
    let (catalogue, bank) = built_in();
    for role in 0..catalogue.roles.len() {
        let plan = Plan::new(
            &catalogue,
            &bank,
            &Request {
                minutes: Some(180),
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
fn each_gap_that_is_named_is_pressed_wherever_there_is_room_for_it() {
    let (catalogue, bank) = built_in();
    let count = catalogue.traits.len();
    for role in 0..catalogue.roles.len() {
        for first in 0..count {
            let mut gaps = Gap::between_roles(&catalogue, role, role);
            for (step, place) in [0, 1, 2].into_iter().zip([2.5, -2.5, 2.2]) {
                let gap = &mut gaps[(first + step) % count];
                let place = if gap.centre * place > 0.0 {
                    -place
                } else {
                    place
                };
                (gap.place, gap.distance) = (place, (place - gap.centre).abs());
            }
            let named = Gap::widest(&gaps, Gap::is_wide);
            assert_eq!(named.len(), 3);
            let wish = |purpose, minutes, seed| Request {
                purpose,
                minutes: Some(minutes),
                gaps: Some(gaps.clone()),
                seed,
                ..request(role)
            };
            for (purpose, minutes) in [(Purpose::Candidate, 45), (Purpose::Brief, 60)] {
                for seed in [0, 7, 20_787] {
                    let plan = Plan::new(&catalogue, &bank, &wish(purpose, minutes, seed)).unwrap();
                    for gap in &named {
                        assert!(plan.tests(&bank, gap.trait_index), "{role} {first} {seed}");
                    }
                }
            }
        }
    }
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
            minutes: Some(60),
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
fn what_changes_in_a_move_is_what_the_person_has_not_reached_yet() {
    let (catalogue, bank) = built_in();
    let (from, to) = (0, 2);
    let changes = |gaps: Option<Vec<Gap>>| {
        let wish = Request {
            from: Some(from),
            gaps,
            ..request(to)
        };
        let plan = Plan::new(&catalogue, &bank, &wish).unwrap();
        let (_, changes) = plan.moving.unwrap();
        changes
    };
    let whoever = changes(None);
    let most = whoever[0].gap.trait_index;
    // Somebody who stands in the role taken up, but on one trait where the role left stands, and whom one was not asked.
    let mut gaps = Gap::between_roles(&catalogue, to, to);
    gaps[most] = Gap::between_roles(&catalogue, from, to)[most];
    let own = changes(Some(gaps.clone()));
    assert_eq!(own.len(), 1);
    assert_eq!(own[0], whoever[0]);
    gaps[most].answered = false;
    assert_eq!(changes(Some(gaps.clone()))[0].gap.trait_index, most);
    gaps[most] = Gap::between_roles(&catalogue, to, to)[most];
    assert_eq!(changes(Some(gaps)), []);
}

/// 200 plans of half an hour, one a seed.
fn plans(catalogue: &Catalogue, bank: &QuestionBank, role: usize) -> Vec<Plan> {
    let wish = Request {
        seed: 1,
        ..request(role)
    };
    Plan::from(catalogue, bank, &wish, 200).unwrap()
}

#[test]
fn plans_in_a_row_are_those_of_their_seeds() {
    let (catalogue, bank) = typed();
    let row = Plan::from(
        &catalogue,
        &bank,
        &Request {
            seed: 250,
            ..request(2)
        },
        12,
    )
    .unwrap();
    for plan in row {
        let wish = Request {
            seed: plan.seed,
            ..request(2)
        };
        assert_eq!(plan, Plan::new(&catalogue, &bank, &wish).unwrap());
    }
}

fn questions<'b>(bank: &'b QuestionBank, plan: &Plan) -> Vec<(usize, &'b Question)> {
    let of = |one: &Planned| (one.question, &bank.questions[one.question]);
    plan.questions.iter().map(of).collect()
}

#[test]
fn newcomers_are_asked_first_what_draws_them_and_nobody_is_asked_first_for_money() {
    let (catalogue, bank) = built_in();
    let entry = Filter {
        levels: vec![Level::Entry],
        ..Filter::default()
    };
    for role in 0..catalogue.roles.len() {
        for filter in [entry.clone(), Filter::default()] {
            let is_entry = !filter.levels.is_empty();
            let wish = Request {
                seed: 1,
                filter,
                ..request(role)
            };
            for plan in Plan::from(&catalogue, &bank, &wish, 60).unwrap() {
                let first = questions(&bank, &plan)[0].1;
                let is_about = |topic| first.topics.contains(&topic);
                let is_opener = first.kind == QuestionKind::Opener;
                assert!(!(is_opener && is_about(Topic::Money)), "seed {}", plan.seed);
                let draws = is_about(Topic::Motivation) && !is_about(Topic::Change);
                assert!(draws && is_opener || !is_entry, "seed {}", plan.seed);
            }
        }
    }
}

#[test]
fn over_200_seeds_every_question_that_fits_comes_and_none_but_openers_in_more_than_a_quarter() {
    for (catalogue, bank) in [built_in(), typed()] {
        for role in 0..catalogue.roles.len() {
            let mut counts = vec![0_usize; bank.questions.len()];
            for plan in plans(&catalogue, &bank, role) {
                for (index, _) in questions(&bank, &plan) {
                    counts[index] += 1;
                }
            }
            for (question, count) in bank.questions.iter().zip(counts) {
                let is_answered = !matches!(
                    question.kind,
                    QuestionKind::ForTheEmployer | QuestionKind::RoleMove
                );
                if !question.is_for(role) || !is_answered {
                    continue;
                }
                let (id, role) = (&question.id, &catalogue.roles[role].id);
                if question.is_of_trade() {
                    assert_eq!(count, 0, "{id} is wished for by nobody");
                    continue;
                }
                assert!(count > 0, "{id} never comes for {role}");
                let is_seldom = question.kind == QuestionKind::Opener || count <= 50;
                assert!(is_seldom, "{id} comes {count} times for {role}");
            }
        }
    }
}

#[test]
fn types_come_as_often_as_they_are_asked() {
    let (catalogue, bank) = typed();
    let role = catalogue.role_index("project-manager").unwrap();
    let mut counts = vec![0.0; bank.types.len()];
    for plan in plans(&catalogue, &bank, role) {
        for (_, question) in questions(&bank, &plan) {
            if question.kind == QuestionKind::Situational {
                counts[question.type_index.unwrap()] += 1.0;
            }
        }
    }
    let all: f64 = counts.iter().sum();
    let short = |index: usize| counts[index] > 0.0;
    let shares = |index: usize| bank.types[index].share(role).unwrap();
    let asked: f64 = (0..counts.len())
        .filter(|&index| short(index))
        .map(shares)
        .sum();
    for index in (0..counts.len()).filter(|&index| short(index)) {
        let (got, want) = (counts[index] / all, shares(index) / asked);
        let name = &bank.types[index].id;
        assert!(
            (got / want - 1.0).abs() < 0.35,
            "{name}: {got:.3} of {want:.3}"
        );
    }
}

#[test]
fn three_evenings_in_a_row_repeat_nothing_and_bring_a_product_manager_three_kinds_of_case() {
    let (catalogue, bank) = typed();
    for role in 0..catalogue.roles.len() {
        for evenings in plans(&catalogue, &bank, role).windows(3) {
            let all = || evenings.iter().flat_map(|plan| questions(&bank, plan));
            let mut asked: Vec<usize> = all()
                .filter(|(_, question)| question.kind != QuestionKind::Opener)
                .map(|(index, _)| index)
                .collect();
            let count = asked.len();
            asked.sort_unstable();
            asked.dedup();
            assert_eq!(asked.len(), count);
            if catalogue.roles[role].id.as_str() == "product-manager" {
                let cases = all().filter(|(_, question)| question.kind == QuestionKind::Case);
                let types: std::collections::BTreeSet<_> =
                    cases.map(|(_, question)| question.type_index).collect();
                assert_eq!(types.len(), 3);
            }
        }
    }
}

#[test]
fn most_plans_open_with_an_opener_and_a_long_case_is_shortened_by_three_tenths_at_most() {
    let (catalogue, bank) = typed();
    for role in 0..catalogue.roles.len() {
        let plans = plans(&catalogue, &bank, role);
        let opens = |plan: &&Plan| {
            let first = plan.questions[0].question;
            bank.questions[first].kind == QuestionKind::Opener
        };
        let opened = plans.iter().filter(opens).count();
        assert!(opened >= 160, "{opened} for role {role}");
        let mut longest = 0;
        for one in plans.iter().flat_map(|plan| &plan.questions) {
            let usual = bank.questions[one.question].minutes;
            assert!(one.minutes <= usual && one.minutes * 10 >= usual * 7);
            longest = longest.max(usual);
        }
        assert_eq!((role, longest), (role, if role == 2 { 40 } else { 35 }));
    }
}

#[test]
fn questions_that_are_named_stand_in_their_order_and_take_the_time_that_they_take() {
    let (catalogue, bank) = typed();
    let named: Vec<usize> = ["risk-2", "budget-0", "schedule-1"]
        .map(|id| bank.question_index(id).unwrap())
        .to_vec();
    let filter = Filter {
        questions: named.clone(),
        ..Filter::default()
    };
    let wish = Request {
        filter,
        minutes: None,
        ..request(1)
    };
    let plan = Plan::new(&catalogue, &bank, &wish).unwrap();
    let asked: Vec<usize> = plan.questions.iter().map(|one| one.question).collect();
    assert_eq!(asked, named);
    assert_eq!(plan.minutes, plan.planned_minutes(&bank));
    let short = Request {
        minutes: Some(10),
        ..wish
    };
    let error = Plan::new(&catalogue, &bank, &short).unwrap_err();
    assert!(
        matches!(error, PlanError::Longer { minutes: 10, .. }),
        "{error}"
    );
}
