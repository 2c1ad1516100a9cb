//! `rolefit prep`: plans, practice, stories and the scripts that use them.

mod drill;
mod scripts;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command as Process;

use assert_cmd::Command;
use rolefit::catalogue::Code;
use serde_json::Value;
use tempfile::TempDir;

use crate::fixtures::faults;

/// The stories of the examples held against a plan.
const STORIES: [&str; 5] = [
    "prep",
    "stories",
    "data/examples/stories.toml",
    "--role",
    "product-owner",
];
const ROLES: [&str; 3] = ["product-owner", "project-manager", "product-manager"];

/// A machine on which nothing was done yet.
struct Machine(TempDir);

impl Machine {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, arguments: &[&str], input: &str) -> (i32, String, String) {
        let mut command = Command::cargo_bin("rolefit").unwrap();
        let output = command
            .env_clear()
            .env("LANG", "C.UTF-8")
            .env("ROLEFIT_HOME", self.path().join("home"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
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
    fn done(&self, arguments: &[&str]) -> String {
        let (code, stdout, stderr) = self.run(arguments, "");
        assert_eq!(code, 0, "{stderr}");
        stdout
    }

    #[track_caller]
    fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.done(&[arguments, &["--format", "json"]].concat())).unwrap()
    }

    #[track_caller]
    fn refused(&self, arguments: &[&str], input: &str, code: i32, words: &[&str]) {
        let (got, stdout, stderr) = self.run(arguments, input);
        assert_eq!((got, stdout.as_str()), (code, ""), "{stderr}");
        for word in words {
            assert!(stderr.contains(word), "{stderr}");
        }
    }

    /// Runs one of the example scripts.
    #[track_caller]
    fn script(&self, name: &str, arguments: &[&str]) -> String {
        let (code, stdout, stderr) = self.try_script(name, arguments);
        assert_eq!(code, 0, "{stderr}");
        stdout
    }

