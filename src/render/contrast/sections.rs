//! Roles side by side as blocks: what a move asks, what stands below the strips, traits one by one with their sources, the
//! small print.

use super::words::{
    PERHAPS, RolesReport, asking, effort, how_far, likely, measured, name, own_place, shared,
    stands, stands_and_does, to_talk_over, told_apart, weakly_told, whom,
};
use crate::assessment::CurrentRole;
use crate::catalogue::{Catalogue, MoveKind, Role, Text, Toward};
use crate::contrast::{Effort, Move, Shift, TraitContrast};
use crate::render::catalogue::TraitClaims;
use crate::render::document::Block;
use crate::render::gap::{advice, direction, sentence};
use crate::render::leaning::{Voice, both, of_score, side, toward};
use crate::render::person::Person;
use crate::render::prose::{Prose, data, listed, own, say};
use crate::render::references::{References, Sources};
use crate::render::result::words::{Naming, TALK, small_print, tries};

/// So many traits on which a move asks most are described in full; the others take a line each.
const MOST_IN_FULL: usize = 3;

/// Says what the roles are.
pub(super) fn abouts(shown: &RolesReport<'_>) -> Vec<Block> {
    let roles = shown
        .contrast
        .roles
        .iter()
        .map(|&role| &shown.catalogue.roles[role]);
    roles
        .map(|role| {
            let name = data(&role.name);
            Block::Labelled(name, data(&role.about))
        })
        .collect()
}

/// Returns what a comparison says as a whole: of the person, of what the roles share, of how well they are told apart.
pub(super) fn summary(shown: &RolesReport<'_>) -> Vec<Block> {
    let RolesReport {
        catalogue,
        contrast,
        ..
    } = *shown;
    let likely = likely(shown).into_iter();
    likely
        .chain([shared(catalogue, contrast), told_apart(catalogue, contrast)])
        .map(Block::Paragraph)
        .collect()
}

/// Returns the claims of every trait.
pub(super) fn traits(shown: &RolesReport<'_>, references: &mut References) -> Vec<Block> {
    let mut blocks = vec![Block::Section(own(
        "Trait by trait, the greatest difference first",
    ))];
    for one in &shown.contrast.traits {
        blocks.extend(trait_(shown, one, references));
    }
    blocks
}

/// Returns what stands below everything: the sources in full, the small print, what to do next.
pub(super) fn closing(shown: &RolesReport<'_>, references: &References) -> Vec<Block> {
    let catalogue = shown.catalogue;
    let mut blocks = Vec::new();
    let sources = references.listed(catalogue);
    if !sources.is_empty() {
        blocks.push(Block::Section(own("What it rests on")));
        blocks.push(Block::Steps(
            own("Sources, by the numbers in brackets"),
            sources,
        ));
    }
    blocks.push(Block::Small(small_print(catalogue, whom(shown))));
    blocks.push(Block::next(next(shown)));
    blocks
}

fn trait_(shown: &RolesReport<'_>, one: &TraitContrast, references: &mut References) -> Vec<Block> {
    let catalogue = shown.catalogue;
    let name_of_trait = catalogue.traits[one.trait_index].name.as_str();
    let (mut heading, poles) = (data(name_of_trait), both(catalogue, one.trait_index));
    let names_poles = poles.plain().to_lowercase() == name_of_trait.to_lowercase();
    if Voice::of(catalogue, one.trait_index) == Voice::Poles && !names_poles {
        heading = say("{}: {}", [heading, poles]);
    }
    let heading = say(
        "{}, {}",
        [
            heading,
            how_far(catalogue, shown.contrast, one, Naming::Names),
        ],
    );
    let mut blocks = vec![Block::Question(None, heading)];
    for &role in &shown.contrast.roles {
        let stands = say(
            "{}: {}",
            [
                name(catalogue, role),
                stands_and_does(catalogue, one.trait_index, role),
            ],
        );
        let claims = evidence(catalogue, &catalogue.roles[role], one, references);
        blocks.push(Block::Point(stands, claims));
    }
    if let Some(place) = own_place(shown, one) {
        let place = say("{}: {}", [sentence(whom(shown).who()), place]);
        blocks.push(Block::Point(place, Vec::new()));
    }
    blocks
}

