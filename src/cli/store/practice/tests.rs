//! Laws of the journal of practice.

use proptest::prelude::*;
use rolefit::preparation::StarPart;
use rolefit::preparation::practice::{Event, GivenAnswer, Rating};

use std::fs;

use rolefit::preparation::practice::journal::LineFault;

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
        checklist: vec![2],
        strong: vec![3],
        flags: vec![1],
        at: Some(-5),
    };
    [
        Event::Begun {
            role: "r".into(),
            questions: vec![question()],
            options: String::new(),
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
        Event::Back {
            question: question(),
        },
        Event::Given(given),
        Event::Ended {},
    ]
    .into_iter()
    .map(|event| Stamped { at: 9, event })
    .collect()
}

fn written(folder: &Path, events: &[Stamped]) -> PathBuf {
    let path = folder.join("practice-bank.jsonl");
    let practised = PracticeJournal::read(&path).unwrap();
    let (mut journal, _) =
        PracticeJournal::resume(path.clone(), &practised, &Locked::Unsupported).unwrap();
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
    for end in 0..bytes.len() {
        fs::write(&path, &bytes[..end]).unwrap();
        let whole = bytes[..end].split(|&byte| byte == b'\n').count() - 1;
        assert_eq!(
            PracticeJournal::read(&path).unwrap().events,
            events()[..whole]
        );
        written(folder.path(), &events()[..1]);
        let read = PracticeJournal::read(&path).unwrap();
        assert_eq!(
            (read.events.len(), read.faults, read.torn),
            (whole + 1, vec![], vec![])
        );
    }
}

#[test]
fn a_damaged_line_and_a_newer_one_cost_themselves_and_the_newer_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), &events());
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("61", "62", 1)).unwrap();
    let read = PracticeJournal::read(&path).unwrap();
    assert_eq!(
        (read.faults, read.events.len()),
        (vec![(2, LineFault::Damaged)], events().len() - 1)
    );
    fs::write(&path, format!("{text}{{\"v\":2}}\n")).unwrap();
    let read = PracticeJournal::read(&path).unwrap();
    assert_eq!(
        (read.newer, read.faults),
        (Some(11), vec![(11, LineFault::Newer)])
    );
    assert_eq!(read.events, events());
}

#[test]
fn a_torn_end_is_set_aside_once_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), &events()[..2]);
    let whole = fs::read(&path).unwrap();
    fs::write(&path, [&whole[..], b"{\"v\":1,\"n\":3,\"at\":17"].concat()).unwrap();
    let resume = || {
        let practised = PracticeJournal::read(&path).unwrap();
        PracticeJournal::resume(path.clone(), &practised, &Locked::Unsupported).unwrap()
    };
    let aside = resume().1.unwrap();
    assert_eq!(fs::read(&path).unwrap(), whole);
    assert_eq!(fs::read(&aside).unwrap(), b"{\"v\":1,\"n\":3,\"at\":17\n");
    assert_eq!(resume().1, None);
}

#[test]
fn repeated_lines_are_left_out_and_missing_ones_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), &events());
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let read = |lines: &[&str]| {
        fs::write(&path, lines.concat()).unwrap();
        let read = PracticeJournal::read(&path).unwrap();
        (read.events, read.faults)
    };
    let (three, repeated) = (&events()[..3], LineFault::Repeated);
    assert_eq!(
        read(&[lines[0], lines[1], lines[1], lines[2], lines[0]]),
        (three.to_vec(), vec![(3, repeated), (5, repeated)])
    );
    let (found, faults) = read(&[lines[0], lines[2]]);
    assert_eq!((found.len(), faults), (2, vec![(2, LineFault::Gap)]));
}

#[test]
fn without_locks_what_another_wrote_meanwhile_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), &events()[..1]);
    let open = || {
        let practised = PracticeJournal::read(&path).unwrap();
        PracticeJournal::resume(path.clone(), &practised, &Locked::Unsupported)
            .unwrap()
            .0
    };
    let (mut one, mut other) = (open(), open());
    one.append(&events()[1..2]).unwrap();
    other.append(&events()[2..3]).unwrap();
    one.append(&events()[3..4]).unwrap();
    let read = PracticeJournal::read(&path).unwrap();
    assert_eq!((read.events, read.faults), (events()[..4].to_vec(), vec![]));
}

