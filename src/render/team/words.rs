//! What there is to say of a group, sentence by sentence.

use crate::assessment::{RoleFit, Warning};
use crate::catalogue::Catalogue;
use crate::render::figures::{TIED, counted, percent};
use crate::render::gap::sentence;
use crate::render::leaning::{Voice, both, of_score};
use crate::render::prose::{Prose, data, joined, listed, own, say};
use crate::render::result::words::{foundation, is_left_cold};
use crate::team::{COVERED, Person, Team};

/// What a page about a group may be used for. It stands on top in every form.
pub(super) const NOTICE: &str = "For people who look at themselves together, each of whom has agreed to it. Not for \
    choosing, ranking or rating anybody. Whoever gathers other people’s answers is responsible for them.";

/// Odds that are told in words: below the first it is a tie, below the second and the third it is close and likely.
const TIE: f64 = 1.259;
const CLOSE: f64 = 3.0;
const LIKELY: f64 = 20.0;
const MOST_TOLD: f64 = 1000.0;
/// More traits on which people stand apart are not asked about.
const MOST_APART: usize = 2;

/// Returns the name of a person, fit for a terminal, and says where the answers are not the person's own.
pub(super) fn name(person: &Person) -> Prose {
    let name = data(&person.name);
    if person.seen_by_another {
        name.own(" (seen by somebody else)")
    } else {
        name
    }
}

pub(super) fn names(team: &Team, people: &[usize]) -> Prose {
    let names = people.iter().map(|&person| name(&team.people[person]));
    listed(names)
}

pub(super) fn role(catalogue: &Catalogue, role: usize) -> Prose {
    data(&catalogue.roles[role].name)
}

pub(super) fn roles(catalogue: &Catalogue, roles: &[usize]) -> Prose {
    let names = roles.iter().map(|&one| role(catalogue, one));
    listed(names)
}

/// Returns how likely a role is for somebody, unless there are too few answers to say.
pub(super) fn figure(person: &Person, fit: &RoleFit) -> Prose {
    if person.has_few_answers() {
        own("too few answers")
    } else {
        own(percent(fit.probability))
    }
}

/// Says how many of the questions each person answered.
pub(super) fn answered(catalogue: &Catalogue, team: &Team) -> Prose {
    let each = team
        .people
        .iter()
        .map(|person| name(person).own(format!(" {}", person.answered)));
    say(
        "Answered, of {}: {}.",
        [
            own(counted(catalogue.items.len(), "question")),
            listed(each),
        ],
    )
}

/// Says of whom nothing is answered, where there is anybody.
pub(super) fn unanswered(team: &Team) -> Option<Prose> {
    let names = team.unanswered.iter().map(data);
    let names = listed(names);
    (!team.unanswered.is_empty()).then(|| {
        say(
            "Nothing is answered yet, and nothing said here, of {}.",
            [names],
        )
    })
}

/// Says who takes a role, and why where somebody else comes nearer to it.
pub(super) fn takes(catalogue: &Catalogue, team: &Team, role: usize) -> Option<Prose> {
    let pairings = &team.assignments.best.pairings;
    let pairing = pairings.iter().find(|one| one.role == role)?;
    let person = &team.people[pairing.person];
    let fit = person.fit(role);
    let taken = say(
        "{}: {}, {}",
        [
            self::role(catalogue, role),
            name(person),
            figure(person, fit),
        ],
    );
    let nearest = team.covers[role].nearest;
    let elsewhere = pairings.iter().find(|one| one.person == nearest);
    let covering = team.covers[role].people.first();
    Some(match elsewhere.filter(|_| nearest != pairing.person) {
        None => match covering.filter(|_| !person.covers(role)) {
            None => taken,
            Some(&covering) => {
                let covering = &team.people[covering];
                let figure = figure(covering, covering.fit(role));
                let unlike = own(if person.has_few_answers() {
                    ""
                } else {
                    ", unlike those who suit it"
                });
                say(
                    "{}{}; {}, {}, covers it",
                    [taken, unlike, name(covering), figure],
                )
            }
        },
        Some(elsewhere) => {
            let nearest = &team.people[nearest];
            let nearer = percent(nearest.fit(role).probability);
            say(
                "{}; {}, {}, is nearer to it, but needed more as {}",
                [
                    taken,
                    name(nearest),
                    own(nearer),
                    self::role(catalogue, elsewhere.role),
                ],
            )
        }
    })
}

/// Says how sure the assignment is.
pub(super) fn margin(catalogue: &Catalogue, team: &Team) -> Prose {
    let odds = team.assignments.odds;
    let others = difference(catalogue, team);
    if odds < TIE {
        return say(
            "It is a tie: with {} it would be about as likely.",
            [others],
        );
    }
    let how = match odds {
        close if close < CLOSE => "This way of sharing out is hardly sure",
        likely if likely < LIKELY => "This way of sharing out is fairly sure",
        _ => "This way of sharing out is sure, as far as the answers go",
    };
    let times = if odds < CLOSE {
        format!("{odds:.1}{TIED}times")
    } else if odds <= MOST_TOLD {
        format!("{odds:.0}{TIED}times")
    } else {
        format!("more than {MOST_TOLD:.0}{TIED}times")
    };
    say(
        "{}, whatever is sure of each person: it is {} as likely as the next best, with {}.",
        [own(how), own(times), others],
    )
}

/// Says in what the second assignment differs.
fn difference(catalogue: &Catalogue, team: &Team) -> Prose {
    let best = &team.assignments.best.pairings;
    let second = team.assignments.second.pairings.iter();
    let other = second.filter(|pairing| !best.contains(pairing));
    let parts = other.map(|pairing| {
        say(
            "{} as {}",
            [
                name(&team.people[pairing.person]),
                role(catalogue, pairing.role),
            ],
        )
    });
    listed(parts)
}

