//! Laws of the measurement model on random banks within limits, against the independent one.

use proptest::prelude::*;
use rolefit::assessment::{Assessment, Given, Stopped};
use rolefit::catalogue::{self, ItemKind, builtin};
use rolefit::model::{
    Category, GradedItem, ItemBank, Length, MAX_DISCRIMINATION, MAX_THRESHOLD, MIN_DISCRIMINATION,
    MIN_THRESHOLD_GAP, NormalPrior, Outlook, TraitBank,
};
use rolefit::session::{Next, Session, Settings};

use super::independent::{Item, Model, Posterior, REFERENCE};

/// The independent posterior of answers to one trait under a prior.
fn independent(
    items: &[GradedItem],
    answers: &[(usize, Category)],
    prior: NormalPrior,
) -> Posterior {
    let plain = |item: &GradedItem| Item {
        on: 0,
        a: item.discrimination(),
        b: item.thresholds().to_vec(),
    };
    let model = Model {
        items: items.iter().map(plain).collect(),
        profiles: vec![vec![REFERENCE]],
        typical_spreads: vec![vec![1.0]],
    };
    let answers: Vec<(usize, usize)> = answers
        .iter()
        .map(|&(item, category)| (item, category.index()))
        .collect();
    model.posterior(0, (prior.mean(), prior.spread()), &answers)
}

fn graded_item() -> impl Strategy<Value = GradedItem> {
    let gaps = prop::collection::vec(0.05..2.0f64, 0..7);
    (0.05..5.0f64, -3.0..3.0f64, gaps).prop_map(|(a, first, gaps)| {
        let mut thresholds = vec![first];
        for gap in gaps {
            thresholds.push(thresholds[thresholds.len() - 1] + gap);
        }
        thresholds.retain(|b| b.abs() <= 10.0);
        GradedItem::new(a, thresholds).unwrap()
    })
}

fn prior() -> impl Strategy<Value = NormalPrior> {
    (-3.0..=3.0f64, 0.2..=2.0f64).prop_map(|(mean, spread)| NormalPrior::new(mean, spread).unwrap())
}

/// A bank of one trait with answers to some of its items.
fn answered(most: usize) -> impl Strategy<Value = (Vec<GradedItem>, Vec<(usize, Category)>)> {
    prop::collection::vec(
        (graded_item(), prop::option::weighted(0.8, 0..9usize)),
        1..most,
    )
    .prop_map(|drawn| {
        let items: Vec<GradedItem> = drawn.iter().map(|(item, _)| item.clone()).collect();
        let answers = drawn
            .iter()
            .enumerate()
            .filter_map(|(i, (item, pick))| Some((i, item.category((*pick)? % item.categories())?)))
            .collect();
        (items, answers)
    })
}

