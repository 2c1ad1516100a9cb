//! The folder in which things are kept: `ROLEFIT_HOME`, else the XDG state folder. Open to its owner alone. And
//! what a questionnaire is called among its files.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use rolefit::catalogue::is_id;
use rolefit::session::PersonName;
use sha2::{Digest, Sha256};

use crate::cli::error::{CliError, Result, why};
use crate::cli::inputs;
use crate::cli::wrap::say;

/// A folder that exists and may be written to by its owner.
#[derive(Debug, Clone)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Opens the folder and makes it where it does not exist. `home` is the value of `ROLEFIT_HOME`.
    ///
    /// # Errors
    /// There is no place for it, it cannot be made, somebody else owns it or the link to it, the link leads nowhere, or it
    /// is shared.
    pub(crate) fn open(home: Option<OsString>) -> Result<Self> {
        let path = place(home).ok_or_else(|| {
            CliError::io(
                "there is no folder to keep answers in: neither ROLEFIT_HOME nor HOME is set",
            )
            .hint("set ROLEFIT_HOME to a folder")
        })?;
        let refuse = |what: String| CliError::io(what).hint("set ROLEFIT_HOME to another folder");
        // A slash at the end would lead round the look at a link.
        let path: PathBuf = path.components().collect();
        check_link(&path).map_err(&refuse)?;
        make(&path).map_err(|error| {
            refuse(format!(
                "could not make the folder `{}`: {error}",
                path.display()
            ))
        })?;
        close_to_others(&path).map_err(refuse)?;
        Ok(Self(path))
    }

    /// Returns the folder if it is there already. Nothing is made: whoever only reads leaves no trace.
    ///
    /// # Errors
    /// There is no place for it, it is no folder, or somebody else owns it or the link to it.
    pub(crate) fn find(home: Option<OsString>) -> Result<Option<Self>> {
        let refuse = |what: String| CliError::io(what).hint("set ROLEFIT_HOME to another folder");
        let path = place(home).ok_or_else(|| {
            CliError::io("there is no folder to look in: neither ROLEFIT_HOME nor HOME is set")
                .hint("set ROLEFIT_HOME to the folder that results are kept in")
        })?;
        let path: PathBuf = path.components().collect();
        check_link(&path).map_err(refuse)?;
        let shown = path.display();
        match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(refuse(format!(
                "could not look at the folder `{shown}`: {}",
                why(&error)
            ))),
            Ok(found) if !found.is_dir() => Err(refuse(format!("`{shown}` is no folder"))),
            Ok(found) if found.uid() != rustix::process::geteuid().as_raw() => Err(refuse(
                format!("the folder `{shown}` belongs to somebody else"),
            )),
            Ok(_) => Ok(Some(Self(path))),
        }
    }

    /// Returns the folder if it is there already and may be trusted, for whoever can do without.
    pub(crate) fn existing(home: Option<OsString>) -> Option<Self> {
        Self::find(home).ok().flatten()
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

/// A link is followed only where it and what it leads to belong to the person who runs this, and one above it only where
/// it leads to something.
pub(super) fn check_link(path: &Path) -> Result<(), String> {
    let leads_nowhere = |one: &&Path| {
        let target = fs::metadata(one).map_err(|error| error.kind());
        target.is_err_and(|why| why == io::ErrorKind::NotFound) && one.is_symlink()
    };
    if let Some(link) = path.ancestors().find(leads_nowhere) {
        return Err(format!(
            "the folder `{}` is a link to `{}`, which is not there: make that folder first",
            link.display(),
            fs::read_link(link).unwrap_or_default().display()
        ));
    }
    let me = rustix::process::geteuid().as_raw();
    let Ok(link) = fs::symlink_metadata(path) else {
        return Ok(());
    };
    if !link.is_symlink() {
        return Ok(());
    }
    let why = match fs::metadata(path) {
        _ if link.uid() != me => "is a link that somebody else made".to_owned(),
        Ok(target) if target.uid() == me => return Ok(()),
        Ok(_) => "is a link to a place that somebody else owns".to_owned(),
        Err(error) => format!("is a link that cannot be followed: {}", why(&error)),
    };
    Err(format!("the folder `{}` {why}", path.display()))
}

/// Takes a folder only from the person who runs this, and closes it to everybody else. What is looked at is what is
/// closed, even where another folder takes the name meanwhile.
fn close_to_others(path: &Path) -> Result<(), String> {
    /// Set on folders that are shared on purpose, such as `/tmp`.
    const STICKY: u32 = 0o1000;
    let shown = path.display();
    let failed = |error: io::Error| format!("could not open the folder `{shown}`: {error}");
    let folder = File::open(path).map_err(failed)?;
    let found = folder.metadata().map_err(failed)?;
    if found.uid() != rustix::process::geteuid().as_raw() {
        return Err(format!("the folder `{shown}` belongs to somebody else"));
    }
    let mode = found.mode() & 0o7777;
    if mode & STICKY != 0 {
        return Err(format!("the folder `{shown}` is shared with others"));
    }
    if mode & 0o077 != 0 {
        folder
            .set_permissions(fs::Permissions::from_mode(mode & !0o077))
            .map_err(|error| format!("could not close the folder `{shown}` to others: {error}"))?;
        say(&format!(
            "note: the folder `{shown}` was open to others, and is now open to its owner alone"
        ));
    }
    Ok(())
}

/// Stands between catalogue and person; no id of a catalogue holds a dot.
const ABOUT: &str = ".about-";
/// So many bytes of the hash of a name tell people apart.
const NAME_BYTES: usize = 8;

/// Returns what a questionnaire is called among files: its catalogue's id, and a mark of the person whom it is about where
/// somebody else answers. A name may hold anything, and so is no part of it.
pub(crate) fn draft_key(catalogue: &str, about: Option<&PersonName>) -> String {
    let mut key = catalogue.to_owned();
    if let Some(name) = about {
        key.push_str(ABOUT);
        for byte in &Sha256::digest(name.as_str())[..NAME_BYTES] {
            write!(key, "{byte:02x}").expect("a string takes every text");
        }
    }
    key
}

/// Returns the id of the catalogue, and whether the questionnaire of this key is about somebody else.
pub(super) fn parts(key: &str) -> (&str, bool) {
    match key.split_once(ABOUT) {
        Some((catalogue, _)) => (catalogue, true),
        None => (key, false),
    }
}

/// Returns whether a questionnaire, or a record of practice, can be called so.
pub(super) fn is_key(key: &str) -> bool {
    match key.split_once(ABOUT) {
        None => is_id(key),
        Some((catalogue, mark)) => {
            let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
            is_id(catalogue) && mark.len() == 2 * NAME_BYTES && mark.bytes().all(is_hex)
        }
    }
}

/// Reads a plain file of at most so many bytes, without waiting: a pipe, a device or a file of any size may have taken the
/// name of one of ours. A link is followed.
pub(super) fn read_bounded(path: &Path, largest: u64) -> io::Result<Vec<u8>> {
    // Opening a pipe would wait for whoever writes to it.
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("it is no plain file"));
    }
    let mut bytes = Vec::new();
    inputs::open(path)?
        .take(largest + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest {
        return Err(io::Error::other(format!(
            "it is larger than the {largest} bytes allowed"
        )));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_made_for_its_owner_alone() {
        let outer = tempfile::tempdir().unwrap();
        let path = outer.path().join("a/b");
        let folder = Folder::open(Some(path.clone().into())).unwrap();
        let mode = fs::metadata(folder.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn a_folder_that_is_open_to_others_is_closed_to_them_and_a_shared_one_refused() {
        let outer = tempfile::tempdir().unwrap();
        let set = |mode| {
            fs::set_permissions(outer.path(), fs::Permissions::from_mode(mode)).unwrap();
        };
        let mode = || fs::metadata(outer.path()).unwrap().mode() & 0o7777;
        set(0o755);
        Folder::open(Some(outer.path().into())).unwrap();
        assert_eq!(mode(), 0o700);
        set(0o1777);
        assert!(Folder::open(Some(outer.path().into())).is_err());
        assert_eq!(mode(), 0o1777);
    }

    #[test]
    fn a_folder_or_link_of_somebody_else_is_refused_with_and_without_a_slash_at_the_end() {
        let outer = tempfile::tempdir().unwrap();
        let (theirs, link) = (outer.path().join("theirs"), outer.path().join("link"));
        if rustix::process::geteuid().is_root() {
            fs::create_dir(&theirs).unwrap();
            std::os::unix::fs::chown(&theirs, Some(1), None).unwrap();
        } else {
            std::os::unix::fs::symlink("/", &theirs).unwrap();
        }
        std::os::unix::fs::symlink(&theirs, &link).unwrap();
        for path in [&theirs, &link] {
            for ending in ["", "/", "//", "/."] {
                let mut path = path.clone().into_os_string();
                path.push(ending);
                assert!(Folder::open(Some(path)).is_err());
            }
        }
    }

    #[test]
    fn a_link_that_somebody_else_made_is_refused_even_with_a_slash_at_the_end() {
        // Only the administrator can make a link that belongs to somebody else.
        if !rustix::process::geteuid().is_root() {
            return;
        }
        let outer = tempfile::tempdir().unwrap();
        let (mine, link) = (outer.path().join("mine"), outer.path().join("link"));
        fs::create_dir(&mine).unwrap();
        std::os::unix::fs::symlink(&mine, &link).unwrap();
        std::os::unix::fs::lchown(&link, Some(1), None).unwrap();
        for ending in ["", "/", "/."] {
            let mut path = link.clone().into_os_string();
            path.push(ending);
            assert!(Folder::open(Some(path)).is_err());
        }
    }

    #[test]
    fn a_link_that_leads_nowhere_is_named_wherever_it_stands() {
        let outer = tempfile::tempdir().unwrap();
        let link = outer.path().join("link");
        std::os::unix::fs::symlink("nowhere", &link).unwrap();
        for path in [link.clone(), link.join("a"), link.join("a/b/")] {
            let made = Folder::open(Some(path.clone().into())).map(|_| ());
            let found = Folder::find(Some(path.into())).map(|_| ());
            for error in [made.unwrap_err(), found.unwrap_err()] {
                let link = format!("`{}` is a link to `nowhere`", link.display());
                assert!(error.message.contains(&link), "{}", error.message);
            }
        }
    }

    #[test]
    fn a_link_of_ones_own_is_followed() {
        let outer = tempfile::tempdir().unwrap();
        fs::create_dir(outer.path().join("real")).unwrap();
        let link = outer.path().join("link");
        std::os::unix::fs::symlink(outer.path().join("real"), &link).unwrap();
        assert!(Folder::open(Some(link.into())).is_ok());
    }

    fn name(name: &str) -> PersonName {
        PersonName::new(name).unwrap()
    }

    #[test]
    fn every_person_has_a_key_of_their_own_that_no_catalogue_and_no_path_can_be() {
        let keys = ["Ana", "ana", "Ben", "../../etc/passwd", "."].map(|one| {
            let key = draft_key("roles", Some(&name(one)));
            assert!(key.starts_with("roles.about-") && is_key(&key), "{key}");
            assert!(!rolefit::catalogue::is_id(&key) && !key.contains('/'));
            assert_eq!(parts(&key), ("roles", true));
            key
        });
        for (place, key) in keys.iter().enumerate() {
            assert!(!keys[..place].contains(key));
        }
        assert_eq!(draft_key("roles", None), "roles");
        assert_eq!(parts("roles"), ("roles", false));
    }

    #[test]
    fn only_plain_files_within_the_limit_are_read_and_nothing_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let (file, pipe) = (folder.path().join("file"), folder.path().join("pipe"));
        std::fs::write(&file, "four").unwrap();
        assert_eq!(read_bounded(&file, 4).unwrap(), b"four");
        let refused = |path: &Path, largest| read_bounded(path, largest).unwrap_err().to_string();
        assert_eq!(refused(&file, 3), "it is larger than the 3 bytes allowed");
        let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, mode).unwrap();
        for path in [&pipe, folder.path(), Path::new("/dev/zero")] {
            assert_eq!(refused(path, 3), "it is no plain file");
        }
    }
}
