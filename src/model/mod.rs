//! The measurement model: numbers in, numbers out.
//!
//! The words, used here as the field uses them and nowhere with another meaning:
//!
//! | word | meaning |
//! |---|---|
//! | trait | a bipolar latent dimension; `theta` is a place on it in standard deviations of the reference population, 0 = no lean |
//! | item | one question that measures one trait: a discrimination and rising thresholds |
//! | category | an answer turned so that more means nearer the high pole, `0..C-1` |
//! | prior | a normal distribution of `theta`: the reference population, or the people who suit a role |
//! | posterior | what the answers leave of a prior |
//! | EAP | the posterior mean of `theta` (expected a posteriori) |
//! | information | the mutual information between the role and an item's answer, in nats |
//!
//! Answers to different traits are independent given the role, and every integral is one-dimensional
//! ([`TraitBank`]); [`ItemBank`] joins the traits and [`Evidence`] is what a set of answers says of all of them.

mod bank;
mod fit;
mod graded;
mod memory;
mod posterior;
mod prior;
mod quadrature;
mod selection;
mod stopping;
mod table;
mod verdict;
mod what_if;

pub use bank::{Evidence, ItemBank, ItemBankError, Scorer};
pub(crate) use bank::{highest, softmax};
pub use fit::{longest_run, surest_run, typicality, typicality_up_to};
pub use graded::{
    Category, GradedItem, GradedItemError, MAX_CATEGORIES, MAX_DISCRIMINATION, MAX_THRESHOLD,
    MIN_DISCRIMINATION, MIN_THRESHOLD_GAP,
};
pub use memory::Memory;
pub use posterior::{TraitBank, TraitPosterior};
pub use prior::{MAX_MEAN, MAX_SPREAD, MIN_SPREAD, NormalPrior, NormalPriorError, Separation};
pub use selection::{Candidate, Outlook, Selection};
pub use stopping::{
    Bounds, CLEAR, Decision, Length, PerTrait, Progress, StopReason, StoppingRule,
    least_information,
};
pub use verdict::{LEANING, LEAST_TYPICALITY, VerdictKind};
pub use what_if::WhatIfs;
