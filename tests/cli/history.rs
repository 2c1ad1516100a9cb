//! `rolefit history` and every command that takes a kept result by its name.

mod compare;
mod past;
mod terminal;

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

    /// Keeps a result as one of another catalogue, version or state.
    fn keep_as(&self, id: &str, mut result: Value, key: &str, value: &str) {
        result["catalogue"][key] = value.into();
        let of = &result["catalogue"];
        let [name, version] = ["id", "version"].map(|key| of[key].as_str().unwrap().to_owned());
        let string = result["answer_string"].as_str().unwrap();
        let (_, answers) = string.split_once(':').unwrap();
        result["answer_string"] = format!("{name}@{version}:{answers}").into();
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
fn latest_means_the_same_in_every_command_and_a_catalogue_narrows_it() {
    let machine = machine();
    let mut other = machine.json(&["score", "data/examples/product-owner.toml"]);
    let answers = machine.0.path().join("small.toml");
    let form = machine.done(&["form", "--catalogue", "small-team"]);
    fs::write(&answers, form.replace("= \"\"", "= \"2\"")).unwrap();
    other.clone_from(&machine.json(&["score", answers.to_str().unwrap()]));
    machine.keep("20260201-080000-00bb22", &other.to_string());
    let of = |arguments: &[&str]| machine.json(arguments)["catalogue"]["id"].clone();
    for arguments in [&["report"][..], &["report", "latest"], &["history", "show"]] {
        assert_eq!(of(arguments), "small-team", "{arguments:?}");
        let narrowed = [arguments, &["--catalogue", "product-roles"]].concat();
        assert_eq!(of(&narrowed), "product-roles", "{narrowed:?}");
    }
    let (_, _, stderr) = machine.run(&["report"], "");
    assert!(
        stderr.ends_with("20260201-080000-00bb22, of `small-team`\n"),
        "{stderr}"
    );
    // A plan is for roles of one catalogue, and says so where a later result is of another.
    let (code, _, stderr) = machine.run(&["prep", "--role", "product-owner"], "");
    assert_eq!(code, 0);
    assert!(
        stderr.contains("of `product-roles`, for a later one is of `small-team`"),
        "{stderr}"
    );
    assert!(stderr.contains(PROJECT), "{stderr}");
}

#[test]
fn a_catalogue_on_standard_input_is_read_once() {
    let machine = machine();
    let catalogue = fs::read_to_string("data/catalogues/product-roles.toml").unwrap();
    for arguments in [
        &["report", "latest"][..],
        &["report"],
        &["compare", "--with", OWNER, "--with", "latest"],
        &["history", "show"],
    ] {
        let arguments = [arguments, &["--catalogue", "-"]].concat();
        let (code, stdout, stderr) = machine.run(&arguments, &catalogue);
        assert!(code == 0 && !stdout.is_empty(), "{arguments:?}: {stderr}");
    }
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

#[test]
fn a_list_names_every_result_the_damaged_and_the_newer_too_and_leaves_no_trace() {
    let machine = machine();
    machine.keep(
        "20260401-000000-aaaaaa",
        "{\"schema\": \"rolefit/assessment@1\",\n \"x",
    );
    machine.keep(
        "20260402-000000-aaaaaa",
        "{\"schema\": \"rolefit/assessment@2\", \"anything\": []}",
    );
    fs::write(machine.home().join("results/notes.txt"), "mine").unwrap();
    let before = machine.files();
    let list = machine.json(&["history"]);
    let states: Vec<&str> = list["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["result", "result", "result", "damaged", "newer"]);
    assert_eq!(list["results"][1]["time"], "2026-02-01T07:05:03Z");
    assert_eq!(list["results"][2]["about"], "Ana");
    assert_eq!(list["results"][3]["line"], 2);
    assert_eq!(list, machine.json(&["history", "list"]));
    assert_eq!(list["latest"], PROJECT);
    let shown = machine.done(&["history"]);
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        &format!("{PROJECT} (latest)"),
        "rolefit history delete 20260401-000000-aaaaaa removes it.",
        "A newer rolefit has written it: update rolefit to read it.",
        &format!("rolefit compare --with {OWNER} --with {PROJECT}"),
        "rolefit history export -o history.ndjson",
    ] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    for (id, remedy) in [
        (
            "20260401",
            "`rolefit history delete 20260401-000000-aaaaaa` removes",
        ),
        ("20260402", "update rolefit"),
    ] {
        machine.refused(&["history", "show", id], 3, &["nothing was shown", remedy]);
    }
    // What is asked for by the word of a kept result alone is no file.
    machine.refused(
        &["history", "show", "1999"],
        4,
        &["error: there is no kept result called `1999`"],
    );
    assert_eq!(machine.files(), before);
}

#[test]
fn what_is_paused_and_cannot_be_gone_on_with_gets_the_command_that_works_or_none() {
    let machine = Machine::new();
    fs::create_dir_all(machine.home()).unwrap();
    let draft = |key: &str, text: &str| {
        fs::write(machine.home().join(format!("draft-{key}.jsonl")), text).unwrap();
    };
    draft("product-roles", "{\"schema\"");
    draft("product-roles.about-0011223344556677", "no draft\n{}\n");
    draft("small-team", "no draft\n{}\n");
    let list = machine.done(&["history"]);
    let list = list.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "of product-roles (which cannot be read): rolefit take --restart ",
        "of product-roles about somebody (which cannot be read): /",
        "of small-team (which cannot be read): rolefit take --restart --catalogue small-team",
    ] {
        assert!(list.contains(said), "{said}: {list}");
    }
    assert!(!list.contains("--resume"), "{list}");
}

#[test]
fn a_kept_result_is_shown_as_it_was_when_it_was_scored() {
    let machine = machine();
    let file = "data/examples/product-owner.toml";
    for (format, next) in [
        ("text", "\n  Next"),
        ("markdown", "\n## Next\n"),
        // Without commands, to the byte.
        ("json", "\0"),
    ] {
        let shown = machine.done(&["history", "show", "20260131", "--format", format]);
        let scored = machine.done(&["score", file, "--format", format]);
        let before = |all: &str| all.split(next).next().unwrap().to_owned();
        assert_eq!(before(&shown), before(&scored));
        let named = shown.contains(&format!("rolefit report {OWNER} -o result.html"));
        assert_eq!(named, format != "json", "{shown}");
    }
    assert!(
        machine
            .done(&["history", "show"])
            .contains("rolefit report -o result.html")
    );
}

#[test]
fn where_nothing_is_kept_nothing_is_made_and_what_is_asked_for_is_refused() {
    let machine = Machine::new();
    assert!(machine.done(&["history"]).contains("No result is kept"));
    assert_eq!(
        machine.json(&["history"])["results"],
        Value::Array(Vec::new())
    );
    machine.refused(&["history", "show"], 4, &["about yourself"]);
    machine.refused(
        &["history", "delete", "2026", "--yes"],
        4,
        &["no result is kept yet"],
    );
    for arguments in [&["clear", "--yes"][..], &["clear", "--all"]] {
        assert_eq!(machine.done(&[&["history"], arguments].concat()), "");
    }
    // What gives out finds nothing to give out, wherever it was to go.
    for arguments in [
        &["export"][..],
        &["export", "--practice"],
        &["export", "-o", "none.ndjson"],
    ] {
        let what = "so nothing was written";
        machine.refused(&[&["history"], arguments].concat(), 4, &[what]);
    }
    machine.refused(&["report"], 4, &["no result about yourself is kept yet"]);
    assert!(!machine.home().exists());
}

#[test]
fn where_what_is_kept_cannot_be_read_it_is_not_said_that_nothing_is_kept() {
    let machine = Machine::new();
    for text in ["{", r#"{"schema": "rolefit/assessment@99"}"#] {
        machine.keep(OWNER, text);
        for arguments in [
            &["report"][..],
            &["history", "show"],
            &["prep", "--result", "latest"],
        ] {
            let words = [
                "is passed over",
                "no result about yourself is kept that can be read",
            ];
            machine.refused(arguments, 4, &words);
        }
    }
}

#[test]
fn a_store_that_cannot_be_trusted_or_read_is_refused_with_the_reason() {
    let machine = machine();
    let file = machine.home().join("results").join(format!("{OWNER}.json"));
    let (code, _, stderr) = run_in(&file, &["history"], "");
    assert_eq!(code, 4);
    assert!(stderr.contains("is no folder"), "{stderr}");
    let link = machine.0.path().join("link");
    std::os::unix::fs::symlink("/nowhere/at/all", &link).unwrap();
    let (code, _, stderr) = run_in(&link, &["history"], "");
    assert_eq!(code, 4);
    assert!(stderr.contains("is a link"), "{stderr}");
    let output = Command::cargo_bin("rolefit")
        .unwrap()
        .env_clear()
        .env("HOME", "")
        .arg("history")
        .output()
        .unwrap();
    // Without a home of any kind the account's own is used, or none is there; neither is a fault of the list.
    assert!(matches!(output.status.code(), Some(0 | 4)));
}

#[test]
fn deleting_needs_a_yes_and_every_name_before_it_deletes_any() {
    let machine = machine();
    let before = machine.files();
    machine.refused(
        &["history", "delete", OWNER],
        2,
        &["no terminal to ask on", "--yes deletes without asking"],
    );
    machine.refused(
        &["history", "clear", "--no-input"],
        2,
        &["--no-input forbids it"],
    );
    machine.refused(
        &["history", "delete", "--yes", OWNER, "20990101"],
        4,
        &["20990101"],
    );
    assert_eq!(machine.files(), before);
    let (code, stdout, stderr) = machine.run(
        &["history", "delete", "--yes", OWNER, "20260131", "latest"],
        "",
    );
    assert_eq!((code, stdout.as_str()), (0, ""));
    assert!(
        stderr.starts_with("deleted 2 results; copies in backups"),
        "{stderr}"
    );
    assert_eq!(machine.files(), [format!("results/{ABOUT_ANA}.json")]);
}

#[test]
fn a_catalogue_tells_which_latest_is_deleted_and_is_refused_where_it_tells_nothing() {
    let machine = machine();
    let answers = machine.0.path().join("small.toml");
    let form = machine.done(&["form", "--catalogue", "small-team"]);
    fs::write(&answers, form.replace("= \"\"", "= \"2\"")).unwrap();
    let other = machine.json(&["score", answers.to_str().unwrap()]);
    let other_id = "20260201-080000-00bb22";
    machine.keep(other_id, &other.to_string());
    let before = machine.files();
    for arguments in [
        &["history"][..],
        &["history", "list"],
        &["history", "export"],
        &["history", "clear", "--yes"],
        &["history", "delete", "--yes", OWNER],
    ] {
        let arguments = [arguments, &["--catalogue", "product-roles"]].concat();
        machine.refused(&arguments, 2, &["chooses nothing here", "leave it out"]);
    }
    let delete = ["history", "delete", "latest", "--yes", "--catalogue"];
    machine.refused(
        &[&delete[..], &["portfolio"]].concat(),
        2,
        &["no catalogue"],
    );
    assert_eq!(machine.files(), before);
    machine.done(&[&delete[..], &["product-roles"]].concat());
    let deleted = format!("results/{PROJECT}.json");
    let left: Vec<String> = before.into_iter().filter(|one| *one != deleted).collect();
    assert_eq!(machine.files(), left);
}

#[test]
fn what_cannot_be_deleted_is_named_with_what_was() {
    let machine = machine();
    fs::remove_file(machine.place(PROJECT)).unwrap();
    fs::create_dir(machine.place(PROJECT)).unwrap();
    machine.refused(
        &["history", "delete", "--yes", PROJECT, OWNER],
        4,
        &["could not delete", PROJECT, "deleted besides it: 1"],
    );
}

#[test]
fn clearing_goes_past_what_cannot_be_deleted_and_names_it() {
    let machine = furnished();
    // A folder cannot be deleted as a file is, whatever its name.
    let stuck = [
        machine.place("20251231-235959-aaaaaa"),
        machine.place("20270101-000000-aaaaaa"),
        machine.home().join("draft-another.jsonl"),
        machine.home().join("draft-stuck.lock"),
        machine.home().join("practice-another.jsonl"),
    ];
    for folder in &stuck {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("inside"), "").unwrap();
    }
    let (code, stdout, stderr) = machine.run(&["history", "clear", "--all", "--yes"], "");
    assert_eq!((code, stdout.as_str()), (4, ""), "{stderr}");
    for folder in &stuck {
        let named = folder.to_str().unwrap();
        assert!(stderr.contains(named), "{named}: {stderr}");
    }
    assert!(stderr.contains("they are still there"), "{stderr}");
    // Everything else is gone.
    let left = machine.files();
    let inside = left.iter().filter(|name| name.ends_with("/inside"));
    assert_eq!(inside.count(), stuck.len());
    let others: Vec<&String> = left
        .iter()
        .filter(|name| !name.ends_with("/inside"))
        .collect();
    assert_eq!(others, ["mine.txt", "results/notes.txt"]);
}

