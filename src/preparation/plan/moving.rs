//! What changes for somebody who moves from one role to another: from the profiles and from the sources' claims. It
//! picks claims and writes none.

use crate::catalogue::{Catalogue, Pole, Role, Toward};
use crate::preparation::gap::Gap;

/// The least distance between two profiles that is worth a word, in standard deviations.
const LEAST: f64 = 0.4;
/// The most traits that are spoken of.
const MOST: usize = 4;
/// The most claims shown for each role and trait.
const MOST_CLAIMS: usize = 2;

/// What changes on one trait.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The distance between the two profiles.
    pub gap: Gap,
    /// The side on which the role lies that is taken up.
    pub toward: Pole,
    /// What the sources say of the role left, as indices in its evidence: habits to leave.
    pub unlearn: Vec<usize>,
    /// What they say of the role taken up, as indices in its evidence: what to show.
    pub show: Vec<usize>,
}

impl Change {
    /// Returns what changes most, the greatest change first.
    pub(super) fn between(catalogue: &Catalogue, from: usize, to: usize) -> Vec<Self> {
        let mut gaps = Gap::between_roles(catalogue, from, to);
        gaps.retain(|gap| gap.distance >= LEAST);
        gaps.sort_by(|one, other| other.distance.total_cmp(&one.distance));
        gaps.truncate(MOST);
        let change = |gap: Gap| {
            let toward = gap.toward();
            let (away, near) = match toward {
                Pole::Low => (Toward::High, Toward::Low),
                Pole::High => (Toward::Low, Toward::High),
            };
            Self {
                unlearn: claims(&catalogue.roles[from], gap.trait_index, away),
                show: claims(&catalogue.roles[to], gap.trait_index, near),
                toward,
                gap,
            }
        };
        gaps.into_iter().map(change).collect()
    }
}

fn claims(role: &Role, trait_index: usize, toward: Toward) -> Vec<usize> {
    let evidence = role.evidence.iter().enumerate();
    evidence
        .filter(|(_, claim)| claim.trait_index == trait_index && claim.toward == toward)
        .map(|(index, _)| index)
        .take(MOST_CLAIMS)
        .collect()
}
