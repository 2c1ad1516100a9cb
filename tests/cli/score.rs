//! `rolefit score` and `rolefit form`: files and lines in, results and faults out.

use std::fs;
use std::path::Path;

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
fn run(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let output = rolefit()
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

#[track_caller]
fn json(arguments: &[&str]) -> Value {
    let (code, stdout, stderr) = run(&[arguments, &["--format", "json"]].concat(), b"");
    assert_eq!((code, stderr.as_str()), (0, ""));
    serde_json::from_str(&stdout).unwrap()
}

/// Runs `score -` on answers that are refused: exit code 3, nothing on standard output, this on standard error.
#[track_caller]
fn refused(input: &str, want: &str) {
    let (code, stdout, stderr) = run(&["score", "-"], input.as_bytes());
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (3, "", want));
}

#[test]
fn each_example_comes_out_as_its_name_says() {
    for role in ["product-owner", "project-manager", "product-manager"] {
        let result = json(&["score", &format!("data/examples/{role}.toml")]);
        assert_eq!(result["verdict"]["kind"], "clear", "{role}");
        assert_eq!(result["verdict"]["roles"][0], role);
        assert_eq!(
            result["person_fit"]["warnings"],
            Value::Array(vec![]),
            "{role}"
        );
    }
    let between = json(&["score", "data/examples/between.toml"]);
    assert_eq!(between["verdict"]["kind"], "between");
    let straight = json(&["score", "data/examples/straight-lined.toml"]);
    assert_eq!(straight["person_fit"]["warnings"][0], "long-run");
}

#[test]
fn the_result_has_the_documented_shape_in_its_order() {
    let result = json(&["score", "data/examples/product-owner.toml"]);
    let keys: Vec<&str> = result
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let documented = [
        "schema",
        "rolefit",
        "catalogue",
        "answered",
        "items",
        "stopped",
        "verdict",
        "roles",
        "traits",
        "evidence",
        "influence",
        "person_fit",
        "responses",
    ];
    let order: Vec<&str> = keys
        .into_iter()
        .filter(|key| documented.contains(key))
        .collect();
    assert_eq!(order, documented);
    assert_eq!(result["schema"], "rolefit/assessment@1");
    let total = result["evidence"]["total"].as_f64().unwrap();
    let traits = result["evidence"]["traits"].as_array().unwrap();
    let sum: f64 = traits
        .iter()
        .map(|weight| weight["decibans"].as_f64().unwrap())
        .sum();
    assert!(
        (total - sum).abs() < 1e-9,
        "the traits' decibans add up to {sum}, not {total}"
    );
    let roles = result["roles"].as_array().unwrap();
    let sum: f64 = roles
        .iter()
        .map(|role| role["probability"].as_f64().unwrap())
        .sum();
    assert!((sum - 1.0).abs() < 1e-12);
}

#[test]
fn a_saved_result_an_answer_string_and_json_score_to_the_same_bytes() {
    let file = ["score", "data/examples/between.toml", "--format", "json"];
    let (_, from_toml, _) = run(&file, b"");
    let (_, from_result, _) = run(&["score", "-", "--format", "json"], from_toml.as_bytes());
    assert_eq!(from_toml, from_result);

    let result: Value = serde_json::from_str(&from_toml).unwrap();
    let answers: serde_json::Map<String, Value> = result["responses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (
                entry["item"].as_str().unwrap().to_owned(),
                entry["response"].clone(),
            )
        })
        .collect();
    let shape = serde_json::json!({ "catalogue": "product-roles", "answers": answers }).to_string();
    let (_, from_json, _) = run(&["score", "-", "--format", "json"], shape.as_bytes());
    assert_eq!(from_toml, from_json);

    let line = result["answer_string"].as_str().unwrap();
    let (_, from_line, _) = run(&["score", "--answers", line, "--format", "json"], b"");
    assert_eq!(from_toml, from_line);
}

#[test]
fn a_filled_in_form_is_scored() {
    let (code, form, stderr) = run(&["form"], b"");
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(form.matches(" = \"\"").count(), 94);
    let filled = form
        .replacen(" = \"\"", " = \"2\"", 20)
        .replacen(" = \"\"", " = 3", 4);
    let (code, stdout, stderr) = run(&["score", "-"], filled.as_bytes());
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(
        stdout.contains("24 questions answered, of 94 in all"),
        "{stdout}"
    );
}

#[test]
fn a_form_never_replaces_a_file_that_may_hold_answers() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("answers.toml");
    let form = ["form", "-o", file.to_str().unwrap()];
    assert_eq!(run(&form, b"").0, 0);
    fs::write(&file, "filled in").unwrap();
    let (code, _, stderr) = run(&form, b"");
    assert_eq!(code, 4);
    assert!(
        stderr.contains("is already there, and may hold answers"),
        "{stderr}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), "filled in");
}

