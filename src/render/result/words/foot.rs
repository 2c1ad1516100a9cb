//! The small print and what to do next: cautions, how it stopped, the limits of use, commands that exist.

use super::super::super::figures::count;
use super::super::super::prose::Prose;
use super::super::Keeping;
use super::person::Person;
use crate::assessment::{Assessment, SettlingTrait, Stopped, VerdictKind, Warning};
use crate::catalogue::{Catalogue, Status, Subject, builtin};
use crate::model::{Length, StopReason};
use crate::preparation;

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
            "The same position was chosen {} times in a row. If that is what was meant, nothing is wrong; if not, the \
             questions are worth another look.",
            assessment.person_fit.longest_run
        ),
        Warning::FewAnswers => {
            "There are fewer answers than traits, so parts of the picture are missing. A few more would help.".to_owned()
        }
    }
}

/// Says how much was answered, and why it ended there.
pub(in super::super) fn stopped(catalogue: &Catalogue, assessment: &Assessment) -> String {
    let answered = assessment.given.len();
    let items = catalogue.items.len();
    let counted = format!("{answered} of {items} questions answered");
    match assessment.stopped {
        Stopped::Given if answered == items => format!("All {items} questions answered."),
        Stopped::Given => format!("{counted}."),
        Stopped::Asked { reason, .. } => match reason {
            StopReason::Settled if assessment.verdict.kind == VerdictKind::Unlike => {
                format!("{counted}; it stopped because more would not have changed the order.")
            }
            StopReason::Settled => format!("{counted}; it stopped because the answer was settled."),
            StopReason::Uninformative => {
                format!("{counted}; it stopped because no question left would have told much.")
            }
            StopReason::MostItems => {
                format!("{counted}; it stopped at the most questions asked for.")
            }
            StopReason::Complete if answered == items => {
                format!("All {items} questions answered.")
            }
            StopReason::Complete => format!("{counted}; every question was asked."),
        },
    }
}

/// Says what the result is for and what it rests on, a sentence or two in each.
pub(in super::super) fn limits(catalogue: &Catalogue, person: Person<'_>) -> Vec<Prose> {
    let mut limits = vec![purpose(person)];
    limits.extend(foundation(catalogue));
    limits
}

/// Says what the result is for, and what it is not for.
pub(in super::super) fn purpose(person: Person<'_>) -> Prose {
    match person {
        Person::You => Prose::new().own(
            "For reflection and practice, not for hiring decisions: it shows what you prefer, not what you can do.",
        ),
        Person::Named(name) => Prose::new()
            .own("For reflection and practice, not for hiring decisions: it shows how somebody else sees what ")
            .data(name)
            .own(" prefers, not what ")
            .data(name)
            .own(" can do."),
        Person::TheWork => Prose::new().own(
            "For thinking the work through, not for deciding whom to hire: it describes the work, not anyone who might do it.",
        ),
    }
}

/// Says what the result rests on.
pub(in super::super) fn foundation(catalogue: &Catalogue) -> Vec<Prose> {
    let basis = match (&catalogue.basis, catalogue.status) {
        (Some(basis), _) => Prose::new().data(basis.as_str()),
        (None, Status::ExpertSet) => Prose::new().own(format!(
            "Set by its authors from {} {}; not yet validated on answers.",
            count(catalogue.sources.len()),
            if catalogue.sources.len() == 1 {
                "source"
            } else {
                "sources"
            }
        )),
        (None, Status::Calibrated) => Prose::new().own("Estimated from people's answers."),
    };
    let mut sentences = vec![basis];
    // What is known of these roles' titles is not known of those in somebody's own catalogue.
    if builtin::find(&catalogue.id).is_some() {
        sentences.push(Prose::new().own("Titles are used loosely: read the duties."));
    }
    sentences.push(
        Prose::new()
            .own("Catalogue ")
            .data(catalogue.id.as_str())
            .own(" ")
            .data(catalogue.version.as_str())
            .own(format!(" ({}), ", catalogue.status.name()))
            .data(catalogue.hash.chars().take(SHORT_HASH).collect::<String>())
            .own("."),
    );
    sentences
}

