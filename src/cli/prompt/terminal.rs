//! The real terminal: keys and lines from standard input, drawing on standard error. The cursor is never hidden.

use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

use console::Term;
use rolefit::render::look::Charset;
use rustix::io::Errno;
use rustix::termios::{QueueSelector, tcflush};
use signal_hook::consts::{SIGINT, SIGQUIT, SIGTSTP};

use super::NARROWEST;
use super::desk::Tty;
use super::keys::{Decoder, Key};
use super::look::Look;
use super::plain::{Line, Lines};
use crate::cli::output::Output;
use crate::cli::signals::{Watch, Woken};

/// No sensible line is longer; the rest of one that is counts as a line of its own.
const LONGEST_LINE: usize = 4096;
/// How long what was typed before is dropped at most: there may be no end of it.
const LONGEST_DROP: Duration = Duration::from_secs(2);
/// How long the rest of a sequence is waited for that has begun before anything was asked, or as a question ends.
const REST_OF_REPLY: Duration = Duration::from_millis(200);

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
}

/// The terminal of this process, from which keys are read one by one. Dropping it sets the terminal back.
pub(crate) struct Terminal<'w> {
    term: Term,
    watch: &'w Watch,
    decoder: Decoder,
    keys: VecDeque<Key>,
    /// Whether the last key was Esc, which may have been the first byte of a sequence that a line tore apart.
    was_esc: bool,
}

impl<'w> Terminal<'w> {
    /// Opens it, and drops what was typed or sent before.
    pub(crate) fn open(watch: &'w Watch) -> Self {
        watch.read_keys();
        let term = Term::stderr();
        // A killed run leaves its last frame below the prompt that the shell then prints over it.
        let _ = watch.draw(0, || term.clear_to_end_of_screen());
        let mut terminal = Self {
            term,
            watch,
            decoder: Decoder::default(),
            keys: VecDeque::new(),
            was_esc: false,
        };
        terminal.discard();
        terminal
    }

    /// Reads what there is.
    fn read(&mut self) -> io::Result<()> {
        for byte in read()? {
            self.decoder.push(byte, &mut self.keys);
        }
        Ok(())
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        if self.was_esc && self.decoder.patience().is_none() {
            self.decoder.push(0x1b, &mut self.keys);
        }
        if self.decoder.patience().is_some() {
            // The rest of a sequence is no command for the shell.
            self.discard();
        }
        self.watch.read_lines();
    }
}

impl Tty for Terminal<'_> {
    fn size(&self) -> (usize, usize) {
        let (rows, columns) = self.term.size();
        (usize::from(columns), usize::from(rows))
    }

    fn key(&mut self) -> io::Result<Key> {
        loop {
            match self.keys.pop_front() {
                // The terminal sends signals for these, unless it was told not to or spells them out.
                Some(Key::Ctrl('c')) => self.watch.send(SIGINT),
                Some(Key::Ctrl('\\')) => self.watch.send(SIGQUIT),
                Some(Key::Ctrl('z')) => self.watch.send(SIGTSTP),
                Some(key) => {
                    self.was_esc = key == Key::Escape;
                    return Ok(key);
                }
                None => match self.watch.wait_for_input(self.decoder.patience())? {
                    Woken::Input => {
                        let read = self.read();
                        self.watch.heed(read)?;
                    }
                    Woken::Late => self.decoder.give_up(&mut self.keys),
                    Woken::Resumed => {
                        self.discard();
                        return Ok(Key::Resumed);
                    }
                },
            }
        }
    }

    fn discard(&mut self) {
        let start = Instant::now();
        while start.elapsed() < LONGEST_DROP {
            let rest = self.decoder.patience();
            let patience = rest.map_or(Duration::ZERO, |_| REST_OF_REPLY);
            match self.watch.wait_for_input(Some(patience)) {
                Ok(Woken::Input) if self.read().is_ok() => {}
                Ok(Woken::Resumed) => {}
                _ => break,
            }
        }
        // What has begun to come comes to its end; a lone Esc is a key as any other.
        if self.decoder.holds_esc() {
            self.decoder = Decoder::default();
        }
        self.keys.clear();
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
            if self.watch.wait_for_input(None)? == Woken::Resumed {
                // The terminal shows a line that was begun no more.
                self.discard();
                return Ok(Line::Resumed);
            }
            match self.watch.heed(read()) {
                Ok(read) => self.ahead.extend(read),
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break,
                Err(error) => return Err(error),
            }
        }
        Ok(if bytes.is_empty() {
            Line::End
        } else {
            Line::Sent(bytes)
        })
    }

    fn discard(&mut self) {
        self.ahead.clear();
        let _ = tcflush(io::stdin(), QueueSelector::IFlush);
    }
}
