//! `rolefit compare`: roles side by side, or two results.

mod results;
mod roles;

use std::path::PathBuf;

use clap::Args;

use super::error::{CliError, Exit};
use super::options::Common;
use super::output::Output;

/// What to set side by side.
#[derive(Debug, Args)]
pub(crate) struct CompareArguments {
    /// Two or three roles of the catalogue; left out, all of them if there are three at most
    #[arg(value_name = "ROLE")]
    roles: Vec<String>,
    /// Show the place of this person too: an answers file or a saved result, -, the beginning of a kept result's id, or
    /// `latest`. Twice and without roles: compare the two results of one person, the earlier one first; of kept ones the
    /// order is known
    #[arg(long, value_name = "RESULT|ID")]
    with: Vec<PathBuf>,
    /// Compare two results as one person's though the ids in them differ
    #[arg(long)]
    same_person: bool,
    /// Tell what to flex and what to build up when moving from the first role to the second
    #[arg(long = "move")]
    moving: bool,
    /// Show every claim that the roles' places rest on and who makes it, as Markdown and JSON always do
    #[arg(long)]
    sources: bool,
}

pub(crate) fn run(
    compare: &CompareArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    let exit = match (&compare.roles[..], &compare.with[..]) {
        ([], [_, _]) if !compare.moving && compare.sources => {
            return Err(CliError::usage(
                "`--sources` shows what roles rest on, and two results are compared",
            )
            .hint("leave it out, or name roles"));
        }
        ([], [first, second]) if !compare.moving => {
            results::run([first, second], compare.same_person, common, output)?
        }
        ([], [_, _, _, ..]) => {
            return Err(CliError::usage(format!(
                "{} results are named, and two are compared",
                compare.with.len()
            ))
            .hint("`rolefit team` looks at a group"));
        }
        _ if compare.same_person => {
            return Err(CliError::usage(
                "`--same-person` is for two results, and roles are compared",
            )
            .hint("leave it out, or name two results with `--with`"));
        }
        _ => roles::run(compare, common, output)?,
    };
    output.tell_how_to_keep();
    Ok(exit)
}