#[test]
fn a_result_never_replaces_the_answers_it_came_from() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("mine.toml");
    let answers = "catalogue = \"product-roles\"\n[answers]\nsix-or-one = 1\n";
    fs::write(&file, answers).unwrap();
    let name = file.to_str().unwrap();
    let (code, _, stderr) = run(&["score", name, "-o", name], b"");
    assert_eq!(code, 2);
    assert!(stderr.contains("the output would replace `"), "{stderr}");
    assert_eq!(fs::read_to_string(&file).unwrap(), answers);
}

#[test]
fn an_empty_form_is_told_that_nothing_is_answered() {
    let (_, form, _) = run(&["form"], b"");
    refused(
        &form,
        "error: standard input: nothing is answered\n\
         help: answer at least one item with its number\n\
         error: 1 fault in standard input; nothing was scored\n",
    );
}

#[test]
fn every_fault_of_an_answers_file_is_named_with_its_place() {
    refused(
        "catalogue = \"product-roles\"\n\n[answers]\nsix-or-one = 5\nmore-to-sey = 1\nwhose-idea = true\nservice-of-others = 1.5\n",
        "error: standard input:4:1: item `six-or-one` takes a whole number from 1 to 4, not 5\n\
         help: leave it out, or empty, to skip the item\n\
         error: standard input:5:1: catalogue `product-roles` has no item `more-to-sey`\n\
         help: did you mean `more-to-say`?\n\
         error: standard input:6:1: item `whose-idea` takes a whole number from 1 to 4, not a boolean\n\
         help: leave it out, or empty, to skip the item\n\
         error: standard input:7:1: item `service-of-others` takes a whole number from 1 to 4, not 1.5\n\
         help: leave it out, or empty, to skip the item\n\
         error: 4 faults in standard input; nothing was scored\n",
    );
}

#[test]
fn what_was_never_meant_as_answers_is_told_in_one_fault() {
    let what = "this is no answers file: a line of one is `item = number`, or `[answers]`";
    let refused = |text: &str, place: &str, help: &str| {
        let (code, out, err) = run(&["score", "-"], text.as_bytes());
        let want = format!(
            "error: standard input:{place}: {what}\nhelp: {help}\n\
             error: 1 fault in standard input; nothing was scored\n"
        );
        assert_eq!((code, out.as_str(), err), (3, "", want));
    };
    refused(
        "# A plan\n\nSome text, with a comma\nand more\n",
        "3:1",
        "`rolefit form` writes one to fill in",
    );
    refused(
        "name,email\nA,b@c\n",
        "1:1",
        "a table with a row for each of many people goes to `rolefit score FILE.csv`",
    );
    for text in [
        "\"small@1.0.0:5121\"\n",
        "small@1.0.0:5121\nsmall@1.0.0:5112\n",
    ] {
        let help = "a file holds one answer string, alone and without quotes";
        refused(text, "1:1", help);
    }
}

#[test]
fn answers_to_another_catalogue_or_version_are_refused() {
    refused(
        "catalogue = \"other-roles\"\n[answers]\nsix-or-one = 1\n",
        "error: the catalogue `other-roles` is neither built in nor one of your own\nhelp: name its file with `--catalogue FILE`\nhelp: standard input names it\n",
    );
    refused(
        "catalogue = \"product-roles\"\nversion = \"0.9.0\"\n[answers]\nsix-or-one = 1\n",
        "error: standard input:2:11: these answers were given to version 0.9.0, and this is version 2.6.0\n\
         help: items may have changed between versions: check them against `rolefit form`, then change the version in the answers\n\
         error: 1 fault in standard input; nothing was scored\n",
    );
}

#[test]
fn json_with_a_key_twice_is_refused() {
    refused(
        "{\"answers\": {\"six-or-one\": 1, \"six-or-one\": 4}}",
        "error: standard input:1:31: the key `six-or-one` stands twice\n\
         help: keep one of them\n\
         error: 1 fault in standard input; nothing was scored\n",
    );
}

