//! One respondent's run of the questionnaire. The ordered replies are the only state.
//!
//! Everything else (posterior, next item, progress) follows from the replies: back is a pop, resuming is a replay.
//! [`administer`] is the one loop that asks; a person at a terminal and a simulated respondent both go through it.

mod administration;
mod contradiction;
mod given;
pub mod journal;
mod person;
mod transcript;

pub(crate) use administration::option_order;
pub use administration::{
    Outcome, Question, Reply, Respondent, administer, minutes, shown_responses,
};
pub(crate) use contradiction::{CHECKSUM, Seal, contradiction, in_rfc_3339, unknown_key};
pub use contradiction::{dated, sealed};
pub use given::Given;
pub use person::{CurrentRole, PersonName, PersonNameError};
pub use transcript::{
    Fault, Faults, Form, MAX_TRANSCRIPT, Place, Transcript, TranscriptFormat, answer_string,
};
pub(crate) use transcript::{
    LONGEST_ID, ONE_OBJECT, Unique, is_newer, key_at, key_twice, nearest_item, version_1, whole,
    whole_number,
};

use crate::catalogue::{Catalogue, ItemKind, Response};
use crate::model::{
    Category, Decision, Evidence, Length, Memory, Outlook, Progress, Selection, StopReason,
    StoppingRule, least_information,
};

/// The questions that a finished questionnaire is continued with, where no other number is asked for and so many are
/// left.
pub const MORE_QUESTIONS: usize = 6;

/// Of so many first questions each is about an activity, where there is one: they tell most, and people see at once what
/// it is about.
const FIRST_ACTIVITIES: usize = 3;

/// How a questionnaire is run.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The length asked for.
    pub length: Length,
    /// The rule that ends it: that of the length, or one with bounds changed.
    pub rule: StoppingRule,
    /// How items are chosen; anything but the default is for comparison alone.
    pub selection: Selection,
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
            selection: Selection::default(),
            focus: Vec::new(),
        }
    }

    /// Returns the answers that each trait must have before the role alone decides the end; none where every item is asked.
    fn needed(&self, of_activities: &[bool]) -> Vec<usize> {
        match self.rule {
            StoppingRule::Exhaustive => vec![0; of_activities.len()],
            StoppingRule::Adaptive(bounds) => bounds
                .per_trait
                .needed(of_activities, |index| self.includes(index)),
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
    /// The categories of the responses in `entries`, in their order.
    answers: Vec<(usize, Category)>,
    /// The items that may still be asked: in focus, and without an entry.
    open: Vec<bool>,
    /// Which traits activities measure.
    of_activities: Vec<bool>,
    /// The answers that each trait must have.
    needed: Vec<usize>,
    /// What an item must tell to be worth asking, in nats.
    least_information: f64,
    evidence: Evidence,
    outlook: Outlook,
    memory: Option<Memory>,
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
        let traits = 0..catalogue.traits.len();
        let of_activities: Vec<bool> = traits
            .map(|index| catalogue.is_activity_trait(index))
            .collect();
        Self {
            open: catalogue
                .items
                .iter()
                .map(|item| settings.includes(item.trait_index))
                .collect(),
            needed: settings.needed(&of_activities),
            of_activities,
            least_information: least_information(&catalogue.bank),
            outlook: Outlook::new(&catalogue.bank, &evidence),
            evidence,
            catalogue,
            settings,
            entries: Vec::new(),
            answers: Vec::new(),
            memory: None,
            taken_back: Vec::new(),
        }
    }

    /// Remembers what answers led to, for the sessions to come after [`Session::restart`]. It changes no digit.
    #[must_use]
    pub fn remembering(self) -> Self {
        Self {
            memory: Some(Memory::default()),
            ..self
        }
    }

    /// Forgets every reply and goes on under other settings, without new memory: what comes out is what a session made
    /// by [`Session::new`] would give, to the last digit.
    pub fn restart(&mut self, settings: Settings) {
        self.entries.clear();
        self.answers.clear();
        self.taken_back.clear();
        for trait_index in 0..self.catalogue.traits.len() {
            if self.evidence.traits()[trait_index].answered() > 0 {
                self.update(trait_index);
            }
        }
        for (open, item) in self.open.iter_mut().zip(&self.catalogue.items) {
            *open = settings.includes(item.trait_index);
        }
        self.needed = settings.needed(&self.of_activities);
        self.settings = settings;
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

    /// Returns the answers that each trait must have before the role alone decides the end; none where every item is asked.
    #[must_use]
    pub fn needed(&self) -> &[usize] {
        &self.needed
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
        let decision = self.decide();
        match decision {
            Decision::Ask(candidate) => Next::Ask(candidate.item),
            Decision::Stop(reason) => Next::Stop(reason),
        }
    }

    fn decide(&self) -> Decision {
        let items = &self.catalogue.items;
        let is_activity = |item: usize| items[item].content.kind() == ItemKind::Activity;
        let skipped = self.entries.last().filter(|entry| entry.response.is_none());
        let skipped = skipped.map(|entry| items[entry.item].trait_index);
        // Whoever cannot answer a question seldom has more to say to the next like it.
        let is_other = |item: usize| skipped != Some(items[item].trait_index);
        let is_other_activity = |item: usize| is_activity(item) && is_other(item);
        let all: [&dyn Fn(usize) -> bool; 3] = [&is_other_activity, &is_other, &is_activity];
        let wishes = match (self.entries.len() < FIRST_ACTIVITIES, skipped) {
            (true, Some(_)) => &all[..],
            (true, None) => &all[2..],
            (false, Some(_)) => &all[1..2],
            (false, None) => &[],
        };
        self.settings.rule.decide(
            self.settings.selection,
            &self.catalogue.bank,
            &self.evidence,
            &self.outlook,
            &Progress {
                open: &self.open,
                asked: self.entries.len(),
                needed: &self.needed,
                least_information: self.least_information,
                wishes,
            },
        )
    }

    /// Returns the response that was taken back from this item, if it was answered before.
    pub(crate) fn earlier_response(&self, item: usize) -> Option<Response> {
        self.taken_back
            .iter()
            .rev()
            .find(|entry| entry.item == item)?
            .response
    }

    /// Returns whether replies were taken back that have not been given again.
    #[must_use]
    pub fn has_taken_back(&self) -> bool {
        !self.taken_back.is_empty()
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
        if let Some(response) = response {
            let category = self.catalogue.category(item, response);
            self.answers.push((item, category));
            self.update(self.catalogue.items[item].trait_index);
        }
        true
    }

    /// Takes the latest reply back and returns it, or nothing at the start.
    pub fn back(&mut self) -> Option<Entry> {
        let entry = self.entries.pop()?;
        self.open[entry.item] = self
            .settings
            .includes(self.catalogue.items[entry.item].trait_index);
        self.taken_back.push(entry);
        if entry.response.is_some() {
            self.answers.pop();
            self.update(self.catalogue.items[entry.item].trait_index);
        }
        Some(entry)
    }

    fn update(&mut self, trait_index: usize) {
        let bank = &self.catalogue.bank;
        let (evidence, outlook) = (&mut self.evidence, &mut self.outlook);
        if let Some(memory) = &mut self.memory {
            bank.update_from_memory(memory, evidence, outlook, trait_index, &self.answers);
        } else {
            bank.update(evidence, trait_index, &self.answers);
            outlook.update(bank, evidence, trait_index);
        }
    }
}
