//! Scores one set of answers after the other in the same memory. It remembers nothing from one set to the next: the
//! digits are those of a scorer that has just been made.

use super::fit::{FitTally, ItemFit};
use super::{Category, Evidence, ItemBank};

/// Scores sets of answers to one bank, one after the other.
#[derive(Debug)]
pub struct Scorer<'b> {
    bank: &'b ItemBank,
    evidence: Evidence,
    /// What each kind of item is worth to person fit, at the index of the first of its kind.
    fits: Vec<Option<ItemFit>>,
    /// The answers in the bank's order; kept for their memory alone.
    in_order: Vec<(usize, Category)>,
}

impl<'b> Scorer<'b> {
    /// Makes a scorer that has not scored anything.
    #[must_use]
    pub fn new(bank: &'b ItemBank) -> Self {
        Self {
            bank,
            evidence: Evidence::default(),
            fits: vec![None; bank.item_count()],
            in_order: Vec::new(),
        }
    }

    /// Returns what these answers say. Answers are (item, category), each item at most once; they are taken in the
    /// bank's order, so that the same answers give the same digits whatever order they came in.
    pub fn score(&mut self, answers: &[(usize, Category)]) -> &Evidence {
        self.bank.replace(&mut self.evidence, answers);
        &self.evidence
    }

    /// Returns the evidence of the answers scored last.
    #[must_use]
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// Returns the evidence of the answers scored last, for good.
    #[must_use]
    pub fn into_evidence(self) -> Evidence {
        self.evidence
    }

    /// Returns the standardised log-likelihood `l_z` of the answers scored last, at the EAP of each trait, or nothing
    /// where the answers leave no variance to hold it against. Like all the rest it is summed in the bank's order.
    pub fn person_fit(&mut self, answers: &[(usize, Category)]) -> Option<f64> {
        let mut tally = FitTally::default();
        self.fits.fill(None);
        self.in_order.clear();
        self.in_order.extend_from_slice(answers);
        self.in_order.sort_unstable();
        for &(item, category) in &self.in_order {
            let fit = self.fits[self.bank.twin(item)].get_or_insert_with(|| {
                let theta = self.evidence.traits()[self.bank.trait_of(item)].eap();
                self.bank.fit_curve(item).at(theta)
            });
            tally.add(fit, category);
        }
        tally.lz()
    }
}
