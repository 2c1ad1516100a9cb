//! The laws of words: texts, ids and references, each fault at its place.

use std::collections::BTreeMap;
use std::ops::Range;

use super::alike::{Look, appearance, looks};
use super::diagnostic::{Code, Diagnostic, Faults, quoted};
use super::table::{Entry, Reader, Table};
use super::text::{IdError, Text, TextError, repaired_id};
use super::value::{Owner, RawText, text_of};

impl<'a> Reader<'a> {
    /// Makes a text of at most `most` characters of what stands under `key`, or nothing where that was reported.
    pub(crate) fn text_within(
        &mut self,
        owner: Owner<'_>,
        key: &str,
        raw: &RawText<'_>,
        most: usize,
    ) -> Option<Text> {
        let error = match Text::within(raw.value, most) {
            Ok(text) => return Some(text),
            Err(error) => error,
        };
        let what = format!("`{key}` of {owner} {error}");
        let (code, at, help) = match error {
            TextError::Empty => {
                let help = "write a text, or remove the key if it is optional";
                (Code::EmptyText, None, help)
            }
            TextError::TooLong { .. } => (Code::LongText, None, "shorten it"),
            TextError::Dangerous { at, .. } => (Code::DangerousCharacter, Some(at), "remove it"),
            TextError::Marks { at } => {
                let help = "remove the marks beyond the fourth";
                (Code::StackedMarks, Some(at), help)
            }
        };
        let wrong = Diagnostic::new(code, raw.span.clone(), what).help(help);
        self.faults.push(match at {
            None => wrong,
            Some(at) => Diagnostic {
                span: place_of(self.source, raw, at),
                ..wrong.label("here")
            },
        });
        None
    }

    /// Reports texts that are shown together and look the same, each but the first, by what they are called and whose.
    pub(crate) fn apart(
        &mut self,
        code: Code,
        texts: impl IntoIterator<Item = (String, Owner<'a>, RawText<'a>)>,
    ) {
        let mut seen: BTreeMap<Look, (String, Owner<'_>, RawText<'_>)> = BTreeMap::new();
        for (what, owner, text) in texts {
            // That nothing is seen of it is a fault of its own.
            if appearance(text.value).is_empty() {
                continue;
            }
            let looks = looks(text.value);
            let Some((first, its_owner, before)) = looks.iter().find_map(|look| seen.get(look))
            else {
                seen.extend(looks.map(|look| (look, (what.clone(), owner, text.clone()))));
                continue;
            };
            let other = Some(its_owner).filter(|its_owner| **its_owner != owner);
            let whose = other.map_or_else(String::new, |other| format!(" of {other}"));
            let is_same = before.value.trim() == text.value.trim();
            let verb = if is_same { "is" } else { "looks" };
            let message = format!("{what} of {owner} {verb} the same as {first}{whose}");
            let twice = Diagnostic::new(code, text.span.clone(), message);
            let twice = twice.again(&before.span);
            self.faults.push(twice.help("write what sets them apart"));
        }
    }

    /// Makes an id, or nothing where it was reported.
    pub(crate) fn id<T>(
        &mut self,
        owner: Owner<'_>,
        raw: &RawText<'_>,
        make: impl Fn(&str) -> Result<T, IdError>,
    ) -> Option<T> {
        let made = make(raw.value).map_err(|error| {
            let what = format!("`id` of {owner} {error}");
            let invalid = Diagnostic::new(Code::InvalidId, raw.span.clone(), what);
            let repaired = repaired_id(raw.value);
            self.faults.push(if make(&repaired).is_ok() {
                invalid.help(format!("write `{repaired}`"))
            } else {
                invalid.help("write a few words joined by hyphens, such as `daily-work`")
            });
        });
        made.ok()
    }
}

