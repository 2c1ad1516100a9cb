//! Slips of the hand, of word processors and of spreadsheets in files that people write: each is read, or named with what
//! to write, whatever kind of file it stands in.

use std::fs;

use assert_cmd::Command;
use tempfile::TempDir;

use crate::terminal::Terminal;

/// Two traits, three items; ids that stay.
pub(crate) const CATALOGUE: &str = include_str!("../fixtures/minimal.toml");

/// A folder with the catalogue in it.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("c.toml"), CATALOGUE).unwrap();
    folder
}

/// Runs the tool there: exit code, standard output, standard error.
pub(crate) fn run(folder: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    run_on(folder, arguments, "")
}

/// Runs it there with this on standard input.
pub(crate) fn run_on(folder: &TempDir, arguments: &[&str], input: &str) -> (i32, String, String) {
    let output = Command::cargo_bin("rolefit")
        .unwrap()
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("ROLEFIT_HOME", folder.path().join("home"))
        .current_dir(folder.path())
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// Lines of TOML, the place that is told, what is said of it, and what to write.
const SLIPS: [(&str, &str, &str, &str); 17] = [
    (
        "door = \u{201c}3\u{201d}",
        ":8: ",
        "`\u{201c}` (U+201C) is",
        "a straight double quote: `\"`",
    ),
    (
        "\u{201e}door\u{201c} = 3",
        ":1: ",
        "`\u{201e}` (U+201E) is",
        "a straight double quote",
    ),
    (
        "door = \u{2018}3\u{2019}",
        ":8: ",
        "(U+2018)",
        "a straight quote: `'`",
    ),
    ("door\u{a0}= 3", ":5: ", "(U+00A0)", "write a plain space"),
    ("door =\u{202f}3", ":7: ", "(U+202F)", "write a plain space"),
    (
        "\u{3000}door = 3",
        ":1: ",
        "(U+3000)",
        "write a plain space",
    ),
    (
        "door = \u{2212}3",
        ":8: ",
        "`\u{2212}` (U+2212)",
        "a hyphen: `-`",
    ),
    ("door = \u{ff13}", ":8: ", "(U+FF13)", "a digit: `3`"),
    ("door =", ":7: ", "`door` has no value", ""),
    ("door = # later", ":8: ", "`door` has no value", ""),
    ("door 3", ":6: ", "there is no `=`", "write `key = value`"),
    ("door]", ":5: ", "there is no `=`", "stands in brackets"),
    ("[door", ":6: ", "the bracket behind", "write `]` behind"),
    (
        "door = 3]",
        ":9: ",
        "there is more on this line",
        "too much",
    ),
    (
        "door = \"3",
        ":10: ",
        "a quote is missing",
        "in double quotes",
    ),
    (
        "door = 3\"",
        ":8: ",
        "a quote is missing",
        "in double quotes",
    ),
    (
        "door = three",
        ":8: ",
        "nor a text in quotes",
        "in double quotes",
    ),
];

#[test]
fn a_slip_in_answers_is_told_by_its_place_with_what_to_write() {
    let folder = folder();
    for (line, place, said, write) in SLIPS {
        for end in ["\n", "\r\n", ""] {
            let text = format!("catalogue = \"minimal\"\n\n[answers]\nalarm = 2\n{line}{end}");
            fs::write(folder.path().join("a.toml"), text).unwrap();
            let (code, stdout, stderr) =
                run(&folder, &["score", "a.toml", "--catalogue", "c.toml"]);
            assert_eq!((code, stdout.as_str()), (3, ""), "{line}");
            assert!(
                stderr.starts_with(&format!("error: a.toml:5{place}")),
                "{line}: {stderr}"
            );
            assert!(
                stderr.contains(said) && stderr.contains(write),
                "{line}: {stderr}"
            );
            assert!(stderr.contains("1 fault in a.toml"), "{line}: {stderr}");
            let told = if write.is_empty() {
                "or `\"\"` to skip the item"
            } else {
                "help: write "
            };
            assert!(stderr.contains(told), "{line}: {stderr}");
        }
    }
}

#[test]
fn a_slip_in_a_catalogue_a_bank_or_a_story_is_told_in_the_same_way() {
    let folder = folder();
    for (line, _, said, write) in SLIPS {
        let text = CATALOGUE.replacen("language = \"en\"", line, 1);
        fs::write(folder.path().join("slip.toml"), format!("{line}\n{text}")).unwrap();
        for command in [
            &["catalogue", "check"][..],
            &["prep", "check", "--catalogue", "c.toml"],
        ] {
            let (code, stdout, _) = run(&folder, &[command, &["slip.toml"]].concat());
            assert_eq!(code, 1, "{line}");
            assert!(
                stdout.contains(said) && stdout.contains(write),
                "{line}: {stdout}"
            );
        }
    }
}

#[test]
fn lone_carriage_returns_are_one_fault_that_says_so() {
    let folder = folder();
    for (name, text) in [
        ("a.toml", "[answers]\rdoor = 3\ralarm = 2\r".to_owned()),
        ("a.toml", "[answers]\ndoor = 3\ralarm = 2\n".to_owned()),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
        let (code, _, stderr) = run(&folder, &["score", name, "--catalogue", "c.toml"]);
        assert_eq!(code, 3);
        assert!(
            stderr.contains("a line ends with a lone carriage return here"),
            "{stderr}"
        );
        assert_eq!(stderr.matches("error: a.toml").count(), 1, "{stderr}");
    }
    fs::write(
        folder.path().join("slip.toml"),
        CATALOGUE.replace('\n', "\r"),
    )
    .unwrap();
    let (code, stdout, _) = run(&folder, &["catalogue", "check", "slip.toml"]);
    assert_eq!(code, 1);
    assert!(
        stdout.contains("a line ends with a lone carriage return here"),
        "{stdout}"
    );
}

#[test]
fn a_curly_quote_in_json_is_told_by_its_place() {
    let folder = folder();
    for (text, place) in [
        ("{\u{201c}answers\u{201d}: {\"door\": 3}}", "1:2"),
        ("{\n  \"answers\": {\"door\": \u{2018}3\u{2019}}\n}", "2:23"),
    ] {
        fs::write(folder.path().join("a.json"), text).unwrap();
        let (code, _, stderr) = run(&folder, &["score", "a.json", "--catalogue", "c.toml"]);
        assert_eq!(code, 3);
        assert!(stderr.contains(&format!("a.json:{place}: ")), "{stderr}");
        assert!(
            stderr.contains("is no character that a file is written with"),
            "{stderr}"
        );
    }
}

#[test]
fn an_answer_in_json_that_cannot_be_is_told_by_the_place_of_its_key() {
    let folder = folder();
    for (json, told) in [
        (
            "{\"id\": \"answers\", \"answers\": {\n  \"alarm\": 1, \"door\": 9\n}}",
            "2:15: item `door` takes",
        ),
        (
            "{\"answers\": {\"alarm\": \"door\",\n\"door\": 1}}",
            "1:14: item `alarm`",
        ),
        (
            "{\"answers\": {\"doors\" : 1}}",
            "1:14: catalogue `minimal` has no item `doors`",
        ),
        ("\u{feff}{\"answers\": {\"doors\" : 1}}", "1:14: catalogue"),
        // Written with an escape its place is not known.
        (
            "{\"answers\": {\"d\\u006f\\u006fr\": 9}}",
            " item `door` takes",
        ),
    ] {
        fs::write(folder.path().join("a.json"), json).unwrap();
        let (code, _, stderr) = run(&folder, &["score", "a.json", "--catalogue", "c.toml"]);
        assert_eq!(code, 3, "{json}");
        assert!(
            stderr.contains(&format!("error: a.json:{told}")),
            "{json}: {stderr}"
        );
    }
    for name in ["a.json", "a.ndjson"] {
        fs::write(folder.path().join(name), "{\"id\": \"ana\", \"door\": 3}").unwrap();
        let (_, _, stderr) = run(&folder, &["score", name, "--catalogue", "c.toml"]);
        assert!(
            stderr.contains("put them into an object `answers`"),
            "{stderr}"
        );
    }
}

#[test]
fn a_fault_of_any_key_of_json_is_told_by_the_place_of_that_key() {
    let folder = folder();
    // The words of keys stand in answers and texts too.
    let before = "{\"answers\": {\"alarm\": \"1\"},\n";
    for (key, value, told) in [
        (
            "current_role",
            "\"nobody\"",
            "catalogue `minimal` has no role `nobody`",
        ),
        ("current_role", "\"a b\"", "`current_role` takes"),
        ("current_role", "3", "`current_role` must be"),
        ("about", "\"\"", "the name in `about`"),
        ("about", "[\"about\"]", "`about` must be"),
        ("id", "{\"id\": 1}", "`id` must be"),
        ("seed", "-1", "`seed` is"),
        ("catalogue", "\"other\"", "these answers are for"),
        ("version", "\"0.9\"", "these answers were given to version"),
        ("version", "1", "`version` must be"),
        ("anwers", "1", "unknown key `anwers`"),
    ] {
        let json = format!("{before}  \"{key}\": {value}}}");
        fs::write(folder.path().join("a.json"), &json).unwrap();
        let (code, _, stderr) = run(&folder, &["score", "a.json", "--catalogue", "c.toml"]);
        assert_eq!(code, 3, "{json}: {stderr}");
        let said = format!("error: a.json:2:3: {told}");
        assert!(stderr.contains(&said), "{json}: {stderr}");
    }
    let json = format!("{before}\"answers\": 1}}").replacen("answers", "notes", 1);
    fs::write(folder.path().join("a.json"), json).unwrap();
    let (_, _, stderr) = run(&folder, &["score", "a.json", "--catalogue", "c.toml"]);
    for told in ["1:2: unknown key `notes`", "2:1: `answers` must be"] {
        assert!(
            stderr.contains(&format!("error: a.json:{told}")),
            "{stderr}"
        );
    }
}

#[test]
fn a_slip_in_json_is_told_with_what_to_write() {
    let folder = folder();
    for (json, place, help) in [
        (
            "{\"answers\":{\"door\":1,}}",
            "1:22",
            "take the comma before it out",
        ),
        (
            "{'answers':{'door':1}}",
            "1:2",
            "write texts and keys in double quotes",
        ),
        (
            "{\"answers\":\n{\"door\":1 // most\n}}",
            "2:11",
            "take the comment out",
        ),
        (
            "{\"answers\":{\"door\":01}}",
            "1:21",
            "without a zero before it",
        ),
        (
            "{\"answers\":{\"door\":NaN}}",
            "1:20",
            "write a number, or `null`",
        ),
        (
            "{\"answers\":{\"door\":None}}",
            "1:20",
            "write a number, or `null`",
        ),
        (
            "{\"answers\":{\"door\":1}}{}",
            "1:23",
            "one file holds one object",
        ),
    ] {
        fs::write(folder.path().join("a.json"), json).unwrap();
        let (code, _, stderr) = run(&folder, &["score", "a.json", "--catalogue", "c.toml"]);
        assert_eq!(code, 3, "{json}");
        assert!(
            stderr.contains(&format!("a.json:{place}: this is not JSON")),
            "{json}: {stderr}"
        );
        assert!(stderr.contains(help), "{json}: {stderr}");
    }
}

#[test]
fn an_id_of_which_nothing_is_seen_is_none_and_a_key_in_capitals_is_told_by_its_own() {
    let folder = folder();
    let write = |name: &str, content: &str| fs::write(folder.path().join(name), content).unwrap();
    write("a.csv", "id,door\n\u{200b}\u{2060},1\nb,2\n");
    let (code, stdout, stderr) = run(&folder, &["score", "a.csv", "--catalogue", "c.toml"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stdout.contains("\n,1,") && stderr.contains("1 respondent has no id"),
        "{stdout}{stderr}"
    );
    write("b.csv", "id,DOOR,alarm\na,1,1\n");
    let (_, _, stderr) = run(&folder, &["score", "b.csv", "--catalogue", "c.toml"]);
    assert!(stderr.contains("did you mean `door`?"), "{stderr}");
}

#[test]
fn numbers_as_other_programs_write_them_are_whole_numbers() {
    let folder = folder();
    let results: Vec<String> = [
        "3",
        "3.0",
        "\"3\"",
        "\"3.0\"",
        "\" 3.00\u{a0}\"",
        "+3",
        "0x3",
        "3e0",
    ]
    .into_iter()
    .map(|three| {
        let text = format!("[answers]\ndoor = {three}\n");
        fs::write(folder.path().join("a.toml"), text).unwrap();
        let arguments = [
            "score",
            "a.toml",
            "--catalogue",
            "c.toml",
            "--format",
            "json",
        ];
        let (code, stdout, stderr) = run(&folder, &arguments);
        assert_eq!(code, 0, "{three}: {stderr}");
        stdout
    })
    .collect();
    assert!(results.iter().all(|result| *result == results[0]));
}

#[test]
fn a_table_with_tabs_is_told_to_have_them_whatever_it_is_called() {
    let folder = folder();
    for name in ["table.tsv", "table.tab", "table.txt", "table"] {
        fs::write(folder.path().join(name), "id\tdoor\talarm\nana\t2\t3\n").unwrap();
        let (code, stdout, stderr) = run(&folder, &["score", name, "--catalogue", "c.toml"]);
        assert_eq!((code, stdout.as_str()), (3, ""), "{name}");
        assert!(stderr.contains("separated by tabs"), "{name}: {stderr}");
    }
}

#[test]
fn in_a_group_whoever_has_no_id_goes_by_the_line_and_by_nobody_elses() {
    let folder = folder();
    let table = "sep=,\nid,door,alarm\n4,2,1\n,4,4\nana,1,2\n";
    fs::write(folder.path().join("group.csv"), table).unwrap();
    let arguments = [
        "team",
        "group.csv",
        "--catalogue",
        "c.toml",
        "--format",
        "json",
    ];
    let (code, stdout, stderr) = run(&folder, &arguments);
    assert_eq!(code, 0, "{stderr}");
    let names = ["4", "line 4", "ana"].map(|name| stdout.contains(&format!("\"{name}\"")));
    assert_eq!(names, [true; 3], "{stdout}");
}

/// Answers in two orders of their keys; in the second the same number stands eleven times in a row.
fn two_orders() -> [String; 2] {
    let items: Vec<String> = (0..22).map(|one| format!("item-{one:02}")).collect();
    let answers = |order: &mut dyn Iterator<Item = usize>| {
        let fields = order.map(|one| format!("\"{}\": {}", items[one], one % 2 + 2));
        format!(
            "{{\"answers\": {{{}}}}}",
            fields.collect::<Vec<_>>().join(", ")
        )
    };
    let grouped = (0..22).step_by(2).chain((1..22).step_by(2));
    [answers(&mut (0..22)), answers(&mut grouped.into_iter())]
}

#[test]
fn the_order_of_keys_in_a_file_changes_nothing_and_says_nothing() {
    let folder = folder();
    let items = (0..22).map(|one| {
        let pole = if one % 2 == 0 { "low" } else { "high" };
        format!(
            "\n[[item]]\nid = \"item-{one:02}\"\ntrait = \"left-right\"\nkind = \"statement\"\n\
             text = \"I do the thing numbered {one}.\"\nshows = \"{pole}\"\n"
        )
    });
    let catalogue = CATALOGUE.to_owned() + &items.collect::<String>();
    fs::write(folder.path().join("c.toml"), catalogue).unwrap();
    let scored = two_orders().map(|answers| {
        fs::write(folder.path().join("a.json"), &answers).unwrap();
        fs::write(folder.path().join("a.ndjson"), &answers).unwrap();
        let one = [
            "score",
            "a.json",
            "--catalogue",
            "c.toml",
            "--format",
            "json",
        ];
        let (code, result, stderr) = run(&folder, &one);
        assert_eq!(code, 0, "{stderr}");
        let result: serde_json::Value = serde_json::from_str(&result).unwrap();
        let many = ["score", "a.ndjson", "--catalogue", "c.toml"];
        let (_, row, _) = run(&folder, &many);
        // All of it but the answers, which stand in their order.
        let mut result = result;
        result.as_object_mut().unwrap().remove("responses");
        let text = [&one[..4], &["--format", "text"]].concat();
        (result, run(&folder, &text).1, row)
    });
    let fit = &scored[0].0["person_fit"];
    assert_eq!(fit["longest_run"], serde_json::Value::Null);
    assert_eq!(fit["warnings"], serde_json::json!([]));
    assert_eq!(scored[0], scored[1]);
}

#[test]
fn an_argument_of_a_hundred_kilobytes_is_not_repeated_whole() {
    let folder = folder();
    let long = "x".repeat(100_000);
    let about = format!("--about={long}");
    for arguments in [
        &[long.as_str()][..],
        &["score", &long],
        &["score", "--answers", &long],
        &["score", "--to", &long, "a.csv"],
        &["report", &long],
        &["history", "show", &long],
        &["compare", &long, "left-hand", "--catalogue", "c.toml"],
        &["catalogue", "show", &long],
        &["form", "--catalogue", &long],
        &["form", "--seed", &long],
        &["form", "-o", &long],
        &["take", &about],
        &["prep", "--role", &long],
        &["prep", "practice", "--at", &long],
        &["man", &long],
        &["--color", &long],
    ] {
        let (code, stdout, stderr) = run(&folder, arguments);
        assert!((2..=4).contains(&code), "{stderr}");
        let case = format!("{}: {}", arguments[0].len(), stdout.len() + stderr.len());
        assert!(stdout.len() + stderr.len() < 4096, "{case}");
        assert!(stderr.starts_with("error: "), "{case}: {stderr}");
    }
}

#[test]
fn answers_typed_into_a_terminal_end_with_one_end() {
    let folder = folder();
    let catalogue = folder.path().join("c.toml");
    let arguments = ["score", "-", "--catalogue", catalogue.to_str().unwrap()];
    for typed in [
        "[answers]\ndoor = 1\nalarm = 2\n",
        "minimal@1.0.0:123\n",
        "id,door\n",
    ] {
        let mut terminal = Terminal::run(folder.path(), &arguments, 100, 50);
        terminal.until("Ctrl-D on a line of its own ends them");
        terminal.send(typed);
        terminal.send("\x04");
        let code = terminal.end();
        assert_eq!(code, 0, "{typed}: {}", terminal.screen());
    }
}

#[test]
fn the_first_line_on_a_slip_of_an_author_says_what_to_write() {
    let folder = folder();
    let minimal = fs::read_to_string(folder.path().join("c.toml")).unwrap();
    for (from, to, said, help) in [
        (
            "[[item]]",
            "[item]",
            "`item` of the catalogue must be a list",
            "write `[[item]]`",
        ),
        (
            "[[role]]",
            "[role]",
            "`role` of the catalogue must be a list",
            "write `[[role]]`",
        ),
        (
            "left-right = { mean = -0.8, spread = 0.7 }",
            "left-right = -0.8",
            "`left-right` of role `left-hand` must be a mean and a spread",
            "write `{ mean = -0.8, spread = 1.2 }`",
        ),
        (
            "left-right = {",
            "früh-spät = {",
            "`früh-spät` is no key",
            "write `frueh-spaet`, here and in the id",
        ),
        (
            "id = \"early-late\"",
            "id = \"Größe\"",
            "`id` of trait `Größe` may hold only",
            "write `groesse`",
        ),
    ] {
        assert!(minimal.contains(from), "{from}");
        folder_write(&folder, "slip.toml", &minimal.replacen(from, to, 1));
        let (code, stdout, _) = run(&folder, &["catalogue", "check", "slip.toml"]);
        assert_eq!(code, 1);
        let first = stdout.lines().next().unwrap();
        assert!(first.contains(said), "{to}: {stdout}");
        let advice = stdout
            .lines()
            .find(|line| line.starts_with("help: "))
            .unwrap();
        assert!(advice.contains(help), "{to}: {stdout}");
    }
    // All of them in single brackets: the parser sees the second first.
    folder_write(&folder, "slip.toml", &minimal.replace("[[item]]", "[item]"));
    let (_, stdout, _) = run(&folder, &["catalogue", "check", "slip.toml"]);
    assert!(
        stdout.contains("help: write `[[item]]` above each of them"),
        "{stdout}"
    );
}

fn folder_write(folder: &TempDir, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).unwrap();
}

/// Files of every kind.
const FILES: &[(&str, &str)] = &[
    (
        "own.toml",
        "[[question]]\ntext = \"a\"\nrole = \"product-owner\"\n",
    ),
    ("plan.json", "{\n  \"schema\": \"rolefit/plan@1\"\n}\n"),
    (
        "printed.json",
        "{\n  \"schema\": \"rolefit/catalogue@1\"\n}\n",
    ),
    ("list.json", "[\n  {\"answers\": {\"door\": 1}}\n]\n"),
    ("page.html", "<!doctype html>\n<p>a</p>\n"),
    ("sheet.md", "# A sheet\n\nWhat do you like, and why?\n"),
    ("table.csv", "id,door\na,1\n"),
    ("rtf.toml", "{\\rtf1\\ansi door = 1}"),
    (
        "answers.csv",
        "catalogue = \"minimal\"\n[answers]\ndoor = 1\n",
    ),
    ("page.csv", "<!doctype html>\n<p>a</p>\n"),
    (
        "lines.ndjson",
        "{\"schema\": \"rolefit/standing@1\"}\n{\"schema\": \"rolefit/standing@1\"}\n",
    ),
];

/// What is run with a file of another kind, what is said of it, and what to do.
const NAMED_FOR_ANOTHER: &[(&[&str], &str, &str)] = &[
    (
        &["score", "c.toml"],
        "this is a catalogue, and not a file of answers",
        "`rolefit form --catalogue",
    ),
    (
        &["report", "stories.toml"],
        "this is a file of stories",
        "`--stories FILE`",
    ),
    (
        &["score", "bank.toml"],
        "this is a file of interview questions",
        "`--questions FILE`",
    ),
    (
        &["catalogue", "check", "answers.toml"],
        "this is a file of answers, and not a catalogue",
        "`rolefit score FILE`",
    ),
    (
        &["prep", "check", "c.toml"],
        "this is a catalogue",
        "`--catalogue FILE`",
    ),
    (
        &["catalogue", "check", "printed.json"],
        "this is a report in JSON, and not TOML",
        "made of",
    ),
    (
        &["score", "answers.toml", "--catalogue", "page.html"],
        "this is a page in HTML, and not TOML",
        "made of",
    ),
    (
        &["prep", "stories", "sheet.md", "--role", "product-owner"],
        "this is a document in Markdown",
        "made of",
    ),
    (
        &["prep", "check", "table.csv"],
        "this is a table",
        "`rolefit score --input csv FILE`",
    ),
    (
        &["prep", "check", "own.toml"],
        "this is a file of questions of one's own",
        "`rolefit prep check --own FILE`",
    ),
    (
        &["prep", "--own", "stories.toml", "--role", "product-owner"],
        "this is a file of stories",
        "`--stories FILE`",
    ),
    (
        &["prep", "--own", "bank.toml", "--role", "product-owner"],
        "this is a file of interview questions",
        "`--questions FILE`",
    ),
    (
        &["prep", "practice", "--answers", "list.json"],
        "this is a list in JSON",
        "`jq -c '.[]' FILE`",
    ),
    (
        &["prep", "practice", "--answers", "table.csv"],
        "this is a table",
        "--input csv",
    ),
    (&["score", "rtf.toml"], "RTF", "plain text"),
    (
        &["score", "answers.csv", "--catalogue", "c.toml"],
        "this is a file of answers, and not a table",
        "`rolefit score FILE`",
    ),
    (
        &["score", "page.csv", "--catalogue", "c.toml"],
        "this is a page in HTML, and not a table",
        "made of",
    ),
    (
        &["score", "list.json"],
        "this is a list in JSON",
        "`jq -c '.[]' FILE`",
    ),
    (
        &["compare", "--with", "lines.ndjson", "--with", "list.json"],
        "none is a result or answers",
        "made of",
    ),
    // Where an option is missing.
    (
        &["take", "c.toml"],
        "unexpected argument",
        "`--catalogue c.toml`",
    ),
    (
        &["c.toml"],
        "unrecognized subcommand",
        "`--catalogue c.toml`",
    ),
    (
        &["simulate", "c.toml"],
        "unexpected argument",
        "`--catalogue c.toml`",
    ),
    (
        &["prep", "answers.toml"],
        "unrecognized subcommand",
        "`--result answers.toml`",
    ),
    (
        &["compare", "answers.toml"],
        "there is no role",
        "`--with FILE`",
    ),
    (
        &["score", "answers.toml"],
        "neither built in nor",
        "`--catalogue FILE`",
    ),
];

#[test]
fn a_file_named_where_another_belongs_is_told_what_it_is_and_how_to_name_it() {
    let folder = folder();
    folder_write(
        &folder,
        "answers.toml",
        "catalogue = \"minimal\"\n[answers]\ndoor = 3\n",
    );
    folder_write(
        &folder,
        "stories.toml",
        "format = 1\n[[story]]\nid = \"a\"\n",
    );
    folder_write(
        &folder,
        "bank.toml",
        "format = 1\n[[question]]\ntext = \"a\"\n",
    );
    for (name, text) in FILES {
        folder_write(&folder, name, text);
    }
    let said = |arguments: &[&str]| {
        let (code, stdout, stderr) = run(&folder, arguments);
        assert_ne!(code, 0, "{arguments:?}");
        stdout + &stderr
    };
    for (arguments, what, help) in NAMED_FOR_ANOTHER {
        let said = said(arguments);
        assert!(said.contains(what), "{arguments:?}: {said}");
        assert!(said.contains(help), "{arguments:?}: {said}");
        assert!(said.lines().count() < 12, "{arguments:?}: {said}");
    }
}

#[test]
fn a_value_that_looks_like_an_option_is_told_how_it_is_written_and_a_slip_is_not() {
    let folder = folder();
    for (arguments, help) in [
        (
            &["report", "c.toml", "--name", "- x"][..],
            "help: write `--name='- x'`",
        ),
        (
            &["report", "c.toml", "--name", "--> x"],
            "help: write `--name='--> x'`",
        ),
        (&["form", "-o", "-x.toml"], "help: write `-o=-x.toml`"),
        (&["form", "--length", "--formt", "html"], "'--format'"),
    ] {
        let (code, _, said) = run(&folder, arguments);
        assert_eq!(code, 2, "{arguments:?}: {said}");
        assert!(
            said.contains("unexpected argument"),
            "{arguments:?}: {said}"
        );
        assert!(said.contains(help), "{arguments:?}: {said}");
        let is_slip = arguments.contains(&"--formt");
        assert_eq!(said.contains("help: write"), !is_slip, "{said}");
        assert!(is_slip || !said.contains("-- "), "{said}");
    }
    // What no writing makes right is told at once.
    let (code, _, said) = run(&folder, &["form", "--seed", "-3"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("invalid value '-3' for '--seed"), "{said}");
    // What is advised is taken.
    let (code, _, said) = run(&folder, &["form", "-o=-x.toml", "--seed=3"]);
    assert_eq!(code, 0, "{said}");
    assert!(folder.path().join("-x.toml").exists());
}

#[test]
fn an_option_that_would_change_nothing_is_refused_by_every_command() {
    let folder = folder();
    folder_write(&folder, "a.csv", "id,door\na,1\n");
    for line in [
        "score a.csv --csv-raw --to ndjson --catalogue c.toml",
        "score a.csv --csv-raw --summary --catalogue c.toml",
        "compare left-hand right-hand --same-person --catalogue c.toml",
        "compare --with one.json --with other.json --sources",
        "simulate --flatter-role left-hand --catalogue c.toml",
        "catalogue list --catalogue c.toml",
        "catalogue show product-roles --catalogue c.toml",
        "catalogue check c.toml --catalogue c.toml",
        "catalogue new --catalogue c.toml",
        "catalogue schema --catalogue c.toml",
        "completions bash --catalogue c.toml",
        "man --catalogue c.toml",
        "prep practice --answers - --date 2099-01-31",
        "prep stories --new --questions c.toml",
        "prep stories --new --own c.toml",
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        let (code, out, said) = run(&folder, &arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{line}: {said}");
        assert!(
            said.contains("leave it out") || said.contains("cannot be used with"),
            "{line}: {said}"
        );
    }
}
