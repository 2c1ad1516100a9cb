//! What to do next: commands that exist, chosen by where somebody stands.

use super::super::super::prose::{Emphasis, Prose, listed, own, say};
use super::super::Keeping;
use super::apart::{are_close, separating};
use super::verdict::named;
use crate::assessment::{Assessment, CurrentRole, Stopped, VerdictKind};
use crate::catalogue::Catalogue;
use crate::preparation;
use crate::render::figures::{count, lowered};
use crate::render::leaning::quoted;
use crate::render::person::Person;
use crate::session::MORE_QUESTIONS;

/// So many answers on what tells two close roles apart are few.
const FEW_ANSWERS: usize = 2;

/// A command that makes sense next, and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// The command, as it is typed.
    pub command: String,
    /// What it does.
    pub purpose: String,
    /// What comes of it.
    pub kind: StepKind,
}

/// What comes of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepKind {
    /// It shows something, or asks more.
    Shown,
    /// It writes a page to keep.
    Page,
    /// It plans an interview.
    Plan {
        /// The command that asks the questions of the plan.
        practice: String,
    },
    /// It is for somebody else, or under a name that only they know: it does not run here as it stands.
    Theirs,
}

impl NextStep {
    fn new(kind: StepKind, command: String, purpose: &str) -> Self {
        Self {
            command,
            purpose: purpose.to_owned(),
            kind,
        }
    }

    fn shown(command: String, purpose: &str) -> Self {
        Self::new(StepKind::Shown, command, purpose)
    }
}

const PAGE: &str = "a page to keep or send";

/// Commands that can be typed next are no more than so many: who is shown seven tries none.
pub(in super::super) const MOST_STEPS: usize = 3;

/// Returns what can be done next, the most useful first and [`MOST_STEPS`] at most; the one place to add a command to.
pub(in super::super) fn next_steps(
    catalogue: &Catalogue,
    assessment: &Assessment,
    keeping: Keeping<'_>,
) -> Vec<NextStep> {
    let mut steps = Vec::new();
    let person = Person::of(catalogue, assessment);
    let option = catalogue.option();
    let moves = moves(catalogue, assessment, keeping);
    let is_moving = moves.is_some();
    let is_close = are_close(assessment) && !matches!(person, Person::Named(_));
    if let Person::Named(name) = person {
        hand_over(catalogue, name, keeping, &mut steps);
    } else {
        // Of two that are close neither is the role to go for: they are looked at together first, if no move does that.
        let own = title(assessment, person).map(|held| {
            [0, 1]
                .map(|rank| assessment.roles[rank].role)
                .contains(&held)
        });
        if is_close && own != Some(true) {
            steps.push(beside(catalogue, assessment, keeping));
        }
        steps.extend(moves);
        steps.extend(prepares(catalogue, assessment, keeping));
    }
    let changed = changed(catalogue, person, keeping);
    let besides = is_moving || is_close || changed.is_some();
    steps.extend(changed);
    if !besides {
        steps.push(beside(catalogue, assessment, keeping));
    }
    steps.extend(page(catalogue, person, keeping));
    if person == Person::You {
        let command = format!("rolefit take --about NAME{option}");
        let purpose = "run by somebody who knows you: their view";
        steps.push(NextStep::new(StepKind::Theirs, command, purpose));
    }
    let name = catalogue
        .typed()
        .map_or_else(String::new, |name| format!(" {name}"));
    steps.push(NextStep::shown(
        format!("rolefit catalogue show{name}"),
        "see what each role rests on",
    ));
    steps.truncate(MOST_STEPS);
    steps
}

/// Returns what can be done next on the spot: what settles a doubt first, then the most useful, and at last the page.
/// `named` is how the commands name a result that is kept so.
pub(in super::super) fn steps_at_once(
    catalogue: &Catalogue,
    assessment: &Assessment,
    kept: Keeping<'_>,
    named: Keeping<'_>,
) -> Vec<NextStep> {
    let person = Person::of(catalogue, assessment);
    let settling = to_settle(catalogue, assessment, kept);
    // Three ways lead to somebody whom a result is about, and leave no room for more questions about them.
    let settling = settling.filter(|_| !matches!(person, Person::Named(_)));
    let settling = settling.map(|(purpose, command)| NextStep::shown(command, &purpose));
    let asks_more = settling.is_some();
    let next = next_steps(catalogue, assessment, named);
    let steps = settling.into_iter().chain(next);
    let mut steps: Vec<NextStep> = steps.filter(|step| step.kind != StepKind::Page).collect();
    steps.truncate(MOST_STEPS);
    if !asks_more && person == Person::You {
        let more = once_more(catalogue, assessment, kept);
        let purpose = "a few more questions, on what rests on few answers";
        steps.extend(more.map(|command| NextStep::shown(command, purpose)));
    }
    steps.extend(page(catalogue, person, named));
    steps
}

