//! The verdict, first and alone. It knows no figure.

use super::super::Keeping;
use super::super::words::{details, headline, to_settle};
use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

pub(super) fn write(
    page: &mut Page<'_>,
    catalogue: &Catalogue,
    assessment: &Assessment,
    keeping: Keeping<'_>,
) {
    page.blank();
    page.prose(&headline(catalogue, assessment));
    for sentence in details(catalogue, assessment) {
        page.prose(&sentence);
    }
    if let Some((purpose, command)) = to_settle(catalogue, assessment, keeping) {
        page.prose(&Prose::new().own(format!("To {purpose}:")));
        page.prose(&Prose::new().with(Emphasis::Command, command));
    }
}
