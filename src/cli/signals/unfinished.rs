//! Files that are not whole yet: they lie beside the place that they will take, and go where it is never taken, whatever
//! ends the process that may still act.

use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tempfile::{Builder, NamedTempFile};

use super::{Watch, lock};

/// Where they lie.
static PLACES: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file that is not whole yet. Dropping it removes it.
#[derive(Debug)]
pub(crate) struct Unfinished(NamedTempFile);

impl Unfinished {
    /// Makes one in a folder; its name begins with `prefix`, and it is for its owner alone unless `permissions` say
    /// otherwise, less the umask.
    pub(crate) fn new(
        folder: &Path,
        prefix: &str,
        permissions: Option<Permissions>,
    ) -> io::Result<Self> {
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
        Ok(Self(file))
    }

    pub(crate) fn as_file(&self) -> &File {
        self.0.as_file()
    }

    /// Gives it a name, and with it the place of a file that has that name.
    pub(crate) fn persist(self, path: &Path) -> io::Result<()> {
        let mut places = lock(&PLACES);
        let place = self.0.path().to_owned();
        let done = self.0.persist(path).map(drop).map_err(|error| error.error);
        places.retain(|other| *other != place);
        done
    }

    /// Gives it a name that nothing has yet.
    ///
    /// # Errors
    /// The file, where it could not be given that name, and why.
    pub(crate) fn persist_as_new(self, path: &Path) -> Result<(), (Self, io::Error)> {
        let mut places = lock(&PLACES);
        let place = self.0.path().to_owned();
        match self.0.persist_noclobber(path) {
            Ok(_) => {
                places.retain(|other| *other != place);
                Ok(())
            }
            Err(error) => Err((Self(error.file), error.error)),
        }
    }
}

impl Write for Unfinished {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
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
