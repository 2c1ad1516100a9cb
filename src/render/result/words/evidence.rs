//! What spoke for the first role rather than the second, in words.

use super::super::super::figures::{capitalised, count};
use super::super::super::prose::{Emphasis, Prose, data, joined, own, say};
use super::place::roles_beside;
use crate::assessment::{Assessment, TraitWeight, VerdictKind};
use crate::catalogue::Catalogue;
use crate::contrast::closest;
use crate::render::document::Block;
use crate::render::gap::sentence;
use crate::render::leaning::{at, how_far, neither, on_answers, preference, quoted, side};
use crate::render::person::Person;

/// Lighter traits are not listed: nobody feels half a deciban.
const LEAST_DECIBANS: f64 = 0.5;
/// So many reasons stand in a sentence.
const MOST_REASONS: usize = 3;

/// Returns the traits that count, the heaviest first.
pub(in super::super) fn weighed(assessment: &Assessment) -> Vec<TraitWeight> {
    let mut weights = assessment.weight.heaviest_first();
    weights.retain(|one| one.decibans.abs() >= LEAST_DECIBANS);
    weights
}

pub(in super::super) fn decided_heading(catalogue: &Catalogue, assessment: &Assessment) -> Prose {
    let name = |role: usize| catalogue.roles[role].name.as_str();
    let (start, between) = match assessment.verdict.kind {
        VerdictKind::Clear => ("What decided it: ", " rather than "),
        VerdictKind::Leaning | VerdictKind::Unlike => ("What speaks for ", " rather than "),
        VerdictKind::Between | VerdictKind::Open => ("What weighs for ", " or for "),
    };
    Prose::new()
        .with(Emphasis::Heading, start)
        .data(name(assessment.weight.winner))
        .with(Emphasis::Heading, between)
        .data(name(assessment.weight.runner_up))
}

/// Says in a sentence what speaks most for the first role and, where the verdict is not clear, in another what speaks most
/// for the second, as far as anything does.
pub(in super::super) fn why(catalogue: &Catalogue, assessment: &Assessment) -> Vec<Prose> {
    let listed = weighed(assessment);
    let score = |one: &TraitWeight| &assessment.traits[one.trait_index];
    // Who leans neither way speaks for a role only because the other one asks for more.
    let leans = |one: &TraitWeight| side(score(one).score).is_some();
    let most = |role: usize, is_for: fn(f64) -> bool| {
        let reasons = listed.iter();
        let reasons = reasons.filter(|one| is_for(one.decibans) && leans(one));
        let reasons = reasons.take(MOST_REASONS);
        let reasons: Vec<Prose> = reasons
            .map(|one| {
                let reason = preference(catalogue, one.trait_index, score(one));
                match score(one).answered {
                    1 => reason.own(" (from one answer)"),
                    _ => reason,
                }
            })
            .collect();
        let role = data(&catalogue.roles[role].name);
        (!reasons.is_empty()).then(|| say("Most for {}: {}.", [role, joined(reasons, "; ")]))
    };
    let first = most(assessment.weight.winner, |weight| weight > 0.0);
    let is_clear = assessment.verdict.kind == VerdictKind::Clear;
    let second = most(assessment.weight.runner_up, |weight| weight < 0.0).filter(|_| !is_clear);
    first.into_iter().chain(second).collect()
}

/// Lists what speaks for the first of the two roles that are weighed and what for the second, the heaviest first, each with
/// how much it weighs; then what there is to know about the traits that are not listed.
pub(in super::super) fn reasons(catalogue: &Catalogue, assessment: &Assessment) -> Vec<Block> {
    let listed = weighed(assessment);
    let is_one_sided = {
        let mut signs = listed.iter().map(|one| one.decibans > 0.0);
        let first = signs.next();
        signs.all(|sign| Some(sign) == first)
    };
    let for_role = |role: usize, is_for: fn(f64) -> bool| {
        let reasons = listed.iter().filter(|one| is_for(one.decibans));
        let reasons = reasons.map(|one| reason(catalogue, assessment, one));
        let role = &catalogue.roles[role].name;
        let label = if is_one_sided && is_for(1.0) {
            Prose::new()
        } else {
            own("For ").data(role)
        };
        Block::list(label, reasons)
    };
    let lists = [
        for_role(assessment.weight.winner, |weight| weight > 0.0),
        for_role(assessment.weight.runner_up, |weight| weight < 0.0),
    ];
    let mut blocks: Vec<Block> = lists.into_iter().flatten().collect();
    blocks.extend(rest(catalogue, assessment, &listed).map(Block::Remark));
    blocks
}

