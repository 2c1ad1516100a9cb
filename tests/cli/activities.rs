//! A catalogue with all four kinds of items, through every command that shows or takes an answer.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use rolefit::catalogue::{Catalogue, read};
use serde_json::Value;
use tempfile::TempDir;

use crate::terminal::Terminal;

const STAND_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/stand-in.toml");
const QUESTION: &str = "How much would you enjoy this as part of a normal working week?";

fn catalogue() -> Catalogue {
    read(&fs::read_to_string(STAND_IN).unwrap())
        .catalogue
        .unwrap()
}

/// Runs the tool with the catalogue and returns exit code and standard output; nothing may be said besides.
#[track_caller]
fn run(arguments: &[&str]) -> (i32, String) {
    let output = Command::cargo_bin("rolefit")
        .unwrap()
        .env_clear()
        .env("LANG", "C.UTF-8")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    let stdout = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), stdout)
}

#[track_caller]
fn shown(arguments: &[&str]) -> String {
    let (code, stdout) = run(&[arguments, &["--catalogue", STAND_IN]].concat());
    assert_eq!(code, 0, "{arguments:?}");
    stdout
}

/// Somebody who is drawn by planning and left cold by the other two, and stays in the middle elsewhere.
fn answers(catalogue: &Catalogue) -> Vec<(&str, usize)> {
    let response = |trait_index: usize, count: usize| match trait_index {
        0 | 2 => 1,
        1 => 5,
        _ => 1 + count / 2,
    };
    let items = catalogue.items.iter();
    items
        .map(|item| {
            let count = item.content.response_count();
            (item.id.as_str(), response(item.trait_index, count))
        })
        .collect()
}

fn write(home: &TempDir, name: &str, text: &str) -> PathBuf {
    let file = home.path().join(name);
    fs::write(&file, text).unwrap();
    file
}

fn toml(answers: &[(&str, usize)]) -> String {
    let lines = answers
        .iter()
        .map(|(item, response)| format!("{item} = {response}\n"));
    format!(
        "catalogue = \"stand-in\"\n[answers]\n{}",
        lines.collect::<String>()
    )
}

fn path(file: &Path) -> &str {
    file.to_str().unwrap()
}

#[test]
fn whatever_form_answers_come_in_they_come_to_the_same() {
    let (home, catalogue) = (tempfile::tempdir().unwrap(), catalogue());
    let answers = answers(&catalogue);
    let object: serde_json::Map<String, Value> = answers
        .iter()
        .map(|(item, response)| ((*item).to_owned(), Value::from(*response)))
        .collect();
    let json = serde_json::json!({ "catalogue": "stand-in", "answers": object }).to_string();
    let line: String = answers
        .iter()
        .map(|(_, response)| response.to_string())
        .collect();
    let string = format!("stand-in@1.0.0:{line}");
    let score = |file: &Path| shown(&["score", path(file), "--format", "json"]);
    let from_toml = score(&write(&home, "a.toml", &toml(&answers)));
    assert_eq!(score(&write(&home, "a.json", &json)), from_toml);
    assert_eq!(
        shown(&["score", "--answers", &string, "--format", "json"]),
        from_toml
    );
    // A saved result is a file of answers too.
    assert_eq!(score(&write(&home, "saved.json", &from_toml)), from_toml);
    let result: Value = serde_json::from_str(&from_toml).unwrap();
    assert_eq!(result["verdict"]["roles"][0], "project-manager");
    let leader = result["roles"][0]["probability"].as_f64().unwrap();

    let (ids, numbers): (Vec<&str>, Vec<String>) = answers
        .iter()
        .map(|(item, response)| (*item, response.to_string()))
        .unzip();
    let csv = format!("id,{}\nana,{}\n", ids.join(","), numbers.join(","));
    let rows = shown(&["score", path(&write(&home, "a.csv", &csv))]);
    let mut lines = rows.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let (header, row) = (lines.next().unwrap(), lines.next().unwrap());
    let column = header
        .iter()
        .position(|name| *name == "p_project-manager")
        .unwrap();
    assert_eq!(row[column].parse::<f64>().unwrap(), leader);
    let ndjson = shown(&[
        "score",
        path(&write(&home, "a.ndjson", &format!("{json}\n"))),
    ]);
    assert!(ndjson.contains(row[column]), "{ndjson}");
}

