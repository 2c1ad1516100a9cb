//! The simulation as plain text for a given width, in nothing but ASCII of its own.

use super::words::{Block, blocks};
use crate::catalogue::Catalogue;
use crate::render::escape;
use crate::simulation::Simulation;

/// Below this no table is laid out for.
const LEAST_WIDTH: usize = 30;
/// Wider lines of prose tire the eye.
const WIDEST: usize = 100;
/// The narrowest first column before a table is taken apart into lines.
const LEAST_LABEL: usize = 12;
/// Between two columns.
const GUTTER: usize = 2;

/// Writes a simulation as text; every line has fewer than `width` columns, or than 30 where `width` is less.
#[must_use]
pub fn text(catalogue: &Catalogue, simulation: &Simulation, width: usize) -> String {
    let columns = (width.max(LEAST_WIDTH) - 1).min(WIDEST);
    let mut out = String::new();
    let mut after_heading = true;
    for (place, block) in blocks(catalogue, simulation).into_iter().enumerate() {
        if !after_heading {
            out.push('\n');
        }
        after_heading = place > 0 && matches!(block, Block::Heading(_));
        match block {
            Block::Heading(heading) if place == 0 => paragraph(&mut out, &heading, columns),
            Block::Heading(heading) => paragraph(&mut out, &heading.to_uppercase(), columns),
            Block::Paragraph(words) => paragraph(&mut out, &words, columns),
            Block::Table { header, rows } => table(&mut out, &header, &rows, columns),
        }
    }
    out
}

fn paragraph(out: &mut String, words: &str, columns: usize) {
    let words = escape::line(words);
    let mut used = 0;
    for word in words.split(' ') {
        let width = escape::width(word);
        if used > 0 && used + 1 + width > columns {
            out.push('\n');
            used = 0;
        }
        if used > 0 {
            out.push(' ');
            used += 1;
        }
        let word = escape::clipped(word, columns);
        out.push_str(&word);
        used += width;
    }
    out.push('\n');
}

fn table(out: &mut String, header: &[String], rows: &[Vec<String>], columns: usize) {
    let lines = || std::iter::once(header).chain(rows.iter().map(Vec::as_slice));
    let widths: Vec<usize> = (0..header.len())
        .map(|column| {
            lines()
                .map(|line| escape::width(&escape::line(&line[column])))
                .max()
                .unwrap_or(0)
        })
        .collect();
    let figures: usize = widths[1..].iter().map(|width| width + GUTTER).sum();
    let label = widths[0].min(columns.saturating_sub(figures));
    if label < widths[0].min(LEAST_LABEL) {
        return taken_apart(out, header, rows, columns);
    }
    for line in lines() {
        let start = out.len();
        out.push_str(&padded(
            &escape::clipped(&line[0], label),
            label,
            Side::Left,
        ));
        for (cell, &width) in line[1..].iter().zip(&widths[1..]) {
            // Bars begin at the same column; figures end at it.
            let side = if cell.starts_with('#') {
                Side::Left
            } else {
                Side::Right
            };
            out.push_str(&" ".repeat(GUTTER));
            out.push_str(&padded(&escape::line(cell), width, side));
        }
        out.truncate(start + out[start..].trim_end().len());
        out.push('\n');
    }
}

/// Writes each row as a label with its figures below, for terminals too narrow for the table.
fn taken_apart(out: &mut String, header: &[String], rows: &[Vec<String>], columns: usize) {
    for row in rows {
        out.push_str(&escape::clipped(&row[0], columns));
        out.push('\n');
        for (name, cell) in header.iter().zip(row).skip(1) {
            if cell != "-" {
                let line = format!("  {name} {cell}");
                out.push_str(&escape::clipped(line.trim_end(), columns));
                out.push('\n');
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

fn padded(cell: &str, width: usize, side: Side) -> String {
    let space = " ".repeat(width.saturating_sub(escape::width(cell)));
    match side {
        Side::Left => format!("{cell}{space}"),
        Side::Right => format!("{space}{cell}"),
    }
}
