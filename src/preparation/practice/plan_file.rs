//! The questions of a plan that was written as JSON, held against the bank.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::catalogue::toolkit::{meant, quoted};
use crate::catalogue::{Catalogue, FileKind};
use crate::preparation::bank::{Question, QuestionBank, QuestionKind};
use crate::session::{Unique, key_twice};

/// A plan as its file holds it, before it is held against a catalogue and a bank.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanFile(Map<String, Value>);

/// What a plan says is to be practised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedPractice {
    /// Index of the role.
    pub role: usize,
    /// Indices of the questions in the bank, in the plan's order; at least one, each once.
    pub questions: Vec<usize>,
    /// Whether the bank was another when the plan was made.
    pub bank_changed: bool,
}

/// Something wrong with a plan. It may quote the file; it is escaped where it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanFault {
    /// Which of its questions it is about, from 1; nothing where it is about the whole.
    pub question: Option<usize>,
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl PlanFile {
    /// Takes the shape of a plan.
    ///
    /// # Errors
    /// Says what the text is instead.
    pub fn read(text: &str) -> Result<Self, PlanFault> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let not = |message: String| {
            let help = "write one with `rolefit prep --format json`";
            fault(None, message, help)
        };
        if text.trim().is_empty() {
            return Err(not("this is empty".to_owned()));
        }
        let is_plan = |kind: &FileKind| matches!(kind, FileKind::Plan | FileKind::Json);
        if let Some(kind) = FileKind::of(text).filter(|kind| !is_plan(kind)) {
            let (what, help) = kind.instead_of("an interview plan");
            return Err(fault(None, what, help));
        }
        let read: Result<Unique, _> = serde_json::from_str(text);
        let document = match read {
            Ok(Unique(Value::Object(document))) => document,
            Ok(_) => return Err(not("this is JSON and no plan".to_owned())),
            Err(error) if error.is_data() => {
                let (key, place) = key_twice(text, &error);
                let (key, (line, column)) = (quoted(&key), place.line_column(text));
                let what = format!("the key {key} stands twice, at {line}:{column}");
                return Err(not(what));
            }
            Err(error) => {
                let (line, column) = (error.line(), error.column());
                return Err(not(format!("this is not JSON from {line}:{column} on")));
            }
        };
        // What names the catalogue and the bank is read; of another type it would be taken for missing.
        for (owner, key) in [("catalogue", "id"), ("bank", "id"), ("bank", "hash")] {
            let is_text =
                |owner: &Value| owner.is_object() && owner.get(key).is_none_or(Value::is_string);
            if !document.get(owner).is_none_or(is_text) {
                return Err(not(format!("`{key}` of `{owner}` must be a text")));
            }
        }
        match document.get("schema").and_then(Value::as_str) {
            Some("rolefit/plan@1") => Ok(Self(document)),
            Some(other) => {
                let other = quoted(other);
                let what = format!("the schema is {other}, and a plan's is `rolefit/plan@1`");
                Err(not(what))
            }
            None => Err(not("there is no `schema`, which a plan has".to_owned())),
        }
    }

    /// Returns the id of the catalogue that the plan was made for, where it says so.
    #[must_use]
    pub fn catalogue_id(&self) -> Option<&str> {
        self.0.get("catalogue")?.get("id")?.as_str()
    }

    /// Holds the plan against a catalogue and a bank.
    ///
    /// # Errors
    /// Every fault, in the order of the questions.
    pub fn resolve(
        &self,
        catalogue: &Catalogue,
        bank: &QuestionBank,
    ) -> Result<PlannedPractice, Vec<PlanFault>> {
        let of_bank = |key: &str| self.0.get("bank")?.get(key)?.as_str();
        if let Some(other) = of_bank("id").filter(|id| *id != bank.id) {
            let (other, own) = (quoted(other), &bank.id);
            let what = format!("the plan is from the question bank {other}, and `{own}` is in use");
            return Err(vec![fault(None, what, "name it with `--questions FILE`")]);
        }
        let mut faults = Vec::new();
        let role = self.role(catalogue, &mut faults);
        let list = self.0.get("questions").and_then(Value::as_array);
        let Some(list) = list.filter(|list| !list.is_empty()) else {
            let what = "the plan has no questions to answer";
            let help = "make one whose `questions` are not empty";
            faults.push(fault(None, what, help));
            return Err(faults);
        };
        if list.len() > bank.questions.len() {
            let (many, all) = (list.len(), bank.questions.len());
            let what = format!("the plan has {many} questions, and its bank has {all}");
            faults.push(fault(None, what, "name each question once"));
            return Err(faults);
        }
        let mut seen = BTreeMap::new();
        let mut questions = Vec::new();
        for (number, entry) in (1..).zip(list) {
            match question(entry, bank) {
                Ok(index) => {
                    let asked = &bank.questions[index];
                    if let Some(first) = seen.insert(index, number) {
                        let what = format!("{} is question {first} too", quoted(asked.id.as_str()));
                        faults.push(fault(Some(number), what, "remove one of the two"));
                    } else if let Some(what) = role.and_then(|role| unfit(asked, role, catalogue)) {
                        let help = "remove it, or make the plan for another role";
                        faults.push(fault(Some(number), what, help));
                    }
                    questions.push(index);
                }
                Err((what, help)) => faults.push(fault(Some(number), what, help)),
            }
        }
        match role {
            Some(role) if faults.is_empty() => Ok(PlannedPractice {
                role,
                questions,
                bank_changed: of_bank("hash").is_some_and(|hash| hash != bank.hash),
            }),
            _ => Err(faults),
        }
    }

    fn role(&self, catalogue: &Catalogue, faults: &mut Vec<PlanFault>) -> Option<usize> {
        let Some(id) = self.0.get("role").and_then(Value::as_str) else {
            let help = "`role` is the id of a role";
            faults.push(fault(None, "the plan names no role", help));
            return None;
        };
        let found = catalogue.role_index(id);
        if found.is_none() {
            let ids: Vec<&str> = catalogue.role_ids().collect();
            let all = || format!("there are: {}", ids.join(", "));
            let help = meant(id, ids.iter().copied(), all);
            faults.push(fault(
                None,
                format!("there is no role {}", quoted(id)),
                help,
            ));
        }
        found
    }
}

