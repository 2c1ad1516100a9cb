//! Laws of the answers of one person: TOML, JSON, a saved result, an answer string.

use std::fmt::Write;

use rolefit::assessment::Given;
use rolefit::render::diagnostics;
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
            let given = answers.iter().map(|answer| Given {
                item: answer.item,
                response: answer.response,
                position: answer.position,
            });
            finite::assessed(catalogue, given.collect());
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
