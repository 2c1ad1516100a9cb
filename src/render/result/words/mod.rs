//! What a result says, sentence by sentence, whatever it is written on.
//!
//! Every part speaks of the person who answered, of somebody else whom the answers are about, or of the work described.

mod answer;
mod apart;
mod evidence;
mod focus;
mod foot;
mod next;
mod place;
mod verdict;

pub(in super::super) use answer::answer as answer_in_words;
pub(in crate::render) use answer::weak_question;
#[cfg(test)]
pub(super) use answer::{Bearing, answered, bearing, weighty_answers};
pub(super) use answer::{answers_listed, answers_title, pivot, weakness};
pub(super) use apart::are_close;
pub(super) use apart::weightiest;
pub(super) use evidence::{decided_heading, reasons, weighed, why};
pub(super) use focus::{focus, focus_lead, to_talk_over};
pub(super) use foot::method;
pub(super) use foot::{caution, grounds, limits, rests_on, stopped, title_now};
pub(in crate::render) use foot::{foundation, foundation_in_short, purpose, small_print, tried};
#[cfg(test)]
pub(super) use next::MOST_STEPS;
pub use next::{NextStep, StepKind, file_option, file_stem};
pub(super) use next::{from_one_answer, next_steps, steps_at_once, to_settle};
pub(in crate::render) use place::range_note;
pub(in crate::render) use place::silence;
pub(in crate::render) use place::{Naming, beside, fitted};
pub(super) use place::{beside_two, places_note, remark, roles_beside};
pub use verdict::before_more;
pub(super) use verdict::{details, headline};
pub(in crate::render) use verdict::{in_short, is_left_cold};

use super::super::figures::{count, grouped, percent};
use super::super::prose::{Emphasis, Prose, data, joined, listed, own, say};
use super::Label;
use crate::assessment::{
    Assessment, CurrentRole, LEAST_TYPICALITY, RoleFit, Stopped, VerdictKind, Warning,
};
use crate::catalogue::{Catalogue, OBSERVED_VERDICTS, Role, Subject};
use crate::model::{CLEAR, LEANING, Length};
use crate::render::document::Block;

/// Below so many per cent, as they are shown, a role is not brought into question, however typical.
const LEAST_PER_CENT: f64 = 10.0;
/// Of people who suit a role so large a share is at least as far from its middle as somebody whose answers are usual there.
const USUAL: f64 = 0.25;
/// Below this share answers are rare among people who suit a role.
const RARE: f64 = 0.05;

/// Whether a role comes into question: it has a figure worth naming, and the answers are no rarer among people who suit it
/// than where the verdict turns to `unlike`.
pub(super) fn fits_somehow(fit: &RoleFit) -> bool {
    let is_rare = fit.typicality.max(fit.typicality_up_to) < LEAST_TYPICALITY;
    fit.is_beyond() || !is_rare && (100.0 * fit.probability).round() >= LEAST_PER_CENT
}

/// Says of the roles that the verdict names, or of the first, how usual such answers are among people who suit them; nothing
/// where few are given or what stands below the verdict says it.
pub(super) fn usual(catalogue: &Catalogue, assessment: &Assessment) -> Option<Prose> {
    let warnings = &assessment.person_fit.warnings;
    let is_unsure = [Warning::FewAnswers, Warning::Agreement];
    let is_unsure = is_unsure.iter().any(|one| warnings.contains(one));
    if is_unsure || assessment.verdict.kind == VerdictKind::Unlike {
        return None;
    }
    let who = match catalogue.subject {
        Subject::You => "people who suit ",
        Subject::TheWork => "work that calls for ",
    };
    let name = |fit: &RoleFit| data(&catalogue.roles[fit.role].name);
    let named = assessment.roles[..roles_named(assessment).len()].iter();
    // Of those who only go further on the role's side neither is so.
    let named =
        named.filter(|fit| is_usual(fit) || !(fit.is_beyond() || fit.typicality_up_to >= USUAL));
    let (usual, rare): (Vec<&RoleFit>, Vec<&RoleFit>) = named.partition(|fit| is_usual(fit));
    let mut sentences = Vec::new();
    if !usual.is_empty() {
        let names = listed(usual.into_iter().map(name));
        sentences.push(say(
            "Such answers are what the catalogue expects of {}{}.",
            [own(who), names],
        ));
    }
    sentences.extend(rare.into_iter().map(|fit| {
        let few = if fit.typicality >= RARE { "four" } else { "twenty" };
        say(
            "Such answers are less usual of {}{}: the catalogue expects fewer than one in {} so far out.",
            [own(who), name(fit), own(few)],
        )
    }));
    (!sentences.is_empty()).then(|| joined(sentences, " "))
}

