//! Roles side by side as blocks, below the strips: traits one by one with their sources, the move, the small print.

use super::Shown;
use super::references::References;
use super::words::{
    at, direction, effort, how_far, name, near, person, shared, stands, stands_and_does, told_apart,
};
use crate::catalogue::{Catalogue, MoveKind, Role, Subject, Toward};
use crate::contrast::{Effort, Move, Shift, TraitContrast};
use crate::render::blocks::Block;
use crate::render::catalogue::{TraitClaims, place};
use crate::render::prose::Prose;
use crate::render::result::words::{Person, catalogue_option, small_print};

/// How many claims of a role on one trait are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claims {
    /// Every one.
    All,
    /// Two, and of those one each way where they point both ways.
    Few,
}

const FEW: usize = 2;

/// Says what the roles are.
pub(super) fn abouts(shown: &Shown<'_>) -> Vec<Block> {
    let roles = shown
        .contrast
        .roles
        .iter()
        .map(|&role| &shown.catalogue.roles[role]);
    roles
        .map(|role| {
            let name = Prose::new().data(role.name.as_str());
            Block::Labelled(name, Prose::new().data(role.about.as_str()))
        })
        .collect()
}

/// Returns everything below the strips.
pub(super) fn blocks(shown: &Shown<'_>, claims: Claims) -> Vec<Block> {
    let Shown {
        catalogue,
        contrast,
        ..
    } = *shown;
    let mut references = References::default();
    let mut blocks: Vec<Block> = person(shown).into_iter().map(Block::Paragraph).collect();
    blocks.push(Block::Paragraph(shared(catalogue, contrast)));
    blocks.push(Block::Paragraph(told_apart(catalogue, contrast)));
    if let Some(moving) = shown.moving {
        blocks.extend(self::moving(shown, moving, claims, &mut references));
    }
    blocks.push(Block::Section(own(
        "Trait by trait, the greatest difference first",
    )));
    for one in &contrast.traits {
        blocks.extend(trait_(shown, one, claims, &mut references));
    }
    let sources = references.listed(catalogue);
    if !sources.is_empty() {
        blocks.push(Block::Section(own("What it rests on")));
        blocks.push(Block::Steps(
            own("Sources, by the numbers in brackets"),
            sources,
        ));
    }
    blocks.push(Block::Small(small_print(
        catalogue,
        Person::reader(catalogue),
    )));
    blocks.push(Block::Commands(next(shown)));
    blocks
}

fn own(words: &str) -> Prose {
    Prose::new().own(words)
}

fn trait_(
    shown: &Shown<'_>,
    one: &TraitContrast,
    claims: Claims,
    references: &mut References,
) -> Vec<Block> {
    let catalogue = shown.catalogue;
    let words = &catalogue.traits[one.trait_index];
    let heading = Prose::new()
        .data(words.name.as_str())
        .own(": ")
        .data(words.low.as_str())
        .own(" or ")
        .data(words.high.as_str())
        .own(", ")
        .then(how_far(catalogue, shown.contrast, one));
    let mut blocks = vec![Block::Question(None, heading)];
    for &role in &shown.contrast.roles {
        blocks.push(Block::Labelled(
            name(catalogue, role),
            stands_and_does(catalogue, one.trait_index, role),
        ));
        blocks.extend(evidence(
            catalogue,
            &catalogue.roles[role],
            one,
            claims,
            references,
        ));
    }
    if let (Some(nearest), Some(person)) = (&one.nearest, shown.person) {
        let score = &person.traits[one.trait_index];
        let you = match catalogue.subject {
            Subject::You => "You",
            Subject::TheWork => "The work",
        };
        let words = near(catalogue, nearest);
        let words = if score.answered == 0 {
            words
        } else {
            at(catalogue, one.trait_index, score.score)
                .own("; ")
                .then(words)
        };
        blocks.push(Block::Labelled(own(you), words));
    }
    blocks
}

