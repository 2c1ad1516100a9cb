//! Shares the rows out over threads and writes the results in the order of the rows. It knows no format.
//!
//! One thread reads and cuts the inputs into chunks, several score them, and the caller's writes. Chunks are taken in
//! order because the writer is handed the receiving ends of their results in order; the queues are short, so that
//! memory is bounded by the threads and not by the input.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use super::cells::is_blank;
use super::chunk::{Chunk, Origin, Repeat, Scored, Worker};
use super::columns::{Columns, is_separator};
use super::encoder::Encoder;
use super::fault::{CohortError, RowFault, Wrong};
use super::ids::Ids;
use super::lines::{Lines, LinesError, MAX_LINE, numbered};
use super::options::{BadRows, Layout, Options};
use super::{Form, Summary};
use crate::catalogue::{Catalogue, other_encoding};

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
    /// An input that is not what it was taken for, or has a line without end.
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
    /// What ended the run.
    pub ending: Ending,
    /// Whether there were more ids than are kept to find repeats, [`super::MOST_IDS`].
    pub ids_full: bool,
}

/// What the writer gets from the reader, in order.
enum Event {
    Scored(Receiver<Scored>),
    /// An input has begun, after so many blank lines.
    Start(Arc<Origin>, u64),
    /// The whole input is of no use from here on.
    Refused(Vec<RowFault>),
    Failed(CohortError),
}

/// A chunk, and where its result goes.
type Job = (Chunk, SyncSender<Scored>);

/// Scores the respondents of `inputs` in order, writes their rows to `out` and tells `report` what is wrong.
///
/// An input that is given up on may be waiting for bytes that never come: its thread is left behind.
///
/// # Errors
/// [`CohortError`] where an input cannot be read or the rows cannot be written.
pub fn score(
    catalogue: &Arc<Catalogue>,
    inputs: Vec<Input>,
    options: &Options,
    out: &mut dyn Write,
    report: &mut dyn FnMut(Report<'_>),
) -> Result<Outcome, CohortError> {
    let mut writer = Writer {
        worker: Worker::new(catalogue, options),
        options,
        ids: Ids::new(),
        outcome: Outcome {
            summary: Summary::of(catalogue),
            ..Outcome::default()
        },
        head: options
            .to
            .map(|form| Encoder::new(catalogue, form, options.ids).head()),
    };
    match on_threads(catalogue, inputs, options) {
        Ok(events) => {
            for event in events {
                writer.take_event(event, catalogue, out, report)?;
                if writer.outcome.ending != Ending::Whole {
                    break;
                }
            }
        }
        Err(inputs) => {
            let (mut failed, mut worker) = (Ok(()), Worker::new(catalogue, options));
            let mut reader = Reader {
                catalogue: Arc::clone(catalogue),
                chunk_lines: options.chunk_lines.get(),
                layout: options.layout.clone(),
                is_alone: inputs.len() == 1,
                to: Handing::Here(&mut worker, &mut |event| {
                    failed = writer.take_event(event, catalogue, out, report);
                    let goes_on = failed.is_ok() && writer.outcome.ending == Ending::Whole;
                    goes_on.then_some(()).ok_or(Ended)
                }),
            };
            let _ = inputs.into_iter().try_for_each(|input| reader.read(input));
            failed?;
        }
    }
    writer.end(out)
}

/// Starts as many threads as can be started, and returns what the reading one sends.
///
/// # Errors
/// The inputs, where there can be no other threads than this one.
fn on_threads(
    catalogue: &Arc<Catalogue>,
    inputs: Vec<Input>,
    options: &Options,
) -> Result<Receiver<Event>, Vec<Input>> {
    let threads = options.threads.get();
    let (events_in, events) = sync_channel(2 * threads);
    let (jobs_in, jobs) = sync_channel::<Job>(threads);
    let jobs = Arc::new(Mutex::new(jobs));
    let workers = (0..threads).map(|_| {
        let (catalogue, jobs, options) =
            (Arc::clone(catalogue), Arc::clone(&jobs), options.clone());
        thread::Builder::new().spawn(move || {
            let mut worker = Worker::new(&catalogue, &options);
            // The lock is held while waiting: whoever waits first is served first.
            while let Ok((chunk, result)) = jobs
                .lock()
                .map_or_else(|_| Err(()), |jobs| jobs.recv().map_err(|_| ()))
            {
                // Where the run has ended nobody waits for the result.
                let _ = result.send(worker.score(chunk, &[]));
            }
        })
    });
    // Fewer do as well; none do nothing.
    if workers.flatten().count() == 0 {
        return Err(inputs);
    }
    let (inputs_in, handed_over) = sync_channel::<Vec<Input>>(1);
    let (catalogue, chunk_lines) = (Arc::clone(catalogue), options.chunk_lines.get());
    let layout = options.layout.clone();
    let is_alone = inputs.len() == 1;
    let reading = thread::Builder::new().spawn(move || {
        let mut reader = Reader {
            catalogue,
            chunk_lines,
            layout,
            is_alone,
            to: Handing::Over(events_in, jobs_in),
        };
        let mut inputs = handed_over.recv().into_iter().flatten();
        // An error here is that nobody listens any more.
        let _ = inputs.try_for_each(|input| reader.read(input));
    });
    match reading {
        Ok(_) => {
            let _ = inputs_in.send(inputs);
            Ok(events)
        }
        Err(_) => Err(inputs),
    }
}

/// Nobody listens any more, or the input is of no further use.
struct Ended;

/// Where what is read goes.
enum Handing<'a> {
    /// To the thread that writes, and to those that score.
    Over(SyncSender<Event>, SyncSender<Job>),
    /// To this thread, which does it all.
    Here(
        &'a mut Worker<'a>,
        &'a mut dyn FnMut(Event) -> Result<(), Ended>,
    ),
}