/// Whether the answers are as usual as can be among people who suit a role.
pub(super) fn is_usual(fit: &RoleFit) -> bool {
    fit.typicality >= USUAL
}

/// Returns the verdict in one sentence of plain text.
#[must_use]
pub fn in_a_line(catalogue: &Catalogue, assessment: &Assessment) -> String {
    headline(catalogue, assessment).plain()
}

/// Says whose result it is and of which day, as far as that is known: `Ana B., 31 January 2026 (UTC)`. The day is that
/// of UTC, for the same result makes the same page wherever it is made.
pub(in crate::render) fn label(label: &Label) -> Option<Prose> {
    let name = label.name.as_ref().map(data);
    let date = label
        .date
        .map(|date| own(date.strftime("%-d %B %Y (UTC)").to_string()));
    match (name, date) {
        (Some(name), Some(date)) => Some(say("{}, {}", [name, date])),
        (one, other) => one.or(other),
    }
}

/// Explains the figures beside the roles.
pub(in crate::render) fn roles_note(catalogue: &Catalogue) -> Prose {
    let [leans, clear] = [LEANING, CLEAR].map(|bound| 100.0 * bound);
    Prose::new().dim(format!(
        "Per cent: how likely among these {}; it leans from {leans:.0} on, and is clear from {clear:.0} on.",
        count(catalogue.roles.len())
    ))
}

/// Says how often the first role was right where it was known: of results that ended as this one and, where one role is
/// named, of those that put it first, with about as many questions.
pub(super) fn counted(catalogue: &Catalogue, assessment: &Assessment) -> Option<Prose> {
    let observed = catalogue.observed.as_ref()?;
    let with = observed.with.as_ref()?.as_str();
    let kind = assessment.verdict.kind;
    let like = match kind {
        VerdictKind::Clear => "clear results",
        VerdictKind::Leaning => "results that leaned like this one",
        VerdictKind::Between => "results between two roles",
        VerdictKind::Open => "results as open as this one",
        VerdictKind::Unlike => return None,
    };
    let mut verdicts = OBSERVED_VERDICTS.iter();
    let at = verdicts.position(|one| *one == kind.name())?;
    if is_left_cold(catalogue, &assessment.traits) {
        return Some(Prose::new().dim(
            "How far to trust it: how often such results are right, of people whom nothing draws, was not counted.",
        ));
    }
    let (length, of_length) = length_counted(catalogue, assessment)?;
    let tally = [observed.whole[at], observed.standard[at]][length]?;
    let by_chance =
        |sittings: u64, of: usize| format!(" (chance: {:.0})", sittings as f64 / of as f64);
    let roles = catalogue.roles.len();
    let [right, sittings] = [tally.right, tally.sittings].map(grouped);
    let said = Prose::new()
        .dim("How far to trust it: in trials with ")
        .data(with);
    // Of two roles that are named the second may be right as well.
    let two = tally.named.filter(|_| assessment.verdict.roles.len() == 2);
    if let Some(named) = two {
        return Some(said.dim(format!(
            ", {} of {sittings} {like}{of_length} had the right role among the two{}, and {right} of these had it first{}.",
            grouped(named),
            by_chance(2 * tally.sittings, roles),
            by_chance(named, 2),
        )));
    }
    let said = said.dim(format!(
        ", {right} of {sittings} {like}{of_length} had the right role first{}",
        by_chance(tally.sittings, roles)
    ));
    let leader = &catalogue.roles[assessment.leader().role];
    let first = leader.first[length].filter(|_| assessment.verdict.roles.len() == 1);
    Some(match first {
        Some(first) => {
            let [right, times] = [first.right, first.sittings].map(grouped);
            let of_all = said.dim("; of all with ").data(&leader.name);
            let chance = by_chance(first.sittings, roles);
            of_all.dim(format!(" first {right} of {times}{chance}."))
        }
        None => said.dim("."),
    })
}

/// Returns which counts are told, those with all items or at standard length, whichever is nearer, and what is said where so
/// many were not asked; nothing where there are so few answers that neither is.
fn length_counted(catalogue: &Catalogue, assessment: &Assessment) -> Option<(usize, &'static str)> {
    let (answered, all) = (assessment.given.len(), catalogue.items.len());
    let standard = Length::Standard;
    match assessment.stopped {
        _ if answered == all => Some((0, "")),
        // Bounds of one's own may ask as few as they like.
        _ if answered <= catalogue.traits.len() => None,
        Stopped::Asked { length, .. } if length == standard => Some((1, "")),
        _ if 2 * answered > all => Some((0, " with all questions")),
        _ => Some((1, " at standard length")),
    }
}

