//! `rolefit prep progress`: how practice goes.

use std::env;

use rolefit::preparation::practice::{History, Progress};
use rolefit::render::practice as render;

use super::args::ProgressArguments;
use super::practice::read_practised;
use super::{aim, moment};
use crate::cli::store::{Folder, PracticeJournal};
use crate::cli::{Exit, Output, Result, names, source};

pub(super) fn run(arguments: &ProgressArguments, output: &Output) -> Result<Exit> {
    let catalogue = source::catalogue_for(None, output)?;
    let bank = aim::bank(&arguments.bank, &catalogue, output)?;
    let role = names::role_of(&catalogue, arguments.role.as_ref())?;
    let folder = Folder::find(env::var_os("ROLEFIT_HOME"))?;
    let path = folder.map(|folder| PracticeJournal::place(&folder, &bank.id));
    let history = match &path {
        Some(path) => History::of(read_practised(path, output)?.events),
        None => History::default(),
    };
    let now = moment::now(arguments.at.as_ref(), arguments.date, output);
    let progress = Progress::of(&catalogue, &bank, &history, role, &now);
    let shown = render::ProgressReport {
        catalogue: &catalogue,
        bank: &bank,
        progress: &progress,
        with_notes: arguments.notes,
        options: &aim::same_files(&arguments.bank, &catalogue, output),
    };
    output.show(&shown)?;
    if let Some(path) = path.filter(|_| progress.attempts > 0) {
        output.say(&format!("kept in `{}`", path.display()));
    }
    Ok(Exit::Done)
}
