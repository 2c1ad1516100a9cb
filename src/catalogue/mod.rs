//! The catalogue: sources, traits, roles and items, in words and with their numbers.
//!
//! A [`Catalogue`] that exists is valid: every reference resolves, every number is within the model's laws, and every
//! text is free of control and direction-changing characters. TOML becomes a catalogue, or a list of every fault in
//! it, in `document`. Nothing here reads a file or prints.

mod alike;
pub mod builtin;
mod diagnostic;
mod document;
mod file_kind;
mod item;
mod quality;
mod reading;
mod scale;
mod slips;
mod starter;
mod syntax;
mod table;
mod text;
mod value;
mod words;

pub use alike::{Look, appearance, looks};
pub use diagnostic::{Code, Diagnostic, Severity, similar};
pub use file_kind::{DOS_END, FileKind, OtherEncoding, other_encoding};
pub use item::{Item, ItemContent, ItemKind, Pole, Response};
pub use quality::inspect;
pub use reading::{MAX_CATALOGUE_BYTES, Reading, read};
pub use scale::{PAIR_SCALE, PAIR_SIDES};
pub use starter::{Starter, StarterRole, StarterTrait, id_of};
pub use syntax::MAX_OPENED;
pub use text::{
    IdError, ItemId, QuestionId, RoleId, SourceId, StoryId, Text, TextError, TraitId, TypeId,
    is_dangerous, is_id, is_stray,
};

use serde::Serialize;

use crate::model::{Category, ItemBank, NormalPrior};
use crate::names::names;

/// The tools that read a TOML file and gather its faults, for the other files that go with a catalogue.
pub(crate) mod toolkit {
    pub(crate) use super::alike::{Look, looks};
    pub(crate) use super::diagnostic::{Faults, meant, quoted, similar};
    pub(crate) use super::document::{is_known_format, language, version};
    pub(crate) use super::quality::place_of_observed;
    pub(crate) use super::reading::{hash, read_with};
    pub(crate) use super::slips::{in_words, misplaced, slip, stand_in};
    pub(crate) use super::syntax::{LESS, crowded, too_crowded};
    pub(crate) use super::table::{Entry, Reader, Said, Table};
    pub(crate) use super::text::{check_id, is_language_tag, repaired_id, several, shows_nothing};
    pub(crate) use super::value::{
        Owner, Placed, RawText, chosen, placed_key, placed_text, text_of, wrong_type,
    };
}

names! {
    /// Who or what a catalogue describes.
    Subject {
        /// The person who answers.
        You = "you",
        /// A piece of work that needs a role.
        TheWork = "the work",
    }
}

names! {
    /// Where a catalogue's numbers come from.
    Status {
        /// Set by its authors from sources.
        ExpertSet = "expert-set",
        /// Estimated from the answers of a sample, named in `basis`.
        Calibrated = "calibrated",
    }
}

/// A work that claims about roles rest on.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its key.
    pub id: SourceId,
    /// Its title.
    pub title: Text,
    /// Who published it.
    pub publisher: Text,
    /// The year of publication, where known.
    pub year: Option<u16>,
    /// What it is and where it leans.
    pub about: Option<Text>,
}

/// A bipolar dimension.
#[derive(Debug, Clone, PartialEq)]
pub struct Trait {
    /// Its key.
    pub id: TraitId,
    /// Its name.
    pub name: Text,
    /// The low pole, in a word or two.
    pub low: Text,
    /// The high pole, in a word or two.
    pub high: Text,
    /// What it is about.
    pub about: Text,
    /// What somebody at the low pole does.
    pub low_about: Option<Text>,
    /// What somebody at the high pole does.
    pub high_about: Option<Text>,
    /// What to try at work on the way to the low pole.
    pub low_try: Option<Text>,
    /// What to try at work on the way to the high pole.
    pub high_try: Option<Text>,
}

impl Trait {
    /// Returns what somebody at a pole does.
    #[must_use]
    pub fn about_of(&self, pole: Pole) -> Option<&Text> {
        match pole {
            Pole::Low => self.low_about.as_ref(),
            Pole::High => self.high_about.as_ref(),
        }
    }

