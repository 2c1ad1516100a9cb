//! `rolefit compare`: roles side by side.

mod roles;

use clap::Args;

use super::args::Common;
use super::error::{CliError, Exit};
use super::output::Output;

/// What to set side by side.
#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    /// Two or three roles of the catalogue; left out, all of them if there are three at most
    #[arg(value_name = "ROLE")]
    roles: Vec<String>,
    /// Show the place of this person too: an answers file or a saved result, - for standard input
    #[arg(long, value_name = "RESULT")]
    with: Vec<std::path::PathBuf>,
    /// Tell what to flex and what to build up when moving from the first role to the second
    #[arg(long = "move")]
    moving: bool,
}

pub(crate) fn run(
    compare: &CompareArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    roles::run(compare, common, output)
}
