//! How a person, or a role, and a role differ on a trait, in words: the result and the plan say it alike.

use super::figures::{capitalised, lowered};
use super::leaning::{Voice, both, pole, quoted_activities, side};
use super::person::Person;
use super::prose::{Prose, data, listed, own, say};
use crate::catalogue::{Catalogue, Pole, Role, Subject};
use crate::preparation::Gap;

/// The most traits listed in a sentence.
const MOST_LISTED: usize = 3;

/// Who is compared with a role.
#[derive(Debug, Clone, Copy)]
pub(super) enum Compared<'a> {
    /// The person, or the work, that the answers are about.
    Answers(Person<'a>),
    /// Those who suit another role.
    PeopleOf(&'a Role),
}

impl Compared<'_> {
    /// Names those who are compared, in the plural: `your answers`.
    pub(super) fn plural(self) -> Prose {
        match self {
            Self::Answers(person) => person.answers(),
            Self::PeopleOf(role) => own("people who suit ").data(lowered(role.name.as_str())),
        }
    }

    /// Names those whom something draws: `you`.
    fn drawn(self) -> Prose {
        match self {
            Self::Answers(person) => person.who(),
            Self::PeopleOf(_) => self.plural(),
        }
    }
}

/// Says how those who are compared and the role differ on a trait, with the trait's name.
pub(super) fn named_difference(catalogue: &Catalogue, who: Compared<'_>, gap: &Gap) -> Prose {
    match Voice::of(catalogue, gap.trait_index) {
        Voice::Poles => say(
            "{}: {}",
            [
                data(&catalogue.traits[gap.trait_index].name),
                between_poles(catalogue, &who.plural(), gap),
            ],
        ),
        Voice::Draws | Voice::Share => sentence(activities_differ(catalogue, who, gap)),
    }
}

/// Says how those who are compared and the role differ on a trait that was named before.
pub(super) fn difference(catalogue: &Catalogue, who: Compared<'_>, gap: &Gap) -> Prose {
    match Voice::of(catalogue, gap.trait_index) {
        Voice::Poles => between_poles(catalogue, &who.plural(), gap),
        Voice::Draws | Voice::Share => draws(own("it"), catalogue, who, gap),
    }
}

/// Says how those who are compared and the role differ on a trait that activities measure, as a part of a sentence.
pub(super) fn activities_differ(catalogue: &Catalogue, who: Compared<'_>, gap: &Gap) -> Prose {
    draws(
        quoted_activities(catalogue, gap.trait_index),
        catalogue,
        who,
        gap,
    )
}

/// Says whom activities draw more: `planning and closing draws you less than it draws people in the role`.
fn draws(activities: Prose, catalogue: &Catalogue, who: Compared<'_>, gap: &Gap) -> Prose {
    let more = if gap.place > gap.centre {
        "more"
    } else {
        "less"
    };
    match Voice::of(catalogue, gap.trait_index) {
        Voice::Share => say(
            "there is {} of {} in the work than in work that calls for the role",
            [own(more), activities],
        ),
        Voice::Draws | Voice::Poles => say(
            "{} draws {} {} than it draws people in the role",
            [activities, who.drawn(), own(more)],
        ),
    }
}

fn between_poles(catalogue: &Catalogue, who: &Prose, gap: &Gap) -> Prose {
    let word = |side| pole(catalogue, gap.trait_index, side);
    let who = who.clone();
    match (side(gap.centre), side(gap.place)) {
        (Some(role), Some(place)) if role == place => {
            let degree = if gap.toward() == role { "more" } else { "less" };
            say(
                "the role leans {} to {} than {} do",
                [own(degree), word(role), who],
            )
        }
        (Some(role), Some(place)) => say(
            "the role leans to {}; {} lean rather to {}",
            [word(role), who, word(place)],
        ),
        (Some(role), None) => say(
            "the role leans to {}; {} lean neither way",
            [word(role), who],
        ),
        (None, Some(place)) => say(
            "the role keeps between {} and {}; {} lean rather to {}",
            [word(Pole::Low), word(Pole::High), who, word(place)],
        ),
        (None, None) => say(
            "{}: the role and {} differ a little",
            [both(catalogue, gap.trait_index), who],
        ),
    }
}

/// Says in which direction a trait moves: `Time shape: from finish towards evolve`.
pub(super) fn direction(catalogue: &Catalogue, gap: &Gap) -> Prose {
    let (trait_index, from, to) = (gap.trait_index, gap.place, gap.centre);
    let word = |side| pole(catalogue, trait_index, side);
    let start = data(&catalogue.traits[trait_index].name).own(": ");
    let toward = gap.toward();
    if Voice::of(catalogue, trait_index) != Voice::Poles {
        return start.own(match toward {
            Pole::High => "more of it",
            Pole::Low => "less of it",
        });
    }
    match (side(from), side(to)) {
        (Some(left), Some(taken)) if left != taken => {
            say("{}from {} towards {}", [start, word(left), word(taken)])
        }
        (Some(left), None) => say("{}from {} towards the middle", [start, word(left)]),
        (Some(left), Some(_)) if left != toward => say("{}less to {}", [start, word(left)]),
        (Some(_), Some(_)) => say("{}further to {}", [start, word(toward)]),
        (None, _) => say("{}towards {}", [start, word(toward)]),
    }
}

