//! `rolefit score`: answers in, assessment out. Many respondents go to `cohort`.

mod cohort;

use std::io::{self, Read};
use std::path::PathBuf;

use rolefit::assessment::{Assessment, Given, Stopped};
use rolefit::catalogue::Catalogue;
use rolefit::session::{Answer, Faults, MAX_TRANSCRIPT, Transcript};

use super::args::{Common, ScoreArguments};
use super::error::{CliError, Exit};
use super::output::Output;
use super::{result, source};

/// The most faults of one file that are shown.
const SHOWN_FAULTS: usize = 20;
/// How much of standard input is looked at to tell one respondent from many.
const MOST_SNIFFED: usize = 1 << 16;

pub(crate) fn run(
    score: &ScoreArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    refuse_to_replace_an_input(score, common)?;
    if let Some(inputs) = cohort::inputs(&score.files, &score.cohort)? {
        let catalogue = source::catalogue_for(common, None, output)?;
        return cohort::run(inputs, &score.cohort, common, catalogue, output);
    }
    let (name, text) = match (&score.answers, score.files.first()) {
        (Some(line), _) => ("--answers".to_owned(), line.clone()),
        (None, Some(file)) if file.as_os_str() == "-" => {
            let start = start_of_standard_input()?;
            let catalogue = source::catalogue_for(common, None, output)?;
            if let Some(input) = cohort::of_standard_input(&start, &catalogue) {
                return cohort::run(vec![input], &score.cohort, common, catalogue, output);
            }
            (source::name(file), source::read_on(&start, MAX_TRANSCRIPT)?)
        }
        (None, Some(file)) => (
            source::name(file),
            source::read_bounded(file, MAX_TRANSCRIPT)?,
        ),
        (None, None) => {
            return Err(CliError::usage("there is nothing to score")
                .hint("name an answers file, or - for standard input; `rolefit form` writes one to fill in"));
        }
    };
    if let Some(option) = score.cohort.given() {
        return Err(CliError::usage(format!(
            "`{option}` is for many respondents, and {name} holds one"
        ))
        .hint("say `--input csv` or `--input ndjson` if it does hold many"));
    }
    let transcript = Transcript::read(&text)
        .map_err(|faults| report(&name, &text, &faults, "nothing was scored", output))?;
    let catalogue = source::catalogue_for(common, transcript.catalogue_id(), output)?;
    let responses = transcript
        .resolve(&catalogue)
        .map_err(|faults| report(&name, &text, &faults, "nothing was scored", output))?;
    let assessment = assess(&catalogue, responses)?;
    result::show(&catalogue, &assessment, output)?;
    Ok(Exit::Done)
}

/// A result written over the answers it came from would lose them.
fn refuse_to_replace_an_input(score: &ScoreArguments, common: &Common) -> Result<(), CliError> {
    let Some(output) = common
        .output
        .as_deref()
        .and_then(|output| output.canonicalize().ok())
    else {
        return Ok(());
    };
    let is_output = |file: &PathBuf| file.canonicalize().is_ok_and(|file| file == output);
    match score
        .files
        .iter()
        .find(|file| is_output(file) && file.is_file())
    {
        Some(file) => Err(CliError::usage(format!(
            "the result would replace the answers in `{}`",
            file.display()
        ))
        .hint("name another file with `-o`")),
        None => Ok(()),
    }
}

/// Reads the first lines of standard input, which tell one respondent from many.
fn start_of_standard_input() -> Result<Vec<u8>, CliError> {
    let (mut start, mut stdin) = (vec![0; MOST_SNIFFED], io::stdin().lock());
    let mut length = 0;
    while length < MOST_SNIFFED && newlines(&start[..length]) < 2 {
        match stdin.read(&mut start[length..]) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(source::cannot_read("standard input", &error)),
        }
    }
    start.truncate(length);
    Ok(start)
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}

/// Assesses answers from a file.
pub(crate) fn assess(catalogue: &Catalogue, answers: Vec<Answer>) -> Result<Assessment, CliError> {
    let given = answers
        .into_iter()
        .map(|answer| Given {
            item: answer.item,
            response: answer.response,
            position: answer.position,
        })
        .collect();
    Assessment::new(catalogue, given, Stopped::Given)
        .map_err(|error| CliError::bad_input(error.to_string()))
}

/// Prints the faults of an answers file, in order of place, and returns the error that ends the command; `outcome` says
/// what was not done.
pub(crate) fn report(
    name: &str,
    text: &str,
    faults: &Faults,
    outcome: &str,
    output: &Output,
) -> CliError {
    for fault in faults.first().iter().take(SHOWN_FAULTS) {
        let place = fault.place.map_or_else(String::new, |place| {
            let (line, column) = place.line_column(text);
            format!(":{line}:{column}")
        });
        output.say(&format!("error: {name}{place}: {}", fault.message));
        if let Some(help) = &fault.help {
            output.say(&format!("help: {help}"));
        }
    }
    let more = faults.count().saturating_sub(SHOWN_FAULTS);
    let more = if more > 0 {
        format!(", {more} of them not shown")
    } else {
        String::new()
    };
    let noun = if faults.count() == 1 {
        "fault"
    } else {
        "faults"
    };
    CliError::bad_input(format!(
        "{} {noun} in {name}{more}; {outcome}",
        faults.count()
    ))
}
