//! Which kept result is meant: by its id, by the beginning of one, or by `latest`.

use std::path::Path;

use rolefit::catalogue::similar;
use rolefit::history::{Contents, Summary};
use rolefit::session::PersonName;

use super::error::CliError;
use super::output::Output;
use super::store::{self, Folder, Kept};

/// The name of the latest result about oneself.
pub(crate) const LATEST: &str = "latest";
/// The most ids that a message lists.
const MOST_NAMED: usize = 5;

/// Returns whether an argument can only be the name of a kept result: no file is called so, and nothing in it says that
/// it is a file.
pub(crate) fn is_name(argument: &Path) -> bool {
    let Some(name) = argument.to_str() else {
        return false;
    };
    let ends_like_a_file = argument.extension().is_some_and(|ending| {
        ["json", "toml"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    });
    !(name == "-" || name.contains('/') || ends_like_a_file || argument.exists())
}

/// Says that what cannot be read is what is kept in a folder.
pub(crate) fn unreadable(folder: &Folder, error: &std::io::Error) -> CliError {
    CliError::io(format!(
        "could not read what is kept in `{}`: {}",
        folder.path().display(),
        error.kind()
    ))
}

/// Returns the kept result that a name means; `latest` is the latest of `catalogue`, or of any, about oneself.
///
/// # Errors
/// No result or more than one is meant, or the folder cannot be read.
pub(crate) fn find(
    folder: Option<&Folder>,
    name: &str,
    catalogue: Option<&str>,
    output: &Output,
) -> Result<Kept, CliError> {
    if name == LATEST {
        let latest = match folder {
            Some(folder) => latest(folder, catalogue, None, &mut |line| output.say(line))?,
            None => None,
        };
        return latest.map(|(kept, _)| kept).ok_or_else(|| {
            CliError::io("no result about yourself is kept yet")
                .hint("`rolefit` asks and keeps one; `rolefit history` lists what is kept")
        });
    }
    let mut kept = match folder {
        Some(folder) => store::kept(folder).map_err(|error| unreadable(folder, &error))?,
        None => Vec::new(),
    };
    let meant = |one: &Kept| !name.is_empty() && one.id.starts_with(name);
    let found: Vec<usize> = (0..kept.len()).filter(|&at| meant(&kept[at])).collect();
    match found[..] {
        [only] => Ok(kept.swap_remove(only)),
        [] => Err(unknown(name, &kept)),
        [..] => {
            let mut ids: Vec<&str> = found.iter().map(|&at| kept[at].id.as_str()).collect();
            ids.reverse();
            Err(CliError::usage(format!(
                "`{name}` is the beginning of {} kept results",
                ids.len()
            ))
            .hint(format!("type more of it: {}", listed(&ids))))
        }
    }
}

fn unknown(name: &str, kept: &[Kept]) -> CliError {
    let error = CliError::io(format!(
        "there is no file and no kept result called `{name}`"
    ));
    if kept.is_empty() {
        return error.hint("no result is kept yet; `rolefit` asks and keeps one");
    }
    let ids = || kept.iter().rev().map(|one| one.id.as_str());
    let near = similar(name, ids().chain([LATEST]));
    let error = match near {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error,
    };
    error.hint(format!(
        "kept results are called: {}",
        listed(&ids().collect::<Vec<_>>())
    ))
}

/// Lists ids, the first of them.
fn listed(ids: &[&str]) -> String {
    let named = ids[..ids.len().min(MOST_NAMED)].join(", ");
    match ids.len().saturating_sub(MOST_NAMED) {
        0 => named,
        more => format!("{named} and {more} more, which `rolefit history` lists"),
    }
}

/// Returns the latest result of a catalogue, or of any, about this person, or about oneself. Later ones that cannot be
/// used are told and passed over.
pub(crate) fn latest(
    folder: &Folder,
    catalogue: Option<&str>,
    about: Option<&PersonName>,
    warn: &mut dyn FnMut(&str),
) -> Result<Option<(Kept, String)>, CliError> {
    let kept = store::kept(folder).map_err(|error| unreadable(folder, &error))?;
    let fits = |summary: &Summary| {
        summary.about.as_ref() == about
            && catalogue.is_none_or(|catalogue| summary.catalogue.as_str() == catalogue)
    };
    for one in kept.into_iter().rev() {
        let why = match one.read() {
            Err(why) => why,
            Ok(text) => match Contents::of(&text) {
                Contents::Result(summary) if fits(&summary) => return Ok(Some((one, text))),
                Contents::Result(_) => continue,
                Contents::Newer => "a newer rolefit wrote it".to_owned(),
                Contents::Damaged(damage) => damage.why,
            },
        };
        warn(&format!(
            "warning: the kept result {} is passed over: {why}",
            one.id
        ));
    }
    Ok(None)
}
