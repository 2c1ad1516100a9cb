//! `rolefit validate`, and the people that `rolefit simulate` writes for it.

use std::fs;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const CATALOGUE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/known/catalogue.toml"
);
const STUDY: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/known/answers.csv"
);

/// A folder with files, in which the tool is run.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    /// Runs the tool and returns exit code, standard output and standard error.
    fn run(&self, arguments: &[&str], input: &str) -> (i32, String, String) {
        let output = Command::cargo_bin("rolefit")
            .unwrap()
            .current_dir(self.0.path())
            .args(arguments)
            .args(["--catalogue", CATALOGUE])
            .env("ROLEFIT_HOME", self.0.path().join("home"))
            .env("COLUMNS", "80")
            .write_stdin(input)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (
            output.status.code().unwrap(),
            text(output.stdout),
            text(output.stderr),
        )
    }

    #[track_caller]
    fn json(&self, arguments: &[&str], input: &str) -> Value {
        let arguments = [&["validate"], arguments, &["--format", "json"]].concat();
        let (code, out, err) = self.run(&arguments, input);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        serde_json::from_str(&out).unwrap()
    }

    #[track_caller]
    fn refused(&self, arguments: &[&str], code: i32, said: &[&str]) {
        let (ended, out, err) = self.run(&[&["validate"], arguments].concat(), "");
        assert_eq!((ended, out.as_str()), (code, ""), "{arguments:?}: {err}");
        for said in said {
            assert!(
                err.contains(said),
                "{arguments:?} does not say {said:?}: {err}"
            );
        }
    }
}

/// The study as lines of JSON, with the role under this key.
fn lines(key: &str) -> String {
    let study = fs::read_to_string(STUDY).unwrap();
    let mut lines = study.lines();
    let names: Vec<&str> = lines.next().unwrap().split(',').collect();
    let written = lines.map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let answers = names.iter().zip(&cells).skip(2);
        let answers: Vec<String> = answers
            .map(|(name, cell)| format!("\"{name}\":{cell}"))
            .collect();
        format!(
            "{{\"id\":\"{}\",\"{key}\":\"{}\",\"answers\":{{{}}}}}",
            cells[0],
            cells[1],
            answers.join(",")
        )
    });
    written.collect::<Vec<_>>().join("\n")
}

#[test]
fn rows_lines_and_standard_input_give_the_same_figures() {
    let folder = Folder::new();
    let study = fs::read_to_string(STUDY).unwrap();
    let csv = folder.json(&[STUDY, "--average"], "");
    assert_eq!(csv["people"], 30);
    folder.write("study.ndjson", &lines("role"));
    assert_eq!(folder.json(&["study.ndjson", "--average"], ""), csv);
    folder.write("craft.jsonl", &lines("craft"));
    let craft = ["craft.jsonl", "--role-column", "craft", "--average"];
    assert_eq!(folder.json(&craft, ""), csv);
    assert_eq!(folder.json(&["-", "--average"], &study), csv);
    assert_eq!(folder.json(&["-", "--average"], &lines("role")), csv);
    // The sittings of a person may lie in several files.
    let (head, rows) = study.split_once('\n').unwrap();
    let half = |odd: usize| {
        let rows = rows
            .lines()
            .enumerate()
            .filter(|(place, _)| place % 2 == odd);
        let rows: Vec<&str> = rows.map(|(_, row)| row).collect();
        format!("{head}\n{}\n", rows.join("\n"))
    };
    folder.write("first.csv", &half(0));
    folder.write("second.csv", &half(1));
    assert_eq!(
        folder.json(&["first.csv", "second.csv", "--average"], ""),
        csv
    );
    folder.refused(
        &["first.csv", "second.csv"],
        3,
        &[
            "second.csv:2: column `id`: the id was given before, in first.csv:2",
            "`--average` averages the sittings of one person",
        ],
    );
}

#[test]
fn sittings_that_no_id_joins_are_counted_where_sittings_are_joined() {
    let folder = Folder::new();
    let study = fs::read_to_string(STUDY).unwrap();
    // Of each person the id stands in the first row alone, or nowhere.
    let blank = |keeps: fn(usize) -> bool| {
        let rows = study.lines().enumerate().map(|(place, row)| {
            let (_, rest) = row.split_once(',').unwrap();
            if place == 0 || keeps(place) {
                row.to_owned()
            } else {
                format!(",{rest}")
            }
        });
        rows.collect::<Vec<_>>().join("\n")
    };
    let advice = "the sittings of one person need the same id in each\n";
    folder.write("first.csv", &blank(|place| place % 2 == 1));
    folder.write("none.csv", &blank(|_| false));
    folder.write("whole.csv", &study);
    for (line, said) in [
        (
            "validate first.csv --average",
            "note: 30 sittings have no id, and each counts as a person: ",
        ),
        (
            "calibrate first.csv --first-sitting",
            "note: 30 sittings have no id, and each counts as a person: ",
        ),
        (
            "validate none.csv --average",
            "note: no sitting has an id, and each counts as a person: ",
        ),
        ("validate whole.csv --average", ""),
        ("validate none.csv", ""),
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let (code, _, err) = folder.run(&arguments, "");
        assert_eq!(code, 0, "{line}: {err}");
        if said.is_empty() {
            assert!(!err.contains(advice), "{line}: {err}");
        } else {
            assert!(err.contains(&format!("{said}{advice}")), "{line}: {err}");
        }
    }
}

