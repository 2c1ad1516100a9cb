//! A whole catalogue: every trait fitted, factors chosen, and what comes of it beside what was.

use std::num::NonZeroUsize;

use super::errors::{Errors, errors};
use super::fit::{Draw, Fitted, Grid, Numbers, Sample, fit};
use super::folds::{FOLDS, place};
use super::part::{Part, Start, lawful};
use super::placing::Placed;
use super::report::{
    Calibration, Factors, ItemChange, Parameter, Place, Placing, RoleChange, SCHEMA, TraitChange,
    Worse,
};
use super::{Options, Refusal};
use crate::catalogue::{Catalogue, Item};
use crate::model::{Category, Evidence, ItemBank, NormalPrior};
use crate::parallel::in_parallel;
use crate::validation::{NOTICE, Person};

/// Numbers are written with so many to a whole.
const DIGITS: f64 = 1e4;
/// By so many times as many people the spreads of a trait are held in the ratios that they have in the catalogue.
const ALIKE: f64 = 6.0;
/// What is no worse than by this is as it was: a figure of the report would not show it.
const SEEN: f64 = 0.0005;

/// A fitted trait.
struct Finished {
    start: Start,
    fitted: Fitted,
    /// Nothing where the answers leave something open.
    errors: Option<Errors>,
    infits: Vec<Option<f64>>,
}

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
    // Where there are fewer traits than threads each has several.
    let each = options.threads.get() / parts.len().max(1);
    let each = NonZeroUsize::new(each).unwrap_or(NonZeroUsize::MIN);
    let finished = in_parallel(options.threads, parts.len(), |index| {
        finish(catalogue, index, &parts[index], draw, each)
    });
    let mut refusals = Vec::new();
    let finished = finished
        .into_iter()
        .filter_map(|one| one.map_err(|refusal| refusals.push(refusal)).ok());
    let finished: Vec<Finished> = finished.collect();
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let known: Vec<usize> = people.iter().map(|person| person.role).collect();
    let whole: Vec<Numbers> = finished
        .iter()
        .map(|one| one.start.restored(&one.fitted.numbers))
        .collect();
    let placed = place(
        parts,
        &whole,
        (&known, catalogue.roles.len()),
        draw,
        options.threads,
    );
    let said = Said::new(catalogue, people);
    let scored = said.scored(&catalogue.bank);
    let before = Placed {
        known: &known,
        roles: &scored.roles,
    };
    let after = Placed {
        known: &known,
        roles: &placed.roles,
    };
    let numbers: Vec<Rounded> = parts
        .iter()
        .zip(&whole)
        .map(|(part, numbers)| Rounded::of(numbers, placed.factors[usize::from(part.is_activity)]))
        .collect();
    let reliable = reliabilities(&said.scored(&bank(catalogue, parts, &numbers)).scores);
    let reliabilities: Vec<_> = reliabilities(&scored.scores)
        .into_iter()
        .zip(reliable)
        .collect();
    let some = |kind: bool| parts.iter().any(|part| part.is_activity == kind);
    let [traits, activities] = placed.factors;
    let mut report = Calibration {
        schema: SCHEMA,
        notice: NOTICE,
        rolefit: env!("CARGO_PKG_VERSION"),
        catalogue: catalogue.key(),
        people: people.len() as u64,
        answers: said
            .answers
            .iter()
            .map(|answers| answers.len() as u64)
            .sum(),
        prior_people: options.prior_people,
        folds: FOLDS,
        factors: Factors {
            traits: some(false).then_some(traits),
            activities: some(true).then_some(activities),
        },
        before: before.all(),
        after: after.all(),
        change: after.change(&before),
        roles: roles(catalogue, &before, &after),
        traits: Vec::new(),
        items: Vec::new(),
        worse: Vec::new(),
    };
    let mut items: Vec<(usize, ItemChange<'c>)> = Vec::with_capacity(catalogue.items.len());
    for (index, (part, done)) in parts.iter().zip(&finished).enumerate() {
        report.traits.push(trait_change(
            catalogue,
            index,
            part,
            (done, &numbers[index]),
            reliabilities[index],
        ));
        let own = part.items.iter().enumerate();
        items.extend(own.map(|(place, &item)| {
            (
                item,
                item_change(
                    catalogue,
                    &catalogue.items[item],
                    (part, place),
                    (done, &numbers[index]),
                ),
            )
        }));
    }
    items.sort_by_key(|(item, _)| *item);
    report.items = items.into_iter().map(|(_, item)| item).collect();
    report.worse = worse(&report);
    Ok(report)
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
    let errors = errors(
        &fitted,
        &grid,
        &start.numbers,
        &sample,
        draw,
        NonZeroUsize::MIN,
    );
    let errors = match errors {
        Err(open) if draw.people <= 0.0 => {
            let of_trait = &catalogue.traits[index].id;
            let (what, people) = if let Some(&item) = part.items.get(open) {
                let people = part.counts(open).iter().sum();
                (format!("item `{}`", catalogue.items[item].id), people)
            } else {
                let role = open - part.items.len();
                let id = &catalogue.roles[role].id;
                (
                    format!("role `{id}` on trait `{of_trait}`"),
                    part.of_role(role),
                )
            };
            return Err(Refusal::Open { what, people });
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
            let others: Vec<f64> = weights
                .iter()
                .zip(own)
                .map(|(weight, p)| if *p > 0.0 { weight / p } else { 0.0 })
                .collect();
            let sum: f64 = others.iter().sum();
            let chances = rows.map(|row| {
                row.iter()
                    .zip(&others)
                    .map(|(p, weight)| p * weight)
                    .sum::<f64>()
                    / sum
            });
            let moments = chances
                .enumerate()
                .fold([0.0; 2], |[mean, square], (x, chance)| {
                    [mean + x as f64 * chance, square + (x * x) as f64 * chance]
                });
            sums[item][0] += (x as f64 - moments[0]).powi(2);
            sums[item][1] += moments[1] - moments[0].powi(2);
        }
    });
    let infits = sums.into_iter();
    infits
        .map(|[squares, expected]| (expected > 0.0).then(|| squares / expected))
        .collect()
}