/// Returns where a character of a text stands in the source: as itself, or as an escape. Where neither is found, the
/// place is the whole text.
fn place_of(source: &str, raw: &RawText<'_>, at: usize) -> Range<usize> {
    let character = raw.value[at..].chars().next().unwrap_or_default();
    let written = source.get(raw.span.clone()).unwrap_or_default();
    if let Some(start) = written.find(raw.value) {
        let start = raw.span.start + start + at;
        return start..start + character.len_utf8();
    }
    let number = u32::from(character);
    let lower = written.to_ascii_lowercase();
    let short = match character {
        '\u{1b}' => "\\e".to_owned(),
        '\u{8}' => "\\b".to_owned(),
        '\u{c}' => "\\f".to_owned(),
        other => other.to_string(),
    };
    let forms = [
        character.to_string(),
        format!("\\u{number:04x}"),
        format!("\\u{number:08x}"),
        format!("\\x{number:02x}"),
        short,
    ];
    let found = forms
        .iter()
        .filter_map(|form| Some((lower.find(form)?, form.len())));
    found.min().map_or(raw.span.clone(), |(start, length)| {
        let start = raw.span.start + start;
        start..start + length
    })
}

/// The ids of one kind of thing, with their places, and what was named of them. It keeps looking things up linear.
pub(crate) struct Index<'a> {
    kind: &'static str,
    places: BTreeMap<&'a str, (usize, Range<usize>)>,
    used: Vec<bool>,
    /// Whether something was named that cannot be told: it may be any of them.
    any_unknown: bool,
}

impl<'a> Index<'a> {
    /// Gathers the ids of tables and reports those that stand twice.
    pub(crate) fn new(kind: &'static str, tables: &[Entry<'a>], faults: &mut Faults) -> Self {
        let mut places: BTreeMap<&'a str, (usize, Range<usize>)> = BTreeMap::new();
        for (index, (entries, _)) in tables.iter().enumerate() {
            let Some(id) = text_of(entries, "id") else {
                continue;
            };
            if let Some((_, first)) = places.get(id.value) {
                let what = format!("two {kind}s have the id {}", quoted(id.value));
                let twice = Diagnostic::new(Code::DuplicateId, id.span, what);
                faults.push(twice.again(first).help("give one of them another id"));
            } else {
                places.insert(id.value, (index, id.span));
            }
        }
        let used = vec![false; tables.len()];
        Self {
            kind,
            places,
            used,
            any_unknown: false,
        }
    }

    /// Forgets what was named so far.
    pub(crate) fn forget(&mut self) {
        self.used.fill(false);
        self.any_unknown = false;
    }

    /// Finds what `raw` names and reports a name that is not declared; `does` says what for: "measures".
    pub(crate) fn find(
        &mut self,
        table: &mut Table<'_, '_>,
        does: &str,
        code: Code,
        raw: Option<&RawText<'_>>,
    ) -> Option<usize> {
        let Some(raw) = raw else {
            self.any_unknown = true;
            return None;
        };
        if let Some((index, _)) = self.places.get(raw.value) {
            self.used[*index] = true;
            return Some(*index);
        }
        let (kind, owner, faults) = (self.kind, table.owner, &mut *table.reader.faults);
        let id = quoted(raw.value);
        let what = format!("{owner} {does} {kind} {id}, which the catalogue does not declare");
        let unknown = Diagnostic::new(code, raw.span.clone(), what).label("not declared");
        let Some(near) = faults.similar(raw.value, self.places.keys().copied()) else {
            self.any_unknown = true;
            let help = format!("declare it under `[[{kind}]]`, or name another {kind}");
            faults.push(unknown.help(help));
            return None;
        };
        // It was probably meant.
        let (index, declared) = &self.places[near];
        self.used[*index] = true;
        let similar = format!("a {kind} with a similar name is declared here");
        let unknown = unknown.context(declared.clone(), similar);
        faults.push(unknown.help(format!("write `{near}`")));
        None
    }

    /// Returns the tables that nothing names, and where their ids stand; none where something names what cannot be told.
    pub(crate) fn unnamed<'t>(
        &self,
        tables: &'t [Entry<'a>],
    ) -> impl Iterator<Item = (Owner<'a>, Range<usize>)> + use<'t, 'a, '_> {
        let unnamed = tables.iter().zip(&self.used);
        let unnamed = unnamed.filter(|&(_, used)| !used && !self.any_unknown);
        unnamed.map(|((entries, span), _)| {
            let id = text_of(entries, "id");
            let place = id.map_or_else(|| span.clone(), |id| id.span);
            (Owner::new(self.kind, entries), place)
        })
    }
}