    /// Returns what to try at work on the way to a pole.
    #[must_use]
    pub fn try_of(&self, pole: Pole) -> Option<&Text> {
        match pole {
            Pole::Low => self.low_try.as_ref(),
            Pole::High => self.high_try.as_ref(),
        }
    }
}

/// A role and the people who suit it.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// Its key.
    pub id: RoleId,
    /// Its name.
    pub name: Text,
    /// One word for tight places.
    pub short: Text,
    /// One character that marks it on a strip; no other role of the catalogue has it.
    pub letter: char,
    /// What it is about.
    pub about: Text,
    /// What adverts for it ask for, whatever title they use; may be empty.
    pub adverts: Vec<Text>,
    /// Ways to try the work before one has the post; may be empty.
    pub tries: Vec<Text>,
    /// How often it came first where the role was known and how often it was right then: with all items, and at standard
    /// length.
    pub first: [Option<Tally>; 2],
    /// What is expected of theta on each trait, in the catalogue's order.
    pub profile: Vec<NormalPrior>,
    /// Whether the role makes a claim about each trait; where it does not, the profile holds the reference.
    pub claims: Vec<bool>,
    /// What the profile rests on.
    pub evidence: Vec<RoleEvidence>,
}

impl Catalogue {
    /// Returns each role's name and in a sentence what it does, for somebody who sees them for the first time; nothing
    /// where there are more than four, too many for a first look.
    pub fn what_roles_do(&self) -> impl Iterator<Item = (&str, &str)> {
        let roles = self.roles.iter().take_while(|_| self.roles.len() <= 4);
        roles.map(|role| {
            let about = role.about.as_str();
            let first = about.split_inclusive(". ").next();
            (role.name.as_str(), first.unwrap_or(about).trim_end())
        })
    }
}

names! {
    /// Where on a trait a claim places a role.
    Toward {
        /// The low pole.
        Low = "low",
        /// Neither pole, or both.
        Middle = "middle",
        /// The high pole.
        High = "high",
    }
}

/// One claim of one source about a role.
#[derive(Debug, Clone, PartialEq)]
pub struct RoleEvidence {
    /// Index of the trait.
    pub trait_index: usize,
    /// Where it places the role.
    pub toward: Toward,
    /// The claim in own words.
    pub claim: Text,
    /// Index of the source.
    pub source: usize,
}

names! {
    /// What a claim about a move between two roles is about.
    MoveKind {
        /// Where people struggle.
        Struggle = "struggle",
        /// What is different afterwards.
        Change = "change",
        /// What helps.
        Help = "help",
    }
}

/// One claim of one source about moving from one role to another; the two are never the same.
#[derive(Debug, Clone, PartialEq)]
pub struct RoleMove {
    /// Index of the role left.
    pub from: usize,
    /// Index of the role taken up.
    pub to: usize,
    /// What it is about.
    pub kind: MoveKind,
    /// The claim in own words.
    pub claim: Text,
    /// Index of the source.
    pub source: usize,
}

/// What a group is called that has all the roles.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamName {
    /// Its name: "centre of excellence".
    pub name: Text,
    /// What it is about.
    pub about: Text,
    /// Index of the source, where one says so.
    pub source: Option<usize>,
}

/// How a catalogue did on people whose role is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// The share of them whom it placed right by all their answers, from 0 to 1.
    pub right: f64,
    /// The share whom it placed right at standard length, if that is known.
    pub right_at_standard: Option<f64>,
    /// How many they were.
    pub people: u64,
    /// Who they were and how they were asked.
    pub how: Text,
    /// The same in a few words that follow `with`.
    pub with: Option<Text>,
    /// For each of [`OBSERVED_VERDICTS`] what came of the sittings that ended so, where all items were answered.
    pub whole: [Option<Tally>; OBSERVED_VERDICTS.len()],
    /// The same at standard length.
    pub standard: [Option<Tally>; OBSERVED_VERDICTS.len()],
}

