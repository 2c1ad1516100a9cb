//! Where catalogues and answers come from: built in, a file, standard input. Sizes are bounded before anything is read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::OnceLock;

use rolefit::catalogue::builtin::Builtin;
use rolefit::catalogue::{
    Catalogue, MAX_CATALOGUE_BYTES, Severity, builtin, is_dangerous, read, similar,
};
use rolefit::render::{diagnostics, escape};

use super::args::Common;
use super::error::CliError;
use super::names::quoted_for_shell;
use super::output::Output;
use super::own;

/// The longest id that is quoted, in columns; one from a file may be of any length.
pub(crate) const MAX_QUOTED: usize = 100;

/// Reads a text file, or standard input for `-`, of at most `limit` bytes.
///
/// The bound holds for pipes, devices and files that grow while they are read, too. A byte order mark stays.
pub(crate) fn read_bounded(path: &Path, limit: usize) -> Result<String, CliError> {
    let name = quoted_name(path);
    let bytes = if path.as_os_str() == "-" {
        bytes_of(io::stdin().lock(), limit)
    } else {
        File::open(path).and_then(|file| bytes_of(file, limit))
    };
    checked(&name, bytes, limit)
}

fn checked(name: &str, bytes: io::Result<Vec<u8>>, limit: usize) -> Result<String, CliError> {
    let bytes = bytes.map_err(|error| cannot_read(name, &error))?;
    if bytes.len() > limit {
        return Err(CliError::bad_input(format!(
            "{name} is larger than the {limit} bytes allowed"
        )));
    }
    decoded(bytes).map_err(|problem| {
        CliError::bad_input(format!("{name} {problem}")).hint("save it as UTF-8")
    })
}

/// Reads on from standard input, of which `start` has been read, up to `limit` bytes in all.
pub(crate) fn read_on(start: &[u8], limit: usize) -> Result<String, CliError> {
    checked(
        "standard input",
        bytes_of(start.chain(io::stdin().lock()), limit),
        limit,
    )
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
        kind => CliError::io(format!("could not read {name}: {kind}")),
    }
}

/// Returns the bytes as text, or says what they are instead.
fn decoded(bytes: Vec<u8>) -> Result<String, String> {
    match bytes.as_slice() {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            return Err("is UTF-16 by its byte order mark at offset 0, not UTF-8".to_owned());
        }
        [0, second, ..] if *second != 0 => {
            return Err("looks like UTF-16: offset 0 holds a zero byte".to_owned());
        }
        [first, 0, ..] if *first != 0 => {
            return Err("looks like UTF-16: offset 1 holds a zero byte".to_owned());
        }
        _ => {}
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..offset]
            .split(|&byte| byte == b'\n')
            .count();
        format!(
            "is not UTF-8: byte {:#04x} at offset {offset}, in line {line}",
            error.as_bytes()[offset]
        )
    })
}

/// Returns the catalogue that was asked for: by `--catalogue`, else by `wanted`, the id that an input names, else the
/// first that is built in.
pub(crate) fn catalogue_for(
    common: &Common,
    wanted: Option<&str>,
    output: &Output,
) -> Result<Catalogue, CliError> {
    match (&common.catalogue, wanted) {
        (Some(name), _) => load_catalogue(name, output),
        (None, Some(id)) => by_id(id, output)?.ok_or_else(|| {
            CliError::bad_input(format!(
                "the catalogue `{}` is neither built in nor one of your own",
                escape::clipped(id, MAX_QUOTED)
            ))
            .hint("name its file with `--catalogue FILE`")
        }),
        (None, None) => built_in(&builtin::all()[0], output),
    }
}

/// Returns the catalogue that was asked for, or that an input called `name` names as `wanted`.
pub(crate) fn catalogue_of(
    common: &Common,
    wanted: Option<&str>,
    name: &str,
    output: &Output,
) -> Result<Catalogue, CliError> {
    catalogue_for(common, wanted, output).map_err(|error| {
        if common.catalogue.is_none() && wanted.is_some() {
            error.hint(format!("{name} names it"))
        } else {
            error
        }
    })
}

/// Returns a catalogue that is part of the program.
pub(crate) fn built_in(builtin: &Builtin, output: &Output) -> Result<Catalogue, CliError> {
    let catalogue = parsed(builtin.id, builtin.source, output)?;
    Ok(Catalogue {
        goes_by_id: true,
        ..catalogue
    })
}