/// Returns how a page of a kept result is made, unless that is handed over with a name of its own.
fn page(catalogue: &Catalogue, person: Person<'_>, keeping: Keeping<'_>) -> Option<NextStep> {
    let (Keeping::Kept { id, is_latest, .. }, Person::You | Person::TheWork) = (keeping, person)
    else {
        return None;
    };
    let named = if is_latest {
        String::new()
    } else {
        format!(" {id}")
    };
    let option = file_option(catalogue);
    let command = format!("rolefit report{named} -o result.html{option}");
    Some(NextStep::new(StepKind::Page, command, PAGE))
}

/// Returns how one's own place is named to `compare`, after a space; nothing where it is not kept or not one's own.
fn with_own(catalogue: &Catalogue, assessment: &Assessment, keeping: Keeping<'_>) -> String {
    let own = match keeping {
        _ if Person::of(catalogue, assessment) != Person::You => None,
        Keeping::Kept {
            is_latest: true, ..
        } => Some("latest"),
        Keeping::Kept { id, .. } => Some(id),
        Keeping::File(file) => Some(file),
        Keeping::Elsewhere => None,
    };
    own.map_or_else(String::new, |own| format!(" --with {own}"))
}

/// Returns how the first two roles are seen side by side, with one's own place where it is kept.
fn beside(catalogue: &Catalogue, assessment: &Assessment, keeping: Keeping<'_>) -> NextStep {
    let [first, second] = [0, 1].map(|rank| &catalogue.roles[assessment.roles[rank].role].id);
    let own = with_own(catalogue, assessment, keeping);
    let option = catalogue.option();
    NextStep::shown(
        format!("rolefit compare {first} {second}{own}{option}"),
        if own.is_empty() {
            "see the two side by side"
        } else {
            "see yourself between the two"
        },
    )
}

/// Returns the role whose title somebody has who answered about themselves.
fn title(assessment: &Assessment, person: Person<'_>) -> Option<usize> {
    match assessment.current_role? {
        CurrentRole::Role(held) if person == Person::You => Some(held),
        CurrentRole::Role(_) | CurrentRole::Other => None,
    }
}

/// Returns what a move takes to the leading role for somebody who has the title of another, and to the second for whoever
/// has that of the first where the two are close. Where no role stands out, or none is like them, there is nowhere to move
/// to.
fn moves(catalogue: &Catalogue, assessment: &Assessment, keeping: Keeping<'_>) -> Option<NextStep> {
    let held = title(assessment, Person::of(catalogue, assessment))?;
    let stands_out = !matches!(
        assessment.verdict.kind,
        VerdictKind::Open | VerdictKind::Unlike
    );
    let goal = match assessment.leader().role {
        leader if leader != held => leader,
        _ if are_close(assessment) => assessment.roles[1].role,
        _ => return None,
    };
    stands_out.then(|| {
        let [from, to] = [held, goal].map(|role| &catalogue.roles[role].id);
        let name = lowered(catalogue.roles[goal].name.as_str());
        let own = with_own(catalogue, assessment, keeping);
        let option = catalogue.option();
        NextStep::shown(
            format!("rolefit compare {from} {to} --move{own}{option}"),
            &format!("what a move to {name} takes"),
        )
    })
}

