//! Roles side by side on a page for a terminal, and in a document. It knows no sentence; those are in `words`.

use super::references::References;
use super::sections::{self, abouts, closing, summary, traits};
use super::words::{heading, how_far, name, own_place, remark, stands, whom};
use super::{Shown, Sources};
use crate::render::blocks;
use crate::render::gap::sentence;
use crate::render::leaning::axis;
use crate::render::look::Look;
use crate::render::markup::{markdown as line, table};
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};
use crate::render::result::text::strips::{Layout, Shape, drawing, legend, role_legend, row};
use crate::render::result::words::Naming;

/// Columns kept for what there is to say beside a strip: with a person's place, and without.
const REMARK: [usize; 2] = [32, 25];

/// Writes roles side by side for a terminal: the roles, a strip for each trait, and what it comes to; or what a move asks.
/// The claims follow where they are wanted. Every line is shorter than the look's width.
#[must_use]
pub fn text(shown: &Shown<'_>, look: &Look) -> String {
    let mut references = References::new(shown.sources);
    let mut page = Page::new(look);
    page.blank();
    page.prose(&heading(shown));
    let mut out;
    if let Some(moving) = shown.moving {
        out = page.finish();
        let blocks = sections::moving(shown, moving, shown.sources, &mut references);
        out += &blocks::text(&blocks, look);
    } else {
        page.blank();
        out = page.finish() + &blocks::text(&abouts(shown), look);
        let mut page = Page::new(look);
        strips(&mut page, shown);
        out += &page.finish();
        let mut blocks = summary(shown);
        if shown.sources == Sources::Shown {
            blocks.extend(traits(shown, &mut references));
        }
        out += &blocks::text(&blocks, look);
    }
    out + &blocks::text(&closing(shown, &references), look)
}

fn strips(page: &mut Page<'_>, shown: &Shown<'_>) {
    let Shown {
        catalogue,
        contrast,
        person,
        ..
    } = *shown;
    page.heading(&Prose::new().with(
        Emphasis::Heading,
        "Where they stand, the greatest difference first",
    ));
    page.prose(&match person {
        Some(_) => legend(catalogue, whom(shown), &contrast.roles),
        None => role_legend(catalogue, &contrast.roles, Prose::new()),
    });
    page.indented(|page| {
        let shape = Shape::of(page, catalogue, REMARK[usize::from(person.is_none())]);
        for (place, one) in contrast.traits.iter().enumerate() {
            let own = person.map(|person| &person.traits[one.trait_index]);
            let drawing = drawing(catalogue, own, one.trait_index, &contrast.roles, &shape);
            if place > 0 && shape.layout == Layout::ThreeLines {
                page.blank();
            }
            let remark = remark(shown, one, shape.remark);
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
    let mut references = References::new(Sources::Shown);
    let mut out = format!("# {}\n\n", line(&plainly(&heading(shown))));
    if let Some(moving) = shown.moving {
        let blocks = sections::moving(shown, moving, Sources::Shown, &mut references);
        out += &blocks::document(&blocks);
        out += "\n## The two side by side\n\n";
    }
    out += &blocks::document(&abouts(shown));
    let names: Vec<String> = contrast
        .roles
        .iter()
        .map(|&role| line(&name(catalogue, role)))
        .collect();
    let mut header = vec!["Trait"];
    header.extend(names.iter().map(String::as_str));
    header.push("How far apart");
    let own = line(&sentence(whom(shown).who()));
    if person.is_some() {
        header.push(&own);
    }
    let rows: Vec<Vec<Prose>> = contrast
        .traits
        .iter()
        .map(|one| {
            let mut cells = vec![axis(catalogue, one.trait_index)];
            let roles = contrast.roles.iter();
            cells.extend(roles.map(|&role| stands(catalogue, one.trait_index, role)));
            cells.push(how_far(catalogue, contrast, one, Naming::Names));
            cells.extend(own_place(shown, one));
            cells
        })
        .collect();
    out.extend(["\n", &table(&header, &rows), "\n\n"]);
    let mut blocks = summary(shown);
    blocks.extend(traits(shown, &mut references));
    blocks.extend(closing(shown, &references));
    out + &blocks::document(&blocks)
}

/// Takes the weight off a sentence, which a heading has by itself.
fn plainly(prose: &Prose) -> Prose {
    let spans = prose.spans().iter();
    spans.fold(Prose::new(), |done, span| match span.emphasis {
        Emphasis::Strong => done.data(span.text.as_str()),
        other => done.with(other, span.text.as_str()),
    })
}
