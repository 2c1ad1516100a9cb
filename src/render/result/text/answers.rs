//! The answers that weighed most, and the one that would have changed the result. It weighs nothing.

use super::super::words::{answers_heading, any_moves, influence, pivot, said, weighty_answers};
use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::render::page::Page;
use crate::render::prose::Prose;

pub(super) fn write(page: &mut Page<'_>, catalogue: &Catalogue, assessment: &Assessment) {
    let weighty = weighty_answers(assessment);
    page.heading(&answers_heading(catalogue, assessment));
    let moving = any_moves(assessment);
    let figures: Vec<Prose> = weighty
        .iter()
        .map(|one| influence(assessment, one))
        .collect();
    let widest = figures.iter().map(Prose::width).max().unwrap_or(0);
    page.indented(|page| {
        for (one, figure) in weighty.iter().zip(figures) {
            let said = said(catalogue, assessment, one);
            if !moving {
                page.hanging(&Prose::new().own("- "), &said);
            } else if page.look().is_wide() {
                page.hanging(&figure.pad_to(widest + 3), &said);
            } else {
                page.prose(&figure);
                page.hanging(&Prose::new().own("  "), &said);
            }
        }
    });
    page.prose(&pivot(catalogue, assessment));
}
