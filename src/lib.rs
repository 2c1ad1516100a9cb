//! rolefit: which role fits how a person likes to work, how sure that is, and why.
//!
//! The modules are the argument, each built on those before it: numbers ([`model`]), words ([`catalogue`]), time
//! ([`session`]), result ([`assessment`], [`history`] for those that were kept, [`contrast`] of roles, [`preparation`]
//! for the interview), many of them ([`cohort`], [`simulation`], [`validation`] and [`calibration`] on people whose role is known), looks
//! ([`render`]). The shell (arguments, terminal, files, exit codes) is a part of the binary alone. Nothing in this library prints, reads a file,
//! looks at a clock or draws a number that a seed does not fix.
#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod assessment;
pub mod calibration;
pub mod catalogue;
pub mod cohort;
pub mod contrast;
pub mod history;
pub mod model;
mod names;
mod parallel;
pub mod preparation;
pub mod render;
pub mod schema;
pub mod session;
pub mod simulation;
pub mod team;
pub mod validation;
