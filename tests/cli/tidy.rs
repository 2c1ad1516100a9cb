//! What is shown is tidy whatever catalogue, clock and machine there are: no hidden character, no negative zero, whole
//! days, one result for one sitting; and everything that is printed in JSON has a schema, which names each of its keys, and times as RFC 3339 writes
//! them.

use std::collections::BTreeSet;
use std::fs;

use jsonschema::Validator;
use serde_json::{Value, json};

use super::promises::world::{Machine, REPOSITORY, Ran, SILENT, every_command, printing};
use crate::shell::forms;
use crate::terminal::Terminal;

/// Two traits, three items; ids that stay.
const CATALOGUE: &str = include_str!("../fixtures/minimal.toml");

/// Writes the catalogue with this in place of that, and returns where.
#[track_caller]
fn with(machine: &Machine, changes: &[(&str, &str)]) -> String {
    let changed = changes
        .iter()
        .fold(CATALOGUE.to_owned(), |source, (from, to)| {
            assert!(source.contains(from), "{from}");
            source.replacen(from, to, 1)
        });
    let file = machine.path().join("changed.toml");
    fs::write(&file, changed).unwrap();
    file.to_str().unwrap().to_owned()
}

/// The numbers of a text that are zero and have a sign.
fn negative_zeros(text: &str) -> Vec<&str> {
    let is_of_number = |one: char| one.is_ascii_digit() || one == '.';
    let signed = text.match_indices("-0").filter(|(at, _)| {
        let before = text[..*at].chars().next_back();
        !before.is_some_and(|one| one.is_alphanumeric() || one == '-')
    });
    let numbers = signed.map(|(at, _)| {
        let rest = &text[at..];
        let end = rest[1..].find(|one| !is_of_number(one));
        &rest[..end.map_or(rest.len(), |end| end + 1)]
    });
    numbers
        .filter(|number| number.trim_end_matches('.').parse() == Ok(0.0))
        .collect()
}

