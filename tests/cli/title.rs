//! The title that somebody has now: asked last or said by an option, kept in the result, and used by no number.

use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::terminal::Terminal;

const CATALOGUE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/minimal.toml");
const ASKED: &str = "Which of these is your title now?";
/// It stands at the end of the question, which may arrive in parts.
const END: &str = "q save and quit";

fn take(home: &TempDir, more: &[&str]) -> Terminal {
    let arguments = ["take", "--catalogue", CATALOGUE, "--seed", "1"];
    Terminal::run(home.path(), &[&arguments, more].concat(), 100, 40)
}

/// Returns the one result that is kept, without what differs from one to the next.
fn result(home: &TempDir) -> Value {
    let mut kept = fs::read_dir(home.path().join("results")).unwrap();
    let text = fs::read_to_string(kept.next().unwrap().unwrap().path()).unwrap();
    assert!(kept.next().is_none());
    let mut result: Value = serde_json::from_str(&text).unwrap();
    result.as_object_mut().unwrap().remove("checksum");
    result
}

/// Runs without a terminal: exit code, standard output, standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_rolefit"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn the_title_is_asked_after_the_last_question_and_changes_nothing_but_itself() {
    let mut results = Vec::new();
    for (keys, kept) in [("2", Some("right-hand")), ("3", Some("other")), ("s", None)] {
        let home = TempDir::new().unwrap();
        let mut terminal = take(&home, &[]);
        terminal.until("question 1 ");
        terminal.send("11");
        terminal.until("question 3 ");
        terminal.send("1");
        terminal.until(ASKED);
        terminal.until(END);
        // Going back leads to the last question, whose answer is marked.
        terminal.send("b");
        terminal.until("question 3 ");
        terminal.until("› 1");
        terminal.send("1");
        terminal.until(ASKED);
        terminal.until(END);
        terminal.send(keys);
        assert_eq!(terminal.end(), 0, "{}", terminal.screen());
        let mut result = result(&home);
        // The one was kept at another second than the other.
        result.as_object_mut().unwrap().shift_remove("time");
        let role = result.as_object_mut().unwrap().shift_remove("current_role");
        assert_eq!(role.as_ref().and_then(Value::as_str), kept);
        results.push(result);
    }
    assert!(results.windows(2).all(|two| two[0] == two[1]));
}

#[test]
fn whoever_pauses_at_the_title_is_asked_it_again_and_nothing_else() {
    let home = TempDir::new().unwrap();
    let mut terminal = take(&home, &[]);
    terminal.until("question 1 ");
    terminal.send("111");
    terminal.until(ASKED);
    terminal.until(END);
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
    assert!(terminal.screen().contains("3 answers are saved"));
    let mut terminal = take_on(&home);
    terminal.until(ASKED);
    terminal.until(END);
    assert!(!terminal.screen().contains("question "));
    terminal.send("1");
    assert_eq!(terminal.end(), 0);
    assert_eq!(result(&home)["current_role"], "left-hand");
}

fn take_on(home: &TempDir) -> Terminal {
    let arguments = ["take", "--catalogue", CATALOGUE, "--resume"];
    Terminal::run(home.path(), &arguments, 100, 40)
}

#[test]
fn a_title_that_an_option_says_is_not_asked_and_stays_with_a_paused_questionnaire() {
    for (said, kept) in [
        ("Right hand", Some("right-hand")),
        ("other", Some("other")),
        ("none", None),
    ] {
        let home = TempDir::new().unwrap();
        let mut terminal = take(&home, &["--current-role", said]);
        terminal.until("question 1 ");
        terminal.send("1");
        terminal.until("question 2 ");
        terminal.send("q");
        assert_eq!(terminal.end(), 5);
        let mut terminal = take_on(&home);
        terminal.until("question 2 ");
        terminal.send("11");
        assert_eq!(terminal.end(), 0, "{}", terminal.screen());
        assert_eq!(
            result(&home).get("current_role").and_then(Value::as_str),
            kept
        );
    }
}

