//! What decided it: traits by weight, and the answers that weighed most. It adds up and weighs nothing.

use maud::{Markup, html};

use super::super::words::{
    answers_title, answers_unit, any_moves, decided_heading, influence, leans, pivot, rest, said,
    strength, weighed, weighty_answers,
};
use super::Report;
use crate::render::figures::decimal;
use crate::render::html::leaning_bar;

pub(super) fn decided(report: &Report<'_>) -> Markup {
    let (catalogue, assessment) = (report.catalogue, report.assessment);
    let weighed = weighed(assessment);
    let reach = |side: f64| {
        let weights = weighed.listed.iter().map(|one| one.decibans * side);
        weights.fold(0.0, f64::max)
    };
    let (against, whole) = (reach(-1.0), reach(-1.0) + reach(1.0));
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
                        @for one in &weighed.listed {
                            @let score = &assessment.traits[one.trait_index];
                            tr {
                                th scope="row" { (report.prose(&leans(catalogue, one.trait_index, score))) }
                                td.drawing { (leaning_bar(one.decibans / whole, against / whole)) }
                                td.figure { (decimal(one.decibans, 0)) }
                                td.words.own { (strength(one.decibans)) }
                            }
                        }
                    }
                }
            }
            p.small { (report.prose(&rest(assessment, &weighed))) }
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
