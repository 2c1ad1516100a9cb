//! Same input, same seed, same build: same bytes, whatever the machine around it is like.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use super::world::{Machine, Printing, REPOSITORY, Ran, printing};

/// Machines that differ in what must not matter to data and documents.
const SURROUNDINGS: [&[(&str, &str)]; 3] = [
    &[
        ("LANG", "C"),
        ("LC_ALL", "C"),
        ("TZ", "Pacific/Kiritimati"),
        ("COLUMNS", "20"),
        ("RAYON_NUM_THREADS", "1"),
    ],
    &[
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("TZ", "America/Los_Angeles"),
        ("COLUMNS", "400"),
        ("HOME", "/nowhere"),
        ("USER", "somebody"),
    ],
    &[
        ("LANG", "de_DE.ISO-8859-1"),
        ("NO_COLOR", "1"),
        ("TERM", "dumb"),
        ("ACCESSIBLE", "1"),
    ],
];

/// Those that must not matter to text either: it is as wide as the terminal, and has the characters of the locale.
const SURROUNDINGS_OF_TEXT: [&[(&str, &str)]; 1] = [&[
    ("LANG", "tr_TR.UTF-8"),
    ("LC_NUMERIC", "de_DE.UTF-8"),
    ("TZ", "Pacific/Kiritimati"),
    ("RAYON_NUM_THREADS", "1"),
    ("HOME", "/nowhere"),
    ("USER", "somebody"),
]];

/// Whether the result is laid out for a terminal.
fn is_text(run: &Printing) -> bool {
    run.arguments.ends_with(&["--format", "text"]) || run.arguments.contains(&"--summary")
}

#[track_caller]
fn bytes(command: &mut Command, what: &[&str]) -> Vec<u8> {
    let ran = Ran::of(command);
    assert_eq!(ran.code, 0, "{what:?}: {}", ran.talk());
    assert!(!ran.stdout.is_empty(), "{what:?}");
    ran.stdout
}

#[test]
fn a_second_run_and_another_machine_change_no_byte() {
    let machine = Machine::new();
    for run in printing() {
        let arguments = &run.arguments;
        let first = bytes(&mut machine.command(arguments), arguments);
        let second = bytes(&mut machine.command(arguments), arguments);
        assert!(
            first == second,
            "{arguments:?}: a second run gives other bytes"
        );
        let surroundings = if is_text(&run) {
            &SURROUNDINGS_OF_TEXT[..]
        } else {
            &SURROUNDINGS[..]
        };
        for &variables in surroundings {
            let mut command = machine.command(arguments);
            let there = bytes(command.envs(variables.iter().copied()), arguments);
            assert!(
                first == there,
                "{arguments:?}: other bytes with {variables:?}"
            );
        }
    }
}

#[test]
fn text_in_a_file_has_the_same_bytes_whatever_the_machine_is_like() {
    let machine = Machine::new();
    let [named, led] = ["named.txt", "led.txt"].map(|name| machine.path().join(name));
    // A form says what its own file is called, and a calibration writes the catalogue there and not its report.
    let is_told = |run: &&Printing| is_text(run) && !["calibrate", "form"].contains(&run.command);
    for run in printing().iter().filter(is_told) {
        let mut first: Option<Vec<u8>> = None;
        for variables in [&[][..]].into_iter().chain(SURROUNDINGS) {
            let mut command = machine.command(&run.arguments);
            let command = command.envs(variables.iter().copied());
            command.stdout(fs::File::create(&led).unwrap());
            assert!(command.status().unwrap().success());
            let mut command = machine.command(&run.arguments);
            let command = command.arg("-o").arg(&named);
            let command = command.envs(variables.iter().copied());
            assert!(command.status().unwrap().success(), "{:?}", run.arguments);
            for file in [&named, &led] {
                let text = fs::read(file).unwrap();
                let first = first.get_or_insert_with(|| text.clone());
                assert!(
                    *first == text,
                    "{:?}: other bytes with {variables:?}",
                    run.arguments
                );
            }
        }
    }
}

