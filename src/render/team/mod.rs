//! A group of people and the roles of a catalogue. Every form opens with what it may be used for.

mod json;
#[cfg(test)]
mod tests;
mod words;

use self::words::{
    NOTICE, answered, bound, caution, figure, has_and_lacks, leaning_alike, left_cold, margin,
    name, role, roles, small_print, takes, to_talk_over, unanswered, uncovered,
};
use crate::assessment::VerdictKind;
use crate::catalogue::Catalogue;
use crate::render::document::{Block, Document, Medium, NotFinite, PAGES, Report};
use crate::render::figures::{capitalised, count, percent};
use crate::render::prose::{Emphasis, Prose, listed, own, say};
use crate::render::result::words::{is_left_cold, roles_note};
use crate::team::Team;

/// A group with everything that is needed to show it.
#[derive(Debug, Clone, Copy)]
pub struct TeamReport<'a> {
    /// The catalogue of the roles.
    pub catalogue: &'a Catalogue,
    /// The people and what they cover.
    pub team: &'a Team,
}

impl Report for TeamReport<'_> {
    fn document(&self) -> Document {
        let blocks = blocks(self.catalogue, self.team);
        Document::new(self.catalogue.language.as_str(), blocks)
    }

    fn json(&self) -> Result<String, NotFinite> {
        Ok(json::json(self.catalogue, self.team))
    }
}

/// Returns everything, the notice first.
fn blocks(catalogue: &Catalogue, team: &Team) -> Vec<Block> {
    let people = count(team.people.len());
    let roles = count(catalogue.roles.len());
    let title = format!("{} people, {roles} roles", capitalised(&people));
    let note = say("{} {}", [roles_note(catalogue), answered(catalogue, team)]);
    let mut blocks = vec![
        Block::Only(PAGES, vec![Block::Title(own(&title))]),
        Block::Paragraph(own(NOTICE)),
        Block::Only(&[Medium::Text], vec![Block::Section(own(&title))]),
        matrix(catalogue, team),
        Block::Remark(note),
    ];
    blocks.extend(unanswered(team).map(Block::Remark));
    // Of a class most would be left over: it learns together, and shares out nothing.
    if team.is_class() {
        let many = "With more than two people to a role nobody is given one here.";
        blocks.push(Block::Remark(own(many)));
    } else {
        blocks.extend(assignment(catalogue, team));
        blocks.extend(cover(catalogue, team));
    }
    blocks.extend(meeting(catalogue, team));
    blocks.extend(small(catalogue, team));
    let questions = to_talk_over(catalogue, team);
    blocks.extend(Block::part(own("To talk over together"), questions));
    blocks.extend(care(team));
    blocks.push(Block::Small(small_print(catalogue)));
    blocks.push(Block::next(next(catalogue, team)));
    blocks
}

/// Returns people by roles.
fn matrix(catalogue: &Catalogue, team: &Team) -> Block {
    let roles = || 0..catalogue.roles.len();
    let mut head = vec![own("Person")];
    head.extend(roles().map(|index| role(catalogue, index)));
    let rows = team.people.iter().map(|person| {
        let cells = roles().map(|index| {
            let fit = person.fit(index);
            let figure = figure(person, fit).plain();
            let emphasis = if person.covers(index) {
                Emphasis::Accent
            } else {
                Emphasis::Own
            };
            Prose::new().with(emphasis, figure)
        });
        std::iter::once(name(person)).chain(cells).collect()
    });
    Block::Table(head, rows.collect())
}

