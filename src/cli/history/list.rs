//! The list of what is kept. A file that is damaged costs its own entry and no other.

use crate::cli::source;
use rolefit::catalogue::builtin;
use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;

use rolefit::history::{
    Contents, Damage, Entry, Others, Paused, Remedy, Unread, goes_on, responses,
};
use rolefit::render::history as render;

use crate::cli::error::{Exit, Result};
use crate::cli::kept::unreadable;
use crate::cli::names::about_option;
use crate::cli::output::Output;
use crate::cli::own;
use crate::cli::store::{
    self, Folder, Journals, Kept, PracticeJournal, UnderWay, journals, under_way,
};

/// Returns the folder that things are kept in, if there is one yet.
pub(super) fn folder() -> Result<Option<Folder>> {
    Folder::find(env::var_os("ROLEFIT_HOME"))
}

pub(super) fn run(output: &Output) -> Result<Exit> {
    let folder = folder()?;
    let (entries, others, place) = match &folder {
        Some(folder) => (
            entries(folder)?,
            others(folder)?,
            folder.path().display().to_string(),
        ),
        None => (Vec::new(), Others::default(), String::new()),
    };
    let shown = render::HistoryReport {
        folder: &place,
        entries: &entries,
        others: &others,
        own: &own::ids(),
    };
    output.show(&shown)?;
    Ok(Exit::Done)
}

fn entries(folder: &Folder) -> Result<Vec<Entry>> {
    let kept = store::kept(folder).map_err(|error| unreadable(folder, &error))?;
    let (mut entries, mut present, mut first) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    let mut before: Vec<(usize, Vec<serde_json::Value>)> = Vec::new();
    for kept in kept {
        let (id, text) = (kept.id.clone(), kept.read());
        let mut entry = of_text(kept, text.as_deref());
        if let (Contents::Result(summary), Ok(text)) = (&entry.contents, text) {
            entry.same_as = first.get(&text).cloned();
            if entry.same_as.is_none() {
                let all = responses(&text);
                let is_first = |(place, first): &&(usize, Vec<serde_json::Value>)| {
                    let other: &Entry = &entries[*place];
                    matches!(&other.contents, Contents::Result(other) if other.measure() == summary.measure())
                        && goes_on(&all, first)
                };
                let from = before.iter().rev().find(is_first);
                entry.goes_on_from = from.map(|(place, _)| entries[*place].id.clone());
                before.push((entries.len(), all));
            }
            first.entry(text).or_insert(id);
            let id = summary.catalogue.as_str();
            let now = present
                .entry(id.to_owned())
                .or_insert_with(|| source::present(id));
            let now = now.as_ref().map(Option::as_ref).map_err(String::as_str);
            entry.outdated = summary.outdated(now);
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// Reads what a file among the results holds.
pub(super) fn entry(kept: Kept) -> Entry {
    let text = kept.read();
    of_text(kept, text.as_deref())
}

fn of_text(kept: Kept, text: Result<&str, &String>) -> Entry {
    let contents = match text {
        Ok(text) => Contents::kept(text, kept.time),
        Err(why) => Contents::Damaged(Damage {
            why: why.clone(),
            place: None,
            remedy: if kept.path.is_dir() && !kept.path.is_symlink() {
                Remedy::TakeAway
            } else {
                Remedy::Delete
            },
        }),
    };
    Entry {
        id: kept.id,
        time: kept.time,
        contents,
        outdated: None,
        same_as: None,
        goes_on_from: None,
    }
}

fn others(folder: &Folder) -> Result<Others> {
    let inventory = |kind| journals(folder, kind).map_err(|error| unreadable(folder, &error));
    let (drafts, practice) = (inventory(Journals::Drafts)?, inventory(Journals::Practice)?);
    let aside = drafts.aside.iter().chain(&practice.aside);
    let under_way = under_way(folder).map_err(|error| unreadable(folder, &error))?;
    let mut foreign = store::foreign(folder).map_err(|error| unreadable(folder, &error))?;
    foreign.extend(drafts.foreign.iter().chain(&practice.foreign).cloned());
    let shown = |file: &PathBuf| file.display().to_string();
    Ok(Others {
        foreign: foreign.iter().map(shown).collect(),
        aside: aside.map(shown).collect(),
        paused: under_way.into_iter().map(paused).collect(),
        unread_practice: practice.journals.iter().filter_map(unread).collect(),
        practised: practice.journals.into_iter().map(|(id, _)| id).collect(),
    })
}

/// Returns why a record of practice cannot be read, or not to its end, where that is so.
fn unread((bank, path): &(String, PathBuf)) -> Option<(String, Unread)> {
    let why = match PracticeJournal::read(path) {
        Ok(practised) if practised.newer.is_some() => Unread::Newer,
        Ok(practised) if practised.events.is_empty() && !practised.faults.is_empty() => {
            Unread::Damaged
        }
        Ok(_) => return None,
        Err(_) => Unread::Damaged,
    };
    Some((bank.clone(), why))
}

fn paused(draft: UnderWay) -> Paused {
    Paused {
        go_on: resume_command(&draft),
        file: draft.path.display().to_string(),
        about_unknown: draft.about_unknown,
        catalogue: draft.catalogue,
        about: draft.about,
        replies: draft.replies,
    }
}

/// Returns the command that goes on with a questionnaire; of a catalogue that only a file holds, with its place. One that
/// is damaged is begun again, which sets it aside; one without anything in it is begun as if there were none. There is no
/// command for one that a newer version has written.
pub(crate) fn resume_command(draft: &UnderWay) -> Option<String> {
    if draft.about_unknown {
        return None;
    }
    let how = match draft.replies {
        Err(Unread::Newer) => return None,
        Err(Unread::Damaged) => " --restart",
        Ok(_) if draft.is_empty => "",
        Ok(_) => " --resume",
    };
    let id = draft.catalogue.as_str();
    let option = if id == builtin::all()[0].id {
        String::new()
    } else if builtin::find(id).is_some() || own::ids().iter().any(|own| own == id) {
        format!(" --catalogue {id}")
    } else {
        " --catalogue FILE".to_owned()
    };
    Some(format!(
        "rolefit take{how}{}{option}",
        about_option(draft.about.as_ref())
    ))
}
