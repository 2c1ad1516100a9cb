//! A first catalogue to write on from: roles, traits and poles become a file that is without an error and can be
//! answered at once. What its author must still do stands in its comments. It asks nobody and writes no file.

mod page;
pub(in crate::catalogue) mod phrases;

use std::collections::BTreeSet;

use thiserror::Error;

use super::document::{MAX_ROLES, MAX_TRAITS};
use super::text::{MAX_ID, check_id};
use super::validate::{MIN_ROLES, MIN_TRAITS};
use super::{IdError, Pole, Subject, Text, TextError, inspect, read};

/// The longest pole and name, in characters: "a word or two".
pub const MAX_STARTER_WORDS: usize = 60;
/// The version of a catalogue that nobody has answered yet.
const VERSION: &str = "0.1.0";
/// How far from 0 the people lie who suit a role that leans to a pole.
const MEAN: f64 = 0.8;
/// How much they differ: somewhat more alike than people at large.
const SPREAD: f64 = 0.8;

/// What keeps a catalogue from being started.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StarterError {
    /// A text that people would read breaks a law of texts.
    #[error("the {what} {error}")]
    Text {
        /// Which text.
        what: String,
        /// The law.
        error: TextError,
    },
    /// A pole or a name has more than 60 characters.
    #[error("the {0} is longer than {MAX_STARTER_WORDS} characters")]
    Long(String),
    /// An id breaks the law of ids.
    #[error("the id `{id}` {error}")]
    Id {
        /// The id.
        id: String,
        /// The law.
        error: IdError,
    },
    /// Two roles, or two traits, have the same id or name.
    #[error("there are two {kind}s `{name}`")]
    Twice {
        /// Role or trait.
        kind: &'static str,
        /// The id, the name or the poles.
        name: String,
    },
    /// The poles of a trait are the same.
    #[error("the two poles of a trait are both `{0}`")]
    SamePoles(String),
    /// There are too few or too many.
    #[error("there are {count} {kind}s, and a catalogue has {fewest} to {most}")]
    Count {
        /// Roles or traits.
        kind: &'static str,
        /// How many were given.
        count: usize,
        /// The fewest.
        fewest: usize,
        /// The most.
        most: usize,
    },
}

/// A trait to start from.
#[derive(Debug, Clone, PartialEq)]
pub struct StarterTrait {
    id: Option<String>,
    low: Text,
    high: Text,
}

impl StarterTrait {
    /// Makes a trait of its poles; without an id it is called after them.
    ///
    /// # Errors
    /// [`StarterError`] names the law broken.
    pub fn new(id: Option<&str>, low: &str, high: &str) -> Result<Self, StarterError> {
        let trait_ = Self {
            id: id.map(checked_id).transpose()?,
            low: words("low pole", low)?,
            high: words("high pole", high)?,
        };
        if folded(&trait_.low) == folded(&trait_.high) {
            return Err(StarterError::SamePoles(trait_.low.to_string()));
        }
        Ok(trait_)
    }

    /// Returns the word for a pole.
    #[must_use]
    pub fn pole(&self, pole: Pole) -> &Text {
        match pole {
            Pole::Low => &self.low,
            Pole::High => &self.high,
        }
    }

    /// Returns whether another trait has the same poles, in whichever order.
    #[must_use]
    pub fn has_poles_of(&self, other: &Self) -> bool {
        self.poles() == other.poles()
    }

    fn poles(&self) -> [String; 2] {
        let mut poles = [folded(&self.low), folded(&self.high)];
        poles.sort();
        poles
    }

    /// Returns the id that was given.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }
}

/// A role to start from.
#[derive(Debug, Clone, PartialEq)]
pub struct StarterRole {
    id: Option<String>,
    name: Text,
    leans: Vec<Option<Pole>>,
}

impl StarterRole {
    /// Makes a role of its name; without an id it is called after it. `leans` is the pole that suits it, one for each
    /// trait, nothing where neither does; what is left out does not lean.
    ///
    /// # Errors
    /// [`StarterError`] names the law broken.
    pub fn new(
        id: Option<&str>,
        name: &str,
        leans: Vec<Option<Pole>>,
    ) -> Result<Self, StarterError> {
        Ok(Self {
            id: id.map(checked_id).transpose()?,
            name: words("name of a role", name)?,
            leans,
        })
    }

    /// Returns the name.
    #[must_use]
    pub fn name(&self) -> &Text {
        &self.name
    }

    /// Returns whether another role has the same name.
    #[must_use]
    pub fn is_called_like(&self, other: &Self) -> bool {
        folded(&self.name) == folded(&other.name)
    }

    /// Sets the poles that suit the role, one for each trait.
    #[must_use]
    pub fn leaning(self, leans: Vec<Option<Pole>>) -> Self {
        Self { leans, ..self }
    }
}

/// What a new catalogue starts from.
#[derive(Debug, Clone, PartialEq)]
pub struct Starter {
    id: String,
    title: Text,
    subject: Subject,
    language: Text,
    traits: Vec<(String, StarterTrait)>,
    roles: Vec<(String, StarterRole)>,
}

