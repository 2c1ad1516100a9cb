//! Practice at a terminal: what is kept, what is told, and what happens when the machine fails.

use std::fs;

use rustix::process::Signal;
use serde_json::Value;

use super::Machine;
use crate::terminal::{Terminal, words};

impl Machine {
    /// Runs practice at a terminal; `line` is what a shell runs, in which `$ROLEFIT` is the tool.
    #[track_caller]
    fn practise(&self, line: &str) -> Terminal {
        Terminal::shell(&self.path().join("home"), line, 80, 60)
    }

    /// What the journal of practice holds, as it stands on the disk.
    fn journal(&self) -> String {
        let path = self
            .path()
            .join("home/practice-product-roles-interview.jsonl");
        fs::read_to_string(path).unwrap_or_default()
    }
}

#[test]
fn a_note_that_a_full_disk_does_not_take_is_printed() {
    let machine = Machine::new();
    let printed = machine.path().join("printed");
    // A file may grow to 8 blocks, of half a kilobyte: a full disk that needs no rights.
    let mut terminal = machine.practise(&format!(
        "ulimit -f 8; exec \"$ROLEFIT\" prep practice --role product-owner --kind behavioural > {}",
        printed.display()
    ));
    terminal.until("Say it aloud");
    terminal.send("\n");
    terminal.until("Situation.");
    let note = "n".repeat(3000);
    terminal.send(&format!("{note}\n"));
    terminal.until("Task.");
    terminal.send(&format!("{note}\n"));
    terminal.until("Make room, then Enter");
    terminal.send("q\n");
    assert_eq!(terminal.end(), 4, "{}", terminal.screen());
    let printed = fs::read_to_string(printed).unwrap();
    assert!(printed.contains(&note), "{printed}");
    assert!(machine.journal().ends_with('\n'));
}

