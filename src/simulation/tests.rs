use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::LazyLock;

use super::*;
use crate::catalogue::fixture::EIGHT_TRAITS;
use crate::catalogue::{Catalogue, read};
use crate::model::Length;
use crate::render::document::Report;
use crate::render::simulation::SimulationReport;

fn catalogue() -> Catalogue {
    read(EIGHT_TRAITS).catalogue.unwrap()
}

fn run_on(catalogue: &Catalogue, plan: &Plan, threads: usize) -> Simulation {
    let threads = NonZeroUsize::new(threads).unwrap();
    simulate(catalogue, plan, threads, |_| ControlFlow::Continue(()))
}

/// One simulation that several laws are held against.
static HONEST: LazyLock<Simulation> = LazyLock::new(|| run_on(&catalogue(), &plan(1200, 1), 2));

fn plan(respondents: u64, seed: u64) -> Plan {
    Plan::new(respondents, seed).unwrap()
}

fn side_by_side(catalogue: &Catalogue, respondents: u64, answerings: &[Answering]) -> Simulation {
    let plan = plan(respondents, 1).of_runs(
        catalogue,
        vec![Length::Standard],
        vec![Policy::Information],
        answerings.to_vec(),
    );
    run_on(catalogue, &plan.unwrap(), 2)
}

#[test]
fn threads_change_nothing_and_the_seed_changes_something() {
    let catalogue = catalogue();
    // Not a multiple of the chunk, and more chunks than threads.
    let text = |seed, threads| {
        let simulation = run_on(&catalogue, &plan(333, seed), threads);
        SimulationReport {
            catalogue: &catalogue,
            simulation: &simulation,
        }
        .json()
        .unwrap()
    };
    let one = text(1, 1);
    assert_eq!(text(1, 2), one);
    assert_eq!(text(1, 3), one);
    assert_ne!(text(2, 1).replace("\"seed\": 2", "\"seed\": 1"), one);
}

