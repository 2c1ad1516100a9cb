//! The roles: a bar, a percentage and a word on how usual somebody is for each. It ranks nothing.

use maud::{Markup, html};

use super::super::words::{MOST_ROLES, likeness, role_meant, roles_left_out, roles_note};
use super::Report;
use crate::render::figures::percent;
use crate::render::html::bar;

pub(super) fn roles(report: &Report<'_>) -> Markup {
    let (catalogue, assessment) = (report.catalogue, report.assessment);
    html! {
        section {
            h2 { "Roles" }
            table.stacked {
                thead {
                    tr {
                        th scope="col" { "Role" }
                        th.drawing scope="col" { span.hidden { "Bar" } }
                        th.figure scope="col" { "How likely" }
                        th scope="col" { "In words" }
                    }
                }
                tbody {
                    @for (rank, fit) in assessment.roles.iter().take(MOST_ROLES).enumerate() {
                        tr.first[rank == 0] {
                            th scope="row" { (report.role(fit.role)) }
                            td.drawing { (bar(fit.probability, rank == 0)) }
                            td.figure { (percent(fit.probability)) }
                            td.words.own { (likeness(catalogue, fit)) }
                        }
                    }
                }
            }
            @if let Some(rest) = roles_left_out(assessment) { p { (report.prose(&rest)) } }
            p.small { (report.prose(&roles_note(catalogue, report.assessment))) }
        }
    }
}

/// What each role is and does.
pub(super) fn meant(report: &Report<'_>) -> Markup {
    html! {
        section {
            h2 { "What the roles do" }
            @for fit in report.assessment.roles.iter().take(MOST_ROLES) {
                p { (report.prose(&role_meant(report.catalogue, fit.role))) }
            }
        }
    }
}
