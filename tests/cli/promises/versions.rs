//! What any version wrote stays readable for ever, and what a newer one wrote is refused and never touched.
//!
//! `tests/fixtures/store/v1` holds every kind of record as version 0.1.0 wrote it. These files never change; a version
//! that writes another shape adds a folder of its own.

use std::fs;

use serde_json::Value;

use super::machine::{Machine, PLAINLY};
use crate::terminal::Terminal;

const V1: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/store/v1");
const OLDER: &str = "20260131-180000-abcdef";
const LATER: &str = "20260201-180000-abcdef";
/// How the newest of everything is numbered: the next version, and one that is far away.
const NEWER: [u64; 2] = [2, 999];

/// Returns the text of a record that this version must read.
fn v1(name: &str) -> String {
    fs::read_to_string(format!("{V1}/{name}")).unwrap()
}

/// A machine on which the catalogue of the records is known.
fn machine() -> Machine {
    let machine = Machine::new();
    fs::create_dir_all(machine.home().join("catalogues")).unwrap();
    fs::create_dir(machine.home().join("results")).unwrap();
    keep(&machine, "catalogues/store-v1.toml", &v1("catalogue.toml"));
    machine
}

fn keep(machine: &Machine, name: &str, text: &str) {
    fs::write(machine.home().join(name), text).unwrap();
}

fn json(machine: &Machine, arguments: &[&str]) -> Value {
    serde_json::from_str(&machine.done(arguments)).unwrap()
}

/// Runs the tool and holds that it refuses with this code and these words, and that nothing that is kept changes.
#[track_caller]
fn refused(machine: &Machine, arguments: &[&str], code: i32, words: &[&str]) {
    let before = machine.kept();
    let (got, stdout, stderr) = machine.run(PLAINLY, arguments);
    // What a check finds is its result.
    let said = stdout + &stderr;
    assert_eq!(got, Some(code), "{arguments:?}: {said}");
    for word in words {
        assert!(said.contains(word), "{arguments:?}: {said}");
    }
    assert_eq!(machine.kept(), before, "{arguments:?}");
}

#[test]
fn a_paused_questionnaire_of_version_1_goes_on_and_its_answers_count() {
    // Version 1 kept one for each catalogue, whomever it was about.
    for (draft, about, question, keys, responses) in [
        ("draft.jsonl", &[][..], 4, "4\n2\nskip\n", 4),
        ("draft-about.jsonl", &["--about", "Ana B."], 2, "2\n1\n", 3),
    ] {
        let machine = machine();
        keep(&machine, "draft-store-v1.jsonl", &v1(draft));
        let result = machine.path("result.json");
        let take = ["take", "--resume", "--plain", "--catalogue", "store-v1"];
        let output = ["-o", result.to_str().unwrap()];
        let arguments = [&take[..], about, &output].concat();
        let mut terminal = Terminal::run(&machine.home(), &arguments, 100, 50);
        terminal.until(&format!("question {question} "));
        terminal.send(keys);
        assert_eq!(terminal.end(), 0, "{draft}: {}", terminal.screen());
        let result: Value = serde_json::from_str(&fs::read_to_string(result).unwrap()).unwrap();
        let given = result["responses"].as_array().unwrap();
        assert_eq!(given.len(), responses, "{draft}");
        let response = |item: &str| {
            let found = given.iter().find(|one| one["item"] == item);
            found.map(|one| one["response"].as_u64().unwrap())
        };
        if draft == "draft.jsonl" {
            let found = ["lane", "stairs", "stroll"].map(response);
            assert_eq!(found, [Some(2), None, Some(1)]);
        } else {
            assert_eq!(response("stairs"), Some(4));
            assert_eq!(result["about"], "Ana B.");
        }
    }
}

#[test]
fn results_of_version_1_are_listed_shown_reported_and_compared() {
    let machine = machine();
    keep(
        &machine,
        &format!("results/{OLDER}.json"),
        &v1("result.json"),
    );
    keep(
        &machine,
        &format!("results/{LATER}.json"),
        &v1("result-about.json"),
    );
    let list = json(&machine, &["history", "--format", "json"]);
    for (place, id) in [OLDER, LATER].into_iter().enumerate() {
        assert_eq!(list["results"][place]["id"], id);
        assert_eq!(list["results"][place]["state"], "result");
    }
    assert_eq!(list["results"][1]["about"], "Ana B.");
    assert!(machine.done(&["history", "show"]).contains("Walker"));
    assert!(machine.done(&["report", LATER]).contains("Ana B."));
    let compared = json(
        &machine,
        &[
            "compare", "--with", OLDER, "--with", LATER, "--format", "json",
        ],
    );
    assert_eq!(compared["relation"], "second-opinion");
    let shown = json(&machine, &["history", "show", "--format", "json"]);
    let written: Value = serde_json::from_str(&v1("result.json")).unwrap();
    for key in [
        "catalogue",
        "answered",
        "responses",
        "stopped",
        "answer_string",
    ] {
        assert_eq!(shown[key], written[key], "{key}");
    }
}