#[test]
fn whoever_answers_about_somebody_else_is_not_asked_for_a_title() {
    let home = TempDir::new().unwrap();
    let mut terminal = take(&home, &["--about", "Ana"]);
    terminal.until("question 1 ");
    terminal.send("111");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    assert_eq!(result(&home).get("current_role"), None);
}

#[test]
fn scripts_say_the_title_by_an_option_or_in_the_file_and_no_number_changes() {
    let file = "data/examples/product-owner.toml";
    let json = |arguments: &[&str]| -> Value {
        let (code, stdout, stderr) = run(&[&["score", "--format", "json"], arguments].concat());
        assert_eq!((code, stderr.as_str()), (0, ""));
        serde_json::from_str(&stdout).unwrap()
    };
    let without = json(&[file]);
    assert_eq!(without.get("current_role"), None);
    let mut with = json(&[file, "--current-role", "project-manager"]);
    let folder = TempDir::new().unwrap();
    let saved = folder.path().join("saved.json");
    fs::write(&saved, with.to_string()).unwrap();
    // A result says it again, unless it is said otherwise.
    let saved = saved.to_str().unwrap();
    assert_eq!(json(&[saved])["current_role"], "project-manager");
    assert_eq!(
        json(&[saved, "--current-role", "none"]).get("current_role"),
        None
    );
    let role = with.as_object_mut().unwrap().shift_remove("current_role");
    assert_eq!(role.unwrap(), "project-manager");
    assert_eq!(with, without);
    let (_, text, _) = run(&["score", saved]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("Title now: Project manager; no number uses it."),
        "{text}"
    );
    assert!(
        text.contains("rolefit compare project-manager product-owner --move --with"),
        "{text}"
    );
}

#[test]
fn a_title_that_nobody_can_have_is_refused_with_what_there_is() {
    let file = "data/examples/product-owner.toml";
    let refused = |arguments: &[&str], code: i32, said: &str| {
        let (got, stdout, stderr) = run(arguments);
        assert_eq!((got, stdout.as_str()), (code, ""), "{stderr}");
        assert!(stderr.contains(said), "{stderr}");
    };
    refused(
        &["score", file, "--current-role", "product-ower"],
        2,
        "did you mean `product-owner`?",
    );
    refused(
        &["score", file, "--current-role", "baker"],
        2,
        "there are: product-owner, project-manager, product-manager, other, none",
    );
    refused(
        &[
            "score",
            "data/examples/class.csv",
            "--current-role",
            "other",
        ],
        2,
        "for one respondent",
    );
    let folder = TempDir::new().unwrap();
    let own = folder.path().join("own.toml");
    for (written, said) in [
        (
            "\"baker\"",
            "own.toml:3:16: catalogue `product-roles` has no role `baker`, which `current_role` names",
        ),
        (
            "\"Product owner\"",
            "own.toml:3:16: `current_role` takes the id of a role, or `other`",
        ),
        (
            "3",
            "own.toml:3:16: `current_role` is a text in quotes, not integer",
        ),
    ] {
        let answers = fs::read_to_string(file).unwrap();
        let (first, rest) = answers
            .split_once("catalogue = \"product-roles\"\n")
            .unwrap();
        fs::write(
            &own,
            format!("{first}catalogue = \"product-roles\"\ncurrent_role = {written}\n{rest}"),
        )
        .unwrap();
        refused(&["score", own.to_str().unwrap()], 3, said);
    }
    let work = run(&["form", "--catalogue", "role-needed"])
        .1
        .replacen("= \"\"", "= \"1\"", 1);
    fs::write(&own, work).unwrap();
    let own = own.to_str().unwrap();
    refused(
        &["score", own, "--current-role", "other"],
        2,
        "describes work, which has no title",
    );
}
