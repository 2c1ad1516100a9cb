//! Deletes everything of a kind, after saying what that is.

use std::collections::HashSet;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use clap::Args;

use super::delete::{REMAINS, can_ask, confirmed, remove};
use super::list::folder;
use crate::cli::error::{Exit, Result};
use crate::cli::kept::unreadable;
use crate::cli::output::Output;
use crate::cli::store::{
    Folder, Inventory, Journals, Locked, Stay, foreign, hold, hold_practice, journals, kept,
    unfinished,
};

/// What to delete.
#[derive(Debug, Args)]
pub(super) struct ClearArguments {
    /// Delete the records of practice instead
    #[arg(long, conflicts_with = "all")]
    practice: bool,
    /// Delete results, paused questionnaires and the records of practice
    #[arg(long)]
    all: bool,
    /// Delete without asking
    #[arg(long)]
    yes: bool,
}

impl ClearArguments {
    fn kinds(&self) -> &'static [Journals] {
        match (self.practice, self.all) {
            (true, _) => &[Journals::Practice],
            (false, true) => &[Journals::Drafts, Journals::Practice],
            (false, false) => &[Journals::Drafts],
        }
    }
}

pub(super) fn run(clear: &ClearArguments, output: &Output) -> Result<Exit> {
    let kinds = clear.kinds();
    let Some(folder) = folder()? else {
        output.say("nothing is kept, so nothing was deleted");
        return Ok(Exit::Done);
    };
    let found = Found::look(&folder, kinds)?;
    if found.is_empty() {
        // A lock may tell whom a questionnaire was about. One that is held is of a living process, and stays.
        if let Ok(_held) = held(&folder, kinds) {
            remove(found.locks())?;
        }
        output.say("nothing of this is kept, so nothing was deleted");
        say_left(NOT_OURS, &found.foreign, output);
        return Ok(Exit::Done);
    }
    let listed: HashSet<Seen> = found.files().iter().map(|path| seen(path)).collect();
    if !clear.yes {
        can_ask(output)?;
        output.say(&format!("In `{}` this deletes:", folder.path().display()));
        for line in found.in_words() {
            output.say(&format!("  {line}"));
        }
        if let Some(refused) = confirmed(output)? {
            return Ok(refused);
        }
    }
    // Whoever answers or practises meanwhile is not to lose the file under their hands; results are saved under these
    // locks too, so that no unfinished save is of a living process.
    let _held = held(&folder, kinds)?;
    let mut found = Found::look(&folder, kinds)?;
    let unlisted = if clear.yes {
        Vec::new()
    } else {
        found.leave_out_unless(|path| listed.contains(&seen(path)))
    };
    let words = found.in_words().join(", ");
    remove(found.files().into_iter().chain(found.locks()).collect())?;
    output.say(&if words.is_empty() {
        "what was listed is there no more, so nothing was deleted".to_owned()
    } else {
        format!("deleted {words}; {REMAINS}")
    });
    say_left(UNLISTED, &unlisted, output);
    say_left(NOT_OURS, &found.foreign, output);
    Ok(Exit::Done)
}

/// A file as it is at this moment: its place, and what is another where it is replaced or written to.
type Seen = (PathBuf, Option<(u64, u64, i64, i64)>);

fn seen(path: &Path) -> Seen {
    let found = fs::symlink_metadata(path).ok();
    let state = found.map(|found| (found.ino(), found.len(), found.mtime(), found.mtime_nsec()));
    (path.to_path_buf(), state)
}

/// Why something stays, whatever it holds.
const NOT_OURS: &str = "it is not called as what is kept";
/// Why something stays about which nobody was asked.
const UNLISTED: &str = "it came or changed after the question";

/// Names what stays, and why.
fn say_left(why: &str, paths: &[PathBuf], output: &Output) {
    /// The most files that are named.
    const NAMED: usize = 12;
    for path in paths.iter().take(NAMED) {
        let path = path.display();
        output.say(&format!("not deleted, for {why}: `{path}`"));
    }
    if let Some(more @ 1..) = paths.len().checked_sub(NAMED) {
        let more = rolefit::render::counted(more, "more file");
        output.say(&format!("so it is with {more} there"));
    }
}

