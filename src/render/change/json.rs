//! A comparison as data, `rolefit/comparison@1`. No words, no clock.

use serde::Serialize;

use super::Shown;
use crate::assessment::{Assessment, Relation};
use crate::render::escape;
use crate::render::person::Person;
use crate::render::result::words::purpose;
use crate::session::PersonName;

#[derive(Serialize)]
struct Wire<'a> {
    schema: &'static str,
    notice: String,
    rolefit: &'static str,
    catalogue: WireCatalogue<'a>,
    items: usize,
    relation: &'static str,
    results: [WireResult<'a>; 2],
    roles: Vec<WireRole<'a>>,
    traits: Vec<WireTrait<'a>>,
    answers: WireAnswers<'a>,
}

#[derive(Serialize)]
struct WireCatalogue<'a> {
    id: &'a str,
    version: &'a str,
    hash: &'a str,
    status: &'static str,
}

#[derive(Serialize)]
struct WireResult<'a> {
    name: &'a str,
    about: Option<&'a str>,
    answered: usize,
    verdict: WireVerdict<'a>,
}

#[derive(Serialize)]
struct WireVerdict<'a> {
    kind: &'static str,
    roles: Vec<&'a str>,
}

#[derive(Serialize)]
struct WireRole<'a> {
    id: &'a str,
    name: &'a str,
    before: f64,
    after: f64,
}

#[derive(Serialize)]
struct WireTrait<'a> {
    id: &'a str,
    low: &'a str,
    high: &'a str,
    before: f64,
    after: f64,
    difference: f64,
    standard_error: f64,
    index: f64,
    p: f64,
    adjusted_p: f64,
    reliable: bool,
}

#[derive(Serialize)]
struct WireAnswers<'a> {
    shared: usize,
    changed: Vec<WireAnswer<'a>>,
}

#[derive(Serialize)]
struct WireAnswer<'a> {
    item: &'a str,
    before: usize,
    after: usize,
    steps: isize,
}

/// Writes a comparison as JSON: roles by their rank in the second result, traits in the catalogue's order, changed
/// answers with the greatest difference first.
#[must_use]
pub fn json(shown: &Shown<'_>) -> String {
    let wire = Wire {
        schema: "rolefit/comparison@1",
        notice: purpose(Person::of(shown.catalogue, shown.after)).plain(),
        rolefit: env!("CARGO_PKG_VERSION"),
        catalogue: WireCatalogue {
            id: &shown.catalogue.id,
            version: &shown.catalogue.version,
            hash: &shown.catalogue.hash,
            status: shown.catalogue.status.name(),
        },
        items: shown.catalogue.items.len(),
        relation: match shown.relation {
            Relation::Retake => "retake",
            Relation::SecondOpinion => "second-opinion",
            Relation::TwoOpinions => "two-opinions",
        },
        results: [
            result(shown, shown.before, shown.names[0]),
            result(shown, shown.after, shown.names[1]),
        ],
        roles: roles(shown),
        traits: traits(shown),
        answers: WireAnswers {
            shared: shown.change.shared,
            changed: shown
                .change
                .answers
                .iter()
                .map(|change| WireAnswer {
                    item: shown.catalogue.items[change.item].id.as_str(),
                    before: change.before.number(),
                    after: change.after.number(),
                    steps: change.steps,
                })
                .collect(),
        },
    };
    let text = serde_json::to_string_pretty(&wire)
        .expect("structs of texts and finite numbers always become JSON");
    escape::json(&text) + "\n"
}

fn result<'a>(shown: &Shown<'a>, result: &'a Assessment, name: &'a str) -> WireResult<'a> {
    let role = |&role: &usize| shown.catalogue.roles[role].id.as_str();
    WireResult {
        name,
        about: result.about.as_ref().map(PersonName::as_str),
        answered: result.given.len(),
        verdict: WireVerdict {
            kind: result.verdict.kind.name(),
            roles: result.verdict.roles.iter().map(role).collect(),
        },
    }
}

fn roles<'a>(shown: &Shown<'a>) -> Vec<WireRole<'a>> {
    let roles = shown.after.roles.iter().map(|fit| {
        let role = &shown.catalogue.roles[fit.role];
        let before = shown.before.roles.iter().find(|one| one.role == fit.role);
        WireRole {
            id: role.id.as_str(),
            name: role.name.as_str(),
            before: before.unwrap_or(fit).probability,
            after: fit.probability,
        }
    });
    roles.collect()
}

fn traits<'a>(shown: &Shown<'a>) -> Vec<WireTrait<'a>> {
    let traits = shown.change.traits.iter().map(|change| {
        let words = &shown.catalogue.traits[change.trait_index];
        // Adding 0 turns -0 into 0.
        WireTrait {
            id: words.id.as_str(),
            low: words.low.as_str(),
            high: words.high.as_str(),
            before: shown.before.traits[change.trait_index].score + 0.0,
            after: shown.after.traits[change.trait_index].score + 0.0,
            difference: change.difference + 0.0,
            standard_error: change.standard_error,
            index: change.index + 0.0,
            p: change.p,
            adjusted_p: change.adjusted_p,
            reliable: change.is_reliable(),
        }
    });
    traits.collect()
}
