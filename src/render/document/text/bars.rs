//! Bars with a label and a percentage, beside one another where there is room; and weights as bars on either side of a line.

use crate::render::document::{Bar, Bars, Weight, reach};
use crate::render::figures::percent;
use crate::render::look::{Look, whole};
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

/// Longer labels stand above their bars.
const LONGEST_LABEL: usize = 26;
/// Columns of a percentage: `>99 %`.
const PERCENT: usize = 5;
const LONGEST_BAR: usize = 28;
/// Columns kept for the words after a bar.
const WORDS: usize = 30;

pub(super) fn write(page: &mut Page<'_>, bars: &Bars) {
    let several = bars.series.len() > 1;
    let widest = |cells: &mut dyn Iterator<Item = usize>| cells.max().unwrap_or(0);
    let labels = widest(&mut bars.rows.iter().map(|row| row.label.width()));
    let column = labels
        + if several {
            2 + widest(&mut bars.series.iter().map(Prose::width))
        } else {
            0
        };
    let beside = page.look().is_wide() && column <= LONGEST_LABEL;
    let has_words = bars.rows.iter().any(|row| !row.words.spans().is_empty());
    let cells = cells(page, beside.then_some(column), has_words);
    for (rank, row) in bars.rows.iter().enumerate() {
        for (place, &share) in row.shares.iter().enumerate() {
            let leads = if several {
                place + 1 == row.shares.len()
            } else {
                rank == 0
            };
            let drawing = drawing(page, share, leads, cells);
            if beside {
                let label = label_beside(bars, row, place, labels);
                let label = label.pad_to(column + 2).then(drawing).own("   ");
                page.hanging(&label, &row.words);
            } else {
                page.prose(&label_above(bars, row, place));
                page.line(&drawing);
            }
        }
    }
}

/// Returns the cells of a whole bar, beside labels of so many columns or below them.
fn cells(page: &Page<'_>, labels: Option<usize>, has_words: bool) -> usize {
    let around = labels.map_or(0, |labels| labels + 2) + 2 + PERCENT + 3;
    let words = if has_words && page.look().is_wide() {
        WORDS
    } else {
        0
    };
    let room = page.columns().saturating_sub(around + words);
    room.clamp(8, LONGEST_BAR)
}

fn drawing(page: &Page<'_>, share: f64, leads: bool, cells: usize) -> Prose {
    let emphasis = if leads {
        Emphasis::Accent
    } else {
        Emphasis::Own
    };
    Prose::new()
        .with(emphasis, page.look().bar(share, cells))
        .pad_to(cells)
        .own("  ")
        .own(format!("{:>PERCENT$}", percent(share)))
}

/// Names a bar: of several in a row only the first bears the label.
fn label_beside(bars: &Bars, row: &Bar, place: usize, labels: usize) -> Prose {
    if row.shares.len() == 1 {
        return row.label.clone();
    }
    let label = if place == 0 {
        row.label.clone()
    } else {
        Prose::new()
    };
    label.pad_to(labels + 2).then(bars.series[place].clone())
}

fn label_above(bars: &Bars, row: &Bar, place: usize) -> Prose {
    let label = row.label.clone();
    let label = if row.shares.len() == 1 {
        label
    } else {
        label.own(", ").then(bars.series[place].clone())
    };
    if row.words.spans().is_empty() {
        label
    } else {
        label.own(": ").then(row.words.clone())
    }
}

/// Longer labels stand above their bars, unless a line has room for all.
const LONGEST_TRAIT: usize = 30;
/// The columns that points and words take beside a bar, with the gaps between them.
const BESIDE_WEIGHTS: usize = 31;
const BAR: usize = 16;

pub(super) fn weights(page: &mut Page<'_>, weights: &[Weight]) {
    let labels = weights.iter().map(|one| one.label.width()).max();
    let labels = labels.unwrap_or(0);
    let has_room = labels <= LONGEST_TRAIT || labels + BAR + BESIDE_WEIGHTS <= page.columns();
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
