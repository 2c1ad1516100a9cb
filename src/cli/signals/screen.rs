//! The screen of a terminal while somebody is asked: its modes, what is written to set them, and the last words on it.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::sync::atomic::Ordering;

use rustix::termios::{InputModes, LocalModes, SpecialCodeIndex, Termios};

use super::{GRACE_PERIOD, Watch, lock};

/// Asks a terminal to mark what is pasted, and to send letters and digits as they are: a program that crashed may have
/// left it spelling them out.
pub(super) const ENTER: &str = "\x1b[?2004h\x1b[=0u";
/// Takes back what the terminal was asked for.
pub(super) const LEAVE: &str = "\x1b[?2004l";

/// What is known of the screen.
#[derive(Debug, Default)]
pub(super) struct Screen {
    /// How many rows lie below the cursor.
    pub(super) below: usize,
    /// Whether keys are read one by one.
    pub(super) by_key: bool,
    /// Whether the keys that interrupt, stop and quit are read as all others.
    pub(super) reads_signal_keys: bool,
    /// Whether the terminal is as it was found for as long as the process is stopped.
    pub(super) is_left: bool,
}

impl Screen {
    /// Returns the modes that the terminal has while keys are read, from those that it was found with.
    pub(super) fn modes(&self, found: &Termios) -> Termios {
        let mut modes = found.clone();
        modes.local_modes -= LocalModes::ICANON | LocalModes::ECHO | LocalModes::IEXTEN;
        // Ctrl-S in a text that is pasted stops nothing.
        modes.input_modes -= InputModes::IXON;
        if self.reads_signal_keys {
            modes.local_modes -= LocalModes::ISIG;
        }
        modes.special_codes[SpecialCodeIndex::VMIN] = 1;
        modes.special_codes[SpecialCodeIndex::VTIME] = 0;
        modes
    }
}

/// Returns the bytes that move the cursor down by so many rows.
pub(super) fn below(rows: usize) -> String {
    match rows {
        0 => String::new(),
        rows => format!("\x1b[{rows}B"),
    }
}

/// Writes to the terminal; where it is gone there is nothing to be done.
pub(super) fn write(bytes: &str) {
    let mut stderr = io::stderr();
    let _ = stderr.write_all(bytes.as_bytes());
    let _ = stderr.flush();
}

/// Returns whether an error says that there is no terminal any more, or no more input on it.
pub(crate) fn is_gone(error: &io::Error) -> bool {
    // 5 is EIO, for which there is no kind.
    error.kind() == io::ErrorKind::UnexpectedEof || error.raw_os_error() == Some(5)
}

/// What is said when a signal ends the process. It is made then, for what is true may change.
pub(super) struct ExitMessage(pub(super) Box<dyn Fn() -> String + Send>);

impl std::fmt::Debug for ExitMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ExitMessage")
    }
}

impl Watch {
    /// Writes the exit message below whatever stands on the screen.
    pub(super) fn say_exit_message(&self) {
        if self.0.escapes.load(Ordering::SeqCst) && self.0.unattended.is_none() {
            self.wait_for(GRACE_PERIOD, |shared| &shared.waiting);
        }
        let screen = lock(&self.0.screen);
        let mut bytes = String::new();
        if self.0.escapes.load(Ordering::SeqCst) {
            bytes += &below(screen.below);
        }
        if screen.by_key {
            bytes += LEAVE;
        }
        let message = (lock(&self.0.exit_message).0)();
        if !message.is_empty() {
            let _ = write!(bytes, "\r\n{message}\r\n");
        }
        write(&bytes);
    }
}
