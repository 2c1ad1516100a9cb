//! Laws of the journal: what was acknowledged is read back, whatever happens to its end.

use std::os::unix::fs::PermissionsExt;

use proptest::prelude::*;
use rolefit::session::journal::{Fault, FaultKind};

use super::*;

fn header() -> Header {
    let line = r#"{"v":1,"kind":"rolefit-draft","catalogue":"sample","version":"1.0.0","hash":"00","length":"standard","certainty":0.95,"per_trait":2,"most_items":36,"focus":[],"seed":18446744073709551615}"#;
    serde_json::from_str(line).unwrap()
}

fn written(count: usize) -> (tempfile::TempDir, PathBuf, Vec<u64>) {
    let outer = tempfile::tempdir().unwrap();
    let path = outer.path().join("draft-sample.jsonl");
    let mut journal = Journal::start(path.clone(), header());
    let mut lengths = vec![0];
    for number in 0..count {
        let item = format!("item-{number}");
        journal
            .append(&[(&item, Value::Response(1 + number % 4))])
            .unwrap();
        lengths.push(fs::metadata(&path).unwrap().len());
    }
    (outer, path, lengths)
}

fn draft(bytes: &[u8]) -> Draft {
    match read(bytes) {
        Ok(Read::Draft(draft)) => *draft,
        other => panic!("{other:?} is no draft"),
    }
}

#[test]
fn nothing_is_on_disk_before_the_first_reply_and_then_for_the_owner_alone() {
    let (_outer, path, _) = written(0);
    assert!(!path.exists());
    let (_outer, path, _) = written(1);
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn cut_at_every_byte_all_replies_acknowledged_before_are_read() {
    let (_outer, path, lengths) = written(5);
    let bytes = fs::read(&path).unwrap();
    for cut in 0..=bytes.len() {
        let acknowledged = lengths
            .iter()
            .filter(|&&length| length <= cut as u64)
            .count()
            - 1;
        match read(&bytes[..cut]).unwrap() {
            Read::Nothing { torn } => {
                assert_eq!(acknowledged, 0);
                assert_eq!(torn, &bytes[..cut]);
            }
            Read::Draft(draft) => {
                assert_eq!(draft.records.len(), acknowledged, "cut at {cut}");
                assert_eq!(draft.torn.len() as u64 + draft.length, cut as u64);
            }
        }
    }
}

#[test]
fn after_a_cut_at_any_byte_the_journal_goes_on() {
    let (_outer, path, _) = written(3);
    let bytes = fs::read(&path).unwrap();
    let first = bytes.iter().position(|&byte| byte == b'\n').unwrap() + 1;
    for cut in first..bytes.len() {
        fs::write(&path, &bytes[..cut]).unwrap();
        let before = draft(&bytes[..cut]);
        let mut journal = Journal::resume(path.clone(), &before).unwrap();
        journal.append(&[("more", Value::SKIP)]).unwrap();
        let after = draft(&fs::read(&path).unwrap());
        assert!(after.torn.is_empty());
        assert_eq!(after.records[..before.records.len()], before.records);
        assert_eq!(after.records.last().unwrap().item, "more");
    }
}

/// How many lines there are before the first reply.
const HEAD: usize = 2;

#[test]
fn a_bad_line_costs_what_it_held_and_is_named_and_so_is_a_gap() {
    let (_outer, path, _) = written(4);
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let all = draft(text.as_bytes()).records;
    for bad in 0..lines.len() - 1 {
        let mut bytes = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let line = if index == bad { "\0\0\u{FFFD}" } else { line };
            bytes.extend_from_slice(line.as_bytes());
            bytes.push(b'\n');
        }
        let left = draft(&bytes);
        let mut expected = all.clone();
        if bad >= HEAD {
            expected.remove(bad - HEAD);
        }
        assert_eq!((left.records, left.n), (expected, 4));
        let kind = if bad < HEAD {
            FaultKind::Start
        } else {
            FaultKind::Reply
        };
        let line = bad + 1;
        assert_eq!(left.faults, [Fault { line, kind }]);
        assert_eq!(left.length, bytes.len() as u64);
    }
    let read_lines = |chosen: &[usize]| {
        let chosen = chosen.iter().map(|&index| lines[index]).chain([""]);
        draft(chosen.collect::<Vec<_>>().join("\n").as_bytes())
    };
    let gap = read_lines(&[0, 1, 2, 4, 5]);
    let at = |kind| vec![Fault { line: 4, kind }];
    let faults = at(FaultKind::Gap(1));
    assert_eq!((gap.records.len(), gap.faults), (3, faults));
    let twice = read_lines(&[0, 1, 2, 2]);
    let faults = at(FaultKind::Misplaced);
    assert_eq!((twice.records.len(), twice.faults), (1, faults));
    // What was started is known as long as one line says so.
    assert_eq!(read_lines(&[0, 2, 3]).records, all[..2]);
    let neither = format!("\0\n\0\n{}\n", lines[2]);
    assert_eq!(read(neither.as_bytes()), Err(DraftError::Damaged(1)));
}

