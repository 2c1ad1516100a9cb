//! Practice as it is kept on this machine.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::Path;

use jiff::Timestamp;
use rolefit::preparation::QuestionBank;
use rolefit::preparation::calendar::Moment;
use rolefit::preparation::practice::{Event, History, Stamped};
use rolefit::render::{lowered, shell};

use crate::cli::args::{Arguments, Command};
use crate::cli::prep::args::PrepCommand;
use crate::cli::prep::moment;
use crate::cli::prep::talk::World;
use crate::cli::store::{
    Folder, Journals, Locked, PracticeJournal, Practised, Stay, hold_practice, journals,
};
use crate::cli::{CliError, Output, Result, source};

/// The most faults of one file that are shown.
pub(super) const SHOWN_FAULTS: usize = 12;

/// Practice as it is kept on this machine.
pub(super) struct Store {
    pub(super) journal: PracticeJournal,
    pub(super) history: History,
    /// How far the time that is taken for now lies from that of the clock, in seconds.
    shift: i64,
    /// Held until the process ends.
    _lock: Locked,
}

impl Store {
    /// Opens it for so long; what is taken for now may be another time than the clock's.
    pub(super) fn open(
        bank: &QuestionBank,
        now: &Moment,
        stay: Stay,
        output: &Output,
    ) -> Result<Self> {
        let folder = Folder::open(env::var_os("ROLEFIT_HOME"))?;
        let lock = hold_practice(&folder, &bank.id, stay)?;
        let path = PracticeJournal::place(&folder, &bank.id);
        let practised = PracticeJournal::read(&path).map_err(|error| cannot(&path, &error))?;
        if let Some(line) = practised.newer {
            let path = path.display();
            let what = format!("`{path}` was written by a newer rolefit (line {line})");
            return Err(CliError::io(format!("{what} and is left as it is"))
                .hint("use that version, or set ROLEFIT_HOME to another folder"));
        }
        warn_of_lines(&practised, &path, output);
        let (journal, torn) =
            PracticeJournal::resume(path.clone(), &practised, &lock).map_err(|(file, error)| {
                CliError::io(format!("could not write `{}`: {error}", file.display()))
                    .hint("make room there, or set ROLEFIT_HOME to another folder")
            })?;
        if let Some(aside) = torn {
            output.say(&format!(
                "what there was of the line that was cut short is in `{}`",
                aside.display()
            ));
        }
        if matches!(lock, Locked::Unsupported) {
            output.say("this file system knows no locks: do not practise in two windows at once");
        }
        Ok(Self {
            journal,
            history: History::of(practised.events),
            shift: now.at - Timestamp::now().as_second(),
            _lock: lock,
        })
    }

    /// Keeps events, all of them or none, before anything is asked.
    pub(super) fn keep_now(&mut self, events: impl IntoIterator<Item = Event>) -> Result<()> {
        let at = self.now();
        let events: Vec<Stamped> = events
            .into_iter()
            .map(|event| Stamped { at, event })
            .collect();
        let kept = self.journal.append(&events);
        kept.map_err(|error| {
            self.unsaved("practice", &error)
                .hint("nothing was asked yet")
        })?;
        for event in events {
            self.history.apply(event);
        }
        Ok(())
    }

    /// Says that something could not be saved, and why.
    pub(super) fn unsaved(&self, what: &str, error: &io::Error) -> CliError {
        CliError::io(format!(
            "{what} could not be saved: {}",
            self.unwritten(error)
        ))
    }

    /// Says that the journal could not be written to, and which file that is.
    fn unwritten(&self, error: &io::Error) -> String {
        let path = self.journal.path().display();
        format!("could not write `{path}`: {error}")
    }
}

/// Returns the error that ends a command where a file has so many faults, of which so many were shown.
pub(super) fn too_faulty(name: &str, (count, shown): (usize, usize), outcome: &str) -> CliError {
    let noun = if count == 1 { "fault" } else { "faults" };
    let more = match count - shown {
        0 => String::new(),
        more => format!(", {more} of them not shown"),
    };
    CliError::bad_input(format!("{count} {noun} in {name}{more}; {outcome}"))
}

