//! What decided it, trait by trait. It adds up nothing.

use super::super::words::{Weighed, decided_heading, rest, strength, weighed};
use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::render::leaning::preference;
use crate::render::look::{Look, whole};
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

/// Longer labels stand above their bars, unless a line has room for all.
const LONGEST_LABEL: usize = 30;
/// The columns that points and words take beside a bar, with the gaps between them.
const WORDS: usize = 31;
const BAR: usize = 16;

pub(super) fn write(page: &mut Page<'_>, catalogue: &Catalogue, assessment: &Assessment) {
    let weighed = weighed(assessment);
    page.heading(&decided_heading(catalogue, assessment));
    page.indented(|page| traits(page, catalogue, assessment, &weighed));
}

fn traits(page: &mut Page<'_>, catalogue: &Catalogue, assessment: &Assessment, weighed: &Weighed) {
    let label =
        |trait_index: usize| preference(catalogue, trait_index, &assessment.traits[trait_index]);
    let rows = weighed.listed.iter();
    let labels = rows.map(|(one, _)| label(one.trait_index).width()).max();
    let labels = labels.unwrap_or(0);
    let has_room = labels <= LONGEST_LABEL || labels + BAR + WORDS <= page.columns();
    let beside = page.look().is_wide() && has_room;
    for (one, points) in &weighed.listed {
        let drawing = bar(page.look(), one.decibans, weighed.reach())
            .pad_to(BAR)
            .own(format!("{points:>4}"))
            .own("   ");
        let label = label(one.trait_index);
        let words = Prose::new().own(strength(*points));
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
    page.prose(&rest(catalogue, assessment, weighed));
}

/// Draws a weight: to the right for one that speaks for the first role. Where any speaks against it, all start at a line,
/// and those against go light to the left of it.
fn bar(look: &Look, decibans: f64, (most, least): (f64, f64)) -> Prose {
    let in_favour = |cells: usize| {
        let bar = look.bar(decibans / most, cells);
        Prose::new().with(Emphasis::Accent, bar)
    };
    if least <= 0.0 {
        return in_favour(BAR);
    }
    let cells = BAR - 1;
    let left = whole(cells as f64 * least / (most + least)).clamp(1, cells);
    let start = |drawn: usize| Prose::new().own(" ".repeat(left - drawn));
    if decibans < 0.0 {
        let drawn = whole(left as f64 * -decibans / least).clamp(1, left);
        return start(drawn).own("░".repeat(drawn)).dim("│");
    }
    start(0).dim("│").then(in_favour(cells - left))
}
