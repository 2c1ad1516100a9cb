//! Processes that keep, list and delete at the same time lose nothing of each other's, and one that is killed locks nobody
//! out: an answer that was seen accepted is on disk, and going on begins after every question that the next one was seen
//! for.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::Value;
use tempfile::TempDir;

use super::machine::{Machine, PLAINLY};
use crate::terminal::Terminal;

const BANK: &str = "practice-product-roles-interview";

/// Writes one answer for each of `count` processes, told apart by their days.
fn answers(machine: &Machine, count: usize) -> Vec<String> {
    let listed = machine.done(&["prep", "practice", "--role", "product-owner", "--ndjson"]);
    let first: Value = serde_json::from_str(listed.lines().next().unwrap()).unwrap();
    (1..=count)
        .map(|day| {
            let at = format!("2025-01-{day:02}T18:00:00Z");
            let answer =
                serde_json::json!({ "question": first["id"], "rating": 3, "at": at, "notes": "mine" });
            let file = machine.path(&format!("answers-{day}.jsonl"));
            fs::write(&file, format!("{answer}\n")).unwrap();
            file.to_str().unwrap().to_owned()
        })
        .collect()
}

#[test]
fn twenty_who_hand_answers_in_at_once_wait_their_turn() {
    let machine = Machine::new();
    let files = answers(&machine, 20);
    thread::scope(|scope| {
        for file in &files {
            let machine = &machine;
            scope.spawn(move || {
                let arguments = ["prep", "practice", "--answers", file];
                let (code, _, stderr) = machine.run(PLAINLY, &arguments);
                assert_eq!(code, Some(0), "{stderr}");
                assert!(stderr.contains("took 1 answer in"), "{stderr}");
            });
        }
    });
    let export = machine.done(&["history", "export", "--practice"]);
    let times: BTreeSet<&str> = export
        .lines()
        .map(|line| {
            let (_, rest) = line.split_once("\"time\":").unwrap();
            rest.split([',', '}']).next().unwrap()
        })
        .collect();
    assert_eq!((export.lines().count(), times.len()), (20, 20), "{export}");
}

#[test]
fn whoever_practises_keeps_others_out_until_they_are_done() {
    let machine = Machine::new();
    let file = answers(&machine, 1).remove(0);
    let practice: &[&str] = &["prep", "practice", "--role", "product-owner"];
    let mut terminal = Terminal::run(&machine.home(), practice, 100, 40);
    terminal.until("Say it aloud");
    let (code, _, stderr) = machine.run(PLAINLY, &["prep", "practice", "--answers", &file]);
    assert_eq!(code, Some(4), "{stderr}");
    let holder = format!(
        "another rolefit (process {}) is practising",
        terminal.process()
    );
    assert!(stderr.contains(&holder), "{stderr}");
    terminal.send("q\r");
    assert_eq!(terminal.end(), 5);
    machine.done(&["prep", "practice", "--answers", &file]);
}

