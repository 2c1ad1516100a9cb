//! What is wrong with a paused questionnaire, or with going on with one, in words.

use std::path::Path;

use rolefit::catalogue::Catalogue;
use rolefit::model::StopReason;
use rolefit::render::escape;
use rolefit::render::result::file_option;
use rolefit::session::journal::{Fault, FaultKind};
use rolefit::session::{PersonName, Session};

use super::options::Wanted;
use crate::cli::error::{CliError, Result};
use crate::cli::names::about_option;
use crate::cli::store::{Draft, DraftError, Folder, keep_torn, under_way};

/// Says that there is nothing to go on with, and what there is about other people.
pub(super) fn nothing_paused(wanted: &Wanted, catalogue: &Catalogue, folder: &Folder) -> CliError {
    let about = about_option(wanted.about.as_ref());
    let option = catalogue.option();
    let error = CliError::usage(format!(
        "there is no paused questionnaire about {} to go on with",
        whom(wanted.about.as_ref())
    ))
    .hint(format!(
        "start one with `rolefit take{about}{option}`, or add questions to the last one with --resume --focus TRAIT"
    ));
    // What cannot be looked at is no reason to say less.
    let others = under_way(folder).unwrap_or_default().into_iter();
    others
        .filter(|other| {
            let stands = other
                .replies
                .is_ok_and(|(answers, skips)| answers + skips > 0);
            stands && other.catalogue == catalogue.id && other.about != wanted.about
        })
        .fold(error, |error, other| {
            error.hint(format!(
                "one about {} is paused: `rolefit take --resume{}{option}`",
                whom(other.about.as_ref()),
                about_option(other.about.as_ref())
            ))
        })
}

/// Names whom answers are about.
pub(super) fn whom(about: Option<&PersonName>) -> String {
    about.map_or_else(|| "yourself".to_owned(), PersonName::to_string)
}

/// Says that a finished questionnaire leaves nothing to ask: another result would be the same again.
pub(super) fn nothing_left(session: &Session<'_>, reason: StopReason, id: &str) -> CliError {
    let (catalogue, settings) = (session.catalogue(), session.settings());
    let traits: Vec<&str> = settings
        .focus
        .iter()
        .map(|&index| catalogue.traits[index].id.as_str())
        .collect();
    let traits = format!("`{}`", traits.join("`, `"));
    CliError::usage(match reason {
        StopReason::Complete => format!("every question on {traits} is answered already"),
        StopReason::Settled => "the answers are as certain already as was asked for".to_owned(),
        StopReason::MostItems | StopReason::Uninformative => {
            format!("no question left on {traits} would tell much")
        }
    })
    .hint(format!(
        "nothing was asked and nothing new is kept; the result is {id}: `rolefit history show {id}{}`",
        file_option(catalogue)
    ))
}

