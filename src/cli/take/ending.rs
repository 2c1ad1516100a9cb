//! The end of a questionnaire: the result is shown, and what is suggested next runs at a key. Whoever leaves finds the
//! commands on the screen, for later.

use std::env;
use std::ffi::OsString;
use std::io;

use rolefit::render::result::{Keeping, ResultReport, in_a_line};

use crate::cli::args::{Arguments, Command};
use crate::cli::environment::Environment;
use crate::cli::error::{CliError, Exit};
use crate::cli::names::{quoted_for_shell, words_of_command};
use crate::cli::options::Common;
use crate::cli::output::Output;
use crate::cli::prompt::{
    self, Desk as _, Dialogue, Key, KeyDesk, Mode, Terminal, folded, narrow, rows_of_offer,
};
use crate::cli::signals::Watch;
use crate::cli::{perform, saved};

/// How a questionnaire ended.
pub(super) struct Ending {
    exit: Exit,
    /// What can be done next at a key.
    offers: Vec<Offer>,
    /// What is said where a signal ends the process meanwhile.
    exit_message: String,
}

impl From<Exit> for Ending {
    fn from(exit: Exit) -> Self {
        Self {
            exit,
            offers: Vec::new(),
            exit_message: String::new(),
        }
    }
}

/// A command, the key that runs it, and what it does.
#[derive(Clone)]
pub(super) struct Offer {
    key: char,
    does: String,
    command: String,
}

impl Offer {
    fn hint(&self) -> String {
        format!("{} {}", self.key, self.does)
    }

    /// Returns how the questions are practised, where this plans an interview: whoever has read them may want to be asked.
    fn practice(&self) -> Option<Self> {
        let wishes = self.command.strip_prefix("rolefit prep --")?;
        Some(Self {
            key: 'p',
            does: "practise these questions".to_owned(),
            command: format!("rolefit prep practice --{wishes}"),
        })
    }
}

const LEAVING: &str = "Enter leaves";

/// Takes a result in to be shown; `exit` says whether all went well until then.
pub(super) fn show(
    report: &ResultReport<'_>,
    exit: Exit,
    mode: Mode,
    output: &Output,
) -> Result<Ending, CliError> {
    let is_offered = exit == Exit::Done && output.is_read_here();
    let mut ending = Ending {
        exit,
        offers: if is_offered {
            numbered(report)
        } else {
            Vec::new()
        },
        exit_message: "stopped".to_owned(),
    };
    let Keeping::Kept { id, .. } = report.keeping else {
        output.show(report)?;
        return Ok(ending);
    };
    ending.exit_message = format!("stopped; the result is kept as {id}");
    let about = report.assessment.about.as_ref();
    let all = saved::whole(report.catalogue, about.map(|_| id));
    if let Some(lines) = output.window() {
        ending.offers.insert(
            0,
            Offer {
                key: 'r',
                does: "the whole report".to_owned(),
                command: all.0.clone(),
            },
        );
        let typed = typed_as().map(|name| format!("type {name} for rolefit"));
        let said = [Some(format!("kept as {id}")), typed];
        let look = output.look();
        let mut below = rows(&ending.offers, mode, look.width);
        for line in said.into_iter().flatten() {
            below += folded(&line, look.width.saturating_sub(1)).lines().count();
            output.say_afterwards(line);
        }
        output.result(&report.screen(&look, lines.saturating_sub(below), &all));
    } else {
        // By now the verdict may have left the screen at its top.
        output.say_afterwards(String::new());
        output.say_afterwards(in_a_line(report.catalogue, report.assessment));
        output.say_afterwards(format!("kept as {id}; see it again with:"));
        output.say_afterwards(all.0);
        output.show(report)?;
    }
    Ok(ending)
}

/// Returns what can be done next, under numbers.
fn numbered(report: &ResultReport<'_>) -> Vec<Offer> {
    let steps = ('1'..).zip(report.steps());
    let steps = steps.map(|(key, (command, does))| Offer { key, does, command });
    steps.collect()
}

/// Returns how the program was called, where that is not by its name alone.
fn typed_as() -> Option<String> {
    let name = env::args().next()?;
    name.contains('/').then(|| quoted_for_shell(&name))
}

