//! The roles: profiles, what they rest on, and the letters that mark them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::Names;
use crate::catalogue::alike::drawn;
use crate::catalogue::diagnostic::{Code, Diagnostic, Faults, quoted};
use crate::catalogue::table::{Entry, Reader, Table};
use crate::catalogue::value::{Owner, Placed, placed_key, text_of, wrong_type};
use crate::catalogue::{Role, RoleEvidence, RoleId, Text, Toward};
use crate::model::{NormalPrior, NormalPriorError};

/// Reads the roles of a catalogue that has so many traits.
pub(super) fn read<'a>(
    tables: &[Entry<'a>],
    traits: usize,
    names: &mut Names<'a>,
    reader: &mut Reader<'a>,
) -> Vec<Role> {
    let mut letters = Letters::new(tables, reader.faults);
    let mut roles = Vec::with_capacity(tables.len());
    for (index, entry) in tables.iter().enumerate() {
        let letter = letters.of(index, entry, reader.faults).unwrap_or_default();
        let table = Table::new(reader, "role", entry.clone());
        roles.push(role_of(table, letter, traits, names));
    }
    roles
}

fn role_of<'a>(
    mut table: Table<'_, 'a>,
    letter: char,
    traits: usize,
    names: &mut Names<'a>,
) -> Role {
    let id = table.id(RoleId::new);
    let name = table.text("name");
    let short = table.optional("short");
    table.raw("letter");
    let about = table.text("about");
    let [adverts, tries] = ["adverts", "tries"].map(|key| texts_of(&mut table, key));
    let first =
        ["first-whole", "first-standard"].map(|key| super::tally_of(&mut table, key, false));
    let profile = table.table("profile");
    let evidence = table.tables("evidence", "[[role.evidence]]", usize::MAX);
    table.finish();
    let mut role = Role {
        id,
        short: short.unwrap_or_else(|| name.clone()),
        name,
        letter,
        about,
        adverts,
        tries,
        first,
        profile: vec![NormalPrior::REFERENCE; traits],
        claims: vec![false; traits],
        evidence: Vec::new(),
    };
    let entries = profile.iter().flat_map(|(entries, _)| *entries);
    let claims = entries.filter(|(on, value)| claim_of(&mut role, on, value, &mut table, names));
    if claims.count() == 0 {
        let what = format!("{} claims nothing about any trait", table.owner);
        let empty = Diagnostic::new(Code::EmptyProfile, table.span.clone(), what);
        table.report(empty.help("add a `[role.profile]`"));
    }
    for entry in evidence {
        let claim = table.inner("evidence of role", entry);
        role.evidence.push(evidence_of(claim, names));
    }
    role
}

/// Reads what a role claims of one trait, and returns whether it is written as a claim.
fn claim_of<'a>(
    role: &mut Role,
    trait_id: &'a Spanned<Cow<'a, str>>,
    value: &'a Spanned<DeValue<'a>>,
    table: &mut Table<'_, 'a>,
    names: &mut Names<'a>,
) -> bool {
    let key = trait_id.get_ref().as_ref();
    let Some(entries) = value.get_ref().as_table() else {
        let wrong = wrong_type(table.owner, key, "a mean and a spread", value);
        let mean = match value.get_ref() {
            DeValue::Float(mean) => mean.as_str(),
            DeValue::Integer(mean) => mean.as_str(),
            _ => "0.0",
        };
        let written = format!("write `{{ mean = {mean}, spread = 1.2 }}`");
        table.report(wrong.help(written));
        table.reader.faults.hold_back_for(value.span());
        return false;
    };
    let named = placed_key(trait_id);
    let prior = prior(table, key, (entries, value.span()));
    let (does, code) = ("has a profile on", Code::UnknownTrait);
    let found = names.traits.find(table, does, code, Some(&named));
    if let (Some(index), Some(prior)) = (found, prior) {
        role.profile[index] = prior;
        role.claims[index] = true;
    }
    true
}

/// Reads a list of texts, which may be left out.
fn texts_of(table: &mut Table<'_, '_>, key: &'static str) -> Vec<Text> {
    let list = table.strings(key).map(|list| list.value);
    let texts = list.into_iter().flatten().flatten();
    texts.filter_map(|raw| table.say(key, &raw)).collect()
}

