//! Roles side by side, as text for a terminal, as a document and as data. It measures nothing.

mod json;
mod references;
mod sections;
mod text;
mod words;

#[cfg(test)]
mod tests;

pub use json::json;
pub use text::{markdown, text};

use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::contrast::{Contrast, Move};

/// What is shown: roles side by side, a person if there is one, and a move from one to another if it was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The catalogue of the roles.
    pub catalogue: &'a Catalogue,
    /// The roles side by side.
    pub contrast: &'a Contrast,
    /// The person whose place is shown.
    pub person: Option<&'a Assessment>,
    /// The move from one role to another.
    pub moving: Option<&'a Move>,
    /// How further commands name a result, as a shell takes it: the person's, or else one that is kept.
    pub result: Option<&'a str>,
    /// Whether text shows the claims; a document and data hold all of them.
    pub sources: Sources,
}

/// Whether the claims of sources are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sources {
    /// Every one.
    Shown,
    /// None of them, for they were not asked for.
    LeftOut,
}
