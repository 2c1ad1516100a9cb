//! `rolefit catalogue new`: what is asked, what is written, and how it ends.

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

/// Starts it on a terminal, with `file` for the result.
fn asked(folder: &TempDir, arguments: &[&str]) -> Terminal {
    let file = folder.path().join("made.toml");
    let arguments = [
        &["catalogue", "new", "-o", file.to_str().unwrap()],
        arguments,
    ]
    .concat();
    Terminal::run(&folder.path().join("home"), &arguments, 80, 40)
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
fn without_a_terminal_the_flags_that_are_missing_are_named() {
    let folder = folder();
    let (code, out, err) = run(&folder, &["--role", "Baker"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "error: a new catalogue needs a terminal to ask on\n\
         help: give `--trait low/high`, once for each trait\n\
         help: give `--role \"Name: pole, pole\"`, at least twice\n\
         help: give the poles that suit `Baker`, as in `--role \"Baker: pole, pole\"`\n"
    );
    // On a terminal, too, a flag that cannot be used is refused before anything is asked.
    let mut terminal = asked(&folder, &["--id", "No Id"]);
    assert_eq!(terminal.end(), 2);
    let mut terminal = asked(&folder, &["--no-input"]);
    assert_eq!(terminal.end(), 2);
    assert!(terminal.screen().contains("--no-input forbids it"));
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
        (&["--id", "No Id"], "error: the id `No Id` may hold only"),
        (
            &["--title", "\u{202e}"],
            "error: the title holds the character U+202E",
        ),
        (&["--role", "a:"], "error: there are two roles `a`\n"),
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
fn a_file_that_is_there_is_replaced_only_by_force_or_consent() {
    let folder = folder();
    fs::write(folder.path().join("made.toml"), "mine").unwrap();
    let (code, _, err) = run(&folder, &[&FLAGS[..], &["-o", "made.toml"]].concat());
    assert_eq!(code, 4);
    assert!(
        err.starts_with("error: `made.toml` is already there, and may hold a catalogue\n"),
        "{err}"
    );
    let mut terminal = asked(&folder, &FLAGS);
    terminal.until("Replace it?");
    terminal.send("n\r");
    terminal.until("File:");
    terminal.send("\x03");
    assert_eq!(terminal.end(), 130);
    assert_eq!(made(&folder), "mine");
    let mut terminal = asked(&folder, &FLAGS);
    terminal.until("Replace it?");
    terminal.send("y\r");
    assert_eq!(terminal.end(), 0);
    assert!(made(&folder).contains("title = \"Baker or Driver?\""));
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

#[test]
fn what_is_missing_is_asked_and_a_slip_is_asked_again() {
    let folder = folder();
    let mut terminal = asked(&folder, &[]);
    terminal.until("Role 1:");
    terminal.send("Bäcker\r");
    terminal.until("Role 2:");
    terminal.send("bäcker\r");
    terminal.until("That role is there already.");
    terminal.send("Driver\r");
    terminal.until("Role 3:");
    terminal.send("\r");
    terminal.until("Trait 1:");
    terminal.send("slow\r");
    terminal.until("Write two different poles");
    terminal.send("slow/fast\r");
    terminal.until("Trait 2:");
    terminal.send("\r");
    terminal.until("Bäcker: which pole suits people");
    terminal.until("> neither");
    terminal.send("\x1b[A\x1b[A");
    terminal.until("> slow");
    terminal.send("\r");
    terminal.until("Driver: which pole suits people");
    // The list starts where one Enter too many claims nothing.
    terminal.until("> neither");
    terminal.send("\r");
    terminal.until("Title:");
    terminal.send("Who \"are\" you\\?\r");
    assert_eq!(terminal.end(), 0);
    assert!(
        terminal.screen().contains("written: "),
        "{}",
        terminal.screen()
    );
    assert!(terminal.cursor_is_visible());
    let catalogue = rolefit::catalogue::read(&made(&folder)).catalogue.unwrap();
    assert_eq!(
        (catalogue.id.as_str(), catalogue.title.as_str()),
        ("made", "Who \"are\" you\\?")
    );
    let means = catalogue.roles.iter().map(|role| role.profile[0].mean());
    assert_eq!(means.collect::<Vec<_>>(), [-0.8, 0.0]);
}

#[test]
fn typed_lines_do_the_same_without_one_escape_sequence() {
    let folder = folder();
    let mut terminal = asked(&folder, &["--plain"]);
    for (prompt, line) in [
        ("Role 1:", "Baker"),
        ("Role 2:", "Driver"),
        ("Role 3:", ""),
        ("Trait 1:", "slow/fast"),
        ("Trait 2:", ""),
        ("slow or fast:", "4"),
        ("That is none of them.", "1"),
        ("Driver: which pole", "fast"),
        ("Title:", ""),
    ] {
        terminal.until(prompt);
        terminal.send(&format!("{line}\n"));
    }
    assert_eq!(terminal.end(), 0);
    assert!(!terminal.bytes.contains(&0x1b));
    let (_, flags, _) = run(&folder, &FLAGS);
    assert_eq!(
        made(&folder).replace("id = \"made\"", "id = \"baker-driver\""),
        flags
    );
}

#[test]
fn stopping_half_way_writes_nothing_and_leaves_the_terminal_as_it_was() {
    for (needle, keys, arguments) in [
        ("Role 1:", "Bak\x03", &[][..]),
        (
            "neither",
            "\x03",
            &[
                "--trait",
                "slow/fast",
                "--role",
                "Baker",
                "--role",
                "Driver",
            ],
        ),
        (
            "neither",
            "\x1b",
            &[
                "--trait",
                "slow/fast",
                "--role",
                "Baker",
                "--role",
                "Driver",
            ],
        ),
        ("Role 1:", "Baker\n\x04", &["--plain"]),
    ] {
        let folder = folder();
        let mut terminal = asked(&folder, arguments);
        terminal.until(needle);
        terminal.send(keys);
        assert_eq!(terminal.end(), 130, "{keys:?}");
        assert!(
            terminal.screen().contains("stopped; nothing was written"),
            "{}",
            terminal.screen()
        );
        assert!(terminal.cursor_is_visible());
        assert!(!folder.path().join("made.toml").exists());
    }
}
