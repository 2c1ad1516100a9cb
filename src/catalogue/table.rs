//! Reads one TOML table key by key, into values that keep the laws of words, and gathers what is wrong.
//!
//! What was reported leaves a gap or a stand-in behind: nothing of a file with an error is used.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::diagnostic::{Code, Diagnostic, Faults, any_of, quoted};
use super::text::{IdError, MAX_TEXT, Text};
use super::value::{
    Owner, Placed, PlacedList, RawText, chosen, number, placed, placed_text, whole, wrong_type,
};

/// A table in a file, and where it stands.
pub(crate) type Entry<'a> = (&'a DeTable<'a>, Range<usize>);

/// A text that people read, and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Said<'a> {
    /// Id of what it is a part of.
    pub(crate) owner: &'a str,
    /// The key it stands under.
    pub(crate) key: &'static str,
    pub(crate) text: &'a str,
    pub(crate) span: Range<usize>,
}

/// Reads the tables of one file.
pub(crate) struct Reader<'a> {
    pub(crate) source: &'a str,
    pub(crate) faults: &'a mut Faults,
    /// Every text that was read, in the order of the keys.
    pub(crate) said: Vec<Said<'a>>,
}

/// A table that is being read.
pub(crate) struct Table<'r, 'a> {
    pub(crate) reader: &'r mut Reader<'a>,
    pub(crate) owner: Owner<'a>,
    pub(crate) span: Range<usize>,
    entries: &'a DeTable<'a>,
    known: Vec<&'static str>,
    foreign: Vec<&'static str>,
    missing: Vec<(&'static str, &'static str)>,
}

