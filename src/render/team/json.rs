//! A group as JSON, `rolefit/team@1`. Numbers have full precision and strings are exact.

use serde::Serialize;

use super::words::NOTICE;
use crate::assessment::LEAST_TYPICALITY;
use crate::catalogue::{Catalogue, CatalogueKey};
use crate::render::document::{VerdictData, data};
use crate::team::{Assignment, COVERED, Person, Team};

#[derive(Serialize)]
struct Wire<'a> {
    schema: &'static str,
    notice: &'static str,
    rolefit: &'static str,
    catalogue: CatalogueKey<'a>,
    items: usize,
    people: Vec<WirePerson<'a>>,
    unanswered: &'a [String],
    assignment: WireAssignment<'a>,
    next: WireNext<'a>,
    left_over: Vec<&'a str>,
    covered_from: WireBound,
    roles: Vec<WireRole<'a>>,
    between: Vec<WireBetween<'a>>,
    closest: [&'a str; 2],
    team: Option<WireTeam<'a>>,
}

#[derive(Serialize)]
struct WirePerson<'a> {
    name: &'a str,
    seen_by_another: bool,
    answered: usize,
    verdict: VerdictData<'a>,
    roles: Vec<WireFit<'a>>,
    warnings: Vec<&'static str>,
}

#[derive(Serialize)]
struct WireFit<'a> {
    id: &'a str,
    probability: f64,
    typicality: f64,
}

#[derive(Serialize)]
struct WireAssignment<'a> {
    log_probability: f64,
    pairs: Vec<WirePair<'a>>,
}

#[derive(Serialize)]
struct WireNext<'a> {
    /// How many times as probable the best assignment is.
    odds: f64,
    pairs: Vec<WirePair<'a>>,
}

#[derive(Serialize)]
struct WirePair<'a> {
    role: &'a str,
    person: &'a str,
}

#[derive(Serialize)]
struct WireBound {
    probability: f64,
    typicality: f64,
}

#[derive(Serialize)]
struct WireRole<'a> {
    id: &'a str,
    covered_by: Vec<&'a str>,
    nearest: &'a str,
    leaning: Vec<&'a str>,
}

#[derive(Serialize)]
struct WireBetween<'a> {
    person: &'a str,
    roles: [&'a str; 2],
}

#[derive(Serialize)]
struct WireTeam<'a> {
    name: &'a str,
    about: &'a str,
}

/// Returns a group as JSON.
pub(super) fn json(catalogue: &Catalogue, team: &Team) -> String {
    let role = |index: usize| catalogue.roles[index].id.as_str();
    let name = |index: usize| team.people[index].name.as_str();
    let named = |people: &[usize]| people.iter().map(|&person| name(person)).collect();
    let pairs = |assignment: &Assignment| {
        let pairings = assignment.pairings.iter();
        pairings
            .map(|one| WirePair {
                role: role(one.role),
                person: name(one.person),
            })
            .collect()
    };
    let wire = Wire {
        schema: "rolefit/team@1",
        notice: NOTICE,
        rolefit: env!("CARGO_PKG_VERSION"),
        catalogue: catalogue.key(),
        items: catalogue.items.len(),
        people: team
            .people
            .iter()
            .map(|one| person(catalogue, one))
            .collect(),
        unanswered: &team.unanswered,
        assignment: WireAssignment {
            log_probability: team.assignments.best.log_probability,
            pairs: pairs(&team.assignments.best),
        },
        next: WireNext {
            odds: team.assignments.odds,
            pairs: pairs(&team.assignments.second),
        },
        left_over: named(&team.left_over),
        covered_from: WireBound {
            probability: COVERED,
            typicality: LEAST_TYPICALITY,
        },
        roles: team
            .covers
            .iter()
            .map(|cover| WireRole {
                id: role(cover.role),
                covered_by: named(&cover.people),
                nearest: name(cover.nearest),
                leaning: named(&cover.leaning),
            })
            .collect(),
        between: team
            .between
            .iter()
            .map(|(person, both)| WireBetween {
                person: name(*person),
                roles: both.map(role),
            })
            .collect(),
        closest: team.closest.map(role),
        team: catalogue.team.as_ref().map(|whole| WireTeam {
            name: whole.name.as_str(),
            about: whole.about.as_str(),
        }),
    };
    data(&wire)
}

fn person<'a>(catalogue: &'a Catalogue, person: &'a Person) -> WirePerson<'a> {
    let role = |index: usize| catalogue.roles[index].id.as_str();
    let standing = &person.standing;
    WirePerson {
        name: &person.name,
        seen_by_another: person.seen_by_another,
        answered: person.answered,
        verdict: VerdictData::of(catalogue, &standing.verdict),
        roles: standing
            .roles
            .iter()
            .map(|fit| WireFit {
                id: role(fit.role),
                probability: fit.probability,
                typicality: fit.typicality,
            })
            .collect(),
        warnings: standing
            .person_fit
            .warnings
            .iter()
            .map(|warning| warning.name())
            .collect(),
    }
}
