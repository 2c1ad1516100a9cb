//! Weights as bars on either side of a line.

use crate::render::document::{Weight, reach};
use crate::render::look::{Look, whole};
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

/// Longer labels stand above their bars, unless a line has room for all.
const LONGEST_LABEL: usize = 30;
/// The columns that points and words take beside a bar, with the gaps between them.
const WORDS: usize = 31;
const BAR: usize = 16;

pub(super) fn write(page: &mut Page<'_>, weights: &[Weight]) {
    let labels = weights.iter().map(|one| one.label.width()).max();
    let labels = labels.unwrap_or(0);
    let has_room = labels <= LONGEST_LABEL || labels + BAR + WORDS <= page.columns();
    let beside = page.look().is_wide() && has_room;
    for one in weights {
        let drawing = bar(page.look(), one.decibans, reach(weights))
            .pad_to(BAR)
            .own(format!("{:>4}", one.points))
            .own("   ");
        if beside {
            page.hanging(
                &one.label.clone().pad_to(labels + 2).then(drawing),
                &one.words,
            );
            continue;
        }
        page.prose(&one.label);
        if page.columns() > BAR + 16 {
            page.hanging(&drawing, &one.words);
        } else {
            page.line(&drawing);
            page.prose(&one.words);
        }
    }
}

/// Draws a weight: to the right for one that speaks for it. Where any speaks against it, all start at a line, and those
/// against go light to the left of it.
fn bar(look: &Look, weight: f64, (most, least): (f64, f64)) -> Prose {
    let in_favour = |cells: usize| {
        let bar = look.bar(weight / most, cells);
        Prose::new().with(Emphasis::Accent, bar)
    };
    if least <= 0.0 {
        return in_favour(BAR);
    }
    let cells = BAR - 1;
    let left = whole(cells as f64 * least / (most + least)).clamp(1, cells);
    let start = |drawn: usize| Prose::new().own(" ".repeat(left - drawn));
    if weight < 0.0 {
        let drawn = whole(left as f64 * -weight / least).clamp(1, left);
        return start(drawn).own("░".repeat(drawn)).dim("│");
    }
    start(0).dim("│").then(in_favour(cells - left))
}
