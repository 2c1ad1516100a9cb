//! How a questionnaire begins: new, where it was paused, or on top of a finished one. It reads and refuses; it asks one
//! short question where an unfinished questionnaire is found and no flag says what to do with it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rolefit::catalogue::Catalogue;
use rolefit::render::{escape, shell};
use rolefit::session::{Next, PersonName, Session};

use super::asking::Tally;
use super::choice::{Choice, Start};
use super::draft_faults::{
    TORN_END, TORN_START, UNREADABLE, Words, about, check_person, damage_notes, nothing_left,
    nothing_paused, nothing_readable, torn_note, unreadable, whom,
};
use super::options::{Wanted, check_room, continued};
use super::replay::{self, Finished};
use super::title::Title;
use crate::cli::args::TakeArguments;
use crate::cli::names::about_option;
use crate::cli::store::{
    Draft, DraftError, Folder, Journal, Kept, Locked, Read, Stay, Value, discard, draft_key, hold,
    set_aside, settle,
};
use crate::cli::{CliError, Result, kept};

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
        return Ok(Some(fresh(wanted, catalogue)));
    };
    let mut notes = Vec::new();
    if matches!(store.lock, Locked::Unsupported) {
        notes.push(
            "This file system knows no locks: do not answer in two windows at once.".to_owned(),
        );
    }
    let beginning = Beginning {
        take,
        wanted,
        catalogue,
        store,
        path: &store.journal,
        notes,
    };
    beginning.begin(choose)
}

/// Starts a questionnaire of which nothing is kept.
fn fresh<'c>(wanted: &Wanted, catalogue: &'c Catalogue) -> Start<'c> {
    Start {
        session: Session::new(catalogue, wanted.settings.clone()),
        seed: wanted.seed,
        about: wanted.about.clone(),
        title: wanted.title,
        journal: None,
        before: None,
        notes: Vec::new(),
    }
}

/// What a questionnaire begins with where answers are kept.
struct Beginning<'a, 'c> {
    take: &'a TakeArguments,
    wanted: &'a Wanted,
    catalogue: &'c Catalogue,
    store: &'a Store,
    /// Where its journal is, or will be.
    path: &'a Path,
    /// What the person should know about what was found.
    notes: Vec<String>,
}

