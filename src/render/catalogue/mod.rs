//! A catalogue in full, and the list of catalogues: as text, Markdown, a page and JSON. It judges no catalogue.

mod html;
mod json;
mod list;
mod markdown;
mod text;

pub use html::html;
pub use json::json;
pub use list::{OwnCatalogue, list_json, list_markdown, list_text};
pub use markdown::markdown;
pub use text::text;

use crate::catalogue::{
    Catalogue, ItemContent, MoveKind, Role, RoleEvidence, Subject, Text, Toward,
};
use crate::model::NormalPrior;

/// What a role's profile says of one trait, and the claims that it rests on.
pub(super) struct TraitClaims<'c> {
    pub(super) trait_index: usize,
    /// Nothing where the role has claims on the trait but no place on it.
    pub(super) prior: Option<NormalPrior>,
    /// The claims toward the low pole, the middle and the high pole.
    pub(super) toward: [(Toward, Vec<&'c RoleEvidence>); 3],
}

impl<'c> TraitClaims<'c> {
    /// Returns the traits of which the role or a source says anything, in the catalogue's order.
    pub(super) fn of(role: &'c Role) -> impl Iterator<Item = Self> {
        role.profile
            .iter()
            .zip(&role.claims)
            .enumerate()
            .filter_map(|(trait_index, (prior, &claims))| {
                let on = |toward: Toward| {
                    let claims = role.evidence.iter();
                    let claims =
                        claims.filter(|e| e.trait_index == trait_index && e.toward == toward);
                    (toward, claims.collect::<Vec<_>>())
                };
                let said = Self {
                    trait_index,
                    prior: claims.then_some(*prior),
                    toward: [on(Toward::Low), on(Toward::Middle), on(Toward::High)],
                };
                (claims || said.toward.iter().any(|(_, claims)| !claims.is_empty())).then_some(said)
            })
    }

    /// Returns whether the claims place the role in more than one way.
    pub(super) fn disagree(&self) -> bool {
        self.toward
            .iter()
            .filter(|(_, claims)| !claims.is_empty())
            .count()
            > 1
    }

    /// Returns how many claims there are each way: "2 low, 1 middle, 3 high".
    fn counts(&self) -> String {
        let counts = self.toward.iter().filter(|(_, claims)| !claims.is_empty());
        let counts: Vec<String> = counts
            .map(|(toward, claims)| format!("{} {}", claims.len(), name(*toward)))
            .collect();
        counts.join(", ")
    }
}

pub(super) fn name(toward: Toward) -> &'static str {
    match toward {
        Toward::Low => "low",
        Toward::Middle => "middle",
        Toward::High => "high",
    }
}

/// Says what a claim about a move is about.
fn move_words(kind: MoveKind) -> &'static str {
    match kind {
        MoveKind::Struggle => "where people struggle",
        MoveKind::Change => "what changes",
        MoveKind::Help => "what helps",
    }
}

fn subject_name(subject: Subject) -> &'static str {
    match subject {
        Subject::You => "you",
        Subject::TheWork => "the work",
    }
}

/// Returns the text that an item's lines answer, where they stand below one.
fn stem(content: &ItemContent) -> Option<&str> {
    let text = content.text().filter(|_| !content.options().is_empty());
    text.map(Text::as_str)
}

/// Returns the lines of an item, each after the pole that it shows or the number of its response.
fn responses(content: &ItemContent) -> Vec<(String, &str)> {
    let last = content.last_response_shows();
    match content {
        ItemContent::Pair { first, second, .. } => vec![
            (last.other().name().to_owned(), first.as_str()),
            (last.name().to_owned(), second.as_str()),
        ],
        ItemContent::Statement { text, .. } | ItemContent::Activity { text } => {
            vec![(last.name().to_owned(), text.as_str())]
        }
        ItemContent::Situation { options, .. } => options
            .iter()
            .enumerate()
            .map(|(index, option)| ((index + 1).to_string(), option.as_str()))
            .collect(),
    }
}

/// Says how much people differ who suit a role; the spreads of a profile say how sure one may be.
fn typical(catalogue: &Catalogue) -> String {
    let spread = number(catalogue.typical_spread);
    let whose = match catalogue.subject {
        Subject::You => "People who suit a role differ",
        Subject::TheWork => "Pieces of work that call for a role differ",
    };
    format!(
        "{whose} by {spread} on a trait among themselves (typical-spread); the spreads below say how sure one may be."
    )
}

/// Returns "1 role" or "3 roles".
fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Returns a number with as many digits as it was given, and no minus before a nought.
fn number(value: f64) -> String {
    (value + 0.0).to_string()
}

fn numbers(values: &[f64]) -> String {
    let values: Vec<String> = values.iter().copied().map(number).collect();
    values.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::fixture::EIGHT_TRAITS;
    use crate::catalogue::{is_dangerous, read};

    fn product_roles() -> Catalogue {
        read(EIGHT_TRAITS)
            .catalogue
            .expect("the built-in catalogue is valid")
    }

    #[test]
    fn text_keeps_to_its_width_and_names_everything() {
        let catalogue = product_roles();
        for width in [50, 80, 100] {
            let shown = text(&catalogue, width);
            for line in shown.lines() {
                assert!(super::super::escape::width(line) <= width, "{line}");
            }
            assert!(!shown.chars().any(|c| c != '\n' && is_dangerous(c)));
            let items = catalogue.items.iter().map(|item| item.id.as_str());
            let sources = catalogue.sources.iter().map(|source| source.id.as_str());
            for id in items
                .chain(sources)
                .chain(catalogue.traits.iter().map(|t| t.id.as_str()))
            {
                assert!(shown.contains(id), "{id} is not shown in {width} columns");
            }
        }
    }

    #[test]
    fn sources_that_disagree_are_named_as_such() {
        let catalogue = product_roles();
        assert!(text(&catalogue, 80).contains("sources disagree: "));
        assert!(markdown(&catalogue).contains("sources disagree: "));
    }

    #[test]
    fn json_names_its_schema_first() {
        let shown = json(&product_roles());
        assert!(shown.starts_with("{\n  \"schema\": \"rolefit/catalogue@1\""));
        let parsed: serde_json::Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(parsed["items"].as_array().unwrap().len(), 64);
    }
}
