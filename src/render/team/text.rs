//! A group on a page for a terminal, and in a document: the notice, people by roles, and what follows from it.

use super::sections::blocks;
use super::words::{NOTE, NOTICE, answered, likeness, name};
use crate::catalogue::Catalogue;
use crate::render::blocks;
use crate::render::figures::{count, percent};
use crate::render::look::Look;
use crate::render::markup::{escaped, markdown as line, table};
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};
use crate::team::{Person, Team};

/// Columns between the columns of the matrix.
const GAP: usize = 3;

/// Writes a group for a terminal. Every line is shorter than the look's width.
#[must_use]
pub fn text(catalogue: &Catalogue, team: &Team, look: &Look) -> String {
    let mut page = Page::new(look);
    page.blank();
    page.prose(&Prose::new().own(NOTICE));
    page.heading(&Prose::new().with(Emphasis::Heading, heading(catalogue, team)));
    page.indented(|page| matrix(page, catalogue, team));
    page.prose(&Prose::new().dim(NOTE));
    page.prose(&answered(catalogue, team));
    page.finish() + &blocks::text(&blocks(catalogue, team), look)
}

fn heading(catalogue: &Catalogue, team: &Team) -> String {
    format!(
        "{} people, {} roles",
        crate::render::figures::capitalised(&count(team.people.len())),
        count(catalogue.roles.len())
    )
}

/// Writes people by roles as a table where there is room, and else person by person.
fn matrix(page: &mut Page<'_>, catalogue: &Catalogue, team: &Team) {
    let roles = 0..catalogue.roles.len();
    let head = |role: usize| Prose::new().data(catalogue.roles[role].name.as_str());
    let widest = |role: usize| {
        let cells = team.people.iter().map(|person| cell(person, role).width());
        cells.fold(head(role).width(), usize::max)
    };
    let names = team.people.iter().map(|person| name(person).width());
    let names = names.max().unwrap_or(0);
    let columns: Vec<usize> = roles
        .clone()
        .scan(names, |start, role| {
            let here = *start + GAP;
            *start = here + widest(role);
            Some(here)
        })
        .collect();
    let last = roles.end - 1;
    if page.look().is_wide() && columns[last] + widest(last) <= page.columns() {
        let row = |label: Prose, cell: &dyn Fn(usize) -> Prose| {
            roles.clone().fold(label, |row, role| {
                row.pad_to(columns[role]).then(cell(role))
            })
        };
        page.line(&row(Prose::new(), &head));
        for person in &team.people {
            page.line(&row(name(person), &|role| cell(person, role)));
        }
        return;
    }
    for person in &team.people {
        page.prose(&name(person));
        for fit in &person.standing.roles {
            let label = Prose::new().own("  ");
            page.hanging(
                &label,
                &head(fit.role).own(": ").then(cell(person, fit.role)),
            );
        }
    }
}

fn cell(person: &Person, role: usize) -> Prose {
    let fit = person.fit(role);
    let words = format!("{:>5}, {}", percent(fit.probability), likeness(fit));
    if person.covers(role) {
        Prose::new().with(Emphasis::Accent, words)
    } else {
        Prose::new().own(words)
    }
}

/// Writes a group as a Markdown document. Names and whatever comes from the catalogue are escaped.
#[must_use]
pub fn markdown(catalogue: &Catalogue, team: &Team) -> String {
    let names: Vec<String> = catalogue
        .roles
        .iter()
        .map(|role| escaped(role.name.as_str()))
        .collect();
    let mut header = vec!["Person"];
    header.extend(names.iter().map(String::as_str));
    let rows: Vec<Vec<Prose>> = team
        .people
        .iter()
        .map(|person| {
            let cells = (0..catalogue.roles.len()).map(|role| cell(person, role));
            std::iter::once(name(person)).chain(cells).collect()
        })
        .collect();
    let notice = line(&Prose::new().own(NOTICE));
    let note = line(&Prose::new().own(NOTE));
    format!(
        "# {}\n\n{notice}\n\n{}\n\n{note} {}\n\n{}",
        heading(catalogue, team),
        table(&header, &rows),
        line(&answered(catalogue, team)),
        blocks::document(&blocks(catalogue, team))
    )
}
