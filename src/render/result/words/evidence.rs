//! What spoke for the first role rather than the second, in words. It adds up no evidence but what it leaves out.

use super::super::super::figures::{capitalised, count, decimal};
use super::super::super::prose::{Emphasis, Prose};
use crate::assessment::{Assessment, TraitWeight, VerdictKind};
use crate::catalogue::Catalogue;

/// Lighter traits are not listed: nobody feels half a deciban.
const LEAST_DECIBANS: f64 = 0.5;

/// The traits by weight.
pub(in super::super) struct Weighed {
    /// Those that count, the heaviest first.
    pub(in super::super) listed: Vec<TraitWeight>,
    /// Those that hardly count.
    pub(in super::super) left_out: Vec<TraitWeight>,
    /// The heaviest weight of a trait, at least [`LEAST_DECIBANS`].
    pub(in super::super) heaviest: f64,
}

pub(in super::super) fn weighed(assessment: &Assessment) -> Weighed {
    let (listed, left_out): (Vec<_>, Vec<_>) = assessment
        .weight
        .heaviest_first()
        .into_iter()
        .partition(|one| one.decibans.abs() >= LEAST_DECIBANS);
    Weighed {
        heaviest: listed
            .first()
            .map_or(LEAST_DECIBANS, |one| one.decibans.abs()),
        listed,
        left_out,
    }
}

pub(in super::super) fn decided_heading(catalogue: &Catalogue, assessment: &Assessment) -> Prose {
    let name = |role: usize| catalogue.roles[role].name.as_str();
    let start = match assessment.verdict.kind {
        VerdictKind::Clear => "What decided it: ",
        VerdictKind::Leaning | VerdictKind::Between | VerdictKind::Open | VerdictKind::Unlike => {
            "What speaks for "
        }
    };
    Prose::new()
        .with(Emphasis::Heading, start)
        .data(name(assessment.weight.winner))
        .with(Emphasis::Heading, " rather than ")
        .data(name(assessment.weight.runner_up))
}

/// Says how much a trait weighs. The bounds are odds of 10, 3, 1.6 and 1.1 to one.
pub(in super::super) fn strength(decibans: f64) -> &'static str {
    let (for_it, against) = match decibans.abs() {
        heavy if heavy >= 10.0 => ("very strong", "very strong, against"),
        strong if strong >= 5.0 => ("strong", "strong, against"),
        some if some >= 2.0 => ("some", "some, against"),
        _ => ("slight", "slight, against"),
    };
    if decibans < 0.0 { against } else { for_it }
}

/// Sums up: the traits that are not listed, the total and the unit.
pub(in super::super) fn rest(assessment: &Assessment, weighed: &Weighed) -> Prose {
    let left = weighed.left_out.len();
    let mut sentence = String::new();
    if left > 0 {
        let what = match (weighed.listed.is_empty(), left) {
            (true, _) => "No trait counts much".to_owned(),
            (false, 1) => "One other trait hardly counts".to_owned(),
            (false, _) => format!("{} other traits hardly count", capitalised(&count(left))),
        };
        let sum: f64 = weighed.left_out.iter().map(|one| one.decibans).sum();
        sentence = format!("{what} ({}). ", decimal(sum, 1));
    }
    let total = decimal(assessment.weight.total, 0);
    let unit = if total == "1" { "deciban" } else { "decibans" };
    Prose::new().dim(format!(
        "{sentence}Together {total} {unit} (10 = ten to one)."
    ))
}
