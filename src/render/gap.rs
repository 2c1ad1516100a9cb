//! How a person, or a role, and a role differ on a trait, in words: the result and the plan say it alike. It measures
//! nothing and orders gaps alone.

use super::figures::{capitalised, lowered};
use super::prose::Prose;
use crate::catalogue::{Catalogue, Pole};
use crate::preparation::Gap;

/// A quarter of a standard deviation is small (Cohen, 1988, sets 0.2): within it nobody is said to lean.
pub(super) const NO_LEAN: f64 = 0.25;
/// The most traits listed in a sentence.
const MOST_LISTED: usize = 3;

/// Returns the word of a pole.
pub(super) fn pole(catalogue: &Catalogue, trait_index: usize, pole: Pole) -> Prose {
    let words = &catalogue.traits[trait_index];
    Prose::new().data(match pole {
        Pole::Low => words.low.as_str(),
        Pole::High => words.high.as_str(),
    })
}

/// Returns both poles: `craft or commerce`.
pub(super) fn both(catalogue: &Catalogue, trait_index: usize) -> Prose {
    pole(catalogue, trait_index, Pole::Low)
        .own(" or ")
        .then(pole(catalogue, trait_index, Pole::High))
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

/// Says how those who are compared, in the plural, and the role differ on a trait.
pub(super) fn difference(catalogue: &Catalogue, who: &Prose, gap: &Gap) -> Prose {
    let word = |side| pole(catalogue, gap.trait_index, side);
    let who = who.clone();
    match (side(gap.centre), side(gap.place)) {
        (Some(role), Some(own)) if role == own => {
            let degree = if gap.toward() == role { "more" } else { "less" };
            Prose::new()
                .own(format!("the role leans {degree} to "))
                .then(word(role))
                .own(" than ")
                .then(who)
                .own(" do")
        }
        (Some(role), Some(own)) => Prose::new()
            .own("the role leans to ")
            .then(word(role))
            .own("; ")
            .then(who)
            .own(" lean to ")
            .then(word(own)),
        (Some(role), None) => Prose::new()
            .own("the role leans to ")
            .then(word(role))
            .own("; ")
            .then(who)
            .own(" lean neither way"),
        (None, Some(own)) => Prose::new()
            .own("the role keeps between ")
            .then(word(Pole::Low))
            .own(" and ")
            .then(word(Pole::High))
            .own("; ")
            .then(who)
            .own(" lean to ")
            .then(word(own)),
        (None, None) => both(catalogue, gap.trait_index)
            .own(": the role and ")
            .then(who)
            .own(" differ a little"),
    }
}

/// Says in which direction a trait moves: `Time shape: from finish towards evolve`.
pub(super) fn direction(catalogue: &Catalogue, trait_index: usize, from: f64, to: f64) -> Prose {
    let word = |side| pole(catalogue, trait_index, side);
    let start = Prose::new()
        .data(catalogue.traits[trait_index].name.as_str())
        .own(": ");
    let toward = if to > from { Pole::High } else { Pole::Low };
    match (side(from), side(to)) {
        (Some(left), Some(taken)) if left != taken => start
            .own("from ")
            .then(word(left))
            .own(" towards ")
            .then(word(taken)),
        (Some(left), None) => start
            .own("from ")
            .then(word(left))
            .own(" towards the middle"),
        (Some(left), Some(_)) if left != toward => start.own("less to ").then(word(left)),
        (Some(_), Some(_)) => start.own("further to ").then(word(toward)),
        (None, _) => start.own("towards ").then(word(toward)),
    }
}

/// Says what to do less and what to do more of on the way from one place to another, in the words of the poles.
pub(super) fn advice(catalogue: &Catalogue, trait_index: usize, from: f64, to: f64) -> Vec<Prose> {
    let words = &catalogue.traits[trait_index];
    let does = |label: &str, side: Pole| {
        let about = match side {
            Pole::Low => words.low_about.as_ref(),
            Pole::High => words.high_about.as_ref(),
        };
        let label = Prose::new().own(label);
        match about {
            Some(about) => label.own("“").data(about.as_str()).own("”"),
            None => label.then(pole(catalogue, trait_index, side)),
        }
    };
    let (away, toward) = if to > from {
        (Pole::Low, Pole::High)
    } else {
        (Pole::High, Pole::Low)
    };
    let mut said = Vec::new();
    if side(from) == Some(away) {
        said.push(does("Less of this: ", away));
    }
    match side(to) {
        Some(side) if side == toward => said.push(does("More of this: ", toward)),
        None => said.push(
            Prose::new()
                .own("Keep between ")
                .then(pole(catalogue, trait_index, Pole::Low))
                .own(" and ")
                .then(pole(catalogue, trait_index, Pole::High))
                .own("."),
        ),
        Some(_) => {}
    }
    said
}

/// Lists the poles to which a role leans, of the traits on which somebody is nearest to it; nothing where there is none.
pub(super) fn nearest(catalogue: &Catalogue, role: usize, gaps: &[Gap]) -> Option<Prose> {
    let role = &catalogue.roles[role];
    let mut near: Vec<&Gap> = gaps
        .iter()
        .filter(|gap| gap.is_near() && role.claims[gap.trait_index])
        .collect();
    near.sort_by(|one, other| one.distance.total_cmp(&other.distance));
    near.retain(|gap| side(gap.centre).is_some());
    near.truncate(MOST_LISTED);
    let place = |gap: &&Gap| side(gap.centre).map(|side| pole(catalogue, gap.trait_index, side));
    let listed: Vec<Prose> = near.iter().filter_map(place).collect();
    (!listed.is_empty()).then(|| Prose::new().listed(listed))
}

/// Says on which traits those who are compared are far from the role, the widest gap first.
pub(super) fn widest(
    catalogue: &Catalogue,
    who: &Prose,
    gaps: &[Gap],
    speaks_to_reader: bool,
) -> Vec<Prose> {
    let mut wide: Vec<&Gap> = gaps.iter().filter(|gap| gap.is_wide()).collect();
    wide.sort_by(|one, other| other.distance.total_cmp(&one.distance));
    wide.truncate(MOST_LISTED);
    wide.iter()
        .map(|gap| {
            let words = &catalogue.traits[gap.trait_index];
            let said = Prose::new()
                .data(words.name.as_str())
                .own(": ")
                .then(difference(catalogue, who, gap))
                .own(".");
            let about = match side(gap.centre) {
                Some(Pole::Low) => words.low_about.as_ref(),
                Some(Pole::High) => words.high_about.as_ref(),
                None => None,
            };
            // The words of a pole speak to the reader, whom nobody else should take for themselves.
            match about {
                Some(about) if speaks_to_reader => {
                    said.own(" In the role, ").data(lowered(about.as_str()))
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
