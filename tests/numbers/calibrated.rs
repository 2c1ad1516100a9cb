//! Numbers fitted to answers: against estimates that were computed apart, and against the numbers by which people were drawn.
//!
//! The tests that are ignored hold what is promised of thousands of people: `cargo test --release --test numbers calibrated
//! -- --ignored`. Smaller ones of the same kind run always.

use std::convert::Infallible;
use std::fs;
use std::num::NonZeroUsize;

use rolefit::assessment::Given;
use rolefit::calibration::{
    Calibration, ItemEstimates, Options, PRIOR_PEOPLE, Provenance, Untold, calibrate,
    items_of_one_population, written,
};
use rolefit::catalogue::{Catalogue, Response, builtin, read};
use rolefit::cohort::{Form, Layout};
use rolefit::model::{Category, Evidence, GradedItem, Length, NormalPrior};
use rolefit::session::{Question, Reply, Respondent, Session, Settings, administer};
use rolefit::simulation::{Answers, Plan};
use rolefit::validation::{Person, Sittings, people, rows};
use serde_json::Value;
use toml_edit::{DocumentMut, value};

const TWO: NonZeroUsize = NonZeroUsize::new(2).unwrap();

fn fixture(name: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    fs::read_to_string(format!("{root}/tests/fixtures/{name}")).unwrap()
}

fn reference(name: &str) -> Value {
    let all: Value = serde_json::from_str(&fixture("reference/mml_calibration.json")).unwrap();
    all[name].clone()
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_f64().unwrap())
        .collect()
}

/// The items that were found apart.
fn found(name: &str) -> Vec<GradedItem> {
    let want = reference(name);
    let thresholds = want["b"].as_array().unwrap().iter().map(numbers);
    let items = numbers(&want["a"]).into_iter().zip(thresholds);
    items.map(|(a, b)| GradedItem::new(a, b).unwrap()).collect()
}

/// Fits the answers in a file, a person a line and a digit an item, from these items on.
fn fitted(name: &str, start: &[GradedItem]) -> ItemEstimates {
    let text = fixture(&format!("reference/{name}.txt"));
    let category = |(item, digit): (usize, u8)| -> Option<Category> {
        start[item].category(usize::from(digit.checked_sub(b'0')?))
    };
    let rows = text
        .lines()
        .map(|line| line.bytes().enumerate().map(category).collect());
    let rows: Vec<Vec<Option<Category>>> = rows.collect();
    items_of_one_population(NormalPrior::REFERENCE, start, &rows, TWO).unwrap()
}

#[track_caller]
fn assert_found(name: &str, got: &ItemEstimates, close: f64) {
    let log_likelihood = reference(name)["loglik"].as_f64().unwrap();
    let off = (got.log_likelihood - log_likelihood).abs();
    assert!(off < close, "{name}: {off}");
    for (got, want) in got.items.iter().zip(found(name)) {
        assert!((got.discrimination() - want.discrimination()).abs() < 1e-3);
        for (got, want) in got.thresholds().iter().zip(want.thresholds()) {
            assert!((got - want).abs() < 1e-3, "{got} is not {want}");
        }
    }
}

/// Items of these shapes whose numbers know nothing of any answer.
fn blank(items: &[GradedItem]) -> Vec<GradedItem> {
    let even = items
        .iter()
        .map(|item| GradedItem::even_thresholds(item.categories()));
    even.map(|thresholds| GradedItem::new(1.2, thresholds).unwrap())
        .collect()
}

#[test]
fn maximum_likelihood_is_that_which_was_found_apart() {
    assert_found(
        "small600",
        &fitted("small600", &blank(&found("small600"))),
        1e-3,
    );
    // From a maximum a fit of the many does not stray.
    assert_found("calib5000", &fitted("calib5000", &found("calib5000")), 0.01);
}

#[test]
#[ignore = "slow without optimisation"]
fn maximum_likelihood_of_many_is_found_from_afar() {
    assert_found(
        "calib5000",
        &fitted("calib5000", &blank(&found("calib5000"))),
        0.01,
    );
}

