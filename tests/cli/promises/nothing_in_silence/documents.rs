//! Every flag that takes a number, and what the tool itself wrote and reads again: results, plans and answers of practice.

use serde_json::{Value, json};

use super::{NO_JSON, STORIES, World, spoilt};
use crate::terminal::Terminal;

#[test]
fn a_bad_result_is_named_with_file_and_key() {
    let world = World::new();
    let score = [
        "score",
        "--catalogue",
        "small.toml",
        "--answers",
        "small@1.0.0:5121",
        "--format",
        "json",
    ];
    let (code, result, _) = world.run(&score, "");
    assert_eq!(code, 0);
    let mut result: Value = serde_json::from_str(&result).unwrap();
    result["about"] = "Ana".into();
    result["id"] = "a".into();
    let mut bad = Vec::new();
    for (path, word) in [
        ("/schema", "schema"),
        ("/catalogue", "catalogue"),
        ("/catalogue/id", "id"),
        ("/catalogue/version", "version"),
        ("/catalogue/hash", "hash"),
        ("/stopped", "stopped"),
        ("/stopped/length", "stopped"),
        ("/stopped/reason", "stopped"),
        ("/about", "about"),
        ("/id", "`id`"),
        ("/responses", "responses"),
        ("/responses/1", "entry 2 of `responses`"),
        ("/responses/1/item", "entry 2 of `responses`"),
        ("/responses/1/response", "stroll"),
        ("/responses/1/position", "stroll"),
    ] {
        for value in NO_JSON {
            let word = match value {
                "NaN" => "this is not JSON",
                "1e400" => "this number is too large",
                _ => word,
            };
            bad.push((spoilt(&result, path, value), word));
        }
    }
    for (path, value, word) in [
        (
            "/schema",
            "\"rolefit/assessment@2\"",
            "rolefit/assessment@2",
        ),
        ("/catalogue/version", "null", "`version`"),
        ("/stopped/reason", "\"tired\"", "stopped"),
        ("/stopped/length", "\"long\"", "`long`"),
        ("/responses/1/item", "\"strol\"", "`strol`"),
        (
            "/responses/1/item",
            "\"stairs\"",
            "item `stairs` is answered twice",
        ),
        // A result holds what was answered: an empty response would be lost.
        ("/responses/1/response", "null", "entry 2 of `responses`"),
        ("/responses/1/response", "\"\"", "entry 2 of `responses`"),
        ("/responses/1/response", "0", "stroll"),
        ("/responses/1/response", "6", "stroll"),
        ("/responses/1/response", "1.5", "stroll"),
        ("/responses/1/position", "null", "entry 2 of `responses`"),
        ("/responses/1/position", "9", "position of item `stroll`"),
        ("/responses", "[]", "nothing is answered"),
    ] {
        bad.push((spoilt(&result, path, value), word));
    }
    for (text, word) in bad {
        world.write("r.json", &text);
        let arguments = ["report", "r.json", "--catalogue", "small.toml"];
        world.refused(&arguments, "", 3, &["r.json", word], &text);
    }
}

#[test]
fn a_bad_answer_of_practice_is_named_with_its_line_and_none_is_taken_in() {
    let world = World::new();
    let good = json!({
        "question": "improved-in-rounds", "rating": 3, "notes": { "task": "x" }, "seconds": 140,
        "follow_ups": 2, "red_flags": [1], "at": "2026-01-31T18:00:00Z",
    });
    let line = |path: &str, bad: &str| spoilt(&good, path, bad);
    let mut bad = Vec::new();
    for key in [
        "question",
        "rating",
        "notes",
        "seconds",
        "follow_ups",
        "red_flags",
        "at",
    ] {
        for value in [
            "NaN",
            "1e400",
            "true",
            "[[]]",
            "{\"a\":1}",
            "-1",
            "1.5",
            "9223372036854775808",
        ] {
            bad.push(line(&format!("/{key}"), value));
        }
    }
    for (path, value) in [
        ("/rating", "2"),
        ("/rating", "\"3\""),
        ("/rating", "0"),
        ("/follow_ups", "99"),
        ("/seconds", "1e-1"),
        ("/red_flags", "[0]"),
        ("/red_flags", "[9]"),
        ("/red_flags", "[1,1]"),
        ("/at", "\"2026-01-31\""),
        ("/at", "\"9999-01-31T18:00:00Z\""),
        ("/notes/task", "5"),
        ("/question", "\"\""),
        ("/question", "\"improved-in-round\""),
    ] {
        bad.push(line(path, value));
    }
    let text = good.to_string();
    bad.push(text.replacen('{', "{\"rating\":3,", 1));
    bad.push(text.replace("\"task\"", "\"tasks\""));
    bad.push(text.replace("\"seconds\"", "\"second\""));
    bad.push("[]".to_owned());
    for bad in bad {
        let first = json!({ "question": "improved-in-rounds", "rating": 5 });
        let input = format!("{first}\n{bad}\n");
        let arguments = ["prep", "practice", "--answers", "-"];
        world.refused(&arguments, &input, 3, &["standard input:2:"], &bad);
    }
}

