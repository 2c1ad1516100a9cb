//! What to simulate. A plan that exists can be carried out on its catalogue.

use thiserror::Error;

use super::Answering;
use crate::catalogue::Catalogue;
use crate::model::{Length, Selection};
use crate::names::names;

/// The most respondents of one simulation.
pub const MAX_RESPONDENTS: u64 = 10_000_000;

/// What a plan may not be.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum PlanError {
    /// `!(1 <= respondents <= 10,000,000)`.
    #[error("respondents must be between 1 and {MAX_RESPONDENTS}, not {0}")]
    Respondents(u64),
    /// No length, no selection or no way of answering.
    #[error("there must be a length, a selection and a way of answering")]
    NothingToRun,
    /// `!(0 <= share <= 1)`, or it is not a number.
    #[error("the share of answers that are spoilt must lie within 0 and 1, but is {0}")]
    Share(f64),
    /// An index at or beyond the number of roles.
    #[error("there is no role with index {0}")]
    Role(usize),
    /// Between a role and itself.
    #[error("people between two roles need two different roles")]
    SameRole,
    /// People of no single role, or answers of more than one kind.
    #[error("answers are written of people drawn from the roles, who answer in one way")]
    NoSheet,
    /// The catalogue calls an item what a column beside the items is called.
    #[error("the item `{0}` has the name of another column")]
    Column(&'static str),
}

/// Whom to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Population {
    /// People of every role, the roles in turn: `theta_k ~ Normal(mean, spread²)` of the role, traits independent.
    Roles,
    /// People between two roles, by index: means halfway, spreads the root mean square of the two.
    Between(usize, usize),
    /// The population that trait scores refer to, `theta_k ~ Normal(0, 1)`: nobody in it has a role, and 90 % intervals
    /// hold 9 of 10 true places.
    Reference,
}

names! {
    /// How items are chosen, by name.
    Policy {
        /// [`Selection::Information`], what people get.
        Information = "information",
        /// [`Selection::Fisher`].
        Fisher = "fisher",
        /// [`Selection::Shuffled`], in another order for each sitting.
        Random = "random",
    }
}

impl Policy {
    pub(super) fn selection(self, shuffle: u64) -> Selection {
        match self {
            Self::Information => Selection::Information,
            Self::Fisher => Selection::Fisher,
            Self::Random => Selection::Shuffled(shuffle),
        }
    }
}

/// What to simulate: every length with every selection and every way of answering, on the same respondents.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    respondents: u64,
    population: Population,
    lengths: Vec<Length>,
    policies: Vec<Policy>,
    answerings: Vec<Answering>,
    seed: u64,
}

impl Plan {
    /// Makes a plan of one run: the given number of honest respondents from the roles of a catalogue, standard length.
    ///
    /// # Errors
    /// [`PlanError::Respondents`] outside 1 to 10,000,000.
    pub fn new(respondents: u64, seed: u64) -> Result<Self, PlanError> {
        if !(1..=MAX_RESPONDENTS).contains(&respondents) {
            return Err(PlanError::Respondents(respondents));
        }
        Ok(Self {
            respondents,
            population: Population::Roles,
            lengths: vec![Length::Standard],
            policies: vec![Policy::Information],
            answerings: vec![Answering::Honest],
            seed,
        })
    }

    /// Draws other people than those of the roles.
    ///
    /// # Errors
    /// [`PlanError::Role`] and [`PlanError::SameRole`].
    pub fn of_people(
        mut self,
        catalogue: &Catalogue,
        population: Population,
    ) -> Result<Self, PlanError> {
        if let Population::Between(a, b) = population {
            has_role(catalogue, a)?;
            has_role(catalogue, b)?;
            if a == b {
                return Err(PlanError::SameRole);
            }
        }
        self.population = population;
        Ok(self)
    }

    /// Runs these lengths, selections and ways of answering side by side, each as often as it is given.
    ///
    /// # Errors
    /// [`PlanError::NothingToRun`], [`PlanError::Share`] and [`PlanError::Role`].
    pub fn of_runs(
        mut self,
        catalogue: &Catalogue,
        lengths: Vec<Length>,
        policies: Vec<Policy>,
        answerings: Vec<Answering>,
    ) -> Result<Self, PlanError> {
        if lengths.is_empty() || policies.is_empty() || answerings.is_empty() {
            return Err(PlanError::NothingToRun);
        }
        for answering in &answerings {
            let share = answering.share();
            if !(0.0..=1.0).contains(&share) {
                return Err(PlanError::Share(share));
            }
            if let Some(role) = answering.imitates() {
                has_role(catalogue, role)?;
            }
        }
        (self.lengths, self.policies, self.answerings) = (lengths, policies, answerings);
        Ok(self)
    }

    /// Returns how many respondents are drawn.
    #[must_use]
    pub fn respondents(&self) -> u64 {
        self.respondents
    }

    /// Returns whom they are drawn from.
    #[must_use]
    pub fn population(&self) -> Population {
        self.population
    }

    /// Returns the seed.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Returns the ways of answering.
    #[must_use]
    pub fn answerings(&self) -> &[Answering] {
        &self.answerings
    }

    /// Returns the runs: index of the way of answering, length, policy; lengths vary fastest.
    pub fn runs(&self) -> impl Iterator<Item = (usize, Length, Policy)> {
        (0..self.answerings.len()).flat_map(move |answering| {
            self.policies.iter().flat_map(move |&policy| {
                let lengths = self.lengths.iter();
                lengths.map(move |&length| (answering, length, policy))
            })
        })
    }
}

fn has_role(catalogue: &Catalogue, role: usize) -> Result<(), PlanError> {
    if role < catalogue.roles.len() {
        Ok(())
    } else {
        Err(PlanError::Role(role))
    }
}
