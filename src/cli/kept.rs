//! Which kept result is meant: by its id, by the beginning of one, or by `latest`.

use std::env;
use std::path::Path;

use rolefit::catalogue::similar;
use rolefit::history::{Contents, NEWER, Summary, goes_on, responses};
use rolefit::render::result::Keeping;
use rolefit::session::PersonName;

use super::error::{CliError, Result, why};
use super::output::Output;
use super::read;
use super::store::{self, Folder, Kept};

/// The name of the latest result about oneself.
pub(crate) const LATEST: &str = "latest";
/// What a result is got by where none is kept.
pub(crate) const ASKS: &str = "`rolefit` asks and keeps one";
/// The most ids that a message lists.
const MOST_NAMED: usize = 5;

/// Returns whether an argument can only be the name of a kept result: no file is called so, and nothing in it says that
/// it is a file.
pub(crate) fn is_name(argument: &Path) -> bool {
    may_be_name(argument) && !argument.exists()
}

/// Says that an argument is taken for a file where a kept result is called so too.
pub(crate) fn tell_of_file(argument: &Path, output: &Output) {
    let Some(name) = argument.to_str().filter(|_| may_be_name(argument)) else {
        return;
    };
    let folder = Folder::existing(env::var_os("ROLEFIT_HOME"));
    let kept = folder.and_then(|folder| store::kept(&folder).ok());
    let mut kept = kept.into_iter().flatten();
    let Some(one) = kept.find(|one| name == LATEST || one.id.starts_with(name)) else {
        return;
    };
    let other = if name == LATEST {
        "the latest kept result goes by its id, which `rolefit history` lists".to_owned()
    } else {
        format!("more of its id names the kept result {}", one.id)
    };
    output.say(&format!(
        "note: `{name}` is taken for the file of that name; {other}"
    ));
}

/// Returns whether nothing in an argument says that it is a file.
fn may_be_name(argument: &Path) -> bool {
    let Some(name) = argument.to_str() else {
        return false;
    };
    let ends_like_a_file = argument.extension().is_some_and(|ending| {
        ["json", "toml"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    });
    !(name == "-" || name.contains('/') || ends_like_a_file)
}

/// Says that what cannot be read is what is kept in a folder.
pub(crate) fn unreadable(folder: &Folder, error: &std::io::Error) -> CliError {
    CliError::io(format!(
        "could not read what is kept in `{}`: {}",
        folder.path().display(),
        why(error)
    ))
}

/// What a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meant {
    /// A kept result and nothing else.
    Kept,
    /// A kept result that is to be deleted: it must be beyond doubt which that is.
    Deleted,
    /// A file too, but there is none of that name.
    KeptOrFile,
    /// The latest, for nothing was named: where there is none, it is said what can be named.
    Unnamed,
}