#[test]
fn standard_errors_are_those_of_the_curvature_of_the_likelihood() {
    // Of half the answers twice over, each error is smaller by the square root of 2.
    let found = found("small600");
    let once = fitted("small600", &found);
    let text = fixture("reference/small600.txt");
    let category = |(item, digit): (usize, u8)| -> Option<Category> {
        found[item].category(usize::from(digit.checked_sub(b'0')?))
    };
    let rows = text.lines().chain(text.lines());
    let rows: Vec<Vec<_>> = rows
        .map(|line| line.bytes().enumerate().map(category).collect())
        .collect();
    let twice =
        items_of_one_population(NormalPrior::REFERENCE, &found, &rows, NonZeroUsize::MIN).unwrap();
    for (once, twice) in once
        .errors
        .iter()
        .flatten()
        .zip(twice.errors.iter().flatten())
    {
        assert!((once / twice - 2f64.sqrt()).abs() < 1e-4, "{once} {twice}");
    }
}

fn catalogue(source: &str) -> Catalogue {
    let reading = read(source);
    reading
        .catalogue
        .unwrap_or_else(|| panic!("{:#?}", reading.diagnostics))
}

/// Draws people from a catalogue's roles, who answer everything.
fn drawn(catalogue: &Catalogue, count: u64, seed: u64) -> Vec<Person> {
    let plan = Plan::new(count, seed).unwrap();
    let mut out = Vec::new();
    let answers = Answers::of(catalogue, &plan).unwrap();
    answers.write(Form::Csv, &mut out).unwrap();
    let layout = (Form::Csv, &Layout::default());
    let text = String::from_utf8(out).unwrap();
    let rows = rows(catalogue, "drawn", layout, &text, "role").unwrap();
    people(catalogue, rows, Sittings::OneEach).unwrap()
}

struct Sheet(Vec<Option<Response>>);

impl Respondent for &Sheet {
    type Error = Infallible;

    fn reply(&mut self, question: &Question<'_, '_>) -> Result<Reply, Infallible> {
        Ok(self.0[question.item].map_or(Reply::Skip, Reply::Answer))
    }
}

/// Leaves of everybody's answers those that a sitting of standard length asks for.
fn seated(catalogue: &Catalogue, people: &[Person]) -> Vec<Person> {
    let settings = || Settings::of(Length::Standard);
    let mut session = Session::new(catalogue, settings()).remembering();
    let seated = people.iter().map(|person| {
        let mut sheet = Sheet(vec![None; catalogue.items.len()]);
        for one in &person.sittings[0] {
            sheet.0[one.item] = Some(one.response);
        }
        session.restart(settings());
        administer(&mut session, &mut &sheet).unwrap();
        let given = session
            .responses()
            .into_iter()
            .map(|(item, response)| Given {
                item,
                response,
                position: response.number(),
            });
        Person {
            role: person.role,
            sittings: vec![given.collect()],
        }
    });
    seated.collect()
}

fn log_loss(catalogue: &Catalogue, people: &[Person]) -> f64 {
    let mut evidence = Evidence::default();
    let losses = people.iter().map(|person| {
        let answers = person.sittings[0].iter();
        let answers: Vec<(usize, Category)> = answers
            .map(|one| (one.item, catalogue.category(one.item, one.response)))
            .collect();
        catalogue.bank.replace(&mut evidence, &answers);
        -evidence.roles()[person.role].ln()
    });
    losses.sum::<f64>() / people.len() as f64
}

/// Which numbers of profiles are halved.
#[derive(Clone, Copy, PartialEq)]
enum Halved {
    Means,
    MeansAndSpreads,
}

