//! Many respondents: rows of answers in, rows of standings out, in the order they came, in memory that does not grow
//! with their number. Bytes come from readers and go to a writer.
//!
//! **In.** [`Form::Csv`]: the first line names the columns, one per item id in any order, and optionally `id`; then a
//! line a respondent, each cell the response (1, 2, …; `2.0` and `2,0` are one too) or empty where the item was skipped. Items
//! without a column count as skipped. A line `sep=,` before the first is passed over. A row is a line: no cell holds a line break, so that a quote that is never closed is found on the
//! line where it begins. [`Form::Ndjson`]: one JSON object a line, in the shape of a JSON answers file or a saved
//! assessment, and optionally `id`. In both, lines that are blank are passed over and counted, a row of nothing but empty cells with them, and a respondent who
//! answered nothing gets the prior, marked `nothing-answered`. A respondent without an id has none in the result either,
//! so that nobody goes by what may be somebody else's; only where one CSV input alone has no column `id` do respondents
//! go by the number of the line.
//!
//! **Out.** CSV has the columns `id`, `answered`, `verdict`, `leader` (empty where roles tie for the lead),
//! `p_<role>` and `typicality_<role>` for each role, `score_<trait>` and `sd_<trait>` for each trait, `lz` (empty where
//! there is none), `longest_run`, `warnings` (separated by spaces) and `rank_<role>` for each role, 1 for the one that
//! leads; roles and traits in the catalogue's order.
//! NDJSON has the same as one object a line, `rolefit/standing@1`, with `null` for the id of whoever has none. Numbers are written with as many digits as it takes
//! to read the same number back: those of [`crate::assessment::Assessment`] of the same responses, bit for bit.

mod cells;
mod chunk;
mod columns;
mod encoder;
mod fault;
mod gather;
mod ids;
mod lines;
mod options;
mod pipeline;
mod respondent;
mod summary;
#[cfg(test)]
mod tests;

pub use fault::{CohortError, Part, RowFault};
pub use gather::{Gathered, blank_lines, gather};
pub(crate) use gather::{Unanswered, gather_beside};
pub use ids::MOST_IDS;
pub use lines::MAX_LINE;
pub use options::{BadRows, Form, IdCells, Layout, Options};
pub use pipeline::{Ending, Input, Outcome, Report, score};
pub use summary::Summary;
