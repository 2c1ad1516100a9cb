//! `rolefit validate`: how well a catalogue places people whose role is known.

use clap::Args;
use rolefit::render::validation::ValidationReport;
use rolefit::validation::{Sittings, validate};

use super::error::{CliError, Exit};
use super::known::{KnownArguments, told_apart};
use super::options::{Common, EVERY_FORM, LengthName};
use super::output::Output;

const OUTCOME: &str = "nothing was validated";

/// Whose answers to hold against their roles.
#[derive(Debug, Args)]
pub(crate) struct ValidateArguments {
    /// Average the sittings of one person, who has one id in all of them; without it an id may stand once
    #[arg(long)]
    average: bool,
    /// Put the answers through a questionnaire of this length, which asks for them as it would ask a person; without it
    /// all answers count
    #[arg(long, value_enum, value_name = "LENGTH")]
    length: Option<LengthName>,
    // Last, for its heading holds for what stands below it.
    #[command(flatten)]
    known: KnownArguments,
}

pub(crate) fn run(
    validation: &ValidateArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    validation.known.check(common)?;
    // What cannot be written is refused before anything is read.
    output.form(EVERY_FORM)?;
    let (catalogue, rows) = validation.known.read(OUTCOME, common, output)?;
    let sittings = if validation.average {
        Sittings::Averaged
    } else {
        Sittings::OneEach
    };
    let advice = "`--average` averages the sittings of one person";
    let people = told_apart(&catalogue, rows, (sittings, advice), OUTCOME, output)?;
    let length = validation.length.map(LengthName::length);
    output.show(&ValidationReport {
        catalogue: &catalogue,
        validation: &validate(&catalogue, &people, length),
    })?;
    Ok(Exit::Done)
}
