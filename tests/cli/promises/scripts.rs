//! Scripts can trust the tool: what was not written is told, whoever closes a pipe has read enough, nothing is asked
//! without a terminal, and what failed printed no part of a result.

use std::fmt::Write as _;
use std::fs;
use std::io::{Write, pipe};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use portable_pty::CommandBuilder;
use rolefit::catalogue::Code;
use rustix::process::{Pid, Signal, kill_process};

use super::world::{Machine, Printing, REPOSITORY, Ran, SILENT, every_command, printing};
use crate::fixtures::faults;
use crate::terminal::Terminal;

/// Returns the runs that print, and those that print help, in words.
fn all_printing() -> Vec<Vec<String>> {
    let owned = |run: Printing| run.arguments.into_iter().map(str::to_owned).collect();
    let mut runs: Vec<Vec<String>> = printing().into_iter().map(owned).collect();
    for command in every_command() {
        let words = command.split_whitespace().map(str::to_owned);
        runs.push(words.chain(["--help".to_owned()]).collect());
    }
    runs.push(vec!["--version".to_owned()]);
    runs.push(vec!["help".to_owned(), "score".to_owned()]);
    runs
}

#[test]
fn a_result_that_finds_no_room_is_told_and_costs_the_exit_code() {
    let machine = Machine::new();
    for arguments in all_printing() {
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        let mut command = machine.command(&arguments);
        let ran = Ran::of(command.stdout(full.unwrap()).stderr(Stdio::piped()));
        assert_eq!(ran.code, 4, "{arguments:?}: {}", ran.talk());
        let told = "error: could not write to standard output: no storage space\n";
        assert!(ran.talk().contains(told), "{arguments:?}: {}", ran.talk());
    }
}

#[test]
fn an_output_that_is_open_for_reading_only_is_told_and_costs_the_exit_code() {
    let machine = Machine::new();
    let before = fs::read("README.md").unwrap();
    for arguments in all_printing() {
        let mut command = machine.command(&arguments);
        let readable = fs::File::open("README.md").unwrap();
        let ran = Ran::of(command.stdout(readable).stderr(Stdio::piped()));
        assert_eq!(ran.code, 4, "{arguments:?}: {}", ran.talk());
        let told = "error: could not write to standard output: it is open for reading only";
        assert!(ran.talk().contains(told), "{arguments:?}: {}", ran.talk());
    }
    assert_eq!(fs::read("README.md").unwrap(), before);
    // By its other name it is the same.
    let example = "data/examples/between.toml";
    let mut command = machine.command(["score", example, "-o", "/dev/stdout"]);
    let readable = fs::File::open("README.md").unwrap();
    let ran = Ran::of(command.stdout(readable).stderr(Stdio::piped()));
    assert_eq!(ran.code, 4, "{}", ran.talk());
    let told = "could not write `/dev/stdout`: it is open for reading only";
    assert!(ran.talk().contains(told), "{}", ran.talk());
}

#[test]
fn whoever_closes_the_pipe_ends_every_command_quietly() {
    let machine = Machine::new();
    for arguments in all_printing() {
        let whole = Ran::of(&mut machine.command(&arguments));
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        let mut command = machine.command(&arguments);
        let cut = Ran::of(command.stdout(writer).stderr(Stdio::piped()));
        assert_eq!((cut.code, cut.talk()), (0, whole.talk()), "{arguments:?}");
    }
}

#[test]
fn talk_that_nobody_can_read_changes_neither_result_nor_exit_code() {
    let machine = Machine::new();
    for arguments in all_printing() {
        let whole = Ran::of(&mut machine.command(&arguments));
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        let mut command = machine.command(&arguments);
        let ran = Ran::of(command.stderr(full.unwrap()).stdout(Stdio::piped()));
        assert_eq!((ran.code, ran.stdout), (0, whole.stdout), "{arguments:?}");
    }
}

