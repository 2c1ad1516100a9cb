//! Catalogues, question banks, stories and answers in TOML.

use super::{STORIES, World};

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
