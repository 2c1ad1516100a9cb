//! The list of catalogues: those that are built in, then a person's own, each with what it is for.

use std::fmt::Write;

use serde::Serialize;

use super::counted;
use super::markdown::data;
use super::text::Page;
use crate::catalogue::Catalogue;
use crate::render::escape;

/// A file in a person's own folder: a catalogue, or why it cannot be used.
#[derive(Debug, Clone)]
pub struct OwnCatalogue {
    /// The file.
    pub file: String,
    /// The catalogue, or what is wrong: a lower-case fragment.
    pub read: Result<Catalogue, String>,
}

/// Returns catalogues as text of at most `width` columns.
#[must_use]
pub fn list_text(builtin: &[Catalogue], own: &[OwnCatalogue], width: usize) -> String {
    let mut page = Page::new(width);
    page.say(0, "BUILT IN");
    for catalogue in builtin {
        entry(catalogue, &mut page);
    }
    if !own.is_empty() {
        page.heading("Your own");
    }
    for one in own {
        match &one.read {
            Ok(catalogue) => entry(catalogue, &mut page),
            Err(fault) => {
                page.gap();
                page.say(0, &one.file);
                page.say(2, &format!("cannot be used: {fault}"));
            }
        }
    }
    page.out
}

fn entry(catalogue: &Catalogue, page: &mut Page) {
    page.gap();
    page.say(0, &catalogue.id);
    page.say(2, catalogue.title.as_str());
    if let Some(about) = &catalogue.about {
        page.say(2, about.as_str());
    }
    page.say(
        2,
        &format!(
            "{}; version {}",
            sizes(catalogue).join(", "),
            catalogue.version
        ),
    );
}

fn sizes(catalogue: &Catalogue) -> [String; 3] {
    [
        counted(catalogue.roles.len(), "role"),
        counted(catalogue.traits.len(), "trait"),
        counted(catalogue.items.len(), "item"),
    ]
}

/// Returns catalogues as Markdown tables.
#[must_use]
pub fn list_markdown(builtin: &[Catalogue], own: &[OwnCatalogue]) -> String {
    let mut out = "## Built in\n\n".to_owned();
    table(&mut out, builtin.iter());
    if own.is_empty() {
        return out;
    }
    out.push_str("\n## Your own\n\n");
    let usable = own.iter().filter_map(|one| one.read.as_ref().ok());
    if usable.clone().next().is_some() {
        table(&mut out, usable);
        out.push('\n');
    }
    for one in own {
        if let Err(fault) = &one.read {
            writeln!(out, "- {} cannot be used: {}", data(&one.file), data(fault))
                .expect("writing to a string cannot fail");
        }
    }
    out
}

fn table<'c>(out: &mut String, catalogues: impl Iterator<Item = &'c Catalogue>) {
    out.push_str("| id | version | title | about | roles | traits | items |\n|:---|:---|:---|:---|---:|---:|---:|\n");
    for catalogue in catalogues {
        let cells = [
            data(&catalogue.id),
            data(&catalogue.version),
            data(catalogue.title.as_str()),
            catalogue
                .about
                .as_ref()
                .map_or_else(String::new, |about| data(about.as_str())),
            catalogue.roles.len().to_string(),
            catalogue.traits.len().to_string(),
            catalogue.items.len().to_string(),
        ];
        writeln!(out, "| {} |", cells.join(" | ")).expect("writing to a string cannot fail");
    }
}

#[derive(Serialize)]
struct List<'c> {
    schema: &'static str,
    catalogues: Vec<Row<'c>>,
    unusable: Vec<Unusable<'c>>,
}

#[derive(Serialize)]
struct Row<'c> {
    id: &'c str,
    version: &'c str,
    hash: &'c str,
    title: &'c str,
    about: Option<&'c str>,
    language: &'c str,
    status: &'static str,
    roles: Vec<&'c str>,
    traits: usize,
    items: usize,
    built_in: bool,
    file: Option<&'c str>,
}

#[derive(Serialize)]
struct Unusable<'c> {
    file: &'c str,
    fault: &'c str,
}

/// Returns catalogues as JSON, `rolefit/catalogues@1`.
#[must_use]
pub fn list_json(builtin: &[Catalogue], own: &[OwnCatalogue]) -> String {
    let builtin = builtin.iter().map(|catalogue| row(catalogue, None));
    let usable = own.iter().filter_map(|one| {
        let catalogue = one.read.as_ref().ok()?;
        Some(row(catalogue, Some(&one.file)))
    });
    let unusable = own.iter().filter_map(|one| {
        let fault = one.read.as_ref().err()?;
        Some(Unusable {
            file: &one.file,
            fault,
        })
    });
    let list = List {
        schema: "rolefit/catalogues@1",
        catalogues: builtin.chain(usable).collect(),
        unusable: unusable.collect(),
    };
    let text = serde_json::to_string_pretty(&list).expect("strings and counts are always JSON");
    escape::json(&text) + "\n"
}

fn row<'c>(catalogue: &'c Catalogue, file: Option<&'c str>) -> Row<'c> {
    Row {
        id: &catalogue.id,
        version: &catalogue.version,
        hash: &catalogue.hash,
        title: catalogue.title.as_str(),
        about: catalogue.about.as_ref().map(crate::catalogue::Text::as_str),
        language: catalogue.language.as_str(),
        status: catalogue.status.name(),
        roles: catalogue
            .roles
            .iter()
            .map(|role| role.id.as_str())
            .collect(),
        traits: catalogue.traits.len(),
        items: catalogue.items.len(),
        built_in: file.is_none(),
        file,
    }
}
