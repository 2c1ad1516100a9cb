//! The results that were kept.

mod json;
#[cfg(test)]
mod tests;
mod words;

pub use json::exported;
pub use words::{HistoryReport, in_one_line, why_outdated};

use jiff::civil::DateTime;

use self::words::{contents, next_steps, opening, others, time};
use crate::history::{Contents, Outdated, Past, PastTrait, Summary, latest};
use crate::render::document::{Bar, Bars, Block, Document, NotFinite, Report};
use crate::render::escape;
use crate::render::figures::{percent, signed};
use crate::render::person::Person;
use crate::render::prose::{Prose, data, own, say};
use crate::render::result::words::purpose;
use crate::session::PersonName;

/// Roles beyond these are left out: a list is no place for all of them.
const MOST_ROLES: usize = 5;

impl Report for HistoryReport<'_> {
    fn document(&self) -> Document {
        let latest = latest(self.entries);
        let mut blocks = vec![
            Block::Subject(own("Kept results")),
            Block::Headline(opening(self), Vec::new()),
        ];
        for entry in self.entries {
            let id = own(format!("{}   {}", time(entry.time), entry.id));
            let is_latest = latest == Some(entry.id.as_str());
            blocks.push(Block::Section(id.own(if is_latest {
                " (latest)"
            } else {
                ""
            })));
            blocks.push(Block::Paragraph(contents(self, entry)));
            if let (Contents::Result(summary), None) = (&entry.contents, &entry.same_as) {
                blocks.extend(roles(summary));
            }
        }
        blocks.extend(Block::part(own("Also kept"), others(self.others)));
        if !self.entries.is_empty() {
            blocks.push(Block::next(next_steps(self)));
        }
        Document::new("en", blocks)
    }

    /// Results the oldest first, times in UTC.
    fn json(&self) -> Result<String, NotFinite> {
        Ok(json::json(self))
    }
}

fn roles(summary: &Summary) -> Vec<Block> {
    let listed = summary.roles.iter().take(MOST_ROLES);
    let mut blocks = vec![Block::Bars(Bars {
        head: own("Role"),
        series: vec![own("How likely")],
        rows: listed
            .map(|role| Bar {
                label: data(&role.name),
                shares: vec![role.probability],
                words: Prose::new(),
            })
            .collect(),
    })];
    let more = summary.roles.len().saturating_sub(MOST_ROLES);
    if more > 0 {
        blocks.push(Block::Remark(own(format!("and {more} more"))));
    }
    blocks
}

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

fn blocks(shown: &PastReport<'_>) -> Vec<Block> {
    let PastReport {
        past, why, kept, ..
    } = *shown;
    let summary = &past.summary;
    let mut blocks = vec![Block::Title(own(
        "A result of another state of its catalogue",
    ))];
    let kept = kept.map_or_else(Prose::new, |(id, time)| {
        own(format!("Kept as {id} on {} UTC. ", words::time(time)))
    });
    let whose = shown
        .name
        .map_or_else(Prose::new, |name| say("For {}. ", [data(name)]));
    blocks.push(Block::Paragraph(whose.then(kept).own(format!(
        "It is shown as it was then and not scored again: {}.",
        why_outdated(why)
    ))));
    blocks.push(Block::Paragraph(say(
        "{}: {}.",
        [words::answers(summary), words::verdict(summary)],
    )));
    let roles = summary
        .roles
        .iter()
        .map(|role| data(&role.name).own(format!(" {}", percent(role.probability))));
    blocks.push(Block::List(
        own("How likely each role was"),
        roles.collect(),
    ));
    let answered = past.traits.iter().filter(|one| one.answered > 0);
    let alike = |one: &PastTrait| {
        let same = |other: &&PastTrait| (&other.low, &other.high) == (&one.low, &one.high);
        past.traits.iter().filter(same).count() > 1
    };
    blocks.extend(Block::list(
        own("Place on each trait, and where nine in ten with such answers lie (0 leans neither way)"),
        answered.map(|one| place(one, alike(one))),
    ));
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
        data(&one.id).own(", ")
    } else {
        Prose::new()
    };
    say(
        "{}{} to {}: {} ({} to {})",
        [
            id,
            data(&one.low),
            data(&one.high),
            own(signed(one.score)),
            own(signed(low)),
            own(signed(high)),
        ],
    )
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