/// Reads a prior; mean and spread are tried apart, so that a fault in one does not hide one in the other.
fn prior<'a>(role: &mut Table<'_, 'a>, on: &str, at: Entry<'a>) -> Option<NormalPrior> {
    let (owner, reference) = (role.owner, NormalPrior::REFERENCE);
    let mut table = role.inner("profile of role", at);
    table.require("mean", "0.0");
    table.require("spread", "0.7");
    let (mean, spread) = (table.number("mean"), table.number("spread"));
    let mut report = |prior, at: &Range<usize>| {
        let Err(error) = prior else { return };
        let code = match error {
            NormalPriorError::Mean(_) => Code::MeanOutOfRange,
            NormalPriorError::Spread(_) => Code::SpreadOutOfRange,
        };
        let what = format!("{owner} on {}: {error}", quoted(on));
        table.report(Diagnostic::out_of_bounds(code, at.clone(), what));
    };
    if let Some(Placed { value, span }) = &mean {
        report(NormalPrior::new(*value, reference.spread()), span);
    }
    if let Some(Placed { value, span }) = &spread {
        report(NormalPrior::new(reference.mean(), *value), span);
    }
    table.finish();
    NormalPrior::new(mean?.value, spread?.value).ok()
}

fn evidence_of(mut table: Table<'_, '_>, names: &mut Names<'_>) -> RoleEvidence {
    table.require("toward", "\"middle\"");
    let named = table.required("trait");
    let (code, named) = (Code::UnknownTrait, named.as_ref());
    let found = names.traits.find(&mut table, "speaks of", code, named);
    let evidence = RoleEvidence {
        trait_index: found.unwrap_or_default(),
        toward: table.required_choice("toward", Toward::NAMED),
        claim: table.text("claim"),
        source: names.required_source(&mut table),
    };
    table.finish();
    evidence
}

/// The letters that roles have, those that were given first.
struct Letters {
    /// By how they look.
    taken: BTreeMap<String, Range<usize>>,
    given: Vec<Option<char>>,
}

impl Letters {
    fn new(roles: &[Entry<'_>], faults: &mut Faults) -> Self {
        let mut taken: BTreeMap<String, Range<usize>> = BTreeMap::new();
        let given = roles.iter().map(|(role, _)| {
            let raw = text_of(role, "letter")?;
            let mut characters = raw.value.chars();
            let one = characters.next().filter(|_| characters.next().is_none());
            let Some(letter) = one.filter(|letter| is_mark(*letter)) else {
                let owner = Owner::new("role", role);
                let what = format!(
                    "`letter` of {owner} must be one character that takes one column, and none that strips are drawn with"
                );
                let invalid = Diagnostic::new(Code::InvalidLetter, raw.span.clone(), what);
                faults.push(invalid.help("write a letter such as `O`, or leave it out"));
                return None;
            };
            if let Some(first) = taken.get(&drawn(letter)) {
                let what = format!("two roles have the letter `{letter}`");
                let twice = Diagnostic::new(Code::DuplicateLetter, raw.span.clone(), what);
                let help = "give one of them another letter, or leave it out";
                faults.push(twice.again(first).help(help));
                return None;
            }
            taken.insert(drawn(letter), raw.span.clone());
            Some(letter)
        });
        Self {
            given: given.collect(),
            taken,
        }
    }

    /// Returns the letter of a role. One that gives none has the first letter of its id's last word, else the next
    /// free letter of its name, else a digit.
    fn of(&mut self, index: usize, (role, span): &Entry<'_>, faults: &mut Faults) -> Option<char> {
        if text_of(role, "letter").is_some() {
            return self.given[index];
        }
        let last_word = text_of(role, "id")?.value.rsplit('-').next()?;
        let name = text_of(role, "name")?.value;
        let upper = |character: char| {
            let mut upper = character.to_uppercase();
            let one = upper.next().filter(|_| upper.next().is_none());
            one.unwrap_or(character)
        };
        let of_name = name.chars().filter(|character| character.is_alphabetic());
        let letters = last_word.chars().take(1).chain(of_name).map(upper);
        let mut wishes = letters.chain('1'..='9');
        let free =
            wishes.find(|letter| is_mark(*letter) && !self.taken.contains_key(&drawn(*letter)));
        if let Some(letter) = free {
            self.taken.insert(drawn(letter), span.clone());
        } else {
            let what = format!("no letter is left for {}", Owner::new("role", role));
            let none = Diagnostic::new(Code::NoFreeLetter, span.clone(), what);
            faults.push(none.help("add a `letter` that no other role has"));
        }
        free
    }
}

/// What strips and bars are drawn with, in every character set: a letter among them would be taken for a part of them.
const DRAWN: &str = "●━─┼│░█@=-+|#";

/// Whether a character may mark a role: one column wide, visible, and none that is drawn besides.
fn is_mark(character: char) -> bool {
    !character.is_whitespace()
        && !DRAWN.contains(character)
        && Text::new(character.encode_utf8(&mut [0; 4])).is_ok()
        && console::measure_text_width(character.encode_utf8(&mut [0; 4])) == 1
}