#[test]
fn a_line_break_that_is_gone_costs_neither_of_the_lines_around_it() {
    let (_outer, path, _) = written(4);
    let whole = fs::read(&path).unwrap();
    let breaks = (0..whole.len() - 1).filter(|&at| whole[at] == b'\n');
    for at in breaks {
        for other in [b'\0', b'J', b' ', 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = other;
            assert_eq!(draft(&bytes).records, draft(&whole).records);
        }
    }
}

#[test]
fn a_last_line_of_zeros_is_a_torn_write() {
    let (_outer, path, _) = written(2);
    let good = fs::read(&path).unwrap();
    for tail in [&[0u8; 30][..], b"\0\0\0\n"] {
        let bytes = [&good, tail].concat();
        let draft = draft(&bytes);
        assert_eq!(draft.records.len(), 2);
        assert_eq!(draft.torn, tail);
    }
}

#[test]
fn newer_lines_are_refused_and_left_alone() {
    let (_outer, path, _) = written(1);
    let mut bytes = fs::read(&path).unwrap();
    bytes.extend_from_slice(b"{\"v\":999,\"n\":2}\n");
    assert_eq!(read(&bytes), Err(DraftError::Newer(HEAD + 2)));
    assert_eq!(read(b"{\"v\":2}\n"), Err(DraftError::Newer(1)));
}

#[test]
fn an_append_that_is_cut_short_leaves_the_last_good_length_and_can_be_tried_again() {
    // How large a file may be holds for a whole process, so this test runs itself once more in one of its own.
    const INNER: &str = "ROLEFIT_TEST_SMALL_FILES";
    if std::env::var_os(INNER).is_none() {
        let name = "an_append_that_is_cut_short_leaves_the_last_good_length_and_can_be_tried_again";
        let inner = std::process::Command::new(std::env::current_exe().unwrap())
            .args([&format!("cli::store::journal::tests::{name}"), "--exact"])
            .env(INNER, "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&inner.stdout);
        assert!(
            inner.status.success() && said.contains("1 passed"),
            "{said}"
        );
        return;
    }
    // Without a handler a write beyond the limit ends the process; with one it fails like a full disk.
    let seen = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen).unwrap();
    for count in 0..3 {
        let (_outer, path, _) = written(count);
        let bytes = fs::read(&path).unwrap_or_default();
        let mut journal = if count == 0 {
            Journal::start(path.clone(), header())
        } else {
            Journal::resume(path.clone(), &draft(&bytes)).unwrap()
        };
        for room in [1, 20] {
            largest_file(Some(bytes.len() as u64 + room));
            let failed = journal.append(&[("more", Value::SKIP)]);
            largest_file(None);
            assert!(failed.is_err());
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
        journal.append(&[("more", Value::SKIP)]).unwrap();
        let after = draft(&fs::read(&path).unwrap());
        assert_eq!(after.records.len(), count + 1);
        assert!(after.torn.is_empty());
    }
}

/// Sets how large a file this process may write.
fn largest_file(current: Option<u64>) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(Resource::Fsize).maximum;
    let current = current.or(maximum);
    setrlimit(Resource::Fsize, Rlimit { current, maximum }).unwrap();
}

