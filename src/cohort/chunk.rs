//! Scores a run of lines: the work of one thread. It does not see other runs, so an id that stands in two of them is
//! for the caller to find, who then scores the run again without that line.

use std::sync::Arc;

use super::Form;
use super::cells::is_blank;
use super::columns::Columns;
use super::encoder::Encoder;
use super::fault::{Part, RowFault, Wrong, or_dos_end};
use super::ids::Digest;
use super::lines::Run;
use super::options::{BadRows, Options};
use super::respondent::Respondent;
use super::summary::Summary;
use crate::assessment::Standing;
use crate::catalogue::Catalogue;
use crate::model::Scorer;

/// The most faults of a run that are kept in words; all are counted.
const MOST_FAULTS: usize = 20;

/// Where lines come from and how to read them.
#[derive(Debug)]
pub(super) struct Origin {
    pub(super) input: Arc<str>,
    /// The columns of CSV; nothing for NDJSON.
    pub(super) columns: Option<Columns>,
    /// Whether respondents go by the number of the line: where nobody in the run can have an id.
    pub(super) is_numbered: bool,
}

/// Lines to be scored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chunk<'a> {
    pub(super) origin: &'a Origin,
    pub(super) run: Run<'a>,
}

/// An id that stood before: the line, and where it stood first.
pub(super) type Repeat = (u64, String);

/// What a chunk comes to.
#[derive(Debug)]
pub(super) struct Scored<'a> {
    pub(super) chunk: Chunk<'a>,
    pub(super) rows: Vec<u8>,
    pub(super) summary: Summary,
    /// The first faults; under [`BadRows::Stop`] the one that ended the run of lines.
    pub(super) faults: Vec<RowFault>,
    pub(super) faulty: u64,
    /// The fault that ended the run whatever bad rows do: after it nobody knows where a row begins.
    pub(super) open: Option<RowFault>,
    pub(super) blank: u64,
    /// How many respondents have no id.
    pub(super) nameless: u64,
    /// How many answers are what somebody else said about a person.
    pub(super) of_others: u64,
    /// Digest and line of every id.
    pub(super) ids: Vec<(Digest, u64)>,
}

/// Scores chunks one after the other.
pub(super) struct Worker<'c> {
    catalogue: &'c Catalogue,
    scorer: Scorer<'c>,
    encoder: Option<Encoder<'c>>,
    respondent: Respondent,
    bad_rows: BadRows,
}

impl<'c> Worker<'c> {
    pub(super) fn new(catalogue: &'c Catalogue, options: &Options) -> Self {
        let encoder = |form| Encoder::new(catalogue, form, options.ids);
        Self {
            catalogue,
            scorer: Scorer::new(&catalogue.bank),
            encoder: options.to.map(encoder),
            respondent: Respondent::default(),
            bad_rows: options.bad_rows,
        }
    }

    /// Scores the lines of a chunk, of which `repeats`, in order, have an id that stood before.
    pub(super) fn score<'a>(&mut self, chunk: Chunk<'a>, repeats: &[Repeat]) -> Scored<'a> {
        let mut scored = Scored {
            rows: Vec::with_capacity(chunk.run.bytes.len() * 2),
            summary: Summary::of(self.catalogue),
            faults: Vec::new(),
            faulty: 0,
            open: None,
            blank: 0,
            nameless: 0,
            of_others: 0,
            ids: Vec::new(),
            chunk,
        };
        let Chunk { origin, run } = chunk;
        let delimiter = origin.columns.as_ref().map(|columns| columns.delimiter);
        for (number, line) in run.numbered() {
            if is_blank(line, delimiter) {
                scored.blank += 1;
                continue;
            }
            let respondent = &mut self.respondent;
            let mut read = match &origin.columns {
                Some(columns) => respondent.read_row(line, columns, self.catalogue),
                None => respondent.read_object(line, self.catalogue, None),
            };
            if let Ok(index) = repeats.binary_search_by_key(&number, |(line, _)| *line) {
                let part = match &origin.columns {
                    Some(columns) => Part::of(Form::Csv, &columns.id),
                    None => Part::of(Form::Ndjson, "id"),
                };
                read = Err(repeated(&respondent.id, &repeats[index].1, part));
            }
            if let Err(wrong) = read {
                if wrong.is_open {
                    scored.open = Some(wrong.at(&origin.input, number));
                    break;
                }
                let wrong = or_dos_end(wrong, line);
                scored.faulty += 1;
                if scored.faults.len() < MOST_FAULTS {
                    scored.faults.push(wrong.at(&origin.input, number));
                }
                if self.bad_rows == BadRows::Stop {
                    break;
                }
                continue;
            }
            if origin.is_numbered {
                respondent.id.push_str(&number.to_string());
            } else if respondent.id.is_empty() {
                scored.nameless += 1;
            } else {
                scored.ids.push((Digest::of(&respondent.id), number));
            }
            scored.of_others += u64::from(respondent.about.is_some());
            let (given, answers) = (&respondent.given, &respondent.answers);
            let (scorer, order) = (&mut self.scorer, respondent.order);
            let standing = Standing::of(self.catalogue, scorer, given, answers, order);
            if let Some(encoder) = &mut self.encoder {
                encoder.row(&mut scored.rows, &respondent.id, answers.len(), &standing);
            }
            scored.summary.take(&standing, answers.len());
        }
        scored
    }
}

fn repeated(id: &str, first: &str, part: Part) -> Wrong {
    let id = super::fault::quoted(id);
    let out = match part {
        Part::Column(_) => "take the column out",
        Part::Key(_) => "leave the key out",
    };
    Wrong::new(format!("the id {id} was given before, on {first}"))
        .part(part)
        .help(format!("give each respondent an id of their own, or {out}"))
}
