//! Everything that is kept, one JSON object a line. What cannot be read is told, and the rest still comes out.

use clap::Args;
use rolefit::history::Contents;
use rolefit::render::history::exported;
use rolefit::render::practice::exported as exported_practice;

use super::list::folder;
use crate::cli::error::{CliError, Exit, Result};
use crate::cli::kept::unreadable;
use crate::cli::output::Output;
use crate::cli::store::{self, Folder, Journals, PracticeJournal, journals};

/// The most faults of one journal that are told in words.
const SHOWN_FAULTS: usize = 12;

/// What to write.
#[derive(Debug, Args)]
pub(super) struct ExportArguments {
    /// Write the records of practice instead
    #[arg(long)]
    practice: bool,
}

pub(super) fn run(export: &ExportArguments, output: &Output) -> Result<Exit> {
    if output.common.format.is_some() {
        return Err(
            CliError::usage("an export is JSON, one object a line, and has no other form")
                .hint("leave `--format` out; `rolefit history show ID` has the other forms"),
        );
    }
    let Some(folder) = folder()? else {
        return Err(nothing("nothing is kept"));
    };
    if export.practice {
        practice(&folder, output)
    } else {
        results(&folder, output)
    }
}

/// Says that there is nothing to write: a file that was to hold it may hold something older, and a pipe nothing.
fn nothing(what: &str) -> CliError {
    CliError::io(format!("{what}, so nothing was written"))
}

fn results(folder: &Folder, output: &Output) -> Result<Exit> {
    let mut exit = Exit::Done;
    let kept = store::kept(folder).map_err(|error| unreadable(folder, &error))?;
    if kept.is_empty() {
        return Err(nothing("no result is kept yet"));
    }
    for kept in kept {
        let line = kept
            .read()
            .and_then(|text| match Contents::kept(&text, kept.time) {
                Contents::Damaged(damage) => Err(damage.why),
                newer @ Contents::Newer => {
                    output.say(&format!(
                        "{} was written by a newer rolefit, and is written as it is kept",
                        kept.id
                    ));
                    exported(&kept.id, &text, &newer)
                }
                contents => exported(&kept.id, &text, &contents),
            });
        match line {
            Ok(line) => output.result(&line),
            Err(why) => {
                output.say(&format!("warning: {} is left out: {why}", kept.id));
                exit = Exit::BadInput;
            }
        }
    }
    Ok(exit)
}

fn practice(folder: &Folder, output: &Output) -> Result<Exit> {
    let mut exit = Exit::Done;
    let found = journals(folder, Journals::Practice).map_err(|error| unreadable(folder, &error))?;
    if found.journals.is_empty() {
        return Err(nothing("no practice is kept"));
    }
    for (bank, path) in found.journals {
        let mut warn = |what: String| {
            output.say(&format!("warning: {what} in `{}`", path.display()));
            exit = Exit::BadInput;
        };
        match PracticeJournal::read(&path) {
            Ok(practised) => {
                for event in &practised.events {
                    output.result(&exported_practice(&bank, event));
                }
                let faults = practised.faults.iter();
                for (line, fault) in faults.clone().take(SHOWN_FAULTS) {
                    warn(format!("line {line} {}", fault.in_words()));
                }
                let more = faults.skip(SHOWN_FAULTS).count() + practised.more_faults;
                if more > 0 {
                    warn(format!("so it is with {more} more of the lines"));
                }
            }
            Err(error) => {
                warn(format!("could not read what is ({error})"));
            }
        }
    }
    Ok(exit)
}
