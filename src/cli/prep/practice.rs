//! `rolefit prep practice`: chooses what to practise, opens the journal, and talks at the terminal or takes answers in
//! from a file.

mod begin;
mod intake;
mod kept;

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use rolefit::catalogue::Catalogue;
use rolefit::preparation::calendar::Moment;
use rolefit::preparation::practice::{Event, OpenPractice};
use rolefit::preparation::{Plan, QuestionBank, StarPart, Story};
use rolefit::render::{self, escape};

use super::aim::{self, aim_at};
use super::args::{Aim, BankArguments, PracticeArguments};
use super::talk::{Ended, Talk};
use super::{moment, stories};
use crate::cli::options::{Format, WITHOUT_DOCUMENT};
use crate::cli::output::{Output, data};
use crate::cli::prompt::{self, Mode};
use crate::cli::signals::Watch;
use crate::cli::store::Stay;
use crate::cli::{CliError, Exit, Result, again, source};
use begin::{Which, as_begun, begin, is_begun_so, next_questions};
use intake::take_in;
use kept::Store;

pub(crate) use kept::{GoingOn, to_go_on};
pub(super) use kept::{kept_history, read_practised};

pub(super) fn run(arguments: &PracticeArguments, output: &Output) -> Result<Exit> {
    let own = &arguments.aim;
    let beside = [&arguments.answers, &arguments.plan, &arguments.stories];
    let files: Vec<&PathBuf> = own.files().chain(beside.into_iter().flatten()).collect();
    source::one_standard_input(files.iter().copied(), output)?;
    if output.format() == Format::Html {
        return Err(CliError::no_form("practice", Format::Html, "text"));
    }
    if let Some(file) = &arguments.answers {
        return take_in(file, arguments, output);
    }
    if arguments.list || arguments.ndjson {
        return listed(arguments, output);
    }
    can_ask(&files, own, output)?;
    let mode = Mode::found(output);
    let watch = mode.watch()?;
    let catalogue = source::catalogue_for(None, output)?;
    let bank = aim::bank(&own.bank, &catalogue, output)?;
    let stories = stories::load(arguments.stories.as_ref(), &catalogue, &bank, output)?;
    let now = moment::now(arguments.at.as_ref(), arguments.date, output);
    moment::tell_over(&now, output);
    let mut store = Store::open(&bank, &now, Stay::Long, output)?;
    settle(arguments, &catalogue, &bank, &now, (&mut store, output))?;
    let files = again::option("--date", now.interview.map(|day| day.to_string()))
        + &aim::same_files(&own.bank, &catalogue, output);
    let told = again::file("--stories", arguments.stories.as_deref());
    let same = aim::same_wishes(own) + &told + &files;
    let material = Material {
        catalogue: &catalogue,
        bank: &bank,
        stories: &stories,
        options: [&same, &files],
        again: format!("rolefit prep practice{told}{files}"),
        now,
    };
    talked(&material, store, (mode, &watch), output)
}

/// Settles which practice it is: goes on with one that is unfinished, or begins another.
fn settle(
    arguments: &PracticeArguments,
    catalogue: &Catalogue,
    bank: &QuestionBank,
    now: &Moment,
    (store, output): (&mut Store, &Output),
) -> Result<()> {
    let which = Which::of(arguments, &store.history, catalogue, now)?;
    if let Which::UnderWay(open) | Which::Aside(open) = &which {
        let role = catalogue.role_index(&open.role);
        let role = role.map_or(open.role.clone(), |role| {
            render::lowered(catalogue.roles[role].name.as_str())
        });
        let (done, count) = (open.done, open.questions.len());
        output.say(&format!(
            "going on with the practice for {role}, {done} of {count} questions done; --restart begins another"
        ));
        let unused = arguments.choosing();
        let options = as_begun(arguments, catalogue, now, output);
        if !unused.is_empty() && !is_begun_so(open, arguments, &options) {
            output.say(&format!(
                "it goes on as it was begun; not read again: {}",
                unused.join(", ")
            ));
        }
        at_hand(open, &arguments.aim.bank, bank, output)?;
    }
    match &which {
        Which::UnderWay(_) => Ok(()),
        Which::Aside(open) => store.keep_now([Event::Resumed {
            role: open.role.clone(),
        }]),
        Which::New => {
            let options = as_begun(arguments, catalogue, now, output);
            let begun = begin(arguments, (&options, output), now, &store.history, bank)?;
            let before = store.history.open.clone();
            store.keep_now([begun])?;
            if let Some(before) = before {
                output.say(&format!(
                    "the practice for {0} is set aside, {1} of {2} questions done; take it up again with `rolefit prep practice --role {0}`",
                    before.role,
                    before.done,
                    before.questions.len()
                ));
            }
            Ok(())
        }
    }
}

