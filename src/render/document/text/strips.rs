//! Traits as strips of cells with marks on them, below one another, and what there is to say beside each.

use console::measure_text_width;

use crate::render::document::{Strip, Strips};
use crate::render::figures::TIED;
use crate::render::look::whole;
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
            .dim("On each scale: ")
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

/// A mark to place on a strip.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    /// Where it belongs, on the trait's scale.
    pub(super) at: f64,
    /// What is drawn, one character.
    pub(super) sign: char,
    /// The person's own mark, which moves aside for no other.
    pub(super) own: bool,
}

/// The scale of a strip: `-reach` at the first cell, `reach` at the last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    pub(super) reach: f64,
    pub(super) cells: usize,
}

impl Scale {
    /// Returns the cell of a place; places beyond the ends are put at the ends.
    pub(super) fn cell(&self, at: f64) -> usize {
        let share = f64::midpoint(at / self.reach, 1.0).clamp(0.0, 1.0);
        whole(share * (self.cells - 1) as f64)
    }
}

/// Draws a strip: the line with its middle, the range, and the marks over them.
pub(super) fn strip(scale: Scale, range: Option<(f64, f64)>, marks: Vec<Mark>) -> Prose {
    let mut placed = placed(scale, marks);
    placed.reverse();
    let range = range.map(|(low, high)| scale.cell(low)..=scale.cell(high));
    let mut prose = Prose::new();
    let mut cell = 0;
    while cell < scale.cells {
        if placed.last().is_some_and(|(at, _)| *at == cell) {
            let (_, mark) = placed.pop().expect("there is a mark");
            let emphasis = if mark.own {
                Emphasis::Accent
            } else {
                Emphasis::Data
            };
            prose = prose.with(emphasis, mark.sign);
            cell += width(mark.sign);
            continue;
        }
        let within = range.as_ref().is_some_and(|range| range.contains(&cell));
        prose = if within {
            prose.with(Emphasis::Accent, "━")
        } else if cell == scale.cells / 2 {
            prose.dim("┼")
        } else {
            prose.dim("─")
        };
        cell += 1;
    }
    prose
}

/// Gives each mark a cell of its own, in the order of their places and as near to them as there is room.
///
/// With `o` the columns taken by the marks before one, `cell - o` may only rise from mark to mark; the nearest such
/// cells in least squares come from pooling neighbours that fall (isotonic regression). The person's own mark weighs
/// so much that the others make room for it.
fn placed(scale: Scale, mut marks: Vec<Mark>) -> Vec<(usize, Mark)> {
    marks.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut offset = 0;
    let mut offsets = Vec::new();
    // Blocks of marks that stand side by side: mean, weight, number of marks.
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for mark in &marks {
        offsets.push(offset);
        let weight = if mark.own { 1e6 } else { 1.0 };
        blocks.push((scale.cell(mark.at) as f64 - offset as f64, weight, 1));
        offset += width(mark.sign);
        while let [
            ..,
            (before, weight_before, count_before),
            (last, weight, count),
        ] = blocks[..]
        {
            if before <= last {
                break;
            }
            let both = weight_before + weight;
            let mean = (before * weight_before + last * weight) / both;
            blocks.truncate(blocks.len() - 2);
            blocks.push((mean, both, count_before + count));
        }
    }
    let most = scale.cells.saturating_sub(offset) as f64;
    let cells: Vec<usize> = blocks
        .iter()
        .flat_map(|&(mean, _, count)| std::iter::repeat_n(whole(mean.clamp(0.0, most)), count))
        .zip(&offsets)
        .map(|(cell, offset)| cell + offset)
        .collect();
    cells.into_iter().zip(marks).collect()
}

/// Returns the columns a mark takes; one that would take none is counted as one and drawn as it is.
fn width(sign: char) -> usize {
    measure_text_width(sign.encode_utf8(&mut [0; 4])).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(cells: usize, marks: &[(f64, char, bool)]) -> String {
        let marks = marks
            .iter()
            .map(|&(at, sign, own)| Mark { at, sign, own })
            .collect();
        let scale = Scale { reach: 2.0, cells };
        strip(scale, None, marks)
            .spans()
            .iter()
            .map(|span| span.text.as_str())
            .collect()
    }

    #[test]
    fn marks_stand_at_their_places() {
        assert_eq!(
            drawn(9, &[(-2.0, 'A', false), (1.0, 'B', false)]),
            "A───┼─B──"
        );
    }

    #[test]
    fn colliding_marks_keep_their_order_and_the_own_mark_its_cell() {
        let marks = [
            (0.0, '●', true),
            (0.01, 'A', false),
            (-0.01, 'B', false),
            (0.02, 'C', false),
        ];
        assert_eq!(drawn(9, &marks), "───B●AC──");
    }

    #[test]
    fn marks_stay_on_the_strip_at_its_ends() {
        let marks = [
            (9.0, 'A', false),
            (9.0, 'B', false),
            (-9.0, '●', true),
            (-9.0, 'C', false),
        ];
        assert_eq!(drawn(7, &marks), "●C─┼─AB");
    }

    #[test]
    fn a_strip_keeps_its_width_with_wide_marks() {
        let strip = drawn(
            9,
            &[(0.0, '主', false), (0.0, '●', true), (0.1, '副', false)],
        );
        assert_eq!(measure_text_width(&strip), 9);
    }
}