#[test]
fn whoever_waits_at_a_terminal_is_told_for_what_and_goes_on() {
    let machine = Machine::new();
    let [first, file] = <[String; 2]>::try_from(answers(&machine, 2)).unwrap();
    machine.done(&["prep", "practice", "--answers", &first]);
    let place = machine.home().join(format!("{BANK}.lock"));
    let mut lock = fs::File::create(place).unwrap();
    lock.lock().unwrap();
    writeln!(lock, "{} briefly", std::process::id()).unwrap();
    let arguments = ["prep", "practice", "--answers", &file];
    let mut terminal = Terminal::run(&machine.home(), &arguments, 100, 40);
    let told = format!(
        "another rolefit (process {}) is practising",
        std::process::id()
    );
    terminal.until(&told);
    assert_eq!(terminal.screen().matches("another rolefit").count(), 1);
    lock.unlock().unwrap();
    terminal.until("took 1 answer in");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn answers_without_a_time_are_never_taken_for_each_other() {
    let machine = Machine::new();
    let listed = machine.done(&["prep", "practice", "--role", "product-owner", "--ndjson"]);
    let first: Value = serde_json::from_str(listed.lines().next().unwrap()).unwrap();
    let answer = |rating| serde_json::json!({ "question": first["id"], "rating": rating });
    let file = machine.path("answers.jsonl");
    fs::write(&file, format!("{}\n{}\n", answer(1), answer(3))).unwrap();
    let at = ["--at", "2026-01-31T18:00:00Z"];
    let file = file.to_str().unwrap();
    for _ in 0..2 {
        let arguments = [&["prep", "practice", "--answers", file][..], &at].concat();
        let (code, _, stderr) = machine.run(PLAINLY, &arguments);
        assert_eq!(code, Some(0), "{stderr}");
        assert!(stderr.contains("took 2 answers in\n"), "{stderr}");
    }
    let export = machine.done(&["history", "export", "--practice"]);
    assert_eq!(export.lines().count(), 4, "{export}");
}

#[test]
fn practice_whose_file_is_removed_meanwhile_is_there_again_or_said_to_be_gone() {
    let machine = Machine::new();
    let journal = machine.home().join(format!("{BANK}.jsonl"));
    let practice: &[&str] = &["prep", "practice", "--role", "product-owner"];
    let mut terminal = Terminal::run(&machine.home(), practice, 100, 40);
    terminal.until("Say it aloud");
    let before = fs::read_to_string(&journal).unwrap();
    fs::remove_file(&journal).unwrap();
    terminal.send("q\r");
    assert_eq!(terminal.end(), 5);
    assert_eq!(fs::read_to_string(&journal).unwrap(), before);
    let mut terminal = Terminal::run(&machine.home(), &["prep", "practice"], 100, 40);
    terminal.until("Say it aloud");
    fs::remove_file(&journal).unwrap();
    terminal.send("I said this\r");
    terminal.until_so("the first note", |screen| {
        screen.contains("Situation.") || screen.contains("in a line")
    });
    let after = fs::read_to_string(&journal).unwrap();
    assert!(
        after.starts_with(&before) && after.contains("I said this"),
        "{after}"
    );
    fs::remove_file(&journal).unwrap();
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.end(), 143);
    let said = "practice is not kept: another program has removed its file";
    assert!(terminal.screen().contains(said), "{}", terminal.screen());
}

#[test]
fn a_questionnaire_whose_file_is_removed_is_not_said_to_be_saved_when_a_signal_ends_it() {
    let machine = Machine::new();
    let mut terminal = Terminal::run(&machine.home(), &["take", "--seed", "1"], 100, 40);
    terminal.until("question 1 ");
    terminal.send("1");
    terminal.until("question 2 ");
    terminal.until("q save and quit");
    fs::remove_file(machine.home().join("draft-product-roles.jsonl")).unwrap();
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.end(), 143);
    let screen = terminal.screen();
    assert!(screen.contains("the answers are not kept"), "{screen}");
    assert!(!screen.contains("saved;"), "{screen}");
}

