//! The bank's file: its top, the types of questions, and what holds between questions.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::fields::{Reader, Said, format_is_known, ids_once, is_foreign};
use super::question::question;
use crate::catalogue::toolkit::{Placed, Table, appearance, check_id, version};
use crate::catalogue::{Code, Diagnostic, FileKind, TypeId};
use crate::preparation::bank::{QuestionBank, QuestionType};

/// The most questions that a bank may hold.
pub(in crate::preparation) const MAX_QUESTIONS: usize = 1000;
/// The most types of questions.
const MAX_TYPES: usize = 200;
/// How often a type may be asked, in per cent.
const SHARE: (f64, f64) = (0.0, 100.0);

/// Reads the tree of a bank's file. The hash is left empty.
pub(super) fn bank<'a>(reader: &mut Reader<'a, '_>, tree: &'a DeTable<'a>) -> Option<QuestionBank> {
    if FileKind::Questions.report_other(tree, reader.faults) {
        return None;
    }
    let mut table = Table::new("question bank", 0..0, tree);
    if !format_is_known(&mut table, reader.faults) {
        return None;
    }
    let owner = table.owner;
    let id = reader.id(&mut table, |id| check_id(id).map(|()| id.to_owned()));
    let version_text = table.required_text("version", reader.faults);
    let version = version(version_text.as_ref(), reader.faults);
    let named = table.required_text("catalogue", reader.faults);
    let language = reader.text(&mut table, "language");
    // What the top says is not asked of questions.
    reader.said.clear();
    let types = table.tables("type", "[[type]]", MAX_TYPES, reader.faults);
    let questions = table.tables("question", "[[question]]", MAX_QUESTIONS, reader.faults);
    table.finish(reader.faults);
    if is_foreign(owner, named.as_ref(), reader.catalogue, reader.faults) {
        // Its roles and traits are not this catalogue's: naming each of them would only mislead.
        return None;
    }
    if questions.is_empty() {
        let what = "the question bank has no `[[question]]`";
        let none = Diagnostic::new(Code::TooFew, 0..0, what);
        reader.faults.push(none.help("add a `[[question]]`"));
    }
    ids_once(reader, "type", &types);
    let types: Vec<QuestionType> = types
        .into_iter()
        .filter_map(|(entries, span)| type_of(reader, Table::new("type", span, entries)))
        .collect();
    ids_once(reader, "question", &questions);
    let questions: Vec<_> = questions
        .into_iter()
        .map(|(entries, span)| question(reader, &types, Table::new("question", span, entries)))
        .collect();
    asked_once(reader);
    Some(QuestionBank {
        id: id?,
        version: version?,
        hash: String::new(),
        language: language?,
        types,
        questions: questions.into_iter().collect::<Option<_>>()?,
    })
}

fn type_of<'a>(reader: &mut Reader<'a, '_>, mut table: Table<'a>) -> Option<QuestionType> {
    let id = reader.id(&mut table, TypeId::new);
    let name = reader.text(&mut table, "name");
    reader.said.pop();
    table.require("shares", "{ … = 5 }");
    let mut shares = Vec::new();
    if let Some(at) = table.table("shares", reader.faults) {
        let owner = table.owner;
        for (role, share) in at.0 {
            let role = Placed {
                value: role.get_ref().as_ref(),
                span: role.span(),
            };
            let of = reader.role(owner, &role);
            let number = match share.get_ref() {
                DeValue::Integer(number) => number.as_str().parse::<f64>().ok(),
                DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
                _ => None,
            };
            let number = number.filter(|number| (SHARE.0..=SHARE.1).contains(number));
            let number = number.map(|number| number + 0.0);
            if number.is_none() {
                let what = format!("the share of a role in {} must be 0 to 100", table.owner);
                let beyond = Diagnostic::new(Code::ShareOutOfRange, share.span(), what);
                let help = "write how often in a hundred questions it is asked";
                reader.faults.push(beyond.help(help));
            }
            shares.extend(of.zip(number));
        }
    }
    table.finish(reader.faults);
    shares.sort_by_key(|(role, _)| *role);
    Some(QuestionType {
        id: id?,
        name: name?,
        shares,
    })
}

/// Reports questions that ask the same in the same words, or in words that look the same.
pub(in crate::preparation) fn asked_once(reader: &mut Reader<'_, '_>) {
    let mut seen: BTreeMap<String, Range<usize>> = BTreeMap::new();
    for Said { text, span, .. } in reader.said.iter().filter(|said| said.key == "text") {
        let said = appearance(text);
        if let Some(first) = seen.get(&said) {
            let what = "this question asks the same as one before it";
            let twice = Diagnostic::new(Code::DuplicateQuestion, span.clone(), what);
            reader.faults.push(
                twice
                    .label("again here")
                    .context(first.clone(), "first here")
                    .help("remove one of them: a plan would ask both"),
            );
        } else {
            seen.insert(said, span.clone());
        }
    }
}
