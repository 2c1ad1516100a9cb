//! `rolefit score` of many respondents: rows stream from files or standard input to rows, or to a summary.

use std::fs::File;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use rolefit::catalogue::Catalogue;
use rolefit::cohort::{
    self, BadRows, CohortError, Ending, Form, IdCells, Input, MOST_IDS, Options, Outcome, Report,
};
use rolefit::render::cohort::CohortReport;
use rolefit::render::diagnostics::Room;
use rolefit::render::document::Report as _;

use super::super::args::CohortArguments;
use super::super::options::{EVERY_FORM, Format};
use super::super::several::{RowFaults, form_of, note_blank, note_others};
use super::super::stream::Stream;
use super::super::{CliError, Exit, Output, Result, inputs, read, writing};

/// The most faults that are told in words.
const SHOWN_FAULTS: u64 = 20;
/// How many lines a thread takes at once: enough to be worth handing over, few enough to keep memory small.
const CHUNK_LINES: NonZeroUsize = NonZeroUsize::new(1024).unwrap();

/// Returns the inputs if they are a cohort: by `--input`, or by the ending of every file.
pub(super) fn inputs(files: &[PathBuf], arguments: &CohortArguments) -> Result<Option<Vec<Input>>> {
    let forms = files.iter();
    let forms: Vec<Option<Form>> = forms
        .map(|file| arguments.input.or_else(|| form_of(file)))
        .collect();
    if forms.iter().all(Option::is_none) && files.len() < 2 {
        return Ok(None);
    }
    let mut inputs = Vec::with_capacity(files.len());
    for (file, form) in files.iter().zip(forms) {
        let form = form.ok_or_else(|| {
            CliError::usage(format!("`{}` is neither CSV nor NDJSON by its ending", file.display()))
                .hint("say which with `--input csv` or `--input ndjson`; answers of one person are scored one file at a time")
        })?;
        inputs.push(input(file, form)?);
    }
    Ok(Some(inputs))
}

fn input(file: &Path, form: Form) -> Result<Input> {
    if file.as_os_str() == "-" {
        inputs::expect_standard_input()
            .map_err(|error| read::cannot_read("standard input", &error))?;
        return Ok(of_standard_input(form, Box::new(io::stdin())));
    }
    let name = read::name(file);
    // A file that is not there is told of before the first row is written.
    inputs::expect(file).map_err(|error| read::cannot_read(&format!("`{name}`"), &error))?;
    let bytes = Box::new(OnDemand::Named(file.to_owned()));
    Ok(Input { name, form, bytes })
}

/// A file that is opened when it is first read: there may be more of them than can be open at once.
enum OnDemand {
    Named(PathBuf),
    Opened(File),
}

impl Read for OnDemand {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self {
                Self::Named(path) => *self = Self::Opened(inputs::open(path)?),
                Self::Opened(file) => return file.read(buffer),
            }
        }
    }
}

/// Returns standard input as a cohort in this form.
pub(super) fn of_standard_input(form: Form, bytes: Box<dyn Read + Send>) -> Input {
    Input {
        name: read::name(Path::new("-")),
        form,
        bytes,
    }
}

/// Scores a cohort.
pub(super) fn run(
    inputs: Vec<Input>,
    arguments: &CohortArguments,
    catalogue: Catalogue,
    output: &Output,
) -> Result<Exit> {
    output.file().map_or(Ok(()), writing::check)?;
    let options = options(&inputs, arguments, output)?;
    let catalogue = Arc::new(catalogue);
    let is_table = inputs.iter().any(|input| input.form == Form::Csv);
    let mut talk = Talk::new(output, options.bad_rows, is_table);
    let mut stream = match options.to {
        Some(_) => Stream::open(output.file())?,
        None => Stream::nowhere(),
    };
    let scored = cohort::score(&catalogue, inputs, &options, &mut stream, &mut |report| {
        talk.report(report);
    });
    let outcome = match scored {
        Ok(outcome) => outcome,
        Err(CohortError::Read { input, error }) => {
            return Err(read::cannot_read(&format!("`{input}`"), &error)
                .hint("the rows before it were scored; nothing after it was"));
        }
        // Whoever closes the pipe has read enough.
        Err(CohortError::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            return Ok(Exit::Done);
        }
        Err(CohortError::Write(error)) => return Err(stream.failed(&error)),
    };
    talk.end(&outcome);
    if outcome.ending != Ending::Whole {
        let scored = outcome.summary.respondents();
        let scored = counted(scored, "respondent was scored", "respondents were scored");
        let error = CliError::bad_input(format!("stopped: {scored} before it"));
        return Err(match outcome.ending {
            Ending::BadRow => error.hint("mend the row, or set bad rows aside with `--keep-going`"),
            _ => error,
        });
    }
    stream.finish()?;
    if arguments.summary || options.to.is_none() {
        let report = CohortReport {
            catalogue: &catalogue,
            summary: &outcome.summary,
        };
        match options.to {
            Some(_) => Output::print_beside(&report.document().text(&output.talk_look()))?,
            None => output.show(&report)?,
        }
    }
    if outcome.faulty == 0 {
        return Ok(Exit::Done);
    }
    let rows = outcome.faulty + outcome.summary.respondents();
    let others = if outcome.faulty == rows {
        "none was scored"
    } else {
        "the others were scored"
    };
    let faulty = counted(outcome.faulty, "row", "rows");
    output.say(&format!("error: {faulty} of {rows} set aside; {others}"));
    Ok(Exit::BadInput)
}

