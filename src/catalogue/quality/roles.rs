//! Roles: can they be told apart, and what do their profiles rest on?

use super::{Places, decimal, percent};
use crate::catalogue::diagnostic::{Code, Diagnostic, Faults};
use crate::catalogue::{Catalogue, Status, TYPICAL_SPREAD, Text, Toward};
use crate::model::Separation;

/// Two roles whose people lie closer than this on every trait are separated by none: a small difference after Cohen
/// (1988), in standard deviations of the roles' people.
const SMALL_DIFFERENCE: f64 = 0.5;
/// A distance at which somebody who knew theta exactly would tell two roles apart three times in four: `2 Phi^-1(0.75)`.
const LEAST_DISTANCE: f64 = 1.349;
/// A mean that is no longer in the middle, where every claim says so: a lean, on the scale that authors are told.
const A_LEAN: f64 = 0.8;
/// A mean so many spreads of a role's people from the middle says that 98 in a hundred of them lean its way.
const FAR: f64 = 2.0;
/// However much they are said to differ: one in forty people at large lies beyond.
const FARTHEST: f64 = 2.0;
/// Somebody without any lean should not be told that a role is likely; from here a verdict leans.
const CLAIMED: f64 = 0.60;

pub(super) fn inspect(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    separation(catalogue, places, faults);
    without_lean(catalogue, places, faults);
    // A calibrated profile rests on its sample.
    if catalogue.status == Status::ExpertSet {
        unsourced(catalogue, places, faults);
        against_sources(catalogue, places, faults);
    }
    if !names_its_sample(catalogue) {
        narrow(catalogue, places, faults);
        far(catalogue, places, faults);
    }
}

/// Returns whether the numbers rest on people who answered, and a figure may say how many they were.
pub(super) fn names_its_sample(catalogue: &Catalogue) -> bool {
    let basis = catalogue.basis.as_ref().map_or("", Text::as_str);
    catalogue.status == Status::Calibrated && basis.contains(char::is_numeric)
}

fn separation(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    let roles = &catalogue.roles;
    for (a, first) in roles.iter().enumerate() {
        for (b, second) in roles.iter().enumerate().skip(a + 1) {
            let Separation { greatest, distance } = Separation::of(&first.profile, &second.profile);
            let names = format!("`{}` and `{}`", first.id.as_str(), second.id.as_str());
            let what = if greatest < SMALL_DIFFERENCE {
                format!(
                    "no trait separates {names}: their people differ by {} spreads at most",
                    decimal(greatest)
                )
            } else if distance < LEAST_DISTANCE {
                let right = Separation { greatest, distance }.told_apart();
                format!(
                    "{names} overlap: if everybody's true place on each trait were known, only {} of their people could be told apart; \
                     aim for 85 %",
                    percent(right)
                )
            } else {
                continue;
            };
            let alike = Diagnostic::new(Code::RolesAlike, places.role(b), what);
            faults.push(
                alike
                    .label("hard to tell from another role")
                    .context(places.role(a), "the other role")
                    .help("read the sources again for a trait on which they differ, or make them one role"),
            );
        }
    }
}

fn without_lean(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    let logs: Vec<f64> = catalogue
        .roles
        .iter()
        .map(|role| {
            role.profile
                .iter()
                .map(|prior| prior.log_density(0.0))
                .sum()
        })
        .collect();
    let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = logs.iter().map(|log| (log - highest).exp()).sum();
    for (role, log) in logs.iter().enumerate() {
        let probability = (log - highest).exp() / sum;
        if probability < CLAIMED {
            continue;
        }
        let claimed = Diagnostic::new(
            Code::ClaimsNoLean,
            places.role(role),
            format!(
                "somebody without any lean is told `{}` with probability {}",
                catalogue.roles[role].id.as_str(),
                decimal(probability)
            ),
        );
        faults.push(
            claimed
                .label("its means lie closest to 0")
                .help("read the sources again: does it lean more, or lean on another trait, or do the others lean less?"),
        );
    }
}

