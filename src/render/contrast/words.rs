//! What there is to say of roles side by side, sentence by sentence. It knows no width and measures nothing.

use super::Shown;
use crate::catalogue::{Catalogue, Subject};
use crate::contrast::{Contrast, Effort, Nearest, TraitContrast};
use crate::render::figures::{TIED, count, percent};
use crate::render::prose::Prose;
use crate::render::result::words::{Side, degree, side};

/// From this distance two roles are far apart, and from the other they are apart: about seven and four of ten people
/// of the one role lie beyond nearly all of the other.
const FAR_APART: f64 = 1.5;
const APART: f64 = 0.75;

pub(super) fn name(catalogue: &Catalogue, role: usize) -> Prose {
    Prose::new().data(catalogue.roles[role].name.as_str())
}

fn short(catalogue: &Catalogue, role: usize) -> Prose {
    Prose::new().data(catalogue.roles[role].short.as_str())
}

pub(super) fn heading(shown: &Shown<'_>) -> Prose {
    let roles = shown.contrast.roles.iter();
    let names = roles.map(|&role| Prose::new().strong(shown.catalogue.roles[role].name.as_str()));
    Prose::new().listed(names.collect()).own(", side by side")
}

/// Says how far apart the roles lie on a trait, and nearest to which the person is, in few words.
pub(super) fn remark(shown: &Shown<'_>, one: &TraitContrast) -> Prose {
    let catalogue = shown.catalogue;
    let prose = how_far(catalogue, shown.contrast, one);
    let Some(nearest) = &one.nearest else {
        return prose;
    };
    let prose = prose.own(match catalogue.subject {
        Subject::You => ", you: ",
        Subject::TheWork => ", the work: ",
    });
    match nearest {
        Nearest::Unanswered => prose.own("no answer"),
        Nearest::Unclaimed => prose.own("neither"),
        Nearest::Role(role) => prose.then(short(catalogue, *role)),
        Nearest::Several(roles) if roles.len() == shown.contrast.roles.len() => {
            prose.own(if roles.len() == 2 { "both" } else { "all" })
        }
        Nearest::Several(roles) => {
            let names = roles.iter().map(|&role| short(catalogue, role)).collect();
            prose.listed(names)
        }
    }
}

/// Says how far apart the roles lie on a trait.
pub(super) fn how_far(catalogue: &Catalogue, contrast: &Contrast, one: &TraitContrast) -> Prose {
    let Some(apart) = one.apart else {
        let claims = |&&role: &&usize| catalogue.roles[role].claims[one.trait_index];
        return match contrast.roles.iter().find(claims) {
            Some(&role) => Prose::new()
                .own("only ")
                .then(short(catalogue, role))
                .own(" claims it"),
            None => Prose::new().own("no role claims it"),
        };
    };
    let far = match one.distance {
        _ if one.is_shared() => "close together",
        far if far >= FAR_APART => "far apart",
        some if some >= APART => "apart",
        _ => "a little apart",
    };
    if contrast.roles.len() == 2 || one.is_shared() {
        return Prose::new().own(far);
    }
    short(catalogue, apart.low)
        .own(" and ")
        .then(short(catalogue, apart.high))
        .own(format!(" {far}"))
}

/// Says nearest to which role the person is on a trait.
pub(super) fn near(catalogue: &Catalogue, nearest: &Nearest) -> Prose {
    match nearest {
        Nearest::Unanswered => Prose::new().own("no answer yet"),
        Nearest::Unclaimed => Prose::new().own("no role to be near to"),
        Nearest::Role(role) => Prose::new().own("nearest ").then(short(catalogue, *role)),
        Nearest::Several(roles) => {
            if let [one, other] = roles[..] {
                return Prose::new()
                    .own("as near to ")
                    .then(short(catalogue, one))
                    .own(" as to ")
                    .then(short(catalogue, other));
            }
            let names = roles.iter().map(|&role| short(catalogue, role)).collect();
            Prose::new().own("equally near to ").listed(names)
        }
    }
}

/// Says where a role stands on a trait: `clearly evolve`.
pub(super) fn stands(catalogue: &Catalogue, trait_index: usize, role: usize) -> Prose {
    let role = &catalogue.roles[role];
    if !role.claims[trait_index] {
        return Prose::new().own("no claim");
    }
    at(catalogue, trait_index, role.profile[trait_index].mean())
}

/// Says which way a place on a trait leans, and how much.
pub(super) fn at(catalogue: &Catalogue, trait_index: usize, theta: f64) -> Prose {
    let words = &catalogue.traits[trait_index];
    let pole = match side(theta) {
        Side::Low => words.low.as_str(),
        Side::High => words.high.as_str(),
        Side::Middle => return Prose::new().own("no lean"),
    };
    Prose::new().own(degree(theta.abs())).own(" ").data(pole)
}

