//! What an unasked item would tell about the role.

use super::{Evidence, ItemBank};

/// An item that could be asked next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Index of the item in the bank.
    pub item: usize,
    /// Mutual information between the role and the item's answer, given the answers so far, in nats.
    pub information: f64,
}

/// Differences in information below this are rounding, and count as ties.
const TIE: f64 = 1e-12;

/// Returns the mutual information between the role and the answer to an unasked item, in nats, at least 0:
/// `sum_r P(r) sum_x P(x | r) ln(P(x | r) / P(x))`, everything given the answers so far (Lindley, 1956; Weissman, 2007).
#[must_use]
pub fn expected_information(bank: &ItemBank, evidence: &Evidence, item: usize) -> f64 {
    let (trait_index, place) = bank.place(item);
    let trait_bank = &bank.traits()[trait_index];
    let posterior = &evidence.traits()[trait_index];
    let categories = bank.item(item).categories();
    let conditional: Vec<_> = (0..bank.role_count())
        .map(|role| trait_bank.predictive(posterior, place, role))
        .collect();
    let mut information = 0.0;
    for category in 0..categories {
        let marginal: f64 = evidence
            .roles()
            .iter()
            .zip(&conditional)
            .map(|(p, x)| p * x[category])
            .sum();
        for (probability, given_role) in evidence.roles().iter().zip(&conditional) {
            let joint = probability * given_role[category];
            if joint > 0.0 {
                information += joint * (given_role[category] / marginal).ln();
            }
        }
    }
    information.max(0.0)
}

/// Returns the candidate that tells most about the role among `items`, or nothing where there is none.
/// Ties go to the trait with fewer answers, then to the earlier item.
pub(super) fn most_informative(
    bank: &ItemBank,
    evidence: &Evidence,
    items: impl Iterator<Item = usize>,
) -> Option<Candidate> {
    let answers_to = |item: usize| evidence.traits()[bank.trait_of(item)].answered();
    items
        .map(|item| Candidate {
            item,
            information: expected_information(bank, evidence, item),
        })
        .reduce(|best, next| {
            let lead = next.information - best.information;
            let better =
                lead > TIE || (lead.abs() <= TIE && answers_to(next.item) < answers_to(best.item));
            if better { next } else { best }
        })
}