/// Everything that can lie in the folder.
fn furnished() -> Machine {
    let machine = machine();
    for name in [
        "draft-product-roles.jsonl",
        "draft-product-roles.jsonl.bak",
        "draft-product-roles.lock",
        "results/.tmp-Ab3",
        "results/notes.txt",
        "practice-product-roles-interview.jsonl",
        "practice-product-roles-interview.jsonl.torn",
        "practice-product-roles-interview.lock",
        "mine.txt",
    ] {
        fs::write(machine.home().join(name), "").unwrap();
    }
    machine
}

#[test]
fn what_a_newer_version_wrote_is_told_from_what_is_damaged_and_has_no_command() {
    let machine = machine();
    let newer = "{\"v\":9,\"n\":1,\"crc\":\"00000000\"}\n";
    let bank = "practice-product-roles-interview.jsonl";
    for (text, said, name) in [
        (newer, "written by a newer rolefit", "newer"),
        ("\0\0\0\0", "which cannot be read", "damaged"),
    ] {
        for file in ["draft-product-roles.jsonl", bank] {
            fs::write(machine.home().join(file), text).unwrap();
        }
        let listed = machine.done(&["history"]);
        let listed = crate::terminal::words(&listed);
        let paused = format!("of product-roles ({said}): ");
        assert!(listed.contains(&paused), "{listed}");
        let restarts = listed.contains("rolefit take --restart");
        assert_eq!(restarts, name == "damaged", "{listed}");
        let practice = format!("product-roles-interview ({said})");
        assert!(listed.contains(&practice), "{listed}");
        let json = machine.json(&["history"]);
        assert_eq!(json["questionnaires"][0]["unread"], name);
        assert_eq!(json["unread_practice"][0]["unread"], name);
    }
    let (_, _, said) = machine.run(&["prep", "progress"], "");
    assert!(said.contains("line 1 of"), "{said}");
    assert!(said.contains("is damaged and left out"), "{said}");
}

