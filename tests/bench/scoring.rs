//! How long scoring takes: one respondent of a cohort, a whole assessment, reading a catalogue; and how that grows with
//! items, traits, roles and answers.

mod made;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use rolefit::assessment::{Assessment, Given, Order, Standing, Stopped};
use rolefit::catalogue::{Catalogue, builtin, read};
use rolefit::model::{Category, Scorer};

/// Makes a catalogue of that size.
fn catalogue(items: usize, traits: usize, roles: usize) -> Catalogue {
    let source = made::source(items, traits, roles);
    read(&source).catalogue.expect("made catalogues are valid")
}

/// Responses that look like a person's: near one end of a trait or the other.
fn given(catalogue: &Catalogue, count: usize, person: usize) -> Vec<Given> {
    (0..count)
        .map(|item| {
            let categories = catalogue.bank.item(item).categories();
            let number = (item * 5 + person * 3 + item * person % 7) % categories + 1;
            Given {
                item,
                response: catalogue.response(item, number).unwrap(),
                position: number,
            }
        })
        .collect()
}

fn categories(catalogue: &Catalogue, given: &[Given]) -> Vec<(usize, Category)> {
    given
        .iter()
        .map(|one| (one.item, catalogue.category(one.item, one.response)))
        .collect()
}

fn standing(
    c: &mut Criterion,
    group: &str,
    name: impl std::fmt::Display,
    catalogue: &Catalogue,
    answered: usize,
) {
    let people: Vec<_> = (0..50)
        .map(|person| {
            let given = given(catalogue, answered, person);
            let answers = categories(catalogue, &given);
            (given, answers)
        })
        .collect();
    let mut scorer = Scorer::new(&catalogue.bank);
    let mut next = 0;
    c.bench_with_input(BenchmarkId::new(group, name), &people, |b, people| {
        b.iter(|| {
            next = (next + 1) % people.len();
            let (given, answers) = &people[next];
            Standing::of(
                catalogue,
                &mut scorer,
                black_box(given),
                answers,
                Order::Known,
            )
        });
    });
}

fn respondents(c: &mut Criterion) {
    let product_roles = read(builtin::all()[0].source).catalogue.unwrap();
    standing(
        c,
        "respondent",
        "product-roles, 64 answers",
        &product_roles,
        64,
    );
    standing(
        c,
        "respondent",
        "1 trait, 25 items",
        &catalogue(25, 1, 2),
        25,
    );
    for items in [32, 64, 128, 256] {
        standing(
            c,
            "items, all answered",
            items,
            &catalogue(items, 8, 3),
            items,
        );
    }
    for traits in [2, 4, 8, 16] {
        standing(c, "traits, 64 items", traits, &catalogue(64, traits, 3), 64);
    }
    for roles in [2, 3, 6, 12] {
        standing(c, "roles, 64 items", roles, &catalogue(64, 8, roles), 64);
    }
    for answered in [8, 16, 32, 64] {
        standing(
            c,
            "answers, 64 items",
            answered,
            &catalogue(64, 8, 3),
            answered,
        );
    }
}

fn assessments(c: &mut Criterion) {
    let source = builtin::all()[0].source;
    c.bench_function("read product-roles", |b| b.iter(|| read(black_box(source))));
    let catalogue = read(source).catalogue.unwrap();
    let given = given(&catalogue, 64, 1);
    c.bench_function("assessment of 64 answers", |b| {
        b.iter(|| Assessment::new(&catalogue, black_box(given.clone()), Stopped::Given));
    });
}

criterion_group!(benches, respondents, assessments);
criterion_main!(benches);
