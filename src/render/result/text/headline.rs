//! The verdict, first and alone. It knows no figure.

use super::super::words::{details, headline};
use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::render::page::Page;

pub(super) fn write(page: &mut Page<'_>, catalogue: &Catalogue, assessment: &Assessment) {
    page.blank();
    page.prose(&headline(catalogue, assessment));
    for sentence in details(catalogue, assessment) {
        page.prose(&sentence);
    }
}