/// Says the same as a paragraph.
pub(in crate::render) fn small_print(catalogue: &Catalogue, person: Person<'_>) -> Prose {
    let sentences = limits(catalogue, person).into_iter().enumerate();
    sentences.fold(Prose::new(), |done, (place, sentence)| {
        done.own(if place == 0 { "" } else { " " }).then(sentence)
    })
}

/// A command that makes sense next, and what it does.
pub(in super::super) struct NextStep {
    pub(in super::super) command: String,
    pub(in super::super) purpose: String,
}

/// Returns what can be done next; the one place to add a command to.
pub(in super::super) fn next_steps(
    catalogue: &Catalogue,
    assessment: &Assessment,
    keeping: Keeping,
) -> Vec<NextStep> {
    let mut steps = Vec::new();
    let person = Person::of(catalogue, assessment);
    if let Person::Named(_) = person {
        steps.push(NextStep {
            command: format!(
                "rolefit compare --with latest --with ID{}",
                catalogue_option(catalogue)
            ),
            purpose: "see it beside their own".to_owned(),
        });
    } else if preparation::builtin::bank_for(&catalogue.id).is_some() {
        let role = &catalogue.roles[assessment.leader().role];
        steps.push(NextStep {
            command: format!(
                "rolefit prep --role {}{}",
                role.id,
                catalogue_option(catalogue)
            ),
            purpose: "prepare for the interview".to_owned(),
        });
    }
    let [first, second] = [0, 1].map(|rank| &catalogue.roles[assessment.roles[rank].role].id);
    steps.push(NextStep {
        command: format!(
            "rolefit compare {first} {second}{}",
            catalogue_option(catalogue)
        ),
        purpose: "see the two side by side".to_owned(),
    });
    if keeping == Keeping::Latest {
        steps.push(NextStep {
            command: format!(
                "rolefit report -o result.html{}",
                catalogue_option(catalogue)
            ),
            purpose: "a page to keep or send".to_owned(),
        });
    }
    steps.push(NextStep {
        command: match name_of(catalogue) {
            None => "rolefit catalogue show".to_owned(),
            Some(name) => format!("rolefit catalogue show {name}"),
        },
        purpose: "see what each role rests on".to_owned(),
    });
    let asked_all = matches!(
        assessment.stopped,
        Stopped::Asked {
            length: Length::Full,
            ..
        }
    );
    let items = catalogue.items.len();
    if !asked_all && assessment.given.len() < items {
        steps.push(NextStep {
            command: format!(
                "rolefit take --length full{}{}",
                person.option(),
                catalogue_option(catalogue)
            ),
            purpose: format!("answer all {items}"),
        });
    }
    steps
}

/// Returns the command that asks more about these traits.
pub(super) fn focus_command(
    catalogue: &Catalogue,
    assessment: &Assessment,
    traits: &[SettlingTrait],
) -> String {
    let ids: Vec<&str> = traits
        .iter()
        .map(|one| catalogue.traits[one.trait_index].id.as_str())
        .collect();
    format!(
        "rolefit take --resume --focus {}{}{}",
        ids.join(","),
        Person::of(catalogue, assessment).option(),
        catalogue_option(catalogue)
    )
}

/// Returns the option that names a catalogue, where it is not the usual one.
pub(in crate::render) fn catalogue_option(catalogue: &Catalogue) -> String {
    name_of(catalogue).map_or_else(String::new, |name| format!(" --catalogue {name}"))
}

/// Returns how commands call a catalogue: nothing for the usual one, which they take when none is named, the id of
/// another that goes by it, the file that was named, and `FILE` where none was.
fn name_of(catalogue: &Catalogue) -> Option<&str> {
    let place = builtin::all()
        .iter()
        .position(|builtin| builtin.id == catalogue.id);
    match place {
        Some(0) => None,
        Some(other) => Some(builtin::all()[other].id),
        None if catalogue.goes_by_id => Some(&catalogue.id),
        None => Some(catalogue.file.as_deref().unwrap_or("FILE")),
    }
}