struct Reader<'a> {
    catalogue: Arc<Catalogue>,
    chunk_lines: usize,
    layout: Layout,
    /// Whether there is no other input: the numbers of its lines are then nobody else's.
    is_alone: bool,
    to: Handing<'a>,
}

impl Reader<'_> {
    fn send(&mut self, event: Event) -> Result<(), Ended> {
        match &mut self.to {
            Handing::Over(events, _) => events.send(event).map_err(|_| Ended),
            Handing::Here(_, take) => take(event),
        }
    }

    fn refuse(&mut self, faults: Vec<RowFault>) -> Result<(), Ended> {
        self.send(Event::Refused(faults))?;
        Err(Ended)
    }

    fn read(&mut self, input: Input) -> Result<(), Ended> {
        let name: Arc<str> = input.name.into();
        let mut lines = Lines::new(input.bytes);
        let mut origin: Option<Arc<Origin>> = None;
        let mut blank = 0;
        loop {
            // The first line alone: it may name the columns.
            let most = if origin.is_some() {
                self.chunk_lines
            } else {
                1
            };
            let mut run = match lines.next(most) {
                Ok(Some(run)) => run,
                Ok(None) => break,
                Err(LinesError::Read(error)) => {
                    self.send(Event::Failed(CohortError::Read { input: name, error }))?;
                    return Err(Ended);
                }
                Err(LinesError::TooLong(line)) => {
                    let wrong = Wrong::new(format!("the line is longer than {MAX_LINE} bytes"))
                        .help("check that this is CSV or NDJSON, one respondent a line");
                    return self.refuse(vec![wrong.at(&name, line)]);
                }
            };
            if run.first_line == 1 {
                if let Some(wrong) = not_utf_8(&run.bytes) {
                    return self.refuse(vec![wrong.at(&name, 1)]);
                }
                if run.bytes.starts_with(b"\xef\xbb\xbf") {
                    run.bytes.drain(..3);
                }
            }
            if let Some(origin) = &origin {
                let origin = Arc::clone(origin);
                self.hand_on(Chunk { origin, run })?;
                continue;
            }
            let (number, first) = numbered(&run).next().expect("a run has a line");
            let delimiter = (input.form == Form::Csv).then_some(self.layout.delimiter);
            if is_blank(first, delimiter) {
                blank += 1;
                continue;
            }
            let columns = match input.form {
                Form::Ndjson => None,
                Form::Csv => match is_separator(first, self.layout.delimiter) {
                    Ok(true) => continue,
                    Ok(false) => match Columns::read(first, &self.catalogue, &self.layout, None) {
                        Ok(columns) => Some(columns),
                        Err(wrong) => {
                            let faults = wrong.into_iter().map(|wrong| wrong.at(&name, number));
                            return self.refuse(faults.collect());
                        }
                    },
                    Err(wrong) => return self.refuse(vec![wrong.at(&name, number)]),
                },
            };
            let started = Arc::new(Origin {
                input: Arc::clone(&name),
                is_numbered: self.is_alone && columns.as_ref().is_some_and(|some| !some.has_id()),
                columns,
            });
            self.send(Event::Start(Arc::clone(&started), blank))?;
            if input.form == Form::Ndjson {
                let origin = Arc::clone(&started);
                self.hand_on(Chunk { origin, run })?;
            }
            origin = Some(started);
        }
        if origin.is_none() {
            let wrong = Wrong::new("there is nothing here to score").help(
                "CSV begins with a line that names the columns; NDJSON has one JSON object a line",
            );
            return self.refuse(vec![wrong.at(&name, 1)]);
        }
        Ok(())
    }

    fn hand_on(&mut self, chunk: Chunk) -> Result<(), Ended> {
        let (result_in, result) = sync_channel(1);
        match &mut self.to {
            Handing::Over(events, jobs) => {
                events.send(Event::Scored(result)).map_err(|_| Ended)?;
                jobs.send((chunk, result_in)).map_err(|_| Ended)
            }
            Handing::Here(worker, take) => {
                // There is room for it.
                let _ = result_in.send(worker.score(chunk, &[]));
                take(Event::Scored(result))
            }
        }
    }
}

