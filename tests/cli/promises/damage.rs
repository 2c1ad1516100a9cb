//! A store that is cut anywhere: what is damaged costs itself, is told by its place and kept, and blocks neither reading
//! nor the next save. The readers hold this for every byte (`cli::store::journal::tests`, `cli::store::practice::tests`,
//! and here for results); the tool as a whole is tried at cuts spread over each file.

use std::fs;
use std::path::PathBuf;
use std::thread;

use rolefit::history::Contents;
use rolefit::session::sealed;
use serde_json::Value;

use super::machine::{Machine, PLAINLY};
use crate::terminal::Terminal;

const V1: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/store/v1");
const SOUND: &str = "20260131-180000-abcdef";
const CUT: &str = "20260201-180000-abcdef";
const DRAFT: &str = "draft-store-v1.jsonl";
const PRACTICE: &str = "practice-bank-v1.jsonl";

fn v1(name: &str) -> Vec<u8> {
    fs::read(format!("{V1}/{name}")).unwrap()
}

/// Returns the places at which a file is cut: around the end of every line, and some in between.
fn cuts(bytes: &[u8], step: usize) -> Vec<usize> {
    let newline = |&at: &usize| bytes[at] == b'\n';
    let around = (0..bytes.len())
        .filter(newline)
        .step_by(5)
        .flat_map(|at| [at, at + 1]);
    let mut cuts: Vec<usize> = around
        .chain((0..bytes.len()).step_by(step))
        .chain([1, bytes.len() - 1])
        .filter(|&at| at < bytes.len())
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// A machine with one sound result, and with what it is to read.
fn machine() -> Machine {
    let machine = Machine::new();
    fs::create_dir_all(machine.home().join("catalogues")).unwrap();
    fs::create_dir(machine.home().join("results")).unwrap();
    for (name, fixture) in [
        ("catalogues/store-v1.toml", "catalogue.toml"),
        (&format!("results/{SOUND}.json"), "result.json"),
    ] {
        fs::write(machine.home().join(name), v1(fixture)).unwrap();
    }
    let answers = "{\"question\":\"new-post\",\"rating\":3,\"notes\":\"kept afterwards\"}\n";
    fs::write(machine.path("answers.jsonl"), answers).unwrap();
    machine
}

/// Runs a check for every cut, on as many threads as help.
fn at_every(cuts: &[usize], check: impl Fn(usize) + Sync) {
    assert!(cuts.len() > 10, "{cuts:?}");
    thread::scope(|scope| {
        for part in cuts.chunks(cuts.len().div_ceil(4)) {
            let check = &check;
            scope.spawn(move || part.iter().for_each(|&cut| check(cut)));
        }
    });
}

/// Holds that what is sound is listed, shown, reported and scored.
#[track_caller]
fn the_rest_is_usable(machine: &Machine, cut: usize) {
    let list: Value =
        serde_json::from_str(&machine.done(&["history", "--format", "json"])).unwrap();
    assert_eq!(list["results"][0]["state"], "result", "cut at {cut}");
    let shown = machine.done(&["history", "show", SOUND]);
    assert!(shown.contains("Walker"), "cut at {cut}");
    assert_eq!(machine.done(&["report", SOUND, "--color", "never"]), shown);
    let answers = format!("{V1}/answers.toml");
    machine.done(&["score", &answers, "--catalogue", "store-v1"]);
}

/// Returns how many whole lines there are, those lines, and what follows them.
fn told_apart(bytes: &[u8]) -> (usize, &[u8], &[u8]) {
    let last = bytes.iter().rposition(|&byte| byte == b'\n');
    let (good, torn) = bytes.split_at(last.map_or(0, |at| at + 1));
    (good.split(|&byte| byte == b'\n').count() - 1, good, torn)
}

/// Practises with one answer from a file, and returns what was said.
#[track_caller]
fn practise(machine: &Machine) -> String {
    let answers = machine.path("answers.jsonl");
    said_of_practice(
        machine,
        &["practice", "--answers", answers.to_str().unwrap()],
    )
}

/// Looks at how practice goes, and returns what was said beside.
#[track_caller]
fn progress(machine: &Machine) -> String {
    said_of_practice(machine, &["progress"])
}

#[track_caller]
fn said_of_practice(machine: &Machine, arguments: &[&str]) -> String {
    let questions = format!("{V1}/questions.toml");
    let arguments = [&["prep"], arguments].concat();
    let bank = ["--questions", &questions, "--catalogue", "store-v1"];
    let (code, _, stderr) = machine.run(PLAINLY, &[&arguments[..], &bank].concat());
    assert_eq!(code, Some(0), "{stderr}");
    stderr
}

#[test]
fn a_result_that_is_cut_at_any_byte_is_told_by_its_line() {
    let bytes = v1("result.json");
    let end = bytes.trim_ascii_end().len();
    let text = String::from_utf8(bytes).unwrap();
    for cut in 0..end {
        let part = &text[..cut];
        let Contents::Damaged(damage) = Contents::of(part) else {
            panic!("cut at {cut} it is still a result");
        };
        let (line, column) = damage.place.unwrap();
        assert!(column > 0, "cut at {cut}");
        assert!(line <= part.matches('\n').count() + 1, "cut at {cut}");
        assert!(!damage.why.is_empty());
    }
    assert!(matches!(Contents::of(&text[..end]), Contents::Result(_)));
}

#[test]
fn a_result_that_is_cut_costs_itself_alone() {
    let whole = v1("result.json");
    let end = whole.trim_ascii_end().len();
    at_every(&cuts(&whole[..end], 200), |cut| {
        let machine = machine();
        let damaged = machine.home().join(format!("results/{CUT}.json"));
        fs::write(&damaged, &whole[..cut]).unwrap();
        the_rest_is_usable(&machine, cut);
        let list = machine.done(&["history", "--format", "json"]);
        let list: Value = serde_json::from_str(&list).unwrap();
        assert_eq!(list["results"][1]["state"], "damaged", "cut at {cut}");
        assert!(
            list["results"][1]["line"].as_u64() > Some(0),
            "cut at {cut}"
        );
        let (code, shown, stderr) = machine.run(PLAINLY, &["report", "latest"]);
        assert_eq!(code, Some(0), "cut at {cut}: {stderr}");
        assert!(shown.contains("Walker"));
        assert!(
            stderr.contains(&format!("{CUT} is passed over: ")),
            "{stderr}"
        );
        practise(&machine);
        assert_eq!(fs::read(damaged).unwrap(), &whole[..cut], "cut at {cut}");
    });
}

#[test]
fn a_journal_of_practice_that_is_cut_costs_its_last_line_which_is_kept_aside() {
    let whole = v1("practice.jsonl");
    at_every(&cuts(&whole, 150), |cut| {
        let machine = machine();
        let journal = machine.home().join(PRACTICE);
        fs::write(&journal, &whole[..cut]).unwrap();
        the_rest_is_usable(&machine, cut);
        let (lines, good, torn) = told_apart(&whole[..cut]);
        let named = format!(
            "line {} of `{}` was cut short",
            lines + 1,
            journal.display()
        );
        // Whoever only looks is told too, and leaves it as it is.
        let looked = progress(&machine);
        let said = practise(&machine);
        for said in [&looked, &said] {
            let is_named = said.contains(&named);
            assert_eq!(is_named, !torn.is_empty(), "cut at {cut}: {said}");
        }
        let aside = machine.home().join(format!("{PRACTICE}.torn"));
        if torn.is_empty() {
            assert!(!aside.exists(), "cut at {cut}");
        } else {
            assert!(said.contains(aside.to_str().unwrap()), "{said}");
            assert_eq!(
                fs::read(&aside).unwrap(),
                [torn, b"\n"].concat(),
                "cut at {cut}"
            );
        }
        let after = fs::read(&journal).unwrap();
        assert!(after.starts_with(good), "cut at {cut}");
        let export = machine.done(&["history", "export", "--practice"]);
        assert_eq!(export.lines().count(), lines + 1, "cut at {cut}");
        assert!(export.contains("kept afterwards"), "cut at {cut}");
    });
}

#[test]
fn a_paused_questionnaire_that_is_cut_goes_on_after_the_last_whole_answer() {
    let whole = v1("draft.jsonl");
    // After so many lines the questionnaire goes on with this question.
    let questions = [1, 1, 2, 3, 4, 3, 4];
    at_every(&cuts(&whole, 60), |cut| {
        let machine = machine();
        let journal = machine.home().join(DRAFT);
        fs::write(&journal, &whole[..cut]).unwrap();
        the_rest_is_usable(&machine, cut);
        let (lines, good, torn) = told_apart(&whole[..cut]);
        // Without an answer there is nothing to go on with, and another questionnaire begins.
        let how = if lines > 1 {
            &["--resume"]
        } else {
            &["--seed=7"]
        };
        let arguments = [&["take", "--plain", "--catalogue", "store-v1"], &how[..]].concat();
        let mut terminal = Terminal::run(&machine.home(), &arguments, 100, 60);
        terminal.until(&format!("question {} ", questions[lines]));
        let said = terminal.screen();
        let told = match lines {
            0 => "Nothing in the file of the paused questionnaire can be read",
            _ => "was cut short",
        };
        assert_eq!(
            said.contains(told),
            !torn.is_empty(),
            "cut at {cut}: {said}"
        );
        terminal.send("2\nquit\n");
        assert_eq!(terminal.end(), 5, "cut at {cut}: {}", terminal.screen());
        let aside: PathBuf = machine.home().join(format!("{DRAFT}.torn"));
        assert_eq!(aside.exists(), !torn.is_empty(), "cut at {cut}");
        if !torn.is_empty() {
            assert_eq!(
                fs::read(aside).unwrap(),
                [torn, b"\n"].concat(),
                "cut at {cut}"
            );
        }
        let after = fs::read(&journal).unwrap();
        if lines > 1 {
            assert!(after.starts_with(good), "cut at {cut}");
        }
        assert!(after.ends_with(b"\n"));
    });
}

/// Returns the places and bits that flip, spread over a file.
fn flips(length: usize) -> Vec<(usize, u32)> {
    let places = (0..length).step_by(1.max(length / 60));
    (0..8)
        .cycle()
        .zip(places)
        .map(|(bit, at)| (at, bit))
        .collect()
}

#[test]
fn a_bit_that_flips_in_a_kept_result_is_named_and_nothing_of_it_is_shown() {
    let whole = sealed(&String::from_utf8(v1("result.json")).unwrap()).into_bytes();
    for (at, bit) in flips(whole.trim_ascii_end().len()) {
        let machine = machine();
        let damaged = machine.home().join(format!("results/{CUT}.json"));
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << bit;
        fs::write(&damaged, &bytes).unwrap();
        let list = machine.done(&["history", "--format", "json"]);
        let list: Value = serde_json::from_str(&list).unwrap();
        assert_eq!(list["results"][1]["state"], "damaged", "bit {bit} of {at}");
        for shown in [
            &["history", "show", CUT][..],
            &["report", CUT],
            &["compare", "--with", SOUND, "--with", CUT],
            &["compare", "runner", "walker", "--with", CUT],
            &["team", CUT, SOUND],
            &["prep", "--result", CUT],
        ] {
            let (code, stdout, stderr) = machine.run(PLAINLY, shown);
            assert!(matches!(code, Some(3 | 4)), "{shown:?}: {stderr}");
            assert_eq!(stdout, "", "{shown:?}");
            let named = format!("the kept result {CUT} cannot be used: ");
            assert!(stderr.contains(&named), "{shown:?}: {stderr}");
            assert!(stderr.contains(damaged.to_str().unwrap()), "{stderr}");
        }
        let (code, export, stderr) = machine.run(PLAINLY, &["history", "export"]);
        assert_eq!((code, export.lines().count()), (Some(3), 1), "{stderr}");
        assert!(stderr.contains(&format!("{CUT} is left out: ")), "{stderr}");
        let (code, shown, stderr) = machine.run(PLAINLY, &["report"]);
        assert_eq!(code, Some(0), "{stderr}");
        assert!(shown.contains("Walker"));
        assert!(
            stderr.contains(&format!("{CUT} is passed over: ")),
            "{stderr}"
        );
        assert_eq!(fs::read(&damaged).unwrap(), bytes);
        // A sound result is not deleted in place of the latest.
        let (code, _, stderr) = machine.run(PLAINLY, &["history", "delete", "latest", "--yes"]);
        assert_eq!(code, Some(3), "{stderr}");
        assert!(stderr.contains("nothing was deleted"), "{stderr}");
        let sound = machine.home().join(format!("results/{SOUND}.json"));
        assert!(sound.exists() && damaged.exists());
        machine.done(&["history", "delete", CUT, "--yes"]);
        assert!(!damaged.exists());
    }
}

#[test]
fn an_older_result_that_contradicts_itself_is_damaged_and_a_whole_one_is_read() {
    let whole = String::from_utf8(v1("result.json")).unwrap();
    let changes = [
        ("\"response\": 3", "\"response\": 2", "answer string"),
        ("\"answered\": 4", "\"answered\": 5", "4 answers"),
        (
            "\"probability\": 0.52",
            "\"probability\": 0.42",
            "add up to",
        ),
        (
            "\"probability\": 0.5227",
            "\"probability\": 0.5228",
            "add up to 100.01 %",
        ),
        ("\"between\"", "\"clear\"", "its verdict `clear`"),
        ("\"score\": ", "\"score\": 1", "interval"),
        ("\"rank\": 1", "\"rank\": 3", "ranks"),
        ("\"typicality\"", "\"typicalitz\"", "no result has a key"),
    ];
    for (from, to, words) in changes {
        assert!(whole.contains(from), "{from}");
        let machine = machine();
        let file = machine.home().join(format!("results/{CUT}.json"));
        let (before, after) = whole.rsplit_once(from).unwrap();
        fs::write(&file, [before, to, after].concat()).unwrap();
        let (code, stdout, stderr) = machine.run(PLAINLY, &["history", "show", CUT]);
        assert_eq!((code, stdout.as_str()), (Some(3), ""), "{from}: {stderr}");
        assert!(
            stderr.contains("it contradicts itself: ") && stderr.contains(words),
            "{stderr}"
        );
        fs::write(&file, &whole).unwrap();
        assert!(machine.done(&["history", "show", CUT]).contains("Walker"));
    }
}

#[test]
fn a_damaged_line_of_a_paused_questionnaire_is_named_and_costs_its_own_answer() {
    let begun = machine();
    let take = [
        "take",
        "--plain",
        "--catalogue",
        "store-v1",
        "--length",
        "full",
    ];
    let mut terminal = Terminal::run(&begun.home(), &take, 100, 60);
    for question in 1..=3 {
        terminal.until(&format!("question {question} "));
        terminal.send("2\n");
    }
    terminal.until("question 4 ");
    terminal.send("quit\n");
    assert_eq!(terminal.end(), 5);
    let whole = fs::read(begun.home().join(DRAFT)).unwrap();
    let ends: Vec<usize> = (0..whole.len()).filter(|&at| whole[at] == b'\n').collect();
    assert_eq!(ends.len(), 5, "the start twice, and three answers");
    for (line, end) in (1..).zip(&ends[..ends.len() - 1]) {
        let machine = machine();
        let mut bytes = whole.clone();
        bytes[end - 2] ^= 1;
        fs::write(machine.home().join(DRAFT), &bytes).unwrap();
        let resume = ["take", "--plain", "--catalogue", "store-v1", "--resume"];
        let mut terminal = Terminal::run(&machine.home(), &resume, 200, 60);
        let question = if line > 2 { 3 } else { 4 };
        terminal.until(&format!("question {question} "));
        let said = terminal.screen().replace('\n', " ");
        assert!(said.contains(&format!("Line {line} of ")), "{said}");
        let cost = if line > 2 {
            "every other answer is here"
        } else {
            "nothing is lost"
        };
        assert!(said.contains(cost), "{said}");
        terminal.send("quit\n");
        assert_eq!(terminal.end(), 5);
        let after = fs::read(machine.home().join(DRAFT)).unwrap();
        assert_eq!(after, bytes, "what is damaged stays where it is");
    }
}

#[test]
fn a_paused_questionnaire_that_is_removed_meanwhile_is_there_when_it_is_said_to_be() {
    let machine = machine();
    let draft = machine.home().join(DRAFT);
    let take = [
        "take",
        "--plain",
        "--catalogue",
        "store-v1",
        "--length",
        "full",
    ];
    let mut terminal = Terminal::run(&machine.home(), &take, 100, 60);
    for (question, keys) in [(1, "2\n"), (2, "3\n"), (3, "quit\n")] {
        terminal.until(&format!("question {question} "));
        let _ = fs::remove_file(&draft);
        terminal.send(keys);
    }
    assert_eq!(terminal.end(), 5);
    assert!(terminal.screen().contains("2 answers are saved"));
    assert_eq!(fs::read_to_string(&draft).unwrap().lines().count(), 4);
}
