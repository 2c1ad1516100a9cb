//! All traits together: from categories to role probabilities and trait scores.

use std::collections::BTreeMap;

use thiserror::Error;

use super::fit::{FitCurve, FitTally, ItemFit};
use super::{Category, GradedItem, NormalPrior, TraitBank, TraitPosterior};

/// The law that a set of traits, roles and items breaks.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ItemBankError {
    /// No role, or profiles of different lengths.
    #[error("every role needs one prior for each of the {0} traits")]
    Profile(usize),
    /// An item names a trait that there is not.
    #[error("item {0} measures a trait that there is not")]
    Trait(usize),
    /// `!(weight > 0)` for some role, or not one weight a role.
    #[error("role weights must be above 0, one for each role")]
    RoleWeights,
}

/// Every item of a catalogue by trait, with the roles' priors: all that scoring and selection need.
#[derive(Debug, Clone)]
pub struct ItemBank {
    traits: Vec<TraitBank>,
    /// Trait and place within the trait, per item.
    places: Vec<(usize, usize)>,
    /// The first item with the same trait and parameters, per item.
    twins: Vec<usize>,
    /// The items of each trait that are their own twin.
    distinct: Vec<Vec<usize>>,
    fit_curves: Vec<FitCurve>,
    log_weights: Vec<f64>,
}

/// What a set of answers says: one posterior per trait and a probability per role.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    pub(super) traits: Vec<TraitPosterior>,
    roles: Vec<f64>,
    /// The answers to each trait that were taken in last; kept for their memory alone.
    pub(super) own: Vec<Vec<(usize, Category)>>,
}

impl Evidence {
    /// Returns the posterior of each trait, in the bank's order.
    #[must_use]
    pub fn traits(&self) -> &[TraitPosterior] {
        &self.traits
    }

    /// Returns the probability of each role, in the bank's order; they sum to 1.
    #[must_use]
    pub fn roles(&self) -> &[f64] {
        &self.roles
    }

    /// Returns the index of the most probable role; of equals, the first.
    #[must_use]
    pub fn leader(&self) -> usize {
        highest(&self.roles)
    }
}

impl ItemBank {
    /// Makes a bank.
    ///
    /// `profiles[role][trait]` is a role's prior on a trait; `items` gives each item's trait, in the catalogue's order.
    /// Before any answer all roles are equally likely.
    ///
    /// # Errors
    /// [`ItemBankError`] names the law broken.
    pub fn new(
        profiles: &[Vec<NormalPrior>],
        items: Vec<(usize, GradedItem)>,
    ) -> Result<Self, ItemBankError> {
        let trait_count = profiles.first().map_or(0, Vec::len);
        if trait_count == 0 || profiles.iter().any(|profile| profile.len() != trait_count) {
            return Err(ItemBankError::Profile(trait_count));
        }
        let mut by_trait = vec![Vec::new(); trait_count];
        let mut places = Vec::with_capacity(items.len());
        let mut twins = Vec::with_capacity(items.len());
        let mut distinct: Vec<Vec<usize>> = vec![Vec::new(); trait_count];
        let mut first_of_kind = BTreeMap::new();
        let fit_curves = items.iter().map(|(_, item)| FitCurve::new(item)).collect();
        for (index, (trait_index, item)) in items.into_iter().enumerate() {
            let on_trait: &mut Vec<GradedItem> = by_trait
                .get_mut(trait_index)
                .ok_or(ItemBankError::Trait(index))?;
            let twin = *first_of_kind
                .entry((trait_index, item.bits()))
                .or_insert(index);
            if twin == index {
                distinct[trait_index].push(index);
            }
            twins.push(twin);
            places.push((trait_index, on_trait.len()));
            on_trait.push(item);
        }
        let traits = by_trait
            .into_iter()
            .enumerate()
            .map(|(t, items)| {
                let priors: Vec<NormalPrior> = profiles.iter().map(|profile| profile[t]).collect();
                TraitBank::new(items, &priors)
            })
            .collect();
        let log_weight = -(profiles.len() as f64).ln();
        Ok(Self {
            traits,
            places,
            twins,
            distinct,
            fit_curves,
            log_weights: vec![log_weight; profiles.len()],
        })
    }

    /// Returns the bank with other role probabilities before any answer, in proportion to `weights`.
    ///
    /// # Errors
    /// [`ItemBankError::RoleWeights`] unless there is one finite weight above 0 for each role.
    pub fn with_role_weights(mut self, weights: &[f64]) -> Result<Self, ItemBankError> {
        if weights.len() != self.role_count()
            || weights
                .iter()
                .any(|weight| !(*weight > 0.0 && weight.is_finite()))
        {
            return Err(ItemBankError::RoleWeights);
        }
        let sum: f64 = weights.iter().sum();
        if !sum.is_finite() {
            return Err(ItemBankError::RoleWeights);
        }
        self.log_weights = weights
            .iter()
            .map(|weight| weight.ln() - sum.ln())
            .collect();
        Ok(self)
    }

    /// Returns how many roles there are, at least 1.
    #[must_use]
    pub fn role_count(&self) -> usize {
        self.log_weights.len()
    }

    /// Returns the traits, in order.
    #[must_use]
    pub fn traits(&self) -> &[TraitBank] {
        &self.traits
    }

    /// Returns how many items there are.
    #[must_use]
    pub fn item_count(&self) -> usize {
        self.places.len()
    }

