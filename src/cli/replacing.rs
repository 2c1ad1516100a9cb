//! One rule, here and nowhere else: what a run writes never takes the place of a file that it reads or was told of, nor of
//! what is kept on this machine, by whatever name, link or path they are called.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use super::error::{CliError, Result};
use super::inputs::{Identity, links, name_of};
use super::store::{Folder, Journals, foreign, journals, kept, own_files, own_folder};

/// Whether a new file may take the place of an older one of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Replacing {
    /// It may.
    Older,
    /// It may not, even if the older one was made a moment ago.
    Never,
}

/// Refuses to write to a file that was read, or that is kept on this machine.
///
/// # Errors
/// What would be lost.
pub(crate) fn check(target: &Path) -> Result<()> {
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

/// Refuses to put files into a folder in which results or catalogues are kept: nobody looks for other files there.
///
/// # Errors
/// It is one, or lies within one.
pub(crate) fn check_folder(target: &Path) -> Result<()> {
    let home = || env::var_os("ROLEFIT_HOME");
    let results = Folder::existing(home()).map(|folder| folder.file("results"));
    let own = own_folder(home()).ok().flatten();
    let target = resolved(target);
    let folders = results.into_iter().chain(own);
    match folders
        .map(|folder| resolved(&folder))
        .find(|folder| target.starts_with(folder))
    {
        Some(folder) => Err(CliError::usage(format!(
            "`{}` is where rolefit keeps what is yours",
            folder.display()
        ))
        .hint("name another folder with `-o`")),
        None => Ok(()),
    }
}

/// Returns where a name leads to, as far as that is there already.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let there = path
        .ancestors()
        .find_map(|above| Some((above, above.canonicalize().ok()?)));
    let real = there.and_then(|(above, real)| Some(real.join(path.strip_prefix(above).ok()?)));
    real.unwrap_or(path)
}

/// Refuses to print where standard output goes to a file that was read.
///
/// # Errors
/// What would be lost.
pub(crate) fn check_standard_output() -> Result<()> {
    Identity::behind(io::stdout()).map_or(Ok(()), not_read)
}

fn not_read(file: Identity) -> Result<()> {
    match name_of(file) {
        Some(name) => Err(refused(&format!("{name}, which is an input"))),
        None => Ok(()),
    }
}

fn refused(what: &str) -> CliError {
    CliError::usage(format!("the output would replace {what}")).hint("name another file with `-o`")
}

fn is(path: &Path, file: Identity) -> bool {
    fs::metadata(path).is_ok_and(|found| Identity::of(&found) == Some(file))
}

/// Returns whether two names lead to the same place, whether a file is there already or not.
pub(crate) fn are_one(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        let (folder, file) = links(path).find(|(_, file)| fs::read_link(file).is_err())?;
        Some(folder.join(file.file_name()?))
    };
    one == other || place(one).is_some_and(|one| place(other) == Some(one))
}

/// Returns the files in which answers, results, practice and one's own catalogues are kept. What cannot be looked at cannot
/// be told.
fn kept_here() -> Vec<PathBuf> {
    let Some(folder) = Folder::existing(env::var_os("ROLEFIT_HOME")) else {
        return Vec::new();
    };
    let results = kept(&folder).unwrap_or_default();
    let mut paths: Vec<PathBuf> = results.into_iter().map(|one| one.path).collect();
    paths.extend(foreign(&folder).unwrap_or_default());
    let own = own_folder(env::var_os("ROLEFIT_HOME")).ok().flatten();
    paths.extend(own.and_then(|own| own_files(&own).ok()).unwrap_or_default());
    for kind in [Journals::Drafts, Journals::Practice] {
        let found = journals(&folder, kind).unwrap_or_default();
        let named = found.journals.into_iter().chain(found.locks);
        let named = named.map(|(_, path)| path);
        paths.extend(named.chain(found.aside).chain(found.foreign));
    }
    paths
}
