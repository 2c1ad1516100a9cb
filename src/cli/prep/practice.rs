//! `rolefit prep practice`: chooses what to practise, opens the journal, and talks at the terminal or takes answers in
//! from a file.

use std::env;
use std::io::{self, IsTerminal};
use std::path::Path;

use jiff::Timestamp;
use rolefit::catalogue::MAX_CATALOGUE_BYTES;
use rolefit::preparation::practice::{
    AnswerFault, Event, GivenAnswer, History, Stamped, choose, read_answers,
};
use rolefit::preparation::{Plan, PlanError, QuestionBank, ranked};
use rolefit::render;

use super::aim::{self, Aimed, Kept, aim};
use super::args::PracticeArguments;
use super::plan::refused;
use super::talk::{Ended, Talk, World};
use crate::cli::args::{Common, Format};
use crate::cli::error::{CliError, Exit};
use crate::cli::output::Output;
use crate::cli::signals::Watch;
use crate::cli::store::{Folder, Locked, PracticeError, PracticeJournal, Practised, hold_practice};
use crate::cli::{names, source};

/// The most faults of one file that are shown.
const SHOWN_FAULTS: usize = 20;

pub(super) fn run(
    arguments: &PracticeArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    let own = &arguments.aim;
    let files = [
        arguments.answers.as_deref(),
        arguments.plan.as_deref(),
        own.result.as_deref(),
        own.questions.as_deref(),
    ];
    source::one_standard_input(&files, common)?;
    if output.format() == Format::Html {
        return Err(CliError::no_form("practice", Format::Html, "text"));
    }
    if let Some(file) = &arguments.answers {
        return take_in(file, arguments, common, output);
    }
    if arguments.list || arguments.ndjson {
        return listed(arguments, common, output);
    }
    need_terminal(&files, common)?;
    let watch = Watch::start(false)
        .map_err(|error| CliError::io(format!("could not watch for signals: {error}")))?;
    let catalogue = source::catalogue_for(common, None, output)?;
    let bank = aim::bank(own.questions.as_deref(), &catalogue, output)?;
    let mut store = Store::open(&bank, output)?;
    if arguments.restart && store.history.open.is_some() {
        store.keep_now(Event::Ended)?;
    }
    match &store.history.open {
        Some(open) => {
            let (done, count) = (open.done, open.questions.len());
            output.say(&format!(
                "going on with the practice for `{}`, {done} of {count} questions done; --restart begins another",
                open.role
            ));
        }
        None => store.keep_now(begin(arguments, common, output, &store.history)?)?,
    }
    watch.farewell("stopped; what you wrote is kept; go on with: rolefit prep practice");
    let mut history = std::mem::take(&mut store.history);
    let mut talk = Talk {
        catalogue: &catalogue,
        bank: &bank,
        look: output.talk_look(),
        input: io::stdin().lock(),
        output: io::stderr(),
        world: &mut store,
    };
    let ended = talk.run(&mut history);
    watch.leave();
    match ended {
        Ok(Ended::Done(rated)) => {
            output.say("");
            output.say(&match rated {
                0 => "done".to_owned(),
                1 => "done: 1 answer rated".to_owned(),
                _ => format!("done: {rated} answers rated"),
            });
            output.say("see how it goes with: rolefit prep progress");
            Ok(Exit::Done)
        }
        Ok(Ended::Paused) => {
            output.say("kept; go on with: rolefit prep practice");
            Ok(Exit::Paused)
        }
        Ok(Ended::NotKept(event)) => {
            output.result(&rescued(&event));
            Err(CliError::io("what you did last could not be saved")
                .hint("it is printed on standard output; everything before it is kept"))
        }
        Err(error) => Err(CliError::io(format!("the terminal failed: {error}"))
            .hint("what you wrote is kept; go on with: rolefit prep practice")),
    }
}

/// Returns an event that could not be kept, in words.
fn rescued(event: &Event) -> String {
    match event {
        Event::Noted { question, text, .. } => format!("{question}: {text}\n"),
        Event::Rated { question, rating } => format!("{question}: rated {}\n", rating.number()),
        Event::Said { question, seconds } => format!("{question}: answered in {seconds} s\n"),
        Event::Flagged { question, flags } => format!("{question}: red flags {flags:?}\n"),
        Event::FollowedUp { question, .. } | Event::Skipped { question } => format!("{question}\n"),
        Event::Begun { .. } | Event::Given(_) | Event::Ended => String::new(),
    }
}

