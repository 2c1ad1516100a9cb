//! `rolefit catalogue new`: what it takes, what is written, and how it ends.

use std::fs;

use assert_cmd::Command;
use tempfile::TempDir;

use crate::terminal::Terminal;

const FLAGS: [&str; 6] = [
    "--trait",
    "slow/fast",
    "--role",
    "Baker: slow",
    "--role",
    "Driver: fast",
];

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Runs the tool in a folder, without a terminal.
fn run(folder: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("rolefit").unwrap();
    let output = command
        .args(["catalogue", "new"])
        .args(arguments)
        .env("ROLEFIT_HOME", folder.path().join("home"))
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn made(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("made.toml")).unwrap()
}

#[test]
fn flags_alone_make_a_catalogue_that_can_be_answered() {
    let folder = folder();
    let (code, out, err) = run(&folder, &[&FLAGS[..], &["-o", "bakery.toml"]].concat());
    assert_eq!((code, out.as_str()), (0, ""));
    assert_eq!(
        err,
        "written: bakery.toml\n\
         try it with: rolefit take --no-save --catalogue bakery.toml\n\
         see what it lacks: rolefit catalogue check bakery.toml\n"
    );
    let mut terminal = Terminal::run(
        &folder.path().join("home"),
        &[
            "take",
            "--no-save",
            "--catalogue",
            folder.path().join("bakery.toml").to_str().unwrap(),
        ],
        80,
        30,
    );
    terminal.until("Baker or Driver?");
    terminal.until("question 1 ");
    terminal.send("q");
    assert_eq!(terminal.end(), 130);
    let (_, printed, _) = run(&folder, &FLAGS);
    let written = fs::read_to_string(folder.path().join("bakery.toml")).unwrap();
    // Without a file the id is made of the roles' names.
    assert_eq!(
        printed.replace("id = \"baker-driver\"", "id = \"bakery\""),
        written
    );
}

#[test]
fn without_flags_it_is_an_example_and_half_of_them_are_not_enough() {
    let folder = folder();
    let (code, out, err) = run(&folder, &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    let catalogue = rolefit::catalogue::read(&out).catalogue.unwrap();
    assert_eq!(catalogue.title.as_str(), "One role or Another role?");
    for flags in [
        &["--role", "Baker: slow", "--role", "Driver"][..],
        &["--trait", "slow/fast", "--role", "Baker: slow"],
    ] {
        let (code, out, err) = run(&folder, flags);
        assert_eq!((code, out.as_str()), (2, ""));
        assert_eq!(
            err,
            "error: a catalogue has a trait and two roles\n\
             help: give `--trait low/high`, once for each trait\n\
             help: give `--role \"Name: pole, pole\"`, at least twice\n"
        );
    }
}

#[test]
fn a_role_leans_to_the_poles_it_names_and_to_no_other() {
    let folder = folder();
    let traits = [
        "--trait",
        "slow/fast",
        "--trait",
        "reach=near/wide",
        "--trait",
        "mood=calm/fast",
    ];
    let roles = [
        "--role",
        "b = Baker: SLOW,reach=high",
        "--role",
        "Driver: mood=high,",
    ];
    let (code, out, _) = run(&folder, &[&traits[..], &roles].concat());
    assert_eq!(code, 0);
    let catalogue = rolefit::catalogue::read(&out).catalogue.unwrap();
    let baker = &catalogue.roles[0];
    assert_eq!((baker.id.as_str(), baker.name.as_str()), ("b", "Baker"));
    let claims = catalogue.roles.iter().map(|role| role.claims.as_slice());
    let expected: [&[bool]; 2] = [&[true, true, false], &[false, false, true]];
    assert_eq!(claims.collect::<Vec<_>>(), expected);
    assert_eq!(baker.profile[0].mean(), -0.8);
    assert_eq!(baker.profile[1].mean(), 0.8);
    for (role, message) in [
        (
            "C: sloow",
            "role `C` leans to `sloow`, which is no pole of any trait",
        ),
        (
            "C: fast",
            "role `C` leans to `fast`, which is a pole of 2 traits",
        ),
        (
            "C: near, wide",
            "role `C` cannot lean to both `near` and `wide`",
        ),
    ] {
        let (code, _, err) = run(&folder, &[&traits[..], &roles, &["--role", role]].concat());
        assert_eq!(code, 2);
        assert!(err.contains(message), "{err}");
    }
}

#[test]
fn flags_that_break_a_law_say_which_and_write_nothing() {
    let folder = folder();
    let base = [
        "--trait",
        "slow/fast",
        "--role",
        "A: slow",
        "--role",
        "B: fast",
        "-o",
        "made.toml",
    ];
    for (flags, message) in [
        (
            &["--id", "product-roles"][..],
            "error: `product-roles` is the id of a built-in catalogue\n",
        ),
        (&["--id", "No Id"], "may hold only"),
        (
            &["--title", "\u{202e}"],
            "error: the title holds the character U+202E",
        ),
        (&["--role", "a:"], "two roles have the id `a`"),
        (&["--trait", "fast/slow"], "which is a pole of 2 traits\n"),
        (&["--trait", "calm"], "error: `calm` is no trait"),
        (
            &["--role", "C: \u{1b}]0;x\u{7}"],
            "error: role `C` leans to `\\x1b]0;x\\x07`, which is no pole",
        ),
    ] {
        let (code, out, err) = run(&folder, &[&base[..], flags].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{flags:?}");
        assert!(err.contains(message), "{flags:?}: {err}");
    }
    assert!(!folder.path().join("made.toml").exists());
}

#[test]
fn a_file_that_is_there_is_replaced_by_force_alone() {
    let folder = folder();
    fs::write(folder.path().join("made.toml"), "mine").unwrap();
    let (code, _, err) = run(&folder, &[&FLAGS[..], &["-o", "made.toml"]].concat());
    assert_eq!(code, 4);
    assert!(
        err.starts_with("error: `made.toml` is already there, and may hold a catalogue\n"),
        "{err}"
    );
    assert_eq!(made(&folder), "mine");
    let (code, _, _) = run(
        &folder,
        &[
            &FLAGS[..],
            &["-o", "made.toml", "--force", "--title", "Why?"],
        ]
        .concat(),
    );
    assert_eq!(code, 0);
    assert!(made(&folder).contains("title = \"Why?\""));
}