#[test]
fn a_write_whose_folder_cannot_be_synced_does_not_count_and_can_be_tried_again() {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("folder");
    fs::create_dir(&folder).unwrap();
    let path = folder.join("draft-sample.jsonl");
    let mut journal = Journal::start(path, header());
    journal.append(&[("one", Value::SKIP)]).unwrap();
    // As after a first write that failed: the file is open, the folder not yet synced, and it cannot be.
    journal.linked = false;
    let moved = outer.path().join("moved");
    fs::rename(&folder, &moved).unwrap();
    let kept = fs::read(moved.join("draft-sample.jsonl")).unwrap();
    assert!(journal.append(&[("two", Value::SKIP)]).is_err());
    assert_eq!(fs::read(moved.join("draft-sample.jsonl")).unwrap(), kept);
    fs::rename(&moved, &folder).unwrap();
    journal.append(&[("two", Value::SKIP)]).unwrap();
    let items: Vec<String> = draft(&fs::read(journal.path()).unwrap())
        .records
        .into_iter()
        .map(|record| record.item)
        .collect();
    assert_eq!(items, ["one", "two"]);
    assert!(journal.linked);
}

#[test]
fn a_journal_that_another_program_has_cut_takes_no_reply_and_is_not_said_to_be_whole() {
    let (_outer, path, lengths) = written(2);
    let whole = fs::read(&path).unwrap();
    for cut in [0, 300, lengths[1], lengths[2] - 1] {
        fs::write(&path, &whole).unwrap();
        let mut journal = Journal::resume(path.clone(), &draft(&whole)).unwrap();
        let standing = journal.standing();
        assert!(standing.is_whole());
        File::options()
            .write(true)
            .open(&path)
            .and_then(|file| file.set_len(cut))
            .unwrap();
        assert!(!standing.is_whole());
        for failed in [journal.append(&[("more", Value::SKIP)]), journal.stand()] {
            let error = failed.unwrap_err().to_string();
            assert_eq!(error, "another program has cut it short");
        }
        assert_eq!(fs::metadata(&path).unwrap().len(), cut);
    }
}

#[test]
fn a_reply_that_was_written_but_not_synced_does_not_count() {
    let (_outer, path, _) = written(0);
    let mut journal = Journal::start(path, header());
    journal.append(&[("one", Value::SKIP)]).unwrap();
    // A pipe takes what is written and cannot be synced.
    let (mut reader, writer) = io::pipe().unwrap();
    journal.file = Some(std::os::fd::OwnedFd::from(writer).into());
    assert!(journal.append(&[("two", Value::SKIP)]).is_err());
    assert_eq!(journal.n, 1);
    drop(journal);
    let mut written = String::new();
    io::Read::read_to_string(&mut reader, &mut written).unwrap();
    assert!(written.contains("\"two\""), "{written}");
}

