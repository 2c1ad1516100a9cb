//! The result as data: the wire structs, and nothing in them that a reader would have to guess. No words, no clock.

use serde::Serialize;

use super::words::purpose;
use crate::assessment::{Assessment, Stopped};
use crate::catalogue::{Catalogue, CatalogueKey};
use crate::render::document::{NotFinite, verdict_data};
use crate::render::person::Person;
use crate::session::{PersonName, answer_string};

/// The version of the shape; within a major version keys are only added.
pub(super) const SCHEMA: &str = "rolefit/assessment@1";

fn finite(number: f64, key: &'static str) -> Result<f64, NotFinite> {
    if number.is_finite() {
        // Adding 0 turns -0 into 0.
        Ok(number + 0.0)
    } else {
        Err(NotFinite(key))
    }
}

#[derive(Serialize)]
pub(super) struct Wire<'a> {
    schema: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    notice: String,
    rolefit: &'static str,
    catalogue: CatalogueKey<'a>,
    answered: usize,
    items: usize,
    stopped: WireStopped,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    current_role: Option<&'a str>,
    verdict: serde_json::Value,
    roles: Vec<WireRole<'a>>,
    traits: Vec<WireTrait<'a>>,
    evidence: WireEvidence<'a>,
    influence: WireInfluence<'a>,
    settling: Vec<WireSettling<'a>>,
    person_fit: WirePersonFit,
    responses: Vec<WireResponse<'a>>,
    answer_string: String,
}

#[derive(Serialize)]
struct WireStopped {
    length: Option<&'static str>,
    reason: &'static str,
}

#[derive(Serialize)]
struct WireRole<'a> {
    id: &'a str,
    name: &'a str,
    probability: f64,
    typicality: f64,
    rank: usize,
}

#[derive(Serialize)]
struct WireTrait<'a> {
    id: &'a str,
    low: &'a str,
    high: &'a str,
    score: f64,
    sd: f64,
    interval: [f64; 2],
    answered: usize,
}

#[derive(Serialize)]
struct WireEvidence<'a> {
    winner: &'a str,
    runner_up: &'a str,
    total: f64,
    traits: Vec<WireWeight<'a>>,
}

#[derive(Serialize)]
struct WireWeight<'a> {
    id: &'a str,
    decibans: f64,
}

#[derive(Serialize)]
struct WireInfluence<'a> {
    answers: Vec<WireAnswer<'a>>,
    pivot: Option<WirePivot<'a>>,
}

#[derive(Serialize)]
struct WireAnswer<'a> {
    item: &'a str,
    probability_without: f64,
}

#[derive(Serialize)]
struct WirePivot<'a> {
    item: &'a str,
    response: usize,
    role: &'a str,
    probability: f64,
}

#[derive(Serialize)]
struct WireSettling<'a> {
    #[serde(rename = "trait")]
    trait_id: &'a str,
    information: f64,
    unanswered: usize,
}

#[derive(Serialize)]
struct WirePersonFit {
    lz: Option<f64>,
    longest_run: Option<usize>,
    warnings: Vec<&'static str>,
}

#[derive(Serialize)]
struct WireResponse<'a> {
    item: &'a str,
    response: usize,
    position: usize,
}

impl<'a> Wire<'a> {
    /// Takes a result, with what its answers call the person.
    ///
    /// # Errors
    /// [`NotFinite`] names the first number that is infinite or not a number.
    pub(super) fn of(
        catalogue: &'a Catalogue,
        assessment: &'a Assessment,
        id: Option<&'a str>,
    ) -> Result<Self, NotFinite> {
        let item = |index: usize| catalogue.items[index].id.as_str();
        Ok(Self {
            schema: SCHEMA,
            id,
            notice: purpose(Person::of(catalogue, assessment)).plain(),
            rolefit: env!("CARGO_PKG_VERSION"),
            catalogue: catalogue.key(),
            answered: assessment.given.len(),
            items: catalogue.items.len(),
            stopped: stopped(assessment.stopped),
            about: assessment.about.as_ref().map(PersonName::as_str),
            current_role: assessment.current_role.map(|role| role.id(catalogue)),
            verdict: verdict_data(catalogue, &assessment.verdict),
            roles: roles(catalogue, assessment)?,
            traits: traits(catalogue, assessment)?,
            evidence: evidence(catalogue, assessment)?,
            influence: influence(catalogue, assessment)?,
            settling: settling(catalogue, assessment)?,
            person_fit: WirePersonFit {
                lz: assessment
                    .person_fit
                    .lz
                    .map(|lz| finite(lz, "person_fit.lz"))
                    .transpose()?,
                longest_run: assessment.person_fit.longest_run,
                warnings: assessment
                    .person_fit
                    .warnings
                    .iter()
                    .map(|warning| warning.name())
                    .collect(),
            },
            responses: assessment
                .given
                .iter()
                .map(|given| WireResponse {
                    item: item(given.item),
                    response: given.response.number(),
                    position: given.position,
                })
                .collect(),
            answer_string: answer_string(
                catalogue,
                assessment
                    .given
                    .iter()
                    .map(|given| (given.item, given.response)),
            ),
        })
    }
}

