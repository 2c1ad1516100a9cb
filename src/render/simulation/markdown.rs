//! The simulation as Markdown. Names from the catalogue cannot become markup.

use super::words::{Block, blocks};
use crate::catalogue::Catalogue;
use crate::render::markup::escaped;
use crate::simulation::Simulation;

/// Writes a simulation as Markdown.
#[must_use]
pub fn markdown(catalogue: &Catalogue, simulation: &Simulation) -> String {
    let mut out = String::new();
    for (place, block) in blocks(catalogue, simulation).into_iter().enumerate() {
        if place > 0 {
            out.push('\n');
        }
        match block {
            Block::Heading(heading) => {
                let level = if place == 0 { "#" } else { "##" };
                out.extend([level, " ", &escaped(&heading), "\n"]);
            }
            Block::Paragraph(words) => out.extend([escaped(&words).as_str(), "\n"]),
            Block::Table { header, rows } => table(&mut out, &header, &rows),
        }
    }
    out
}

fn table(out: &mut String, header: &[String], rows: &[Vec<String>]) {
    row(out, header);
    out.push_str("|:---|");
    for _ in &header[1..] {
        out.push_str("---:|");
    }
    out.push('\n');
    for cells in rows {
        row(out, cells);
    }
}

fn row(out: &mut String, cells: &[String]) {
    out.push('|');
    for cell in cells {
        // What stands for no figure opens no list in a cell.
        let cell = if cell == "-" {
            cell.clone()
        } else {
            escaped(cell)
        };
        out.extend([" ", &cell, " |"]);
    }
    out.push('\n');
}
