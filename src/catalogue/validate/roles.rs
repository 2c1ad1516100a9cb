//! The laws of roles: profiles, what they rest on, and the letters that mark them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::citations::Citations;
use super::words::{Index, Words};
use crate::catalogue::alike::usual;
use crate::catalogue::diagnostic::{Code, Diagnostic};
use crate::catalogue::document::{RawCatalogue, RawClaim, RawEvidence, RawRole};
use crate::catalogue::faults::{Faults, quoted};
use crate::catalogue::{Role, RoleEvidence, RoleId, Text};
use crate::model::{NormalPrior, NormalPriorError};

/// Makes the roles, or nothing where an error was reported.
pub(super) fn validate(
    raw: &RawCatalogue<'_>,
    traits: &Index<'_>,
    citations: &mut Citations<'_>,
    words: &mut Words<'_>,
) -> Option<Vec<Role>> {
    let mut letters = Letters::new(&raw.roles, words.faults);
    let mut roles = Vec::with_capacity(raw.roles.len());
    for (index, role) in raw.roles.iter().enumerate() {
        let mut evidence = Vec::with_capacity(role.evidence.len());
        for claim in &role.evidence {
            let source = citations.find(claim.owner, claim.source.as_ref(), words.faults);
            evidence.push(evidence_of(claim, source, traits, words));
        }
        let letter = letters.of(index, role, words.faults);
        roles.push(role_of(
            role,
            letter,
            evidence,
            raw.traits.len(),
            traits,
            words,
        ));
    }
    roles.into_iter().collect()
}

fn role_of(
    raw: &RawRole<'_>,
    letter: Option<char>,
    evidence: Vec<Option<RoleEvidence>>,
    trait_count: usize,
    traits: &Index<'_>,
    words: &mut Words<'_>,
) -> Option<Role> {
    let id = words.id(raw.owner, raw.id.as_ref(), RoleId::new);
    let name = words.text(raw.owner, "name", raw.name.as_ref());
    let short = words.optional(raw.owner, "short", raw.short.as_ref());
    let about = words.text(raw.owner, "about", raw.about.as_ref());
    let mut profile = vec![NormalPrior::REFERENCE; trait_count];
    let mut claims = vec![false; trait_count];
    let mut whole = true;
    for claim in &raw.profile {
        let named = traits.find(
            raw.owner,
            "has a profile on",
            Code::UnknownTrait,
            Some(&claim.trait_id),
            words.faults,
        );
        match (named.found(), prior(raw, claim, words.faults)) {
            (Some(index), Some(prior)) => {
                profile[index] = prior;
                claims[index] = true;
            }
            _ => whole = false,
        }
    }
    if raw.profile.is_empty() {
        let empty = Diagnostic::new(
            Code::EmptyProfile,
            raw.span.clone(),
            format!("{} claims nothing about any trait", raw.owner),
        );
        words.faults.push(empty.help("add a `[role.profile]`"));
    }
    let name = name?;
    Some(Role {
        id: id?,
        short: short?.unwrap_or_else(|| name.clone()),
        name,
        letter: letter?,
        about: about?,
        profile: whole.then_some(profile)?,
        claims,
        evidence: evidence.into_iter().collect::<Option<_>>()?,
    })
}

/// Makes a prior; mean and spread are tried apart, so that a fault in one does not hide one in the other.
fn prior(role: &RawRole<'_>, claim: &RawClaim<'_>, faults: &mut Faults) -> Option<NormalPrior> {
    let reference = NormalPrior::REFERENCE;
    let mut report = |error: NormalPriorError, at: &Range<usize>| {
        let code = match error {
            NormalPriorError::Mean(_) => Code::MeanOutOfRange,
            NormalPriorError::Spread(_) => Code::SpreadOutOfRange,
        };
        let what = format!(
            "{} on {}: {error}",
            role.owner,
            quoted(claim.trait_id.value)
        );
        faults.push(
            Diagnostic::new(code, at.clone(), what)
                .label("out of bounds")
                .help("write a number within the bounds"),
        );
    };
    if let Some(mean) = &claim.mean
        && let Err(error) = NormalPrior::new(mean.value, reference.spread())
    {
        report(error, &mean.span);
    }
    if let Some(spread) = &claim.spread
        && let Err(error) = NormalPrior::new(reference.mean(), spread.value)
    {
        report(error, &spread.span);
    }
    NormalPrior::new(claim.mean.as_ref()?.value, claim.spread.as_ref()?.value).ok()
}

