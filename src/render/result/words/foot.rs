//! The small print: cautions, how it stopped, the limits of use, and how a result was computed.

use super::super::super::figures::{grouped, percent};
use super::super::super::prose::{Prose, data, joined, own, say};
use crate::assessment::{Assessment, CurrentRole, Stopped, VerdictKind, Warning};
use crate::catalogue::{Catalogue, FEW_PEOPLE, Status, Subject, builtin};
use crate::model::StopReason;
use crate::render::person::Person;

/// So many digits tell two files apart.
const SHORT_HASH: usize = 8;

/// Says what to be careful about. Nobody is blamed: people do answer like that for good reasons.
pub(in super::super) fn caution(
    catalogue: &Catalogue,
    assessment: &Assessment,
    warning: Warning,
) -> String {
    match warning {
        Warning::Contradictory => format!(
            "Some answers pull in opposite directions, more than they usually do. That happens {} several sides; take \
             the result as less sure than it looks.",
            match catalogue.subject {
                Subject::You => "to people with",
                Subject::TheWork => "where work has",
            }
        ),
        Warning::LongRun => format!(
            "The same position was chosen {}. If that is what was meant, nothing is wrong; if not, the questions are \
             worth another look.",
            match assessment.person_fit.longest_run {
                Some(run) => format!("{run} times in a row"),
                None => "nearly everywhere".to_owned(),
            }
        ),
        Warning::Agreement => {
            "Three of four statements and activities or more were met with a yes. How the roles come in order then rests \
             on small differences: how gladly, not whether.".to_owned()
        }
        Warning::FewAnswers => {
            "There are fewer answers than traits, so parts of the picture are missing. A few more would \
             help.".to_owned()
        }
    }
}

/// Says how much was answered, and why it ended there.
pub(in super::super) fn stopped(catalogue: &Catalogue, assessment: &Assessment) -> String {
    let answered = assessment.given.len();
    let items = catalogue.items.len();
    let noun = if answered == 1 {
        "question"
    } else {
        "questions"
    };
    // Whoever answered all that was asked has left nothing out, and is not to be told of so many out of more.
    let counted = format!("{answered} {noun} answered, chosen from {items}");
    match assessment.stopped {
        Stopped::Given if answered == items && items > 1 => {
            format!("All {items} questions answered.")
        }
        Stopped::Given => format!("{answered} {noun} answered, of {items} in all."),
        Stopped::Asked { reason, .. } => match reason {
            StopReason::Settled if assessment.verdict.kind == VerdictKind::Unlike => {
                format!("{counted}; it stopped because more would not have changed the order.")
            }
            StopReason::Settled => format!("{counted}; it stopped because the answer was settled."),
            StopReason::Uninformative => {
                format!("{counted}; it stopped because {}.", told_little(assessment))
            }
            StopReason::MostItems => {
                format!("{counted}; that was the most it was to ask.")
            }
            StopReason::Complete if answered == items && items > 1 => {
                format!("All {items} questions answered.")
            }
            // Some were skipped, or the traits asked about are not all.
            StopReason::Complete => {
                format!("{counted}; no question was left on the traits asked about.")
            }
        },
    }
}

/// Says that no question left would have told much, and how little the best of them would have.
fn told_little(assessment: &Assessment) -> String {
    let left: usize = assessment.settling.iter().map(|one| one.unanswered).sum();
    let best = assessment.settling.first();
    // What was skipped, or lies outside a focus, was not left to be asked, however much it would tell.
    let Some(best) = best.filter(|_| assessment.worth_asking().is_empty()) else {
        return "no question left to ask would have told much".to_owned();
    };
    let points = (best.expected_move * 100.0).round();
    let points = match points {
        less if less < 1.0 => "less than a point".to_owned(),
        one if one < 2.0 => "about a point".to_owned(),
        many => format!("about {many:.0} points"),
    };
    let leader = percent(assessment.leader().probability);
    let best = match left {
        1 => "it".to_owned(),
        many => format!("the best of the {many}"),
    };
    format!(
        "no question left would have told much: {best} would have moved the {leader} by {points} on average, up or down"
    )
}

/// Says what the result is for and what it rests on, a sentence or two in each.
pub(in super::super) fn limits(catalogue: &Catalogue, person: Person<'_>) -> Vec<Prose> {
    let mut limits = vec![purpose(person)];
    limits.extend(grounds(catalogue));
    limits
}

/// Says what the result rests on: how the catalogue was tried or made, and what stands below everything.
pub(in super::super) fn grounds(catalogue: &Catalogue) -> Vec<Prose> {
    let mut grounds: Vec<Prose> = rests_on(catalogue).into_iter().collect();
    grounds.extend(foundation(catalogue));
    grounds
}