/// Says what makes a role covered.
pub(super) fn bound() -> String {
    format!(
        "A role is covered by somebody who has it with {} or more, whose answers are not unlike those of people who suit \
         it, and who has answered as many questions as there are traits.",
        percent(COVERED)
    )
}

/// Says of a role that nobody covers who comes nearest.
pub(super) fn uncovered(catalogue: &Catalogue, team: &Team, role: usize) -> Prose {
    let nearest = &team.people[team.covers[role].nearest];
    let fit = nearest.fit(role);
    say(
        "{}; nearest is {}, {}",
        [
            self::role(catalogue, role),
            name(nearest),
            figure(nearest, fit),
        ],
    )
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
        (_, []) => own("Somebody covers each of the roles: ").then(roles(catalogue, &has)),
        ([], _) => own("Your group covers none of the roles: ").then(roles(catalogue, &lacks)),
        _ => say(
            "Your group has {} of {} roles: {}; it lacks {}",
            [
                own(has.len()),
                own(all),
                roles(catalogue, &has),
                roles(catalogue, &lacks),
            ],
        ),
    };
    let mut said = vec![sentence.own(".")];
    if let Some(whole) = &catalogue.team {
        said.push(say(
            "A group that has them all is called “{}”. {}",
            [data(&whole.name), data(&whole.about)],
        ));
    }
    said
}

/// Returns each role to which several lean whom some of the work draws that was asked about, and their names.
pub(super) fn leaning_alike<'a>(
    catalogue: &'a Catalogue,
    team: &'a Team,
) -> impl Iterator<Item = [Prose; 2]> + 'a {
    team.covers.iter().filter_map(move |cover| {
        let is_drawn =
            |&&person: &&usize| !is_left_cold(catalogue, &team.people[person].standing.traits);
        let people: Vec<usize> = cover.leaning.iter().filter(is_drawn).copied().collect();
        (people.len() > 1).then(|| [role(catalogue, cover.role), names(team, &people)])
    })
}

/// Says who is drawn by none of the work that was asked about.
pub(super) fn left_cold(catalogue: &Catalogue, team: &Team) -> Option<Prose> {
    let people = team.people.iter();
    let cold = people.filter(|person| is_left_cold(catalogue, &person.standing.traits));
    let cold: Vec<Prose> = cold.map(name).collect();
    (!cold.is_empty()).then(|| {
        say(
            "None of the work that was asked about draws {}: the figures only say what is least far.",
            [listed(cold)],
        )
    })
}

/// Returns what a group can talk about: where two of it stand furthest apart, what draws nobody, and what its answers leave
/// out; of a class also what those have in common who lean to one role, and what those think who stand between two.
pub(super) fn to_talk_over(catalogue: &Catalogue, team: &Team) -> Vec<Prose> {
    let stands = |person: usize, index: usize| {
        let person = &team.people[person];
        let place = of_score(catalogue, index, &person.standing.traits[index]);
        say("{} {}", [name(person), place])
    };
    let about = |index: usize| sentence(both(catalogue, index));
    let apart_asked = if team.is_class() {
        "Tell each other of a day with much of it: what was good about it, and what was not?"
    } else {
        "Where does that help you, and where do you get in each other's way?"
    };
    let apart = team.furthest_apart().into_iter().take(MOST_APART);
    let apart = apart.map(|(index, [low, high])| {
        let stand = [about(index), stands(low, index), stands(high, index)];
        say("{}: {}, {}. ", stand).own(apart_asked)
    });
    let draws = |index: &usize| Voice::of(catalogue, *index) == Voice::Draws;
    let nobody = team.high_for_nobody().into_iter().filter(draws);
    let nobody = nobody.map(|index| {
        say(
            "{}: none of you is drawn to it. Who does it now, and what would make it lighter?",
            [about(index)],
        )
    });
    let last = own("What is done among you that no role here names, and who would miss it?");
    let mut questions: Vec<Prose> = apart.chain(nobody).collect();
    if team.is_class() {
        questions.extend(of_class(catalogue, team));
    }
    questions.push(last);
    questions
}

/// Returns what people of a class can be asked who lean to one role, or stand between two.
fn of_class(catalogue: &Catalogue, team: &Team) -> Vec<Prose> {
    let alike = leaning_alike(catalogue, team).map(|both| {
        say(
            "{}: {} lean to it. What did each of you last do of that kind, and what was the best hour of it?",
            both,
        )
    });
    let torn = team.between.iter().map(|(person, both)| {
        let person = name(&team.people[*person]);
        say(
            "{}: which of {} have you tried, and which would you do again unasked?",
            [person, roles(catalogue, both)],
        )
    });
    alike.chain(torn).collect()
}

/// Says what to be careful about in a person's answers.
pub(super) fn caution(warning: Warning) -> &'static str {
    match warning {
        Warning::Contradictory => "answers that pull in opposite directions",
        Warning::LongRun => "one position chosen many times in a row",
        Warning::Agreement => "yes to nearly everything",
        Warning::FewAnswers => "fewer answers than traits",
    }
}

/// Says what the answers of a group are for, what they are not for, and what they rest on.
pub(super) fn small_print(catalogue: &Catalogue) -> Prose {
    let purpose = "For reflection and practice, not for hiring decisions: it shows what people prefer, not what they \
                   can do.";
    let purpose = std::iter::once(own(purpose));
    joined(purpose.chain(foundation(catalogue)), " ")
}
