//! `rolefit catalogue`.

use std::fs;
use std::process::Output;

use assert_cmd::Command;

const MINIMAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/minimal.toml");
const FAULTY: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/ten-faults.toml"
);

fn rolefit(arguments: &[&str], stdin: impl Into<Vec<u8>>) -> Output {
    let mut command = Command::cargo_bin("rolefit").unwrap();
    command.args(arguments).write_stdin(stdin).output().unwrap()
}

/// Runs the tool and returns exit code, standard output and standard error.
fn run(arguments: &[&str], stdin: impl Into<Vec<u8>>) -> (i32, String, String) {
    let output = rolefit(arguments, stdin);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn a_valid_catalogue_has_warnings_at_most_and_exit_0_unless_strict() {
    let (code, out, err) = run(&["catalogue", "check", MINIMAL], "");
    assert_eq!((code, err.as_str()), (0, ""));
    for said in [
        "`minimal` 1.0.0 is valid in form: 2 traits, 2 roles, 3 items\n",
        "\nnobody has judged the words",
    ] {
        assert!(out.contains(said), "{out}");
    }
    assert!(out.contains("warning[few-items]"), "{out}");
    assert!(!out.contains("error"), "{out}");
    let (strict, same, _) = run(&["catalogue", "check", MINIMAL, "--strict"], "");
    assert_eq!((strict, same), (1, out));
}

#[test]
fn a_faulty_catalogue_is_reported_whole_with_exit_1() {
    let (code, out, err) = run(&["catalogue", "check", FAULTY], "");
    assert_eq!((code, err.as_str()), (1, ""));
    assert_eq!(out.matches("error[").count(), 10);
    assert!(out.ends_with(&format!("10 errors in {FAULTY}\n")), "{out}");
}

#[test]
fn a_check_as_json_has_lines_and_columns() {
    let source = fs::read_to_string(FAULTY).unwrap();
    let (code, out, _) = run(&["catalogue", "check", "-", "--format", "json"], source);
    assert_eq!(code, 1);
    assert!(out.starts_with(
        "{\n  \"schema\": \"rolefit/check@1\",\n  \"file\": \"standard input\",\n  \"errors\": 10,"
    ));
    let check: serde_json::Value = serde_json::from_str(&out).unwrap();
    let first = &check["diagnostics"][0];
    assert_eq!(first["code"], "invalid-version");
    assert_eq!((&first["line"], &first["column"]), (&3.into(), &11.into()));
    assert_eq!(
        (&first["end_line"], &first["end_column"]),
        (&3.into(), &14.into())
    );
}

#[test]
fn a_command_that_needs_a_faulty_catalogue_shows_every_fault_and_exits_3() {
    let (code, out, err) = run(&["catalogue", "show", "--catalogue", FAULTY], "");
    assert_eq!((code, out.as_str()), (3, ""));
    assert_eq!(err.matches("error[").count(), 10);
    assert!(err.ends_with(&format!(
        "error: the catalogue `{FAULTY}` cannot be used: 10 errors\n"
    )));
}

#[test]
fn inputs_that_cannot_be_read_say_why() {
    let cases: [(&[&str], &[u8], i32, &str); 14] = [
        (
            &["catalogue", "check", "no-such.toml"],
            b"",
            4,
            "error: there is no file `no-such.toml`\n",
        ),
        (
            &["catalogue", "check", "src"],
            b"",
            4,
            "error: `src` is a folder, not a file\n",
        ),
        (
            &["catalogue", "show", "prodct-roles"],
            b"",
            2,
            "error: there is no catalogue `prodct-roles`\nhelp: did you mean `product-roles`?\n",
        ),
        (
            &["catalogue", "check", "-"],
            b"a = \"\xff\"",
            3,
            "error: standard input is not UTF-8: byte 0xff at offset 5, in line 1\nhelp: save it as UTF-8\n",
        ),
        (
            &["catalogue", "check", "-"],
            b"\xff\xfea\0",
            3,
            "error: standard input is UTF-16 by the mark at its beginning, not UTF-8\nhelp: save it as UTF-8\n",
        ),
        (
            &["catalogue", "check", "-"],
            b"PK\x03\x04",
            3,
            "error: standard input is by the mark at its beginning a zip file, as spreadsheets and word processors save them, \
             not plain text\nhelp: save a table as CSV in UTF-8, and answers as plain text\n",
        ),
        (
            &["catalogue", "check", "-"],
            b"\xff\xfe\0\0a\0\0\0",
            3,
            "error: standard input is UTF-32 by the mark at its beginning, not UTF-8\nhelp: save it as UTF-8\n",
        ),
        (
            &["catalogue", "check", "-"],
            b"format = 1\n\x1a\n",
            3,
            "error: standard input ends with the character U+001A, with which DOS marked the end of a file\nhelp: take it out: `tr -d '\\032'` does so\n",
        ),
        (
            &["score", "-"],
            b"{\"answers\":{}}\x1a",
            3,
            "error: standard input ends with the character U+001A, with which DOS marked the end of a file\nhelp: take it out: `tr -d '\\032'` does so\n",
        ),
        (
            &["catalogue", "check", "product-roles"],
            b"",
            4,
            "error: there is no file `product-roles`; a catalogue with this id is built in, and was checked as it was made\nhelp: `rolefit catalogue show product-roles` shows it; to check one of your own, name its file\n",
        ),
        (
            &["score", "product-roles"],
            b"",
            4,
            "error: there is no file `product-roles`\nhelp: a catalogue is called so: `--catalogue product-roles` goes by it, and `rolefit catalogue show product-roles` shows it\n",
        ),
        (
            &["catalogue", "check", "prodct-roles"],
            b"",
            4,
            "error: there is no file `prodct-roles`\nhelp: name the TOML file of a catalogue, or `-` for standard input; `rolefit catalogue new -o my-roles.toml` starts one\n",
        ),
        (
            &["catalogue", "check", "a\u{1b}]0;x\u{7}.toml"],
            b"",
            4,
            "error: there is no file `a\\x1b]0;x\\x07.toml`\n",
        ),
        (
            &["catalogue", "check", MINIMAL, "--format", "markdown"],
            b"",
            2,
            "error: a check has no Markdown form\nhelp: it has text and JSON; `--format` chooses, and without it the ending of the output file\n",
        ),
    ];
    for (arguments, stdin, code, message) in cases {
        assert_eq!(
            run(arguments, stdin),
            (code, String::new(), message.to_owned()),
            "{arguments:?}"
        );
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_endless_device_is_read_no_further_than_the_limit() {
    let (code, _, err) = run(&["catalogue", "check", "/dev/zero"], "");
    assert_eq!(
        (code, err.as_str()),
        (
            3,
            "error: `/dev/zero` is larger than the 4194304 bytes allowed\n"
        )
    );
}

#[test]
fn the_list_has_a_row_for_each_builtin_catalogue_in_every_form() {
    for form in ["text", "markdown", "json", "html"] {
        let (code, out, err) = run(&["catalogue", "list", "--format", form], "");
        assert_eq!((code, err.as_str()), (0, ""));
        for builtin in rolefit::catalogue::builtin::all() {
            assert!(out.contains(builtin.id), "{out}");
        }
    }
}

#[test]
fn a_catalogue_is_shown_with_poles_profiles_claims_and_items() {
    let (code, out, err) = run(&["catalogue", "show", "--items", MINIMAL], "");
    assert_eq!((code, err.as_str()), (0, ""));
    insta::assert_snapshot!(out, @r#"
    Left or right?
    minimal 1.0.0, language en, describes you, status expert-set; 2 roles, 2
    traits, 3 items, 1 source

    Where the roles lie
    H Left hand, R Right hand; where a letter is missing, the role makes no claim
      left   ────────────H───────┼───────R────────────  right   Left or right
      early  ────────────────────┼────────────────────  late    Early or late
    A role stands at the middle of the people who suit it, in standard deviations
    of people at large. People who suit a role differ by 0.8 on a trait among
    themselves (typical-spread); the spreads of a profile say how sure one may
    be.

    Left hand (left-hand, letter H)
      Does what is on the left.

    Left or right
      clearly towards left (mean -0.8, spread 0.7); sources: 1 low
      toward left
        - Stands on the left. (handbook)

    Right hand (right-hand, letter R)
      Does what is on the right.

    Left or right
      clearly towards right (mean 0.8, spread 0.7); no source

    Traits and questions

    Left or right (left-right)
      Which side one takes.
      - low: left
      - high: right
      door (pair)
        - low: I take the left door.
        - high: I take the right door.
        - discrimination 1.3, thresholds -1, 0, 1
      fork (situation)
        - The path forks. What do you do?
        - 1: Turn left
        - 2: Wait
        - 3: Turn right
        - discrimination 1.1, thresholds -0.5, 0.5

    Early or late (early-late)
      When one starts.
      - low: early
      - high: late
      alarm (statement)
        - high: I get up when the alarm has rung twice.
        - discrimination 1.2, thresholds -1.5, -0.5, 0.5, 1.5

    Sources
      - handbook: A handbook. A publisher, 2020.

    sha-256 42bae9510bd4a5a76b4fac5bd71cdc5548c0759669aacf0d5834669cdf34ca86
    "#);
}
