//! The short question about an unfinished questionnaire.

use rolefit::render::escape;
use rolefit::session::PersonName;

use super::tally::Tally;
use crate::cli::error::CliError;
use crate::cli::prompt::Dialogue;

/// Longer names are cut.
const LONGEST_NAME: usize = 20;

/// What to do with an unfinished questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    Resume,
    Restart,
    Cancel,
}

/// Asks what to do with an unfinished questionnaire.
pub(super) fn choose(
    desk: &mut dyn Dialogue,
    replies: Tally,
    about: Option<&PersonName>,
) -> Result<Choice, CliError> {
    let whom = about.map_or_else(String::new, |name| {
        format!(" about {}", escape::clipped(name.as_str(), LONGEST_NAME))
    });
    let prompt = format!("A questionnaire{whom} is paused ({replies})");
    let options = ["Resume", "Start again", "Cancel"].map(str::to_owned);
    let picked = desk
        .pick(&prompt, &options, 0)
        .map_err(|error| CliError::io(format!("the terminal failed: {error}")))?;
    Ok(match picked {
        Some(0) => Choice::Resume,
        Some(1) => Choice::Restart,
        _ => Choice::Cancel,
    })
}
