//! A catalogue as blocks: what it is, where its roles lie, what that rests on, what is asked.

use super::{TraitClaims, move_words, number, numbers, responses, stem, subject_name};
use crate::catalogue::{Catalogue, Item, Role, RoleMove, Subject, Text};
use crate::render::document::{Block, Medium};
use crate::render::figures::{counted, signed};
use crate::render::leaning::{at, axis, toward};
use crate::render::prose::{Prose, data, own, say};
use crate::render::references::in_full;
use crate::render::result::words::{ADVERTS, tried, tries};
use crate::render::standing::Standing;

/// Returns everything; in text, unless the items are asked for, an overview of it.
pub(super) fn blocks(catalogue: &Catalogue, items: bool) -> Vec<Block> {
    let mut blocks = opening(catalogue);
    blocks.extend(places(catalogue));
    if items {
        blocks.extend(whole(catalogue));
    } else {
        blocks.push(Block::Only(&[Medium::Text], overview(catalogue)));
        blocks.push(Block::Only(
            &[Medium::Markdown, Medium::Html],
            whole(catalogue),
        ));
    }
    blocks
}

/// Returns what the roles and the traits are, and how to see the rest.
fn overview(catalogue: &Catalogue) -> Vec<Block> {
    let roles = catalogue.roles.iter().map(|role| {
        let name = say("{} ({}", [data(&role.name), id(role.id.as_str())]);
        say("{}): {}", [name, data(&role.about)])
    });
    let traits = catalogue.traits.iter().enumerate().map(|(index, one)| {
        let own_items = catalogue.items.iter();
        let count = own_items.filter(|item| item.trait_index == index).count();
        let name = say("{} ({}", [data(&one.name), id(one.id.as_str())]);
        name.own(format!(", {}): ", counted(count, "item")))
            .then(data(&one.about))
    });
    let (roles, traits) = (roles.collect(), traits.collect());
    let rest = format!("rolefit catalogue show --items{}", catalogue.option());
    vec![
        Block::Section(own("What the roles do")),
        Block::List(Prose::new(), roles),
        Block::Section(own("What is asked about")),
        Block::List(Prose::new(), traits),
        hash(catalogue),
        Block::next(vec![(rest, "every claim, question and source")]),
    ]
}

/// Returns what the roles rest on, what is asked, and the sources.
fn whole(catalogue: &Catalogue) -> Vec<Block> {
    let mut blocks = Vec::new();
    for one in &catalogue.roles {
        blocks.extend(role(catalogue, one));
    }
    blocks.extend(moves(catalogue));
    blocks.push(Block::Section(own("Traits and questions")));
    for index in 0..catalogue.traits.len() {
        blocks.extend(trait_(catalogue, index));
    }
    blocks.extend(Block::part(own("Sources"), sources(catalogue)));
    blocks.push(hash(catalogue));
    blocks
}

fn hash(catalogue: &Catalogue) -> Block {
    // Whoever has to tell it from another needs all of it.
    Block::Small(own(format!("sha-256 {}", catalogue.hash)))
}

fn id(id: &str) -> Prose {
    data(id)
}

fn opening(catalogue: &Catalogue) -> Vec<Block> {
    let sizes = [
        counted(catalogue.roles.len(), "role"),
        counted(catalogue.traits.len(), "trait"),
        counted(catalogue.items.len(), "item"),
        counted(catalogue.sources.len(), "source"),
    ];
    let what = say(
        "{}, language {}, describes {}, status {}; {}",
        [
            data(format!("{} {}", catalogue.id, catalogue.version)),
            data(&catalogue.language),
            own(subject_name(catalogue.subject)),
            own(catalogue.status.name()),
            own(sizes.join(", ")),
        ],
    );
    let mut blocks = vec![Block::Title(data(&catalogue.title)), Block::Facts(what)];
    let said = [&catalogue.about, &catalogue.basis].into_iter().flatten();
    blocks.extend(said.map(|words| Block::Paragraph(data(words))));
    blocks.extend(tried(catalogue).map(Block::Paragraph));
    if let Some(frame) = &catalogue.frame {
        blocks.push(Block::Paragraph(
            own("Said before the first question: ").then(data(frame)),
        ));
    }
    blocks
}

/// Returns every role on every trait.
fn places(catalogue: &Catalogue) -> Vec<Block> {
    let roles: Vec<usize> = (0..catalogue.roles.len()).collect();
    let standing = Standing {
        catalogue,
        person: None,
        roles: &roles,
        leader: None,
    };
    let traits = catalogue.traits.iter().enumerate();
    // A page names each trait; on a terminal its poles do.
    let named = traits.map(|(index, one)| (index, [data(&one.name), Prose::new()]));
    let head = std::iter::once(own("Trait"));
    let head = head.chain(catalogue.roles.iter().map(|role| data(&role.name)));
    let rows = (0..catalogue.traits.len()).map(|index| {
        let centres = catalogue.roles.iter().map(|role| {
            let mean = role.profile[index].mean();
            own(if role.claims[index] {
                signed(mean)
            } else {
                String::new()
            })
        });
        std::iter::once(axis(catalogue, index))
            .chain(centres)
            .collect()
    });
    vec![
        Block::Section(own("Where the roles lie")),
        Block::Strips(standing.strips(named, 0)),
        Block::Only(
            &[Medium::Markdown],
            vec![Block::Table(head.collect(), rows.collect())],
        ),
        Block::Remark(own(scale(catalogue))),
    ]
}

