//! Files that are not whole yet: they lie beside the place that they will take, and go where it is never taken. Where the
//! file system has files without a name they have none until they take their place, so that nothing is left whatever ends
//! the process, but for the moment in which one takes the place of an older file. Elsewhere whatever ends the process that
//! may still act removes them.

use std::collections::HashSet;
use std::fs::{self, File, Permissions};
use std::io::{self, Seek, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use tempfile::{Builder, NamedTempFile};

use super::{Watch, lock};
use crate::cli::inputs::folder_of;

/// Where those lie that have a name.
static PLACES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file that is not whole yet. Dropping it removes it.
#[derive(Debug)]
pub(crate) struct Unfinished {
    kind: Kind,
    /// How its name begins while it has one of its own.
    prefix: String,
    /// Whether it is removed with others until all of them are there.
    is_part: bool,
}

#[derive(Debug)]
enum Kind {
    /// Nothing in a folder leads to it.
    Nameless(File),
    /// It has a name of its own.
    Named(NamedTempFile),
}

impl Unfinished {
    /// Makes one in a folder; if it needs a name, that begins with `prefix`. It is for its owner alone unless `permissions`
    /// say otherwise, less the umask.
    pub(crate) fn new(
        folder: &Path,
        prefix: &str,
        permissions: Option<Permissions>,
    ) -> io::Result<Self> {
        let kind = match nameless(folder, permissions.as_ref()) {
            Some(file) => Kind::Nameless(file),
            None => Kind::Named(named(folder, prefix, permissions)?),
        };
        Ok(Self {
            kind,
            prefix: prefix.to_owned(),
            is_part: false,
        })
    }

    pub(crate) fn as_file(&self) -> &File {
        match &self.kind {
            Kind::Nameless(file) => file,
            Kind::Named(file) => file.as_file(),
        }
    }

    /// Gives it a name, and with it the place of a file that has that name.
    pub(crate) fn persist(self, path: &Path) -> io::Result<()> {
        let file = match self.kind {
            Kind::Named(file) => file,
            Kind::Nameless(file) => match link(&file, path) {
                Ok(_) => return Ok(()),
                // Only a file with a name takes the place of another.
                Err(_) => with_name(file, path, &self.prefix)?,
            },
        };
        let mut places = lock(&PLACES);
        let place = file.path().to_owned();
        let done = file.persist(path).map(drop).map_err(|error| error.error);
        places.retain(|other| *other != place);
        done
    }

    /// Gives it a name that nothing has yet, as one of [`Together`].
    pub(crate) fn persist_as_part(mut self, path: &Path) -> Result<(), (Self, io::Error)> {
        self.is_part = true;
        self.persist_as_new(path)
    }

    /// Gives it a name that nothing has yet.
    ///
    /// # Errors
    /// The file, where it could not be given that name, and why.
    pub(crate) fn persist_as_new(mut self, path: &Path) -> Result<(), (Self, io::Error)> {
        let file = match self.kind {
            Kind::Named(file) => file,
            Kind::Nameless(ref file) => match link(file, path) {
                Ok(mut places) => {
                    places.extend(self.is_part.then(|| path.to_owned()));
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    return Err((self, error));
                }
                // Not every file system, nor every policy, lets a file without a name have one.
                Err(error) => {
                    let named = file.try_clone();
                    match named.and_then(|file| with_name(file, path, &self.prefix)) {
                        Ok(named) => named,
                        Err(_) => return Err((self, error)),
                    }
                }
            },
        };
        let mut places = lock(&PLACES);
        let place = file.path().to_owned();
        match file.persist_noclobber(path) {
            Ok(_) => {
                places.retain(|other| *other != place);
                places.extend(self.is_part.then(|| path.to_owned()));
                Ok(())
            }
            Err(error) => {
                self.kind = Kind::Named(error.file);
                Err((self, error.error))
            }
        }
    }
}

/// Files of which none is left unless all are there: a signal that ends the process removes those that are.
#[derive(Debug)]
pub(crate) struct Together {
    made: Option<PathBuf>,
    files: Vec<PathBuf>,
}

impl Together {
    /// Starts with the folder that was made for them, if one was: it goes last.
    pub(crate) fn new(made: Option<&Path>) -> Self {
        Watch::for_files();
        let made = made.map(Path::to_owned);
        lock(&PLACES).extend(made.clone());
        Self {
            made,
            files: Vec::new(),
        }
    }

    /// Takes one in that has its name by [`Unfinished::persist_as_part`].
    pub(crate) fn add(&mut self, path: PathBuf) {
        self.files.push(path);
    }

    /// All are there.
    pub(crate) fn keep(self) {
        let ours: HashSet<PathBuf> = self.files.into_iter().chain(self.made).collect();
        lock(&PLACES).retain(|place| !ours.contains(place));
    }

    /// Removes them, and returns how many there were and how many of them could not be removed.
    pub(crate) fn remove(self) -> (usize, usize) {
        let left = self.files.iter();
        let left = left.filter(|place| fs::remove_file(place).is_err());
        let counts = (self.files.len(), left.count());
        // Somebody may have put something there by now.
        let _ = self.made.as_ref().map(fs::remove_dir);
        self.keep();
        counts
    }
}

/// Makes a file with a name of its own in a folder.
fn named(
    folder: &Path,
    prefix: &str,
    permissions: Option<Permissions>,
) -> io::Result<NamedTempFile> {
    Watch::for_files();
    // Held meanwhile: a signal waits until it is known what is to be removed.
    let mut places = lock(&PLACES);
    let mut builder = Builder::new();
    builder.prefix(prefix);
    if let Some(permissions) = permissions {
        builder.permissions(permissions);
    }
    let file = builder.tempfile_in(folder)?;
    places.push(file.path().to_owned());
    Ok(file)
}

/// Gives a file without a name one of its own beside a path, or copies it into one that has a name where that cannot be.
fn with_name(mut file: File, path: &Path, prefix: &str) -> io::Result<NamedTempFile> {
    let folder = folder_of(path);
    Watch::for_files();
    let mut places = lock(&PLACES);
    let linked = Builder::new().prefix(prefix).make_in(folder, |named| {
        link_at_once(&file, named)?;
        file.try_clone()
    });
    if let Ok(linked) = linked {
        places.push(linked.path().to_owned());
        return Ok(linked);
    }
    drop(places);
    let mut copy = named(folder, prefix, None)?;
    file.rewind()?;
    io::copy(&mut file, &mut copy)?;
    let permissions = file.metadata()?.permissions();
    copy.as_file().set_permissions(permissions)?;
    copy.as_file().sync_all()?;
    Ok(copy)
}

/// Makes a file without a name in a folder, where the system has such.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path, permissions: Option<&Permissions>) -> Option<File> {
    use rustix::fs::{Mode, OFlags, open};
    let mode = permissions.map_or(0o600, PermissionsExt::mode);
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let file = open(folder, flags, Mode::from_raw_mode(mode));
    file.ok().map(File::from)
}