/// Names an encoding that is not UTF-8, if the first bytes show one.
fn not_utf_8(start: &[u8]) -> Option<Wrong> {
    let name = other_encoding(start)?.name;
    Some(Wrong::new(format!("this looks like {name}")).help("save the file as UTF-8"))
}

struct Writer<'c> {
    worker: Worker<'c>,
    options: &'c Options,
    ids: Ids,
    outcome: Outcome,
    /// What stands before the first row, until it is written.
    head: Option<String>,
}

impl Writer<'_> {
    fn take_event(
        &mut self,
        event: Event,
        catalogue: &Catalogue,
        out: &mut dyn Write,
        report: &mut dyn FnMut(Report<'_>),
    ) -> Result<(), CohortError> {
        match event {
            Event::Start(origin, blank) => {
                self.outcome.blank += blank;
                if let Some(head) = self.head.take() {
                    out.write_all(head.as_bytes()).map_err(CohortError::Write)?;
                }
                let items = catalogue.items.len();
                let without = origin
                    .columns
                    .as_ref()
                    .map_or(0, |columns| items - columns.items);
                if without > 0 {
                    report(Report::ItemsWithoutColumn {
                        input: &origin.input,
                        items: without,
                    });
                }
            }
            Event::Scored(result) => {
                let scored = result
                    .recv()
                    .expect("a worker sends a result for each chunk");
                self.take(scored, out, report)?;
            }
            Event::Refused(faults) => {
                for fault in &faults {
                    report(Report::Fault(fault));
                }
                self.outcome.faulty += 1;
                self.outcome.ending = Ending::Refused;
            }
            Event::Failed(error) => {
                out.flush().map_err(CohortError::Write)?;
                return Err(error);
            }
        }
        Ok(())
    }

    fn end(mut self, out: &mut dyn Write) -> Result<Outcome, CohortError> {
        out.flush().map_err(CohortError::Write)?;
        self.outcome.ids_full = self.ids.is_full();
        Ok(self.outcome)
    }

    fn take(
        &mut self,
        mut scored: Scored,
        out: &mut dyn Write,
        report: &mut dyn FnMut(Report<'_>),
    ) -> Result<(), CohortError> {
        let repeats: Vec<Repeat> = scored
            .ids
            .iter()
            .filter_map(|&(digest, line)| Some((line, self.ids.enter(digest, line)?)))
            .collect();
        if !repeats.is_empty() {
            scored = self.worker.score(scored.chunk, &repeats);
        }
        out.write_all(&scored.rows).map_err(CohortError::Write)?;
        for fault in &scored.faults {
            report(Report::Fault(fault));
        }
        let told = scored.faults.len() as u64;
        if scored.faulty > told {
            report(Report::MoreFaults(scored.faulty - told));
        }
        self.outcome.summary.add(&scored.summary);
        self.outcome.faulty += scored.faulty;
        self.outcome.blank += scored.blank;
        self.outcome.nameless += scored.nameless;
        if self.options.bad_rows == BadRows::Stop && scored.faulty > 0 {
            self.outcome.ending = Ending::BadRow;
        }
        Ok(())
    }
}
