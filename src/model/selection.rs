//! What an unasked item would tell about the role.

use super::{Evidence, ItemBank, MAX_CATEGORIES};

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

/// How each role's people would answer each item, given the answers so far. It follows [`Evidence`]: after answers to
/// a trait have changed, [`Outlook::update`] brings that trait up to date and leaves the others as they are.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// One per distinct item (see [`ItemBank::twin`]), at that item's index; empty for the others.
    forecasts: Vec<Vec<Forecast>>,
}

/// How the people of one role would answer one item.
#[derive(Debug, Clone, Copy)]
struct Forecast {
    probabilities: [f64; MAX_CATEGORIES],
    /// Entropy of the answer, in nats.
    entropy: f64,
}

impl Outlook {
    /// Returns the outlook of these answers.
    #[must_use]
    pub fn new(bank: &ItemBank, evidence: &Evidence) -> Self {
        let mut outlook = Self {
            forecasts: vec![Vec::new(); bank.item_count()],
        };
        for trait_index in 0..bank.traits().len() {
            outlook.update(bank, evidence, trait_index);
        }
        outlook
    }

    /// Brings the outlook up to date after answers to one trait have changed.
    pub fn update(&mut self, bank: &ItemBank, evidence: &Evidence, trait_index: usize) {
        for &item in bank.distinct_items(trait_index) {
            let (_, place) = bank.place(item);
            let forecasts = &mut self.forecasts[item];
            forecasts.clear();
            forecasts.extend((0..bank.role_count()).map(|role| {
                let posterior = &evidence.traits()[trait_index];
                let probabilities = bank.traits()[trait_index].predictive(posterior, place, role);
                Forecast {
                    probabilities,
                    entropy: probabilities.iter().copied().map(surprise).sum(),
                }
            }));
        }
    }

    /// Returns the mutual information between the role and the answer to an item, in nats, at least 0:
    /// the entropy of the answer less its mean entropy within roles, `H(X) - sum_r P(r) H(X | r)`, everything given the
    /// answers so far (Lindley, 1956; Weissman, 2007).
    #[must_use]
    pub fn information(&self, bank: &ItemBank, evidence: &Evidence, item: usize) -> f64 {
        let forecasts = &self.forecasts[bank.twin(item)];
        let mut marginal = [0.0; MAX_CATEGORIES];
        let mut within = 0.0;
        for (probability, forecast) in evidence.roles().iter().zip(forecasts) {
            within += probability * forecast.entropy;
            for (sum, given_role) in marginal.iter_mut().zip(forecast.probabilities) {
                *sum += probability * given_role;
            }
        }
        let categories = bank.item(item).categories();
        let whole: f64 = marginal[..categories].iter().copied().map(surprise).sum();
        (whole - within).max(0.0)
    }

    /// Returns the candidate that tells most about the role among `items`, or nothing where there is none.
    /// Ties go to the trait with fewer answers, then to the earlier item.
    pub(super) fn best(
        &self,
        bank: &ItemBank,
        evidence: &Evidence,
        items: impl Iterator<Item = usize>,
    ) -> Option<Candidate> {
        let mut known = vec![None; bank.item_count()];
        let answers_to = |item: usize| evidence.traits()[bank.trait_of(item)].answered();
        let candidates = items.map(|item| {
            let information = *known[bank.twin(item)]
                .get_or_insert_with(|| self.information(bank, evidence, item));
            Candidate { item, information }
        });
        candidates.reduce(|best, next| {
            let lead = next.information - best.information;
            let better =
                lead > TIE || (lead.abs() <= TIE && answers_to(next.item) < answers_to(best.item));
            if better { next } else { best }
        })
    }
}

/// `-p ln p`, which is 0 at 0.
fn surprise(probability: f64) -> f64 {
    if probability > 0.0 {
        -probability * probability.ln()
    } else {
        0.0
    }
}