    /// Returns the trait that an item measures.
    #[must_use]
    pub fn trait_of(&self, item: usize) -> usize {
        self.places[item].0
    }

    /// Returns trait and place within the trait.
    #[must_use]
    pub fn place(&self, item: usize) -> (usize, usize) {
        self.places[item]
    }

    /// Returns the first item with the same trait and parameters: whatever is computed of an item holds for its twins.
    #[must_use]
    pub fn twin(&self, item: usize) -> usize {
        self.twins[item]
    }

    /// Returns what the answers to an item are worth to person fit.
    pub(super) fn fit_curve(&self, item: usize) -> &FitCurve {
        &self.fit_curves[item]
    }

    /// Returns the items of a trait that differ in parameters, each the first of its kind.
    pub(super) fn distinct_items(&self, trait_index: usize) -> &[usize] {
        &self.distinct[trait_index]
    }

    /// Returns the parameters of an item.
    #[must_use]
    pub fn item(&self, item: usize) -> &GradedItem {
        let (trait_index, place) = self.places[item];
        &self.traits[trait_index].items()[place]
    }

    /// Returns what these answers say. Answers are (item, category), each item at most once; they are taken in the
    /// bank's order, so that the same answers give the same digits whatever order they came in.
    #[must_use]
    pub fn evidence(&self, answers: &[(usize, Category)]) -> Evidence {
        let mut evidence = Evidence::default();
        self.replace(&mut evidence, answers);
        evidence
    }

    /// Does what [`ItemBank::evidence`] does into an existing value, without new memory.
    pub fn replace(&self, evidence: &mut Evidence, answers: &[(usize, Category)]) {
        let traits = self.traits.len();
        evidence.traits.resize_with(traits, TraitPosterior::default);
        evidence.own.resize_with(traits, Vec::new);
        for own in &mut evidence.own {
            own.clear();
        }
        for &(item, category) in answers {
            let (trait_index, place) = self.places[item];
            evidence.own[trait_index].push((place, category));
        }
        for (trait_index, own) in evidence.own.iter_mut().enumerate() {
            own.sort_unstable();
            self.traits[trait_index].fill(&mut evidence.traits[trait_index], own);
        }
        self.weigh(evidence);
    }

    /// Brings `evidence` up to date after answers to one trait have changed.
    pub fn update(
        &self,
        evidence: &mut Evidence,
        trait_index: usize,
        answers: &[(usize, Category)],
    ) {
        self.fill(evidence, trait_index, answers);
        self.weigh(evidence);
    }

    fn fill(&self, evidence: &mut Evidence, trait_index: usize, answers: &[(usize, Category)]) {
        let own = &mut evidence.own[trait_index];
        self.collect(trait_index, answers, own);
        self.traits[trait_index].fill(&mut evidence.traits[trait_index], own);
    }

    /// Returns the role probabilities if `ln P(answers | role)` of each role were higher by `shifts` than in `evidence`.
    #[must_use]
    pub fn roles_shifted(&self, evidence: &Evidence, shifts: &[f64]) -> Vec<f64> {
        let mut logs = Vec::with_capacity(self.role_count());
        self.log_roles(evidence, &mut logs);
        for (log, shift) in logs.iter_mut().zip(shifts) {
            *log += shift;
        }
        softmax(&mut logs);
        logs
    }

    /// Returns the answers to one trait as (place within the trait, category), in order of place.
    #[must_use]
    pub fn on_trait(
        &self,
        trait_index: usize,
        answers: &[(usize, Category)],
    ) -> Vec<(usize, Category)> {
        let mut own = Vec::new();
        self.collect(trait_index, answers, &mut own);
        own
    }

    pub(super) fn collect(
        &self,
        trait_index: usize,
        answers: &[(usize, Category)],
        own: &mut Vec<(usize, Category)>,
    ) {
        own.clear();
        own.extend(
            answers
                .iter()
                .filter(|&&(item, _)| self.places[item].0 == trait_index)
                .map(|&(item, category)| (self.places[item].1, category)),
        );
        own.sort_unstable();
    }

    fn log_roles(&self, evidence: &Evidence, logs: &mut Vec<f64>) {
        logs.clear();
        logs.extend(self.log_weights.iter().enumerate().map(|(role, weight)| {
            let traits = evidence.traits.iter();
            weight
                + traits
                    .map(|posterior| posterior.log_marginal(role))
                    .sum::<f64>()
        }));
    }

    pub(super) fn weigh(&self, evidence: &mut Evidence) {
        let mut logs = std::mem::take(&mut evidence.roles);
        self.log_roles(evidence, &mut logs);
        softmax(&mut logs);
        evidence.roles = logs;
    }
}

/// Returns the place of the highest number; of equals, the first.
pub(crate) fn highest(numbers: &[f64]) -> usize {
    let numbers = numbers.iter().enumerate();
    let highest = numbers.reduce(|best, next| if next.1 > best.1 { next } else { best });
    highest.map_or(0, |(place, _)| place)
}

/// Turns logarithms of weights into probabilities, in place.
pub(crate) fn softmax(logs: &mut [f64]) {
    let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    for log in logs.iter_mut() {
        *log = (*log - highest).exp();
    }
    let sum: f64 = logs.iter().sum();
    for weight in logs.iter_mut() {
        *weight /= sum;
    }
}

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
