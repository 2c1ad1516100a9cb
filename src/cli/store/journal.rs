//! The journal of a questionnaire under way: appended to, never rewritten. What its lines hold is for the library to
//! say, and whether an item exists for its reader.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rolefit::session::journal::{
    self as record, Draft, DraftError, Header, Read, Record, Value, read,
};

use super::folder::{Folder, private, read_bounded};
use super::lock::{are_one, is_still};
use crate::cli::signals::own_write;

/// Ten thousand replies take a megabyte; a file beyond this is none of ours.
const LARGEST: u64 = 4 << 20;

/// The journal as it is written.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    /// Opened by the first reply: a questionnaire without one leaves nothing behind.
    file: Option<File>,
    header: Header,
    /// Everything that is whole and on disk: it is written again where the file is gone.
    text: Vec<u8>,
    standing: Standing,
    n: u64,
    /// Whether the file may hold more than `text`, which the next write cuts off first.
    surplus: bool,
    /// Whether the folder is on disk with the file in it.
    linked: bool,
}

impl Journal {
    /// Returns where the journal of a questionnaire lies that is called by this key.
    pub(crate) fn place(folder: &Folder, key: &str) -> PathBuf {
        folder.file(&format!("draft-{key}.jsonl"))
    }

    /// Reads what is there.
    ///
    /// # Errors
    /// The file is there and cannot be read, or what it holds is damaged.
    pub(crate) fn read(path: &Path) -> io::Result<Result<Read, DraftError>> {
        match read_bounded(path, LARGEST) {
            Ok(bytes) => Ok(read(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Ok(Read::Nothing { torn: Vec::new() }))
            }
            Err(error) => Err(error),
        }
    }

    /// Starts a journal; nothing is written before the first reply.
    pub(crate) fn start(path: PathBuf, header: Header) -> Self {
        Self {
            standing: Standing::new(&path, 0),
            path,
            file: None,
            header,
            text: Vec::new(),
            n: 0,
            surplus: true,
            linked: false,
        }
    }

    /// Goes on with a journal that was read; a torn end is cut off (see [`keep_torn`], which comes first).
    pub(crate) fn resume(path: PathBuf, draft: &Draft) -> io::Result<Self> {
        let mut text = read_bounded(&path, LARGEST)?;
        text.truncate(usize::try_from(draft.length).unwrap_or(usize::MAX));
        let file = private().append(true).open(&path)?;
        file.set_len(draft.length)?;
        file.sync_all()?;
        Ok(Self {
            standing: Standing::new(&path, draft.length),
            path,
            file: Some(file),
            header: draft.header.clone(),
            text,
            n: draft.n,
            surplus: false,
            linked: false,
        })
    }

    /// Writes replies and returns once they are on disk. Where that fails, what was written of them is cut off again.
    pub(crate) fn append(&mut self, replies: &[(&str, Value)]) -> io::Result<()> {
        let mut text = if self.text.is_empty() {
            record::head(&self.header)
        } else {
            String::new()
        };
        for (number, (item, value)) in (self.n + 1..).zip(replies) {
            text.push_str(&record::line(&Record::new(number, item, *value)));
        }
        let length = self.text.len() as u64;
        let file = match &mut self.file {
            Some(file) => {
                check_length(file, length)?;
                file
            }
            none => none.insert(private().append(true).create(true).open(&self.path)?),
        };
        if self.surplus {
            file.set_len(length)?;
            self.surplus = false;
        }
        let written = own_write(|| file.write_all(text.as_bytes()))
            .and_then(|()| file.sync_data())
            .and_then(|()| {
                if self.linked {
                    return Ok(());
                }
                sync_folder(&self.path)
            });
        if let Err(error) = written {
            // Where this fails too, the next write or the next reader cuts it off.
            self.surplus = file.set_len(length).is_err();
            return Err(error);
        }
        self.linked = true;
        self.text.extend_from_slice(text.as_bytes());
        self.standing.grow(self.text.len() as u64);
        self.n += replies.len() as u64;
        self.stand()
    }

