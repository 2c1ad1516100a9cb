//! A person's own catalogues, found by id as the built-in ones are. None of them ever stands in for one that is built in.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use rolefit::catalogue::{Catalogue, MAX_CATALOGUE_BYTES, Severity, builtin, is_id, read};
use rolefit::render::catalogue::OwnCatalogue;
use rolefit::render::counted;

use super::read::{parsed, read_bounded};
use super::store::{check_own, own_file, own_files, own_folder};
use super::{CliError, Output, Result, again};

/// Returns the catalogue with this id from the person's own folder, or nothing where there is no such file.
///
/// # Errors
/// There is a file of that name, but it cannot be looked at, trusted or read, is faulty, or has another id.
pub(crate) fn load(id: &str, output: &Output) -> Result<Option<Catalogue>> {
    let Some(file) = own_file(home(), id)? else {
        return Ok(None);
    };
    let name = file.display().to_string();
    check_own(&file).map_err(|why| CliError::io(format!("could not use `{name}`: {why}")))?;
    let source = read_bounded(&file, MAX_CATALOGUE_BYTES)?;
    let catalogue = parsed(&name, &source, output)?;
    let unusable = |fault| CliError::bad_input(format!("could not use `{name}`: {fault}"));
    check_name(&catalogue.id, id).map_err(unusable)?;
    Ok(Some(catalogue.going_by_id()))
}

/// Returns the text of the person's own catalogue with this id.
///
/// # Errors
/// There is none any more, or it cannot be read.
pub(crate) fn text(id: &str) -> Result<String> {
    let file = own_file(home(), id)?;
    let file =
        file.ok_or_else(|| CliError::io(format!("there is no catalogue `{id}` any more")))?;
    read_bounded(&file, MAX_CATALOGUE_BYTES)
}

/// Returns the catalogue with this id from the person's own folder, or nothing where there is no such file; what is wrong
/// with it is the caller's to say.
pub(crate) fn find(id: &str) -> Result<Option<Catalogue>, String> {
    let file = own_file(home(), id).map_err(|error| error.message)?;
    file.map(|file| usable(&file)).transpose()
}

/// Says that a file is left out where it has the name of a built-in catalogue.
pub(crate) fn warn_of_namesake(id: &str, output: &Output) {
    // Whatever is wrong with the folder is none of the built-in catalogue's business.
    if let Ok(Some(file)) = own_file(home(), id) {
        output.say(&format!(
            "warning: `{}` is left out: the built-in catalogue `{id}` is used",
            file.display()
        ));
    }
}

/// Returns every catalogue in the person's own folder, in order of file name; those that cannot be used with the reason.
///
/// # Errors
/// The folder cannot be read or trusted.
pub(crate) fn all() -> Result<Vec<OwnCatalogue>> {
    let Some(folder) = own_folder(home())? else {
        return Ok(Vec::new());
    };
    let one = |file: &PathBuf| OwnCatalogue {
        file: file.display().to_string(),
        read: usable(file),
    };
    Ok(own_files(&folder)?.iter().map(one).collect())
}

/// Returns the ids that files in the person's own folder are called by; none where it cannot be read.
pub(crate) fn ids() -> Vec<String> {
    let folder = own_folder(home()).ok().flatten();
    let files = folder.and_then(|folder| own_files(&folder).ok());
    let ids = files.iter().flatten().filter_map(|file| stem(file));
    ids.map(str::to_owned).collect()
}

/// Returns the file of the catalogue with this id in the person's own folder, if there is one.
pub(crate) fn file(id: &str) -> Option<PathBuf> {
    own_file(home(), id).ok().flatten()
}

fn home() -> Option<std::ffi::OsString> {
    env::var_os("ROLEFIT_HOME")
}

fn stem(file: &Path) -> Option<&str> {
    file.file_stem().and_then(OsStr::to_str)
}

fn usable(file: &Path) -> Result<Catalogue, String> {
    let stem = stem(file).filter(|stem| is_id(stem));
    let stem = stem.ok_or("its name is no id; call it ID.toml after the id in it")?;
    if builtin::find(stem).is_some() {
        return Err(format!(
            "a built-in catalogue is called `{stem}`; give it another id and name"
        ));
    }
    check_own(file)?;
    let source = read_bounded(file, MAX_CATALOGUE_BYTES).map_err(|error| error.message)?;
    let reading = read(&source);
    let errors = reading.count(Severity::Error);
    let catalogue = reading.catalogue.ok_or_else(|| {
        let errors = counted(errors, "error");
        let file = again::typed_again(file).unwrap_or_else(|| "FILE".to_owned());
        format!("it has {errors}; `rolefit catalogue check {file}` explains them")
    })?;
    check_name(&catalogue.id, stem)?;
    Ok(catalogue.going_by_id())
}

/// Refuses a catalogue that is not called what its file is.
fn check_name(id: &str, stem: &str) -> Result<(), String> {
    if id == stem {
        return Ok(());
    }
    let remedy = if builtin::find(id).is_some() {
        format!("a built-in catalogue has that id; write `id = \"{stem}\"` in it")
    } else {
        format!("rename it to `{id}.toml`, or write `id = \"{stem}\"` in it")
    };
    Err(format!("the id in it is `{id}`: {remedy}"))
}
