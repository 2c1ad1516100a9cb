//! Signals while a questionnaire runs. Answers are on disk before the next question is drawn, so nothing is saved here:
//! the terminal is set back, one line says how to go on, and the process ends with 128 plus the signal's number.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::error::Exit;

/// How long a terminal may take to show the last words: one that was stopped by Ctrl-S takes none.
const PATIENCE: Duration = Duration::from_secs(1);
/// How long is waited for whoever a signal has woken, or for a signal that may be on its way.
const A_MOMENT: Duration = Duration::from_millis(50);
/// How long is waited for the signal that a closed window sends: it is sure to be sent, but a busy machine takes its time.
const HANG_UP: Duration = Duration::from_secs(1);

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
    /// Whether it is a signal that ends the process: whoever asks draws nothing more and sets no mode.
    ending: AtomicBool,
    /// Whether whoever asks waits for that end.
    waiting: AtomicBool,
    /// Whether escape sequences may be written.
    escapes: bool,
    /// The terminal as it was found.
    found: Option<Termios>,
    /// How many rows lie below the cursor. Whoever draws or sets a mode holds this: a frame drawn over the last words
    /// would hide them.
    below: Mutex<usize>,
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
            ending: AtomicBool::new(false),
            waiting: AtomicBool::new(false),
            escapes,
            found: tcgetattr(io::stdin()).ok(),
            below: Mutex::new(0),
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

    /// Draws, and notes how many rows then lie below the cursor. Once a signal ends the process, this does not return.
    pub(crate) fn draw(
        &self,
        below: usize,
        write: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<()> {
        let mut noted = self.screen();
        write()?;
        *noted = below;
        Ok(())
    }

    /// Takes the last words for the caller; where a signal ends the process already, this does not return.
    pub(crate) fn leave(&self) {
        self.give_way();
        if self.0.leaving.swap(true, Ordering::SeqCst) {
            self.wait_for_the_end();
        }
    }

    /// Does not return once a terminating signal came in.
    pub(crate) fn give_way(&self) {
        if self.0.caught.load(Ordering::SeqCst) != 0 {
            self.wait_for_the_end();
        }
    }

    /// Passes on what came of asking; where a signal came meanwhile, this does not return.
    pub(crate) fn heed<T>(&self, asked: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &asked {
            self.give_way_to(error);
        }
        self.give_way();
        asked
    }

    /// Does not return where an error says that the terminal is gone and a signal says so too: the error comes first.
    pub(crate) fn give_way_to(&self, error: &io::Error) {
        if is_gone(error) {
            let patience = if self.has_lost_its_terminal() {
                HANG_UP
            } else {
                A_MOMENT
            };
            wait_for(patience, || self.0.caught.load(Ordering::SeqCst) != 0);
            self.give_way();
        }
    }

    /// Stops the terminal from showing keys typed ahead, and from holding them back until a line is complete.
    pub(crate) fn quieten(&self) {
        let _screen = self.screen();
        if let Some(found) = &self.0.found {
            let mut quiet = found.clone();
            quiet.local_modes -= LocalModes::ICANON | LocalModes::ECHO;
            let _ = tcsetattr(io::stdin(), OptionalActions::Drain, &quiet);
        }
    }

    /// Sets the terminal back to how it was found.
    pub(crate) fn restore(&self) {
        if let Some(found) = &self.0.found {
            let _ = tcsetattr(io::stdin(), OptionalActions::Now, found);
        }
    }

    /// Returns whether there was a terminal and is none any more. After an end of input, Ctrl-D, it is there still.
    fn has_lost_its_terminal(&self) -> bool {
        self.0.found.is_some() && tcgetattr(io::stdin()).is_err()
    }

    /// Holds the screen for whoever asks; once a signal ends the process, this does not return.
    fn screen(&self) -> MutexGuard<'_, usize> {
        let screen = lock(&self.0.below);
        if self.0.ending.load(Ordering::SeqCst) {
            drop(screen);
            self.wait_for_the_end();
        }
        screen
    }

    fn end(&self, signal: i32) {
        if self.0.leaving.swap(true, Ordering::SeqCst) {
            return;
        }
        self.0.ending.store(true, Ordering::SeqCst);
        let (said, heard) = mpsc::channel();
        let speaker = self.clone();
        thread::spawn(move || {
            speaker.say_farewell();
            let _ = said.send(());
        });
        let _ = heard.recv_timeout(PATIENCE);
        // Last of all: whoever read a key has set the terminal in their own way until now.
        self.restore();
        // dialoguer answers an interrupted read with a SIGINT of its own; the signal that came first counts.
        let code = match i32::try_from(self.0.caught.load(Ordering::SeqCst)) {
            Ok(0) | Err(_) => signal,
            Ok(caught) => caught,
        };
        let exit = match code {
            SIGTERM => Exit::Terminated,
            SIGHUP => Exit::HungUp,
            _ => Exit::Interrupted,
        };
        std::process::exit(i32::from(exit as u8));
    }

    /// Writes the last words below whatever stands on the screen.
    fn say_farewell(&self) {
        if self.0.escapes {
            wait_for(A_MOMENT, || self.0.waiting.load(Ordering::SeqCst));
        }
        let below = lock(&self.0.below);
        let mut bytes = String::new();
        if self.0.escapes {
            if *below > 0 {
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
    }

    /// The watching thread ends the process in a moment.
    fn wait_for_the_end(&self) -> ! {
        self.0.waiting.store(true, Ordering::SeqCst);
        loop {
            thread::sleep(Duration::from_secs(1));
        }
    }
}

/// Returns whether an error says that there is no terminal any more, or no more input on it.
pub(crate) fn is_gone(error: &io::Error) -> bool {
    // 5 is EIO, for which there is no kind.
    error.kind() == io::ErrorKind::UnexpectedEof || error.raw_os_error() == Some(5)
}

/// Waits until something is so, and no longer than that.
fn wait_for(patience: Duration, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() && start.elapsed() < patience {
        thread::sleep(Duration::from_millis(1));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
