//! Whether standard output was closed when the process began. By the time that `main` runs nobody can tell any more: the
//! standard library has opened `/dev/null` in its place, so that no file gets its number, and all writing succeeds.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

static IS_CLOSED: AtomicBool = AtomicBool::new(false);

/// Runs before the standard library does; it calls the system and nothing else.
#[cfg(target_os = "linux")]
#[ctor_bare::register_ctor]
fn rolefit_looks_at_standard_output() {
    let found = rustix::io::fcntl_getfd(rustix::stdio::stdout());
    IS_CLOSED.store(found == Err(rustix::io::Errno::BADF), Ordering::Relaxed);
}

/// Refuses where standard output was closed from the start.
pub(super) fn check_standard_output() -> io::Result<()> {
    if IS_CLOSED.load(Ordering::Relaxed) {
        return Err(io::Error::from_raw_os_error(
            rustix::io::Errno::BADF.raw_os_error(),
        ));
    }
    Ok(())
}
