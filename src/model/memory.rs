//! What answers to a trait led to before, given back to the last digit.

use std::collections::BTreeMap;

use super::selection::Forecast;
use super::{Category, Evidence, ItemBank, Outlook, TraitPosterior};

/// The most numbers that are kept: 32 MB.
const MAX_NUMBERS: usize = 4_000_000;
/// Numbers of a forecast, with what goes with it.
const FORECAST: usize = 10;

/// What sets of answers to single traits led to. Thousands of simulated respondents give the same few answers to a
/// trait again and again; people do not, so a session with one person does without. Once full it keeps what it has.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// One map a trait.
    traits: Vec<BTreeMap<Answers, State>>,
    numbers: usize,
}

/// Answers to one trait as (place within the trait, category), in order of place.
type Answers = Box<[(usize, Category)]>;

/// Everything that follows from the answers to one trait.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) posterior: TraitPosterior,
    pub(super) forecasts: Vec<Forecast>,
}

impl Memory {
    pub(super) fn recall(
        &self,
        trait_index: usize,
        answers: &[(usize, Category)],
    ) -> Option<&State> {
        self.traits.get(trait_index)?.get(answers)
    }

    /// Keeps a state unless the memory is full.
    pub(super) fn keep(
        &mut self,
        trait_index: usize,
        answers: &[(usize, Category)],
        state: impl FnOnce() -> State,
    ) {
        if self.numbers >= MAX_NUMBERS {
            return;
        }
        let state = state();
        self.numbers += state.posterior.size() + state.forecasts.len() * FORECAST;
        if self.traits.len() <= trait_index {
            self.traits.resize_with(trait_index + 1, BTreeMap::new);
        }
        self.traits[trait_index].insert(answers.into(), state);
    }
}

impl ItemBank {
    /// Does what [`ItemBank::update`] and [`Outlook::update`] do, to the last digit, from memory where these answers to
    /// the trait were met before.
    pub fn update_from_memory(
        &self,
        memory: &mut Memory,
        evidence: &mut Evidence,
        outlook: &mut Outlook,
        trait_index: usize,
        answers: &[(usize, Category)],
    ) {
        let own = &mut evidence.own[trait_index];
        self.collect(trait_index, answers, own);
        let posterior = &mut evidence.traits[trait_index];
        if let Some(state) = memory.recall(trait_index, own) {
            posterior.clone_from(&state.posterior);
            outlook.restore(self, trait_index, &state.forecasts);
        } else {
            self.traits()[trait_index].fill(posterior, own);
            outlook.update(self, evidence, trait_index);
            memory.keep(trait_index, &evidence.own[trait_index], || State {
                posterior: evidence.traits[trait_index].clone(),
                forecasts: outlook.of_trait(self, trait_index),
            });
        }
        self.weigh(evidence);
    }
}