#[test]
fn a_form_asks_of_each_activity_how_much_one_would_enjoy_it() {
    let (home, catalogue) = (tempfile::tempdir().unwrap(), catalogue());
    let form = shown(&["form"]);
    assert_eq!(form.matches(QUESTION).count(), 24);
    assert!(form.contains(
        "# 1. Put a long list of wishes into an order and say what is next.\n#    How much would you enjoy this as \
         part of a normal working week?\n#    1 not at all, 2 a little, 3 somewhat, 4 a lot, 5 very much\nrefine-1 = \"\"\n"
    ));
    let filled = form.replace("plan-1 = \"\"", "plan-1 = \"5\"");
    let result = shown(&[
        "score",
        path(&write(&home, "form.toml", &filled)),
        "--format",
        "json",
    ]);
    let result: Value = serde_json::from_str(&result).unwrap();
    let given = serde_json::json!([{ "item": "plan-1", "response": 5, "position": 5 }]);
    assert_eq!(result["responses"], given);
    let sheet = shown(&["form", "--judging"]);
    for item in &catalogue.items[..24] {
        let text = item.content.texts()[0].as_str();
        assert!(sheet.contains(&format!("- {text}\n")), "{text}");
    }
    assert_eq!(sheet.matches(QUESTION).count(), 24);
    let key = shown(&["form", "--judging-key"]);
    assert!(
        key.contains("| plan-1 | Planning and closing | draws |"),
        "{key}"
    );
}

#[test]
fn a_result_speaks_of_what_draws_and_of_what_would_be_enjoyed() {
    let (home, catalogue) = (tempfile::tempdir().unwrap(), catalogue());
    let file = write(&home, "a.toml", &toml(&answers(&catalogue)));
    for format in ["text", "markdown", "html"] {
        let result = shown(&["report", path(&file), "--format", format]);
        for words in [
            "drawn to planning and closing",
            "left cold by market and direction",
            "would enjoy very much: “",
        ] {
            // A sentence may begin with the words.
            let plain = result
                .replace("<bdi>", "")
                .replace("</bdi>", "")
                .to_lowercase();
            assert!(plain.contains(words), "{format} {words}: {plain}");
        }
        assert!(!result.contains("draws over"), "{format}");
        assert!(!result.contains("leaves cold over"), "{format}");
        assert!(!result.contains("leaves cold to draws"), "{format}");
    }
}

#[test]
fn a_comparison_speaks_of_activities_as_of_something_that_draws() {
    let (home, catalogue) = (tempfile::tempdir().unwrap(), catalogue());
    let file = write(&home, "a.toml", &toml(&answers(&catalogue)));
    let with = ["--with", path(&file)];
    let roles = ["compare", "product-owner", "product-manager"];
    let beside = shown(&[&roles[..], &with, &["--sources"]].concat());
    assert!(
        beside.contains("Product manager: clearly drawn to it"),
        "{beside}"
    );
    let moving = shown(&[&roles[..], &with, &["--move"]].concat());
    assert!(
        moving.contains("Market and direction: more of it"),
        "{moving}"
    );
    for page in [beside, moving] {
        assert!(!page.contains("leaves cold or draws") && !page.contains("to draws"));
    }
}

#[test]
fn a_catalogue_is_shown_with_its_activities_in_every_form() {
    for format in ["text", "markdown", "html", "json"] {
        let items: &[&str] = if format == "text" { &["--items"] } else { &[] };
        let shown = ["catalogue", "show", STAND_IN, "--format", format];
        let (code, page) = run(&[&shown[..], items].concat());
        assert_eq!(code, 0);
        assert!(
            page.contains("Settle price and dates with suppliers."),
            "{format}"
        );
        assert!(page.contains("activity"), "{format}");
    }
    let (_, page) = run(&["catalogue", "show", STAND_IN, "--format", "json"]);
    let page: Value = serde_json::from_str(&page).unwrap();
    let item = &page["items"][12];
    assert_eq!(
        (&item["id"], &item["kind"]),
        (&Value::from("plan-5"), &Value::from("activity"))
    );
    assert_eq!(item["text"], "Settle price and dates with suppliers.");
    assert_eq!(item["discrimination"], 1.2);
    assert_eq!(item["shows"], Value::Null);
}

