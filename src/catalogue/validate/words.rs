//! The laws of words: texts, ids and references, each fault at its place. It knows no table of the catalogue.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::catalogue::alike::appearance;
use crate::catalogue::diagnostic::{Code, Diagnostic};
use crate::catalogue::document::{Owner, RawText};
use crate::catalogue::faults::{Faults, quoted, similar};
use crate::catalogue::text::{IdError, MAX_TEXT, Text, TextError, repaired_id};

/// Checks words of one source and gathers what is wrong with them.
pub(crate) struct Words<'s> {
    pub(crate) source: &'s str,
    pub(crate) faults: &'s mut Faults,
}

impl Words<'_> {
    /// Makes a text of what stands under `key`, or nothing where that is absent or reported.
    pub(crate) fn text(
        &mut self,
        owner: Owner<'_>,
        key: &str,
        raw: Option<&RawText<'_>>,
    ) -> Option<Text> {
        self.text_within(owner, key, raw?, MAX_TEXT)
    }

    /// Makes a text of at most `most` characters as [`Self::text`] does.
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
        self.faults.push(match error {
            TextError::Empty => Diagnostic::new(Code::EmptyText, raw.span.clone(), what)
                .help("write a text, or remove the key if it is optional"),
            TextError::TooLong { .. } => {
                Diagnostic::new(Code::LongText, raw.span.clone(), what).help("shorten it")
            }
            TextError::Dangerous { character, at } => {
                let place = place_of(self.source, raw, character, at);
                Diagnostic::new(Code::DangerousCharacter, place, what)
                    .label("here")
                    .help("remove it")
            }
            TextError::Marks { at } => {
                let character = raw.value[at..].chars().next().unwrap_or_default();
                let place = place_of(self.source, raw, character, at);
                Diagnostic::new(Code::StackedMarks, place, what)
                    .label("here")
                    .help("remove the marks beyond the fourth")
            }
        });
        None
    }

    /// Makes a text of a key that may be absent. The outer nothing says that it was reported.
    #[expect(
        clippy::option_option,
        reason = "absent and faulty lead to different ends"
    )]
    pub(crate) fn optional(
        &mut self,
        owner: Owner<'_>,
        key: &str,
        raw: Option<&RawText<'_>>,
    ) -> Option<Option<Text>> {
        match raw {
            None => Some(None),
            Some(_) => self.text(owner, key, raw).map(Some),
        }
    }

    /// Reports texts that are shown together and look the same, each but the first, by what they are called and whose.
    pub(crate) fn apart<'r, 'a: 'r>(
        &mut self,
        code: Code,
        texts: impl Iterator<Item = (String, Owner<'r>, &'r RawText<'a>)>,
    ) {
        let mut seen: BTreeMap<String, (String, Owner<'r>, &RawText<'_>)> = BTreeMap::new();
        for (what, owner, text) in texts {
            let look = appearance(text.value);
            // That nothing is seen of it is a fault of its own.
            if look.is_empty() {
                continue;
            }
            let Some((first, its_owner, before)) = seen.get(&look) else {
                seen.insert(look, (what, owner, text));
                continue;
            };
            let whose = if *its_owner == owner {
                String::new()
            } else {
                format!(" of {its_owner}")
            };
            let is_same = before.value.trim() == text.value.trim();
            let verb = if is_same { "is" } else { "looks" };
            let message = format!("{what} of {owner} {verb} the same as {first}{whose}");
            let twice = Diagnostic::new(code, text.span.clone(), message);
            self.faults.push(
                twice
                    .label("again here")
                    .context(before.span.clone(), "first here")
                    .help("write what sets them apart"),
            );
        }
    }

    /// Makes an id.
    pub(crate) fn id<T>(
        &mut self,
        owner: Owner<'_>,
        raw: Option<&RawText<'_>>,
        make: impl Fn(&str) -> Result<T, IdError>,
    ) -> Option<T> {
        let raw = raw?;
        match make(raw.value) {
            Ok(id) => Some(id),
            Err(error) => {
                let what = format!("`id` of {owner} {error}");
                let invalid = Diagnostic::new(Code::InvalidId, raw.span.clone(), what);
                let repaired = repaired_id(raw.value);
                self.faults.push(if make(&repaired).is_ok() {
                    invalid.help(format!("write `{repaired}`"))
                } else {
                    invalid.help("write a few words joined by hyphens, such as `daily-work`")
                });
                None
            }
        }
    }
}

