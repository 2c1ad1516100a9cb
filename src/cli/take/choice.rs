//! The short question about an unfinished questionnaire. It knows no file.

use std::io::{self, BufRead, Write};

use console::Term;
use dialoguer::Select;

use rolefit::render::escape;
use rolefit::session::PersonName;

use super::tally::Tally;
use crate::cli::error::CliError;
use crate::cli::prompt::Lent;
use crate::cli::signals::Watch;

/// Longer names are cut.
const LONGEST_NAME: usize = 20;

/// What to do with an unfinished questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    Resume,
    Restart,
    Cancel,
    Interrupted,
}

/// Asks what to do with an unfinished questionnaire.
pub(super) fn choose(
    plain: bool,
    replies: Tally,
    about: Option<&PersonName>,
    watch: &Watch,
) -> Result<Choice, CliError> {
    // What dialoguer asks must stay on one line.
    let whom = about.map_or_else(String::new, |name| {
        format!(" about {}", escape::clipped(name.as_str(), LONGEST_NAME))
    });
    let prompt = format!("A questionnaire{whom} is paused ({replies})");
    let failed = |error: io::Error| CliError::io(format!("the terminal failed: {error}"));
    if plain {
        return watch.heed(choose_plainly(&prompt)).map_err(failed);
    }
    let _lent = Lent::to_dialoguer(watch);
    let chosen = Select::new()
        .with_prompt(prompt)
        .items(["Resume", "Start again", "Cancel"])
        .default(0)
        .report(false)
        .interact_on_opt(&Term::stderr());
    match watch.heed(chosen.map_err(|dialoguer::Error::IO(error)| error)) {
        Ok(Some(0)) => Ok(Choice::Resume),
        Ok(Some(1)) => Ok(Choice::Restart),
        Ok(_) => Ok(Choice::Cancel),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(Choice::Interrupted),
        Err(error) => Err(failed(error)),
    }
}

fn choose_plainly(prompt: &str) -> io::Result<Choice> {
    let mut stderr = io::stderr();
    loop {
        write!(
            stderr,
            "{prompt}.\n1 resume\n2 start again\n3 cancel\nAnswer 1 to 3: "
        )?;
        stderr.flush()?;
        let mut line = String::new();
        if io::stdin().lock().read_line(&mut line)? == 0 {
            writeln!(stderr)?;
            return Ok(Choice::Cancel);
        }
        match line.trim().to_lowercase().as_str() {
            "1" | "resume" => return Ok(Choice::Resume),
            "2" | "start again" | "restart" => return Ok(Choice::Restart),
            "3" | "cancel" | "q" | "quit" => return Ok(Choice::Cancel),
            _ => {}
        }
    }
}
