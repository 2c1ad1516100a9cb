//! A result of another state of its catalogue, from what it says of itself.

use jiff::civil::DateTime;

use super::words::{self, why_outdated};
use crate::history::{Outdated, Past, PastTrait};
use crate::render::document::{Block, Document, NotFinite, Report};
use crate::render::escape;
use crate::render::figures::{percent, signed};
use crate::render::person::Person;
use crate::render::prose::Prose;
use crate::render::result::words::purpose;
use crate::session::PersonName;

/// What is shown of a result of another state of its catalogue.
#[derive(Debug, Clone, Copy)]
pub struct PastReport<'a> {
    /// The result.
    pub past: &'a Past,
    /// What is kept, as it stands in its file.
    pub text: &'a str,
    /// Why it is not scored again.
    pub why: &'a Outdated,
    /// Whose it is, where that is known.
    pub name: Option<&'a PersonName>,
    /// What it is kept as and since when, where it is kept on this machine.
    pub kept: Option<(&'a str, DateTime)>,
    /// How its file is typed in a command, where it lies in one.
    pub file: Option<&'a str>,
    /// How the file of the present catalogue is typed, where it does not go by its id.
    pub catalogue: Option<&'a str>,
}

impl Report for PastReport<'_> {
    fn document(&self) -> Document {
        Document::new("en", blocks(self))
    }

    /// What is kept, word for word, with what could steer a terminal escaped.
    fn json(&self) -> Result<String, NotFinite> {
        Ok(escape::json(self.text.trim_end()) + "\n")
    }
}

fn own(words: &str) -> Prose {
    Prose::new().own(words)
}

fn blocks(shown: &PastReport<'_>) -> Vec<Block> {
    let PastReport {
        past, why, kept, ..
    } = *shown;
    let summary = &past.summary;
    let mut blocks = vec![Block::Title(own(
        "A result of another state of its catalogue",
    ))];
    let kept = kept.map_or_else(Prose::new, |(id, time)| {
        own(&format!("Kept as {id} on {} UTC. ", words::time(time)))
    });
    let whose = shown
        .name
        .map_or_else(Prose::new, |name| own("For ").data(name.as_str()).own(". "));
    blocks.push(Block::Paragraph(whose.then(kept).own(format!(
        "It is shown as it was then and not scored again: {}.",
        why_outdated(why)
    ))));
    blocks.push(Block::Paragraph(
        words::answers(summary)
            .own(": ")
            .then(words::verdict(summary))
            .own("."),
    ));
    let roles = summary.roles.iter().map(|role| {
        Prose::new()
            .data(role.name.as_str())
            .own(format!(" {}", percent(role.probability)))
    });
    blocks.push(Block::List(
        own("How likely each role was"),
        roles.collect(),
    ));
    let answered = past.traits.iter().filter(|one| one.answered > 0);
    let alike = |one: &PastTrait| {
        let same = |other: &&PastTrait| (&other.low, &other.high) == (&one.low, &one.high);
        past.traits.iter().filter(same).count() > 1
    };
    let places: Vec<Prose> = answered.map(|one| place(one, alike(one))).collect();
    if !places.is_empty() {
        blocks.push(Block::List(
            own("Place on each trait, and where it lay nine times in ten (0 leans neither way)"),
            places,
        ));
    }
    let person = match &summary.about {
        None => Person::You,
        Some(name) => Person::Named(name.as_str()),
    };
    blocks.push(Block::Small(purpose(person)));
    blocks.push(Block::next(next(shown)));
    blocks
}

/// Says where somebody stood on a trait; one with the poles of another is told apart by its id.
fn place(one: &PastTrait, is_alike: bool) -> Prose {
    let (low, high) = one.interval;
    let id = if is_alike {
        Prose::new().data(one.id.as_str()).own(", ")
    } else {
        Prose::new()
    };
    id.data(one.low.as_str())
        .own(" to ")
        .data(one.high.as_str())
        .own(format!(
            ": {} ({} to {})",
            signed(one.score),
            signed(low),
            signed(high)
        ))
}

fn next(shown: &PastReport<'_>) -> Vec<(String, &'static str)> {
    let summary = &shown.past.summary;
    let about = match &summary.about {
        None => String::new(),
        Some(name) => Person::Named(PersonName::as_str(name)).option(),
    };
    let catalogue = escape::line(summary.catalogue.as_str());
    let catalogue = shown.catalogue.map_or(catalogue, Into::into);
    let result = shown.kept.map(|(id, _)| id).or(shown.file);
    vec![match shown.why {
        Outdated::Gone | Outdated::Unusable { .. } => (
            format!(
                "rolefit report {} --catalogue FILE",
                result.unwrap_or("RESULT")
            ),
            "scores it again, with the catalogue that it was answered for",
        ),
        Outdated::Version { .. } | Outdated::Changed => (
            format!("rolefit take{about} --catalogue {catalogue}"),
            "answers the questions as they are now",
        ),
    }]
}
