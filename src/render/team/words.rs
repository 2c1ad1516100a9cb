//! What there is to say of a group, sentence by sentence.

use crate::assessment::{RoleFit, Warning};
use crate::catalogue::Catalogue;
use crate::render::figures::{TIED, percent};
use crate::render::prose::Prose;
use crate::render::result::{self, words::foundation};
use crate::team::{COVERED, Person, Team};

/// What a page about a group may be used for. It stands on top in every form.
pub(super) const NOTICE: &str = "For people who look at themselves together, each of whom has agreed to it. Not for \
    choosing, ranking or rating anybody. Whoever gathers other people’s answers is responsible for them.";

/// Odds that are told in words: below the first it is a tie, below the second and the third it is close and likely.
const TIE: f64 = 1.259;
const CLOSE: f64 = 3.0;
const LIKELY: f64 = 20.0;
const MOST_TOLD: f64 = 1000.0;

/// Returns the name of a person, fit for a terminal, and says where the answers are not the person's own.
pub(super) fn name(person: &Person) -> Prose {
    let name = Prose::new().data(person.name.as_str());
    if person.seen_by_another {
        name.own(" (seen by somebody else)")
    } else {
        name
    }
}

pub(super) fn names(team: &Team, people: &[usize]) -> Prose {
    let names = people.iter().map(|&person| name(&team.people[person]));
    Prose::new().listed(names.collect())
}

pub(super) fn role(catalogue: &Catalogue, role: usize) -> Prose {
    Prose::new().data(catalogue.roles[role].name.as_str())
}

pub(super) fn roles(catalogue: &Catalogue, roles: &[usize]) -> Prose {
    let names = roles.iter().map(|&one| role(catalogue, one));
    Prose::new().listed(names.collect())
}

/// Says whether somebody lies where people who suit a role are expected.
pub(super) fn likeness(person: &Person, fit: &RoleFit) -> &'static str {
    if person.has_few_answers() {
        "too few answers"
    } else {
        result::words::likeness(fit)
    }
}

/// Says how many of the questions each person answered.
pub(super) fn answered(catalogue: &Catalogue, team: &Team) -> Prose {
    let each = team
        .people
        .iter()
        .map(|person| name(person).own(format!(" {}", person.answered)));
    Prose::new()
        .own(format!(
            "Answered, of {} questions: ",
            catalogue.items.len()
        ))
        .listed(each.collect())
        .own(".")
}

/// Says of whom nothing is answered, where there is anybody.
pub(super) fn unanswered(team: &Team) -> Option<Prose> {
    let names = team
        .unanswered
        .iter()
        .map(|name| Prose::new().data(name.as_str()));
    let names = Prose::new().listed(names.collect());
    (!team.unanswered.is_empty()).then(|| {
        Prose::new()
            .own("Nothing is answered yet, and nothing said here, of ")
            .then(names)
            .own(".")
    })
}

/// Says who takes a role, and why where somebody else comes nearer to it.
pub(super) fn takes(catalogue: &Catalogue, team: &Team, role: usize) -> Option<Prose> {
    let pairings = &team.assignments.best.pairings;
    let pairing = pairings.iter().find(|one| one.role == role)?;
    let person = &team.people[pairing.person];
    let fit = person.fit(role);
    let taken = self::role(catalogue, role)
        .own(": ")
        .then(name(person))
        .own(format!(
            ", {}, {}",
            percent(fit.probability),
            likeness(person, fit)
        ));
    let nearest = team.covers[role].nearest;
    let elsewhere = pairings.iter().find(|one| one.person == nearest);
    let covering = team.covers[role].people.first();
    Some(match elsewhere.filter(|_| nearest != pairing.person) {
        None => match covering.filter(|_| !person.covers(role)) {
            None => taken,
            Some(&covering) => {
                let covering = &team.people[covering];
                let usual = likeness(covering, covering.fit(role));
                let figure = percent(covering.fit(role).probability);
                taken
                    .own("; ")
                    .then(name(covering))
                    .own(format!(", {figure}, {usual}, covers it"))
            }
        },
        Some(elsewhere) => {
            let nearest = &team.people[nearest];
            let nearer = percent(nearest.fit(role).probability);
            taken
                .own("; ")
                .then(name(nearest))
                .own(format!(", {nearer}, is nearer to it, but needed more as "))
                .then(self::role(catalogue, elsewhere.role))
        }
    })
}

