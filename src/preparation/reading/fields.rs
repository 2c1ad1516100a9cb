//! Reads the keys that tables of banks and stories have in common, and gathers every fault and every text with its place.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use crate::catalogue::toolkit::{
    Faults, MAX_TEXT, Owner, Placed, RawText, Table, Words, chosen, quoted, similar, wrong_type,
};
use crate::catalogue::{Catalogue, Code, Diagnostic, IdError, Text};

/// The format that this version reads.
const FORMAT: i128 = 1;

/// A text that people read, and where it stands.
#[derive(Debug, Clone)]
pub(in crate::preparation) struct Said<'a> {
    /// Id of the question.
    pub(in crate::preparation) owner: &'a str,
    /// The key it stands under.
    pub(in crate::preparation) key: &'static str,
    pub(in crate::preparation) text: &'a str,
    pub(in crate::preparation) span: Range<usize>,
}

/// Reads the tables of one file.
///
/// Whatever was reported leaves a gap or a default behind: nothing of a file with an error is used.
pub(in crate::preparation) struct Reader<'a, 's> {
    pub(in crate::preparation) catalogue: &'s Catalogue,
    pub(in crate::preparation) source: &'s str,
    pub(in crate::preparation) faults: &'s mut Faults,
    /// Every text that was read, in the order of the keys.
    pub(in crate::preparation) said: Vec<Said<'a>>,
}

impl<'a, 's> Reader<'a, 's> {
    pub(in crate::preparation) fn new(
        catalogue: &'s Catalogue,
        source: &'s str,
        faults: &'s mut Faults,
    ) -> Self {
        Self {
            catalogue,
            source,
            faults,
            said: Vec::new(),
        }
    }

