//! A catalogue in full, and the list of catalogues.

mod json;
mod sections;
#[cfg(test)]
mod tests;

use serde_json::{Value, json};

use crate::catalogue::{
    Catalogue, ItemContent, MoveKind, Role, RoleEvidence, Subject, Text, Toward,
};
use crate::model::NormalPrior;
use crate::render::document::{Block, Document, NotFinite, Report, to_json};
use crate::render::figures::counted;
use crate::render::prose::{data, own};

/// A catalogue: in full, but that text leaves out what is long unless it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct CatalogueReport<'a> {
    /// The catalogue.
    pub catalogue: &'a Catalogue,
    /// Whether text has every claim, question and source too.
    pub items: bool,
}

impl Report for CatalogueReport<'_> {
    fn document(&self) -> Document {
        let blocks = sections::blocks(self.catalogue, self.items);
        Document::new(self.catalogue.language.as_str(), blocks)
    }

    /// Numbers have full precision and strings are exact.
    fn json(&self) -> Result<String, NotFinite> {
        Ok(to_json(&json::shape(self.catalogue)))
    }
}

/// What a role's profile says of one trait, and the claims that it rests on.
pub(super) struct TraitClaims<'c> {
    pub(super) trait_index: usize,
    /// Nothing where the role has claims on the trait but no place on it.
    pub(super) prior: Option<NormalPrior>,
    /// The claims toward the low pole, the middle and the high pole.
    pub(super) toward: [(Toward, Vec<&'c RoleEvidence>); 3],
}

impl<'c> TraitClaims<'c> {
    /// Returns the traits of which the role or a source says anything, in the catalogue's order.
    pub(super) fn of(role: &'c Role) -> impl Iterator<Item = Self> {
        role.profile
            .iter()
            .zip(&role.claims)
            .enumerate()
            .filter_map(|(trait_index, (prior, &claims))| {
                let on = |toward: Toward| {
                    let claims = role.evidence.iter();
                    let claims =
                        claims.filter(|e| e.trait_index == trait_index && e.toward == toward);
                    (toward, claims.collect::<Vec<_>>())
                };
                let said = Self {
                    trait_index,
                    prior: claims.then_some(*prior),
                    toward: [on(Toward::Low), on(Toward::Middle), on(Toward::High)],
                };
                (claims || said.toward.iter().any(|(_, claims)| !claims.is_empty())).then_some(said)
            })
    }

    /// Returns whether the claims place the role in more than one way.
    pub(super) fn disagree(&self) -> bool {
        self.toward
            .iter()
            .filter(|(_, claims)| !claims.is_empty())
            .count()
            > 1
    }

    /// Returns how many claims there are each way: "2 low, 1 middle, 3 high".
    fn counts(&self) -> String {
        let counts = self.toward.iter().filter(|(_, claims)| !claims.is_empty());
        let counts: Vec<String> = counts
            .map(|(toward, claims)| format!("{} {}", claims.len(), name(*toward)))
            .collect();
        counts.join(", ")
    }
}

pub(super) fn name(toward: Toward) -> &'static str {
    match toward {
        Toward::Low => "low",
        Toward::Middle => "middle",
        Toward::High => "high",
    }
}

/// Says what a claim about a move is about.
fn move_words(kind: MoveKind) -> &'static str {
    match kind {
        MoveKind::Struggle => "where people struggle",
        MoveKind::Change => "what changes",
        MoveKind::Help => "what helps",
    }
}

fn subject_name(subject: Subject) -> &'static str {
    match subject {
        Subject::You => "you",
        Subject::TheWork => "the work",
    }
}

/// Returns the text that an item's lines answer, where they stand below one.
fn stem(content: &ItemContent) -> Option<&str> {
    let text = content.text().filter(|_| !content.options().is_empty());
    text.map(Text::as_str)
}

/// Returns the lines of an item, each after the pole that it shows or the number of its response.
fn responses(content: &ItemContent) -> Vec<(String, &str)> {
    let last = content.last_response_shows();
    match content {
        ItemContent::Pair { first, second, .. } => vec![
            (last.other().name().to_owned(), first.as_str()),
            (last.name().to_owned(), second.as_str()),
        ],
        ItemContent::Statement { text, .. } | ItemContent::Activity { text } => {
            vec![(last.name().to_owned(), text.as_str())]
        }
        ItemContent::Situation { options, .. } => options
            .iter()
            .enumerate()
            .map(|(index, option)| ((index + 1).to_string(), option.as_str()))
            .collect(),
    }
}

/// Returns a number with as many digits as it was given, and no minus before a nought.
fn number(value: f64) -> String {
    (value + 0.0).to_string()
}

fn numbers(values: &[f64]) -> String {
    let values: Vec<String> = values.iter().copied().map(number).collect();
    values.join(", ")
}

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
            Block::Title(own("Catalogues")),
            Block::Section(own("Built in")),
        ];
        blocks.extend(self.builtin.iter().flat_map(entry));
        if !self.own.is_empty() {
            blocks.push(Block::Section(own("Your own")));
        }
        for one in self.own {
            match &one.read {
                Ok(catalogue) => blocks.extend(entry(catalogue)),
                Err(fault) => blocks.extend([
                    Block::Question(None, data(&one.file)),
                    Block::Paragraph(own("cannot be used: ").data(fault)),
                ]),
            }
        }
        Document::new("en", blocks)
    }

    fn json(&self) -> Result<String, NotFinite> {
        Ok(to_json(&list(self.builtin, self.own)))
    }
}

fn entry(catalogue: &Catalogue) -> Vec<Block> {
    let sizes = [
        counted(catalogue.roles.len(), "role"),
        counted(catalogue.traits.len(), "trait"),
        counted(catalogue.items.len(), "item"),
    ];
    let name = data(&catalogue.id).own(": ");
    let about = catalogue.about.iter();
    let mut blocks = vec![Block::Question(None, name.data(&catalogue.title))];
    blocks.extend(about.map(|about| Block::Paragraph(data(about))));
    blocks.push(Block::Facts(
        own(format!("{}; version ", sizes.join(", "))).data(&catalogue.version),
    ));
    blocks
}

/// Returns catalogues as data, `rolefit/catalogues@1`.
fn list(builtin: &[Catalogue], own: &[OwnCatalogue]) -> Value {
    let builtin = builtin.iter().map(|catalogue| row(catalogue, None));
    let usable = own.iter().filter_map(|one| {
        let catalogue = one.read.as_ref().ok()?;
        Some(row(catalogue, Some(&one.file)))
    });
    let unusable = own.iter().filter_map(|one| {
        let fault = one.read.as_ref().err()?;
        Some(json!({ "file": one.file, "fault": fault }))
    });
    json!({
        "schema": "rolefit/catalogues@1",
        "catalogues": builtin.chain(usable).collect::<Value>(),
        "unusable": unusable.collect::<Value>(),
    })
}

fn row(catalogue: &Catalogue, file: Option<&str>) -> Value {
    let roles = catalogue.roles.iter();
    json!({
        "id": catalogue.id,
        "version": catalogue.version,
        "hash": catalogue.hash,
        "title": catalogue.title.as_str(),
        "about": catalogue.about.as_ref().map(Text::as_str),
        "language": catalogue.language.as_str(),
        "status": catalogue.status.name(),
        "roles": roles.map(|role| role.id.as_str()).collect::<Value>(),
        "traits": catalogue.traits.len(),
        "items": catalogue.items.len(),
        "built_in": file.is_none(),
        "file": file,
    })
}
