//! `rolefit catalogue new`: a first catalogue from what flags say and a person answers. Nothing is on disk before all of
//! it is known; then the file is written whole.

use std::io::{self, IsTerminal};

use super::args::NewArguments;
use super::ask::{Ask, Stop};
use super::complete::complete;
use super::draft::Draft;
use crate::cli::error::{CliError, Exit};
use crate::cli::names::quoted_for_shell;
use crate::cli::options::{Common, Format};
use crate::cli::output::Output;
use crate::cli::prompt::{self, Mode};
use crate::cli::signals::Watch;

const STOPPED: &str = "stopped; nothing was written";

pub(super) fn run(new: &NewArguments, common: &Common, output: &Output) -> Result<Exit, CliError> {
    output.only_form(Format::Text, "a catalogue is TOML, and has no other form")?;
    let draft = Draft::of(new)?;
    output.write_in_silence();
    output.try_place()?;
    let asks = !common.no_input && io::stdin().is_terminal() && io::stderr().is_terminal();
    if !asks {
        let missing = draft.missing();
        if !missing.is_empty() {
            return Err(needs(common, &missing));
        }
        if !new.force {
            output
                .only_new("a catalogue")
                .map_err(|error| error.hint("--force replaces it"))?;
        }
        return finish(new, &draft, output);
    }
    let mode = Mode::found(output);
    let watch = Watch::start(!mode.plain)
        .map_err(|error| CliError::io(format!("could not watch for signals: {error}")))?;
    watch.set_exit_message(STOPPED);
    let mut desk = prompt::open(mode, &watch);
    let asked = complete(draft, new, output, &mut Ask(desk.as_mut()));
    drop(desk);
    match asked {
        Ok(draft) => {
            watch.stop_asking();
            finish(new, &draft, output)
        }
        Err(Stop::Ended) => {
            watch.leave();
            output.say(STOPPED);
            Ok(Exit::Interrupted)
        }
        Err(Stop::Failed(error)) => {
            watch.give_way_to(&error);
            Err(CliError::io(format!("the terminal failed: {error}")).hint("nothing was written"))
        }
    }
}

/// Says what is needed and cannot be asked for.
fn needs(common: &Common, missing: &[String]) -> CliError {
    let problem = if common.no_input {
        "a new catalogue asks, and --no-input forbids it"
    } else {
        "a new catalogue needs a terminal to ask on"
    };
    let error = CliError::usage(problem);
    missing
        .iter()
        .fold(error, |error, flag| error.hint(format!("give {flag}")))
}

/// Writes the catalogue and says what comes next.
fn finish(new: &NewArguments, draft: &Draft, output: &Output) -> Result<Exit, CliError> {
    let file = output.file();
    let starter = draft.starter(new, file.as_deref())?;
    output.result(&starter.toml());
    output.finish()?;
    if let Some(file) = file {
        let name = quoted_for_shell(&file.display().to_string());
        output.say(&format!("written: {}", file.display()));
        output.say(&format!(
            "try it with: rolefit take --no-save --catalogue {name}"
        ));
        output.say(&format!(
            "see what it lacks: rolefit catalogue check {name}"
        ));
    }
    Ok(Exit::Done)
}