/// A share of fewer people says next to nothing: its 95 % interval (Wilson, 1927) is over forty points wide.
pub(crate) const FEW_PEOPLE: u64 = 20;

/// How often the roles were right in sittings that ended with one verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// How many sittings.
    pub sittings: u64,
    /// In how many of them the first role was right.
    pub right: u64,
    /// In how many of them a role that the verdict names was right, where that was counted.
    pub named: Option<u64>,
}

/// The verdicts that are worth counting separately, by the names of their keys.
pub const OBSERVED_VERDICTS: [&str; 4] = ["clear", "leaning", "between", "open"];

/// How much people who suit a role differ on a trait where a catalogue does not say, as a standard deviation.
pub const TYPICAL_SPREAD: f64 = 0.8;

/// A valid catalogue.
#[derive(Debug, Clone)]
pub struct Catalogue {
    /// Its key: `[a-z0-9-]`, 64 at most.
    pub id: String,
    /// Its version, three numbers.
    pub version: String,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub hash: String,
    /// The question it answers.
    pub title: Text,
    /// Who or what is described.
    pub subject: Subject,
    /// A language tag.
    pub language: Text,
    /// Where its numbers come from.
    pub status: Status,
    /// What the status rests on, in words.
    pub basis: Option<Text>,
    /// Whom it is for, and when.
    pub about: Option<Text>,
    /// What to think of while answering, said once before the first item.
    pub frame: Option<Text>,
    /// How much people who suit a role differ on a trait, as a standard deviation. The spread of a profile also says how
    /// sure one may be of the role, and may be wider.
    pub typical_spread: f64,
    /// How it did on people whose role is known, if it says so.
    pub observed: Option<Observed>,
    /// Its sources.
    pub sources: Vec<Source>,
    /// Its traits; everything that is "per trait" follows this order.
    pub traits: Vec<Trait>,
    /// Its roles; everything that is "per role" follows this order.
    pub roles: Vec<Role>,
    /// Its items.
    pub items: Vec<Item>,
    /// What sources say of moves between its roles.
    pub moves: Vec<RoleMove>,
    /// What a group is called that has all its roles, if it has a name.
    pub team: Option<TeamName>,
    /// The items and profiles as numbers, in the same orders.
    pub bank: ItemBank,
    /// Whether commands find it by its id; else its file has to be named. Who reads the file says so.
    pub goes_by_id: bool,
    /// How commands name its file where it does not go by its id, ready for a shell. Who reads the file says so.
    pub file: Option<String>,
}

impl Catalogue {
    /// Returns how commands call it: by the file that was named, nothing for the usual one, which they take when none is
    /// named, the id of another that goes by it, and `FILE` where nothing says what its file is called.
    #[must_use]
    pub fn typed(&self) -> Option<&str> {
        match &self.file {
            Some(file) => Some(file),
            None if self.is_nameless() => Some("FILE"),
            None if builtin::all()[0].id == self.id => None,
            None => Some(&self.id),
        }
    }

    /// Returns whether nothing says what its file is called: no command that needs it runs as it stands.
    #[must_use]
    pub fn is_nameless(&self) -> bool {
        let goes_by_id = self.goes_by_id || builtin::find(&self.id).is_some();
        self.file.is_none() && !goes_by_id
    }

    /// Returns the option that names it, after a space; nothing for the usual one.
    #[must_use]
    pub fn option(&self) -> String {
        let name = self.typed();
        name.map_or_else(String::new, |name| format!(" --catalogue {name}"))
    }

    /// Notes that the id names it in commands.
    #[must_use]
    pub fn going_by_id(self) -> Self {
        Self {
            goes_by_id: true,
            ..self
        }
    }

