//! Takes one value of a TOML table as the type that its key needs, or reports what it is instead.

use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::diagnostic::{Code, Diagnostic, Faults, any_of, quoted, similar};

/// A value and where it stands, in bytes of the source.
#[derive(Debug, Clone)]
pub(crate) struct Placed<T> {
    pub(crate) value: T,
    pub(crate) span: Range<usize>,
}

/// A text as it stands in the file, its laws unchecked.
pub(crate) type RawText<'a> = Placed<&'a str>;

/// A list, with gaps where its entries were reported.
pub(crate) type PlacedList<T> = Placed<Vec<Option<T>>>;

/// What a table describes, for messages: "item `free-morning`".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owner<'a> {
    pub(crate) kind: &'static str,
    pub(crate) id: Option<&'a str>,
}

impl<'a> Owner<'a> {
    pub(crate) fn new(kind: &'static str, entries: &'a DeTable<'a>) -> Self {
        let id = text_of(entries, "id").map(|id| id.value);
        Self { kind, id }
    }
}

impl fmt::Display for Owner<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.kind, self.id) {
            (
                file @ ("catalogue" | "question bank" | "story file" | "file of own questions"),
                _,
            ) => write!(f, "the {file}"),
            (kind, Some(id)) => write!(f, "{kind} {}", quoted(id)),
            (kind, None) => write!(f, "this {kind}"),
        }
    }
}

/// Returns what a word stands for, and reports one that is none of the choices.
pub(crate) fn chosen<T: Copy>(
    owner: Owner<'_>,
    key: &str,
    text: &RawText<'_>,
    choices: &[(&'static str, T)],
    faults: &mut Faults,
) -> Option<Placed<T>> {
    let words = || choices.iter().map(|&(word, _)| word);
    let found = choices.iter().find(|&&(word, _)| word == text.value);
    if found.is_none() {
        let what = format!("`{key}` of {owner} may not be {}", quoted(text.value));
        let unknown = Diagnostic::new(Code::UnknownValue, text.span.clone(), what);
        let all = any_of(words());
        faults.push(match similar(text.value, words()) {
            Some(word) => {
                let unknown = unknown.label(format!("only {all}"));
                unknown.help(format!("write `{word}`"))
            }
            None => unknown.help(format!("write {all}")),
        });
    }
    found.map(|&(_, value)| Placed {
        value,
        span: text.span.clone(),
    })
}

/// Returns the string under a key, if there is one.
pub(crate) fn text_of<'a>(entries: &'a DeTable<'a>, key: &str) -> Option<RawText<'a>> {
    placed_text(entries.get(key)?)
}

/// Returns a value as a string, if it is one.
pub(crate) fn placed_text<'a>(value: &'a Spanned<DeValue<'a>>) -> Option<RawText<'a>> {
    value.get_ref().as_str().map(|text| placed(text, value))
}

/// Returns what a value came to with the place where it stands.
/// Returns a key with its place.
pub(crate) fn placed_key<'a>(key: &'a Spanned<DeString<'_>>) -> RawText<'a> {
    Placed {
        value: key.get_ref().as_ref(),
        span: key.span(),
    }
}

pub(super) fn placed<T>(value: T, at: &Spanned<DeValue<'_>>) -> Placed<T> {
    Placed {
        value,
        span: at.span(),
    }
}

/// Returns a finite number, and reports anything else.
pub(super) fn number(
    owner: Owner<'_>,
    key: &str,
    wanted: &str,
    value: &Spanned<DeValue<'_>>,
    faults: &mut Faults,
) -> Option<Placed<f64>> {
    let number = match value.get_ref() {
        DeValue::Float(float) => float.as_str().parse().ok(),
        DeValue::Integer(integer) if integer.radix() == 10 => integer.as_str().parse().ok(),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .ok()
            .map(|whole| whole as f64),
        _ => {
            faults.push(wrong_type(owner, key, wanted, value).help("write a number here"));
            return None;
        }
    };
    let finite = number.filter(|number: &f64| number.is_finite());
    // Nobody means another zero than 0, and none is printed.
    let finite = finite.map(|number| number + 0.0);
    if finite.is_none() {
        let what = format!("`{key}` of {owner} must be a finite number");
        let fault = Diagnostic::new(Code::NotFinite, value.span(), what);
        faults.push(fault.help("write a number with digits alone, such as `1.5`"));
    }
    finite.map(|number| placed(number, value))
}

/// Returns a number with a point or an exponent as the whole one that it is, if it is one: other programs write `2.0`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "it is whole; one beyond 128 bits is out of every range that a key has"
)]
pub(super) fn whole(written: &str) -> Option<i128> {
    let number: f64 = written.parse().ok()?;
    (number.is_finite() && number.trunc() == number).then_some(number as i128)
}

/// Reports a value of another type than its key needs.
pub(crate) fn wrong_type(
    owner: Owner<'_>,
    key: &str,
    wanted: &str,
    value: &Spanned<DeValue<'_>>,
) -> Diagnostic {
    let given = match value.get_ref() {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    let what = format!("{} of {owner} must be {wanted}", quoted(key));
    let wrong = Diagnostic::new(Code::WrongType, value.span(), what);
    let wrong = wrong.label(format!("this is {given}"));
    wrong.help(format!("write {wanted} here"))
}
