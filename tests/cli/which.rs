//! Which questionnaire is asked where nothing says so.

use std::fs;

use tempfile::TempDir;

use crate::terminal::Terminal;

const OTHERS: &str = "o shows 4 other questionnaires";

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn run(home: &TempDir, arguments: &[&str]) -> Terminal {
    Terminal::run(home.path(), arguments, 80, 30)
}

#[test]
fn enter_starts_the_usual_one_and_the_card_is_gone() {
    let home = home();
    let mut terminal = run(&home, &[]);
    terminal.until(OTHERS);
    terminal.send("x1\r");
    terminal.until("question 1 ");
    assert!(
        terminal
            .screen()
            .contains("Product owner, project manager or product manager?")
    );
    assert!(!terminal.screen().contains("Enter starts it"));
    terminal.send("1");
    terminal.until("question 2 ");
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
    // What is paused is asked about instead.
    let mut terminal = run(&home, &[]);
    terminal.until("A questionnaire is paused (1 answer)");
    assert!(!terminal.screen().contains("Enter starts it"));
    terminal.send("\x1b");
    assert_eq!(terminal.end(), 5);
}

#[test]
fn another_one_is_chosen_from_a_list_and_going_on_names_it() {
    let home = home();
    let folder = home.path().join("catalogues");
    fs::create_dir(&folder).unwrap();
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/minimal.toml");
    fs::copy(fixture, folder.join("minimal.toml")).unwrap();
    let mut terminal = run(&home, &["take"]);
    terminal.until("o shows 5 other questionnaires");
    terminal.send("o");
    terminal.until("  Left or right?");
    terminal.send("\x1b");
    terminal.until_gone("  Left or right?");
    terminal.until("o shows 5 other questionnaires");
    terminal.send("o");
    terminal.until("  Left or right?");
    terminal.send("\x1b[A");
    terminal.until("> Left or right?");
    terminal.send("\r");
    terminal.until("question 1 ");
    terminal.send("1");
    terminal.until("question 2 ");
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
    assert!(
        terminal
            .screen()
            .contains("rolefit take --resume --catalogue minimal"),
        "{}",
        terminal.screen()
    );
    assert!(terminal.cursor_is_visible());
}

#[test]
fn the_card_says_what_is_kept_and_which_commands_lead_there() {
    let home = home();
    let result = std::process::Command::new(env!("CARGO_BIN_EXE_rolefit"))
        .args(["score", "--format", "json"])
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/data/examples/between.toml"
        ))
        .output()
        .unwrap();
    fs::create_dir(home.path().join("results")).unwrap();
    for (count, id) in ["20260131-180000-abcdef", "20260201-180000-abcdef"]
        .iter()
        .enumerate()
    {
        fs::write(
            home.path().join(format!("results/{id}.json")),
            &result.stdout,
        )
        .unwrap();
        let said = match count {
            0 => "1 result is kept: rolefit history",
            _ => "2 results are kept: rolefit history",
        };
        for arguments in [&[][..], &["--plain"]] {
            let mut terminal = run(&home, arguments);
            terminal.until(said);
            let (asked, leave) = match arguments {
                [] => ("q leaves.", "q"),
                _ => ("other or quit:", "quit\n"),
            };
            terminal.until(asked);
            terminal.send(leave);
            assert_eq!(terminal.end(), 5);
        }
    }
    // Plain text is longer than the window, and its top is gone.
    for (arguments, asked, key, said) in [
        (
            &[][..],
            "r shows your latest result",
            "r",
            "between PRODUCT OWNER and PRODUCT MANAGER",
        ),
        (
            &["--plain"],
            "type result to see the latest",
            "result\n",
            "54 questions answered, of 94 in all",
        ),
    ] {
        let mut terminal = run(&home, arguments);
        terminal.until(asked);
        terminal.send(key);
        terminal.until(said);
        // The ways on are those that a result has when it is new.
        terminal.until("a page to keep or send");
        terminal.until("Enter leaves");
        terminal.leaves_offer = false;
        terminal.send("\n");
        assert_eq!(terminal.end(), 0);
    }
    let mut terminal = run(&home, &["take", "--about", "Ana B."]);
    terminal.until("question 1 ");
    terminal.send("1");
    terminal.until("question 2 ");
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
    let mut terminal = run(&home, &[]);
    terminal.until("One is paused: rolefit take --resume --about 'Ana B.'");
    terminal.until("q leaves.");
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
}