/// Practice at a terminal needs a person who reads and types there.
fn need_terminal(files: &[Option<&Path>], common: &Common) -> Result<(), CliError> {
    let from_input = files.iter().flatten().any(|file| file.as_os_str() == "-");
    let problem = if common.no_input {
        "practice asks, and --no-input forbids it"
    } else if from_input || common.catalogue.as_deref() == Some("-") {
        "standard input is where the answers are typed, and cannot be a file at the same time"
    } else if io::stdin().is_terminal() && io::stderr().is_terminal() {
        return Ok(());
    } else {
        "practice needs a terminal to ask on"
    };
    Err(CliError::usage(problem)
        .hint("without one: `rolefit prep --ndjson` prints the questions, and `rolefit prep practice --answers FILE` takes notes and ratings in"))
}

/// Chooses what to practise: the questions of a plan, or those that are due and those that press.
fn begin(
    arguments: &PracticeArguments,
    common: &Common,
    output: &Output,
    history: &History,
) -> Result<Event, CliError> {
    if let Some(file) = &arguments.plan {
        return planned(file, arguments, common, output);
    }
    let Aimed {
        catalogue,
        bank,
        request,
    } = aim(&arguments.aim, Kept::Used, common, output)?;
    let ranked = ranked(&catalogue, &bank, &request)
        .map_err(|emptied| refused(&PlanError::Emptied(emptied)))?;
    let now = arguments.at.unwrap_or_else(Timestamp::now).as_second();
    let chosen = choose(&ranked, &bank, history, now, usize::from(arguments.count));
    let ids = chosen
        .into_iter()
        .map(|index| bank.questions[index].id.as_str().to_owned());
    Ok(Event::Begun {
        role: catalogue.roles[request.role].id.as_str().to_owned(),
        questions: ids.collect(),
    })
}

/// Prints what would be practised next, and changes nothing.
fn listed(
    arguments: &PracticeArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    let Aimed {
        catalogue,
        bank,
        request,
    } = aim(&arguments.aim, Kept::Used, common, output)?;
    let history = match Folder::existing(env::var_os("ROLEFIT_HOME")) {
        Some(folder) => {
            let path = PracticeJournal::place(&folder, &bank.id);
            History::of(read_practised(&path, output)?.events)
        }
        None => History::default(),
    };
    let ranked = ranked(&catalogue, &bank, &request)
        .map_err(|emptied| refused(&PlanError::Emptied(emptied)))?;
    let now = arguments.at.unwrap_or_else(Timestamp::now).as_second();
    let chosen = choose(&ranked, &bank, &history, now, usize::from(arguments.count));
    if arguments.ndjson {
        let plan = Plan::of_questions(&catalogue, &bank, &request, &chosen);
        output.result(&render::plan::ndjson(&render::plan::Shown {
            catalogue: &catalogue,
            bank: &bank,
            plan: &plan,
            stories: &[],
        }));
    } else {
        output.result(&render::practice::listed(&bank, &chosen, &output.look()));
    }
    Ok(Exit::Done)
}

/// Takes the questions of a plan that was written as JSON.
fn planned(
    file: &Path,
    arguments: &PracticeArguments,
    common: &Common,
    output: &Output,
) -> Result<Event, CliError> {
    let name = source::name(file);
    let text = source::read_bounded(file, MAX_CATALOGUE_BYTES)?;
    let no_plan = || {
        CliError::bad_input(format!("{name} is not a plan of this version"))
            .hint("write one with `rolefit prep --format json`")
    };
    let plan: serde_json::Value = serde_json::from_str(&text).map_err(|_| no_plan())?;
    if plan["schema"] != "rolefit/plan@1" {
        return Err(no_plan());
    }
    let catalogue = source::catalogue_for(common, plan["catalogue"]["id"].as_str(), output)?;
    let bank = aim::bank(arguments.aim.questions.as_deref(), &catalogue, output)?;
    let role = plan["role"].as_str().ok_or_else(no_plan)?;
    names::role(&catalogue, role)?;
    let list = plan["questions"].as_array().ok_or_else(no_plan)?;
    let mut questions = Vec::new();
    for question in list {
        let id = question["id"].as_str().ok_or_else(no_plan)?;
        if bank.question_index(id).is_none() {
            let known = bank.questions.iter().map(|one| one.id.as_str());
            let mut error = names::unknown("question", id, known);
            error.exit = Exit::BadInput;
            return Err(error.hint(
                "the plan was made with another question bank; name it with `--questions FILE`",
            ));
        }
        questions.push(id.to_owned());
    }
    if questions.is_empty() {
        return Err(CliError::bad_input(format!(
            "{name} has no questions to practise"
        )));
    }
    Ok(Event::Begun {
        role: role.to_owned(),
        questions,
    })
}

