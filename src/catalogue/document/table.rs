//! Reads one TOML table key by key and gathers what is wrong with its shape. It knows no key of the catalogue itself.

use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::catalogue::diagnostic::{Code, Diagnostic};
use crate::catalogue::faults::{Faults, any_of, quoted, similar};

/// A value and where it stands, in bytes of the source.
#[derive(Debug, Clone)]
pub(crate) struct Placed<T> {
    pub(crate) value: T,
    pub(crate) span: Range<usize>,
}

/// A text as it stands in the file, its laws unchecked.
pub(crate) type RawText<'a> = Placed<&'a str>;

/// What a table describes, for messages: "item `free-morning`".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owner<'a> {
    pub(crate) kind: &'static str,
    pub(crate) id: Option<&'a str>,
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

/// A table that is being read.
pub(crate) struct Table<'a> {
    pub(crate) owner: Owner<'a>,
    pub(crate) span: Range<usize>,
    entries: &'a DeTable<'a>,
    known: Vec<&'static str>,
    foreign: Vec<&'static str>,
    missing: Vec<(&'static str, &'static str)>,
}

impl<'a> Table<'a> {
    /// Starts reading a table that describes a thing of this kind; its `id`, if it is a string, names it in messages.
    pub(crate) fn new(kind: &'static str, span: Range<usize>, entries: &'a DeTable<'a>) -> Self {
        let id = entries.get("id").and_then(|value| value.get_ref().as_str());
        Self {
            owner: Owner { kind, id },
            span,
            entries,
            known: Vec::new(),
            foreign: Vec::new(),
            missing: Vec::new(),
        }
    }

    fn get(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.known.push(key);
        self.entries.get(key)
    }

    /// Returns whether a key is there, whatever it holds.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Notes a key that must be there, with an example of its value; if it is not, [`Table::finish`] reports it.
    pub(crate) fn require(&mut self, key: &'static str, example: &'static str) {
        if !self.entries.contains_key(key) {
            self.missing.push((key, example));
        }
    }

    /// Reads a string.
    pub(crate) fn text(&mut self, key: &'static str, faults: &mut Faults) -> Option<RawText<'a>> {
        let value = self.get(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            faults.push(wrong_type(self.owner, key, "a string", value));
        }
        text.map(|text| placed(text, value))
    }

    /// Reads a string that must be there.
    pub(crate) fn required_text(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Option<RawText<'a>> {
        self.require(key, "\"…\"");
        self.text(key, faults)
    }

    /// Reads a string that must be one of some words.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
        faults: &mut Faults,
    ) -> Option<Placed<T>> {
        let text = self.text(key, faults)?;
        chosen(self.owner, key, &text, choices, faults)
    }