#[test]
fn what_is_wrong_with_json_is_said_where_it_stands_and_as_it_is() {
    let deep = format!("{{\"answers\": {}1{}}}", "[".repeat(200), "]".repeat(200));
    for (text, said) in [
        (
            "{\n \"answers\": {\n  \"six-or-one\": 1,\n  \"six-or-one\": 4\n }\n}",
            "standard input:4:3: the key `six-or-one` stands twice",
        ),
        (
            "{\"äö\": 1, \"a\\\"\": 2, \"a\\\"\" : 3}",
            "standard input:1:21: the key `a\"` stands twice",
        ),
        (
            "{\"\": 1, \"\": 2}",
            "standard input:1:9: the key `` stands twice",
        ),
        (
            "{\"answers\": {\"six-or-one\": 1e400}}",
            "this number is too large",
        ),
        (
            "{\"answers\": {\"six-or-one\": 01}}",
            "without a zero before it",
        ),
        (deep.as_str(), "too deep in one another"),
    ] {
        let (code, _, stderr) = run(&["score", "-"], text.as_bytes());
        assert_eq!(code, 3);
        assert!(stderr.contains(said), "{text}: {stderr}");
    }
    let (_, _, stderr) = run(&["score", "-"], b"{\"answers\": {\"six-or-one\": 10 5}}");
    assert!(!stderr.contains("zero"), "{stderr}");
}

#[test]
fn hostile_text_never_reaches_the_terminal_raw() {
    let (code, _, stderr) = run(
        &["score", "-"],
        b"[answers]\n\"\\u001b]0;x\\u0007\" = 1\n\"\\u202e\" = 2\n",
    );
    assert_eq!(code, 3);
    assert!(
        !stderr.contains(['\u{1b}', '\u{7}', '\u{202e}']),
        "{stderr:?}"
    );
    assert!(stderr.contains(r"\x1b]0;x\x07"), "{stderr}");
    let (code, _, stderr) = run(&["score", "--answers", "\u{1b}[2J@1:\u{9b}"], b"");
    assert_eq!(code, 3);
    assert!(!stderr.contains(['\u{1b}', '\u{9b}']), "{stderr:?}");
    let (code, _, stderr) = run(&["sc\u{1b}[2Jore"], b"");
    assert_eq!(code, 2);
    assert!(!stderr.contains('\u{1b}'), "{stderr:?}");
}

#[test]
fn an_endless_input_ends_with_a_clear_error() {
    let (code, _, stderr) = run(&["score", "/dev/zero"], b"");
    assert_eq!(
        (code, stderr.as_str()),
        (
            3,
            "error: `/dev/zero` is larger than the 4194304 bytes allowed\n"
        )
    );
}

#[test]
fn a_file_of_a_gigabyte_is_refused_without_being_read() {
    let folder = TempDir::new().unwrap();
    let large = folder.path().join("large.toml");
    fs::File::create(&large).unwrap().set_len(1 << 30).unwrap();
    let (code, _, stderr) = run(&["score", large.to_str().unwrap()], b"");
    assert_eq!(code, 3);
    assert!(
        stderr.contains("is larger than the 4194304 bytes allowed"),
        "{stderr}"
    );
}

#[test]
fn what_cannot_be_read_or_written_is_named_and_nothing_is_lost() {
    let (code, _, stderr) = run(&["score", "no-such.toml"], b"");
    assert_eq!(
        (code, stderr.as_str()),
        (4, "error: there is no file `no-such.toml`\n")
    );

    let folder = TempDir::new().unwrap();
    let taken = folder.path().join("folder/result.json");
    let example = "data/examples/between.toml";
    let (code, _, stderr) = run(&["score", example, "-o", taken.to_str().unwrap()], b"");
    assert_eq!(code, 4);
    assert!(stderr.contains("could not write"), "{stderr}");
    let (code, stdout, _) = run(&["score", example, "-o", "/dev/full"], b"");
    assert_eq!((code, stdout.as_str()), (4, ""));
}

#[test]
fn a_result_goes_whole_to_the_file_and_its_ending_chooses_the_form() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name);
    let score = |file: &Path| {
        run(
            &[
                "score",
                "data/examples/between.toml",
                "-o",
                file.to_str().unwrap(),
            ],
            b"",
        )
    };
    for name in ["result.json", "result.md", "result.txt"] {
        assert_eq!(score(&path(name)), (0, String::new(), String::new()));
    }
    assert!(
        fs::read_to_string(path("result.json"))
            .unwrap()
            .starts_with("{\n  \"schema\"")
    );
    assert!(
        fs::read_to_string(path("result.md"))
            .unwrap()
            .starts_with("# ")
    );
    assert!(
        fs::read_to_string(path("result.txt"))
            .unwrap()
            .contains("PRODUCT OWNER")
    );
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    let shell = format!(
        "{} score data/examples/between.toml | head -n 1",
        env!("CARGO_BIN_EXE_rolefit")
    );
    let output = Command::new("sh")
        .args(["-c", &shell])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

