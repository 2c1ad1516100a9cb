//! The end of a questionnaire: the result is shown, and what is suggested next runs at a key. Whoever leaves finds the
//! commands on the screen, for later.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Zoned;
use jiff::civil::Date;
use rolefit::preparation::calendar::NamedDay;
use rolefit::render::result::{Keeping, ResultReport, StepKind, in_a_line};
use rolefit::render::shell;

use crate::cli::args::{Arguments, Command};
use crate::cli::environment::Environment;
use crate::cli::error::{Exit, Result};
use crate::cli::options::Common;
use crate::cli::output::Output;
use crate::cli::prompt::{
    self, Desk as _, Dialogue, Key, KeyDesk, Mode, Terminal, narrow, rows_of_offer,
};
use crate::cli::saved;
use crate::cli::signals::Watch;
use crate::cli::store;
use crate::cli::wrap::folded;

/// Runs a command to its end: the whole shell does so, which stands above this.
pub(crate) type Perform = fn(&Arguments, &Output, &dyn Fn() -> Result<()>) -> Exit;

/// How a questionnaire ended.
pub(super) struct Ending {
    exit: Exit,
    /// What can be done next at a key.
    offers: Vec<Offer>,
    /// The result, where it is kept.
    kept: Option<store::Kept>,
}

impl Ending {
    /// Returns what makes the words that are said where a signal ends the process meanwhile.
    fn last_words(&self) -> impl Fn() -> String + Clone + Send + 'static {
        let kept = self.kept.clone();
        move || match &kept {
            Some(kept) if kept.path.exists() => {
                format!("stopped; the result is kept as {}", kept.id)
            }
            Some(kept) => format!(
                "stopped; the result {} is kept no more: another program has removed it",
                kept.id
            ),
            None => "stopped".to_owned(),
        }
    }
}

impl From<Exit> for Ending {
    fn from(exit: Exit) -> Self {
        Self {
            exit,
            offers: Vec::new(),
            kept: None,
        }
    }
}

/// A command, the key that runs it, and what it does.
#[derive(Clone)]
struct Offer {
    key: char,
    does: String,
    command: String,
    /// What comes of it.
    kind: StepKind,
    /// Whether the day of an interview is asked for, and joins the command.
    asks_day: bool,
}

impl Offer {
    fn whole(command: String) -> Self {
        Self {
            key: 'r',
            does: "the whole report".to_owned(),
            command,
            kind: StepKind::Shown,
            asks_day: false,
        }
    }

    fn hint(&self) -> String {
        format!("{} {}", self.key, self.does)
    }

    /// Returns how the questions are practised, where this plans an interview: whoever has read them may want to be asked.
    fn practice(&self) -> Option<Self> {
        let StepKind::Plan { practice } = &self.kind else {
            return None;
        };
        Some(Self {
            key: 'p',
            does: match self.does.split_once(": ") {
                Some((_, role)) => format!("practise for {role}"),
                None => "practise, due questions first".to_owned(),
            },
            command: practice.clone(),
            kind: StepKind::Shown,
            asks_day: false,
        })
    }

    /// Returns how the days until the interview are planned, where this plans one.
    fn days(&self) -> Option<Self> {
        matches!(self.kind, StepKind::Plan { .. }).then(|| Self {
            key: 'd',
            does: match self.does.split_once(": ") {
                Some((_, role)) => format!("a plan until the day of the interview: {role}"),
                None => "a plan until the day of the interview".to_owned(),
            },
            asks_day: true,
            ..self.clone()
        })
    }

    /// Returns this for a day, which is then that of the practice too.
    fn on(self, day: Date) -> Self {
        let dated = |command: &str| format!("{command} --date {day}");
        let kind = match &self.kind {
            StepKind::Plan { practice } => StepKind::Plan {
                practice: dated(practice),
            },
            other => other.clone(),
        };
        Self {
            command: dated(&self.command),
            kind,
            ..self
        }
    }

