//! A whole catalogue: every trait fitted, factors chosen, and what comes of it beside what was.

use std::num::NonZeroUsize;

use super::changes::{
    Calibration, Factors, Finished, ItemChange, Rounded, item_change, roles_changed, trait_change,
    worse,
};
use super::curve::{Numbers, Sample};
use super::errors::errors;
use super::fit::{Draw, fit};
use super::folds::{FOLDS, place};
use super::grid::Grid;
use super::linear::dot;
use super::part::Part;
use super::scoring::{Placed, Said, reliabilities};
use crate::catalogue::Catalogue;
use crate::model::{ItemBank, NormalPrior};
use crate::parallel::in_parallel;
use crate::validation::{NOTICE, Person};

const SCHEMA: &str = "rolefit/calibration@1";

/// How numbers are fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// By so many people of each role, who stand and answer as the catalogue says, its numbers draw those that are fitted;
    /// with 0 the likelihood alone counts.
    pub prior_people: f64,
    /// Whether items that nobody answered, or all alike, are left to what draws them.
    pub keep_untold: Untold,
    /// On how many threads; it changes no figure.
    pub threads: NonZeroUsize,
}

/// What becomes of an item that answers tell nothing of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untold {
    /// It is refused.
    Refused,
    /// It keeps the catalogue's numbers, as far as those who draw them say so.
    Kept,
}

/// What cannot be estimated, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What it is: a lower-case fragment.
    pub message: String,
    /// Whether a role has too few people, whatever they answered.
    pub is_of_role: bool,
}

impl Refusal {
    /// Refuses what the answers that are there do not tell.
    pub(super) fn of_answers(message: String) -> Self {
        Self {
            message,
            is_of_role: false,
        }
    }
}

/// By so many times as many people the spreads of a trait are held in the ratios that they have in the catalogue.
const ALIKE: f64 = 6.0;

pub(super) fn calibrate<'c>(
    catalogue: &'c Catalogue,
    people: &[Person],
    parts: &[Part],
    options: Options,
) -> Result<Calibration<'c>, Vec<Refusal>> {
    let draw = Draw {
        people: options.prior_people,
        alike: options.prior_people * ALIKE,
    };
    let finished = finish_all(catalogue, parts, draw, options.threads)?;
    let known: Vec<usize> = people.iter().map(|person| person.role).collect();
    let restored = |one: &Finished| one.start.restored(&one.fitted.numbers);
    let whole: Vec<Numbers> = finished.iter().map(restored).collect();
    let roles = (known.as_slice(), catalogue.roles.len());
    let placed = place(parts, &whole, roles, draw, options.threads);
    let said = Said::new(catalogue, people);
    let scored = said.scored(&catalogue.bank);
    let [before, after] = [&scored.roles, &placed.roles].map(|roles| Placed {
        known: &known,
        roles,
    });
    let factor = |part: &Part| placed.factors[usize::from(part.is_activity)];
    let numbers = parts.iter().zip(&whole);
    let numbers: Vec<Rounded> = numbers
        .map(|(part, numbers)| Rounded::of(numbers, factor(part)))
        .collect();
    let some = |kind: bool| parts.iter().any(|part| part.is_activity == kind);
    let [traits, activities] = placed.factors;
    let answers = said.answers.iter().map(|answers| answers.len() as u64);
    let mut report = Calibration {
        schema: SCHEMA,
        notice: NOTICE,
        rolefit: env!("CARGO_PKG_VERSION"),
        catalogue: catalogue.key(),
        people: people.len() as u64,
        answers: answers.sum(),
        prior_people: options.prior_people,
        folds: FOLDS,
        factors: Factors {
            traits: some(false).then_some(traits),
            activities: some(true).then_some(activities),
        },
        before: before.all(),
        after: after.all(),
        change: after.change(&before),
        roles: roles_changed(catalogue, &before, &after),
        traits: Vec::new(),
        items: items(catalogue, parts, &finished, &numbers),
        worse: Vec::new(),
    };
    let after = said.scored(&bank(catalogue, parts, &numbers));
    let [before, after] = [scored, after].map(|scored| reliabilities(&scored.scores));
    for (index, reliability) in before.into_iter().zip(after).enumerate() {
        let done = (&finished[index], &numbers[index]);
        let change = trait_change(catalogue, index, &parts[index], done, reliability);
        report.traits.push(change);
    }
    report.worse = worse(&report);
    Ok(report)
}