/// Returns the claims of a role on a trait, with where they point if they do not all point the same way.
fn evidence(
    catalogue: &Catalogue,
    role: &Role,
    one: &TraitContrast,
    claims: Claims,
    references: &mut References,
) -> Option<Block> {
    let on = TraitClaims::of(role).find(|on| on.trait_index == one.trait_index)?;
    let total: usize = on.toward.iter().map(|(_, claims)| claims.len()).sum();
    if total == 0 {
        return None;
    }
    let ways = on
        .toward
        .iter()
        .filter(|(_, claims)| !claims.is_empty())
        .count();
    let each = match claims {
        Claims::All => usize::MAX,
        Claims::Few => FEW.div_ceil(ways),
    };
    let mut entries = Vec::new();
    for (toward, claims) in &on.toward {
        for claim in claims.iter().take(each) {
            let cited = references.cite(claim.claim.as_str(), claim.source);
            entries.push(if on.disagree() {
                Prose::new()
                    .data(place(catalogue, one.trait_index, *toward))
                    .own(": ")
                    .then(cited)
            } else {
                cited
            });
        }
    }
    let left = total - entries.len();
    if left > 0 {
        entries.push(own(&format!("and {left} more")));
    }
    let divided = |toward: Toward| {
        on.toward
            .iter()
            .any(|(way, claims)| *way == toward && !claims.is_empty())
    };
    let label = if divided(Toward::Low) && divided(Toward::High) {
        let ways = on.toward.iter().filter(|(_, claims)| !claims.is_empty());
        let ways = ways.map(|(toward, claims)| {
            let place = place(catalogue, one.trait_index, *toward);
            own(&format!("{} ", claims.len())).data(place)
        });
        own("Sources point both ways: ").listed(ways.collect())
    } else {
        own("Sources")
    };
    Some(Block::List(label, entries))
}

fn moving(
    shown: &Shown<'_>,
    moving: &Move,
    claims: Claims,
    references: &mut References,
) -> Vec<Block> {
    let catalogue = shown.catalogue;
    let (from, to) = (name(catalogue, moving.from), name(catalogue, moving.to));
    let mut blocks = vec![Block::Section(
        own("Moving from ")
            .then(from.clone())
            .own(" to ")
            .then(to.clone()),
    )];
    blocks.push(Block::Paragraph(match (shown.person, catalogue.subject) {
        (Some(_), Subject::You) => own("Measured from where you stand."),
        (Some(_), Subject::TheWork) => own("Measured from where the work stands."),
        (None, Subject::You) => own("Measured from where people stand who suit ")
            .then(from.clone())
            .own("; with `--with` and a result, from where you stand."),
        (None, Subject::TheWork) => own("Measured from where work stands that calls for ")
            .then(from.clone())
            .own("; with `--with` and a result, from where yours stands."),
    }));
    for (kind, heading) in [
        (MoveKind::Struggle, "With care: where people struggle"),
        (MoveKind::Change, "What somebody says who did it"),
        (MoveKind::Help, "What helps"),
    ] {
        let said = moving.said.iter().map(|&index| &catalogue.moves[index]);
        let said: Vec<Prose> = said
            .filter(|one| one.kind == kind)
            .map(|one| references.cite(one.claim.as_str(), one.source))
            .collect();
        if !said.is_empty() {
            blocks.push(Block::List(own(heading), said));
        }
    }
    if moving.said.is_empty() {
        blocks.push(Block::Paragraph(own(
            "The sources of this catalogue say nothing of how people fare in this move.",
        )));
    }
    let with_person = shown.person.is_some();
    for group in [Effort::Build, Effort::Flex, Effort::Brought, Effort::Kept] {
        let shifts = moving.shifts.iter().filter(|shift| shift.effort == group);
        let shifts: Vec<&Shift> = shifts.collect();
        if shifts.is_empty() {
            continue;
        }
        let heading = own(effort(catalogue, group, with_person));
        if matches!(group, Effort::Brought | Effort::Kept) {
            let entries = shifts.iter().map(|shift| settled(catalogue, moving, shift));
            blocks.push(Block::List(heading, entries.collect()));
            continue;
        }
        blocks.push(Block::Question(None, heading));
        for shift in shifts {
            blocks.extend(asked(shown, moving, shift, claims, references));
        }
    }
    blocks
}

