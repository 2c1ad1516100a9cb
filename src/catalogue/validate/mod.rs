//! What a catalogue means: every law that takes more than the type of one key, each broken one at its place.
//!
//! Parameter laws are the model's and are stated in its constructors alone; here they only get a place and help.

mod citations;
mod items;
mod moves;
mod observed;
mod roles;
mod words;

use std::ops::RangeInclusive;

use super::alike::appearance;
use super::diagnostic::{Code, Diagnostic};
use super::document::{
    MAX_ITEMS, MAX_ROLES, MAX_TRAITS, Owner, Placed, RawCatalogue, RawSource, RawText, RawTrait,
};
use super::faults::Faults;
use super::text::check_id;
use super::{Catalogue, Source, SourceId, Status, Trait, TraitId};
use crate::model::ItemBank;
use citations::Citations;
use words::Index;

pub(crate) use words::Words;

/// The fewest traits.
pub(super) const MIN_TRAITS: usize = 1;
/// The fewest roles: one alone could not be compared.
pub(super) const MIN_ROLES: usize = 2;
/// The fewest items.
pub(super) const MIN_ITEMS: usize = 1;
/// The years that a source may be of.
pub(super) const YEARS: RangeInclusive<u16> = 1000..=9999;

/// Makes a catalogue of what a file holds, or nothing where an error was reported. The hash is left empty.
pub(super) fn validate(
    raw: &RawCatalogue<'_>,
    source: &str,
    faults: &mut Faults,
) -> Option<Catalogue> {
    let owner = Owner {
        kind: "catalogue",
        id: None,
    };
    let source_index = Index::new("source", raw.sources.iter().map(|s| s.id.as_ref()), faults);
    let trait_index = Index::new("trait", raw.traits.iter().map(|t| t.id.as_ref()), faults);
    let role_index = Index::new("role", raw.roles.iter().map(|r| r.id.as_ref()), faults);
    Index::new("item", raw.items.iter().map(|i| i.id.as_ref()), faults);
    counts(raw, faults);

    let mut words = Words { source, faults };
    let id = words.id(owner, raw.id.as_ref(), |id| {
        check_id(id).map(|()| id.to_owned())
    });
    let version = version(raw.version.as_ref(), words.faults);
    let title = words.text(owner, "title", raw.title.as_ref());
    let language = words.text(owner, "language", raw.language.as_ref());
    let basis = words.optional(owner, "basis", raw.basis.as_ref());
    let about = words.optional(owner, "about", raw.about.as_ref());
    let frame = words.optional(owner, "frame", raw.frame.as_ref());
    let typical_spread = observed::typical_spread(raw.typical_spread.as_ref(), words.faults);
    let observed = observed::observed(raw, &mut words);
    needs_basis(raw, words.faults);
    // Each list is gathered whole before a gap in it counts, so that one fault does not hide the next.
    let sources: Vec<_> = raw
        .sources
        .iter()
        .map(|s| source_of(s, &mut words))
        .collect();
    let traits: Vec<_> = raw.traits.iter().map(|t| trait_of(t, &mut words)).collect();
    report_alike(raw, &mut words);
    let mut citations = Citations::new(&source_index, raw.sources.len());
    let roles = roles::validate(raw, &trait_index, &mut citations, &mut words);
    let moves = moves::validate(raw, &role_index, &mut citations, &mut words);
    let team = moves::team(raw, &mut citations, &mut words);
    citations.report_unused(raw, words.faults);
    let items = items::validate(raw, &trait_index, &mut words);

    let roles = roles?;
    let (items, graded): (Vec<_>, Vec<_>) = items?.into_iter().unzip();
    let profiles: Vec<_> = roles.iter().map(|role| role.profile.clone()).collect();
    let traits = traits.into_iter().collect::<Option<Vec<_>>>()?;
    let places = items.iter().map(|item| item.trait_index);
    let bank = ItemBank::new(&profiles, places.zip(graded).collect()).ok()?;
    Some(Catalogue {
        id: id?,
        version: version?,
        hash: String::new(),
        title: title?,
        subject: raw.subject.as_ref()?.value,
        language: language?,
        status: raw.status.as_ref()?.value,
        basis: basis?,
        about: about?,
        frame: frame?,
        typical_spread: typical_spread?,
        observed: observed?,
        sources: sources.into_iter().collect::<Option<_>>()?,
        traits,
        roles,
        items,
        moves: moves?,
        team: team?,
        bank,
        goes_by_id: false,
        file: None,
    })
}

