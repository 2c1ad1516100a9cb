//! Strips below one another: poles, a line with marks on it, and what there is to say beside it.

use super::strip::{Mark, Scale, strip};
use crate::render::document::{Strip, Strips};
use crate::render::figures::TIED;
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

/// Where poles leave less than this for a strip, they stand above it.
const NARROWEST_STRIP: usize = 17;
/// From this many columns a remark stands beside its strip even in the narrow layout.
const REMARK_BESIDE: usize = 46;
const WIDEST_STRIP: usize = 41;

pub(super) fn write(page: &mut Page<'_>, strips: &Strips) {
    page.prose(&legend(strips));
    page.indented(|page| {
        let shape = Shape::of(page, strips);
        let scale = Scale {
            reach: strips.reach(|row| row.pins.iter().map(|pin| pin.place).collect()),
            cells: shape.cells,
        };
        for (place, row) in strips.rows.iter().enumerate() {
            if place > 0 && shape.layout == Layout::ThreeLines {
                page.blank();
            }
            write_row(page, row, &shape, scale);
        }
    });
}

fn write_row(page: &mut Page<'_>, row: &Strip, shape: &Shape, scale: Scale) {
    let drawing = drawing(row, scale);
    let [full, short] = &row.remark;
    let remark = if full.width() <= shape.remark {
        full
    } else {
        short
    };
    let (low, high) = (row.low.clone(), row.high.clone());
    match shape.layout {
        Layout::OneLine {
            low: left,
            high: right,
        } => {
            let label = low
                .pad_to(left + 2)
                .then(drawing)
                .own("  ")
                .then(high)
                .pad_to(left + 2 + shape.cells + 2 + right + 3);
            page.hanging(&label, remark);
        }
        Layout::TwoLines => {
            poles(page, low, high, shape.cells);
            page.hanging(&drawing.own("  "), remark);
        }
        Layout::ThreeLines => {
            poles(page, low, high, shape.cells);
            page.line(&drawing);
            page.prose(remark);
        }
    }
}

/// Writes the poles above the ends of a strip, or below one another where they are long.
fn poles(page: &mut Page<'_>, low: Prose, high: Prose, cells: usize) {
    let gap = cells.checked_sub(low.width() + high.width());
    match gap {
        Some(gap) if gap > 0 => page.line(&low.own(" ".repeat(gap)).then(high)),
        Some(_) | None => page.prose(&low.own(" ─ ").then(high)),
    }
}

/// How a strip is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Low pole, strip, high pole, remark; with the columns of the poles.
    OneLine { low: usize, high: usize },
    /// Poles; strip and remark.
    TwoLines,
    /// Poles; strip; remark.
    ThreeLines,
}

/// How all strips are laid out on a page.
struct Shape {
    layout: Layout,
    cells: usize,
    /// The columns that there are for a remark.
    remark: usize,
}

impl Shape {
    fn of(page: &Page<'_>, strips: &Strips) -> Self {
        let widest = |pole: fn(&Strip) -> &Prose| {
            let widths = strips.rows.iter().map(|row| pole(row).width());
            widths.max().unwrap_or(0)
        };
        let (low, high) = (widest(|row| &row.low), widest(|row| &row.high));
        let columns = page.columns();
        let poles = low + 2 + 2 + high + 3;
        let beside = columns.saturating_sub(poles + strips.remark);
        let (layout, room) = if page.look().is_wide() && beside >= NARROWEST_STRIP {
            (Layout::OneLine { low, high }, beside)
        } else if columns >= REMARK_BESIDE {
            (Layout::TwoLines, columns.saturating_sub(strips.remark + 2))
        } else {
            (Layout::ThreeLines, columns)
        };
        // An odd number, so that there is a middle.
        let cells = (room.clamp(11, WIDEST_STRIP) - 1) | 1;
        let taken = match layout {
            Layout::OneLine { .. } => poles + cells,
            Layout::TwoLines => cells + 2,
            Layout::ThreeLines => 0,
        };
        Self {
            layout,
            cells,
            remark: columns.saturating_sub(taken),
        }
    }
}

fn drawing(row: &Strip, scale: Scale) -> Prose {
    let mut marks: Vec<Mark> = row
        .pins
        .iter()
        .map(|pin| Mark {
            at: pin.place,
            sign: pin.letter,
            own: false,
        })
        .collect();
    marks.extend(row.own.map(|(at, _)| Mark {
        at,
        sign: '●',
        own: true,
    }));
    strip(scale, row.own.map(|(_, range)| range), marks)
}

/// Says what the marks stand for.
fn legend(strips: &Strips) -> Prose {
    let mut legend = match &strips.own {
        None => Prose::new(),
        Some((whose, range)) => Prose::new()
            .with(Emphasis::Accent, "●")
            .dim(TIED)
            .then(whose.clone())
            .dim(", ")
            .with(Emphasis::Accent, "━")
            .dim(format!("{TIED}{range}")),
    };
    for (letter, name, _) in &strips.letters {
        let comma = if legend.spans().is_empty() { "" } else { ", " };
        legend = legend.dim(comma).data(*letter).dim(TIED).then(name.clone());
    }
    match strips.silence {
        Some(silence) => legend.dim(format!("; {silence}")),
        None => legend,
    }
}