#[test]
fn results_that_are_kept_while_others_are_listed_and_deleted_are_all_there() {
    const KEPT: usize = 8;
    let machine = Machine::new();
    let result = machine.done(&["score", "data/examples/between.toml", "--format", "json"]);
    fs::create_dir_all(machine.home().join("results")).unwrap();
    let old: Vec<String> = (0..KEPT)
        .map(|number| format!("20250101-00000{number}-abcdef"))
        .collect();
    for id in &old {
        fs::write(machine.home().join(format!("results/{id}.json")), &result).unwrap();
    }
    let source = fs::read_to_string("tests/fixtures/minimal.toml").unwrap();
    let mut terminals: Vec<Terminal> = (0..KEPT)
        .map(|number| {
            let file = machine.path(&format!("roles-{number}.toml"));
            let id = format!("id = \"minimal-{number}\"");
            fs::write(&file, source.replace("id = \"minimal\"", &id)).unwrap();
            let arguments = ["take", "--catalogue", file.to_str().unwrap()];
            Terminal::run(&machine.home(), &arguments, 80, 30)
        })
        .collect();
    for terminal in &mut terminals {
        terminal.until("question 1 ");
    }
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let (machine, over) = (&machine, &over);
        let listing = scope.spawn(move || {
            let mut lists = 0;
            while !over.load(Ordering::SeqCst) {
                let list = machine.done(&["history", "--format", "json"]);
                let list: Value = serde_json::from_str(&list).unwrap();
                let results = list["results"].as_array().unwrap();
                // A result that is being deleted may be gone when it is read; none is ever seen half written.
                let new = results
                    .iter()
                    .filter(|one| !one["id"].as_str().unwrap().starts_with("2025"));
                assert!(new.clone().all(|one| one["state"] == "result"), "{list}");
                lists += 1;
            }
            lists
        });
        let deleting = scope.spawn(move || {
            for id in old {
                machine.done(&["history", "delete", &id, "--yes"]);
            }
        });
        for terminal in &mut terminals {
            terminal.send("111s");
        }
        for terminal in &mut terminals {
            assert_eq!(terminal.end(), 0, "{}", terminal.screen());
        }
        deleting.join().unwrap();
        over.store(true, Ordering::SeqCst);
        assert!(listing.join().unwrap() > 0);
    });
    let list = machine.done(&["history", "--format", "json"]);
    let list: Value = serde_json::from_str(&list).unwrap();
    let catalogues: BTreeSet<&str> = list["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["catalogue"]["id"].as_str().unwrap())
        .collect();
    assert_eq!(list["results"].as_array().unwrap().len(), KEPT);
    assert_eq!(catalogues.len(), KEPT);
}

#[test]
fn a_killed_process_locks_nobody_out_of_its_questionnaire_or_its_practice() {
    let machine = Machine::new();
    let practice: &[&str] = &["prep", "practice", "--role", "product-owner"];
    for (arguments, ready, again) in [
        (&["take", "--seed", "1"][..], "question 1 ", &["take"][..]),
        (practice, "Say it aloud", &["prep", "practice"]),
    ] {
        let mut holder = Terminal::run(&machine.home(), arguments, 100, 40);
        holder.until(ready);
        let mut other = Terminal::run(&machine.home(), again, 100, 40);
        if again == ["take"] {
            // Nothing stands in the journal yet, so that it is the card that comes first.
            other.until("q leaves.");
            other.send("\r");
        }
        assert_eq!(other.end(), 4, "{}", other.screen());
        assert!(
            other.screen().contains("another rolefit (process"),
            "{}",
            other.screen()
        );
        holder.signal(Signal::KILL);
        holder.end();
        let mut other = Terminal::run(&machine.home(), arguments, 100, 40);
        other.until(ready);
        other.send(if again == ["take"] { "q" } else { "q\n" });
        assert_eq!(other.end(), 5);
    }
    let lock = machine.home().join(format!("{BANK}.lock"));
    assert!(
        lock.exists(),
        "what a killed process leaves is no lock but a file"
    );
}

/// How many processes are killed, by how many people at once.
const KILLS: usize = 200;
const PEOPLE: usize = 4;

/// What was seen of one person's questionnaires.
#[derive(Default)]
struct Seen {
    kills: usize,
    /// Replies after which the next question was seen, summed over all kills.
    acknowledged: usize,
    /// Replies that going on began after.
    recovered: usize,
    /// Replies on their way that were kept though nobody saw them accepted.
    in_flight: usize,
}

/// Numbers that are the same in every run (Steele, Lea & Flood, 2014: `SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}

/// Writes a catalogue of one trait and many items, which is read and asked in no time.
fn catalogue(folder: &TempDir) -> String {
    let mut text = fs::read_to_string("tests/fixtures/minimal.toml").unwrap();
    for number in 0..40 {
        let item = format!(
            "\n[[item]]\nid = \"item-{number}\"\ntrait = \"left-right\"\nkind = \"statement\"\n\
             text = \"I turn left at crossing {number}.\"\nshows = \"low\"\n"
        );
        text.push_str(&item);
    }
    let file = folder.path().join("crossings.toml");
    fs::write(&file, text).unwrap();
    file.to_str().unwrap().to_owned()
}

