//! What somebody is called at work now. No score uses it.

use crate::catalogue::Catalogue;

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