/// Returns the claims of a role on a trait, with where they point if they do not all point the same way.
fn evidence(
    catalogue: &Catalogue,
    role: &Role,
    one: &TraitContrast,
    references: &mut References,
) -> Vec<Prose> {
    let Some(on) = TraitClaims::of(role).find(|on| on.trait_index == one.trait_index) else {
        return Vec::new();
    };
    let mut entries = Vec::new();
    let divided = |toward: Toward| {
        on.toward
            .iter()
            .any(|(way, claims)| *way == toward && !claims.is_empty())
    };
    if divided(Toward::Low) && divided(Toward::High) {
        let ways = on.toward.iter().filter(|(_, claims)| !claims.is_empty());
        let ways = ways.map(|(way, claims)| {
            let place = toward(catalogue, one.trait_index, *way);
            own(format!("{} ", claims.len())).data(place)
        });
        entries.push(say("Sources point both ways: {}.", [listed(ways)]));
    }
    for (way, claims) in &on.toward {
        for claim in claims {
            let cited = references.cite(catalogue, claim.claim.as_str(), claim.source);
            entries.push(if on.disagree() {
                say(
                    "{}: {}",
                    [data(toward(catalogue, one.trait_index, *way)), cited],
                )
            } else {
                cited
            });
        }
    }
    entries
}

/// Returns what a move asks, the most first, and what sources say of it.
pub(super) fn moving(
    shown: &RolesReport<'_>,
    moving: &Move,
    references: &mut References,
) -> Vec<Block> {
    let catalogue = shown.catalogue;
    let goal = &catalogue.roles[moving.to];
    let mut blocks = vec![
        Block::Labelled(data(&goal.name), data(&goal.about)),
        Block::Paragraph(measured(shown, moving)),
    ];
    let all = shown.sources == Sources::Shown;
    let mut left = if all { usize::MAX } else { MOST_IN_FULL };
    let asking: Vec<&Shift> = asking(moving).collect();
    let (unsure, sure): (Vec<&Shift>, Vec<&Shift>) =
        asking.iter().partition(|shift| shift.may_be_none());
    let of = |group: Effort| {
        let shifts = sure.iter().filter(|shift| shift.effort == group);
        (effort(shown, group), shifts.copied().collect())
    };
    let perhaps = (own(PERHAPS), unsure);
    let mut has_step = false;
    for (heading, shifts) in [of(Effort::Build), of(Effort::Flex), perhaps] {
        let (first, rest) = shifts.split_at(shifts.len().min(left));
        left -= first.len();
        if !shifts.is_empty() {
            blocks.push(Block::Section(heading));
        }
        for shift in first {
            has_step |= step(catalogue, shift).is_some();
            blocks.push(asked(shown, moving, shift, references));
        }
        let entries = rest.iter().map(|shift| in_short(shown, shift));
        let label = own(if first.is_empty() { "" } else { "Besides" });
        blocks.extend(Block::list(label, entries));
    }
    blocks.push(settled_beside(shown, moving));
    let held = shown.person.and_then(|person| person.current_role);
    let is_held = held == Some(CurrentRole::Role(moving.to));
    let steps = tries(goal).filter(|_| !is_held && !has_step && whom(shown) != Person::TheWork);
    if let Some(steps) = steps {
        blocks.push(Block::Section(own("Towards ").data(&goal.name)));
        blocks.push(steps);
    }
    blocks.extend(said(catalogue, moving, references));
    blocks.extend(Block::part(own(TALK), to_talk_over(shown, moving)));
    blocks
}

/// Returns what to try on the way of a shift, where the catalogue says it.
fn step<'c>(catalogue: &'c Catalogue, shift: &Shift) -> Option<&'c Text> {
    catalogue.traits[shift.roles.trait_index].try_of(shift.gap().toward())
}

/// Returns what asks for nothing, to be read beside one another.
fn settled_beside(shown: &RolesReport<'_>, moving: &Move) -> Block {
    let groups = [Effort::Brought, Effort::Kept].map(|group| {
        let shifts = moving.shifts.iter().filter(|shift| shift.effort == group);
        let entries = shifts.map(|shift| settled(shown, moving, shift));
        Block::part(effort(shown, group), entries)
    });
    let groups = groups.into_iter().filter(|group| !group.is_empty());
    Block::Beside(groups.collect())
}

