//! Whom a questionnaire is about: the name, where somebody else answered, and the title that they have now. No score uses
//! either.

use std::fmt;

use crate::catalogue::{Catalogue, Text, TextError};

/// The longest name, in characters.
const MAX_NAME: usize = 64;

/// The law that a name breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PersonNameError {
    /// It breaks a law of every text.
    #[error(transparent)]
    Text(#[from] TextError),
    /// More than 64 characters.
    #[error("is longer than {MAX_NAME} characters")]
    TooLong,
}

/// The name of somebody: not blank, at most 64 characters, without characters that could steer a terminal or hide
/// text. White space is single spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(Text);

impl PersonName {
    /// Makes a name; runs of white space become one space.
    ///
    /// # Errors
    /// [`PersonNameError`] names the law broken.
    pub fn new(name: &str) -> Result<Self, PersonNameError> {
        let text = Text::new(name)?;
        if name.chars().nth(MAX_NAME).is_some() {
            return Err(PersonNameError::TooLong);
        }
        Ok(Self(text))
    }

    /// Returns the name. It is safe for a terminal; HTML and Markdown have characters of their own to escape.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The title that somebody has now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CurrentRole {
    /// That of the role with this index.
    Role(usize),
    /// Another one, or none yet.
    Other,
}

impl CurrentRole {
    /// What stands in files for a title that is none of the catalogue's roles. A role of that id goes before it.
    pub const OTHER: &'static str = "other";

    /// Returns what a file names.
    #[must_use]
    pub fn named(catalogue: &Catalogue, id: &str) -> Option<Self> {
        let role = catalogue.role_index(id).map(Self::Role);
        role.or_else(|| (id == Self::OTHER).then_some(Self::Other))
    }

    /// Returns how files name it.
    #[must_use]
    pub fn id(self, catalogue: &Catalogue) -> &str {
        match self {
            Self::Role(role) => catalogue.roles[role].id.as_str(),
            Self::Other => Self::OTHER,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_at_most_64_characters_and_none_that_could_steer_a_terminal() {
        assert_eq!(PersonName::new(" Ana \n B. ").unwrap().as_str(), "Ana B.");
        assert!(PersonName::new(&"é".repeat(64)).is_ok());
        assert_eq!(
            PersonName::new(&"é".repeat(65)),
            Err(PersonNameError::TooLong)
        );
        for dangerous in ["\u{1b}[2J", "a\u{202e}b"] {
            assert!(matches!(
                PersonName::new(dangerous),
                Err(PersonNameError::Text(TextError::Dangerous { .. }))
            ));
        }
        assert!(PersonName::new(" ").is_err());
    }
}
