//! One value of an answers file, before it is held against an item.

use serde_json::{Number, Value as Json};

use super::{Fault, Place, quoted};

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
pub(crate) fn whole(number: f64) -> Option<i64> {
    let is_whole = number.trunc() == number && number.abs() <= MOST_EXACT as f64;
    is_whole.then_some(number as i64)
}

/// Returns a number as a whole one, if that is what it is.
pub(super) fn integer(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| whole(number.as_f64()?))
}

/// Returns the seed of a form.
pub(super) fn seed(number: &Number) -> Option<u64> {
    number.as_u64().or_else(|| whole_seed(number.as_f64()?))
}

pub(super) fn read_value(value: &Json) -> Value {
    match value {
        Json::Null => Value::Skipped,
        Json::String(text) => Value::from_text(text),
        Json::Number(number) => {
            integer(number).map_or_else(|| Value::Other(quoted(&number.to_string())), Value::Number)
        }
        Json::Bool(_) => Value::Other("true or false".to_owned()),
        Json::Array(_) => Value::Other("a list".to_owned()),
        Json::Object(_) => Value::Other("an object".to_owned()),
    }
}

/// Returns a number with a point or an exponent as the seed that it is, if it is one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is whole, and lies between the bounds"
)]
pub(super) fn whole_seed(number: f64) -> Option<u64> {
    /// 2^64: the first number that is no seed.
    const END: f64 = 18_446_744_073_709_551_616.0;
    let is_one = number.trunc() == number && (0.0..END).contains(&number);
    is_one.then_some(number as u64)
}

pub(super) fn not_a_seed(place: Option<Place>) -> Fault {
    let what = "`seed` is the whole number, 0 or above, that the form was written with";
    Fault::new(place, what)
}