/// Looks whether the questions that are left of a practice are at hand: one that is not cannot be asked, and is skipped.
///
/// # Errors
/// It was begun with a file that is not named now, which has them.
fn at_hand(
    open: &OpenPractice,
    named: &BankArguments,
    bank: &QuestionBank,
    output: &Output,
) -> Result<()> {
    let left = open.questions[open.done..].iter();
    let missing: Vec<&str> = left
        .map(String::as_str)
        .filter(|id| bank.question_index(id).is_none())
        .collect();
    let Some(first) = missing.first() else {
        return Ok(());
    };
    let has_file = |option: &str| open.options.contains(option);
    let is_named = named.own.is_some() || named.questions.is_some();
    if !is_named && (has_file(" --own ") || has_file(" --questions ")) {
        let what = format!("this practice asks `{first}`, which is in a file that is not named");
        let begun = format!("rolefit prep practice --role {}{}", open.role, open.options);
        return Err(CliError::usage(what).hint(format!(
            "go on with: {begun}; or begin another with `--restart`"
        )));
    }
    for id in missing {
        output.say(&format!(
            "note: `{id}` is in no file at hand any more, and is skipped"
        ));
    }
    Ok(())
}

/// What is practised with, the options with which more of the same is practised and those with which a further command
/// finds the same files, the command that goes on, and when it began.
struct Material<'a> {
    catalogue: &'a Catalogue,
    bank: &'a QuestionBank,
    stories: &'a [Story],
    options: [&'a str; 2],
    again: String,
    now: Moment,
}

/// Talks through what is left of a practice, and says how it ended.
fn talked(
    material: &Material<'_>,
    mut store: Store,
    (mode, watch): (Mode, &Watch),
    output: &Output,
) -> Result<Exit> {
    let (bank, again) = (material.bank, &material.again);
    let standing = store.journal.standing();
    let line = escape::line(&format!(
        "stopped; every line that you ended with Enter is kept; go on with: {again}"
    ))
    .into_owned();
    watch.make_exit_message(move || {
        if standing.is_whole() {
            line.clone()
        } else {
            "stopped; practice is not kept: another program has removed its file or cut it short"
                .to_owned()
        }
    });
    let mut history = std::mem::take(&mut store.history);
    let mut desk = prompt::open(mode, watch);
    let mut talk = Talk {
        catalogue: material.catalogue,
        bank,
        look: output.talk_look(),
        desk: desk.as_mut(),
        world: &mut store,
        began: material.now.clone(),
        stories: material.stories,
    };
    let ended = watch.heed(talk.run(&mut history));
    let moment = talk.moment();
    drop(desk);
    watch.leave();
    let kept = store.journal.keep();
    kept.map_err(|error| store.unsaved("practice", &error))?;
    match ended {
        Ok(Ended::Done) => {
            if let Some(over) = &history.over {
                let (when, look) = ((&moment, material.options), output.talk_look());
                let summary = render::practice::summary(bank, over, &history, when, &look);
                output.say_rendered(&summary);
            }
            Ok(Exit::Done)
        }
        Ok(Ended::Paused) => {
            output.say(&format!("kept; go on with: {again}"));
            Ok(Exit::Paused)
        }
        Ok(Ended::NotKept(event)) => {
            Output::rescue(&rescued(&event))?;
            Err(CliError::io("what you did last could not be saved")
                .hint("it is printed on standard output; everything before it is kept"))
        }
        Err(error) => Err(CliError::io(format!("the terminal failed: {error}"))
            .hint(format!("what you wrote is kept; go on with: {again}"))),
    }
}

