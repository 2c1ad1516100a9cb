//! Roles side by side as JSON, `rolefit/roles@1`. Numbers have full precision and strings are exact.

use serde_json::{Value, json};

use super::words::RolesReport;
use crate::catalogue::Catalogue;
use crate::contrast::{Effort, Move, Shift, TraitContrast, closest};
use crate::model::NormalPrior;
use crate::render::catalogue::{TraitClaims, name};
use crate::render::document::{to_json, without_null};
use crate::render::person::Person;
use crate::render::result::words::purpose;
use crate::session::PersonName;

/// Returns roles side by side as JSON.
pub(super) fn json(shown: &RolesReport<'_>) -> String {
    let (catalogue, contrast) = (shown.catalogue, shown.contrast);
    let about = shown.person.and_then(|person| person.about.as_ref());
    let roles = contrast.roles.iter().map(|&index| role(shown, index));
    let pairs = contrast.pairs.iter().map(|pair| {
        json!({
            "roles": pair.roles.map(|role| id(catalogue, role)),
            "distance": pair.separation.distance,
            "told_apart": pair.separation.told_apart(),
        })
    });
    let traits = contrast.traits.iter().map(|one| trait_(shown, one));
    let wire = json!({
        "schema": "rolefit/roles@1",
        "notice": purpose(Person::reader(catalogue)).plain(),
        "rolefit": env!("CARGO_PKG_VERSION"),
        "catalogue": catalogue.key(),
        // Whom the person's answers are about, where that is somebody else than who gave them.
        "about": about.map(PersonName::as_str),
        "items": catalogue.items.len(),
        // By the person, where there is one.
        "answered": shown.person.map(|person| person.given.len()),
        "roles": roles.collect::<Value>(),
        "pairs": pairs.collect::<Value>(),
        "traits": traits.collect::<Value>(),
        "move": shown.moving.map(|one| moving(catalogue, one)),
    });
    to_json(&without_null(wire, "about"))
}

fn id(catalogue: &Catalogue, role: usize) -> &str {
    catalogue.roles[role].id.as_str()
}

fn role(shown: &RolesReport<'_>, role: usize) -> Value {
    let words = &shown.catalogue.roles[role];
    let fits = shown.person.map(|person| &person.roles);
    let fit = fits.and_then(|fits| fits.iter().find(|fit| fit.role == role));
    json!({
        "id": words.id.as_str(),
        "name": words.name.as_str(),
        "about": words.about.as_str(),
        // The person's, where there is one.
        "probability": fit.map(|fit| fit.probability),
        "typicality": fit.map(|fit| fit.typicality),
    })
}

fn trait_(shown: &RolesReport<'_>, one: &TraitContrast) -> Value {
    let (catalogue, roles) = (shown.catalogue, &shown.contrast.roles);
    let places = roles
        .iter()
        .map(|&role| place(catalogue, role, one.trait_index));
    let person = shown.person.map(|person| {
        let score = &person.traits[one.trait_index];
        let nearest = closest(catalogue, roles, &person.traits, one.trait_index).into_iter();
        json!({
            "answered": score.answered,
            "score": score.score,
            "sd": score.sd,
            "interval": [score.interval.0, score.interval.1],
            "nearest": nearest.map(|role| id(catalogue, role)).collect::<Value>(),
        })
    });
    let farthest = one.apart.map(|apart| [apart.low, apart.high]);
    json!({
        "id": catalogue.traits[one.trait_index].id.as_str(),
        "distance": one.apart.map(|_| one.distance),
        "farthest_apart": farthest.map(|roles| roles.map(|role| id(catalogue, role))),
        "shared": one.is_shared(),
        "roles": places.collect::<Value>(),
        "person": person,
    })
}

fn place(catalogue: &Catalogue, role: usize, trait_index: usize) -> Value {
    let words = &catalogue.roles[role];
    let on = TraitClaims::of(words).find(|on| on.trait_index == trait_index);
    let prior = on.as_ref().and_then(|on| on.prior);
    let evidence = words.evidence.iter().enumerate();
    let evidence = evidence.filter(|(_, one)| one.trait_index == trait_index);
    json!({
        "role": words.id.as_str(),
        "mean": prior.map(|prior| prior.mean() + 0.0),
        "spread": prior.map(NormalPrior::spread),
        "disagree": on.as_ref().is_some_and(TraitClaims::disagree),
        "evidence": evidence.map(|(index, _)| claim(catalogue, role, index)).collect::<Value>(),
    })
}

fn claim(catalogue: &Catalogue, role: usize, index: usize) -> Value {
    let claim = &catalogue.roles[role].evidence[index];
    json!({
        "toward": name(claim.toward),
        "claim": claim.claim.as_str(),
        "source": source(catalogue, claim.source),
    })
}

fn source(catalogue: &Catalogue, index: usize) -> Value {
    let source = &catalogue.sources[index];
    json!({
        "id": source.id.as_str(),
        "title": source.title.as_str(),
        "publisher": source.publisher.as_str(),
        "year": source.year,
    })
}

fn moving(catalogue: &Catalogue, moving: &Move) -> Value {
    let said = moving.said.iter().map(|&index| &catalogue.moves[index]);
    let said = said.map(|one| {
        json!({
            "kind": one.kind.name(),
            "claim": one.claim.as_str(),
            "source": source(catalogue, one.source),
        })
    });
    let claims = |role: usize, indices: &[usize]| {
        let indices = indices.iter();
        indices
            .map(|&index| claim(catalogue, role, index))
            .collect::<Value>()
    };
    let shift = |shift: &Shift| {
        json!({
            "id": catalogue.traits[shift.roles.trait_index].id.as_str(),
            "effort": match shift.effort {
                Effort::Build => "build",
                Effort::Flex => "flex",
                Effort::Brought => "brought",
                Effort::Kept => "kept",
            },
            "from": shift.roles.place + 0.0,
            "to": shift.roles.centre + 0.0,
            "distance": shift.roles.distance,
            "person": shift.person.map(|gap| json!({ "place": gap.place, "distance": gap.distance })),
            "unlearn": claims(moving.from, &shift.unlearn),
            "show": claims(moving.to, &shift.show),
        })
    };
    json!({
        "from": id(catalogue, moving.from),
        "to": id(catalogue, moving.to),
        "said": said.collect::<Value>(),
        "traits": moving.shifts.iter().map(shift).collect::<Value>(),
    })
}