/// Says how the catalogue did where the role was known or, where that is not known, how it was made. It is said where the
/// result is read whole, and not on every screen.
pub(in super::super) fn rests_on(catalogue: &Catalogue) -> Option<Prose> {
    let basis = catalogue.basis.as_ref();
    tried(catalogue).or_else(|| Some(data(basis?.as_str())))
}

/// Says what the result is for, and what it is not for.
pub(in crate::render) fn purpose(person: Person<'_>) -> Prose {
    match person {
        Person::You => own(
            "For reflection and practice, not for hiring decisions: it shows what you prefer, not what you can do.",
        ),
        Person::Named(name) => say(
            "For reflection and practice, not for hiring decisions: it shows how somebody else sees what {} prefers, \
             not what {} can do.",
            [data(name), data(name)],
        ),
        Person::TheWork => own(
            "For thinking the work through, not for deciding whom to hire: it describes the work, not anyone who \
             might do it.",
        ),
    }
}

/// Says in short what stands below everything: how titles are to be read, which catalogue it is and how far its numbers
/// are validated.
pub(in crate::render) fn foundation(catalogue: &Catalogue) -> Vec<Prose> {
    let mut foundation = Vec::new();
    // What is known of these roles' titles is not known of those in somebody's own catalogue.
    if builtin::find(&catalogue.id).is_some() {
        foundation.push(own("Titles are used loosely: read the duties."));
    }
    let (made, validated) = match (catalogue.status, catalogue.subject) {
        (Status::Calibrated, _) => ("estimated from answers", ""),
        (Status::ExpertSet, Subject::You) => (
            "set by its authors",
            ", not yet validated on people’s own answers",
        ),
        (Status::ExpertSet, Subject::TheWork) => (
            "set by its authors",
            ", not yet validated on answers about real work",
        ),
    };
    let status = catalogue.status.name();
    foundation.push(say(
        "Catalogue {} {}, fingerprint {}: its numbers are {} ({}){}.",
        [
            data(&catalogue.id),
            data(&catalogue.version),
            data(catalogue.hash.chars().take(SHORT_HASH).collect::<String>()),
            own(made),
            own(status),
            own(validated),
        ],
    ));
    foundation
}

/// Says how the catalogue did where the role was known, and how that was found out.
pub(in crate::render) fn tried(catalogue: &Catalogue) -> Option<Prose> {
    let observed = catalogue.observed.as_ref()?;
    let times = match observed.people {
        1 => "once".to_owned(),
        many => format!("{} times", grouped(many)),
    };
    // A share of so few people would promise more than is known.
    let share = |right: f64| {
        if observed.people < FEW_PEOPLE {
            format!(
                "{:.0} of {}",
                right * observed.people as f64,
                observed.people
            )
        } else {
            percent(right)
        }
    };
    let standard = observed
        .right_at_standard
        .map_or_else(String::new, |right| {
            format!(", {} at standard length", share(right))
        });
    let tried = format!(
        "Tried {times} where the role was known: {} right over all roles with {}{standard}. ",
        share(observed.right),
        match catalogue.items.len() {
            1 => "its one question".to_owned(),
            all => format!("all {all} questions"),
        },
    );
    Some(own(tried).data(&observed.how))
}

/// Says it as a paragraph, beside words about something else.
pub(in crate::render) fn foundation_in_short(catalogue: &Catalogue) -> Prose {
    joined(foundation(catalogue), " ")
}

/// Says it as a paragraph, after what the result is for.
pub(in crate::render) fn small_print(catalogue: &Catalogue, person: Person<'_>) -> Prose {
    let purpose = std::iter::once(purpose(person));
    joined(purpose.chain(foundation(catalogue)), " ")
}

/// Says which title somebody has now, where it is known.
pub(in super::super) fn title_now(catalogue: &Catalogue, assessment: &Assessment) -> Option<Prose> {
    let title = match assessment.current_role? {
        CurrentRole::Role(role) => data(&catalogue.roles[role].name),
        CurrentRole::Other => own("none of these"),
    };
    Some(say("Title now: {}; no number uses it.", [title]))
}

/// Says how the figures come about.
pub(in super::super) fn method(person: Person<'_>) -> String {
    let (suited, stand) = match person {
        Person::You | Person::Named(_) => ("people who suit it", "stand"),
        Person::TheWork => ("work that calls for it", "stands"),
    };
    format!(
        "How it was computed: the graded response model (Samejima, 1969) turns answers into places and the ranges around \
         them. A role is where {suited} {stand} on each trait, and how much that varies; how likely it is, is its share \
         of the likelihood of all answers, every role equally likely before. How much a trait weighs is told by the \
         odds between two roles (Good, 1950): some weight from 1.6 to one, much from three, very much from ten."
    )
}
