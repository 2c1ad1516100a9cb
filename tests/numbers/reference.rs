//! The numbers of `tests/fixtures/reference`, which were computed apart from this project.

use rolefit::model::{Category, GradedItem, ItemBank, NormalPrior, Outlook, TraitBank};
use serde_json::Value;

fn fixture(name: &str) -> Value {
    let path = format!(
        "{}/tests/fixtures/reference/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|number| number.as_f64().unwrap())
        .collect()
}

fn items(parameters: &Value) -> Vec<GradedItem> {
    parameters
        .as_array()
        .unwrap()
        .iter()
        .map(|item| GradedItem::new(item["a"].as_f64().unwrap(), numbers(&item["b"])).unwrap())
        .collect()
}

/// Pairs each answered item with its category; -1 is no answer.
fn answers(items: &[GradedItem], pattern: &Value) -> Vec<(usize, Category)> {
    let categories = pattern
        .as_array()
        .unwrap()
        .iter()
        .map(|x| x.as_i64().unwrap());
    categories
        .enumerate()
        .filter_map(|(item, x)| {
            Some((
                item,
                items[item].category(usize::try_from(x).ok()?).unwrap(),
            ))
        })
        .collect()
}

#[track_caller]
fn assert_close(got: f64, want: f64, tolerance: f64, what: &str) {
    assert!(
        (got - want).abs() <= tolerance,
        "{what}: {got} is not {want} within {tolerance:e}"
    );
}

#[track_caller]
fn assert_pattern(bank: &TraitBank, answers: &[(usize, Category)], want: &Value) {
    let posterior = bank.posterior(answers);
    assert_close(posterior.eap(), want["eap"].as_f64().unwrap(), 1e-9, "eap");
    assert_close(posterior.sd(), want["sd"].as_f64().unwrap(), 1e-9, "sd");
    assert_close(
        posterior.log_reference_marginal(),
        want["logml"].as_f64().unwrap(),
        1e-9,
        "log marginal",
    );
}

#[test]
fn trait_scores_equal_dense_integration() {
    for (name, patterns) in [("eap_science4", 261), ("eap_synth25", 36)] {
        let fixture = fixture(name);
        let items = items(&fixture["params"]);
        let bank = TraitBank::new(items.clone(), &[]);
        let cases = fixture["patterns"].as_array().unwrap();
        assert_eq!(cases.len(), patterns);
        for case in cases {
            assert_pattern(&bank, &answers(&items, &case["x"]), case);
        }
    }
}

#[test]
fn fourteen_hundred_answers_neither_underflow_nor_fall_between_nodes() {
    let fixture = fixture("eap_long1400");
    let items: Vec<GradedItem> = vec![items(&self::fixture("eap_synth25")["params"]); 56].concat();
    let bank = TraitBank::new(items.clone(), &[]);
    let rules: [fn(usize) -> usize; 2] = [|i| (7 * i + 3 * (i / 25)) % 5, |_| 4];
    for (rule, want) in rules.iter().zip(fixture["values"].as_array().unwrap()) {
        let answers: Vec<_> = items
            .iter()
            .enumerate()
            .map(|(i, item)| (i, item.category(rule(i)).unwrap()))
            .collect();
        assert_pattern(&bank, &answers, want);
    }
}

#[test]
fn item_information_equals_the_reference() {
    let fixture = fixture("item_information");
    for (key, parameters) in [
        ("science4", "eap_science4"),
        ("synth25_first5", "eap_synth25"),
    ] {
        let items = items(&self::fixture(parameters)["params"]);
        for (item, row) in items.iter().zip(fixture[key].as_array().unwrap()) {
            for (theta, want) in numbers(&fixture["theta"]).into_iter().zip(numbers(row)) {
                assert_close(item.fisher_information(theta), want, 1e-12, "information");
            }
        }
    }
}

#[test]
fn role_probabilities_and_expected_information_equal_dense_integration() {
    let fixture = fixture("role_posterior");
    let items: Vec<GradedItem> = items(&self::fixture("eap_synth25")["params"])
        .into_iter()
        .take(12)
        .collect();
    let (means, spreads) = (
        fixture["mu"].as_array().unwrap(),
        fixture["sd"].as_array().unwrap(),
    );
    let profiles: Vec<Vec<NormalPrior>> = means
        .iter()
        .zip(spreads)
        .map(|(mean, spread)| {
            let pairs = numbers(mean).into_iter().zip(numbers(spread));
            pairs
                .map(|(mean, spread)| NormalPrior::new(mean, spread).unwrap())
                .collect()
        })
        .collect();
    let bank = ItemBank::new(
        &profiles,
        items
            .iter()
            .cloned()
            .enumerate()
            .map(|(i, item)| (i % 4, item))
            .collect(),
    )
    .unwrap()
    .with_role_weights(&numbers(&fixture["prior"]))
    .unwrap();
    for case in fixture["cases"].as_array().unwrap() {
        let evidence = bank.evidence(&answers(&items, &case["x"]));
        let outlook = Outlook::new(&bank, &evidence);
        for (got, want) in evidence.roles().iter().zip(numbers(&case["posterior"])) {
            assert_close(*got, want, 1e-9, "role probability");
        }
        for (item, want) in case["expected_information_nats"]
            .as_array()
            .unwrap()
            .iter()
            .enumerate()
        {
            if let Some(want) = want.as_f64() {
                assert_close(
                    outlook.information(&bank, &evidence, item),
                    want,
                    1e-9,
                    "expected information",
                );
            }
        }
    }
}
