//! One rule, here and nowhere else: what a run writes never takes the place of a file that it has read, nor of what is kept
//! on this machine, by whatever name, link or path they are called.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use super::error::CliError;
use super::inputs::{Identity, name_of};
use super::store::{Folder, Journals, journals, kept};

/// Refuses to write to a file that was read, or that is kept on this machine.
///
/// # Errors
/// What would be lost.
pub(crate) fn check(target: &Path) -> Result<(), CliError> {
    let found = fs::metadata(target);
    let Some(file) = found.ok().and_then(|found| Identity::of(&found)) else {
        return Ok(());
    };
    not_read(file)?;
    match kept_here().into_iter().find(|path| is(path, file)) {
        Some(path) => Err(refused(&format!(
            "`{}`, which rolefit keeps for you",
            path.display()
        ))),
        None => Ok(()),
    }
}

/// Refuses to print where standard output goes to a file that was read.
///
/// # Errors
/// What would be lost.
pub(crate) fn check_standard_output() -> Result<(), CliError> {
    Identity::behind(io::stdout()).map_or(Ok(()), not_read)
}

fn not_read(file: Identity) -> Result<(), CliError> {
    match name_of(file) {
        Some(name) => Err(refused(&format!("{name}, which it comes from"))),
        None => Ok(()),
    }
}

fn refused(what: &str) -> CliError {
    CliError::usage(format!("the output would replace {what}")).hint("name another file with `-o`")
}

fn is(path: &Path, file: Identity) -> bool {
    fs::metadata(path).is_ok_and(|found| Identity::of(&found) == Some(file))
}

/// Returns the files in which answers, results and practice are kept. What cannot be looked at cannot be told.
fn kept_here() -> Vec<PathBuf> {
    let Some(folder) = Folder::existing(env::var_os("ROLEFIT_HOME")) else {
        return Vec::new();
    };
    let results = kept(&folder).unwrap_or_default();
    let mut paths: Vec<PathBuf> = results.into_iter().map(|one| one.path).collect();
    for kind in [Journals::Drafts, Journals::Practice] {
        let found = journals(&folder, kind).unwrap_or_default();
        let named = found.journals.into_iter().chain(found.locks);
        paths.extend(named.map(|(_, path)| path).chain(found.aside));
    }
    paths
}