fn options(inputs: &[Input], arguments: &CohortArguments, output: &Output) -> Result<Options> {
    let to = form_of_rows(inputs, arguments, output)?;
    if arguments.csv_raw && to != Some(Form::Csv) {
        let what = "`--csv-raw` is for rows of CSV, and none are written";
        return Err(CliError::usage(what).hint("leave it out, or say `--to csv`"));
    }
    arguments.table.check(&[])?;
    let forms = inputs.iter().map(|input| input.form);
    arguments.table.check_use(forms)?;
    let threads = arguments.threads.map_or_else(
        || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN),
        |threads| NonZeroUsize::new(threads.into()).unwrap_or(NonZeroUsize::MIN),
    );
    Ok(Options {
        layout: arguments.table.layout(),
        to,
        bad_rows: if arguments.keep_going {
            BadRows::SetAside
        } else {
            BadRows::Stop
        },
        ids: if arguments.csv_raw {
            IdCells::AsGiven
        } else {
            IdCells::Guarded
        },
        threads,
        chunk_lines: CHUNK_LINES,
    })
}

/// Returns the form that rows are written in; nothing where the summary alone is wanted.
fn form_of_rows(
    inputs: &[Input],
    arguments: &CohortArguments,
    output: &Output,
) -> Result<Option<Form>> {
    let ending = output.file().and_then(Path::extension);
    let by_ending = || Form::of_ending(ending?.to_str()?);
    let ending_name = ending.map(|ending| ending.to_string_lossy().to_lowercase());
    Ok(match (arguments.to, output.common.format) {
        (Some(form), None) => Some(form),
        (None, _) if arguments.summary => {
            output.form(EVERY_FORM)?;
            None
        }
        (None, None) if output.format() == Format::Html => {
            return Err(CliError::usage("many results have no HTML form").hint(
                "name a file that ends in .csv or .ndjson, or choose with `--to`; `--summary` has a page",
            ));
        }
        (None, None)
            if !matches!(ending_name.as_deref(), None | Some("txt" | "text"))
                && by_ending().is_none() =>
        {
            let ending = ending_name.unwrap_or_default();
            let what = format!("many results have no form that ends in `.{ending}`");
            return Err(CliError::usage(what)
                .hint("name a file that ends in .csv or .ndjson, or choose with `--to`"));
        }
        (None, None) => by_ending().or_else(|| inputs.first().map(|input| input.form)),
        (_, Some(_)) => {
            let what = "`--format` is the form of one person's result";
            return Err(CliError::usage(what).hint(
                "rows are written with `--to csv` or `--to ndjson`, and `--summary` has every form",
            ));
        }
    })
}

/// What is said on standard error while rows stream by.
struct Talk<'o> {
    output: &'o Output,
    heading: &'static str,
    /// Whether there are rows of a table, which go by the number of the line only where it has no ids.
    is_table: bool,
    shown: u64,
    hidden: u64,
    /// How many inputs were said to lack columns.
    noted: u64,
    said: RowFaults,
    room: Room,
}

impl<'o> Talk<'o> {
    fn new(output: &'o Output, bad_rows: BadRows, is_table: bool) -> Self {
        Self {
            output,
            heading: match bad_rows {
                BadRows::Stop => "error",
                BadRows::SetAside => "set aside",
            },
            is_table,
            shown: 0,
            hidden: 0,
            noted: 0,
            said: RowFaults::default(),
            room: Room::default(),
        }
    }

    fn report(&mut self, report: Report<'_>) {
        match report {
            Report::Fault(_) if self.shown == SHOWN_FAULTS => self.hidden += 1,
            Report::Fault(fault) => {
                let mut lines = self.said.lines(self.heading, fault);
                if !self.room.take_lines(&mut lines) {
                    self.hidden += 1;
                    return;
                }
                self.shown += 1;
                for line in lines {
                    self.output.say(&line);
                }
            }
            Report::MoreFaults(count) => self.hidden += count,
            Report::ItemsWithoutColumn { .. } if self.noted == SHOWN_FAULTS => {}
            Report::ItemsWithoutColumn { input, items } => {
                self.noted += 1;
                let one = format!("item has no column that is read in {input} and counts as");
                let many = format!("items have no column that is read in {input} and count as");
                let items = counted(items as u64, &one, &many);
                self.output.say(&format!("note: {items} skipped"));
            }
        }
    }

    fn end(&self, outcome: &Outcome) {
        if self.hidden > 0 {
            let hidden = counted(self.hidden, "more fault is", "more faults are");
            self.output.say(&format!("note: {hidden} not shown"));
        }
        note_blank(outcome.blank, self.output);
        // Where no object has an id, none is missing.
        let is_missing = self.is_table || outcome.nameless < outcome.summary.respondents();
        if outcome.nameless > 0 && is_missing {
            let nameless = counted(outcome.nameless, "respondent has", "respondents have");
            self.output.say(&format!(
                "note: {nameless} no id, and none in the result; rows stand in the order of the input"
            ));
        }
        note_others(outcome.of_others, self.output);
        if outcome.summary.respondents() == 0 && outcome.faulty == 0 {
            self.output
                .say("note: there is nobody in it: no row follows the line that names the columns");
        }
        if outcome.ids_full {
            self.output.say(&format!(
                "note: repeated ids were looked for among the first {MOST_IDS} ids only"
            ));
        }
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