#[test]
fn an_event_that_was_written_but_not_synced_does_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), &events()[..1]);
    let practised = PracticeJournal::read(&path).unwrap();
    let (mut journal, _) = PracticeJournal::resume(path, &practised, &Locked::Unsupported).unwrap();
    journal.shared = false;
    // A pipe takes what is written and cannot be synced.
    let (mut reader, writer) = io::pipe().unwrap();
    journal.file = Some(std::os::fd::OwnedFd::from(writer).into());
    assert!(journal.append(&events()[1..2]).is_err());
    assert_eq!(journal.n, 1);
    drop(journal);
    let mut written = String::new();
    io::Read::read_to_string(&mut reader, &mut written).unwrap();
    assert!(written.contains("\"said\""), "{written}");
}

/// Returns the lines of a journal, each with its newline.
fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    bytes.split_inclusive(|&byte| byte == b'\n').collect()
}

/// Returns the numbers of the lines that something is wrong with, but for the torn end, which going on cuts off.
fn named_lines(practised: &Practised) -> Vec<usize> {
    let torn = usize::from(!practised.torn.is_empty());
    let lasting = &practised.faults[..practised.faults.len() - torn];
    lasting.iter().map(|(number, _)| *number).collect()
}

/// Returns whether these stand among those, in their order.
fn stand_among(some: &[Stamped], all: &[Stamped]) -> bool {
    let mut all = all.iter();
    some.iter().all(|one| all.any(|other| other == one))
}

/// Holds that of a damaged journal every line that is still whole is read, every other is named or torn, and that
/// going on writes over nothing but the torn end, which is kept aside.
fn damaged(folder: &Path, whole: &[u8], bytes: &[u8]) {
    let path = folder.join("practice-bank.jsonl");
    fs::write(&path, bytes).unwrap();
    let practised = PracticeJournal::read(&path).unwrap();
    let before = lines(whole);
    let (mut events_left, mut damaged) = (Vec::new(), Vec::new());
    for (number, line) in (1..)
        .zip(lines(bytes))
        .filter(|(_, line)| line.ends_with(b"\n"))
    {
        match before.iter().position(|whole| whole == &line) {
            Some(event) => events_left.push(events()[event].clone()),
            None => damaged.push(number),
        }
    }
    // Where a line break alone is gone, both lines around it are read besides.
    assert!(stand_among(&events_left, &practised.events));
    assert!(stand_among(&practised.events, &events()));
    let named = named_lines(&practised);
    assert!(damaged.iter().all(|number| named.contains(number)));
    let torn = practised.torn.len();
    assert_eq!(practised.torn, &bytes[bytes.len() - torn..]);

    let resumed = PracticeJournal::resume(path.clone(), &practised, &Locked::Unsupported);
    let mut journal = resumed.unwrap().0;
    journal.append(&events()[..1]).unwrap();
    let after = fs::read(&path).unwrap();
    assert!(after.starts_with(&bytes[..bytes.len() - torn]));
    let again = PracticeJournal::read(&path).unwrap();
    assert_eq!(
        (again.events.len(), named_lines(&again)),
        (practised.events.len() + 1, named)
    );
    if torn > 0 {
        let aside = fs::read(folder.join("practice-bank.jsonl.torn")).unwrap();
        assert!(aside.ends_with(&[&practised.torn[..], b"\n"].concat()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_overwrites_a_part_of_a_journal_every_line_left_whole_is_read(
        at in any::<prop::sample::Index>(),
        gone in 0..200usize,
        new in prop::collection::vec(prop_oneof![Just(0), Just(b'\n'), any::<u8>()], 0..200),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path(), &events());
        let whole = fs::read(&path).unwrap();
        let start = at.index(whole.len());
        let end = (start + gone).min(whole.len());
        let mut bytes = whole.clone();
        bytes.splice(start..end, new);
        damaged(folder.path(), &whole, &bytes);
    }

    #[test]
    fn a_byte_that_is_another_costs_one_record_at_most(at in any::<prop::sample::Index>(), other in any::<u8>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path(), &events());
        let mut bytes = fs::read(&path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = other;
        fs::write(&path, bytes).unwrap();
        let practised = PracticeJournal::read(&path).unwrap();
        prop_assert!(practised.events.len() + 1 >= events().len());
        prop_assert!(stand_among(&practised.events, &events()));
    }

    #[test]
    fn any_byte_of_a_journal_may_be_any_other(at in any::<prop::sample::Index>(), other in any::<u8>()) {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path(), &events());
        let whole = fs::read(&path).unwrap();
        let mut bytes = whole.clone();
        bytes[at.index(whole.len())] = other;
        damaged(folder.path(), &whole, &bytes);
    }
}