/// What is closed is opened again as `/dev/null` before the program begins, so that no file gets its number.
#[test]
fn closed_descriptors_never_become_files() {
    let machine = Machine::new();
    let example = "data/examples/between.toml";
    let whole = Ran::of(&mut machine.command(["score", example, "--format", "json"])).stdout;
    let before = fs::read(machine.home().join("results/20260131-180000-abcdef.json")).unwrap();
    for closed in ["<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"] {
        let file = machine.path().join("result.json");
        let line = format!("exec \"$ROLEFIT\" score {example} -o \"$FILE\" {closed}");
        let mut shell = Command::new("/bin/sh");
        shell
            .args(["-c", &line])
            .env_clear()
            .env("ROLEFIT", env!("CARGO_BIN_EXE_rolefit"))
            .env("ROLEFIT_HOME", machine.home())
            .env("FILE", &file)
            .current_dir(REPOSITORY);
        let ran = Ran::of(&mut shell);
        assert_eq!((ran.code, ran.talk()), (0, String::new()), "{closed}");
        // Had the file taken the number of a closed descriptor, talk and result would stand in it.
        assert_eq!(fs::read(&file).unwrap(), whole, "{closed}");
        fs::remove_file(file).unwrap();
    }
    let after = fs::read(machine.home().join("results/20260131-180000-abcdef.json")).unwrap();
    assert_eq!(after, before);
}

#[test]
fn standard_input_that_cannot_be_read_is_never_taken_for_an_empty_one() {
    let machine = Machine::new();
    for (how, why) in [
        ("<&-", "it is closed"),
        ("0>/dev/null", "it is open for writing only"),
    ] {
        for arguments in READING {
            let mut shell = Command::new("/bin/sh");
            shell
                .args(["-c", &format!("exec \"$0\" \"$@\" {how}")])
                .arg(env!("CARGO_BIN_EXE_rolefit"))
                .args(arguments)
                .env_clear()
                .env("ROLEFIT_HOME", machine.home())
                .current_dir(REPOSITORY);
            let ran = Ran::of(&mut shell);
            let said = format!("could not read standard input: {why}");
            assert!(ran.talk().contains(&said), "{arguments:?}: {}", ran.talk());
            assert_eq!((ran.code, ran.stdout.len()), (4, 0), "{arguments:?}");
        }
    }
}

/// Every run that reads standard input.
const READING: [&[&str]; 21] = [
    &["score", "-"],
    &["score", "-", "--input", "csv"],
    &["score", "-", "--input", "ndjson"],
    &["score", "data/examples/between.toml", "--catalogue", "-"],
    &["report", "-"],
    &["compare", "product-owner", "product-manager", "--with", "-"],
    &[
        "compare",
        "--with",
        "data/examples/between.toml",
        "--with",
        "-",
    ],
    &["team", "data/examples/between.toml", "-"],
    &["form", "--catalogue", "-"],
    &["simulate", "--catalogue", "-"],
    &["validate", "-"],
    &["calibrate", "-"],
    &[
        "validate",
        "tests/fixtures/known/answers.csv",
        "--catalogue",
        "-",
    ],
    &["catalogue", "show", "-"],
    &["catalogue", "check", "-"],
    &["prep", "--result", "-"],
    &["prep", "--role", "product-owner", "--questions", "-"],
    &["prep", "--role", "product-owner", "--stories", "-"],
    &["prep", "check", "-"],
    &["prep", "stories", "-", "--role", "product-owner"],
    &["prep", "practice", "--answers", "-"],
];

#[test]
fn standard_input_that_holds_nothing_is_told_and_gives_no_result() {
    let machine = Machine::new();
    for arguments in READING {
        for input in ["", "\n", "\u{feff}"] {
            let mut command = machine.command(arguments);
            command
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped());
            let mut child = command.spawn().unwrap();
            // It may be gone before it has read.
            let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
            let output = child.wait_with_output().unwrap();
            let code = output.status.code().unwrap();
            let talk = String::from_utf8(output.stderr).unwrap();
            let check = arguments.contains(&"check");
            let want = if check { 1 } else { 3 };
            assert_eq!(code, want, "{arguments:?} {input:?}: {talk}");
            if !check {
                assert!(output.stdout.is_empty(), "{arguments:?} {input:?}");
                assert!(talk.contains("error"), "{arguments:?} {input:?}: {talk}");
            }
        }
    }
}