    /// Reads the command. Nobody has named its file by hand, so that takes the next name that is free; nothing where the
    /// command is wrong, which is said. More questions are added to the result that this was offered for.
    fn read(&self, kept: Option<&store::Kept>) -> Option<(Arguments, String)> {
        let mut words = shell::read(&self.command);
        let mut typed = self.command.clone();
        if let Some(at) = words.iter().position(|word| word == "-o") {
            let file = words.get_mut(at + 1)?;
            *file = free(Path::new(file)).into_os_string().into_string().ok()?;
            let quoted: Vec<String> = words.iter().map(|word| shell::quoted(word)).collect();
            typed = quoted.join(" ");
        }
        let words: Vec<OsString> = words.into_iter().map(OsString::from).collect();
        let mut arguments = Arguments::read(&words).ok()?;
        if let Some(Command::Take(take)) = &mut arguments.command {
            take.onto = kept.map(|kept| kept.id.clone());
        }
        Some((arguments, typed))
    }
}

/// Returns the first of `result.html`, `result-2.html` and so on that nothing is called.
fn free(file: &Path) -> PathBuf {
    let [stem, ending] =
        [file.file_stem(), file.extension()].map(|part| part.unwrap_or_default().to_string_lossy());
    let numbered = (2..).map(|number| file.with_file_name(format!("{stem}-{number}.{ending}")));
    let mut files = std::iter::once(file.to_path_buf()).chain(numbered);
    let free = files.find(|file| file.symlink_metadata().is_err());
    free.expect("there is always another number")
}

const LEAVING: &str = "Enter leaves";

/// Takes a result in to be shown, with what it was before further answers and the place where it is kept; `exit` says
/// whether all went well until then.
pub(super) fn show(
    report: &ResultReport<'_>,
    before: Option<String>,
    kept: Option<store::Kept>,
    exit: Exit,
    mode: Mode,
    output: &Output,
) -> Result<Ending> {
    let is_offered = exit == Exit::Done && output.is_read_here();
    let mut ending = Ending {
        exit,
        offers: if is_offered {
            numbered(report)
        } else {
            Vec::new()
        },
        kept,
    };
    let Keeping::Kept { id, .. } = report.keeping else {
        output.show(report)?;
        return Ok(ending);
    };
    let about = report.assessment.about.as_ref();
    let all = saved::whole(report.catalogue, about.map(|_| id));
    if let Some(lines) = output.window() {
        if !report.catalogue.is_nameless() {
            let command = saved::whole(report.catalogue, Some(id)).0;
            ending.offers.insert(0, Offer::whole(command));
        }
        let look = output.look();
        // Where keys are offered nothing has to be typed, but what somebody else is to type.
        let is_typed = !is_offered || about.is_some();
        let kept_as = if is_typed {
            format!("kept as {id}")
        } else {
            format!("kept as {id}; see it again: {}", look.as_typed(&all.0))
        };
        let all = is_typed.then_some(&all);
        let said = [before, Some(kept_as)];
        let mut below = rows(&ending.offers, mode, look.width);
        for line in said.into_iter().flatten() {
            below += folded(&line, look.width.saturating_sub(1)).lines().count();
            output.say_afterwards(line);
        }
        output.result(&report.screen(&look, lines.saturating_sub(below), all));
    } else {
        // By now the verdict may have left the screen at its top.
        output.say_afterwards(String::new());
        output.say_afterwards(in_a_line(report.catalogue, report.assessment));
        if let Some(before) = before {
            output.say_afterwards(before);
        }
        output.say_afterwards(format!("kept as {id}; see it again with:"));
        output.say_afterwards(output.look().as_typed(&all.0));
        output.show(report)?;
    }
    Ok(ending)
}

