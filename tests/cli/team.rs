//! `rolefit team`: groups from files, and everything that is wrong with them at once.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

use crate::terminal::words;

const ANSWERS: &str =
    "catalogue = \"product-roles\"\n[answers]\ncancelled-meeting = 1\nan-hour-to-read = 2\n";

fn example(name: &str) -> String {
    format!("{}/data/examples/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Runs in a folder: exit code, standard output, standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("rolefit")
        .unwrap()
        .env_clear()
        .env("LANG", "C.UTF-8")
        .current_dir(folder)
        .arg("team")
        .args(arguments)
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[track_caller]
fn refused(files: &[(&str, &str)], arguments: &[&str], code: i32, want: &str) {
    let folder = folder(files);
    let got = run(folder.path(), arguments);
    assert_eq!(got, (code, String::new(), want.to_owned()));
}

#[test]
fn the_example_group_is_put_together_from_files_as_from_one_table() {
    let folder = folder(&[]);
    let names = ["ana", "ben", "chi", "dov"];
    let files = names.map(|name| example(&format!("team/{name}.toml")));
    let mut arguments: Vec<&str> = files.iter().map(String::as_str).collect();
    arguments.extend(["--format", "json"]);
    let (code, stdout, stderr) = run(folder.path(), &arguments);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let from_files: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(from_files["schema"], "rolefit/team@1");
    let people = from_files["people"].as_array().unwrap();
    let called: Vec<&str> = people
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(called, names);
    let pairs = from_files["assignment"]["pairs"].as_array().unwrap();
    assert_eq!(pairs.len(), 3);
    assert_eq!(from_files["left_over"].as_array().unwrap().len(), 1);

    // The same people as one line of JSON each, and the probabilities of their own results.
    let mut lines = String::new();
    for (name, file) in names.iter().zip(&files) {
        let answers: toml::Table = fs::read_to_string(file).unwrap().parse().unwrap();
        let answers = serde_json::to_value(&answers["answers"]).unwrap();
        lines += &serde_json::json!({ "id": name, "answers": answers }).to_string();
        lines.push('\n');
    }
    fs::write(folder.path().join("all.ndjson"), lines).unwrap();
    let (code, stdout, _) = run(folder.path(), &["all.ndjson", "--format", "json"]);
    assert_eq!(code, 0);
    assert_eq!(serde_json::from_str::<Value>(&stdout).unwrap(), from_files);
}

#[test]
fn an_anonymous_group_names_nobody_in_any_form() {
    let folder = folder(&[
        ("zebedee.toml", ANSWERS),
        ("quintus.toml", &ANSWERS.replace("= 1", "= 4")),
    ]);
    for format in ["text", "markdown", "json"] {
        let arguments = [
            "--anonymous",
            "zebedee.toml",
            "quintus.toml",
            "--format",
            format,
        ];
        let (code, stdout, _) = run(folder.path(), &arguments);
        assert_eq!(code, 0);
        assert!(
            !stdout.contains("zebedee") && !stdout.contains("quintus"),
            "{stdout}"
        );
        let other_way = [
            "--anonymous",
            "quintus.toml",
            "zebedee.toml",
            "--format",
            format,
        ];
        assert_eq!(run(folder.path(), &other_way).1, stdout);
    }
}

#[test]
fn one_person_and_a_crowd_are_sent_to_score() {
    refused(
        &[("one.toml", ANSWERS)],
        &["one.toml"],
        2,
        "error: a group needs at least 2 people who have answered, and here is 1\n\
         help: `rolefit score FILE` shows the result of one person\n",
    );
    let files: Vec<String> = (0..2000).map(|number| format!("{number}.toml")).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    refused(
        &[],
        &files,
        2,
        "error: a group has 100 people at most, and these are 2000\n\
         help: `rolefit score` takes any number of people, as CSV or NDJSON\n",
    );
    let mut rows = "id,cancelled-meeting\n".to_owned();
    rows.extend((0..2000).map(|number| format!("p{number},1\n")));
    refused(
        &[("crowd.csv", &rows)],
        &["crowd.csv"],
        2,
        "error: a group has 100 people at most, and these are 2000\n\
         help: `rolefit score` takes any number of people, as CSV or NDJSON\n",
    );
}

#[test]
fn a_file_or_a_name_that_stands_twice_is_refused() {
    refused(
        &[("one.toml", ANSWERS)],
        &["one.toml", "./one.toml"],
        2,
        "error: `one.toml` and `./one.toml` are the same file\n\
         help: name each person's answers once\n",
    );
    let json = "{ \"id\": \"one\", \"answers\": { \"cancelled-meeting\": 2 } }";
    refused(
        &[("one.toml", ANSWERS), ("other.json", json)],
        &["one.toml", "other.json"],
        3,
        "error: 2 people are called `one`: in one.toml, other.json\n\
         error: people cannot be told apart by name; nobody was compared\n\
         help: give each a name of their own, or leave names out with `--anonymous`\n",
    );
}

#[test]
fn people_called_alike_whose_files_lie_in_several_folders_are_told_apart_by_them() {
    let folder = folder(&[("ana.toml", ANSWERS)]);
    for (place, answer) in [("sales", "1"), ("it", "3")] {
        fs::create_dir(folder.path().join(place)).unwrap();
        let answers = ANSWERS
            .replace("= 1", &format!("= {answer}"))
            .replace("= 2", "= 4");
        fs::write(folder.path().join(place).join("ana.toml"), answers).unwrap();
    }
    let files = ["ana.toml", "it/ana.toml", "sales/ana.toml"];
    let (code, out, err) = run(folder.path(), &files);
    assert_eq!((code, &*err), (0, ""));
    let words = words(&out);
    for name in ["ana ", "ana (it) ", "ana (sales) "] {
        assert!(words.contains(name), "{name}: {out}");
    }
}

#[test]
fn names_that_look_alike_are_told_and_long_ones_are_never_cut() {
    for (one, other) in [
        ("ana", "\u{430}na"),
        ("caf\u{e9}", "cafe\u{301}"),
        ("a b", "a  b"),
    ] {
        let table = format!("id,cancelled-meeting\n{one},1\n{other},2\n");
        let folder = folder(&[("rows.csv", &table)]);
        let (code, out, err) = run(folder.path(), &["rows.csv"]);
        assert_eq!((code, &*out), (3, ""), "{one}");
        assert!(err.contains("the names of 2 people look alike"), "{err}");
    }
    let long = "participant-".repeat(10);
    let table = format!("id,cancelled-meeting\n{long}1,1\n{long}2,2\n");
    let folder = folder(&[("rows.csv", &table)]);
    for form in ["text", "markdown", "html", "json"] {
        let (code, out, err) = run(folder.path(), &["rows.csv", "--format", form]);
        assert_eq!(code, 0, "{err}");
        let out: String = out.split_whitespace().collect();
        for name in [format!("{long}1"), format!("{long}2")] {
            assert!(out.contains(&name), "{form}: {out}");
        }
    }
}

#[test]
fn every_faulty_file_is_told_at_once_and_nothing_half_is_printed() {
    refused(
        &[
            ("fine.toml", ANSWERS),
            ("unknown.toml", "[answers]\ncancelled-meetign = 1\n"),
            ("cut.json", "{ \"answers\": {"),
            ("foreign.json", "{ \"schema\": \"rolefit/roles@1\" }"),
            ("nothing.toml", "[answers]\n"),
            ("rows.csv", "id,cancelled-meeting\na,9\nb,\n"),
        ],
        &[
            "fine.toml",
            "missing.toml",
            "unknown.toml",
            "cut.json",
            "foreign.json",
            "nothing.toml",
            "rows.csv",
        ],
        3,
        "error: there is no file `missing.toml`\n\
         help: check the name and the folder; `rolefit team` alone says how files are made\n\
         error: cut.json:1:14: the JSON ends too early\n\
         help: the file was cut short: copy it again, or write it again where it came from\n\
         error: 1 fault in cut.json; nobody was compared\n\
         error: foreign.json:1:3: the schema is `rolefit/roles@1`, and only `rolefit/assessment@1` can be read\n\
         help: it holds no answers: give the answers, or the result that `rolefit score --format json` prints\n\
         error: 1 fault in foreign.json; nobody was compared\n\
         error: unknown.toml:2:1: catalogue `product-roles` has no item `cancelled-meetign`\n\
         help: did you mean `cancelled-meeting`?\n\
         error: 1 fault in unknown.toml; nobody was compared\n\
         error: rows.csv:2: column `cancelled-meeting`: a response is a whole number from 1 to 4, not `9`\n\
         help: leave the cell empty where the item was skipped\n\
         error: rows.csv cannot be used\n\
         error: 5 of 7 files cannot be used; nobody was compared\n",
    );
}

#[test]
fn somebody_without_answers_is_named_stands_in_no_figure_and_stops_nothing() {
    let rows = "id,cancelled-meeting,an-hour-to-read\nzoe,1,2\nEve,,\nÁsa,4,3\n";
    let files = [
        ("rows.csv", rows),
        ("p10.toml", "[answers]\n"),
        ("p9.toml", "[answers]\n"),
    ];
    let folder = folder(&files);
    let (code, stdout, stderr) = run(
        folder.path(),
        &["rows.csv", "p10.toml", "p9.toml", "--format", "json"],
    );
    assert_eq!((code, stderr.as_str()), (0, ""));
    let team: Value = serde_json::from_str(&stdout).unwrap();
    let people = team["people"].as_array().unwrap().iter();
    let people: Vec<&Value> = people.map(|one| &one["name"]).collect();
    assert_eq!(people, ["Ása", "zoe"]);
    assert_eq!(team["unanswered"], serde_json::json!(["Eve", "p9", "p10"]));
    // They would else come out the same without the two.
    fs::write(folder.path().join("rows.csv"), rows.replace("Eve,,\n", "")).unwrap();
    let (_, without, _) = run(folder.path(), &["rows.csv", "--format", "json"]);
    let mut without: Value = serde_json::from_str(&without).unwrap();
    without["unanswered"] = team["unanswered"].clone();
    assert_eq!(without, team);
    let (_, text, _) = run(folder.path(), &["rows.csv", "p10.toml"]);
    assert!(
        text.contains("Nothing is answered yet, and nothing said here, of p10."),
        "{text}"
    );
    let (_, text, _) = run(
        folder.path(),
        &["rows.csv", "p10.toml", "p9.toml", "--anonymous"],
    );
    assert!(text.contains("nothing said here, of C and D."), "{text}");
    // Where one has answered there is no group yet.
    let (code, _, stderr) = run(folder.path(), &["p9.toml", "p10.toml"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("a group needs at least 2 people who have answered, and here is 0"),
        "{stderr}"
    );
}

#[test]
fn answers_to_different_catalogues_are_not_mixed() {
    let other = ANSWERS.replace("product-roles", "other");
    refused(
        &[("one.toml", ANSWERS), ("two.toml", &other)],
        &["one.toml", "two.toml"],
        3,
        "error: one.toml is answered for catalogue `product-roles`, and two.toml for `other`; nobody was compared\n\
         help: people can be looked at together who answered the same catalogue\n",
    );
}

#[test]
fn a_group_of_no_files_says_how_files_are_made() {
    refused(
        &[],
        &[],
        2,
        "error: no files are named, and a group has 2 people at least\n\
         help: each person answers where they are, and `rolefit history show latest -o NAME.json` makes their file\n\
         help: or fills in a form: `rolefit form -o NAME.toml`\n\
         help: then, for instance: `rolefit team ana.json ben.toml`\n",
    );
}

#[test]
fn a_folder_a_slip_and_an_export_say_what_to_name_instead() {
    let folder = folder(&[("ana.toml", ANSWERS), ("ben.toml", ANSWERS)]);
    fs::create_dir(folder.path().join("people")).unwrap();
    let line = "{\"schema\": \"rolefit/assessment@1\", \"id\": \"20260131-180000-abcdef\"}\n";
    fs::write(folder.path().join("history.ndjson"), line.repeat(2)).unwrap();
    for (other, help) in [
        ("people", "people/*.toml"),
        ("bne.toml", "did you mean `ben.toml`?"),
        (
            "history.ndjson",
            "`rolefit score history.ndjson` scores all",
        ),
    ] {
        let (code, stdout, stderr) = run(folder.path(), &["ana.toml", other]);
        assert!(matches!(code, 3 | 4) && stdout.is_empty(), "{stderr}");
        assert!(stderr.contains(help), "{other}: {stderr}");
    }
}

#[test]
fn a_view_of_somebody_is_marked_and_nobody_stands_in_the_group_twice() {
    let seen = format!("about = \"Ana\"\n{}", ANSWERS.replace("= 1", "= 4"));
    let folder = folder(&[
        ("ben.toml", ANSWERS),
        ("seen.toml", &seen),
        ("ana.toml", ANSWERS),
    ]);
    for anonymous in [&[][..], &["--anonymous"]] {
        let arguments = [&["ben.toml", "seen.toml"], anonymous].concat();
        let (code, stdout, stderr) = run(folder.path(), &arguments);
        assert_eq!(code, 0, "{stderr}");
        let marked = stdout.contains("(seen by somebody else)");
        assert!(marked, "{stdout}");
        assert_eq!(stdout.contains("Ana (seen by"), anonymous.is_empty());
        let data = [&arguments[..], &["--format", "json"]].concat();
        let data: Value = serde_json::from_str(&run(folder.path(), &data).1).unwrap();
        let people = data["people"].as_array().unwrap().iter();
        assert_eq!(
            people.filter(|one| one["seen_by_another"] == true).count(),
            1
        );
        let twice = [&["ana.toml", "seen.toml"], anonymous].concat();
        let (code, _, stderr) = run(folder.path(), &twice);
        assert_eq!(code, 3);
        assert!(
            stderr.contains("`ana` stands in the group twice"),
            "{stderr}"
        );
    }
}

#[test]
fn two_views_of_one_person_are_refused_and_two_files_of_the_same_answers_told() {
    let view = |answer: &str| format!("about = \"Ana\"\n{}", ANSWERS.replace("= 1", answer));
    let (one, other) = (view("= 4"), view("= 2"));
    let folder = folder(&[
        ("one.toml", &one),
        ("other.toml", &other),
        ("ben.toml", ANSWERS),
        ("copy.toml", ANSWERS),
    ]);
    for anonymous in [&[][..], &["--anonymous"]] {
        let views = [&["one.toml", "other.toml"], anonymous].concat();
        let (code, stdout, stderr) = run(folder.path(), &views);
        assert_eq!((code, stdout.as_str()), (3, ""), "{stderr}");
        assert!(
            stderr.contains("`Ana` stands in the group twice: as somebody else sees them in one.toml and in other.toml"),
            "{stderr}"
        );
        let copies = [&["ben.toml", "copy.toml"], anonymous].concat();
        let (code, _, stderr) = run(folder.path(), &copies);
        assert_eq!(
            (code, stderr.as_str()),
            (
                0,
                "warning: the answers in copy.toml are the same as in ben.toml: is it one person twice?\n"
            )
        );
        let differ = [&["one.toml", "ben.toml"], anonymous].concat();
        assert_eq!(run(folder.path(), &differ).2, "");
    }
}
