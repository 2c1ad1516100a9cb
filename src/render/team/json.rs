//! A group as JSON, `rolefit/team@1`. Numbers have full precision and strings are exact.

use serde_json::{Value, json};

use super::words::NOTICE;
use crate::assessment::LEAST_TYPICALITY;
use crate::catalogue::Catalogue;
use crate::render::document::{to_json, verdict_data};
use crate::team::{Assignment, COVERED, Person, Team};

/// Returns a group as JSON.
pub(super) fn json(catalogue: &Catalogue, team: &Team) -> String {
    let role = |index: usize| catalogue.roles[index].id.as_str();
    let name = |index: usize| team.people[index].name.as_str();
    let named = |people: &[usize]| people.iter().map(|&person| name(person)).collect::<Value>();
    let pairs = |assignment: &Assignment| {
        let pairings = assignment.pairings.iter();
        pairings
            .map(|one| json!({ "role": role(one.role), "person": name(one.person) }))
            .collect::<Value>()
    };
    let people = team.people.iter().map(|one| person(catalogue, one));
    let roles = team.covers.iter().map(|cover| {
        json!({
            "id": role(cover.role),
            "covered_by": named(&cover.people),
            "nearest": name(cover.nearest),
            "leaning": named(&cover.leaning),
        })
    });
    let between = team.between.iter();
    let between =
        between.map(|(person, both)| json!({ "person": name(*person), "roles": both.map(role) }));
    let whole = catalogue.team.as_ref();
    to_json(&json!({
        "schema": "rolefit/team@1",
        "notice": NOTICE,
        "rolefit": env!("CARGO_PKG_VERSION"),
        "catalogue": catalogue.key(),
        "items": catalogue.items.len(),
        "people": people.collect::<Value>(),
        "unanswered": team.unanswered,
        "assignment": {
            "log_probability": team.assignments.best.log_probability,
            "pairs": pairs(&team.assignments.best),
        },
        // The odds say how many times as probable the best assignment is.
        "next": { "odds": team.assignments.odds, "pairs": pairs(&team.assignments.second) },
        "left_over": named(&team.left_over),
        "covered_from": { "probability": COVERED, "typicality": LEAST_TYPICALITY },
        "roles": roles.collect::<Value>(),
        "between": between.collect::<Value>(),
        "closest": team.closest.map(role),
        "team": whole.map(|team| json!({ "name": team.name.as_str(), "about": team.about.as_str() })),
    }))
}

fn person(catalogue: &Catalogue, person: &Person) -> Value {
    let standing = &person.standing;
    let roles = standing.roles.iter().map(|fit| {
        json!({
            "id": catalogue.roles[fit.role].id.as_str(),
            "probability": fit.probability,
            "typicality": fit.typicality,
        })
    });
    let warnings = standing.person_fit.warnings.iter();
    json!({
        "name": person.name,
        "seen_by_another": person.seen_by_another,
        "answered": person.answered,
        "verdict": verdict_data(catalogue, &standing.verdict),
        "roles": roles.collect::<Value>(),
        "warnings": warnings.map(|warning| warning.name()).collect::<Value>(),
    })
}
