//! Roles: can they be told apart, and what do their profiles rest on?

use super::{FEW_PEOPLE, Places, decimal, percent};
use crate::catalogue::diagnostic::{Code, Diagnostic, Faults};
use crate::catalogue::{Catalogue, Role, Status, TYPICAL_SPREAD, Toward};
use crate::model::{Separation, softmax};

/// Two roles whose people lie closer than this on every trait are separated by none: a small difference after Cohen
/// (1988), in standard deviations of the roles' people.
const SMALL_DIFFERENCE: f64 = 0.5;
/// A distance at which somebody who knew theta exactly would tell two roles apart three times in four: `2 Phi^-1(0.75)`.
const LEAST_DISTANCE: f64 = 1.349;
/// A share of two roles' people that no real questions tell apart: from here up the numbers promise it all the same.
const ALL_TOLD_APART: f64 = 0.95;
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
        all_apart(catalogue, places, faults);
    }
}

/// Returns whether the numbers rest on people who answered, and it is counted how many they were: `calibrate` writes it
/// down.
pub(super) fn names_its_sample(catalogue: &Catalogue) -> bool {
    let people = catalogue.observed.as_ref().map(|observed| observed.people);
    catalogue.status == Status::Calibrated && people >= Some(FEW_PEOPLE)
}

fn separation(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    let roles = &catalogue.roles;
    for (a, first) in roles.iter().enumerate() {
        for (b, second) in roles.iter().enumerate().skip(a + 1) {
            let Separation { greatest, distance } = Separation::of(&first.profile, &second.profile);
            let names = format!("`{}` and `{}`", first.id, second.id);
            let what = if greatest < SMALL_DIFFERENCE {
                let most = decimal(greatest);
                format!("no trait separates {names}: their people differ by {most} spreads at most")
            } else if distance < LEAST_DISTANCE {
                let right = percent(Separation { greatest, distance }.told_apart());
                format!(
                    "{names} overlap: if everybody's true place on each trait were known, only {right} of their people could be told apart; \
                     aim for 85 %"
                )
            } else {
                continue;
            };
            let alike = Diagnostic::new(Code::RolesAlike, places.role(b), what)
                .label("hard to tell from another role")
                .context(places.role(a), "the other role");
            faults.push(alike.help(
                "read the sources again for a trait on which they differ, or make them one role",
            ));
        }
    }
}

fn without_lean(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    let log = |role: &Role| {
        let densities = role.profile.iter().map(|prior| prior.log_density(0.0));
        densities.sum()
    };
    let mut probabilities: Vec<f64> = catalogue.roles.iter().map(log).collect();
    softmax(&mut probabilities);
    for (index, (role, &probability)) in catalogue.roles.iter().zip(&probabilities).enumerate() {
        if probability < CLAIMED {
            continue;
        }
        let (id, probability) = (&role.id, decimal(probability));
        let what =
            format!("somebody without any lean is told `{id}` with probability {probability}");
        let claimed = Diagnostic::new(Code::ClaimsNoLean, places.role(index), what);
        faults.push(claimed.label("its means lie closest to 0").help(
            "read the sources again: does it lean more, or lean on another trait, or do the others lean less?",
        ));
    }
}

fn unsourced(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    for (index, role) in catalogue.roles.iter().enumerate() {
        for (trait_index, described) in catalogue.traits.iter().enumerate() {
            let mut evidence = role.evidence.iter();
            if !role.claims[trait_index] || evidence.any(|one| one.trait_index == trait_index) {
                continue;
            }
            let (id, name) = (described.id.as_str(), &role.id);
            let what = format!("nothing is said for the place of `{name}` on `{id}`");
            let place = places.profile(index, id);
            let unsourced = Diagnostic::new(Code::UnsourcedValue, place, what);
            let help = "add a `[[role.evidence]]` with this trait, or leave it out of the profile";
            faults.push(unsourced.label("rests on no source").help(help));
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
            let (name, mean, most) = (&role.id, decimal(mean), decimal(most));
            let what = format!(
                "`{name}` lies at {mean} on `{id}`, beyond {most}: nearly everybody who suits it would lean that way"
            );
            let far = Diagnostic::new(Code::FarPlace, places.profile(index, id), what);
            faults.push(far.label("far from the middle").help(
                "write 1.2 at most, until answers of people whose role is known say otherwise: with roles far apart \
                 simulation promises much, whatever the questions are worth",
            ));
        }
    }
}

/// Many small distances make a large one: even the two roles that are nearest are as good as never mixed up, whatever the
/// questions are worth.
fn all_apart(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    let roles = &catalogue.roles;
    let pairs = (0..roles.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    let told = pairs.map(|(a, b)| {
        let apart = Separation::of(&roles[a].profile, &roles[b].profile);
        (apart.told_apart(), a, b)
    });
    let Some((told, a, b)) = told.min_by(|one, other| one.0.total_cmp(&other.0)) else {
        return;
    };
    if told <= ALL_TOLD_APART {
        return;
    }
    let what = format!(
        "if everybody's true place on each trait were known, over {} of the people of the nearest roles, `{}` and `{}`, could be told apart: \
         real people of two roles overlap more",
        percent(ALL_TOLD_APART),
        roles[a].id,
        roles[b].id
    );
    let apart = Diagnostic::new(Code::RolesFar, places.role(b), what)
        .label("no pair lies nearer")
        .context(places.role(a), "the other role");
    faults.push(apart.help(
        "widen the spreads or bring the means together, to 85 %, until answers of people whose role is known say \
         otherwise: with roles far apart simulation promises much, whatever the questions are worth",
    ));
}

/// A place that none of its claims gives it: most often a sign that was lost. Where claims disagree, any place between
/// them may be right.
fn against_sources(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    for (index, role) in catalogue.roles.iter().enumerate() {
        for (trait_index, described) in catalogue.traits.iter().enumerate() {
            let [low, middle, high] = Toward::ALL.map(|toward| {
                let mut claims = role.evidence.iter();
                claims.any(|claim| claim.trait_index == trait_index && claim.toward == toward)
            });
            let mean = role.profile[trait_index].mean();
            let fits =
                low && (high || mean < 0.0) || high && mean > 0.0 || middle && mean.abs() < A_LEAN;
            if !role.claims[trait_index] || fits || !(low || middle || high) {
                continue;
            }
            let claimed = match (low, middle, high) {
                (true, true, _) => "toward the low pole or in the middle",
                (true, false, _) => "toward the low pole",
                (false, true, true) => "toward the high pole or in the middle",
                (false, false, true) => "toward the high pole",
                (false, _, false) => "in the middle",
            };
            let (id, name, mean) = (described.id.as_str(), &role.id, decimal(mean));
            let what =
                format!("every claim places `{name}` {claimed} on `{id}`, and its mean is {mean}");
            let place = places.profile(index, id);
            let against = Diagnostic::new(Code::AgainstSources, place, what)
                .label("rests on no claim")
                .context(places.claim(index, id), "what is claimed");
            faults.push(against.help(
                "is a minus sign lost? Else write down the claim that speaks for this place",
            ));
        }
    }
}