#[test]
fn the_order_of_the_environment_and_the_folder_one_stands_in_change_no_byte() {
    let machine = Machine::new();
    let home = format!("ROLEFIT_HOME={}", machine.home().display());
    let variables = ["LANG=C.UTF-8", &home, "A=1", "Z=2", "COLUMNS=80"];
    for run in printing() {
        let inner = |variables: &[&str]| {
            let mut command = Command::new("/usr/bin/env");
            command.arg("-i").args(variables).current_dir(REPOSITORY);
            command
                .arg(env!("CARGO_BIN_EXE_rolefit"))
                .args(&run.arguments);
            bytes(&mut command, &run.arguments)
        };
        let backwards: Vec<&str> = variables.iter().rev().copied().collect();
        assert!(
            inner(&variables) == inner(&backwards),
            "{:?}",
            run.arguments
        );
    }
    let elsewhere = |folder: &str| {
        let mut command = machine.command(["history", "show", "20260131", "--format", "html"]);
        bytes(command.current_dir(folder), &[folder])
    };
    assert_eq!(elsewhere("/"), elsewhere(REPOSITORY));
}

#[test]
fn threads_change_no_byte_of_rows_summaries_and_simulations() {
    let machine = Machine::new();
    // Enough for every thread to get several parts of the work.
    let mut table = String::from("id,six-or-one,whose-idea,service-of-others,more-to-say\n");
    for person in 0..5_000_u32 {
        let answer = |salt: u32| 1 + (person.wrapping_mul(2_654_435_761) >> salt) % 4;
        let [a, b, c] = [3, 7, 11].map(answer);
        writeln!(table, "p{person},{a},{b},{c},").unwrap();
    }
    let people = machine.path().join("people.csv");
    fs::write(&people, table).unwrap();
    let people = people.to_str().unwrap();
    for arguments in [
        &["score", people, "--to", "csv"][..],
        &["score", people, "--to", "ndjson"],
        &["score", people, "--summary"],
        &["simulate", "--respondents", "240", "--format", "json"],
        &[
            "simulate",
            "--respondents",
            "120",
            "--length",
            "quick,standard",
            "--answering",
            "careless=0.1",
            "--format",
            "markdown",
        ],
    ] {
        let on = |threads: &str| {
            let arguments = [arguments, &["--threads", threads]].concat();
            bytes(&mut machine.command(&arguments), &arguments)
        };
        let one = on("1");
        for threads in ["2", "8"] {
            assert!(
                one == on(threads),
                "{arguments:?}: other bytes on {threads} threads"
            );
        }
    }
}

#[test]
fn the_order_in_which_files_came_into_a_folder_changes_no_byte() {
    let machine = Machine::new();
    let results = machine.home().join("results");
    let catalogues = machine.home().join("catalogues");
    fs::create_dir(&catalogues).unwrap();
    let result = fs::read(results.join("20260131-180000-abcdef.json")).unwrap();
    let source = fs::read_to_string(format!("{REPOSITORY}/tests/fixtures/small.toml")).unwrap();
    let numbers: Vec<u32> = (0..40).collect();
    let put = |numbers: &mut dyn Iterator<Item = &u32>| {
        for number in numbers {
            let name = format!("20250101-0000{number:02}-0000{number:02}.json");
            fs::write(results.join(name), &result).unwrap();
            let id = format!("small-{number:02}");
            let own = source.replace("id = \"small\"", &format!("id = \"{id}\""));
            fs::write(catalogues.join(format!("{id}.toml")), own).unwrap();
        }
    };
    let listed = || -> Vec<Vec<u8>> {
        let lists = [
            &["history", "--format", "json"][..],
            &["history", "--format", "text"],
            &["history", "export"],
            &["catalogue", "list", "--format", "json"],
        ];
        lists
            .map(|list| bytes(&mut machine.command(list), list))
            .into()
    };
    put(&mut numbers.iter());
    let forwards = listed();
    for folder in [&results, &catalogues] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if name.starts_with("2025") || name.starts_with("small") {
                fs::remove_file(&path).unwrap();
            }
        }
    }
    put(&mut numbers.iter().rev());
    assert!(forwards == listed());
}

#[test]
fn another_seed_changes_what_a_seed_is_for() {
    let machine = Machine::new();
    for arguments in [
        &["form"][..],
        &["prep", "--role", "product-owner"],
        &["simulate", "--respondents", "60"],
    ] {
        let seeded = |seed: &str| {
            let arguments = [arguments, &["--seed", seed]].concat();
            bytes(&mut machine.command(&arguments), &arguments)
        };
        // Without a seed a plan is that of its day.
        assert!(
            arguments[0] == "prep"
                || seeded("1") == bytes(&mut machine.command(arguments), arguments)
        );
        assert!(
            seeded("1") != seeded("2"),
            "{arguments:?}: the seed does nothing"
        );
    }
}
