//! The real terminal: keys and lines from standard input, drawing on standard error over what was drawn, also after the
//! window changed its width. The cursor is never hidden.

use std::collections::VecDeque;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use console::Term;
use rolefit::render::look::Charset;
use rustix::io::Errno;
use rustix::process::Signal;

use super::Dialogue;
use super::desk::{KeyDesk, Tty};
use super::keys::{Decoder, Key};
use super::line::Look;
use super::plain::{Line, Lines, PlainDesk};
use crate::cli::signals::{Watch, Woken};
use crate::cli::wrap::Folded;
use crate::cli::{CliError, Output, Result};

/// The narrowest terminal on which questions are drawn and redrawn; below it they are asked plainly.
const NARROWEST: usize = 24;
/// No sensible line is longer; the rest of one that is counts as a line of its own.
const LONGEST_LINE: usize = 4096;
/// How long what was typed before is dropped at most: there may be no end of it.
const LONGEST_DROP: Duration = Duration::from_secs(2);
/// How long the rest of a sequence is waited for that has begun before anything was asked, or as a question ends.
const REST_OF_REPLY: Duration = Duration::from_millis(200);

/// What had begun to come where a screen ended, and when the last of it came: whoever asks next reads the rest.
static BEGUN: Mutex<Option<(Decoder, Instant)>> = Mutex::new(None);

fn begun() -> MutexGuard<'static, Option<(Decoder, Instant)>> {
    BEGUN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Opens the terminal for questions. What was typed before is dropped.
pub(crate) fn open(mode: Mode, watch: &Watch) -> Box<dyn Dialogue + '_> {
    if mode.plain {
        let mut lines = TypedLines::new(watch);
        lines.discard();
        let columns = || usize::from(Term::stderr().size().1);
        let output = Folded::new(io::stderr(), columns);
        Box::new(PlainDesk::new(lines, output))
    } else {
        Box::new(KeyDesk::new(Terminal::open(watch), mode.look))
    }
}

/// How to ask on this terminal.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mode {
    /// By lines that are typed, without an escape sequence.
    pub(crate) plain: bool,
    pub(crate) look: Look,
}

impl Mode {
    pub(crate) fn found(output: &Output) -> Self {
        let no_terminal_known = std::env::var_os("TERM").is_none_or(|term| term.is_empty());
        let narrow = usize::from(Term::stderr().size().1) < NARROWEST;
        let look = output.talk_look();
        Self {
            plain: output.is_plain() || no_terminal_known || narrow,
            look: Look {
                unicode: look.charset == Charset::Unicode,
                colour: look.colour,
            },
        }
    }

    /// Watches for signals while somebody is asked.
    pub(crate) fn watch(self) -> Result<Watch> {
        Watch::start(!self.plain)
            .map_err(|error| CliError::io(format!("could not watch for signals: {error}")))
    }
}

/// The terminal of this process, from which keys are read one by one. Dropping it sets the terminal back.
pub(crate) struct Terminal<'w> {
    term: Term,
    watch: &'w Watch,
    decoder: Decoder,
    keys: VecDeque<Key>,
    /// When something came last that was no key to interrupt, stop or quit.
    heard: Instant,
    /// Whether the key that interrupts is a key as others.
    is_idle: bool,
}

impl<'w> Terminal<'w> {
    /// Opens it, and drops what was typed or sent before.
    pub(crate) fn open(watch: &'w Watch) -> Self {
        watch.read_keys();
        let term = Term::stderr();
        // A killed run leaves its last frame below the prompt that the shell then prints over it.
        let _ = watch.draw(0, || term.clear_to_end_of_screen());
        let (decoder, heard) = begun()
            .take()
            .unwrap_or_else(|| (Decoder::default(), Instant::now()));
        let mut terminal = Self {
            term,
            watch,
            decoder,
            keys: VecDeque::new(),
            heard,
            is_idle: false,
        };
        terminal.drop_input();
        terminal.keys.clear();
        terminal
    }

    /// Opens it where nothing is under way that could be interrupted: the key for that is one that leaves.
    pub(crate) fn open_idle(watch: &'w Watch) -> Self {
        let mut terminal = Self::open(watch);
        terminal.is_idle = true;
        terminal
    }

    /// Reads what there is. The keys that interrupt, stop and quit do so whatever has begun to come, but a paste.
    fn read(&mut self) -> io::Result<()> {
        for byte in read()? {
            let key = self.watch.signal_key(byte);
            if key.is_none() {
                self.heard = Instant::now();
            }
            match key.filter(|_| !self.decoder.is_in_paste()) {
                Some(letter) => {
                    self.decoder = Decoder::default();
                    self.keys.push_back(Key::Ctrl(letter));
                }
                None => self.decoder.push(byte, &mut self.keys),
            }
        }
        Ok(())
    }

    /// Returns how much longer the rest of what has begun is waited for. Whoever interrupts a paste without an end does
    /// not make that longer.
    fn patience(&self) -> Option<Duration> {
        let patience = self.decoder.patience()?;
        Some(patience.saturating_sub(self.heard.elapsed()))
    }

