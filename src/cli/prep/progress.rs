//! `rolefit prep progress`: how practice goes.

use std::env;

use jiff::Timestamp;
use rolefit::preparation::practice::{History, Progress};
use rolefit::render::practice as render;

use super::aim;
use super::args::ProgressArguments;
use super::practice::read_practised;
use crate::cli::args::{Common, FORMS, Format};
use crate::cli::error::{CliError, Exit};
use crate::cli::output::Output;
use crate::cli::store::{Folder, PracticeJournal};
use crate::cli::{names, source};

pub(super) fn run(
    arguments: &ProgressArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    let catalogue = source::catalogue_for(common, None, output)?;
    let bank = aim::bank(arguments.questions.as_deref(), &catalogue, output)?;
    let role = arguments
        .role
        .as_ref()
        .map(|name| names::role(&catalogue, name))
        .transpose()?;
    let history = match Folder::existing(env::var_os("ROLEFIT_HOME")) {
        Some(folder) => {
            let path = PracticeJournal::place(&folder, &bank.id);
            History::of(read_practised(&path, output)?.events)
        }
        None => History::default(),
    };
    let now = arguments.at.unwrap_or_else(Timestamp::now).as_second();
    let progress = Progress::of(&catalogue, &bank, &history, role, now);
    output.result(&match output.format() {
        Format::Text => render::text(&catalogue, &bank, &progress, &output.look()),
        Format::Markdown => render::markdown(&catalogue, &bank, &progress),
        Format::Json => render::json(&catalogue, &bank, &progress),
        Format::Html => return Err(CliError::no_form("progress", Format::Html, FORMS)),
    });
    Ok(Exit::Done)
}
