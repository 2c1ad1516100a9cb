//! Answers in JSON, NDJSON, CSV, TOML and in one string; catalogues, question banks and stories in TOML.

use serde_json::{Value, json};

use super::{NO_JSON, STORIES, World, spoilt};

fn answers() -> Value {
    json!({
        "catalogue": "small", "version": "1.0.0", "id": "a", "about": "Ana",
        "answers": { "stairs": 5, "maps": 1 },
    })
}

/// Bad documents of answers, with a word that tells what about them is bad.
fn bad_answers() -> Vec<(String, &'static str)> {
    let good = answers();
    let mut bad = Vec::new();
    for key in ["catalogue", "version", "id", "about", "answers"] {
        for value in NO_JSON {
            // An object is what `answers` takes; the item in it is unknown.
            let word = match value {
                "NaN" => "this is not JSON",
                "1e400" => "this number is too large",
                "{\"a\":1}" if key == "answers" => "`a`",
                _ => key,
            };
            bad.push((spoilt(&good, &format!("/{key}"), value), word));
        }
    }
    for value in [
        "0",
        "6",
        "-1",
        "1.1",
        "5.5",
        "9223372036854775808",
        "\"x\"",
        "true",
        "[]",
        "{}",
    ] {
        bad.push((spoilt(&good, "/answers/stairs", value), "item `stairs`"));
    }
    let text = good.to_string();
    for (from, to, word) in [
        ("\"stairs\":5", "\"stair\":5", "did you mean `stairs`"),
        ("\"stairs\":5", "\"\":5", "no item ``"),
        ("\"stairs\":5", "\"stairs\":5,\"stairs\":5", "stands twice"),
        ("\"id\":\"a\"", "\"id\":\"a\",\"id\":\"a\"", "stands twice"),
        ("\"id\":\"a\"", "\"ids\":\"a\"", "unknown key `ids`"),
        ("\"answers\"", "\"answer\"", "there is no object `answers`"),
        ("\"about\":\"Ana\"", "\"about\":\"\"", "about"),
        ("\"small\"", "\"\"", "for catalogue ``"),
        ("\"1.0.0\"", "\"1.0.1\"", "version 1.0.1"),
    ] {
        assert!(text.contains(from), "{from}");
        bad.push((text.replace(from, to), word));
    }
    bad
}

#[test]
fn bad_answers_in_json_are_named_with_file_and_item() {
    let world = World::new();
    for (text, word) in bad_answers() {
        world.write("a.json", &text);
        let arguments = ["score", "--catalogue", "small.toml", "a.json"];
        world.refused(&arguments, "", 3, &["a.json", word], &text);
    }
}

#[test]
fn bad_answers_of_one_among_many_are_named_with_the_line() {
    let world = World::new();
    let blank = json!({ "answers": {} });
    for (text, word) in bad_answers() {
        // The bad line comes first, so that nobody is scored before it; the line above is blank and counts.
        world.write("a.ndjson", &format!("\n{text}\n{blank}\n"));
        let arguments = [
            "score",
            "--catalogue",
            "small.toml",
            "--to",
            "csv",
            "a.ndjson",
        ];
        let (code, out, err) = world.run(&arguments, "");
        assert_eq!(
            (code, out.lines().count()),
            (3, out.len().min(1)),
            "{text}: {out}"
        );
        assert!(
            err.contains("a.ndjson:2: ") && err.contains(word),
            "{text}: {err}"
        );
    }
}

#[test]
fn bad_cells_and_columns_are_named_with_line_and_column() {
    let world = World::new();
    let arguments = ["score", "--catalogue", "small.toml", "in.csv"];
    for cell in [
        "-0",
        "0",
        "1e400",
        "9223372036854775808",
        "-1",
        "true",
        "0x1",
        "1_0",
        "=1",
        "5\"",
        "\u{200b}3",
        "3.5",
        "\u{ff13}",
        "1;2",
        "1 2",
    ] {
        world.write("in.csv", &format!("id,stairs,maps\na,1,{cell}\n"));
        let (code, out, err) = world.run(&arguments, "");
        assert_eq!((code, out.lines().count()), (3, 1), "{cell}: {err}");
        assert!(err.contains("in.csv:2: column `maps`"), "{cell}: {err}");
    }
    for (head, word) in [
        ("id,,stairs", "column 2 has no name"),
        ("id,stairs,", "column 3 has no name"),
        ("ID,stairs", "column 1, `ID`"),
        ("id,id,stairs", "column 2 has the name of column 1"),
        ("stairs,id,\"stairs\"", "column 3 has the name of column 1"),
        ("id,stairs,Stairs", "column 3, `Stairs`"),
    ] {
        world.write("in.csv", &format!("{head}\n1,1,1\n"));
        world.refused(&arguments, "", 3, &["in.csv:1: ", word], head);
    }
}

