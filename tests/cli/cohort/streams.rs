//! Where rows come from and go to: pipes that close or stay silent, disks that are full, files that are replaced.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read, Write as _};
use std::process::Stdio;

use super::{Folder, HEAD, Ran};

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