/// Returns how one prepares for the interview for the leading role, and for the second where the two are close, if there
/// are questions for them.
fn prepares(catalogue: &Catalogue, assessment: &Assessment, keeping: Keeping<'_>) -> Vec<NextStep> {
    if preparation::builtin::bank_for(&catalogue.id).is_none() {
        return Vec::new();
    }
    // A command that names no result takes the latest, and this may be another.
    let from = match keeping {
        Keeping::Kept {
            id, goes_on: false, ..
        } => format!(" --result {id}"),
        Keeping::File(file) => format!(" --result {file}"),
        Keeping::Kept { .. } | Keeping::Elsewhere => String::new(),
    };
    let is_new = assessment.current_role == Some(CurrentRole::Other);
    let level = if is_new { " --level entry" } else { "" };
    let is_close = are_close(assessment);
    let purpose = |role: usize| {
        let what = if is_new {
            "what newcomers are asked"
        } else {
            "prepare for the interview"
        };
        if is_close {
            format!("{what}: {}", catalogue.roles[role].name.as_str())
        } else {
            what.to_owned()
        }
    };
    let option = catalogue.option();
    let held = title(assessment, Person::of(catalogue, assessment));
    let mut roles: Vec<_> = assessment.roles[..if is_close { 2 } else { 1 }]
        .iter()
        .collect();
    // Whoever has one of two posts is asked more about the other.
    roles.sort_by_key(|fit| held == Some(fit.role));
    roles
        .into_iter()
        .map(|fit| {
            let role = &catalogue.roles[fit.role].id;
            let moved = held.filter(|held| *held != fit.role);
            let moved = moved.map(|held| format!(" --move-from {}", catalogue.roles[held].id));
            let moved = moved.unwrap_or_default();
            let wishes = format!("--role {role}{level}{moved}{from}{option}");
            let practice = format!("rolefit prep practice {wishes}");
            let command = format!("rolefit prep {wishes}");
            let purpose = purpose(fit.role);
            NextStep::new(StepKind::Plan { practice }, command, &purpose)
        })
        .collect()
}

/// Returns how a result is compared with the one before it, if there is one.
fn changed(catalogue: &Catalogue, person: Person<'_>, keeping: Keeping<'_>) -> Option<NextStep> {
    let Keeping::Kept {
        id,
        earlier: Some(earlier),
        ..
    } = keeping
    else {
        return None;
    };
    Some(NextStep::shown(
        format!(
            "rolefit compare --with {earlier} --with {id}{}",
            file_option(catalogue)
        ),
        match person {
            Person::You | Person::TheWork => "what changed since the time before",
            Person::Named(_) => "what you see otherwise than the time before",
        },
    ))
}

/// Says how a result about somebody gets to that person, and what they do with it.
fn hand_over(catalogue: &Catalogue, name: &str, keeping: Keeping<'_>, steps: &mut Vec<NextStep>) {
    let mut file = "FILE".to_owned();
    if let Keeping::Kept { id, .. } = keeping {
        let (stem, option) = (file_stem(name), file_option(catalogue));
        steps.push(NextStep::shown(
            format!("rolefit report {id} -o {stem}.html{option}"),
            "a page for them to read",
        ));
        file = format!("{stem}.json");
        steps.push(NextStep::shown(
            format!("rolefit history show {id} -o {file}{option}"),
            "a file for them, to set beside their own result",
        ));
    }
    let option = catalogue.option();
    let command = format!("rolefit compare --with latest --with {file}{option}");
    let purpose = "they run this: beside their own result";
    steps.push(NextStep::new(StepKind::Theirs, command, purpose));
}

/// The name of a file has 255 bytes at most, and a letter up to four; an ending and a number are to have room too.
const LONGEST_STEM: usize = 50;

/// Returns what a file about somebody is called: the name, as far as every shell takes it as it is, and as a file system
/// has room for it.
#[must_use]
pub fn file_stem(name: &str) -> String {
    let kept: String = name.chars().take(LONGEST_STEM).collect();
    let kept = kept.to_lowercase();
    let parts = kept.split(|c: char| !c.is_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        "result".to_owned()
    } else {
        parts.join("-")
    }
}

/// Returns the option that names a catalogue which a command cannot find by the result it is given.
#[must_use]
pub fn file_option(catalogue: &Catalogue) -> String {
    let goes_by_id = !catalogue.is_nameless();
    if goes_by_id && catalogue.file.is_none() {
        String::new()
    } else {
        catalogue.option()
    }
}

