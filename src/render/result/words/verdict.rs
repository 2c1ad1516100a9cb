//! The verdict in one sentence, and what would settle a doubt. It says which role, never how good anyone is.

use super::super::super::figures::{capitalised, count, percent};
use super::super::super::prose::{Prose, data, listed, own, say, strong};
use super::apart::{are_close, told_apart_by};
use super::fits_somehow;
use crate::assessment::{
    Assessment, RoleFit, SettlingTrait, Stopped, TraitScore, VerdictKind, Warning,
};
use crate::catalogue::{Catalogue, Pole, Subject};
use crate::preparation::Gap;
use crate::render::gap::{Compared, activities_differ};
use crate::render::leaning::{Voice, quoted, quoted_activities, side};
use crate::render::person::Person;

/// Below these odds two roles are a tie: one deciban, about the least weight of evidence that one can feel (Good, 1950).
const TIE_ODDS: f64 = 1.259;
/// More traits than these are not named as what would settle a doubt.
const MOST_NAMED: usize = 2;

/// Returns the verdict in one sentence.
pub(in super::super) fn headline(catalogue: &Catalogue, assessment: &Assessment) -> Prose {
    let name = |rank: usize| {
        let fit = &assessment.roles[rank];
        strong(&catalogue.roles[fit.role].name)
    };
    let person = Person::of(catalogue, assessment);
    let named = assessment.verdict.roles.len();
    if named > 0 && is_left_cold(catalogue, &assessment.traits) {
        let nearest = listed((0..named).map(name));
        let are = own(if named == 1 { "is" } else { "are" });
        return say(
            "None of the work that was asked about draws {}; nearest {} {}.",
            [person.who(), are, nearest],
        );
    }
    match assessment.verdict.kind {
        VerdictKind::Clear => say(
            "{} {} best, and it is clear.",
            [person.does("fit", "fits"), name(0)],
        ),
        VerdictKind::Leaning => leaning(catalogue, assessment),
        VerdictKind::Between => {
            let end = match tied(assessment) {
                // Which of two stands first said little in every trial.
                1 => ".",
                _ => ": a tie.",
            };
            let both = [person.does("are", "is"), name(0), name(1)];
            say("{} between {} and {}", both).own(end)
        }
        VerdictKind::Open => open(catalogue, assessment),
        VerdictKind::Unlike => {
            let none = match catalogue.roles.len() {
                2 => "Neither of the two roles".to_owned(),
                many => format!("None of the {} roles", count(many)),
            };
            let whom = match person {
                Person::TheWork => own("this work"),
                person => person.who(),
            };
            say(
                "{} is much like {}; the nearest is {}.",
                [own(none), whom, name(0)],
            )
        }
    }
}

/// Says where somebody leans, and which other roles stay possible: the second, and what is as likely, as far as they fit at all.
fn leaning(catalogue: &Catalogue, assessment: &Assessment) -> Prose {
    let second = assessment.roles[1].probability;
    let others = assessment.roles[1..].iter();
    let others = others.filter(|fit| fits_somehow(fit) && second <= TIE_ODDS * fit.probability);
    let name = |fit: &RoleFit| strong(&catalogue.roles[fit.role].name);
    let others: Vec<Prose> = others.map(name).collect();
    let leans = Person::of(catalogue, assessment).does("lean", "leans");
    let leans = say("{} towards {}", [leans, name(assessment.leader())]);
    match others.len() {
        0 => leans.own("."),
        1 => say("{}; {} is not ruled out.", [leans, listed(others)]),
        _ => say("{}; {} are not ruled out.", [leans, listed(others)]),
    }
}

fn open(catalogue: &Catalogue, assessment: &Assessment) -> Prose {
    let flat = assessment
        .traits
        .iter()
        .all(|score| side(score.score).is_none());
    let (subject, leans, points) = match Person::of(catalogue, assessment) {
        Person::You => (own("Your answers"), "lean", "point"),
        Person::Named(name) => (own("The answers about ").data(name), "lean", "point"),
        Person::TheWork => (own("The work"), "leans", "points"),
    };
    let prose = subject.own(if flat {
        format!(" hardly {leans} to either side, so no role stands out: ")
    } else {
        format!(" {points} to no single role: ")
    });
    let tied = tied(assessment);
    if tied == assessment.roles.len() {
        return prose.own(format!("all {} are about as likely.", count(tied)));
    }
    let first = assessment.roles[..tied]
        .iter()
        .map(|fit| strong(&catalogue.roles[fit.role].name));
    let prose = prose.listed(first);
    if tied == 1 {
        prose.own(" comes first, but others stay possible.")
    } else {
        prose.own(" come first, and tie.")
    }
}

/// Says a verdict in a few words that fit a person and a piece of work alike; `name` names the role of a rank, from 0.
pub(in crate::render) fn in_short<'n>(kind: VerdictKind, name: impl Fn(usize) -> &'n str) -> Prose {
    let role = |rank| strong(name(rank));
    match kind {
        VerdictKind::Clear => role(0).own(", and it is clear"),
        VerdictKind::Leaning => own("leaning towards ").then(role(0)),
        VerdictKind::Between => say("between {} and {}", [role(0), role(1)]),
        VerdictKind::Open => own("no single role"),
        VerdictKind::Unlike => own("unlike every role; the nearest is ").then(role(0)),
    }
}

