//! Two roles that are close: what tells them apart, and where somebody stands on it.

use super::evidence::weighed;
use super::place::remark;
use super::verdict::tied;
use crate::assessment::{Assessment, TraitWeight, VerdictKind};
use crate::catalogue::{Catalogue, Pole, Subject};
use crate::contrast::{Apart, Beside, Contrast};
use crate::render::figures::capitalised;
use crate::render::leaning::{Voice, of_score_on_answers, pole, quoted_activities, side};
use crate::render::person::Person;
use crate::render::prose::{Prose, data, own, say};

/// More traits than these are not named: they are what to look for in a post.
const MOST_NAMED: usize = 2;

/// Whether the first two roles are close, so that neither can be left out.
pub(in super::super) fn are_close(assessment: &Assessment) -> bool {
    match assessment.verdict.kind {
        VerdictKind::Leaning | VerdictKind::Between => true,
        VerdictKind::Open => tied(assessment) == 2,
        VerdictKind::Clear | VerdictKind::Unlike => false,
    }
}

/// Returns the first two roles side by side.
fn first_two(catalogue: &Catalogue, assessment: &Assessment) -> Contrast {
    let roles = [0, 1].map(|rank| assessment.roles[rank].role);
    Contrast::of(catalogue, &roles, Some(assessment))
}

/// Whether no trait counted for much, so that there is nothing to say of what did.
fn nothing_counted(assessment: &Assessment) -> bool {
    are_close(assessment) && weighed(assessment).is_empty()
}

/// Returns the traits in the order in which they matter for the result: by what decided it or, where nothing did, by how far
/// the first two roles lie apart.
pub(in super::super) fn weightiest(catalogue: &Catalogue, assessment: &Assessment) -> Vec<usize> {
    if nothing_counted(assessment) {
        let traits = first_two(catalogue, assessment).traits;
        return traits.iter().map(|one| one.trait_index).collect();
    }
    let heaviest = assessment.weight.heaviest_first();
    heaviest.iter().map(|one| one.trait_index).collect()
}

/// Says by what the first two roles are told apart where they are close: on which traits, which role is on which side, and
/// where somebody stands there.
pub(super) fn told_apart_by(catalogue: &Catalogue, assessment: &Assessment) -> Vec<Prose> {
    if !are_close(assessment) {
        return Vec::new();
    }
    let lead = match (nothing_counted(assessment), catalogue.subject) {
        (true, Subject::TheWork) => "Both are close. What tells them apart most:",
        (true, Subject::You) => {
            "Both are close. Look in the duties of a post for what tells them apart most:"
        }
        (false, Subject::TheWork) => "What counted most between the two:",
        (false, Subject::You) => {
            "What counted most between the two, and is worth looking for in the duties of a post:"
        }
    };
    let named = separating(catalogue, assessment).into_iter();
    let named: Vec<Prose> = named
        .map(|(index, apart)| on_trait(catalogue, assessment, index, apart))
        .collect();
    if named.is_empty() {
        return named;
    }
    std::iter::once(own(lead)).chain(named).collect()
}

/// Returns the traits that tell the first two roles apart, those that matter most for the result first: of those that
/// speak for the first role and of those that speak for the second the heaviest, so that a tie reads as one.
pub(super) fn separating(catalogue: &Catalogue, assessment: &Assessment) -> Vec<(usize, Apart)> {
    let contrast = first_two(catalogue, assessment);
    let of_trait = |index| contrast.traits.iter().find(|one| one.trait_index == index);
    let named = |index: usize| {
        let one = of_trait(index).filter(|one| !one.is_shared())?;
        Some((one.trait_index, one.apart?))
    };
    if nothing_counted(assessment) {
        let ordered = weightiest(catalogue, assessment).into_iter();
        return ordered.filter_map(named).take(MOST_NAMED).collect();
    }
    let weights: Vec<TraitWeight> = weighed(assessment)
        .into_iter()
        .filter(|one| named(one.trait_index).is_some())
        .collect();
    let heaviest = |is_for: fn(f64) -> bool| weights.iter().position(|one| is_for(one.decibans));
    let sides = [
        heaviest(|weight| weight > 0.0),
        heaviest(|weight| weight < 0.0),
    ];
    // Where all speak for one role, the next is its second.
    let mut chosen: Vec<usize> = sides.into_iter().flatten().collect();
    chosen.extend((0..weights.len()).filter(|at| !sides.contains(&Some(*at))));
    chosen.truncate(MOST_NAMED);
    chosen.sort_unstable();
    let chosen = chosen.into_iter().map(|at| weights[at].trait_index);
    chosen.filter_map(named).collect()
}

/// Says what a trait is about, which role is on which side of it and where somebody stands there: `Whom your days are for.
/// Product owner leans more to near than Product manager; you are close to both.`
fn on_trait(catalogue: &Catalogue, assessment: &Assessment, index: usize, apart: Apart) -> Prose {
    let end = |side| pole(catalogue, index, side);
    let leans = |role: usize| side(catalogue.roles[role].profile[index].mean());
    let name = |role: usize| data(&catalogue.roles[role].name);
    let than = |more: usize, words: &str, what: Prose, less: usize| {
        say(
            "{} {} {} than {}",
            [name(more), own(words), what, name(less)],
        )
    };
    // Of two that lean to one side, or of which one leans to none, neither is said to stand for the other.
    let (high, low) = (apart.high, apart.low);
    let sides = match Voice::of(catalogue, index) {
        Voice::Draws | Voice::Share => {
            let activities = quoted_activities(catalogue, index);
            than(high, "has more of", activities, low)
        }
        Voice::Poles if leans(low) != Some(Pole::Low) => {
            than(high, "leans more to", end(Pole::High), low)
        }
        Voice::Poles if leans(high) != Some(Pole::High) => {
            than(low, "leans more to", end(Pole::Low), high)
        }
        Voice::Poles => say(
            "{} leans to {}, {} to {}",
            [name(low), end(Pole::Low), name(high), end(Pole::High)],
        ),
    };
    let place = place_beside(catalogue, assessment, index, [low, high]);
    let about = catalogue.traits[index].about.as_str();
    let first = about
        .split_once(". ")
        .map_or(about, |(first, _)| first)
        .trim_end_matches('.');
    say("{}. {}; {}.", [data(capitalised(first)), sides, place])
}

/// Says where somebody stands beside two roles, and where that is so uncertain that it may be either of them.
fn place_beside(
    catalogue: &Catalogue,
    assessment: &Assessment,
    index: usize,
    roles: [usize; 2],
) -> Prose {
    let person = Person::of(catalogue, assessment);
    // A third role is not spoken of where two are set side by side.
    let score = &assessment.traits[index];
    let beside = Beside::of(catalogue, &roles, &assessment.traits, index);
    let place = match beside {
        Beside::Between(..) => own("between the two"),
        _ => remark(catalogue, assessment, index, &roles, usize::MAX),
    };
    if score.answered == 0 {
        return place;
    }
    let (from, to) = score.interval;
    let centres = roles.map(|role| catalogue.roles[role].profile[index].mean());
    let may_be_either = centres.iter().all(|centre| (from..=to).contains(centre));
    say(
        "{}{} {} ({}{})",
        [
            person.who(),
            own(person.verb(" are", " is")),
            place,
            of_score_on_answers(catalogue, index, score),
            own(if may_be_either {
                ", so that it may be either"
            } else {
                ""
            }),
        ],
    )
}