/// Says where a role stands and what people do who stand there.
pub(super) fn stands_and_does(catalogue: &Catalogue, trait_index: usize, role: usize) -> Prose {
    let words = &catalogue.traits[trait_index];
    let stands = stands(catalogue, trait_index, role);
    if !catalogue.roles[role].claims[trait_index] {
        return stands.own(" on this trait");
    }
    let about = match side(catalogue.roles[role].profile[trait_index].mean()) {
        Side::Low => words.low_about.as_ref(),
        Side::High => words.high_about.as_ref(),
        Side::Middle => {
            return stands
                .own(" between ")
                .data(words.low.as_str())
                .own(" and ")
                .data(words.high.as_str());
        }
    };
    match about {
        Some(about) => stands.own(". “").data(about.as_str()).own("”"),
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
        return Prose::new().own("What they share: no trait; on each of them they differ.");
    }
    let of = |one: &&TraitContrast| {
        let words = &catalogue.traits[one.trait_index];
        let (low, high) = (words.low.as_str(), words.high.as_str());
        let claiming = contrast.roles.iter().map(|&role| &catalogue.roles[role]);
        let sides = claiming
            .filter(|role| role.claims[one.trait_index])
            .map(|role| side(role.profile[one.trait_index].mean()));
        let mut sides: Vec<Side> = sides.collect();
        sides.dedup();
        match sides[..] {
            [Side::Low] => Prose::new()
                .own(format!("{they} "))
                .data(low)
                .own(" rather than ")
                .data(high),
            [Side::High] => Prose::new()
                .own(format!("{they} "))
                .data(high)
                .own(" rather than ")
                .data(low),
            _ => Prose::new()
                .own("much the same place between ")
                .data(low)
                .own(" and ")
                .data(high),
        }
    };
    Prose::new()
        .own("What they share: ")
        .listed(close.iter().map(of).collect())
        .own(".")
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
        [pair] => Prose::new().own(format!(
            "{start}{} of 100 {people} of these two roles would be told apart{end}.",
            rate(pair.separation.told_apart())
        )),
        pairs => {
            let each = pairs.iter().map(|pair| {
                let [a, b] = pair.roles;
                Prose::new()
                    .own(format!("{} of ", rate(pair.separation.told_apart())))
                    .then(short(catalogue, a))
                    .own(" and ")
                    .then(short(catalogue, b))
            });
            let each = separated(each.collect());
            Prose::new()
                .own(format!(
                    "{start}so many of 100 {people} would be told apart: "
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

fn separated(parts: Vec<Prose>) -> Prose {
    parts
        .into_iter()
        .enumerate()
        .fold(Prose::new(), |done, (place, part)| {
            done.own(if place == 0 { "" } else { "; " }).then(part)
        })
}

/// Says of a person to which role they are nearest on how many traits, and how likely the roles are.
pub(super) fn person(shown: &Shown<'_>) -> Option<Prose> {
    let Shown {
        catalogue,
        contrast,
        person: Some(person),
        ..
    } = *shown
    else {
        return None;
    };
    let (you, are, your) = match catalogue.subject {
        Subject::You => ("you", "are", "Your answers"),
        Subject::TheWork => ("the work", "is", "The answers"),
    };
    let on = |is: &dyn Fn(&Nearest) -> bool| {
        let nearest = contrast
            .traits
            .iter()
            .filter_map(|one| one.nearest.as_ref());
        nearest.filter(|nearest| is(nearest)).count()
    };
    let mut parts: Vec<Prose> = Vec::new();
    for &role in &contrast.roles {
        let traits = on(&|nearest| *nearest == Nearest::Role(role));
        if traits > 0 {
            let name = Prose::new().own("nearest to ").then(name(catalogue, role));
            parts.push(name.own(format!(" on {}", count(traits))));
        }
    }
    let several = on(&|nearest| matches!(nearest, Nearest::Several(_)));
    if several > 0 {
        parts.push(Prose::new().own(format!(
            "as near to one as to another on {}",
            count(several)
        )));
    }
    let silent = on(&|nearest| matches!(nearest, Nearest::Unanswered | Nearest::Unclaimed));
    if silent > 0 {
        parts.push(Prose::new().own(format!("not placed on {}", count(silent))));
    }
    let likely = contrast.roles.iter().filter_map(|&role| {
        let fit = person.roles.iter().find(|fit| fit.role == role)?;
        Some(name(catalogue, role).own(format!(" {}", percent(fit.probability))))
    });
    Some(
        Prose::new()
            .own(format!(
                "Of {}, {you} {are} ",
                counted(catalogue.traits.len(), "trait")
            ))
            .listed(parts)
            .own(format!(
                ". {your}, {} of {}, give ",
                person.given.len(),
                counted(catalogue.items.len(), "question")
            ))
            .listed(likely.collect())
            .own(format!(
                " among the {} roles.",
                count(catalogue.roles.len())
            )),
    )
}

/// Names a group of traits by what it asks in a move.
pub(super) fn effort(catalogue: &Catalogue, effort: Effort, with_person: bool) -> &'static str {
    match (catalogue.subject, effort) {
        (Subject::You, Effort::Build) => "To build up",
        (Subject::You, Effort::Flex) => "To flex",
        (Subject::You, Effort::Brought) => "What you bring already",
        (Subject::You, Effort::Kept) if with_person => "What stays as it is",
        (Subject::TheWork, Effort::Build) => "Far from it",
        (Subject::TheWork, Effort::Flex) => "Some way from it",
        (Subject::TheWork, Effort::Brought) => "There already",
        (_, Effort::Kept) => "The same in both",
    }
}

/// Says in which direction a trait moves, and how far: `Time shape: much more evolve than before`.
pub(super) fn direction(catalogue: &Catalogue, trait_index: usize, from: f64, to: f64) -> Prose {
    let words = &catalogue.traits[trait_index];
    let pole = if to > from { &words.high } else { &words.low };
    let degree = match degree((to - from).abs()) {
        "strongly" => "much",
        other => other,
    };
    Prose::new()
        .data(words.name.as_str())
        .own(format!(": {degree} more "))
        .data(pole.as_str())
}