impl<'c> Beginning<'_, 'c> {
    fn begin(mut self, choose: &mut Choose<'_>) -> Result<Option<Start<'c>>> {
        let (take, wanted, path) = (self.take, self.wanted, self.path);
        let read = Journal::read(path).map_err(|error| self.failed("read", error))?;
        if take.restart {
            return self.again().map(Some);
        }
        match read.map_err(|error| unreadable(path, error))? {
            Read::Draft(draft)
                if draft.records.is_empty() && !(take.resume && wanted.fixed.is_empty()) =>
            {
                self.empty(&draft.torn, TORN_START).map(Some)
            }
            Read::Draft(draft) => {
                check_person(&draft, wanted, path)?;
                if let Some(id) = self.finished_already(&draft) {
                    return self.finished(&id).map(Some);
                }
                let flag = wanted.fixed.first();
                let choice = if take.resume && flag.is_none() {
                    Choice::Resume
                } else {
                    let session = self.resumed(&draft)?;
                    if session.entries().is_empty() {
                        return self.empty(&draft.torn, TORN_START).map(Some);
                    }
                    if let (true, Some(flag)) = (take.resume, flag) {
                        let what =
                            format!("{flag} cannot be given for a questionnaire that is under way");
                        return Err(CliError::usage(what).hint(format!(
                        "go on with `rolefit take --resume{}` alone, or start again with --restart",
                        self.options()
                    )));
                    }
                    choose(Tally::of(session.entries()))?
                };
                if choice == Choice::Resume && !wanted.fixed.is_empty() {
                    self.notes.push(format!(
                        "The questionnaire goes on as it was started; not used: {}.",
                        wanted.fixed.join(", ")
                    ));
                }
                match choice {
                    Choice::Resume => self.resume(&draft).map(Some),
                    Choice::Restart => self.again().map(Some),
                    Choice::Cancel => Ok(None),
                }
            }
            Read::Nothing { torn } if take.resume && take.focus.is_empty() && !torn.is_empty() => {
                Err(nothing_readable(path))
            }
            Read::Nothing { torn } => self.empty(&torn, UNREADABLE).map(Some),
        }
    }

    /// Says what could not be done with the journal.
    fn failed(&self, what: &str, error: impl std::fmt::Display) -> CliError {
        let path = self.path.display();
        CliError::io(format!("could not {what} `{path}`: {error}"))
    }

    /// Returns the options that name the person and the catalogue again.
    fn options(&self) -> String {
        about_option(self.wanted.about.as_ref()) + &self.catalogue.option()
    }

    /// Begins where no reply stands. What was torn is kept, and the journal that held nothing else is removed.
    fn empty(mut self, torn: &[u8], words: Words) -> Result<Start<'c>> {
        if self.take.resume && self.take.focus.is_empty() {
            let folder = self.store.folder();
            return Err(nothing_paused(self.wanted, self.catalogue, folder));
        }
        self.notes.extend(torn_note(self.path, torn, words)?);
        self.remove()?;
        if self.take.resume {
            return self.more();
        }
        Ok(self.fresh())
    }

    fn remove(&self) -> Result<()> {
        discard(self.path).map_err(|error| self.failed("remove", error))
    }

    /// Returns the kept result that a draft came to: whoever was killed between the two leaves both.
    fn finished_already(&self, draft: &Draft) -> Option<String> {
        let session = self.resumed(draft).ok()?;
        let responses = session.responses();
        if responses.is_empty() || matches!(session.next(), Next::Ask(_)) {
            return None;
        }
        let (id, about) = (self.catalogue.id.as_str(), self.wanted.about.as_ref());
        let latest = kept::latest(self.store.folder(), Some(id), about, &mut |_| {});
        let (kept, text) = latest.ok()??;
        let finished = replay::finished(self.catalogue, &text)?;
        (finished.answers == responses).then_some(kept.id)
    }

    /// Removes a draft whose result is kept, and begins as where there is none.
    fn finished(mut self, id: &str) -> Result<Start<'c>> {
        self.remove()?;
        let said = format!("the last questionnaire was finished; its result is kept as {id}");
        if self.take.resume && self.take.focus.is_empty() {
            let see = format!("see it with `rolefit history show {id}`");
            return Err(CliError::usage(said).hint(see));
        }
        self.notes.push(format!("T{}.", &said[1..]));
        self.empty(&[], TORN_START)
    }

    fn fresh(self) -> Start<'c> {
        let header = self.wanted.header(self.catalogue);
        Start {
            journal: Some(Journal::start(self.path.to_owned(), header)),
            notes: self.notes,
            ..fresh(self.wanted, self.catalogue)
        }
    }

    /// Sets an unfinished questionnaire aside and starts a new one.
    fn again(mut self) -> Result<Start<'c>> {
        let aside = set_aside(self.path).map_err(|error| {
            let path = self.path.display();
            CliError::io(format!("could not set `{path}` aside: {error}"))
        })?;
        if let Some(aside) = aside {
            let named = escape::line(&aside.display().to_string()).into_owned();
            let said = format!("The paused questionnaire was set aside as {named}.");
            let [aside, path] = [&aside, self.path].map(shell::quoted_file);
            let back = format!("mv -i {aside} {path}");
            let back = escape::line(&back);
            let how = format!("To have it back, leave this one (q) and run: {back}");
            self.notes.extend([said, how]);
        }
        Ok(self.fresh())
    }

    fn resume(mut self, draft: &Draft) -> Result<Start<'c>> {
        let (path, catalogue) = (self.path, self.catalogue);
        let mut session = self.resumed(draft)?;
        let about = about(draft, path)?;
        let kept = draft.header.current_role.as_deref();
        let title = self.wanted.title.kept(catalogue, kept);
        let title = title.ok_or_else(|| unreadable(path, DraftError::Damaged(1)))?;
        self.notes.extend(torn_note(path, &draft.torn, TORN_END)?);
        self.notes.extend(damage_notes(path, &draft.faults));
        let mut journal = Journal::resume(path.to_owned(), draft).map_err(|error| {
            self.failed("go on with", error)
                .hint("make the file writable, or set ROLEFIT_HOME to another folder")
        })?;
        // A questionnaire that ended without an answer has no result; without this it would end so for ever.
        if session.responses().is_empty()
            && !matches!(session.next(), Next::Ask(_))
            && let Some(latest) = session.back()
        {
            let item = catalogue.items[latest.item].id.as_str();
            let written = journal.append(&[(item, Value::BACK)]);
            written.map_err(|error| self.failed("write", error))?;
            let said = "Every question was skipped; the last one is asked again.";
            self.notes.push(said.to_owned());
        }
        Ok(Start {
            session,
            seed: draft.header.seed,
            about,
            title,
            journal: Some(journal),
            before: None,
            notes: self.notes,
        })
    }

    /// Replays a draft, or says why it cannot be gone on with.
    fn resumed(&self, draft: &Draft) -> Result<Session<'c>> {
        let (header, catalogue) = (&draft.header, self.catalogue);
        if header.hash != catalogue.hash || header.catalogue != catalogue.id {
            return Err(CliError::bad_input(format!(
                "the catalogue `{}` has changed since the questionnaire was paused (version {} then), so its answers may mean something else now",
                header.catalogue, header.version
            ))
            .hint("go on with the catalogue as it was, named by --catalogue FILE")
            .hint("or start again with `rolefit take --restart` and the same --catalogue and --about, which sets the answers aside")
            .hint("while you write a catalogue, `rolefit take --no-save` leaves nothing to go on with"));
        }
        let damaged = |line| unreadable(self.path, DraftError::Damaged(line));
        let settings = header.settings(catalogue).ok_or_else(|| damaged(1))?;
        replay::replay(catalogue, settings, draft).map_err(|number| {
            let after = usize::try_from(number - 1).unwrap_or(usize::MAX);
            damaged(draft.first.saturating_add(after))
        })
    }

    /// Returns the finished result that questions are added to: the one that is named, or the latest.
    fn base(&mut self) -> Result<(Kept, String)> {
        let folder = self.store.folder();
        if let Some(id) = &self.take.onto {
            let gone = || format!("the result {id} is kept no more, or cannot be read");
            return kept::of_id(folder, id)?.ok_or_else(|| CliError::io(gone()));
        }
        let (id, about) = (self.catalogue.id.as_str(), self.wanted.about.as_ref());
        let mut warn = |line: &str| self.notes.push(escape::line(line).into_owned());
        let latest = kept::latest(folder, Some(id), about, &mut warn)?;
        latest.ok_or_else(|| {
            CliError::usage(format!(
                "there is neither a paused nor a finished questionnaire about {} to go on with",
                whom(about)
            ))
            .hint(format!("start one with `rolefit take{}`", self.options()))
        })
    }

    /// Goes on from a finished result of the catalogue, on the traits in focus.
    fn more(mut self) -> Result<Start<'c>> {
        let (finished, text) = self.base()?;
        let catalogue = self.catalogue;
        let result = replay::finished(catalogue, &text);
        let Finished {
            answers,
            assessment,
        } = result.ok_or_else(|| {
            CliError::bad_input(format!(
                "the result `{}` is not one of this state of the catalogue `{}`",
                finished.path.display(),
                catalogue.id
            ))
            .hint("start again with `rolefit take`")
        })?;
        let mut wanted = self.wanted.clone();
        wanted.settings.rule = continued(self.take, wanted.settings.rule, answers.len());
        let answered: Vec<usize> = answers.iter().map(|&(item, _)| item).collect();
        check_room(self.take, catalogue, &wanted.settings, &answered)?;
        // What was answered or left out before is not asked again.
        if !matches!(wanted.title, Title::Said(_)) {
            wanted.title = Title::Said(assessment.current_role);
        }
        let mut start = fresh(&wanted, catalogue);
        let mut replies = Vec::new();
        for &(item, response) in &answers {
            start.session.enter(item, Some(response));
            let id = catalogue.items[item].id.as_str();
            replies.push((id, Value::Response(response.number())));
        }
        if let Next::Stop(reason) = start.session.next() {
            return Err(nothing_left(&start.session, reason, &finished.id));
        }
        let header = wanted.header(catalogue);
        let mut journal = Journal::start(self.path.to_owned(), header);
        let written = journal.append(&replies);
        written.map_err(|error| self.failed("write", error))?;
        Ok(Start {
            journal: Some(journal),
            before: Some(assessment),
            notes: self.notes,
            ..start
        })
    }
}

#[cfg(test)]
mod tests;
