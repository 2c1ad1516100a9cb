//! How a questionnaire begins: new, where it was paused, or on top of a finished one. It reads and refuses; it asks one
//! short question where an unfinished questionnaire is found and no flag says what to do with it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rolefit::catalogue::Catalogue;
use rolefit::render::result::catalogue_option;
use rolefit::render::{escape, shell};
use rolefit::session::{Next, PersonName, Session};

use super::choice::{Choice, Start};
use super::draft_faults::{
    TORN_END, TORN_START, UNREADABLE, Words, about, check_person, damage_notes, nothing_left,
    nothing_paused, nothing_readable, torn_note, unreadable, whom,
};
use super::options::{Wanted, continued};
use super::replay::{Finished, replay};
use super::tally::Tally;
use super::title::Title;
use crate::cli::args::TakeArguments;
use crate::cli::error::{CliError, Result};
use crate::cli::kept;
use crate::cli::names::about_option;
use crate::cli::store::{
    Draft, DraftError, Folder, Journal, Kept, Locked, Read, Stay, Value, discard, draft_key, hold,
    set_aside, settle,
};

/// Where answers are kept, locked for this process.
#[derive(Debug)]
pub(super) struct Store {
    folder: Folder,
    lock: Locked,
    journal: PathBuf,
}

impl Store {
    /// Opens the store for a catalogue and a person: answers about one are never mixed with those about another.
    pub(super) fn open(
        home: Option<OsString>,
        catalogue: &Catalogue,
        about: Option<&PersonName>,
    ) -> Result<Self> {
        let unsaved = |error: CliError| error.hint("or answer with --no-save, which keeps nothing");
        let folder = Folder::open(home).map_err(unsaved)?;
        settle(&folder, &catalogue.id).map_err(|error| {
            let folder = folder.path().display();
            unsaved(CliError::io(format!(
                "could not write in `{folder}`: {error}"
            )))
        })?;
        let key = draft_key(&catalogue.id, about);
        let lock = hold(&folder, &key, Stay::Long).map_err(unsaved)?;
        let journal = Journal::place(&folder, &key);
        Ok(Self {
            folder,
            lock,
            journal,
        })
    }

    pub(super) fn folder(&self) -> &Folder {
        &self.folder
    }
}

/// What to do with an unfinished questionnaire: asked with the replies that stand.
pub(super) type Choose<'f> = dyn FnMut(Tally) -> Result<Choice> + 'f;

/// Begins a questionnaire; `choose` is asked where an unfinished one is found, and may leave it at that.
pub(super) fn begin<'c>(
    take: &TakeArguments,
    wanted: &Wanted,
    catalogue: &'c Catalogue,
    store: Option<&Store>,
    choose: &mut Choose<'_>,
) -> Result<Option<Start<'c>>> {
    let Some(store) = store else {
        return Ok(Some(fresh(wanted, catalogue, None, Vec::new())));
    };
    let path = &store.journal;
    let mut notes = Vec::new();
    if matches!(store.lock, Locked::Unsupported) {
        notes.push(
            "This file system knows no locks: do not answer in two windows at once.".to_owned(),
        );
    }
    let read = Journal::read(path)
        .map_err(|error| CliError::io(format!("could not read `{}`: {error}", path.display())))?;
    if take.restart {
        return again(wanted, catalogue, store, notes);
    }
    match read.map_err(|error| unreadable(path, error))? {
        Read::Draft(draft)
            if draft.records.is_empty() && !(take.resume && wanted.fixed.is_empty()) =>
        {
            let torn = (&draft.torn[..], TORN_START);
            empty(take, wanted, catalogue, store, torn, notes)
        }
        Read::Draft(draft) => {
            check_person(&draft, wanted, path)?;
            if let Some(id) = finished_already(&draft, catalogue, wanted, store) {
                return finished(&id, take, wanted, catalogue, store, notes);
            }
            let flag = wanted.fixed.first();
            if !take.resume || flag.is_some() {
                let session = resumed(catalogue, &draft, path)?;
                if session.entries().is_empty() {
                    let torn = (&draft.torn[..], TORN_START);
                    return empty(take, wanted, catalogue, store, torn, notes);
                }
            }
            if let (true, Some(flag)) = (take.resume, flag) {
                return Err(CliError::usage(format!(
                    "{flag} cannot be given for a questionnaire that is under way"
                ))
                .hint(format!(
                    "go on with `rolefit take --resume{}{}` alone, or start again with --restart",
                    about_option(wanted.about.as_ref()),
                    catalogue_option(catalogue)
                )));
            }
            let choice = if take.resume {
                Choice::Resume
            } else {
                let session = resumed(catalogue, &draft, path)?;
                choose(Tally::of(session.entries()))?
            };
            if choice == Choice::Resume && !wanted.fixed.is_empty() {
                notes.push(format!(
                    "The questionnaire goes on as it was started; not used: {}.",
                    wanted.fixed.join(", ")
                ));
            }
            match choice {
                Choice::Resume => resume(wanted, catalogue, &draft, store, notes),
                Choice::Restart => again(wanted, catalogue, store, notes),
                Choice::Cancel => Ok(None),
            }
        }
        Read::Nothing { torn } if take.resume && take.focus.is_empty() && !torn.is_empty() => {
            Err(nothing_readable(path))
        }
        Read::Nothing { torn } => {
            let torn = (&torn[..], UNREADABLE);
            empty(take, wanted, catalogue, store, torn, notes)
        }
    }
}

