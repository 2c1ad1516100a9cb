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
pub(crate) use practice::{GoingOn, to_go_on};

use args::PrepCommand;

use super::{Exit, Output, Result};

pub(crate) fn run(prep: &PrepArguments, output: &Output) -> Result<Exit> {
    match &prep.command {
        None if prep.plan.date.is_some() => countdown::run(&prep.plan, output),
        None => plan::run(&prep.plan, output),
        Some(PrepCommand::Check(check)) => check::run(check, output),
        Some(PrepCommand::Stories(stories)) => stories::run(stories, output),
        Some(PrepCommand::Practice(practice)) => practice::run(practice, output),
        Some(PrepCommand::Progress(progress)) => progress::run(progress, output),
    }
}