/// Returns where a character of a text stands in the source: as itself, or as an escape. Where neither is found, the
/// place is the whole text.
fn place_of(source: &str, raw: &RawText<'_>, character: char, at: usize) -> Range<usize> {
    let written = source.get(raw.span.clone()).unwrap_or_default();
    if let Some(start) = written.find(raw.value) {
        let start = raw.span.start + start + at;
        return start..start + character.len_utf8();
    }
    let number = u32::from(character);
    let lower = written.to_ascii_lowercase();
    let mut forms = vec![
        character.to_string(),
        format!("\\u{number:04x}"),
        format!("\\u{number:08x}"),
        format!("\\x{number:02x}"),
    ];
    match character {
        '\u{1b}' => forms.push("\\e".to_owned()),
        '\u{8}' => forms.push("\\b".to_owned()),
        '\u{c}' => forms.push("\\f".to_owned()),
        _ => {}
    }
    forms
        .iter()
        .filter_map(|form| lower.find(form).map(|start| (start, form.len())))
        .min()
        .map_or(raw.span.clone(), |(start, length)| {
            let start = raw.span.start + start;
            start..start + length
        })
}

/// The ids of one kind of thing, with their places. It keeps looking things up linear.
pub(crate) struct Index<'a> {
    kind: &'static str,
    places: BTreeMap<&'a str, (usize, Range<usize>)>,
}

/// What a reference names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reference {
    /// This thing.
    To(usize),
    /// Nothing; this thing was probably meant.
    Near(usize),
    /// Nothing, or it was reported before.
    Nowhere,
}

impl Reference {
    /// Returns the index of what is named, or nothing unless it is declared.
    pub(crate) fn found(self) -> Option<usize> {
        match self {
            Self::To(index) => Some(index),
            Self::Near(_) | Self::Nowhere => None,
        }
    }
}

impl<'a> Index<'a> {
    /// Gathers ids and reports those that stand twice.
    pub(crate) fn new<'r>(
        kind: &'static str,
        ids: impl Iterator<Item = Option<&'r RawText<'a>>>,
        faults: &mut Faults,
    ) -> Self
    where
        'a: 'r,
    {
        let mut places: BTreeMap<&'a str, (usize, Range<usize>)> = BTreeMap::new();
        for (index, id) in ids.enumerate() {
            let Some(id) = id else { continue };
            if let Some((_, first)) = places.get(id.value) {
                let twice = Diagnostic::new(
                    Code::DuplicateId,
                    id.span.clone(),
                    format!("two {kind}s have the id {}", quoted(id.value)),
                );
                faults.push(
                    twice
                        .label("again here")
                        .context(first.clone(), "first here")
                        .help("give one of them another id"),
                );
            } else {
                places.insert(id.value, (index, id.span.clone()));
            }
        }
        Self { kind, places }
    }

    /// Finds what `raw` names and reports a name that is not declared; `does` says what for: "measures".
    pub(crate) fn find(
        &self,
        owner: Owner<'_>,
        does: &str,
        code: Code,
        raw: Option<&RawText<'_>>,
        faults: &mut Faults,
    ) -> Reference {
        let Some(raw) = raw else {
            return Reference::Nowhere;
        };
        if let Some((index, _)) = self.places.get(raw.value) {
            return Reference::To(*index);
        }
        let kind = self.kind;
        let unknown = Diagnostic::new(
            code,
            raw.span.clone(),
            format!(
                "{owner} {does} {kind} {}, which the catalogue does not declare",
                quoted(raw.value)
            ),
        )
        .label("not declared");
        let near = if faults.is_full() {
            None
        } else {
            similar(raw.value, self.places.keys().copied())
        };
        let Some(near) = near else {
            faults.push(unknown.help(format!(
                "declare it under `[[{kind}]]`, or name another {kind}"
            )));
            return Reference::Nowhere;
        };
        let (index, declared) = &self.places[near];
        faults.push(
            unknown
                .context(
                    declared.clone(),
                    format!("a {kind} with a similar name is declared here"),
                )
                .help(format!("write `{near}`")),
        );
        Reference::Near(*index)
    }
}
