//! The question bank as it stands in its file: which tables and keys there are and of which type. What the values mean
//! is left to `validate`.

use std::ops::Range;

use toml::de::DeTable;

use super::bank::{Level, Origin, QuestionKind};
use crate::catalogue::toolkit::{Faults, Owner, Placed, RawText, Table, chosen};
use crate::catalogue::{Code, Diagnostic, Pole};

/// The most questions that a bank may hold.
pub(super) const MAX_QUESTIONS: usize = 1000;
/// The format that this version reads.
pub(super) const FORMAT: i64 = 1;

pub(super) const POLES: [(&str, Pole); 2] = [("low", Pole::Low), ("high", Pole::High)];

/// A list of strings, with gaps where one was reported.
pub(super) type RawList<'a> = Placed<Vec<Option<RawText<'a>>>>;

/// A question bank file. `None` where a key is absent or was reported.
pub(super) struct RawBank<'a> {
    pub(super) owner: Owner<'a>,
    pub(super) id: Option<RawText<'a>>,
    pub(super) version: Option<RawText<'a>>,
    pub(super) catalogue: Option<RawText<'a>>,
    pub(super) language: Option<RawText<'a>>,
    pub(super) questions: Vec<RawQuestion<'a>>,
}

/// A `[[question]]`.
pub(super) struct RawQuestion<'a> {
    pub(super) owner: Owner<'a>,
    pub(super) span: Range<usize>,
    pub(super) id: Option<RawText<'a>>,
    pub(super) roles: Option<RawList<'a>>,
    pub(super) trait_id: Option<RawText<'a>>,
    pub(super) pole: Option<Placed<Pole>>,
    pub(super) level: Option<Placed<Level>>,
    pub(super) kind: Option<Placed<QuestionKind>>,
    pub(super) topics: Option<RawList<'a>>,
    pub(super) minutes: Option<Placed<i128>>,
    pub(super) text: Option<RawText<'a>>,
    pub(super) looks_for: Option<RawText<'a>>,
    pub(super) strong: Option<RawList<'a>>,
    pub(super) red_flags: Option<RawList<'a>>,
    pub(super) follow_ups: Option<RawList<'a>>,
    pub(super) origin: Option<Placed<Origin>>,
    pub(super) ask_back: Option<RawText<'a>>,
    pub(super) star: Option<[Option<RawText<'a>>; 5]>,
    /// Role id and words.
    pub(super) contrast: Option<Vec<(RawText<'a>, Option<RawText<'a>>)>>,
    pub(super) anchors: Option<[Option<RawText<'a>>; 3]>,
    pub(super) from: Option<RawText<'a>>,
    pub(super) to: Option<RawText<'a>>,
}

impl<'a> RawQuestion<'a> {
    /// Returns every text that people read, with the key it stands under.
    pub(super) fn texts(&self) -> Vec<(&'static str, &RawText<'a>)> {
        let mut texts = Vec::new();
        let single = [
            ("text", &self.text),
            ("looks-for", &self.looks_for),
            ("ask-back", &self.ask_back),
        ];
        texts.extend(
            single
                .into_iter()
                .filter_map(|(key, text)| Some((key, text.as_ref()?))),
        );
        let lists = [
            ("strong", &self.strong),
            ("red-flags", &self.red_flags),
            ("follow-ups", &self.follow_ups),
        ];
        for (key, list) in lists {
            let entries = list.iter().flat_map(|list| &list.value).flatten();
            texts.extend(entries.map(|entry| (key, entry)));
        }
        texts.extend(
            self.star
                .iter()
                .flatten()
                .flatten()
                .map(|text| ("star", text)),
        );
        let contrast = self.contrast.iter().flatten();
        texts.extend(contrast.filter_map(|(_, words)| Some(("contrast", words.as_ref()?))));
        texts.extend(
            self.anchors
                .iter()
                .flatten()
                .flatten()
                .map(|text| ("anchors", text)),
        );
        texts
    }
}

/// Reports a format that this version does not read, and returns whether it does.
pub(super) fn format_is_known(table: &mut Table<'_>, faults: &mut Faults) -> bool {
    table.require("format", "1");
    match table.integer("format", faults) {
        Some(format) if format.value != i128::from(FORMAT) => {
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

/// Reads the tree of a file, or nothing where its format is not one that this version knows.
pub(super) fn read<'a>(tree: &'a DeTable<'a>, faults: &mut Faults) -> Option<RawBank<'a>> {
    let mut table = Table::new("question bank", 0..0, tree);
    if !format_is_known(&mut table, faults) {
        return None;
    }
    let bank = RawBank {
        owner: table.owner,
        id: table.required_text("id", faults),
        version: table.required_text("version", faults),
        catalogue: table.required_text("catalogue", faults),
        language: table.required_text("language", faults),
        questions: Vec::new(),
    };
    let questions = table.tables("question", "[[question]]", MAX_QUESTIONS, faults);
    table.finish(faults);
    Some(RawBank {
        questions: questions
            .into_iter()
            .map(|(entries, span)| question(Table::new("question", span, entries), faults))
            .collect(),
        ..bank
    })
}

fn question<'a>(mut table: Table<'a>, faults: &mut Faults) -> RawQuestion<'a> {
    for (key, example) in [
        ("roles", "[\"…\"]"),
        ("pole", "\"high\""),
        ("level", "\"mid\""),
        ("kind", "\"behavioural\""),
        ("topics", "[\"…\"]"),
        ("minutes", "6"),
        ("strong", "[\"…\", \"…\", \"…\"]"),
        ("red-flags", "[\"…\", \"…\"]"),
        ("follow-ups", "[\"…\", \"…\", \"…\"]"),
        ("source", "\"written\""),
        ("anchors", "{ one = \"…\", three = \"…\", five = \"…\" }"),
    ] {
        table.require(key, example);
    }
    let owner = table.owner;
    let kind = table.choice("kind", QuestionKind::NAMED, faults);
    let mut raw = RawQuestion {
        owner,
        span: table.span.clone(),
        id: table.required_text("id", faults),
        roles: table.texts("roles", faults),
        trait_id: table.required_text("trait", faults),
        pole: table.choice("pole", &POLES, faults),
        level: table.choice("level", Level::NAMED, faults),
        kind: None,
        topics: table.texts("topics", faults),
        minutes: table.integer("minutes", faults),
        text: table.required_text("text", faults),
        looks_for: table.required_text("looks-for", faults),
        strong: table.texts("strong", faults),
        red_flags: table.texts("red-flags", faults),
        follow_ups: table.texts("follow-ups", faults),
        origin: table.choice("source", Origin::NAMED, faults),
        ask_back: table.text("ask-back", faults),
        star: None,
        contrast: None,
        anchors: None,
        from: None,
        to: None,
    };
    raw.contrast = contrast(&mut table, faults);
    if let Some((entries, span)) = table.table("anchors", faults) {
        let mut anchors = inner(owner, "anchors of question", span, entries);
        raw.anchors = Some(["one", "three", "five"].map(|key| anchors.required_text(key, faults)));
        anchors.finish(faults);
    }
    by_kind(
        &mut raw,
        kind.as_ref().map(|kind| kind.value),
        &mut table,
        faults,
    );
    raw.kind = kind;
    table.finish(faults);
    raw
}

/// Reads the keys that only some kinds have, and reports those that the question's own kind lacks.
fn by_kind<'a>(
    raw: &mut RawQuestion<'a>,
    kind: Option<QuestionKind>,
    table: &mut Table<'a>,
    faults: &mut Faults,
) {
    const ALL: [&str; 3] = ["star", "from", "to"];
    let Some(kind) = kind else {
        table.accept(&ALL);
        return;
    };
    if kind == QuestionKind::Behavioural {
        table.require(
            "star",
            "{ situation = \"…\", task = \"…\", action = \"…\", result = \"…\", lesson = \"…\" }",
        );
        if let Some((entries, span)) = table.table("star", faults) {
            let mut star = inner(raw.owner, "star of question", span, entries);
            let keys = ["situation", "task", "action", "result", "lesson"];
            raw.star = Some(keys.map(|key| star.required_text(key, faults)));
            star.finish(faults);
        }
    }
    if kind == QuestionKind::RoleMove {
        raw.from = table.required_text("from", faults);
        raw.to = table.required_text("to", faults);
    }
    table.foreign(&ALL, &format!("of kind `{}`", kind.name()), faults);
}

fn contrast<'a>(
    table: &mut Table<'a>,
    faults: &mut Faults,
) -> Option<Vec<(RawText<'a>, Option<RawText<'a>>)>> {
    let (entries, _) = table.table("contrast", faults)?;
    let owner = table.owner;
    let read = entries.iter().map(|(role, words)| {
        let place = Placed {
            value: role.get_ref().as_ref(),
            span: role.span(),
        };
        let text = words.get_ref().as_str();
        if text.is_none() {
            faults.push(crate::catalogue::toolkit::wrong_type(
                owner,
                place.value,
                "a string",
                words,
            ));
        }
        let words = text.map(|value| Placed {
            value,
            span: words.span(),
        });
        (place, words)
    });
    Some(read.collect())
}

fn inner<'a>(
    owner: Owner<'a>,
    kind: &'static str,
    span: Range<usize>,
    entries: &'a DeTable<'a>,
) -> Table<'a> {
    let mut table = Table::new(kind, span, entries);
    table.owner.id = owner.id;
    table
}

/// Returns what the entries of a list stand for, those left out that were reported.
pub(super) fn choices<T: Copy>(
    owner: Owner<'_>,
    key: &str,
    list: &RawList<'_>,
    of: &[(&'static str, T)],
    faults: &mut Faults,
) -> Vec<Option<Placed<T>>> {
    let chosen = |entry: &Option<RawText<'_>>| chosen(owner, key, entry.as_ref()?, of, faults);
    list.value.iter().map(chosen).collect()
}
