//! Every command, as its help lists them; a machine to run them on; and a run of each that prints something.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::shell::{commands, forms};

/// A folder in the repository, from which paths of examples and fixtures start.
pub(crate) const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

/// Returns every command by the words that call it, the tool without a command first.
pub(crate) fn every_command() -> Vec<String> {
    let mut found = vec![String::new()];
    let mut next = 0;
    while let Some(above) = found.get(next).cloned() {
        let words: Vec<&str> = above.split_whitespace().collect();
        let below = commands(&words).into_iter();
        found.extend(below.map(|name| format!("{above} {name}").trim_start().to_owned()));
        next += 1;
    }
    found
}

/// What a run came to.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: Vec<u8>,
}

impl Ran {
    pub(crate) fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self {
            code: output.status.code().expect("no signal ended it"),
            stdout: output.stdout,
            stderr: output.stderr,
        }
    }

    pub(crate) fn talk(&self) -> String {
        String::from_utf8_lossy(&self.stderr).into_owned()
    }
}

/// A machine on which two results and some practice are kept.
pub(crate) struct Machine(TempDir);

impl Machine {
    pub(crate) fn new() -> Self {
        let machine = Self(tempfile::tempdir().unwrap());
        let results = machine.home().join("results");
        fs::create_dir_all(&results).unwrap();
        for (id, example) in [
            ("20260131-180000-abcdef", "product-owner"),
            ("20260201-070503-00aa11", "between"),
        ] {
            let file = format!("data/examples/{example}.toml");
            let scored = Ran::of(&mut machine.command(["score", &file, "--format", "json"]));
            fs::write(results.join(format!("{id}.json")), scored.stdout).unwrap();
        }
        let answers = machine.path().join("practice.ndjson");
        fs::write(
            &answers,
            "{\"question\":\"letting-go-of-it\",\"rating\":3,\"notes\":{\"situation\":\"It rained.\"},\"at\":\"2026-01-31T18:00:00Z\"}\n",
        )
        .unwrap();
        let mut command = machine.command(["prep", "practice", "--answers"]);
        let taken = Ran::of(command.arg(&answers));
        assert_eq!(taken.code, 0, "{}", taken.talk());
        machine
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.path().join("home")
    }

    /// A run of the tool in the repository, with nothing on standard input and no environment but this.
    pub(crate) fn command(
        &self,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    ) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolefit"));
        command
            .env_clear()
            .env("LANG", "C.UTF-8")
            .env("ROLEFIT_HOME", self.home())
            .current_dir(REPOSITORY)
            .stdin(Stdio::null())
            .args(arguments);
        command
    }
}

/// A run that prints a result.
pub(crate) struct Printing {
    /// The command, by the words that call it.
    pub(crate) command: &'static str,
    pub(crate) arguments: Vec<&'static str>,
}

/// Commands that print no result of their own: they ask, or they delete.
pub(crate) const SILENT: [&str; 3] = ["take", "history delete", "history clear"];

