//! What is kept, at a terminal: questions before something is deleted, and questionnaires that keep results.

use std::fs;

use super::{Machine, OWNER, furnished, machine};
use crate::terminal::{Terminal, words};

#[test]
fn deleting_asks_at_a_terminal_and_no_answer_but_yes_deletes() {
    let machine = machine();
    for (keys, code, left) in [
        ("\r", 1, 3),
        ("n\r", 1, 3),
        ("rolefit history\r", 1, 3),
        ("y\x03", 130, 3),
        ("y\r", 0, 2),
    ] {
        let mut terminal = Terminal::run(&machine.home(), &["history", "delete", OWNER], 80, 24);
        terminal.until("kept on 2026-01-31 at 18:00 UTC: Your answers to");
        terminal.until("product-roles 2.6.0 (84 answers), Product owner, and it is clear");
        terminal.until("Delete?");
        terminal.send(keys);
        assert_eq!(terminal.end(), code, "{keys:?}: {}", terminal.screen());
        assert_eq!(machine.files().len(), left, "{keys:?}");
        assert!(terminal.cursor_is_visible());
        let said = terminal.screen().contains("nothing was deleted");
        assert_eq!(said, code != 0, "{}", terminal.screen());
    }
}

#[test]
fn clearing_says_what_will_go_and_in_plain_mode_asks_by_a_line() {
    let machine = furnished();
    let arguments = ["history", "clear", "--all", "--plain"];
    for (line, code) in [("no\n", 1), ("yes\n", 0)] {
        let mut terminal = Terminal::run(&machine.home(), &arguments, 80, 24);
        terminal.until("Delete? yes or no:");
        for what in [
            "3 results",
            "1 paused questionnaire",
            "1 record of practice",
            "2 copies set aside",
            "1 rest of a save that was cut short",
        ] {
            assert!(terminal.screen().contains(what), "{}", terminal.screen());
        }
        terminal.send(line);
        assert_eq!(terminal.end(), code);
        assert!(!terminal.bytes.contains(&0x1b));
    }
    assert_eq!(machine.files(), ["mine.txt", "results/notes.txt"]);
}

#[test]
fn clearing_deletes_nothing_that_came_or_changed_after_the_question() {
    let machine = furnished();
    let practice = "practice-product-roles-interview.jsonl";
    let arguments = ["history", "clear", "--all"];
    let mut terminal = Terminal::run(&machine.home(), &arguments, 80, 40);
    terminal.until("Delete?");
    let id = "20260401-120000-123456";
    machine.keep(id, "{}");
    fs::write(machine.home().join("draft-other-roles.jsonl"), "{}").unwrap();
    fs::write(machine.home().join(practice), "{}").unwrap();
    terminal.send("y\r");
    assert_eq!(terminal.end(), 0);
    let result = format!("results/{id}.json");
    let left = ["draft-other-roles.jsonl", "mine.txt", practice, &result];
    assert_eq!(
        machine.files(),
        [&left[..], &["results/notes.txt"]].concat()
    );
    let screen = words(&terminal.screen());
    assert!(screen.contains("deleted 3 results, 1 paused"), "{screen}");
    let said = "not deleted, for it came or changed after the question";
    assert_eq!(screen.matches(said).count(), 3, "{screen}");
}

#[test]
fn nothing_is_cleared_under_the_hands_of_somebody_who_answers() {
    let machine = machine();
    let mut terminal = Terminal::run(&machine.home(), &["take", "--seed", "1"], 80, 30);
    terminal.until("question 1 ");
    terminal.send("1");
    terminal.until("question 2 ");
    let before = machine.files();
    machine.refused(
        &["history", "clear", "--yes"],
        4,
        &["is asking the questionnaire", "nothing was deleted"],
    );
    assert_eq!(machine.files(), before);
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
    machine.done(&["history", "clear", "--yes"]);
    assert_eq!(machine.files(), [""; 0]);
}

#[test]
fn twenty_processes_that_finish_at_once_keep_twenty_results() {
    let machine = Machine::new();
    let source = fs::read_to_string("tests/fixtures/minimal.toml").unwrap();
    let mut terminals: Vec<Terminal> = (0..20)
        .map(|number| {
            // One questionnaire of a catalogue at a time: twenty at once need twenty catalogues.
            let file = machine.0.path().join(format!("roles-{number}.toml"));
            let id = format!("id = \"minimal-{number}\"");
            fs::write(&file, source.replace("id = \"minimal\"", &id)).unwrap();
            let file = file.to_str().unwrap();
            Terminal::run(&machine.home(), &["take", "--catalogue", file], 80, 30)
        })
        .collect();
    for terminal in &mut terminals {
        terminal.until("question 1 ");
    }
    for terminal in &mut terminals {
        // The title is asked last.
        terminal.send("111s");
    }
    for terminal in &mut terminals {
        assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    }
    let list = machine.json(&["history"]);
    let results = list["results"].as_array().unwrap();
    let mut catalogues: Vec<&str> = results
        .iter()
        .map(|one| one["catalogue"]["id"].as_str().unwrap())
        .collect();
    catalogues.sort_unstable();
    catalogues.dedup();
    assert_eq!((results.len(), catalogues.len()), (20, 20));
    assert!(machine.files().iter().all(|name| !name.contains(".jsonl")));
}