/// What is said of bytes that hold no reply, before the place where they are kept and after it.
pub(super) type Words = [&'static str; 2];

const TORN: &str = "The last write was cut short. What was left of it is kept in ";
/// The same of one that came to its end.
const DAMAGED: &str = "The last line is damaged. What stood there is kept in ";
/// Of the end of a write behind replies.
pub(super) const TORN_END: Words = [TORN, "; every answer before it is here."];
/// Of the end of a write before which none stands.
pub(super) const TORN_START: Words = [TORN, "; no answer stands before it."];
/// Of a file without even a start.
pub(super) const UNREADABLE: Words = [
    "Nothing in the file of the paused questionnaire can be read. What was there is kept in ",
    ".",
];

/// Keeps a torn end and says so.
pub(super) fn torn_note(
    path: &Path,
    torn: &[u8],
    [before, after]: Words,
) -> Result<Option<String>> {
    if torn.is_empty() {
        return Ok(None);
    }
    let is_whole = torn.ends_with(b"\n") && before == TORN;
    let before = if is_whole { DAMAGED } else { before };
    let aside = keep_torn(path, torn).map_err(|error| {
        let path = path.display();
        let what = format!("could not set the damaged end of `{path}` aside: {error}");
        CliError::io(what)
    })?;
    Ok(Some(format!(
        "{before}{}{after}",
        escape::line(&aside.display().to_string())
    )))
}

/// Says what is wrong in a journal, and what that costs: a line for each kind of fault.
pub(super) fn damage_notes(path: &Path, faults: &[Fault]) -> Vec<String> {
    let path = escape::line(&path.display().to_string()).into_owned();
    let mut notes = Vec::new();
    let mut note = |kind: FaultKind, one: &str, several: &str| {
        let found = faults.iter().filter(|fault| fault.kind == kind);
        let found: Vec<usize> = found.map(|fault| fault.line).collect();
        if let Some(named) = numbered(&found) {
            notes.push(if found.len() == 1 {
                format!("Line {named} of {path} {one}")
            } else {
                format!("Lines {named} of {path} {several}")
            });
        }
    };
    note(
        FaultKind::Start,
        "is damaged. It said how the questionnaire was started, as another line still does: nothing is lost.",
        "are damaged. They said how the questionnaire was started, as another line still does: nothing is lost.",
    );
    note(
        FaultKind::Reply,
        "is damaged. What was replied or taken back there is lost, and may be asked again; every other answer is here.",
        "are damaged. What was replied or taken back there is lost, and may be asked again; every other answer is here.",
    );
    note(
        FaultKind::Misplaced,
        "stands there twice or in the wrong place, and is passed over.",
        "stand there twice or in the wrong place, and are passed over.",
    );
    notes.extend(faults.iter().filter_map(|fault| match fault.kind {
        FaultKind::Gap(gone) => Some(format!(
            "{gone} {} missing before line {} of {path}. What was replied or taken back there is lost, and may be asked again.",
            if gone == 1 { "line is" } else { "lines are" },
            fault.line
        )),
        _ => None,
    }).take(NAMED));
    notes
}

/// The most lines that are named.
const NAMED: usize = 12;

/// Lists lines; nothing where there are none.
fn numbered(lines: &[usize]) -> Option<String> {
    let mut named: Vec<String> = lines.iter().take(NAMED).map(usize::to_string).collect();
    let more = lines.len().saturating_sub(NAMED);
    if more > 0 {
        named.push(format!("{more} more"));
    }
    let last = named.pop()?;
    Some(match named.len() {
        0 => last,
        _ => format!("{} and {last}", named.join(", ")),
    })
}

const RESTART: &str = "start again with `rolefit take --restart` (and the same --catalogue and --about, if you named any), which keeps the file under another name";

/// Says that a file holds nothing to go on with, and is not empty.
pub(super) fn nothing_readable(path: &Path) -> CliError {
    CliError::io(format!(
        "nothing in the paused questionnaire `{}` can be read; the file was left as it is",
        path.display()
    ))
    .hint(RESTART)
}

pub(super) fn unreadable(path: &Path, error: DraftError) -> CliError {
    match error {
        DraftError::Damaged(line) => CliError::io(format!(
            "line {line} of the paused questionnaire `{}` is damaged; the file was left as it is",
            path.display()
        ))
        .hint(RESTART),
        DraftError::Newer(line) => CliError::io(format!(
            "line {line} of the paused questionnaire `{}` was written by a newer version of rolefit; the file was left as it is",
            path.display()
        ))
        .hint("go on with that version, or start again with `rolefit take --restart` and the same --catalogue and --about"),
    }
}

/// Refuses a draft about another person than its name among the files says.
pub(super) fn check_person(draft: &Draft, wanted: &Wanted, path: &Path) -> Result<()> {
    let about = about(draft, path)?;
    if about == wanted.about {
        return Ok(());
    }
    Err(CliError::bad_input(format!(
        "the paused questionnaire `{}` is about {}, not about {}",
        path.display(),
        whom(about.as_ref()),
        whom(wanted.about.as_ref())
    ))
    .hint(match about {
        Some(name) if wanted.about.is_none() => format!(
            "another one about {name} is under way already, so this one was left where it is; start again with --restart, which sets it aside"
        ),
        _ => "another program has renamed the file; start again with --restart, which sets it aside"
            .to_owned(),
    }))
}

/// Returns whom a draft is about, or the damage that there is instead.
pub(super) fn about(draft: &Draft, path: &Path) -> Result<Option<PersonName>> {
    let name = draft.header.about.as_deref().map(PersonName::new);
    name.transpose()
        .map_err(|_| unreadable(path, DraftError::Damaged(1)))
}