/// Returns the kept result that a name means; `latest` is the latest of `catalogue`, or of any, about oneself.
///
/// # Errors
/// No result or more than one is meant, or the folder cannot be read.
pub(crate) fn find(
    folder: Option<&Folder>,
    name: &str,
    meant: Meant,
    catalogue: Option<&str>,
    output: &Output,
) -> Result<Kept> {
    if name == LATEST {
        let mut is_sure = true;
        let mut warn = |line: &str| {
            output.say(line);
            is_sure = false;
        };
        let latest = match folder {
            Some(folder) => latest(folder, catalogue, None, &mut warn)?,
            None => None,
        };
        if meant == Meant::Deleted && !is_sure {
            return Err(CliError::bad_input(
                "which result is the latest is not sure, as a later one cannot be read; nothing was deleted",
            )
            .hint("name what to delete by its id; `rolefit history` lists what is kept"));
        }
        return latest
            .map(|(kept, _)| kept)
            .ok_or_else(|| none(meant, catalogue, is_sure));
    }
    let mut kept = match folder {
        Some(folder) => store::kept(folder).map_err(|error| unreadable(folder, &error))?,
        None => Vec::new(),
    };
    let fits = |one: &Kept| !name.is_empty() && one.id.starts_with(name);
    let found: Vec<usize> = (0..kept.len()).filter(|&at| fits(&kept[at])).collect();
    match found[..] {
        [only] => Ok(kept.swap_remove(only)),
        [] => Err(unknown(name, meant, &kept)),
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

/// Says that there is no latest result; of what cannot be read nobody `is_sure` whose it is.
fn none(meant: Meant, catalogue: Option<&str>, is_sure: bool) -> CliError {
    let of = catalogue.map_or_else(String::new, |id| format!(" of `{id}`"));
    let problem = if is_sure {
        format!("no result{of} about yourself is kept yet")
    } else {
        format!("no result{of} about yourself is kept that can be read")
    };
    let error = CliError::io(problem).hint(match catalogue {
        None => format!("{ASKS}; `rolefit history` lists what is kept"),
        Some(_) => {
            "`rolefit take` with the same `--catalogue` asks and keeps one; `rolefit history` lists what is kept"
                .to_owned()
        }
    });
    match meant {
        Meant::Kept | Meant::Deleted | Meant::KeptOrFile => error,
        Meant::Unnamed => {
            error.hint("or name a result or an answers file, or - for standard input")
        }
    }
}

fn unknown(name: &str, meant: Meant, kept: &[Kept]) -> CliError {
    let error = CliError::io(match meant {
        Meant::Kept | Meant::Deleted | Meant::Unnamed => {
            format!("there is no kept result called `{name}`")
        }
        Meant::KeptOrFile => format!("there is no file and no kept result called `{name}`"),
    });
    if let Some(hint) = read::namesake(Path::new(name)) {
        return error.hint(hint);
    }
    if kept.is_empty() {
        return error.hint(format!("no result is kept yet; {ASKS}"));
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
) -> Result<Option<(Kept, String)>> {
    let kept = store::kept(folder).map_err(|error| unreadable(folder, &error))?;
    let fits = |summary: &Summary| {
        summary.about.as_ref() == about
            && catalogue.is_none_or(|catalogue| summary.catalogue.as_str() == catalogue)
    };
    for one in kept.into_iter().rev() {
        let why = match one.read() {
            Err(why) => why,
            Ok(text) => match Contents::kept(&text, one.time) {
                Contents::Result(summary) if fits(&summary) => return Ok(Some((one, text))),
                Contents::Result(_) => continue,
                Contents::Newer => NEWER.to_owned(),
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

/// Returns the kept result of this id and its text, as long as it is there and can be used.
pub(crate) fn of_id(folder: &Folder, id: &str) -> Result<Option<(Kept, String)>> {
    let kept = store::kept(folder).map_err(|error| unreadable(folder, &error))?;
    let one = kept.into_iter().find(|one| one.id == id);
    Ok(one.and_then(|one| {
        let text = one.read().ok()?;
        matches!(Contents::kept(&text, one.time), Contents::Result(_)).then_some((one, text))
    }))
}

/// How a result is kept, as far as further commands need to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    id: String,
    is_latest: bool,
    goes_on: bool,
    earlier: Option<String>,
}

impl Place {
    /// Looks at what is kept around a result with this text. What cannot be read is passed over: the result is there.
    pub(crate) fn of(folder: &Folder, one: &Kept, text: &str) -> Self {
        let is_latest = |catalogue: Option<&str>, about: Option<&PersonName>| {
            let latest = latest(folder, catalogue, about, &mut |_| {});
            latest.is_ok_and(|latest| latest.is_some_and(|(latest, _)| latest == *one))
        };
        Self {
            id: one.id.clone(),
            is_latest: is_latest(None, None),
            goes_on: match Contents::of(text) {
                Contents::Result(this) => {
                    is_latest(Some(this.catalogue.as_str()), this.about.as_ref())
                }
                Contents::Newer | Contents::Damaged(_) => false,
            },
            earlier: earlier(folder, one, text),
        }
    }

    pub(crate) fn keeping(&self) -> Keeping<'_> {
        Keeping::Kept {
            id: &self.id,
            is_latest: self.is_latest,
            goes_on: self.goes_on,
            earlier: self.earlier.as_deref(),
        }
    }
}

/// Returns the id of the result before this one with which it can be compared: about the same person, of the same state
/// of the same catalogue.
fn earlier(folder: &Folder, one: &Kept, text: &str) -> Option<String> {
    let Contents::Result(this) = Contents::of(text) else {
        return None;
    };
    // A copy of its file is no other result, and what questions were added to is no other sitting.
    let all = responses(text);
    let is_same = |other: String, time| match Contents::kept(&other, time) {
        Contents::Result(_) if other == text || goes_on(&all, &responses(&other)) => false,
        Contents::Result(other) => other.measure() == this.measure(),
        Contents::Newer | Contents::Damaged(_) => false,
    };
    let before = store::kept(folder).ok()?.into_iter().rev();
    before
        .filter(|other| other.id < one.id)
        .find(|other| other.read().is_ok_and(|text| is_same(text, other.time)))
        .map(|other| other.id)
}
