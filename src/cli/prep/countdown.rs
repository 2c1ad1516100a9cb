//! `rolefit prep --date`: the days until an interview.

use rolefit::preparation::USUAL_MINUTES;
use rolefit::preparation::practice::Countdown;
use rolefit::render::countdown as render;

use super::aim::{self, aim_at};
use super::args::PlanArguments;
use super::moment;
use super::practice::kept_history;
use crate::cli::{CliError, Exit, Output, Result, again};

pub(super) fn run(arguments: &PlanArguments, output: &Output) -> Result<Exit> {
    if let Some((option, why)) = arguments.of_one_plan() {
        let what = format!("the argument `--date` cannot be used with `{option}`");
        return Err(CliError::usage(what).hint(format!("leave `--date` out: {why}")));
    }
    let now = moment::now(arguments.at.as_ref(), arguments.date, output);
    let aimed = aim_at(&arguments.aim, arguments.minutes, &now, output)?;
    let (catalogue, bank) = (&aimed.catalogue, &aimed.bank);
    let history = kept_history(bank, output)?;
    let ranked = aim::in_order(&arguments.aim, &now, &aimed)?;
    let minutes = arguments.minutes.unwrap_or(USUAL_MINUTES);
    let countdown = Countdown::new(&ranked, bank, &history, &now, minutes).map_err(|over| {
        CliError::usage(over.to_string()).hint("name the day of the interview with --date")
    })?;
    let plan = aimed.plan()?;
    let minutes_given = arguments.minutes.map(|minutes| minutes.to_string());
    let options = aim::same_aim(&arguments.aim, catalogue, output)
        + &again::option("--minutes", minutes_given);
    let shown = render::CountdownReport {
        catalogue,
        bank,
        role: aimed.request.role,
        levels: &aimed.request.filter.levels,
        minutes,
        countdown: &countdown,
        changes: plan.moving.as_ref().map_or(&[], |(_, changes)| changes),
        to_ask: &plan.to_ask,
        options: &options,
        files: &aim::same_files(&arguments.aim.bank, catalogue, output),
        at: &again::option("--at", arguments.at.as_ref().map(ToString::to_string)),
    };
    output.show(&shown)?;
    Ok(Exit::Done)
}
