//! Cautions, how much was answered, the limits of use and what to do next. It decides none of them.

use super::super::Keeping;
use super::super::words::{caution, next_steps, small_print, stopped};
use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::render::next::next;
use crate::render::page::Page;
use crate::render::person::Person;
use crate::render::prose::{Emphasis, Prose};

pub(super) fn write(
    page: &mut Page<'_>,
    catalogue: &Catalogue,
    assessment: &Assessment,
    keeping: Keeping<'_>,
) {
    if !assessment.person_fit.warnings.is_empty() {
        page.heading(&Prose::new().with(Emphasis::Heading, "With care"));
        for &warning in &assessment.person_fit.warnings {
            page.prose(&Prose::new().own(caution(catalogue, assessment, warning)));
        }
    }
    page.blank();
    page.prose(&Prose::new().own(stopped(catalogue, assessment)));
    page.prose(&small_print(catalogue, Person::of(catalogue, assessment)));

    let steps = next_steps(catalogue, assessment, keeping);
    let steps: Vec<_> = steps
        .iter()
        .map(|step| (step.command.as_str(), step.purpose.as_str()))
        .collect();
    next(page, &steps);
}