/// Runs that ask something where there is a terminal.
const ASKING: [&[&str]; 9] = [
    &[],
    &["take"],
    &["take", "--no-save"],
    &["take", "--restart"],
    &["take", "--about", "Ana"],
    &["history", "delete", "20260131"],
    &["history", "clear"],
    &["prep", "practice", "--role", "product-owner"],
    &["prep", "practice"],
];

/// Waits for the end of a process that has no reason to wait for anything; a minute is a hang.
#[track_caller]
fn ended(child: Child, what: &str) -> Ran {
    let process = Pid::from_child(&child);
    let (sender, end) = channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    let Ok(output) = end.recv_timeout(Duration::from_secs(60)) else {
        kill_process(process, Signal::KILL).unwrap();
        panic!("{what} waits for an answer");
    };
    let output = output.unwrap();
    Ran {
        code: output.status.code().expect("no signal ended it"),
        stdout: output.stdout,
        stderr: output.stderr,
    }
}

#[test]
fn nothing_is_asked_without_a_terminal_even_where_input_stays_open() {
    let machine = Machine::new();
    let before = files(&machine);
    for arguments in ASKING {
        // The pipe is open as long as the writer lives, and never delivers.
        let (reader, writer) = pipe().unwrap();
        let mut command = machine.command(arguments);
        command
            .stdin(reader)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let ran = ended(command.spawn().unwrap(), &format!("{arguments:?}"));
        drop(writer);
        let talk = ran.talk();
        assert_eq!(
            (ran.code, ran.stdout.len()),
            (2, 0),
            "{arguments:?}: {talk}"
        );
        assert!(
            talk.contains("error: ") && talk.contains("help: "),
            "{arguments:?}: {talk}"
        );
    }
    assert_eq!(files(&machine), before, "something was written or deleted");
}

#[test]
fn every_command_that_needs_no_answer_ends_where_input_stays_open() {
    let machine = Machine::new();
    for run in printing() {
        let (reader, writer) = pipe().unwrap();
        let mut command = machine.command(&run.arguments);
        command
            .stdin(reader)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let ran = ended(command.spawn().unwrap(), run.command);
        drop(writer);
        assert_eq!(ran.code, 0, "{:?}", run.arguments);
    }
}

#[test]
fn no_input_forbids_every_question_at_a_terminal_too() {
    let machine = Machine::new();
    let before = files(&machine);
    for arguments in ASKING {
        let arguments = [arguments, &["--no-input"]].concat();
        let mut terminal = Terminal::run(&machine.home(), &arguments, 80, 24);
        assert_eq!(terminal.end(), 2, "{arguments:?}: {}", terminal.screen());
        assert!(
            terminal.screen().contains("error: "),
            "{}",
            terminal.screen()
        );
    }
    assert_eq!(files(&machine), before, "something was written or deleted");
}

#[test]
fn nothing_is_asked_where_the_question_would_not_be_seen() {
    let machine = Machine::new();
    for arguments in ASKING {
        let mut command = CommandBuilder::new("/bin/sh");
        command.env_clear();
        command.cwd(REPOSITORY);
        command.args([
            "-c",
            "exec \"$@\" 2> /dev/null",
            "sh",
            env!("CARGO_BIN_EXE_rolefit"),
        ]);
        command.args(arguments);
        let mut terminal = Terminal::start(command, &machine.home(), 80, 24);
        assert_eq!(terminal.end(), 2, "{arguments:?}: {}", terminal.screen());
        assert_eq!(terminal.screen().trim(), "", "{arguments:?}");
    }
}

