//! A table on a page for a terminal: labels, and figures beside them.

use crate::render::page::Page;
use crate::render::prose::Prose;

/// Columns between two columns.
const GUTTER: usize = 2;
/// The narrowest column of labels before a table is taken apart into lines.
const LEAST_LABEL: usize = 12;

/// Writes a table: labels in the first column, figures in the others. Every row is as long as the head. Where there is no
/// room each row becomes a label with its figures below.
pub(super) fn grid(page: &mut Page<'_>, head: &[Prose], rows: &[Vec<Prose>]) {
    let lines = || std::iter::once(head).chain(rows.iter().map(Vec::as_slice));
    let widths: Vec<usize> = (0..head.len())
        .map(|column| {
            let cells = lines().map(|line| line[column].width());
            cells.max().unwrap_or(0)
        })
        .collect();
    let figures: usize = widths[1..].iter().map(|width| width + GUTTER).sum();
    let label = widths[0].min(page.columns().saturating_sub(figures));
    if label < widths[0].min(LEAST_LABEL) {
        return taken_apart(page, head, rows);
    }
    for line in lines() {
        let label_lines = line[0].wrapped(label, page.look().folds());
        let figures = line[1..].iter().zip(&widths[1..]);
        let last = label_lines.len() - 1;
        for (place, words) in label_lines.into_iter().enumerate() {
            if place < last {
                page.line(&words);
                continue;
            }
            let words = words.pad_to(label);
            page.line(&figures.clone().fold(words, |done, (cell, &width)| {
                let space = GUTTER + width - cell.width();
                done.own(" ".repeat(space)).then(cell.clone())
            }));
        }
    }
}

fn taken_apart(page: &mut Page<'_>, head: &[Prose], rows: &[Vec<Prose>]) {
    if !head[0].spans().is_empty() {
        page.prose(&head[0]);
    }
    for row in rows {
        page.prose(&row[0]);
        let cells = head.iter().zip(row).skip(1);
        // Of an empty cell there is nothing to say.
        for (name, cell) in cells.filter(|(_, cell)| cell.width() > 0) {
            let name = name
                .clone()
                .own(if name.spans().is_empty() { "" } else { " " });
            page.hanging(&Prose::new().own("  "), &name.then(cell.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::look::{Charset, Look};

    fn shown(width: usize) -> String {
        let look = Look {
            width,
            charset: Charset::Unicode,
            colour: false,
            typed: Some("rolefit"),
        };
        let mut page = Page::new(&look);
        let row = |cells: [&str; 3]| cells.map(|cell| Prose::new().data(cell)).to_vec();
        let rows = [
            row(["the people of one role", "7", "<0.1 %"]),
            row(["東京", "1,234", "-"]),
            row(["all", "1,241", ""]),
        ];
        grid(&mut page, &row(["role", "people", "right"]), &rows);
        page.finish()
    }

    #[test]
    fn figures_end_at_one_column_whatever_stands_before_them() {
        let whole = "
 role                    people   right
 the people of one role       7  <0.1 %
 東京                     1,234       -
 all                      1,241
";
        assert_eq!(shown(42), whole[1..]);
    }

    #[test]
    fn labels_are_broken_before_a_table_is_taken_apart() {
        let broken = "
 role            people   right
 the people of
 one role             7  <0.1 %
 東京             1,234       -
 all              1,241
";
        assert_eq!(shown(32), broken[1..]);
        let apart = "
 role
 the people of one role
   people 7
   right <0.1 %
 東京
   people 1,234
   right -
 all
   people 1,241
";
        assert_eq!(shown(28), apart[1..]);
    }
}