/// Returns the roles that the verdict names; where it names none the first one, or the two that tie.
pub(super) fn roles_named(assessment: &Assessment) -> Vec<usize> {
    if !assessment.verdict.roles.is_empty() {
        return assessment.verdict.roles.clone();
    }
    let count = if are_close(assessment) { 2 } else { 1 };
    let first = assessment.roles.iter().take(count);
    first.map(|fit| fit.role).collect()
}

/// Returns the roles towards which steps are told: those that the verdict names, and the second where it is close and fits
/// at all.
pub(super) fn roles_to_try(assessment: &Assessment) -> Vec<usize> {
    let mut roles = roles_named(assessment);
    let second = &assessment.roles[1];
    if roles.len() == 1 && are_close(assessment) && fits_somehow(second) {
        roles.push(second.role);
    }
    roles
}

/// Says what the roles are towards which steps are told; of an open verdict the first three.
pub(super) fn roles_meant(catalogue: &Catalogue, assessment: &Assessment) -> Vec<Prose> {
    let roles = match assessment.verdict.kind {
        VerdictKind::Open => assessment
            .roles
            .iter()
            .take(3)
            .map(|fit| fit.role)
            .collect(),
        _ => roles_to_try(assessment),
    };
    let roles = roles.into_iter();
    roles.map(|role| role_meant(catalogue, role)).collect()
}

/// Says what a role is.
pub(super) fn role_meant(catalogue: &Catalogue, role: usize) -> Prose {
    let role = &catalogue.roles[role];
    say("{}: {}", [data(&role.name), data(&role.about)])
}

/// Introduces what adverts for a role ask for.
pub(in crate::render) const ADVERTS: &str = "What adverts for it ask for, whatever the title";
/// What heads questions to talk over with somebody, or alone.
pub(in crate::render) const TALK: &str = "To talk over, or to think about";
/// Introduces ways to try a role.
const TRIES: &str = "To try it before having the post, step by step";

/// Returns how to try a role, in steps, as far as the catalogue knows some.
pub(in crate::render) fn tries(role: &Role) -> Option<Block> {
    let steps: Vec<Prose> = role.tries.iter().map(data).collect();
    (!steps.is_empty()).then(|| Block::Steps(own(TRIES), steps))
}

/// Says to whoever does not have a role how to try it, and of one that the verdict names what to look for in adverts, as far
/// as the catalogue does.
pub(super) fn further(
    catalogue: &Catalogue,
    assessment: &Assessment,
    role: usize,
) -> Option<Vec<Block>> {
    let is_held = assessment.current_role == Some(CurrentRole::Role(role));
    let is_named = roles_named(assessment).contains(&role);
    let role = &catalogue.roles[role];
    let tries = tries(role).filter(|_| !is_held);
    let adverts = Block::list(own(ADVERTS), role.adverts.iter().map(data));
    let lists: Vec<Block> = tries
        .into_iter()
        .chain(adverts.filter(|_| is_named))
        .collect();
    let heading = Prose::new().with(Emphasis::Heading, "Towards ");
    let heading = heading.data(&role.name);
    (!lists.is_empty()).then(|| {
        std::iter::once(Block::Section(heading))
            .chain(lists)
            .collect()
    })
}

/// Returns the first step towards each role that the verdict names and somebody does not have, as far as the catalogue knows
/// one; none for work, which can try nothing.
pub(super) fn first_steps(catalogue: &Catalogue, assessment: &Assessment) -> Vec<Prose> {
    if catalogue.subject == Subject::TheWork {
        return Vec::new();
    }
    let named = roles_named(assessment).into_iter();
    let named = named.filter(|&role| assessment.current_role != Some(CurrentRole::Role(role)));
    let steps = named.filter_map(|role| {
        let role = &catalogue.roles[role];
        let first = role.tries.first()?;
        Some(say(
            "A first step towards {}: {}",
            [data(&role.name), data(first)],
        ))
    });
    steps.collect()
}

/// Roles beyond these are only counted.
pub(in crate::render) const MOST_ROLES: usize = 10;

/// Says how many roles are not listed, if any.
pub(super) fn roles_left_out(assessment: &Assessment) -> Option<Prose> {
    let first = assessment.roles.get(MOST_ROLES)?;
    let left = assessment.roles.len() - MOST_ROLES;
    Some(own(format!(
        "and {} more, at most {} each",
        count(left),
        percent(first.probability)
    )))
}
