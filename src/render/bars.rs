//! Bars with a label and a percentage, beside one another where there is room. It knows no role.

use super::figures::percent;
use super::page::Page;
use super::prose::{Emphasis, Prose};

/// Longer labels stand above their bars.
const LONGEST_LABEL: usize = 26;
/// Columns of a percentage: `>99 %`.
const PERCENT: usize = 5;
const LONGEST_BAR: usize = 28;

/// How bars are laid out that stand below one another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bars {
    labels: usize,
    beside: bool,
    cells: usize,
}

impl Bars {
    /// Lays out bars with labels of at most so many columns, and with so many columns kept for words after them.
    pub(super) fn of(page: &Page<'_>, labels: usize, words: usize) -> Self {
        let beside = page.look().is_wide() && labels <= LONGEST_LABEL;
        let around = if beside { labels + 2 } else { 0 } + 2 + PERCENT + 3;
        let room = page.columns().saturating_sub(around);
        let cells = if page.look().is_wide() {
            room.saturating_sub(words).clamp(8, LONGEST_BAR)
        } else {
            room.clamp(8, LONGEST_BAR)
        };
        Self {
            labels,
            beside,
            cells,
        }
    }

    /// Returns whether labels stand beside their bars.
    pub(super) fn beside(&self) -> bool {
        self.beside
    }

    /// Writes a bar; without words after it there may be none.
    pub(super) fn write(
        &self,
        page: &mut Page<'_>,
        label: Prose,
        probability: f64,
        emphasis: Emphasis,
        words: &Prose,
    ) {
        let bar = page.look().bar(probability, self.cells);
        let figure = format!("{:>PERCENT$}", percent(probability));
        let drawing = Prose::new()
            .with(emphasis, bar)
            .pad_to(self.cells)
            .own("  ")
            .own(figure);
        if self.beside {
            let label = label.pad_to(self.labels + 2).then(drawing).own("   ");
            page.hanging(&label, words);
        } else {
            let label = if words.spans().is_empty() {
                label
            } else {
                label.own(": ").then(words.clone())
            };
            page.prose(&label);
            page.line(&drawing);
        }
    }
}