/// Says what a result was before further answers, and that more of them may leave less sure; nothing where there are none.
#[must_use]
pub fn before_more(
    catalogue: &Catalogue,
    earlier: &Assessment,
    now: &Assessment,
) -> Option<String> {
    let added = now.given.len().checked_sub(earlier.given.len());
    let added = added.filter(|&added| added > 0)?;
    let these = match added {
        1 => "this answer".to_owned(),
        many => format!("these {} answers", count(many)),
    };
    let name = |rank: usize| catalogue.roles[earlier.roles[rank].role].name.as_str();
    let verdict = in_short(earlier.verdict.kind, name).plain();
    let figures = [0, 1].map(|rank| {
        let figure = percent(earlier.roles[rank].probability);
        format!("{} {figure}", name(rank))
    });
    // The kinds are listed from the surest to the least sure.
    let place = |one: &Assessment| {
        VerdictKind::LISTED
            .iter()
            .position(|kind| *kind == one.verdict.kind)
    };
    let less = if place(now) > place(earlier) {
        ". More answers can also show that less is sure"
    } else {
        ""
    };
    let figures = figures.join(", ");
    Some(format!("Before {these}: {verdict} ({figures}){less}."))
}

/// Returns how many roles, from the first on, are as good as equal.
pub(super) fn tied(assessment: &Assessment) -> usize {
    let first = assessment.leader().probability;
    assessment
        .roles
        .iter()
        .take_while(|fit| first <= TIE_ODDS * fit.probability)
        .count()
}

/// Returns what follows the verdict: what tells two close roles apart, if that is wanted, and what would settle a doubt, or
/// in what somebody differs.
pub(in super::super) fn details(
    catalogue: &Catalogue,
    assessment: &Assessment,
    tells_apart: bool,
) -> Vec<Prose> {
    match assessment.verdict.kind {
        VerdictKind::Clear => {
            let mut details = few(assessment);
            details.extend(left_cold(catalogue, assessment));
            details.extend(beyond(catalogue, assessment));
            details
        }
        VerdictKind::Unlike => unlike(catalogue, assessment),
        VerdictKind::Leaning | VerdictKind::Between | VerdictKind::Open => {
            let mut details = few(assessment);
            details.extend(left_cold(catalogue, assessment));
            details.extend(beyond(catalogue, assessment));
            if assessment.verdict.kind == VerdictKind::Between
                && catalogue.subject == Subject::TheWork
            {
                details.push(own(JOINED));
            }
            if tells_apart {
                details.extend(told_apart_by(catalogue, assessment));
            }
            details.extend(settling(catalogue, assessment));
            details
        }
    }
}

/// Says right below a verdict that it rests on little.
fn few(assessment: &Assessment) -> Vec<Prose> {
    let warnings = &assessment.person_fit.warnings;
    if !warnings.contains(&Warning::FewAnswers) {
        return Vec::new();
    }
    let answers = match assessment.given.len() {
        1 => "one answer".to_owned(),
        many => format!("{} answers", count(many)),
    };
    vec![own(format!(
        "It rests on {answers} alone, fewer than there are traits: take it as a first hint."
    ))]
}

/// Returns the traits that say what draws people.
fn drawing(catalogue: &Catalogue) -> Vec<usize> {
    let traits = 0..catalogue.traits.len();
    let drawing = traits.filter(|&index| Voice::of(catalogue, index) == Voice::Draws);
    drawing.collect()
}

/// Whether none of the kinds of work that were asked about, several, draws somebody on the whole.
pub(in crate::render) fn is_left_cold(catalogue: &Catalogue, traits: &[TraitScore]) -> bool {
    let drawing = drawing(catalogue);
    let is_cold = |&index: &usize| side(traits[index].score) == Some(Pole::Low);
    drawing.len() > 1 && drawing.iter().all(is_cold)
}

/// Names to somebody whom none of them draws the kinds of work that were asked about.
pub(super) fn left_cold(catalogue: &Catalogue, assessment: &Assessment) -> Option<Prose> {
    let kinds = drawing(catalogue).into_iter();
    let kinds = kinds.map(|index| quoted_activities(catalogue, index));
    is_left_cold(catalogue, &assessment.traits).then(|| {
        say(
            "The kinds of work that were asked about were {}.",
            [listed(kinds)],
        )
    })
}

/// How work between two roles can be given to people.
const JOINED: &str = "One person can hold both roles where there is little of either; two can share the work if it is \
    agreed who does what.";

