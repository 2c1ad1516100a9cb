//! Bars with a label and a percentage, beside one another where there is room.

use crate::render::document::{Bar, Bars};
use crate::render::figures::percent;
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
