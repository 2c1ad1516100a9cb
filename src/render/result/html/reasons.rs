//! What decided it: traits by weight, and the answers that weighed most. It adds up and weighs nothing.

use maud::{Markup, html};

use super::super::words::{
    answers_title, answers_unit, any_moves, decided_heading, influence, pivot, rest, said,
    strength, weighed, weighty_answers,
};
use super::Report;
use crate::render::html::leaning_bar;
use crate::render::leaning::preference;

pub(super) fn decided(report: &Report<'_>) -> Markup {
    let (catalogue, assessment) = (report.catalogue, report.assessment);
    let weighed = weighed(assessment);
    let (in_favour, against) = weighed.reach();
    let whole = in_favour + against;
    html! {
        section {
            h2 { (report.prose(&decided_heading(catalogue, assessment))) }
            @if !weighed.listed.is_empty() {
                table.stacked {
                    thead {
                        tr {
                            th scope="col" { "Trait" }
                            th.drawing scope="col" { span.hidden { "Bar" } }
                            th.figure scope="col" { "Weight" }
                            th scope="col" { "In words" }
                        }
                    }
                    tbody {
                        @for (one, points) in &weighed.listed {
                            @let score = &assessment.traits[one.trait_index];
                            tr {
                                th scope="row" { (report.prose(&preference(catalogue, one.trait_index, score))) }
                                td.drawing { (leaning_bar(one.decibans / whole, against / whole)) }
                                td.figure { (points) }
                                td.words.own { (strength(*points)) }
                            }
                        }
                    }
                }
            }
            p.small { (report.prose(&rest(catalogue, assessment, &weighed))) }
        }
    }
}

pub(super) fn answers(report: &Report<'_>) -> Markup {
    let (catalogue, assessment) = (report.catalogue, report.assessment);
    let moving = any_moves(assessment);
    html! {
        section {
            h2 { (report.prose(&answers_title(assessment))) }
            @if let Some(unit) = answers_unit(catalogue, assessment) {
                p.small { (report.prose(&unit)) }
            }
            ul.weighty[moving] {
                @for one in weighty_answers(assessment) {
                    li {
                        @if moving { span.figure { (report.prose(&influence(assessment, one))) } " " }
                        (report.prose(&said(catalogue, assessment, one)))
                    }
                }
            }
            p { (report.prose(&pivot(catalogue, assessment))) }
        }
    }
}
