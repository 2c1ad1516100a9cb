//! Deletes kept results by name. Every name is found before any is deleted.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use rolefit::render::history::in_one_line;

use super::confirm::{can_ask, confirmed};
use super::list::entry;
use crate::cli::error::{CliError, Exit};
use crate::cli::options::Common;
use crate::cli::output::Output;
use crate::cli::store::{Folder, Kept};
use crate::cli::{kept, saved};

/// What is said when something was deleted.
pub(super) const REMAINS: &str = "copies in backups, and what the disk still holds, may remain";

/// Which results to delete.
#[derive(Debug, Args)]
pub(super) struct DeleteArguments {
    /// Ids of results, the beginnings of some, or `latest` for the latest about yourself
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Delete without asking
    #[arg(long)]
    yes: bool,
}

impl DeleteArguments {
    /// Returns whether a catalogue tells which result is meant: ids name results of every catalogue.
    pub(super) fn names_the_latest(&self) -> bool {
        self.ids.iter().any(|id| id == kept::LATEST)
    }
}

pub(super) fn run(
    delete: &DeleteArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    let folder = super::folder()?;
    let mut chosen: Vec<Kept> = Vec::new();
    for id in &delete.ids {
        let kept = saved::named(folder.as_ref(), id, kept::Meant::Kept, common, output)?;
        if !chosen.contains(&kept) {
            chosen.push(kept);
        }
    }
    if !delete.yes {
        can_ask(common)?;
        for kept in &chosen {
            output.say(&in_one_line(&entry(kept.clone())));
        }
        if let Some(refused) = confirmed(output)? {
            return Ok(refused);
        }
    }
    let paths = chosen.into_iter().map(|kept| kept.path).collect();
    let count = remove(paths)?;
    output.say(&format!(
        "deleted {count} {}; {REMAINS}",
        if count == 1 { "result" } else { "results" }
    ));
    Ok(Exit::Done)
}

/// The most files that are named because they could not be deleted.
const MOST_NAMED: usize = 10;

/// Removes files, and returns how many there were; one that is gone already is no fault. One that cannot be removed keeps
/// no other.
///
/// # Errors
/// Which could not be removed.
pub(super) fn remove(paths: Vec<PathBuf>) -> Result<usize, CliError> {
    let (mut removed, mut left) = (0, Vec::new());
    let mut folders: Vec<PathBuf> = Vec::new();
    for path in paths {
        match fs::remove_file(&path) {
            Ok(()) => removed += 1,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => left.push(format!("`{}`: {}", path.display(), error.kind())),
        }
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
    for folder in folders {
        Folder::sync(&folder).map_err(|error| {
            CliError::io(format!(
                "could not make sure that what was deleted in `{}` stays so: {}",
                folder.display(),
                error.kind()
            ))
        })?;
    }
    let Some(first) = left.first() else {
        return Ok(removed);
    };
    let error = CliError::io(format!("could not delete {first}"));
    let others = left.iter().skip(1).take(MOST_NAMED - 1);
    let error = others.fold(error, |error, other| {
        error.hint(format!("nor could {other}"))
    });
    let error = match left.len().saturating_sub(MOST_NAMED) {
        0 => error,
        more => error.hint(format!("nor could {more} more")),
    };
    Err(error.hint(format!("deleted beside that: {removed}")))
}
