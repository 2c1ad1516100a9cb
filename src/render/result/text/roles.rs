//! The roles: a bar, a percentage and a word on how usual somebody is for each. It ranks nothing.

use super::super::words::{MOST_ROLES, likeness, roles_left_out, roles_meant, roles_note};
use crate::assessment::{Assessment, RoleFit};
use crate::catalogue::Catalogue;
use crate::render::bars::Bars;
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

/// Columns kept for the words on how usual somebody is.
const WORDS: usize = 30;

pub(super) fn write(page: &mut Page<'_>, catalogue: &Catalogue, assessment: &Assessment) {
    page.blank();
    let listed = &assessment.roles[..assessment.roles.len().min(MOST_ROLES)];
    let name = |fit: &RoleFit| Prose::new().data(catalogue.roles[fit.role].name.as_str());
    let names = listed.iter().map(|fit| name(fit).width()).max();
    let bars = Bars::of(page, names.unwrap_or(0), WORDS);
    for (rank, fit) in listed.iter().enumerate() {
        let emphasis = if rank == 0 {
            Emphasis::Accent
        } else {
            Emphasis::Own
        };
        let words = Prose::new().own(likeness(catalogue, fit));
        bars.write(page, name(fit), fit.probability, emphasis, &words);
    }
    if let Some(rest) = roles_left_out(assessment) {
        page.prose(&rest);
    }
    page.prose(&roles_note(catalogue, assessment));
    for meant in roles_meant(catalogue, assessment) {
        page.prose(&meant);
    }
}
