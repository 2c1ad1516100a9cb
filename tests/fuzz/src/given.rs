//! Laws of what is taken into practice: answers that were given elsewhere, and plans.

use rolefit::preparation::practice::journal::{line, read};
use rolefit::preparation::practice::{Event, PlanFile, Stamped, read_answers};
use rolefit::render::escape;

use super::{product_roles, questions, said};

/// A time that has come; what is said to come later is a fault.
const NOW: i64 = 1_770_000_000;

/// Reads answers of practice: what is taken in is kept as it is.
pub fn given(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match read_answers(&text, questions(), NOW) {
        Err(faults) => {
            assert!(faults.first.len() <= faults.count && !faults.first.is_empty());
            assert!(faults.first.is_sorted_by_key(|fault| fault.line));
            for fault in &faults.first {
                said(&escape::line(&fault.message));
                said(&escape::line(&fault.help));
            }
        }
        Ok(answers) => {
            let events: Vec<Stamped> = answers
                .into_iter()
                .map(|(_, answer)| Stamped {
                    at: NOW,
                    event: Event::Given(answer),
                })
                .collect();
            let lines: String = (1..)
                .zip(&events)
                .map(|(n, event)| line(n, event))
                .collect();
            let again = read(lines.as_bytes()).expect("it was written here");
            assert_eq!(again.events, events);
        }
    }
}

/// Reads a plan: its questions are of the bank, each once, and there is one at least.
pub fn plan(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (catalogue, bank) = (product_roles(), questions());
    let faults = match PlanFile::read(&text).map_err(|fault| vec![fault]) {
        Ok(plan) => match plan.resolve(catalogue, bank) {
            Ok(planned) => {
                assert!(planned.role < catalogue.roles.len());
                let mut questions = planned.questions;
                let count = questions.len();
                questions.sort_unstable();
                questions.dedup();
                assert_eq!(questions.len(), count);
                assert!(count > 0 && questions.iter().all(|&one| one < bank.questions.len()));
                return;
            }
            Err(faults) => faults,
        },
        Err(faults) => faults,
    };
    assert!(!faults.is_empty());
    for fault in &faults {
        said(&escape::line(&fault.message));
        said(&escape::line(&fault.help));
    }
}