    /// Reads a whole number.
    pub(crate) fn integer(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Option<Placed<i128>> {
        let value = self.get(key)?;
        let number = match value.get_ref() {
            // A number beyond 128 bits is out of every range that a key has, so its digits do not matter.
            DeValue::Integer(integer) => {
                Some(i128::from_str_radix(integer.as_str(), integer.radix()).unwrap_or(i128::MAX))
            }
            DeValue::Float(float) => whole(float.as_str()),
            _ => None,
        };
        if number.is_none() {
            faults.push(wrong_type(self.owner, key, "a whole number", value));
        }
        number.map(|number| placed(number, value))
    }

    /// Reads a number.
    pub(crate) fn number(&mut self, key: &'static str, faults: &mut Faults) -> Option<Placed<f64>> {
        let value = self.get(key)?;
        number(self.owner, key, "a number", value, faults)
    }

    /// Reads a list of numbers; a faulty one is reported and leaves a gap.
    pub(crate) fn numbers(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Option<Placed<Vec<Option<Placed<f64>>>>> {
        let owner = self.owner;
        self.list(key, "numbers", faults, |value, faults| {
            number(owner, key, "a list of numbers", value, faults)
        })
    }

    /// Reads a list of strings; a faulty one is reported and leaves a gap.
    pub(crate) fn texts(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Option<Placed<Vec<Option<RawText<'a>>>>> {
        let owner = self.owner;
        self.list(key, "strings", faults, |value, faults| {
            let text = value.get_ref().as_str();
            if text.is_none() {
                faults.push(
                    wrong_type(owner, key, "a list of strings", value).help("write a string here"),
                );
            }
            text.map(|text| placed(text, value))
        })
    }

    fn list<T>(
        &mut self,
        key: &'static str,
        of: &str,
        faults: &mut Faults,
        mut read: impl FnMut(&'a Spanned<DeValue<'a>>, &mut Faults) -> Option<T>,
    ) -> Option<Placed<Vec<Option<T>>>> {
        let value = self.get(key)?;
        let Some(array) = value.get_ref().as_array() else {
            faults.push(wrong_type(
                self.owner,
                key,
                &format!("a list of {of}"),
                value,
            ));
            return None;
        };
        let list = array.iter().map(|element| read(element, faults)).collect();
        Some(placed(list, value))
    }

    /// Reads a table.
    pub(crate) fn table(
        &mut self,
        key: &'static str,
        faults: &mut Faults,
    ) -> Option<(&'a DeTable<'a>, Range<usize>)> {
        let value = self.get(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            faults.push(wrong_type(self.owner, key, "a table", value));
        }
        table.map(|table| (table, value.span()))
    }

    /// Reads a list of tables, written `[[key]]`; `header` is how to write it, and those beyond `limit` are not read.
    pub(crate) fn tables(
        &mut self,
        key: &'static str,
        header: &str,
        limit: usize,
        faults: &mut Faults,
    ) -> Vec<(&'a DeTable<'a>, Range<usize>)> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(array) = value.get_ref().as_array() else {
            let wrong = wrong_type(self.owner, key, "a list of tables", value);
            faults.push(wrong.help(format!("write `{header}` above each of them")));
            let Some(one) = value.get_ref().as_table() else {
                return Vec::new();
            };
            // Single brackets were meant to be double ones: what is in it is looked at, and nothing is said to be absent.
            faults.hold_back_for(value.span());
            return vec![(one, value.span())];
        };
        if let Some(beyond) = array.get(limit) {
            let many = Diagnostic::new(
                Code::TooMany,
                beyond.span(),
                format!("{} `{header}` are too many", array.len()),
            );
            faults.push(many.label(format!("the first beyond the {limit} allowed")));
        }
        let mut tables = Vec::with_capacity(array.len().min(limit));
        for element in array.iter().take(limit) {
            match element.get_ref().as_table() {
                Some(table) => tables.push((table, element.span())),
                None => faults.push(
                    wrong_type(self.owner, key, "a list of tables", element)
                        .help(format!("write `{header}` above each of them")),
                ),
            }
        }
        tables
    }

    /// Lets these keys pass, whatever they hold.
    pub(crate) fn accept(&mut self, keys: &[&'static str]) {
        self.known.extend(keys);
    }

    /// Reports keys that the kind of table has, but not this one.
    pub(crate) fn foreign(&mut self, keys: &[&'static str], of: &str, faults: &mut Faults) {
        let own = |key: &&str| self.known.contains(key);
        for &key in keys {
            if own(&key) {
                continue;
            }
            if let Some((name, _)) = self.entries.get_key_value(key) {
                let foreign = Diagnostic::new(
                    Code::ForeignKey,
                    name.span(),
                    format!("{} is {of}, which has no `{key}`", self.owner),
                );
                faults.push(foreign.help(format!(
                    "remove it; {of} has {}",
                    any_of(keys.iter().copied().filter(own))
                )));
            }
            self.foreign.push(key);
        }
    }

    /// Reports every key that was not asked for, and every one that is missing unless it is there under a wrong name.
    pub(crate) fn finish(mut self, faults: &mut Faults) {
        for (key, _) in self.entries {
            let name = key.get_ref().as_ref();
            if self.known.contains(&name) || self.foreign.contains(&name) {
                continue;
            }
            let unknown = Diagnostic::new(
                Code::UnknownKey,
                key.span(),
                format!(
                    "{} has a key {} that means nothing here",
                    self.owner,
                    quoted(name)
                ),
            );
            let absent = self
                .known
                .iter()
                .copied()
                .filter(|known| !self.entries.contains_key(*known));
            let suggestion = if faults.is_full() {
                None
            } else {
                similar(name, absent)
            };
            faults.push(match suggestion {
                Some(known) => {
                    self.missing.retain(|(missing, _)| *missing != known);
                    unknown.help(format!("write `{known}`"))
                }
                None => unknown.help(format!(
                    "remove it; the keys are {}",
                    any_of(self.known.iter().copied())
                )),
            });
        }
        for (key, example) in self.missing {
            let missing = Diagnostic::new(
                Code::MissingKey,
                self.span.clone(),
                format!("{} has no `{key}`", self.owner),
            );
            faults.push(missing.help(format!("add `{key} = {example}`")));
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
        let unknown = Diagnostic::new(
            Code::UnknownValue,
            text.span.clone(),
            format!("`{key}` of {owner} may not be {}", quoted(text.value)),
        );
        faults.push(match similar(text.value, words()) {
            Some(word) => unknown
                .label(format!("only {}", any_of(words())))
                .help(format!("write `{word}`")),
            None => unknown.help(format!("write {}", any_of(words()))),
        });
    }
    found.map(|&(_, value)| Placed {
        value,
        span: text.span.clone(),
    })
}

fn placed<T>(value: T, at: &Spanned<DeValue<'_>>) -> Placed<T> {
    Placed {
        value,
        span: at.span(),
    }
}

fn number(
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
        let fault = Diagnostic::new(
            Code::NotFinite,
            value.span(),
            format!("`{key}` of {owner} must be a finite number"),
        );
        faults.push(fault.help("write a number with digits alone, such as `1.5`"));
    }
    finite.map(|number| placed(number, value))
}

/// Returns a number with a point or an exponent as the whole one that it is, if it is one: other programs write `2.0`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "it is whole; one beyond 128 bits is out of every range that a key has"
)]
fn whole(written: &str) -> Option<i128> {
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
    Diagnostic::new(
        Code::WrongType,
        value.span(),
        format!("{} of {owner} must be {wanted}", quoted(key)),
    )
    .label(format!("this is {given}"))
    .help(format!("write {wanted} here"))
}