#[test]
fn lines_without_a_word_are_counted_by_every_command_that_reads_rows() {
    let folder = Folder::new();
    let study = fs::read_to_string(STUDY).unwrap();
    // Three people, of each the second sitting.
    let rows: Vec<&str> = study.lines().step_by(2).take(4).collect();
    let rows = format!(
        "{}\n\n{}\n,,,\n{}\n{}\n",
        rows[0], rows[1], rows[2], rows[3]
    );
    folder.write("rows.csv", &rows);
    let id = rows.lines().nth(2).unwrap().split(',').next().unwrap();
    for line in [
        "validate rows.csv".to_owned(),
        "score rows.csv --ignore-columns role".to_owned(),
        "team rows.csv --ignore-columns role".to_owned(),
        format!("report rows.csv --ignore-columns role --id {id}"),
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let (code, _, err) = folder.run(&arguments, "");
        assert_eq!(code, 0, "{line}: {err}");
        let said = "note: 2 blank lines were passed over\n";
        assert!(err.contains(said), "{line}: {err}");
    }
    folder.write("study.csv", &study.replacen('\n', "\n\n", 1));
    let arguments = ["calibrate", "study.csv", "--first-sitting"];
    let (code, _, err) = folder.run(&arguments, "");
    assert_eq!(code, 0, "{err}");
    assert!(
        err.contains("note: 1 blank line was passed over\n"),
        "{err}"
    );
}

#[test]
fn no_command_passes_over_a_column_that_it_reads_or_reads_one_for_two_things() {
    let folder = Folder::new();
    folder.write("rows.csv", &fs::read_to_string(STUDY).unwrap());
    for (line, code, said) in [
        (
            "score rows.csv --id-column role --ignore-columns role",
            2,
            "`--ignore-columns` would pass it over",
        ),
        (
            "score rows.csv --id-column id --ignore-columns role,id",
            2,
            "would pass it over",
        ),
        (
            "report rows.csv --id-column id --ignore-columns role --ignore-columns id",
            2,
            "would pass it over",
        ),
        (
            "team rows.csv --ignore-columns id,role",
            2,
            "the column `id` is read",
        ),
        (
            "validate rows.csv --ignore-columns role",
            2,
            "the column `role` is read",
        ),
        (
            "validate rows.csv --ignore-columns id",
            2,
            "the column `id` is read",
        ),
        (
            "calibrate rows.csv --ignore-columns role",
            2,
            "the column `role` is read",
        ),
        (
            "validate rows.csv --id-column role",
            2,
            "cannot stand under `role`",
        ),
        (
            "validate rows.csv --id-column role",
            2,
            "such as `known-role`",
        ),
        (
            "score rows.csv --id-column door --ignore-columns id,role",
            3,
            "the column `door` is to say who answers, and is an item",
        ),
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let (ended, out, err) = folder.run(&arguments, "");
        assert_eq!((ended, out.as_str()), (code, ""), "{line}: {err}");
        assert!(err.contains(said), "{line}: {err}");
    }
}

/// A line of the study without the role, which only a study holds.
fn without_role(line: &str) -> String {
    let (_, answers) = line.split_once("\"answers\"").unwrap();
    format!("{{\"id\":\"ana\",\"answers\"{answers}")
}

#[test]
fn an_option_for_tables_is_refused_where_no_table_is_read() {
    let folder = Folder::new();
    folder.write("study.ndjson", &lines("role"));
    let one = lines("role");
    let one = one.lines().next().unwrap();
    folder.write("known.json", one);
    folder.write("one.json", &without_role(one));
    for command in [
        "score study.ndjson",
        "report study.ndjson",
        "team study.ndjson",
        "validate study.ndjson",
        "calibrate study.ndjson",
        "validate known.json",
        "team one.json",
    ] {
        for option in ["--id-column who", "--ignore-columns note", "--delimiter ;"] {
            let line = format!("{command} {option}");
            let arguments: Vec<&str> = line.split(' ').collect();
            let (code, out, err) = folder.run(&arguments, "");
            assert_eq!((code, out.as_str()), (2, ""), "{line}: {err}");
            assert!(err.contains("is for CSV"), "{line}: {err}");
        }
    }
}