/// Says what answers would settle a doubt or, where none would and no role stands out, that this is a result.
fn settling(catalogue: &Catalogue, assessment: &Assessment) -> Option<Prose> {
    let named = named(assessment);
    if named.is_empty() {
        let told = own(if assessment.settling.is_empty() {
            "Every question is answered"
        } else {
            "No question left would tell much by itself"
        });
        return match assessment.verdict.kind {
            VerdictKind::Between | VerdictKind::Open => {
                let tries = |rank: usize| &catalogue.roles[assessment.roles[rank].role].tries;
                let can_try =
                    are_close(assessment) && [0, 1].iter().all(|&rank| !tries(rank).is_empty());
                Some(told.own(if can_try {
                    ". To be close is a result too: trying both tells more than asking."
                } else {
                    ": to be close is a result too."
                }))
            }
            VerdictKind::Clear | VerdictKind::Leaning | VerdictKind::Unlike => None,
        };
    }
    let unanswered: usize = named.iter().map(|one| one.unanswered).sum();
    let subject = match named.len() {
        1 => "One trait would tell most".to_owned(),
        more => format!("{} traits would tell most", capitalised(&count(more))),
    };
    let names = named.iter().map(|one| quoted(catalogue, one.trait_index));
    let sentence = say("{}: {}.", [own(subject), listed(names)]);
    Some(match assessment.stopped {
        Stopped::Asked { .. } => sentence,
        Stopped::Given => {
            let of = match (unanswered, named.len()) {
                (1, 1) => "One question on it is".to_owned(),
                (1, _) => "One question on them is".to_owned(),
                (many, 1) => format!("{} questions on it are", capitalised(&count(many))),
                (many, _) => format!("{} questions on them are", capitalised(&count(many))),
            };
            sentence.own(format!(" {of} still open."))
        }
    })
}

/// Returns the traits that are named as what would settle a doubt.
pub(super) fn named(assessment: &Assessment) -> &[SettlingTrait] {
    let worth = assessment.worth_asking();
    &worth[..worth.len().min(MOST_NAMED)]
}

/// Says of somebody who is like the people of the leading role, only more so, what that means.
fn beyond(catalogue: &Catalogue, assessment: &Assessment) -> Option<Prose> {
    let leader = assessment.leader();
    let goes = match Person::of(catalogue, assessment) {
        Person::You => own("You go"),
        Person::Named(name) => data(name).own(" goes"),
        Person::TheWork => own("This work goes"),
    };
    leader.is_beyond().then(|| {
        say(
            "{} further than is expected of {}, on the sides to which it leans.",
            [goes, data(&catalogue.roles[leader.role].name)],
        )
    })
}

fn unlike(catalogue: &Catalogue, assessment: &Assessment) -> Vec<Prose> {
    let leader = assessment.leader();
    let differences = differences(catalogue, assessment, leader.role);
    let as_far = match Person::of(catalogue, assessment) {
        Person::TheWork => own("pieces of work that call for it are expected as far from it"),
        person => own("people who suit it are expected as far from it as ").then(person.who()),
    };
    let sentence = say(
        "It has {} among these {}, but that only says which is least far. Fewer than 1 in 100 {}",
        [
            own(percent(leader.probability)),
            own(count(catalogue.roles.len())),
            as_far,
        ],
    );
    if differences.is_empty() {
        vec![sentence.own(".")]
    } else {
        vec![say("{}: {}.", [sentence, listed(differences)])]
    }
}

/// Names the traits on which the person stands elsewhere than a role, the most apart first.
fn differences(catalogue: &Catalogue, assessment: &Assessment, role: usize) -> Vec<Prose> {
    let centre = |t: usize| catalogue.roles[role].profile[t].mean();
    let mut apart: Vec<(f64, usize)> = (0..catalogue.traits.len())
        .filter(|&t| catalogue.roles[role].claims[t] && assessment.traits[t].answered > 0)
        .filter(|&t| side(assessment.traits[t].score) != side(centre(t)))
        .map(|t| ((assessment.traits[t].score - centre(t)).abs(), t))
        .collect();
    apart.sort_by(|a, b| b.0.total_cmp(&a.0));
    let person = Person::of(catalogue, assessment);
    let gaps = Gap::of_person(catalogue, role, &assessment.traits);
    let mut is_introduced = false;
    apart
        .iter()
        .take(MOST_NAMED)
        .map(|&(_, t)| {
            if Voice::of(catalogue, t) != Voice::Poles {
                return activities_differ(catalogue, Compared::Answers(person), &gaps[t]);
            }
            let prose = match person {
                _ if is_introduced => Prose::new(),
                Person::You => own("you stand "),
                Person::Named(name) => data(name).own(" stands "),
                Person::TheWork => own("this work stands "),
            };
            let it = if is_introduced {
                " where it is "
            } else {
                " where it stands "
            };
            is_introduced = true;
            let (yours, its) = (assessment.traits[t].score, centre(t));
            position(catalogue, t, yours, prose).own(it).then(position(
                catalogue,
                t,
                its,
                Prose::new(),
            ))
        })
        .collect()
}

fn position(catalogue: &Catalogue, trait_index: usize, score: f64, prose: Prose) -> Prose {
    let words = &catalogue.traits[trait_index];
    match side(score) {
        Some(Pole::Low) => say("{}near “{}”", [prose, data(&words.low)]),
        Some(Pole::High) => say("{}near “{}”", [prose, data(&words.high)]),
        None => prose.own("in the middle"),
    }
}
