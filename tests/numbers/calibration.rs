//! Calibration: over respondents drawn from the model, what is stated is as frequent as stated. Drawing and answering
//! are done here, apart from the library's simulation; seeds are fixed, so that chance decides nothing anew.

use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rolefit::catalogue::{Catalogue, builtin, read};
use rolefit::model::{Category, Length, Scorer};
use rolefit::session::{Next, Session, Settings};
use rolefit::simulation::{Answering, Plan, Policy, simulate};

use super::independent::{Item, Normal, REFERENCE};
use super::made::{Made, Size, made};

/// Of a standard normal variable, about one value in 16,000 lies farther from 0.
const FAR: f64 = 4.0;

/// Numbers between 0 and 1 that look random (`SplitMix64`; Steele, Lea & Flood, 2014).
struct Chance(u64);

impl Chance {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Any index below `count`, each as likely: the last with one chance in `count`, else any of those before it.
    fn below(&mut self, count: usize) -> usize {
        (0..count)
            .rev()
            .find(|&index| self.unit() * (index as f64 + 1.0) < 1.0)
            .unwrap_or(0)
    }

    /// Twelve uniform numbers would not do for the tails (Box & Muller, 1958).
    fn normal(&mut self, (mean, spread): Normal) -> f64 {
        let (one, other) = (1.0 - self.unit(), self.unit());
        mean + spread * (-2.0 * one.ln()).sqrt() * (std::f64::consts::TAU * other).cos()
    }

    fn category(&mut self, item: &Item, theta: f64) -> usize {
        let mut left = self.unit();
        for k in 0..item.b.len() {
            left -= item.log_probability(k, theta).exp();
            if left < 0.0 {
                return k;
            }
        }
        item.b.len()
    }
}

/// What was stated against what was so: the sum of the differences, in its own standard errors.
#[derive(Default)]
struct Account {
    difference: f64,
    variance: f64,
}

impl Account {
    fn add(&mut self, stated: f64, so: bool) {
        self.difference += stated - f64::from(u8::from(so));
        self.variance += stated * (1.0 - stated);
    }

    #[track_caller]
    fn balances(&self, what: &str) {
        // Less than one respondent in doubt makes no normal variable.
        if self.variance > 1.0 {
            let z = self.difference / self.variance.sqrt();
            assert!(z.abs() < FAR, "{what}: {z}");
        }
    }
}

/// One account for each role and each tenth of the probability.
struct Accounts(Vec<[Account; 10]>);

impl Accounts {
    fn new(roles: usize) -> Self {
        Self((0..roles).map(|_| Default::default()).collect())
    }

    fn add(&mut self, roles: &[f64], role: usize) {
        for (index, &probability) in roles.iter().enumerate() {
            let tenth = (0..10)
                .rev()
                .find(|&tenth| probability * 10.0 >= f64::from(tenth));
            let tenth = usize::try_from(tenth.unwrap()).unwrap();
            self.0[index][tenth].add(probability, index == role);
        }
    }

    #[track_caller]
    fn balance(&self) {
        for (role, tenths) in self.0.iter().enumerate() {
            for (tenth, account) in tenths.iter().enumerate() {
                account.balances(&format!("role {role}, tenth {tenth}"));
            }
        }
    }

    /// How many are in doubt at all.
    fn doubt(&self) -> f64 {
        self.0
            .iter()
            .flatten()
            .map(|account| account.variance)
            .sum()
    }
}

/// Catalogues at random, the same each time.
fn catalogues(count: usize) -> Vec<Made> {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let size = Size {
        traits: 5,
        roles: 5,
        items: 24,
    };
    (0..count)
        .map(|_| made(size).new_tree(&mut runner).unwrap().current())
        .collect()
}

fn category(catalogue: &Catalogue, item: usize, index: usize) -> (usize, Category) {
    (item, catalogue.bank.item(item).category(index).unwrap())
}

#[test]
fn role_probabilities_are_as_frequent_as_stated_on_random_catalogues() {
    let mut doubt = 0.0;
    for (number, made) in catalogues(6).iter().enumerate() {
        let (catalogue, model) = (made.catalogue(), made.model());
        let mut chance = Chance(number as u64);
        let mut accounts = Accounts::new(made.roles.len());
        let mut scorer = Scorer::new(&catalogue.bank);
        for _ in 0..600 {
            let role = chance.below(made.roles.len());
            let profile = &model.profiles[role];
            let theta: Vec<f64> = profile.iter().map(|prior| chance.normal(*prior)).collect();
            // A third of the items is skipped, whatever the answer would have been.
            let answered: Vec<usize> = (0..model.items.len())
                .filter(|_| chance.unit() < 0.67)
                .collect();
            let answers: Vec<(usize, Category)> = answered
                .into_iter()
                .map(|item| {
                    let numbers = &model.items[item];
                    let index = chance.category(numbers, theta[numbers.on]);
                    category(&catalogue, item, index)
                })
                .collect();
            accounts.add(scorer.score(&answers).roles(), role);
        }
        accounts.balance();
        doubt += accounts.doubt();
    }
    // Accounts without doubt would balance whatever was stated.
    assert!(doubt > 400.0, "{doubt}");
}