#[test]
fn practice_of_version_1_is_shown_given_out_and_gone_on_with() {
    let machine = machine();
    keep(&machine, "practice-bank-v1.jsonl", &v1("practice.jsonl"));
    let questions = format!("{V1}/questions.toml");
    let bank = ["--questions", &questions, "--catalogue", "store-v1"];
    let progress = json(
        &machine,
        &[&["prep", "progress", "--format", "json"], &bank[..]].concat(),
    );
    assert_eq!(
        (&progress["attempts"], &progress["unknown"]),
        (&3.into(), &0.into())
    );
    assert_eq!(
        progress["questions"][0]["ratings"][0]["notes"][0]["text"],
        "one line"
    );
    let (code, export, stderr) = machine.run(PLAINLY, &["history", "export", "--practice"]);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    let kinds: Vec<String> = export
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|event| event["event"]["kind"].as_str().unwrap().to_owned())
        .collect();
    let mut known = kinds.clone();
    known.sort();
    known.dedup();
    let all = [
        "back",
        "begun",
        "ended",
        "flagged",
        "followed-up",
        "given",
        "noted",
        "rated",
        "said",
        "skipped",
    ];
    assert_eq!(known, all, "every kind of event is among the records");
    assert_eq!(kinds.len(), v1("practice.jsonl").lines().count());
    let mut terminal = Terminal::run(
        &machine.home(),
        &[&["prep", "practice"], &bank[..]].concat(),
        100,
        50,
    );
    terminal.until("a ferry again");
    terminal.until("Task.");
    terminal.send("q\n");
    assert_eq!(terminal.end(), 5);
}

#[test]
fn answers_of_version_1_score_in_every_shape() {
    let machine = machine();
    let catalogue = ["--catalogue", "store-v1"];
    let expected = serde_json::json!([["stairs", 4], ["maps", 2], ["lane", 3], ["gate", 4]]);
    for shape in ["toml", "json"] {
        let file = format!("{V1}/answers.{shape}");
        let arguments = [&["score", &file, "--format", "json"], &catalogue[..]].concat();
        let result = json(&machine, &arguments);
        let given = result["responses"].as_array().unwrap().iter();
        let given: Value = given
            .map(|one| serde_json::json!([one["item"], one["response"]]))
            .collect();
        assert_eq!(given, expected, "{shape}");
        assert_eq!(result["answer_string"], "store-v1@1.0.0:4-234");
    }
    let string = [
        "score",
        "--answers",
        "store-v1@1.0.0:4-234",
        "--format",
        "json",
    ];
    let result = json(&machine, &[&string, &catalogue[..]].concat());
    assert_eq!(result["answered"], 4);
    let rows = ["csv", "ndjson"].map(|shape| {
        let file = format!("{V1}/answers.{shape}");
        machine.done(&[&["score", &file, "--to", "csv"], &catalogue[..]].concat())
    });
    assert_eq!(rows[0], rows[1]);
    assert_eq!(rows[0].lines().count(), 2);
    assert!(
        rows[0].lines().nth(1).unwrap().starts_with("ana,"),
        "{}",
        rows[0]
    );
}

#[test]
fn a_questionnaire_that_a_newer_version_paused_is_left_as_it_is() {
    for version in NEWER {
        let whole = format!("{{\"v\":{version},\"kind\":\"rolefit-draft\",\"anything\":[]}}\n");
        let line = format!("{}{{\"v\":{version},\"n\":6}}\n", v1("draft.jsonl"));
        for draft in [whole, line] {
            let machine = machine();
            keep(&machine, "draft-store-v1.jsonl", &draft);
            let before = machine.kept();
            for how in [&["--resume"][..], &[]] {
                let arguments = [&["take", "--catalogue", "store-v1"], how].concat();
                let mut terminal = Terminal::run(&machine.home(), &arguments, 200, 30);
                assert_eq!(terminal.end(), 4, "{}", terminal.screen());
                let said = terminal.screen().replace('\n', "");
                for words in [
                    "was written by a newer version of rolefit",
                    "the file was left as it is",
                    "go on with that version, or start again with `rolefit take --restart`",
                ] {
                    assert!(said.contains(words), "{said}");
                }
                assert_eq!(machine.kept(), before);
            }
            // It blocks nothing else.
            machine.done(&["history"]);
            machine.done(&[
                "score",
                &format!("{V1}/answers.toml"),
                "--catalogue",
                "store-v1",
            ]);
            let mut terminal = Terminal::run(
                &machine.home(),
                &["take", "--catalogue", "store-v1", "--restart"],
                200,
                30,
            );
            terminal.until("question 1 ");
            terminal.send("q");
            assert_eq!(terminal.end(), 5);
            let aside = machine.home().join("draft-store-v1.jsonl.bak");
            assert_eq!(fs::read_to_string(aside).unwrap(), draft);
        }
    }
}