fn hints(offers: &[Offer]) -> Vec<String> {
    let hints = offers.iter().map(Offer::hint);
    hints.chain([LEAVING.to_owned()]).collect()
}

/// Returns how many rows it takes to offer this.
fn rows(offers: &[Offer], mode: Mode, width: usize) -> usize {
    if mode.plain {
        offers.len() + 1
    } else {
        rows_of_offer(&hints(offers), width)
    }
}

/// Offers what can be done next, and does it, until somebody leaves.
pub(super) fn go_on(mut ending: Ending, common: &Common, mode: Mode) -> Result<Exit, CliError> {
    while let Some(chosen) = choose(&ending, mode)?.cloned() {
        let words = words_of_command(&chosen.command);
        let words: Vec<OsString> = words.into_iter().map(OsString::from).collect();
        // What is wrong with it is said; another key may do something else.
        let Ok(mut arguments) = Arguments::read(&words) else {
            continue;
        };
        arguments.common.color = common.color;
        arguments.common.plain = common.plain;
        let output = Output::new(&arguments.common, Environment::read(&arguments.common));
        output.say(&format!("`{}`", chosen.command));
        // Nobody has named the file by hand: nothing is replaced.
        let exit = match output.only_new("something else") {
            Ok(()) => perform(&arguments, &output),
            Err(error) => output.report(&error),
        };
        if let None | Some(Command::Take(_)) = arguments.command {
            // It has offered what comes after it.
            return Ok(exit);
        }
        if let Some(practice) = chosen.practice() {
            ending.offers.retain(|offer| offer.key != practice.key);
            ending.offers.push(practice);
        }
        output.say("");
    }
    Ok(ending.exit)
}

/// Asks what to do next; nothing where somebody leaves.
fn choose(ending: &Ending, mode: Mode) -> Result<Option<&Offer>, CliError> {
    let offers = &ending.offers[..];
    if offers.is_empty() {
        return Ok(None);
    }
    let watch = Watch::start(!mode.plain)
        .map_err(|error| CliError::io(format!("could not watch for signals: {error}")))?;
    watch.set_exit_message(&ending.exit_message);
    let asked = if mode.plain {
        ask_plainly(offers, prompt::open(mode, &watch).as_mut())
    } else {
        ask_by_key(offers, mode, &watch)
    };
    // Without a terminal there is nobody to offer anything.
    let chosen = watch.heed(asked).unwrap_or(None);
    watch.stop_asking();
    Ok(chosen)
}

fn ask_by_key<'o>(offers: &'o [Offer], mode: Mode, watch: &Watch) -> io::Result<Option<&'o Offer>> {
    let hints = hints(offers);
    let mut desk = KeyDesk::new(Terminal::open_idle(watch), mode.look);
    loop {
        let chosen = match desk.offer(&hints)? {
            Key::Char(character) => match (of_key(offers, character), character) {
                (None, 'q' | 'Q') => None,
                (None, _) => continue,
                (some, _) => some,
            },
            Key::Enter | Key::Escape | Key::Ctrl('c' | 'd') | Key::Gone => None,
            _ => continue,
        };
        desk.clear()?;
        return Ok(chosen);
    }
}

fn ask_plainly<'o>(offers: &'o [Offer], desk: &mut dyn Dialogue) -> io::Result<Option<&'o Offer>> {
    desk.tell(&offers.iter().map(Offer::hint).collect::<Vec<_>>())?;
    loop {
        let keys: Vec<String> = offers.iter().map(|one| one.key.to_string()).collect();
        let prompt = format!("Type {}; {LEAVING}:", keys.join(", "));
        let Some(line) = desk.write(&prompt, "")? else {
            return Ok(None);
        };
        let mut typed = line.text.chars();
        match (typed.next(), typed.next()) {
            _ if line.is_pasted => {}
            (None | Some('q' | 'Q'), _) => return Ok(None),
            (Some(key), None) => {
                if let Some(chosen) = of_key(offers, key) {
                    return Ok(Some(chosen));
                }
            }
            (Some(_), Some(_)) => {}
        }
    }
}

fn of_key(offers: &[Offer], key: char) -> Option<&Offer> {
    let key = narrow(key).to_ascii_lowercase();
    offers.iter().find(|offer| offer.key == key)
}
