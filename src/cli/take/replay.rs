//! What was kept becomes a session again: by entering and taking back, as the person did. No file is opened here.

use serde::Deserialize;

use rolefit::catalogue::{Catalogue, Response};
use rolefit::session::{Session, Settings};

use crate::cli::store::{Record, Value};

/// Replays the replies of a journal, or returns the index of the first that does not fit.
pub(super) fn replay<'c>(
    catalogue: &'c Catalogue,
    settings: Settings,
    records: &[Record],
) -> Result<Session<'c>, usize> {
    let mut session = Session::new(catalogue, settings);
    for (index, record) in records.iter().enumerate() {
        let item = catalogue.item_index(&record.item).ok_or(index)?;
        let fits = match record.value {
            Value::Response(number) => match catalogue.response(item, number) {
                Some(response) => session.enter(item, Some(response)),
                None => false,
            },
            Value::SKIP => session.enter(item, None),
            Value::BACK => session.back().is_some_and(|entry| entry.item == item),
        };
        if !fits {
            return Err(index);
        }
    }
    Ok(session)
}

/// The part of a result that a questionnaire can go on from.
#[derive(Deserialize)]
struct FinishedResult {
    catalogue: Origin,
    responses: Vec<Answer>,
}

#[derive(Deserialize)]
struct Origin {
    id: String,
    hash: String,
}

#[derive(Deserialize)]
struct Answer {
    item: String,
    response: usize,
}

/// Reads the answers of a finished result, or nothing where it is not one of this catalogue as it is now.
pub(super) fn finished(catalogue: &Catalogue, json: &str) -> Option<Vec<(usize, Response)>> {
    let result: FinishedResult = serde_json::from_str(json).ok()?;
    if result.catalogue.id != catalogue.id || result.catalogue.hash != catalogue.hash {
        return None;
    }
    let mut answers: Vec<(usize, Response)> = Vec::new();
    for answer in result.responses {
        let item = catalogue.item_index(&answer.item)?;
        let response = catalogue.response(item, answer.response)?;
        if answers.iter().any(|(other, _)| *other == item) {
            return None;
        }
        answers.push((item, response));
    }
    Some(answers)
}
