//! Scoring many, as a process: a folder to do it in, and what came of it. Where rows come from and go to: pipes that close
//! or stay silent, disks that are full, files that are replaced.

mod faults;
mod rows;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const CATALOGUE: &str = include_str!("../../fixtures/small.toml");

const HEAD: &str = "id,stairs,stroll,maps,lane\n";

/// A folder with the catalogue in it.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("small.toml"), CATALOGUE).unwrap();
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path().join(name), text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolefit"));
        command
            .current_dir(self.path())
            .env("ROLEFIT_HOME", self.path().join("home"))
            .args(["score", "--catalogue", "small.toml"])
            .args(arguments);
        command
    }

    #[track_caller]
    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::new(
            self.command(arguments)
                .stdin(Stdio::null())
                .output()
                .unwrap(),
        )
    }

    /// Scores a CSV file of these rows.
    #[track_caller]
    fn rows(&self, rows: &str, arguments: &[&str]) -> Ran {
        self.write("in.csv", HEAD.to_owned() + rows);
        self.run(&[&["in.csv"], arguments].concat())
    }

    #[track_caller]
    fn piped(&self, arguments: &[&str], input: &str) -> Ran {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        Ran::new(child.wait_with_output().unwrap())
    }
}

/// What a run did.
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Ran {
    fn new(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The first cell of every row below the head.
    fn ids(&self) -> Vec<&str> {
        let rows = self.stdout.lines().skip(1);
        rows.map(|row| row.split(',').next().unwrap()).collect()
    }

    #[track_caller]
    fn refused(&self, code: i32, stderr: &str) {
        assert_eq!((self.code, self.stderr.as_str()), (Some(code), stderr));
    }
}

#[test]
fn whoever_closes_the_pipe_has_read_enough() {
    let folder = Folder::new();
    let mut rows = HEAD.to_owned();
    for person in 0..50_000 {
        writeln!(rows, "p{person},5,1,1,1").unwrap();
    }
    folder.write("in.csv", rows);
    let mut child = folder
        .command(&["in.csv"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 100]).unwrap();
    drop(stdout);
    Ran::new(child.wait_with_output().unwrap()).refused(0, "");
}

#[test]
fn a_run_that_stops_does_not_wait_for_more_input() {
    let folder = Folder::new();
    let mut child = folder
        .command(&["-", "--input", "csv"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The pipe stays open: only the bad row can end this.
    let mut stdin = child.stdin.take().unwrap();
    stdin
        .write_all((HEAD.to_owned() + "ann,5,1,1,1\nbob,x,1,1,1\n").as_bytes())
        .unwrap();
    let ran = Ran::new(child.wait_with_output().unwrap());
    assert_eq!((ran.code, ran.ids()), (Some(3), vec!["ann"]));
    drop(stdin);
}

#[test]
fn a_row_is_scored_as_soon_as_it_has_come() {
    let folder = Folder::new();
    let mut child = folder
        .command(&["-", "--input", "ndjson"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin
        .write_all(b"{\"id\":\"ann\",\"answers\":{}}\n")
        .unwrap();
    let mut start = [0; 30];
    child
        .stdout
        .as_mut()
        .unwrap()
        .read_exact(&mut start)
        .unwrap();
    assert!(start.starts_with(b"{\"schema\":"));
    drop(stdin);
    assert!(child.wait_with_output().unwrap().status.success());
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let folder = Folder::new();
    folder.write("in.csv", HEAD.to_owned() + "ann,5,1,1,1\n");
    let full = File::options().write(true).open("/dev/full").unwrap();
    let ran = Ran::new(folder.command(&["in.csv"]).stdout(full).output().unwrap());
    ran.refused(
        4,
        "error: could not write to standard output: no storage space\n",
    );
    let ran = folder.run(&["in.csv", "-o", "/dev/full"]);
    assert_eq!(ran.code, Some(4), "{}", ran.stderr);
}

#[test]
fn a_file_gets_its_name_only_when_it_is_whole() {
    let folder = Folder::new();
    folder.write("out.csv", "as it was");
    let ran = folder.rows("ann,5,1,1,1\nbob\n", &["-o", "out.csv"]);
    assert_eq!(ran.code, Some(3));
    let out = || fs::read_to_string(folder.path().join("out.csv")).unwrap();
    assert_eq!(out(), "as it was");
    assert_eq!(
        folder.rows("ann,5,1,1,1\n", &["-o", "out.csv"]).code,
        Some(0)
    );
    assert!(out().starts_with("id,answered,"));
    assert_eq!(
        folder.rows("ann,5,1,1,1\n", &["-o", "out.jsonl"]).code,
        Some(0)
    );
    assert!(
        fs::read_to_string(folder.path().join("out.jsonl"))
            .unwrap()
            .starts_with("{\"schema\"")
    );
    // Nothing half-written is left beside it.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
}

#[test]
fn a_file_that_is_not_there_is_told_before_anything_is_written() {
    let folder = Folder::new();
    folder.write("in.csv", HEAD.to_owned() + "ann,5,1,1,1\n");
    let ran = folder.run(&["in.csv", "gone.csv"]);
    ran.refused(4, "error: there is no file `gone.csv`\n");
    assert_eq!(ran.stdout, "");
    let ran = folder.run(&["in.csv", "small.toml"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
}

#[test]
fn threads_change_no_byte() {
    let folder = Folder::new();
    let mut rows = String::new();
    for person in 0..5000 {
        let digit = |by: usize| person / by % 4 + 1;
        writeln!(
            rows,
            "p{person},{},{},{},{}",
            digit(1),
            digit(4),
            digit(16),
            digit(64)
        )
        .unwrap();
    }
    let one = folder.rows(&rows, &["--threads", "1"]);
    let eight = folder.rows(&rows, &["--threads", "8"]);
    assert_eq!(one.stdout.lines().count(), 5001);
    assert!(one.stdout == eight.stdout);
    assert_eq!(folder.rows(&rows, &["--threads", "0"]).code, Some(2));
}

#[test]
fn what_is_read_is_no_place_for_what_is_written() {
    let folder = Folder::new();
    let made = Command::new("mkfifo")
        .arg(folder.path().join("ff"))
        .status();
    assert!(made.unwrap().success());
    let rows = HEAD.to_owned() + "ann,5,1,1,1\n";
    for arguments in [
        &["-", "--input", "csv", "-o", "/dev/stdin"][..],
        &["-", "--format", "json", "-o", "/dev/stdin"],
        &["ff", "--input", "csv", "-o", "ff"],
    ] {
        let input = if arguments.contains(&"json") {
            "[answers]\nstairs = 1\n"
        } else {
            &rows
        };
        let ran = folder.piped(arguments, input);
        assert_eq!(ran.code, Some(2), "{}", ran.stderr);
        assert!(ran.stderr.contains("which is an input"), "{}", ran.stderr);
    }
}

#[test]
fn nobody_is_scored_twice_because_a_table_is_named_twice() {
    let folder = Folder::new();
    folder.write("in.csv", HEAD.to_owned() + "ann,5,1,1,1\n");
    let ran = folder.run(&["in.csv", "./in.csv"]);
    ran.refused(
        2,
        "error: `in.csv` and `./in.csv` are the same file\nhelp: name each person's answers once\n",
    );
    assert_eq!(ran.stdout, "");
}

#[test]
fn a_summary_that_is_lost_is_no_success() {
    let folder = Folder::new();
    folder.write("in.csv", HEAD.to_owned() + "ann,5,1,1,1\n");
    let tool = env!("CARGO_BIN_EXE_rolefit");
    for lost in ["2>/dev/full", "2>&-"] {
        let line = format!(
            "cd {} && {tool} score in.csv --catalogue small.toml --summary --to csv -o rows.csv {lost}",
            folder.path().display()
        );
        let code = Command::new("sh")
            .args(["-c", &line])
            .status()
            .unwrap()
            .code();
        assert_eq!(code, Some(4), "{lost}");
    }
}