#[test]
fn a_bad_plan_is_named_with_file_and_key_or_the_number_of_the_question() {
    let world = World::new();
    let prep = [
        "prep",
        "--role",
        "product-owner",
        "--no-result",
        "--format",
        "json",
    ];
    let (code, plan, _) = world.run(&prep, "");
    assert_eq!(code, 0);
    let plan: Value = serde_json::from_str(&plan).unwrap();
    let mut bad = Vec::new();
    for (path, value, word) in [
        ("/schema", "5", "`schema`"),
        ("/schema", "\"rolefit/plan@2\"", "rolefit/plan@2"),
        ("/catalogue", "true", "`catalogue` must be"),
        ("/catalogue/id", "5", "`id` of `catalogue` must be a text"),
        ("/bank", "[]", "`bank` must be"),
        ("/bank/id", "null", "`id` of `bank` must be a text"),
        ("/bank/hash", "1.5", "`hash` of `bank` must be a text"),
        ("/role", "5", "names no role"),
        ("/role", "\"product-ower\"", "did you mean `product-owner`?"),
        ("/questions", "[]", "no questions"),
        ("/questions", "\"x\"", "no questions"),
        ("/questions/1", "5", "question 2: "),
        ("/questions/1/id", "5", "question 2: "),
        ("/questions/1/id", "\"\"", "question 2: "),
        ("/minutes", "1e400", "this is not JSON"),
    ] {
        bad.push((spoilt(&plan, path, value), word));
    }
    let twice = plan
        .to_string()
        .replacen('{', "{\"role\":\"product-owner\",", 1);
    bad.push((twice, "stands twice, at 1:"));
    for (text, word) in bad {
        world.write("plan.json", &text);
        // The lock, under which practice begins, holds nothing.
        let files = || {
            let mut files = world.files();
            files.retain(|path, _| {
                !path.ends_with("home") && path.extension() != Some("lock".as_ref())
            });
            files
        };
        let before = files();
        let file = world.path().join("plan.json");
        let arguments = ["prep", "practice", "--plan", file.to_str().unwrap()];
        let mut terminal = Terminal::run(&world.path().join("home"), &arguments, 200, 50);
        let code = terminal.end();
        let shown = terminal.screen();
        assert_eq!(code, 3, "{word}: {shown}");
        assert!(
            shown.contains("plan.json") && shown.contains(word),
            "{word}: {shown}"
        );
        assert_eq!(files(), before, "{word}");
    }
}

/// Words that are no whole number above 0.
const NO_COUNTS: [&str; 12] = [
    "nan",
    "inf",
    "-1",
    "1e400",
    "1e1",
    "18446744073709551616",
    "",
    "true",
    "1.5",
    "1.0",
    "0x10",
    "1_000",
];

