//! Every command line that the documentation and the help show is run.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A folder in which the documented commands find the files that they name, and a result that was kept.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    #[cfg(unix)]
    std::os::unix::fs::symlink(format!("{ROOT}/data"), path.join("data")).unwrap();
    fs::copy(
        format!("{ROOT}/data/examples/product-owner.toml"),
        path.join("answers.toml"),
    )
    .unwrap();
    for (file, name) in [
        ("tests/fixtures/minimal.toml", "my-roles.toml"),
        ("tests/fixtures/questions.toml", "my-questions.toml"),
        ("data/examples/stories.toml", "my-stories.toml"),
        ("data/examples/museum.toml", "museum.toml"),
    ] {
        fs::copy(format!("{ROOT}/{file}"), path.join(name)).unwrap();
    }
    let class = fs::read_to_string(format!("{ROOT}/data/examples/class.csv")).unwrap();
    fs::write(path.join("class.csv"), &class).unwrap();
    // As a spreadsheet exports it.
    let rows = class.lines().enumerate().map(|(number, row)| {
        let before = if number == 0 {
            "Time;E-mail"
        } else {
            "10:00;a@b.c"
        };
        format!("{before};{}\n", row.replace(',', ";"))
    });
    let export = rows.collect::<String>().replacen(";id;", ";Respondent;", 1);
    fs::write(path.join("export.csv"), export).unwrap();
    keep(&folder, "20260131-180000-abcdef", "product-owner");
    keep(&folder, "20260702-090000-123456", "between");
    folder
}

/// Keeps the result of an example.
fn keep(folder: &TempDir, id: &str, example: &str) {
    let results = folder.path().join("home/results");
    fs::create_dir_all(&results).unwrap();
    let result = Command::new(env!("CARGO_BIN_EXE_rolefit"))
        .args(["score", "--format", "json"])
        .arg(format!("{ROOT}/data/examples/{example}.toml"))
        .output()
        .unwrap();
    fs::write(results.join(format!("{id}.json")), result.stdout).unwrap();
}

/// Runs a line in a shell that finds `rolefit`, with answers on standard input and no terminal.
fn shell(line: &str, folder: &TempDir) -> Output {
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_rolefit"));
    let path = format!(
        "{}:{}",
        binary.parent().unwrap().display(),
        std::env::var("PATH").unwrap()
    );
    Command::new("sh")
        .args(["-c", line])
        .current_dir(folder.path())
        .env("PATH", path)
        .env("ROLEFIT_HOME", folder.path().join("home"))
        .stdin(
            fs::File::open(format!("{ROOT}/data/examples/product-owner.toml"))
                .map(Stdio::from)
                .unwrap(),
        )
        .output()
        .unwrap()
}

/// Files that lines read, and what makes them.
const MADE: [(&str, &str); 4] = [
    (
        "study.csv",
        "rolefit simulate --respondents 30 --write-answers study.csv",
    ),
    (
        "volunteers.csv",
        "rolefit simulate --catalogue museum.toml --respondents 60 --write-answers volunteers.csv",
    ),
    (
        "others.csv",
        "rolefit simulate --catalogue museum.toml --respondents 60 --write-answers others.csv",
    ),
    ("calibrated.toml", "cp museum.toml calibrated.toml"),
];

/// A questionnaire cannot be asked here and says so; everything else must succeed.
#[track_caller]
fn assert_runs(lines: &[String]) {
    assert!(!lines.is_empty());
    for line in lines {
        let folder = folder();
        for name in ["answers.toml", "museum.toml"] {
            if line.contains(&format!("-o {name}")) {
                // Neither a form nor a new catalogue replaces a file.
                fs::remove_file(folder.path().join(name)).unwrap();
            }
        }
        for (name, making) in MADE {
            let is_made = line.contains("--write-answers") || line.contains(&format!("-o {name}"));
            if line.contains(name) && !is_made {
                assert!(shell(making, &folder).status.success(), "{making}");
            }
        }
        let output = shell(line, &folder);
        let stderr = String::from_utf8_lossy(&output.stderr);
        let asks = output.status.code() == Some(2) && stderr.contains("needs a terminal");
        assert!(
            output.status.success() || asks,
            "`{line}` ended with {}:\n{stderr}",
            output.status
        );
    }
}