fn stopped(stopped: Stopped) -> WireStopped {
    match stopped {
        Stopped::Asked { length, reason } => WireStopped {
            length: Some(length.name()),
            reason: reason.name(),
        },
        Stopped::Given => WireStopped {
            length: None,
            reason: "given",
        },
    }
}

fn roles<'a>(
    catalogue: &'a Catalogue,
    assessment: &Assessment,
) -> Result<Vec<WireRole<'a>>, NotFinite> {
    let ranked = assessment.roles.iter().enumerate();
    ranked
        .map(|(place, fit)| {
            let role = &catalogue.roles[fit.role];
            Ok(WireRole {
                id: role.id.as_str(),
                name: role.name.as_str(),
                probability: finite(fit.probability, "roles.probability")?,
                typicality: finite(fit.typicality, "roles.typicality")?,
                rank: place + 1,
            })
        })
        .collect()
}

fn traits<'a>(
    catalogue: &'a Catalogue,
    assessment: &Assessment,
) -> Result<Vec<WireTrait<'a>>, NotFinite> {
    let scores = catalogue.traits.iter().zip(&assessment.traits);
    scores
        .map(|(words, score)| {
            Ok(WireTrait {
                id: words.id.as_str(),
                low: words.low.as_str(),
                high: words.high.as_str(),
                score: finite(score.score, "traits.score")?,
                sd: finite(score.sd, "traits.sd")?,
                interval: [
                    finite(score.interval.0, "traits.interval")?,
                    finite(score.interval.1, "traits.interval")?,
                ],
                answered: score.answered,
            })
        })
        .collect()
}

fn evidence<'a>(
    catalogue: &'a Catalogue,
    assessment: &Assessment,
) -> Result<WireEvidence<'a>, NotFinite> {
    let weight = &assessment.weight;
    Ok(WireEvidence {
        winner: catalogue.roles[weight.winner].id.as_str(),
        runner_up: catalogue.roles[weight.runner_up].id.as_str(),
        total: finite(weight.total, "evidence.total")?,
        traits: weight
            .traits
            .iter()
            .map(|one| {
                Ok(WireWeight {
                    id: catalogue.traits[one.trait_index].id.as_str(),
                    decibans: finite(one.decibans, "evidence.traits.decibans")?,
                })
            })
            .collect::<Result<_, _>>()?,
    })
}

fn influence<'a>(
    catalogue: &'a Catalogue,
    assessment: &Assessment,
) -> Result<WireInfluence<'a>, NotFinite> {
    let item = |index: usize| catalogue.items[index].id.as_str();
    let influence = &assessment.influence;
    Ok(WireInfluence {
        answers: influence
            .answers
            .iter()
            .map(|one| {
                Ok(WireAnswer {
                    item: item(one.item),
                    probability_without: finite(
                        one.probability_without,
                        "influence.answers.probability_without",
                    )?,
                })
            })
            .collect::<Result<_, _>>()?,
        pivot: match &influence.pivot {
            None => None,
            Some(pivot) => Some(WirePivot {
                item: item(pivot.item),
                response: pivot.response.number(),
                role: catalogue.roles[pivot.role].id.as_str(),
                probability: finite(pivot.probability, "influence.pivot.probability")?,
            }),
        },
    })
}

fn settling<'a>(
    catalogue: &'a Catalogue,
    assessment: &Assessment,
) -> Result<Vec<WireSettling<'a>>, NotFinite> {
    assessment
        .settling
        .iter()
        .map(|one| {
            Ok(WireSettling {
                trait_id: catalogue.traits[one.trait_index].id.as_str(),
                information: finite(one.information, "settling.information")?,
                unanswered: one.unanswered,
            })
        })
        .collect()
}