/// A catalogue whose discriminations are all 1 and whose profiles are halved.
fn spoiled(source: &str, halved: Halved) -> String {
    let mut file: DocumentMut = source.parse().unwrap();
    for item in file["item"].as_array_of_tables_mut().unwrap().iter_mut() {
        item["discrimination"] = value(1.0);
    }
    for role in file["role"].as_array_of_tables_mut().unwrap().iter_mut() {
        for (_, claim) in role["profile"].as_table_like_mut().unwrap().iter_mut() {
            for key in ["mean", "spread"] {
                if key == "mean" || halved == Halved::MeansAndSpreads {
                    let number = claim[key].as_float().unwrap();
                    claim[key] =
                        value((number / 2.0).max(if key == "spread" { 0.2 } else { -9.0 }));
                }
            }
        }
    }
    file.to_string()
}

/// What the command does unless told otherwise.
const OPTIONS: Options = Options {
    prior_people: PRIOR_PEOPLE as f64,
    keep_untold: Untold::Kept,
    threads: TWO,
};

fn calibrated<'c>(catalogue: &'c Catalogue, people: &[Person]) -> Calibration<'c> {
    calibrate(catalogue, people, OPTIONS).unwrap()
}

/// Reads what a calibration of this text comes to.
fn rewritten(source: &str, catalogue_: &Catalogue, report: &Calibration<'_>) -> Catalogue {
    let provenance = Provenance {
        basis: "Drawn people.",
        how: "Drawn.",
    };
    catalogue(&written(source, catalogue_, report, provenance).unwrap())
}

/// Holds the cross-validated log loss from the true catalogue and from spoiled ones against the true one's.
#[track_caller]
fn assert_recovered(source: &str, people: &[Person], close: f64) {
    let truth = log_loss(&catalogue(source), people);
    let starts = [
        source.to_owned(),
        spoiled(source, Halved::Means),
        spoiled(source, Halved::MeansAndSpreads),
    ];
    for start in starts {
        let catalogue = catalogue(&start);
        let report = calibrated(&catalogue, people);
        println!(
            "true {truth:.4} before {:.4} after {:.4}",
            report.before.log_loss, report.after.log_loss
        );
        assert!(
            report.after.log_loss < truth + close,
            "{} {truth}",
            report.after.log_loss
        );
        assert!(report.traits.iter().all(|one| one.settled));
    }
}

#[test]
fn numbers_are_recovered_from_people_who_were_drawn_by_them() {
    let source = fixture("known/catalogue.toml");
    let people = drawn(&catalogue(&source), 240, 3);
    assert_recovered(&source, &people, 0.03);
}

#[test]
#[ignore = "slow without optimisation"]
fn the_built_in_numbers_are_recovered_from_two_thousand_standard_sittings() {
    let source = builtin::all()[0].source;
    let truth = catalogue(source);
    let people = seated(&truth, &drawn(&truth, 2_000, 11));
    assert_recovered(source, &people, 0.01);
}

#[test]
#[ignore = "slow without optimisation"]
fn sixty_people_do_no_harm() {
    let source = builtin::all()[0].source;
    let truth = catalogue(source);
    let fresh = seated(&truth, &drawn(&truth, 20_000, 999));
    let before = log_loss(&truth, &fresh);
    let harms = (0..20).map(|seed| {
        let people = seated(&truth, &drawn(&truth, 60, 100 + seed));
        let report = calibrated(&truth, &people);
        log_loss(&rewritten(source, &truth, &report), &fresh) - before
    });
    let harm = harms.sum::<f64>() / 20.0;
    println!("harm {harm:.4}");
    assert!(harm < 0.01, "{harm}");
}

#[test]
fn few_people_move_little_and_the_scale_stays_the_catalogues() {
    let source = fixture("known/catalogue.toml");
    let truth = catalogue(&source);
    let report = calibrated(&truth, &drawn(&truth, 30, 5));
    for parameter in report.items.iter().map(|item| item.discrimination) {
        assert!(
            (parameter.after / parameter.before).ln().abs() < 0.2,
            "{parameter:?}"
        );
        assert!(parameter.error.unwrap() > 0.0);
    }
    // The whole goes through the reader, and says what the report says.
    let after = rewritten(&source, &truth, &report);
    for (item, change) in (0..).zip(&report.items) {
        assert_eq!(
            after.bank.item(item).discrimination(),
            change.discrimination.after
        );
    }
}
