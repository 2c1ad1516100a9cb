//! Two results side by side, as text, Markdown and JSON. It compares nothing itself.

mod json;
mod markdown;
mod text;
mod words;

#[cfg(test)]
mod tests;

use crate::assessment::{Assessment, Change, Relation};
use crate::catalogue::Catalogue;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

/// Two results and what differs between them.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The catalogue of both.
    pub catalogue: &'a Catalogue,
    /// The first result.
    pub before: &'a Assessment,
    /// The second.
    pub after: &'a Assessment,
    /// How they belong together.
    pub relation: Relation,
    /// What differs.
    pub change: &'a Change,
    /// What the two are called; escaped where they are shown.
    pub names: [&'a str; 2],
    /// Whether both are kept on one machine, and so come from one hand.
    pub one_machine: bool,
}
