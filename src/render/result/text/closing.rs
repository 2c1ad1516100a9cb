//! Cautions, how much was answered, the limits of use and what to do next. It decides none of them.

use super::super::Keeping;
use super::super::words::{Person, caution, next_steps, small_print, stopped};
use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::render::page::Page;
use crate::render::prose::{Emphasis, Prose};

pub(super) fn write(
    page: &mut Page<'_>,
    catalogue: &Catalogue,
    assessment: &Assessment,
    keeping: Keeping,
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

    page.blank();
    let heading = Prose::new().with(Emphasis::Heading, "Next").own("   ");
    let steps = next_steps(catalogue, assessment, keeping);
    let commands = steps
        .iter()
        .map(|step| step.command.len())
        .max()
        .unwrap_or(0);
    for (place, step) in steps.iter().enumerate() {
        let command = Prose::new().with(Emphasis::Command, step.command.as_str());
        if page.look().is_wide() {
            let label = if place == 0 {
                heading.clone()
            } else {
                Prose::new().pad_to(heading.width())
            };
            let column = heading.width() + commands + 3;
            page.hanging(
                &label.then(command).pad_to(column),
                &Prose::new().own(step.purpose.as_str()),
            );
        } else {
            if place == 0 {
                page.prose(&heading);
            }
            page.prose(&command);
            let indent = Prose::new().own("  ");
            page.hanging(&indent, &Prose::new().own(step.purpose.as_str()));
        }
    }
}