/// Begins where no reply stands. What was torn is kept, and the journal that held nothing else is removed.
fn empty<'c>(
    take: &TakeArguments,
    wanted: &Wanted,
    catalogue: &'c Catalogue,
    store: &Store,
    (torn, words): (&[u8], Words),
    mut notes: Vec<String>,
) -> Result<Option<Start<'c>>> {
    if take.resume && take.focus.is_empty() {
        return Err(nothing_paused(wanted, catalogue, store.folder()));
    }
    let path = &store.journal;
    notes.extend(torn_note(path, torn, words)?);
    remove(path)?;
    if take.resume {
        return more(take, wanted, catalogue, store, notes);
    }
    Ok(Some(fresh(wanted, catalogue, Some(store), notes)))
}

fn remove(path: &Path) -> Result<()> {
    discard(path)
        .map_err(|error| CliError::io(format!("could not remove `{}`: {error}", path.display())))
}

/// Returns the kept result that a draft came to: whoever was killed between the two leaves both.
fn finished_already(
    draft: &Draft,
    catalogue: &Catalogue,
    wanted: &Wanted,
    store: &Store,
) -> Option<String> {
    let session = resumed(catalogue, draft, &store.journal).ok()?;
    let responses = session.responses();
    if responses.is_empty() || matches!(session.next(), Next::Ask(_)) {
        return None;
    }
    let about = wanted.about.as_ref();
    let latest = kept::latest(&store.folder, Some(&catalogue.id), about, &mut |_| {});
    let (kept, text) = latest.ok()??;
    let is_same =
        super::replay::finished(catalogue, &text).is_some_and(|kept| kept.answers == responses);
    is_same.then_some(kept.id)
}

/// Removes a draft whose result is kept, and begins as where there is none.
fn finished<'c>(
    id: &str,
    take: &TakeArguments,
    wanted: &Wanted,
    catalogue: &'c Catalogue,
    store: &Store,
    mut notes: Vec<String>,
) -> Result<Option<Start<'c>>> {
    let path = &store.journal;
    remove(path)?;
    let said = format!("the last questionnaire was finished; its result is kept as {id}");
    if take.resume && take.focus.is_empty() {
        return Err(CliError::usage(said).hint(format!("see it with `rolefit history show {id}`")));
    }
    notes.push(format!("T{}.", &said[1..]));
    empty(take, wanted, catalogue, store, (&[], TORN_START), notes)
}

fn fresh<'c>(
    wanted: &Wanted,
    catalogue: &'c Catalogue,
    store: Option<&Store>,
    notes: Vec<String>,
) -> Start<'c> {
    let header = wanted.header(catalogue, &wanted.settings);
    Start {
        session: Session::new(catalogue, wanted.settings.clone()),
        seed: wanted.seed,
        about: wanted.about.clone(),
        title: wanted.title,
        journal: store.map(|store| Journal::start(store.journal.clone(), header)),
        notes,
    }
}

/// Sets an unfinished questionnaire aside and starts a new one.
fn again<'c>(
    wanted: &Wanted,
    catalogue: &'c Catalogue,
    store: &Store,
    mut notes: Vec<String>,
) -> Result<Option<Start<'c>>> {
    let aside = set_aside(&store.journal).map_err(|error| {
        CliError::io(format!(
            "could not set `{}` aside: {error}",
            store.journal.display()
        ))
    })?;
    if let Some(aside) = aside {
        let named = |path: &Path| escape::line(&path.display().to_string()).into_owned();
        let shell = |path: &Path| shell::quoted(&path.display().to_string());
        notes.push(format!(
            "The paused questionnaire was set aside as {}.",
            named(&aside)
        ));
        let back = format!("mv -i {} {}", shell(&aside), shell(&store.journal));
        notes.push(format!(
            "To have it back, leave this one (q) and run: {}",
            escape::line(&back)
        ));
    }
    Ok(Some(fresh(wanted, catalogue, Some(store), notes)))
}

