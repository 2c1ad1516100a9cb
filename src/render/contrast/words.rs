//! What there is to say of roles side by side, sentence by sentence.

use crate::assessment::Assessment;
use crate::catalogue::{Catalogue, Pole, Subject};
use crate::contrast::{Contrast, Effort, Move, Shift, TraitContrast};
use crate::render::figures::{TIED, count, percent};
use crate::render::gap::sentence;
use crate::render::leaning::{Voice, at, of_score, quoted_activities, side};
use crate::render::person::Person;
use crate::render::prose::{Prose, data, joined, listed, own, say};
use crate::render::references::Sources;
use crate::render::result::Label;
use crate::render::result::words::{Naming, beside, fitted, weak_question};

/// What is shown: roles side by side, a person if there is one, and a move from one to another if it was asked for.
#[derive(Debug, Clone, Copy)]
pub struct RolesReport<'a> {
    /// The catalogue of the roles.
    pub catalogue: &'a Catalogue,
    /// The roles side by side.
    pub contrast: &'a Contrast,
    /// The person whose place is shown.
    pub person: Option<&'a Assessment>,
    /// Whose place it is and of which day, for pages.
    pub label: &'a Label,
    /// The move from one role to another.
    pub moving: Option<&'a Move>,
    /// How further commands name a result, as a shell takes it: the person's, or else one that is kept.
    pub result: Option<&'a str>,
    /// Whether text shows the claims; a document and data hold all of them.
    pub sources: Sources,
}

/// From this distance two roles are far apart, and from the other they are apart: about seven and four of ten people
/// of the one role lie beyond nearly all of the other.
const FAR_APART: f64 = 1.5;
const APART: f64 = 0.75;

pub(super) fn name(catalogue: &Catalogue, role: usize) -> Prose {
    data(&catalogue.roles[role].name)
}

/// Whom the page speaks of: the person whose place is shown, or its reader.
pub(super) fn whom<'a>(shown: &RolesReport<'a>) -> Person<'a> {
    match shown.person {
        Some(person) => Person::of(shown.catalogue, person),
        None => Person::reader(shown.catalogue),
    }
}

/// Names the roles.
pub(super) fn heading(shown: &RolesReport<'_>) -> Prose {
    let strong = |role: usize| Prose::new().strong(&shown.catalogue.roles[role].name);
    if let Some(moving) = shown.moving {
        return say("From {} to {}", [strong(moving.from), strong(moving.to)]);
    }
    let names = shown.contrast.roles.iter().map(|&role| strong(role));
    listed(names).own(", side by side")
}

/// Says how far apart the roles lie on a trait, and beside which the person is, in so many columns.
pub(super) fn remark(shown: &RolesReport<'_>, one: &TraitContrast, columns: usize) -> Prose {
    let catalogue = shown.catalogue;
    let far = |naming| how_far(catalogue, shown.contrast, one, naming);
    let Some(place) = &one.beside else {
        return fitted(columns, far);
    };
    // Names would have room in some of the lines only.
    let naming = Naming::Letters;
    let roles = shown.contrast.roles.len();
    say(
        "{}, {} {}",
        [
            far(naming),
            whom(shown).who(),
            beside(catalogue, place, roles, naming),
        ],
    )
}

/// Says how far apart the roles lie on a trait.
pub(super) fn how_far(
    catalogue: &Catalogue,
    contrast: &Contrast,
    one: &TraitContrast,
    naming: Naming,
) -> Prose {
    let Some(apart) = one.apart else {
        let claims = |&&role: &&usize| catalogue.roles[role].claims[one.trait_index];
        return match contrast.roles.iter().find(claims) {
            Some(&role) => say("only {} claims it", [naming.role(catalogue, role)]),
            None => own("no role claims it"),
        };
    };
    let far = match one.distance {
        _ if one.is_shared() => "close together",
        far if far >= FAR_APART => "far apart",
        some if some >= APART => "apart",
        _ => "a little apart",
    };
    if contrast.roles.len() == 2 || one.is_shared() {
        return own(far);
    }
    naming
        .role(catalogue, apart.low)
        .own(" and ")
        .then(naming.role(catalogue, apart.high))
        .own(format!(" {far}"))
}