/// Says what a place is, and how much people differ who suit a role; the spreads of a profile say how sure one may be.
fn scale(catalogue: &Catalogue) -> String {
    let [middle, whole, differ] = match catalogue.subject {
        Subject::You => [
            "people who suit it",
            "people",
            "People who suit a role differ",
        ],
        Subject::TheWork => [
            "work that calls for it",
            "work",
            "Pieces of work that call for a role differ",
        ],
    };
    let spread = number(catalogue.typical_spread);
    format!(
        "A role stands at the middle of the {middle}, in standard deviations of {whole} at large. {differ} by {spread} on a \
         trait among themselves (typical-spread); the spreads of a profile say how sure one may be."
    )
}

/// Returns what a role is, and what places it on one trait after the other.
fn role(catalogue: &Catalogue, role: &Role) -> Vec<Block> {
    let name = say(
        "{} ({}, letter {})",
        [data(&role.name), id(role.id.as_str()), data(role.letter)],
    );
    let mut blocks = vec![Block::Section(name), Block::Paragraph(data(&role.about))];
    blocks.extend(Block::list(own(ADVERTS), role.adverts.iter().map(data)));
    blocks.extend(tries(role));
    for on in TraitClaims::of(role) {
        let place = on.prior.map_or_else(
            || own("no place"),
            |prior| {
                at(catalogue, on.trait_index, prior.mean()).own(format!(
                    " (mean {}, spread {})",
                    number(prior.mean()),
                    number(prior.spread())
                ))
            },
        );
        let sources = match (on.disagree(), on.counts()) {
            (true, counts) => format!("; sources disagree: {counts}"),
            (false, counts) if counts.is_empty() => "; no source".to_owned(),
            (false, counts) => format!("; sources: {counts}"),
        };
        let name = data(&catalogue.traits[on.trait_index].name);
        blocks.push(Block::Question(None, name));
        blocks.push(Block::Facts(place.own(sources)));
        for (way, claims) in on.toward.iter().filter(|(_, claims)| !claims.is_empty()) {
            let label = data(toward(catalogue, on.trait_index, *way));
            let claims = claims
                .iter()
                .map(|one| cited(catalogue, &one.claim, Some(one.source)));
            blocks.push(Block::List(label, claims.collect()));
        }
    }
    blocks
}

/// Returns words with the id of the source that they are from.
fn cited(catalogue: &Catalogue, words: &Text, source: Option<usize>) -> Prose {
    match source {
        None => data(words),
        Some(source) => {
            let source = id(catalogue.sources[source].id.as_str());
            say("{} ({})", [data(words), source])
        }
    }
}

/// Returns what sources say of moves, one pair of roles after the other, and what a group of all the roles is called.
fn moves(catalogue: &Catalogue) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !catalogue.moves.is_empty() {
        blocks.push(Block::Section(own("Moving between roles")));
    }
    let pair = |one: &RoleMove| (one.from, one.to);
    for moves in catalogue
        .moves
        .chunk_by(|one, next| pair(one) == pair(next))
    {
        let [from, to] = [moves[0].from, moves[0].to].map(|role| data(&catalogue.roles[role].name));
        let said = moves.iter().map(|one| {
            own(format!("{}: ", move_words(one.kind))).then(cited(
                catalogue,
                &one.claim,
                Some(one.source),
            ))
        });
        blocks.push(Block::List(say("{} to {}", [from, to]), said.collect()));
    }
    if let Some(team) = &catalogue.team {
        let name = own("All roles together: ").then(data(&team.name));
        blocks.push(Block::Section(name));
        blocks.push(Block::Paragraph(cited(catalogue, &team.about, team.source)));
    }
    blocks
}

/// Returns what a trait is, and the items that ask about it.
fn trait_(catalogue: &Catalogue, index: usize) -> Vec<Block> {
    let one = &catalogue.traits[index];
    let poles = [
        ("low: ", &one.low, &one.low_about),
        ("high: ", &one.high, &one.high_about),
    ];
    let poles = poles.map(|(pole, word, about)| {
        let pole = own(pole).then(data(word));
        match about {
            Some(about) => say("{}: {}", [pole, data(about)]),
            None => pole,
        }
    });
    let name = say("{} ({})", [data(&one.name), id(one.id.as_str())]);
    let mut blocks = vec![
        Block::Question(None, name),
        Block::Facts(data(&one.about)),
        Block::List(Prose::new(), poles.into()),
    ];
    let items = catalogue.items.iter().enumerate();
    let items = items.filter(|(_, item)| item.trait_index == index);
    blocks.extend(items.map(|(place, one)| item(catalogue, place, one)));
    blocks
}

fn item(catalogue: &Catalogue, place: usize, item: &Item) -> Block {
    let graded = catalogue.bank.item(place);
    let label = id(item.id.as_str()).own(format!(" ({}", item.content.kind().name()));
    let label = match &item.facet {
        Some(facet) => say("{}, {}", [label, data(facet)]),
        None => label,
    };
    let stem = stem(&item.content).into_iter();
    let mut lines: Vec<Prose> = stem.map(data).collect();
    let responses = responses(&item.content).into_iter();
    lines.extend(responses.map(|(mark, words)| own(mark + ": ").data(words)));
    lines.push(own(format!(
        "discrimination {}, thresholds {}",
        number(graded.discrimination()),
        numbers(graded.thresholds())
    )));
    Block::List(label.own(")"), lines)
}

fn sources(catalogue: &Catalogue) -> Vec<Prose> {
    let sources = catalogue.sources.iter().map(|source| {
        let cited = say("{}: {}.", [id(source.id.as_str()), data(in_full(source))]);
        match &source.about {
            Some(about) => say("{} {}", [cited, data(about)]),
            None => cited,
        }
    });
    sources.collect()
}
