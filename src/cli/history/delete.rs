//! Deletes kept results by name: every name is found before any is deleted, and a short question comes first.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use clap::Args;
use rolefit::render::counted;
use rolefit::render::history::in_one_line;

use super::list::{entry, folder};
use crate::cli::error::{CliError, Exit, Result, why};
use crate::cli::output::Output;
use crate::cli::prompt::{self, Mode};
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

pub(super) fn run(delete: &DeleteArguments, output: &Output) -> Result<Exit> {
    let folder = folder()?;
    let mut chosen: Vec<Kept> = Vec::new();
    for id in &delete.ids {
        let kept = saved::named(folder.as_ref(), id, kept::Meant::Deleted, output)?;
        if !chosen.contains(&kept) {
            chosen.push(kept);
        }
    }
    if !delete.yes {
        can_ask(output)?;
        for kept in &chosen {
            output.say(&in_one_line(&entry(kept.clone())));
        }
        if let Some(refused) = confirmed(output)? {
            return Ok(refused);
        }
    }
    let paths = chosen.into_iter().map(|kept| kept.path).collect();
    let count = remove(paths)?;
    output.say(&format!("deleted {}; {REMAINS}", counted(count, "result")));
    Ok(Exit::Done)
}

/// Removes files, and returns how many there were; one that is gone already is no fault. What cannot be removed stops none
/// of the others.
///
/// # Errors
/// What is still there, and why.
pub(super) fn remove(paths: Vec<PathBuf>) -> Result<usize> {
    let mut removed = 0;
    let mut left = Vec::new();
    let mut folders: Vec<PathBuf> = Vec::new();
    for path in paths {
        match fs::remove_file(&path) {
            Ok(()) => removed += 1,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => left.push((path.clone(), error)),
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
                why(&error)
            ))
        })?;
    }
    if left.is_empty() {
        Ok(removed)
    } else {
        Err(not_removed(removed, &left))
    }
}

/// Names what could not be removed.
fn not_removed(removed: usize, left: &[(PathBuf, io::Error)]) -> CliError {
    /// The most files that are named.
    const NAMED: usize = 12;
    let named = left.iter().take(NAMED);
    let mut named =
        named.map(|(path, error)| format!("could not delete `{}`: {}", path.display(), why(error)));
    let first = named.next().unwrap_or_default();
    let more = left.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("so it is with {more} more"));
    let (them, are) = if left.len() == 1 {
        ("it", "it is")
    } else {
        ("them", "they are")
    };
    let is_denied =
        |(_, error): &(PathBuf, io::Error)| error.kind() == io::ErrorKind::PermissionDenied;
    let denied = left.iter().any(is_denied);
    let remedy = denied.then(|| "give yourself the right to write in the folder".to_owned());
    named
        .chain(more)
        .chain(remedy)
        .fold(CliError::io(first), CliError::hint)
        .hint(format!(
            "deleted besides {them}: {removed}; {are} still there"
        ))
}

/// Refuses where nobody could be asked.
pub(super) fn can_ask(output: &Output) -> Result<()> {
    let problem = if output.common.no_input {
        "deleting asks first, and --no-input forbids it"
    } else if io::stdin().is_terminal() && io::stderr().is_terminal() {
        return Ok(());
    } else {
        "deleting asks first, and there is no terminal to ask on"
    };
    Err(CliError::usage(problem).hint("--yes deletes without asking; nothing was deleted"))
}

/// Asks whether to delete; anything but a clear yes is a no, and the exit code for that comes back.
pub(super) fn confirmed(output: &Output) -> Result<Option<Exit>> {
    let mode = Mode::found(output);
    let watch = mode.watch()?;
    watch.set_exit_message("nothing was deleted");
    let answer = watch.heed(prompt::open(mode, &watch).confirm("Delete?"));
    // From here on nothing that was begun is left half done.
    watch.leave();
    match answer {
        Ok(Some(true)) => Ok(None),
        Ok(Some(false) | None) => {
            output.say("nothing was deleted");
            Ok(Some(Exit::CheckFailed))
        }
        Err(error) => Err(CliError::terminal(error)),
    }
}
