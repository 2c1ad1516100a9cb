//! Roles side by side.

mod json;
mod sections;
mod words;

#[cfg(test)]
mod tests;

pub use words::RolesReport;

use self::sections::{abouts, closing, summary, traits};
use self::words::{heading, how_far, name, own_place, remark, stands, whom};
use super::references::References;
pub use super::references::Sources;
use crate::render::document::{Block, Document, NotFinite, PAGES, Report};
use crate::render::gap::sentence;
use crate::render::leaning::axis;
use crate::render::prose::{Emphasis, Prose, own};
use crate::render::result::words::Naming;
use crate::render::result::words::{label, range_note};
use crate::render::standing::Standing;

/// Columns kept for what there is to say beside a strip: with a person's place, and without.
const REMARK: [usize; 2] = [32, 25];

impl Report for RolesReport<'_> {
    fn document(&self) -> Document {
        Document::new(self.catalogue.language.as_str(), self.blocks())
    }

    fn json(&self) -> Result<String, NotFinite> {
        Ok(json::json(self))
    }
}

impl RolesReport<'_> {
    fn blocks(&self) -> Vec<Block> {
        let mut references = References::new(self.sources);
        let mut blocks = vec![Block::Title(plainly(&heading(self)))];
        blocks.extend(label(self.label).map(Block::Owner));
        if let Some(moving) = self.moving {
            blocks.extend(sections::moving(self, moving, &mut references));
        } else {
            blocks.extend(abouts(self));
            blocks.extend(self.places());
            blocks.extend(summary(self));
            if self.sources == Sources::Shown {
                blocks.extend(traits(self, &mut references));
            }
        }
        blocks.extend(closing(self, &references));
        blocks
    }

    /// Returns where the roles stand, the greatest difference first.
    fn places(&self) -> Vec<Block> {
        let Self {
            catalogue,
            contrast,
            person,
            ..
        } = *self;
        let standing = Standing {
            catalogue,
            person,
            roles: &contrast.roles,
            leader: None,
        };
        let remarks = contrast.traits.iter().map(|one| {
            let remarks = [usize::MAX, 0].map(|room| remark(self, one, room));
            (one.trait_index, remarks)
        });
        let strips = standing.strips(remarks, REMARK[usize::from(person.is_none())]);
        let heading = own("Where they stand, the greatest difference first");
        let mut head = vec![own("Trait")];
        head.extend(contrast.roles.iter().map(|&role| name(catalogue, role)));
        head.push(own("How far apart"));
        head.extend(person.map(|_| sentence(whom(self).who())));
        let rows = contrast.traits.iter().map(|one| {
            let mut cells = vec![axis(catalogue, one.trait_index)];
            let roles = contrast.roles.iter();
            cells.extend(roles.map(|&role| stands(catalogue, one.trait_index, role)));
            cells.push(how_far(catalogue, contrast, one, Naming::Names));
            cells.extend(own_place(self, one));
            cells
        });
        let rows = rows.collect();
        let sure = person.map(|_| Block::Remark(own(range_note(catalogue, whom(self)))));
        let mut blocks = vec![Block::Section(heading), Block::Strips(strips)];
        blocks.extend(sure);
        blocks.push(Block::Only(PAGES, vec![Block::Rows(head, rows)]));
        blocks
    }
}

/// Takes the weight off a sentence, which a heading has by itself.
fn plainly(prose: &Prose) -> Prose {
    let spans = prose.spans().iter();
    spans.fold(Prose::new(), |done, span| match span.emphasis {
        Emphasis::Strong => done.data(&span.text),
        other => done.with(other, span.text.as_str()),
    })
}