/// Returns everything that is kept, by name and content.
fn files(machine: &Machine) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![machine.home()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_none_or(|ending| ending != "lock") {
                found.push((path.display().to_string(), fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn the_commands_that_print_no_result_are_those_that_ask() {
    for command in SILENT {
        let words: Vec<&str> = command.split_whitespace().collect();
        assert!(
            ASKING.iter().any(|asking| asking.starts_with(&words)),
            "{command}"
        );
    }
}

/// Writes a file that shows a fault and returns its path.
fn faulty(machine: &Machine, of: &str, code: Code) -> String {
    let fault = faults(of).into_iter().find(|(shown, _, _)| *shown == code);
    let path = machine.path().join(format!("{of}.toml"));
    fs::write(&path, fault.unwrap().2).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn exit_codes_are_as_documented() {
    let machine = Machine::new();
    let example = "data/examples/between.toml";
    let few_items = faulty(&machine, "catalogue", Code::FewItems);
    let unknown_key = faulty(&machine, "questions", Code::UnknownKey);
    let empty_text = faulty(&machine, "stories", Code::EmptyText);
    let runs: [(i32, &[&str]); 24] = [
        (0, &["score", example]),
        (0, &["--version"]),
        (0, &["catalogue", "check", "tests/fixtures/sound.toml"]),
        (1, &["catalogue", "check", "tests/fixtures/ten-faults.toml"]),
        (1, &["catalogue", "check", "--strict", &few_items]),
        (1, &["prep", "check", &unknown_key]),
        (2, &["--nope"]),
        (2, &["nope"]),
        (2, &["score"]),
        (2, &["score", example, "--format"]),
        (2, &["take"]),
        (2, &["score", "--catalogue", "nope", example]),
        (2, &["compare", "product-owner", "nope"]),
        (2, &["team", example]),
        (
            3,
            &[
                "score",
                example,
                "--catalogue",
                "tests/fixtures/ten-faults.toml",
            ],
        ),
        (3, &["score", "--answers", "nope"]),
        (3, &["score", "README.md"]),
        (
            3,
            &[
                "prep",
                "--role",
                "product-owner",
                "--questions",
                &unknown_key,
            ],
        ),
        (
            3,
            &["prep", "stories", "--role", "product-owner", &empty_text],
        ),
        (4, &["score", "no-such-file.toml"]),
        (4, &["score", "src"]),
        (4, &["score", example, "-o", "no-such-folder/result.json"]),
        (4, &["history", "show", "20990101"]),
        (4, &["man", "--all", "Cargo.toml"]),
    ];
    for (code, arguments) in runs {
        let ran = Ran::of(&mut machine.command(arguments));
        assert_eq!(ran.code, code, "{arguments:?}: {}", ran.talk());
        if code > 1 {
            assert!(
                ran.stdout.is_empty(),
                "{arguments:?} failed and printed all the same"
            );
            assert!(
                ran.talk().contains("error: "),
                "{arguments:?}: {}",
                ran.talk()
            );
        }
    }
}

#[test]
fn rows_before_a_bad_one_are_whole_and_a_file_is_not_begun() {
    let machine = Machine::new();
    // More than one chunk of lines, and the bad one in the middle of the last.
    let mut table = String::from("id,six-or-one,whose-idea\n");
    for person in 0..2_500 {
        let answer = if person == 2_400 { 9 } else { 1 + person % 4 };
        writeln!(table, "p{person},{answer},2").unwrap();
    }
    let input = machine.path().join("people.csv");
    fs::write(&input, table).unwrap();
    for form in ["csv", "ndjson"] {
        let score = ["score", input.to_str().unwrap(), "--to", form];
        let ran = Ran::of(&mut machine.command(score));
        assert_eq!(ran.code, 3);
        let printed = String::from_utf8(ran.stdout).unwrap();
        assert!(
            printed.is_empty() || printed.ends_with('\n'),
            "a row is cut short"
        );
        let rows = printed.lines().count() - usize::from(form == "csv");
        assert_eq!(rows, 2_400, "rows before the bad one");
        let columns = printed.lines().next().unwrap().split(',').count();
        for line in printed.lines() {
            match form {
                "csv" => assert_eq!(line.split(',').count(), columns, "{line}"),
                _ => drop(serde_json::from_str::<serde_json::Value>(line).unwrap()),
            }
        }
        let file = machine.path().join(format!("rows.{form}"));
        let to_file = [&score[..], &["-o", file.to_str().unwrap()]].concat();
        let ran = Ran::of(&mut machine.command(to_file));
        assert_eq!((ran.code, ran.stdout.len()), (3, 0));
        assert!(
            !file.exists(),
            "a part of the rows took the name of the whole"
        );
    }
}