    /// Makes sure that what was written can still be found: a file that was removed or renamed meanwhile is written
    /// again.
    ///
    /// # Errors
    /// It cannot be, another file has its name, or another program has cut it short.
    pub(crate) fn stand(&mut self) -> io::Result<()> {
        match &self.file {
            None => return Ok(()),
            Some(file) if is_still(&self.path, file) => {
                return check_length(file, self.text.len() as u64);
            }
            Some(_) => {}
        }
        let mut file = private()
            .append(true)
            .create_new(true)
            .open(&self.path)
            .map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => io::Error::other("another file has its name now"),
                _ => error,
            })?;
        own_write(|| file.write_all(&self.text))?;
        file.sync_data()?;
        sync_folder(&self.path)?;
        self.file = Some(file);
        Ok(())
    }

    /// Returns where it lies.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns what tells whether what was written is there still.
    pub(crate) fn standing(&self) -> Standing {
        self.standing.clone()
    }

    /// Removes it: its replies are in a result by now, or there are none.
    pub(crate) fn remove(&mut self) -> io::Result<()> {
        match self.file.take() {
            // Somebody else has removed it, or put another file in its place.
            Some(file) if !is_still(&self.path, &file) => Ok(()),
            Some(_) => discard(&self.path),
            None => Ok(()),
        }
    }
}

/// Tells, also where nothing is written, whether all that was written to a journal is there still.
#[derive(Debug, Clone)]
pub(crate) struct Standing {
    path: PathBuf,
    /// How many bytes were written.
    length: Arc<AtomicU64>,
}

impl Standing {
    pub(super) fn new(path: &Path, length: u64) -> Self {
        Self {
            path: path.to_path_buf(),
            length: Arc::new(length.into()),
        }
    }

    pub(super) fn grow(&self, length: u64) {
        self.length.store(length, Ordering::SeqCst);
    }

    pub(crate) fn is_whole(&self) -> bool {
        let length = self.length.load(Ordering::SeqCst);
        fs::metadata(&self.path).is_ok_and(|found| !found.is_file() || found.len() >= length)
    }
}

/// Makes sure that a file has so many bytes; a pipe or a device has none.
///
/// # Errors
/// It has fewer.
pub(super) fn check_length(file: &File, length: u64) -> io::Result<()> {
    let held = file.metadata()?;
    if held.is_file() && held.len() < length {
        return Err(io::Error::other("another program has cut it short"));
    }
    Ok(())
}

/// Removes a journal in which no reply stands.
pub(crate) fn discard(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Ok(()) => sync_folder(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Copies a torn end next to the journal before it is cut off.
pub(crate) fn keep_torn(path: &Path, torn: &[u8]) -> io::Result<PathBuf> {
    let aside = beside(path, "torn");
    let mut file = private().append(true).create(true).open(&aside)?;
    own_write(|| file.write_all(torn).and_then(|()| file.write_all(b"\n")))?;
    file.sync_all()?;
    Ok(aside)
}

/// Sets a journal aside under a name that is not taken, and returns that name.
pub(crate) fn set_aside(path: &Path) -> io::Result<Option<PathBuf>> {
    if !path.exists() {
        return Ok(None);
    }
    let mut number = 1;
    loop {
        let aside = beside(
            path,
            &if number == 1 {
                "bak".to_owned()
            } else {
                format!("bak-{number}")
            },
        );
        if move_to(path, &aside)? {
            return Ok(Some(aside));
        }
        number += 1;
    }
}

/// Gives a file another name in the same folder, and returns whether that was free. Whoever calls this holds the locks.
pub(super) fn move_to(path: &Path, new: &Path) -> io::Result<bool> {
    // A hard link never replaces a file, unlike a rename.
    if let Err(error) = fs::hard_link(path, new) {
        match fs::symlink_metadata(new) {
            // One that was killed between the two steps has left both names.
            Ok(there) if are_one(&there, &fs::symlink_metadata(path)?) => {}
            Ok(_) => return Ok(false),
            // There are file systems without hard links.
            Err(none) if none.kind() == io::ErrorKind::NotFound => {
                fs::rename(path, new)?;
                sync_folder(path)?;
                return Ok(true);
            }
            Err(_) => return Err(error),
        }
    }
    fs::remove_file(path)?;
    sync_folder(path)?;
    Ok(true)
}

/// Makes sure that a file's name stays as it is.
fn sync_folder(path: &Path) -> io::Result<()> {
    Folder::sync(path.parent().unwrap_or(Path::new(".")))
}

pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests;
