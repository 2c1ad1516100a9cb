//! A run of every command with each hostile file that it could be given, and with hostile words and variables.

use std::fmt;

use crate::shell::forms;

/// A run.
pub(super) struct Case {
    pub(super) command: &'static str,
    pub(super) arguments: Vec<&'static str>,
    /// The hostile file on standard input; nothing if there is none.
    pub(super) input: Option<&'static str>,
    /// Variables that are other than usual; an empty value takes one away.
    pub(super) environment: &'static [(&'static str, &'static str)],
    /// Whether it ends with exit code 0.
    pub(super) succeeds: bool,
    /// Whether what is sound is printed before it fails.
    pub(super) prints_first: bool,
    /// Whether it writes ids to CSV, exactly as they were given unless a terminal shows them.
    pub(super) exact: bool,
}

impl Case {
    /// A run that fails.
    pub(super) fn new(command: &'static str, arguments: &[&'static str]) -> Self {
        Self {
            command,
            arguments: arguments.to_vec(),
            input: None,
            environment: &[],
            succeeds: false,
            prints_first: false,
            exact: false,
        }
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{} {}`", self.command, self.arguments.join(" "))?;
        if let Some(input) = self.input {
            write!(f, " < {input}")?;
        }
        write!(f, " {:?}", self.environment)
    }
}

/// Answers that are refused.
const BAD_ANSWERS: [&str; 15] = [
    "{keys-answers.toml}",
    "{catalogue-answers.toml}",
    "{version-answers.toml}",
    "{about-answers.toml}",
    "{raw.toml}",
    "{answers.json}",
    "{raw.json}",
    "{result.json}",
    "{foreign.json}",
    "{state.json}",
    "{status.json}",
    "{newer.json}",
    "{line.txt}",
    "{none.toml}",
    "{H}",
];
const BAD_CATALOGUES: [&str; 7] = [
    "{broken.toml}",
    "{raw-catalogue.toml}",
    "{keys.toml}",
    "{raw-keys.toml}",
    "{raw.toml}",
    "{none.toml}",
    "{H}",
];
const BAD_BANKS: [&str; 5] = [
    "{bank.toml}",
    "{raw-bank.toml}",
    "{keys-bank.toml}",
    "{raw.toml}",
    "{none.toml}",
];
const BAD_STORIES: [&str; 5] = [
    "{stories.toml}",
    "{raw-stories.toml}",
    "{keys-stories.toml}",
    "{raw.toml}",
    "{none.toml}",
];
const BETWEEN: &str = "{=data/examples/between.toml}";
const OWNER: &str = "{=data/examples/product-owner.toml}";

/// The commands that take `--catalogue`, with what else they need.
const OF_A_CATALOGUE: [(&str, &[&str]); 14] = [
    ("score", &["{odd-answers.toml}"]),
    ("take", &[]),
    ("compare", &[]),
    ("team", &["{odd-answers.toml}", "{sound.json}"]),
    ("report", &["{odd-answers.toml}"]),
    ("form", &[]),
    ("prep", &["--role", "one"]),
    ("prep practice", &["--role", "one", "--list"]),
    ("prep progress", &[]),
    ("prep stories", &["{stories.toml}"]),
    ("prep check", &["{bank.toml}"]),
    ("simulate", &["--respondents", "5"]),
    ("validate", &["{odd-known.csv}"]),
    ("catalogue show", &[]),
];

/// Returns the runs.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = refused();
    cases.extend(done());
    cases.extend(environments());
    cases
}

#[expect(clippy::too_many_lines, reason = "it is a list")]
fn refused() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut push = |command, arguments: &[&'static str]| {
        cases.push(Case::new(command, arguments));
        // What a file holds is as hostile where it is read from standard input.
        if let [start @ .., last] = arguments
            && let Some(name) = last
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'))
            && !name.starts_with('=')
            && !name.contains('}')
            && !["H", "none.toml", "sound.json"].contains(&name)
            && !start.iter().any(|word| ["--all", "-o"].contains(word))
        {
            let mut case = Case::new(command, &[start, &["-"]].concat());
            case.input = Some(Box::leak(name.to_owned().into_boxed_str()));
            cases.push(case);
        }
    };
    for file in BAD_ANSWERS {
        push("score", &[file]);
        push("report", &[file]);
        push("prep", &["--result", file]);
        push("compare", &["--with", BETWEEN, "--with", file]);
        push("team", &[BETWEEN, file]);
        push("validate", &[file]);
    }
    for file in BAD_CATALOGUES {
        for (command, arguments) in OF_A_CATALOGUE {
            if command != "catalogue show" && command != "prep check" {
                push(command, &[arguments, &["--catalogue", file]].concat());
            }
        }
        push("catalogue show", &[file]);
        push("catalogue check", &[file]);
        push("catalogue check", &["--format", "json", file]);
    }
    for file in BAD_BANKS {
        push("prep check", &[file]);
        push("prep check", &["--format", "json", file]);
        push("prep", &["--role", "product-owner", "--questions", file]);
        push("prep progress", &["--questions", file]);
    }
    for file in BAD_STORIES {
        push("prep stories", &["--role", "product-owner", file]);
        push("prep", &["--role", "product-owner", "--stories", file]);
    }
    for file in [
        "{plan.json}",
        "{foreign-plan.json}",
        "{schema-plan.json}",
        "{raw.toml}",
        "{none.toml}",
    ] {
        push("prep practice", &["--plan", file]);
    }
    for file in ["{practice.ndjson}", "{raw.ndjson}", "{none.toml}"] {
        push("prep practice", &["--answers", file]);
    }
    for (command, arguments) in [
        ("score", &["--answers", "{H}"][..]),
        ("score", &["--answers", "product-roles@2.6.0:{H}"]),
        ("score", &["--input", "{H}"]),
        ("score", &["--threads", "{H}"]),
        ("score", &["{H}", "{H}"]),
        ("score", &["-o", "{none.toml}/x", BETWEEN]),
        ("score", &["-o", "{people.csv}", "{people.csv}"]),
        ("report", &["-o", "{sound.json}", "{sound.json}"]),
        ("report", &["{H}/x"]),
        ("form", &["-o", "{odd.toml}"]),
        ("form", &["--seed", "{H}"]),
        ("form", &["--length", "{H}"]),
        ("form", &["-o", "{none.toml}/x"]),
        ("take", &["--about", "{H}"]),
        ("take", &["--focus", "{H}"]),
        ("take", &["--length", "{H}"]),
        ("take", &["--certainty", "{H}"]),
        ("take", &["--resume"]),
        ("take", &["--seed", "{H}"]),
        ("compare", &["{H}", "product-owner"]),
        (
            "compare",
            &["product-owner", "product-owner", "--with", BETWEEN, "{H}"],
        ),
        (
            "compare",
            &["--with", "{sound.json}", "--with", "{sound.json}"],
        ),
        (
            "compare",
            &[
                "--with",
                "{sound.json}",
                "--with",
                BETWEEN,
                "-o",
                "{sound.json}",
            ],
        ),
        ("team", &["{sound.json}", "{sound.json}"]),
        ("team", &["{people.csv}"]),
        ("team", &["{head.csv}"]),
        ("team", &["{twice.csv}"]),
        ("team", &["{people.ndjson}"]),
        ("validate", &["{people.csv}"]),
        ("calibrate", &["{people.csv}"]),
        ("calibrate", &["{roles-twice.csv}"]),
        ("calibrate", &["--role-column", "{H}", "{people.csv}"]),
        ("validate", &["{head.csv}"]),
        ("validate", &["{people.ndjson}"]),
        ("validate", &["{raw.ndjson}"]),
        ("validate", &["{id.json}"]),
        ("validate", &["{roles.csv}"]),
        ("validate", &["{roles-twice.csv}"]),
        ("validate", &["--average", "{roles-twice.csv}"]),
        ("validate", &["{roles.ndjson}"]),
        ("validate", &["{role.toml}"]),
        ("validate", &["--role-column", "{H}", "{people.csv}"]),
        ("validate", &["--role-column", "{H}", "{id.json}"]),
        ("validate", &["--length", "{H}"]),
        ("simulate", &["--write-answers", "{none.toml}/x"]),
        ("simulate", &["--write-answers", "{people.csv}"]),
        ("prep", &["--role", "{H}"]),
        ("prep", &["--role", "product-owner", "--trait", "{H}"]),
        ("prep", &["--role", "product-owner", "--question", "{H}"]),
        ("prep", &["--role", "product-owner", "--move-from", "{H}"]),
        ("prep", &["--level", "{H}"]),
        ("prep", &["--kind", "{H}"]),
        ("prep", &["--topic", "{H}"]),
        ("prep", &["--minutes", "{H}"]),
        ("prep", &["--role", "product-owner", "-o", "{none.toml}/x"]),
        ("prep practice", &["--at", "{H}"]),
        ("prep practice", &["--count", "{H}"]),
        ("prep practice", &["--question", "{H}"]),
        ("prep progress", &["--role", "{H}"]),
        ("prep progress", &["--at", "{H}"]),
        ("prep check", &["{H}"]),
        ("history show", &["{H}"]),
        ("history show", &["20260131"]),
        ("history show", &["20260301"]),
        ("history show", &["20260401"]),
        ("history show", &["2026"]),
        ("history delete", &["{H}"]),
        ("history delete", &["20260131"]),
        ("history delete", &["--yes", "{H}"]),
        ("history clear", &[]),
        ("history clear", &["--all"]),
        ("history", &["{H}"]),
        ("simulate", &["--answering", "{H}"]),
        ("simulate", &["--selection", "{H}"]),
        ("simulate", &["--length", "{H}"]),
        (
            "simulate",
            &["--flatter-role", "{H}", "--answering", "flattering=0.1"],
        ),
        ("simulate", &["--between", "{H},{H}"]),
        ("simulate", &["--respondents", "{H}"]),
        ("simulate", &["-o", "{none.toml}/x", "--respondents", "5"]),
        ("catalogue list", &["{H}"]),
        ("catalogue show", &["broken"]),
        ("catalogue show", &["raw"]),
        ("catalogue new", &["--trait", "{H}"]),
        ("catalogue new", &["--role", "{H}"]),
        (
            "catalogue new",
            &[
                "--trait", "{H}/{H}", "--role", "a: {H}", "--role", "{H}: {H}",
            ],
        ),
        (
            "catalogue new",
            &[
                "--trait", "a/b", "--role", "a: a", "--role", "b: b", "--id", "{H}",
            ],
        ),
        (
            "catalogue new",
            &[
                "--trait", "a/b", "--role", "a: a", "--role", "b: b", "--title", "{H}",
            ],
        ),
        (
            "catalogue new",
            &[
                "--trait",
                "a/b",
                "--role",
                "a: a",
                "--role",
                "b: b",
                "--language",
                "{H}",
            ],
        ),
        (
            "catalogue new",
            &[
                "--trait",
                "a/b",
                "--role",
                "a: a",
                "--role",
                "b: b",
                "-o",
                "{odd.toml}",
            ],
        ),
        ("catalogue schema", &["{H}"]),
        ("completions", &["{H}"]),
        ("man", &["{H}"]),
        ("man", &["prep", "{H}"]),
        ("man", &["--all", "{odd.toml}"]),
        ("help", &["{H}"]),
    ] {
        push(command, arguments);
    }
    for (command, arguments) in [
        ("score", &["{people.csv}"][..]),
        ("score", &["{head.csv}"]),
        ("score", &["{twice.csv}"]),
        ("score", &["--keep-going", "{people.csv}"]),
        ("score", &["--keep-going", "{twice.csv}"]),
        ("score", &["{people.ndjson}"]),
        ("score", &["--keep-going", "{people.ndjson}"]),
        ("score", &["--keep-going", "--to", "csv", "{people.ndjson}"]),
        ("score", &["--keep-going", "--summary", "{people.csv}"]),
        ("score", &["{raw.ndjson}"]),
        ("history export", &[]),
        ("history export", &["--practice"]),
    ] {
        cases.push(Case {
            prints_first: true,
            exact: arguments.iter().any(|word| word.contains("csv")),
            ..Case::new(command, arguments)
        });
    }
    cases
}

/// Runs that end well, although what they are given is odd.
#[expect(clippy::too_many_lines, reason = "it is a list")]
fn done() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut push = |command, arguments: &[&'static str]| {
        cases.push(Case {
            succeeds: true,
            ..Case::new(command, arguments)
        });
    };
    for (command, arguments) in OF_A_CATALOGUE {
        if ![
            "take",
            "team",
            "prep",
            "prep practice",
            "prep stories",
            "prep check",
            "prep progress",
            "catalogue show",
        ]
        .contains(&command)
        {
            push(
                command,
                &[arguments, &["--catalogue", "{odd.toml}"]].concat(),
            );
        }
    }
    let mut in_forms = |command, arguments: &[&'static str]| {
        // Text has colours of its own where they are asked for.
        for form in forms(command) {
            let colour = if form == "text" { "never" } else { "always" };
            let form = ["--format", form.leak(), "--color", colour];
            push(command, &[arguments, &form].concat());
        }
    };
    let odd = &["--catalogue", "{odd.toml}"][..];
    in_forms("score", &[&["{odd-answers.toml}"], odd].concat());
    let people = &["--summary", "{odd-known.csv}", "--ignore-columns", "role"][..];
    in_forms("score", &[people, odd].concat());
    in_forms("report", &["{sound.json}"]);
    in_forms("history show", &["20260201"]);
    in_forms("catalogue show", &["{odd.toml}"]);
    in_forms("catalogue show", &["odd"]);
    in_forms("compare", odd);
    in_forms("compare", &["--with", BETWEEN, "--with", "{sound.json}"]);
    in_forms("team", &["{sound.json}", OWNER]);
    in_forms("team", &["{id.json}", OWNER]);
    in_forms("history", &[]);
    in_forms("history list", &[]);
    in_forms("catalogue list", &[]);
    in_forms("form", &[odd, &["--length", "quick"]].concat());
    in_forms("simulate", &[&["--respondents", "5"], odd].concat());
    in_forms("validate", &[&["{odd-known.csv}"], odd].concat());
    let untold = &["{odd-known.csv}", "--keep-untold"][..];
    in_forms("calibrate", &[untold, odd].concat());
    in_forms("prep", &["--result", "{sound.json}"]);
    in_forms("prep progress", &["--notes"]);
    in_forms("prep practice", &["--list", "--result", "{sound.json}"]);
    let stories = ["--role", "product-owner", "{odd-stories.toml}"];
    in_forms("prep stories", &stories);
    in_forms("prep check", &["{odd-bank.toml}"]);
    in_forms("catalogue check", &["{odd.toml}"]);
    for (command, arguments) in [
        ("report", &["{sound.json}"][..]),
        ("history show", &["20260201"]),
        ("compare", &["--with", BETWEEN, "--with", "{sound.json}"]),
        (
            "compare",
            &["product-owner", "product-manager", "--with", "{sound.json}"],
        ),
        ("team", &["{sound.json}", OWNER]),
        ("team", &["{id.json}", OWNER]),
        ("team", &["--anonymous", "{sound.json}", "{id.json}"]),
        ("score", &["{id.json}"]),
        ("history", &[]),
        ("history list", &[]),
        ("prep", &["--result", "{sound.json}"]),
        ("prep progress", &["--notes"]),
        ("prep practice", &["--list", "--result", "{sound.json}"]),
        ("prep practice", &["--answers", "{notes.ndjson}"]),
        ("prep progress", &["--notes"]),
        ("prep progress", &["--notes", "--format", "markdown"]),
        ("prep progress", &["--notes", "--format", "json"]),
        ("catalogue show", &["{odd.toml}"]),
        ("catalogue show", &["odd"]),
        ("catalogue list", &[]),
        ("catalogue check", &["{odd.toml}"]),
        (
            "catalogue new",
            &[
                "--trait",
                "a/b",
                "--role",
                "a: a",
                "--role",
                "b: b",
                "-o",
                "{made.toml}",
            ],
        ),
        ("form", &["-o", "{form.toml}"]),
        ("report", &["{sound.json}", "-o", "{made.html}"]),
        (
            "simulate",
            &["--respondents", "5", "--write-answers", "{made.csv}"],
        ),
        ("history export", &["-o", "{export.ndjson}"]),
        ("man", &["--all", "{manual}"]),
    ] {
        push(command, arguments);
    }
    for case in &mut cases {
        // Some of what is kept cannot be read, which costs the exit code and nothing else.
        if case.command == "history export" {
            case.succeeds = false;
        }
    }
    cases
}

/// Variables with hostile values, on commands that read them.
fn environments() -> Vec<Case> {
    let hostile: [&'static [(&str, &str)]; 10] = [
        &[("COLUMNS", "{H}")],
        &[("ACCESSIBLE", "{H}")],
        &[("NO_COLOR", "{H}")],
        &[("TERM", "{H}")],
        &[("LANG", "{H}"), ("LC_ALL", "{H}")],
        &[("LC_ALL", "{H}UTF-8")],
        &[("TZ", "{H}")],
        &[("ROLEFIT_HOME", "")],
        &[
            ("ROLEFIT_HOME", ""),
            ("HOME", "{H}"),
            ("XDG_STATE_HOME", "{H}"),
        ],
        &[
            ("ROLEFIT_HOME", ""),
            ("XDG_STATE_HOME", "{home}"),
            ("HOME", "{home}"),
        ],
    ];
    let mut cases = Vec::new();
    for environment in hostile {
        for (command, arguments, succeeds) in [
            ("score", &["{sound.json}"][..], true),
            ("catalogue check", &["{broken.toml}"], false),
            ("history show", &["nothing-like-it"], false),
            ("report", &[], false),
            ("take", &[], false),
        ] {
            // Where the results are that are kept, the latest is found.
            let found = command == "report" && environment[0].0 != "ROLEFIT_HOME";
            cases.push(Case {
                environment,
                succeeds: succeeds || found,
                ..Case::new(command, arguments)
            });
        }
    }
    cases
}
