//! Results that are too long to be held until they are whole: they stream to standard output, or to a new file that
//! takes its name only when it is complete.

use std::io::{self, IsTerminal, Stdout, Write};
use std::path::{Path, PathBuf};

use rolefit::render::escape;

use super::error::why;
use super::inputs::is_no_file;
use super::output::not_printed;
use super::writing::{self, New, Replacing, new_beside, not_written, open_device};
use super::{CliError, Result, environment};

/// Where a long result goes.
pub(crate) struct Stream {
    sink: Sink,
    path: Option<PathBuf>,
}

enum Sink {
    /// Beside the file whose name it will take.
    New(New),
    /// What cannot be replaced, only written to: standard output, a device or a pipe; or nothing at all.
    Open(Box<dyn Write>),
}

impl Sink {
    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::New(new) => &mut new.file,
            Self::Open(open) => open,
        }
    }
}

/// Standard output that is a terminal: rows hold ids as they were given, and these are anybody's.
struct Escaped(Stdout);

impl Write for Escaped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Rows come whole, and so no character is cut in two.
        let rows = String::from_utf8_lossy(bytes);
        self.0.write_all(escape::block(&rows).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Stream {
    /// Opens standard output, or the file that `--output` names.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else {
            writing::check_standard_output()?;
            environment::check_standard_output().map_err(|error| not_printed(&error))?;
            return Ok(Self::to(match io::stdout() {
                stdout if stdout.is_terminal() => Box::new(Escaped(stdout)),
                stdout => Box::new(stdout),
            }));
        };
        writing::check(path)?;
        writing::spare(path, b"")?;
        let opened = if is_no_file(path) {
            open_device(path).map(|device| Sink::Open(Box::new(device)))
        } else {
            new_beside(path).map(Sink::New)
        };
        Ok(Self {
            sink: opened.map_err(|error| not_written(path, &error))?,
            path: Some(path.to_owned()),
        })
    }

    /// Returns a stream that takes everything and keeps nothing.
    pub(crate) fn nowhere() -> Self {
        Self::to(Box::new(io::sink()))
    }

    fn to(open: Box<dyn Write>) -> Self {
        Self {
            sink: Sink::Open(open),
            path: None,
        }
    }

    /// Makes what was written last: a new file is synced and takes its name. Without this it never does.
    pub(crate) fn finish(mut self) -> Result<()> {
        let flushed = self.flush();
        let path = self.path.as_deref();
        let done = flushed.and_then(|()| match self.sink {
            Sink::New(new) => new.take_name(Replacing::Older),
            Sink::Open(_) => Ok(()),
        });
        match done {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(failed(path, &error)),
            _ => Ok(()),
        }
    }

    /// Returns what to say of a failed write.
    pub(crate) fn failed(&self, error: &io::Error) -> CliError {
        failed(self.path.as_deref(), error)
    }
}

fn failed(path: Option<&Path>, error: &io::Error) -> CliError {
    match path {
        Some(path) => {
            let (path, why) = (path.display(), why(error));
            CliError::io(format!("could not write `{path}`: {why}"))
                .hint("an older file of that name is as it was")
        }
        None => not_printed(error),
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sink.writer().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.writer().flush()
    }
}
