//! What the environment says, read once, at the start: about looks (width, character set, colour, plain text), and whether
//! the standard streams can be read from and written to.

use std::env;
use std::io;
use std::os::fd::BorrowedFd;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use console::Term;
use rolefit::render::look::{Charset, Look};
use rolefit::render::shell;
use rustix::fs::{OFlags, fcntl_getfl};

use super::options::{Color, Common};

/// The width of text that goes to no terminal.
const DEFAULT_WIDTH: usize = 80;

/// How output may look.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Environment {
    colour: Option<bool>,
    plain: bool,
    /// Whether plain text was asked for by an option, and not by what the terminal is.
    plain_option: bool,
    unicode: bool,
    columns: Option<usize>,
}

impl Environment {
    /// Reads the environment; options given by hand win over it.
    pub(crate) fn read(common: &Common) -> Self {
        let colour = match common.color {
            Color::Always => Some(true),
            Color::Never => Some(false),
            // https://no-color.org: set to anything but nothing.
            Color::Auto => env::var_os("NO_COLOR")
                .filter(|value| !value.is_empty())
                .map(|_| false),
        };
        Self {
            colour,
            plain: common.plain || accessible() || dumb_terminal(),
            plain_option: common.plain,
            unicode: locale_is_utf8(["LC_ALL", "LC_CTYPE", "LANG"].map(|name| env::var(name).ok())),
            columns: env::var("COLUMNS")
                .ok()
                .and_then(|columns| columns.parse().ok())
                .filter(|columns| *columns > 0),
        }
    }

    /// Returns whether plain text was asked for: nothing redrawn, no line drawing.
    pub(crate) fn is_plain(self) -> bool {
        self.plain
    }

    /// Returns the looks of a file: the same whatever the machine around it is like.
    pub(crate) fn look_of_file(self) -> Look {
        Look {
            width: DEFAULT_WIDTH,
            charset: if self.plain_option {
                Charset::Ascii
            } else {
                Charset::Unicode
            },
            colour: self.colour == Some(true),
            typed: None,
        }
    }

    /// Returns the looks of a stream; nothing for one that goes to no terminal.
    pub(crate) fn look(self, terminal: Option<&Term>) -> Look {
        let width = terminal
            .and_then(Term::size_checked)
            .map_or(self.columns.unwrap_or(DEFAULT_WIDTH), |(_, columns)| {
                usize::from(columns)
            });
        Look {
            width,
            charset: if self.unicode && !self.plain {
                Charset::Unicode
            } else {
                Charset::Ascii
            },
            colour: self.colour.unwrap_or(terminal.is_some() && !self.plain),
            typed: terminal.map(|_| TYPED.as_str()),
        }
    }
}

/// The name by which the program was called, as a shell takes it.
static TYPED: LazyLock<String> = LazyLock::new(|| {
    let name = env::args_os().next().map(PathBuf::from);
    let is_path = |name: &PathBuf| name.as_os_str().as_encoded_bytes().contains(&b'/');
    let name = name.filter(is_path);
    name.map_or_else(|| "rolefit".to_owned(), |name| shell::quoted_file(&name))
});

/// `ACCESSIBLE` set to anything but `0`, `false` or nothing.
fn accessible() -> bool {
    env::var("ACCESSIBLE").is_ok_and(|value| !matches!(value.as_str(), "" | "0" | "false"))
}

fn dumb_terminal() -> bool {
    env::var("TERM").is_ok_and(|term| term == "dumb")
}

/// Returns whether a locale names UTF-8; `variables` are `LC_ALL`, `LC_CTYPE` and `LANG`, the first that is set counts.
fn locale_is_utf8(variables: [Option<String>; 3]) -> bool {
    variables
        .into_iter()
        .flatten()
        .find(|value| !value.is_empty())
        .is_some_and(|value| {
            let value = value.to_ascii_lowercase();
            value.contains("utf-8") || value.contains("utf8")
        })
}

/// Whether standard input, output and error were closed when the process began. By the time that `main` runs nobody can tell any more: the
/// standard library has opened `/dev/null` in its place, so that no file gets its number, and all writing succeeds and all
/// reading ends at once.
static ARE_CLOSED: [AtomicBool; 3] = [const { AtomicBool::new(false) }; 3];

/// Runs before the standard library does; it calls the system and nothing else.
#[cfg(target_os = "linux")]
#[ctor_bare::register_ctor]
fn rolefit_looks_at_standard_streams() {
    use rustix::stdio::{stderr, stdin, stdout};
    let streams = [stdin(), stdout(), stderr()];
    for (found, is_closed) in streams.map(rustix::io::fcntl_getfd).iter().zip(&ARE_CLOSED) {
        is_closed.store(*found == Err(rustix::io::Errno::BADF), Ordering::Relaxed);
    }
}

/// Refuses where nothing that is written to standard output goes anywhere; the error says why.
pub(super) fn check_standard_output() -> io::Result<()> {
    check(&ARE_CLOSED[1], rustix::stdio::stdout(), CANNOT_WRITE)
}

/// Refuses where nothing that is written to standard error goes anywhere; the error says why.
pub(super) fn check_standard_error() -> io::Result<()> {
    check(&ARE_CLOSED[2], rustix::stdio::stderr(), CANNOT_WRITE)
}

/// Refuses where nothing can be read from standard input; the error says why.
pub(super) fn check_standard_input() -> io::Result<()> {
    const CANNOT_READ: (OFlags, &str) = (OFlags::WRONLY, "it is open for writing only");
    check(&ARE_CLOSED[0], rustix::stdio::stdin(), CANNOT_READ)
}

/// In which mode a stream cannot be written to, and what is said of it.
const CANNOT_WRITE: (OFlags, &str) = (
    OFlags::RDONLY,
    "it is open for reading only, and `> FILE` opens a file for writing",
);

/// The standard library takes all writing for done that the system refuses as to a closed stream, and that is how the
/// system refuses to write to what is open for reading; and so with reading.
fn check(
    is_closed: &AtomicBool,
    stream: BorrowedFd<'_>,
    (mode, why): (OFlags, &'static str),
) -> io::Result<()> {
    if is_closed.load(Ordering::Relaxed) {
        return Err(io::Error::other("it is closed"));
    }
    if fcntl_getfl(stream).is_ok_and(|flags| flags & OFlags::RWMODE == mode) {
        return Err(io::Error::other(why));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_variable_that_is_set_counts() {
        let some = |value: &str| Some(value.to_owned());
        assert!(locale_is_utf8([None, None, some("en_GB.UTF-8")]));
        assert!(locale_is_utf8([some(""), some("C.utf8"), some("C")]));
        assert!(!locale_is_utf8([some("C"), None, some("en_GB.UTF-8")]));
        assert!(!locale_is_utf8([None, None, None]));
    }
}
