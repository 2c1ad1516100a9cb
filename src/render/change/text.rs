//! A comparison for a terminal. It compares nothing.

use super::Shown;
use super::words::{
    MOST_ANSWERS, answers, answers_heading, assumption, headline, labels, method, moved, names,
    places, poles, told_by, traits_heading, traits_in_order, verdict,
};
use crate::render::bars::Bars;
use crate::render::figures::capitalised;
use crate::render::look::Look;
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

/// Columns of the two places: `-0.8 → +0.6`.
const PLACES: usize = 11;
/// Longer names of poles stand above their words.
const LONGEST_POLES: usize = 30;
/// From so many columns words stand beside places, and answers beside whose they are.
const WORDS_BESIDE: usize = 46;
/// Roles beyond these are left out.
const MOST_ROLES: usize = 10;

/// Lays a comparison out for a terminal. Every line is shorter than the look's width.
#[must_use]
pub fn text(shown: &Shown<'_>, look: &Look) -> String {
    let mut page = Page::new(look);
    page.blank();
    page.prose(&headline(shown));
    if let Some(assumption) = assumption(shown) {
        page.prose(&assumption);
    }
    page.blank();
    verdicts(&mut page, shown);
    roles(&mut page, shown);
    page.heading(&traits_heading(shown));
    page.indented(|page| traits(page, shown));
    page.blank();
    page.prose(&Prose::new().own(answers_heading(shown)));
    page.indented(|page| changed(page, shown));
    page.blank();
    for sentence in method(shown) {
        page.prose(&sentence);
    }
    page.prose(&names(shown));
    if let Some(by) = told_by(shown) {
        page.prose(&by);
    }
    page.finish()
}

fn verdicts(page: &mut Page<'_>, shown: &Shown<'_>) {
    let labels = labels(shown).map(|label| capital(&label));
    let widest = labels.iter().map(Prose::width).max().unwrap_or(0);
    let verdicts = [shown.before, shown.after].map(|result| verdict(shown, result).own("."));
    for (label, verdict) in labels.into_iter().zip(verdicts) {
        if page.columns() >= widest + 30 {
            page.hanging(&label.own(": ").pad_to(widest + 3), &verdict);
        } else {
            page.prose(&label.own(": ").then(verdict));
        }
    }
}

/// Returns a label as the start of a line.
fn capital(label: &Prose) -> Prose {
    let mut capital = Prose::new();
    for (place, span) in label.spans().iter().enumerate() {
        let text = if place == 0 && span.emphasis == Emphasis::Own {
            capitalised(&span.text)
        } else {
            span.text.clone()
        };
        capital = capital.with(span.emphasis, text);
    }
    capital
}

fn roles(page: &mut Page<'_>, shown: &Shown<'_>) {
    page.blank();
    let labels = labels(shown);
    let name = |role: usize| Prose::new().data(shown.catalogue.roles[role].name.as_str());
    let listed = &shown.after.roles[..shown.after.roles.len().min(MOST_ROLES)];
    let names = listed.iter().map(|fit| name(fit.role).width()).max();
    let names = names.unwrap_or(0);
    let widest = labels.iter().map(Prose::width).max().unwrap_or(0);
    let bars = Bars::of(page, names + 2 + widest, 0);
    for fit in listed {
        let before = shown.before.roles.iter().find(|one| one.role == fit.role);
        let pairs = [before.unwrap_or(fit), fit].into_iter().zip(&labels);
        for (time, (fit, label)) in pairs.enumerate() {
            let label = if bars.beside() {
                let start = if time == 0 {
                    name(fit.role)
                } else {
                    Prose::new()
                };
                start.pad_to(names + 2).then(label.clone())
            } else {
                name(fit.role).own(", ").then(label.clone())
            };
            let emphasis = if time == 1 {
                Emphasis::Accent
            } else {
                Emphasis::Own
            };
            bars.write(page, label, fit.probability, emphasis, &Prose::new());
        }
    }
}

fn traits(page: &mut Page<'_>, shown: &Shown<'_>) {
    let order = traits_in_order(shown);
    let widest = order.iter().map(|&index| poles(shown, index).width()).max();
    let widest = widest.unwrap_or(0);
    let beside = page.look().is_wide() && widest <= LONGEST_POLES;
    for index in order {
        let poles = poles(shown, index);
        let places = Prose::new().own(places(shown, index)).pad_to(PLACES + 3);
        if beside {
            let label = poles.pad_to(widest + 3).then(places);
            page.hanging(&label, &moved(shown, index));
        } else {
            page.prose(&poles);
            let indent = Prose::new().own("  ");
            if page.columns() >= WORDS_BESIDE {
                page.hanging(&indent.then(places), &moved(shown, index));
            } else {
                page.hanging(&indent, &places);
                page.hanging(&indent, &moved(shown, index));
            }
        }
    }
}

fn changed(page: &mut Page<'_>, shown: &Shown<'_>) {
    let labels = labels(shown);
    let widest = labels.iter().map(Prose::width).max().unwrap_or(0);
    for change in shown.change.answers.iter().take(MOST_ANSWERS) {
        for (place, (label, answer)) in labels.iter().zip(answers(shown, change)).enumerate() {
            let mark = Prose::new().own(if place == 0 { "- " } else { "  " });
            let label = mark.then(label.clone()).own(": ");
            if page.columns() >= widest + WORDS_BESIDE {
                page.hanging(&label.pad_to(widest + 5), &answer);
            } else {
                page.prose(&label);
                page.hanging(&Prose::new().own("    "), &answer);
            }
        }
    }
}
