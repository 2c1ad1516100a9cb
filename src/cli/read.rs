//! Reads texts from files and standard input, of a bounded size, and makes catalogues of them.

use std::env;
use std::io::{self, Read};
use std::path::Path;

use rolefit::catalogue::{Catalogue, DOS_END, Diagnostic, Severity, builtin, other_encoding, read};
use rolefit::render::{counted, diagnostics};

use super::error::why;
use super::store::own_file;
use super::{CliError, Output, Result, inputs};

/// Reads a text file, or standard input for `-`, of at most `limit` bytes.
///
/// The bound holds for pipes, devices and files that grow while they are read, too. A byte order mark stays.
pub(crate) fn read_bounded(path: &Path, limit: usize) -> Result<String> {
    let name = quoted_name(path);
    let bytes = if path.as_os_str() == "-" {
        inputs::expect_standard_input().and_then(|()| bytes_of(io::stdin().lock(), limit))
    } else {
        inputs::open(path).and_then(|file| bytes_of(file, limit))
    };
    checked(&name, bytes, limit).map_err(|error| match namesake(path) {
        Some(hint) => error.hint(hint),
        None => error,
    })
}

/// Says what else a file that is not there may be: people name a catalogue where its file, or something made with it, is
/// asked for.
pub(crate) fn namesake(path: &Path) -> Option<String> {
    let name = path.to_str().filter(|_| !path.exists())?;
    let own = || own_file(env::var_os("ROLEFIT_HOME"), name);
    let is_one = builtin::find(name).is_some() || matches!(own(), Ok(Some(_)));
    is_one.then(|| {
        format!("a catalogue is called so: `--catalogue {name}` goes by it, and `rolefit catalogue show {name}` shows it")
    })
}

fn checked(name: &str, bytes: io::Result<Vec<u8>>, limit: usize) -> Result<String> {
    let bytes = bytes.map_err(|error| cannot_read(name, &error))?;
    if bytes.len() > limit {
        return Err(CliError::bad_input(format!(
            "{name} is larger than the {limit} bytes allowed"
        )));
    }
    let text = decoded(bytes)
        .map_err(|(problem, help)| CliError::bad_input(format!("{name} {problem}")).hint(help))?;
    if text.trim_end().ends_with(DOS_END) {
        return Err(CliError::bad_input(format!(
            "{name} ends with the character U+001A, with which DOS marked the end of a file"
        ))
        .hint("take it out: `tr -d '\\032'` does so"));
    }
    Ok(text)
}

/// Reads on from standard input, whose beginning has been read, up to `limit` bytes in all.
pub(crate) fn read_on(all: impl Read, limit: usize) -> Result<String> {
    checked("standard input", bytes_of(all, limit), limit)
}

/// Returns what an input is called in messages.
pub(crate) fn name(path: &Path) -> String {
    if path.as_os_str() == "-" {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

fn quoted_name(path: &Path) -> String {
    if path.as_os_str() == "-" {
        name(path)
    } else {
        format!("`{}`", path.display())
    }
}

/// Reads no more than one byte beyond the limit: enough to tell that there is more.
fn bytes_of(reader: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns what to say of an input that could not be read; `name` is quoted where it is a file's.
pub(crate) fn cannot_read(name: &str, error: &io::Error) -> CliError {
    match error.kind() {
        io::ErrorKind::NotFound => CliError::io(format!("there is no file {name}")),
        io::ErrorKind::PermissionDenied => {
            CliError::io(format!("{name} may not be read")).hint("check its permissions")
        }
        io::ErrorKind::IsADirectory => CliError::io(format!("{name} is a folder, not a file")),
        _ => CliError::io(format!("could not read {name}: {}", why(error))),
    }
}

/// Returns the bytes as text, or says what they are instead and what to do.
fn decoded(bytes: Vec<u8>) -> Result<String, (String, &'static str)> {
    if let Some(other) = other_encoding(&bytes) {
        let name = other.name;
        let said = match other.zero {
            None if name.starts_with("UTF") => {
                format!("is {name} by the mark at its beginning, not UTF-8")
            }
            None => format!("is by the mark at its beginning {name}, not plain text"),
            Some(zero) => format!("looks like {name}: offset {zero} holds a zero byte"),
        };
        return Err((said, other.help));
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..offset]
            .split(|&byte| byte == b'\n')
            .count();
        let said = format!(
            "is not UTF-8: byte {:#04x} at offset {offset}, in line {line}",
            error.as_bytes()[offset]
        );
        (said, "save it as UTF-8")
    })
}

/// Makes a catalogue of its source, or prints everything that is wrong with it.
pub(crate) fn parsed(name: &str, source: &str, output: &Output) -> Result<Catalogue> {
    let reading = read(source);
    let what = format!("the catalogue `{name}`");
    let faults = &reading.diagnostics;
    let catalogue = reading.catalogue;
    catalogue.ok_or_else(|| unusable(&what, (name, source), faults, output))
}

/// Prints everything that is wrong with a file, and returns the error that ends the command; `what` says what it holds.
pub(crate) fn unusable(
    what: &str,
    (name, text): (&str, &str),
    faults: &[Diagnostic],
    output: &Output,
) -> CliError {
    output.say_rendered(&diagnostics::text(name, text, faults, &output.talk_look()));
    let is_error = |fault: &&Diagnostic| fault.severity == Severity::Error;
    let errors = counted(faults.iter().filter(is_error).count(), "error");
    CliError::bad_input(format!("{what} cannot be used: {errors}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_one_byte_beyond_the_limit_is_read() {
        assert_eq!(bytes_of(io::repeat(0), 10).unwrap().len(), 11);
        assert_eq!(bytes_of(&b"abc"[..], 10).unwrap(), b"abc");
    }

    #[test]
    fn text_that_is_not_utf_8_is_named_with_its_offset() {
        let problem = |bytes: &[u8]| decoded(bytes.to_vec()).unwrap_err().0;
        assert_eq!(
            problem(b"a\nb\xff"),
            "is not UTF-8: byte 0xff at offset 3, in line 2"
        );
        assert!(problem(b"\xff\xfea\0").contains("UTF-16"));
        assert!(problem(b"\xfe\xff\0a").contains("UTF-16"));
        assert!(problem(b"a\0b\0").contains("UTF-16"));
        assert!(problem(b"\0a\0b").contains("UTF-16"));
        assert_eq!(decoded("\u{feff}ä".into()).unwrap(), "\u{feff}ä");
    }
}
