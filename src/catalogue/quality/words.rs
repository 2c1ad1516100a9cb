//! Words that give the answer away: whoever meets a role's name or its jargon in an item answers about the role.

use std::ops::Range;

use crate::catalogue::Catalogue;
use crate::catalogue::diagnostic::{Code, Diagnostic};
use crate::catalogue::document::{RawCatalogue, RawContent, RawText};
use crate::catalogue::faults::Faults;

/// Jargon of the trade in English, in the singular.
const JARGON: &[&str] = &[
    "strategy",
    "execution",
    "outcome",
    "output",
    "roadmap",
    "backlog",
    "sprint",
    "story",
    "scope",
    "milestone",
    "stakeholder",
    "vision",
    "kpi",
    "okr",
    "market fit",
    "deliverable",
    "project",
    "product",
    "agile",
];

pub(super) fn inspect(
    catalogue: &Catalogue,
    raw: &RawCatalogue<'_>,
    source: &str,
    faults: &mut Faults,
) {
    let is_english = catalogue.language.as_str().split('-').next() == Some("en");
    let names = catalogue.roles.iter().map(|role| role.name.as_str());
    let jargon = JARGON.iter().copied().filter(|_| is_english);
    let given_away: Vec<Vec<String>> = names
        .chain(jargon)
        .map(|name| words(name).map(|(word, _)| word).collect())
        .collect();
    for item in &raw.items {
        for text in texts(&item.content) {
            let place = source.get(text.span.clone()).unwrap_or_default();
            for (name, at) in found(place, &given_away) {
                let start = text.span.start;
                let giveaway = Diagnostic::new(
                    Code::GiveawayWord,
                    start + at.start..start + at.end,
                    format!("{} gives the answer away by `{name}`", item.owner),
                );
                faults.push(
                    giveaway
                        .label("of the trade")
                        .help("say what people do in plain words, from another walk of life"),
                );
            }
        }
    }
}

fn texts<'r, 'a>(content: &'r RawContent<'a>) -> Vec<&'r RawText<'a>> {
    match content {
        RawContent::Pair { first, second, .. } => first.iter().chain(second).collect(),
        RawContent::Statement { text, .. } => text.iter().collect(),
        RawContent::Situation { text, options } => {
            let options = options.iter().flat_map(|options| &options.value);
            text.iter().chain(options.flatten()).collect()
        }
        RawContent::Unknown => Vec::new(),
    }
}

/// Returns the names in a text with their places, each place once: the longer name where two begin together.
fn found(text: &str, names: &[Vec<String>]) -> Vec<(String, Range<usize>)> {
    let words: Vec<(String, Range<usize>)> = words(text).collect();
    let mut found = Vec::new();
    let mut place = 0;
    while place < words.len() {
        let here = names
            .iter()
            .filter(|name| !name.is_empty() && begins(&words[place..], name));
        if let Some(name) = here.max_by_key(|name| name.len()) {
            let end = place + name.len();
            found.push((name.join(" "), words[place].1.start..words[end - 1].1.end));
            place = end;
        } else {
            place += 1;
        }
    }
    found
}

fn begins(words: &[(String, Range<usize>)], name: &[String]) -> bool {
    words.len() >= name.len()
        && words.iter().zip(name).all(|((word, _), part)| {
            word == part || singular(word).is_some_and(|singular| singular == *part)
        })
}

/// Returns the words of a text in lower case, with their places.
fn words(text: &str) -> impl Iterator<Item = (String, Range<usize>)> {
    let mut rest = 0;
    text.split(|character: char| !character.is_alphanumeric())
        .map(move |word| {
            let start = rest;
            let end = start + word.len();
            rest = end + text[end..].chars().next().map_or(0, char::len_utf8);
            (word.to_lowercase(), start..end)
        })
        .filter(|(word, _)| !word.is_empty())
}

/// Returns the singular of an English plural, as far as its ending tells.
fn singular(word: &str) -> Option<String> {
    if let Some(stem) = word.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    word.strip_suffix('s').map(str::to_owned)
}
