//! The journal of practice with one question bank: appended to for as long as somebody practises, never rewritten. It
//! knows lines and events; what follows from them is the library's part.

mod wire;

pub(crate) use wire::exported as exported_practice;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rolefit::preparation::practice::Stamped;

use super::folder::{Folder, private};
use super::journal::keep_torn;
use super::record::{self, LineError};
use wire::Line;

/// What a journal of practice holds.
#[derive(Debug, Default)]
pub(crate) struct Practised {
    /// What happened, in order.
    pub(crate) events: Vec<Stamped>,
    /// Lines, from 1, that are not what was written. They are left where they are, and out.
    pub(crate) damaged: Vec<usize>,
    /// The end of a write that was cut short.
    pub(crate) torn: Vec<u8>,
    length: u64,
    n: u64,
}

/// Why a journal of practice cannot be used.
#[derive(Debug)]
pub(crate) enum PracticeError {
    /// It cannot be read.
    Io(io::Error),
    /// This line, from 1, is from a newer version of the tool. Nothing is touched.
    Newer(usize),
}

/// The journal as it is written.
#[derive(Debug)]
pub(crate) struct PracticeJournal {
    path: PathBuf,
    file: Option<File>,
    length: u64,
    n: u64,
}

impl PracticeJournal {
    /// Returns where the journal of a bank lies.
    pub(crate) fn place(folder: &Folder, bank: &str) -> PathBuf {
        folder.file(&format!("practice-{bank}.jsonl"))
    }

    /// Reads what is there; nothing where nobody has practised yet.
    pub(crate) fn read(path: &Path) -> Result<Practised, PracticeError> {
        match fs::read(path) {
            Ok(bytes) => read(&bytes).map_err(PracticeError::Newer),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Practised::default()),
            Err(error) => Err(PracticeError::Io(error)),
        }
    }

    /// Goes on with a journal that was read. A torn end is copied aside; the first write takes its place.
    pub(crate) fn resume(path: PathBuf, practised: &Practised) -> io::Result<Self> {
        if !practised.torn.is_empty() {
            keep_torn(&path, &practised.torn)?;
        }
        Ok(Self {
            path,
            file: None,
            length: practised.length,
            n: practised.n,
        })
    }

    /// Writes events and returns once they are on disk. Where that fails, what was written of them is cut off again.
    pub(crate) fn append(&mut self, events: &[Stamped]) -> io::Result<()> {
        let text: String = (self.n + 1..)
            .zip(events)
            .map(|(n, Stamped { at, event })| record::line(&Line::new(n, *at, event)))
            .collect();
        let fresh = self.file.is_none();
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(
                private()
                    .append(true)
                    .create(true)
                    .open(&self.path)
                    .and_then(|file| file.set_len(self.length).map(|()| file))?,
            ),
        };
        let written = file
            .write_all(text.as_bytes())
            .and_then(|()| file.sync_data());
        if let Err(error) = written {
            // Where this fails too, the next reader finds a torn last line and cuts it off.
            let _ = file.set_len(self.length);
            return Err(error);
        }
        if fresh {
            Folder::sync(self.path.parent().unwrap_or(Path::new(".")))?;
        }
        self.length += text.len() as u64;
        self.n += events.len() as u64;
        Ok(())
    }
}

/// Reads the lines of a journal. The error is a line of a newer version.
fn read(bytes: &[u8]) -> Result<Practised, usize> {
    let mut practised = Practised::default();
    for (number, line) in (1..).zip(bytes.split_inclusive(|&byte| byte == b'\n')) {
        let Some(body) = line.strip_suffix(b"\n") else {
            practised.torn = line.to_vec();
            break;
        };
        practised.length += line.len() as u64;
        practised.n += 1;
        let event = match record::parse::<Line>(body) {
            Ok(line) => line.into_stamped(),
            Err(LineError::Newer(_)) => return Err(number),
            Err(LineError::Damaged) => None,
        };
        match event {
            Some(event) => practised.events.push(event),
            None => practised.damaged.push(number),
        }
    }
    Ok(practised)
}

#[cfg(test)]
mod tests;
