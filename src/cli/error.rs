//! What can go wrong in the shell, what to do about it, and the exit code it earns.

use std::io;
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

/// Says why reading or writing failed: by the kind of failure, or in the words of whoever made it where no kind has any.
pub(crate) fn why(error: &io::Error) -> String {
    let (kind, own) = (error.kind().to_string(), error.to_string());
    match &*kind {
        "other error" => own,
        // The kind that is called so cannot be named in code.
        "uncategorized error" => own
            .split(" (os error")
            .next()
            .unwrap_or_default()
            .to_lowercase(),
        _ => kind,
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_without_words_of_its_own_is_told_in_those_of_the_system() {
        // ENXIO, as of `/dev/tty` where there is no terminal, and ENOSPC.
        let by_number = |number| why(&io::Error::from_raw_os_error(number));
        assert_eq!(by_number(6), "no such device or address");
        assert_eq!(by_number(28), "no storage space");
        assert_eq!(why(&io::Error::other("it is gone")), "it is gone");
        // ENOTTY, ENODEV, EILSEQ: whatever the number, it is said what happened.
        for number in [19, 25, 84] {
            assert!(
                !by_number(number).contains("error"),
                "{}",
                by_number(number)
            );
        }
    }
}
