//! Shares the rows out over threads and writes the results in the order of the rows.
//!
//! What has arrived of an input is scored and written before more is asked for: memory is bounded by what is read at
//! once, a slow input is scored as it comes, and nothing waits for an input that is given up on.

use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

use super::cells::is_blank;
use super::chunk::{Chunk, Origin, Repeat, Scored, Worker};
use super::columns::Columns;
use super::encoder::Encoder;
use super::fault::{CohortError, NOTHING_HERE, RowFault, Wrong};
use super::ids::Ids;
use super::lines::{Lines, LinesError, Run, too_long};
use super::options::{BadRows, Options};
use super::{Form, Summary};
use crate::catalogue::{Catalogue, other_encoding};
use crate::parallel::in_order;

/// What to do with a long line in a cell of which the lines after it may stand.
const OPEN: &str = "close the quote in it, or take the line out: nobody knows where the next row begins, so nothing after it is read";

/// Something that holds respondents.
pub struct Input {
    /// What it is called in messages.
    pub name: String,
    /// How it is written.
    pub form: Form,
    /// Its bytes.
    pub bytes: Box<dyn Read + Send>,
}

/// Something that the person who scores should hear of, as it comes up, in order.
#[derive(Debug, Clone, Copy)]
pub enum Report<'a> {
    /// A row, or the line that names the columns, is faulty.
    Fault(&'a RowFault),
    /// Faults of so many further rows are not told in words.
    MoreFaults(u64),
    /// So many of the catalogue's items have no column in this input, and count as skipped.
    ItemsWithoutColumn {
        /// What the input is called.
        input: &'a str,
        /// How many have none.
        items: usize,
    },
}

/// What ended a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ending {
    /// The end of the last input.
    #[default]
    Whole,
    /// A bad row, under [`BadRows::Stop`].
    BadRow,
    /// An input that is not what it was taken for, or in which nobody knows where the next row begins.
    Refused,
}

/// How a run ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What the respondents come to that were scored.
    pub summary: Summary,
    /// How many rows were faulty.
    pub faulty: u64,
    /// How many blank lines were passed over.
    pub blank: u64,
    /// How many respondents have no id, and so none in the result.
    pub nameless: u64,
    /// How many were scored by what somebody else answered about them.
    pub of_others: u64,
    /// What ended the run.
    pub ending: Ending,
    /// Whether there were more ids than are kept to find repeats, [`super::MOST_IDS`].
    pub ids_full: bool,
}

/// What ends a run before the end of its last input.
enum Stop {
    /// A bad row ended it.
    BadRow,
    /// The whole input is of no use from here on.
    Refused(Vec<RowFault>),
    Failed(CohortError),
}

/// Scores the respondents of `inputs` in order, writes their rows to `out` and tells `report` what is wrong.
///
/// # Errors
/// [`CohortError`] where an input cannot be read or the rows cannot be written.
pub fn score(
    catalogue: &Catalogue,
    inputs: Vec<Input>,
    options: &Options,
    out: &mut dyn Write,
    report: &mut dyn FnMut(Report<'_>),
) -> Result<Outcome, CohortError> {
    let is_alone = inputs.len() == 1;
    let mut workers: Vec<_> = (0..options.threads.get()).map(|_| None).collect();
    let head = |form| Encoder::new(catalogue, form, options.ids).head();
    let mut writer = Writer {
        catalogue,
        worker: Worker::new(catalogue, options),
        options,
        ids: Ids::new(),
        started: Vec::new(),
        end: 0,
        outcome: Outcome {
            summary: Summary::of(catalogue),
            ..Outcome::default()
        },
        head: options.to.map(head),
        out,
        report,
    };
    for input in inputs {
        match writer.score(input, is_alone, &mut workers) {
            Ok(()) => continue,
            Err(Stop::BadRow) => writer.outcome.ending = Ending::BadRow,
            Err(Stop::Refused(faults)) => {
                for fault in &faults {
                    (writer.report)(Report::Fault(fault));
                }
                writer.outcome.faulty += 1;
                writer.outcome.ending = Ending::Refused;
            }
            Err(Stop::Failed(error)) => {
                if matches!(error, CohortError::Read { .. }) {
                    writer.out.flush().map_err(CohortError::Write)?;
                }
                return Err(error);
            }
        }
        break;
    }
    writer.out.flush().map_err(CohortError::Write)?;
    writer.outcome.ids_full = writer.ids.is_full();
    Ok(writer.outcome)
}

struct Writer<'a> {
    catalogue: &'a Catalogue,
    /// Scores again where an id stood before.
    worker: Worker<'a>,
    options: &'a Options,
    ids: Ids,
    /// Each input with how many lines came before it in others.
    started: Vec<(u64, Arc<str>)>,
    /// How many lines there were in the inputs before.
    end: u64,
    outcome: Outcome,
    /// What stands before the first row, until it is written.
    head: Option<String>,
    out: &'a mut dyn Write,
    report: &'a mut dyn FnMut(Report<'_>),
}