/// Says where the person stands on a trait, and beside which role.
pub(super) fn own_place(shown: &RolesReport<'_>, one: &TraitContrast) -> Option<Prose> {
    let (place, person) = (one.beside.as_ref()?, shown.person?);
    let roles = shown.contrast.roles.len();
    let words = beside(shown.catalogue, place, roles, Naming::Names);
    let score = &person.traits[one.trait_index];
    Some(if score.answered == 0 {
        words
    } else {
        say(
            "{}; {}",
            [of_score(shown.catalogue, one.trait_index, score), words],
        )
    })
}

/// Says where a role stands on a trait: `clearly evolve`.
pub(super) fn stands(catalogue: &Catalogue, trait_index: usize, role: usize) -> Prose {
    let role = &catalogue.roles[role];
    if !role.claims[trait_index] {
        return own("no claim");
    }
    at(catalogue, trait_index, role.profile[trait_index].mean())
}

/// Says where a role stands and what people do who stand there.
pub(super) fn stands_and_does(catalogue: &Catalogue, trait_index: usize, role: usize) -> Prose {
    let words = &catalogue.traits[trait_index];
    let stands = stands(catalogue, trait_index, role);
    if !catalogue.roles[role].claims[trait_index] {
        return stands.own(" on this trait");
    }
    if Voice::of(catalogue, trait_index) != Voice::Poles {
        return stands;
    }
    let about = match side(catalogue.roles[role].profile[trait_index].mean()) {
        Some(pole) => words.about_of(pole),
        None => {
            return say(
                "{} between {} and {}",
                [stands, data(&words.low), data(&words.high)],
            );
        }
    };
    match about {
        Some(about) => say("{}. “{}”", [stands, data(about)]),
        None => stands,
    }
}

/// Says on what the roles agree.
pub(super) fn shared(catalogue: &Catalogue, contrast: &Contrast) -> Prose {
    let close: Vec<&TraitContrast> = contrast
        .traits
        .iter()
        .filter(|one| one.is_shared())
        .collect();
    let they = if contrast.roles.len() == 2 {
        "both"
    } else {
        "all"
    };
    if close.is_empty() {
        return own("What they share: no trait; on each of them they differ.");
    }
    let of = |one: &&TraitContrast| {
        let words = &catalogue.traits[one.trait_index];
        let (low, high) = (words.low.as_str(), words.high.as_str());
        let claiming = contrast.roles.iter().map(|&role| &catalogue.roles[role]);
        let sides = claiming
            .filter(|role| role.claims[one.trait_index])
            .map(|role| side(role.profile[one.trait_index].mean()));
        let mut sides: Vec<Option<Pole>> = sides.collect();
        sides.dedup();
        if Voice::of(catalogue, one.trait_index) != Voice::Poles {
            return shared_activities(catalogue, one.trait_index, they, &sides);
        }
        match sides[..] {
            [Some(Pole::Low)] => say("{} {} rather than {}", [own(they), data(low), data(high)]),
            [Some(Pole::High)] => say("{} {} rather than {}", [own(they), data(high), data(low)]),
            _ => say(
                "much the same place between {} and {}",
                [data(low), data(high)],
            ),
        }
    };
    say("What they share: {}.", [listed(close.iter().map(of))])
}

/// Says how activities draw the people of roles that lie close together.
fn shared_activities(
    catalogue: &Catalogue,
    trait_index: usize,
    they: &str,
    sides: &[Option<Pole>],
) -> Prose {
    let activities = quoted_activities(catalogue, trait_index);
    match (Voice::of(catalogue, trait_index), sides) {
        (Voice::Share, [Some(Pole::High)]) => own("much ".to_owned()).then(activities),
        (Voice::Share, [Some(Pole::Low)]) => own("little ".to_owned()).then(activities),
        (_, [Some(Pole::High)]) => own(format!("{they} drawn to ")).then(activities),
        (_, [Some(Pole::Low)]) => own(format!("{they} left cold by ")).then(activities),
        _ => own("much the same place on ".to_owned()).then(activities),
    }
}

