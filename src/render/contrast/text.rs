//! Roles side by side on a page for a terminal, and in a document. It knows no sentence; those are in `words`.

use super::Shown;
use super::sections::{Claims, abouts, blocks};
use super::words::{at, heading, how_far, name, near, remark, stands};
use crate::catalogue::Subject;
use crate::render::blocks;
use crate::render::look::Look;
use crate::render::markup::{markdown as line, table};
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};
use crate::render::result::text::strips::{Layout, Shape, drawing, legend, role_legend, row};
use crate::render::result::words::Person;

/// Writes roles side by side for a terminal: the roles, a strip for each trait, then trait by trait. Every line is
/// shorter than the look's width.
#[must_use]
pub fn text(shown: &Shown<'_>, look: &Look) -> String {
    let mut page = Page::new(look);
    page.blank();
    page.prose(&heading(shown));
    page.blank();
    let head = page.finish() + &blocks::text(&abouts(shown), look);
    let mut page = Page::new(look);
    strips(&mut page, shown);
    head + &page.finish() + &blocks::text(&blocks(shown, Claims::Few), look)
}

fn strips(page: &mut Page<'_>, shown: &Shown<'_>) {
    let Shown {
        catalogue,
        contrast,
        person,
        ..
    } = *shown;
    page.heading(&Prose::new().with(Emphasis::Heading, "Where they stand"));
    page.prose(&match person {
        Some(_) => legend(catalogue, Person::reader(catalogue), &contrast.roles),
        None => role_legend(catalogue, &contrast.roles, Prose::new()),
    });
    page.indented(|page| {
        let shape = Shape::of(page, catalogue);
        for (place, one) in contrast.traits.iter().enumerate() {
            let own = person.map(|person| &person.traits[one.trait_index]);
            let drawing = drawing(catalogue, own, one.trait_index, &contrast.roles, &shape);
            if place > 0 && shape.layout == Layout::ThreeLines {
                page.blank();
            }
            let remark = remark(shown, one);
            row(page, catalogue, one.trait_index, &shape, drawing, &remark);
        }
    });
}

/// Writes roles side by side as a Markdown document, with every claim. Whatever comes from the catalogue is escaped.
#[must_use]
pub fn markdown(shown: &Shown<'_>) -> String {
    let Shown {
        catalogue,
        contrast,
        person,
        ..
    } = *shown;
    let title = Prose::new().listed(
        contrast
            .roles
            .iter()
            .map(|&role| name(catalogue, role))
            .collect(),
    );
    let mut out = format!("# {}, side by side\n\n", line(&title));
    out += &blocks::document(&abouts(shown));
    let names: Vec<String> = contrast
        .roles
        .iter()
        .map(|&role| line(&name(catalogue, role)))
        .collect();
    let mut header = vec!["Trait"];
    header.extend(names.iter().map(String::as_str));
    header.push("How far apart");
    if person.is_some() {
        header.push(match catalogue.subject {
            Subject::You => "You",
            Subject::TheWork => "The work",
        });
    }
    let rows: Vec<Vec<Prose>> = contrast
        .traits
        .iter()
        .map(|one| {
            let words = &catalogue.traits[one.trait_index];
            let poles = Prose::new()
                .data(words.low.as_str())
                .own(" to ")
                .data(words.high.as_str());
            let mut cells = vec![poles];
            let roles = contrast.roles.iter();
            cells.extend(roles.map(|&role| stands(catalogue, one.trait_index, role)));
            cells.push(how_far(catalogue, contrast, one));
            if let (Some(person), Some(nearest)) = (person, &one.nearest) {
                let score = &person.traits[one.trait_index];
                let near = near(catalogue, nearest);
                cells.push(if score.answered == 0 {
                    near
                } else {
                    at(catalogue, one.trait_index, score.score)
                        .own("; ")
                        .then(near)
                });
            }
            cells
        })
        .collect();
    out.extend(["\n", &table(&header, &rows), "\n\n"]);
    out + &blocks::document(&blocks(shown, Claims::All))
}
