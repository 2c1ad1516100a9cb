//! `rolefit history`: what is kept on this machine, listed, shown, given out and deleted. Looking leaves no trace.

mod clear;
mod delete;
mod export;
mod list;

pub(crate) use list::resume_command;

use clap::{Args, Subcommand};
use rolefit::render::result::Label;

use super::error::{Exit, Result};
use super::output::Output;
use super::saved::Extent;
use super::{kept, saved};

/// What is not done where a result cannot be used.
const OUTCOME: &str = "nothing was shown";

/// What to do with what is kept.
#[derive(Debug, Args)]
pub(crate) struct HistoryArguments {
    #[command(subcommand)]
    command: Option<HistoryCommand>,
}

#[derive(Debug, Subcommand)]
enum HistoryCommand {
    /// List the results that are kept (this is what `rolefit history` alone does)
    List,
    /// Show a kept result again, in any form
    Show {
        /// The id of a result, the beginning of one, or `latest` for the latest about yourself
        #[arg(default_value = kept::LATEST)]
        id: String,
    },
    /// Delete kept results
    Delete(delete::DeleteArguments),
    /// Delete all results, paused questionnaires and the copies set aside from them
    Clear(clear::ClearArguments),
    /// Write all results as JSON, one a line, the oldest first
    Export(export::ExportArguments),
}

pub(crate) fn run(history: &HistoryArguments, output: &Output) -> Result<Exit> {
    let takes_catalogue = match &history.command {
        Some(HistoryCommand::Show { .. }) => true,
        Some(HistoryCommand::Delete(delete)) => delete.names_the_latest(),
        None
        | Some(HistoryCommand::List | HistoryCommand::Clear(_) | HistoryCommand::Export(_)) => {
            false
        }
    };
    if !takes_catalogue {
        let refused = output
            .common
            .refuse_catalogue("this is about all that is kept");
        refused.map_err(|error| {
            error
                .hint("with it `latest` is the latest of that catalogue")
                .hint("`rolefit history` names the catalogue of each result; ids name single ones")
        })?;
    }
    if let Some(HistoryCommand::Delete(_) | HistoryCommand::Clear(_)) = &history.command {
        output.common.refuse_output("deleting")?;
    }
    match &history.command {
        None | Some(HistoryCommand::List) => list::run(output),
        Some(HistoryCommand::Show { id }) => show(id, output),
        Some(HistoryCommand::Delete(delete)) => delete::run(delete, output),
        Some(HistoryCommand::Clear(clear)) => clear::run(clear, output),
        Some(HistoryCommand::Export(export)) => export::run(export, output),
    }
}

fn show(id: &str, output: &Output) -> Result<Exit> {
    let found = saved::find_kept(id, kept::Meant::Kept, OUTCOME, output)?;
    // It is shown as it was when it was new; a page with its day is what `report` writes.
    let undated = |label| Label {
        date: None,
        ..label
    };
    saved::show_found(&found, Extent::Window, OUTCOME, undated, output)?;
    output.tell_how_to_keep();
    Ok(Exit::Done)
}