#[test]
fn clearing_deletes_what_it_says_and_nothing_that_is_not_ours() {
    let machine = furnished();
    let (code, _, stderr) = machine.run(&["history", "clear", "--yes"], "");
    let (deleted, stays) = stderr.split_once('\n').unwrap();
    assert!(stays.contains("results/notes.txt"), "{stderr}");
    assert_eq!(
        (code, deleted),
        (
            0,
            "deleted 3 results, 1 paused questionnaire, 1 copy set aside, 1 rest of a save that was cut short; copies in backups, and what the disk still holds, may remain"
        )
    );
    assert_eq!(
        machine.files(),
        [
            "mine.txt",
            "practice-product-roles-interview.jsonl",
            "practice-product-roles-interview.jsonl.torn",
            "practice-product-roles-interview.lock",
            "results/notes.txt",
        ]
    );
    machine.done(&["history", "clear", "--practice", "--yes"]);
    assert_eq!(machine.files(), ["mine.txt", "results/notes.txt"]);
    let machine = furnished();
    machine.done(&["history", "clear", "--all", "--yes"]);
    assert_eq!(machine.files(), ["mine.txt", "results/notes.txt"]);
}

#[test]
fn a_file_among_what_is_kept_that_is_not_called_so_is_named_and_stays() {
    let machine = machine();
    let copy = format!("{OWNER} (1).json");
    let results = machine.home().join("results");
    fs::copy(machine.place(OWNER), results.join(&copy)).unwrap();
    fs::write(results.join("notes.txt"), "mine").unwrap();
    let draft = "draft-product-roles (1).jsonl";
    fs::write(machine.home().join(draft), "{}").unwrap();
    let names = [draft, copy.as_str(), "notes.txt"];
    let listed = machine.done(&["history"]).replace('\n', " ");
    let listed = listed.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        listed.contains("Three files among what is kept are not called so"),
        "{listed}"
    );
    for name in names {
        assert_eq!(listed.matches(name).count(), 1, "{listed}");
    }
    let foreign = &machine.json(&["history"])["foreign"];
    assert_eq!(foreign.as_array().unwrap().len(), 3);
    for (kinds, said) in [
        (&[][..], "deleted 3 results"),
        (&["--all"], "nothing of this"),
    ] {
        let clear = [&["history", "clear", "--yes"], kinds].concat();
        let (code, _, stderr) = machine.run(&clear, "");
        assert_eq!(code, 0);
        assert!(stderr.contains(said), "{stderr}");
        for name in names {
            let kept = "not deleted, for it is not called as what is kept: `";
            let line = stderr.lines().find(|line| line.contains(name)).unwrap();
            assert!(line.starts_with(kept), "{stderr}");
        }
        let [draft, copy, notes] = names;
        let left = [
            draft.to_owned(),
            format!("results/{copy}"),
            format!("results/{notes}"),
        ];
        assert_eq!(machine.files(), left);
    }
}

