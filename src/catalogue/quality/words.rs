//! Words that give the answer away: whoever meets a role's name, a pole of the trait or jargon in an item answers about
//! the role. Other words of a trade it does not know.

use std::ops::Range;

use super::Places;
use crate::catalogue::diagnostic::{Code, Diagnostic, Faults};
use crate::catalogue::{Catalogue, Role, Trait};

/// Jargon of the trade in English, in the singular, a line each.
const JARGON: &str = include_str!("jargon.txt");

/// Words of titles that tell no role: whoever meets them in an item does not think of a title.
const ORDINARY: &str = include_str!("ordinary.txt");
/// Words below this are mostly of the kind of "of" and "the".
const SHORTEST: usize = 4;
/// Poles below this are mostly of the kind of "I" and "we".
const SHORTEST_POLE: usize = 3;

const PLAIN_WORDS: &str = "say what people do in plain words";

pub(super) fn inspect(
    catalogue: &Catalogue,
    places: &Places<'_>,
    source: &str,
    faults: &mut Faults,
) {
    let names = given_away(catalogue);
    // What activities draw is no secret, and the poles of their traits all go by the same words.
    let poles = (0..catalogue.traits.len()).map(|index| {
        let named = (!catalogue.is_activity_trait(index)).then(|| poles(&catalogue.traits[index]));
        named.unwrap_or_default()
    });
    let poles: Vec<Vec<Vec<String>>> = poles.collect();
    for (index, item) in catalogue.items.iter().enumerate() {
        let id = &item.id;
        for text in places.texts(index) {
            // What a new catalogue asks is all poles; that it is to be rewritten is said elsewhere.
            if is_marked(source, text.start) {
                continue;
            }
            let place = source.get(text.clone()).unwrap_or_default();
            let at = |place: Range<usize>| text.start + place.start..text.start + place.end;
            let of_roles = found(place, &names);
            for (name, place) in &of_roles {
                let what = format!("item `{id}` gives the answer away by `{name}`");
                let giveaway = Diagnostic::new(Code::GiveawayWord, at(place.clone()), what);
                faults.push(giveaway.label("of the trade").help(PLAIN_WORDS));
            }
            for (pole, place) in found(place, &poles[item.trait_index]) {
                // A word that is both is one fault.
                let mut places = of_roles.iter().map(|(_, known)| known);
                if places.any(|known| known.contains(&place.start)) {
                    continue;
                }
                let what = format!("item `{id}` names `{pole}`, a pole of its own trait");
                let giveaway = Diagnostic::new(Code::GiveawayWord, at(place), what);
                let help = "show the pole by what somebody does, without its word";
                faults.push(giveaway.label("the pole's name").help(help));
            }
        }
    }
}

/// Every name of a role, whole and by its words, and the jargon of the trade.
fn given_away(catalogue: &Catalogue) -> Vec<Vec<String>> {
    let names = |role: &Role| [parts(role.name.as_str()), parts(role.short.as_str())];
    let whole: Vec<Vec<String>> = catalogue.roles.iter().flat_map(names).collect();
    // A word that all roles share tells none of them.
    let shared = |word: &String| {
        let mut roles = catalogue.roles.iter();
        roles.all(|role| names(role).iter().any(|name| name.contains(word)))
    };
    let single = whole.iter().flatten().filter(|word| {
        word.chars().count() >= SHORTEST
            && !ORDINARY.lines().any(|ordinary| ordinary == *word)
            && !shared(word)
    });
    let language = catalogue.language.as_str().split('-').next();
    let is_english = language.is_some_and(|language| language.eq_ignore_ascii_case("en"));
    let jargon = JARGON.lines().filter(|_| is_english);
    let single = single.map(|word| vec![word.clone()]);
    let jargon = jargon.map(parts);
    let mut all: Vec<_> = whole.iter().cloned().chain(single).chain(jargon).collect();
    all.sort();
    all.dedup();
    all
}

fn poles(measured: &Trait) -> Vec<Vec<String>> {
    let poles = [&measured.low, &measured.high].map(|pole| parts(pole.as_str()));
    let long = |pole: &Vec<String>| pole.concat().chars().count() >= SHORTEST_POLE;
    poles.into_iter().filter(long).collect()
}

/// Returns the names in a text with their places, each place once: the longer name where two begin together.
fn found(text: &str, names: &[Vec<String>]) -> Vec<(String, Range<usize>)> {
    let words: Vec<(String, Range<usize>)> = words(text).collect();
    let mut found = Vec::new();
    let mut place = 0;
    while place < words.len() {
        let is_here = |name: &&Vec<String>| !name.is_empty() && begins(&words[place..], name);
        if let Some(name) = names.iter().filter(is_here).max_by_key(|name| name.len()) {
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
            let one = |plural: &str, word: &str| singular(plural).is_some_and(|one| one == word);
            word == part || one(word, part) || one(part, word)
        })
}

/// Returns the words of a name in lower case.
fn parts(name: &str) -> Vec<String> {
    words(name).map(|(word, _)| word).collect()
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

/// The word that marks what must be written still, in a text or in a comment behind it.
const MARK: &str = "TODO";
/// So many lines are named; a new catalogue has more, and all of it is to be written.
const MOST_NAMED: usize = 8;

/// One finding for the whole file, so that a catalogue just started still shows what else it lacks.
pub(super) fn placeholders(source: &str, faults: &mut Faults) {
    let mut lines: Vec<(usize, Range<usize>)> = Vec::new();
    let mut start = 0;
    for (number, line) in (1..).zip(source.split_inclusive('\n')) {
        // What a comment takes out of force need not be written, but what it says first is meant.
        let is_meant = |at: usize| {
            let before = line[..at].trim_start();
            !before.starts_with('#') || before.chars().all(|one| one == '#' || one == ' ')
        };
        if let Some(at) = mark(line).filter(|&at| is_meant(at)) {
            lines.push((number, start + at..start + at + MARK.len()));
        }
        start += line.len();
    }
    let Some((_, first)) = lines.first() else {
        return;
    };
    let (what, line) = match lines.len() {
        1 => ("one line is".to_owned(), "line"),
        count => (format!("{count} lines are"), "lines"),
    };
    let what = format!("{what} marked {MARK}");
    let placeholder = Diagnostic::new(Code::Placeholder, first.clone(), what);
    let numbers = lines.iter().take(MOST_NAMED);
    let numbers: Vec<String> = numbers.map(|(number, _)| number.to_string()).collect();
    let numbers = numbers.join(", ");
    let more = match lines.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    faults.push(placeholder.label("still to be written").help(format!(
        "write it in your own words, and take the mark off: {line} {numbers}{more}"
    )));
}

/// Returns whether the line on which something stands is still to be written.
pub(super) fn is_marked(source: &str, at: usize) -> bool {
    let (before, after) = source.split_at(at);
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = after
        .find('\n')
        .map_or(source.len(), |newline| at + newline);
    mark(&source[start..end]).is_some()
}

/// Returns where the mark first stands in a line as a word of its own; in small letters, where it is no word of a sentence:
/// first in a text or a comment, or before a colon.
fn mark(line: &str) -> Option<usize> {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let upper = line.to_ascii_uppercase();
    let mut found = upper.match_indices(MARK).map(|(at, _)| at);
    found.find(|&at| {
        let (before, rest) = line.split_at(at);
        let (found, after) = rest.split_at(MARK.len());
        let is_alone = !before.ends_with(is_word) && !after.starts_with(is_word);
        let is_first = || before.trim_end().ends_with(['"', '#']);
        is_alone && (found == MARK || after.starts_with(':') || is_first())
    })
}
