//! Reads the keys that tables of banks and stories have in common.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use crate::catalogue::toolkit::{
    Entry, Faults, Owner, Placed, RawText, Reader, Table, chosen, placed_text, quoted, similar,
    text_of, wrong_type,
};
use crate::catalogue::{Catalogue, Code, Diagnostic, Text};

impl<'a> Table<'_, 'a> {
    /// Reads the paragraphs of a long text, which blank lines part; of all together at most `most` characters.
    pub(crate) fn paragraphs(&mut self, key: &'static str, most: usize) -> Vec<Text> {
        let Some(raw) = self.raw(key) else {
            return Vec::new();
        };
        let whole = self.reader.text_within(self.owner, key, &raw, most);
        if whole.is_none() {
            return Vec::new();
        }
        let mut rest = raw.value;
        let mut paragraphs = Vec::new();
        while !rest.is_empty() {
            let (paragraph, after) = cut(rest);
            rest = after;
            if paragraph.trim().is_empty() {
                continue;
            }
            let part = Placed {
                value: paragraph,
                span: raw.span.clone(),
            };
            paragraphs.extend(self.say_within(key, &part, most));
        }
        paragraphs
    }

    /// Reads a list of `least` to `most` different words, of which messages call each a `kind`.
    fn words(
        &mut self,
        (key, kind): (&'static str, &str),
        bounds: (usize, usize),
    ) -> Vec<RawText<'a>> {
        let Some(list) = self.strings(key) else {
            return Vec::new();
        };
        self.length(key, (list.value.len(), list.span), bounds);
        let words: Vec<_> = list.value.into_iter().flatten().collect();
        self.reader.once(kind, Code::DuplicateEntry, &words);
        words
    }

    /// Reads a list of `least` to `most` different texts, which may be left out.
    pub(crate) fn texts(&mut self, key: &'static str, bounds: (usize, usize)) -> Vec<Text> {
        let words = self.words((key, "entry"), bounds).into_iter();
        words.filter_map(|word| self.say(key, &word)).collect()
    }

    /// Makes the text of an entry whose key is a word of the file.
    pub(crate) fn entry(
        &mut self,
        key: &'static str,
        name: &str,
        value: &'a Spanned<DeValue<'a>>,
    ) -> Option<Text> {
        let raw = placed_text(value);
        if raw.is_none() {
            self.report(wrong_type(self.owner, name, "a string", value));
        }
        self.say(key, &raw?)
    }

    /// Finds the role that a word names.
    pub(crate) fn role(&mut self, catalogue: &Catalogue, raw: &RawText<'_>) -> Option<usize> {
        self.declared(("role", Code::UnknownRole), raw, catalogue.role_ids())
    }

    /// Finds the trait that a word names.
    pub(crate) fn trait_index(
        &mut self,
        catalogue: &Catalogue,
        raw: &RawText<'_>,
    ) -> Option<usize> {
        self.declared(("trait", Code::UnknownTrait), raw, catalogue.trait_ids())
    }

    /// Finds what the different words of a list name.
    pub(crate) fn named(
        &mut self,
        key: &'static str,
        kind: &str,
        find: impl Fn(&mut Self, &RawText<'a>) -> Option<usize>,
    ) -> Vec<usize> {
        let words = self.words((key, kind), (0, usize::MAX)).into_iter();
        words.filter_map(|word| find(self, &word)).collect()
    }

    /// Finds the roles of a list, in the catalogue's order.
    pub(crate) fn roles(&mut self, catalogue: &Catalogue, key: &'static str) -> Vec<usize> {
        let words = self.words((key, "role"), (1, catalogue.roles.len()));
        let roles = words.iter().filter_map(|word| self.role(catalogue, word));
        let mut roles: Vec<usize> = roles.collect();
        roles.sort_unstable();
        roles
    }

    /// Reads a list of different words out of some.
    pub(crate) fn choices<T: Copy>(
        &mut self,
        (key, kind): (&'static str, &str),
        of: &[(&'static str, T)],
        bounds: (usize, usize),
    ) -> Vec<T> {
        let words = self.words((key, kind), bounds).into_iter();
        let (owner, faults) = (self.owner, &mut *self.reader.faults);
        let found = words.filter_map(|word| chosen(owner, key, &word, of, faults));
        found.map(|one| one.value).collect()
    }

    /// Reads minutes within bounds.
    pub(crate) fn minutes(&mut self, (least, most): (u32, u32)) -> Option<Placed<u32>> {
        let minutes = self.integer("minutes")?;
        let within = (i128::from(least)..=i128::from(most)).contains(&minutes.value);
        if !within {
            let what = format!("`minutes` of {} must be {least} to {most}", self.owner);
            let code = Code::MinutesOutOfRange;
            self.report(Diagnostic::new(code, minutes.span.clone(), what));
        }
        let value = u32::try_from(minutes.value).ok().filter(|_| within)?;
        Some(Placed {
            value,
            span: minutes.span,
        })
    }

    /// Reports a list that is too short or too long.
    pub(crate) fn length(
        &mut self,
        key: &str,
        (count, span): (usize, Range<usize>),
        (least, most): (usize, usize),
    ) {
        if !(least..=most).contains(&count) {
            let owner = self.owner;
            let what =
                format!("`{key}` of {owner} has {count} entries, and needs {least} to {most}");
            self.report(Diagnostic::new(Code::ListLength, span, what));
        }
    }

    /// Finds what is declared elsewhere, and reports a name that is not.
    pub(crate) fn declared<'n>(
        &mut self,
        (kind, code): (&str, Code),
        raw: &RawText<'_>,
        names: impl Iterator<Item = &'n str> + Clone,
    ) -> Option<usize> {
        let owner = self.owner;
        let found = names.clone().position(|name| name == raw.value);
        if found.is_none() {
            let name = quoted(raw.value);
            let what = format!("{owner} names {kind} {name}, which there is not");
            let unknown = Diagnostic::new(code, raw.span.clone(), what).label("not known");
            let known: Vec<&str> = names.clone().take(12).collect();
            let help = match similar(raw.value, names) {
                Some(near) => format!("write `{near}`"),
                None if known.is_empty() => format!("declare it under `[[{kind}]]`, or remove it"),
                None => format!("the first are {}", known.join(", ")),
            };
            self.report(unknown.help(help));
        }
        found
    }
}

impl<'a> Reader<'a> {
    /// Reports words that stand twice.
    fn once(&mut self, kind: &str, code: Code, words: &[RawText<'a>]) {
        let mut seen: BTreeMap<&str, &Range<usize>> = BTreeMap::new();
        for Placed { value, span } in words {
            if let Some(&first) = seen.get(value) {
                let what = format!("there are two of {kind} {}", quoted(value));
                let twice = Diagnostic::new(code, span.clone(), what).again(first);
                self.faults.push(twice.help("remove or rename one of them"));
            } else {
                seen.insert(value, span);
            }
        }
    }

    /// Reports ids that stand twice among tables of a kind.
    pub(crate) fn ids_once(&mut self, kind: &str, tables: &[Entry<'a>]) {
        let ids = tables.iter();
        let ids = ids.filter_map(|(entries, _)| text_of(entries, "id"));
        self.once(kind, Code::DuplicateId, &ids.collect::<Vec<_>>());
    }
}

/// Parts the first paragraph of a text from the rest; a line without anything on it ends one.
fn cut(text: &str) -> (&str, &str) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() && at > 0 {
            return (&text[..at], &text[at + line.len()..]);
        }
        at += line.len();
    }
    (text, "")
}

/// Reports a file that is for another catalogue.
pub(crate) fn is_foreign(
    owner: Owner<'_>,
    named: Option<&RawText<'_>>,
    catalogue: &Catalogue,
    faults: &mut Faults,
) -> bool {
    let Some(named) = named.filter(|named| named.value != catalogue.id) else {
        return false;
    };
    let foreign = Diagnostic::new(
        Code::ForeignCatalogue,
        named.span.clone(),
        format!(
            "{owner} is for catalogue {}, and the catalogue in use is `{}`",
            quoted(named.value),
            catalogue.id
        ),
    );
    faults.push(foreign.help("name its catalogue with `--catalogue ID|FILE`, or change this line"));
    true
}