#[test]
fn a_fault_of_a_line_of_json_speaks_of_keys_and_one_of_a_table_of_columns() {
    let folder = Folder::new();
    let two = lines("role");
    let two: Vec<&str> = two.lines().take(2).collect();
    let bare = without_role(two[0]);
    folder.write("twice.ndjson", &format!("{bare}\n{bare}\n"));
    folder.write("known.ndjson", &format!("{}\n{}\n", two[0], two[0]));
    folder.write("one.json", two[0]);
    folder.write("again.json", two[0]);
    let about = lines("about");
    folder.write("roleless.ndjson", about.lines().next().unwrap());
    let study = fs::read_to_string(STUDY).unwrap();
    let rows: Vec<&str> = study.lines().take(2).collect();
    let head = rows[0].replacen("id", "who", 1);
    folder.write("twice.csv", &format!("{head}\n{}\n{}\n", rows[1], rows[1]));
    for (line, said) in [
        ("score twice.ndjson", "twice.ndjson:2: key `id`: the id"),
        ("validate known.ndjson", "known.ndjson:2: key `id`: the id"),
        (
            "validate one.json again.json",
            "again.json:1: key `id`: the id",
        ),
        (
            "validate roleless.ndjson",
            "roleless.ndjson:1: key `role`: no role is given",
        ),
        (
            "validate twice.csv --id-column who",
            "twice.csv:3: column `who`: the id",
        ),
        (
            "score twice.csv --id-column who --ignore-columns role",
            "twice.csv:3: column `who`: the id",
        ),
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let (code, _, err) = folder.run(&arguments, "");
        assert_eq!(code, 3, "{line}: {err}");
        assert!(err.contains(said), "{line}: {err}");
        assert!(
            line.contains("csv") || !err.contains("column"),
            "{line}: {err}"
        );
    }
}

#[test]
fn files_of_one_person_each_count_as_rows_do() {
    let folder = Folder::new();
    let study = fs::read_to_string(STUDY).unwrap();
    let mut rows = study.lines().skip(1).step_by(2);
    let names: Vec<&str> = study.lines().next().unwrap().split(',').collect();
    let mut person = || -> Vec<&str> { rows.next().unwrap().split(',').collect() };
    let mut files = vec!["validate".to_owned()];
    let mut table = vec![names.join(",")];
    for number in 0..6 {
        let cells = person();
        table.push(cells.join(","));
        let answers = names.iter().zip(&cells).skip(2);
        let answers: Vec<String> = answers
            .map(|(name, cell)| format!("{name} = {cell}\n"))
            .collect();
        let toml = format!("role = \"{}\"\n[answers]\n{}", cells[1], answers.concat());
        let name = format!("person-{number}.toml");
        folder.write(&name, &toml);
        if number % 2 == 0 {
            files.push(name);
            continue;
        }
        // A saved result, to which the role was added.
        folder.write("answers.toml", toml.split_once('\n').unwrap().1);
        let (code, saved, err) = folder.run(&["score", "answers.toml", "--format", "json"], "");
        assert_eq!(code, 0, "{err}");
        let mut saved: Value = serde_json::from_str(&saved).unwrap();
        saved["role"] = cells[1].into();
        let name = format!("person-{number}.json");
        folder.write(&name, &saved.to_string());
        files.push(name);
    }
    folder.write("table.csv", &table.join("\n"));
    let files: Vec<&str> = files[1..].iter().map(String::as_str).collect();
    let (apart, together) = (folder.json(&files, ""), folder.json(&["table.csv"], ""));
    assert_eq!(apart, together);
    assert_eq!(apart["people"], 6);
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_a_remedy_and_nothing_is_validated() {
    let folder = Folder::new();
    folder.refused(&[], 2, &["no files are named", "--write-answers"]);
    folder.refused(
        &["none.csv"],
        4,
        &["there is no file `none.csv`", "nothing was validated"],
    );
    folder.refused(&[STUDY, STUDY], 2, &["are the same file"]);
    folder.write("copy.csv", &fs::read_to_string(STUDY).unwrap());
    let (code, _, said) = folder.run(&["validate", STUDY, "copy.csv", "--average"], "");
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("warning: copy.csv holds the same as "),
        "{said}"
    );
    folder.refused(
        &[STUDY, "--role-column", "door"],
        2,
        &["cannot stand under `door`"],
    );
    folder.refused(
        &[STUDY, "--role-column", "answers"],
        2,
        &["cannot stand under `answers`"],
    );
    folder.refused(
        &[STUDY, "--role-column", "craft"],
        3,
        &[
            "answers.csv:1: no column is called `craft`",
            "`--role-column` says which column or key",
        ],
    );
    let half = "id,role,door\n".to_owned() + &" ".repeat(9 << 20);
    folder.write("half.csv", &half);
    folder.write("other.csv", &half);
    folder.refused(
        &["half.csv", "other.csv"],
        3,
        &["more than 16777216 bytes in these files"],
    );
    folder.write("one.toml", "[answers]\ndoor = 1\n");
    folder.refused(
        &["one.toml"],
        3,
        &["`role`: no role is given", "roles are product-owner"],
    );
    folder.write("one.toml", "role = \"product-ower\"\n[answers]\ndoor = 1\n");
    folder.refused(
        &["one.toml"],
        3,
        &["one.toml:1:8", "did you mean `product-owner`?"],
    );
    folder.write("two.csv", "id,role,door\na,product-owner,5\nb,baker,1\n");
    folder.refused(
        &["two.csv"],
        3,
        &["two.csv:2: column `door`: a response is a whole number from 1 to 4"],
    );
    folder.write("two.csv", "id,role,door\na,product-owner,\n");
    folder.refused(&["two.csv"], 3, &["two.csv:2: nothing is answered"]);
}

