//! Which signals there are: those that end a process, those that whoever started it wants ignored, the one that comes of a
//! file that grew too large, and whether those that stop a process may.

use std::fs;
use std::io;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use rustix::process::{getpgid, getpgrp, getppid, getsid};
use rustix::termios::tcgetpgrp;
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGHUP, SIGINT, SIGIO, SIGPIPE, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP,
    SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU, SIGXFSZ,
};

/// Returns the signals that end a process unless it does something about them, but for those that tell of a fault in it
/// and the one that nothing can be done about.
pub(super) fn ending() -> impl Iterator<Item = i32> {
    let everywhere = [
        SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2, SIGPIPE, SIGXFSZ, SIGXCPU,
        SIGVTALRM, SIGPROF, SIGSYS, SIGTRAP, SIGABRT,
    ];
    // SIGSTKFLT, SIGPWR, and those without a name but the two that the C library has taken.
    let on_linux = [SIGIO, 16, 30].into_iter().chain(34..=64);
    everywhere
        .into_iter()
        .chain(on_linux.filter(|_| cfg!(target_os = "linux")))
}

/// Returns what tells whether a signal is ignored: `nohup` and background jobs of some shells want it so.
pub(super) fn ignored() -> impl Fn(i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    move |signal| mask.is_some_and(|mask| (mask >> (signal - 1)) & 1 == 1)
}

/// How many writes of our own met the limit on the size of files, and brought a signal that is still to be taken in.
static TOO_LARGE: Mutex<usize> = Mutex::new(0);

/// Lets a write beyond the limit on the size of files fail as any other, with an error, instead of ending the process.
pub(crate) fn endure_full_files() {
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
}

/// Writes to a file while somebody is asked. The signal of a file that cannot grow any more then ends nothing.
pub(crate) fn own_write<T>(write: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    // Held until it is counted: the signal comes before the error.
    let mut too_large = super::lock(&TOO_LARGE);
    let written = write();
    if let Err(error) = &written
        && error.kind() == io::ErrorKind::FileTooLarge
    {
        *too_large += 1;
    }
    written
}

/// Returns whether the signal of a file that is too large comes from a write of our own.
pub(super) fn comes_from_own_write() -> bool {
    let mut too_large = super::lock(&TOO_LARGE);
    let own = *too_large > 0;
    *too_large = too_large.saturating_sub(1);
    own
}

/// Returns whether there is no shell that could let the process go on after it was stopped.
pub(super) fn is_orphaned() -> bool {
    let session = getsid(None).ok();
    let has_shell = getppid().is_some_and(|parent| getsid(Some(parent)).ok() == session);
    // The process that a terminal was opened for has nobody above it.
    !has_shell || getpgid(None).ok() == session
}

/// Returns whether another process has the terminal at this moment.
pub(super) fn is_in_background() -> bool {
    tcgetpgrp(io::stdin()).is_ok_and(|group| group != getpgrp())
}

/// Returns whether nothing may be asked until a shell gives the terminal back.
pub(super) fn waits_for_terminal() -> bool {
    is_in_background() && !is_orphaned()
}

/// Why waiting for input ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Woken {
    /// There is some, or no more will come.
    Input,
    /// There was none for so long.
    Late,
    /// The process was stopped and goes on.
    Resumed,
    /// The window has another size.
    Resized,
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::ending;

    #[test]
    fn every_signal_is_watched_that_ends_a_process_and_that_a_program_may_hear_of_without_a_fault()
    {
        let watched: Vec<i32> = ending().collect();
        let others: Vec<i32> = (1..=64).filter(|one| !watched.contains(one)).collect();
        // ILL, BUS, FPE, KILL, SEGV; then CHLD, CONT, STOP, TSTP, TTIN, TTOU, URG and WINCH, which end nothing; and two
        // that the C library has taken.
        let known = [4, 7, 8, 9, 11, 17, 18, 19, 20, 21, 22, 23, 28, 32, 33];
        assert_eq!(others, known);
    }
}
