//! The result of a questionnaire or of given answers, in the form asked for.

use rolefit::assessment::{Assessment, AssessmentError, Given, Stopped};
use rolefit::catalogue::Catalogue;
use rolefit::model::StopReason;
use rolefit::render::result::{self as render, Keeping, Label};
use rolefit::session::{Session, shown_responses};

use super::error::CliError;
use super::options::{EVERY_FORM, Format};
use super::output::Output;

/// Hands the assessment to the output, in the form asked for.
pub(crate) fn show(
    catalogue: &Catalogue,
    assessment: &Assessment,
    keeping: Keeping<'_>,
    label: &Label,
    output: &Output,
) -> Result<(), CliError> {
    output.result(&match output.form(EVERY_FORM)? {
        Format::Text => render::text(catalogue, assessment, keeping, &output.look()),
        Format::Markdown => render::markdown(catalogue, assessment, keeping, label),
        Format::Json => json(catalogue, assessment, label)?,
        Format::Html => render::html(catalogue, assessment, label),
    });
    Ok(())
}

/// Returns the assessment as it is saved and piped.
pub(crate) fn json(
    catalogue: &Catalogue,
    assessment: &Assessment,
    label: &Label,
) -> Result<String, CliError> {
    let json = render::json(catalogue, assessment, label.id.as_deref());
    json.map_err(|error| CliError::bad_input(error.to_string()))
}

/// Assesses a finished session. Positions are those that the seed put the options at.
pub(crate) fn assess(
    session: &Session<'_>,
    reason: StopReason,
    seed: u64,
) -> Result<Assessment, AssessmentError> {
    let catalogue = session.catalogue();
    let given = session
        .responses()
        .into_iter()
        .map(|(item, response)| {
            let shown = shown_responses(&catalogue.items[item].content, seed, item);
            let place = shown.iter().position(|&number| number == response.number());
            let position = 1 + place.expect("every response is shown");
            Given {
                item,
                response,
                position,
            }
        })
        .collect();
    Assessment::new(
        catalogue,
        given,
        Stopped::Asked {
            length: session.settings().length,
            reason,
        },
    )
}
