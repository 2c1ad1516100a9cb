//! How long `rolefit score` takes from CSV to CSV as a process, start included, and how much memory: the bars of scoring
//! many. `cargo bench --bench cohort` prints them; the inputs are made anew each time, and nothing is kept.

mod made;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rolefit::catalogue::{Catalogue, builtin, read};

/// Runs of each kind; the best and the median are told.
const RUNS: usize = 7;

/// A bar and what is held against it.
struct Case<'a> {
    name: &'a str,
    bar: &'a str,
    arguments: Vec<&'a str>,
    rows: usize,
}

fn main() {
    // `cargo bench -- --test` tries everything once, without timing.
    let trial = std::env::args().any(|argument| argument == "--test");
    let folder = tempfile::tempdir().expect("a folder for the inputs");
    let rows = |rows: usize| if trial { rows / 100 } else { rows };
    let one_trait = made::source(25, 1, 2);
    let catalogue = read(&one_trait).catalogue.expect("it is valid");
    fs::write(folder.path().join("one-trait.toml"), one_trait).expect("room for it");
    write_rows(
        &catalogue,
        rows(100_000),
        &folder.path().join("one-trait.csv"),
    );
    let usual = read(builtin::all()[0].source)
        .catalogue
        .expect("it is valid");
    write_rows(&usual, rows(300_000), &folder.path().join("usual.csv"));
    write_rows(&usual, rows(30_000), &folder.path().join("tenth.csv"));
    let cases = [
        Case {
            name: "start",
            bar: "20 ms",
            arguments: vec!["--version"],
            rows: 0,
        },
        Case {
            name: "25 items, 1 trait, 100,000 rows",
            bar: "0.25 s, 50 MiB",
            arguments: vec!["score", "--catalogue", "one-trait.toml", "one-trait.csv"],
            rows: rows(100_000),
        },
        Case {
            name: "64 items, 8 traits, 300,000 rows",
            bar: "300,000 rows a second",
            arguments: vec!["score", "usual.csv"],
            rows: rows(300_000),
        },
        Case {
            name: "the same, 30,000 rows",
            bar: "memory does not grow",
            arguments: vec!["score", "tenth.csv"],
            rows: rows(30_000),
        },
        Case {
            name: "the same, on one thread",
            bar: "",
            arguments: vec!["score", "tenth.csv", "--threads", "1"],
            rows: rows(30_000),
        },
    ];
    println!(
        "{:34} {:>9} {:>9} {:>12} {:>9}  bar",
        "", "best", "median", "rows/s", "memory"
    );
    for case in &cases {
        let mut runs: Vec<(Duration, u64)> = (0..if trial { 1 } else { RUNS })
            .map(|_| run(folder.path(), &case.arguments))
            .collect();
        runs.sort_unstable();
        let (best, median) = (
            runs[0].0.as_secs_f64(),
            runs[runs.len() / 2].0.as_secs_f64(),
        );
        let memory = runs.iter().map(|run| run.1).max().unwrap_or_default() as f64 / 1024.0;
        println!(
            "{:34} {best:>7.3} s {median:>7.3} s {:>12.0} {memory:>5.1} MiB  {}",
            case.name,
            case.rows as f64 / best,
            case.bar
        );
    }
}

/// Runs the tool to its end; returns how long it took and the most memory it was seen to hold, in KiB.
fn run(folder: &Path, arguments: &[&str]) -> (Duration, u64) {
    let out = File::create(folder.join("out")).expect("room for the rows");
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_rolefit"))
        .args(arguments)
        .current_dir(folder)
        .env("ROLEFIT_HOME", folder)
        .stdout(out)
        .stderr(Stdio::inherit())
        .spawn()
        .expect("the tool starts");
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    loop {
        if let Some(exit) = child.try_wait().expect("the tool can be waited for") {
            assert!(exit.success());
            return (start.elapsed(), memory);
        }
        // The most that was resident so far; where there is no such file the memory stays unknown.
        let peak = fs::read_to_string(&status).ok().and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
            line.split_whitespace().nth(1)?.parse().ok()
        });
        memory = memory.max(peak.unwrap_or_default());
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Writes a file of respondents whose answers scatter around a place of their own on each trait.
fn write_rows(catalogue: &Catalogue, rows: usize, file: &Path) {
    let ids: Vec<&str> = catalogue
        .items
        .iter()
        .map(|item| item.id.as_str())
        .collect();
    let mut text = format!("id,{}\n", ids.join(","));
    let mut state: u64 = 1;
    // Knuth's MMIX generator; the sum of three uniform numbers is near enough to a normal one.
    let mut uniform = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    for row in 1..=rows {
        write!(text, "p{row}").expect("writing to a string cannot fail");
        let places: Vec<f64> = catalogue
            .traits
            .iter()
            .map(|_| uniform() + uniform() - 1.0)
            .collect();
        for (item, words) in catalogue.items.iter().enumerate() {
            let categories = catalogue.bank.item(item).categories();
            let at = places[words.trait_index] + uniform() - 0.5;
            let share = (at / 3.0 + 0.5).clamp(0.0, 0.999);
            let response = catalogue
                .responses(item)
                .find(|response| response.number() as f64 > share * categories as f64)
                .expect("the share is below 1");
            write!(text, ",{}", response.number()).expect("writing to a string cannot fail");
        }
        text.push('\n');
    }
    fs::write(file, text).expect("room for the rows");
}
