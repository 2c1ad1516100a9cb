//! The short question about an unfinished questionnaire, and what beginning comes to.

use rolefit::assessment::Assessment;
use rolefit::render::escape;
use rolefit::session::{PersonName, Session};

use super::asking::Tally;
use super::title::Title;
use crate::cli::error::{CliError, Result};
use crate::cli::prompt::Dialogue;
use crate::cli::store::Journal;

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
) -> Result<Choice> {
    let whom = about.map_or_else(String::new, |name| {
        format!(" about {}", escape::clipped(name.as_str(), LONGEST_NAME))
    });
    let prompt = format!("A questionnaire{whom} is paused ({replies})");
    let options = ["Resume", "Start again", "Cancel"].map(str::to_owned);
    let picked = desk
        .pick(&prompt, &options, 0)
        .map_err(CliError::terminal)?;
    Ok(match picked {
        Some(0) => Choice::Resume,
        Some(1) => Choice::Restart,
        _ => Choice::Cancel,
    })
}

/// A questionnaire that is ready to be asked.
#[derive(Debug)]
pub(super) struct Start<'c> {
    pub(super) session: Session<'c>,
    pub(super) seed: u64,
    /// Whom the answers are about, where that is somebody else.
    pub(super) about: Option<PersonName>,
    pub(super) title: Title,
    pub(super) journal: Option<Journal>,
    /// The finished result that questions are added to, if there is one.
    pub(super) before: Option<Assessment>,
    /// What the person should know about what was found.
    pub(super) notes: Vec<String>,
}