/// The museum of the guide under a name that a shell would split, and answers to all of it.
fn museum(folder: &TempDir) -> (String, String) {
    let file = folder.path().join("my museum.toml");
    fs::copy("data/examples/museum.toml", &file).unwrap();
    let file = file.to_str().unwrap().to_owned();
    let (code, form, stderr) = run(&["form", "--catalogue", &file], b"");
    assert_eq!((code, stderr.as_str()), (0, ""));
    (file, form.replace(" = \"\"", " = 1"))
}

#[test]
fn commands_that_are_shown_name_the_file_of_a_catalogue_as_it_was_given() {
    let folder = TempDir::new().unwrap();
    let (file, answers) = museum(&folder);
    let score = ["score", "-", "--catalogue", &file];
    for format in ["markdown", "html"] {
        let (code, page, stderr) = run(
            &[&score[..], &["--format", format]].concat(),
            answers.as_bytes(),
        );
        assert_eq!((code, stderr.as_str()), (0, ""));
        // A page goes to people who have no commands.
        let is_named = page.contains(&format!("--catalogue '{file}'"));
        assert_eq!(is_named, format == "markdown", "{page}");
        assert!(!page.contains("--catalogue FILE"), "{page}");
    }
    // Standard input cannot be named again.
    let answers = folder.path().join("answers.toml");
    let (_, filled) = museum(&folder);
    fs::write(&answers, filled).unwrap();
    let source = fs::read(&file).unwrap();
    let score = ["score", answers.to_str().unwrap(), "--catalogue", "-"];
    let (code, page, stderr) = run(&score, &source);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(page.contains("--catalogue FILE"), "{page}");
}

#[test]
fn a_page_of_ones_own_catalogue_claims_neither_questions_nor_titles_that_nobody_knows_of() {
    let folder = TempDir::new().unwrap();
    let (file, answers) = museum(&folder);
    let own = ["score", "-", "--format", "html", "--catalogue", &file];
    let (_, own, _) = run(&own, answers.as_bytes());
    let usual = [
        "score",
        "data/examples/product-owner.toml",
        "--format",
        "html",
    ];
    let (_, usual, _) = run(&usual, b"");
    for words in ["In an interview for", "Titles are used loosely"] {
        assert!(usual.contains(words), "{words}");
        assert!(!own.contains(words), "{words}");
    }
}

#[test]
fn items_are_judged_blind_on_a_sheet_whose_key_stays_apart() {
    let form = |flags: &[&str]| {
        let museum = [
            "form",
            "--catalogue",
            "data/examples/museum.toml",
            "--seed",
            "7",
        ];
        run(&[&museum[..], flags].concat(), b"")
    };
    let (code, sheet, stderr) = form(&["--judging"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(sheet.matches("\n## ").count(), 18);
    assert!(!sheet.contains("hall-of-machines"), "{sheet}");
    let (code, key, stderr) = form(&["--judging-key"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(key.contains("| hall-of-machines | "), "{key}");
    assert_eq!(form(&["--judging", "--judging-key"]).0, 2);
    assert_eq!(form(&["--judging", "--format", "json"]).0, 2);
}

#[test]
fn the_id_in_the_answers_stays_with_the_result() {
    let answers = b"catalogue = \"product-roles\"\nid = \"Ana, 7\"\n[answers]\nnext-of-sixty = 3\n";
    let (code, stdout, _) = run(&["score", "-", "--format", "json"], answers);
    let result: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((code, &result["id"]), (0, &"Ana, 7".into()));
    // And with what is made of the result.
    let (_, again, _) = run(&["score", "-", "--format", "json"], stdout.as_bytes());
    assert_eq!(again, stdout);
}

#[test]
fn a_result_that_lacks_what_its_schema_asks_for_is_refused_by_whatever_reads_one() {
    let folder = tempfile::tempdir().unwrap();
    let whole = json(&["score", "data/examples/between.toml"]);
    let file = folder.path().join("r.json");
    let name = file.to_str().unwrap();
    for key in ["answered", "roles", "verdict"] {
        let mut part = whole.clone();
        part.as_object_mut().unwrap().remove(key);
        fs::write(&file, part.to_string()).unwrap();
        for command in [
            &["score", name][..],
            &["report", name],
            &[
                "compare",
                "product-owner",
                "project-manager",
                "--with",
                name,
            ],
            &["team", name],
        ] {
            let (code, out, err) = run(command, b"");
            assert_eq!((code, out.as_str()), (3, ""), "{command:?}: {err}");
            let said = format!("the key `{key}` that every result has is missing");
            assert!(err.contains(&said), "{command:?}: {err}");
        }
    }
}
