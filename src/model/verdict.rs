//! The five kinds of verdict, and the bounds between them.

use super::CLEAR;
use crate::names::names;

/// A leading role that fewer than this share of its people are as far from is not the person's role, unless the person
/// is only more so than they.
pub const LEAST_TYPICALITY: f64 = 0.01;
/// From here it leans.
pub const LEANING: f64 = 0.60;
/// Two roles that hold this much together stand for the whole.
const TOGETHER: f64 = 0.85;

names! {
    /// The kinds of verdict.
    VerdictKind {
        /// The person is unlike the people who suit even the leading role, and does not only go further on its sides.
        Unlike = "unlike",
        /// One role, and it is clear.
        Clear = "clear",
        /// One role, with doubt.
        Leaning = "leaning",
        /// Two roles that cannot be told apart.
        Between = "between",
        /// The answers do not point anywhere.
        Open = "open",
    }
}

impl VerdictKind {
    /// Every kind, in the order in which counts of them are listed.
    pub(crate) const LISTED: [Self; 5] = [
        Self::Clear,
        Self::Leaning,
        Self::Between,
        Self::Open,
        Self::Unlike,
    ];

    /// Returns how many roles, from the first on, a verdict of this kind names.
    #[must_use]
    pub fn named(self) -> usize {
        match self {
            Self::Unlike | Self::Clear | Self::Leaning => 1,
            Self::Between => 2,
            Self::Open => 0,
        }
    }

    /// Returns the kind that the two greatest probabilities come to, the greatest first, of somebody who is not unlike.
    pub(crate) fn by_probability(first: f64, second: f64) -> Self {
        if first >= CLEAR {
            Self::Clear
        } else if first >= LEANING {
            Self::Leaning
        } else if first + second >= TOGETHER {
            Self::Between
        } else {
            Self::Open
        }
    }
}