#[test]
fn answers_about_somebody_else_are_kept_under_their_name_and_found_again() {
    let machine = Machine::new();
    let arguments = [
        "take", "--about", "Ana B.", "--length", "quick", "--seed", "1",
    ];
    let mut terminal = Terminal::run(&machine.home(), &arguments, 100, 40);
    terminal.until("how Ana B. likes to work");
    terminal.until("Your answers are about Ana B., as you see them");
    terminal.until("question 1 ");
    terminal.send("1");
    terminal.until("question 2 ");
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
    assert!(
        terminal
            .screen()
            .contains("go on with: rolefit take --resume --about 'Ana B.'"),
        "{}",
        terminal.screen()
    );
    // One's own questionnaire is another one, and begins with its own first question.
    let mut own = Terminal::run(&machine.home(), &["take", "--seed", "1"], 100, 40);
    own.until("question 1 ");
    assert!(!own.screen().contains("Ana"), "{}", own.screen());
    own.send("q");
    assert_eq!(own.end(), 5);
    let mut terminal = Terminal::run(&machine.home(), &["take", "--about", "Ana B."], 100, 70);
    terminal.until("A questionnaire about Ana B. is paused (1 answer)");
    terminal.until("Cancel");
    terminal.send("\r");
    terminal.until("Your answers are about Ana B.");
    terminal.until("question 2 ");
    terminal.send(&"1".repeat(15));
    assert_eq!(terminal.end(), 0);
    let list = machine.json(&["history"]);
    assert_eq!(list["results"][0]["about"], "Ana B.");
    let id = list["results"][0]["id"].as_str().unwrap();
    for kept in [format!("kept as {id}"), format!("rolefit report {id}")] {
        assert!(terminal.screen().contains(&kept), "{}", terminal.screen());
    }
    assert!(machine.done(&["history", "show", id]).contains("Ana B."));
    for next in [
        format!("rolefit history show {id} -o ana-b.json"),
        "rolefit compare --with latest --with ana-b.json".to_owned(),
    ] {
        assert!(terminal.screen().contains(&next), "{}", terminal.screen());
    }
}

#[test]
fn a_finished_questionnaire_says_where_its_result_is_kept_and_written() {
    let machine = Machine::new();
    let file = machine.0.path().join("result.json");
    let arguments = ["take", "--length", "quick", "-o", file.to_str().unwrap()];
    let mut terminal = Terminal::run(&machine.home(), &arguments, 200, 40);
    terminal.until("question 1 ");
    terminal.send(&"1".repeat(16));
    assert_eq!(terminal.end(), 0);
    let screen = terminal.screen();
    assert!(
        screen.contains(&format!("written to `{}`", file.display())),
        "{screen}"
    );
    assert!(
        screen.contains("see it again with:\nrolefit report"),
        "{screen}"
    );
    assert_eq!(
        fs::read_to_string(file).unwrap(),
        machine.done(&["history", "show", "--format", "json"])
    );
}

#[test]
fn at_a_terminal_a_kept_result_fits_the_window_and_names_the_command_for_the_whole() {
    let machine = machine();
    for (columns, rows) in [(100, 24), (80, 24), (50, 30), (30, 30)] {
        let mut terminal = Terminal::run(&machine.home(), &["history", "show"], columns, rows);
        assert_eq!(terminal.end(), 0);
        let screen = terminal.screen();
        assert!(screen.trim_start().starts_with("You "), "{screen}");
        // The name by which the program is called may be as long as a line.
        let joined: String = screen.split([' ', '\n', '\\']).collect();
        assert!(joined.contains("rolefitreport"), "{screen}");
    }
    let whole = machine.done(&["history", "show"]);
    assert!(
        whole.contains("Where you stand") && whole.contains("fingerprint"),
        "{whole}"
    );
}

#[test]
fn what_is_longer_than_the_window_says_how_it_is_kept() {
    let machine = Machine::new();
    let between = concat!(env!("CARGO_MANIFEST_DIR"), "/data/examples/between.toml");
    let said = "the same command with `-o page.html` keeps all of it";
    for (arguments, rows, is_said) in [
        (&["report", between][..], 30, true),
        (&["report", between], 200, false),
        (&["compare", "product-owner", "product-manager"], 30, true),
        (&["report", between, "--format", "markdown"], 30, false),
        // With it a page would hold text.
        (&["report", between, "--format", "text"], 30, false),
    ] {
        let mut terminal = Terminal::run(&machine.home(), arguments, 100, rows);
        assert_eq!(terminal.end(), 0);
        let screen = words(&terminal.screen());
        assert_eq!(
            screen.contains(said),
            is_said,
            "{arguments:?} {rows}: {screen}"
        );
    }
}