    /// Returns the ids of the roles, in the catalogue's order.
    pub fn role_ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.roles.iter().map(|role| role.id.as_str())
    }

    /// Returns the ids of the traits, in the catalogue's order.
    pub fn trait_ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.traits.iter().map(|one| one.id.as_str())
    }

    /// Returns the ids of the items, in the catalogue's order.
    pub fn item_ids(&self) -> impl Iterator<Item = &str> + Clone {
        self.items.iter().map(|item| item.id.as_str())
    }

    /// Returns the index of the item with this id.
    #[must_use]
    pub fn item_index(&self, id: &str) -> Option<usize> {
        self.item_ids().position(|item| item == id)
    }

    /// Returns the index of the role with this id.
    #[must_use]
    pub fn role_index(&self, id: &str) -> Option<usize> {
        self.role_ids().position(|role| role == id)
    }

    /// Returns the index of the trait with this id.
    #[must_use]
    pub fn trait_index(&self, id: &str) -> Option<usize> {
        self.trait_ids().position(|one| one == id)
    }

    /// Returns where people who suit a role lie on a trait: with the spread that they have among themselves, where the role
    /// makes a claim, and else as people at large do.
    #[must_use]
    pub fn typical(&self, role: usize, trait_index: usize) -> NormalPrior {
        let Role {
            profile, claims, ..
        } = &self.roles[role];
        if claims[trait_index] {
            NormalPrior::new(profile[trait_index].mean(), self.typical_spread)
                .expect("both are within the bounds of a catalogue")
        } else {
            profile[trait_index]
        }
    }

    /// Returns whether a trait is measured by activities alone: it is then spoken of as something that draws people or does
    /// not, and not as two poles.
    #[must_use]
    pub fn is_activity_trait(&self, trait_index: usize) -> bool {
        let own = self.items.iter();
        let own = own.filter(|item| item.trait_index == trait_index);
        let mut kinds = own.map(|item| item.content.kind()).peekable();
        kinds.peek().is_some() && kinds.all(|kind| kind == ItemKind::Activity)
    }

    /// Returns the response with this number to an item, or nothing where the item has no such response.
    #[must_use]
    pub fn response(&self, item: usize, number: usize) -> Option<Response> {
        Response::new(number, self.bank.item(item).categories())
    }

    /// Returns every response to an item, in the catalogue's order.
    pub fn responses(&self, item: usize) -> impl Iterator<Item = Response> + Clone + use<> {
        let count = self.bank.item(item).categories();
        (1..=count).filter_map(move |number| Response::new(number, count))
    }

    /// Returns the response that has this category: [`Catalogue::category`] the other way round.
    #[must_use]
    pub fn response_of(&self, item: usize, category: Category) -> Response {
        let response = self.response(item, self.turned(item, category).index() + 1);
        response.expect("an item has as many responses as categories")
    }

    /// Returns the category of a response: turned so that more means nearer the high pole.
    #[must_use]
    pub fn category(&self, item: usize, response: Response) -> Category {
        let category = self.bank.item(item).category(response.number() - 1);
        self.turned(
            item,
            category.expect("a response is within its item's range"),
        )
    }

    /// Counts categories from the other end where the last response shows the low pole.
    fn turned(&self, item: usize, category: Category) -> Category {
        match self.items[item].content.last_response_shows() {
            Pole::High => category,
            Pole::Low => self.bank.item(item).reversed(category),
        }
    }
}

/// The catalogue that a report is of, as its JSON says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CatalogueKey<'c> {
    /// Its id.
    pub id: &'c str,
    /// Its version.
    pub version: &'c str,
    /// SHA-256 of its file's bytes, in hexadecimal.
    pub hash: &'c str,
    /// Where its numbers come from, as files say it.
    pub status: &'static str,
}

impl Catalogue {
    /// Returns what tells it from every other.
    #[must_use]
    pub fn key(&self) -> CatalogueKey<'_> {
        CatalogueKey {
            id: &self.id,
            version: &self.version,
            hash: &self.hash,
            status: self.status.name(),
        }
    }
}

/// A catalogue for unit tests whose words and numbers stay, whatever becomes of the built-in ones.
#[cfg(test)]
pub(crate) mod fixture {
    /// Three roles, eight traits and 64 pairs, statements and situations: the first version of `product-roles`.
    pub(crate) const EIGHT_TRAITS: &str = include_str!("../../tests/fixtures/eight-traits.toml");
}
