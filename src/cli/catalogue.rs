//! `rolefit catalogue`: list, show, check.

use super::args::{CatalogueCommand, Common};
use super::error::{CliError, Exit};
use super::output::Output;

pub(crate) fn run(
    command: &CatalogueCommand,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    let _ = (command, common, output);
    Ok(Exit::Done)
}
