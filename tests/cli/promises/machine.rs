//! A machine for one test: a folder with a home in it, the tool run there, and everything that is kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

pub(super) const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// The line of a shell that runs the tool and nothing else.
pub(super) const PLAINLY: &str = "exec \"$ROLEFIT\" \"$@\"";

/// A machine on which things are kept.
pub(super) struct Machine(TempDir);

impl Machine {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn home(&self) -> PathBuf {
        self.path("home")
    }

    /// Runs the tool without a terminal by a line of a shell; nothing but the home is in its environment.
    pub(super) fn run(&self, line: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
        output(
            Command::new("sh").args(["-c", line, "sh"]).args(arguments),
            &self.home(),
        )
    }

    #[track_caller]
    pub(super) fn done(&self, arguments: &[&str]) -> String {
        let (code, stdout, stderr) = self.run(PLAINLY, arguments);
        assert_eq!(code, Some(0), "{stderr}");
        stdout
    }

    /// Everything that lies in a folder, with what it holds.
    pub(super) fn everything(&self, name: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut folders = vec![self.path(name)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push((path.clone(), fs::read(path).unwrap()));
                }
            }
        }
        found.sort();
        found
    }

    /// As [`Self::everything`], without the locks, which hold nothing but the number of a process.
    pub(super) fn kept(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut kept = self.everything("home");
        kept.retain(|(path, _)| path.extension().is_none_or(|ending| ending != "lock"));
        kept
    }
}

fn output(command: &mut Command, home: &Path) -> (Option<i32>, String, String) {
    let output = command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("ROLEFIT", env!("CARGO_BIN_EXE_rolefit"))
        .env("ROLEFIT_HOME", home)
        .current_dir(ROOT)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}