/// Says how well the roles can be told apart at best.
pub(super) fn told_apart(catalogue: &Catalogue, contrast: &Contrast) -> Prose {
    let (people, known) = match catalogue.subject {
        Subject::You => ("people", "everybody’s"),
        Subject::TheWork => ("pieces of work", "the work’s"),
    };
    let rate = |told: f64| {
        let figure = percent(told).replace('>', "more than ");
        figure.trim_end_matches(['%', TIED]).to_owned()
    };
    let start = format!("With {known} place on each trait known exactly, ");
    let end = "; answers to questions tell fewer";
    match &contrast.pairs[..] {
        [pair] => own(format!(
            "{start}{} of 100 {people} of these two roles would be told apart{end}.",
            rate(pair.separation.told_apart())
        )),
        pairs => {
            let each = pairs.iter().map(|pair| {
                let [a, b] = pair.roles;
                say(
                    "{} of {} and {}",
                    [
                        own(rate(pair.separation.told_apart())),
                        name(catalogue, a),
                        name(catalogue, b),
                    ],
                )
            });
            let each = joined(each, "; ");
            own(format!(
                "{start}of 100 {people} so many would be told apart: "
            ))
            .then(each)
            .own(format!("{end}."))
        }
    }
}

fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", count(number))
}

/// Says on how many answers of a person the roles are how likely.
pub(super) fn likely(shown: &RolesReport<'_>) -> Option<Prose> {
    let (catalogue, person) = (shown.catalogue, shown.person?);
    let likely = shown.contrast.roles.iter().filter_map(|&role| {
        let fit = person.roles.iter().find(|fit| fit.role == role)?;
        Some(name(catalogue, role).own(format!(" {}", percent(fit.probability))))
    });
    Some(
        sentence(whom(shown).answers())
            .own(format!(
                ", {} of {}, give ",
                person.given.len(),
                counted(catalogue.items.len(), "question")
            ))
            .listed(likely)
            .own(format!(
                " among the {} roles.",
                count(catalogue.roles.len())
            )),
    )
}

/// Says from where a move is measured, what it asks as a whole, and of how much of that nobody can be sure.
pub(super) fn measured(shown: &RolesReport<'_>, moving: &Move) -> Prose {
    let measured = match (shown.person, whom(shown)) {
        (Some(_), whom) => own("Measured from where ")
            .then(whom.who())
            .own(whom.verb(" stand", " stands")),
        (None, whom) => own(match whom {
            Person::TheWork => "Measured from where work stands that calls for ",
            Person::You | Person::Named(_) => "Measured from where people stand who suit ",
        })
        .then(name(shown.catalogue, moving.from)),
    };
    let summed = say("{}: {}.", [measured, summed(moving)]);
    joined(std::iter::once(summed).chain(likely(shown)), " ")
}

/// Heads the traits on which somebody may be where the role is.
pub(super) const PERHAPS: &str = "Perhaps some way from the role, which the answers leave open";

/// Says of a trait that a third of its questions are weak.
pub(super) fn weakly_told(catalogue: &Catalogue, trait_index: usize) -> Option<Prose> {
    let items = catalogue.items.iter();
    let items = items.filter(|item| item.trait_index == trait_index);
    let all = items.clone().count();
    let weak = items.filter(|item| item.is_weak()).count();
    (weak > 0 && 3 * weak >= all).then(|| {
        let lead = format!(
            "Weakly supported: of {} on it {}",
            counted(all, "question"),
            count(weak)
        );
        own(lead)
            .own(if weak == 1 {
                " is weak. "
            } else {
                " are weak. "
            })
            .then(weak_question(catalogue))
    })
}

