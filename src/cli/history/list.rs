//! The list of what is kept. A file that is damaged costs its own entry and no other.

use rolefit::history::{Contents, Damage, Entry, Others};
use rolefit::render::history as render;

use crate::cli::args::{FORMS, Format};
use crate::cli::error::{CliError, Exit};
use crate::cli::kept::unreadable;
use crate::cli::output::Output;
use crate::cli::store::{self, Folder, Journals, Kept, journals};

pub(super) fn run(output: &Output) -> Result<Exit, CliError> {
    let folder = super::folder()?;
    let (entries, others, place) = match &folder {
        Some(folder) => (
            entries(folder)?,
            others(folder)?,
            folder.path().display().to_string(),
        ),
        None => (Vec::new(), Others::default(), String::new()),
    };
    let shown = render::Shown {
        folder: &place,
        entries: &entries,
        others: &others,
    };
    output.result(&match output.format() {
        Format::Text => render::text(&shown, &output.look()),
        Format::Markdown => render::markdown(&shown),
        Format::Json => render::json(&shown),
        Format::Html => return Err(CliError::no_form("a list", Format::Html, FORMS)),
    });
    Ok(Exit::Done)
}

fn entries(folder: &Folder) -> Result<Vec<Entry>, CliError> {
    let kept = store::kept(folder).map_err(|error| unreadable(folder, &error))?;
    Ok(kept.into_iter().map(entry).collect())
}

/// Reads what a file among the results holds.
fn entry(kept: Kept) -> Entry {
    let contents = match kept.read() {
        Ok(text) => Contents::of(&text),
        Err(why) => Contents::Damaged(Damage { why, place: None }),
    };
    Entry {
        id: kept.id,
        time: kept.time,
        contents,
    }
}

fn others(folder: &Folder) -> Result<Others, CliError> {
    let inventory = |kind| journals(folder, kind).map_err(|error| unreadable(folder, &error));
    let (drafts, practice) = (inventory(Journals::Drafts)?, inventory(Journals::Practice)?);
    let ids = |journals: Vec<(String, _)>| journals.into_iter().map(|(id, _)| id).collect();
    Ok(Others {
        aside: drafts.aside.len() + practice.aside.len(),
        paused: ids(drafts.journals),
        practised: ids(practice.journals),
    })
}