/// Says where somebody stands on a trait and how far, in the catalogue's words where they speak to whoever answered, and how
/// much that weighs, and on how many answers it rests: `You talk so that others come to want something new. (clearly; some
/// weight; from two answers)`
fn reason(catalogue: &Catalogue, assessment: &Assessment, one: &TraitWeight) -> Prose {
    let index = one.trait_index;
    let (words, score) = (&catalogue.traits[index], &assessment.traits[index]);
    let strength = strength(one.decibans);
    let side = side(score.score);
    let about = match (Person::of(catalogue, assessment), side) {
        (Person::Named(_), _) | (_, None) => None,
        (_, Some(pole)) => words.about_of(pole),
    };
    let (winner, runner_up) = (assessment.weight.winner, assessment.weight.runner_up);
    let other = if one.decibans > 0.0 {
        runner_up
    } else {
        winner
    };
    let stand = match (about, side) {
        (Some(about), _) => data(about),
        (None, Some(_)) => say(
            "{}. {}",
            [
                sentence(preference(catalogue, index, score)),
                data(&words.about),
            ],
        ),
        // It speaks for one role because the other asks for more.
        (None, None) => say(
            "{}, where {} is {}.",
            [
                sentence(neither(catalogue, index)),
                data(&catalogue.roles[other].name),
                at(
                    catalogue,
                    index,
                    catalogue.roles[other].profile[index].mean(),
                ),
            ],
        ),
    };
    let how = side.map(|_| how_far(score)).into_iter().chain(strength);
    let mut how: Vec<&str> = how.collect();
    let on = on_answers(score);
    let on = match weak(catalogue, assessment, index) {
        0 => on,
        1 => format!("{on}, one to a weak question"),
        many => format!("{on}, {} to weak questions", count(many)),
    };
    how.push(&on);
    stand.dim(format!(" ({})", how.join("; ")))
}

/// Returns how many of the answers on a trait are to weak questions, where that is a third of them at least.
pub(super) fn weak(catalogue: &Catalogue, assessment: &Assessment, trait_index: usize) -> usize {
    let given = assessment.given.iter();
    let items = given.map(|given| &catalogue.items[given.item]);
    let weak = items.filter(|item| item.trait_index == trait_index && item.is_weak());
    let weak = weak.count();
    let answered = assessment.traits[trait_index].answered;
    if 3 * weak >= answered { weak } else { 0 }
}

/// Says how much a trait weighs, unless that is little. The bounds are odds of 10, 3 and 1.6 to one.
fn strength(decibans: f64) -> Option<&'static str> {
    match decibans.abs() {
        ten if ten >= 10.0 => Some("very much weight"),
        three if three >= 5.0 => Some("much weight"),
        some if some >= 2.0 => Some("some weight"),
        _ => None,
    }
}

/// Says how many traits are not listed, on what a verdict hangs, and that only two roles are weighed where that could look
/// like a contradiction.
fn rest(catalogue: &Catalogue, assessment: &Assessment, listed: &[TraitWeight]) -> Option<Prose> {
    let left = assessment.weight.traits.len() - listed.len();
    let is_listed = |index: usize| listed.iter().any(|one| one.trait_index == index);
    let mut others = assessment.traits.iter().enumerate();
    let answered = others.all(|(index, score)| is_listed(index) || score.answered > 0);
    let balance = |them: &str| {
        let balance = format!(": the answers on {them} balance, or tell the two little apart");
        if answered { balance } else { String::new() }
    };
    let mut sentences = Vec::new();
    if left > 0 {
        sentences.push(Prose::new().dim(match (listed.is_empty(), left) {
            (true, _) => "No trait counts much between the two.".to_owned(),
            (false, 1) => format!("One other trait hardly counts{}.", balance("it")),
            (false, _) => {
                let left = capitalised(&count(left));
                format!("{left} other traits hardly count{}.", balance("them"))
            }
        }));
    }
    sentences.extend(hinge(catalogue, assessment, listed));
    if third_is_nearer(catalogue, assessment, listed) {
        sentences.push(Prose::new().dim("Only these two roles are weighed here."));
    }
    (!sentences.is_empty()).then(|| joined(sentences, " "))
}

/// Says of a verdict that names one role on which trait it hangs: without it the second would come before the first.
fn hinge(catalogue: &Catalogue, assessment: &Assessment, listed: &[TraitWeight]) -> Option<Prose> {
    let heaviest = listed.iter().find(|one| one.decibans > 0.0)?;
    let names_one = assessment.verdict.roles.len() == 1;
    let hangs = names_one && heaviest.decibans > assessment.weight.total;
    let name = |role: usize| data(&catalogue.roles[role].name);
    hangs.then(|| {
        say(
            "It hangs on {}: without that {} would come before {}.",
            [
                quoted(catalogue, heaviest.trait_index),
                name(assessment.weight.runner_up),
                name(assessment.weight.winner),
            ],
        )
    })
}

/// Returns whether on a trait that is listed a role other than the two stands nearest, which would look like a
/// contradiction.
fn third_is_nearer(catalogue: &Catalogue, assessment: &Assessment, listed: &[TraitWeight]) -> bool {
    let (winner, runner_up) = (assessment.weight.winner, assessment.weight.runner_up);
    let roles = roles_beside(assessment);
    listed.iter().any(|one| {
        let closest = closest(catalogue, &roles, &assessment.traits, one.trait_index);
        !(closest.is_empty() || closest.contains(&winner) || closest.contains(&runner_up))
    })
}
