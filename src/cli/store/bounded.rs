//! Reads what is kept, in bounded memory and without waiting: a pipe, a device or a file of any size may have taken the
//! name of one of ours.

use std::io::{self, Read};
use std::path::Path;

use crate::cli::inputs;

/// Reads a plain file of at most so many bytes. A link is followed.
pub(super) fn read(path: &Path, largest: u64) -> io::Result<Vec<u8>> {
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
    fn only_plain_files_within_the_limit_are_read_and_nothing_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let (file, pipe) = (folder.path().join("file"), folder.path().join("pipe"));
        std::fs::write(&file, "four").unwrap();
        assert_eq!(read(&file, 4).unwrap(), b"four");
        let refused = |path: &Path, largest| read(path, largest).unwrap_err().to_string();
        assert_eq!(refused(&file, 3), "it is larger than the 3 bytes allowed");
        let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, mode).unwrap();
        for path in [&pipe, folder.path(), Path::new("/dev/zero")] {
            assert_eq!(refused(path, 3), "it is no plain file");
        }
    }
}