#[test]
fn no_command_of_the_history_takes_an_option_that_changes_nothing() {
    let machine = machine();
    let before = machine.files();
    let commands = [
        (&["history"][..], true, true),
        (&["history", "list"], true, true),
        (&["history", "show", "latest"], true, true),
        (&["history", "export"], true, false),
        (&["history", "delete", "--yes", OWNER], false, false),
        (&["history", "clear", "--yes"], false, false),
    ];
    let known = crate::shell::commands(&["history"]);
    for name in known.iter().filter(|name| *name != "help") {
        let is_tried = commands
            .iter()
            .any(|(line, ..)| line.get(1) == Some(&name.as_str()));
        assert!(is_tried, "{name}");
    }
    let file = machine.0.path().join("out.json");
    for (command, writes, has_forms) in commands {
        for (option, value, changes) in [
            ("-o", file.to_str().unwrap(), writes),
            ("--format", "json", has_forms),
        ] {
            let line = [command, &[option, value]].concat();
            let (code, _, stderr) = machine.run(&line, "");
            assert_eq!(code, if changes { 0 } else { 2 }, "{line:?}: {stderr}");
            assert_eq!(option == "-o" && changes, file.exists(), "{line:?}");
            let _ = fs::remove_file(&file);
            assert_eq!(machine.files(), before, "{line:?}");
        }
    }
}

