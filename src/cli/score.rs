//! `rolefit score`: answers in, assessment out. Many respondents go to `cohort`.

mod cohort;

use std::io::{self, Cursor, Read};

use rolefit::cohort::{Form, Input};
use rolefit::render::result::Keeping;
use rolefit::session::MAX_TRANSCRIPT;

use super::args::ScoreArguments;
use super::error::{CliError, Exit};
use super::options::Common;
use super::output::Output;
use super::{inputs, read, result, saved, source};

/// How much of standard input is looked at to tell one respondent from many.
const MOST_SNIFFED: usize = 1 << 16;

pub(crate) fn run(
    score: &ScoreArguments,
    common: &Common,
    output: &Output,
) -> Result<Exit, CliError> {
    output.write_in_silence();
    if let Some(inputs) = cohort::inputs(&score.files, &score.cohort)? {
        let catalogue = source::catalogue_for(common, None, output)?;
        return cohort::run(inputs, &score.cohort, common, catalogue, output);
    }
    let (name, text) = match (&score.answers, score.files.first()) {
        (Some(line), _) => ("--answers".to_owned(), line.clone()),
        (None, Some(file)) if file.as_os_str() == "-" => {
            let (start, rest) = start_of_standard_input()?;
            let catalogue = source::catalogue_for(common, None, output)?;
            if let Some(form) = Form::sniff(&start, &catalogue) {
                let input = Input {
                    name: read::name(file),
                    form,
                    bytes: Box::new(Cursor::new(start).chain(rest)),
                };
                return cohort::run(vec![input], &score.cohort, common, catalogue, output);
            }
            let whole = Cursor::new(start).chain(rest);
            (read::name(file), read::read_on(whole, MAX_TRANSCRIPT)?)
        }
        (None, Some(file)) => (read::name(file), read::read_bounded(file, MAX_TRANSCRIPT)?),
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
    let saved = saved::of_text(&name, &text, "nothing was scored", common, output)?;
    let file = match score.answers {
        Some(_) => None,
        None => score
            .files
            .first()
            .and_then(|file| source::typed_again(file)),
    };
    let keeping = file.as_deref().map_or(Keeping::Elsewhere, Keeping::File);
    result::show(
        &saved.catalogue,
        &saved.assessment,
        keeping,
        &saved.label,
        output,
    )?;
    Ok(Exit::Done)
}

/// Reads the first lines of standard input, which tell one respondent from many, and returns what the rest comes from. At a
/// terminal the end of input comes once.
fn start_of_standard_input() -> Result<(Vec<u8>, Box<dyn Read + Send>), CliError> {
    inputs::note_standard_input();
    let (mut start, mut stdin) = (vec![0; MOST_SNIFFED], io::stdin().lock());
    let (mut length, mut rest): (_, Box<dyn Read + Send>) = (0, Box::new(io::stdin()));
    while length < MOST_SNIFFED && newlines(&start[..length]) < 2 {
        match stdin.read(&mut start[length..]) {
            Ok(0) => {
                rest = Box::new(io::empty());
                break;
            }
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(read::cannot_read("standard input", &error)),
        }
    }
    start.truncate(length);
    Ok((start, rest))
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}
