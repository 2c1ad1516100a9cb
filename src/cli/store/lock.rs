//! One questionnaire at a time. The lock dies with its process, so none is ever stale.

use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::folder::{Folder, private};
use super::key::parts;
use crate::cli::error::CliError;

/// A lock that is held as long as this lives.
#[derive(Debug)]
pub(crate) enum Locked {
    /// Held.
    Held {
        /// Never read: dropping it lets go.
        _file: File,
    },
    /// The file system knows no locks.
    Unsupported,
}

/// Takes the lock on the questionnaire that is called by this key.
///
/// # Errors
/// Another process holds it, or the lock file cannot be opened.
pub(crate) fn hold(folder: &Folder, key: &str) -> Result<Locked, CliError> {
    let doing = match parts(key) {
        (catalogue, false) => format!("is asking the questionnaire `{catalogue}` already"),
        (catalogue, true) => {
            format!("is asking the questionnaire `{catalogue}` about the same person already")
        }
    };
    take(
        folder,
        &format!("draft-{key}.lock"),
        &doing,
        "finish or pause it there first",
    )
}

/// Takes the lock on practice with a question bank.
///
/// # Errors
/// Another process holds it, or the lock file cannot be opened.
pub(crate) fn hold_practice(folder: &Folder, bank: &str) -> Result<Locked, CliError> {
    let doing = format!("is practising `{bank}` already");
    take(
        folder,
        &format!("practice-{bank}.lock"),
        &doing,
        "finish or quit it there first",
    )
}

fn take(folder: &Folder, name: &str, doing: &str, remedy: &str) -> Result<Locked, CliError> {
    let path = folder.file(name);
    let mut file = open(&path).map_err(|error| {
        CliError::io(format!("could not open `{}`: {error}", path.display()))
            .hint("set ROLEFIT_HOME to a folder that can be written to")
    })?;
    match file.try_lock() {
        // Whoever held it may have removed the file before letting go: then it locks nothing any more.
        Ok(()) if !is_still(&path, &file) => take(folder, name, doing, remedy),
        Ok(()) => {
            // Only told to a second process; the lock holds without it.
            let _ = file.set_len(0);
            let _ = file.rewind();
            let _ = write!(file, "{}", std::process::id());
            Ok(Locked::Held { _file: file })
        }
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            let _ = file.take(20).read_to_string(&mut holder);
            let holder = match holder.trim().parse::<u32>() {
                Ok(process) => format!(" (process {process})"),
                Err(_) => String::new(),
            };
            Err(CliError::io(format!("another rolefit{holder} {doing}")).hint(remedy))
        }
        Err(TryLockError::Error(_)) => Ok(Locked::Unsupported),
    }
}

fn open(path: &Path) -> io::Result<File> {
    private()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}

/// Returns whether the path still leads to this file.
pub(super) fn is_still(path: &Path, file: &File) -> bool {
    match (fs::metadata(path), file.metadata()) {
        (Ok(there), Ok(held)) => are_one(&there, &held),
        _ => false,
    }
}

/// Returns whether these are of one file.
pub(super) fn are_one(a: &Metadata, b: &Metadata) -> bool {
    a.dev() == b.dev() && a.ino() == b.ino()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_on_a_file_that_was_removed_meanwhile_is_none() {
        let outer = tempfile::tempdir().unwrap();
        let path = outer.path().join("lock");
        let file = open(&path).unwrap();
        assert!(is_still(&path, &file));
        fs::remove_file(&path).unwrap();
        assert!(!is_still(&path, &file));
        let _other = open(&path).unwrap();
        assert!(!is_still(&path, &file));
    }

    #[test]
    fn a_second_holder_is_refused_until_the_first_lets_go() {
        let outer = tempfile::tempdir().unwrap();
        let folder = Folder::open(Some(outer.path().into())).unwrap();
        let first = hold(&folder, "roles").unwrap();
        let refused = hold(&folder, "roles").unwrap_err();
        assert!(
            refused
                .message
                .contains(&format!("process {}", std::process::id()))
        );
        assert!(hold(&folder, "others").is_ok());
        drop(first);
        assert!(hold(&folder, "roles").is_ok());
    }
}
