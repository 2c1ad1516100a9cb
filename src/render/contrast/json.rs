//! Roles side by side as JSON, `rolefit/roles@1`. Numbers have full precision and strings are exact.

use serde::Serialize;

use super::RolesReport;
use crate::catalogue::{Catalogue, CatalogueKey};
use crate::contrast::{Effort, Move, Pair, Shift, TraitContrast, closest};
use crate::render::catalogue::{TraitClaims, name};
use crate::render::document::data;
use crate::render::person::Person;
use crate::render::result::words::purpose;
use crate::session::PersonName;

#[derive(Serialize)]
struct Wire<'a> {
    schema: &'static str,
    notice: String,
    rolefit: &'static str,
    catalogue: CatalogueKey<'a>,
    /// Whom the person's answers are about, where that is somebody else than who gave them.
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'a str>,
    items: usize,
    /// By the person, where there is one.
    answered: Option<usize>,
    roles: Vec<WireRole<'a>>,
    pairs: Vec<WirePair<'a>>,
    traits: Vec<WireTrait<'a>>,
    #[serde(rename = "move")]
    moving: Option<WireMove<'a>>,
}

#[derive(Serialize)]
struct WireRole<'a> {
    id: &'a str,
    name: &'a str,
    about: &'a str,
    /// The person's, where there is one.
    probability: Option<f64>,
    typicality: Option<f64>,
}

#[derive(Serialize)]
struct WirePair<'a> {
    roles: [&'a str; 2],
    distance: f64,
    told_apart: f64,
}

#[derive(Serialize)]
struct WireTrait<'a> {
    id: &'a str,
    distance: Option<f64>,
    farthest_apart: Option<[&'a str; 2]>,
    shared: bool,
    roles: Vec<WirePlace<'a>>,
    person: Option<WirePerson<'a>>,
}

#[derive(Serialize)]
struct WirePlace<'a> {
    role: &'a str,
    mean: Option<f64>,
    spread: Option<f64>,
    disagree: bool,
    evidence: Vec<WireClaim<'a>>,
}

#[derive(Serialize)]
struct WireClaim<'a> {
    toward: &'static str,
    claim: &'a str,
    source: WireSource<'a>,
}

#[derive(Serialize)]
struct WireSource<'a> {
    id: &'a str,
    title: &'a str,
    publisher: &'a str,
    year: Option<u16>,
}

#[derive(Serialize)]
struct WirePerson<'a> {
    answered: usize,
    score: f64,
    sd: f64,
    interval: [f64; 2],
    nearest: Vec<&'a str>,
}

#[derive(Serialize)]
struct WireMove<'a> {
    from: &'a str,
    to: &'a str,
    said: Vec<WireSaid<'a>>,
    traits: Vec<WireShift<'a>>,
}

#[derive(Serialize)]
struct WireSaid<'a> {
    kind: &'static str,
    claim: &'a str,
    source: WireSource<'a>,
}

#[derive(Serialize)]
struct WireShift<'a> {
    id: &'a str,
    effort: &'static str,
    from: f64,
    to: f64,
    distance: f64,
    person: Option<WireGap>,
    unlearn: Vec<WireClaim<'a>>,
    show: Vec<WireClaim<'a>>,
}

#[derive(Serialize)]
struct WireGap {
    place: f64,
    distance: f64,
}

/// Returns roles side by side as JSON.
pub(super) fn json(shown: &RolesReport<'_>) -> String {
    let catalogue = shown.catalogue;
    let wire = Wire {
        schema: "rolefit/roles@1",
        notice: purpose(Person::reader(catalogue)).plain(),
        rolefit: env!("CARGO_PKG_VERSION"),
        catalogue: catalogue.key(),
        items: catalogue.items.len(),
        answered: shown.person.map(|person| person.given.len()),
        about: shown
            .person
            .and_then(|person| person.about.as_ref())
            .map(PersonName::as_str),
        roles: shown
            .contrast
            .roles
            .iter()
            .map(|&role| self::role(shown, role))
            .collect(),
        pairs: shown
            .contrast
            .pairs
            .iter()
            .map(|pair| self::pair(catalogue, pair))
            .collect(),
        traits: shown
            .contrast
            .traits
            .iter()
            .map(|one| trait_(shown, one))
            .collect(),
        moving: shown.moving.map(|moving| self::moving(catalogue, moving)),
    };
    data(&wire)
}

fn id(catalogue: &Catalogue, role: usize) -> &str {
    catalogue.roles[role].id.as_str()
}