fn resume<'c>(
    wanted: &Wanted,
    catalogue: &'c Catalogue,
    draft: &Draft,
    store: &Store,
    mut notes: Vec<String>,
) -> Result<Option<Start<'c>>> {
    let path = &store.journal;
    let mut session = resumed(catalogue, draft, path)?;
    let about = about(draft, path)?;
    let kept = draft.header.current_role.as_deref();
    let title = wanted.title.kept(catalogue, kept);
    let title = title.ok_or_else(|| unreadable(path, DraftError::Damaged(1)))?;
    notes.extend(torn_note(path, &draft.torn, TORN_END)?);
    notes.extend(damage_notes(path, &draft.faults));
    let mut journal = Journal::resume(path.clone(), draft).map_err(|error| {
        CliError::io(format!(
            "could not go on with `{}`: {error}",
            path.display()
        ))
        .hint("make the file writable, or set ROLEFIT_HOME to another folder")
    })?;
    // A questionnaire that ended without an answer has no result; without this it would end so for ever.
    if session.responses().is_empty()
        && !matches!(session.next(), Next::Ask(_))
        && let Some(latest) = session.back()
    {
        let item = catalogue.items[latest.item].id.as_str();
        journal.append(&[(item, Value::BACK)]).map_err(|error| {
            CliError::io(format!("could not write `{}`: {error}", path.display()))
        })?;
        notes.push("Every question was skipped; the last one is asked again.".to_owned());
    }
    Ok(Some(Start {
        session,
        seed: draft.header.seed,
        about,
        title,
        journal: Some(journal),
        notes,
    }))
}

/// Replays a draft, or says why it cannot be gone on with.
fn resumed<'c>(catalogue: &'c Catalogue, draft: &Draft, path: &Path) -> Result<Session<'c>> {
    let header = &draft.header;
    if header.hash != catalogue.hash || header.catalogue != catalogue.id {
        return Err(CliError::bad_input(format!(
            "the catalogue `{}` has changed since the questionnaire was paused (version {} then), so its answers may mean something else now",
            header.catalogue, header.version
        ))
        .hint("go on with the catalogue as it was, named by --catalogue FILE")
        .hint("or start again with `rolefit take --restart` and the same --catalogue and --about, which sets the answers aside")
        .hint("while you write a catalogue, `rolefit take --no-save` leaves nothing to go on with"));
    }
    let damaged = |line| unreadable(path, DraftError::Damaged(line));
    let settings = header.settings(catalogue).ok_or_else(|| damaged(1))?;
    replay(catalogue, settings, draft).map_err(|number| {
        let after = usize::try_from(number - 1).unwrap_or(usize::MAX);
        damaged(draft.first.saturating_add(after))
    })
}

/// Returns the finished result that questions are added to: the one that is named, or the latest.
fn base(
    take: &TakeArguments,
    wanted: &Wanted,
    catalogue: &Catalogue,
    folder: &Folder,
    notes: &mut Vec<String>,
) -> Result<(Kept, String)> {
    if let Some(id) = &take.onto {
        return kept::of_id(folder, id)?.ok_or_else(|| {
            CliError::io(format!(
                "the result {id} is kept no more, or cannot be read"
            ))
        });
    }
    let latest = kept::latest(
        folder,
        Some(&catalogue.id),
        wanted.about.as_ref(),
        &mut |line| {
            notes.push(escape::line(line).into_owned());
        },
    )?;
    latest.ok_or_else(|| {
        CliError::usage(format!(
            "there is neither a paused nor a finished questionnaire about {} to go on with",
            whom(wanted.about.as_ref())
        ))
        .hint(format!(
            "start one with `rolefit take{}{}`",
            about_option(wanted.about.as_ref()),
            catalogue_option(catalogue)
        ))
    })
}

/// Goes on from a finished result of the catalogue, on the traits in focus.
fn more<'c>(
    take: &TakeArguments,
    wanted: &Wanted,
    catalogue: &'c Catalogue,
    store: &Store,
    mut notes: Vec<String>,
) -> Result<Option<Start<'c>>> {
    let (finished, text) = base(take, wanted, catalogue, &store.folder, &mut notes)?;
    let Finished { answers, title } =
        super::replay::finished(catalogue, &text).ok_or_else(|| {
            CliError::bad_input(format!(
                "the result `{}` is not one of this state of the catalogue `{}`",
                finished.path.display(),
                catalogue.id
            ))
            .hint("start again with `rolefit take`")
        })?;
    let mut settings = wanted.settings.clone();
    settings.rule = continued(take, settings.rule, answers.len());
    let mut session = Session::new(catalogue, settings.clone());
    let mut replies = Vec::new();
    for &(item, response) in &answers {
        session.enter(item, Some(response));
        replies.push((
            catalogue.items[item].id.as_str(),
            Value::Response(response.number()),
        ));
    }
    if let Next::Stop(reason) = session.next() {
        return Err(nothing_left(&session, reason, &finished.id));
    }
    // What was answered or left out before is not asked again.
    let title = match wanted.title {
        Title::Said(_) => wanted.title,
        Title::Open | Title::Never => Title::Said(title),
    };
    let wanted = &Wanted {
        title,
        ..wanted.clone()
    };
    let header = wanted.header(catalogue, &settings);
    let mut journal = Journal::start(store.journal.clone(), header);
    journal.append(&replies).map_err(|error| {
        CliError::io(format!(
            "could not write `{}`: {error}",
            store.journal.display()
        ))
    })?;
    Ok(Some(Start {
        session,
        seed: wanted.seed,
        about: wanted.about.clone(),
        title,
        journal: Some(journal),
        notes,
    }))
}

#[cfg(test)]
mod tests;
