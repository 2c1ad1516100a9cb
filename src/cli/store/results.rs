//! Finished results: one file each, written whole or not at all, never changed afterwards.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rolefit::session::{dated, sealed};

use super::folder::{self, Folder};
use crate::cli::error::why;
use crate::cli::inputs;
use crate::cli::signals::Unfinished;

/// How the time stands in a name.
const TIME: &str = "%Y%m%d-%H%M%S";
const TIME_LENGTH: usize = "yyyymmdd-hhmmss".len();
/// What an unfinished save is called; only one that was killed leaves such a file behind.
const UNFINISHED: &str = ".tmp-";
/// A result is a few kilobytes; a file beyond this is none of ours.
const LARGEST: u64 = 4 << 20;

/// The place of a result that is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    /// The name of its file without the ending.
    pub(crate) id: String,
    /// When it was saved, in UTC.
    pub(crate) time: DateTime,
    pub(crate) path: PathBuf,
}

impl Kept {
    /// Returns the place of a file that is named like a result; others are none of ours.
    fn of(path: PathBuf) -> Option<Self> {
        let id = path.file_name()?.to_str()?.strip_suffix(".json")?;
        Some(Self {
            id: id.to_owned(),
            time: time_of(id)?,
            path,
        })
    }

    /// Returns whether something is called as a kept result is: by when it was kept, not by whose it is.
    pub(crate) fn is_id(id: &str) -> bool {
        time_of(id).is_some()
    }

    /// Reads what it holds, or says why it cannot be read.
    pub(crate) fn read(&self) -> Result<String, String> {
        // A link or a pipe may lead anywhere, and for ever.
        let found = fs::symlink_metadata(&self.path);
        let found = found.map_err(|error| why(&error))?;
        if found.is_dir() {
            return Err("it is a folder".to_owned());
        }
        if !found.is_file() {
            return Err("it is no plain file".to_owned());
        }
        let mut bytes = Vec::new();
        inputs::open(&self.path)
            .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
            .map_err(|error| why(&error))?;
        if bytes.len() as u64 > LARGEST {
            return Err(format!("it is larger than {LARGEST} bytes"));
        }
        String::from_utf8(bytes)
            .map_err(|error| format!("byte {} is not UTF-8", error.utf8_error().valid_up_to() + 1))
    }
}

/// Returns the time that an id begins with.
fn time_of(id: &str) -> Option<DateTime> {
    let (time, mark) = id.rsplit_once('-')?;
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let shaped = time.len() == TIME_LENGTH && mark.len() == 6 && mark.bytes().all(is_hex);
    let read = DateTime::strptime(TIME, time).ok().filter(|_| shaped)?;
    // A leap second would be read as the second before it.
    (read.strftime(TIME).to_string() == time).then_some(read)
}

/// Saves a result with its time and checksum as `results/<yyyymmdd-hhmmss>-<6 hex>.json`; the time is UTC. It is on disk
/// when this returns.
pub(crate) fn save(folder: &Folder, json: &str) -> io::Result<Kept> {
    let place = folder.file("results");
    folder::make(&place)?;
    let mut file = Unfinished::new(&place, UNFINISHED, None)?;
    let now = Timestamp::now().to_zoned(TimeZone::UTC).datetime();
    file.write_all(sealed(&dated(json, now)).as_bytes())?;
    file.as_file().sync_all()?;
    let time = now.strftime(TIME);
    loop {
        let mark = RandomState::new().hash_one(()) & 0xff_ffff;
        let path = place.join(format!("{time}-{mark:06x}.json"));
        match file.persist_as_new(&path) {
            Ok(()) => {
                Folder::sync(&place)?;
                return Ok(Kept::of(path).expect("results are named like one"));
            }
            Err((same, error)) if error.kind() == io::ErrorKind::AlreadyExists => file = same,
            Err((_, error)) => return Err(error),
        }
    }
}

/// Returns the places of all results, the oldest first. Files that are not named like one are passed over.
pub(crate) fn kept(folder: &Folder) -> io::Result<Vec<Kept>> {
    let mut kept: Vec<Kept> = files(&folder.file("results"))?
        .into_iter()
        .filter_map(Kept::of)
        .collect();
    kept.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(kept)
}

