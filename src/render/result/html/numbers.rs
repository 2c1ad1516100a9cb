//! The picture in numbers, for those who cannot see it and those who want to know. It
//! measures nothing.

use maud::{Markup, html};

use super::super::words::roles_beside;
use super::Report;
use crate::render::figures::{TIED, capitalised, signed};
use crate::render::html::plain;
use crate::render::leaning::of_score;

pub(super) fn numbers(report: &Report<'_>) -> Markup {
    let (catalogue, assessment) = (report.catalogue, report.assessment);
    let roles = roles_beside(assessment);
    html! {
        section {
            h2 { "In numbers" }
            table.numbers.stacked {
                thead {
                    tr {
                        th scope="col" { "From … to …" }
                        th scope="col" { (plain(&capitalised(&report.who()))) }
                        th.figure scope="col" { "Place" }
                        th scope="col" { "Nine times in ten" }
                        th scope="col" { "Roles" }
                    }
                }
                tbody {
                    @for (trait_index, score) in assessment.traits.iter().enumerate() {
                        tr {
                            th scope="row" { (report.poles(trait_index)) }
                            td.words.pole { (report.prose(&of_score(catalogue, trait_index, score))) }
                            td.figure { @if score.answered > 0 { (signed(score.score)) } }
                            td.words.between {
                                @if score.answered > 0 {
                                    (signed(score.interval.0)) " to " (signed(score.interval.1))
                                }
                            }
                            td.words { (centres(report, trait_index, &roles)) }
                        }
                    }
                }
            }
        }
    }
}

/// Writes where the roles stand that claim something about a trait: `owner 0.0, project +0.9`.
fn centres(report: &Report<'_>, trait_index: usize, roles: &[usize]) -> Markup {
    let claiming = roles.iter().map(|&role| &report.catalogue.roles[role]);
    let claiming = claiming.filter(|role| role.claims[trait_index]);
    html! {
        @for (place, role) in claiming.enumerate() {
            @if place > 0 { ", " }
            (report.words.data(role.short.as_str())) (TIED) (signed(role.profile[trait_index].mean()))
        }
    }
}