#[test]
fn role_probabilities_are_as_frequent_as_stated_when_items_are_chosen_and_asking_stops() {
    for (number, made) in catalogues(3).iter().enumerate() {
        let (catalogue, model) = (made.catalogue(), made.model());
        let mut chance = Chance(100 + number as u64);
        let mut accounts = Accounts::new(made.roles.len());
        let mut session = Session::new(&catalogue, Settings::of(Length::Quick)).remembering();
        for _ in 0..250 {
            session.restart(Settings::of(Length::Quick));
            let role = chance.below(made.roles.len());
            let profile = &model.profiles[role];
            let theta: Vec<f64> = profile.iter().map(|prior| chance.normal(*prior)).collect();
            while let Next::Ask(item) = session.next() {
                let numbers = &model.items[item];
                let index = chance.category(numbers, theta[numbers.on]);
                let (_, category) = category(&catalogue, item, index);
                session.enter(item, Some(catalogue.response_of(item, category)));
            }
            accounts.add(session.evidence().roles(), role);
        }
        accounts.balance();
    }
}

#[test]
fn scores_and_intervals_are_as_right_as_stated_of_people_at_large() {
    for (number, made) in catalogues(6).iter().enumerate() {
        let (catalogue, model) = (made.catalogue(), made.model());
        let mut chance = Chance(200 + number as u64);
        let (people, traits) = (500, model.traits());
        let (mut errors, mut squares, mut variance) =
            (vec![0.0; traits], vec![0.0; traits], vec![0.0; traits]);
        let mut scorer = Scorer::new(&catalogue.bank);
        for _ in 0..people {
            let theta: Vec<f64> = (0..traits).map(|_| chance.normal(REFERENCE)).collect();
            let answers: Vec<(usize, Category)> = (0..model.items.len())
                .map(|item| {
                    let numbers = &model.items[item];
                    category(
                        &catalogue,
                        item,
                        chance.category(numbers, theta[numbers.on]),
                    )
                })
                .collect();
            let evidence = scorer.score(&answers);
            for (on, posterior) in evidence.traits().iter().enumerate() {
                let error = theta[on] - posterior.eap();
                errors[on] += error;
                squares[on] += error * error / posterior.variance();
                variance[on] += posterior.variance();
            }
        }
        for on in 0..traits {
            // The mean error is 0 and has the stated variance; so has each error.
            let z = errors[on] / variance[on].sqrt();
            assert!(z.abs() < FAR, "catalogue {number}, trait {on}: {z}");
            let ratio = squares[on] / f64::from(people);
            assert!(
                (ratio - 1.0).abs() < 0.3,
                "catalogue {number}, trait {on}: {ratio}"
            );
        }
    }
}

#[test]
fn the_simulation_finds_random_catalogues_and_the_built_in_one_calibrated() {
    let mut catalogues: Vec<Catalogue> = catalogues(2).iter().map(Made::catalogue).collect();
    catalogues.push(read(builtin::all()[0].source).catalogue.unwrap());
    for catalogue in &catalogues {
        let lengths = vec![Length::Quick];
        let plan = Plan::new(250, 11).unwrap();
        let plan = plan.of_runs(
            catalogue,
            lengths,
            vec![Policy::Information],
            vec![Answering::Honest],
        );
        let threads = NonZeroUsize::new(2).unwrap();
        let simulation = simulate(catalogue, &plan.unwrap(), threads, |_| {
            ControlFlow::Continue(())
        });
        for run in &simulation.runs {
            for bin in &run.calibration {
                let count = bin.respondents as f64;
                let error = (bin.stated * (1.0 - bin.stated) / count).sqrt();
                // A bin of people of whom less than one is in doubt tells nothing.
                if count * bin.stated * (1.0 - bin.stated) > 1.0 {
                    assert!((bin.stated - bin.observed).abs() < FAR * error, "{bin:?}");
                }
            }
        }
    }
}
