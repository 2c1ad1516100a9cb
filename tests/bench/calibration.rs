//! How long it takes to fit 25 items of five categories to the answers of 5,000 people, standard errors included.

use std::hint::black_box;
use std::num::NonZeroUsize;

use criterion::{Criterion, criterion_group, criterion_main};
use rolefit::calibration::items_of_one_population;
use rolefit::model::{Category, GradedItem, NormalPrior};

const TWO: NonZeroUsize = NonZeroUsize::new(2).unwrap();

fn calibration(c: &mut Criterion) {
    let answers = include_str!("../fixtures/reference/calib5000.txt");
    let item = GradedItem::new(1.2, GradedItem::even_thresholds(5)).unwrap();
    let category = |digit: u8| item.category(usize::from(digit - b'0'));
    let rows = answers
        .lines()
        .map(|line| line.bytes().map(category).collect());
    let rows: Vec<Vec<Option<Category>>> = rows.collect();
    let start = vec![item.clone(); 25];
    let mut group = c.benchmark_group("calibration");
    group
        .sample_size(10)
        .bench_function("5000 people, 25 items", |b| {
            b.iter(|| {
                black_box(items_of_one_population(
                    NormalPrior::REFERENCE,
                    &start,
                    &rows,
                    TWO,
                ))
            });
        });
    group.finish();
}

criterion_group!(benches, calibration);
criterion_main!(benches);