/// Returns what sources say of a move.
fn said(catalogue: &Catalogue, moving: &Move, references: &mut References) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut sources = moving.said.iter().map(|&one| catalogue.moves[one].source);
    if let Some(first) = sources.next() {
        blocks.push(Block::Section(own(if sources.all(|one| one == first) {
            "What one source says of this move"
        } else {
            "What sources say of this move"
        })));
    } else if !catalogue.moves.is_empty() {
        let none = "No source was found that tells of this move.";
        blocks.push(Block::Section(own("What sources say of this move")));
        blocks.push(Block::Paragraph(own(none)));
    }
    for (kind, heading) in [
        (MoveKind::Struggle, "Where people struggle"),
        (MoveKind::Change, "What changes"),
        (MoveKind::Help, "What helps"),
    ] {
        let said = moving.said.iter().map(|&index| &catalogue.moves[index]);
        let said = said
            .filter(|one| one.kind == kind)
            .map(|one| references.cite(catalogue, one.claim.as_str(), one.source));
        blocks.extend(Block::list(own(heading), said));
    }
    blocks
}

/// Says in a line which way a move goes on a trait, and where the person stands on it.
fn in_short(shown: &RolesReport<'_>, shift: &Shift) -> Prose {
    let (catalogue, index) = (shown.catalogue, shift.roles.trait_index);
    let direction = direction(catalogue, &shift.gap());
    match shown.person {
        None => direction,
        Some(person) => say(
            "{} ({}: {})",
            [
                direction,
                whom(shown).who(),
                of_score(catalogue, index, &person.traits[index]),
            ],
        ),
    }
}

/// Describes a trait on which there is something to do: where both roles and the person stand, what to do less and more
/// of, and where they are wanted, the claims that this rests on.
fn asked(
    shown: &RolesReport<'_>,
    moving: &Move,
    shift: &Shift,
    references: &mut References,
) -> Block {
    let catalogue = shown.catalogue;
    let trait_index = shift.roles.trait_index;
    let gap = shift.gap();
    let stands = |role: usize| {
        say(
            "{}: {}",
            [name(catalogue, role), stands(catalogue, trait_index, role)],
        )
    };
    let mut places = say("{}; {}", [stands(moving.from), stands(moving.to)]);
    if let Some(person) = shown.person {
        places = say(
            "{}; {}: {}",
            [
                places,
                whom(shown).who(),
                of_score(catalogue, trait_index, &person.traits[trait_index]),
            ],
        );
    }
    let mut lines = vec![places.own(".")];
    lines.extend(weakly_told(catalogue, trait_index));
    lines.extend(advice(catalogue, &gap));
    if shown.sources == Sources::Shown {
        for (role, indices) in [(moving.from, &shift.unlearn), (moving.to, &shift.show)] {
            let evidence = &catalogue.roles[role].evidence;
            for claim in indices.iter().map(|&index| &evidence[index]) {
                lines.push(say(
                    "Sources say of {}: {}",
                    [
                        name(catalogue, role),
                        references.cite(catalogue, claim.claim.as_str(), claim.source),
                    ],
                ));
            }
        }
    }
    Block::Point(direction(catalogue, &gap), lines)
}

/// Describes a trait on which there is little to do.
fn settled(shown: &RolesReport<'_>, moving: &Move, shift: &Shift) -> Prose {
    let catalogue = shown.catalogue;
    let trait_index = shift.roles.trait_index;
    let [from, to] = [moving.from, moving.to].map(|role| stands(catalogue, trait_index, role));
    // A degree more or less of one lean is no difference.
    let leans = [moving.from, moving.to].map(|role| {
        let centre = catalogue.roles[role].profile[trait_index].mean();
        side(centre)
    });
    let both = if shift.effort == Effort::Kept && leans[0] != leans[1] {
        say(
            "{}: {}, {}: {}",
            [
                name(catalogue, moving.from),
                from,
                name(catalogue, moving.to),
                to,
            ],
        )
    } else {
        to
    };
    let prose = say("{}: {}", [data(&catalogue.traits[trait_index].name), both]);
    match shown.person.filter(|_| shift.person.is_some()) {
        None => prose,
        Some(person) => say(
            "{}; {}: {}",
            [
                prose,
                whom(shown).who(),
                of_score(catalogue, trait_index, &person.traits[trait_index]),
            ],
        ),
    }
}

fn next(shown: &RolesReport<'_>) -> Vec<(String, &'static str)> {
    let catalogue = shown.catalogue;
    let option = catalogue.option();
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
            "what a move from the first to the second takes",
        ));
        if shown.sources == Sources::LeftOut {
            commands.push((
                format!("rolefit compare {named}{with} --sources{option}"),
                "with every claim and who makes it",
            ));
        }
        return commands;
    }
    commands.push((
        format!("rolefit compare {named}{with}{option}"),
        "the two side by side",
    ));
    if crate::preparation::builtin::bank_for(&catalogue.id).is_some() {
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
    commands
}