/// One run and more of every command that prints, in every form that it has. All of them end with exit code 0.
#[expect(clippy::too_many_lines, reason = "it is a list")]
pub(crate) fn printing() -> Vec<Printing> {
    const OWNER: &str = "data/examples/product-owner.toml";
    const BETWEEN: &str = "data/examples/between.toml";
    const CLASS: &str = "data/examples/class.csv";
    const KNOWN: &str = "tests/fixtures/known/answers.csv";
    const KNOWN_CATALOGUE: &str = "tests/fixtures/known/catalogue.toml";
    const AT: &str = "2026-02-01T00:00:00Z";
    let mut runs = Vec::new();
    let mut in_forms = |command, arguments: &[&'static str]| {
        let forms = forms(command);
        assert!(!forms.is_empty(), "{command}");
        for form in forms {
            let arguments = [arguments, &["--format", form.leak()]].concat();
            runs.push(Printing { command, arguments });
        }
    };
    in_forms("score", &["score", BETWEEN]);
    in_forms("report", &["report", OWNER]);
    in_forms("history show", &["history", "show", "20260131"]);
    in_forms("catalogue show", &["catalogue", "show"]);
    let roles = [
        "compare",
        "product-owner",
        "product-manager",
        "--move",
        "--with",
        BETWEEN,
    ];
    in_forms("compare", &roles);
    in_forms("compare", &["compare", "--with", OWNER, "--with", BETWEEN]);
    in_forms("team", &["team", OWNER, BETWEEN]);
    in_forms(
        "prep",
        &[
            "prep",
            "--result",
            BETWEEN,
            "--seed",
            "7",
            "--minutes",
            "30",
        ],
    );
    let days = [
        "prep",
        "--role",
        "product-owner",
        "--date",
        "2026-02-03",
        "--at",
        AT,
    ];
    in_forms("prep", &days);
    for purpose in ["--interviewer", "--brief"] {
        let asking = ["prep", "--role", "product-owner", "--seed", "7", purpose];
        in_forms("prep", &asking);
    }
    let list = [
        "prep",
        "practice",
        "--list",
        "--role",
        "product-owner",
        "--at",
        AT,
    ];
    in_forms("prep practice", &list);
    in_forms(
        "prep progress",
        &["prep", "progress", "--notes", "--at", AT],
    );
    let stories = [
        "prep",
        "stories",
        "data/examples/stories.toml",
        "--role",
        "product-owner",
        "--seed",
        "7",
    ];
    in_forms("prep stories", &stories);
    in_forms("prep check", &["prep", "check"]);
    in_forms("history", &["history"]);
    in_forms("history list", &["history", "list"]);
    in_forms("simulate", &["simulate", "--respondents", "30"]);
    let validate = [
        "validate",
        KNOWN,
        "--average",
        "--catalogue",
        KNOWN_CATALOGUE,
    ];
    in_forms("validate", &validate);
    let calibrate = [
        "calibrate",
        KNOWN,
        "--first-sitting",
        "--catalogue",
        KNOWN_CATALOGUE,
    ];
    in_forms("calibrate", &calibrate);
    in_forms("form", &["form"]);
    in_forms("catalogue list", &["catalogue", "list"]);
    let check = ["catalogue", "check", "tests/fixtures/small.toml"];
    in_forms("catalogue check", &check);
    let mut plain = |command, arguments: &[&'static str]| {
        let arguments = arguments.to_vec();
        runs.push(Printing { command, arguments });
    };
    plain("score", &["score", CLASS]);
    plain("score", &["score", CLASS, "--to", "ndjson"]);
    plain("score", &["score", CLASS, "--summary"]);
    plain("score", &["score", CLASS, "--summary", "--format", "json"]);
    plain("form", &["form", "--length", "quick"]);
    plain(
        "prep",
        &["prep", "--role", "product-owner", "--seed", "7", "--ndjson"],
    );
    plain(
        "prep practice",
        &[
            "prep",
            "practice",
            "--ndjson",
            "--role",
            "product-owner",
            "--at",
            AT,
        ],
    );
    plain("prep stories", &["prep", "stories", "--new"]);
    plain("history export", &["history", "export"]);
    plain("history export", &["history", "export", "--practice"]);
    let new = [
        "catalogue",
        "new",
        "--trait",
        "slow/fast",
        "--role",
        "A: slow",
        "--role",
        "B: fast",
    ];
    plain("catalogue new", &new);
    let kinds = [
        "catalogue",
        "questions",
        "answers",
        "result",
        "validation",
        "outputs",
    ];
    for kind in kinds {
        plain("catalogue schema", &["catalogue", "schema", kind]);
    }
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        plain("completions", &["completions", shell]);
    }
    plain("man", &["man"]);
    plain("man", &["man", "prep", "practice"]);
    runs
}

#[test]
fn the_list_of_what_prints_names_every_command() {
    let printing = printing();
    for command in every_command() {
        // These two do nothing but lead to others; the tool alone asks.
        if ["", "catalogue"].contains(&command.as_str()) || SILENT.contains(&command.as_str()) {
            continue;
        }
        assert!(
            printing.iter().any(|run| run.command == command),
            "no run of `{command}` is tried"
        );
    }
}