fn fault(
    question: Option<usize>,
    message: impl Into<String>,
    help: impl Into<String>,
) -> PlanFault {
    PlanFault {
        question,
        message: message.into(),
        help: help.into(),
    }
}

/// Returns the index of the question that an entry names, or what is wrong and what to do.
fn question(entry: &Value, bank: &QuestionBank) -> Result<usize, (String, String)> {
    let Some(id) = entry.get("id").and_then(Value::as_str) else {
        let what = "this has no `id` of a question".to_owned();
        return Err((what, "an entry is an object with an `id`".to_owned()));
    };
    bank.question_index(id).ok_or_else(|| {
        let name_bank = || "name the bank that it is from with `--questions FILE`".to_owned();
        let help = meant(id, bank.question_ids(), name_bank);
        (format!("the bank has no question {}", quoted(id)), help)
    })
}

/// Says why nobody answers a question for a role; nothing where it is asked.
fn unfit(question: &Question, role: usize, catalogue: &Catalogue) -> Option<String> {
    let (id, name) = (quoted(question.id.as_str()), &catalogue.roles[role].id);
    if question.kind == QuestionKind::ForTheEmployer {
        return Some(format!("{id} is asked by the candidate, and not answered"));
    }
    let is_asked = match question.moves {
        Some(moves) => moves.to == role,
        None => question.is_for(role),
    };
    (!is_asked).then(|| format!("{id} is not asked for `{name}`"))
}