#[test]
fn a_length_shows_what_people_get_beside_what_all_answers_can() {
    let folder = Folder::new();
    let all = folder.json(&[STUDY, "--average"], "");
    let quick = folder.json(&[STUDY, "--average", "--length", "quick"], "");
    assert!(all["whole"].is_null() && all["asked"].is_null() && all["length"].is_null());
    assert_eq!(quick["whole"]["right"], all["right"]);
    assert_eq!(
        (&quick["length"], &quick["items"]),
        (&"quick".into(), &all["items"])
    );
    assert!(quick["asked"]["mean"].as_f64().unwrap() < 11.0);
    let full = folder.json(&[STUDY, "--average", "--length", "full"], "");
    assert_eq!(
        (&full["right"], &full["log_loss"]),
        (&all["right"], &all["log_loss"])
    );
}

#[test]
fn people_who_are_drawn_are_written_with_their_role_and_validated() {
    let folder = Folder::new();
    let simulate = ["simulate", "--respondents", "60", "--format", "json"];
    let write = |name: &str| {
        let (code, out, err) =
            folder.run(&[&simulate[..], &["--write-answers", name]].concat(), "");
        assert_eq!(code, 0, "{err}");
        assert!(
            err.contains(&format!("answers of 60 people written to `{name}`")),
            "{err}"
        );
        assert!(err.contains("--ignore-columns role"), "{err}");
        serde_json::from_str::<Value>(&out).unwrap()
    };
    let simulated = write("study.csv");
    write("study.ndjson");
    let study = folder.read("study.csv");
    assert!(study.starts_with("id,role,door,stairs,"));
    assert_eq!(study.lines().count(), 61);
    let report = folder.json(&["study.csv"], "");
    assert_eq!(report, folder.json(&["study.ndjson"], ""));
    // They are the very people of the simulation: the whole bank places as many right, and so does the questionnaire.
    assert_eq!(report["right"]["value"], simulated["full"]["accuracy"]);
    let asked = folder.json(&["study.csv", "--length", "standard"], "");
    assert_eq!(asked["right"], simulated["runs"][0]["accuracy"]);
    assert_eq!(
        asked["asked"]["mean"],
        simulated["runs"][0]["items"]["mean"]
    );
}

#[test]
fn written_answers_replace_nothing_and_are_replaced_by_nothing() {
    let folder = Folder::new();
    folder.write("there.csv", "what is there\n");
    let run = |arguments: &[&str]| {
        folder.run(
            &[&["simulate", "--respondents", "5"], arguments].concat(),
            "",
        )
    };
    let (code, out, err) = run(&["--write-answers", "there.csv"]);
    assert_eq!((code, out.as_str()), (4, ""));
    assert!(err.contains("`there.csv` is already there"), "{err}");
    assert_eq!(folder.read("there.csv"), "what is there\n");
    for same in ["new.csv", "./new.csv"] {
        let (code, out, err) = run(&["--write-answers", "new.csv", "-o", same, "--format", "text"]);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.contains("would replace"), "{err}");
        let _ = fs::remove_file(folder.0.path().join("new.csv"));
    }
    for (arguments, code, said) in [
        (
            &["--write-answers", "new.txt"][..],
            2,
            "no form that ends in `.txt`",
        ),
        (
            &["--write-answers", "none/new.csv"],
            4,
            "there is no folder `none`",
        ),
        (
            &["--write-answers", "new.csv", "--reference"],
            2,
            "--reference",
        ),
        (
            &[
                "--write-answers",
                "new.csv",
                "--answering",
                "honest,careless=0.1",
            ],
            2,
            "answer in one way",
        ),
    ] {
        let (ended, _, err) = run(arguments);
        assert_eq!(ended, code, "{arguments:?}: {err}");
        assert!(err.contains(said), "{arguments:?}: {err}");
    }
    assert!(!folder.0.path().join("new.csv").exists());
}
