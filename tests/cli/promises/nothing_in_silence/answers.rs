//! Answers in JSON, NDJSON, CSV and in one string.

use serde_json::{Value, json};

use super::{NO_JSON, World, spoilt};

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
