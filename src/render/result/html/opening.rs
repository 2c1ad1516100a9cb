//! The verdict, and what to be careful about. It knows no figure.

use maud::{Markup, html};

use super::super::words::{self, caution, details, headline, purpose, stopped};
use super::Report;

pub(super) fn verdict(report: &Report<'_>) -> Markup {
    let (catalogue, assessment) = (report.catalogue, report.assessment);
    html! {
        header {
            p.subject { (report.words.data(catalogue.title.as_str())) }
            @if let Some(label) = words::label(report.label) { p.label { (report.prose(&label)) } }
            h1 { (report.prose(&headline(catalogue, assessment))) }
            @for sentence in details(catalogue, assessment) {
                p.lead { (report.prose(&sentence)) }
            }
            p.small { (stopped(catalogue, assessment)) " " (report.prose(&purpose(report.person()))) }
        }
    }
}

pub(super) fn cautions(report: &Report<'_>) -> Markup {
    let assessment = report.assessment;
    let warnings = &assessment.person_fit.warnings;
    html! {
        @if !warnings.is_empty() {
            section.note {
                h2 { "With care" }
                @for &warning in warnings { p { (caution(report.catalogue, assessment, warning)) } }
            }
        }
    }
}
