//! A plan for people: on a terminal, as a hand-out, and as a page. All say the same.

use super::Shown;
use super::sections;
use crate::render::blocks;
use crate::render::look::Look;

/// Lays a plan out for a terminal.
#[must_use]
pub fn text(shown: &Shown<'_>, look: &Look) -> String {
    blocks::text(&sections::blocks(shown), look)
}

/// Writes a plan as a Markdown hand-out with room to write. Whatever comes from files is escaped.
#[must_use]
pub fn markdown(shown: &Shown<'_>) -> String {
    blocks::document(&sections::blocks(shown))
}

/// Writes a plan as one HTML page to print. Whatever comes from files is escaped.
#[must_use]
pub fn html(shown: &Shown<'_>) -> String {
    blocks::html(&sections::blocks(shown), shown.bank.language.as_str())
}
