//! Standard output and standard error: the result goes to the one, the talk to the other.

use std::cell::RefCell;
use std::io::{self, Write};

use super::args::Common;
use super::error::{CliError, Exit};

/// Where results and talk go.
pub(crate) struct Output {
    result: RefCell<String>,
    file: Option<std::path::PathBuf>,
}

impl Output {
    pub(crate) fn new(common: &Common) -> Self {
        Self {
            result: RefCell::new(String::new()),
            file: common.output.clone(),
        }
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
    pub(crate) fn report(&self, error: &CliError) -> Exit {
        let mut stderr = io::stderr().lock();
        let _ = writeln!(stderr, "error: {}", error.message);
        for hint in &error.hints {
            let _ = writeln!(stderr, "help: {hint}");
        }
        error.exit
    }
}
