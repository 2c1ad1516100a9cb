//! The shell: it reads arguments, files and keys, calls the library and prints what comes back.

mod again;
mod args;
mod calibrate;
mod catalogue;
mod check;
mod compare;
mod environment;
mod error;
mod examples;
mod form;
mod history;
mod inputs;
mod kept;
mod man;
mod names;
mod options;
mod output;
mod own;
mod prep;
mod prompt;
mod read;
mod report;
mod saved;
mod score;
mod several;
mod signals;
mod simulate;
mod source;
mod store;
mod stream;
mod take;
mod team;
mod validate;
mod wrap;
mod writing;

use std::ffi::OsString;
use std::process::ExitCode;

use args::{Arguments, Command};
use environment::Environment;
// Nearly every part of the shell speaks of these, and takes them from here.
use error::{CliError, Exit, Result};
use output::Output;

/// Runs the tool and returns its exit code.
pub(crate) fn run(arguments: &[OsString]) -> ExitCode {
    signals::endure_full_files();
    let mut arguments = match Arguments::read(arguments) {
        Ok(arguments) => arguments,
        Err(exit) => return exit.into(),
    };
    // As everywhere `-` is no file, but where a file would else be read or written.
    let file = &mut arguments.common.output;
    file.take_if(|file| file.as_os_str() == "-");
    let output = Output::new(&arguments.common, Environment::read(&arguments.common));
    perform(&arguments, &output, &|| Ok(())).into()
}

/// Runs a command to its end, with what it has to say; `before` comes between it and its result.
fn perform(arguments: &Arguments, output: &Output, before: &dyn Fn() -> Result<()>) -> Exit {
    let done = dispatch(arguments, output).and_then(|exit| {
        before()?;
        output.finish().map(|()| exit)
    });
    done.unwrap_or_else(|error| output.report(&error))
}

fn dispatch(arguments: &Arguments, output: &Output) -> Result<Exit> {
    match &arguments.command {
        None => take::run(&args::TakeArguments::default(), output, perform),
        Some(Command::Take(take)) => take::run(take, output, perform),
        Some(Command::Score(score)) => score::run(score, output),
        Some(Command::Compare(compare)) => compare::run(compare, output),
        Some(Command::Team(team)) => team::run(team, output),
        Some(Command::Report(report)) => report::run(report, output),
        Some(Command::Form(form)) => form::run(form, output),
        Some(Command::Prep(prep)) => prep::run(prep, output),
        Some(Command::History(history)) => history::run(history, output),
        Some(Command::Simulate(simulation)) => simulate::run(simulation, output),
        Some(Command::Validate(validation)) => validate::run(validation, output),
        Some(Command::Calibrate(calibration)) => calibrate::run(calibration, output),
        Some(Command::Catalogue(command)) => catalogue::run(command, output),
        Some(Command::Completions(completions)) => {
            output
                .common
                .refuse_catalogue("completions are of the commands")?;
            man::complete(completions, args::command(), output)
        }
        Some(Command::Man(man)) => {
            output
                .common
                .refuse_catalogue("manual pages are of the commands")?;
            man::run(man, args::command(), output)
        }
    }
}