#[test]
fn a_restart_that_cannot_begin_leaves_the_unfinished_practice_as_it_is() {
    let machine = Machine::new();
    let begin = "exec \"$ROLEFIT\" prep practice --role product-owner";
    let mut terminal = machine.practise(begin);
    terminal.until("Say it aloud");
    terminal.send("q\n");
    assert_eq!(terminal.end(), 5);
    let before = machine.journal();
    for (wrong, code) in [
        (
            "--restart --kind motivation --trait craft-commerce --level senior",
            2,
        ),
        ("--restart --plan /nonexistent.json", 4),
    ] {
        let role = if wrong.contains("--plan") {
            ""
        } else {
            "--role product-owner"
        };
        let line = format!("exec \"$ROLEFIT\" prep practice {role} {wrong}");
        let mut terminal = machine.practise(&line);
        assert_eq!(terminal.end(), code, "{}", terminal.screen());
        assert_eq!(machine.journal(), before);
    }
    let mut terminal = machine.practise(&format!("{begin} --restart"));
    terminal.until("Say it aloud");
    terminal.send("q\n");
    assert_eq!(terminal.end(), 5);
    let after = machine.journal();
    let kinds: Vec<&str> = after
        .lines()
        .map(|line| {
            line.split("\"kind\":\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
        })
        .collect();
    // The first is set aside, and can be taken up again.
    assert_eq!(kinds, ["begun", "begun"]);
}

#[test]
fn progress_names_a_command_that_runs_and_the_practice_that_is_unfinished() {
    let machine = Machine::new();
    let next = |machine: &Machine| machine.done(&["prep", "progress"]);
    assert!(next(&machine).contains("rolefit prep practice --role product-owner "));
    let mut terminal = machine.practise("exec \"$ROLEFIT\" prep practice --role product-manager");
    terminal.until("Say it aloud");
    terminal.send("q\n");
    assert_eq!(terminal.end(), 5);
    let shown = next(&machine);
    assert!(
        shown.contains("product-manager is unfinished: 0 of "),
        "{shown}"
    );
    assert!(shown.contains("rolefit prep practice "), "{shown}");
}

#[test]
fn a_second_role_is_practised_while_the_first_waits_and_each_is_taken_up_again() {
    let machine = Machine::new();
    let begin = "exec \"$ROLEFIT\" prep practice";
    let first = |options: &str, shown: &str| {
        let mut terminal = machine.practise(&format!("{begin} {options}"));
        terminal.until("Say it aloud");
        let screen = terminal.screen();
        assert!(screen.contains(shown), "no `{shown}` in: {screen}");
        terminal.send("q\n");
        assert_eq!(terminal.end(), 5);
    };
    let kind = "--kind situational";
    first(&format!("--role product-owner {kind}"), "Question 1 of");
    first(
        &format!("--role product-manager {kind}"),
        "the practice for product-owner is set aside",
    );
    first(
        "--role product-owner",
        "going on with the practice for product owner, 0 of",
    );
    first(
        "--role product-manager",
        "going on with the practice for product manager",
    );
    // Without a role the one that was practised last.
    first("", "going on with the practice for product manager");
    let progress = machine.json(&["prep", "progress"]);
    assert_eq!(progress["unfinished"]["role"], "product-manager");
    assert_eq!(progress["set_aside"][0]["role"], "product-owner");
    let shown = machine.done(&["prep", "progress"]);
    assert!(
        shown.contains("A practice for product-owner is set aside: 0 of"),
        "{shown}"
    );
    let before = machine.journal();
    for (options, words) in [
        ("--role nonsense", "there is no role `nonsense`"),
        ("--format json", "practice has no result to write"),
    ] {
        let mut terminal = machine.practise(&format!("{begin} {options}"));
        assert_eq!(terminal.end(), 2, "{}", terminal.screen());
        assert!(terminal.screen().contains(words), "{}", terminal.screen());
    }
    assert_eq!(machine.journal(), before);
    first(
        "--role product-manager --topic money --count 2",
        "it goes on as it was begun; not read again: --topic, --count",
    );
    first("--restart --role product-manager --seed 7", "Question 1 of");
    first(
        "--seed 9",
        "it goes on as it was begun; not read again: --seed",
    );
    // What names its questions begins anew.
    first(
        "--question price-you-argued-about",
        "the practice for product-manager is set aside",
    );
}

#[test]
fn stories_that_fit_are_offered_where_a_question_asks_for_one() {
    let machine = Machine::new();
    let plan = machine.json(&["prep", "--role", "product-owner", "--kind", "behavioural"]);
    let question = &plan["questions"][0];
    let stories = fs::read_to_string("data/examples/stories.toml").unwrap();
    let topics = format!("topics = [{}]", question["topics"][0]);
    let at = stories.find("topics = ").unwrap();
    let end = stories[at..].find('\n').unwrap() + at;
    let stories = format!("{}{topics}{}", &stories[..at], &stories[end..]);
    let file = machine.path().join("stories.toml");
    fs::write(&file, stories).unwrap();
    let mut terminal = machine.practise(&format!(
        "exec \"$ROLEFIT\" prep practice --role product-owner --question {} --stories {}",
        question["id"],
        file.display()
    ));
    terminal.until("Say it aloud");
    let screen = terminal.screen();
    assert!(screen.contains("Your stories that fit:"), "{screen}");
    assert!(
        screen.contains("The booking form. Our booking form lost"),
        "{screen}"
    );
    terminal.send("q\n");
    assert_eq!(terminal.end(), 5);
}

#[test]
fn notes_of_an_answer_that_is_not_rated_yet_are_shown() {
    let machine = Machine::new();
    let mut terminal = machine.practise(
        "exec \"$ROLEFIT\" prep practice --role product-owner --kind behavioural --count 1",
    );
    terminal.until("Say it aloud");
    terminal.send("\n");
    terminal.until("Situation.");
    terminal.send("the tide table\n");
    terminal.until("Task.");
    terminal.send("q\n");
    assert_eq!(terminal.end(), 5);
    let shown = machine.done(&["prep", "progress", "--notes"]);
    assert!(shown.contains("(not rated yet)"), "{shown}");
    assert!(shown.contains("Situation: the tide table"), "{shown}");
    let data = machine.json(&["prep", "progress"]);
    assert_eq!(data["unrated"][0]["notes"][0]["text"], "the tide table");
}

#[test]
fn a_question_can_be_practised_by_its_id_at_the_time_that_is_named() {
    let machine = Machine::new();
    let mut terminal = machine.practise(
        "exec \"$ROLEFIT\" prep practice --question price-you-argued-about --at 2026-01-01T00:00:00Z",
    );
    terminal.until("Question 1 of 1");
    terminal.send("s\n");
    assert_eq!(terminal.end(), 0);
    assert!(
        machine.journal().contains("\"at\":17672256"),
        "{}",
        machine.journal()
    );
}

#[test]
fn a_plan_that_was_changed_by_hand_is_refused_with_the_number_of_each_fault() {
    let machine = Machine::new();
    let asked = machine.json(&[
        "prep",
        "--role",
        "product-owner",
        "--kind",
        "for-the-employer",
    ]);
    let mut plan = machine.json(&["prep", "--role", "product-owner", "--minutes", "30"]);
    let others = machine.json(&["prep", "--role", "project-manager", "--minutes", "180"]);
    let is_own = |one: &Value| {
        one["roles"]
            .as_array()
            .unwrap()
            .contains(&"product-owner".into())
    };
    let mut others = others["questions"].as_array().unwrap().iter();
    let other = others.find(|one| !is_own(one)).unwrap().clone();
    let first = plan["questions"][0].clone();
    plan["questions"] = Value::Array(vec![
        first.clone(),
        asked["to_ask"][0].clone(),
        other,
        first,
        5.into(),
        serde_json::json!({ "id": "price-you-argued-abouts" }),
    ]);
    let file = machine.path().join("plan.json");
    let refused = |plan: &Value| {
        fs::write(&file, plan.to_string()).unwrap();
        let line = format!("exec \"$ROLEFIT\" prep practice --plan {}", file.display());
        let mut terminal = machine.practise(&line);
        assert_eq!(terminal.end(), 3, "{}", terminal.screen());
        assert_eq!(machine.journal(), "");
        let words: Vec<String> = terminal
            .screen()
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        words.join(" ")
    };
    let shown = refused(&plan);
    for words in [
        "question 2: ",
        "is asked by the candidate, and not answered",
        "question 3: ",
        "is not asked for `product-owner`",
        "question 4: ",
        "is question 1 too",
        "question 5: this has no `id` of a question",
        "question 6: the bank has no question `price-you-argued-abouts` help: did you mean `price-you-argued-about`?",
        "5 faults",
    ] {
        assert!(shown.contains(words), "no `{words}` in: {shown}");
    }
    plan["bank"]["id"] = "another".into();
    assert!(refused(&plan).contains("the plan is from the question bank `another`"));
    assert!(refused(&Value::Null).contains("this is JSON and no plan"));
}

#[test]
fn a_plan_is_practised_in_its_order_and_a_changed_bank_is_said() {
    let machine = Machine::new();
    let mut plan = machine.json(&["prep", "--role", "product-owner", "--minutes", "30"]);
    plan["bank"]["hash"] = "0".into();
    let file = machine.path().join("plan.json");
    fs::write(&file, plan.to_string()).unwrap();
    let line = format!("exec \"$ROLEFIT\" prep practice --plan {}", file.display());
    let mut terminal = machine.practise(&line);
    terminal.until("Say it aloud");
    assert!(
        terminal.screen().contains("the question bank"),
        "{}",
        terminal.screen()
    );
    terminal.send("q\n");
    assert_eq!(terminal.end(), 5);
    let ids: Vec<&Value> = plan["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["id"])
        .collect();
    let begun: Value = serde_json::from_str(machine.journal().lines().next().unwrap()).unwrap();
    assert_eq!(begun["event"]["questions"], serde_json::json!(ids));
}

#[test]
fn a_kill_in_the_middle_of_an_answer_costs_no_line_and_the_end_sums_the_whole_practice_up() {
    let machine = Machine::new();
    let line = "exec \"$ROLEFIT\" prep practice --role product-owner --kind behavioural --count 2";
    let mut terminal = machine.practise(line);
    terminal.until("Say it aloud");
    terminal.send("\n");
    terminal.until("Situation.");
    terminal.send("the tide table\n");
    terminal.until("Task.");
    terminal.send("half a line");
    terminal.until("half a line");
    terminal.signal(Signal::KILL);
    terminal.end();
    let mut terminal = machine.practise("exec \"$ROLEFIT\" prep practice");
    terminal.until("Task.");
    assert!(
        terminal
            .screen()
            .contains("going on with the practice for product owner, 0 of 2")
    );
    assert!(
        terminal.screen().contains("- Situation: the tide table"),
        "{}",
        terminal.screen()
    );
    for (sent, shown) in [
        ("task\n", "Your own action."),
        ("\n", "Result."),
        ("\n", "What you learned."),
        ("\n", "If pressed"),
    ] {
        terminal.send(sent);
        terminal.until(shown);
    }
    let begun: Value = serde_json::from_str(machine.journal().lines().next().unwrap()).unwrap();
    let id = begun["event"]["questions"][0].as_str().unwrap();
    let plan = machine.json(&["prep", "--role", "product-owner", "--question", id]);
    let follow_ups = plan["questions"][0]["follow_ups"].as_array().unwrap().len();
    terminal.send(&"\n".repeat(follow_ups));
    terminal.until("Strong signals in your answer");
    terminal.send("1\n");
    terminal.until("Red flags in your answer");
    terminal.send("\n");
    terminal.until("Your rating");
    terminal.send("1\n");
    terminal.until("Question 2 of 2");
    terminal.send("s\n");
    assert_eq!(terminal.end(), 0);
    let screen = terminal.screen();
    assert!(
        screen.contains("Done: 2 questions, 1 rated, 1 skipped"),
        "{screen}"
    );
    assert!(screen.contains("Back tomorrow."), "{screen}");
    assert!(
        words(&screen).contains("rolefit prep practice --role product-owner what you rated low"),
        "{screen}"
    );
}

#[test]
fn practice_asks_the_questions_of_the_plan_with_the_same_arguments_in_its_order() {
    let machine = Machine::new();
    for wishes in [
        &[][..],
        &["--level", "entry"],
        &["--seed", "7", "--minutes", "60"],
        &["--move-from", "project-manager"],
        &[
            "--result",
            "data/examples/between.toml",
            "--level",
            "entry,mid",
        ],
    ] {
        let of = ["--role", "product-owner", "--at", "2026-03-01T12:00:00Z"];
        let ids = |command: &[&str]| {
            let questions = machine.done(&[command, &of, wishes, &["--ndjson"]].concat());
            let ids = questions.lines().filter_map(|line| {
                let question: Value = serde_json::from_str(line).unwrap();
                // What the candidate asks is not practised.
                let is_answered = question["kind"] != "for-the-employer";
                is_answered.then(|| question["id"].as_str().unwrap().to_owned())
            });
            ids.collect::<Vec<_>>()
        };
        let planned = ids(&["prep"]);
        assert!(!planned.is_empty());
        assert_eq!(ids(&["prep", "practice"]), planned, "{wishes:?}");
    }
}

#[test]
fn what_comes_after_practice_is_for_the_same_wishes() {
    let machine = Machine::new();
    let mut terminal = machine.practise(
        "exec \"$ROLEFIT\" prep practice --role product-owner --level entry --move-from project-manager --date 2099-01-31 --count 1",
    );
    terminal.until("Question 1 of 1");
    terminal.send("s\n");
    assert_eq!(terminal.end(), 0);
    let said = words(&terminal.screen()).replace(" \\ ", " ");
    for next in [
        "rolefit prep practice --role product-owner --move-from project-manager --level entry --date 2099-01-31",
        "rolefit prep progress --notes --date 2099-01-31",
    ] {
        assert!(said.contains(next), "{said}");
    }
    let plan = [
        "prep",
        "--role",
        "product-owner",
        "--seed",
        "7",
        "--minutes",
        "20",
    ];
    let plan = words(&machine.done(&plan)).replace(" \\ ", " ");
    let drill = "rolefit prep practice --role product-owner --seed 7 --minutes 20 ";
    assert!(plan.contains(drill), "{plan}");
}

#[test]
fn at_a_terminal_a_plan_lists_its_questions_and_names_the_command_for_the_whole() {
    let machine = Machine::new();
    let plan = [
        "prep",
        "--role",
        "product-owner",
        "--level",
        "entry",
        "--seed",
        "7",
    ];
    for (more, rows) in [(&[][..], 40), (&["--plain"], 60), (&[], 20)] {
        let plan = [&plan[..], more].concat();
        let mut terminal = Terminal::run(machine.path(), &plan, 100, rows);
        assert_eq!(terminal.end(), 0);
        let screen = terminal.screen();
        // The name by which the program is called may be so long that its commands are folded.
        let joined = words(&screen).replace(" \\ ", " ");
        // Of what is higher than the window its top is gone.
        for said in [
            "--seed 7 -o plan.html",
            "prep practice",
            "Interview preparation",
            " 1. ",
        ]
        .into_iter()
        .take(if rows < 24 { 2 } else { 4 })
        {
            assert!(joined.contains(said), "{screen}");
        }
        let all = String::from_utf8_lossy(&terminal.bytes);
        assert!(!all.contains("Red flags"), "{screen}");
    }
    let named = [&plan[..3], &["--question", "sh-why-us"]].concat();
    let mut terminal = Terminal::run(machine.path(), &named[..], 100, 60);
    assert_eq!(terminal.end(), 0);
    assert!(terminal.screen().contains("Red flags"));
    assert!(machine.done(&plan).contains("Red flags"));
}
