//! The screen of a terminal while somebody is asked: its modes, what is written to set them, and the last words on it.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::sync::atomic::Ordering;

use rustix::termios::{
    InputModes, LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcsetattr,
};

use signal_hook::consts::SIGSTOP;
use signal_hook::low_level::raise;

use super::kinds::{is_in_background, waits_for_terminal};
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
fn write(bytes: &str) {
    let mut stderr = io::stderr();
    let _ = stderr.write_all(bytes.as_bytes());
    let _ = stderr.flush();
}

/// Asks the terminal for something by escape sequences, unless another process has it.
pub(super) fn ask(sequences: &str) {
    if !is_in_background() {
        write(sequences);
    }
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
    /// Has keys read one by one: they are neither shown nor held back until a line is complete. Those that interrupt,
    /// stop and quit still send their signals, except as [`Watch::read_signal_keys`] says.
    pub(crate) fn read_keys(&self) {
        let mut screen = self.screen();
        screen.by_key = true;
        self.set_modes(&screen, OptionalActions::Drain);
        ask(ENTER);
    }

    /// Has the keys that interrupt, stop and quit read as all others, or not: the terminal cannot tell those that are
    /// pressed from those that stand in a text that is pasted. Where nobody waits for a key it had better send their
    /// signals, for whoever is busy does not come to read them.
    pub(crate) fn read_signal_keys(&self, reads: bool) {
        let mut screen = self.screen();
        screen.reads_signal_keys = reads;
        if screen.by_key && !screen.is_left {
            self.set_modes(&screen, OptionalActions::Now);
        }
    }

    /// Returns the letter of the key, pressed with Ctrl, that usually does what this byte does on this terminal:
    /// interrupt (`c`), quit (`\`) or stop (`z`).
    pub(crate) fn signal_key(&self, byte: u8) -> Option<char> {
        let codes = &self.0.found.as_ref()?.special_codes;
        let keys = [
            (SpecialCodeIndex::VINTR, 'c'),
            (SpecialCodeIndex::VQUIT, '\\'),
            (SpecialCodeIndex::VSUSP, 'z'),
        ];
        let key = keys.into_iter().find(|&(index, _)| codes[index] == byte);
        // A terminal may have no such key, which is written so.
        key.filter(|_| !matches!(byte, 0 | 0xff))
            .map(|(_, letter)| letter)
    }

    /// Sets the terminal back to how it was found.
    pub(crate) fn read_lines(&self) {
        let mut screen = self.screen();
        if std::mem::take(&mut screen.by_key) {
            ask(LEAVE);
            self.restore();
        }
    }

    pub(super) fn set_modes(&self, screen: &Screen, when: OptionalActions) {
        if let Some(found) = &self.0.found
            && (self.0.unattended.is_some() || !is_in_background())
        {
            let _ = tcsetattr(io::stdin(), when, &screen.modes(found));
        }
        // A signal that ends the process does not wait for ever for whoever holds the screen, and sets the terminal back.
        if self.0.ending.load(Ordering::SeqCst) {
            self.restore();
        }
    }

    /// Sets the modes that were found; while another process has the terminal they are that one's business.
    pub(super) fn restore(&self) {
        if let Some(found) = &self.0.found
            && !is_in_background()
        {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, found);
        }
    }

    /// Stops the process as its terminal would which another process has, and returns whether it did. A signal that ends
    /// the process comes first: a shell sends it to one that is stopped, and has it go on for that.
    pub(super) fn stop_in_background(&self) -> bool {
        self.wait_for(GRACE_PERIOD, |shared| &shared.doomed);
        let stops = is_in_background() && !self.0.doomed.load(Ordering::SeqCst);
        if stops {
            self.0.going_on.store(true, Ordering::SeqCst);
            let _ = raise(SIGSTOP);
        }
        stops
    }

    /// Waits until this process has the terminal, stopped as others are that wait for it.
    pub(super) fn come_forward(&self) {
        while waits_for_terminal() && self.stop_in_background() {}
        if self.0.doomed.load(Ordering::SeqCst) {
            self.wait_for(GRACE_PERIOD, |shared| &shared.ending);
        }
    }

    /// Writes the exit message below whatever stands on the screen.
    pub(super) fn say_exit_message(&self) {
        if self.0.escapes.load(Ordering::SeqCst) && self.0.unattended.is_none() {
            self.wait_for(GRACE_PERIOD, |shared| &shared.waiting);
        }
        let screen = lock(&self.0.screen);
        let mut bytes = String::new();
        // Whoever has the terminal by now has it in order, as this process left it.
        let is_ours = !screen.is_left && !is_in_background();
        if is_ours && self.0.escapes.load(Ordering::SeqCst) {
            bytes += &below(screen.below);
        }
        if is_ours && screen.by_key {
            bytes += LEAVE;
        }
        let message = (lock(&self.0.exit_message).0)();
        if !message.is_empty() {
            let _ = write!(bytes, "\r\n{message}\r\n");
        }
        write(&bytes);
    }
}
