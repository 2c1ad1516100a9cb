//! One value of an answers file, before it is held against an item.

use super::quoted;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Left empty: the item was skipped.
    Skipped,
    /// A whole number.
    Number(i64),
    /// Something else; how it was written.
    Other(String),
}

impl Value {
    /// Returns it as a number from 1 to `count`, nothing if it was left empty, or else how it was written.
    pub(super) fn number(&self, count: usize) -> Option<Result<usize, String>> {
        match self {
            Self::Skipped => None,
            Self::Number(number) => Some(
                usize::try_from(*number)
                    .ok()
                    .filter(|number| (1..=count).contains(number))
                    .ok_or_else(|| number.to_string()),
            ),
            Self::Other(found) => Some(Err(found.clone())),
        }
    }

    /// Reads a text as people fill it in: empty, or a whole number.
    pub(super) fn from_text(text: &str) -> Self {
        match text.trim() {
            "" => Self::Skipped,
            filled => whole_number(filled).map_or_else(
                || Self::Other(format!("\"{}\"", quoted(filled))),
                Self::Number,
            ),
        }
    }

    /// Reads a number that has a point or an exponent: whole, or else as it was written.
    pub(super) fn from_float(number: f64, written: &str) -> Self {
        whole(number).map_or_else(|| Self::Other(quoted(written)), Self::Number)
    }
}

/// Reads a whole number as it is typed, or as other programs write it: `3`, `+3`, `03`, `3.0`.
pub(crate) fn whole_number(text: &str) -> Option<i64> {
    let (digits, zeros) = text.split_once('.').unwrap_or((text, "0"));
    let is_whole = !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0');
    is_whole.then(|| digits.parse().ok()).flatten()
}

/// The greatest number that every program reads as it is written: 2^53 - 1.
pub(super) const MOST_EXACT: u64 = (1 << 53) - 1;

/// Returns a number with a point or an exponent as a whole one, if that is what it is.
#[expect(
    clippy::cast_possible_truncation,
    reason = "what is truncated is not the same number, or beyond the bound"
)]
pub(super) fn whole(number: f64) -> Option<i64> {
    let is_whole = number.trunc() == number && number.abs() <= MOST_EXACT as f64;
    is_whole.then_some(number as i64)
}