/// Returns the number of the question on a screen.
fn asked(screen: &str) -> Option<usize> {
    let (_, rest) = screen.rsplit_once("question ")?;
    rest.split(' ').next()?.parse().ok()
}

/// Waits for the question of this number or a later one, and returns its number.
#[track_caller]
fn until_asked(terminal: &mut Terminal, number: usize) -> usize {
    terminal.until_so(&format!("question {number}"), |screen| {
        asked(screen).is_some_and(|asked| asked >= number)
    });
    asked(&terminal.screen()).unwrap()
}

/// Answers, is killed and goes on, over and over.
fn answer_and_be_killed(seed: u64, kills: usize) -> Seen {
    let mut numbers = Numbers(seed);
    let mut seen = Seen::default();
    let folder = tempfile::tempdir().unwrap();
    let catalogue = catalogue(&folder);
    let home = folder.path().join("home");
    // The questions that were seen answered before the latest kill, if one is to be gone on from.
    let mut before = None;
    while seen.kills < kills {
        let how = if before.is_some() {
            "--resume"
        } else {
            "--restart"
        };
        let arguments = ["take", "--catalogue", &catalogue, how];
        let length: &[&str] = if before.is_some() {
            &[]
        } else {
            &["--length", "full"]
        };
        let mut terminal = Terminal::run(&home, &[&arguments, length].concat(), 80, 30);
        let mut question = until_asked(&mut terminal, 1);
        if let Some(acknowledged) = before {
            let recovered = question - 1;
            assert!(
                recovered >= acknowledged,
                "kill {} with seed {seed}: {acknowledged} answers were seen accepted, {recovered} are there",
                seen.kills
            );
            seen.acknowledged += acknowledged;
            seen.recovered += recovered;
            seen.in_flight += recovered - acknowledged;
        }
        for _ in 0..=numbers.below(3) {
            terminal.send(if numbers.below(4) == 0 { "s" } else { "2" });
            question = until_asked(&mut terminal, question + 1);
        }
        // These are on their way when the kill comes: none, one or several, and a moment later or at once.
        terminal.send(&"1".repeat(usize::try_from(numbers.below(5)).unwrap()));
        let moment = Duration::from_micros(numbers.below(4_000));
        let start = Instant::now();
        while start.elapsed() < moment {
            thread::yield_now();
        }
        terminal.signal(Signal::KILL);
        terminal.end();
        seen.kills += 1;
        // What came before the kill counts too, for it could be seen.
        let acknowledged = asked(&terminal.screen()).unwrap() - 1;
        // Before the questions run out another questionnaire begins.
        before = (acknowledged < 30).then_some(acknowledged);
    }
    seen
}

#[test]
fn two_hundred_kills_lose_no_answer_that_was_seen_accepted() {
    let people = 1..=u64::try_from(PEOPLE).unwrap();
    let seen: Vec<Seen> = thread::scope(|scope| {
        let people: Vec<_> = people
            .map(|seed| scope.spawn(move || answer_and_be_killed(seed, KILLS / PEOPLE)))
            .collect();
        people
            .into_iter()
            .map(|person| person.join().unwrap())
            .collect()
    });
    let sum = |of: fn(&Seen) -> usize| seen.iter().map(of).sum::<usize>();
    let (acknowledged, recovered) = (sum(|seen| seen.acknowledged), sum(|seen| seen.recovered));
    println!(
        "{} kills: {acknowledged} answers seen accepted, {recovered} recovered, of which {} were still on their way",
        sum(|seen| seen.kills),
        sum(|seen| seen.in_flight)
    );
    assert_eq!(sum(|seen| seen.kills), KILLS);
    // There must have been something to lose. How much was on its way when a kill came is for the machine to say.
    assert!(acknowledged > 10 * KILLS / 2, "{acknowledged}");
}