fn unsourced(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    for (index, role) in catalogue.roles.iter().enumerate() {
        for (trait_index, described) in catalogue.traits.iter().enumerate() {
            let rests =
                |evidence: &crate::catalogue::RoleEvidence| evidence.trait_index == trait_index;
            if !role.claims[trait_index] || role.evidence.iter().any(rests) {
                continue;
            }
            let id = described.id.as_str();
            let unsourced = Diagnostic::new(
                Code::UnsourcedValue,
                places.profile(index, id),
                format!(
                    "nothing is said for the place of `{}` on `{id}`",
                    role.id.as_str()
                ),
            );
            faults.push(
                unsourced.label("rests on no source").help(
                    "add a `[[role.evidence]]` with this trait, or leave it out of the profile",
                ),
            );
        }
    }
}

/// Nobody can be surer of a role from a place than people who suit it are alike: with narrower spreads any questions look
/// good. One finding for the whole file, as all of them are widened alike.
fn narrow(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    let least = catalogue.typical_spread.max(TYPICAL_SPREAD);
    let roles = catalogue.roles.iter().enumerate();
    let spreads = roles.flat_map(|(index, role)| {
        let claimed = role.profile.iter().zip(&role.claims).enumerate();
        let claimed = claimed.filter(|(_, (_, claims))| **claims);
        claimed.map(move |(trait_index, (prior, _))| (prior.spread(), index, trait_index))
    });
    let all = spreads.clone().count();
    let narrow: Vec<_> = spreads.filter(|(spread, ..)| *spread < least).collect();
    let Some(&(spread, role, trait_index)) = narrow.first() else {
        return;
    };
    let what = format!(
        "{} of {all} spreads are below {}: people who suit one role differ more than that",
        narrow.len(),
        decimal(least)
    );
    let place = places.profile(role, catalogue.traits[trait_index].id.as_str());
    let narrow = Diagnostic::new(Code::NarrowSpreads, place, what);
    faults.push(narrow.label(format!("{} here", decimal(spread))).help(
        "write 1.2 or more, until answers of people whose role is known say otherwise: with narrow spreads simulation \
         promises much, whatever the questions are worth",
    ));
}

/// Roles that are pushed apart look as if any questions told them apart.
fn far(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    let most = (FAR * catalogue.typical_spread).clamp(FAR * TYPICAL_SPREAD, FARTHEST);
    for (index, role) in catalogue.roles.iter().enumerate() {
        for (place, described) in role.profile.iter().zip(&catalogue.traits) {
            let (mean, id) = (place.mean(), described.id.as_str());
            if mean.abs() <= most {
                continue;
            }
            let what = format!(
                "`{}` lies at {} on `{id}`, beyond {}: nearly everybody who suits it would lean that way",
                role.id.as_str(),
                decimal(mean),
                decimal(most)
            );
            let far = Diagnostic::new(Code::FarPlace, places.profile(index, id), what);
            faults.push(far.label("far from the middle").help(
                "write 1.2 at most, until answers of people whose role is known say otherwise: with roles far apart \
                 simulation promises much, whatever the questions are worth",
            ));
        }
    }
}

/// A place that none of its claims gives it: most often a sign that was lost. Where claims disagree, any place between
/// them may be right.
fn against_sources(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    for (index, role) in catalogue.roles.iter().enumerate() {
        for (trait_index, described) in catalogue.traits.iter().enumerate() {
            let claims = role.evidence.iter();
            let claims = claims.filter(|claim| claim.trait_index == trait_index);
            let [mut low, mut middle, mut high] = [false; 3];
            for claim in claims {
                match claim.toward {
                    Toward::Low => low = true,
                    Toward::Middle => middle = true,
                    Toward::High => high = true,
                }
            }
            let mean = role.profile[trait_index].mean();
            let fits =
                low && (high || mean < 0.0) || high && mean > 0.0 || middle && mean.abs() < A_LEAN;
            if !role.claims[trait_index] || fits || !(low || middle || high) {
                continue;
            }
            let claimed = match (low, high) {
                (true, _) => "toward the low pole",
                (_, true) => "toward the high pole",
                _ => "in the middle",
            };
            let with_middle = if middle && (low || high) {
                " or in the middle"
            } else {
                ""
            };
            let (id, name) = (described.id.as_str(), role.id.as_str());
            let against = Diagnostic::new(
                Code::AgainstSources,
                places.profile(index, id),
                format!(
                    "every claim places `{name}` {claimed}{with_middle} on `{id}`, and its mean is {}",
                    decimal(mean)
                ),
            );
            faults.push(
                against
                    .label("rests on no claim")
                    .context(places.claim(index, id), "what is claimed")
                    .help("is a minus sign lost? Else write down the claim that speaks for this place"),
            );
        }
    }
}
