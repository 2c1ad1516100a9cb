//! Looks: finished values become text. A renderer chooses words, order, width and rounding; it computes no probability.

pub mod catalogue;
pub mod diagnostics;
pub mod escape;

mod lines;