/// Holds that of a damaged journal every line that is still whole is read, that nothing else is, and that no byte is
/// forgotten.
fn damaged(whole: &[u8], bytes: &[u8]) {
    let all = draft(whole).records;
    let lines = |bytes: &[u8]| -> Vec<Vec<u8>> {
        let lines = bytes.split_inclusive(|&byte| byte == b'\n');
        lines.map(<[u8]>::to_vec).collect()
    };
    let before = lines(whole);
    let left: Vec<usize> = lines(bytes)
        .iter()
        .filter_map(|line| before.iter().rposition(|other| other == line))
        .collect();
    match read(bytes) {
        Ok(Read::Nothing { torn }) => {
            assert!(left.iter().all(|&line| line < HEAD));
            assert_eq!(torn, bytes);
        }
        Ok(Read::Draft(draft)) => {
            let mut written = all.iter();
            assert!(
                draft
                    .records
                    .iter()
                    .all(|one| written.any(|other| other == one))
            );
            let replies = left.iter().filter(|&&line| line >= HEAD);
            for reply in replies {
                assert!(draft.records.contains(&all[reply - HEAD]));
            }
            let length = usize::try_from(draft.length).unwrap();
            assert_eq!(draft.torn, &bytes[length..]);
        }
        Err(DraftError::Damaged(line)) => {
            assert_eq!(line, 1);
            assert!(left.iter().all(|&line| line >= HEAD), "a header is left");
        }
        Err(DraftError::Newer(_)) => panic!("no newer version has written it"),
    }
}

#[test]
fn a_byte_that_is_another_costs_one_reply_at_most() {
    let (_outer, path, _) = written(3);
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        for other in [0, b'\n', b'"', b'9', whole[at] ^ 1, whole[at] ^ 0x80] {
            let mut bytes = whole.clone();
            bytes[at] = other;
            damaged(&whole, &bytes);
            assert!(draft(&bytes).records.len() >= 2, "byte {at} is {other}");
        }
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
        let (_outer, path, _) = written(4);
        let whole = fs::read(&path).unwrap();
        let start = at.index(whole.len());
        let end = (start + gone).min(whole.len());
        let mut bytes = whole.clone();
        bytes.splice(start..end, new);
        damaged(&whole, &bytes);
    }
}

#[test]
fn setting_aside_never_replaces_what_was_set_aside_before() {
    let (_outer, path, _) = written(1);
    let first = set_aside(&path).unwrap().unwrap();
    assert!(first.ends_with("draft-sample.jsonl.bak"));
    assert!(!path.exists());
    fs::write(&path, "second").unwrap();
    let second = set_aside(&path).unwrap().unwrap();
    assert_ne!(first, second);
    assert_eq!(fs::read_to_string(second).unwrap(), "second");
    assert_eq!(set_aside(&path).unwrap(), None);
}

#[test]
fn a_move_that_was_cut_short_between_its_steps_is_finished_and_no_other_file_is_replaced() {
    let (_outer, path, _) = written(1);
    let new = beside(&path, "new");
    let bytes = fs::read(&path).unwrap();
    // A kill after the first step leaves both names to one file.
    fs::hard_link(&path, &new).unwrap();
    assert!(move_to(&path, &new).unwrap());
    assert!(!path.exists());
    assert_eq!(fs::read(&new).unwrap(), bytes);
    // The same bytes in a file of their own are not the same file.
    fs::write(&path, &bytes).unwrap();
    assert!(!move_to(&path, &new).unwrap());
    assert!(path.exists() && new.exists());
}

#[test]
fn a_journal_that_is_removed_while_it_is_written_is_written_again() {
    let (outer, path, _) = written(2);
    let before = fs::read(&path).unwrap();
    let mut journal = Journal::resume(path.clone(), &draft(&before)).unwrap();
    let moved = outer.path().join("moved");
    for gone in [&|| fs::remove_file(&path) as io::Result<()>, &|| {
        fs::rename(&path, &moved)
    }] as [&dyn Fn() -> io::Result<()>; 2]
    {
        gone().unwrap();
        journal.append(&[("more", Value::SKIP)]).unwrap();
        assert!(fs::read(&path).unwrap().starts_with(&before));
        gone().unwrap();
        journal.stand().unwrap();
        assert!(fs::read(&path).unwrap().starts_with(&before));
    }
    assert_eq!(draft(&fs::read(&path).unwrap()).records.len(), 4);
    // What another program put in its place is its own.
    fs::remove_file(&path).unwrap();
    fs::write(&path, "theirs").unwrap();
    assert!(journal.append(&[("more", Value::SKIP)]).is_err());
    journal.remove().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
}
