//! `rolefit take`: the questionnaire at a terminal.

use super::args::{Common, TakeArguments};
use super::error::{CliError, Exit};
use super::output::Output;

pub(crate) fn run(
    take: &TakeArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    let _ = (take, common, output);
    Ok(Exit::Done)
}