/// Several roles on several traits, with items, answers and role weights.
fn bank() -> impl Strategy<Value = (ItemBank, Vec<(usize, Category)>)> {
    (1..5usize, 2..5usize).prop_flat_map(|(traits, roles)| {
        let profiles = prop::collection::vec(prop::collection::vec(prior(), traits), roles);
        let items = prop::collection::vec(
            (0..traits, graded_item(), prop::option::of(0..9usize)),
            1..20,
        );
        (profiles, items).prop_map(|(profiles, drawn)| {
            let answers = drawn
                .iter()
                .enumerate()
                .filter_map(|(i, (_, item, pick))| {
                    Some((i, item.category((*pick)? % item.categories())?))
                })
                .collect();
            let items = drawn.into_iter().map(|(t, item, _)| (t, item)).collect();
            (ItemBank::new(&profiles, items).unwrap(), answers)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn trait_scores_and_marginals_equal_dense_integration((items, answers) in answered(30), role in prior()) {
        let posterior = TraitBank::new(items.clone(), &[role]).posterior(&answers);
        let reference = independent(&items, &answers, NormalPrior::REFERENCE);
        prop_assert!((posterior.eap() - reference.mean).abs() < 1e-9, "{} {}", posterior.eap(), reference.mean);
        prop_assert!((posterior.sd() - reference.sd).abs() < 1e-9, "{} {}", posterior.sd(), reference.sd);
        let want = independent(&items, &answers, role).log_integral;
        prop_assert!((posterior.log_marginal(0) - want).abs() < 1e-9 * want.abs().max(1.0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn a_thousand_answers_equal_dense_integration((items, answers) in answered(60), copies in 10..17usize) {
        let many = vec![items.clone(); copies].concat();
        let repeated: Vec<_> = (0..copies)
            .flat_map(|copy| answers.iter().map(move |&(i, c)| (copy, i, c)))
            .map(|(copy, i, c)| (copy * items.len() + i, c))
            .collect();
        let posterior = TraitBank::new(many.clone(), &[]).posterior(&repeated);
        let reference = independent(&many, &repeated, NormalPrior::REFERENCE);
        prop_assert!((posterior.eap() - reference.mean).abs() < 1e-9, "{} {}", posterior.eap(), reference.mean);
        prop_assert!((posterior.sd() - reference.sd).abs() < 1e-9, "{} {}", posterior.sd(), reference.sd);
    }
}

proptest! {
    #[test]
    fn a_response_nearer_the_high_pole_never_lowers_the_score((items, answers) in answered(12)) {
        let bank = TraitBank::new(items.clone(), &[]);
        for (place, &(item, category)) in answers.iter().enumerate() {
            if let Some(higher) = items[item].category(category.index() + 1) {
                let mut raised = answers.clone();
                raised[place].1 = higher;
                let (low, high) = (bank.posterior(&answers).eap(), bank.posterior(&raised).eap());
                prop_assert!(high >= low - 1e-12, "{low} fell to {high}");
            }
        }
    }

    #[test]
    fn answers_never_widen_a_trait((items, answers) in answered(12)) {
        let posterior = TraitBank::new(items, &[]).posterior(&answers);
        prop_assert!(posterior.sd() > 0.0 && posterior.sd() <= 1.0 + 1e-12);
    }

    #[test]
    fn the_order_of_answers_changes_nothing((bank, answers) in bank()) {
        let mut reversed = answers.clone();
        reversed.reverse();
        let (one, other) = (bank.evidence(&answers), bank.evidence(&reversed));
        prop_assert_eq!(one.roles(), other.roles());
    }

    #[test]
    fn role_probabilities_are_finite_and_sum_to_one((bank, answers) in bank()) {
        let evidence = bank.evidence(&answers);
        prop_assert!(evidence.roles().iter().all(|p| (0.0..=1.0).contains(p)));
        prop_assert!((evidence.roles().iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn updating_one_trait_equals_starting_anew((bank, answers) in bank()) {
        let mut evidence = bank.evidence(&[]);
        for end in 1..=answers.len() {
            bank.update(&mut evidence, bank.trait_of(answers[end - 1].0), &answers[..end]);
        }
        let anew = bank.evidence(&answers);
        prop_assert_eq!(evidence.roles(), anew.roles());
    }

    #[test]
    fn expected_information_lies_between_nothing_and_the_entropy_of_the_role((bank, answers) in bank()) {
        let evidence = bank.evidence(&answers);
        let outlook = Outlook::new(&bank, &evidence);
        let entropy: f64 = evidence.roles().iter().filter(|p| **p > 0.0).map(|p| -p * p.ln()).sum();
        for item in 0..bank.item_count() {
            let information = outlook.information(&bank, &evidence, item);
            prop_assert!(information >= 0.0 && information <= entropy + 1e-9);
        }
    }
}

/// An item at the bounds: flattest or steepest, thresholds as close as they may be, near 0 or far out.
fn item_at_the_bounds() -> impl Strategy<Value = GradedItem> {
    let discrimination = prop::sample::select(vec![MIN_DISCRIMINATION, 1.0, MAX_DISCRIMINATION]);
    let first = prop::sample::select(vec![-MAX_THRESHOLD, 0.0, MAX_THRESHOLD - 0.01]);
    (discrimination, first, 1..9u8).prop_map(|(a, first, count)| {
        let gap = 1.01 * MIN_THRESHOLD_GAP;
        let thresholds = (0..count).map(|i| first + f64::from(i) * gap).collect();
        GradedItem::new(a, thresholds).unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn items_at_the_bounds_give_finite_numbers(
        drawn in prop::collection::vec((item_at_the_bounds(), 0..9usize), 1..40),
        role in prior(),
    ) {
        let items: Vec<GradedItem> = drawn.iter().map(|(item, _)| item.clone()).collect();
        let answers: Vec<_> = drawn
            .iter()
            .enumerate()
            .map(|(i, (item, pick))| (i, item.category(pick % item.categories()).unwrap()))
            .collect();
        let bank = TraitBank::new(items, &[role]);
        let posterior = bank.posterior(&answers);
        prop_assert!(posterior.eap().is_finite() && posterior.sd() > 0.0 && posterior.sd().is_finite());
        prop_assert!(posterior.log_marginal(0).is_finite() && posterior.log_reference_marginal().is_finite());
        for item in 0..bank.items().len() {
            prop_assert!(bank.predictive(&posterior, item, 0).iter().all(|p| p.is_finite()));
            for category in bank.items()[item].all_categories() {
                prop_assert!(bank.items()[item].log_probability(category, 12.0).is_finite());
            }
            prop_assert!(bank.items()[item].fisher_information(-3.0).is_finite());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_ifs_equal_integrals_taken_anew(
        (items, answers) in answered(40),
        roles in prop::collection::vec(prior(), 2..5),
        copies in prop::sample::select(vec![1, 1, 1, 30]),
    ) {
        // Many copies of steep items need so many nodes that they follow the posterior.
        let many = vec![items.clone(); copies].concat();
        let bank = TraitBank::new(many, &roles);
        let posterior = bank.posterior(&answers);
        let what_ifs = bank.what_ifs(&posterior, &answers);
        for (place, &(item, category)) in answers.iter().enumerate() {
            let shifts = what_ifs.shifts(item, category);
            let to = std::iter::once(None).chain(bank.items()[item].all_categories().map(Some));
            for (to, shift) in to.zip(shifts) {
                let mut changed = answers.clone();
                match to {
                    Some(to) => changed[place].1 = to,
                    None => { changed.remove(place); }
                }
                let anew = bank.posterior(&changed);
                for (role, shift) in shift.iter().enumerate() {
                    let want = anew.log_marginal(role) - posterior.log_marginal(role);
                    prop_assert!((shift - want).abs() < 1e-9, "{shift} is not {want}");
                }
            }
        }
    }
}

/// Answers to some of the built-in catalogue's items: per item nothing, or a pick that is turned into a response.
fn answer_set() -> impl Strategy<Value = Vec<Option<usize>>> {
    prop::collection::vec(prop::option::weighted(0.6, 0..20usize), 64)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn assessments_of_the_built_in_catalogue_equal_dense_integration(picks in answer_set()) {
        let source = builtin::find("product-roles").unwrap().source;
        let catalogue = catalogue::read(source).catalogue.unwrap();
        let bank = &catalogue.bank;
        let given: Vec<Given> = picks
            .iter()
            .enumerate()
            .filter_map(|(item, pick)| {
                let number = 1 + (*pick)? % bank.item(item).categories();
                let response = catalogue.response(item, number)?;
                Some(Given { item, response, position: number })
            })
            .collect();
        prop_assume!(!given.is_empty());
        let assessment = Assessment::new(&catalogue, given.clone(), Stopped::Given).unwrap();

        let mut logs = vec![0.0; catalogue.roles.len()];
        for (trait_index, score) in assessment.traits.iter().enumerate() {
            let on_trait: Vec<&Given> =
                given.iter().filter(|one| catalogue.items[one.item].trait_index == trait_index).collect();
            let items: Vec<GradedItem> = on_trait.iter().map(|one| bank.item(one.item).clone()).collect();
            let answers: Vec<(usize, Category)> = on_trait
                .iter()
                .enumerate()
                .map(|(place, one)| (place, catalogue.category(one.item, one.response)))
                .collect();
            let reference = independent(&items, &answers, NormalPrior::REFERENCE);
            prop_assert!((score.score - reference.mean).abs() < 1e-9);
            prop_assert!((score.sd - reference.sd).abs() < 1e-9);
            for (log, role) in logs.iter_mut().zip(&catalogue.roles) {
                *log += independent(&items, &answers, role.profile[trait_index]).log_integral;
            }
        }
        let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = logs.iter().map(|log| (log - highest).exp()).sum();
        for fit in &assessment.roles {
            let want = (logs[fit.role] - highest).exp() / sum;
            prop_assert!((fit.probability - want).abs() < 1e-9, "{} is not {want}", fit.probability);
        }
    }
}

/// Answers a questionnaire with responses that these numbers choose, and returns the session at its end.
fn run_through<'c>(
    catalogue: &'c catalogue::Catalogue,
    length: Length,
    choices: &[usize],
) -> Session<'c> {
    let mut session = Session::new(catalogue, Settings::of(length));
    let mut choices = choices.iter().cycle();
    while let Next::Ask(item) = session.next() {
        let responses = catalogue.responses(item).collect::<Vec<_>>();
        let choice = choices.next().unwrap() % responses.len();
        session.enter(item, Some(responses[choice]));
    }
    session
}

/// Holds that these choices leave no trait without the answers that a length promises.
#[track_caller]
fn every_trait_is_served(choices: &[usize]) {
    for builtin in builtin::all() {
        let catalogue = catalogue::read(builtin.source).catalogue.unwrap();
        let traits = 0..catalogue.traits.len();
        let of_activities: Vec<bool> = traits.map(|t| catalogue.is_activity_trait(t)).collect();
        let all_alike = !of_activities.contains(&true);
        for (length, (of_activity, of_other), most) in
            [(Length::Quick, (1, 0), 12), (Length::Standard, (2, 1), 36)]
        {
            let session = run_through(&catalogue, length, choices);
            assert!(session.entries().len() <= most);
            for (posterior, is_of_activities) in
                session.evidence().traits().iter().zip(&of_activities)
            {
                let promised = if all_alike || *is_of_activities {
                    of_activity
                } else {
                    of_other
                };
                assert!(
                    posterior.answered() >= promised,
                    "{} {}: {} answers",
                    builtin.id,
                    length.name(),
                    posterior.answered()
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_trait_is_left_without_the_answers_that_a_length_promises(choices in prop::collection::vec(0..60_usize, 36)) {
        every_trait_is_served(&choices);
    }
}

#[test]
fn choices_that_once_left_a_trait_without_an_answer_serve_every_one() {
    every_trait_is_served(&[
        0, 0, 27, 17, 20, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1, 49, 33, 4, 10, 13, 19, 32, 10, 31,
        11, 53, 4, 20, 59, 49, 54, 28, 46,
    ]);
}

#[test]
fn the_first_three_questions_are_activities_and_after_a_skip_the_trait_changes() {
    let with_activities = builtin::all().iter().filter_map(|builtin| {
        let catalogue = catalogue::read(builtin.source).catalogue.unwrap();
        let is_activity = |item: &catalogue::Item| item.content.kind() == ItemKind::Activity;
        catalogue.items.iter().any(is_activity).then_some(catalogue)
    });
    let mut tried = 0;
    for catalogue in with_activities {
        for length in [Length::Quick, Length::Standard, Length::Full] {
            let mut session = Session::new(&catalogue, Settings::of(length));
            let mut skipped = None;
            let mut asked = 0;
            while let Next::Ask(item) = session.next() {
                let item_asked = &catalogue.items[item];
                if asked < 3 {
                    assert_eq!(item_asked.content.kind(), ItemKind::Activity);
                }
                let on = item_asked.trait_index;
                let others_left = (0..catalogue.items.len()).any(|other| {
                    let entered = session.entries().iter().any(|entry| entry.item == other);
                    !entered && catalogue.items[other].trait_index != on
                });
                assert!(skipped != Some(on) || !others_left || length != Length::Full);
                asked += 1;
                let skips = asked % 3 == 1;
                skipped = skips.then_some(on);
                session.enter(item, catalogue.responses(item).next().filter(|_| !skips));
            }
            tried += 1;
        }
    }
    assert!(tried >= 6, "two catalogues have activities");
}

#[test]
fn the_move_that_an_answer_is_expected_to_bring_is_the_mean_of_what_its_answers_bring() {
    let prior = |mean| vec![NormalPrior::new(mean, 0.8).unwrap()];
    let item = GradedItem::new(1.3, vec![0.4]).unwrap();
    let bank = ItemBank::new(&[prior(-0.5), prior(0.9)], vec![(0, item.clone())]).unwrap();
    let start = bank.evidence(&[]);
    let before = start.roles()[0];
    let after = [0, 1].map(|x| bank.evidence(&[(0, item.category(x).unwrap())]).roles()[0]);
    // The mean of what is stated afterwards is what is stated before, which gives the chance of either answer.
    let first = (before - after[1]) / (after[0] - after[1]);
    let want = first * (after[0] - before).abs() + (1.0 - first) * (after[1] - before).abs();
    let outlook = Outlook::new(&bank, &start);
    let moved = outlook.expected_move(&bank, &start, 0, 0);
    assert!((moved - want).abs() < 1e-12, "{moved} is not {want}");
    assert!(moved > 0.05);
}
