//! The roles: a bar, a percentage and a word on how usual somebody is for each. It ranks nothing.

use super::super::words::{MOST_ROLES, likeness, roles_left_out, roles_note};
use crate::assessment::{Assessment, RoleFit};
use crate::catalogue::Catalogue;
use crate::render::figures::percent;
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

/// Longer names stand above their bars.
const LONGEST_NAME: usize = 26;
/// Columns kept for the words on how usual somebody is.
const WORDS: usize = 30;
/// Columns of a percentage: `>99 %`.
const PERCENT: usize = 5;
const LONGEST_BAR: usize = 28;

pub(super) fn write(page: &mut Page<'_>, catalogue: &Catalogue, assessment: &Assessment) {
    page.blank();
    let listed = &assessment.roles[..assessment.roles.len().min(MOST_ROLES)];
    let name = |fit: &RoleFit| Prose::new().data(catalogue.roles[fit.role].name.as_str());
    let names = listed
        .iter()
        .map(|fit| name(fit).width())
        .max()
        .unwrap_or(0);
    let beside = page.look().is_wide() && names <= LONGEST_NAME;
    let around = if beside { names + 2 } else { 0 } + 2 + PERCENT + 3;
    let room = page.columns().saturating_sub(around);
    let cells = if page.look().is_wide() {
        room.saturating_sub(WORDS).clamp(8, LONGEST_BAR)
    } else {
        room.clamp(8, LONGEST_BAR)
    };
    for (rank, fit) in listed.iter().enumerate() {
        let bar = page.look().bar(fit.probability, cells);
        let emphasis = if rank == 0 {
            Emphasis::Accent
        } else {
            Emphasis::Own
        };
        let words = Prose::new().own(likeness(catalogue, fit));
        let figure = format!("{:>PERCENT$}", percent(fit.probability));
        let drawing = Prose::new()
            .with(emphasis, bar)
            .pad_to(cells)
            .own("  ")
            .own(figure);
        if beside {
            let label = name(fit).pad_to(names + 2).then(drawing).own("   ");
            page.hanging(&label, &words);
        } else {
            page.prose(&name(fit).own(": ").then(words));
            page.line(&drawing);
        }
    }
    if let Some(rest) = roles_left_out(assessment) {
        page.prose(&rest);
    }
    page.prose(&Prose::new().dim(roles_note(catalogue)));
}
