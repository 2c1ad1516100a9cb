//! From the text of a file to a question bank, or to every fault in it.

pub(super) mod fields;
mod question;

pub(super) use question::{anchors, signals, star_parts, type_index};

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use toml::de::{DeTable, DeValue};

use self::fields::is_foreign;
use self::question::question;
use super::bank::{QuestionBank, QuestionType};
use super::lint;
use crate::catalogue::toolkit::{
    Look, Reader, Said, Table, check_id, hash, is_known_format, language, looks, placed_key,
    read_with, version,
};
use crate::catalogue::{Catalogue, Code, Diagnostic, FileKind, Severity, TypeId};

/// What reading a file gave.
#[derive(Debug, Clone)]
pub struct Read<T> {
    /// What the file holds; there is something exactly if no diagnostic is an error.
    pub value: Option<T>,
    /// What is wrong, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Read<T> {
    /// Returns how many diagnostics are of this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let of = |diagnostic: &&Diagnostic| diagnostic.severity == severity;
        self.diagnostics.iter().filter(of).count()
    }
}

/// Reads a question bank for a catalogue. All faults are found in one run; wording is not looked at.
#[must_use]
pub fn read_bank(source: &str, catalogue: &Catalogue) -> Read<QuestionBank> {
    hashed(
        read(source, |tree, reader| bank(tree, reader, catalogue)),
        source,
    )
}

/// Reads a question bank as [`read_bank`] does, and where it can be used looks at its wording and its coverage too:
/// near-duplicates, empty advice, lengths, counts, and what no question lets a role show.
#[must_use]
pub fn check_bank(source: &str, catalogue: &Catalogue) -> Read<QuestionBank> {
    let read = read(source, |tree, reader| {
        let bank = bank(tree, reader, catalogue);
        // A bank that cannot be used is mended first: its lists may be of any length.
        if let Some(bank) = bank.as_ref().filter(|_| !reader.faults.has_error()) {
            lint::wording(&reader.said, reader.faults);
            lint::coverage(bank, catalogue, &reader.said, reader.faults);
        }
        bank
    });
    hashed(read, source)
}

fn hashed(mut read: Read<QuestionBank>, source: &str) -> Read<QuestionBank> {
    if let Some(bank) = &mut read.value {
        bank.hash = hash(source);
    }
    read
}

/// Reads the tree of a file with `make`.
pub(super) fn read<T>(
    source: &str,
    make: impl for<'a> FnOnce(&'a DeTable<'a>, &mut Reader<'a>) -> Option<T>,
) -> Read<T> {
    let (value, diagnostics) = read_with(source, "file", make);
    Read { value, diagnostics }
}

/// The most questions that a bank may hold.
pub(crate) const MAX_QUESTIONS: usize = 1000;
/// The most types of questions.
const MAX_TYPES: usize = 200;
/// How often a type may be asked, in per cent.
const SHARE: RangeInclusive<f64> = 0.0..=100.0;

/// Reads the tree of a bank's file. The hash is left empty.
fn bank<'a>(
    tree: &'a DeTable<'a>,
    reader: &mut Reader<'a>,
    catalogue: &Catalogue,
) -> Option<QuestionBank> {
    if FileKind::Questions.report_other(tree, reader.faults) {
        return None;
    }
    let mut table = Table::new(reader, "question bank", (tree, 0..0));
    table.require("format", "1");
    if !is_known_format(&mut table) {
        return None;
    }
    let owner = table.owner;
    let id = table.id(|id| check_id(id).map(|()| id.to_owned()));
    let version = version(&mut table);
    let named = table.required("catalogue");
    let language = language(&mut table);
    // What the top says is not asked of questions.
    table.reader.said.clear();
    let types = table.tables("type", "[[type]]", MAX_TYPES);
    let questions = table.tables("question", "[[question]]", MAX_QUESTIONS);
    table.finish();
    if is_foreign(owner, named.as_ref(), catalogue, reader.faults) {
        // Its roles and traits are not this catalogue's: naming each of them would only mislead.
        return None;
    }
    if questions.is_empty() {
        let what = "the question bank has no `[[question]]`";
        let none = Diagnostic::new(Code::TooFew, 0..0, what);
        reader.faults.push(none.help("add a `[[question]]`"));
    }
    reader.ids_once("type", &types);
    let read = |entry| type_of(Table::new(reader, "type", entry), catalogue);
    let types: Vec<QuestionType> = types.into_iter().filter_map(read).collect();
    reader.ids_once("question", &questions);
    let read = |entry| question(Table::new(reader, "question", entry), catalogue, &types);
    let questions = questions.into_iter().map(read).collect();
    asked_once(reader);
    Some(QuestionBank {
        id,
        version,
        hash: String::new(),
        language,
        types,
        questions,
    })
}

/// Reads a type, or nothing where it has no id or name that can be used.
fn type_of(mut table: Table<'_, '_>, catalogue: &Catalogue) -> Option<QuestionType> {
    let id = table.id_if_right(TypeId::new);
    let name = table.required("name");
    let name = name.and_then(|raw| table.say("name", &raw));
    table.reader.said.pop();
    table.require("shares", "{ … = 5 }");
    let mut shares = Vec::new();
    let given = table.table("shares");
    for (role, share) in given.iter().flat_map(|(entries, _)| *entries) {
        let of = table.role(catalogue, &placed_key(role));
        let number = match share.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number: &f64| SHARE.contains(number));
        let number = number.map(|number| number + 0.0);
        if number.is_none() {
            let what = format!("the share of a role in {} must be 0 to 100", table.owner);
            let beyond = Diagnostic::new(Code::ShareOutOfRange, share.span(), what);
            table.report(beyond.help("write how often in a hundred questions it is asked"));
        }
        shares.extend(of.zip(number));
    }
    table.finish();
    shares.sort_by_key(|(role, _)| *role);
    Some(QuestionType {
        id: id?,
        name: name?,
        shares,
    })
}

/// Reports questions that ask the same in the same words, or in words that look the same.
pub(crate) fn asked_once(reader: &mut Reader<'_>) {
    let mut seen: BTreeMap<Look, Range<usize>> = BTreeMap::new();
    for Said { text, span, .. } in reader.said.iter().filter(|said| said.key == "text") {
        let looks = looks(text);
        if let Some(first) = looks.iter().find_map(|look| seen.get(look)) {
            let what = "this question asks the same as one before it";
            let twice = Diagnostic::new(Code::DuplicateQuestion, span.clone(), what);
            let help = "remove one of them: a plan would ask both";
            reader.faults.push(twice.again(first).help(help));
        } else {
            seen.extend(looks.map(|look| (look, span.clone())));
        }
    }
}
