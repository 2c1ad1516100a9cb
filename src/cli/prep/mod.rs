//! `rolefit prep`: a plan for the interview, practice, progress, stories, and the check of a question bank. What to ask
//! is the library's part; files, terminal and words about them are decided here.

mod aim;
mod args;
mod check;
mod countdown;
mod moment;
mod plan;
mod practice;
mod progress;
mod stories;
mod talk;

pub(crate) use args::PrepArguments;

use args::PrepCommand;

use super::error::{CliError, Exit};
use super::options::Common;
use super::output::Output;

pub(crate) fn run(
    prep: &PrepArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    match &prep.command {
        None if prep.plan.date.is_some() => countdown::run(&prep.plan, common, output),
        None => plan::run(&prep.plan, common, output),
        Some(PrepCommand::Check(check)) => check::run(check, common, output),
        Some(PrepCommand::Stories(stories)) => stories::run(stories, common, output),
        Some(PrepCommand::Practice(practice)) => practice::run(practice, common, output),
        Some(PrepCommand::Progress(progress)) => progress::run(progress, common, output),
    }
}
