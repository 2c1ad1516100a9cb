//! Laws of the journal of practice.

use rolefit::preparation::StarPart;
use rolefit::preparation::practice::{Event, GivenAnswer, Rating};

use super::*;

fn events() -> Vec<Stamped> {
    let question = || "a-question".to_owned();
    let given = GivenAnswer {
        question: question(),
        rating: Rating::Three,
        notes: vec![
            (None, "one".into()),
            (Some(StarPart::Lesson), "two\n\u{1b}".into()),
        ],
        seconds: Some(3),
        follow_ups: 2,
        flags: vec![1],
        at: Some(-5),
    };
    [
        Event::Begun {
            role: "r".into(),
            questions: vec![question()],
        },
        Event::Said {
            question: question(),
            seconds: 61,
            text: String::new(),
        },
        Event::Noted {
            question: question(),
            part: Some(StarPart::Task),
            text: "é".into(),
        },
        Event::FollowedUp {
            question: question(),
            seen: 1,
            text: "because".into(),
        },
        Event::Flagged {
            question: question(),
            flags: vec![2, 3],
        },
        Event::Rated {
            question: question(),
            rating: Rating::Five,
        },
        Event::Skipped {
            question: question(),
        },
        Event::Given(given),
        Event::Ended,
    ]
    .into_iter()
    .map(|event| Stamped { at: 9, event })
    .collect()
}

fn written(folder: &Path, events: &[Stamped]) -> PathBuf {
    let path = folder.join("practice-bank.jsonl");
    let practised = PracticeJournal::read(&path).unwrap();
    let mut journal = PracticeJournal::resume(path.clone(), &practised).unwrap();
    journal.append(events).unwrap();
    path
}

#[test]
fn what_was_written_is_read_again_whatever_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), &events());
    assert_eq!(PracticeJournal::read(&path).unwrap().events, events());
}

#[test]
fn a_journal_cut_at_any_byte_keeps_every_whole_line_and_takes_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), &events());
    let bytes = fs::read(&path).unwrap();
    for end in (0..bytes.len()).step_by(7) {
        fs::write(&path, &bytes[..end]).unwrap();
        let whole = bytes[..end].split(|&byte| byte == b'\n').count() - 1;
        assert_eq!(
            PracticeJournal::read(&path).unwrap().events,
            events()[..whole]
        );
        written(folder.path(), &events()[..1]);
        let read = PracticeJournal::read(&path).unwrap();
        assert_eq!(
            (read.events.len(), read.damaged, read.torn),
            (whole + 1, vec![], vec![])
        );
    }
}

#[test]
fn a_damaged_line_costs_itself_and_a_newer_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), &events());
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("61", "62", 1)).unwrap();
    let read = PracticeJournal::read(&path).unwrap();
    assert_eq!(
        (read.damaged, read.events.len()),
        (vec![2], events().len() - 1)
    );
    fs::write(&path, format!("{text}{{\"v\":2}}\n")).unwrap();
    let newer = PracticeJournal::read(&path).unwrap_err();
    assert!(matches!(newer, PracticeError::Newer(10)));
}
