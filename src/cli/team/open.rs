//! Opens what a group is made of: a file of one person, a kept result, or a table of several.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use rolefit::catalogue::similar;
use rolefit::session::Transcript;

use crate::cli::inputs::folder_of;
use crate::cli::kept::{self, Meant};
use crate::cli::names::file_for_shell;
use crate::cli::several::{Content, MAX_MANY, Opened, form_of};
use crate::cli::store::{Folder, Kept};
use crate::cli::{CliError, Exit, Output, Result, read, saved};

pub(super) const OUTCOME: &str = "nobody was compared";
/// The largest file of one person, in bytes: all of them are held at once.
const MAX_ONE: usize = 1024 * 1024;

/// Who gave answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hand {
    /// Whoever uses this machine, about themselves: results that it keeps.
    Own,
    /// The person, as far as is known.
    Their,
    /// Somebody else, about the person.
    Other,
}

/// What somebody is called, and who answered.
pub(super) type Called = (String, Hand);

/// Opens a file and reads its shape. Faults are told here, and the error sums them up.
pub(super) fn open(file: &Path, output: &Output) -> Result<Opened<Called>> {
    let name = read::name(file);
    if kept::is_name(file)
        && let Some(id) = file.to_str()
    {
        let found = saved::find_kept(id, Meant::KeptOrFile, OUTCOME, output)
            .map_err(|error| with_remedy(error, file))?;
        return one(found.name, found.text, String::new(), true, output);
    }
    kept::tell_of_file(file, output);
    if let Some(form) = form_of(file) {
        let text = read::read_bounded(file, MAX_MANY).map_err(|error| with_remedy(error, file))?;
        if is_export(&text) {
            let what =
                format!("`{name}` is an export of one history, and a group is of several people");
            return Err(CliError::bad_input(what).hint(format!(
                "`rolefit score {}{}` scores all that is in it",
                file_for_shell(file),
                output.common.again()
            ))
            .hint(
                "for a group each person makes a file: `rolefit history show latest -o NAME.json`",
            ));
        }
        return Ok(Opened {
            name,
            text,
            content: Content::Many(form),
        });
    }
    let text = read::read_bounded(file, MAX_ONE).map_err(|error| with_remedy(error, file))?;
    let stem = match file.file_stem() {
        Some(stem) if file.as_os_str() != "-" => stem.to_string_lossy().into_owned(),
        _ => name.clone(),
    };
    one(name, text, stem, is_kept_here(file), output)
}

/// Reads the answers of one person, called by the id in them or else by `stem`; `kept` says that this machine keeps them.
fn one(
    name: String,
    text: String,
    stem: String,
    kept: bool,
    output: &Output,
) -> Result<Opened<Called>> {
    let transcript = Transcript::read(&text)
        .map_err(|faults| saved::report(&name, &text, &faults, OUTCOME, output))?;
    let (person, hand) = match transcript.about() {
        Some(about) => (about.to_string(), Hand::Other),
        None if kept => ("you".to_owned(), Hand::Own),
        None => {
            let person = transcript.id().map_or(stem, ToOwned::to_owned);
            if Kept::is_id(&person) {
                output.say(&format!(
                    "note: `{person}` is no name but when a result was kept: call the file after the person, as in ana.json"
                ));
            }
            (person, Hand::Their)
        }
    };
    Ok(Opened {
        name,
        text,
        content: Content::One(Box::new(transcript), (person, hand)),
    })
}

/// Returns whether a file is one of the results that this machine keeps.
fn is_kept_here(file: &Path) -> bool {
    let results = Folder::existing(env::var_os("ROLEFIT_HOME"))
        .and_then(|folder| folder.file("results").canonicalize().ok());
    let file = file.canonicalize().ok();
    results.is_some_and(|results| file.is_some_and(|file| file.parent() == Some(&results)))
}

/// Returns whether lines are results as `rolefit history export` writes them, each with the id that it is kept under.
fn is_export(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let first = first.and_then(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    first.is_some_and(|line| {
        line["schema"].is_string() && line["id"].as_str().is_some_and(Kept::is_id)
    })
}

/// Says what to do about a file that is not there, or is a folder.
fn with_remedy(error: CliError, file: &Path) -> CliError {
    if error.exit != Exit::Io {
        return error;
    }
    if file.is_dir() {
        // A folder may be named with a slash behind it.
        let folder = file_for_shell(&file.components().collect::<PathBuf>());
        return error.hint(format!(
            "name the files in it: {folder}/*.toml or {folder}/*.json"
        ));
    }
    if file.exists() || file.as_os_str() == "-" {
        return error;
    }
    let others = fs::read_dir(folder_of(file)).into_iter().flatten();
    let others = others.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let is_answers = |name: &String| {
        let ending = Path::new(name).extension();
        ending.is_some_and(|ending| ending == "toml" || ending == "json")
    };
    let others: Vec<String> = others.filter(is_answers).collect();
    let name = file.file_name().and_then(OsStr::to_str).unwrap_or_default();
    error.hint(match similar(name, others.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{}`?", file.with_file_name(near).display()),
        None => {
            "check the name and the folder; `rolefit team` alone says how files are made".to_owned()
        }
    })
}