/// Fits every trait, or tells of each that cannot be fitted why.
fn finish_all(
    catalogue: &Catalogue,
    parts: &[Part],
    draw: Draw,
    threads: NonZeroUsize,
) -> Result<Vec<Finished>, Vec<Refusal>> {
    // Where there are fewer traits than threads each has several.
    let each = threads.get() / parts.len().max(1);
    let each = NonZeroUsize::new(each).unwrap_or(NonZeroUsize::MIN);
    let finished = in_parallel(threads, parts.len(), |index| {
        finish(catalogue, index, &parts[index], draw, each)
    });
    let (mut done, mut refusals) = (Vec::new(), Vec::new());
    for one in finished {
        match one {
            Ok(one) => done.push(one),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if refusals.is_empty() {
        Ok(done)
    } else {
        Err(refusals)
    }
}

/// Returns what becomes of every item, in the catalogue's order.
fn items<'c>(
    catalogue: &'c Catalogue,
    parts: &[Part],
    finished: &[Finished],
    numbers: &[Rounded],
) -> Vec<ItemChange<'c>> {
    let mut items = Vec::with_capacity(catalogue.items.len());
    for ((part, done), numbers) in parts.iter().zip(finished).zip(numbers) {
        for (place, &item) in part.items.iter().enumerate() {
            let own = &catalogue.items[item];
            let change = item_change(catalogue, own, (part, place), (done, numbers));
            items.push((item, change));
        }
    }
    items.sort_by_key(|(item, _)| *item);
    items.into_iter().map(|(_, item)| item).collect()
}

/// Fits a trait, and tells how sure that is.
fn finish(
    catalogue: &Catalogue,
    index: usize,
    part: &Part,
    draw: Draw,
    threads: NonZeroUsize,
) -> Result<Finished, Refusal> {
    let (start, sample) = part.recoded(draw);
    let (fitted, grid) = fit(&start.numbers, &sample, draw, threads);
    let one = NonZeroUsize::MIN;
    let errors = match errors(&fitted, &grid, &start.numbers, &sample, draw, one) {
        Err(open) if draw.people <= 0.0 => {
            let of_trait = &catalogue.traits[index].id;
            let (what, people) = if let Some(&item) = part.items.get(open) {
                let people = part.counts(open).iter().sum();
                (format!("item `{}`", catalogue.items[item].id), people)
            } else {
                let role = open - part.items.len();
                let what = format!("role `{}` on trait `{of_trait}`", catalogue.roles[role].id);
                (what, part.of_role(role))
            };
            return Err(Refusal::of_answers(format!(
                "{what}: the answers of {people} people do not say what its numbers are"
            )));
        }
        errors => errors.ok(),
    };
    Ok(Finished {
        infits: infits(&fitted.numbers, &sample, &grid),
        start,
        fitted,
        errors,
    })
}

/// Returns the infit of each item: squared differences from what the other answers to the trait and the role lead one to
/// expect, over the variances that they lead one to expect (Wright & Masters, 1982).
fn infits(numbers: &Numbers, sample: &Sample, grid: &Grid) -> Vec<Option<f64>> {
    let tables = grid.tables(numbers);
    let size = grid.nodes.len();
    let mut sums = vec![[0.0; 2]; numbers.curves.len()];
    grid.posteriors(&tables, &sample.people, |place, weights| {
        for &(item, x) in &sample.people[place].1 {
            let rows = tables.items[item].chunks_exact(size);
            let own = &tables.items[item][x * size..][..size];
            // Without the answer itself, if theta were known to such digits.
            let others = weights.iter().zip(own);
            let others = others.map(|(weight, p)| if *p > 0.0 { weight / p } else { 0.0 });
            let others: Vec<f64> = others.collect();
            let sum: f64 = others.iter().sum();
            let (mut mean, mut square) = (0.0, 0.0);
            for (x, row) in rows.enumerate() {
                let chance = dot(row, &others) / sum;
                mean += x as f64 * chance;
                square += (x * x) as f64 * chance;
            }
            sums[item][0] += (x as f64 - mean).powi(2);
            sums[item][1] += square - mean.powi(2);
        }
    });
    let infit = |[squares, expected]: [f64; 2]| (expected > 0.0).then(|| squares / expected);
    sums.into_iter().map(infit).collect()
}

fn bank(catalogue: &Catalogue, parts: &[Part], numbers: &[Rounded]) -> ItemBank {
    let profile = |role| numbers.iter().map(|numbers| numbers.prior(role)).collect();
    let profiles: Vec<Vec<NormalPrior>> = (0..catalogue.roles.len()).map(profile).collect();
    let mut items: Vec<(usize, _)> = Vec::with_capacity(catalogue.items.len());
    for (part, numbers) in parts.iter().zip(numbers) {
        items.extend(part.items.iter().copied().zip(numbers.numbers.items()));
    }
    items.sort_by_key(|(item, _)| *item);
    let items = items.into_iter();
    let items = items.map(|(item, graded)| (catalogue.items[item].trait_index, graded));
    ItemBank::new(&profiles, items.collect()).expect("it has the shape of the catalogue")
}