    fn words(&mut self) -> Words<'_> {
        Words {
            source: self.source,
            faults: self.faults,
        }
    }

    /// Makes an id of the table's, which must be there.
    pub(in crate::preparation) fn id<T>(
        &mut self,
        table: &mut Table<'a>,
        make: impl Fn(&str) -> Result<T, IdError>,
    ) -> Option<T> {
        let raw = table.required_text("id", self.faults);
        self.words().id(table.owner, raw.as_ref(), make)
    }

    /// Makes a text that must be there.
    pub(in crate::preparation) fn text(
        &mut self,
        table: &mut Table<'a>,
        key: &'static str,
    ) -> Option<Text> {
        self.text_as(table, key, key)
    }

    /// Makes a text that must be there, which messages about its wording call by what it is a part of.
    pub(in crate::preparation) fn text_as(
        &mut self,
        table: &mut Table<'a>,
        key: &'static str,
        called: &'static str,
    ) -> Option<Text> {
        let raw = table.required_text(key, self.faults)?;
        self.say(table.owner, called, &raw, MAX_TEXT)
    }

    /// Makes a text that may be left out.
    pub(in crate::preparation) fn optional(
        &mut self,
        table: &mut Table<'a>,
        key: &'static str,
    ) -> Option<Text> {
        let raw = table.text(key, self.faults)?;
        self.say(table.owner, key, &raw, MAX_TEXT)
    }

    /// Makes the paragraphs of a long text, which blank lines part; of all together at most `most` characters.
    pub(in crate::preparation) fn paragraphs(
        &mut self,
        table: &mut Table<'a>,
        key: &'static str,
        most: usize,
    ) -> Vec<Text> {
        let Some(raw) = table.text(key, self.faults) else {
            return Vec::new();
        };
        let whole = self.words().text_within(table.owner, key, &raw, most);
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
            paragraphs.extend(self.say(table.owner, key, &part, most));
        }
        paragraphs
    }

    /// Makes a list of `least` to `most` different texts, which may be left out.
    pub(in crate::preparation) fn texts(
        &mut self,
        table: &mut Table<'a>,
        key: &'static str,
        bounds: (usize, usize),
    ) -> Vec<Text> {
        let Some(list) = table.texts(key, self.faults) else {
            return Vec::new();
        };
        length(
            table.owner,
            key,
            (list.value.len(), &list.span),
            bounds,
            self.faults,
        );
        self.once("entry", Code::DuplicateEntry, list.value.iter().flatten());
        let entries = list.value.iter().flatten();
        entries
            .filter_map(|entry| self.say(table.owner, key, entry, MAX_TEXT))
            .collect()
    }

    /// Makes a text and remembers it.
    fn say(
        &mut self,
        owner: Owner<'a>,
        key: &'static str,
        raw: &RawText<'a>,
        most: usize,
    ) -> Option<Text> {
        self.said.push(Said {
            owner: owner.id.unwrap_or_default(),
            key,
            text: raw.value,
            span: raw.span.clone(),
        });
        self.words().text_within(owner, key, raw, most)
    }

    /// Makes the text of an entry whose key is a word of the file.
    pub(in crate::preparation) fn entry(
        &mut self,
        owner: Owner<'a>,
        key: &'static str,
        (name, value): (&RawText<'a>, &'a toml::Spanned<toml::de::DeValue<'a>>),
    ) -> Option<Text> {
        let Some(text) = value.get_ref().as_str() else {
            self.faults
                .push(wrong_type(owner, name.value, "a string", value));
            return None;
        };
        let raw = Placed {
            value: text,
            span: value.span(),
        };
        self.say(owner, key, &raw, MAX_TEXT)
    }

    /// Finds the role that a word names.
    pub(in crate::preparation) fn role(
        &mut self,
        owner: Owner<'_>,
        raw: &RawText<'_>,
    ) -> Option<usize> {
        let ids = self.catalogue.roles.iter().map(|role| role.id.as_str());
        declared(owner, ("role", Code::UnknownRole), raw, ids, self.faults)
    }

    /// Finds what the different words of a list name.
    pub(in crate::preparation) fn named(
        &mut self,
        table: &mut Table<'a>,
        key: &'static str,
        kind: &str,
        find: impl Fn(&mut Self, &RawText<'a>) -> Option<usize>,
    ) -> Vec<usize> {
        let Some(list) = table.texts(key, self.faults) else {
            return Vec::new();
        };
        self.once(kind, Code::DuplicateEntry, list.value.iter().flatten());
        let entries = list.value.iter().flatten();
        entries.filter_map(|entry| find(self, entry)).collect()
    }

    /// Finds the roles of a list, in the catalogue's order.
    pub(in crate::preparation) fn roles(
        &mut self,
        table: &mut Table<'a>,
        key: &'static str,
    ) -> Vec<usize> {
        let Some(list) = table.texts(key, self.faults) else {
            return Vec::new();
        };
        let most = self.catalogue.roles.len();
        length(
            table.owner,
            key,
            (list.value.len(), &list.span),
            (1, most),
            self.faults,
        );
        self.once("role", Code::DuplicateEntry, list.value.iter().flatten());
        let entries = list.value.iter().flatten();
        let mut roles: Vec<usize> = entries
            .filter_map(|entry| self.role(table.owner, entry))
            .collect();
        roles.sort_unstable();
        roles
    }

    /// Finds the trait that a word names.
    pub(in crate::preparation) fn trait_index(
        &mut self,
        owner: Owner<'_>,
        raw: &RawText<'_>,
    ) -> Option<usize> {
        let ids = self.catalogue.traits.iter().map(|one| one.id.as_str());
        declared(owner, ("trait", Code::UnknownTrait), raw, ids, self.faults)
    }

    /// Reads a list of different words out of some.
    pub(in crate::preparation) fn choices<T: Copy>(
        &mut self,
        table: &mut Table<'a>,
        (key, kind): (&'static str, &str),
        of: &[(&'static str, T)],
        bounds: (usize, usize),
    ) -> Vec<T> {
        let Some(list) = table.texts(key, self.faults) else {
            return Vec::new();
        };
        length(
            table.owner,
            key,
            (list.value.len(), &list.span),
            bounds,
            self.faults,
        );
        self.once(kind, Code::DuplicateEntry, list.value.iter().flatten());
        let entries = list.value.iter().flatten();
        let found = entries.filter_map(|entry| chosen(table.owner, key, entry, of, self.faults));
        found.map(|one| one.value).collect()
    }

    /// Reads minutes within bounds.
    pub(in crate::preparation) fn minutes(
        &mut self,
        table: &mut Table<'a>,
        (least, most): (u32, u32),
    ) -> Option<Placed<u32>> {
        let minutes = table.integer("minutes", self.faults)?;
        let within = (i128::from(least)..=i128::from(most)).contains(&minutes.value);
        if !within {
            let owner = table.owner;
            let what = format!("`minutes` of {owner} must be {least} to {most}");
            let code = Code::MinutesOutOfRange;
            self.faults
                .push(Diagnostic::new(code, minutes.span.clone(), what));
        }
        let value = u32::try_from(minutes.value).ok().filter(|_| within)?;
        Some(Placed {
            value,
            span: minutes.span,
        })
    }

    /// Reports words that stand twice.
    pub(in crate::preparation) fn once<'r>(
        &mut self,
        kind: &str,
        code: Code,
        entries: impl Iterator<Item = &'r RawText<'a>>,
    ) where
        'a: 'r,
    {
        let mut seen: BTreeMap<&str, Range<usize>> = BTreeMap::new();
        for entry in entries {
            if let Some(first) = seen.get(entry.value) {
                let what = format!("there are two of {kind} {}", quoted(entry.value));
                let twice = Diagnostic::new(code, entry.span.clone(), what);
                self.faults.push(
                    twice
                        .label("again here")
                        .context(first.clone(), "first here")
                        .help("remove or rename one of them"),
                );
            } else {
                seen.insert(entry.value, entry.span.clone());
            }
        }
    }
}

/// Reports ids that stand twice among tables of a kind.
pub(in crate::preparation) fn ids_once<'a>(
    reader: &mut Reader<'a, '_>,
    kind: &str,
    tables: &[(&'a DeTable<'a>, Range<usize>)],
) {
    let ids: Vec<RawText<'a>> = tables
        .iter()
        .filter_map(|(entries, _)| {
            let id = entries.get("id")?;
            Some(Placed {
                value: id.get_ref().as_str()?,
                span: id.span(),
            })
        })
        .collect();
    reader.once(kind, Code::DuplicateId, ids.iter());
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

/// Reports a list that is too short or too long.
pub(in crate::preparation) fn length(
    owner: Owner<'_>,
    key: &str,
    (count, span): (usize, &Range<usize>),
    (least, most): (usize, usize),
    faults: &mut Faults,
) {
    if !(least..=most).contains(&count) {
        let what = format!("`{key}` of {owner} has {count} entries, and needs {least} to {most}");
        faults.push(Diagnostic::new(Code::ListLength, span.clone(), what));
    }
}

/// Finds what is declared elsewhere, and reports a name that is not.
pub(in crate::preparation) fn declared<'n>(
    owner: Owner<'_>,
    (kind, code): (&str, Code),
    raw: &RawText<'_>,
    names: impl Iterator<Item = &'n str> + Clone,
    faults: &mut Faults,
) -> Option<usize> {
    let found = names.clone().position(|name| name == raw.value);
    if found.is_none() {
        let what = format!(
            "{owner} names {kind} {}, which there is not",
            quoted(raw.value)
        );
        let unknown = Diagnostic::new(code, raw.span.clone(), what).label("not known");
        let known: Vec<&str> = names.clone().take(12).collect();
        let help = match similar(raw.value, names) {
            Some(near) => format!("write `{near}`"),
            None if known.is_empty() => format!("declare it under `[[{kind}]]`, or remove it"),
            None => format!("the first are {}", known.join(", ")),
        };
        faults.push(unknown.help(help));
    }
    found
}

/// Reports a format that this version does not read, and returns whether it does.
pub(in crate::preparation) fn format_is_known(table: &mut Table<'_>, faults: &mut Faults) -> bool {
    table.require("format", "1");
    match table.integer("format", faults) {
        Some(format) if format.value != FORMAT => {
            let unknown = Diagnostic::new(
                Code::UnknownFormat,
                format.span,
                format!(
                    "this version of rolefit reads a {} of format 1 only",
                    table.owner.kind
                ),
            );
            faults
                .push(unknown.help("write `format = 1`, or use a version that reads this format"));
            false
        }
        _ => true,
    }
}

/// Reports a file that is for another catalogue.
pub(in crate::preparation) fn is_foreign(
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

/// Opens a table within another, which messages call by the same id.
pub(in crate::preparation) fn inner<'a>(
    owner: Owner<'a>,
    kind: &'static str,
    (entries, span): (&'a DeTable<'a>, Range<usize>),
) -> Table<'a> {
    let mut table = Table::new(kind, span, entries);
    table.owner.id = owner.id;
    table
}
