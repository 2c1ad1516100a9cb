//! The files that this run reads or was told of, told apart by device and number and not by name. Whoever reads a file
//! opens it here, so that no command and no option can forget it.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io;
use std::os::fd::AsFd;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::environment;

/// What was read, and what messages call it. It is of the process because files are read in places that know no output.
static READ: Mutex<BTreeMap<Identity, String>> = Mutex::new(BTreeMap::new());

/// What makes a file itself, whatever it is called: its device, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Identity(u64, u64);

impl Identity {
    /// Returns what a plain file or a pipe is: who reads from it and writes to it loses what was there, or waits for
    /// itself. Other devices are written to and never replaced.
    pub(crate) fn of(found: &Metadata) -> Option<Self> {
        let is_one = found.is_file() || found.file_type().is_fifo();
        is_one.then(|| Self(found.dev(), found.ino()))
    }

    /// Returns what lies behind an open descriptor, where that is a plain file or a pipe.
    pub(crate) fn behind(descriptor: impl AsFd) -> Option<Self> {
        let file = File::from(descriptor.as_fd().try_clone_to_owned().ok()?);
        Self::of(&file.metadata().ok()?)
    }
}

/// Opens a file to read.
///
/// # Errors
/// It cannot be opened or looked at.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    note(&file.metadata()?, path);
    Ok(file)
}

/// Takes note of a file that will be read later, or may be.
///
/// # Errors
/// It cannot be looked at.
pub(crate) fn expect(path: &Path) -> io::Result<()> {
    note(&fs::metadata(path)?, path);
    Ok(())
}

/// Takes note of what standard input comes from.
///
/// # Errors
/// Nothing can be read from it.
pub(crate) fn expect_standard_input() -> io::Result<()> {
    environment::check_standard_input()?;
    remember(
        Identity::behind(io::stdin()),
        "the file on standard input".to_owned(),
    );
    Ok(())
}

fn note(found: &Metadata, path: &Path) {
    remember(Identity::of(found), format!("`{}`", path.display()));
}

fn remember(file: Option<Identity>, name: String) {
    if let Some(file) = file {
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        read.entry(file).or_insert(name);
    }
}

/// Returns what a file was called when it was read, if it was.
pub(crate) fn name_of(file: Identity) -> Option<String> {
    let read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    read.get(&file).cloned()
}

/// Returns whether there is something of this name that is written to and never replaced: no file, as a device or a pipe
/// is, or an open file of this process, as `/dev/stdout` may be.
pub(super) fn is_no_file(file: &Path) -> bool {
    file.exists() && (!file.is_file() || is_descriptor(file))
}

/// Returns whether a name leads to an open file of a process: a file beside it cannot be made.
fn is_descriptor(file: &Path) -> bool {
    links(file).any(|(folder, _)| folder.starts_with("/proc") || folder.starts_with("/dev/fd"))
}

/// Returns where a name leads: the real folder that it lies in and the name, and the same of each link that it is.
pub(super) fn links(file: &Path) -> impl Iterator<Item = (PathBuf, PathBuf)> {
    /// The system follows no more links than that.
    const MOST_LINKS: usize = 40;
    let place = |file: PathBuf| Some((folder_of(&file).canonicalize().ok()?, file));
    let next = move |(folder, file): &(PathBuf, PathBuf)| {
        let target = fs::read_link(file).ok()?;
        place(folder.join(target))
    };
    std::iter::successors(place(file.to_path_buf()), next).take(MOST_LINKS + 1)
}

/// Returns whether the name of a file ends so, in letters of any size.
pub(crate) fn ends_in(file: &Path, ending: &str) -> bool {
    let own = file.extension();
    own.is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

/// Returns the folder that a file lies in.
pub(crate) fn folder_of(file: &Path) -> &Path {
    file.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}