#[test]
fn simulated_people_answer_activities_in_every_way() {
    let ways = "honest,careless=1,yea-saying=1,flattering=1";
    let report = shown(&[
        "simulate",
        "--respondents",
        "30",
        "--answering",
        ways,
        "--format",
        "json",
    ]);
    let report: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["runs"].as_array().unwrap().len(), 4);
}

#[test]
fn somebody_is_asked_about_themselves_and_about_others() {
    for (about, question) in [
        (None, QUESTION),
        (
            Some("Ana"),
            "How much would Ana enjoy this as part of a normal working week?",
        ),
    ] {
        for plain in [false, true] {
            let home = tempfile::tempdir().unwrap();
            let mut arguments = vec!["take", "--catalogue", STAND_IN, "--seed", "1"];
            arguments.extend(about.iter().flat_map(|name| ["--about", name]));
            arguments.extend(plain.then_some("--plain"));
            let mut terminal = Terminal::run(home.path(), &arguments, 100, 30);
            terminal.until("question 1 ");
            terminal.until(question);
            terminal.until("very much");
            terminal.send(if plain { "5\n" } else { "5" });
            terminal.until("question 2 ");
            terminal.send(if plain { "quit\n" } else { "q" });
            assert_eq!(terminal.end(), 5);
        }
    }
}

#[test]
fn what_to_think_of_is_said_once_before_the_first_question_in_the_form_and_on_the_sheet() {
    let frame = catalogue().frame.unwrap().to_string();
    let unwrapped = |text: &str| {
        let lines = text.lines().map(|line| line.trim_start_matches('#').trim());
        lines.collect::<Vec<_>>().join(" ")
    };
    for arguments in [&["form"][..], &["form", "--judging"]] {
        assert_eq!(unwrapped(&shown(arguments)).matches(&frame).count(), 1);
    }
    for plain in [false, true] {
        let home = tempfile::tempdir().unwrap();
        let mut arguments = vec!["take", "--catalogue", STAND_IN, "--seed", "1"];
        arguments.extend(plain.then_some("--plain"));
        let mut terminal = Terminal::run(home.path(), &arguments, 110, 40);
        terminal.until("question 1 ");
        terminal.send(if plain { "5\n" } else { "5" });
        terminal.until("question 2 ");
        terminal.send(if plain { "quit\n" } else { "q" });
        assert_eq!(terminal.end(), 5);
        let said = unwrapped(&String::from_utf8_lossy(&terminal.bytes));
        assert_eq!(said.matches(&frame).count(), 1, "{said}");
    }
}

#[test]
fn what_was_observed_is_reported_and_held_against_what_simulation_promises() {
    let home = tempfile::tempdir().unwrap();
    let source = fs::read_to_string(STAND_IN).unwrap();
    let observed = |right: &str| {
        let table = format!(
            "[observed]\nright = {right}\npeople = 1058\nhow = \"By their accounts.\"\n[[role]]"
        );
        source.replacen("[[role]]", &table, 1)
    };
    let (modest, bold) = (
        write(&home, "a.toml", &observed("0.80")),
        write(&home, "b.toml", &observed("0.50")),
    );
    let check = |file: &Path| run(&["catalogue", "check", path(file)]).1;
    assert!(!check(&modest).contains("promises-more"));
    let told = check(&bold);
    assert!(
        told.contains("warning[promises-more]: simulation promises that 0."),
        "{told}"
    );
    assert!(
        told.contains("are placed right, and 0.50 of 1058 people were"),
        "{told}"
    );
    let items = catalogue().items.len();
    let tried = format!(
        "Tried 1,058 times where the role was known: 80 % right over all roles with all {items} questions. By their \
         accounts."
    );
    let page = run(&["catalogue", "show", path(&modest), "--format", "html"]).1;
    assert!(page.contains("By their accounts."));
    let answers = toml(&answers(&catalogue()));
    let file = write(&home, "answers.toml", &answers);
    for format in ["text", "markdown", "html"] {
        let (_, report) = run(&[
            "report",
            path(&file),
            "--catalogue",
            path(&modest),
            "--format",
            format,
        ]);
        let words = report.replace(['\u{a0}', '\n', '\\'], " ");
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(&tried), "{format}: {words}");
    }
}

