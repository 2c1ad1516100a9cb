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
#[cfg(test)]
pub(super) use answer::{Bearing, answered, bearing, weighty_answers};
pub(super) use answer::{answers_listed, answers_title, pivot};
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
pub(in crate::render) use verdict::in_short;
pub(super) use verdict::{details, headline};

use super::super::figures::{count, grouped, percent};
use super::super::prose::{Emphasis, Prose, data, own, say};
use super::Label;
use crate::assessment::{Assessment, CurrentRole, LEAST_TYPICALITY, RoleFit, Stopped, VerdictKind};
use crate::catalogue::{Catalogue, OBSERVED_VERDICTS, Status, Subject, Tally};
use crate::model::{CLEAR, LEANING, Length};
use crate::render::document::Block;

/// Below so many per cent a role is called unlikely, however typical: no other word would go with its figure.
const UNLIKELY: f64 = 10.0;

/// Says whether a role fits: whether the answers lie where they are expected of somebody who suits it, by the share of such
/// people that are at least as far from its centre. Of four of them three are above the first bound, and of a hundred one is
/// below the last, which is also where the verdict turns to `unlike`. Nobody fits a role less for going further on its side.
pub(in crate::render) fn likeness(fit: &RoleFit) -> &'static str {
    match fit.typicality.max(fit.typicality_up_to) {
        _ if fit.is_beyond() => "fits, more strongly than usual",
        // By the figure that stands beside it, which is whole.
        _ if is_unlikely(fit) => "unlikely",
        _ if fit.typicality >= 0.25 => "fits",
        strong if strong >= 0.25 => "fits, some of it strongly",
        some if some >= 0.05 => "fits in part",
        rare if rare >= LEAST_TYPICALITY => "hardly fits",
        _ => "does not fit",
    }
}

/// Whether a role fits, in part at least or hardly.
pub(super) fn fits_somehow(fit: &RoleFit) -> bool {
    let typicality = fit.typicality.max(fit.typicality_up_to);
    fit.is_beyond() || !is_unlikely(fit) && typicality >= LEAST_TYPICALITY
}

fn is_unlikely(fit: &RoleFit) -> bool {
    (100.0 * fit.probability).round() < UNLIKELY
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

/// Explains the figures and the words beside the roles.
pub(in crate::render) fn roles_note(catalogue: &Catalogue) -> Prose {
    let usual = match catalogue.subject {
        Subject::You => "such answers are usual among people who suit the role",
        Subject::TheWork => "such answers are usual of work that calls for the role",
    };
    let expected = match catalogue.status {
        Status::ExpertSet => ", as the catalogue expects",
        Status::Calibrated => "",
    };
    let [leans, clear] = [LEANING, CLEAR].map(|bound| 100.0 * bound);
    Prose::new().dim(format!(
        "Per cent: how likely among these {}; it leans from {leans:.0} on, and is clear from {clear:.0} on. Fits: {usual}{expected}; \
         strongly: further to its sides; in part, hardly, not: less and less usual there.",
        count(catalogue.roles.len())
    ))
}

/// Says how often the first role was right where it was known: of results that ended as this one with as many questions, or
/// of all where other questions were answered.
pub(super) fn counted(catalogue: &Catalogue, assessment: &Assessment) -> Option<Prose> {
    let observed = catalogue.observed.as_ref()?;
    let with = observed.with.as_ref()?.as_str();
    let kind = assessment.verdict.kind;
    let at = OBSERVED_VERDICTS
        .iter()
        .position(|one| *one == kind.name())?;
    let like = match kind {
        VerdictKind::Clear => "clear results",
        VerdictKind::Leaning => "results that leaned like this one",
        VerdictKind::Between => "results between two roles",
        VerdictKind::Open => "results as open as this one",
        VerdictKind::Unlike => return None,
    };
    let (whole, standard) = (observed.whole[at], observed.standard[at]);
    let asked_standard = matches!(
        assessment.stopped,
        Stopped::Asked {
            length: Length::Standard,
            ..
        }
    );
    let is_whole = assessment.given.len() == catalogue.items.len();
    let tallies = match (whole, standard) {
        (Some(whole), _) if is_whole => vec![(whole, "")],
        // Bounds of one's own may ask as few as they like.
        _ if is_whole || assessment.given.len() <= catalogue.traits.len() => return None,
        (_, Some(standard)) if asked_standard => vec![(standard, "")],
        (Some(whole), Some(standard)) if !asked_standard => {
            vec![
                (whole, " (all questions)"),
                (standard, " (standard length)"),
            ]
        }
        _ => return None,
    };
    // Of two roles that are named the second may be right as well.
    let named = |one: &Tally| one.named.filter(|_| assessment.verdict.roles.len() == 2);
    let two = tallies.iter().all(|(one, _)| named(one).is_some());
    let parts = tallies.iter().map(|(one, of)| {
        let right = named(one).filter(|_| two).unwrap_or(one.right);
        (grouped(right), grouped(one.sittings), *of)
    });
    let parts = parts.enumerate().map(|(place, (right, sittings, of))| {
        let like = if place == 0 {
            format!(" {like}")
        } else {
            String::new()
        };
        format!("{right} of {sittings}{like}{of}")
    });
    let parts: Vec<String> = parts.collect();
    let parts = parts.join(", in ");
    // Between two roles a coin is right in half; less than three in four is not much better.
    let says_little = tallies
        .iter()
        .all(|(one, _)| one.right * 4 < one.sittings * 3);
    let named = if two { 2 } else { 1 };
    let [named, roles] = [named, catalogue.roles.len()].map(count);
    let parts = format!("{parts}, by guessing in {named} of {roles}");
    let told = if two && says_little {
        format!("one of the two was right in {parts}; which of them stands first says little")
    } else if two {
        let first: Vec<String> = tallies.iter().map(|(one, _)| grouped(one.right)).collect();
        let first = first.join(" and ");
        format!("one of the two was right in {parts}; the first of them in {first}")
    } else {
        format!("the first role was right in {parts}")
    };
    let played = Prose::new().dim("In trials with ").data(with);
    Some(played.dim(format!(", {told}.")))
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
pub(in crate::render) const TRIES: &str = "To try it before having the post, step by step";

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
    let lists = [
        (TRIES, &role.tries, !is_held),
        (ADVERTS, &role.adverts, is_named),
    ];
    let lists: Vec<Block> = lists
        .into_iter()
        .filter(|(_, _, is_told)| *is_told)
        .filter_map(|(label, texts, _)| Block::list(own(label), texts.iter().map(data)))
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
