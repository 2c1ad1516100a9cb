//! The folder in which things are kept: `ROLEFIT_HOME`, else the XDG state folder. Open to its owner alone.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::cli::error::CliError;

/// A folder that exists and may be written to by its owner.
#[derive(Debug, Clone)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Opens the folder and makes it where it does not exist. `home` is the value of `ROLEFIT_HOME`.
    ///
    /// # Errors
    /// There is no place for it, it cannot be made, or it is a link that somebody else controls.
    pub(crate) fn open(home: Option<OsString>) -> Result<Self, CliError> {
        let path = place(home).ok_or_else(|| {
            CliError::io(
                "there is no folder to keep answers in: neither ROLEFIT_HOME nor HOME is set",
            )
            .hint("set ROLEFIT_HOME to a folder, or answer with --no-save")
        })?;
        let refuse = |what: String| {
            CliError::io(what).hint("set ROLEFIT_HOME to another folder, or answer with --no-save")
        };
        check_owner(&path).map_err(&refuse)?;
        make(&path).map_err(|error| {
            refuse(format!(
                "could not make the folder `{}`: {error}",
                path.display()
            ))
        })?;
        Ok(Self(path))
    }

    /// Returns the folder if it is there already and may be trusted. Nothing is made: whoever only reads leaves no trace.
    pub(crate) fn existing(home: Option<OsString>) -> Option<Self> {
        let path = place(home)?;
        (path.is_dir() && check_owner(&path).is_ok()).then_some(Self(path))
    }

    /// Returns the path of a file in it.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Makes sure that what was created, renamed or removed in a folder stays so.
    pub(crate) fn sync(path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    /// Returns its path.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

fn place(home: Option<OsString>) -> Option<PathBuf> {
    match home {
        Some(home) if !home.is_empty() => Some(PathBuf::from(home)),
        _ => etcetera::base_strategy::choose_base_strategy()
            .ok()?
            .state_dir()
            .map(|state| state.join("rolefit")),
    }
}

/// Makes a folder, and those above it, open to its owner alone.
pub(super) fn make(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Options for a file open to its owner alone.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

/// A link is followed only where it and what it leads to belong to the person who runs this.
fn check_owner(path: &Path) -> Result<(), String> {
    let me = rustix::process::geteuid().as_raw();
    let Ok(link) = fs::symlink_metadata(path) else {
        return Ok(());
    };
    if !link.is_symlink() {
        return Ok(());
    }
    let target = fs::metadata(path).map(|target| target.uid());
    if link.uid() == me && target.is_ok_and(|owner| owner == me) {
        return Ok(());
    }
    Err(format!(
        "the folder `{}` is a link to a place that somebody else owns",
        path.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_folder_is_made_for_its_owner_alone() {
        let outer = tempfile::tempdir().unwrap();
        let path = outer.path().join("a/b");
        let folder = Folder::open(Some(path.clone().into())).unwrap();
        let mode = fs::metadata(folder.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn a_link_of_ones_own_is_followed() {
        let outer = tempfile::tempdir().unwrap();
        fs::create_dir(outer.path().join("real")).unwrap();
        let link = outer.path().join("link");
        std::os::unix::fs::symlink(outer.path().join("real"), &link).unwrap();
        assert!(Folder::open(Some(link.into())).is_ok());
    }
}