#[test]
fn the_practice_that_was_begun_last_goes_on_at_a_key_as_it_was_begun() {
    for (plain, asked, key) in [
        (None, "p goes on practising", "p"),
        (
            Some("--plain"),
            "practice to go on practising",
            "practice\n",
        ),
    ] {
        let home = home();
        let begin = |options: &str, said: &[&str]| {
            let words = ["prep", "practice", "--role", "product-owner"];
            let words = words.into_iter().chain(plain).chain(options.split(' '));
            let mut terminal = run(&home, &words.collect::<Vec<_>>());
            terminal.until("Say it aloud");
            for line in said {
                terminal.send(&format!("{line}\n"));
            }
            terminal.end()
        };
        let go_on = |named: &str, said: &[&str]| {
            let mut terminal = run(&home, &plain.into_iter().collect::<Vec<_>>());
            terminal.until(named);
            terminal.until(asked);
            terminal.send(key);
            terminal.until("Say it aloud");
            for words in said {
                assert!(
                    terminal.screen().contains(words),
                    "{words}: {}",
                    terminal.screen()
                );
            }
            assert!(
                !terminal.screen().contains("not read again"),
                "{}",
                terminal.screen()
            );
            terminal.send("q\n");
            terminal.until("go on with: rolefit prep practice");
            assert_eq!(terminal.end(), 5);
            terminal.screen()
        };
        assert_eq!(
            begin("--level entry --count 1 --date 2099-12-12", &["q"]),
            5
        );
        let day = "Practice: product owner, interview Saturday 12 December";
        let screen = go_on(
            day,
            &["going on with the practice for product owner", "1 of 1"],
        );
        assert!(screen.contains("--date 2099-12-12"), "{screen}");
        // One that was ended has questions that return, until the interview is over.
        let again = "--level entry --count 1 --date 2099-12-12";
        assert_eq!(begin(again, &["n", "", "", ""]), 0);
        let screen = go_on(day, &["Question 1 of 1"]);
        assert!(!screen.contains("going on with"), "{screen}");
        let past = "--restart --date 2020-01-31 --level entry --count 1 --seed 7";
        assert_eq!(begin(past, &["q"]), 5);
        let screen = go_on("Practice: product owner\n", &[]);
        assert!(!screen.contains("--date"), "{screen}");
    }
}

#[test]
fn leaving_the_card_changes_nothing() {
    for (keys, code, said) in [
        ("q", 5, "nothing was changed"),
        ("\x1b", 5, "nothing was changed"),
        // A key that comes before the terminal reads keys is a signal, which says the same.
        ("\x03", 130, "stopped; nothing was changed"),
    ] {
        let home = home();
        let mut terminal = run(&home, &[]);
        terminal.until(OTHERS);
        // The card may arrive in parts; this stands at its end.
        terminal.until("q leaves.");
        terminal.send(keys);
        assert_eq!(terminal.end(), code, "{keys:?}");
        assert!(terminal.screen().contains(said), "{}", terminal.screen());
        assert!(terminal.cursor_is_visible());
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 0);
    }
}

#[test]
fn an_option_says_that_it_is_plain_what_is_meant() {
    for arguments in [
        &["take", "--length", "quick"][..],
        &["--catalogue", "small-team"],
    ] {
        let home = home();
        let mut terminal = run(&home, arguments);
        terminal.until("question 1 ");
        assert!(!terminal.screen().contains("Enter starts it"));
        terminal.send("q");
        assert_eq!(terminal.end(), 5);
    }
}

#[test]
fn typed_lines_choose_without_one_escape_sequence() {
    let home = home();
    let mut terminal = run(&home, &["--plain"]);
    terminal.until("type other or quit:");
    terminal.send("other\n");
    terminal.until("4 Product lead or delivery lead?");
    terminal.until("Type a number from 1 to 5, or quit:");
    terminal.send("9\n");
    terminal.send("4\n");
    terminal.until("question 1 ");
    terminal.until("help or quit:");
    terminal.send("quit\n");
    assert_eq!(terminal.end(), 5);
    assert!(!terminal.bytes.contains(&0x1b));
}

#[test]
fn in_a_narrow_window_titles_that_begin_alike_are_told_apart() {
    let home = home();
    let mut terminal = Terminal::run(home.path(), &[], 30, 24);
    terminal.until("leaves.");
    terminal.send("o");
    terminal.until("platform-team: ");
    terminal.until("role-needed: ");
    terminal.send("\x03");
    assert_eq!(terminal.end(), 130);
    assert!(terminal.cursor_is_visible());
}
