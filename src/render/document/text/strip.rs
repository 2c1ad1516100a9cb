//! One trait as a strip of cells with marks on it. It places marks; what they mean is not known here.

use console::measure_text_width;

use crate::render::look::whole;
use crate::render::prose::{Emphasis, Prose};

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
