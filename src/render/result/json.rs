//! The result as data, and nothing in it that a reader would have to guess. No words, no clock.

use serde_json::{Value, json};

use super::words::purpose;
use crate::assessment::{Assessment, Stopped};
use crate::catalogue::Catalogue;
use crate::render::document::{NotFinite, verdict_data, without_null};
use crate::render::person::Person;
use crate::session::{PersonName, answer_string};

fn finite(number: f64, key: &'static str) -> Result<f64, NotFinite> {
    if number.is_finite() {
        // Adding 0 turns -0 into 0.
        Ok(number + 0.0)
    } else {
        Err(NotFinite(key))
    }
}

/// Takes a result, `rolefit/assessment@1`, with what its answers call the person; within a major version keys are only
/// added.
///
/// # Errors
/// [`NotFinite`] names the first number that is infinite or not a number.
pub(super) fn shape(
    catalogue: &Catalogue,
    assessment: &Assessment,
    id: Option<&str>,
) -> Result<Value, NotFinite> {
    let fit = &assessment.person_fit;
    let lz = fit.lz.map(|lz| finite(lz, "person_fit.lz")).transpose();
    let warnings = fit.warnings.iter().map(|warning| warning.name());
    let given = assessment.given.iter();
    let responses = given.clone().map(|given| {
        json!({
            "item": catalogue.items[given.item].id.as_str(),
            "response": given.response.number(),
            "position": given.position,
        })
    });
    let answers = given.map(|given| (given.item, given.response));
    let wire = json!({
        "schema": "rolefit/assessment@1",
        "id": id,
        "notice": purpose(Person::of(catalogue, assessment)).plain(),
        "rolefit": env!("CARGO_PKG_VERSION"),
        "catalogue": catalogue.key(),
        "answered": assessment.given.len(),
        "items": catalogue.items.len(),
        "stopped": match assessment.stopped {
            Stopped::Asked { length, reason } => {
                json!({ "length": length.name(), "reason": reason.name() })
            }
            Stopped::Given => json!({ "length": null, "reason": "given" }),
        },
        "about": assessment.about.as_ref().map(PersonName::as_str),
        "current_role": assessment.current_role.map(|role| role.id(catalogue)),
        "verdict": verdict_data(catalogue, &assessment.verdict),
        "roles": roles(catalogue, assessment)?,
        "traits": traits(catalogue, assessment)?,
        "evidence": evidence(catalogue, assessment)?,
        "influence": influence(catalogue, assessment)?,
        "settling": settling(catalogue, assessment)?,
        "person_fit": {
            "lz": lz?,
            "longest_run": fit.longest_run,
            "warnings": warnings.collect::<Value>(),
        },
        "responses": responses.collect::<Value>(),
        "answer_string": answer_string(catalogue, answers),
    });
    let optional = ["id", "about", "current_role"];
    Ok(optional.into_iter().fold(wire, without_null))
}

fn roles(catalogue: &Catalogue, assessment: &Assessment) -> Result<Value, NotFinite> {
    let ranked = (1..).zip(&assessment.roles);
    let roles = ranked.map(|(rank, fit): (usize, _)| {
        let role = &catalogue.roles[fit.role];
        Ok(json!({
            "id": role.id.as_str(),
            "name": role.name.as_str(),
            "probability": finite(fit.probability, "roles.probability")?,
            "typicality": finite(fit.typicality, "roles.typicality")?,
            "rank": rank,
        }))
    });
    roles.collect()
}

fn traits(catalogue: &Catalogue, assessment: &Assessment) -> Result<Value, NotFinite> {
    let scores = catalogue.traits.iter().zip(&assessment.traits);
    let traits = scores.map(|(words, score)| {
        let (low, high) = score.interval;
        Ok(json!({
            "id": words.id.as_str(),
            "low": words.low.as_str(),
            "high": words.high.as_str(),
            "score": finite(score.score, "traits.score")?,
            "sd": finite(score.sd, "traits.sd")?,
            "interval": [finite(low, "traits.interval")?, finite(high, "traits.interval")?],
            "answered": score.answered,
        }))
    });
    traits.collect()
}

fn evidence(catalogue: &Catalogue, assessment: &Assessment) -> Result<Value, NotFinite> {
    let weight = &assessment.weight;
    let traits = weight.traits.iter().map(|one| {
        Ok(json!({
            "id": catalogue.traits[one.trait_index].id.as_str(),
            "decibans": finite(one.decibans, "evidence.traits.decibans")?,
        }))
    });
    Ok(json!({
        "winner": catalogue.roles[weight.winner].id.as_str(),
        "runner_up": catalogue.roles[weight.runner_up].id.as_str(),
        "total": finite(weight.total, "evidence.total")?,
        "traits": traits.collect::<Result<Value, _>>()?,
    }))
}

fn influence(catalogue: &Catalogue, assessment: &Assessment) -> Result<Value, NotFinite> {
    let item = |index: usize| catalogue.items[index].id.as_str();
    let influence = &assessment.influence;
    let answers = influence.answers.iter().map(|one| {
        let without = one.probability_without;
        Ok(json!({
            "item": item(one.item),
            "probability_without": finite(without, "influence.answers.probability_without")?,
        }))
    });
    let pivot = influence.pivot.as_ref().map(|pivot| {
        Ok(json!({
            "item": item(pivot.item),
            "response": pivot.response.number(),
            "role": catalogue.roles[pivot.role].id.as_str(),
            "probability": finite(pivot.probability, "influence.pivot.probability")?,
        }))
    });
    Ok(json!({
        "answers": answers.collect::<Result<Value, _>>()?,
        "pivot": pivot.transpose()?,
    }))
}

fn settling(catalogue: &Catalogue, assessment: &Assessment) -> Result<Value, NotFinite> {
    let traits = assessment.settling.iter().map(|one| {
        Ok(json!({
            "trait": catalogue.traits[one.trait_index].id.as_str(),
            "information": finite(one.information, "settling.information")?,
            "unanswered": one.unanswered,
        }))
    });
    traits.collect()
}