#[test]
fn a_bad_answer_string_is_named_with_the_place_in_it() {
    let world = World::new();
    for (string, word) in [
        ("", "the answers are empty"),
        ("small", "no answers file"),
        ("small@1.0.0", "no answers file"),
        ("@1.0.0:1111", "no answers file"),
        (
            "small@1.0.0:",
            "has 0 answers, and catalogue `small` 4 items",
        ),
        ("small@1.0.0:111", "has 3 answers"),
        ("small@1.0.0:11111", "has 5 answers"),
        ("small@1.0.0:0111", "answer 1 of the answer string is `0`"),
        ("small@1.0.0:1611", "answer 2 of the answer string is `6`"),
        ("small@1.0.0:111x", "answer 4 of the answer string is `x`"),
        ("small@1.0.0:1 11", "answer 2 of the answer string is ` `"),
        (
            "small@1.0.0:\u{ff11}111",
            "answer 1 of the answer string is",
        ),
        ("small@1.0.0:----", "nothing is answered"),
        ("small@1.0.1:1111", "version 1.0.1"),
        ("smal@1.0.0:1111", "catalogue `smal`"),
        ("SMALL@1.0.0:1111", "catalogue `SMALL`"),
    ] {
        let arguments = ["score", "--catalogue", "small.toml", "--answers", string];
        world.refused(&arguments, "", 3, &["--answers", word], string);
    }
}

const FULLER: &str = include_str!("../../../fixtures/minimal.toml");
const BANK: &str = include_str!("../../../fixtures/questions.toml");
const ANSWERS: &str = "catalogue = \"small\"\nversion = \"1.0.0\"\nabout = \"Ana\"\nseed = 5\n\n\
    [answers]\nstairs = 5\nstroll = 1\n";

/// Numbers that are none, or none for a file, as TOML writes them.
const NO_NUMBERS: [&str; 12] = [
    "nan",
    "inf",
    "-inf",
    "1e400",
    "9223372036854775808",
    "-9223372036854775809",
    "true",
    "\"\"",
    "\" x\"",
    "[]",
    "{}",
    "1979-05-27",
];
const NO_TEXTS: [&str; 5] = ["5", "true", "nan", "\"\"", "[]"];
const NO_LISTS: [&str; 4] = ["5", "\"\"", "[5]", "[\"\"]"];

/// The first line of each key of each kind of table: number from 0, key and value.
fn keys(text: &str) -> Vec<(usize, &str, &str)> {
    let (mut table, mut seen, mut keys) = ("", Vec::new(), Vec::new());
    for (number, line) in text.lines().enumerate() {
        if line.starts_with('[') {
            table = line;
        } else if let Some((key, value)) = line.split_once(" = ")
            && !line.starts_with('#')
            && !seen.contains(&(table, key))
        {
            seen.push((table, key));
            keys.push((number, key, value));
        }
    }
    keys
}

fn with_line(text: &str, number: usize, line: &str) -> String {
    let lines = text.lines().enumerate();
    let lines = lines.map(|(at, old)| if at == number { line } else { old });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// Every file in TOML, with what reads it.
fn toml_files() -> [(&'static str, &'static str, &'static [&'static str]); 4] {
    [
        (
            "fuller.toml",
            FULLER,
            &[
                "score",
                "--catalogue",
                "fuller.toml",
                "--answers",
                "minimal@1.0.0:123",
            ],
        ),
        (
            "bank.toml",
            BANK,
            &[
                "prep",
                "--role",
                "product-owner",
                "--no-result",
                "--questions",
                "bank.toml",
            ],
        ),
        (
            "stories.toml",
            STORIES,
            &["prep", "stories", "stories.toml", "--role", "product-owner"],
        ),
        (
            "answers.toml",
            ANSWERS,
            &["score", "--catalogue", "small.toml", "answers.toml"],
        ),
    ]
}