/// Reports poles of one trait, traits and roles that cannot be told apart where they stand side by side.
fn report_alike(raw: &RawCatalogue<'_>, words: &mut Words<'_>) {
    let name = |key: &str| format!("`{key}`");
    for one in &raw.traits {
        let poles = [("low", &one.low), ("high", &one.high)].into_iter();
        let poles = poles.filter_map(|(key, text)| Some((name(key), one.owner, text.as_ref()?)));
        words.apart(Code::LooksAlike, poles);
    }
    let traits = raw.traits.iter();
    let traits = traits.filter_map(|one| Some((name("name"), one.owner, one.name.as_ref()?)));
    words.apart(Code::LooksAlike, traits);
    let roles = raw.roles.iter().flat_map(|role| {
        // A short name may be the name.
        let look = |text: &RawText<'_>| appearance(text.value);
        let long = role.name.as_ref();
        let short = role.short.as_ref();
        let short = short.filter(|short| long.is_none_or(|long| look(long) != look(short)));
        let texts = [("name", long), ("short", short)].into_iter();
        texts.filter_map(|(key, text)| Some((name(key), role.owner, text?)))
    });
    words.apart(Code::LooksAlike, roles);
}

/// Reports too few of what a catalogue needs; too many were reported when they were read.
fn counts(raw: &RawCatalogue<'_>, faults: &mut Faults) {
    for (kind, count, fewest, most) in [
        ("trait", raw.traits.len(), MIN_TRAITS, MAX_TRAITS),
        ("role", raw.roles.len(), MIN_ROLES, MAX_ROLES),
        ("item", raw.items.len(), MIN_ITEMS, MAX_ITEMS),
    ] {
        if count < fewest {
            let few = Diagnostic::new(
                Code::TooFew,
                0..0,
                format!("the catalogue has {count} `[[{kind}]]`, and needs {fewest} to {most}"),
            );
            faults.push(few.help(format!("add a `[[{kind}]]`")));
        }
    }
}

/// Returns a version, or nothing where it is absent or was reported.
pub(crate) fn version(version: Option<&RawText<'_>>, faults: &mut Faults) -> Option<String> {
    let version = version?;
    let is_number = |part: &str| {
        (1..=9).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'))
    };
    let parts: Vec<&str> = version.value.split('.').collect();
    if parts.len() == 3 && parts.iter().all(|part| is_number(part)) {
        return Some(version.value.to_owned());
    }
    let invalid = Diagnostic::new(
        Code::InvalidVersion,
        version.span.clone(),
        "`version` must be three whole numbers with dots between",
    );
    faults.push(invalid.help("write `1.0.0`, or another"));
    None
}

fn needs_basis(raw: &RawCatalogue<'_>, faults: &mut Faults) {
    if let (
        Some(Placed {
            value: Status::Calibrated,
            span,
        }),
        None,
    ) = (&raw.status, &raw.basis)
    {
        let missing = Diagnostic::new(
            Code::MissingBasis,
            span.clone(),
            "a calibrated catalogue must name its sample in `basis`",
        );
        faults.push(missing.help("add `basis = \"…\"`, or write `status = \"expert-set\"`"));
    }
}

fn source_of(raw: &RawSource<'_>, words: &mut Words<'_>) -> Option<Source> {
    let id = words.id(raw.owner, raw.id.as_ref(), SourceId::new);
    let title = words.text(raw.owner, "title", raw.title.as_ref());
    let publisher = words.text(raw.owner, "publisher", raw.publisher.as_ref());
    let about = words.optional(raw.owner, "about", raw.about.as_ref());
    let year = raw.year.as_ref().map(|year| {
        let four_digits = u16::try_from(year.value)
            .ok()
            .filter(|year| YEARS.contains(year));
        if four_digits.is_none() {
            let invalid = Diagnostic::new(
                Code::InvalidYear,
                year.span.clone(),
                format!("`year` of {} must have four digits", raw.owner),
            );
            words
                .faults
                .push(invalid.help("write the year of publication, or leave it out"));
        }
        four_digits
    });
    Some(Source {
        id: id?,
        title: title?,
        publisher: publisher?,
        year: match year {
            None => None,
            Some(year) => Some(year?),
        },
        about: about?,
    })
}

fn trait_of(raw: &RawTrait<'_>, words: &mut Words<'_>) -> Option<Trait> {
    let id = words.id(raw.owner, raw.id.as_ref(), TraitId::new);
    let name = words.text(raw.owner, "name", raw.name.as_ref());
    let low = words.text(raw.owner, "low", raw.low.as_ref());
    let high = words.text(raw.owner, "high", raw.high.as_ref());
    let about = words.text(raw.owner, "about", raw.about.as_ref());
    let low_about = words.optional(raw.owner, "low-about", raw.low_about.as_ref());
    let high_about = words.optional(raw.owner, "high-about", raw.high_about.as_ref());
    Some(Trait {
        id: id?,
        name: name?,
        low: low?,
        high: high?,
        about: about?,
        low_about: low_about?,
        high_about: high_about?,
    })
}