fn assignment(catalogue: &Catalogue, team: &Team) -> Vec<Block> {
    let heading = if team.left_over.is_empty() {
        "If each took one role"
    } else {
        "If one person took each role"
    };
    let mut blocks = vec![Block::Section(own(heading))];
    let taken = (0..catalogue.roles.len()).filter_map(|role| takes(catalogue, team, role));
    blocks.push(Block::List(
        own("The likeliest way to share them out"),
        taken.collect(),
    ));
    blocks.push(Block::Paragraph(margin(catalogue, team)));
    let empty = catalogue.roles.len() - team.assignments.best.pairings.len();
    if empty > 0 {
        blocks.push(Block::Paragraph(own(format!(
            "There are fewer people than roles, so {} stay{} empty.",
            count(empty),
            if empty == 1 { "s" } else { "" }
        ))));
    }
    if !team.left_over.is_empty() {
        let besides = team.left_over.iter().map(|&person| {
            let person = &team.people[person];
            let words = name(person);
            match person.leans_to() {
                _ if person.has_few_answers() => words.own(" has too few answers to say"),
                _ if is_left_cold(catalogue, &person.standing.traits) => {
                    words.own(" is drawn by none of the work that was asked about")
                }
                Some(leaning) => say("{} leans to {}", [words, role(catalogue, leaning)]),
                None => words.own(" leans to no single role"),
            }
        });
        blocks.push(Block::List(
            own(format!(
                "There are {} people to {} roles; besides",
                count(team.people.len()),
                count(catalogue.roles.len())
            )),
            besides.collect(),
        ));
    }
    blocks
}

fn cover(catalogue: &Catalogue, team: &Team) -> Vec<Block> {
    let mut blocks = vec![Block::Section(own("What the group has"))];
    let said = has_and_lacks(catalogue, team).into_iter();
    blocks.extend(said.map(Block::Paragraph));
    let missing = team.covers.iter().filter(|cover| cover.people.is_empty());
    let missing = missing.map(|cover| uncovered(catalogue, team, cover.role));
    blocks.extend(Block::list(own("Covered by nobody"), missing));
    blocks.push(Block::Paragraph(own(bound())));
    blocks
}

/// Says where two or more lean to the same role, and whom nothing draws.
fn meeting(catalogue: &Catalogue, team: &Team) -> Vec<Block> {
    let entries = leaning_alike(catalogue, team).map(|both| say("{}: {}", both));
    let mut blocks = Block::part(own("Where several lean to the same role"), entries);
    blocks.extend(left_cold(catalogue, team).map(Block::Paragraph));
    blocks
}

/// Says which two roles one person could hold, and who stands between two, where there are more roles than people or
/// somebody does.
fn small(catalogue: &Catalogue, team: &Team) -> Vec<Block> {
    let few = team.people.len() < catalogue.roles.len();
    if !few && team.between.is_empty() {
        return Vec::new();
    }
    let entries = team.between.iter().map(|(person, both)| {
        let person = &team.people[*person];
        let figure = |role: usize| percent(person.fit(role).probability);
        // Whoever covers two roles need not stand between them by their own result.
        let stands = match person.standing.verdict.kind {
            VerdictKind::Between => "stands between",
            VerdictKind::Open => "points to no single role; first come",
            _ => "has much of",
        };
        say(
            "{} {} {} ({} and {})",
            [
                name(person),
                own(stands),
                roles(catalogue, both),
                own(figure(both[0])),
                own(figure(both[1])),
            ],
        )
    });
    if !few {
        let heading = if team.is_class() {
            "Who stands between roles"
        } else {
            "Who could hold two roles"
        };
        return Block::part(own(heading), entries);
    }
    let easiest = say(
        "Where a group has fewer people than roles, one person takes on two. Of these roles {} are the most alike, \
         and so the easiest to hold together.",
        [roles(catalogue, &team.closest)],
    );
    vec![
        Block::Section(own("Who could hold two roles")),
        Block::Paragraph(easiest),
        Block::List(Prose::new(), entries.collect()),
    ]
}

fn care(team: &Team) -> Vec<Block> {
    let warned = team.people.iter().filter_map(|person| {
        let warnings = &person.standing.person_fit.warnings;
        let words = warnings.iter().map(|&warning| own(caution(warning)));
        (!warnings.is_empty()).then(|| say("{}: {}", [name(person), listed(words)]))
    });
    Block::part(own("Take with care"), warned)
}

fn next(catalogue: &Catalogue, team: &Team) -> Vec<(String, &'static str)> {
    let [first, second] = team.closest.map(|role| catalogue.roles[role].id.as_str());
    let option = catalogue.option();
    vec![(
        format!("rolefit compare {first} {second}{option}"),
        "the two closest roles side by side",
    )]
}
