//! Which catalogue is meant: one that is built in, one of the person's own, a file, standard input.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Once, OnceLock};

use rolefit::catalogue::builtin::Builtin;
use rolefit::catalogue::{Catalogue, MAX_CATALOGUE_BYTES, builtin};
use rolefit::render::escape;

use super::again::typed_again;
use super::inputs::ends_in;
use super::names::meant;
use super::read::{self, parsed, read_bounded};
use super::{CliError, Output, Result, own};

/// The longest id that is quoted, in columns; one from a file may be of any length.
pub(crate) const MAX_QUOTED: usize = 100;

/// Returns the catalogue that was asked for: by `--catalogue`, else by `wanted`, the id that an input names, else the
/// first that is built in.
pub(crate) fn catalogue_for(wanted: Option<&str>, output: &Output) -> Result<Catalogue> {
    match (&output.common.catalogue, wanted) {
        (None, Some(id)) => by_id(id, output)?.ok_or_else(|| {
            CliError::bad_input(format!(
                "the catalogue `{}` is neither built in nor one of your own",
                escape::clipped(id, MAX_QUOTED)
            ))
            .hint("name its file with `--catalogue FILE`")
        }),
        (named, _) => named_catalogue(named.as_deref(), output),
    }
}

/// Returns the catalogue of this name, or the first that is built in.
pub(crate) fn named_catalogue(name: Option<&str>, output: &Output) -> Result<Catalogue> {
    match name {
        Some(name) => load_catalogue(name, output),
        None => built_in(&builtin::all()[0], output),
    }
}

/// Returns the catalogue that was asked for, or that an input called `name` names as `wanted`.
pub(crate) fn catalogue_of(wanted: Option<&str>, name: &str, output: &Output) -> Result<Catalogue> {
    catalogue_for(wanted, output).map_err(|error| {
        if output.common.catalogue.is_none() && wanted.is_some() {
            error.hint(format!("{name} names it"))
        } else {
            error
        }
    })
}

/// Returns a catalogue that is part of the program.
pub(crate) fn built_in(builtin: &Builtin, output: &Output) -> Result<Catalogue> {
    Ok(parsed(builtin.id, builtin.source, output)?.going_by_id())
}

/// Returns the catalogue with this id: the one that is built in, else one of the person's own.
fn by_id(id: &str, output: &Output) -> Result<Option<Catalogue>> {
    match builtin::find(id) {
        Some(builtin) => {
            own::warn_of_namesake(id, output);
            built_in(builtin, output).map(Some)
        }
        None => own::load(id, output),
    }
}

/// Returns the catalogue that goes by this id now, if there is one, or what is wrong with it. Nothing is said of it.
pub(crate) fn present(id: &str) -> Result<Option<Catalogue>, String> {
    match builtin::find(id) {
        Some(builtin) => Ok(rolefit::catalogue::read(builtin.source).catalogue),
        None => own::find(id),
    }
}

/// Returns the catalogue with this id, or in this file.
pub(crate) fn load_catalogue(name: &str, output: &Output) -> Result<Catalogue> {
    if let Some(catalogue) = by_id(name, output)? {
        tell_of_file(name, output);
        return Ok(catalogue);
    }
    let path = Path::new(name);
    if !means_file(path) {
        return Err(unknown_id(name));
    }
    if name == "-" {
        return parsed(&read::name(path), from_standard_input()?, output);
    }
    let source = read_bounded(path, MAX_CATALOGUE_BYTES)?;
    let catalogue = parsed(&read::name(path), &source, output)?;
    Ok(Catalogue {
        file: typed_again(path),
        ..catalogue
    })
}

/// Says, once, that an id was taken for the catalogue's where a file is called so too.
fn tell_of_file(id: &str, output: &Output) {
    static TOLD: Once = Once::new();
    if Path::new(id).is_file() {
        TOLD.call_once(|| {
            output.say(&format!(
                "note: `{id}` is taken for the catalogue of that id; `--catalogue ./{id}` means the file"
            ));
        });
    }
}

/// Returns whether a name is a file's rather than an id.
pub(crate) fn means_file(name: &Path) -> bool {
    let bytes = name.as_os_str().as_encoded_bytes();
    bytes == b"-" || bytes.contains(&b'/') || ends_in(name, "toml") || name.exists()
}

/// Returns the text that a catalogue was read from.
///
/// # Errors
/// It cannot be read again, or is another by now.
pub(crate) fn text_of(catalogue: &Catalogue, output: &Output) -> Result<String> {
    let text = match (
        builtin::find(&catalogue.id),
        output.common.catalogue.as_deref(),
    ) {
        (Some(builtin), _) if catalogue.goes_by_id => builtin.source.to_owned(),
        (None, _) if catalogue.goes_by_id => own::text(&catalogue.id)?,
        (_, Some("-")) => from_standard_input()?.to_owned(),
        (_, name) => read_bounded(Path::new(name.unwrap_or_default()), MAX_CATALOGUE_BYTES)?,
    };
    let again = rolefit::catalogue::read(&text).catalogue;
    if again.is_some_and(|again| again.hash == catalogue.hash) {
        Ok(text)
    } else {
        Err(CliError::io(format!(
            "the file of catalogue `{}` was changed while it was in use",
            catalogue.id
        ))
        .hint("run the command again"))
    }
}

/// Returns the catalogue on standard input, which can be read only once, whatever in a command asks for it again.
fn from_standard_input() -> Result<&'static str> {
    static SOURCE: OnceLock<String> = OnceLock::new();
    if let Some(source) = SOURCE.get() {
        return Ok(source);
    }
    let source = read_bounded(Path::new("-"), MAX_CATALOGUE_BYTES)?;
    Ok(SOURCE.get_or_init(|| source))
}

fn unknown_id(id: &str) -> CliError {
    let own = own::ids();
    let known = builtin::all().iter().map(|builtin| builtin.id);
    let known = known.chain(own.iter().map(String::as_str));
    let list = "`rolefit catalogue list` shows them all; a file has a `/` or ends in .toml";
    CliError::usage(format!("there is no catalogue `{id}`")).hint(meant(id, known, list))
}

/// Refuses to read standard input twice.
pub(crate) fn one_standard_input<'f>(
    files: impl IntoIterator<Item = &'f PathBuf>,
    output: &Output,
) -> Result<()> {
    let files = files.into_iter().map(|file| file.as_os_str());
    let inputs = files.chain(output.common.catalogue.as_deref().map(OsStr::new));
    if inputs.filter(|input| *input == "-").count() > 1 {
        return Err(CliError::usage("standard input can be read only once")
            .hint("name a file in place of one of the `-`"));
    }
    Ok(())
}
