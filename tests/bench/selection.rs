//! How long the next item takes to choose, for banks of 64 and of 1,000 items.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use rolefit::model::{
    GradedItem, ItemBank, Length, NormalPrior, Outlook, Progress, Selection, StoppingRule,
};

/// Three roles on eight traits, as far apart as those of the built-in catalogue, with `items` items in turn.
/// No two items share their parameters, so nothing computed of one serves another.
fn bank(items: usize) -> ItemBank {
    let profiles: Vec<Vec<NormalPrior>> = (0..3)
        .map(|role| {
            (0..8)
                .map(|t| NormalPrior::new(f64::from((t + role * 3) % 5 - 2) * 0.45, 0.85).unwrap())
                .collect()
        })
        .collect();
    let items = (0..items)
        .map(|i| {
            (
                i % 8,
                GradedItem::new(0.8 + 0.001 * i as f64, vec![-1.5, -0.5, 0.5, 1.5]).unwrap(),
            )
        })
        .collect();
    ItemBank::new(&profiles, items).unwrap()
}

fn next_item(c: &mut Criterion) {
    for items in [64, 1000] {
        let bank = bank(items);
        let answers: Vec<_> = (0..12)
            .map(|i| (i, bank.item(i).category(i % 5).unwrap()))
            .collect();
        let mut open = vec![true; items];
        open[..12].fill(false);
        let needed = vec![0; bank.traits().len()];
        let evidence = bank.evidence(&answers);
        let mut outlook = Outlook::new(&bank, &evidence);
        c.bench_function(&format!("next of {items} items"), |b| {
            b.iter(|| {
                // What an answer brings about: its trait's outlook, then the choice.
                outlook.update(&bank, black_box(&evidence), 3);
                StoppingRule::of(Length::Full).decide(
                    Selection::Information,
                    &bank,
                    &evidence,
                    &outlook,
                    &Progress {
                        open: &open,
                        asked: 12,
                        needed: &needed,
                        least_information: 0.0,
                        wishes: &[],
                    },
                )
            });
        });
        c.bench_function(&format!("evidence of 12 answers, {items} items"), |b| {
            b.iter(|| bank.evidence(black_box(&answers)));
        });
        c.bench_function(&format!("preparing {items} items"), |b| {
            b.iter(|| self::bank(black_box(items)));
        });
    }
}

criterion_group!(benches, next_item);
criterion_main!(benches);