/// Sums up what a move asks: `six traits far from the role and one some way from the role`.
fn summed(moving: &Move) -> Prose {
    let unsure = |shift: &&Shift| shift.may_be_none();
    let of = |effort: Effort| {
        let shifts = moving.shifts.iter().filter(|shift| shift.effort == effort);
        let is_asking = matches!(effort, Effort::Build | Effort::Flex);
        shifts.filter(|shift| !(is_asking && unsure(shift))).count()
    };
    let groups = [
        (of(Effort::Build), "far from the role"),
        (of(Effort::Flex), "some way from the role"),
        (
            asking(moving).filter(unsure).count(),
            "perhaps some way from it",
        ),
        (of(Effort::Brought), "there already"),
        (of(Effort::Kept), "where the two roles hardly differ"),
    ];
    let told = groups.into_iter().filter(|(traits, _)| *traits > 0);
    let parts = told.enumerate().map(|(place, (traits, words))| {
        own(if place == 0 {
            format!("{} {words}", counted(traits, "trait"))
        } else {
            format!("{} {words}", count(traits))
        })
    });
    listed(parts)
}

/// Returns the traits on which a move asks for something, the most first.
pub(super) fn asking(moving: &Move) -> impl Iterator<Item = &Shift> {
    let asks = |shift: &&Shift| matches!(shift.effort, Effort::Build | Effort::Flex);
    moving.shifts.iter().filter(asks)
}

/// Returns questions on a move to talk over with somebody, or alone: what would be missed, what would be new, what is kept,
/// and what would show that it was right. None of the work, which nobody asks.
pub(super) fn to_talk_over(shown: &RolesReport<'_>, moving: &Move) -> Vec<Prose> {
    let (catalogue, whom) = (shown.catalogue, whom(shown));
    if whom == Person::TheWork {
        return Vec::new();
    }
    let who = || whom.who();
    // The words of a pole speak to the reader, and what leaves somebody cold is nothing to do or to miss.
    let about = |shift: &Shift, pole: Pole| {
        let index = shift.roles.trait_index;
        let is_done = Voice::of(catalogue, index) == Voice::Poles || pole == Pole::High;
        let about = catalogue.traits[index].about_of(pole);
        let about = about.filter(|_| is_done && whom == Person::You);
        about.map(|about| say("“{}”", [data(about)]))
    };
    let to = || name(catalogue, moving.to);
    let less = asking(moving).find_map(|shift| {
        let (away, gap) = (shift.gap().toward().other(), shift.gap());
        let is_left = side(gap.place) == Some(away) && side(gap.centre) != Some(away);
        let about = about(shift, away).filter(|_| is_left);
        about.map(|about| (gap.trait_index, about))
    });
    let asked = less.as_ref().map(|(index, _)| *index);
    let less = less.map(|(_, about)| {
        say(
            "{} As {} there is less of that: what of it would {} miss, and what would make up for it?",
            [about, to(), who()],
        )
    });
    let more = asking(moving).find_map(|shift| {
        let toward = shift.gap().toward();
        let is_taken = side(shift.gap().centre) == Some(toward);
        let is_new = asked != Some(shift.gap().trait_index);
        about(shift, toward).filter(|_| is_taken && is_new)
    });
    let more = more.map(|about| {
        say(
            "{} When did {} last do that, and would {} want it every week?",
            [about, who(), who()],
        )
    });
    let general = [
        say(
            "What of {} should stay, and what of it would a new colleague be better at?",
            [name(catalogue, moving.from)],
        ),
        own(
            "In the same firm: who takes over what is done now, who has the last word where the two posts disagree, and what \
             if it does not work out?",
        ),
        own(
            "What would show after three months that the move was right, and who would say so if it was not?",
        ),
    ];
    less.into_iter().chain(more).chain(general).collect()
}

/// Names a group of traits by what it asks in a move.
pub(super) fn effort(shown: &RolesReport<'_>, effort: Effort) -> Prose {
    match (whom(shown), effort) {
        (Person::TheWork, Effort::Build) => own("Far from it"),
        (Person::TheWork, Effort::Brought) => own("There already"),
        (_, Effort::Build) => own("Far from the role, the farthest first"),
        (Person::TheWork, Effort::Flex) => own("Some way from it"),
        (_, Effort::Flex) => own("Some way from the role"),
        (Person::You, Effort::Brought) => own("Where you are already"),
        (Person::Named(name), Effort::Brought) => say("Where {} is already", [data(name)]),
        (_, Effort::Kept) => own("Where the two roles hardly differ"),
    }
}
