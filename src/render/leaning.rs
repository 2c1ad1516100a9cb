//! Where somebody, a role or a piece of work stands on a trait, in words: between its two poles or, of a trait that
//! activities measure, how much they draw or how much of them there is.

use super::figures::{count, lowered};
use super::prose::{Prose, data, own, say};
use crate::assessment::{NO_LEAN, TraitScore};
use crate::catalogue::{Catalogue, Pole, Subject, Toward};

/// How a trait is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// As two poles, neither of them better: `near over wide`.
    Poles,
    /// As something that draws people or leaves them cold.
    Draws,
    /// As something of which there is much or little in a piece of work.
    Share,
}

impl Voice {
    pub(super) fn of(catalogue: &Catalogue, trait_index: usize) -> Self {
        match (catalogue.is_activity_trait(trait_index), catalogue.subject) {
            (false, _) => Self::Poles,
            (true, Subject::You) => Self::Draws,
            (true, Subject::TheWork) => Self::Share,
        }
    }
}

/// How far a place lies from the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Degree {
    Little,
    /// Some way or far, by the answers; but the other side is not ruled out.
    Probable,
    Clear,
    Strong,
}

impl Degree {
    /// Returns the degree of a distance, in standard deviations of people at large.
    fn of(distance: f64) -> Self {
        match distance {
            far if far >= 1.25 => Self::Strong,
            some if some >= 0.6 => Self::Clear,
            _ => Self::Little,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Little => "a little",
            Self::Probable => "probably",
            Self::Clear => "clearly",
            Self::Strong => "strongly",
        }
    }
}

/// Returns the pole that a place leans to, if it does.
pub(super) fn side(place: f64) -> Option<Pole> {
    if place.abs() < NO_LEAN {
        None
    } else if place < 0.0 {
        Some(Pole::Low)
    } else {
        Some(Pole::High)
    }
}

/// Returns the word of a pole.
pub(super) fn pole(catalogue: &Catalogue, trait_index: usize, pole: Pole) -> Prose {
    let words = &catalogue.traits[trait_index];
    data(match pole {
        Pole::Low => words.low.as_str(),
        Pole::High => words.high.as_str(),
    })
}

/// Returns what stands at an end of a strip: the word of the pole; at the high end of a trait that activities measure its
/// name, for their poles are all called the same.
pub(super) fn end(catalogue: &Catalogue, trait_index: usize, end: Pole) -> Prose {
    match (Voice::of(catalogue, trait_index), end) {
        (Voice::Draws | Voice::Share, Pole::High) => activities(catalogue, trait_index),
        _ => pole(catalogue, trait_index, end),
    }
}

/// Names what the activities of a trait are: `planning and closing`.
pub(super) fn activities(catalogue: &Catalogue, trait_index: usize) -> Prose {
    data(lowered(catalogue.traits[trait_index].name.as_str()))
}

/// Names them inside a sentence, which may name others beside: `“planning and closing”`.
pub(super) fn quoted_activities(catalogue: &Catalogue, trait_index: usize) -> Prose {
    say("“{}”", [activities(catalogue, trait_index)])
}

/// Names a trait inside a sentence that names others beside: `“near or wide”`.
pub(super) fn quoted(catalogue: &Catalogue, trait_index: usize) -> Prose {
    let name = both(catalogue, trait_index);
    say("“{}”", [name])
}

/// Names a trait by what lies at its ends: `near to wide`.
pub(super) fn axis(catalogue: &Catalogue, trait_index: usize) -> Prose {
    joined(catalogue, trait_index, " to ")
}

/// Names a trait by the choice that it is: `near or wide`.
pub(super) fn both(catalogue: &Catalogue, trait_index: usize) -> Prose {
    joined(catalogue, trait_index, " or ")
}

fn joined(catalogue: &Catalogue, trait_index: usize, with: &str) -> Prose {
    match Voice::of(catalogue, trait_index) {
        Voice::Poles => pole(catalogue, trait_index, Pole::Low).own(with).then(pole(
            catalogue,
            trait_index,
            Pole::High,
        )),
        Voice::Draws | Voice::Share => activities(catalogue, trait_index),
    }
}

/// Says which way a place leans, and how much: `clearly towards the builders`.
pub(super) fn at(catalogue: &Catalogue, trait_index: usize, theta: f64) -> Prose {
    leaning(catalogue, trait_index, side(theta), Degree::of(theta.abs()))
}

/// Says which way somebody leans, and how much as far as that is known: of who may lean the other way it is not clear.
pub(super) fn of_score(catalogue: &Catalogue, trait_index: usize, score: &TraitScore) -> Prose {
    if score.answered == 0 {
        return own("no answer yet");
    }
    let words = leaning(catalogue, trait_index, side(score.score), known(score));
    match score.answered {
        1 => words.own(", ").own(on_answers(score)),
        _ => words,
    }
}