    fn try_script(&self, name: &str, arguments: &[&str]) -> (i32, String, String) {
        let output = Process::new("sh")
            .env("ROLEFIT", assert_cmd::cargo::cargo_bin("rolefit"))
            .env("ROLEFIT_HOME", self.path().join("home"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .arg(format!("data/examples/{name}"))
            .args(arguments)
            .output()
            .unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    }
}

/// Writes a file that shows a fault and returns its path.
fn faulty(machine: &Machine, of: &str, code: Code) -> String {
    let fault = faults(of).into_iter().find(|(shown, _, _)| *shown == code);
    let path = machine.path().join(format!("{of}.toml"));
    fs::write(&path, fault.unwrap().2).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_builtin_bank_passes_its_own_check() {
    let counts = Machine::new().done(&["prep", "check", "--strict"]);
    let mut lines = counts.lines();
    let heading = lines.next().unwrap();
    assert!(heading.starts_with("product-roles-interview "), "{counts}");
    for line in ["  by role: ", "  by kind: ", "  by trait: "] {
        assert!(counts.contains(line), "{counts}");
    }
}

#[test]
fn warnings_fail_a_check_that_is_strict() {
    let machine = Machine::new();
    let bank = &faulty(&machine, "questions", Code::TooBrief);
    assert_eq!(machine.run(&["prep", "check", bank], "").0, 0);
    assert_eq!(machine.run(&["prep", "check", bank, "--strict"], "").0, 1);
    assert_eq!(machine.run(&["prep", "check", "--strict"], "").0, 0);
}

#[test]
fn a_plan_presses_where_the_result_is_furthest_from_the_role() {
    let machine = Machine::new();
    let result = "data/examples/project-manager.toml";
    let plan = machine.json(&["prep", "--role", "product-owner", "--result", result]);
    assert_eq!(plan["schema"], "rolefit/plan@1");
    let gaps = plan["gaps"].as_array().unwrap();
    let distance = |gap: &Value| gap["distance"].as_f64().unwrap();
    assert!(gaps.iter().any(|gap| distance(gap) > 1.0), "{gaps:?}");
    let questions = plan["questions"].as_array().unwrap();
    assert!(
        questions
            .iter()
            .any(|one| one["reason"] == "gap" || one["reason"] == "own-side")
    );
    assert!(
        questions
            .iter()
            .all(|one| !one["why"].as_str().unwrap().is_empty())
    );
    assert!(!plan["to_ask"].as_array().unwrap().is_empty());
    // What is named as pressed on has its question, and without one nothing is named.
    let words = |more: &[&str]| {
        let plan = ["prep", "--role", "product-owner", "--seed", "7", "--result"];
        let shown = machine.done(&[&plan[..], &[result], more].concat());
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    for (more, heading) in [
        (&[][..], "Expect to be pressed on"),
        (&["--brief"], "Press this candidate above all on"),
    ] {
        let shown = words(more);
        assert!(shown.contains(heading), "{shown}");
        for pressed in [
            "choosing and detailing with a team",
            "content or coordination",
            "clean ends or lasting care",
        ] {
            let named = format!("presses on: {pressed}");
            assert!(shown.contains(&named), "no `{named}` in {shown}");
        }
        assert!(!words(&[more, &["--kind", "opener"]].concat()).contains(heading));
    }
    let minutes = plan["planned_minutes"].as_u64().unwrap();
    assert!((25..=30).contains(&minutes), "{minutes}");
}

#[test]
fn questions_of_a_trade_come_to_whoever_wishes_for_them() {
    let machine = Machine::new();
    let listed = |more: &[&str]| {
        let all = ["prep", "practice", "--list", "--role", "project-manager"];
        machine.done(&[&all[..], more].concat())
    };
    for (more, comes) in [
        (&["--topic", "risk", "--count", "100"][..], false),
        (&["--topic", "site", "--count", "100"], true),
        (&["--topic", "site,risk", "--count", "100"], true),
        (&["--question", "site-safety"], true),
    ] {
        assert_eq!(listed(more).contains("(site-safety)"), comes, "{more:?}");
    }
}

#[test]
fn a_result_can_be_piped_in_and_its_leading_role_is_prepared_for() {
    let machine = Machine::new();
    let result = machine.done(&[
        "score",
        "data/examples/product-manager.toml",
        "--format",
        "json",
    ]);
    let (code, stdout, stderr) =
        machine.run(&["prep", "--result", "-", "--format", "json"], &result);
    assert_eq!(code, 0, "{stderr}");
    let plan: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(plan["role"], "product-manager");
    let (_, text, _) = machine.run(&["prep", "--result", "-"], &result);
    assert!(
        text.contains("It rests on the answers that were piped in."),
        "{text}"
    );
    assert_eq!(
        stderr,
        "preparing for `product-manager`, where your result leads; --role names another\n"
    );
}

#[test]
fn the_latest_saved_result_is_used_and_that_is_said() {
    let machine = Machine::new();
    let results = machine.path().join("home/results");
    fs::create_dir_all(&results).unwrap();
    let result = machine.done(&[
        "score",
        "data/examples/project-manager.toml",
        "--format",
        "json",
    ]);
    fs::write(results.join("20260131-180000-abcdef.json"), &result).unwrap();
    let (code, stdout, stderr) =
        machine.run(&["prep", "--role", "product-owner", "--format", "json"], "");
    let plan: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((code, &plan["basis"]), (0, &Value::from("person")));
    assert_eq!(
        stderr,
        "from your latest result, 20260131-180000-abcdef; --no-result leaves it out\n"
    );
    // A hand-out is read by others, who see nothing of what was said here.
    for (options, rests) in [
        (
            &[][..],
            "It rests on the result 20260131-180000-abcdef, kept on",
        ),
        (
            &["--result", "latest"],
            "It rests on the result 20260131-180000-abcdef, kept on",
        ),
        (
            &["--result", "data/examples/between.toml"],
            "It rests on the answers in between.toml.",
        ),
        (&["--no-result"], ""),
    ] {
        let plan = machine.done(&[&["prep", "--role", "product-owner"], options].concat());
        let plan = plan.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plan.contains(rests), "{options:?}: {plan}");
        assert_eq!(
            plan.contains("It rests on the"),
            !rests.is_empty(),
            "{plan}"
        );
    }
    let without = machine.json(&["prep", "--role", "product-owner", "--no-result"]);
    assert_eq!(without["basis"], "role");
    // A result of another version is told and left out.
    fs::write(
        results.join("20260201-180000-abcdef.json"),
        result.replace("2.6.0", "0.9.0"),
    )
    .unwrap();
    let (code, _, stderr) = machine.run(&["prep", "--role", "product-owner"], "");
    assert_eq!(code, 0);
    assert!(
        stderr.contains("is left out: the catalogue is at version 2.6.0 now"),
        "{stderr}"
    );
}

#[test]
fn the_same_seed_gives_a_coach_and_a_candidate_the_same_bytes() {
    let arguments = [
        "prep",
        "--role",
        "product-owner",
        "--seed",
        "7",
        "--format",
        "markdown",
    ];
    assert_eq!(
        Machine::new().done(&arguments),
        Machine::new().done(&arguments)
    );
}

#[test]
fn every_form_of_every_plan_is_made_for_every_role() {
    let machine = Machine::new();
    for role in ROLES {
        for more in [
            &["--contrast"][..],
            &["--interviewer"],
            &["--ndjson"],
            &["--minutes", "60"],
        ] {
            let text = machine.done(&[&["prep", "--role", role], more].concat());
            assert!(text.lines().count() > 3, "{role} {more:?}");
        }
    }
    let questions = machine.done(&["prep", "--role", "product-owner", "--ndjson"]);
    for line in questions.lines() {
        let question: Value = serde_json::from_str(line).unwrap();
        assert_eq!(question["schema"], "rolefit/question@1");
    }
}

#[test]
fn what_is_not_there_is_told_with_what_was_probably_meant() {
    let machine = Machine::new();
    machine.refused(&["prep"], "", 2, &["which role", "--role product-owner"]);
    machine.refused(
        &["prep", "--role", "product-ower"],
        "",
        2,
        &["did you mean `product-owner`?"],
    );
    machine.refused(
        &["prep", "--role", "product-owner", "--trait", "wide-neer"],
        "",
        2,
        &["did you mean `wide-near`?"],
    );
    machine.refused(
        &[
            "prep",
            "--role",
            "product-owner",
            "--kind",
            "role-move",
            "--level",
            "entry",
        ],
        "",
        2,
        &["--level takes away the last 4", "--level can be mid"],
    );
    machine.refused(
        &["prep", "--role", "product-owner", "--minutes", "5"],
        "",
        2,
        &["10..=180"],
    );
    let own = ["prep", "--role", "product-owner", "--questions"];
    let foreign = &faulty(&machine, "questions", Code::ForeignCatalogue);
    machine.refused(
        &[&own[..], &[foreign]].concat(),
        "",
        3,
        &["error[foreign-catalogue]", "questions.toml:4:13"],
    );
    let nowhere = [&own[..], &["nowhere.toml"]].concat();
    machine.refused(&nowhere, "", 4, &["there is no file"]);
    let result = ["prep", "--role", "product-owner", "--result", "-"];
    machine.refused(
        &result,
        "{\"schema\":\"other@9\"}",
        3,
        &["no plan was made"],
    );
    let stories = &faulty(&machine, "stories", Code::UnknownQuestion);
    machine.refused(
        &["prep", "stories", stories, "--role", "product-owner"],
        "",
        3,
        &["error[unknown-question]", "write `improved-in-rounds`"],
    );
}

#[test]
fn one_question_can_be_asked_for_by_its_id() {
    let machine = Machine::new();
    let shared = machine.json(&["prep", "--role", "product-owner", "--contrast"]);
    let id = shared["questions"][0]["id"].as_str().unwrap();
    let plan = machine.json(&[
        "prep",
        "--question",
        id,
        "--role",
        "product-owner",
        "--contrast",
    ]);
    let asked = plan["questions"].as_array().unwrap();
    assert_eq!((asked.len(), asked[0]["id"].as_str()), (1, Some(id)));
    machine.refused(
        &["prep", "--question", "price-you-argued-abouts"],
        "",
        2,
        &["did you mean `price-you-argued-about`?"],
    );
    // Without a role it is the question's own.
    let plan = machine.json(&["prep", "--question", "price-you-argued-about"]);
    assert_eq!(plan["questions"].as_array().unwrap().len(), 1);
}

#[test]
fn options_that_would_be_ignored_are_refused() {
    let machine = Machine::new();
    let practice = ["prep", "practice"];
    for options in [
        &["--answers", "-", "--role", "nosuch"][..],
        &["--answers", "-", "--trait", "nosuch"],
        &["--answers", "-", "--format", "json"],
        &["--plan", "p.json", "--role", "product-owner"],
        &["--plan", "p.json", "--result", "/nonexistent"],
        &["--list", "--role", "product-owner", "--format", "markdown"],
    ] {
        machine.refused(&[&practice[..], options].concat(), "", 2, &["error: "]);
    }
}

#[test]
fn a_list_as_json_is_a_plan() {
    let list = [
        "prep",
        "practice",
        "--list",
        "--role",
        "product-owner",
        "--count",
        "3",
    ];
    let plan = Machine::new().json(&list);
    assert_eq!(plan["schema"], "rolefit/plan@1");
    assert_eq!(plan["questions"].as_array().unwrap().len(), 3);
}

#[test]
fn the_next_command_makes_the_same_plan_again() {
    let machine = Machine::new();
    let bank = machine.path().join("my questions.toml");
    fs::copy("data/questions/product-roles.toml", &bank).unwrap();
    let shown = machine.done(&[
        "prep",
        "--role",
        "product-owner",
        "--topic",
        "money,dates",
        "--minutes",
        "15",
        "--seed",
        "1",
        "--questions",
        bank.to_str().unwrap(),
    ]);
    let words: Vec<&str> = shown.split_whitespace().collect();
    // A command that is too long for the page goes on behind a backslash.
    let shown = words.join(" ").replace(" \\ ", " ");
    assert!(
        shown.contains(&format!(
            "rolefit prep --role product-owner --topic money,dates --questions '{}' --minutes 15 --seed 1 -o plan.html",
            bank.display()
        )),
        "{shown}"
    );
}

#[test]
fn own_questions_are_planned_practised_and_listed_beside_the_bank_or_alone() {
    let machine = Machine::new();
    let own = "data/examples/own-questions.toml";
    let of = ["--role", "project-manager", "--own", own];
    let ids = |plan: &Value| -> Vec<String> {
        let questions = plan["questions"].as_array().unwrap();
        questions.iter().map(|one| one["id"].to_string()).collect()
    };
    let alone = machine.json(&[&["prep", "--only-own"][..], &of].concat());
    assert_eq!(ids(&alone).len(), 2);
    assert!(alone["questions"][0]["reason"] == "own", "{alone}");
    let beside: Vec<String> = ["1", "2", "3", "4"]
        .iter()
        .flat_map(|seed| ids(&machine.json(&[&["prep", "--seed", seed][..], &of].concat())))
        .collect();
    for id in ids(&alone) {
        assert!(beside.contains(&id), "{id} is not in {beside:?}");
    }
    assert!(beside.len() > 8);
    let listed = machine.done(&[&["prep", "practice", "--list", "--only-own"][..], &of].concat());
    assert!(listed.contains("(own-how-would-you-split-"), "{listed}");
    let id = ids(&alone)[0].clone();
    let answers = format!("{{\"question\":{id},\"rating\":3}}");
    let take_in = ["prep", "practice", "--answers", "-", "--own", own];
    assert_eq!(machine.run(&take_in, &answers).2, "took 1 answer in\n");
    let progress = machine.json(&["prep", "progress", "--own", own]);
    assert_eq!(progress["attempts"], 1);
    machine.refused(
        &["prep", "--only-own", "--role", "product-owner"],
        "",
        2,
        &["--own"],
    );
    machine.refused(
        &[
            "prep",
            "--only-own",
            "--role",
            "product-owner",
            "--own",
            own,
        ],
        "",
        2,
        &["--only-own takes away", "for other roles"],
    );
    assert_eq!(machine.run(&["prep", "check", "--own", own], "").0, 0);
}

#[test]
fn without_a_seed_a_plan_is_that_of_its_day_and_tomorrows_is_another() {
    let machine = Machine::new();
    let of = |at| machine.json(&["prep", "--role", "product-owner", "--at", at]);
    let (morning, evening) = (of("2026-01-31T08:00:00Z"), of("2026-01-31T23:00:00Z"));
    assert_eq!(morning, evening);
    let tomorrow = of("2026-02-01");
    assert_ne!(morning["questions"], tomorrow["questions"]);
    // Whoever asks several people asks them the same on every day.
    let sheet = |at| {
        machine.json(&[
            "prep",
            "--role",
            "product-owner",
            "--interviewer",
            "--at",
            at,
        ])
    };
    assert_eq!(sheet("2026-01-31"), sheet("2026-02-01"));
}

/// A bank with an opener, a question on knowledge and a case.
const TYPED: [&str; 4] = [
    "--role",
    "product-owner",
    "--questions",
    "tests/fixtures/typed-questions.toml",
];

#[test]
fn the_sheet_of_one_question_says_how_long_that_takes_and_what_is_good_in_the_role() {
    let machine = Machine::new();
    let sheet = ["prep", "--interviewer", "--question", "about-yourself"];
    let sheet = machine.done(&[&sheet[..], &TYPED].concat());
    assert!(
        sheet.contains("3 minutes: 3 for 1 question; all levels;"),
        "{sheet}"
    );
    let words = "A good answer as product owner: Speaks of the backlog and what it earned.";
    assert!(sheet.contains(words), "{sheet}");
    assert!(sheet.contains("Speaks of ceremonies alone."), "{sheet}");
    let stories = ["--interviewer", "--stories", "data/examples/stories.toml"];
    let refused = [&["prep", "--role", "product-owner"][..], &stories].concat();
    machine.refused(&refused, "", 2, &["--stories"]);
}

#[test]
fn a_brief_has_the_questions_of_the_plan_and_no_worked_answer_before_the_ratings() {
    let machine = Machine::new();
    for role in ROLES {
        let plan = ["prep", "--role", role, "--seed", "5"];
        let plain = machine.json(&plan);
        let brief = machine.json(&[&plan[..], &["--brief"]].concat());
        let ids = |plan: &Value| -> Vec<Value> {
            let questions = plan["questions"].as_array().unwrap();
            questions.iter().map(|one| one["id"].clone()).collect()
        };
        assert_eq!(ids(&plain), ids(&brief), "{role}");
    }
    let brief = ["prep", "--brief", "--format", "markdown", "--minutes", "60"];
    let brief = machine.done(&[&brief[..], &TYPED].concat());
    let (before, after) = brief
        .split_once("## Worked answers, after the rating")
        .unwrap();
    for words in [
        "Play the interviewer",
        "Follow-ups, one at a time",
        "Listen for",
        "Rating sheet",
    ] {
        assert!(before.contains(words), "{brief}");
    }
    assert!(!before.contains("First I ask what the quarter is for"));
    assert!(after.contains("First I ask what the quarter is for"));
}

#[test]
fn a_case_is_planned_with_its_stages_and_its_worked_answer_at_the_end() {
    let machine = Machine::new();
    let plan = ["prep", "--question", "order-ten-items"];
    let data = machine.json(&[&plan[..], &TYPED].concat());
    let case = &data["questions"][0]["case"];
    assert_eq!(case["stages"][1]["minutes"], 10);
    assert_eq!(data["questions"][0]["type"], "ordering");
    let short =
        machine.json(&[&["prep", "--kind", "case", "--minutes", "15"][..], &TYPED].concat());
    let stages = short["questions"][0]["case"]["stages"].as_array().unwrap();
    let minutes: u64 = stages
        .iter()
        .map(|one| one["minutes"].as_u64().unwrap())
        .sum();
    assert_eq!(
        (minutes, &short["questions"][0]["planned_minutes"]),
        (15, &15.into())
    );
    let page = machine.done(&[&plan[..], &TYPED, &["--format", "html"]].concat());
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words}"));
    assert!(place("Compare, 10") < place("Rate yourself"));
    assert!(place("Rate yourself") < place("First I ask what the quarter is for"));
}

#[test]
fn named_questions_keep_the_order_in_which_they_are_typed() {
    let machine = Machine::new();
    let plan = machine.json(&["prep", "--role", "product-owner", "--seed", "3"]);
    let mut ids: Vec<&str> = plan["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    ids.reverse();
    let named = ids.join(",");
    let plan = machine.json(&["prep", "--role", "product-owner", "--question", &named]);
    let asked = plan["questions"].as_array().unwrap();
    let asked: Vec<&str> = asked
        .iter()
        .map(|one| one["id"].as_str().unwrap())
        .collect();
    assert_eq!(asked, ids);
    let list = [
        "prep",
        "practice",
        "--list",
        "--role",
        "product-owner",
        "--question",
        &named,
    ];
    let listed = machine.json(&list);
    assert_eq!(listed["questions"][0]["id"].as_str(), Some(ids[0]));
}

#[test]
fn every_wish_holds_for_the_questions_to_ask_too() {
    let machine = Machine::new();
    let asked = |more: &[&str]| {
        let arguments = [
            "prep",
            "--role",
            "product-owner",
            "--kind",
            "for-the-employer",
        ];
        let plan = machine.json(&[&arguments[..], more].concat());
        plan["to_ask"].as_array().unwrap().clone()
    };
    let all = asked(&[]);
    let wished = all[0]["level"].as_str().unwrap();
    let left = asked(&["--level", wished]);
    assert!(left.iter().all(|one| one["level"] == wished), "{left:?}");
    let topic = all[0]["topics"][0].as_str().unwrap();
    for one in asked(&["--topic", topic]) {
        assert!(one["topics"].as_array().unwrap().contains(&topic.into()));
    }
    // A plan of other kinds has none of them.
    let other = machine.json(&["prep", "--role", "product-owner", "--kind", "behavioural"]);
    assert_eq!(other["to_ask"], Value::Array(vec![]));
    for cause in ["--interviewer", "--contrast"] {
        let arguments = [
            "prep",
            "--role",
            "product-owner",
            "--kind",
            "for-the-employer",
            cause,
        ];
        machine.refused(
            &arguments,
            "",
            2,
            &[&format!("{cause} takes away the last")],
        );
    }
}

#[test]
fn a_plan_that_a_wish_makes_short_says_so_and_adds_up() {
    let machine = Machine::new();
    let arguments = [
        "prep",
        "--role",
        "product-owner",
        "--topic",
        "suppliers",
        "--minutes",
        "180",
    ];
    let (code, stdout, stderr) = machine.run(&arguments, "");
    assert_eq!(code, 0, "{stderr}");
    assert!(
        stderr.contains("of 180 minutes: --topic leaves out "),
        "{stderr}"
    );
    let facts = stdout
        .lines()
        .find(|line| line.contains("180 minutes: "))
        .unwrap();
    let parts = facts.split_once(": ").unwrap().1.split(';').next().unwrap();
    let sum: u32 = parts
        .split(", ")
        .map(|part| part.split(' ').next().unwrap().parse::<u32>().unwrap())
        .sum();
    assert_eq!(sum, 180, "{facts}");
}

#[test]
fn a_plan_has_no_time_to_spare_for_what_is_left_at_any_seed() {
    let machine = Machine::new();
    let wish = ["prep", "--role", "product-owner", "--topic", "money"];
    for seed in ["1", "2", "3"] {
        let rest = ["--minutes", "120", "--seed", seed];
        let (code, _, stderr) = machine.run(&[&wish[..], &rest].concat(), "");
        assert_eq!(code, 0, "{stderr}");
        let said = "of 120 minutes: --topic leaves out ";
        assert!(stderr.contains(said), "{seed}: {stderr}");
    }
}

#[test]
fn practice_without_a_terminal_names_the_scripted_way() {
    let practice = ["prep", "practice", "--role", "product-owner"];
    Machine::new().refused(
        &practice,
        "",
        2,
        &["needs a terminal", "--ndjson", "--answers FILE"],
    );
    Machine::new().refused(
        &["prep", "practice"],
        "",
        2,
        &["`rolefit prep --ndjson --role ROLE` prints the questions"],
    );
}

#[test]
fn answers_go_in_and_progress_comes_out() {
    let machine = Machine::new();
    let list = [
        "prep",
        "practice",
        "--role",
        "product-owner",
        "--count",
        "3",
        "--ndjson",
    ];
    let ids: Vec<String> = machine
        .done(&list)
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(ids.len(), 3);
    let answers = format!(
        "{{\"question\":\"{}\",\"rating\":1,\"notes\":\"too long\"}}\n{{\"question\":\"{}\",\"rating\":5}}\n",
        ids[0], ids[1]
    );
    let take_in = [
        "prep",
        "practice",
        "--answers",
        "-",
        "--at",
        "2026-01-01T00:00:00Z",
    ];
    let (code, stdout, stderr) = machine.run(&take_in, &answers);
    assert_eq!(
        (code, stdout.as_str(), stderr.as_str()),
        (0, "", "took 2 answers in\n")
    );
    let progress = |at| machine.json(&["prep", "progress", "--at", at]);
    assert_eq!(
        progress("2026-01-01T12:00:00Z")["due"],
        Value::Array(vec![])
    );
    assert_eq!(
        progress("2026-01-02T12:00:00Z")["due"],
        Value::from(vec![ids[0].clone()])
    );
    let later = progress("2026-01-05T00:00:00Z");
    assert_eq!(
        later["due"],
        Value::from(vec![ids[0].clone(), ids[1].clone()])
    );
    assert_eq!(later["attempts"], 2);
    // What was rated low stands first the next time.
    let next = machine.done(&[&list[..], &["--at", "2026-01-05T00:00:00Z"]].concat());
    assert!(next.starts_with("{\"schema\":\"rolefit/question@1\""));
    let first: Value = serde_json::from_str(next.lines().next().unwrap()).unwrap();
    assert_eq!(first["id"], ids[0]);
}

#[test]
fn practice_never_advises_an_option_that_it_does_not_have() {
    let machine = Machine::new();
    fs::write(machine.path().join("home"), "a file").unwrap();
    let answers = "{\"question\":\"price-you-argued-about\",\"rating\":1}";
    let (code, _, stderr) = machine.run(&["prep", "practice", "--answers", "-"], answers);
    assert_eq!(code, 4, "{stderr}");
    assert!(
        stderr.contains("ROLEFIT_HOME") && !stderr.contains("--no-save"),
        "{stderr}"
    );
}

#[test]
fn answers_taken_in_twice_count_once() {
    let machine = Machine::new();
    let answers = "{\"question\":\"price-you-argued-about\",\"rating\":1,\"at\":\"2026-01-01T00:00:00Z\"}\n\
                   {\"question\":\"price-you-argued-about\",\"rating\":3,\"at\":\"2025-01-01T00:00:00Z\"}\n";
    let take_in = || machine.run(&["prep", "practice", "--answers", "-"], answers);
    assert_eq!(take_in().2, "took 2 answers in\n");
    assert_eq!(
        take_in().2,
        "took 0 answers in; 2 were there already, of the same times, and are left out\n"
    );
    let progress = machine.json(&["prep", "progress"]);
    assert_eq!(progress["attempts"], 2);
    assert_eq!(progress["questions"][0]["ratings"][0]["rating"], 3);
}

#[test]
fn an_answer_that_comes_to_say_something_else_is_a_fault_with_both_values_and_nothing_is_taken_in()
{
    let machine = Machine::new();
    let line = |rest: &str, day: u8| {
        let at = format!("\"at\":\"2026-01-0{day}T00:00:00Z\"");
        format!("{{\"question\":\"price-you-argued-about\",{at},{rest}}}\n")
    };
    let take_in = |lines: &str| machine.run(&["prep", "practice", "--answers", "-"], lines);
    let first = line("\"rating\":1,\"red_flags\":[2]", 1);
    assert_eq!(take_in(&first).2, "took 1 answer in\n");
    let practised = || machine.json(&["prep", "progress"])["questions"].clone();
    let kept = practised();
    for (rest, said) in [
        (
            "\"rating\":5,\"red_flags\":[2]",
            "`rating` is 1 there and 5 here",
        ),
        ("\"rating\":1", "`red_flags` is [2] there and [] here"),
        (
            "\"rating\":1,\"red_flags\":[2],\"seconds\":9",
            "`seconds` is null there and 9 here",
        ),
        (
            "\"rating\":1,\"red_flags\":[2],\"notes\":\"a\"",
            "its `notes` are others",
        ),
    ] {
        // What is new beside it is not taken in either.
        let (code, _, stderr) = take_in(&(line("\"rating\":3", 2) + &line(rest, 1)));
        assert_eq!(code, 3, "{stderr}");
        let place = "error: standard input:2: this answer is kept already, of the same time, and ";
        assert!(stderr.contains(&format!("{place}{said}\n")), "{stderr}");
        assert_eq!(practised(), kept);
    }
}

#[test]
fn what_was_written_comes_out_again_in_every_form_of_progress() {
    let machine = Machine::new();
    let stories = machine.json(&["prep", "--role", "product-owner", "--kind", "behavioural"]);
    let answers = format!(
        "{{\"question\":{},\"rating\":1,\"notes\":{{\"lesson\":\"ask the *till*\"}},\
         \"seconds\":95,\"red_flags\":[2],\"at\":\"2026-01-01T00:00:00Z\"}}\n",
        stories["questions"][0]["id"]
    );
    let (code, _, stderr) = machine.run(&["prep", "practice", "--answers", "-"], &answers);
    assert_eq!(code, 0, "{stderr}");
    let rating = &machine.json(&["prep", "progress"])["questions"][0]["ratings"][0];
    assert_eq!(
        *rating,
        serde_json::json!({
            "at": "2026-01-01T00:00:00Z", "rating": 1, "seconds": 95, "said": "",
            "notes": [{ "heading": "lesson", "text": "ask the *till*" }],
            "follow_ups": 0, "replies": [], "red_flags": [2],
            "strong": [], "checklist": [], "stages": [],
        })
    );
    let text = machine.done(&["prep", "progress", "--notes"]);
    assert!(
        text.contains("- What you learned: ask the *till*\n"),
        "{text}"
    );
    let markdown = machine.done(&["prep", "progress", "--notes", "--format", "markdown"]);
    assert!(
        markdown.contains("- What you learned: ask the \\*till\\*\n"),
        "{markdown}"
    );
}

#[test]
fn what_is_back_today_is_due_today_and_tomorrow_begins_at_midnight() {
    let machine = Machine::new();
    let answer =
        "{\"question\":\"price-you-argued-about\",\"rating\":1,\"at\":\"2026-01-01T22:30:00Z\"}";
    assert_eq!(
        machine
            .run(&["prep", "practice", "--answers", "-"], answer)
            .0,
        0
    );
    let progress = |at| machine.done(&["prep", "progress", "--at", at]);
    let evening = progress("2026-01-01T23:30:00Z");
    assert!(
        evening.contains("0 due again.") && evening.contains("back tomorrow."),
        "{evening}"
    );
    let eve = ["prep", "progress", "--date", "2026-01-02", "--at"];
    let eve = machine.done(&[&eve[..], &["2026-01-01T23:30:00Z"]].concat());
    assert!(eve.contains("back after the interview."), "{eve}");
    let morning = progress("2026-01-02T06:00:00Z");
    assert!(
        morning.contains("1 due again.") && morning.contains("back today."),
        "{morning}"
    );
    // An hour further east the same moment lies in tomorrow already.
    let east = progress("2026-01-02T00:30:00+01:00");
    assert!(east.contains("1 due again."), "{east}");
}

#[test]
fn after_answers_from_a_file_progress_names_the_role_that_they_are_for() {
    let machine = Machine::new();
    let plan = machine.json(&["prep", "--role", "project-manager", "--minutes", "60"]);
    let mut questions = plan["questions"].as_array().unwrap().iter();
    let only = serde_json::json!(["project-manager"]);
    let question = questions.find(|one| one["roles"] == only).unwrap();
    let answer = format!("{{\"question\":{},\"rating\":3}}", question["id"]);
    assert_eq!(
        machine
            .run(&["prep", "practice", "--answers", "-"], &answer)
            .0,
        0
    );
    let shown = machine.done(&["prep", "progress"]);
    assert!(
        shown.contains("rolefit prep practice --role project-manager "),
        "{shown}"
    );
}

#[test]
fn a_story_that_shares_a_trait_and_no_topic_fits_nothing() {
    let machine = Machine::new();
    let behavioural = ["--kind", "behavioural", "--minutes", "180"];
    let plan = machine.json(&[&["prep", "--role", "product-owner"][..], &behavioural].concat());
    let mut questions = plan["questions"].as_array().unwrap().iter();
    let question = questions.find(|one| one["trait"].is_string()).unwrap();
    let stories = fs::read_to_string("data/examples/stories.toml").unwrap();
    let cut = stories.find("topics = ").unwrap();
    let told = |more: &str| {
        let file = machine.path().join("stories.toml");
        fs::write(&file, format!("{}{more}\n", &stories[..cut])).unwrap();
        let id = question["id"].as_str().unwrap();
        let of = ["--role", "product-owner", "--question", id];
        let stories = ["--stories", file.to_str().unwrap()];
        let plan = machine.json(&[&["prep"][..], &of, &stories].concat());
        plan["questions"][0]["stories"].as_array().unwrap().len()
    };
    assert_eq!(told(&format!("traits = [{}]", question["trait"])), 0);
    assert_eq!(told(&format!("topics = [{}]", question["topics"][0])), 1);
}

#[test]
fn topics_without_a_story_are_told() {
    let machine = Machine::new();
    let cover = machine.json(&STORIES);
    let topics = cover["topics"].as_array().unwrap();
    let without = topics
        .iter()
        .find(|one| one["stories"] == serde_json::json!([]));
    let without = without.unwrap()["topic"].as_str().unwrap();
    let shown = machine.done(&STORIES);
    let (_, lacking) = shown
        .split_once("Topics that none of your stories is about")
        .unwrap();
    assert!(lacking.contains(&format!("- {without}: ")), "{shown}");
    assert!(cover["stories"][0]["short"].is_string());
}

#[test]
fn practice_offers_no_kind_that_nobody_answers() {
    let machine = Machine::new();
    let help = machine.done(&["prep", "practice", "--help"]);
    assert!(!help.contains("for-the-employer"), "{help}");
    let asked = [
        "prep",
        "practice",
        "--list",
        "--role",
        "product-owner",
        "--kind",
        "for-the-employer",
    ];
    machine.refused(&asked, "", 2, &["--kind", "motivation"]);
}

#[test]
fn one_command_says_what_to_do_tonight_and_on_each_day_until_the_interview() {
    let machine = Machine::new();
    for role in ROLES {
        let days = [
            "prep",
            "--role",
            role,
            "--date",
            "2026-02-03",
            "--at",
            "2026-01-31T19:00:00Z",
        ];
        let data = machine.json(&days);
        assert_eq!(
            (&data["schema"], &data["days_left"]),
            (&"rolefit/countdown@1".into(), &3.into())
        );
        let named: Vec<&str> = data["days"]
            .as_array()
            .unwrap()
            .iter()
            .map(|day| day["day"].as_str().unwrap())
            .collect();
        assert_eq!(named, ["2026-01-31", "2026-02-01", "2026-02-02"]);
        let shown = machine.done(&days);
        for words in [
            "in 3 days",
            "Today, Saturday 31 January",
            "Monday 2 February",
            "Tuesday 3 February, the interview",
            &format!("rolefit prep practice --role {role} --date 2026-02-03"),
        ] {
            assert!(shown.contains(words), "no `{words}` in: {shown}");
        }
        // What is said to do tonight is what practice asks then.
        let practice = [
            "prep",
            "practice",
            "--list",
            "--role",
            role,
            "--date",
            "2026-02-03",
        ];
        let list = machine.json(&[&practice[..], &["--at", "2026-01-31T19:00:00Z"]].concat());
        let listed = list["questions"].as_array().unwrap().iter();
        let listed: Vec<&Value> = listed.map(|one| &one["id"]).collect();
        let today = data["days"][0]["new"].as_array().unwrap().iter();
        let sorted = |ids: Vec<&Value>| -> BTreeSet<String> {
            ids.into_iter().map(ToString::to_string).collect()
        };
        assert_eq!(sorted(listed), sorted(today.collect()));
        // Three evenings bring most of what there is to ask, and a product manager a case on each.
        let new = data["days"].as_array().unwrap().iter();
        let new = new.flat_map(|day| day["new"].as_array().unwrap());
        let new: Vec<&str> = new.map(|id| id.as_str().unwrap()).collect();
        let cases = new.iter().filter(|id| id.starts_with("case-")).count();
        match role {
            "product-manager" => assert_eq!(cases, 3, "{new:?}"),
            _ => assert!(new.len() >= 17, "{new:?}"),
        }
    }
    let over = [
        "prep",
        "--role",
        "product-owner",
        "--date",
        "2026-01-30",
        "--at",
        "2026-01-31",
    ];
    machine.refused(&over, "", 2, &["2026-01-30 is over: today is 2026-01-31"]);
    for (odd, words) in [
        ("soon", "write a day such as 12 December, 2026-01-31"),
        ("3/4/2026", "write it as 3 April 2026 or 2026-04-03"),
        ("30 February", "write a day such as 12 December, 2026-01-31"),
    ] {
        let odd = ["prep", "--role", "product-owner", "--date", odd];
        machine.refused(&odd, "", 2, &["--date", words]);
    }
}

#[test]
fn a_day_that_is_named_in_words_is_told_in_full() {
    let machine = Machine::new();
    let at = ["--role", "product-owner", "--at", "2026-11-30"];
    for (named, said) in [
        ("2026-12-12", ""),
        (
            "12 December",
            "the interview is on Saturday 12 December 2026",
        ),
        (
            "in 12 days",
            "the interview is on Saturday 12 December 2026",
        ),
    ] {
        let days = ["prep", "--format", "json", "--date", named];
        let (code, out, told) = machine.run(&[&days[..], &at].concat(), "");
        assert_eq!(code, 0, "{told}");
        let days: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(days["interview"], "2026-12-12");
        assert_eq!(told.trim_end(), said, "{named}");
    }
}

#[test]
fn a_page_of_the_days_has_them_all_and_a_terminal_the_next_seven() {
    let machine = Machine::new();
    let days = |date: &str, more: &[&str]| {
        let days = ["prep", "--role", "product-owner", "--date", date];
        machine.done(&[&days[..], &["--at", "2026-11-22"], more].concat())
    };
    let page = days("2026-12-12", &["--format", "markdown"]);
    for day in 22..=30 {
        assert!(
            page.contains(&format!(" {day} November: ")),
            "{day}: {page}"
        );
    }
    assert!(page.contains("Friday 11 December: ") && !page.contains("more new questions"));
    assert!(days("2027-01-12", &["--format", "markdown"]).contains("The 21 days after that"));
    let text = days("2026-12-12", &[]);
    assert!(text.contains(" 28 November: ") && !text.contains(" 29 November: "));
    assert!(text.contains("On the 13 days after that: "), "{text}");
}

#[test]
fn nobody_is_sent_to_notes_on_answers_that_were_never_rated() {
    let machine = Machine::new();
    let at = ["--at", "2026-01-31T19:00:00Z"];
    let days = |date: &str| {
        let days = ["prep", "--role", "product-owner", "--date", date];
        machine.done(&[&days[..], &at].concat())
    };
    let notes = "Read your notes on the answers with the lowest ratings";
    assert!(days("2026-02-02").contains(notes));
    assert!(!days("2026-01-31").contains(notes));
    let rated = r#"{"question":"improved-in-rounds","rating":3}"#;
    let practice = [&["prep", "practice", "--answers", "-"][..], &at].concat();
    assert_eq!(machine.run(&practice, rated).0, 0);
    assert!(days("2026-01-31").contains(notes));
}

#[test]
fn whoever_has_none_of_the_titles_is_asked_what_newcomers_are_unless_all_is_wished_for() {
    let machine = Machine::new();
    let answers = fs::read_to_string("data/examples/product-owner.toml").unwrap();
    let file = machine.path().join("answers.toml");
    let titled = |title: &str| {
        let whose = format!("current_role = \"{title}\"\n[answers]");
        fs::write(&file, answers.replace("[answers]", &whose)).unwrap();
    };
    let result = [
        "--role",
        "product-owner",
        "--result",
        file.to_str().unwrap(),
    ];
    let ask = |command: &[&str], more: &[&str]| {
        let (code, out, said) = machine.run(&[command, &result, more].concat(), "");
        assert_eq!(code, 0, "{said}");
        (out, said)
    };
    let days = ["prep", "--date", "2026-02-20", "--at", "2026-02-13"];
    titled("other");
    for command in [
        &["prep"][..],
        &["prep", "--brief"],
        &["prep", "practice", "--list"],
        &days,
    ] {
        let (new, said) = ask(command, &[]);
        assert!(said.contains("none of the titles; --level all"), "{said}");
        assert_eq!(
            new,
            ask(command, &["--level", "entry"])
                .0
                .replace(" --level entry", "")
        );
        let (all, said) = ask(command, &["--level", "all"]);
        assert!(!said.contains("none of the titles"), "{said}");
        titled("product-owner");
        assert_eq!(all.replace(" --level all", ""), ask(command, &[]).0);
        titled("other");
    }
    for head in ["prep", "days"] {
        let command = if head == "prep" { &["prep"][..] } else { &days };
        assert!(ask(command, &[]).0.contains("level: entry"));
    }
    // What is named, or leaves none for newcomers, is asked whatever its level.
    for wish in [
        ["--question", "improved-in-rounds"],
        ["--kind", "for-the-employer"],
    ] {
        let (_, said) = ask(&["prep"], &wish);
        assert!(!said.contains("none of the titles"), "{said}");
    }
}

#[test]
fn plans_speak_of_questions_and_not_of_scenes_and_wants() {
    let machine = Machine::new();
    for role in ROLES {
        let shown = machine.done(&["prep", "--role", role, "--minutes", "180", "--seed", "1"]);
        for words in ["a scene,", "what you want:", "to ask 2", "crew", "Company"] {
            assert!(!shown.contains(words), "`{words}` in: {shown}");
        }
    }
}

#[test]
fn one_faulty_answer_lets_none_in() {
    let machine = Machine::new();
    let answers = "{\"question\":\"price-you-argued-about\",\"rating\":5}\n{\"question\":\"price-you-argued-abouts\",\"rating\":9}\n";
    machine.refused(
        &["prep", "practice", "--answers", "-"],
        answers,
        3,
        &[
            "standard input:2",
            "did you mean `price-you-argued-about`?",
            "nothing was taken in",
        ],
    );
    assert_eq!(machine.json(&["prep", "progress"])["attempts"], 0);
}

#[test]
fn stories_are_held_against_the_questions_of_a_plan() {
    let machine = Machine::new();
    let cover = machine.json(&STORIES);
    assert_eq!(cover["schema"], "rolefit/stories@1");
    assert!(!cover["without"].as_array().unwrap().is_empty());
    assert!(machine.done(&STORIES).contains("No story yet"));
}

#[test]
fn a_story_file_to_fill_in_can_be_read_as_it_is() {
    let machine = Machine::new();
    let file = machine.path().join("stories.toml");
    let file = file.to_str().unwrap();
    machine.done(&["prep", "stories", "--new", "-o", file]);
    let shown = machine.done(&["prep", "stories", file, "--role", "product-owner"]);
    assert!(
        shown.contains("it names no topic and no question"),
        "{shown}"
    );
    // Each topic is there to be taken.
    let blank = fs::read_to_string(file).unwrap();
    fs::write(file, blank.replace("  # \"", "  \"")).unwrap();
    let shown = machine.done(&["prep", "stories", file, "--role", "product-owner"]);
    assert!(shown.contains("Which to tell where"), "{shown}");
}

#[test]
fn a_brief_says_how_others_are_asked_and_what_is_of_one_plan_goes_with_no_day() {
    let machine = Machine::new();
    let at = ["--role", "product-owner", "--at", "2026-01-31"];
    let questions = |more: &[&str]| {
        let words = [&["prep", "--format", "json"], &at[..], more].concat();
        let (code, out, said) = machine.run(&words, "");
        assert_eq!(code, 0, "{said}");
        let plan: Value = serde_json::from_str(&out).unwrap();
        let questions = plan["questions"].as_array().unwrap().iter();
        let ids: Vec<Value> = questions.map(|one| one["id"].clone()).collect();
        (ids, said)
    };
    let (asked, said) = questions(&["--brief"]);
    let seed = said.split("add `--seed ").nth(1).unwrap();
    let seed = seed.split('`').next().unwrap();
    let (others, said) = questions(&["--brief", "--seed", seed]);
    assert!(asked.iter().any(|one| !others.contains(one)));
    assert!(!said.contains("--seed"), "{said}");
    for (other, why) in [
        ("--brief", "a brief is for one interview"),
        ("--interviewer", "it is for the one who asks"),
        ("--contrast", "it shows how answers differ by role"),
        ("--ndjson", "it prints the questions of one plan"),
        ("--stories=x", "stories go beside the questions of one plan"),
        ("--question=x", "it names the questions of one plan"),
    ] {
        let words = [&["prep", "--date", "2026-02-20", other], &at[..]].concat();
        let (code, out, said) = machine.run(&words, "");
        assert_eq!((code, out.as_str()), (2, ""), "{said}");
        let help = format!("help: leave `--date` out: {why}\n");
        assert!(
            said.contains("cannot be used with") && said.contains(&help),
            "{said}"
        );
    }
}

#[test]
fn whoever_has_another_title_is_asked_about_the_move_and_nobody_else_is() {
    let machine = Machine::new();
    let answers = fs::read_to_string("data/examples/product-owner.toml").unwrap();
    let file = machine.path().join("answers.toml");
    let prepare = |head: &str, more: &[&str]| {
        let whose = answers.replace("[answers]", &format!("{head}\n[answers]"));
        fs::write(&file, whose).unwrap();
        let result = ["prep", "--role", "product-manager", "--format", "json"];
        let result = [&result[..], &["--result", file.to_str().unwrap()], more].concat();
        let (code, out, said) = machine.run(&result, "");
        assert_eq!(code, 0, "{said}");
        let plan: Value = serde_json::from_str(&out).unwrap();
        (plan, said)
    };
    let named = prepare("", &["--move-from", "product-owner"]).0;
    let (held, said) = prepare("current_role = \"product-owner\"", &[]);
    assert_eq!(held, named);
    assert!(
        said.contains("the move from Product owner, your title in the result"),
        "{said}"
    );
    let none = prepare("", &[]).0;
    assert_ne!(none, named);
    for head in [
        "current_role = \"product-manager\"",
        "current_role = \"other\"",
        "about = \"Ana\"\ncurrent_role = \"product-owner\"",
    ] {
        let (plan, said) = prepare(head, &["--level", "all"]);
        // Why it is asked names whom the result is about.
        let asked = |plan: &Value| {
            let mut questions = plan["questions"].clone();
            for one in questions.as_array_mut().unwrap() {
                if head.contains("about") {
                    one.as_object_mut().unwrap().remove("why");
                }
            }
            questions
        };
        assert_eq!(asked(&plan), asked(&none), "{head}");
        assert!(!said.contains("the move from"), "{head}: {said}");
    }
}

#[test]
fn days_before_an_interview_in_another_role_name_what_to_try_where_there_is_time() {
    let machine = Machine::new();
    let days = |at: &str, more: &[&str]| {
        let from = [
            "--move-from",
            "product-owner",
            "--date",
            "2026-02-20",
            "--at",
            at,
        ];
        machine.done(&[&["prep", "--role", "product-manager"], &from[..], more].concat())
    };
    let heading = "to begin before then";
    for (at, has_time) in [
        ("2026-02-13T19:00:00Z", true),
        ("2026-02-14T19:00:00Z", false),
    ] {
        let (text, data) = (days(at, &[]), days(at, &["--format", "json"]));
        assert_eq!(text.contains(heading), has_time);
        let data: Value = serde_json::from_str(&data).unwrap();
        let told = data["to_try"].as_array().unwrap();
        let words = |one: &Value| {
            text.replace('\n', " ")
                .contains(&one.as_str().unwrap()[..20])
        };
        assert!(
            told.iter().all(words) && told.is_empty() != has_time,
            "{told:?}"
        );
    }
}

#[test]
fn a_plan_for_a_move_without_a_question_about_it_says_so() {
    let machine = Machine::new();
    let plan = [
        "prep",
        "--role",
        "product-manager",
        "--move-from",
        "product-owner",
    ];
    let none = "No question here is about this move";
    assert!(!machine.done(&plan).contains(none));
    let entry = machine.done(&[&plan[..], &["--level", "entry"]].concat());
    assert!(entry.contains(none), "{entry}");
}

#[test]
fn a_question_is_named_once_and_never_planned_twice() {
    let machine = Machine::new();
    let of = ["--role", "product-owner", "--no-result", "--question"];
    for command in [
        &["prep"][..],
        &["prep", "--ndjson"],
        &["prep", "--interviewer"],
        &["prep", "practice", "--list"],
    ] {
        let of = if command.contains(&"--interviewer") {
            &["--role", "product-owner", "--question"][..]
        } else {
            &of
        };
        let ids = "improved-in-rounds,improved-in-rounds";
        machine.refused(
            &[command, of, &[ids]].concat(),
            "",
            2,
            &[
                "`--question` names `improved-in-rounds` twice",
                "name each once",
            ],
        );
    }
}