/// The lines of a page's shell blocks that start with this word, without their comments.
fn lines_of(page: &str, word: &str) -> Vec<String> {
    let text = fs::read_to_string(format!("{ROOT}/{page}")).unwrap();
    let mut lines = Vec::new();
    let mut in_shell = false;
    for line in text.lines() {
        if let Some(language) = line.strip_prefix("```") {
            in_shell = matches!(language, "sh" | "console");
        } else if in_shell && line.split(' ').next() == Some(word) {
            lines.push(line.split(" #").next().unwrap().trim_end().to_owned());
        }
    }
    lines
}

#[test]
fn every_block_of_the_documentation_is_closed_before_another_begins() {
    for page in ["README.md", "data/README.md"] {
        let text = fs::read_to_string(format!("{ROOT}/{page}")).unwrap();
        let mut is_open = false;
        for (number, line) in (1..).zip(text.lines()) {
            if let Some(language) = line.strip_prefix("```") {
                assert!(
                    !is_open || language.is_empty(),
                    "{page}:{number}: a block within another"
                );
                is_open = !is_open;
            }
        }
        assert!(!is_open, "{page}: the last block has no end");
    }
}

#[test]
fn every_command_line_of_the_readme_runs() {
    assert_runs(&lines_of("README.md", "rolefit"));
}

#[test]
fn every_command_line_of_the_format_reference_runs() {
    assert_runs(&lines_of("data/README.md", "rolefit"));
}

/// The blocks of a language in the walk that an author is led through.
fn blocks_of_the_walk(language: &str) -> Vec<String> {
    let page = fs::read_to_string(format!("{ROOT}/data/README.md")).unwrap();
    let (walk, _) = page.split_once("\n# The catalogue file\n").unwrap();
    let fence = format!("```{language}\n");
    let blocks = walk.split(&fence).skip(1);
    let blocks: Vec<String> = blocks
        .map(|block| block.split_once("```").unwrap().0.to_owned())
        .collect();
    assert!(!blocks.is_empty());
    blocks
}

#[test]
fn the_walk_shows_parts_of_its_example_which_has_no_finding() {
    let example = fs::read_to_string(format!("{ROOT}/data/examples/museum.toml")).unwrap();
    for block in blocks_of_the_walk("toml") {
        assert!(example.contains(&block), "{block}");
    }
    let check = shell("rolefit catalogue check --strict museum.toml", &folder());
    assert!(check.status.success(), "{check:?}");
}

#[test]
fn the_walk_starts_with_a_file_of_the_same_roles_and_traits_as_its_example() {
    let line = &lines_of("data/README.md", "rolefit")[0];
    assert!(line.contains("catalogue new"), "{line}");
    let folder = folder();
    let places = |folder: &TempDir| -> Vec<String> {
        let shown = shell("rolefit catalogue show museum.toml --format json", folder);
        let shown: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
        let mut places = vec![shown["title"].to_string()];
        for role in shown["roles"].as_array().unwrap() {
            for place in role["profile"].as_array().unwrap() {
                let side = place["mean"].as_f64().unwrap().total_cmp(&0.0);
                places.push(format!("{} {} {side:?}", role["id"], place["trait"]));
            }
        }
        places
    };
    let example = places(&folder);
    fs::remove_file(folder.path().join("museum.toml")).unwrap();
    assert!(shell(line, &folder).status.success());
    assert_eq!(places(&folder), example);
}

