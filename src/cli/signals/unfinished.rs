//! Files that are not whole yet: they lie beside the place that they will take, and go where it is never taken. Where the
//! file system has files without a name they have none before, so that nothing is left whatever ends the process; elsewhere
//! whatever ends the process that may still act removes them.

use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::os::fd::AsRawFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tempfile::{Builder, NamedTempFile};

use super::{Watch, lock};

/// Where those lie that have a name.
static PLACES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file that is not whole yet. Dropping it removes it.
#[derive(Debug)]
pub(crate) enum Unfinished {
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
        if let Some(file) = nameless(folder, permissions.as_ref()) {
            return Ok(Self::Nameless(file));
        }
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
        Ok(Self::Named(file))
    }

    pub(crate) fn as_file(&self) -> &File {
        match self {
            Self::Nameless(file) => file,
            Self::Named(file) => file.as_file(),
        }
    }

    /// Gives it a name, and with it the place of a file that has that name.
    pub(crate) fn persist(self, path: &Path) -> io::Result<()> {
        let file = match self {
            Self::Named(file) => file,
            Self::Nameless(file) => match link(&file, path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    // Only a file with a name takes the place of another: it has one of its own for that moment.
                    Watch::for_files();
                    let _held = lock(&PLACES);
                    let folder = path.parent().unwrap_or(Path::new(""));
                    let mut builder = Builder::new();
                    let named = builder
                        .prefix(".tmp")
                        .make_in(folder, |named| link(&file, named))?;
                    return named.persist(path).map_err(|error| error.error);
                }
                linked => return linked,
            },
        };
        let mut places = lock(&PLACES);
        let place = file.path().to_owned();
        let done = file.persist(path).map(drop).map_err(|error| error.error);
        places.retain(|other| *other != place);
        done
    }

    /// Gives it a name that nothing has yet.
    ///
    /// # Errors
    /// The file, where it could not be given that name, and why.
    pub(crate) fn persist_as_new(self, path: &Path) -> Result<(), (Self, io::Error)> {
        let file = match self {
            Self::Named(file) => file,
            Self::Nameless(file) => {
                let linked = link(&file, path);
                return linked.map_err(|error| (Self::Nameless(file), error));
            }
        };
        let mut places = lock(&PLACES);
        let place = file.path().to_owned();
        match file.persist_noclobber(path) {
            Ok(_) => {
                places.retain(|other| *other != place);
                Ok(())
            }
            Err(error) => Err((Self::Named(error.file), error.error)),
        }
    }
}

/// Makes a file without a name in a folder, where the system has such and can give it a name later.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path, permissions: Option<&Permissions>) -> Option<File> {
    use rustix::fs::{Mode, OFlags, open};
    if !Path::new("/proc/self/fd").is_dir() {
        return None;
    }
    let mode = permissions.map_or(0o600, PermissionsExt::mode);
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    open(folder, flags, Mode::from_raw_mode(mode))
        .ok()
        .map(File::from)
}

#[cfg(not(target_os = "linux"))]
fn nameless(_folder: &Path, _permissions: Option<&Permissions>) -> Option<File> {
    None
}

/// Gives a file without a name one that nothing has.
fn link(file: &File, path: &Path) -> io::Result<()> {
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
    for place in &*places {
        let _ = std::fs::remove_file(place);
    }
    std::mem::forget(places);
}
