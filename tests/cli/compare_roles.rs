//! `rolefit compare` of roles: what it takes, what it refuses, and that the forms agree.

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

fn rolefit() -> Command {
    let mut command = Command::cargo_bin("rolefit").unwrap();
    command
        .env_clear()
        .env("LANG", "C.UTF-8")
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// What a run came to: exit code, standard output, standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    let output = rolefit().arg("compare").args(arguments).output().unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[track_caller]
fn json(arguments: &[&str]) -> Value {
    let (code, stdout, stderr) = run(&[arguments, &["--format", "json"]].concat());
    assert_eq!((code, stderr.as_str()), (0, ""));
    serde_json::from_str(&stdout).unwrap()
}

/// A run that is refused: exit code, nothing on standard output, this on standard error.
#[track_caller]
fn refused(arguments: &[&str], code: i32, want: &str) {
    assert_eq!(run(arguments), (code, String::new(), want.to_owned()));
}

#[test]
fn a_small_catalogue_is_compared_whole_and_two_roles_in_the_order_given() {
    let all = json(&[]);
    assert_eq!(all["roles"].as_array().unwrap().len(), 3);
    assert_eq!(all["pairs"].as_array().unwrap().len(), 3);
    let two = json(&["product-manager", "product-owner"]);
    assert_eq!(two["roles"][0]["id"], "product-manager");
    assert_eq!(two["move"], Value::Null);
    assert_eq!(two["traits"][0]["person"], Value::Null);
}

#[test]
fn a_person_stands_where_their_own_result_places_them() {
    let file = "data/examples/product-owner.toml";
    let compared = json(&["product-owner", "project-manager", "--with", file]);
    let output = rolefit()
        .args(["score", file, "--format", "json"])
        .output()
        .unwrap();
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    for one in result["traits"].as_array().unwrap() {
        let traits = compared["traits"].as_array().unwrap().iter();
        let shown = traits
            .clone()
            .find(|shown| shown["id"] == one["id"])
            .unwrap();
        for key in ["score", "sd", "interval", "answered"] {
            assert_eq!(shown["person"][key], one[key]);
        }
    }
    assert_eq!(
        compared["roles"][0]["probability"],
        result["roles"][0]["probability"]
    );
}

#[test]
fn a_move_goes_from_the_first_to_the_second() {
    let there = json(&["project-manager", "product-manager", "--move"]);
    let back = json(&["product-manager", "project-manager", "--move"]);
    assert_eq!(there["move"]["said"][0]["kind"], "struggle");
    assert_ne!(back["move"]["said"], there["move"]["said"]);
    // What sources say of the way back is nothing on the way there.
    let untold = json(&["product-owner", "project-manager", "--move"]);
    assert_eq!(untold["move"]["said"], Value::Array(Vec::new()));
    let first = &there["move"]["traits"][0];
    assert_eq!(first["effort"], "build");
    assert!(!first["unlearn"].as_array().unwrap().is_empty());
}

#[test]
fn a_larger_catalogue_says_which_roles_there_are() {
    let folder = TempDir::new().unwrap();
    let catalogue = folder.path().join("four.toml");
    let source = std::fs::read_to_string("tests/fixtures/minimal.toml").unwrap();
    let (before, _) = source.split_once("[[item]]").unwrap();
    let (_, items) = source.split_at(before.len());
    let role = |id: &str| {
        format!(
            "[[role]]\nid = \"{id}\"\nname = \"{id}\"\nabout = \"x\"\n[role.profile]\nleft-right = {{ mean = 0.1, spread = 0.7 }}\n\n"
        )
    };
    let more = role("third") + &role("fourth");
    std::fs::write(&catalogue, format!("{before}{more}{items}")).unwrap();
    let catalogue = catalogue.to_str().unwrap();
    refused(
        &["--catalogue", catalogue],
        2,
        "error: catalogue `minimal` has 4 roles, and there is room for 3 side by side\n\
         help: name two or three; there are: left-hand, right-hand, third, fourth\n",
    );
    let two = [
        "--catalogue",
        catalogue,
        "third",
        "left-hand",
        "--format",
        "json",
    ];
    assert_eq!(run(&two).0, 0);
}

#[test]
fn wrong_roles_are_refused_with_what_there_is() {
    refused(
        &["product-owner"],
        2,
        "error: one role alone cannot be compared\n\
         help: there are: product-owner, project-manager, product-manager\n",
    );
    refused(
        &["product-owner", "product-owner"],
        2,
        "error: role `product-owner` is named twice\n\
         help: there are: product-owner, project-manager, product-manager\n",
    );
    refused(
        &["product-owner", "projekt-manager"],
        2,
        "error: there is no role `projekt-manager`\nhelp: did you mean `project-manager`?\n",
    );
    refused(
        &["product-owner", "--move"],
        2,
        "error: `--move` takes two roles: the one left, then the one taken up\n\
         help: there are: product-owner, project-manager, product-manager\n",
    );
}

#[test]
fn a_result_is_never_written_over_the_answers_it_is_compared_with() {
    let folder = TempDir::new().unwrap();
    let answers = folder.path().join("mine.toml");
    std::fs::copy("data/examples/product-owner.toml", &answers).unwrap();
    let file = answers.to_str().unwrap();
    let (code, stdout, stderr) = run(&[
        "product-owner",
        "project-manager",
        "--with",
        file,
        "-o",
        file,
    ]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.starts_with("error: the output would replace `"));
}