/// Takes answers in from a file: all of them, or none where one is faulty.
fn take_in(
    file: &Path,
    arguments: &PracticeArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    let catalogue = source::catalogue_for(common, None, output)?;
    let bank = aim::bank(arguments.aim.questions.as_deref(), &catalogue, output)?;
    let name = source::name(file);
    let text = source::read_bounded(file, MAX_CATALOGUE_BYTES)?;
    let answers = read_answers(&text, &bank).map_err(|faults| report(&name, &faults, output))?;
    let mut store = Store::open(&bank, output)?;
    let now = arguments.at.unwrap_or_else(Timestamp::now).as_second();
    let count = answers.len();
    let events: Vec<Stamped> = answers
        .into_iter()
        .map(|given: GivenAnswer| Stamped {
            at: now,
            event: Event::Given(given),
        })
        .collect();
    store.journal.append(&events).map_err(|error| {
        CliError::io(format!("the answers could not be saved: {error}"))
            .hint("none of them was taken in")
    })?;
    let plural = if count == 1 { "" } else { "s" };
    output.say(&format!("took {count} answer{plural} in"));
    Ok(Exit::Done)
}

fn report(name: &str, faults: &[AnswerFault], output: &Output) -> CliError {
    for fault in faults.iter().take(SHOWN_FAULTS) {
        output.say(&format!("error: {name}:{}: {}", fault.line, fault.message));
        output.say(&format!("help: {}", fault.help));
    }
    let noun = if faults.len() == 1 { "fault" } else { "faults" };
    CliError::bad_input(format!(
        "{} {noun} in {name}; nothing was taken in",
        faults.len()
    ))
}

/// Practice as it is kept on this machine.
struct Store {
    journal: PracticeJournal,
    history: History,
    /// Held until the process ends.
    _lock: Locked,
}

impl Store {
    fn open(bank: &QuestionBank, output: &Output) -> Result<Self, CliError> {
        let folder = Folder::open(env::var_os("ROLEFIT_HOME"))?;
        let lock = hold_practice(&folder, &bank.id)?;
        let path = PracticeJournal::place(&folder, &bank.id);
        let practised = read_practised(&path, output)?;
        let journal = PracticeJournal::resume(path.clone(), &practised)
            .map_err(|error| cannot(&path, &error))?;
        Ok(Self {
            journal,
            history: History::of(practised.events),
            _lock: lock,
        })
    }

    fn keep_now(&mut self, event: Event) -> Result<(), CliError> {
        let stamped = Stamped {
            at: Timestamp::now().as_second(),
            event,
        };
        self.journal
            .append(std::slice::from_ref(&stamped))
            .map_err(|error| {
                CliError::io(format!("practice could not be saved: {error}"))
                    .hint("nothing was asked yet")
            })?;
        self.history.apply(stamped);
        Ok(())
    }
}

fn cannot(path: &Path, error: &io::Error) -> CliError {
    CliError::io(format!("could not open `{}`: {error}", path.display()))
        .hint("set ROLEFIT_HOME to a folder that can be written to")
}

/// Reads what was practised, and says what of it is damaged.
pub(super) fn read_practised(path: &Path, output: &Output) -> Result<Practised, CliError> {
    let practised = PracticeJournal::read(path).map_err(|error| match error {
        PracticeError::Io(error) => cannot(path, &error),
        PracticeError::Newer(line) => CliError::io(format!(
            "`{}` was written by a newer rolefit (line {line}) and is left as it is",
            path.display()
        ))
        .hint("use that version, or set ROLEFIT_HOME to another folder"),
    })?;
    for line in practised.damaged.iter().take(SHOWN_FAULTS) {
        output.say(&format!(
            "warning: line {line} of `{}` is damaged and left out",
            path.display()
        ));
    }
    Ok(practised)
}

impl World for Store {
    fn now(&self) -> i64 {
        Timestamp::now().as_second()
    }

    fn keep(&mut self, event: &Stamped) -> io::Result<()> {
        self.journal.append(std::slice::from_ref(event))
    }
}