/// Returns what can be done next, under numbers.
fn numbered(report: &ResultReport<'_>) -> Vec<Offer> {
    let steps = ('1'..).zip(report.steps());
    let offers = steps.map(|(key, step)| Offer {
        key,
        does: step.purpose,
        command: step.command,
        kind: step.kind,
        asks_day: false,
    });
    offers.collect()
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

/// Returns where a command that runs at a key has its output: as this one.
pub(super) fn output_of(arguments: &mut Arguments, common: &Common) -> Output {
    arguments.common.color = common.color;
    arguments.common.plain = common.plain;
    Output::new(&arguments.common, Environment::read(&arguments.common))
}

/// Offers what can be done next, and does it, until somebody leaves. What goes wrong with it is said, and changes nothing of
/// how the questionnaire ended.
pub(super) fn go_on(mut ending: Ending, common: &Common, mode: Mode, perform: Perform) -> Exit {
    while let Some(chosen) = choose(&ending, mode).cloned() {
        let chosen = match chosen.asks_day.then(|| ask_day(&ending, mode)) {
            None => chosen,
            Some(Some(day)) => chosen.on(day),
            Some(None) => continue,
        };
        let Some((mut arguments, typed)) = chosen.read(ending.kept.as_ref()) else {
            continue;
        };
        let output = output_of(&mut arguments, common);
        output.say(&format!("`{typed}`"));
        output.above_keys();
        // Nobody has named the file by hand: nothing is replaced.
        let exit = match output.only_new("something else") {
            Ok(()) => perform(&arguments, &output, &|| {
                // A blank line, what is offered, and what may join it.
                let after = rows(&ending.offers, mode, output.look().width) + 2;
                prompt::in_parts(&output, mode, after, ending.last_words())
            }),
            Err(error) => output.report(&error),
        };
        let asks = matches!(arguments.command, None | Some(Command::Take(_)));
        // It has offered what comes after it.
        if asks && matches!(exit, Exit::Done | Exit::Paused) {
            return exit;
        }
        if exit == Exit::Done {
            let days = chosen.days().filter(|_| !chosen.asks_day);
            for joining in chosen.practice().into_iter().chain(days) {
                ending.offers.retain(|offer| offer.key != joining.key);
                ending.offers.push(joining);
            }
        }
        output.say("");
    }
    ending.exit
}

/// Asks what to do next; nothing where somebody leaves, or where nobody can be asked: the questionnaire itself is done.
fn choose(ending: &Ending, mode: Mode) -> Option<&Offer> {
    let offers = &ending.offers[..];
    if offers.is_empty() {
        return None;
    }
    let watch = Watch::start(!mode.plain).ok()?;
    watch.make_exit_message(ending.last_words());
    let asked = if mode.plain {
        ask_plainly(offers, prompt::open(mode, &watch).as_mut())
    } else {
        ask_by_key(offers, mode, &watch)
    };
    // Without a terminal there is nobody to offer anything.
    let chosen = watch.heed(asked).unwrap_or(None);
    watch.stop_asking();
    chosen
}

/// Asks for the day of an interview; nothing where none is named, or nobody can be asked.
fn ask_day(ending: &Ending, mode: Mode) -> Option<Date> {
    let watch = Watch::start(!mode.plain).ok()?;
    watch.make_exit_message(ending.last_words());
    let asked = read_day(prompt::open(mode, &watch).as_mut());
    let day = watch.heed(asked).unwrap_or(None);
    watch.stop_asking();
    day
}

fn read_day(desk: &mut dyn Dialogue) -> io::Result<Option<Date>> {
    let mut prompt =
        "The day of the interview, as 12 December or 2099-01-31; Enter alone for none:".to_owned();
    loop {
        let typed = desk.reply(&prompt)?.unwrap_or_default();
        if typed.trim().is_empty() {
            return Ok(None);
        }
        match NamedDay::read(&typed) {
            Ok(day) => return Ok(Some(day.after(Zoned::now().date()))),
            Err(error) => prompt = format!("Not taken: {error}. Enter alone for none:"),
        }
    }
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
    let keys: Vec<String> = offers.iter().map(|one| one.key.to_string()).collect();
    let keys = keys.join(", ");
    loop {
        let Some(typed) = desk.reply(&format!("Type {keys}; {LEAVING}:"))? else {
            return Ok(None);
        };
        let typed = typed.trim().to_lowercase();
        let mut letters = typed.chars();
        match (letters.next(), letters.next()) {
            (Some(key), None) if of_key(offers, key).is_some() => return Ok(of_key(offers, key)),
            _ if ["", "q", "quit"].contains(&typed.as_str()) => return Ok(None),
            _ => desk.tell(&[format!("That is no key here; the keys are {keys}.")])?,
        }
    }
}

fn of_key(offers: &[Offer], key: char) -> Option<&Offer> {
    let key = narrow(key).to_ascii_lowercase();
    offers.iter().find(|offer| offer.key == key)
}
