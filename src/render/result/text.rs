//! The result for a terminal, part by part in the order in which people ask. It knows no sentence; those are in `words`.

mod answers;
mod closing;
mod decided;
mod headline;
mod roles;
pub(in crate::render) mod strip;
pub(in crate::render) mod strips;

use super::Keeping;
use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::render::look::Look;
use crate::render::page::Page;

/// Writes a result for a terminal: verdict, roles, traits, reasons, limits, what next. Every line is shorter than the
/// look's width.
#[must_use]
pub fn text(
    catalogue: &Catalogue,
    assessment: &Assessment,
    keeping: Keeping<'_>,
    look: &Look,
) -> String {
    let mut page = Page::new(look);
    headline::write(&mut page, catalogue, assessment, keeping);
    roles::write(&mut page, catalogue, assessment);
    strips::write(&mut page, catalogue, assessment);
    decided::write(&mut page, catalogue, assessment);
    answers::write(&mut page, catalogue, assessment);
    closing::write(&mut page, catalogue, assessment, keeping);
    page.finish()
}