#[test]
fn the_walk_shows_the_numbers_that_the_simulation_prints() {
    let folder = folder();
    let lines = lines_of("data/README.md", "rolefit");
    let simulate = lines
        .iter()
        .find(|line| line.starts_with("rolefit simulate --catalogue museum.toml"));
    let output = shell(simulate.unwrap(), &folder);
    let printed = String::from_utf8(output.stdout).unwrap();
    for line in blocks_of_the_walk("text").concat().lines() {
        assert!(printed.lines().any(|one| one == line), "{line}");
    }
}

#[test]
fn the_readme_opens_with_the_two_commands_that_are_all_the_set_up() {
    let cargo = lines_of("README.md", "cargo");
    assert_eq!(&cargo[..2], ["cargo run --release", "cargo test"]);
}

#[test]
fn the_screen_that_the_readme_shows_is_what_the_example_prints() {
    let line = "COLUMNS=100 rolefit score data/examples/product-owner.toml --format text";
    let printed = String::from_utf8(shell(line, &folder()).stdout).unwrap();
    let text = fs::read_to_string(format!("{ROOT}/README.md")).unwrap();
    let (_, screen) = text.split_once("```text\n").unwrap();
    let (screen, _) = screen.split_once("```").unwrap();
    let mut printed = printed.lines();
    for shown in screen.lines().filter(|line| line.trim() != "…") {
        assert!(
            printed.any(|line| line == shown),
            "not printed, or not there: {shown}"
        );
    }
}

#[test]
fn the_accuracy_that_the_readme_tells_is_what_validation_prints() {
    let folder = folder();
    let columns = ["", " --length standard"].map(|length| {
        let line = "rolefit validate data/examples/pilot.csv --average --format json";
        let printed = shell(&format!("{line}{length}"), &folder);
        serde_json::from_slice::<Value>(&printed.stdout).unwrap()
    });
    let per_cent = |share: &Value| format!("{:.0} %", 100.0 * share.as_f64().unwrap());
    let end = |share: &Value| format!("{:.0}", 100.0 * share.as_f64().unwrap());
    let of = |list: &Value, key: &str, id: &str| {
        let mut list = list.as_array().unwrap().iter();
        list.find(|one| one[key] == *id).unwrap().clone()
    };
    let right = |report: &Value| {
        let Value::Object(right) = &report["right"] else {
            panic!("{report}")
        };
        let (low, high) = (end(&right["low"]), end(&right["high"]));
        format!("{} ({low} to {high})", per_cent(&right["value"]))
    };
    let roles = |report: &Value| {
        ["product-owner", "project-manager", "product-manager"]
            .map(|id| per_cent(&of(&report["roles"], "id", id)["right"]["value"]))
            .join(", ")
    };
    let hardest = |report: &Value| {
        let mut pairs = report["pairs"].as_array().unwrap().iter();
        let roles = serde_json::json!(["product-owner", "product-manager"]);
        right(pairs.find(|pair| pair["roles"] == roles).unwrap())
    };
    let said = |report: &Value| {
        let placed: Vec<Vec<u64>> = serde_json::from_value(report["confusion"].clone()).unwrap();
        let column = |role: usize| placed.iter().map(|row| row[role]).sum::<u64>();
        let right = (0..3).map(|role| format!("{} of {}", placed[role][role], column(role)));
        right.collect::<Vec<_>>().join(", ")
    };
    let verdict = |report: &Value, kind: &str| {
        let verdict = of(&report["verdicts"], "kind", kind);
        let (share, right) = (&verdict["share"], &verdict["right"]["value"]);
        format!("{}, {}", per_cent(share), per_cent(right))
    };
    let number = |report: &Value, key: &str, places: usize| {
        format!("{:.places$}", report[key].as_f64().unwrap())
    };
    let readme = fs::read_to_string(format!("{ROOT}/README.md")).unwrap();
    for (start, cell) in [
        ("placed in the role", &right as &dyn Fn(&Value) -> String),
        ("what was stated", &|report| per_cent(&report["stated"])),
        ("calibration error", &|report| {
            number(report, "calibration_error", 3)
        }),
        ("log loss", &|report| number(report, "log_loss", 2)),
        ("product owner, project manager", &roles),
        ("when it said product owner", &said),
        ("product owner told from", &hardest),
        ("`clear`", &|report| verdict(report, "clear")),
        ("`leaning`", &|report| verdict(report, "leaning")),
        ("`between`: the same", &|report| verdict(report, "between")),
        ("`between`: one of the two", &|report| {
            per_cent(&of(&report["verdicts"], "kind", "between")["named"]["value"])
        }),
        ("`open`", &|report| verdict(report, "open")),
    ] {
        let row = readme
            .lines()
            .find(|line| line.starts_with(&format!("| {start}")));
        let cells = format!(" | {} | {} |", cell(&columns[0]), cell(&columns[1]));
        assert!(row.unwrap().ends_with(&cells), "{start}:{cells}");
    }
}