fn role<'a>(shown: &RolesReport<'a>, role: usize) -> WireRole<'a> {
    let words = &shown.catalogue.roles[role];
    let fits = shown.person.map(|person| &person.roles);
    let fit = fits.and_then(|fits| fits.iter().find(|fit| fit.role == role));
    WireRole {
        id: words.id.as_str(),
        name: words.name.as_str(),
        about: words.about.as_str(),
        probability: fit.map(|fit| fit.probability),
        typicality: fit.map(|fit| fit.typicality),
    }
}

fn pair<'a>(catalogue: &'a Catalogue, pair: &Pair) -> WirePair<'a> {
    WirePair {
        roles: pair.roles.map(|role| id(catalogue, role)),
        distance: pair.separation.distance,
        told_apart: pair.separation.told_apart(),
    }
}

fn trait_<'a>(shown: &RolesReport<'a>, one: &TraitContrast) -> WireTrait<'a> {
    let catalogue = shown.catalogue;
    WireTrait {
        id: catalogue.traits[one.trait_index].id.as_str(),
        distance: one.apart.map(|_| one.distance),
        farthest_apart: one
            .apart
            .map(|apart| [apart.low, apart.high].map(|role| id(catalogue, role))),
        shared: one.is_shared(),
        roles: shown
            .contrast
            .roles
            .iter()
            .map(|&role| place(catalogue, role, one.trait_index))
            .collect(),
        person: shown.person.map(|person| {
            let score = &person.traits[one.trait_index];
            WirePerson {
                answered: score.answered,
                score: score.score,
                sd: score.sd,
                interval: [score.interval.0, score.interval.1],
                nearest: closest(
                    catalogue,
                    &shown.contrast.roles,
                    &person.traits,
                    one.trait_index,
                )
                .into_iter()
                .map(|role| id(catalogue, role))
                .collect(),
            }
        }),
    }
}

fn place(catalogue: &Catalogue, role: usize, trait_index: usize) -> WirePlace<'_> {
    let words = &catalogue.roles[role];
    let on = TraitClaims::of(words).find(|on| on.trait_index == trait_index);
    let prior = on.as_ref().and_then(|on| on.prior);
    WirePlace {
        role: words.id.as_str(),
        mean: prior.map(|prior| prior.mean() + 0.0),
        spread: prior.map(crate::model::NormalPrior::spread),
        disagree: on.as_ref().is_some_and(TraitClaims::disagree),
        evidence: words
            .evidence
            .iter()
            .enumerate()
            .filter(|(_, one)| one.trait_index == trait_index)
            .map(|(index, _)| claim(catalogue, role, index))
            .collect(),
    }
}

fn claim(catalogue: &Catalogue, role: usize, index: usize) -> WireClaim<'_> {
    let claim = &catalogue.roles[role].evidence[index];
    WireClaim {
        toward: name(claim.toward),
        claim: claim.claim.as_str(),
        source: source(catalogue, claim.source),
    }
}

fn source(catalogue: &Catalogue, index: usize) -> WireSource<'_> {
    let source = &catalogue.sources[index];
    WireSource {
        id: source.id.as_str(),
        title: source.title.as_str(),
        publisher: source.publisher.as_str(),
        year: source.year,
    }
}

fn moving<'a>(catalogue: &'a Catalogue, moving: &Move) -> WireMove<'a> {
    let said = moving.said.iter().map(|&index| &catalogue.moves[index]);
    let claims = |role: usize, indices: &[usize]| {
        indices
            .iter()
            .map(|&index| claim(catalogue, role, index))
            .collect()
    };
    let shift = |shift: &Shift| WireShift {
        id: catalogue.traits[shift.roles.trait_index].id.as_str(),
        effort: match shift.effort {
            Effort::Build => "build",
            Effort::Flex => "flex",
            Effort::Brought => "brought",
            Effort::Kept => "kept",
        },
        from: shift.roles.place + 0.0,
        to: shift.roles.centre + 0.0,
        distance: shift.roles.distance,
        person: shift.person.map(|gap| WireGap {
            place: gap.place,
            distance: gap.distance,
        }),
        unlearn: claims(moving.from, &shift.unlearn),
        show: claims(moving.to, &shift.show),
    };
    WireMove {
        from: id(catalogue, moving.from),
        to: id(catalogue, moving.to),
        said: said
            .map(|one| WireSaid {
                kind: one.kind.name(),
                claim: one.claim.as_str(),
                source: source(catalogue, one.source),
            })
            .collect(),
        traits: moving.shifts.iter().map(shift).collect(),
    }
}
