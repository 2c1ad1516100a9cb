//! The results that were kept.

mod json;
mod past;
mod words;

#[cfg(test)]
mod tests;

pub use json::exported;
pub use past::PastReport;
pub use words::{in_one_line, why_outdated};

use self::words::{contents, next_steps, opening, others, time};
use crate::history::{Contents, Entry, Others, Summary, latest};
use crate::render::document::{Bar, Bars, Block, Document, NotFinite, Report};
use crate::render::prose::Prose;

/// What is shown of what is kept.
#[derive(Debug)]
pub struct HistoryReport<'a> {
    /// The folder; it is escaped where it is shown.
    pub folder: &'a str,
    /// The results, the oldest first.
    pub entries: &'a [Entry],
    /// What is kept besides.
    pub others: &'a Others,
    /// The ids of the person's own catalogues, which commands find by them as they find those that are built in.
    pub own: &'a [String],
}

/// Roles beyond these are left out: a list is no place for all of them.
const MOST_ROLES: usize = 5;

impl Report for HistoryReport<'_> {
    fn document(&self) -> Document {
        let latest = latest(self.entries);
        let mut blocks = vec![
            Block::Subject(Prose::new().own("Kept results")),
            Block::Headline(opening(self), Vec::new()),
        ];
        for entry in self.entries {
            let id = Prose::new().own(format!("{}   {}", time(entry.time), entry.id));
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
        let others = others(self.others);
        if !others.is_empty() {
            blocks.push(Block::Section(Prose::new().own("Also kept")));
            blocks.push(Block::List(Prose::new(), others));
        }
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
        head: Prose::new().own("Role"),
        series: vec![Prose::new().own("How likely")],
        rows: listed
            .map(|role| Bar {
                label: Prose::new().data(role.name.as_str()),
                shares: vec![role.probability],
                words: Prose::new(),
            })
            .collect(),
    })];
    let more = summary.roles.len().saturating_sub(MOST_ROLES);
    if more > 0 {
        blocks.push(Block::Remark(Prose::new().own(format!("and {more} more"))));
    }
    blocks
}
