//! The result as a Markdown document that one could send. It knows no sentence; those are in `words`.

use std::fmt::Write as _;

use super::words;
use super::words::{
    MOST_ROLES, answers_heading, any_moves, caution, decided_heading, details, headline, influence,
    likeness, limits, next_steps, pivot, places_note, remark, rest, role_meant, roles_beside,
    roles_left_out, roles_note, said, stopped, strength, to_settle, weighed, weighty_answers,
};
use super::{Keeping, Label};
use crate::assessment::Assessment;
use crate::catalogue::Catalogue;
use crate::render::figures::{percent, signed};
use crate::render::leaning::{axis, of_score, preference};
use crate::render::markup::{escaped, markdown as line, table};
use crate::render::person::Person;
use crate::render::prose::{Emphasis, Prose};

/// Writes a result as a Markdown document. Whatever comes from the catalogue is escaped.
#[must_use]
pub fn markdown(
    catalogue: &Catalogue,
    assessment: &Assessment,
    keeping: Keeping<'_>,
    label: &Label,
) -> String {
    let mut document = Document::default();
    document.heading(1, &escaped(catalogue.title.as_str()));
    if let Some(label) = words::label(label) {
        document.paragraph(&label);
    }
    document.paragraph(&headline(catalogue, assessment));
    for sentence in details(catalogue, assessment) {
        document.paragraph(&sentence);
    }
    if let Some((purpose, command)) = to_settle(catalogue, assessment, keeping) {
        document.paragraph(&Prose::new().own(format!("To {purpose}:")));
        document.paragraph(&Prose::new().with(Emphasis::Command, command));
    }
    roles(&mut document, catalogue, assessment);
    traits(&mut document, catalogue, assessment);
    decided(&mut document, catalogue, assessment);
    answers(&mut document, catalogue, assessment);
    closing(&mut document, catalogue, assessment, keeping);
    document.text
}

/// Blocks with one empty line between them.
#[derive(Default)]
struct Document {
    text: String,
}

impl Document {
    fn block(&mut self, block: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(block.trim_end_matches('\n'));
        self.text.push('\n');
    }

    fn heading(&mut self, level: usize, heading: &str) {
        self.block(&format!("{} {heading}", "#".repeat(level)));
    }

    fn paragraph(&mut self, prose: &Prose) {
        self.block(&line(prose));
    }

    fn list(&mut self, entries: &[Prose]) {
        let mut list = String::new();
        for entry in entries {
            writeln!(list, "- {}", line(entry)).expect("a string takes every text");
        }
        self.block(&list);
    }
}

fn roles(document: &mut Document, catalogue: &Catalogue, assessment: &Assessment) {
    document.heading(2, "Roles");
    let rows: Vec<Vec<Prose>> = assessment
        .roles
        .iter()
        .take(MOST_ROLES)
        .map(|fit| {
            vec![
                Prose::new().data(catalogue.roles[fit.role].name.as_str()),
                Prose::new().own(percent(fit.probability)),
                Prose::new().own(likeness(catalogue, fit)),
            ]
        })
        .collect();
    document.block(&table(&["Role", "How likely", "In words"], &rows));
    if let Some(rest) = roles_left_out(assessment) {
        document.paragraph(&rest);
    }
    document.paragraph(&roles_note(catalogue, assessment));
    for fit in assessment.roles.iter().take(MOST_ROLES) {
        document.paragraph(&role_meant(catalogue, fit.role));
    }
}

fn traits(document: &mut Document, catalogue: &Catalogue, assessment: &Assessment) {
    let person = Person::of(catalogue, assessment);
    let who = match person {
        Person::You => "You".to_owned(),
        Person::Named(name) => escaped(name),
        Person::TheWork => "The work".to_owned(),
    };
    document.heading(2, &line(&person.standing()));
    let roles = roles_beside(assessment);
    let rows: Vec<Vec<Prose>> = assessment
        .traits
        .iter()
        .enumerate()
        .map(|(trait_index, score)| {
            let figures = if score.answered == 0 {
                ["", ""].map(str::to_owned)
            } else {
                let (low, high) = score.interval;
                [
                    signed(score.score),
                    format!("{} to {}", signed(low), signed(high)),
                ]
            };
            let [place, range] = figures;
            vec![
                axis(catalogue, trait_index),
                of_score(catalogue, trait_index, score),
                Prose::new().own(place),
                Prose::new().own(range),
                remark(catalogue, assessment, trait_index, &roles, usize::MAX),
            ]
        })
        .collect();
    document.block(&table(
        &[
            "From … to …",
            &who,
            "Place",
            "Nine times in ten",
            "Beside the roles",
        ],
        &rows,
    ));
    document.paragraph(&Prose::new().own(places_note(catalogue)));
}

fn decided(document: &mut Document, catalogue: &Catalogue, assessment: &Assessment) {
    document.heading(2, &line(&decided_heading(catalogue, assessment)));
    let weighed = weighed(assessment);
    let rows: Vec<Vec<Prose>> = weighed
        .listed
        .iter()
        .map(|(one, points)| {
            let score = &assessment.traits[one.trait_index];
            vec![
                preference(catalogue, one.trait_index, score),
                Prose::new().own(strength(*points)),
                Prose::new().own(points.to_string()),
            ]
        })
        .collect();
    if !rows.is_empty() {
        document.block(&table(&["Trait", "In words", "Weight"], &rows));
    }
    document.paragraph(&rest(catalogue, assessment, &weighed));
}

fn answers(document: &mut Document, catalogue: &Catalogue, assessment: &Assessment) {
    document.heading(2, &line(&answers_heading(catalogue, assessment)));
    let entries: Vec<Prose> = weighty_answers(assessment)
        .iter()
        .map(|one| {
            let said = said(catalogue, assessment, one);
            if any_moves(assessment) {
                influence(assessment, one).own(": ").then(said)
            } else {
                said
            }
        })
        .collect();
    document.list(&entries);
    document.paragraph(&pivot(catalogue, assessment));
}

fn closing(
    document: &mut Document,
    catalogue: &Catalogue,
    assessment: &Assessment,
    keeping: Keeping<'_>,
) {
    if !assessment.person_fit.warnings.is_empty() {
        document.heading(2, "With care");
        let warnings: Vec<Prose> = assessment
            .person_fit
            .warnings
            .iter()
            .map(|&warning| Prose::new().own(caution(catalogue, assessment, warning)))
            .collect();
        document.list(&warnings);
    }
    document.heading(2, "What this is");
    document.paragraph(&Prose::new().own(stopped(catalogue, assessment)));
    document.list(&limits(catalogue, Person::of(catalogue, assessment)));
    document.heading(2, "Next");
    let steps: Vec<Prose> = next_steps(catalogue, assessment, keeping)
        .into_iter()
        .map(|step| {
            Prose::new()
                .with(Emphasis::Command, step.command)
                .own(format!(": {}", step.purpose))
        })
        .collect();
    document.list(&steps);
}