#[test]
fn what_there_is_one_of_is_told_in_the_singular() {
    let machine = Machine::new();
    let sound = include_str!("../fixtures/sound.toml");
    let (head, items) = sound.split_once("[[item]]").unwrap();
    let only = items.split("[[item]]").next().unwrap();
    let write = |name: &str, text: &str| {
        let file = machine.path().join(name);
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let catalogue = write("one.toml", &format!("{head}[[item]]{only}"));
    let answers = write(
        "answers.toml",
        "catalogue = \"sound\"\n[answers]\nwalk = 2\n",
    );
    let table = write("table.csv", "id,walk\na,1\n");
    let known = write("known.csv", "id,role,walk\na,baker,1\n");
    for line in [
        "score @table --summary",
        "team @answers",
        "compare --with @answers --with @table",
        "simulate --respondents 1",
        "simulate --respondents 1 --reference",
        "validate @known",
        "calibrate @known",
        "score --answers sound@1.0.0:",
        "score --answers sound@1.0.0:12",
        "catalogue show",
        "form",
    ] {
        let line = line.replace("@table", &table).replace("@answers", &answers);
        let line = line.replace("@known", &known);
        let arguments: Vec<&str> = line.split(' ').chain(["--catalogue", &catalogue]).collect();
        let ran = Ran::of(&mut machine.command(arguments));
        let said = format!("{} {}", String::from_utf8_lossy(&ran.stdout), ran.talk());
        let words: Vec<&str> = said.split_whitespace().collect();
        for two in words
            .windows(2)
            .filter(|two| ["1", "One", "one"].contains(&two[0]))
        {
            let noun = two[1].trim_matches(|one: char| !one.is_alphabetic());
            let is_plural = noun == "people" || noun.ends_with('s');
            let is_noun = !["is", "was", "has", "this", "counts", "leaves"].contains(&noun);
            assert!(!(is_plural && is_noun), "{line}: {two:?} in {said}");
        }
    }
    // `catalogue check` names its file itself.
    let ran = Ran::of(&mut machine.command(["catalogue", "check", &catalogue]));
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(said.contains("has 1 item, fewer than 3"), "{said}");
}

#[test]
fn no_number_is_a_negative_zero_in_any_form() {
    assert_eq!(
        negative_zeros("-0.0, -0 (-0.01) -0.00; a-0 2026-01-01 -0.5"),
        ["-0.0", "-0", "-0.00"]
    );
    let machine = Machine::new();
    let file = with(
        &machine,
        &[
            ("thresholds = [-0.5, 0.5]", "thresholds = [-0.0, 0.5]"),
            ("mean = -0.8", "mean = -0.0"),
            (
                "first-shows = \"low\"",
                "first-shows = \"low\"\nthresholds = [-1.0, -0.0, 1.0]",
            ),
        ],
    );
    let answers = machine.path().join("a.toml");
    fs::write(&answers, "[answers]\ndoor = 2\nalarm = 3\nfork = 2\n").unwrap();
    let answers = answers.to_str().unwrap();
    for (command, arguments) in [
        ("catalogue show", &["catalogue", "show", &file][..]),
        (
            "compare",
            &["compare", "left-hand", "right-hand", "--catalogue", &file],
        ),
        ("score", &["score", answers, "--catalogue", &file]),
        (
            "compare",
            &["compare", "--with", answers, "--catalogue", &file],
        ),
        (
            "simulate",
            &["simulate", "--respondents", "20", "--catalogue", &file],
        ),
    ] {
        for form in forms(command) {
            let ran = Ran::of(&mut machine.command([arguments, &["--format", &form]].concat()));
            let shown = String::from_utf8(ran.stdout).unwrap();
            assert!(!shown.is_empty(), "{arguments:?} {form}");
            assert_eq!(negative_zeros(&shown), [""; 0], "{arguments:?} {form}");
        }
    }
}

#[test]
fn characters_that_hide_are_named_in_a_catalogue_and_come_out_of_no_form() {
    let machine = Machine::new();
    for (hidden, name) in [
        ("\u{fe06}", "U+FE06"),
        ("\u{fe0f}", "U+FE0F"),
        ("\u{e0100}", "U+E0100"),
        ("\u{34f}", "U+034F"),
        ("\u{180b}", "U+180B"),
        ("\u{2800}", "U+2800"),
        ("\u{ad}", "U+00AD"),
    ] {
        for (from, to) in [
            ("title = \"Left", format!("title = \"Le{hidden}ft")),
            ("name = \"Left hand", format!("name = \"Le{hidden}ft hand")),
            ("[\"Turn left", format!("[\"Turn le{hidden}ft")),
            ("low = \"left", format!("low = \"le{hidden}ft")),
        ] {
            let file = with(&machine, &[(from, &to)]);
            for form in forms("catalogue check") {
                let check = ["catalogue", "check", &file, "--format", &form];
                let ran = Ran::of(&mut machine.command(check));
                let shown = String::from_utf8(ran.stdout).unwrap();
                assert_eq!(ran.code, 1, "{shown}");
                assert!(
                    shown.contains(name) && !shown.contains(hidden),
                    "{name}: {shown}"
                );
            }
            for form in forms("catalogue show") {
                let show = ["catalogue", "show", &file, "--format", &form];
                let ran = Ran::of(&mut machine.command(show));
                assert_eq!((ran.code, ran.stdout.len()), (3, 0), "{name}");
                assert!(
                    ran.talk().contains(name) && !ran.talk().contains(hidden),
                    "{}",
                    ran.talk()
                );
            }
        }
    }
}

#[test]
fn texts_of_a_catalogue_open_no_list_link_or_code_in_a_document() {
    let machine = Machine::new();
    let file = with(
        &machine,
        &[
            (
                "\"Left hand\"",
                "\"`code` www.example.invalid http://example.invalid\"",
            ),
            ("\"Does what is on the left.\"", "\"1. a list from data\""),
            ("\"Does what is on the right.\"", "\"- a list from data\""),
        ],
    );
    for arguments in [
        &["catalogue", "show", &file][..],
        &["simulate", "--respondents", "20", "--catalogue", &file],
        &["compare", "left-hand", "right-hand", "--catalogue", &file],
    ] {
        let ran = Ran::of(&mut machine.command([arguments, &["--format", "markdown"]].concat()));
        assert_eq!(ran.code, 0, "{}", ran.talk());
        let shown = String::from_utf8(ran.stdout).unwrap();
        assert!(shown.contains("\\`code\\`"), "{shown}");
        for live in ["www.example", "http://example", "\n1. a list", "\n- a list"] {
            assert!(!shown.contains(live), "{live}: {shown}");
        }
    }
}

#[test]
fn what_is_practised_returns_on_a_day_of_the_calendar_where_one_is() {
    let machine = Machine::new();
    let bank = "tests/fixtures/questions.toml";
    let file = machine.path().join("rated.ndjson");
    let rated = "{\"question\":\"kept-improving\",\"rating\":3,\"at\":\"2026-11-27T21:00:00Z\"}\n";
    fs::write(&file, rated).unwrap();
    let take_in = [
        "prep",
        "practice",
        "--questions",
        bank,
        "--answers",
        file.to_str().unwrap(),
    ];
    assert_eq!(Ran::of(&mut machine.command(take_in)).code, 0);
    // Thirteen hours further east the answer is of the 28th, and the last of these is on the 29th.
    for (at, due) in [
        ("2026-11-27T22:00:00Z", 0),
        ("2026-11-28T08:00:00Z", 1),
        ("2026-11-28T20:00:00Z", 1),
        ("2026-11-28T21:00:00+13:00", 0),
        ("2026-11-29T09:00:00+13:00", 1),
    ] {
        let progress = [
            "prep",
            "progress",
            "--questions",
            bank,
            "--role",
            "product-owner",
            "--at",
            at,
        ];
        let ran = Ran::of(&mut machine.command(progress));
        let shown = String::from_utf8(ran.stdout).unwrap();
        assert!(shown.contains(&format!("{due} due again")), "{at}: {shown}");
        assert_eq!(shown.contains("back today"), due == 1, "{at}: {shown}");
        assert_eq!(shown.contains("back tomorrow"), due == 0, "{at}: {shown}");
    }
}

#[test]
fn a_day_on_a_report_is_said_to_be_that_of_utc() {
    let machine = Machine::new();
    for form in forms("report") {
        let report = ["report", "20260131", "--format", &form];
        let mut command = machine.command(report);
        let ran = Ran::of(command.env("TZ", "Pacific/Auckland"));
        let shown = String::from_utf8(ran.stdout).unwrap();
        for (at, day) in shown.match_indices("31 January 2026") {
            assert!(
                shown[at + day.len()..].starts_with(" (UTC)"),
                "{form}: {shown}"
            );
        }
        assert!(!shown.contains("1 February 2026"), "{form}");
        assert_eq!(
            shown.contains("31 January"),
            ["html", "markdown"].contains(&form.as_str())
        );
    }
}

#[test]
fn a_sitting_whose_file_outlived_its_result_is_kept_once() {
    let machine = Machine::new();
    let file = with(&machine, &[]);
    let arguments = [
        "take",
        "--catalogue",
        &file,
        "--length",
        "full",
        "--seed",
        "1",
    ];
    let mut terminal = Terminal::run(&machine.home(), &arguments, 100, 40);
    let [draft, copy] = ["draft-minimal.jsonl", "copy.jsonl"].map(|name| machine.home().join(name));
    for number in 1..=3 {
        terminal.until(&format!("question {number} "));
        if number == 3 {
            // The same file by another name is there still when the tool has removed its own.
            fs::hard_link(&draft, &copy).unwrap();
        }
        terminal.send("1");
    }
    terminal.until("your title now");
    terminal.until("q save and quit");
    terminal.send("s");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    assert!(!draft.exists());
    let kept = || {
        fs::read_dir(machine.home().join("results"))
            .unwrap()
            .count()
    };
    let before = kept();
    fs::rename(&copy, &draft).unwrap();
    let mut terminal = Terminal::run(&machine.home(), &arguments, 100, 40);
    terminal.until("question 1 ");
    terminal.send("q");
    terminal.end();
    assert_eq!(kept(), before);
    let export = Ran::of(&mut machine.command(["history", "export"]));
    let lines = String::from_utf8(export.stdout).unwrap();
    let own = lines.lines().filter(|line| {
        let result: Value = serde_json::from_str(line).unwrap();
        result["catalogue"]["id"] == "minimal"
    });
    assert_eq!(own.count(), 1, "{lines}");
}

/// A schema in which no object has a key that is not named.
fn closed(schema: &Value) -> Value {
    match schema {
        Value::Object(object) => {
            let mut closed: serde_json::Map<String, Value> = object
                .iter()
                .map(|(key, value)| (key.clone(), closed(value)))
                .collect();
            if object.get("properties").is_some_and(Value::is_object) {
                closed.insert("additionalProperties".to_owned(), json!(false));
            }
            Value::Object(closed)
        }
        Value::Array(entries) => entries.iter().map(closed).collect(),
        other => other.clone(),
    }
}

fn validator(name: &str) -> Validator {
    let text = fs::read_to_string(format!("{REPOSITORY}/data/schema/{name}.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    jsonschema::draft7::new(&closed(&schema)).unwrap()
}

/// The documents in what was printed: one, or one a line; none where it is no JSON.
fn documents(printed: &str) -> Vec<Value> {
    let whole = serde_json::from_str(printed).map(|one| vec![one]);
    let lines = || printed.lines().map(serde_json::from_str).collect();
    whole.or_else(|_| lines()).unwrap_or_default()
}

#[test]
fn everything_printed_in_json_has_a_schema_that_names_each_of_its_keys() {
    let [outputs, results, validations, calibrations] =
        ["outputs", "result", "validation", "calibration"].map(validator);
    let machine = Machine::new();
    let mut seen = BTreeSet::new();
    let mut in_json = BTreeSet::new();
    let mut hold = |arguments: &[&str], command: &str| {
        let ran = Ran::of(&mut machine.command(arguments));
        let printed = String::from_utf8(ran.stdout).unwrap();
        for document in documents(&printed) {
            let Some(schema) = document["schema"].as_str() else {
                assert!(document["$schema"].is_string(), "{arguments:?}: {printed}");
                continue;
            };
            let validator = match schema.split('@').next().unwrap() {
                "rolefit/assessment" => &results,
                "rolefit/validation" => &validations,
                "rolefit/calibration" => &calibrations,
                _ => &outputs,
            };
            // Of a choice between schemas the first fault says nothing: all of them are told.
            let faults = validator
                .iter_errors(&document)
                .map(|fault| format!("{}: {fault}", fault.instance_path()));
            let faults: Vec<String> = faults.collect();
            assert_eq!(faults, Vec::<String>::new(), "{arguments:?}: {schema}");
            seen.insert(schema.to_owned());
            in_json.insert(command.to_owned());
        }
    };
    for run in printing() {
        hold(&run.arguments, run.command);
    }
    hold(
        &[
            "prep",
            "check",
            "tests/fixtures/minimal.toml",
            "--format",
            "json",
        ],
        "prep check",
    );
    hold(
        &[
            "prep",
            "--role",
            "product-owner",
            "--move-from",
            "project-manager",
            "--format",
            "json",
        ],
        "prep",
    );
    let schema: Value = serde_json::from_str(rolefit::schema::OUTPUTS).unwrap();
    for one in schema["oneOf"].as_array().unwrap() {
        let name = one["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
        let seen = seen
            .iter()
            .any(|seen| seen.starts_with(&format!("rolefit/{name}@")));
        assert!(seen, "nothing that was printed is `{name}`");
    }
    // Every command that says that it writes JSON was seen to.
    for command in every_command() {
        let words: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        let help = Ran::of(&mut machine.command(&words));
        let help = String::from_utf8(help.stdout).unwrap();
        let (_, forms) = help.split_once("--format <FORM>").unwrap_or_default();
        let writes = forms.split(']').next().unwrap().contains("json");
        if writes && !command.is_empty() && command != "catalogue" && !SILENT.contains(&&*command) {
            assert!(
                in_json.contains(&command),
                "no JSON of `{command}` was tried"
            );
        }
    }
}