#[test]
fn role_probabilities_rest_on_the_spreads_and_typicality_on_how_people_differ() {
    let home = tempfile::tempdir().unwrap();
    let source = fs::read_to_string(STAND_IN).unwrap();
    let file = write(&home, "answers.toml", &toml(&answers(&catalogue())));
    let result = |source: &str| -> Value {
        let catalogue = write(&home, "catalogue.toml", source);
        let arguments = [
            "score",
            path(&file),
            "--catalogue",
            path(&catalogue),
            "--format",
            "json",
        ];
        serde_json::from_str(&run(&arguments).1).unwrap()
    };
    let of = |result: &Value, key: &str| -> Vec<f64> {
        let roles = result["roles"].as_array().unwrap().iter();
        roles.map(|role| role[key].as_f64().unwrap()).collect()
    };
    let before = result(&source);
    let wider = result(&source.replacen("status", "typical-spread = 1.2\nstatus", 1));
    assert_eq!(of(&before, "probability"), of(&wider, "probability"));
    assert!(of(&wider, "typicality")[0] > of(&before, "typicality")[0]);
    let said = result(&source.replacen("status", "typical-spread = 0.8\nstatus", 1));
    assert_eq!(of(&before, "typicality"), of(&said, "typicality"));
    let surer = result(&source.replace("spread = 1.8", "spread = 1.0"));
    assert_ne!(of(&before, "probability"), of(&surer, "probability"));
}

#[test]
fn what_the_built_in_catalogue_says_of_its_trial_is_what_the_trial_file_gives() {
    let pilot = concat!(env!("CARGO_MANIFEST_DIR"), "/data/examples/pilot.csv");
    let read = |arguments: &[&str]| -> Value {
        let (code, shown) = run(&[arguments, &["--format", "json"]].concat());
        assert_eq!(code, 0, "{arguments:?}");
        serde_json::from_str(&shown).unwrap()
    };
    let whole = read(&["validate", pilot, "--average"]);
    let standard = read(&["validate", pilot, "--average", "--length", "standard"]);
    let catalogue = read(&["catalogue", "show"]);
    let sum = |counts: Vec<u64>| counts.iter().sum::<u64>();
    for (role, one) in catalogue["roles"].as_array().unwrap().iter().enumerate() {
        let counted = [&whole, &standard].map(|found| {
            let known = found["confusion"].as_array().unwrap();
            let said = known.iter().map(|named| named[role].as_u64().unwrap());
            (sum(said.collect()), known[role][role].as_u64().unwrap())
        });
        let told = one["first"].as_array().unwrap();
        let told = told.iter().map(|one| {
            (
                one["sittings"].as_u64().unwrap(),
                one["right"].as_u64().unwrap(),
            )
        });
        assert_eq!(told.collect::<Vec<_>>(), counted, "{}", one["id"]);
    }
    // An item says how probable its differences were by chance where that is 1 in 20 at least.
    let found = whole["items"].as_array().unwrap().iter();
    let found = found.filter(|one| one["p"].as_f64().unwrap() >= 0.05);
    let told = catalogue["items"].as_array().unwrap().iter();
    let told = told.filter(|one| !one["chance"].is_null());
    let rounded = |value: &Value| format!("{:.3}", value.as_f64().unwrap());
    let found: Vec<_> = found.map(|one| (&one["id"], rounded(&one["p"]))).collect();
    let told: Vec<_> = told
        .map(|one| (&one["id"], rounded(&one["chance"])))
        .collect();
    assert_eq!(told, found);
    assert_eq!(told.len(), 7);
}
