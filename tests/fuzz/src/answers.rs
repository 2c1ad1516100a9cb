//! Laws of answers: of one person in TOML, in JSON, in a saved result and in an answer string; and of many in rows, where
//! whatever stands in one costs that row alone, and every other row comes out with finite numbers.

use std::fmt::Write;
use std::io::Cursor;
use std::num::NonZeroUsize;
use std::sync::{Arc, OnceLock};

use rolefit::catalogue::Catalogue;
use rolefit::cohort::{BadRows, Ending, Form, IdCells, Input, Layout, Options, Report, score};
use rolefit::render::cohort::CohortReport;
use rolefit::render::diagnostics::{self, Room};
use rolefit::render::document::Report as _;
use rolefit::session::{Faults, Transcript, answer_string};

use super::{NAME, finite, product_roles, said};

/// Reads answers: those that can be used give a finite result, and as an answer string they read back the same.
pub fn answers(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match Transcript::read(&text).and_then(|transcript| transcript.resolve(product_roles())) {
        Ok(answers) => {
            let catalogue = product_roles();
            let responses = || answers.iter().map(|answer| (answer.item, answer.response));
            let mut given: Vec<_> = responses().collect();
            given.sort_unstable_by_key(|&(item, _)| item);
            let line = answer_string(catalogue, responses());
            let again = Transcript::read(&line).and_then(|line| line.resolve(catalogue));
            let again = again.expect("what was written can be read");
            let again: Vec<_> = again.iter().map(|one| (one.item, one.response)).collect();
            assert_eq!(given, again);
            finite::assessed(catalogue, answers);
        }
        Err(faults) => told(&text, &faults),
    }
}

/// Holds that faults are told safely and briefly.
fn told(text: &str, faults: &Faults) {
    assert!(!faults.is_empty());
    let (lines, shown) = diagnostics::lines(NAME, text, faults);
    assert!(shown > 0);
    let mut all = String::new();
    for line in lines {
        assert!(!line.contains('\n'));
        writeln!(all, "{line}").expect("a string takes every text");
    }
    said(&all);
}

/// Reads a table of respondents.
pub fn csv(bytes: &[u8]) {
    rows(bytes, Form::Csv);
}

/// Reads one respondent a line.
pub fn ndjson(bytes: &[u8]) {
    rows(bytes, Form::Ndjson);
}

fn rows(bytes: &[u8], form: Form) {
    static CATALOGUE: OnceLock<Arc<Catalogue>> = OnceLock::new();
    let catalogue = CATALOGUE.get_or_init(|| Arc::new(product_roles().clone()));
    let input = Input {
        name: NAME.to_owned(),
        form,
        bytes: Box::new(Cursor::new(bytes.to_vec())),
    };
    let options = Options {
        layout: Layout::default(),
        to: Some(Form::Ndjson),
        bad_rows: BadRows::SetAside,
        ids: IdCells::Guarded,
        threads: NonZeroUsize::MIN,
        chunk_lines: NonZeroUsize::new(3).expect("three is not zero"),
    };
    let (mut out, mut told, mut room) = (Vec::new(), String::new(), Room::default());
    let mut report = |report: Report<'_>| {
        if let Report::Fault(fault) = report {
            let lines = vec![fault.to_string(), fault.help.clone().unwrap_or_default()];
            let mut lines = lines;
            if room.take_lines(&mut lines) {
                told.push_str(&(lines.join("\n") + "\n"));
            }
        }
    };
    let outcome = score(catalogue, vec![input], &options, &mut out, &mut report);
    let outcome = outcome.expect("bytes in memory can be read and written");
    said(&told);
    let summary = CohortReport {
        catalogue,
        summary: &outcome.summary,
    };
    said(&summary.document().markdown());
    assert_eq!(told.is_empty(), outcome.faulty == 0);

    let out = String::from_utf8(out).expect("rows are UTF-8");
    assert_eq!(out.lines().count() as u64, outcome.summary.respondents());
    if outcome.ending == Ending::Whole {
        let lines = bytes.split(|&byte| byte == b'\n').count() as u64;
        let seen = outcome.summary.respondents() + outcome.faulty + outcome.blank;
        assert!(
            seen <= lines && lines <= seen + 2,
            "{seen} of {lines} lines"
        );
    }
    for line in out.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("a row is JSON");
        let roles = row["roles"].as_array().expect("a row has roles");
        let probability = |role: &serde_json::Value| role["probability"].as_f64();
        let sum: Option<f64> = roles.iter().map(probability).sum();
        assert!(sum.is_some_and(|sum| (sum - 1.0).abs() < 1e-9), "{line}");
        assert!(!line.contains(":null,\"sd\""), "{line}");
    }
}