impl<'r, 'a> Table<'r, 'a> {
    /// Starts reading a table that describes a thing of this kind; its `id`, if it is a string, names it in messages.
    pub(crate) fn new(
        reader: &'r mut Reader<'a>,
        kind: &'static str,
        (entries, span): Entry<'a>,
    ) -> Self {
        Self {
            reader,
            owner: Owner::new(kind, entries),
            span,
            entries,
            known: Vec::new(),
            foreign: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// Starts reading a table within this one, which messages call by the same id.
    pub(crate) fn inner(&mut self, kind: &'static str, entry: Entry<'a>) -> Table<'_, 'a> {
        let mut table = Table::new(self.reader, kind, entry);
        table.owner.id = self.owner.id;
        table
    }

    /// Reports a fault.
    pub(crate) fn report(&mut self, fault: Diagnostic) {
        self.reader.faults.push(fault);
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

    /// Reads a string, its laws unchecked.
    pub(crate) fn raw(&mut self, key: &'static str) -> Option<RawText<'a>> {
        let value = self.get(key)?;
        let text = placed_text(value);
        if text.is_none() {
            self.report(wrong_type(self.owner, key, "a string", value));
        }
        text
    }

    /// Reads a string that must be there, its laws unchecked.
    pub(crate) fn required(&mut self, key: &'static str) -> Option<RawText<'a>> {
        self.require(key, "\"…\"");
        self.raw(key)
    }

    /// Reads a text that must be there.
    pub(crate) fn text(&mut self, key: &'static str) -> Text {
        self.text_as(key, key)
    }

    /// Reads a text that must be there, which messages about its wording call by what it is a part of.
    pub(crate) fn text_as(&mut self, key: &'static str, called: &'static str) -> Text {
        let text = self.required(key).and_then(|raw| self.say(called, &raw));
        text.unwrap_or_else(Text::reported)
    }

    /// Reads a text that may be left out.
    pub(crate) fn optional(&mut self, key: &'static str) -> Option<Text> {
        let raw = self.raw(key)?;
        self.say(key, &raw)
    }

    /// Makes a text and remembers it.
    pub(crate) fn say(&mut self, key: &'static str, raw: &RawText<'a>) -> Option<Text> {
        self.say_within(key, raw, MAX_TEXT)
    }

    /// Makes a text of at most `most` characters and remembers it.
    pub(crate) fn say_within(
        &mut self,
        key: &'static str,
        raw: &RawText<'a>,
        most: usize,
    ) -> Option<Text> {
        let owner = self.owner;
        self.reader.said.push(Said {
            owner: owner.id.unwrap_or_default(),
            key,
            text: raw.value,
            span: raw.span.clone(),
        });
        self.reader.text_within(owner, key, raw, most)
    }

    /// Reads the id, which must be there.
    pub(crate) fn id<T>(&mut self, make: impl Fn(&str) -> Result<T, IdError>) -> T {
        let id = self.id_if_right(&make);
        id.unwrap_or_else(|| make("reported").expect("it keeps the law of ids"))
    }

    /// Reads the id, or nothing where it is absent or was reported.
    pub(crate) fn id_if_right<T>(
        &mut self,
        make: impl Fn(&str) -> Result<T, IdError>,
    ) -> Option<T> {
        let raw = self.required("id")?;
        self.reader.id(self.owner, &raw, make)
    }

    /// Reads a string that must be one of some words.
    pub(crate) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<Placed<T>> {
        let text = self.raw(key)?;
        chosen(self.owner, key, &text, choices, self.reader.faults)
    }

    /// Reads one of some words that must be there.
    pub(crate) fn required_choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> T {
        let chosen = self.choice(key, choices);
        chosen.map_or(choices[0].1, |chosen| chosen.value)
    }

    /// Reads a whole number.
    pub(crate) fn integer(&mut self, key: &'static str) -> Option<Placed<i128>> {
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
            self.report(wrong_type(self.owner, key, "a whole number", value));
        }
        number.map(|number| placed(number, value))
    }

    /// Reads a number.
    pub(crate) fn number(&mut self, key: &'static str) -> Option<Placed<f64>> {
        let value = self.get(key)?;
        number(self.owner, key, "a number", value, self.reader.faults)
    }

    /// Reads a list of numbers; a faulty one is reported and leaves a gap.
    pub(crate) fn numbers(&mut self, key: &'static str) -> Option<PlacedList<Placed<f64>>> {
        let owner = self.owner;
        self.list(key, "numbers", |value, faults| {
            number(owner, key, "a list of numbers", value, faults)
        })
    }

    /// Reads a list of strings; a faulty one is reported and leaves a gap.
    pub(crate) fn strings(&mut self, key: &'static str) -> Option<PlacedList<RawText<'a>>> {
        let owner = self.owner;
        self.list(key, "strings", |value, faults| {
            let text = placed_text(value);
            if text.is_none() {
                let wrong = wrong_type(owner, key, "a list of strings", value);
                faults.push(wrong.help("write a string here"));
            }
            text
        })
    }

    fn list<T>(
        &mut self,
        key: &'static str,
        of: &str,
        mut read: impl FnMut(&'a Spanned<DeValue<'a>>, &mut Faults) -> Option<T>,
    ) -> Option<PlacedList<T>> {
        let value = self.get(key)?;
        let Some(array) = value.get_ref().as_array() else {
            let wanted = format!("a list of {of}");
            self.report(wrong_type(self.owner, key, &wanted, value));
            return None;
        };
        let faults = &mut *self.reader.faults;
        let list = array.iter().map(|element| read(element, faults)).collect();
        Some(placed(list, value))
    }

    /// Reads a table.
    pub(crate) fn table(&mut self, key: &'static str) -> Option<Entry<'a>> {
        let value = self.get(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.report(wrong_type(self.owner, key, "a table", value));
        }
        table.map(|table| (table, value.span()))
    }

    /// Reads a list of tables, written `[[key]]`; `header` is how to write it, and those beyond `limit` are not read.
    pub(crate) fn tables(
        &mut self,
        key: &'static str,
        header: &str,
        limit: usize,
    ) -> Vec<Entry<'a>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let owner = self.owner;
        let wrong = |value| {
            let wrong = wrong_type(owner, key, "a list of tables", value);
            wrong.help(format!("write `{header}` above each of them"))
        };
        let Some(array) = value.get_ref().as_array() else {
            self.report(wrong(value));
            let Some(one) = value.get_ref().as_table() else {
                return Vec::new();
            };
            // Single brackets were meant to be double ones: what is in it is looked at, and nothing is said to be absent.
            self.reader.faults.withdraw_twice(key);
            self.reader.faults.hold_back_for(value.span());
            return vec![(one, value.span())];
        };
        if let Some(beyond) = array.get(limit) {
            let what = format!("{} `{header}` are too many", array.len());
            let many = Diagnostic::new(Code::TooMany, beyond.span(), what);
            self.report(many.label(format!("the first beyond the {limit} allowed")));
        }
        let mut tables = Vec::with_capacity(array.len().min(limit));
        for element in array.iter().take(limit) {
            match element.get_ref().as_table() {
                Some(table) => tables.push((table, element.span())),
                None => self.report(wrong(element)),
            }
        }
        tables
    }

    /// Reports two keys that say the same, one for one and one for several, where both are there.
    pub(crate) fn one_of(&mut self, [one, several]: [&'static str; 2]) {
        let Some((name, _)) = self.entries.get_key_value(one) else {
            return;
        };
        if self.has(several) {
            let what = format!("{} has both `{one}` and `{several}`", self.owner);
            let twice = Diagnostic::new(Code::DuplicateKey, name.span(), what);
            self.report(twice.help(format!("name all in `{several}`, and remove `{one}`")));
        }
    }

    /// Lets these keys pass, whatever they hold.
    pub(crate) fn accept(&mut self, keys: &[&'static str]) {
        self.known.extend(keys);
    }

    /// Reports keys that the kind of table has, but not this one.
    pub(crate) fn foreign(&mut self, keys: &[&'static str], of: &str) {
        let own = |key: &&str| self.known.contains(key);
        for &key in keys {
            if own(&key) {
                continue;
            }
            if let Some((name, _)) = self.entries.get_key_value(key) {
                let what = format!("{} is {of}, which has no `{key}`", self.owner);
                let foreign = Diagnostic::new(Code::ForeignKey, name.span(), what);
                let its = any_of(keys.iter().copied().filter(own));
                let help = format!("remove it; {of} has {its}");
                self.reader.faults.push(foreign.help(help));
            }
            self.foreign.push(key);
        }
    }

    /// Reports every key that was not asked for, and every one that is missing unless it is there under a wrong name.
    pub(crate) fn finish(&mut self) {
        let faults = &mut *self.reader.faults;
        for (key, _) in self.entries {
            let name = key.get_ref().as_ref();
            if self.known.contains(&name) || self.foreign.contains(&name) {
                continue;
            }
            let (owner, key_name) = (self.owner, quoted(name));
            let what = format!("{owner} has a key {key_name} that means nothing here");
            let unknown = Diagnostic::new(Code::UnknownKey, key.span(), what);
            let known = || self.known.iter().copied();
            let absent = known().filter(|known| !self.entries.contains_key(*known));
            faults.push(match faults.similar(name, absent) {
                Some(known) => {
                    self.missing.retain(|(missing, _)| *missing != known);
                    unknown.help(format!("write `{known}`"))
                }
                None => unknown.help(format!("remove it; the keys are {}", any_of(known()))),
            });
        }
        for (key, example) in self.missing.drain(..) {
            let what = format!("{} has no `{key}`", self.owner);
            let missing = Diagnostic::new(Code::MissingKey, self.span.clone(), what);
            faults.push(missing.help(format!("add `{key} = {example}`")));
        }
    }
}
