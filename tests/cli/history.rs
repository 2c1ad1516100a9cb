//! `rolefit history` and every command that takes a kept result by its name.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// A machine on which results are kept.
struct Machine(TempDir);

impl Machine {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn home(&self) -> PathBuf {
        self.0.path().join("home")
    }

    fn run(&self, arguments: &[&str], input: &str) -> (i32, String, String) {
        run_in(&self.home(), arguments, input)
    }

    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        let (code, stdout, stderr) = self.run(arguments, "");
        assert_eq!(code, 0, "{stderr}");
        stdout
    }

    #[track_caller]
    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.done(&[arguments, &["--format", "json"]].concat())).unwrap()
    }

    #[track_caller]
    fn refused(&self, arguments: &[&str], code: i32, words: &[&str]) {
        let (got, stdout, stderr) = self.run(arguments, "");
        assert_eq!((got, stdout.as_str()), (code, ""), "{stderr}");
        for word in words {
            assert!(stderr.contains(word), "{stderr}");
        }
    }

    fn place(&self, id: &str) -> PathBuf {
        self.home().join(format!("results/{id}.json"))
    }

    /// Keeps something as if it were a result with this id.
    fn keep(&self, id: &str, text: &str) {
        fs::create_dir_all(self.home().join("results")).unwrap();
        fs::write(self.place(id), text).unwrap();
    }

    /// Keeps the result of an example, about somebody else if there is a name.
    fn keep_example(&self, id: &str, example: &str, about: Option<&str>) {
        let file = format!("data/examples/{example}.toml");
        let mut result = self.json(&["score", &file]);
        if let Some(name) = about {
            result["about"] = name.into();
        }
        self.keep(id, &result.to_string());
    }

    /// Returns the names of everything that is kept.
    fn files(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut folders = vec![self.home()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.home()).unwrap();
                    names.push(name.to_str().unwrap().to_owned());
                }
            }
        }
        names.sort();
        names
    }
}

fn run_in(home: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let output = Command::cargo_bin("rolefit")
        .unwrap()
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("ROLEFIT_HOME", home)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

const OWNER: &str = "20260131-180000-abcdef";
const PROJECT: &str = "20260201-070503-00aa11";
const ABOUT_ANA: &str = "20260301-120000-123456";

/// Two results about oneself and a later one about somebody else.
fn machine() -> Machine {
    let machine = Machine::new();
    machine.keep_example(OWNER, "product-owner", None);
    machine.keep_example(PROJECT, "project-manager", None);
    machine.keep_example(ABOUT_ANA, "between", Some("Ana"));
    machine
}

#[test]
fn a_kept_result_is_named_by_its_id_the_beginning_of_one_or_as_the_latest_about_oneself() {
    let machine = machine();
    for (name, role) in [
        (OWNER, "product-owner"),
        ("20260131", "product-owner"),
        ("20260201-07", "project-manager"),
        ("latest", "project-manager"),
    ] {
        let plan = machine.json(&["prep", "--result", name]);
        assert_eq!(plan["role"], role, "{name}");
    }
    machine.refused(
        &["prep", "--result", "2026"],
        2,
        &[
            "is the beginning of 3 kept results",
            "type more of it",
            OWNER,
        ],
    );
    machine.refused(
        &["prep", "--result", "20250131-180000-abcdef"],
        4,
        &["no kept result called", &format!("did you mean `{OWNER}`?")],
    );
    machine.refused(&["prep", "--result", "latest.json"], 4, &["no file"]);
    Machine::new().refused(&["prep", "--result", "latest"], 4, &["is kept yet"]);
}

#[test]
fn what_is_about_somebody_else_is_never_taken_for_ones_own() {
    let machine = Machine::new();
    machine.keep_example(ABOUT_ANA, "between", Some("Ana"));
    machine.refused(&["prep", "--result", "latest"], 4, &["about yourself"]);
    let (code, _, stderr) = machine.run(&["prep", "--role", "product-owner"], "");
    assert_eq!((code, stderr.as_str()), (0, ""));
}

#[test]
fn a_damaged_result_is_told_and_the_one_before_it_taken() {
    let machine = machine();
    machine.keep("20260401-000000-aaaaaa", "{\"schema\"");
    let (code, _, stderr) = machine.run(&["prep", "--result", "latest"], "");
    assert_eq!(code, 0);
    assert!(
        stderr.starts_with(
            "warning: the kept result 20260401-000000-aaaaaa is passed over: it ends too early\n"
        ),
        "{stderr}"
    );
}
