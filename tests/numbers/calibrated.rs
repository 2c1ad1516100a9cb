//! Items fitted to answers: log likelihood and every number against estimates that were computed apart.

use std::fs;

use rolefit::calibration::{ItemEstimates, items_of_one_population};
use rolefit::model::{Category, GradedItem, NormalPrior};
use serde_json::Value;

fn reference(name: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    fs::read_to_string(format!("{root}/tests/fixtures/reference/{name}")).unwrap()
}

/// Fits the answers in a file, a person a line and a digit an item, from numbers that know nothing of them.
fn fitted(name: &str) -> ItemEstimates {
    let text = reference(name);
    let rows: Vec<Vec<Option<usize>>> = text
        .lines()
        .map(|line| {
            line.bytes()
                .map(|digit| (digit != b'-').then(|| usize::from(digit - b'0')))
                .collect()
        })
        .collect();
    let items: Vec<GradedItem> = (0..rows[0].len())
        .map(|item| {
            let highest = rows.iter().filter_map(|row| row[item]).max().unwrap();
            GradedItem::new(1.2, GradedItem::even_thresholds(highest + 1)).unwrap()
        })
        .collect();
    let of = |item: usize, category: Option<usize>| -> Option<Category> {
        items[item].category(category?)
    };
    let rows: Vec<Vec<Option<Category>>> = rows
        .iter()
        .map(|row| {
            row.iter()
                .enumerate()
                .map(|(item, category)| of(item, *category))
                .collect()
        })
        .collect();
    items_of_one_population(NormalPrior::REFERENCE, &items, &rows, 2).unwrap()
}

#[test]
fn maximum_likelihood_is_that_which_was_found_apart() {
    let all: Value = serde_json::from_str(&reference("mml_calibration.json")).unwrap();
    for (name, close) in [("calib5000", 0.01), ("small600", 0.001)] {
        let t = std::time::Instant::now();
        let got = fitted(&format!("{name}.txt"));
        println!("{name} {:?}", t.elapsed());
        let want = &all[name];
        let log_likelihood = want["loglik"].as_f64().unwrap();
        let off = (got.log_likelihood - log_likelihood).abs();
        assert!(off < close, "{name}: {off}");
        let mut worst: f64 = 0.0;
        for (place, item) in got.items.iter().enumerate() {
            worst = worst.max((item.discrimination() - want["a"][place].as_f64().unwrap()).abs());
            for (c, b) in item.thresholds().iter().enumerate() {
                worst = worst.max((b - want["b"][place][c].as_f64().unwrap()).abs());
            }
        }
        println!("{name} ll off {off} worst {worst}");
        assert!(worst < 1e-3, "{name}: {worst}");
    }
}