/// Describes a trait on which there is something to do.
fn asked(
    shown: &Shown<'_>,
    moving: &Move,
    shift: &Shift,
    claims: Claims,
    references: &mut References,
) -> Vec<Block> {
    let catalogue = shown.catalogue;
    let trait_index = shift.roles.trait_index;
    let start = shift.person.unwrap_or(shift.roles).place;
    let label = direction(catalogue, trait_index, start, shift.roles.centre);
    let mut words = stands(catalogue, trait_index, moving.from)
        .own(" → ")
        .then(stands(catalogue, trait_index, moving.to));
    if let Some(person) = shift.person {
        let you = match catalogue.subject {
            Subject::You => "; you: ",
            Subject::TheWork => "; the work: ",
        };
        words = words
            .own(you)
            .then(at(catalogue, trait_index, person.place));
    } else if shown.person.is_some() {
        words = words.own("; no answer yet");
    }
    let mut blocks = vec![Block::Labelled(label, words)];
    let most = match claims {
        Claims::All => usize::MAX,
        Claims::Few => 1,
    };
    let mut list = |role: usize, indices: &[usize], label: &str| {
        let evidence = &catalogue.roles[role].evidence;
        let cited = indices
            .iter()
            .take(most)
            .map(|&index| references.cite(evidence[index].claim.as_str(), evidence[index].source));
        let cited: Vec<Prose> = cited.collect();
        if !cited.is_empty() {
            blocks.push(Block::List(own(label), cited));
        }
    };
    list(
        moving.from,
        &shift.unlearn,
        "To unlearn, from the role left",
    );
    list(moving.to, &shift.show, "To show, from the role taken up");
    blocks
}

/// Describes a trait on which there is little to do.
fn settled(catalogue: &Catalogue, moving: &Move, shift: &Shift) -> Prose {
    let trait_index = shift.roles.trait_index;
    let prose = Prose::new()
        .data(catalogue.traits[trait_index].name.as_str())
        .own(": ")
        .then(stands(catalogue, trait_index, moving.to));
    match (shift.person, catalogue.subject) {
        (None, _) => prose,
        (Some(gap), Subject::You) => {
            prose
                .own("; you: ")
                .then(at(catalogue, trait_index, gap.place))
        }
        (Some(gap), Subject::TheWork) => {
            prose
                .own("; the work: ")
                .then(at(catalogue, trait_index, gap.place))
        }
    }
}

fn next(shown: &Shown<'_>) -> Vec<(String, &'static str)> {
    let catalogue = shown.catalogue;
    let option = catalogue_option(catalogue);
    let ids: Vec<&str> = shown
        .contrast
        .roles
        .iter()
        .map(|&role| catalogue.roles[role].id.as_str())
        .collect();
    let (named, result) = (ids.join(" "), shown.result.unwrap_or("RESULT"));
    // What was given goes on being given.
    let with = match shown.person {
        Some(_) => format!(" --with {result}"),
        None => String::new(),
    };
    let moving = if shown.moving.is_some() {
        " --move"
    } else {
        ""
    };
    let mut commands = Vec::new();
    if shown.person.is_none() {
        commands.push((
            format!("rolefit compare {named}{moving} --with {result}{option}"),
            "the same with your own place",
        ));
    }
    if shown.moving.is_none() {
        commands.push((
            format!("rolefit compare {} {} --move{with}{option}", ids[0], ids[1]),
            "what changes from the first to the second",
        ));
    } else if crate::preparation::builtin::bank_for(&catalogue.id).is_some() {
        let result = match shown.person {
            Some(_) => format!(" --result {result}"),
            None => String::new(),
        };
        commands.push((
            format!(
                "rolefit prep --role {} --move-from {}{result}{option}",
                ids[1], ids[0]
            ),
            "prepare for the interview",
        ));
    }
    commands.push((
        format!("rolefit compare {named}{moving}{with} --format markdown{option}"),
        "every claim, as a document",
    ));
    commands
}