/// Returns the catalogue with this id: the one that is built in, else one of the person's own.
fn by_id(id: &str, output: &Output) -> Result<Option<Catalogue>, CliError> {
    match builtin::find(id) {
        Some(builtin) => {
            own::warn_of_namesake(id, output);
            built_in(builtin, output).map(Some)
        }
        None => own::load(id, output),
    }
}

/// Returns the catalogue with this id, or in this file.
pub(crate) fn load_catalogue(name: &str, output: &Output) -> Result<Catalogue, CliError> {
    if let Some(catalogue) = by_id(name, output)? {
        return Ok(catalogue);
    }
    let path = Path::new(name);
    let is_toml = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
    if !(name == "-" || name.contains(std::path::MAIN_SEPARATOR) || is_toml || path.exists()) {
        return Err(unknown_id(name));
    }
    if name == "-" {
        return parsed(&self::name(path), from_standard_input()?, output);
    }
    let source = read_bounded(path, MAX_CATALOGUE_BYTES)?;
    let catalogue = parsed(&self::name(path), &source, output)?;
    Ok(Catalogue {
        file: typed_again(path),
        ..catalogue
    })
}

/// Returns how the name of a file is typed in a command that is shown, where that can be done: standard input is gone by
/// then, an option is no name, and what could steer a terminal is not repeated.
pub(crate) fn typed_again(name: &Path) -> Option<String> {
    let name = name.to_str()?;
    let can_be = !name.starts_with('-') && !name.chars().any(is_dangerous);
    can_be.then(|| quoted_for_shell(name))
}

/// Returns the catalogue on standard input, which can be read only once, whatever in a command asks for it again.
fn from_standard_input() -> Result<&'static str, CliError> {
    static SOURCE: OnceLock<String> = OnceLock::new();
    if let Some(source) = SOURCE.get() {
        return Ok(source);
    }
    let source = read_bounded(Path::new("-"), MAX_CATALOGUE_BYTES)?;
    Ok(SOURCE.get_or_init(|| source))
}

fn unknown_id(id: &str) -> CliError {
    let error = CliError::usage(format!("there is no catalogue `{id}`"));
    let own = own::ids();
    let known = builtin::all().iter().map(|builtin| builtin.id);
    let near = similar(id, known.chain(own.iter().map(String::as_str)));
    match near {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => {
            error.hint("`rolefit catalogue list` shows them all; a file has a `/` or ends in .toml")
        }
    }
}

/// Makes a catalogue of its source, or prints everything that is wrong with it.
pub(crate) fn parsed(name: &str, source: &str, output: &Output) -> Result<Catalogue, CliError> {
    let reading = read(source);
    let errors = reading.count(Severity::Error);
    reading.catalogue.ok_or_else(|| {
        output.say_rendered(&diagnostics::text(
            name,
            source,
            &reading.diagnostics,
            &output.talk_look(),
        ));
        let plural = if errors == 1 { "" } else { "s" };
        CliError::bad_input(format!(
            "the catalogue `{name}` cannot be used: {errors} error{plural}"
        ))
    })
}

/// Refuses to write a result over the answers that it comes from: they would be lost.
pub(crate) fn keep_input(file: &Path, common: &Common) -> Result<(), CliError> {
    let name = format!("the answers in `{}`", file.display());
    keep_named_input(&name, file, common)
}

/// Refuses to write a result over what it comes from; `name` is what that is called.
pub(crate) fn keep_named_input(name: &str, file: &Path, common: &Common) -> Result<(), CliError> {
    let real = |path: &Path| path.canonicalize().ok();
    let output = common.output.as_deref().and_then(real);
    if output.is_none() || output != real(file) || !file.is_file() {
        return Ok(());
    }
    Err(CliError::usage(format!("the result would replace {name}"))
        .hint("name another file with `-o`"))
}

/// Refuses to read standard input twice.
pub(crate) fn one_standard_input(files: &[Option<&Path>], common: &Common) -> Result<(), CliError> {
    let from_files = files
        .iter()
        .flatten()
        .filter(|file| file.as_os_str() == "-")
        .count();
    let from_catalogue = usize::from(common.catalogue.as_deref() == Some("-"));
    if from_files + from_catalogue > 1 {
        return Err(CliError::usage("standard input can be read only once")
            .hint("name a file in place of one of the `-`"));
    }
    Ok(())
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
        let problem = |bytes: &[u8]| decoded(bytes.to_vec()).unwrap_err();
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
