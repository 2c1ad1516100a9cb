//! One questionnaire at a time. The lock dies with its process, so none is ever stale.

use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, IsTerminal, Read, Seek, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

use super::folder::{Folder, parts, private};
use crate::cli::error::{CliError, Result};
use crate::cli::signals::own_write;
use crate::cli::wrap::say;

/// A lock that is held as long as this lives.
#[derive(Debug)]
pub(crate) enum Locked {
    /// Held.
    Held {
        /// The locked file.
        file: File,
    },
    /// The file system knows no locks.
    Unsupported,
}

impl Drop for Locked {
    /// Lets go. Closing the file alone would not where a process that was started just now has it open still.
    fn drop(&mut self) {
        if let Self::Held { file } = self {
            let _ = file.unlock();
        }
    }
}

/// For how long a lock is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stay {
    /// As long as a person likes: whoever comes meanwhile is refused.
    Long,
    /// For a moment: whoever comes meanwhile waits.
    Brief,
}

/// Takes the lock on the questionnaire that is called by this key.
///
/// # Errors
/// Another process holds it for long, or the lock file cannot be opened.
pub(crate) fn hold(folder: &Folder, key: &str, stay: Stay) -> Result<Locked> {
    let doing = match parts(key) {
        (catalogue, false) => format!("is asking the questionnaire `{catalogue}` already"),
        (catalogue, true) => {
            format!("is asking the questionnaire `{catalogue}` about the same person already")
        }
    };
    let path = folder.file(&format!("draft-{key}.lock"));
    take(&path, stay, &doing, "finish or pause it there first")
}

/// Takes the lock on practice with a question bank.
///
/// # Errors
/// Another process holds it for long, or the lock file cannot be opened.
pub(crate) fn hold_practice(folder: &Folder, bank: &str, stay: Stay) -> Result<Locked> {
    let doing = format!("is practising `{bank}` already");
    let path = folder.file(&format!("practice-{bank}.lock"));
    take(&path, stay, &doing, "finish or quit it there first")
}

/// What stands behind the number of a process that holds a lock for a moment.
const BRIEFLY: &str = " briefly";
/// How long one that holds a lock for a moment may take.
const LONGEST_MOMENT: Duration = Duration::from_secs(20);
/// After so long somebody at a terminal is told what is waited for.
const TOLD_AFTER: Duration = Duration::from_secs(1);
/// How long it may take until a process that holds a lock has written down who it is. Before that the file is empty,
/// its line has no end, or it names one that has ended.
const WRITTEN_WITHIN: Duration = Duration::from_secs(5);

fn take(path: &Path, stay: Stay, doing: &str, remedy: &str) -> Result<Locked> {
    let mut seen: Option<(String, Instant)> = None;
    let mut untold = io::stderr().is_terminal().then(Instant::now);
    loop {
        let mut file = open(path).map_err(|error| not_opened(path, &error))?;
        match file.try_lock() {
            // Whoever held it may have removed the file before letting go: then it locks nothing any more.
            Ok(()) if !is_still(path, &file) => continue,
            Ok(()) => {
                // Only told to a second process; the lock holds without it.
                let _ = file.set_len(0);
                let _ = file.rewind();
                let how_long = match stay {
                    Stay::Long => "",
                    Stay::Brief => BRIEFLY,
                };
                let line = format!("{}{how_long}\n", std::process::id());
                let _ = own_write(|| file.write_all(line.as_bytes()));
                return Ok(Locked::Held { file });
            }
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(_)) => return Ok(Locked::Unsupported),
        }
        let mut holder = String::new();
        let _ = file.take(40).read_to_string(&mut holder);
        let since = match seen {
            Some((before, since)) if before == holder => since,
            _ => Instant::now(),
        };
        let line = holder.strip_suffix('\n');
        let brief = line.and_then(|line| line.strip_suffix(BRIEFLY));
        let number = brief.or(line).unwrap_or(&holder);
        let process = number.parse().ok().and_then(Pid::from_raw);
        let patience = match process {
            _ if brief.is_some() => LONGEST_MOMENT,
            Some(process) if line.is_some() && lives(process) => Duration::ZERO,
            _ => WRITTEN_WITHIN,
        };
        let process = process.map_or_else(String::new, |process| {
            format!(" (process {})", process.as_raw_pid())
        });
        let told = format!("another rolefit{process} {doing}");
        if since.elapsed() >= patience {
            return Err(CliError::io(told).hint(remedy));
        }
        if untold
            .take_if(|begun| begun.elapsed() >= TOLD_AFTER)
            .is_some()
        {
            say(&format!("{told}; waiting for it to end"));
        }
        seen = Some((holder, since));
        thread::sleep(Duration::from_millis(5));
    }
}

/// Returns what to say of a lock that could not be opened: nobody holds it.
fn not_opened(path: &Path, error: &io::Error) -> CliError {
    let remedy = match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "give yourself the right to write there, or set ROLEFIT_HOME to another folder"
        }
        _ => "set ROLEFIT_HOME to a folder that can be written to",
    };
    CliError::io(format!("could not open `{}`: {error}", path.display())).hint(remedy)
}

/// Returns whether there is still a process of this number.
fn lives(process: Pid) -> bool {
    test_kill_process(process) != Err(Errno::SRCH)
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
    fn whoever_comes_while_it_is_held_for_a_moment_waits() {
        let outer = tempfile::tempdir().unwrap();
        let folder = Folder::open(Some(outer.path().into())).unwrap();
        let first = hold_practice(&folder, "bank", Stay::Brief).unwrap();
        thread::scope(|scope| {
            let second = scope.spawn(|| hold_practice(&folder, "bank", Stay::Long).is_ok());
            thread::sleep(Duration::from_millis(100));
            drop(first);
            assert!(second.join().unwrap());
        });
    }

    #[test]
    fn a_holder_that_has_not_yet_written_its_whole_line_is_waited_for() {
        let outer = tempfile::tempdir().unwrap();
        let folder = Folder::open(Some(outer.path().into())).unwrap();
        let mut first = open(&folder.file("practice-bank.lock")).unwrap();
        first.try_lock().unwrap();
        write!(first, "{}", std::process::id()).unwrap();
        thread::scope(|scope| {
            let second = scope.spawn(|| hold_practice(&folder, "bank", Stay::Brief).is_ok());
            thread::sleep(Duration::from_millis(100));
            first.unlock().unwrap();
            assert!(second.join().unwrap());
        });
    }

    #[test]
    fn a_second_holder_is_refused_until_the_first_lets_go() {
        let outer = tempfile::tempdir().unwrap();
        let folder = Folder::open(Some(outer.path().into())).unwrap();
        let first = hold(&folder, "roles", Stay::Long).unwrap();
        let refused = hold(&folder, "roles", Stay::Long).unwrap_err();
        assert!(
            refused
                .message
                .contains(&format!("process {}", std::process::id()))
        );
        assert!(hold(&folder, "others", Stay::Long).is_ok());
        drop(first);
        assert!(hold(&folder, "roles", Stay::Long).is_ok());
    }
}