impl Starter {
    /// Takes what the catalogue is about; ids that were not given are made of names.
    ///
    /// # Errors
    /// [`StarterError`] names the law broken.
    pub fn new(
        id: &str,
        title: &str,
        subject: Subject,
        language: &str,
        traits: Vec<StarterTrait>,
        roles: Vec<StarterRole>,
    ) -> Result<Self, StarterError> {
        count("trait", traits.len(), MIN_TRAITS, MAX_TRAITS)?;
        count("role", roles.len(), MIN_ROLES, MAX_ROLES)?;
        // Items ask by the poles, and two items may not ask the same.
        let poles = traits
            .iter()
            .map(|one| (one.poles().join("/"), format!("{}/{}", one.low, one.high)));
        once("trait", poles)?;
        once(
            "role",
            roles
                .iter()
                .map(|one| (folded(&one.name), one.name.to_string())),
        )?;
        let trait_ids = ids(
            "trait",
            traits
                .iter()
                .map(|one| (one.id.as_deref(), format!("{}-{}", one.low, one.high))),
        )?;
        let role_ids = ids(
            "role",
            roles
                .iter()
                .map(|one| (one.id.as_deref(), one.name.to_string())),
        )?;
        Ok(Self {
            id: checked_id(id)?,
            title: text("title", title)?,
            subject,
            language: text("language", language)?,
            traits: trait_ids.into_iter().zip(traits).collect(),
            roles: role_ids.into_iter().zip(roles).collect(),
        })
    }

    /// Returns the catalogue as the text of its file.
    ///
    /// Reading it gives no error. What `check` warns of is what its author must mend; a comment says how.
    #[must_use]
    pub fn toml(&self) -> String {
        let body = page::body(self);
        let mut warned = BTreeSet::new();
        let reading = read(&body);
        warned.extend(reading.diagnostics.iter().map(|one| one.code));
        if let Some(catalogue) = &reading.catalogue {
            let findings = inspect(catalogue, &body);
            warned.extend(findings.iter().map(|one| one.code));
        }
        page::head(self, &warned) + &body
    }
}

fn text(what: &str, given: &str) -> Result<Text, StarterError> {
    Text::new(given).map_err(|error| StarterError::Text {
        what: what.to_owned(),
        error,
    })
}

fn words(what: &str, given: &str) -> Result<Text, StarterError> {
    let words = text(what, given)?;
    if words.as_str().chars().count() > MAX_STARTER_WORDS {
        return Err(StarterError::Long(what.to_owned()));
    }
    Ok(words)
}

fn checked_id(id: &str) -> Result<String, StarterError> {
    let id = id.to_owned();
    match check_id(&id) {
        Ok(()) => Ok(id),
        Err(error) => Err(StarterError::Id { id, error }),
    }
}

fn folded(text: &Text) -> String {
    text.as_str().to_lowercase()
}

fn count(kind: &'static str, count: usize, fewest: usize, most: usize) -> Result<(), StarterError> {
    if (fewest..=most).contains(&count) {
        return Ok(());
    }
    Err(StarterError::Count {
        kind,
        count,
        fewest,
        most,
    })
}

/// Refuses what stands twice; each entry is what is compared, and what it is called.
fn once(
    kind: &'static str,
    entries: impl Iterator<Item = (String, String)>,
) -> Result<(), StarterError> {
    let mut seen = BTreeSet::new();
    for (entry, name) in entries {
        if !seen.insert(entry) {
            return Err(StarterError::Twice { kind, name });
        }
    }
    Ok(())
}

/// Returns an id for each entry: the one that was given, else one made of the name that no other has.
fn ids<'i>(
    kind: &'static str,
    entries: impl Iterator<Item = (Option<&'i str>, String)> + Clone,
) -> Result<Vec<String>, StarterError> {
    let given = entries.clone().filter_map(|(id, _)| id);
    once(kind, given.clone().map(|id| (id.to_owned(), id.to_owned())))?;
    let mut taken: BTreeSet<String> = given.map(str::to_owned).collect();
    Ok(entries
        .map(|(id, name)| match id {
            Some(id) => id.to_owned(),
            None => free_id(&id_of(&name, kind), &mut taken),
        })
        .collect())
}

/// Returns an id made of words, or `otherwise` where they hold no letter that an id may have.
#[must_use]
pub fn id_of(words: &str, otherwise: &str) -> String {
    let mut id = super::text::repaired_id(words);
    id.truncate(MAX_ID);
    id.truncate(id.trim_end_matches('-').len());
    if check_id(&id).is_ok() {
        id
    } else {
        otherwise.to_owned()
    }
}

/// Takes an id, or the first with a number behind it that is free.
fn free_id(wished: &str, taken: &mut BTreeSet<String>) -> String {
    let mut id = wished.to_owned();
    let mut number = 2;
    while taken.contains(&id) {
        let ending = format!("-{number}");
        id = wished.chars().take(MAX_ID - ending.len()).collect();
        id.truncate(id.trim_end_matches('-').len());
        id.push_str(&ending);
        number += 1;
    }
    taken.insert(id.clone());
    id
}

#[cfg(test)]
mod tests;
