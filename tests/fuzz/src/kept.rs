//! Laws of what is kept on a machine: a journal is whole up to a place and torn after it, what is whole is written again as
//! it was read, and a result that was tampered with is told, never believed. And of what is taken into practice: answers that
//! were given elsewhere, and plans.
//!
//! No change of a line meets its checksum by chance, so each is read with the right one too.

use rolefit::history::Contents;
use rolefit::preparation::calendar::{Calendar, Moment};
use rolefit::preparation::practice::{
    Event, History, PlanFile, Progress, Stamped, journal as practice_lines, read_answers,
};
use rolefit::render::document::Report;
use rolefit::render::look::{Charset, Look};
use rolefit::render::{escape, history as shown, practice as shown_practice};
use rolefit::session::journal::{self as draft_lines, Draft, Read};
use serde_json::Value;

use super::{product_roles, questions, said, steers_nothing};

/// A time that has come; what is said to come later is hostile.
const NOW: i64 = 1_770_000_000;

/// Reads the journal of a questionnaire under way.
pub fn draft(bytes: &[u8]) {
    for bytes in [bytes.to_vec(), sealed(bytes)] {
        match draft_lines::read(&bytes) {
            Ok(Read::Draft(draft)) => whole(&bytes, &draft),
            Ok(Read::Nothing { torn }) => assert_eq!(torn, bytes),
            Err(draft_lines::DraftError::Damaged(line) | draft_lines::DraftError::Newer(line)) => {
                assert!(line > 0 && line <= lines(&bytes));
            }
        }
    }
}

/// Holds that what is good of a journal stands at its start, says the same alone, and is read again as it is written.
fn whole(bytes: &[u8], draft: &Draft) {
    let length = usize::try_from(draft.length).expect("it is in memory");
    assert_eq!(bytes[length..], draft.torn);
    assert!(
        draft
            .faults
            .iter()
            .all(|fault| fault.line > 0 && fault.line <= lines(bytes))
    );
    assert!(draft.records.is_sorted_by(|one, other| one.n < other.n));
    assert!(draft.records.last().is_none_or(|last| last.n <= draft.n));
    let records = draft.records.iter().map(draft_lines::line);
    let written = draft_lines::head(&draft.header) + &records.collect::<String>();
    for bytes in [&bytes[..length], written.as_bytes()] {
        match draft_lines::read(bytes) {
            Ok(Read::Draft(again)) => {
                assert_eq!(again.header, draft.header);
                assert_eq!(again.records, draft.records);
            }
            other => panic!("{other:?} is no draft"),
        }
    }
}

/// Reads the journal of practice, and shows what comes of it.
pub fn practice(bytes: &[u8]) {
    for bytes in [bytes.to_vec(), sealed(bytes)] {
        let practised = practice_lines::read(&bytes);
        let newer = practised.newer;
        assert!(newer.is_none_or(|line| line > 0 && line <= lines(&bytes)));
        let length = usize::try_from(practised.length).expect("it is in memory");
        assert_eq!(bytes[length..], practised.torn);
        assert!(practised.faults.len() <= 100);
        let written: String = (1..)
            .zip(&practised.events)
            .map(|(number, event)| practice_lines::line(number, event))
            .collect();
        let again = practice_lines::read(written.as_bytes());
        assert_eq!(again.events, practised.events);
        assert_eq!((again.faults.len(), again.torn.len()), (0, 0));
        for event in &practised.events {
            let line = shown_practice::exported("bank", event);
            serde_json::from_str::<Value>(&line).expect("it is JSON");
            steers_nothing(&line);
        }
        let (catalogue, bank) = (product_roles(), questions());
        let history = History::of(practised.events);
        let now = Moment {
            at: NOW,
            calendar: Calendar::utc(),
            interview: None,
        };
        let progress = Progress::of(catalogue, bank, &history, None, &now);
        let look = Look {
            width: 60,
            charset: Charset::Unicode,
            colour: false,
            typed: Some("rolefit"),
        };
        let shown = shown_practice::ProgressReport {
            catalogue,
            bank,
            progress: &progress,
            with_notes: true,
            options: "",
        };
        steers_nothing(&shown.document().text(&look));
        steers_nothing(&shown.document().html());
        if let Some(open) = history.latest() {
            let end = (&now, ["", ""]);
            steers_nothing(&shown_practice::summary(bank, open, &history, end, &look));
        }
        steers_nothing(&shown.document().markdown());
        let json = shown.json().expect("every number of it is finite");
        serde_json::from_str::<Value>(&json).expect("it is JSON");
    }
}

/// Reads a kept result.
pub fn result(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let contents = Contents::of(&text);
    match &contents {
        Contents::Result(summary) => {
            assert!(summary.roles.len() >= 2);
            for role in &summary.roles {
                assert!((0.0..=1.0).contains(&role.probability));
            }
        }
        Contents::Newer => {}
        Contents::Damaged(damage) => {
            assert!(!damage.why.is_empty());
            said(&escape::line(&damage.why));
            let within =
                |&(line, _): &(usize, usize)| line > 0 && line <= lines(text.as_bytes()) + 1;
            assert!(damage.place.as_ref().is_none_or(within));
        }
    }
    if let Ok(line) = shown::exported("id", &text, &contents) {
        assert_eq!(line.matches('\n').count(), 1);
        steers_nothing(&line);
        serde_json::from_str::<Value>(&line).expect("it is JSON");
    }
}

fn lines(bytes: &[u8]) -> usize {
    bytes.split_inclusive(|&byte| byte == b'\n').count()
}

/// Gives every whole line that is an object the checksum that belongs to it.
fn sealed(bytes: &[u8]) -> Vec<u8> {
    let seal = |line: &[u8]| {
        let mut value: Value = serde_json::from_slice(line).ok()?;
        value.as_object_mut()?.remove("crc");
        let empty = value.as_object()?.is_empty();
        (line.ends_with(b"\n") && !empty).then(|| draft_lines::line(&value).into_bytes())
    };
    bytes
        .split_inclusive(|&byte| byte == b'\n')
        .flat_map(|line| seal(line).unwrap_or_else(|| line.to_vec()))
        .collect()
}

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
                .map(|(n, event)| practice_lines::line(n, event))
                .collect();
            let again = practice_lines::read(lines.as_bytes());
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
