//! `rolefit prep --date`: the days until an interview.

use rolefit::preparation::practice::Countdown;
use rolefit::preparation::{Plan, USUAL_MINUTES};
use rolefit::render::countdown as render;

use super::aim::{self, Aimed, Kept, aim, say_whose};
use super::args::PlanArguments;
use super::moment;
use super::practice::kept_history;
use super::refusal::refused;
use crate::cli::again;
use crate::cli::error::{CliError, Exit};
use crate::cli::options::Common;
use crate::cli::output::Output;

pub(super) fn run(
    arguments: &PlanArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    let now = moment::now(arguments.at.as_ref(), arguments.date);
    let Aimed {
        catalogue,
        bank,
        mut request,
        about,
    } = aim(&arguments.aim, Kept::Used, &now, (common, output))?;
    say_whose(about.as_ref(), output);
    request.minutes = arguments.minutes;
    let history = kept_history(&bank, output)?;
    let ranked = aim::in_order(&arguments.aim, &now, (&catalogue, &bank, &request))?;
    let minutes = arguments.minutes.unwrap_or(USUAL_MINUTES);
    let countdown = Countdown::new(&ranked, &bank, &history, &now, minutes).map_err(|over| {
        CliError::usage(over.to_string()).hint("name the day of the interview with --date")
    })?;
    let plan = Plan::new(&catalogue, &bank, &request).map_err(|error| refused(&error))?;
    let options = aim::same_aim(&arguments.aim, &catalogue, common);
    let minutes_given = arguments
        .minutes
        .map(|minutes| format!(" --minutes {minutes}"));
    let shown = render::CountdownReport {
        catalogue: &catalogue,
        bank: &bank,
        role: request.role,
        minutes,
        countdown: &countdown,
        to_ask: &plan.to_ask,
        options: &(options + minutes_given.as_deref().unwrap_or_default()),
        files: &aim::same_files(&arguments.aim.bank, &catalogue, common),
        at: &again::option("--at", arguments.at.as_ref().map(ToString::to_string)),
    };
    output.show(&shown)?;
    Ok(Exit::Done)
}