/// Returns the command that asks more about these traits.
fn focus_command(
    catalogue: &Catalogue,
    assessment: &Assessment,
    traits: impl Iterator<Item = usize>,
) -> String {
    let ids: Vec<&str> = traits
        .map(|index| catalogue.traits[index].id.as_str())
        .collect();
    format!(
        "rolefit take --resume --focus {}{}{}",
        ids.join(","),
        Person::of(catalogue, assessment).option(),
        catalogue.option()
    )
}

/// Says which places rest on one answer alone, if any do, and with what command there can be more, where there is one.
pub(in super::super) fn from_one_answer(
    catalogue: &Catalogue,
    assessment: &Assessment,
    keeping: Keeping<'_>,
) -> Vec<Prose> {
    let traits = assessment.traits.iter().enumerate();
    let traits = traits.filter(|(_, score)| score.answered == 1);
    let traits: Vec<usize> = traits.map(|(index, _)| index).collect();
    if traits.is_empty() {
        return Vec::new();
    }
    let names = traits.iter().map(|&index| quoted(catalogue, index));
    let mut said = vec![say("From one answer alone: {}.", [listed(names)])];
    let left = once_answered(assessment);
    let Some(command) = once_more(catalogue, assessment, keeping) else {
        return said;
    };
    let on = match (left.len() == traits.len(), left.len()) {
        (true, 1) => own("it"),
        (true, _) => own("them"),
        (false, _) => listed(left.iter().map(|&index| quoted(catalogue, index))),
    };
    said.push(say(
        "More questions on {}, which need not change the role:",
        [on],
    ));
    said.push(Prose::new().with(Emphasis::Command, command));
    said
}

/// Returns the traits on which there is one answer and could be more.
fn once_answered(assessment: &Assessment) -> Vec<usize> {
    let left = assessment
        .settling
        .iter()
        .filter(|one| one.unanswered > 0 && assessment.traits[one.trait_index].answered == 1);
    left.map(|one| one.trait_index).collect()
}

/// Returns the command that asks more about what rests on few answers, where there is such and it can: the traits that tell
/// two close roles apart, and those on which there is one answer.
fn once_more(
    catalogue: &Catalogue,
    assessment: &Assessment,
    keeping: Keeping<'_>,
) -> Option<String> {
    let mut left = once_answered(assessment);
    if are_close(assessment) {
        let telling = separating(catalogue, assessment).into_iter();
        let telling = telling.map(|(index, _)| index);
        let asks_more = |index: usize| {
            let mut left = assessment.settling.iter();
            left.any(|one| one.trait_index == index && one.unanswered > 0)
        };
        let few = |index: &usize| assessment.traits[*index].answered <= FEW_ANSWERS;
        left.extend(telling.filter(|index| few(index) && asks_more(*index)));
        left.sort_unstable();
        left.dedup();
    }
    let goes_on = matches!(keeping, Keeping::Kept { goes_on: true, .. });
    (goes_on && !left.is_empty()).then(|| focus_command(catalogue, assessment, left.into_iter()))
}

/// Returns how a doubt can be settled, where more questions would help and can be asked: what a command does, and the
/// command.
pub(in super::super) fn to_settle(
    catalogue: &Catalogue,
    assessment: &Assessment,
    keeping: Keeping<'_>,
) -> Option<(String, String)> {
    // More questions are added to the latest result alone.
    let is_other = match keeping {
        Keeping::Kept { goes_on, .. } => !goes_on,
        Keeping::File(_) | Keeping::Elsewhere => true,
    };
    let doubtful = matches!(
        assessment.verdict.kind,
        VerdictKind::Leaning | VerdictKind::Between | VerdictKind::Open
    );
    let named = named(assessment);
    let unanswered: usize = named.iter().map(|one| one.unanswered).sum();
    let asked = matches!(assessment.stopped, Stopped::Asked { .. });
    (doubtful && asked && unanswered > 0 && !is_other).then(|| {
        let questions = if unanswered == 1 {
            "question"
        } else {
            "questions"
        };
        (
            format!(
                "answer {} more {questions} on {}",
                count(unanswered.min(MORE_QUESTIONS)),
                if named.len() == 1 { "it" } else { "them" },
            ),
            focus_command(
                catalogue,
                assessment,
                named.iter().map(|one| one.trait_index),
            ),
        )
    })
}
