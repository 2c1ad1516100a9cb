//! One respondent's run of the questionnaire. The ordered replies are the only state.
//!
//! Everything else (posterior, next item, progress) follows from the replies: back is a pop, resuming is a replay.
//! [`administer`] is the one loop that asks; a person at a terminal and a simulated respondent both go through it.

mod administration;
mod presentation;
mod transcript;

pub use administration::{Outcome, Question, Reply, Respondent, administer};
pub use presentation::option_order;
pub(crate) use transcript::nearest_item;
pub use transcript::{
    Fault, MAX_TRANSCRIPT, Place, Transcript, TranscriptFormat, answer_string, form,
};

use crate::catalogue::{Catalogue, Response};
use crate::model::{Category, Decision, Evidence, Length, Outlook, StopReason, StoppingRule};

/// How a questionnaire is run.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The length asked for.
    pub length: Length,
    /// The rule that ends it: that of the length, or one with bounds changed.
    pub rule: StoppingRule,
    /// The traits asked about; empty means all.
    pub focus: Vec<usize>,
}

impl Settings {
    /// Returns the settings of a length, on all traits.
    #[must_use]
    pub fn of(length: Length) -> Self {
        Self {
            length,
            rule: StoppingRule::of(length),
            focus: Vec::new(),
        }
    }

    /// Returns whether a trait is asked about.
    #[must_use]
    pub fn includes(&self, trait_index: usize) -> bool {
        self.focus.is_empty() || self.focus.contains(&trait_index)
    }
}

/// One item that was asked, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Index of the item.
    pub item: usize,
    /// The response, or nothing where it was skipped.
    pub response: Option<Response>,
}

/// A running questionnaire.
#[derive(Debug, Clone)]
pub struct Session<'c> {
    catalogue: &'c Catalogue,
    settings: Settings,
    entries: Vec<Entry>,
    /// The items that may still be asked: in focus, and without an entry.
    open: Vec<bool>,
    evidence: Evidence,
    outlook: Outlook,
    /// Entries taken back and not yet given again, the latest last.
    taken_back: Vec<Entry>,
}

/// What comes next in a session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Next {
    /// Ask this item.
    Ask(usize),
    /// Nothing more to ask.
    Stop(StopReason),
}

impl<'c> Session<'c> {
    /// Starts a session without replies.
    #[must_use]
    pub fn new(catalogue: &'c Catalogue, settings: Settings) -> Self {
        let evidence = catalogue.bank.evidence(&[]);
        Self {
            open: catalogue
                .items
                .iter()
                .map(|item| settings.includes(item.trait_index))
                .collect(),
            outlook: Outlook::new(&catalogue.bank, &evidence),
            evidence,
            catalogue,
            settings,
            entries: Vec::new(),
            taken_back: Vec::new(),
        }
    }

    /// Returns the catalogue.
    #[must_use]
    pub fn catalogue(&self) -> &'c Catalogue {
        self.catalogue
    }

    /// Returns the settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns the replies so far, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns the responses so far, oldest first, without the skipped items.
    #[must_use]
    pub fn responses(&self) -> Vec<(usize, Response)> {
        self.entries
            .iter()
            .filter_map(|entry| Some((entry.item, entry.response?)))
            .collect()
    }

    /// Returns what the responses say so far.
    #[must_use]
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// Decides what comes next. After a step back it is the item that was taken back.
    #[must_use]
    pub fn next(&self) -> Next {
        if let Some(entry) = self.taken_back.last() {
            return Next::Ask(entry.item);
        }
        let (bank, rule) = (&self.catalogue.bank, &self.settings.rule);
        let decision = rule.decide(
            bank,
            &self.evidence,
            &self.outlook,
            &self.open,
            self.entries.len(),
        );
        match decision {
            Decision::Ask(candidate) => Next::Ask(candidate.item),
            Decision::Stop(reason) => Next::Stop(reason),
        }
    }

    /// Returns the response that was taken back from this item, if it was answered before.
    #[must_use]
    pub fn earlier_response(&self, item: usize) -> Option<Response> {
        self.taken_back
            .iter()
            .rev()
            .find(|entry| entry.item == item)?
            .response
    }

    /// Takes in the reply to an item; `None` is a skip. An item that has an entry already keeps its place and is not
    /// entered again: the reply is then refused and `false` returned.
    pub fn enter(&mut self, item: usize, response: Option<Response>) -> bool {
        if self.entries.iter().any(|entry| entry.item == item) {
            return false;
        }
        self.taken_back.retain(|entry| entry.item != item);
        self.entries.push(Entry { item, response });
        self.open[item] = false;
        self.update(item);
        true
    }

    /// Takes the latest reply back and returns it, or nothing at the start.
    pub fn back(&mut self) -> Option<Entry> {
        let entry = self.entries.pop()?;
        self.open[entry.item] = self
            .settings
            .includes(self.catalogue.items[entry.item].trait_index);
        self.taken_back.push(entry);
        self.update(entry.item);
        Some(entry)
    }

    fn update(&mut self, item: usize) {
        let answers: Vec<(usize, Category)> = self
            .responses()
            .into_iter()
            .map(|(item, response)| (item, self.catalogue.category(item, response)))
            .collect();
        let (bank, trait_index) = (&self.catalogue.bank, self.catalogue.items[item].trait_index);
        bank.update(&mut self.evidence, trait_index, &answers);
        self.outlook.update(bank, &self.evidence, trait_index);
    }
}