    /// Waits for a key.
    fn next_key(&mut self) -> io::Result<Key> {
        loop {
            if let Some(key) = self.keys.pop_front() {
                match signal(&key, self.is_idle) {
                    Some(signal) => {
                        // What was typed behind it is for nobody.
                        self.keys.clear();
                        self.watch.send(signal);
                    }
                    None => return Ok(key),
                }
                continue;
            }
            match self.watch.wait_for_input(self.patience())? {
                Woken::Input => {
                    let read = self.read();
                    self.watch.heed(read)?;
                }
                Woken::Late => self.decoder.give_up(&mut self.keys),
                Woken::Resized => return Ok(Key::Resized),
                Woken::Resumed => {
                    self.drop_input();
                    self.keys.clear();
                    return Ok(Key::Resumed);
                }
            }
        }
    }

    /// Reads what waits, and what has begun to come to its end.
    fn drop_input(&mut self) {
        let start = Instant::now();
        while start.elapsed() < LONGEST_DROP {
            let rest = self.decoder.patience();
            let patience = rest.map_or(Duration::ZERO, |_| REST_OF_REPLY);
            match self.watch.wait_for_input(Some(patience)) {
                Ok(Woken::Input) if self.read().is_ok() => {}
                Ok(Woken::Resumed | Woken::Resized) => {}
                _ => break,
            }
        }
        // A lone Esc is a key as any other.
        if self.decoder.holds_esc() {
            self.decoder.give_up(&mut self.keys);
        }
    }

    /// Drops the keys that wait, but does what those ask for that interrupt, stop or quit.
    fn drop_keys(&mut self) {
        let is_idle = self.is_idle;
        let signal = self.keys.drain(..).find_map(|key| signal(&key, is_idle));
        if let Some(signal) = signal {
            self.watch.send(signal);
        }
    }
}

/// Returns the signal that the terminal would send for a key; where nothing is under way there is nothing to interrupt.
fn signal(key: &Key, is_idle: bool) -> Option<Signal> {
    match key {
        Key::Ctrl('c') if !is_idle => Some(Signal::INT),
        Key::Ctrl('\\') => Some(Signal::QUIT),
        Key::Ctrl('z') => Some(Signal::TSTP),
        _ => None,
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        if self.decoder.patience().is_some() {
            // The rest of a sequence is no command for the shell.
            self.drop_input();
        }
        if self.decoder.patience().is_some() {
            *begun() = Some((std::mem::take(&mut self.decoder), self.heard));
        }
        self.drop_keys();
        self.watch.read_lines();
    }
}

impl Tty for Terminal<'_> {
    fn size(&self) -> (usize, usize) {
        let (rows, columns) = self.term.size();
        (usize::from(columns), usize::from(rows))
    }

    fn expect_key(&mut self) {
        self.watch.read_signal_keys(true);
    }

    fn key(&mut self) -> io::Result<Key> {
        self.watch.read_signal_keys(true);
        let key = self.next_key();
        self.watch.read_signal_keys(false);
        key
    }

    fn has_key(&self) -> bool {
        !self.keys.is_empty()
    }

    fn discard(&mut self) {
        self.watch.read_signal_keys(true);
        self.drop_input();
        self.watch.read_signal_keys(false);
        self.drop_keys();
    }

    fn paint(&mut self, bytes: &str, below: usize) -> io::Result<()> {
        let term = &self.term;
        self.watch.draw(below, || {
            term.write_str(bytes)?;
            term.flush()
        })
    }
}

/// Reads once from standard input.
///
/// # Errors
/// The terminal is gone, or there is an end of input.
fn read() -> io::Result<Vec<u8>> {
    let mut buffer = vec![0; LONGEST_LINE];
    let count = match rustix::io::read(rustix::stdio::stdin(), &mut buffer) {
        Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
        Err(Errno::INTR) => 0,
        read => read?,
    };
    buffer.truncate(count);
    Ok(buffer)
}

/// Lines that are typed at the terminal of this process.
pub(crate) struct TypedLines<'w> {
    watch: &'w Watch,
    /// What was read and belongs to the next line.
    ahead: VecDeque<u8>,
}

impl<'w> TypedLines<'w> {
    pub(crate) fn new(watch: &'w Watch) -> Self {
        Self {
            watch,
            ahead: VecDeque::new(),
        }
    }
}

impl Lines for TypedLines<'_> {
    fn line(&mut self) -> io::Result<Line> {
        let mut bytes = Vec::new();
        while bytes.len() < LONGEST_LINE && bytes.last() != Some(&b'\n') {
            if let Some(byte) = self.ahead.pop_front() {
                bytes.push(byte);
                continue;
            }
            match self.watch.wait_for_input(None)? {
                Woken::Resumed => {
                    // The terminal shows a line that was begun no more.
                    self.discard();
                    return Ok(Line::Resumed);
                }
                Woken::Resized => continue,
                Woken::Input | Woken::Late => {}
            }
            match self.watch.heed(read()) {
                Ok(read) => self.ahead.extend(read),
                // What was begun was never entered: only Enter answers, and only Enter deletes.
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(Line::End),
                Err(error) => return Err(error),
            }
        }
        Ok(Line::Sent(bytes))
    }

    fn discard(&mut self) {
        self.ahead.clear();
        self.watch.drop_typed();
    }
}