impl<'a> Writer<'a> {
    /// Scores an input. `workers` holds one for each thread, once it was needed.
    fn score(
        &mut self,
        input: Input,
        is_alone: bool,
        workers: &mut [Option<Worker<'a>>],
    ) -> Result<(), Stop> {
        let name: Arc<str> = input.name.into();
        let refused = |wrong: Wrong, line| Stop::Refused(vec![wrong.at(&name, line)]);
        let start = self.end;
        self.started.push((start, Arc::clone(&name)));
        let mut lines = Lines::new(input.bytes);
        let (mut origin, mut blank, mut is_set_aside): (Option<Origin>, _, _) = (None, 0, false);
        loop {
            // The first line alone: it may name the columns.
            let most = if origin.is_some() { usize::MAX } else { 1 };
            let mut run = match lines.next(most) {
                Ok(Some(run)) => run,
                Ok(None) => break,
                Err(LinesError::Read(error)) => return Err(failed(&name, error)),
                // The first line of a table names its columns, and no row is read without them.
                Err(LinesError::TooLong(line)) if input.form == Form::Csv && origin.is_none() => {
                    return Err(refused(too_long(), line));
                }
                Err(LinesError::TooLong(line)) => {
                    self.pass_over(&mut lines, &too_long().at(&name, line), input.form)?;
                    is_set_aside = true;
                    continue;
                }
            };
            if run.first_line == 1 {
                if let Some(wrong) = not_utf_8(run.bytes) {
                    return Err(refused(wrong, 1));
                }
                run.bytes = run.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(run.bytes);
            }
            if let Some(origin) = &origin {
                self.rows(run, origin, workers)?;
                continue;
            }
            let (_, first) = run.numbered().next().expect("a run has a line");
            let delimiter = (input.form == Form::Csv).then_some(self.options.layout.delimiter);
            if is_blank(first, delimiter) {
                blank += 1;
                continue;
            }
            let begun = self.begin(&name, input.form, (run.first_line, first), is_alone)?;
            let Some(begun) = begun else { continue };
            let started = origin.insert(begun);
            self.outcome.blank += blank;
            self.start(started).map_err(Stop::Failed)?;
            if input.form == Form::Ndjson {
                self.rows(run, started, workers)?;
            }
        }
        self.end = start + lines.count();
        if origin.is_none() && !is_set_aside {
            let nothing = Wrong::new("there is nothing here to score").help(NOTHING_HERE);
            return Err(refused(nothing, 1));
        }
        Ok(())
    }

    /// Returns how rows are read by the first line of an input; nothing where that says what separates columns.
    fn begin(
        &self,
        name: &Arc<str>,
        form: Form,
        (number, first): (u64, &[u8]),
        is_alone: bool,
    ) -> Result<Option<Origin>, Stop> {
        let layout = &self.options.layout;
        let columns = match form {
            Form::Ndjson => None,
            Form::Csv => match Columns::begin(first, self.catalogue, layout, None) {
                Ok(None) => return Ok(None),
                Ok(columns) => columns,
                Err(all) => return Err(Stop::Refused(Wrong::all_at(all, name, number))),
            },
        };
        Ok(Some(Origin {
            input: Arc::clone(name),
            is_numbered: is_alone && columns.as_ref().is_some_and(|some| !some.has_id()),
            columns,
        }))
    }

    /// Writes what stands before the first row, and says which items have no column.
    fn start(&mut self, origin: &Origin) -> Result<(), CohortError> {
        if let Some(head) = self.head.take() {
            let written = self.out.write_all(head.as_bytes());
            written.map_err(CohortError::Write)?;
        }
        let with = origin.columns.as_ref().map(|columns| columns.items);
        let items = self.catalogue.items.len() - with.unwrap_or(self.catalogue.items.len());
        if items > 0 {
            let input = &*origin.input;
            (self.report)(Report::ItemsWithoutColumn { input, items });
        }
        Ok(())
    }

    /// Passes over a row of which nothing is read but that it is there: it costs itself and no other.
    fn pass_over<R: Read>(
        &mut self,
        lines: &mut Lines<R>,
        fault: &RowFault,
        form: Form,
    ) -> Result<(), Stop> {
        let is_last = self.options.bad_rows == BadRows::Stop;
        // A line may have no end: whoever stops at it does not wait for one.
        if !is_last {
            let read = lines.pass_over();
            let is_open = read.map_err(|error| failed(&fault.input, error))?;
            if form == Form::Csv && is_open {
                let help = Some(OPEN.to_owned());
                let fault = fault.clone();
                return Err(Stop::Refused(vec![RowFault { help, ..fault }]));
            }
        }
        (self.report)(Report::Fault(fault));
        self.outcome.faulty += 1;
        if is_last { Err(Stop::BadRow) } else { Ok(()) }
    }

    /// Scores rows and writes what they come to.
    fn rows(
        &mut self,
        run: Run<'_>,
        origin: &Origin,
        workers: &mut [Option<Worker<'a>>],
    ) -> Result<(), Stop> {
        let pieces = run.cut(self.options.chunk_lines);
        let (catalogue, options) = (self.catalogue, self.options);
        let score = |worker: &mut Option<Worker<'a>>, number| {
            let number = usize::try_from(number).expect("there are as many");
            let run = pieces[number];
            let worker = worker.get_or_insert_with(|| Worker::new(catalogue, options));
            worker.score(Chunk { origin, run }, &[])
        };
        let mut result = Ok(());
        in_order(workers, pieces.len() as u64, score, |scored| {
            result = self.take(scored);
            match result {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        });
        result
    }

    fn take(&mut self, mut scored: Scored<'_>) -> Result<(), Stop> {
        let (before, here) = self.started[..].split_at(self.started.len() - 1);
        let (start, _) = here[0];
        let known = |&(digest, line): &_| {
            let first = u64::from(self.ids.enter(digest, start + line)?);
            let of = before.iter().rfind(|(start, _)| first > *start);
            Some((
                line,
                match of {
                    _ if first > start => format!("line {}", first - start),
                    Some((start, name)) => format!("line {} of {name}", first - start),
                    None => unreachable!("an id stood on a line"),
                },
            ))
        };
        let repeats: Vec<Repeat> = scored.ids.iter().filter_map(known).collect();
        if !repeats.is_empty() {
            scored = self.worker.score(scored.chunk, &repeats);
        }
        let written = self.out.write_all(&scored.rows);
        written.map_err(|error| Stop::Failed(CohortError::Write(error)))?;
        for fault in &scored.faults {
            (self.report)(Report::Fault(fault));
        }
        let told = scored.faults.len() as u64;
        if scored.faulty > told {
            (self.report)(Report::MoreFaults(scored.faulty - told));
        }
        self.outcome.summary.add(&scored.summary);
        self.outcome.faulty += scored.faulty;
        self.outcome.blank += scored.blank;
        self.outcome.nameless += scored.nameless;
        self.outcome.of_others += scored.of_others;
        if self.options.bad_rows == BadRows::Stop && scored.faulty > 0 {
            return Err(Stop::BadRow);
        }
        if let Some(fault) = scored.open {
            return Err(Stop::Refused(vec![fault]));
        }
        Ok(())
    }
}

fn failed(input: &Arc<str>, error: io::Error) -> Stop {
    let input = Arc::clone(input);
    Stop::Failed(CohortError::Read { input, error })
}

/// Names an encoding that is not UTF-8, if the first bytes show one.
fn not_utf_8(start: &[u8]) -> Option<Wrong> {
    let found = other_encoding(start)?;
    Some(Wrong::new(format!("this looks like {}", found.name)).help(found.help))
}
