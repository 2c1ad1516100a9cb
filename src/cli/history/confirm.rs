//! The short question before something is deleted. Without a terminal nothing is asked and nothing deleted.

use std::io::{self, IsTerminal};

use console::Term;
use dialoguer::Confirm;

use crate::cli::error::{CliError, Exit};
use crate::cli::options::Common;
use crate::cli::output::Output;
use crate::cli::prompt::{Desk, Lent, PlainDesk};
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
    const QUESTION: &str = "Delete?";
    let failed = |error: io::Error| CliError::io(format!("the terminal failed: {error}"));
    let watch = Watch::start(!output.is_plain())
        .map_err(|error| CliError::io(format!("could not watch for signals: {error}")))?;
    watch.farewell("nothing was deleted");
    let answer = if output.is_plain() {
        PlainDesk::new(io::stdin().lock(), io::stderr()).confirm(QUESTION)
    } else {
        let _lent = Lent::to_dialoguer(&watch);
        let answer = Confirm::new()
            .with_prompt(QUESTION)
            .default(false)
            .interact_on_opt(&Term::stderr());
        answer.map_err(|dialoguer::Error::IO(error)| error)
    };
    let answer = watch.heed(answer);
    // From here on nothing that was begun is left half done.
    watch.leave();
    let refused = match answer {
        Ok(Some(true)) => return Ok(None),
        Ok(Some(false) | None) => Exit::CheckFailed,
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Exit::Interrupted,
        Err(error) => return Err(failed(error)),
    };
    output.say("nothing was deleted");
    Ok(Some(refused))
}