/// Returns an event that could not be kept, in words.
fn rescued(event: &Event) -> String {
    let words = match event {
        Event::Noted {
            question,
            part,
            text,
        } => {
            let part = part.map_or("note", StarPart::name);
            format!("{question}, {part}: {text}")
        }
        Event::Rated { question, rating } => format!("{question}: rated {}", rating.number()),
        Event::Said {
            question,
            seconds,
            text,
        } => format!("{question}, answered in {seconds} s: {text}"),
        Event::Flagged { question, flags } => format!("{question}: red flags {flags:?}"),
        Event::FollowedUp {
            question,
            seen,
            text,
        } => format!("{question}, follow-up {seen}: {text}"),
        Event::Skipped { question } => format!("{question}: skipped"),
        Event::Staged {
            question,
            stage,
            seconds,
            text,
        } => format!("{question}, stage {stage} in {seconds} s: {text}"),
        Event::Ticked {
            question, numbers, ..
        } => format!("{question}: ticked {numbers:?}"),
        // Nothing is lost with these, or they do not happen while somebody talks.
        Event::Back { .. }
        | Event::Begun { .. }
        | Event::Resumed { .. }
        | Event::Given(_)
        | Event::Ended {} => {
            return String::new();
        }
    };
    format!("{}\n", escape::line(&words))
}

/// Practice at a terminal writes no result, and needs a person who reads and types there.
fn can_ask(files: &[&PathBuf], own: &Aim, output: &Output) -> Result<()> {
    let [asked, same] = asked_again(own, output);
    output.common.refuse_output("practice").map_err(|error| {
        error.hint(format!(
            "`rolefit prep practice --list{asked}` prints the questions, `rolefit prep progress{same}` how it goes"
        ))
    })?;
    let from_input = files.iter().any(|file| file.as_os_str() == "-");
    let problem = if output.common.no_input {
        "practice asks, and --no-input forbids it"
    } else if from_input || output.common.catalogue.as_deref() == Some("-") {
        "standard input is where the answers are typed, and cannot be a file at the same time"
    } else if io::stdin().is_terminal() && io::stderr().is_terminal() {
        return Ok(());
    } else {
        "practice needs a terminal to ask on"
    };
    Err(CliError::usage(problem)
        .hint(format!("without one: `rolefit prep --ndjson{asked}` prints the questions, and `rolefit prep practice --answers FILE{same}` takes notes and ratings in")))
}

/// Returns the options with which another command prints the questions that were asked for, and those with which it finds
/// the same questions, each after a space.
fn asked_again(own: &Aim, output: &Output) -> [String; 2] {
    // Where neither a question nor a result says it, it must be said.
    let is_said = !own.question.is_empty() || own.result.is_some();
    let role = own.role.as_deref().or((!is_said).then_some("ROLE"));
    let role = again::option("--role", role);
    let question = aim::listed("--question", &own.question, String::as_str);
    let files = again::file("--questions", own.bank.questions.as_deref())
        + &again::file("--own", own.bank.own.as_deref())
        + &output.common.again();
    let asked = [role.as_str(), &question, &aim::same_wishes(own), &files].concat();
    [asked, files]
}

/// Prints what would be practised next, and changes nothing.
fn listed(arguments: &PracticeArguments, output: &Output) -> Result<Exit> {
    let now = moment::now(arguments.at.as_ref(), arguments.date, output);
    moment::tell_over(&now, output);
    let aimed = aim_at(&arguments.aim, arguments.minutes, &now, output)?;
    let (catalogue, bank) = (&aimed.catalogue, &aimed.bank);
    let history = kept_history(bank, output)?;
    let chosen = next_questions(arguments, &now, &history, &aimed)?;
    let plan = Plan::of_questions(catalogue, bank, &aimed.request, &chosen);
    let shown = render::plan::PlanReport {
        catalogue,
        bank,
        plan: &plan,
        stories: &[],
        answers: aimed.answers.as_ref(),
        about: aimed.about.as_ref(),
        options: "",
        drilling: "",
    };
    if arguments.ndjson {
        output.only_form(Format::Json, aim::LINES)?;
        output.result(&render::plan::ndjson(&shown));
        return Ok(Exit::Done);
    }
    output.result(&match output.form(WITHOUT_DOCUMENT)? {
        Format::Text => render::practice::listed(bank, &chosen, &output.look()),
        Format::Json => data(&shown)?,
        form @ (Format::Markdown | Format::Html) => {
            let what = format!("a list has no {} form", form.name());
            return Err(CliError::usage(what)
                .hint("leave `--format` out, or write a hand-out with `rolefit prep -o plan.md`"));
        }
    });
    Ok(Exit::Done)
}