#[test]
fn a_flag_that_takes_a_number_is_named_with_what_is_no_number() {
    let world = World::new();
    world.write("stories.toml", STORIES);
    world.write("in.csv", "id,stairs\na,1\n");
    let at: [&str; 7] = [
        "",
        "nan",
        "2026-01-31T18:00:00",
        "2026-13-31T18:00:00Z",
        "2026-01-31T18:00:60Z",
        "2026-01-31T18:00:00+25:00",
        "-000001-01-31T18:00:00Z",
    ];
    let list: &[&str] = &["prep", "practice", "--list", "--role", "product-owner"];
    let cases: [(&[&str], &str, &[&str]); 13] = [
        (&["form"], "--seed", &NO_COUNTS),
        (&["prep", "--role", "product-owner"], "--seed", &NO_COUNTS),
        (
            &["prep", "--role", "product-owner"],
            "--minutes",
            &NO_COUNTS,
        ),
        (
            &["prep", "--role", "product-owner"],
            "--minutes",
            &["9", "181"],
        ),
        (
            &["prep", "stories", "stories.toml"],
            "--minutes",
            &NO_COUNTS,
        ),
        (list, "--count", &NO_COUNTS),
        (list, "--count", &["0", "101"]),
        (list, "--at", &at),
        (&["prep", "progress"], "--at", &at),
        (
            &["score", "--catalogue", "small.toml", "in.csv"],
            "--threads",
            &NO_COUNTS,
        ),
        (&["simulate"], "--respondents", &NO_COUNTS),
        (&["simulate", "--respondents", "9"], "--seed", &NO_COUNTS),
        (&["simulate", "--respondents", "9"], "--threads", &NO_COUNTS),
    ];
    for (arguments, flag, bad) in cases {
        for bad in bad {
            let given = format!("{flag}={bad}");
            let all = [arguments, &[given.as_str()]].concat();
            world.refused(&all, "", 2, &[flag], &format!("{all:?}"));
        }
        let valid = if flag == "--at" {
            "2026-01-31T18:00:00Z"
        } else {
            "20"
        };
        let twice = [arguments, &[flag, valid, flag, valid]].concat();
        world.refused(&twice, "", 2, &[flag], &format!("{twice:?}"));
    }
}

#[test]
fn a_bound_of_the_questionnaire_is_named_with_what_is_out_of_range_before_anything_is_asked() {
    let world = World::new();
    let home = world.path().join("home");
    let shares: &[&str] = &[
        "nan",
        "inf",
        "-inf",
        "-0.0",
        "0.5",
        "1.0000001",
        "1e400",
        "",
        "true",
    ];
    for (flag, bad) in [
        ("--certainty", shares),
        ("--per-trait", &NO_COUNTS),
        ("--most-items", &NO_COUNTS),
        ("--most-items", &["0"]),
        ("--seed", &NO_COUNTS),
        ("--focus", &["", "nowhere"]),
    ] {
        for bad in bad {
            let given = format!("{flag}={bad}");
            let mut terminal = Terminal::run(&home, &["take", &given], 100, 40);
            let code = terminal.end();
            let shown = terminal.screen();
            assert_eq!(code, 2, "{given}: {shown}");
            let word = if flag == "--focus" {
                "no trait `"
            } else {
                flag
            };
            assert!(shown.contains(word), "{given}: {shown}");
            assert!(!home.exists(), "{given}");
        }
    }
}

#[test]
fn an_option_that_would_change_nothing_and_a_file_named_for_another_form_are_refused() {
    let world = World::new();
    world.write("in.csv", "id,stairs\na,1\n");
    for (line, said) in [
        ("form --seed 5 -o people.csv", "`--seed`"),
        ("form --length standard --seed 5", "`--seed`"),
        ("form --judging -o sheet.csv", "names no form"),
        ("form --judging-key -o sheet.toml", "names no form"),
        ("simulate --respondents 9 --length quick,quick", "twice"),
        (
            "simulate --respondents 9 --selection random,random",
            "twice",
        ),
        (
            "prep stories stories.toml --role product-owner --move-from project-manager",
            "`--move-from`",
        ),
        ("catalogue new --force", "`--force`"),
        ("catalogue show --items --format json", "`--items`"),
        ("catalogue show --items -o all.md", "`--items`"),
        ("compare --sources --format json", "`--sources`"),
        (
            "prep --role product-owner --interviewer --no-result",
            "--no-result",
        ),
        (
            "score in.csv --catalogue small.toml --ignore-columns=",
            "`--ignore-columns`",
        ),
        (
            "simulate --respondents 9 --answering careless=0.1,careless=0.1",
            "twice",
        ),
        ("catalogue new -o x.json", "TOML"),
        ("catalogue new -o x.csv", "TOML"),
        ("prep stories --new -o x.html", "TOML"),
        ("prep stories --new -o x.json", "TOML"),
        ("prep --role product-owner --ndjson -o x.html", "`--ndjson`"),
        (
            "prep practice --role product-owner --ndjson -o x.md",
            "`--ndjson`",
        ),
        ("completions bash -o x.json", "script"),
    ] {
        let arguments: Vec<&str> = line.split(' ').collect();
        world.refused(&arguments, "", 2, &[said], line);
    }
}
