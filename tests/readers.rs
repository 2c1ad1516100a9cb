//! Every reader on the saved corpus of the fuzzing, and on changes of it: what the fuzz targets hold holds here too, on
//! any toolchain and in a moment.

#[path = "fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "it is the library of the fuzz targets too")]
mod fuzz;

use std::fs;
use std::path::Path;

use fuzz::READERS;
use proptest::prelude::*;
use proptest::sample::{Index, select};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fuzz/corpus");

/// Files of at most so many bytes are cut at each of them: others take a debug build too long.
const SMALL: usize = 900;

/// Returns the files of a corpus, by name.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = fs::read_dir(Path::new(CORPUS).join(name))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(paths.len() >= 6, "the corpus `{name}` is lost");
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

#[test]
fn every_reader_takes_every_file_of_its_corpus() {
    for (name, read) in READERS {
        for file in corpus(name) {
            read(&file);
        }
    }
}

#[test]
fn a_file_cut_at_any_byte_is_read_or_refused() {
    for (name, read) in READERS {
        let files = corpus(name);
        let small = files.iter().filter(|file| file.len() <= SMALL);
        let file = small.max_by_key(|file| file.len()).unwrap();
        for cut in 0..file.len() {
            read(&file[..cut]);
        }
    }
}

#[test]
fn every_reader_is_fuzzed() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/fuzz");
    let script = fs::read_to_string(script).unwrap();
    let (_, rest) = script.split_once("\nfor target in ").unwrap();
    let (fuzzed, _) = rest.split_once("; do").unwrap();
    let fuzzed: Vec<&str> = fuzzed.split(' ').collect();
    assert_eq!(fuzzed, READERS.map(|(name, _)| name));
}

/// One change of a file; places are shares of its length.
#[derive(Debug, Clone)]
enum Change {
    /// A bit is turned.
    Flip(Index, u8),
    /// Bytes give way to others.
    Splice(Index, usize, Vec<u8>),
    /// A line stands twice.
    Double(Index),
    /// A line is gone.
    Drop(Index),
    /// A line comes from another file.
    Foreign(Index, Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    const TOKENS: [&[u8]; 14] = [
        b"\x1b]0;x\x07",
        b"\xe2\x80\xae",
        b"\xff\xfe",
        b"\0",
        b"\"\"\"",
        b"[[",
        b"]",
        b"nan",
        b"-0.0",
        b"1e400",
        b"9223372036854775808",
        b"\\u202e",
        b"\r",
        b",",
    ];
    let new = prop_oneof![
        select(&TOKENS[..]).prop_map(<[u8]>::to_vec),
        prop::collection::vec(any::<u8>(), 0..12),
    ];
    prop_oneof![
        (any::<Index>(), 0..8u8).prop_map(|(at, bit)| Change::Flip(at, bit)),
        (any::<Index>(), 0..20usize, new).prop_map(|(at, gone, new)| Change::Splice(at, gone, new)),
        any::<Index>().prop_map(Change::Double),
        any::<Index>().prop_map(Change::Drop),
        (any::<Index>(), any::<Index>(), any::<Index>())
            .prop_map(|(at, file, line)| Change::Foreign(at, file, line)),
    ]
}

/// Returns the lines of a file, each with its newline.
fn lines(file: &[u8]) -> Vec<Vec<u8>> {
    let lines = file.split_inclusive(|&byte| byte == b'\n');
    lines.map(<[u8]>::to_vec).collect()
}

fn changed(mut file: Vec<u8>, change: &Change, others: &[Vec<u8>]) -> Vec<u8> {
    if file.is_empty() {
        return file;
    }
    match change {
        Change::Flip(at, bit) => {
            let at = at.index(file.len());
            file[at] ^= 1 << bit;
            file
        }
        Change::Splice(at, gone, new) => {
            let start = at.index(file.len());
            let end = (start + gone).min(file.len());
            file.splice(start..end, new.iter().copied());
            file
        }
        Change::Double(at) => {
            let mut lines = lines(&file);
            let at = at.index(lines.len());
            lines.insert(at, lines[at].clone());
            lines.concat()
        }
        Change::Drop(at) => {
            let mut lines = lines(&file);
            lines.remove(at.index(lines.len()));
            lines.concat()
        }
        Change::Foreign(at, other, line) => {
            let foreign = lines(&others[other.index(others.len())]);
            let mut lines = lines(&file);
            if !foreign.is_empty() {
                lines.insert(at.index(lines.len()), line.get(&foreign).clone());
            }
            lines.concat()
        }
    }
}

proptest! {
    // What breaks a reader is added to its corpus; every step of making it smaller says that something broke.
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 100,
        ..ProptestConfig::with_cases(500)
    })]

    #[test]
    fn no_change_of_a_file_breaks_a_promise_of_its_reader(
        reader in select(&READERS[..]),
        file in any::<Index>(),
        changes in prop::collection::vec(change(), 1..5),
    ) {
        let (name, read) = reader;
        let files = corpus(name);
        let file = file.get(&files).clone();
        let bytes = changes.iter().fold(file, |file, change| changed(file, change, &files));
        // A place in a list of files says nothing to whoever reads of a failure; the bytes do, and can be kept.
        let broken = std::panic::catch_unwind(|| read(&bytes)).is_err();
        prop_assert!(!broken, "`{name}` breaks on b\"{}\"", bytes.escape_ascii());
    }
}
