//! The interview, the method, what the result rests on and what to do next. It decides none of them.

use maud::{Markup, html};

use super::super::Keeping;
use super::super::words::{self, focus_lead, next_steps, to_settle};
use super::Report;

pub(super) fn focus(report: &Report<'_>) -> Markup {
    let (catalogue, assessment) = (report.catalogue, report.assessment);
    html! {
        @for focus in words::focus(catalogue, assessment) {
            section {
                h2 { (report.prose(&focus.heading)) }
                @if !focus.points.is_empty() {
                    p { (focus_lead(report.person())) }
                    ul { @for point in &focus.points { li { (report.prose(point)) } } }
                }
                @for remark in &focus.remarks { p { (report.prose(remark)) } }
            }
        }
    }
}

pub(super) fn method(report: &Report<'_>) -> Markup {
    html! {
        section {
            h2 { "How it was computed" }
            p.small { (words::method(report.person())) }
        }
    }
}

pub(super) fn foundation(report: &Report<'_>) -> Markup {
    html! {
        section {
            h2 { "What this is" }
            ul { @for sentence in words::foundation(report.catalogue) { li { (report.prose(&sentence)) } } }
        }
    }
}

/// Offers no page: this is one. On paper it is left out, where nobody runs a command.
pub(super) fn next(report: &Report<'_>) -> Markup {
    html! {
        section.screen {
            h2 { "Next" }
            dl.steps {
                @if let Some((purpose, command)) = to_settle(report.catalogue, report.assessment, Keeping::Elsewhere) {
                    dt { code { (command) } }
                    dd { (purpose) }
                }
                @for step in next_steps(report.catalogue, report.assessment, Keeping::Elsewhere) {
                    dt { code { (step.command) } }
                    dd { (step.purpose) }
                }
            }
        }
    }
}
