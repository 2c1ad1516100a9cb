//! Every flag that takes a number.

use super::{STORIES, World};
use crate::terminal::Terminal;

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
    let at: [&str; 4] = ["", "nan", "2026-01-31T18:00:00", "2026-13-31T18:00:00Z"];
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
