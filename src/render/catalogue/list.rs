//! The list of catalogues: those that are built in, then a person's own, each with what it is for.

use serde::Serialize;

use crate::catalogue::Catalogue;
use crate::render::document::{Block, Document, NotFinite, Report, data};
use crate::render::figures::counted;
use crate::render::prose::Prose;

/// A file in a person's own folder: a catalogue, or why it cannot be used.
#[derive(Debug, Clone)]
pub struct OwnCatalogue {
    /// The file.
    pub file: String,
    /// The catalogue, or what is wrong: a lower-case fragment.
    pub read: Result<Catalogue, String>,
}

/// The catalogues that there are.
#[derive(Debug, Clone, Copy)]
pub struct CatalogueList<'a> {
    /// Those that are built in.
    pub builtin: &'a [Catalogue],
    /// A person's own.
    pub own: &'a [OwnCatalogue],
}

impl Report for CatalogueList<'_> {
    fn document(&self) -> Document {
        let mut blocks = vec![
            Block::Title(Prose::new().own("Catalogues")),
            Block::Section(Prose::new().own("Built in")),
        ];
        blocks.extend(self.builtin.iter().flat_map(entry));
        if !self.own.is_empty() {
            blocks.push(Block::Section(Prose::new().own("Your own")));
        }
        for one in self.own {
            match &one.read {
                Ok(catalogue) => blocks.extend(entry(catalogue)),
                Err(fault) => blocks.extend([
                    Block::Question(None, Prose::new().data(one.file.as_str())),
                    Block::Paragraph(Prose::new().own("cannot be used: ").data(fault.as_str())),
                ]),
            }
        }
        Document::new("en", blocks)
    }

    fn json(&self) -> Result<String, NotFinite> {
        Ok(data(&list(self.builtin, self.own)))
    }
}

fn entry(catalogue: &Catalogue) -> Vec<Block> {
    let sizes = [
        counted(catalogue.roles.len(), "role"),
        counted(catalogue.traits.len(), "trait"),
        counted(catalogue.items.len(), "item"),
    ];
    let name = Prose::new().data(catalogue.id.as_str()).own(": ");
    let about = catalogue.about.iter();
    let mut blocks = vec![Block::Question(None, name.data(catalogue.title.as_str()))];
    blocks.extend(about.map(|about| Block::Paragraph(Prose::new().data(about.as_str()))));
    blocks.push(Block::Facts(
        Prose::new()
            .own(format!("{}; version ", sizes.join(", ")))
            .data(catalogue.version.as_str()),
    ));
    blocks
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

/// Returns catalogues as data, `rolefit/catalogues@1`.
fn list<'c>(builtin: &'c [Catalogue], own: &'c [OwnCatalogue]) -> List<'c> {
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
    List {
        schema: "rolefit/catalogues@1",
        catalogues: builtin.chain(usable).collect(),
        unusable: unusable.collect(),
    }
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