/// Numbers as they are written.
struct Rounded {
    numbers: Numbers,
    factor: f64,
    /// By how much the trait was drawn together.
    stretch: f64,
}

impl Rounded {
    fn of(numbers: &Numbers, factor: f64) -> Self {
        let round = |number: f64| (number * DIGITS).round() / DIGITS;
        let (mut numbers, stretch) = lawful(numbers, factor);
        for curve in &mut numbers.curves {
            let thresholds: Vec<f64> = curve.thresholds().into_iter().map(round).collect();
            curve.slope = round(curve.slope);
            curve.intercepts = thresholds.iter().map(|b| b * curve.slope).collect();
        }
        Self {
            numbers,
            factor,
            stretch,
        }
    }

    /// Returns the profile of a role.
    fn prior(&self, role: usize) -> NormalPrior {
        let prior = self.numbers.groups[role].prior(self.factor);
        let round = |number: f64| (number * DIGITS).round() / DIGITS;
        NormalPrior::new(round(prior.mean()), round(prior.spread()))
            .expect("the bounds are round numbers")
    }
}

fn bank(catalogue: &Catalogue, parts: &[Part], numbers: &[Rounded]) -> ItemBank {
    let roles = 0..catalogue.roles.len();
    let profiles: Vec<Vec<NormalPrior>> = roles
        .map(|role| numbers.iter().map(|numbers| numbers.prior(role)).collect())
        .collect();
    let mut items: Vec<(usize, _)> = Vec::with_capacity(catalogue.items.len());
    for (part, numbers) in parts.iter().zip(numbers) {
        items.extend(part.items.iter().copied().zip(numbers.numbers.items()));
    }
    items.sort_by_key(|(item, _)| *item);
    let items = items
        .into_iter()
        .map(|(item, graded)| (catalogue.items[item].trait_index, graded));
    ItemBank::new(&profiles, items.collect()).expect("it has the shape of the catalogue")
}

/// Everybody's answers as categories.
struct Said {
    answers: Vec<Vec<(usize, Category)>>,
}

/// What answers come to.
struct Scored {
    /// Of each person the probability of each role.
    roles: Vec<Vec<f64>>,
    /// Of each trait the score and its error variance of everybody who answered any of its items.
    scores: Vec<Vec<(f64, f64)>>,
}

impl Said {
    fn new(catalogue: &Catalogue, people: &[Person]) -> Self {
        let category =
            |one: &crate::assessment::Given| (one.item, catalogue.category(one.item, one.response));
        let answers = people
            .iter()
            .map(|person| person.sittings[0].iter().map(category).collect());
        Self {
            answers: answers.collect(),
        }
    }

    fn scored(&self, bank: &ItemBank) -> Scored {
        let mut evidence = Evidence::default();
        let mut scored = Scored {
            roles: Vec::with_capacity(self.answers.len()),
            scores: vec![Vec::new(); bank.traits().len()],
        };
        for answers in &self.answers {
            bank.replace(&mut evidence, answers);
            scored.roles.push(evidence.roles().to_vec());
            for (scores, posterior) in scored.scores.iter_mut().zip(evidence.traits()) {
                if posterior.answered() > 0 {
                    scores.push((posterior.eap(), posterior.variance()));
                }
            }
        }
        scored
    }
}

/// Returns the share of the variance of scores that is no error, per trait: `V / (V + mean of error variances)`, with `V` the
/// variance of the scores (Bechger, Maris, Verstralen & Béguin, 2003).
fn reliabilities(scores: &[Vec<(f64, f64)>]) -> Vec<f64> {
    let of = |scores: &Vec<(f64, f64)>| {
        let people = scores.len().max(1) as f64;
        let mean = scores.iter().map(|(score, _)| score).sum::<f64>() / people;
        let variance = scores
            .iter()
            .map(|(score, _)| (score - mean).powi(2))
            .sum::<f64>()
            / people;
        let error = scores.iter().map(|(_, error)| error).sum::<f64>() / people;
        if variance > 0.0 {
            variance / (variance + error)
        } else {
            0.0
        }
    };
    scores.iter().map(of).collect()
}

