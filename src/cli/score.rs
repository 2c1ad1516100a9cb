//! `rolefit score`: answers in, assessment out. Many respondents go to `cohort`.

mod cohort;

use std::io::{self, Cursor, IsTerminal, Read};

use rolefit::cohort::Form;
use rolefit::render::result::Keeping;
use rolefit::session::{MAX_TRANSCRIPT, TranscriptFormat};

use super::args::ScoreArguments;
use super::{CliError, Exit, Output, Result, again, inputs, names, read, saved, several, source};

/// How much of standard input is looked at to tell one respondent from many.
const MOST_SNIFFED: usize = 1 << 16;

pub(crate) fn run(score: &ScoreArguments, output: &Output) -> Result<Exit> {
    output.write_in_silence();
    several::none_twice(&score.files, output)?;
    let no_title = || {
        let what = "`--current-role` is for one respondent, and there are many";
        let refused =
            || CliError::usage(what).hint("leave it out: rows of many people hold no titles");
        score
            .current_role
            .as_ref()
            .map_or(Ok(()), |_| Err(refused()))
    };
    if let Some(inputs) = cohort::inputs(&score.files, &score.cohort)? {
        no_title()?;
        let catalogue = source::catalogue_for(None, output)?;
        return cohort::run(inputs, &score.cohort, catalogue, output);
    }
    let (name, text) = match (&score.answers, score.files.first()) {
        (Some(line), _) => ("--answers".to_owned(), line.clone()),
        (None, Some(file)) if file.as_os_str() == "-" => {
            let start = start_of_standard_input(output)?;
            let catalogue = source::catalogue_for(None, output)?;
            if let Some(form) = Form::sniff(&start.bytes, &catalogue) {
                no_title()?;
                let input = cohort::of_standard_input(form, start.all());
                return cohort::run(vec![input], &score.cohort, catalogue, output);
            }
            let text = read::read_on(start.all(), MAX_TRANSCRIPT)?;
            (read::name(file), text)
        }
        (None, Some(file)) => (read::name(file), read::read_bounded(file, MAX_TRANSCRIPT)?),
        (None, None) => {
            return Err(CliError::usage("there is nothing to score")
                .hint(format!("name an answers file, or - for standard input; `rolefit form{}` writes one to fill in", output.common.again())));
        }
    };
    if let Some(option) = score.cohort.given() {
        let what = format!("`{option}` is for many respondents, and {name} holds one");
        return Err(CliError::usage(what)
            .hint("say `--input csv` or `--input ndjson` if it does hold many"));
    }
    let saved = saved::of_text(&name, &text, "nothing was scored", output);
    let is_line = || TranscriptFormat::of(&text) == TranscriptFormat::AnswerString;
    let mut saved = saved.map_err(|error| match score.answers {
        Some(_) if !is_line() => error.hint(
            "an answer string has one character an item, as in `product-roles@1.0.0:3-2…`; answers in a file are named as FILE",
        ),
        _ => error,
    })?;
    if let Some(name) = &score.current_role {
        let role = names::current_role(&saved.catalogue, name)?;
        saved.assessment = saved.assessment.holding(role);
    }
    let file = score.files.first();
    let file = file.and_then(|file| again::typed_again(file));
    let keeping = file.as_deref().map_or(Keeping::Elsewhere, Keeping::File);
    output.show(&saved.report(keeping))?;
    Ok(Exit::Done)
}

/// The beginning of standard input.
struct Start {
    bytes: Vec<u8>,
    /// Whether there is no more: a terminal would wait to be told so a second time.
    is_all: bool,
}

impl Start {
    /// Returns it with what follows it.
    fn all(self) -> Box<dyn Read + Send> {
        let start = Cursor::new(self.bytes);
        if self.is_all {
            Box::new(start)
        } else {
            Box::new(start.chain(io::stdin()))
        }
    }
}

/// Reads the first lines of standard input, which tell one respondent from many.
fn start_of_standard_input(output: &Output) -> Result<Start> {
    inputs::expect_standard_input().map_err(|error| read::cannot_read("standard input", &error))?;
    let mut stdin = io::stdin().lock();
    if io::stdin().is_terminal() {
        output.say("type or paste the answers; Ctrl-D on a line of its own ends them");
    }
    let (mut bytes, mut length, mut is_all) = (vec![0; MOST_SNIFFED], 0, false);
    while length < MOST_SNIFFED && newlines(&bytes[..length]) < 2 {
        match stdin.read(&mut bytes[length..]) {
            Ok(0) => {
                is_all = true;
                break;
            }
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(read::cannot_read("standard input", &error)),
        }
    }
    bytes.truncate(length);
    Ok(Start { bytes, is_all })
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}