#[test]
fn an_export_can_be_scored_again_and_a_damaged_result_is_told() {
    let machine = machine();
    let export = machine.done(&["history", "export"]);
    let lines: Vec<Value> = export
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let ids: Vec<&str> = lines
        .iter()
        .map(|line| line["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, [OWNER, PROJECT, ABOUT_ANA]);
    let (code, rows, _) = machine.run(
        &["score", "--input", "ndjson", "--to", "ndjson", "-"],
        &export,
    );
    assert_eq!(code, 0);
    let first: Value = serde_json::from_str(rows.lines().next().unwrap()).unwrap();
    assert_eq!(first["id"], OWNER);
    machine.keep("20260401-000000-aaaaaa", "{");
    let (code, again, stderr) = machine.run(&["history", "export"], "");
    assert_eq!((code, again), (3, export));
    assert!(stderr.contains("20260401-000000-aaaaaa is left out: it ends too early"));
}

#[test]
fn records_of_practice_can_be_had_and_deleted() {
    let machine = Machine::new();
    let answers = machine.0.path().join("answers.jsonl");
    let listed = machine.done(&["prep", "practice", "--role", "product-owner", "--ndjson"]);
    let first: Value = serde_json::from_str(listed.lines().next().unwrap()).unwrap();
    let line = serde_json::json!({ "question": first["id"], "rating": 3 });
    fs::write(&answers, format!("{line}\n")).unwrap();
    machine.done(&["prep", "practice", "--answers", answers.to_str().unwrap()]);
    let export = machine.done(&["history", "export", "--practice"]);
    let event: Value = serde_json::from_str(export.lines().next().unwrap()).unwrap();
    assert_eq!(event["schema"], "rolefit/practice-event@2");
    assert_eq!(event["bank"], "product-roles-interview");
    assert_eq!(event["event"]["rating"], 3);
    machine.done(&["history", "clear", "--practice", "--yes"]);
    assert_eq!(machine.files(), [""; 0]);
}

#[test]
fn a_group_takes_a_kept_result_by_its_name_and_only_one_of_ones_own() {
    let machine = machine();
    let file = "data/examples/team/ben.toml";
    let names = |first: &str| -> Vec<String> {
        let team = machine.json(&["team", first, file]);
        let people = team["people"].as_array().unwrap().iter();
        people
            .map(|one| one["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names("latest"), ["ben", "you"]);
    assert_eq!(
        names(machine.place(OWNER).to_str().unwrap()),
        ["ben", "you"]
    );
    assert_eq!(names("20260301"), ["Ana", "ben"]);
    machine.refused(
        &["team", "latest", "20260131", file],
        3,
        &["are both your own answers", "compare --with"],
    );
    machine.refused(
        &["team", file, "20990101"],
        4,
        &["no kept result called `20990101`"],
    );
    // A file of another machine that is called as it was kept there.
    let copy = machine.0.path().join(format!("{OWNER}.json"));
    fs::copy(machine.place(OWNER), &copy).unwrap();
    let (code, _, stderr) = machine.run(&["team", copy.to_str().unwrap(), file], "");
    assert_eq!(code, 0);
    assert!(
        stderr.contains("call the file after the person"),
        "{stderr}"
    );
}

#[test]
fn an_export_is_told_to_be_of_one_history_and_of_no_group() {
    let machine = machine();
    let export = machine.0.path().join("export.ndjson");
    let export = export.to_str().unwrap();
    machine.done(&["history", "export", "-o", export]);
    machine.refused(&["report", export], 2, &["results of one history"]);
}
