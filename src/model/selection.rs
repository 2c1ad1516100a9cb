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

/// How the next item is chosen among those that may be asked. The two beside the first exist to be compared with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Selection {
    /// The item that tells most about the role (mutual information).
    #[default]
    Information,
    /// The item that tells most about theta where the person seems to stand: the greatest Fisher information at the EAP
    /// of its trait. It knows nothing of the roles.
    Fisher,
    /// The first of the items in an order that this number fixes and no answer changes.
    Shuffled(u64),
}

impl Selection {
    /// Returns the candidate chosen among `items`, or nothing where there is none.
    pub(super) fn pick(
        self,
        bank: &ItemBank,
        evidence: &Evidence,
        outlook: &Outlook,
        items: impl Iterator<Item = usize>,
    ) -> Option<Candidate> {
        let item = match self {
            Self::Information => return outlook.best(bank, evidence, items),
            Self::Fisher => greatest_fisher_information(bank, evidence, items),
            Self::Shuffled(seed) => items.min_by_key(|&item| (scramble(seed, item), item)),
        }?;
        Some(Candidate {
            item,
            information: outlook.information(bank, evidence, item),
        })
    }
}

fn greatest_fisher_information(
    bank: &ItemBank,
    evidence: &Evidence,
    items: impl Iterator<Item = usize>,
) -> Option<usize> {
    let mut known = vec![None; bank.item_count()];
    let mut best: Option<(usize, f64)> = None;
    for item in items {
        let theta = evidence.traits()[bank.trait_of(item)].eap();
        let information = *known[bank.twin(item)]
            .get_or_insert_with(|| bank.item(item).fisher_information(theta));
        if best.is_none_or(|(_, highest)| information > highest + TIE) {
            best = Some((item, information));
        }
    }
    best.map(|(item, _)| item)
}

/// Mixes a seed and an item into a number that looks random (the finaliser of `SplitMix64`, Steele, Lea & Flood, 2014).
fn scramble(seed: u64, item: usize) -> u64 {
    let mut z = seed.wrapping_add((item as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
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
pub(super) struct Forecast {
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

    /// Returns what is forecast of a trait's items.
    pub(super) fn of_trait(&self, bank: &ItemBank, trait_index: usize) -> Vec<Forecast> {
        let items = bank.distinct_items(trait_index).iter();
        items
            .flat_map(|&item| self.forecasts[item].iter().copied())
            .collect()
    }

    /// Puts back what [`Outlook::of_trait`] returned.
    pub(super) fn restore(&mut self, bank: &ItemBank, trait_index: usize, forecasts: &[Forecast]) {
        let each = forecasts.chunks_exact(bank.role_count());
        for (&item, forecasts) in bank.distinct_items(trait_index).iter().zip(each) {
            let own = &mut self.forecasts[item];
            own.clear();
            own.extend_from_slice(forecasts);
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

    /// Returns by how much the answer to an item is expected to move a role's probability, up or down, given the answers so
    /// far: `sum_x |P(r, x) - P(r) P(x)|`, between 0 and 1.
    #[must_use]
    pub fn expected_move(
        &self,
        bank: &ItemBank,
        evidence: &Evidence,
        item: usize,
        role: usize,
    ) -> f64 {
        let forecasts = &self.forecasts[bank.twin(item)];
        let roles = evidence.roles();
        let moves = (0..bank.item(item).categories()).map(|category| {
            let given = |role: usize| forecasts[role].probabilities[category];
            let marginal: f64 = (0..roles.len()).map(|r| roles[r] * given(r)).sum();
            roles[role] * (given(role) - marginal).abs()
        });
        moves.sum()
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