/// Says the same and on how many answers it rests: where much hangs on a trait, one wants to know.
pub(super) fn of_score_on_answers(
    catalogue: &Catalogue,
    trait_index: usize,
    score: &TraitScore,
) -> Prose {
    match score.answered {
        0 => own("no answer yet"),
        _ => say(
            "{}, {}",
            [
                leaning(catalogue, trait_index, side(score.score), known(score)),
                own(on_answers(score)),
            ],
        ),
    }
}

/// Says on how many answers a place rests: `from two answers`.
pub(super) fn on_answers(score: &TraitScore) -> String {
    match score.answered {
        1 => "from one answer".to_owned(),
        many => format!("from {} answers", count(many)),
    }
}

/// Returns how far somebody leans as far as that is known.
fn known(score: &TraitScore) -> Degree {
    let (low, high) = score.interval;
    match Degree::of(score.score.abs()) {
        Degree::Clear | Degree::Strong if low <= 0.0 && high >= 0.0 => Degree::Probable,
        degree => degree,
    }
}

/// Says how far somebody leans, where the side is said already: `clearly`.
pub(super) fn how_far(score: &TraitScore) -> &'static str {
    known(score).name()
}

fn leaning(catalogue: &Catalogue, trait_index: usize, side: Option<Pole>, degree: Degree) -> Prose {
    match (Voice::of(catalogue, trait_index), side) {
        (Voice::Poles, None) => own("no lean"),
        (Voice::Poles, Some(side)) => say(
            "{} towards {}",
            [own(degree.name()), pole(catalogue, trait_index, side)],
        ),
        (Voice::Draws, None) => own("neither drawn to it nor left cold"),
        (Voice::Draws, Some(Pole::High)) => own(degree.name()).own(" drawn to it"),
        (Voice::Draws, Some(Pole::Low)) => own(match degree {
            Degree::Strong => "quite",
            Degree::Little | Degree::Probable | Degree::Clear => degree.name(),
        })
        .own(" left cold by it"),
        (Voice::Share, None) => own("as much of it as usual"),
        (Voice::Share, Some(Pole::High)) => own(match degree {
            Degree::Little => "a little more of it than usual",
            Degree::Probable => "probably much of it",
            Degree::Clear => "much of it",
            Degree::Strong => "very much of it",
        }),
        (Voice::Share, Some(Pole::Low)) => own(match degree {
            Degree::Little => "a little less of it than usual",
            Degree::Probable => "probably little of it",
            Degree::Clear => "little of it",
            Degree::Strong => "hardly any of it",
        }),
    }
}

/// Says which pole is preferred to which, and of activities whether they draw: `near over wide`, `drawn to planning`.
pub(super) fn preference(catalogue: &Catalogue, trait_index: usize, score: &TraitScore) -> Prose {
    let activities = activities(catalogue, trait_index);
    let pole = |side| pole(catalogue, trait_index, side);
    let side = side(score.score);
    match Voice::of(catalogue, trait_index) {
        _ if score.answered == 0 => both(catalogue, trait_index),
        Voice::Poles => match side {
            Some(side) => say("{} over {}", [pole(side), pole(side.other())]),
            None => say("both {} and {}", [pole(Pole::Low), pole(Pole::High)]),
        },
        Voice::Draws => match side {
            Some(Pole::High) => own("drawn to ").then(activities),
            Some(Pole::Low) => own("left cold by ").then(activities),
            None => own("neither way on ").then(activities),
        },
        Voice::Share => own(match side {
            Some(Pole::High) => "much ",
            Some(Pole::Low) => "little ",
            None => "some ",
        })
        .then(activities),
    }
}

/// Says that somebody leans to neither side of a trait.
pub(super) fn neither(catalogue: &Catalogue, trait_index: usize) -> Prose {
    let activities = || activities(catalogue, trait_index);
    match Voice::of(catalogue, trait_index) {
        Voice::Poles => say(
            "no lean between {} and {}",
            [Pole::Low, Pole::High].map(|side| pole(catalogue, trait_index, side)),
        ),
        Voice::Draws => say("neither drawn to {} nor left cold", [activities()]),
        Voice::Share => say("some {}", [activities()]),
    }
}

/// Says where a claim places a role: `toward strategy`.
pub(super) fn toward(catalogue: &Catalogue, trait_index: usize, toward: Toward) -> String {
    let words = &catalogue.traits[trait_index];
    match (Voice::of(catalogue, trait_index), toward) {
        (Voice::Poles, Toward::Low) => format!("toward {}", words.low),
        (Voice::Poles, Toward::High) => format!("toward {}", words.high),
        (Voice::Poles | Voice::Draws, Toward::Middle) => "in the middle".to_owned(),
        (Voice::Draws, Toward::Low) => "left cold by it".to_owned(),
        (Voice::Draws, Toward::High) => "drawn to it".to_owned(),
        (Voice::Share, Toward::Low) => "little of it".to_owned(),
        (Voice::Share, Toward::Middle) => "some of it".to_owned(),
        (Voice::Share, Toward::High) => "much of it".to_owned(),
    }
}
