//! The result of a finished questionnaire.

use serde_json::json;

use rolefit::model::StopReason;
use rolefit::session::Session;

use super::args::Common;
use super::error::CliError;
use super::output::Output;

/// Shows the result.
#[expect(clippy::unnecessary_wraps, reason = "writing a result can fail")]
pub(crate) fn show(
    session: &Session<'_>,
    reason: StopReason,
    _seed: u64,
    _common: &Common,
    output: &Output,
) -> Result<(), CliError> {
    let answered = session.responses().len();
    output.result(&format!("{answered} answered, {}\n", reason.name()));
    Ok(())
}

/// Returns the result as it is saved.
#[expect(clippy::unnecessary_wraps, reason = "writing a result can fail")]
pub(crate) fn json(
    session: &Session<'_>,
    reason: StopReason,
    _seed: u64,
) -> Result<String, CliError> {
    let catalogue = session.catalogue();
    let responses: Vec<_> = session
        .responses()
        .into_iter()
        .map(|(item, response)| {
            json!({ "item": catalogue.items[item].id.as_str(), "response": response.number() })
        })
        .collect();
    let result = json!({
        "schema": "rolefit/assessment@1",
        "catalogue": { "id": catalogue.id, "version": catalogue.version, "hash": catalogue.hash },
        "stopped": { "length": session.settings().length.name(), "reason": reason.name() },
        "responses": responses,
    });
    Ok(result.to_string() + "\n")
}