/// Says what to do less and what to do more of on the way from one place to another, in the words of the poles, and what
/// to try.
pub(super) fn advice(catalogue: &Catalogue, gap: &Gap) -> Vec<Prose> {
    let words = &catalogue.traits[gap.trait_index];
    let (away, toward) = (gap.toward().other(), gap.toward());
    let is_work = catalogue.subject == Subject::TheWork;
    let to_try = words.try_of(toward).filter(|_| !is_work);
    let to_try = to_try.map(|step| say("To try: {}", [data(step)]));
    if Voice::of(catalogue, gap.trait_index) != Voice::Poles {
        let more = if toward == Pole::High { "more" } else { "less" };
        let about = words.high_about.as_ref().unwrap_or(&words.about);
        let about = say("The role has {} of this: “{}”", [own(more), data(about)]);
        return [about].into_iter().chain(to_try).collect();
    }
    let does = |label: &str, side: Pole| {
        let label = own(label);
        match words.about_of(side) {
            Some(about) => say("{}“{}”", [label, data(about)]),
            None => label.then(pole(catalogue, gap.trait_index, side)),
        }
    };
    let mut said = Vec::new();
    if side(gap.place) == Some(away) {
        said.push(does("The role has less of this: ", away));
    }
    match side(gap.centre) {
        Some(side) if side == toward => said.push(does("The role has more of this: ", toward)),
        None => said.push(say(
            "Keep between {} and {}.",
            [
                pole(catalogue, gap.trait_index, Pole::Low),
                pole(catalogue, gap.trait_index, Pole::High),
            ],
        )),
        Some(_) => {}
    }
    said.extend(to_try);
    said
}

/// Says in what somebody is nearest to a role: `in leaning to near and craft and in leaving “planning and closing” to others`; nothing
/// where they are near on no trait.
pub(super) fn nearest(catalogue: &Catalogue, role: usize, gaps: &[Gap]) -> Option<Prose> {
    let role = &catalogue.roles[role];
    let mut near: Vec<&Gap> = gaps
        .iter()
        .filter(|gap| gap.is_near() && role.claims[gap.trait_index])
        .collect();
    near.sort_by(|one, other| one.distance.total_cmp(&other.distance));
    near.retain(|gap| side(gap.centre).is_some() && side(gap.place) == side(gap.centre));
    near.truncate(MOST_LISTED);
    let (poles, drawn): (Vec<&Gap>, Vec<&Gap>) = near
        .into_iter()
        .partition(|gap| Voice::of(catalogue, gap.trait_index) == Voice::Poles);
    let poles = poles
        .iter()
        .filter_map(|gap| side(gap.centre).map(|side| pole(catalogue, gap.trait_index, side)));
    let poles: Vec<Prose> = poles.collect();
    let drawn = drawn.iter().map(|gap| {
        let words = match (catalogue.subject, side(gap.centre)) {
            (Subject::TheWork, _) => "in how much there is of {}",
            (Subject::You, Some(Pole::Low)) => "in leaving {} to others",
            (Subject::You, _) => "in being drawn to {}",
        };
        say(words, [quoted_activities(catalogue, gap.trait_index)])
    });
    let poles = (!poles.is_empty()).then(|| own("in leaning to ").listed(poles));
    let parts: Vec<Prose> = poles.into_iter().chain(drawn).collect();
    (!parts.is_empty()).then(|| listed(parts))
}

/// Returns the gaps on which those who are compared are far from the role, the widest first.
pub(super) fn widest_gaps<'g>(who: Compared<'_>, gaps: &'g [Gap]) -> Vec<&'g Gap> {
    Gap::widest(gaps, |gap| match who {
        Compared::Answers(Person::TheWork) => gap.is_far(),
        Compared::Answers(_) | Compared::PeopleOf(_) => gap.is_wide(),
    })
}

/// Says on which traits those who are compared are far from the role, the widest gap first.
pub(super) fn widest(
    catalogue: &Catalogue,
    who: Compared<'_>,
    gaps: &[Gap],
    speaks_to_reader: bool,
) -> Vec<Prose> {
    widest_gaps(who, gaps)
        .into_iter()
        .map(|gap| {
            let words = &catalogue.traits[gap.trait_index];
            let is_open = gap.may_be_none && matches!(who, Compared::Answers(_));
            let open = if is_open {
                " (perhaps: the answers leave it open)."
            } else {
                "."
            };
            let said = named_difference(catalogue, who, gap).own(open);
            let about = match (Voice::of(catalogue, gap.trait_index), side(gap.centre)) {
                (Voice::Poles, Some(pole)) => words.about_of(pole),
                (Voice::Poles, None) | (Voice::Draws | Voice::Share, _) => None,
            };
            // The words of a pole speak to the reader, whom nobody else should take for themselves.
            match about {
                Some(about) if speaks_to_reader => {
                    say("{} In the role, {}", [said, data(lowered(about.as_str()))])
                }
                _ => said,
            }
        })
        .collect()
}

/// Starts a sentence with a capital letter.
pub(super) fn sentence(prose: Prose) -> Prose {
    let mut spans = prose.spans().iter();
    let Some(first) = spans.next() else {
        return prose;
    };
    let start = Prose::new().with(first.emphasis, capitalised(&first.text));
    spans.fold(start, |done, span| {
        done.with(span.emphasis, span.text.as_str())
    })
}
