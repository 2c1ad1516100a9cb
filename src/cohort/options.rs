//! How a cohort is scored.

use std::num::NonZeroUsize;

use super::Form;

/// What a bad row does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadRows {
    /// The first ends the run; the rows before it are written whole.
    Stop,
    /// They are left out of the result, reported and counted.
    SetAside,
}

/// How ids are written in CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdCells {
    /// With an apostrophe before those that a spreadsheet would take for a formula.
    Guarded,
    /// Character for character.
    AsGiven,
}

/// How to score a cohort.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// How the rows are written; nothing where the summary alone is wanted.
    pub to: Option<Form>,
    /// What a bad row does.
    pub bad_rows: BadRows,
    /// How ids are written in CSV.
    pub ids: IdCells,
    /// How many threads score. The result does not depend on it.
    pub threads: NonZeroUsize,
    /// How many lines a thread takes at once. The result does not depend on it.
    pub chunk_lines: NonZeroUsize,
}
