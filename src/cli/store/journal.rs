//! The journal of a questionnaire under way: appended to, never rewritten. What its lines hold is for the library to
//! say, and whether an item exists for its reader.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rolefit::session::journal::{
    self as record, Draft, DraftError, Header, Read, Record, Value, read,
};

use super::bounded;
use super::folder::{Folder, private};
use super::lock::are_one;

/// Ten thousand replies take a megabyte; a file beyond this is none of ours.
const LARGEST: u64 = 4 << 20;

/// The journal as it is written.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    /// Opened by the first reply: a questionnaire without one leaves nothing behind.
    file: Option<File>,
    header: Header,
    /// Bytes that are whole and on disk.
    length: u64,
    n: u64,
    /// Whether the file may hold bytes beyond `length`, which the next write cuts off first.
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
        match bounded::read(path, LARGEST) {
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
            path,
            file: None,
            header,
            length: 0,
            n: 0,
            surplus: true,
            linked: false,
        }
    }

    /// Goes on with a journal that was read; a torn end is cut off (see [`keep_torn`], which comes first).
    pub(crate) fn resume(path: PathBuf, draft: &Draft) -> io::Result<Self> {
        let file = private().append(true).open(&path)?;
        file.set_len(draft.length)?;
        file.sync_all()?;
        Ok(Self {
            path,
            file: Some(file),
            header: draft.header.clone(),
            length: draft.length,
            n: draft.records.len() as u64,
            surplus: false,
            linked: false,
        })
    }

    /// Writes replies and returns once they are on disk. Where that fails, what was written of them is cut off again.
    pub(crate) fn append(&mut self, replies: &[(&str, Value)]) -> io::Result<()> {
        let mut text = if self.length == 0 {
            record::line(&self.header)
        } else {
            String::new()
        };
        for (number, (item, value)) in (self.n + 1..).zip(replies) {
            text.push_str(&record::line(&Record::new(number, item, *value)));
        }
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(private().append(true).create(true).open(&self.path)?),
        };
        if self.surplus {
            file.set_len(self.length)?;
            self.surplus = false;
        }
        let written = file
            .write_all(text.as_bytes())
            .and_then(|()| file.sync_data())
            .and_then(|()| {
                if self.linked {
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
        self.n += replies.len() as u64;
        Ok(())
    }

    /// Returns where it lies.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes it: its replies are in a result by now, or there are none.
    pub(crate) fn remove(&mut self) -> io::Result<()> {
        if self.file.take().is_some() {
            fs::remove_file(&self.path)?;
            Folder::sync(self.path.parent().unwrap_or(Path::new(".")))?;
        }
        Ok(())
    }
}

/// Removes a journal in which no reply stands.
pub(crate) fn discard(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Ok(()) => Folder::sync(path.parent().unwrap_or(Path::new("."))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Copies a torn end next to the journal before it is cut off.
pub(crate) fn keep_torn(path: &Path, torn: &[u8]) -> io::Result<PathBuf> {
    let aside = beside(path, "torn");
    let mut file = private().append(true).create(true).open(&aside)?;
    file.write_all(torn)?;
    file.write_all(b"\n")?;
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
                Folder::sync(path.parent().unwrap_or(Path::new(".")))?;
                return Ok(true);
            }
            Err(_) => return Err(error),
        }
    }
    fs::remove_file(path)?;
    Folder::sync(path.parent().unwrap_or(Path::new(".")))?;
    Ok(true)
}

pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests;