fn evidence_of(
    raw: &RawEvidence<'_>,
    source: Option<usize>,
    traits: &Index<'_>,
    words: &mut Words<'_>,
) -> Option<RoleEvidence> {
    let named = traits.find(
        raw.owner,
        "speaks of",
        Code::UnknownTrait,
        raw.trait_id.as_ref(),
        words.faults,
    );
    let claim: Option<Text> = words.text(raw.owner, "claim", raw.claim.as_ref());
    Some(RoleEvidence {
        trait_index: named.found()?,
        toward: raw.toward.as_ref()?.value,
        claim: claim?,
        source: source?,
    })
}

/// The letters that roles have, those that were given first.
struct Letters {
    /// By how they look.
    taken: BTreeMap<char, Range<usize>>,
    given: Vec<Option<char>>,
}

impl Letters {
    fn new(roles: &[RawRole<'_>], faults: &mut Faults) -> Self {
        let mut taken = BTreeMap::new();
        let given = roles.iter().map(|role| {
            let raw = role.letter.as_ref()?;
            let mut characters = raw.value.chars();
            let one = characters.next().filter(|_| characters.next().is_none());
            let Some(letter) = one.filter(|letter| is_mark(*letter)) else {
                let invalid = Diagnostic::new(
                    Code::InvalidLetter,
                    raw.span.clone(),
                    format!(
                        "`letter` of {} must be one character that takes one column",
                        role.owner
                    ),
                );
                faults.push(invalid.help("write a letter such as `O`, or leave it out"));
                return None;
            };
            if let Some(first) = taken.get(&usual(letter)) {
                let first: &Range<usize> = first;
                let twice = Diagnostic::new(
                    Code::DuplicateLetter,
                    raw.span.clone(),
                    format!("two roles have the letter `{letter}`"),
                );
                faults.push(
                    twice
                        .label("again here")
                        .context(first.clone(), "first here")
                        .help("give one of them another letter, or leave it out"),
                );
                return None;
            }
            taken.insert(usual(letter), raw.span.clone());
            Some(letter)
        });
        Self {
            given: given.collect(),
            taken,
        }
    }

    /// Returns the letter of a role. One that gives none has the first letter of its id's last word, else the next
    /// free letter of its name, else a digit.
    fn of(&mut self, index: usize, role: &RawRole<'_>, faults: &mut Faults) -> Option<char> {
        if role.letter.is_some() {
            return self.given[index];
        }
        let last_word = role.id.as_ref()?.value.rsplit('-').next()?;
        let name = role.name.as_ref()?.value;
        let upper = |character: char| {
            let mut upper = character.to_uppercase();
            upper
                .next()
                .filter(|_| upper.next().is_none())
                .unwrap_or(character)
        };
        let of_name = name
            .chars()
            .filter(|character| character.is_alphabetic())
            .map(upper);
        let mut wishes = last_word
            .chars()
            .take(1)
            .map(upper)
            .chain(of_name)
            .chain('1'..='9');
        let free =
            wishes.find(|letter| is_mark(*letter) && !self.taken.contains_key(&usual(*letter)));
        if let Some(letter) = free {
            self.taken.insert(usual(letter), role.span.clone());
        } else {
            let none = Diagnostic::new(
                Code::NoFreeLetter,
                role.span.clone(),
                format!("no letter is left for {}", role.owner),
            );
            faults.push(none.help("add a `letter` that no other role has"));
        }
        free
    }
}

/// Whether a character may mark a role: one column wide, and visible.
fn is_mark(character: char) -> bool {
    !character.is_whitespace()
        && Text::new(character.encode_utf8(&mut [0; 4])).is_ok()
        && console::measure_text_width(character.encode_utf8(&mut [0; 4])) == 1
}
