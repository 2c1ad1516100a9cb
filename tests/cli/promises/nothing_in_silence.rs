//! Nothing is clamped, skipped, defaulted, de-duplicated or reordered in silence: every kind of input is given every
//! kind of bad value, and each is refused by name and place, with nothing on standard output and nothing changed.

mod answers;
mod documents;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const CATALOGUE: &str = include_str!("../../fixtures/small.toml");
const STORIES: &str = include_str!("../../../data/examples/stories.toml");
/// A folder with a small catalogue, and a home that does not exist.
struct World(TempDir);

impl World {
    fn new() -> Self {
        let world = Self(tempfile::tempdir().unwrap());
        world.write("small.toml", CATALOGUE);
        world
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str], input: &str) -> (i32, String, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rolefit"))
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .env("LANG", "C.UTF-8")
            .env("ROLEFIT_HOME", self.path().join("home"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Whoever refuses its arguments reads no input.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    }

    /// Every file with what is in it.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let (mut files, mut folders) = (BTreeMap::new(), vec![self.path().to_owned()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    files.insert(path.clone(), Vec::new());
                    folders.push(path);
                } else {
                    files.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
        files
    }

    /// Runs what must be refused with this exit code and these words.
    #[track_caller]
    fn refused(&self, arguments: &[&str], input: &str, code: i32, words: &[&str], case: &str) {
        let before = self.files();
        let (got, out, err) = self.run(arguments, input);
        assert_eq!((got, out.as_str()), (code, ""), "{case}: {err}");
        for word in words {
            assert!(err.contains(word), "{case}: no `{word}` in: {err}");
        }
        assert!(err.len() <= 8192, "{case}: {} bytes", err.len());
        assert_eq!(self.files(), before, "{case}");
    }
}

/// What no JSON key of the tool takes.
const NO_JSON: [&str; 6] = ["NaN", "1e400", "true", "[[]]", "{\"a\":1}", "-0.5"];

/// The text of a document in which one value, at this path, is another.
fn spoilt(document: &Value, path: &str, bad: &str) -> String {
    let mut document = document.clone();
    *document.pointer_mut(path).unwrap() = "@@@".into();
    document.to_string().replace("\"@@@\"", bad)
}