/// Returns what saves that were cut short left behind.
pub(crate) fn unfinished(folder: &Folder) -> io::Result<Vec<PathBuf>> {
    let mut files = files(&folder.file("results"))?;
    files.retain(|path| is_unfinished(path));
    Ok(files)
}

/// Returns what lies among the results and is none by its name, as notes are, or the copy that a file manager made: nobody
/// looks into it, and nothing deletes it.
pub(crate) fn foreign(folder: &Folder) -> io::Result<Vec<PathBuf>> {
    let mut files = files(&folder.file("results"))?;
    files.retain(|path| !is_unfinished(path) && Kept::of(path.clone()).is_none());
    files.sort();
    Ok(files)
}

fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with(UNFINISHED))
}

/// Returns what lies in a folder; nothing where there is none.
pub(super) fn files(place: &Path) -> io::Result<Vec<PathBuf>> {
    match fs::read_dir(place) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn folder() -> (tempfile::TempDir, Folder) {
        let outer = tempfile::tempdir().unwrap();
        let folder = Folder::open(Some(outer.path().into())).unwrap();
        (outer, folder)
    }

    #[test]
    fn twenty_saves_at_once_give_twenty_results_for_their_owner_alone() {
        let (_outer, folder) = folder();
        std::thread::scope(|scope| {
            for _ in 0..20 {
                scope.spawn(|| save(&folder, "{}").unwrap());
            }
        });
        let files: Vec<_> = fs::read_dir(folder.file("results"))
            .unwrap()
            .map(|entry| entry.unwrap())
            .collect();
        assert_eq!(files.len(), 20);
        for file in files {
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn results_come_in_order_of_time_and_other_files_are_none() {
        let (_outer, folder) = folder();
        assert_eq!(kept(&folder).unwrap(), []);
        let place = folder.file("results");
        folder::make(&place).unwrap();
        for name in [
            "20260102-000000-00000a.json",
            "20260101-235959-ffffff.json",
            "20261301-000000-aaaaaa.json",
            "20260101-000000-AAAAAA.json",
            "20260101-000000-aaaaaaa.json",
            "20260101-000000-aaaaaa.json.bak",
            ".tmp-x",
            "notes.json",
        ] {
            fs::write(place.join(name), "{}").unwrap();
        }
        let ids: Vec<String> = kept(&folder)
            .unwrap()
            .into_iter()
            .map(|one| one.id)
            .collect();
        assert_eq!(ids, ["20260101-235959-ffffff", "20260102-000000-00000a"]);
        assert_eq!(unfinished(&folder).unwrap(), [place.join(".tmp-x")]);
        let foreign = foreign(&folder).unwrap();
        assert_eq!(foreign.len(), 5);
        assert!(foreign.contains(&place.join("20260101-000000-aaaaaa.json.bak")));
    }

    #[test]
    fn a_saved_result_is_found_and_read_again() {
        let (_outer, folder) = folder();
        let saved = save(&folder, "{}").unwrap();
        assert_eq!(kept(&folder).unwrap(), std::slice::from_ref(&saved));
        assert_eq!(saved.read(), Ok("{}".to_owned()));
    }

    #[test]
    fn what_is_no_plain_text_file_is_told_and_never_waited_for() {
        let (outer, folder) = folder();
        let kept = save(&folder, "{}").unwrap();
        fs::write(&kept.path, b"{\xff").unwrap();
        assert_eq!(kept.read(), Err("byte 2 is not UTF-8".to_owned()));
        fs::remove_file(&kept.path).unwrap();
        std::os::unix::fs::symlink(outer.path().join("elsewhere"), &kept.path).unwrap();
        assert_eq!(kept.read(), Err("it is no plain file".to_owned()));
        fs::remove_file(&kept.path).unwrap();
        fs::create_dir(&kept.path).unwrap();
        assert_eq!(kept.read(), Err("it is a folder".to_owned()));
    }
}
