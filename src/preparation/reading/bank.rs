//! The bank's file: its top, the types of questions, and what holds between questions.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::fields::is_foreign;
use super::question::question;
use crate::catalogue::toolkit::{
    Placed, Reader, Said, Table, appearance, check_id, is_known_format, version,
};
use crate::catalogue::{Catalogue, Code, Diagnostic, FileKind, TypeId};
use crate::preparation::bank::{QuestionBank, QuestionType};

/// The most questions that a bank may hold.
pub(in crate::preparation) const MAX_QUESTIONS: usize = 1000;
/// The most types of questions.
const MAX_TYPES: usize = 200;
/// How often a type may be asked, in per cent.
const SHARE: (f64, f64) = (0.0, 100.0);

/// Reads the tree of a bank's file. The hash is left empty.
pub(super) fn bank<'a>(
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
    let language = table.text("language");
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
    let types: Vec<QuestionType> = types
        .into_iter()
        .filter_map(|entry| type_of(Table::new(reader, "type", entry), catalogue))
        .collect();
    reader.ids_once("question", &questions);
    let questions = questions
        .into_iter()
        .map(|entry| question(Table::new(reader, "question", entry), catalogue, &types))
        .collect();
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
        let role = Placed {
            value: role.get_ref().as_ref(),
            span: role.span(),
        };
        let of = table.role(catalogue, &role);
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
pub(in crate::preparation) fn asked_once(reader: &mut Reader<'_>) {
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