#[test]
fn a_result_that_a_newer_version_kept_is_passed_over_and_left_as_it_is() {
    for version in NEWER {
        let machine = machine();
        let newer = format!("{{\"schema\":\"rolefit/assessment@{version}\",\"anything\":[]}}");
        keep(
            &machine,
            &format!("results/{OLDER}.json"),
            &v1("result.json"),
        );
        keep(&machine, &format!("results/{LATER}.json"), &newer);
        let before = machine.kept();
        let list = json(&machine, &["history", "--format", "json"]);
        assert_eq!(list["results"][1]["state"], "newer");
        let (code, _, stderr) = machine.run(PLAINLY, &["report", "latest"]);
        assert_eq!(code, Some(0), "{stderr}");
        assert!(
            stderr.contains(&format!(
                "{LATER} is passed over: a newer rolefit has written it"
            )),
            "{stderr}"
        );
        let file = machine.home().join(format!("results/{LATER}.json"));
        let said = [
            &format!("a newer rolefit has written it, as `rolefit/assessment@{version}`")[..],
            "update rolefit to read it",
        ];
        refused(&machine, &["history", "show", LATER], 3, &said);
        for reader in ["report", "score"] {
            refused(&machine, &[reader, file.to_str().unwrap()], 3, &said);
        }
        let (code, export, stderr) = machine.run(PLAINLY, &["history", "export"]);
        assert_eq!(code, Some(0), "{stderr}");
        // It is given out as it is.
        assert!(
            export.lines().nth(1).unwrap().contains("\"anything\":[]"),
            "{export}"
        );
        assert_eq!(machine.kept(), before);
    }
}

#[test]
fn practice_that_a_newer_version_kept_is_left_as_it_is() {
    const LEFT_OUT: &str = "was written by a newer rolefit and is left out";
    let answers = "{\"question\":\"new-post\",\"rating\":3}\n";
    for version in NEWER {
        let machine = machine();
        let journal = format!("{}{{\"v\":{version},\"n\":28}}\n", v1("practice.jsonl"));
        keep(&machine, "practice-bank-v1.jsonl", &journal);
        let file = machine.path("answers.jsonl");
        fs::write(&file, answers).unwrap();
        let questions = format!("{V1}/questions.toml");
        let bank = ["--questions", &questions, "--catalogue", "store-v1"];
        let said = [
            "was written by a newer rolefit (line 28)",
            "use that version",
        ];
        let take_in = ["prep", "practice", "--answers", file.to_str().unwrap()];
        refused(&machine, &[&take_in, &bank[..]].concat(), 4, &said);
        // The line costs itself: the rest is told and given out.
        let progress = [&["prep", "progress"], &bank[..]].concat();
        let (code, _, stderr) = machine.run(PLAINLY, &progress);
        assert_eq!(code, Some(0), "{stderr}");
        assert!(stderr.contains("line 28 of `"), "{stderr}");
        assert!(stderr.contains(LEFT_OUT), "{stderr}");
        let export = ["history", "export", "--practice"];
        let (code, stdout, stderr) = machine.run(PLAINLY, &export);
        assert_eq!(code, Some(3), "{stderr}");
        assert_eq!(stdout.lines().count(), 27, "{stdout}");
        assert!(stderr.contains(&format!("line 28 {LEFT_OUT}")), "{stderr}");
        assert_eq!(
            fs::read_to_string(machine.home().join("practice-bank-v1.jsonl")).unwrap(),
            journal
        );
        machine.done(&["history"]);
    }
}

#[test]
fn files_of_a_newer_format_are_refused_by_place_with_what_to_do() {
    for version in NEWER {
        let machine = machine();
        let newer = |name: &str| {
            let text = v1(name).replacen("format = 1", &format!("format = {version}"), 1);
            let file = machine.path(name);
            fs::write(&file, text).unwrap();
            file.to_str().unwrap().to_owned()
        };
        let said = ["unknown-format", "or use a version that reads this format"];
        let catalogue = newer("catalogue.toml");
        refused(&machine, &["catalogue", "check", &catalogue], 1, &said);
        let answers = format!("{V1}/answers.toml");
        refused(
            &machine,
            &["score", &answers, "--catalogue", &catalogue],
            3,
            &said,
        );
        let questions = newer("questions.toml");
        let arguments = ["prep", "check", &questions, "--catalogue", "store-v1"];
        refused(&machine, &arguments, 1, &said);
    }
}
