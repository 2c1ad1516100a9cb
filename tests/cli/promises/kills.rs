//! An answer that was seen accepted is on disk: whenever the process is killed, going on begins after every question
//! that the next one was seen for.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::terminal::Terminal;

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
