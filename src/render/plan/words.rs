//! What a plan says in sentences: what it rests on and why each question is in. It knows no layout.

use crate::catalogue::{Catalogue, Pole};
use crate::preparation::{Basis, Gap, Plan, Question, Reason};
use crate::render::figures::capitalised;
use crate::render::prose::Prose;

/// Within this distance of 0 nobody is said to lean, as in the result.
const NO_LEAN: f64 = 0.25;
/// The most traits listed in a sentence.
const MOST_LISTED: usize = 3;

/// Returns the text of a sentence, as for JSON.
pub(super) fn plain(prose: &Prose) -> String {
    let texts = prose.spans().iter().map(|span| span.text.as_str());
    texts
        .collect::<String>()
        .replace(crate::render::figures::TIED, " ")
}

/// Returns the word of a pole.
pub(super) fn pole(catalogue: &Catalogue, trait_index: usize, pole: Pole) -> Prose {
    let words = &catalogue.traits[trait_index];
    Prose::new().data(match pole {
        Pole::Low => words.low.as_str(),
        Pole::High => words.high.as_str(),
    })
}

fn side(place: f64) -> Option<Pole> {
    if place.abs() < NO_LEAN {
        None
    } else if place < 0.0 {
        Some(Pole::Low)
    } else {
        Some(Pole::High)
    }
}

/// Says who is compared with the role: `your answers`, or those who suit the role that is left.
fn compared(catalogue: &Catalogue, plan: &Plan) -> Prose {
    match (&plan.basis, &plan.moving) {
        (Basis::Move(_), Some((from, _))) => Prose::new()
            .own("people who suit ")
            .data(catalogue.roles[*from].name.as_str().to_lowercase()),
        _ => Prose::new().own("your answers"),
    }
}