#[cfg(not(target_os = "linux"))]
fn nameless(_folder: &Path, _permissions: Option<&Permissions>) -> Option<File> {
    None
}

/// Gives a file without a name one that nothing has, and returns where those lie that are removed.
fn link(file: &File, path: &Path) -> io::Result<MutexGuard<'static, Vec<PathBuf>>> {
    // Once all there are were removed, none takes its place any more.
    let places = lock(&PLACES);
    link_at_once(file, path)?;
    Ok(places)
}

fn link_at_once(file: &File, path: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    let nameless = format!("/proc/self/fd/{}", file.as_raw_fd());
    linkat(CWD, nameless, CWD, path, AtFlags::SYMLINK_FOLLOW).map_err(io::Error::from)
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.as_file().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.as_file().flush()
    }
}

/// Removes all there are. Until the process ends no file is made, nor given its name, any more.
pub(super) fn remove_all() {
    let places = lock(&PLACES);
    // A folder that was made for them was there before what lies in it.
    for place in places.iter().rev() {
        let _ = fs::remove_file(place).or_else(|_| fs::remove_dir(place));
    }
    std::mem::forget(places);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes an unfinished file of each kind that says so much.
    fn each(folder: &Path) -> Vec<Unfinished> {
        let anybody = Permissions::from_mode(0o640);
        let kinds = [
            nameless(folder, Some(&anybody)).map(Kind::Nameless),
            named(folder, ".tmp-", Some(anybody)).ok().map(Kind::Named),
        ];
        let kinds = kinds.into_iter().flatten();
        kinds
            .map(|kind| {
                let prefix = ".tmp-".to_owned();
                let mut file = Unfinished {
                    kind,
                    prefix,
                    is_part: false,
                };
                file.write_all(b"new").unwrap();
                file
            })
            .collect()
    }

    fn files(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().flatten();
        names
            .map(|one| one.file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn where_no_name_can_be_given_a_copy_has_the_bytes_and_the_permissions() {
        let outer = tempfile::tempdir().unwrap();
        // Nothing gives a file a name again that has lost its last.
        let mut elsewhere = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(outer.path().join("b"))
            .unwrap();
        elsewhere.write_all(b"new").unwrap();
        let mode = Permissions::from_mode(0o640);
        elsewhere.set_permissions(mode).unwrap();
        fs::remove_file(outer.path().join("b")).unwrap();
        assert!(link(&elsewhere, &outer.path().join("c")).is_err());
        let place = outer.path().join("folder");
        fs::create_dir(&place).unwrap();
        let copy = with_name(elsewhere, &place.join("a"), ".tmp-").unwrap();
        assert_eq!(fs::read(copy.path()).unwrap(), b"new");
        let found = copy.path().metadata().unwrap().permissions().mode();
        assert_eq!(found & 0o777, 0o640);
    }

    #[test]
    fn a_file_with_a_name_of_its_own_and_one_without_take_their_places_alike() {
        let outer = tempfile::tempdir().unwrap();
        let (folder, place) = (outer.path(), outer.path().join("a"));
        let kinds = each(folder).len();
        for kind in 0..kinds {
            let file = each(folder).swap_remove(kind);
            file.persist_as_new(&place).unwrap();
            assert_eq!(fs::read(&place).unwrap(), b"new");
            assert_eq!(
                place.metadata().unwrap().permissions().mode() & 0o777,
                0o640
            );
            fs::remove_file(&place).unwrap();
        }
        fs::write(&place, "old").unwrap();
        for kind in 0..kinds {
            let file = each(folder).swap_remove(kind);
            let (file, error) = file.persist_as_new(&place).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
            assert_eq!(fs::read(&place).unwrap(), b"old");
            drop(file);
            assert_eq!(files(folder), ["a"]);
        }
        for kind in 0..kinds {
            let file = each(folder).swap_remove(kind);
            fs::write(&place, "old").unwrap();
            file.persist(&place).unwrap();
            assert_eq!(fs::read(&place).unwrap(), b"new");
            assert_eq!(
                place.metadata().unwrap().permissions().mode() & 0o777,
                0o640
            );
            assert_eq!(files(folder), ["a"]);
        }
    }
}
