//! What tells a catalogue from every other.

use serde::Serialize;

use super::Catalogue;

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
