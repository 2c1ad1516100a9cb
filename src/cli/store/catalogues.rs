//! The files of a person's own catalogues: `catalogues/ID.toml` in the folder. Folder and files are trusted by their
//! owner, as the folder of the store is. Nothing is made or changed here; what the files hold is not known.

use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rolefit::catalogue::is_id;

use super::folder::{Folder, check_link};
use crate::cli::error::{CliError, Result, why};

/// Returns the folder of own catalogues, or nothing where there is none.
///
/// # Errors
/// It cannot be looked at, it is no folder, or somebody else owns it or the link to it.
pub(crate) fn own_folder(home: Option<OsString>) -> Result<Option<PathBuf>> {
    let Some(folder) = Folder::existing(home) else {
        return Ok(None);
    };
    let path = folder.file("catalogues");
    let Some(found) = metadata(&path)? else {
        return Ok(None);
    };
    check_link(&path).map_err(refused)?;
    let shown = path.display();
    if !found.is_dir() {
        return Err(refused(format!("`{shown}` is no folder")));
    }
    if !is_mine(&found) {
        return Err(refused(format!(
            "the folder `{shown}` belongs to somebody else"
        )));
    }
    Ok(Some(path))
}

/// Returns the TOML files in the folder of own catalogues, in order of name.
///
/// # Errors
/// The folder cannot be read.
pub(crate) fn own_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |error: io::Error| cannot_look(folder, &error);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Returns the file of the catalogue with this id in the folder of own catalogues, if there is one.
///
/// # Errors
/// The folder or the file cannot be looked at, or the folder is not to be trusted.
pub(crate) fn own_file(home: Option<OsString>, id: &str) -> Result<Option<PathBuf>> {
    // An id may come from anybody's answers: what is no id never becomes part of a path.
    if !is_id(id) {
        return Ok(None);
    }
    let Some(folder) = own_folder(home)? else {
        return Ok(None);
    };
    let file = folder.join(format!("{id}.toml"));
    Ok(is_there(&file)?.then_some(file))
}

/// Returns whether there is such a file.
///
/// # Errors
/// It cannot be looked at.
fn is_there(file: &Path) -> Result<bool> {
    match fs::symlink_metadata(file) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(cannot_look(file, &error)),
    }
}

/// Says why a file cannot be trusted or read as a file, if it cannot.
pub(crate) fn check_own(file: &Path) -> Result<(), String> {
    let link = fs::symlink_metadata(file).map_err(|error| why(&error))?;
    let found = fs::metadata(file).map_err(|error| why(&error))?;
    if !is_mine(&link) || !is_mine(&found) {
        return Err("it belongs to somebody else".to_owned());
    }
    if !found.is_file() {
        return Err("it is no file".to_owned());
    }
    Ok(())
}

fn metadata(path: &Path) -> Result<Option<Metadata>> {
    match fs::metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot_look(path, &error)),
    }
}

fn is_mine(found: &Metadata) -> bool {
    found.uid() == rustix::process::geteuid().as_raw()
}

fn cannot_look(path: &Path, error: &io::Error) -> CliError {
    let what = format!("could not look into `{}`: {}", path.display(), why(error));
    CliError::io(what).hint("your own catalogues lie there; check its permissions")
}

fn refused(what: String) -> CliError {
    CliError::io(what).hint("your own catalogues are looked for there")
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, chown, symlink};

    use super::*;

    fn home_with_catalogues() -> (tempfile::TempDir, PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("catalogues");
        fs::create_dir(&folder).unwrap();
        (home, folder)
    }

    #[test]
    fn looking_makes_nothing() {
        let outer = tempfile::tempdir().unwrap();
        let home = outer.path().join("store");
        assert_eq!(own_folder(Some(home.clone().into())).unwrap(), None);
        assert!(!home.exists());
        fs::create_dir(&home).unwrap();
        assert_eq!(own_folder(Some(home.clone().into())).unwrap(), None);
        assert_eq!(fs::read_dir(&home).unwrap().count(), 0);
    }

    #[test]
    fn only_files_that_end_in_toml_count_in_order_of_name() {
        let (home, folder) = home_with_catalogues();
        for name in ["b.toml", "a.toml", "a.toml~", "notes.md"] {
            fs::write(folder.join(name), "").unwrap();
        }
        let found = own_folder(Some(home.path().into())).unwrap().unwrap();
        let names = own_files(&found).unwrap();
        assert_eq!(names, [folder.join("a.toml"), folder.join("b.toml")]);
        assert!(is_there(&names[0]).unwrap());
        assert!(!is_there(&folder.join("c.toml")).unwrap());
        assert_eq!(check_own(&names[0]), Ok(()));
    }

    #[test]
    fn a_link_of_ones_own_is_followed_and_a_folder_is_no_file() {
        let (_home, folder) = home_with_catalogues();
        let (real, link) = (folder.join("real"), folder.join("link.toml"));
        fs::write(&real, "").unwrap();
        symlink(&real, &link).unwrap();
        assert_eq!(check_own(&link), Ok(()));
        assert_eq!(check_own(&folder), Err("it is no file".to_owned()));
        fs::remove_file(&real).unwrap();
        assert_eq!(check_own(&link), Err("entity not found".to_owned()));
    }

    #[test]
    fn what_somebody_else_owns_is_refused() {
        // Only the administrator can give something to somebody else.
        if !rustix::process::geteuid().is_root() {
            return;
        }
        let (home, folder) = home_with_catalogues();
        let file = folder.join("theirs.toml");
        fs::write(&file, "").unwrap();
        chown(&file, Some(1), None).unwrap();
        assert_eq!(
            check_own(&file),
            Err("it belongs to somebody else".to_owned())
        );
        chown(&folder, Some(1), None).unwrap();
        let error = own_folder(Some(home.path().into())).unwrap_err();
        assert!(
            error.message.contains("belongs to somebody else"),
            "{}",
            error.message
        );
    }

    #[test]
    fn a_folder_without_rights_is_said_to_have_none() {
        // The administrator may read everything.
        if rustix::process::geteuid().is_root() {
            return;
        }
        let (home, folder) = home_with_catalogues();
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o000)).unwrap();
        let found = own_folder(Some(home.path().into())).unwrap().unwrap();
        let error = own_files(&found).unwrap_err();
        assert!(
            error.message.contains("permission denied"),
            "{}",
            error.message
        );
        assert!(is_there(&folder.join("a.toml")).is_err());
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    }
}
