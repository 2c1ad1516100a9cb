//! What can go wrong in the shell, what to do about it, and the exit code it earns.

use std::process::ExitCode;

/// How the tool ended. The numbers are part of its interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Done.
    Done = 0,
    /// A check said no.
    CheckFailed = 1,
    /// The arguments are wrong, or a terminal is needed and there is none.
    Usage = 2,
    /// The catalogue or the answers are faulty.
    BadInput = 3,
    /// Reading, writing or the store failed.
    Io = 4,
    /// The questionnaire was left before its end; what was answered is kept.
    Paused = 5,
    /// Ended as by Ctrl-C. Other signals end it with 128 plus their number.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// An error with the exit code it earns, and what the person can do about it.
///
/// The message is a lower-case fragment without a full stop. It may hold text from files and arguments: it is escaped
/// where it is printed, in [`super::output::Output::report`].
#[derive(Debug)]
pub(crate) struct CliError {
    pub(crate) exit: Exit,
    pub(crate) message: String,
    pub(crate) hints: Vec<String>,
}

/// What comes of a part of the shell.
pub(crate) type Result<T, E = CliError> = std::result::Result<T, E>;

impl CliError {
    fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    pub(crate) fn bad_input(message: impl Into<String>) -> Self {
        Self::new(Exit::BadInput, message)
    }

    pub(crate) fn io(message: impl Into<String>) -> Self {
        Self::new(Exit::Io, message)
    }

    /// Says that the terminal failed on which somebody is asked.
    pub(crate) fn terminal(error: impl std::fmt::Display) -> Self {
        Self::io(format!("the terminal failed: {error}"))
    }

    /// Adds a line that says what to do.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}
