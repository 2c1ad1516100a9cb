//! The result that a command is about: one in a file or on standard input, or the latest that is kept on this machine.

use std::env;
use std::path::Path;

use rolefit::assessment::{Assessment, Given, Stopped};
use rolefit::catalogue::Catalogue;
use rolefit::session::{Answer, Faults, MAX_TRANSCRIPT, Transcript};

use super::args::Common;
use super::error::CliError;
use super::output::Output;
use super::source;
use super::store::{self, Folder};

/// The most faults of one file that are shown.
const SHOWN_FAULTS: usize = 20;

/// A result with the catalogue that it was answered for.
pub(crate) struct Saved {
    pub(crate) catalogue: Catalogue,
    pub(crate) assessment: Assessment,
}

/// Reads answers or a saved result from a file, or from standard input for `-`; `outcome` says what is not done where
/// it cannot be used.
pub(crate) fn read(
    file: &Path,
    outcome: &str,
    common: &Common,
    output: &Output,
) -> Result<Saved, CliError> {
    let name = source::name(file);
    let text = source::read_bounded(file, MAX_TRANSCRIPT)?;
    of_text(&name, &text, outcome, common, output)
}

/// Makes a result of the text of answers or of a saved result; `name` is what messages call it.
pub(crate) fn of_text(
    name: &str,
    text: &str,
    outcome: &str,
    common: &Common,
    output: &Output,
) -> Result<Saved, CliError> {
    let refused = |faults: Faults| report(name, text, &faults, outcome, output);
    let transcript = Transcript::read(text).map_err(refused)?;
    let catalogue = source::catalogue_for(common, transcript.catalogue_id(), output)?;
    let answers = transcript.resolve(&catalogue).map_err(refused)?;
    let assessment = assess(&catalogue, &transcript, answers)?;
    Ok(Saved {
        catalogue,
        assessment,
    })
}

/// Returns the latest result that is kept. One that cannot be used is told and left out: the command works without.
pub(crate) fn latest(catalogue: &Catalogue, output: &Output) -> Option<Assessment> {
    let folder = Folder::existing(env::var_os("ROLEFIT_HOME"))?;
    let finished = match store::latest(&folder, &catalogue.id) {
        Ok(finished) => finished?,
        Err(error) => {
            output.say(&format!(
                "warning: your saved results could not be read: {error}"
            ));
            return None;
        }
    };
    let name = finished
        .path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let assessment = Transcript::read(&finished.json).and_then(|transcript| {
        let answers = transcript.resolve(catalogue)?;
        Ok(assess(catalogue, &transcript, answers).ok())
    });
    let assessment = assessment.ok().flatten();
    output.say(&match &assessment {
        Some(_) => format!("from your latest result, {name}; --no-result leaves it out"),
        None => format!(
            "warning: your latest result, {name}, was answered for another version of the catalogue and is left out; \
             `rolefit` asks again"
        ),
    });
    assessment
}

/// Assesses the answers of a transcript.
fn assess(
    catalogue: &Catalogue,
    transcript: &Transcript,
    answers: Vec<Answer>,
) -> Result<Assessment, CliError> {
    let stopped = transcript
        .asked()
        .map_or(Stopped::Given, |(length, reason)| Stopped::Asked {
            length,
            reason,
        });
    let given = answers
        .into_iter()
        .map(|answer| Given {
            item: answer.item,
            response: answer.response,
            position: answer.position,
        })
        .collect();
    Assessment::new(catalogue, given, stopped)
        .map_err(|error| CliError::bad_input(error.to_string()))
}

/// Prints the faults of an answers file, in order of place, and returns the error that ends the command; `outcome` says
/// what was not done.
pub(crate) fn report(
    name: &str,
    text: &str,
    faults: &Faults,
    outcome: &str,
    output: &Output,
) -> CliError {
    for fault in faults.first().iter().take(SHOWN_FAULTS) {
        let place = fault.place.map_or_else(String::new, |place| {
            let (line, column) = place.line_column(text);
            format!(":{line}:{column}")
        });
        output.say(&format!("error: {name}{place}: {}", fault.message));
        if let Some(help) = &fault.help {
            output.say(&format!("help: {help}"));
        }
    }
    let more = faults.count().saturating_sub(SHOWN_FAULTS);
    let more = if more > 0 {
        format!(", {more} of them not shown")
    } else {
        String::new()
    };
    let noun = if faults.count() == 1 {
        "fault"
    } else {
        "faults"
    };
    CliError::bad_input(format!(
        "{} {noun} in {name}{more}; {outcome}",
        faults.count()
    ))
}
