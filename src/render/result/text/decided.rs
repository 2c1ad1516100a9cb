//! What decided it, trait by trait. It adds up nothing.

use super::super::words::{Weighed, decided_heading, leans, rest, strength, weighed};
use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::render::figures::decimal;
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

/// Longer labels stand above their bars.
const LONGEST_LABEL: usize = 30;
const BAR: usize = 16;

pub(super) fn write(page: &mut Page<'_>, catalogue: &Catalogue, assessment: &Assessment) {
    let weighed = weighed(assessment);
    page.heading(&decided_heading(catalogue, assessment));
    page.indented(|page| traits(page, catalogue, assessment, &weighed));
}

fn traits(page: &mut Page<'_>, catalogue: &Catalogue, assessment: &Assessment, weighed: &Weighed) {
    let rows: Vec<(Prose, f64)> = weighed
        .listed
        .iter()
        .map(|one| {
            let score = &assessment.traits[one.trait_index];
            (leans(catalogue, one.trait_index, score), one.decibans)
        })
        .collect();
    let labels = rows
        .iter()
        .map(|(label, _)| label.width())
        .max()
        .unwrap_or(0);
    let beside = page.look().is_wide() && labels <= LONGEST_LABEL;
    for (label, decibans) in rows {
        let emphasis = if decibans > 0.0 {
            Emphasis::Accent
        } else {
            Emphasis::Own
        };
        let bar = page.look().bar(decibans.abs() / weighed.heaviest, BAR);
        let figure = format!("{:>4}", decimal(decibans, 0));
        let drawing = Prose::new()
            .with(emphasis, bar)
            .pad_to(BAR)
            .own(figure)
            .own("   ");
        let words = Prose::new().own(strength(decibans));
        if beside {
            page.hanging(&label.pad_to(labels + 2).then(drawing), &words);
        } else {
            page.prose(&label);
            if page.columns() > BAR + 16 {
                page.hanging(&drawing, &words);
            } else {
                page.line(&drawing);
                page.prose(&words);
            }
        }
    }
    page.prose(&rest(assessment, weighed));
}
