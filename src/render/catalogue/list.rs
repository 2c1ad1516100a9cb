//! The list of catalogues: one row each.

use std::fmt::Write;

use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Table};
use serde::Serialize;

use super::markdown::data;
use crate::catalogue::Catalogue;

const HEADER: [&str; 6] = ["id", "version", "title", "roles", "traits", "items"];

/// Returns catalogues as a table of at most `width` columns.
#[must_use]
pub fn list_text(catalogues: &[Catalogue], width: usize) -> String {
    let mut table = Table::new();
    table
        .load_style(NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX))
        .set_header(HEADER);
    for catalogue in catalogues {
        table.add_row(row(catalogue));
    }
    table.trim_fmt() + "\n"
}

/// Returns catalogues as a Markdown table.
#[must_use]
pub fn list_markdown(catalogues: &[Catalogue]) -> String {
    let mut out = format!(
        "| {} |\n|:---|:---|:---|---:|---:|---:|\n",
        HEADER.join(" | ")
    );
    for catalogue in catalogues {
        let cells = row(catalogue).map(|cell| data(&cell));
        writeln!(out, "| {} |", cells.join(" | ")).expect("writing to a string cannot fail");
    }
    out
}

fn row(catalogue: &Catalogue) -> [String; 6] {
    [
        catalogue.id.clone(),
        catalogue.version.clone(),
        catalogue.title.as_str().to_owned(),
        catalogue.roles.len().to_string(),
        catalogue.traits.len().to_string(),
        catalogue.items.len().to_string(),
    ]
}

#[derive(Serialize)]
struct List<'c> {
    schema: &'static str,
    catalogues: Vec<Row<'c>>,
}

#[derive(Serialize)]
struct Row<'c> {
    id: &'c str,
    version: &'c str,
    hash: &'c str,
    title: &'c str,
    language: &'c str,
    status: &'static str,
    roles: Vec<&'c str>,
    traits: usize,
    items: usize,
}

/// Returns catalogues as JSON, `rolefit/catalogues@1`.
#[must_use]
pub fn list_json(catalogues: &[Catalogue]) -> String {
    let rows = catalogues.iter().map(|catalogue| Row {
        id: &catalogue.id,
        version: &catalogue.version,
        hash: &catalogue.hash,
        title: catalogue.title.as_str(),
        language: catalogue.language.as_str(),
        status: catalogue.status.name(),
        roles: catalogue
            .roles
            .iter()
            .map(|role| role.id.as_str())
            .collect(),
        traits: catalogue.traits.len(),
        items: catalogue.items.len(),
    });
    let list = List {
        schema: "rolefit/catalogues@1",
        catalogues: rows.collect(),
    };
    serde_json::to_string_pretty(&list).expect("strings and counts are always JSON") + "\n"
}
