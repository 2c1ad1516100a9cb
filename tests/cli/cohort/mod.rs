//! Scoring many, as a process: a folder to do it in, and what came of it.

mod faults;
mod rows;
mod streams;

use std::fs;
use std::io::Write;
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
