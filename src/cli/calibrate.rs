//! `rolefit calibrate`: a catalogue's numbers fitted to answers of people whose role is known, as a new catalogue.

use std::num::NonZeroUsize;
use std::path::Path;

use clap::Args;
use rolefit::calibration::{
    Calibration, Options, PRIOR_PEOPLE, Provenance, Refusal, Untold, calibrate, written,
};
use rolefit::catalogue::{Catalogue, read};
use rolefit::render::calibration::CalibrationReport;

use super::inputs::{ends_in, is_no_file};
use super::names::file_for_shell;
use super::several::tell;
use super::validate::{KnownArguments, told_apart};
use super::{CliError, Exit, Output, Result, source, writing};

const OUTCOME: &str = "nothing was written";

/// Where more than one number in so many changes by more than twice its error, the catalogue was far off.
const FEW_MOVE: usize = 5;

/// Whose answers to fit the numbers to.
#[derive(Debug, Args)]
pub(crate) struct CalibrateArguments {
    /// Draw every number to the catalogue's own, as so many more people of each role would who stand and answer as it says
    #[arg(long, value_name = "N", default_value_t = PRIOR_PEOPLE, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    prior_people: u32,
    /// Draw them to nothing: plain maximum likelihood, which takes many people
    #[arg(long, conflicts_with = "prior_people")]
    no_prior: bool,
    /// Of several sittings of one person take the first, by the id in all of them; without it an id may stand once
    #[arg(long)]
    first_sitting: bool,
    /// Go on where nobody answered an item, or all alike, instead of stopping: its numbers then come of the prior nearly
    /// alone
    #[arg(long, conflicts_with = "no_prior")]
    keep_untold: bool,
    // Last, for its heading holds for what stands below it.
    #[command(flatten)]
    known: KnownArguments,
}

pub(crate) fn run(calibration: &CalibrateArguments, output: &Output) -> Result<Exit> {
    calibration.known.check(output)?;
    let (catalogue, rows) = calibration.known.read(OUTCOME, output)?;
    // What was read is known from here on.
    output.try_place()?;
    check_name(output.file())?;
    output.only_new("a catalogue")?;
    let advice = "`--first-sitting` takes the first of each person: those of one are too alike to count as two people's";
    let sittings = (calibration.first_sitting, advice);
    let people = told_apart(&catalogue, rows, sittings, OUTCOME, output)?;
    let prior_people = if calibration.no_prior {
        0.0
    } else {
        f64::from(calibration.prior_people)
    };
    let options = Options {
        prior_people,
        keep_untold: if calibration.keep_untold {
            Untold::Kept
        } else {
            Untold::Refused
        },
        threads: std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
    };
    let report = calibrate(&catalogue, &people, options)
        .map_err(|refusals| refused(calibration, &refusals, output))?;
    let file = output.file();
    if file.is_some() {
        output.result(&new_catalogue(&catalogue, &report, output)?);
        output.finish()?;
    }
    output.print_report(&CalibrationReport {
        catalogue: &catalogue,
        calibration: &report,
    })?;
    let (moved, all) = report.moved();
    if prior_people > 0.0 && moved * FEW_MOVE > all {
        output.say(
            "much of the catalogue was far off, and it still draws the numbers: see what a smaller `--prior-people` makes of \
             the log loss",
        );
    }
    match file {
        // There is nothing to look at again.
        Some(file) if is_no_file(file) => {}
        Some(file) => {
            let name = file_for_shell(file);
            output.say(&format!(
                "see what it lacks: rolefit catalogue check {name}"
            ));
        }
        None => output.say("no catalogue was written: `-o FILE.toml` names one"),
    }
    Ok(Exit::Done)
}

/// Tells what cannot be estimated, and what can be done about it.
fn refused(calibration: &CalibrateArguments, refusals: &[Refusal], output: &Output) -> CliError {
    let place = calibration.known.place();
    let told = refusals.iter();
    let told = told.map(|refusal| vec![format!("error: {place}: {}", refusal.message)]);
    tell(told, output);
    let mut error = CliError::bad_input(format!(
        "there are too few answers to fit all numbers; {OUTCOME}"
    ));
    let is_of_role = |one: &Refusal| one.is_of_role;
    if refusals.iter().any(is_of_role) {
        error = error.hint(
            "every role of the catalogue takes people: add some, or take a catalogue without it",
        );
    }
    if refusals.iter().all(is_of_role) {
        error
    } else if calibration.no_prior {
        error.hint("without `--no-prior` the catalogue's own numbers stand in for answers that are not there")
    } else {
        error.hint("`--keep-untold` goes on with the numbers that the prior gives such items")
    }
}

/// Refuses a name for the new catalogue that would be taken for a report's.
fn check_name(file: Option<&Path>) -> Result<()> {
    let Some(file) = file else { return Ok(()) };
    if writing::is_standard_output(file) {
        return Err(CliError::usage(format!(
            "`-o` names the new catalogue, and `{}` is where the report goes",
            file.display()
        ))
        .hint("name a file that ends in .toml"));
    }
    if is_no_file(file) || file.extension().is_none() || ends_in(file, "toml") {
        return Ok(());
    }
    Err(CliError::usage(format!(
        "`-o` names the new catalogue, and `{}` does not end in .toml",
        file.display()
    ))
    .hint("the report goes to standard output: write `> report.md` with `--format markdown`"))
}

/// Returns the text of the new catalogue, which is read once more before anybody else does.
fn new_catalogue(
    catalogue: &Catalogue,
    report: &Calibration<'_>,
    output: &Output,
) -> Result<String> {
    let today = jiff::Zoned::now().date();
    let roles = report
        .roles
        .iter()
        .map(|role| format!("{} {}", role.people, role.id));
    let basis = format!(
        "Fitted on {today} to the answers of {} people whose role was known ({}); before that: {}",
        report.people,
        roles.collect::<Vec<_>>().join(", "),
        catalogue
            .basis
            .as_ref()
            .map_or("set by its authors.", |basis| basis.as_str())
    );
    let how = format!(
        "Ten-fold cross-validation on {today}: people whose role was known, each placed by numbers fitted to others."
    );
    let provenance = Provenance {
        basis: &bounded(&basis),
        how: &how,
    };
    let source = source::text_of(catalogue, output)?;
    let written = written(&source, catalogue, report, provenance).ok();
    let faulty = || {
        CliError::bad_input("the numbers make no catalogue that can be read; nothing was written")
    };
    let written = written.ok_or_else(faulty)?;
    read(&written).catalogue.map(|_| written).ok_or_else(faulty)
}

/// Cuts off what a text of a catalogue has no room for.
fn bounded(text: &str) -> String {
    const MOST: usize = 1000;
    text.chars().take(MOST).collect()
}
