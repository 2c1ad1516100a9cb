//! Signals while a questionnaire runs. Answers are on disk before the next question is drawn, so nothing is saved here:
//! the terminal is set back, one line says how to go on, and the process ends with 128 plus the signal's number.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::error::Exit;

/// Watches for signals until the process ends.
#[derive(Debug, Clone)]
pub(crate) struct Watch(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    /// The number of the terminating signal that came in, 0 before. It is set in the handler itself, so whoever sees
    /// a system call interrupted sees it too.
    caught: Arc<AtomicUsize>,
    /// Whether somebody is saying the last words already.
    leaving: AtomicBool,
    /// How many rows lie below the cursor.
    below: AtomicUsize,
    /// Whether escape sequences may be written.
    escapes: bool,
    /// The terminal as it was found.
    found: Mutex<Option<Termios>>,
    /// What is said on leaving.
    farewell: Mutex<String>,
}

impl Watch {
    /// Starts to watch. Without `escapes` no escape sequence is ever written.
    pub(crate) fn start(escapes: bool) -> io::Result<Self> {
        let caught = Arc::new(AtomicUsize::new(0));
        for signal in [SIGTERM, SIGHUP] {
            let number = usize::try_from(signal).expect("signals have positive numbers");
            signal_hook::flag::register_usize(signal, Arc::clone(&caught), number)?;
        }
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
        let watch = Self(Arc::new(Shared {
            caught,
            leaving: AtomicBool::new(false),
            below: AtomicUsize::new(0),
            escapes,
            // Whoever asks meanwhile may change the terminal for as long as it reads a key.
            found: Mutex::new(tcgetattr(io::stdin()).ok()),
            farewell: Mutex::new(String::new()),
        }));
        let seen = watch.clone();
        thread::spawn(move || {
            for signal in signals.forever() {
                seen.end(signal);
            }
        });
        Ok(watch)
    }

    /// Says what is to be said when a signal ends the process.
    pub(crate) fn farewell(&self, line: &str) {
        let mut farewell = lock(&self.0.farewell);
        line.clone_into(&mut farewell);
    }

    /// Notes how many rows lie below the cursor.
    pub(crate) fn drawn(&self, below: usize) {
        self.0.below.store(below, Ordering::SeqCst);
    }

    /// Takes the last words for the caller; where a signal ends the process already, this does not return.
    pub(crate) fn leave(&self) {
        self.give_way();
        if self.0.leaving.swap(true, Ordering::SeqCst) {
            wait_for_the_end();
        }
    }

    /// Does not return once a terminating signal came in.
    pub(crate) fn give_way(&self) {
        if self.0.caught.load(Ordering::SeqCst) != 0 {
            wait_for_the_end();
        }
    }

    /// Stops the terminal from showing keys typed ahead, and from holding them back until a line is complete.
    pub(crate) fn quieten(&self) {
        if let Ok(found) = tcgetattr(io::stdin()) {
            let mut quiet = found.clone();
            quiet.local_modes -= LocalModes::ICANON | LocalModes::ECHO;
            *lock(&self.0.found) = Some(found);
            let _ = tcsetattr(io::stdin(), OptionalActions::Drain, &quiet);
        }
    }

    /// Sets the terminal back to how it was found.
    pub(crate) fn restore(&self) {
        if let Some(found) = lock(&self.0.found).take() {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, &found);
        }
    }

    fn end(&self, signal: i32) {
        if self.0.leaving.swap(true, Ordering::SeqCst) {
            return;
        }
        // dialoguer answers an interrupted read with a SIGINT of its own; the signal that came first counts.
        let code = match i32::try_from(self.0.caught.load(Ordering::SeqCst)) {
            Ok(0) | Err(_) => signal,
            Ok(caught) => caught,
        };
        self.restore();
        let mut bytes = String::new();
        if self.0.escapes {
            let below = self.0.below.load(Ordering::SeqCst);
            if below > 0 {
                let _ = write!(bytes, "\x1b[{below}B");
            }
            bytes.push_str("\x1b[?25h");
        }
        let farewell = lock(&self.0.farewell).clone();
        if !farewell.is_empty() {
            let _ = write!(bytes, "\r\n{farewell}\r\n");
        }
        let mut stderr = io::stderr();
        let _ = stderr.write_all(bytes.as_bytes());
        let _ = stderr.flush();
        let exit = match code {
            SIGTERM => Exit::Terminated,
            SIGHUP => Exit::HungUp,
            _ => Exit::Interrupted,
        };
        std::process::exit(i32::from(exit as u8));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The watching thread ends the process in a moment.
fn wait_for_the_end() -> ! {
    loop {
        thread::sleep(Duration::from_secs(1));
    }
}