#[test]
fn stopping_early_leaves_the_result_of_a_shorter_plan() {
    let catalogue = catalogue();
    let one = NonZeroUsize::MIN;
    let stopped = simulate(&catalogue, &plan(1000, 1), one, |done| {
        if done >= 100 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(stopped.is_partial() && stopped.respondents >= 100);
    let shorter = run_on(&catalogue, &plan(stopped.respondents, 1), 2);
    assert_eq!(stopped.runs, shorter.runs);
}

#[test]
fn every_respondent_is_counted_once_everywhere() {
    let run = &HONEST.runs[0];
    for row in &run.confusion {
        assert_eq!(row.iter().sum::<u64>(), 400);
    }
    let bins = run.calibration.iter().map(|bin| bin.respondents);
    assert_eq!(bins.sum::<u64>(), 1200);
    let whole = |shares: &mut dyn Iterator<Item = f64>| (shares.sum::<f64>() - 1.0).abs() < 1e-12;
    assert!(whole(&mut run.verdicts.iter().map(|(_, share)| *share)));
    assert!(whole(
        &mut run.lengths.reasons.iter().map(|(_, share)| *share)
    ));
    assert!(whole(
        &mut run.lengths.histogram.iter().map(|bar| bar.share)
    ));
    let asked: f64 = run.items.iter().map(|usage| usage.share).sum();
    assert!((asked - run.lengths.mean).abs() < 1e-9);
}

#[test]
fn knowing_more_is_right_more_often() {
    let simulation = &HONEST;
    let (ceiling, full) = (simulation.ceiling.unwrap().value, simulation.full.value);
    // The same people throughout, so the differences have small errors.
    assert!(ceiling > full + 0.02, "{ceiling} {full}");
    assert!(full > simulation.runs[0].accuracy.value, "{full}");
}

#[test]
fn stated_probability_equals_observed_frequency() {
    let run = &HONEST.runs[0];
    assert!(run.calibration_error.unwrap() < 0.04);
    for bin in run.calibration.iter().filter(|bin| bin.respondents >= 100) {
        let error = (bin.observed * (1.0 - bin.observed) / bin.respondents as f64).sqrt();
        assert!(
            (bin.stated - bin.observed).abs() < 4.0 * error + 0.01,
            "{bin:?}"
        );
    }
}

#[test]
fn spoilt_answers_lower_accuracy_and_a_share_of_0_spoils_none() {
    let catalogue = catalogue();
    let role = 2;
    let simulation = side_by_side(
        &catalogue,
        450,
        &[
            Answering::Honest,
            Answering::Careless(0.0),
            Answering::Careless(0.3),
            Answering::Careless(1.0),
            Answering::YeaSaying(0.5),
            Answering::Flattering { share: 1.0, role },
        ],
    );
    let accuracy: Vec<f64> = simulation
        .runs
        .iter()
        .map(|run| run.accuracy.value)
        .collect();
    assert_eq!(simulation.runs[0].confusion, simulation.runs[1].confusion);
    assert!(
        accuracy[0] > accuracy[2] && accuracy[2] > accuracy[3],
        "{accuracy:?}"
    );
    assert!((accuracy[3] - 1.0 / 3.0).abs() < 0.09, "{accuracy:?}");
    assert!(accuracy[4] < accuracy[0] - 0.1, "{accuracy:?}");
    // Whoever answers as the people at a role's centre do is told that role.
    let flattered: u64 = simulation.runs[5]
        .confusion
        .iter()
        .map(|row| row[role])
        .sum();
    assert!(flattered > 425, "{flattered}");
}

#[test]
fn people_between_two_roles_are_told_either_of_them() {
    let catalogue = catalogue();
    let between = plan(300, 1).of_people(&catalogue, Population::Between(0, 2));
    let simulation = run_on(&catalogue, &between.unwrap(), 2);
    let run = &simulation.runs[0];
    assert_eq!((simulation.ceiling, run.kappa, run.gap), (None, None, None));
    assert_eq!(run.confusion.len(), 1);
    let (a, b) = (run.confusion[0][0], run.confusion[0][2]);
    assert_eq!(run.accuracy, Share::of(a + b, 300));
    assert!(a.abs_diff(b) < 80, "{a} {b}");
    assert!(run.accuracy.value > 0.85);
}

#[test]
fn of_the_population_that_scores_refer_to_intervals_hold_nine_true_places_in_ten() {
    let catalogue = catalogue();
    let lengths = vec![Length::Quick, Length::Standard, Length::Full];
    let plan = plan(1000, 1)
        .of_people(&catalogue, Population::Reference)
        .and_then(|plan| {
            let (policies, answerings) = (vec![Policy::Information], vec![Answering::Honest]);
            plan.of_runs(&catalogue, lengths, policies, answerings)
        });
    let simulation = run_on(&catalogue, &plan.unwrap(), 2);
    for run in &simulation.runs {
        for recovery in &run.traits {
            let length = run.length.name();
            assert!(
                (0.87..=0.93).contains(&recovery.coverage),
                "{length} {recovery:?}"
            );
            // Five standard errors of a mean error that is at most as spread out as theta.
            assert!(
                recovery.bias.abs() < 5.0 / 1000f64.sqrt(),
                "{length} {recovery:?}"
            );
        }
    }
}

#[test]
fn of_people_without_a_role_none_is_right_or_wrong() {
    let catalogue = catalogue();
    let plan = plan(60, 1).of_people(&catalogue, Population::Reference);
    let simulation = run_on(&catalogue, &plan.unwrap(), 1);
    let run = &simulation.runs[0];
    assert!(!simulation.has_roles());
    assert_eq!(
        (simulation.ceiling, run.kappa, run.brier),
        (None, None, None)
    );
    assert_eq!(
        (run.accuracy, simulation.full),
        (Share::of(0, 0), Share::of(0, 0))
    );
    assert!(run.calibration.is_empty() && run.roles.is_empty());
    assert_eq!(run.confusion.iter().flatten().sum::<u64>(), 60);
}

#[test]
fn choosing_by_information_is_right_more_often_than_at_random() {
    let catalogue = catalogue();
    let plan = plan(900, 1).of_runs(
        &catalogue,
        vec![Length::Quick],
        Policy::ALL.to_vec(),
        vec![Answering::Honest],
    );
    let simulation = run_on(&catalogue, &plan.unwrap(), 2);
    let accuracy = |run: usize| simulation.runs[run].accuracy.value;
    assert!(accuracy(0) > accuracy(1) && accuracy(1) > accuracy(2));
}

#[test]
fn the_interval_of_a_share_is_wilsons() {
    // 9 of 10 (Wilson, 1927, with z = 1.96): 0.5958 to 0.9821.
    let share = Share::of(9, 10);
    assert!(
        (share.low - 0.5958).abs() < 1e-4 && (share.high - 0.9821).abs() < 1e-4,
        "{share:?}"
    );
    assert_eq!(Share::of(0, 7).low, 0.0);
    assert_eq!(Share::of(7, 7).high, 1.0);
}

#[test]
fn plans_that_cannot_be_carried_out_are_refused() {
    let catalogue = catalogue();
    assert_eq!(Plan::new(0, 1), Err(PlanError::Respondents(0)));
    assert!(Plan::new(MAX_RESPONDENTS + 1, 1).is_err());
    let between = |a, b| plan(1, 1).of_people(&catalogue, Population::Between(a, b));
    assert_eq!(between(0, 3), Err(PlanError::Role(3)));
    assert_eq!(between(1, 1), Err(PlanError::SameRole));
    let answering = |one| {
        let lengths = vec![Length::Quick];
        plan(1, 1).of_runs(&catalogue, lengths, vec![Policy::Random], one)
    };
    assert_eq!(answering(vec![]), Err(PlanError::NothingToRun));
    assert_eq!(
        answering(vec![Answering::Careless(1.5)]),
        Err(PlanError::Share(1.5))
    );
    assert!(answering(vec![Answering::Careless(f64::NAN)]).is_err());
}

#[test]
fn memory_changes_no_digit_of_a_session() {
    use crate::session::{Outcome, Session, Settings, administer};
    let catalogue = catalogue();
    let streams = random::Streams::new(3);
    let mut person = person::Person::new(&catalogue);
    let mut kept = Session::new(&catalogue, Settings::of(Length::Standard)).remembering();
    let mut sheet = person::Sheet::default();
    for number in 0..60 {
        person.draw(&catalogue, Population::Roles, &streams, number);
        person.fill(&catalogue, Answering::Honest, 0, &mut sheet);
        kept.restart(Settings::of(Length::Standard));
        let mut fresh = Session::new(&catalogue, Settings::of(Length::Standard));
        for session in [&mut kept, &mut fresh] {
            let outcome = administer(session, &mut &sheet).unwrap();
            assert!(matches!(outcome, Outcome::Finished(_)));
        }
        assert_eq!(kept.entries(), fresh.entries());
        let bits = |numbers: &[f64]| numbers.iter().map(|n| n.to_bits()).collect::<Vec<_>>();
        assert_eq!(
            bits(kept.evidence().roles()),
            bits(fresh.evidence().roles())
        );
        for (one, other) in kept
            .evidence()
            .traits()
            .iter()
            .zip(fresh.evidence().traits())
        {
            assert_eq!(one.eap().to_bits(), other.eap().to_bits());
            assert_eq!(one.sd().to_bits(), other.sd().to_bits());
        }
    }
}