fn roles<'c>(
    catalogue: &'c Catalogue,
    before: &Placed<'_>,
    after: &Placed<'_>,
) -> Vec<RoleChange<'c>> {
    let roles = catalogue.roles.iter().enumerate();
    roles
        .map(|(role, one)| {
            let (people, right_before, log_loss_before) = before.of_role(role);
            let (_, right_after, log_loss_after) = after.of_role(role);
            RoleChange {
                id: one.id.as_str(),
                people,
                right_before,
                right_after,
                log_loss_before,
                log_loss_after,
            }
        })
        .collect()
}

fn parameter(before: f64, after: f64, error: Option<f64>) -> Parameter {
    Parameter {
        before,
        after,
        error,
        change: after - before,
    }
}

fn trait_change<'c>(
    catalogue: &'c Catalogue,
    index: usize,
    part: &Part,
    (done, numbers): (&Finished, &Rounded),
    reliability: (f64, f64),
) -> TraitChange<'c> {
    let roles = catalogue.roles.iter().enumerate().map(|(role, one)| {
        let (was, is) = (one.profile[index], numbers.prior(role));
        let error = done.errors.as_ref().map(|errors| errors.groups[role]);
        let spread = numbers.stretch * numbers.factor;
        Place {
            id: one.id.as_str(),
            people: part.of_role(role) as u64,
            mean: parameter(
                was.mean(),
                is.mean(),
                error.map(|[mean, _]| mean * numbers.stretch),
            ),
            spread: parameter(
                was.spread(),
                is.spread(),
                error.map(|[_, own]| own * spread),
            ),
        }
    });
    TraitChange {
        id: catalogue.traits[index].id.as_str(),
        activity: part.is_activity,
        people: part.people.len() as u64,
        log_likelihood: done.fitted.log_likelihood,
        settled: done.fitted.settled,
        reliability_before: reliability.0,
        reliability_after: reliability.1,
        roles: roles.collect(),
    }
}

fn item_change<'c>(
    catalogue: &'c Catalogue,
    item: &'c Item,
    (part, place): (&Part, usize),
    (done, numbers): (&Finished, &Rounded),
) -> ItemChange<'c> {
    let was = catalogue.bank.item(part.items[place]);
    let curve = &numbers.numbers.curves[place];
    let counts = part.counts(place);
    let people: usize = counts.iter().sum();
    let errors = done.errors.as_ref().map(|errors| &errors.items[place]);
    let own = done.start.thresholds(place);
    let thresholds = was.thresholds().iter().zip(curve.thresholds()).zip(own);
    let thresholds = thresholds.map(|((was, is), own)| {
        let error = errors
            .zip(own)
            .map(|(errors, own)| errors[1 + own] * numbers.stretch);
        parameter(*was, (is * DIGITS).round() / DIGITS, error)
    });
    ItemChange {
        id: item.id.as_str(),
        of_trait: catalogue.traits[item.trait_index].id.as_str(),
        kind: item.content.kind().name(),
        people: people as u64,
        unused: counts.iter().filter(|count| **count == 0).count(),
        infit: done.infits[place],
        discrimination: parameter(
            was.discrimination(),
            curve.slope,
            errors.map(|errors| errors[0] / numbers.stretch),
        ),
        thresholds: thresholds.collect(),
    }
}

/// Returns what got worse by more than would be seen.
fn worse(report: &Calibration<'_>) -> Vec<Worse> {
    let mut worse = Vec::new();
    let mut more = |figure, of: Option<&str>, before: f64, after: f64| {
        if after > before + SEEN {
            worse.push(Worse {
                figure,
                of: of.map(ToOwned::to_owned),
                before,
                after,
            });
        }
    };
    let figures = |placing: &Placing| {
        (
            placing.right.value,
            placing.log_loss,
            placing.calibration_error,
        )
    };
    let (before, after) = (figures(&report.before), figures(&report.after));
    more("log_loss", None, before.1, after.1);
    more("calibration_error", None, before.2, after.2);
    for role in &report.roles {
        more(
            "log_loss",
            Some(role.id),
            role.log_loss_before,
            role.log_loss_after,
        );
    }
    let mut less = |figure, of: Option<&str>, before: f64, after: f64| {
        if after < before - SEEN {
            worse.push(Worse {
                figure,
                of: of.map(ToOwned::to_owned),
                before,
                after,
            });
        }
    };
    less("right", None, before.0, after.0);
    for role in &report.roles {
        less("right", Some(role.id), role.right_before, role.right_after);
    }
    for one in &report.traits {
        less(
            "reliability",
            Some(one.id),
            one.reliability_before,
            one.reliability_after,
        );
    }
    worse
}
