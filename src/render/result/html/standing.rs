//! Where somebody stands on each trait, drawn with every role beside. It measures nothing.

use maud::{Markup, html};

use super::super::words::{places_note, remark, roles_beside, silence};
use super::Report;
use crate::catalogue::Pole;
use crate::render::figures::{capitalised, signed};
use crate::render::html::{Pin, Scale, figures, plain, strip};
use crate::render::leaning::{axis, end, of_score};

/// The end of a strip, in standard deviations, unless something lies farther out.
const REACH: f64 = 2.0;

pub(super) fn standing(report: &Report<'_>) -> Markup {
    let roles = roles_beside(report.assessment);
    let scale = scale(report, &roles);
    html! {
        section {
            h2 { (report.prose(&report.person().standing())) }
            (key(report, &roles))
            ul.strips {
                @for trait_index in 0..report.catalogue.traits.len() {
                    (on_trait(report, trait_index, &roles, scale))
                }
                li.ends aria-hidden="true" { span.low {} (figures(scale)) span {} span {} }
            }
            p.small { (places_note(report.catalogue)) }
        }
    }
}

/// Returns the scale on which everything that is drawn has room.
fn scale(report: &Report<'_>, roles: &[usize]) -> Scale {
    let means = roles.iter().flat_map(|&role| {
        let profile = report.catalogue.roles[role].profile.iter();
        profile.map(|prior| prior.mean())
    });
    let asked = report
        .assessment
        .traits
        .iter()
        .filter(|one| one.answered > 0);
    let ranges = asked.flat_map(|one| [one.interval.0, one.interval.1]);
    Scale {
        reach: means.chain(ranges).map(f64::abs).fold(REACH, f64::max),
    }
}

fn on_trait(report: &Report<'_>, trait_index: usize, roles: &[usize], scale: Scale) -> Markup {
    let (catalogue, assessment) = (report.catalogue, report.assessment);
    let score = &assessment.traits[trait_index];
    let leader = assessment.leader().role;
    let pins = roles.iter().map(|&role| (role, &catalogue.roles[role]));
    let pins: Vec<Pin> = pins
        .filter(|(_, role)| role.claims[trait_index])
        .map(|(index, role)| Pin {
            place: role.profile[trait_index].mean(),
            letter: role.letter,
            leads: index == leader,
        })
        .collect();
    let own = (score.answered > 0).then_some((score.score, score.interval));
    html! {
        li {
            span.low { (report.prose(&end(catalogue, trait_index, Pole::Low))) } " "
            (strip(scale, own, pins, &in_words(report, trait_index, roles))) " "
            span.high { (report.prose(&end(catalogue, trait_index, Pole::High))) } " "
            span.remark { (report.prose(&remark(catalogue, assessment, trait_index, roles, usize::MAX))) }
        }
    }
}

/// Tells what is drawn: `strategy to execution: you, no lean, -0.1 (-0.8 to +0.6); Product owner 0.0; …`.
fn in_words(report: &Report<'_>, trait_index: usize, roles: &[usize]) -> String {
    let (catalogue, assessment) = (report.catalogue, report.assessment);
    let score = &assessment.traits[trait_index];
    let own = of_score(catalogue, trait_index, score).plain();
    let figures = if score.answered > 0 {
        let (low, high) = score.interval;
        let [place, low, high] = [score.score, low, high].map(signed);
        format!(", {place} ({low} to {high})")
    } else {
        String::new()
    };
    let who = report.who();
    let mut told = vec![format!(
        "{}: {who}, {own}{figures}",
        axis(catalogue, trait_index).plain()
    )];
    let roles = roles.iter().map(|&role| &catalogue.roles[role]);
    let claiming = roles.filter(|role| role.claims[trait_index]);
    told.extend(
        claiming.map(|role| format!("{} {}", role.name, signed(role.profile[trait_index].mean()))),
    );
    told.join("; ")
}

/// Explains the marks.
fn key(report: &Report<'_>, roles: &[usize]) -> Markup {
    let catalogue = report.catalogue;
    let (_, range) = report.person().mark();
    let leader = report.assessment.leader().role;
    html! {
        ul.key {
            li {
                svg aria-hidden="true" { circle.you cx="10" cy="10" r="7" {} }
                (plain(&capitalised(&report.who())))
            }
            li {
                svg.wide aria-hidden="true" { rect.range x="0" y="6" width="34" height="8" rx="4" {} }
                (capitalised(range))
            }
            @for &role in roles {
                li {
                    svg aria-hidden="true" {
                        g.pin.leads[role == leader] {
                            circle cx="10" cy="10" r="8.5" {}
                            text x="10" y="14" { (plain(catalogue.roles[role].letter.encode_utf8(&mut [0; 4]))) }
                        }
                    }
                    " " (report.role(role))
                }
            }
            @if let Some(silence) = silence(catalogue, roles) { li { (capitalised(silence)) } }
        }
    }
}
