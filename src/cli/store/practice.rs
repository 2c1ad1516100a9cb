//! The journal of practice with one question bank: appended to for as long as somebody practises, never rewritten. It
//! knows bytes and places; what its lines hold and what follows from them is the library's part.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, Write};
use std::path::{Path, PathBuf};

use rolefit::preparation::practice::Stamped;
use rolefit::preparation::practice::journal::{Practised, line, read};

use super::folder::{Folder, private, read_bounded};
use super::journal::{Standing, beside, check_length, keep_torn, set_aside};
use super::lock::{Locked, are_one};
use crate::cli::signals::own_write;

/// Years of daily practice; a file beyond this is none of ours.
const LARGEST: u64 = 64 << 20;

/// The journal as it is written.
#[derive(Debug)]
pub(crate) struct PracticeJournal {
    path: PathBuf,
    file: Option<File>,
    /// Bytes that are whole and on disk.
    length: u64,
    standing: Standing,
    n: u64,
    /// Whether the file may hold bytes of ours beyond `length`, which the next write cuts off first.
    surplus: bool,
    /// Whether the folder is on disk with the file in it.
    linked: bool,
    /// Whether others may write to it too, because the file system knows no locks.
    shared: bool,
}

impl PracticeJournal {
    /// Returns where the journal of a bank lies.
    pub(crate) fn place(folder: &Folder, bank: &str) -> PathBuf {
        folder.file(&format!("practice-{bank}.jsonl"))
    }

    /// Reads what is there; nothing where nobody has practised yet.
    pub(crate) fn read(path: &Path) -> io::Result<Practised> {
        match read_bounded(path, LARGEST) {
            Ok(bytes) => Ok(read(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Practised::default()),
            Err(error) => Err(error),
        }
    }

    /// Goes on with a journal that was read. A torn end is copied aside and cut off, and the copy's name is returned.
    ///
    /// # Errors
    /// The file that could not be written, and why.
    pub(crate) fn resume(
        path: PathBuf,
        practised: &Practised,
        lock: &Locked,
    ) -> Result<(Self, Option<PathBuf>), (PathBuf, io::Error)> {
        let mut aside = None;
        if !practised.torn.is_empty() {
            let copy = beside(&path, "torn");
            aside = Some(keep_torn(&path, &practised.torn).map_err(|error| (copy, error))?);
            let cut = private().append(true).open(&path).and_then(|file| {
                file.set_len(practised.length)?;
                file.sync_all()
            });
            cut.map_err(|error| (path.clone(), error))?;
        }
        let file = match private().read(true).append(true).open(&path) {
            Ok(file) => Some(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err((path, error)),
        };
        let journal = Self {
            standing: Standing::new(&path, practised.length),
            path,
            file,
            length: practised.length,
            n: practised.n,
            surplus: false,
            linked: false,
            shared: matches!(lock, Locked::Unsupported),
        };
        Ok((journal, aside))
    }

    /// Makes sure that what was written is where it belongs, whatever another program did to its file.
    pub(crate) fn keep(&mut self) -> io::Result<()> {
        match &mut self.file {
            Some(file) => keep_in_place(&self.path, file, self.length),
            None => Ok(()),
        }
    }

    /// Returns where it lies.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns what tells whether what was written is there still.
    pub(crate) fn standing(&self) -> Standing {
        self.standing.clone()
    }

    /// Writes events and returns once they are on disk. Where that fails, what was written of them is cut off again.
    pub(crate) fn append(&mut self, events: &[Stamped]) -> io::Result<()> {
        if events.is_empty() {
            return Ok(());
        }
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(
                private()
                    .read(true)
                    .append(true)
                    .create(true)
                    .open(&self.path)?,
            ),
        };
        keep_in_place(&self.path, file, self.length)?;
        if self.surplus {
            file.set_len(self.length)?;
            self.surplus = false;
        }
        if self.shared {
            // What others wrote meanwhile stays, and is counted on from.
            let bytes = read_bounded(&self.path, LARGEST)?;
            let theirs = read(&bytes);
            if let Some(line) = theirs.newer {
                let what = format!("line {line} was written by a newer rolefit");
                return Err(io::Error::other(what));
            }
            if !theirs.torn.is_empty() {
                return Err(io::Error::other("another rolefit is writing to it"));
            }
            (self.length, self.n) = (theirs.length, theirs.n);
        }
        let text: String = (self.n + 1..)
            .zip(events)
            .map(|(n, event)| line(n, event))
            .collect();
        let linked = self.linked;
        let written = own_write(|| file.write_all(text.as_bytes()))
            .and_then(|()| file.sync_data())
            .and_then(|()| {
                if linked {
                    return Ok(());
                }
                Folder::sync(self.path.parent().unwrap_or(Path::new(".")))
            });
        if let Err(error) = written {
            // Where this fails too, the next write or the next reader cuts it off.
            self.surplus = file.set_len(self.length).is_err();
            return Err(error);
        }
        self.linked = true;
        self.length += text.len() as u64;
        self.standing.grow(self.length);
        self.n += events.len() as u64;
        Ok(())
    }
}

/// Makes sure that the first `length` bytes of a file, which are known to be good, lie at their place: where another program
/// has removed it or put something else there, it is written again, and what is there is set aside.
///
/// # Errors
/// It cannot be written, or another program has cut it short.
fn keep_in_place(path: &Path, file: &mut File, length: u64) -> io::Result<()> {
    let held = file.metadata()?;
    if !held.is_file() {
        // A pipe or a device holds nothing that could be written again.
        return Ok(());
    }
    check_length(file, length)?;
    match fs::symlink_metadata(path) {
        Ok(there) if are_one(&there, &held) => return Ok(()),
        Ok(_) => drop(set_aside(path)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut new = private()
        .read(true)
        .append(true)
        .create_new(true)
        .open(path)?;
    // Whoever still has the file open still has what was in it.
    file.rewind()?;
    own_write(|| io::copy(&mut (&*file).take(length), &mut new))?;
    new.sync_all()?;
    Folder::sync(path.parent().unwrap_or(Path::new(".")))?;
    *file = new;
    Ok(())
}

#[cfg(test)]
mod tests;
