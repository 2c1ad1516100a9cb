//! Standard output and standard error: the result goes to the one, the talk to the other.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};

use rolefit::render::diagnostics::Paint;
use rolefit::render::escape;

use super::args::{Color, Common, Format};
use super::error::{CliError, Exit};

/// How a stream looks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    pub(crate) width: usize,
    pub(crate) paint: Paint,
}

/// Where results and talk go.
pub(crate) struct Output {
    result: RefCell<String>,
    file: Option<std::path::PathBuf>,
    format: Option<Format>,
    color: Color,
}

impl Output {
    pub(crate) fn new(common: &Common) -> Self {
        Self {
            result: RefCell::new(String::new()),
            file: common.output.clone(),
            format: common.format,
            color: common.color,
        }
    }

    /// Returns the form asked for.
    pub(crate) fn format(&self) -> Format {
        self.format.unwrap_or(Format::Text)
    }

    /// Returns how the result looks.
    pub(crate) fn look(&self) -> Look {
        self.look_of(self.file.is_none() && io::stdout().is_terminal())
    }

    /// Returns how talk on standard error looks.
    pub(crate) fn talk_look(&self) -> Look {
        self.look_of(io::stderr().is_terminal())
    }

    fn look_of(&self, to_terminal: bool) -> Look {
        let coloured = match self.color {
            Color::Auto => to_terminal,
            Color::Always => true,
            Color::Never => false,
        };
        let size = console::Term::stderr()
            .size_checked()
            .filter(|_| to_terminal);
        Look {
            width: size.map_or(80, |(_, columns)| usize::from(columns)),
            paint: if coloured {
                Paint::Coloured
            } else {
                Paint::Plain
            },
        }
    }

    /// Prints lines that a renderer has finished: they are escaped already.
    #[expect(
        clippy::unused_self,
        reason = "what talks is the output, as everywhere in the shell"
    )]
    pub(crate) fn say_rendered(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Takes in a part of the result; it is written when the command is done, whole or not at all.
    pub(crate) fn result(&self, text: &str) {
        self.result.borrow_mut().push_str(text);
    }

    /// Writes the result. A closed pipe is a quiet end.
    pub(crate) fn finish(&self) -> Result<(), CliError> {
        let _ = &self.file;
        let mut stdout = io::stdout().lock();
        let written = stdout
            .write_all(self.result.borrow().as_bytes())
            .and_then(|()| stdout.flush());
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(CliError::io(format!(
                "could not write to standard output: {error}"
            ))),
            _ => Ok(()),
        }
    }

    /// Prints an error and its hints, escaped, and returns its exit code.
    #[expect(
        clippy::unused_self,
        reason = "what talks is the output, as everywhere in the shell"
    )]
    pub(crate) fn report(&self, error: &CliError) -> Exit {
        let mut stderr = io::stderr().lock();
        let _ = writeln!(stderr, "error: {}", escape::line(&error.message));
        for hint in &error.hints {
            let _ = writeln!(stderr, "help: {}", escape::line(hint));
        }
        error.exit
    }
}