/// Takes the lock of every journal of these kinds.
fn held(folder: &Folder, kinds: &[Journals]) -> Result<Vec<Locked>> {
    let mut held = Vec::new();
    for &kind in kinds {
        let Inventory {
            journals: found,
            locks,
            ..
        } = journals(folder, kind).map_err(|error| unreadable(folder, &error))?;
        // What has the name of a lock and is no file locks nothing, and is told when it cannot be deleted.
        let is_lock = |path: &Path| path.is_file();
        let (locks, others): (Vec<_>, Vec<_>) =
            locks.into_iter().partition(|(_, path)| is_lock(path));
        let mut ids: Vec<String> = found.into_iter().chain(locks).map(|(id, _)| id).collect();
        ids.retain(|id| others.iter().all(|(other, _)| other != id));
        ids.sort();
        ids.dedup();
        for id in ids {
            let lock = match kind {
                Journals::Drafts => hold(folder, &id, Stay::Brief),
                Journals::Practice => hold_practice(folder, &id, Stay::Brief),
            };
            held.push(lock.map_err(|error| error.hint("nothing was deleted"))?);
        }
    }
    Ok(held)
}

/// What there is to delete.
struct Found {
    results: Vec<PathBuf>,
    unfinished: Vec<PathBuf>,
    /// What lies among all this and is none of it by its name: it stays.
    foreign: Vec<PathBuf>,
    journals: Vec<(Journals, Inventory)>,
}

impl Found {
    fn look(folder: &Folder, kinds: &[Journals]) -> Result<Self> {
        let failed = |error| unreadable(folder, &error);
        let with_results = kinds.contains(&Journals::Drafts);
        let mut found = Self {
            results: Vec::new(),
            unfinished: Vec::new(),
            foreign: Vec::new(),
            journals: Vec::new(),
        };
        if with_results {
            let kept = kept(folder).map_err(failed)?;
            found.results = kept.into_iter().map(|one| one.path).collect();
            found.unfinished = unfinished(folder).map_err(failed)?;
            found.foreign = foreign(folder).map_err(failed)?;
        }
        for &kind in kinds {
            let mut inventory = journals(folder, kind).map_err(failed)?;
            found.foreign.append(&mut inventory.foreign);
            found.journals.push((kind, inventory));
        }
        Ok(found)
    }

    fn files(&self) -> Vec<PathBuf> {
        let of_journals = self.journals.iter().flat_map(|(_, inventory)| {
            let journals = inventory.journals.iter().map(|(_, path)| path);
            journals.chain(&inventory.aside)
        });
        let results = self.results.iter().chain(&self.unfinished);
        results.chain(of_journals).cloned().collect()
    }

    fn locks(&self) -> Vec<PathBuf> {
        let locks = self.journals.iter().flat_map(|(_, found)| &found.locks);
        locks.map(|(_, path)| path.clone()).collect()
    }

    /// Leaves out, and returns, the files that are not so.
    fn leave_out_unless(&mut self, is_so: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
        let mut left = Vec::new();
        let mut stays = |path: &PathBuf| {
            let is_so = is_so(path);
            if !is_so {
                left.push(path.clone());
            }
            is_so
        };
        self.results.retain(&mut stays);
        self.unfinished.retain(&mut stays);
        for (_, inventory) in &mut self.journals {
            inventory.journals.retain(|(_, path)| stays(path));
            inventory.aside.retain(&mut stays);
        }
        left
    }

    fn is_empty(&self) -> bool {
        self.files().is_empty()
    }

    fn in_words(&self) -> Vec<String> {
        let mut words = Vec::new();
        let mut counted = |count: usize, one: &str, many: &str| match count {
            0 => {}
            1 => words.push(format!("1 {one}")),
            _ => words.push(format!("{count} {many}")),
        };
        counted(self.results.len(), "result", "results");
        for (kind, inventory) in &self.journals {
            let count = inventory.journals.len();
            match kind {
                Journals::Drafts => {
                    counted(count, "paused questionnaire", "paused questionnaires");
                }
                Journals::Practice => counted(count, "record of practice", "records of practice"),
            }
        }
        let aside = self.journals.iter().map(|(_, found)| found.aside.len());
        counted(aside.sum(), "copy set aside", "copies set aside");
        counted(
            self.unfinished.len(),
            "rest of a save that was cut short",
            "rests of saves that were cut short",
        );
        words
    }
}