fn cannot(path: &Path, error: &io::Error) -> CliError {
    CliError::io(format!("could not open `{}`: {error}", path.display()))
        .hint("set ROLEFIT_HOME to a folder that can be written to")
}

/// Returns what was practised with a bank, without opening anything to write.
pub(in crate::cli::prep) fn kept_history(bank: &QuestionBank, output: &Output) -> Result<History> {
    let Some(folder) = Folder::existing(env::var_os("ROLEFIT_HOME")) else {
        return Ok(History::default());
    };
    let path = PracticeJournal::place(&folder, &bank.id);
    Ok(History::of(read_practised(&path, output)?.events))
}

/// How somebody goes on practising.
pub(crate) struct GoingOn {
    /// What it is for: `product owner, interview Saturday 12 December`.
    pub(crate) what: String,
    /// The command that does so, with the options of the practice that something was done in last.
    pub(crate) arguments: Box<Arguments>,
}

/// Returns how somebody goes on with the practice that something was done in last: where it is unfinished it goes on, where
/// it ended a new one is begun like it, unless its interview is over. What cannot be read or understood is none.
pub(crate) fn to_go_on(folder: &Folder, output: &Output) -> Option<GoingOn> {
    let journals = journals(folder, Journals::Practice).ok()?.journals;
    let practised = journals.iter().filter_map(|(_, path)| {
        let events = PracticeJournal::read(path).ok()?.events;
        Some((events.last()?.at, events))
    });
    let (_, events) = practised.max_by_key(|(at, _)| *at)?;
    let history = History::of(events);
    let latest = history.latest()?;
    let role = shell::quoted(&latest.role);
    let command = format!("rolefit prep practice --role {role}{}", latest.options);
    let words: Vec<OsString> = shell::read(&command).into_iter().map(Into::into).collect();
    let mut arguments = Arguments::read(&words).ok()?;
    let Some(Command::Prep(prep)) = &mut arguments.command else {
        return None;
    };
    let Some(PrepCommand::Practice(practice)) = &mut prep.command else {
        return None;
    };
    let now = moment::now(None, practice.date, output);
    if now.days_left().is_some_and(|left| left < 0) {
        history.open.as_ref()?;
        practice.date = None;
    }
    let catalogue = source::named_catalogue(arguments.common.catalogue.as_deref(), output).ok()?;
    let name = &catalogue.roles[catalogue.role_index(&latest.role)?].name;
    let day = now.interview.filter(|_| practice.date.is_some());
    let day = day.map(|day| day.strftime(", interview %A %-d %B").to_string());
    let what = lowered(name.as_str()) + &day.unwrap_or_default();
    let arguments = Box::new(arguments);
    Some(GoingOn { what, arguments })
}

/// Reads what was practised, and says what of it is damaged.
pub(in crate::cli::prep) fn read_practised(path: &Path, output: &Output) -> Result<Practised> {
    let practised = PracticeJournal::read(path).map_err(|error| cannot(path, &error))?;
    warn_of_lines(&practised, path, output);
    Ok(practised)
}

fn warn_of_lines(practised: &Practised, path: &Path, output: &Output) {
    for (line, fault) in practised.faults.iter().take(SHOWN_FAULTS) {
        let (path, what) = (path.display(), fault.in_words());
        output.say(&format!("warning: line {line} of `{path}` {what}"));
    }
    let more = practised.faults.len().saturating_sub(SHOWN_FAULTS) + practised.more_faults;
    if more > 0 {
        output.say(&format!("warning: so it is with {more} more of its lines"));
    }
}

impl World for Store {
    fn now(&self) -> i64 {
        Timestamp::now().as_second() + self.shift
    }

    fn keep(&mut self, event: &Stamped) -> io::Result<()> {
        let kept = self.journal.append(std::slice::from_ref(event));
        kept.map_err(|error| io::Error::new(error.kind(), self.unwritten(&error)))
    }
}
