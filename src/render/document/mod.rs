//! What a report says, as blocks in the order in which they are read, and its three looks: lines for a terminal, Markdown,
//! and a page of HTML. A report builds one [`Document`]; how it looks is decided here alone.

mod html;
mod markdown;
mod text;

use serde_json::{Value, json};

use super::escape;
use super::html::Words;
use super::look::Look;
use super::prose::{Prose, own};
use crate::assessment::Verdict;
use crate::catalogue::Catalogue;

pub(super) use super::html::Pin;

/// A number of a report that JSON cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a number of the result is not finite: `{0}`")]
pub struct NotFinite(
    /// The key of the number.
    pub &'static str,
);

/// What a command shows: one content, whatever form it is asked for in.
pub trait Report {
    /// Returns the content as it is read.
    fn document(&self) -> Document;

    /// Returns the content as data, with a line break at its end.
    ///
    /// # Errors
    /// [`NotFinite`] names the first number that is infinite or not a number.
    fn json(&self) -> Result<String, NotFinite>;
}

/// Writes data as JSON: two spaces a level, dangerous characters as escapes, a line break at the end.
pub(super) fn to_json(wire: &impl serde::Serialize) -> String {
    let text = serde_json::to_string_pretty(wire)
        .expect("structs of texts and finite numbers always become JSON");
    escape::json(&text) + "\n"
}

/// Leaves a key of an object out where it says nothing.
pub(super) fn without_null(mut object: Value, key: &str) -> Value {
    if let Value::Object(keys) = &mut object
        && keys.get(key) == Some(&Value::Null)
    {
        keys.shift_remove(key);
    }
    object
}

/// A verdict as data.
pub(super) fn verdict_data(catalogue: &Catalogue, verdict: &Verdict) -> Value {
    let roles = verdict.roles.iter();
    let ids = roles.map(|&role| catalogue.roles[role].id.as_str());
    json!({ "kind": verdict.kind.name(), "roles": ids.collect::<Value>() })
}

/// A report to be read.
#[derive(Debug)]
pub struct Document {
    language: String,
    page_title: Option<String>,
    blocks: Vec<Block>,
}

impl Document {
    /// Takes blocks, and the language of the data in them.
    pub(super) fn new(language: &str, blocks: Vec<Block>) -> Self {
        Self {
            language: language.to_owned(),
            page_title: None,
            blocks,
        }
    }

    /// Names the page as a browser shows it; without this it is called as the document is.
    pub(super) fn titled(mut self, title: String) -> Self {
        self.page_title = Some(title);
        self
    }

    /// Leaves out the commands to go on with.
    #[must_use]
    pub fn without_commands(mut self) -> Self {
        fn leave_out(blocks: &mut Vec<Block>) {
            blocks.retain(|block| !matches!(block, Block::Commands(_)));
            for block in blocks {
                match block {
                    Block::Only(_, blocks) => leave_out(blocks),
                    Block::Beside(parts) => parts.iter_mut().for_each(leave_out),
                    _ => {}
                }
            }
        }
        leave_out(&mut self.blocks);
        self
    }

    /// Returns the lines for a terminal, each shorter than the look's width.
    #[must_use]
    pub fn text(&self, look: &Look) -> String {
        text::text(&seen(&self.blocks, Medium::Text), look)
    }

    /// Returns a Markdown document. Whatever comes from outside is escaped.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::markdown(&seen(&self.blocks, Medium::Markdown))
    }

    /// Returns a page that needs nothing else: no script, nothing loaded, light and dark, for a screen, for paper and
    /// for a screen reader. Whatever comes from outside is escaped.
    #[must_use]
    pub fn html(&self) -> String {
        let blocks = seen(&self.blocks, Medium::Html);
        let title = self.page_title.clone().or_else(|| {
            blocks.iter().find_map(|block| match block {
                Block::Title(title) => Some(title.plain()),
                _ => None,
            })
        });
        html::html(
            &title.unwrap_or_default(),
            &blocks,
            &Words::of(&self.language),
        )
    }
}

/// What a document is written on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Medium {
    /// A terminal.
    Text,
    /// Markdown.
    Markdown,
    /// A page.
    Html,
}

/// What is read apart from a terminal.
pub(super) const PAGES: &[Medium] = &[Medium::Markdown, Medium::Html];

