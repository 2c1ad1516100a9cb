//! A terminal to run the tool in: a pseudo-terminal whose output a terminal emulator understands. It waits for what is
//! to be seen, with a deadline, and never sleeps.

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::OFlags;
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
use vt100::Parser;

const DEADLINE: Duration = Duration::from_secs(20);
/// It stands at the end of what is offered to do next.
pub(crate) const OFFER: &str = "Enter leaves";

/// Returns the words of a screen, whatever lines they stand on.
pub(crate) fn words(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    chunks: Receiver<Vec<u8>>,
    reader: JoinHandle<()>,
    /// Whether the reader is to let go of the terminal.
    closing: Arc<AtomicBool>,
    screen: Parser,
    /// Whether what was started asks a questionnaire: nothing else offers what to do next.
    takes: bool,
    /// Whether the offer of what to do next is left at the end.
    pub(crate) leaves_offer: bool,
    /// Every byte that came out.
    pub(crate) bytes: Vec<u8>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

impl Terminal {
    /// Runs the tool with these arguments and a folder of its own to keep things in.
    #[track_caller]
    pub(crate) fn run(home: &Path, arguments: &[&str], columns: u16, rows: u16) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_rolefit"));
        command.env_clear();
        command.args(arguments);
        Self::start(command, home, columns, rows)
    }

    /// Runs a line of a shell in which `$ROLEFIT` is the tool.
    #[track_caller]
    pub(crate) fn shell(home: &Path, line: &str, columns: u16, rows: u16) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        command.env_clear();
        command.env("ROLEFIT", env!("CARGO_BIN_EXE_rolefit"));
        command.args(["-c", line]);
        Self::start(command, home, columns, rows)
    }

    /// Runs this.
    #[track_caller]
    pub(crate) fn start(mut command: CommandBuilder, home: &Path, columns: u16, rows: u16) -> Self {
        let pty = native_pty_system().openpty(size(columns, rows)).unwrap();
        command.env("ROLEFIT_HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        let argv = command.get_argv();
        let says_take = |argument: &OsString| {
            let line = argument.to_string_lossy();
            line.split_whitespace().any(|word| word == "take")
        };
        let takes = argv.len() == 1 || argv.iter().any(says_take);
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let keys = pty.master.take_writer().unwrap();
        let (sender, chunks) = channel();
        let closing = Arc::new(AtomicBool::new(false));
        let closed = Arc::clone(&closing);
        let reader = thread::spawn(move || {
            let mut buffer = [0; 4096];
            // The end of a pseudo-terminal is an error on some systems and an empty read on others.
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..length].to_vec()).is_err() || closed.load(Ordering::SeqCst)
                {
                    break;
                }
            }
        });
        Self {
            child,
            master: pty.master,
            keys,
            chunks,
            reader,
            closing,
            screen: Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0),
            takes,
            leaves_offer: true,
            bytes: Vec::new(),
        }
    }

    pub(crate) fn screen(&self) -> String {
        self.screen.screen().contents()
    }

    pub(crate) fn cursor_is_visible(&self) -> bool {
        !self.screen.screen().hide_cursor()
    }

    pub(crate) fn send(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Waits until the screen shows this.
    #[track_caller]
    pub(crate) fn until(&mut self, needle: &str) {
        self.until_so(needle, |screen| screen.contains(needle));
    }

    /// Waits until something can be told from the screen.
    #[track_caller]
    pub(crate) fn until_so(&mut self, what: &str, is_so: impl Fn(&str) -> bool) {
        let end = Instant::now() + DEADLINE;
        while !is_so(&self.screen()) {
            let more = self.listen(end);
            assert!(more, "no `{what}` on the screen:\n{}", self.screen());
        }
    }

    /// Waits until the screen no longer shows this.
    #[track_caller]
    pub(crate) fn until_gone(&mut self, needle: &str) {
        let end = Instant::now() + DEADLINE;
        while self.screen().contains(needle) {
            let more = self.listen(end);
            assert!(more, "`{needle}` stays on the screen:\n{}", self.screen());
        }
    }

    /// Takes in output; `false` once there is no more.
    #[track_caller]
    fn listen(&mut self, end: Instant) -> bool {
        match self.chunks.recv_timeout(end - Instant::now().min(end)) {
            Ok(chunk) => {
                self.screen.process(&chunk);
                self.bytes.extend(chunk);
                true
            }
            Err(RecvTimeoutError::Disconnected) => false,
            Err(RecvTimeoutError::Timeout) => {
                panic!("nothing happened any more:\n{}", self.screen())
            }
        }
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.master.resize(size(columns, rows)).unwrap();
        let (rows, columns) = (rows.try_into().unwrap(), columns.try_into().unwrap());
        self.screen.screen_mut().set_size(rows, columns);
    }

    /// Returns the number of the process that was started.
    pub(crate) fn process(&self) -> i32 {
        i32::try_from(self.child.process_id().unwrap()).unwrap()
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_raw(self.process()).unwrap(), signal).unwrap();
    }

    /// Returns the terminal as a file, which anybody may open.
    pub(crate) fn slave(&self) -> PathBuf {
        self.master.tty_name().unwrap()
    }

    /// Closes the window under the running tool and returns the exit code.
    #[track_caller]
    pub(crate) fn close(mut self) -> u32 {
        let slave = self.slave();
        // The tool sets the modes of the terminal when it begins to wait for a key, a moment after it asks.
        thread::sleep(Duration::from_millis(100));
        let mut slave = OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(i32::try_from(OFlags::NOCTTY.bits()).unwrap())
            .open(slave)
            .unwrap();
        // Dropped, the keys would type an end of input first; a window that is closed types nothing.
        let mut modes = tcgetattr(&slave).unwrap();
        modes.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&slave, OptionalActions::Now, &modes).unwrap();
        self.closing.store(true, Ordering::SeqCst);
        // The reader waits for output; this is some.
        slave.write_all(b" ").unwrap();
        drop(slave);
        self.reader.join().unwrap();
        drop((self.keys, self.master));
        let end = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(Instant::now() < end, "it goes on without its terminal");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits for the end and returns the exit code. Where something is offered to do next, it leaves that.
    #[track_caller]
    pub(crate) fn end(&mut self) -> u32 {
        let end = Instant::now() + DEADLINE;
        loop {
            if self.leaves_offer && words(&self.screen()).contains(OFFER) {
                assert!(self.takes, "an offer of no take:\n{}", self.screen());
                self.leaves_offer = false;
                self.send("\r");
            }
            if !self.listen(end) {
                return self.child.wait().unwrap().exit_code();
            }
        }
    }
}
