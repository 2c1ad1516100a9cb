//! Looks: finished values become text. A renderer chooses words, order, width and rounding; it computes no probability.

pub mod calibration;
pub mod catalogue;
pub mod change;
pub mod cohort;
pub mod contrast;
pub mod countdown;
pub mod diagnostics;
pub mod document;
pub mod escape;
pub mod form;
pub mod history;
pub mod judging;
pub mod look;
pub mod plan;
pub mod practice;
mod references;
pub mod result;
pub mod shell;
pub mod simulation;
pub mod stories;
pub mod team;
pub mod validation;

mod figures;
mod gap;
mod html;
mod leaning;
mod lines;
mod markup;
mod page;
mod person;
mod prose;
mod standing;

pub use figures::{counted, lowered};

#[cfg(test)]
mod fixture;