/// Says how a person and the role differ on a trait.
fn difference(catalogue: &Catalogue, plan: &Plan, gap: &Gap) -> Prose {
    let word = |side| pole(catalogue, gap.trait_index, side);
    let who = compared(catalogue, plan);
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

fn both(catalogue: &Catalogue, trait_index: usize) -> Prose {
    pole(catalogue, trait_index, Pole::Low)
        .own(" or ")
        .then(pole(catalogue, trait_index, Pole::High))
}

/// Returns the side to which the role leans, where it claims one.
fn leans(catalogue: &Catalogue, role: usize, trait_index: usize) -> Option<Pole> {
    let role = &catalogue.roles[role];
    let claimed = role.claims[trait_index];
    side(role.profile[trait_index].mean()).filter(|_| claimed)
}

/// Says where the role stands on a trait.
fn role_stands(catalogue: &Catalogue, role: usize, trait_index: usize) -> Prose {
    let role = &catalogue.roles[role];
    if !role.claims[trait_index] {
        return Prose::new()
            .own("the role may be asked about ")
            .then(both(catalogue, trait_index));
    }
    match side(role.profile[trait_index].mean()) {
        Some(side) => {
            Prose::new()
                .own("the role leans to ")
                .then(pole(catalogue, trait_index, side))
        }
        None => Prose::new()
            .own("the role needs both ")
            .then(pole(catalogue, trait_index, Pole::Low))
            .own(" and ")
            .then(pole(catalogue, trait_index, Pole::High)),
    }
}

/// Says why a question is in a plan; it ends without a full stop.
pub(super) fn why(
    catalogue: &Catalogue,
    plan: &Plan,
    question: &Question,
    reason: Reason,
) -> Prose {
    let index = question.trait_index;
    let shows = pole(catalogue, index, question.pole);
    let gap = || plan.gaps().map(|gaps| &gaps[index]);
    let stands = || role_stands(catalogue, plan.role, index);
    let first = match (reason, gap()) {
        (Reason::Gap, Some(gap)) => difference(catalogue, plan, gap)
            .own(". Here you can show that side: ")
            .then(shows),
        (Reason::OwnSide, Some(gap)) => difference(catalogue, plan, gap)
            .own(". This asks about ")
            .then(shows)
            .own(", the side that comes easily: be ready to say where it ends"),
        (Reason::Strength, _) => compared(catalogue, plan)
            .own(" stand near the role between ")
            .then(pole(catalogue, index, Pole::Low))
            .own(" and ")
            .then(pole(catalogue, index, Pole::High))
            .own(": a story that you can tell well"),
        (Reason::Unanswered, _) => stands()
            .own(", and none of your answers tells where you stand. It lets you show ")
            .then(shows),
        (Reason::Move, _) => match plan.moving {
            Some((from, _)) => Prose::new()
                .own("you come from ")
                .data(catalogue.roles[from].name.as_str().to_lowercase())
                .own(": it tests which habits you leave and what you show instead"),
            None => Prose::new().own("it tests which habits you leave and what you show instead"),
        },
        (Reason::Coverage | Reason::Gap | Reason::OwnSide, _)
            if leans(catalogue, plan.role, index).is_some_and(|side| side != question.pole) =>
        {
            stands()
                .own("; this asks about the other side, ")
                .then(shows)
                .own(": show that you know when it is needed")
        }
        (Reason::Coverage | Reason::Gap | Reason::OwnSide, _) => {
            stands().own("; this lets you show ").then(shows)
        }
    };
    let name = catalogue.traits[index].name.as_str();
    match reason {
        Reason::Move => sentence(first),
        Reason::Gap
        | Reason::OwnSide
        | Reason::Strength
        | Reason::Unanswered
        | Reason::Coverage => Prose::new().data(name).own(": ").then(first),
    }
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

/// Says in which traits somebody is nearest to the role; nothing where there is none, or no result.
pub(super) fn nearest(catalogue: &Catalogue, plan: &Plan) -> Option<Prose> {
    let Basis::Person(gaps) = &plan.basis else {
        return None;
    };
    let role = &catalogue.roles[plan.role];
    let mut near: Vec<&Gap> = gaps
        .iter()
        .filter(|gap| gap.is_near() && role.claims[gap.trait_index])
        .collect();
    near.sort_by(|one, other| one.distance.total_cmp(&other.distance));
    near.truncate(MOST_LISTED);
    if near.is_empty() {
        return None;
    }
    let place = |gap: &Gap| match side(gap.centre) {
        Some(side) => pole(catalogue, gap.trait_index, side),
        None => both(catalogue, gap.trait_index),
    };
    let listed = near.iter().map(|gap| {
        Prose::new()
            .data(lowered(catalogue.traits[gap.trait_index].name.as_str()))
            .own(" (")
            .then(place(gap))
            .own(")")
    });
    let nearest = Prose::new().own("You are nearest to this role in ");
    Some(nearest.listed(listed.collect()).own("."))
}

/// Returns a text with its first letter small, to stand inside a sentence.
fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_lowercase)
        .collect();
    first + letters.as_str()
}

/// Says on which traits somebody has to expect to be pressed, the widest gap first.
pub(super) fn pressed(catalogue: &Catalogue, plan: &Plan) -> Vec<Prose> {
    let Basis::Person(gaps) = &plan.basis else {
        return Vec::new();
    };
    let mut wide: Vec<&Gap> = gaps.iter().filter(|gap| gap.is_wide()).collect();
    wide.sort_by(|one, other| other.distance.total_cmp(&one.distance));
    wide.truncate(MOST_LISTED);
    wide.iter()
        .map(|gap| {
            let words = &catalogue.traits[gap.trait_index];
            let said = Prose::new()
                .data(words.name.as_str())
                .own(": ")
                .then(difference(catalogue, plan, gap))
                .own(".");
            let about = match side(gap.centre) {
                Some(Pole::Low) => words.low_about.as_ref(),
                Some(Pole::High) => words.high_about.as_ref(),
                None => None,
            };
            match about {
                Some(about) => said.own(" In the role, ").data(lowered(about.as_str())),
                None => said,
            }
        })
        .collect()
}