#[test]
fn the_files_that_are_spoilt_below_are_sound_before() {
    let world = World::new();
    for (name, text, arguments) in toml_files() {
        world.write(name, text);
        let (code, _, err) = world.run(arguments, "");
        assert_eq!((code, err.as_str()), (0, ""), "{name}");
        assert!(keys(text).len() > 5, "{name}");
    }
}

#[test]
fn a_value_of_another_kind_is_named_with_its_line_in_every_key_of_every_toml_file() {
    let world = World::new();
    for (name, text, arguments) in toml_files() {
        for (number, key, value) in keys(text) {
            // Empty is skipped, as the form says; of a text that is a number the number counts.
            let is_answer = name == "answers.toml" && number > 5;
            let bad: &[&str] = match value.as_bytes()[0] {
                b'"' => &NO_TEXTS,
                b'[' => &NO_LISTS,
                b'{' => &["5", "\"\"", "[]"],
                _ if is_answer => &[
                    "nan",
                    "1e400",
                    "true",
                    "[]",
                    "1.5",
                    "0",
                    "6",
                    "-1",
                    "9223372036854775808",
                ],
                _ if key == "seed" => &[
                    "nan",
                    "1e400",
                    "true",
                    "\"5\"",
                    "1.5",
                    "-1",
                    "18446744073709551616",
                ],
                _ => &NO_NUMBERS,
            };
            for bad in bad {
                world.write(name, &with_line(text, number, &format!("{key} = {bad}")));
                let place = format!("{name}:{}:", number + 1);
                let case = format!("{name}: {key} = {bad}");
                world.refused(arguments, "", 3, &[&place], &case);
            }
        }
    }
}

#[test]
fn keys_that_stand_twice_or_mean_nothing_are_named_with_their_line_in_every_table_of_every_toml_file()
 {
    let world = World::new();
    for (name, text, arguments) in toml_files() {
        for (number, key, value) in keys(text) {
            let place = format!("{name}:{}:", number + 2);
            for line in [format!("{key} = {value}"), format!("{key}x = {value}")] {
                let both = format!("{key} = {value}\n{line}");
                world.write(name, &with_line(text, number, &both));
                world.refused(arguments, "", 3, &[&place], &format!("{name}: {both}"));
            }
        }
    }
}

#[test]
fn numbers_outside_the_model_are_named_with_their_line() {
    let world = World::new();
    let out_of_bounds = |key: &str| -> &[&str] {
        match key {
            "mean = -0.8" => &["-3.0000001", "3.0000001", "1e300"],
            "spread = 0.7" => &["0.1999999", "2.0000001", "0", "-0.0", "-0.7"],
            "discrimination = 1.1" => &["0.0099999", "5.0000001", "0.0", "-0.0", "-1.1"],
            "thresholds = [-0.5, 0.5]" => &[
                "[-10.5, 0.5]",
                "[0.5, -0.5]",
                "[0.5, 0.5]",
                "[0.0]",
                "[-1, 0, 1]",
            ],
            "year = 2020" => &["2020.5", "999", "10000", "-2020", "0"],
            "format = 1" => &["1.5", "0", "2", "-1"],
            _ => unreachable!("{key} has no bounds"),
        }
    };
    for key in [
        "mean = -0.8",
        "spread = 0.7",
        "discrimination = 1.1",
        "thresholds = [-0.5, 0.5]",
        "year = 2020",
        "format = 1",
    ] {
        let (name, value) = key.split_once(" = ").unwrap();
        let at = FULLER.find(key).unwrap();
        let line = FULLER[..at].matches('\n').count() + 1;
        let element = |bad: &&str| format!("[-0.5, {bad}]");
        let bad: Vec<String> = if value.starts_with('[') {
            NO_NUMBERS.iter().map(element).collect()
        } else {
            NO_NUMBERS.iter().map(ToString::to_string).collect()
        };
        let bounds = out_of_bounds(key).iter().map(ToString::to_string);
        for bad in bad.into_iter().chain(bounds) {
            let text = FULLER.replacen(key, &format!("{name} = {bad}"), 1);
            world.write("fuller.toml", &text);
            let arguments = [
                "score",
                "--catalogue",
                "fuller.toml",
                "--answers",
                "minimal@1.0.0:123",
            ];
            let place = format!("fuller.toml:{line}:");
            world.refused(&arguments, "", 3, &[&place], &format!("{name} = {bad}"));
        }
    }
}