#[test]
fn every_example_of_every_help_runs() {
    let folder = folder();
    let mut examples = Vec::new();
    for command in [
        "",
        "take",
        "score",
        "compare",
        "team",
        "report",
        "form",
        "prep",
        "history",
        "simulate",
        "validate",
        "calibrate",
        "catalogue",
        "catalogue new",
        "catalogue schema",
        "completions",
        "man",
    ] {
        // At 80 columns, where one that is too long would be folded and no line of three any more.
        let output = shell(&format!("COLUMNS=80 rolefit {command} --help"), &folder);
        let help = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<String> = help
            .lines()
            .skip_while(|line| *line != "Examples:")
            .skip(1)
            .take_while(|line| line.starts_with("  rolefit"))
            .map(|line| line.trim_start().split("  ").next().unwrap().to_owned())
            .collect();
        assert_eq!(
            lines.len(),
            3,
            "`rolefit {command} --help` has three examples"
        );
        examples.extend(lines);
    }
    assert_runs(&examples);
}

/// The text of every file with this ending below a folder, beside its path from the root of the project.
fn files_below(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(format!("{ROOT}/{folder}")).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            files.extend(files_below(&path, ending));
        } else if path.ends_with(ending) {
            files.push((
                path.clone(),
                fs::read_to_string(format!("{ROOT}/{path}")).unwrap(),
            ));
        }
    }
    files
}

#[test]
fn every_promise_of_the_readme_names_tests_that_there_are() {
    let readme = fs::read_to_string(format!("{ROOT}/README.md")).unwrap();
    let (_, section) = readme.split_once("\n## What it promises\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let rows: Vec<&str> = section
        .lines()
        .filter(|line| line.starts_with("| ") && line.as_bytes()[2].is_ascii_digit())
        .collect();
    assert_eq!(rows.len(), 16);

    let mut sources = files_below("tests", ".rs");
    sources.extend(files_below("src", ".rs"));
    let holds_a_test = |(_, text): &&(String, String)| text.contains("#[test]");
    for row in rows {
        let (_, held_by) = row.rsplit_once(" | ").unwrap();
        let names: Vec<&str> = held_by.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "{row}");
        for name in names {
            // A module of the tests by its path, a test by its name, a script by its file.
            let path = name.replace("::", "/");
            let module = [format!("tests/cli/{path}"), format!("tests/{path}")];
            let there = Path::new(&format!("{ROOT}/{name}")).is_file()
                || sources.iter().filter(holds_a_test).any(|(file, text)| {
                    text.contains(&format!("\nfn {name}("))
                        || text.contains(&format!("    fn {name}("))
                        || module.iter().any(|module| {
                            *file == format!("{module}.rs")
                                || file.starts_with(&format!("{module}/"))
                        })
                });
            assert!(there, "there is no test `{name}`");
        }
    }
}