/// One block of a document.
#[derive(Debug)]
pub(super) enum Block {
    /// The heading of the whole.
    Title(Prose),
    /// What a result comes from, above its headline; a terminal, where it was asked for, leaves it out.
    Subject(Prose),
    /// Whose result it is and of which day; a terminal leaves it out.
    Owner(Prose),
    /// What it comes to in a sentence, and what has to be said with it.
    Headline(Prose, Vec<Prose>),
    /// The heading of a part.
    Section(Prose),
    /// The heading of one question, with its number where it has one.
    Question(Option<usize>, Prose),
    /// Short fields to fill in by hand.
    Fields(&'static [&'static str]),
    /// Facts in the background.
    Facts(Prose),
    /// Small print.
    Small(Prose),
    /// What explains the block before it.
    Remark(Prose),
    /// A heading and what to be careful about.
    Warning(Prose, Vec<Prose>),
    /// A paragraph.
    Paragraph(Prose),
    /// A paragraph with a label.
    Labelled(Prose, Prose),
    /// A point, and below it what belongs to it.
    Point(Prose, Vec<Prose>),
    /// A list with a label, or without one; its order says nothing.
    List(Prose, Vec<Prose>),
    /// A list with a label, one after another.
    Steps(Prose, Vec<Prose>),
    /// A list with a label, each entry to be ticked by hand.
    Checks(Prose, Vec<Prose>),
    /// Paragraphs with a label.
    Passage(Prose, Vec<Prose>),
    /// Entries that each begin with a figure, or with none.
    Figures(Vec<(Prose, Prose)>),
    /// Rows of as many cells as the head has, which a terminal shows as a list.
    Rows(Vec<Prose>, Vec<Vec<Prose>>),
    /// Room to write in with a label, and a prompt for each line.
    Lines(Prose, Vec<(&'static str, Prose)>),
    /// Marks to choose one of, with what each means.
    Marks(Prose, Vec<(&'static str, Prose)>),
    /// Labels in the first column, figures in the others; every row is as long as the head.
    Table(Vec<Prose>, Vec<Vec<Prose>>),
    /// Shares of a whole, as bars.
    Bars(Bars),
    /// Places between two poles, as strips. Markdown has no drawings: give it the figures in a table.
    Strips(Strips),
    /// Commands to go on with, and what each does.
    Commands(Vec<(String, String)>),
    /// Parts that stand side by side where there is room.
    Beside(Vec<Vec<Block>>),
    /// What is written on some media alone.
    Only(&'static [Medium], Vec<Block>),
}

impl Block {
    /// A list with a label, or nothing where it has no entries.
    pub(super) fn list(label: Prose, entries: impl IntoIterator<Item = Prose>) -> Option<Self> {
        let entries: Vec<Prose> = entries.into_iter().collect();
        (!entries.is_empty()).then_some(Self::List(label, entries))
    }

    /// A part that is one list, or nothing where it has no entries.
    pub(super) fn part(heading: Prose, entries: impl IntoIterator<Item = Prose>) -> Vec<Self> {
        let list = Self::list(Prose::new(), entries);
        list.map_or_else(Vec::new, |list| vec![Self::Section(heading), list])
    }

    /// A table whose columns have own words for names.
    pub(super) fn table(head: &[&str], rows: Vec<Vec<Prose>>) -> Self {
        Self::Table(head.iter().map(own).collect(), rows)
    }

    /// Commands where they can be typed: on a terminal.
    pub(super) fn next<W: Into<String>>(steps: Vec<(String, W)>) -> Self {
        let steps = steps.into_iter();
        let steps = steps.map(|(command, purpose)| (command, purpose.into()));
        Self::Only(&[Medium::Text], vec![Self::Commands(steps.collect())])
    }
}

/// Shares of a whole, from 0 to 1.
#[derive(Debug)]
pub(super) struct Bars {
    /// What a row is of.
    pub(super) head: Prose,
    /// What each share of a row is. Of one share the first row leads, of several the last share.
    pub(super) series: Vec<Prose>,
    /// The rows, with as many shares as there are series.
    pub(super) rows: Vec<Bar>,
}

/// One row of bars.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) label: Prose,
    pub(super) shares: Vec<f64>,
    /// What there is to say of it, or nothing.
    pub(super) words: Prose,
}

/// Strips below one another, with what their marks mean.
#[derive(Debug)]
pub(super) struct Strips {
    /// Whose mark and range there are, if anybody's.
    pub(super) own: Option<(Prose, &'static str)>,
    /// What the letters stand for, and which of them leads.
    pub(super) letters: Vec<(char, Prose, bool)>,
    /// What a missing letter means, where one is missing.
    pub(super) silence: Option<&'static str>,
    /// The columns that a terminal keeps for remarks.
    pub(super) remark: usize,
    pub(super) rows: Vec<Strip>,
}

/// Places between two poles.
#[derive(Debug)]
pub(super) struct Strip {
    pub(super) low: Prose,
    pub(super) high: Prose,
    /// Somebody's own place and range.
    pub(super) own: Option<(f64, (f64, f64))>,
    pub(super) pins: Vec<Pin>,
    /// What there is to say beside it, and in fewer columns.
    pub(super) remark: [Prose; 2],
    /// What is drawn, for those who cannot see it.
    pub(super) told: String,
}

/// Strips reach this far in standard deviations, unless something lies farther out.
const REACH: f64 = 2.0;

impl Strips {
    /// Returns how far the scale reaches to either side, so that all that these places say has room.
    fn reach(&self, places: impl Fn(&Strip) -> Vec<f64>) -> f64 {
        let places = self.rows.iter().flat_map(places);
        places.map(f64::abs).fold(REACH, f64::max)
    }
}

/// Returns the blocks that a medium shows.
fn seen(blocks: &[Block], medium: Medium) -> Vec<&Block> {
    let mut shown = Vec::new();
    for block in blocks {
        match block {
            Block::Only(media, blocks) => {
                if media.contains(&medium) {
                    shown.extend(seen(blocks, medium));
                }
            }
            Block::Beside(parts) if medium != Medium::Html => {
                shown.extend(parts.iter().flat_map(|part| seen(part, medium)));
            }
            block => shown.push(block),
        }
    }
    shown
}

/// What stands for a line to write on.
const RULE: &str = "________________________________________";
/// What stands for a short field.
const SHORT_RULE: &str = "____________________";
/// How many lines there are to write on under a heading.
const LINES: usize = 2;