/// Says how sure the assignment is.
pub(super) fn margin(catalogue: &Catalogue, team: &Team) -> Prose {
    let odds = team.assignments.odds;
    let others = difference(catalogue, team);
    let prose = Prose::new();
    if odds < TIE {
        return prose
            .own("It is a tie: with ")
            .then(others)
            .own(" it would be about as likely.");
    }
    let how = match odds {
        close if close < CLOSE => "Hardly sure",
        likely if likely < LIKELY => "Fairly sure",
        _ => "Sure, as far as the answers go",
    };
    let times = if odds < CLOSE {
        format!("{odds:.1}{TIED}times")
    } else if odds <= MOST_TOLD {
        format!("{odds:.0}{TIED}times")
    } else {
        format!("more than {MOST_TOLD:.0}{TIED}times")
    };
    prose
        .own(format!(
            "{how}: it is {times} as likely as the next best, with "
        ))
        .then(others)
        .own(".")
}

/// Says in what the second assignment differs.
fn difference(catalogue: &Catalogue, team: &Team) -> Prose {
    let best = &team.assignments.best.pairings;
    let second = team.assignments.second.pairings.iter();
    let other = second.filter(|pairing| !best.contains(pairing));
    let parts = other.map(|pairing| {
        name(&team.people[pairing.person])
            .own(" as ")
            .then(role(catalogue, pairing.role))
    });
    Prose::new().listed(parts.collect())
}

/// Says what makes a role covered.
pub(super) fn bound() -> String {
    format!(
        "A role is covered by somebody who has it with {} or more, is not outside its range and has answered as many \
         questions as there are traits.",
        percent(COVERED)
    )
}

/// Says of a role that nobody covers who comes nearest.
pub(super) fn uncovered(catalogue: &Catalogue, team: &Team, role: usize) -> Prose {
    let nearest = &team.people[team.covers[role].nearest];
    let fit = nearest.fit(role);
    self::role(catalogue, role)
        .own("; nearest is ")
        .then(name(nearest))
        .own(format!(
            ", {}, {}",
            percent(fit.probability),
            likeness(nearest, fit)
        ))
}

/// Says which name the group would have if it had all the roles, and which of them it has.
pub(super) fn has_and_lacks(catalogue: &Catalogue, team: &Team) -> Vec<Prose> {
    let covered = |is: bool| -> Vec<usize> {
        let covers = team.covers.iter();
        covers
            .filter(|cover| cover.people.is_empty() != is)
            .map(|cover| cover.role)
            .collect()
    };
    let (has, lacks) = (covered(true), covered(false));
    let all = has.len() + lacks.len();
    let sentence = match (&has[..], &lacks[..]) {
        (_, []) => Prose::new()
            .own("Your group has all the roles: ")
            .then(roles(catalogue, &has)),
        ([], _) => Prose::new()
            .own("Your group covers none of the roles: ")
            .then(roles(catalogue, &lacks)),
        _ => Prose::new()
            .own(format!("Your group has {} of {all} roles: ", has.len()))
            .then(roles(catalogue, &has))
            .own("; it lacks ")
            .then(roles(catalogue, &lacks)),
    };
    let mut said = vec![sentence.own(".")];
    if let Some(whole) = &catalogue.team {
        said.push(
            Prose::new()
                .own("A group that has them all is called “")
                .data(whole.name.as_str())
                .own("”. ")
                .data(whole.about.as_str()),
        );
    }
    said
}

/// Says what to be careful about in a person's answers.
pub(super) fn caution(warning: Warning) -> &'static str {
    match warning {
        Warning::Contradictory => "answers that pull in opposite directions",
        Warning::LongRun => "one position chosen many times in a row",
        Warning::FewAnswers => "fewer answers than traits",
    }
}

/// Says what the answers of a group are for, what they are not for, and what they rest on.
pub(super) fn small_print(catalogue: &Catalogue) -> Prose {
    let purpose = "For reflection and practice, not for hiring decisions: it shows what people prefer, not what they can do.";
    let rest = foundation(catalogue).into_iter();
    rest.fold(Prose::new().own(purpose), |done, sentence| {
        done.own(" ").then(sentence)
    })
}
