//! What was kept becomes a session again: by entering and taking back, as the person did. No file is opened here.

use rolefit::assessment::Assessment;
use rolefit::catalogue::{Catalogue, Response};
use rolefit::session::{Session, Settings, Transcript};

use crate::cli::store::{Draft, Value};

/// Replays the replies of a journal, or returns the number of the first that does not fit.
pub(super) fn replay<'c>(
    catalogue: &'c Catalogue,
    settings: Settings,
    draft: &Draft,
) -> Result<Session<'c>, u64> {
    let mut session = Session::new(catalogue, settings);
    for record in &draft.records {
        let fits = catalogue.item_index(&record.item).is_some_and(|item| {
            if !draft.faults.is_empty() {
                take_back_to(&mut session, item, record.value);
            }
            match record.value {
                Value::Response(number) => catalogue
                    .response(item, number)
                    .is_some_and(|response| session.enter(item, Some(response))),
                Value::SKIP => session.enter(item, None),
                // What was taken back may be a reply that is lost.
                Value::BACK if !has(&session, item) && !draft.faults.is_empty() => true,
                Value::BACK => session.back().is_some_and(|entry| entry.item == item),
            }
        });
        if !fits {
            return Err(record.n);
        }
    }
    Ok(session)
}

/// Takes back what lost lines must have taken back: whatever came after a reply that is taken back, and whatever stands
/// where an item is replied to again.
fn take_back_to(session: &mut Session<'_>, item: usize, value: Value) {
    let Some(place) = session
        .entries()
        .iter()
        .position(|entry| entry.item == item)
    else {
        return;
    };
    let stays = match value {
        Value::BACK => place + 1,
        Value::Response(_) | Value::SKIP => place,
    };
    while session.entries().len() > stays {
        session.back();
    }
}

fn has(session: &Session<'_>, item: usize) -> bool {
    session.entries().iter().any(|entry| entry.item == item)
}

/// A finished result, as a questionnaire goes on from it.
pub(super) struct Finished {
    /// The answers, by the index of their item.
    pub(super) answers: Vec<(usize, Response)>,
    /// What they came to.
    pub(super) assessment: Assessment,
}

/// Reads a finished result, or nothing where it is not one of this catalogue as it is now.
pub(super) fn finished(catalogue: &Catalogue, json: &str) -> Option<Finished> {
    let result = Transcript::read(json).ok()?;
    // Answers that name no state of the catalogue are no result.
    result.hash()?;
    let answers = result.responses(catalogue).ok()?.into_iter();
    Some(Finished {
        answers: answers.map(|one| (one.item, one.response)).collect(),
        assessment: Assessment::of_transcript(catalogue, &result).ok()?,
    })
}
