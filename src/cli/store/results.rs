//! Finished results: one file each, written whole or not at all, never changed afterwards.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read, Write};
use std::path::PathBuf;

use jiff::Timestamp;

use super::folder::{self, Folder};

/// A result is a few kilobytes; a file beyond this is none of ours.
const LARGEST: u64 = 4 << 20;

/// A result that is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finished {
    pub(crate) path: PathBuf,
    pub(crate) json: String,
}

/// Saves a result as `results/<yyyymmdd-hhmmss>-<6 hex>.json`; the time is UTC. It is on disk when this returns.
pub(crate) fn save(folder: &Folder, json: &str) -> io::Result<PathBuf> {
    let place = folder.file("results");
    folder::make(&place)?;
    // tempfile opens its files for their owner alone.
    let mut file = tempfile::Builder::new()
        .prefix(".tmp-")
        .tempfile_in(&place)?;
    file.write_all(json.as_bytes())?;
    file.as_file().sync_all()?;
    let time = Timestamp::now().strftime("%Y%m%d-%H%M%S").to_string();
    loop {
        let mark = RandomState::new().hash_one(()) & 0xff_ffff;
        let path = place.join(format!("{time}-{mark:06x}.json"));
        match file.persist_noclobber(&path) {
            Ok(_) => {
                Folder::sync(&place)?;
                return Ok(path);
            }
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => file = error.file,
            Err(error) => return Err(error.error),
        }
    }
}

/// Returns the latest result of a catalogue, or nothing where there is none. Files that are not results are passed over.
pub(crate) fn latest(folder: &Folder, catalogue: &str) -> io::Result<Option<Finished>> {
    let place = folder.file("results");
    let entries = match fs::read_dir(&place) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut names: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    names.retain(|path| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| !name.starts_with('.'))
            && path.extension().is_some_and(|ending| ending == "json")
    });
    names.sort();
    for path in names.into_iter().rev() {
        let mut json = String::new();
        let read =
            fs::File::open(&path).and_then(|file| file.take(LARGEST).read_to_string(&mut json));
        let value: Option<serde_json::Value> = match read {
            Ok(_) => serde_json::from_str(&json).ok(),
            Err(_) => None,
        };
        if value.is_some_and(|value| value["catalogue"]["id"] == catalogue) {
            return Ok(Some(Finished { path, json }));
        }
    }
    Ok(None)
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
    fn the_latest_result_of_the_catalogue_is_found_among_others_and_damage() {
        let (_outer, folder) = folder();
        let place = folder.file("results");
        folder::make(&place).unwrap();
        for (name, text) in [
            (
                "20260101-000000-aaaaaa.json",
                r#"{"catalogue":{"id":"one"},"seed":1}"#,
            ),
            (
                "20260102-000000-aaaaaa.json",
                r#"{"catalogue":{"id":"one"},"seed":2}"#,
            ),
            (
                "20260103-000000-aaaaaa.json",
                r#"{"catalogue":{"id":"two"}}"#,
            ),
            ("20260104-000000-aaaaaa.json", "{\"catalogue\""),
            (".tmp-x.json", r#"{"catalogue":{"id":"one"}}"#),
        ] {
            fs::write(place.join(name), text).unwrap();
        }
        let found = latest(&folder, "one").unwrap().unwrap();
        assert!(found.json.contains("\"seed\":2"));
        assert_eq!(latest(&folder, "none").unwrap(), None);
    }
}
