//! Where somebody stands on a trait, in words. It measures distances on the trait's scale and nothing else.

use super::super::super::gap::NO_LEAN;
use super::super::super::prose::Prose;
use super::MOST_ROLES;
use crate::assessment::{Assessment, TraitScore};
use crate::catalogue::{Catalogue, Subject};

/// Within this many standard deviations of a role's centre somebody stands near it.
const NEAR: f64 = 0.35;

/// Returns the roles that are shown beside somebody's place, the most probable first.
pub(in super::super) fn roles_beside(assessment: &Assessment) -> Vec<usize> {
    let listed = assessment.roles.iter().take(MOST_ROLES);
    listed.map(|fit| fit.role).collect()
}

/// Explains missing letters, where a role makes no claim on a trait.
pub(in super::super) fn silence(catalogue: &Catalogue, roles: &[usize]) -> Option<&'static str> {
    let silent = |&role: &usize| catalogue.roles[role].claims.contains(&false);
    let silent = roles.iter().any(silent);
    silent.then_some("where a letter is missing, the role makes no claim")
}

/// Explains the figures of places.
pub(in super::super) fn places_note(catalogue: &Catalogue) -> String {
    let whose = match catalogue.subject {
        Subject::You => "people",
        Subject::TheWork => "pieces of work",
    };
    format!("Places: 0 leans neither way; about two of three {whose} lie between -1 and +1.")
}

/// Which way a place on a trait leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Side {
    /// To the low pole.
    Low,
    /// Neither way.
    Middle,
    /// To the high pole.
    High,
}

pub(in crate::render) fn side(score: f64) -> Side {
    if score.abs() < NO_LEAN {
        Side::Middle
    } else if score < 0.0 {
        Side::Low
    } else {
        Side::High
    }
}

/// Says which pole is preferred to which: `near over wide`.
pub(in super::super) fn leans(
    catalogue: &Catalogue,
    trait_index: usize,
    score: &TraitScore,
) -> Prose {
    let words = &catalogue.traits[trait_index];
    let (low, high) = (words.low.as_str(), words.high.as_str());
    match side(score.score) {
        _ if score.answered == 0 => Prose::new().data(low).own(" or ").data(high),
        Side::Low => Prose::new().data(low).own(" over ").data(high),
        Side::High => Prose::new().data(high).own(" over ").data(low),
        Side::Middle => Prose::new().own("both ").data(low).own(" and ").data(high),
    }
}

/// Says how far somebody leans to a pole: `clearly near`.
pub(in super::super) fn leaning_pole(
    catalogue: &Catalogue,
    trait_index: usize,
    score: &TraitScore,
) -> Prose {
    let words = &catalogue.traits[trait_index];
    let pole = match side(score.score) {
        _ if score.answered == 0 => return Prose::new().own("no answer yet"),
        Side::Middle => return Prose::new().own("no lean"),
        Side::Low => words.low.as_str(),
        Side::High => words.high.as_str(),
    };
    Prose::new()
        .own(degree(score.score.abs()))
        .own(" ")
        .data(pole)
}

/// Says how much a distance on a trait is, in standard deviations of people at large.
pub(in crate::render) fn degree(distance: f64) -> &'static str {
    match distance {
        far if far >= 1.25 => "strongly",
        some if some >= 0.6 => "clearly",
        _ => "a little",
    }
}

/// Says which roles somebody is near on a trait: `near owner`, `between owner and project`.
///
/// `roles` are the roles to speak of; those that make no claim about the trait are passed over.
pub(in super::super) fn remark(
    catalogue: &Catalogue,
    assessment: &Assessment,
    trait_index: usize,
    roles: &[usize],
) -> Prose {
    let score = &assessment.traits[trait_index];
    if score.answered == 0 {
        return Prose::new().own("no answer yet");
    }
    let mut centres: Vec<(f64, &str)> = roles
        .iter()
        .map(|&role| &catalogue.roles[role])
        .filter(|role| role.claims[trait_index])
        .map(|role| (role.profile[trait_index].mean(), role.short.as_str()))
        .collect();
    centres.sort_by(|a, b| {
        (a.0 - score.score)
            .abs()
            .total_cmp(&(b.0 - score.score).abs())
    });
    let within: Vec<Prose> = centres
        .iter()
        .filter(|(centre, _)| (centre - score.score).abs() <= NEAR)
        .map(|(_, name)| Prose::new().data(*name))
        .collect();
    match within.len() {
        0 => apart(score.score, &centres),
        1..=2 => Prose::new().own("near ").listed(within),
        _ => Prose::new().own("near several roles"),
    }
}

/// Speaks of roles none of which is near, the nearest first.
fn apart(score: f64, centres: &[(f64, &str)]) -> Prose {
    let nearest = |above: bool| {
        centres
            .iter()
            .find(|(centre, _)| (*centre > score) == above)
    };
    match (nearest(false), nearest(true)) {
        _ if side(score) == Side::Middle => Prose::new().own("no lean"),
        (Some((_, below)), Some((_, above))) => Prose::new()
            .own("between ")
            .data(*below)
            .own(" and ")
            .data(*above),
        (Some((_, name)), None) | (None, Some((_, name))) => {
            Prose::new().own("further out than ").data(*name)
        }
        (None, None) => Prose::new().own("no role claims it"),
    }
}
