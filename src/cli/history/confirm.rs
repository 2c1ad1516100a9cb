//! The short question before something is deleted. Without a terminal nothing is asked and nothing deleted.

use std::io::{self, IsTerminal};

use crate::cli::error::{CliError, Exit};
use crate::cli::options::Common;
use crate::cli::output::Output;
use crate::cli::prompt::{self, Mode};
use crate::cli::signals::Watch;

/// Refuses where nobody could be asked.
pub(super) fn can_ask(common: &Common) -> Result<(), CliError> {
    let problem = if common.no_input {
        "deleting asks first, and --no-input forbids it"
    } else if io::stdin().is_terminal() && io::stderr().is_terminal() {
        return Ok(());
    } else {
        "deleting asks first, and there is no terminal to ask on"
    };
    Err(CliError::usage(problem).hint("--yes deletes without asking; nothing was deleted"))
}

/// Asks whether to delete; anything but a clear yes is a no, and the exit code for that comes back.
pub(super) fn confirmed(output: &Output) -> Result<Option<Exit>, CliError> {
    let mode = Mode::found(output);
    let watch = Watch::start(!mode.plain)
        .map_err(|error| CliError::io(format!("could not watch for signals: {error}")))?;
    watch.set_exit_message("nothing was deleted");
    let answer = watch.heed(prompt::open(mode, &watch).confirm("Delete?"));
    // From here on nothing that was begun is left half done.
    watch.leave();
    match answer {
        Ok(Some(true)) => Ok(None),
        Ok(Some(false) | None) => {
            output.say("nothing was deleted");
            Ok(Some(Exit::CheckFailed))
        }
        Err(error) => Err(CliError::io(format!("the terminal failed: {error}"))),
    }
}
