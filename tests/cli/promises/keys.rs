//! Only what somebody types counts: whatever else a terminal sends is no answer, wherever it is torn apart, and what was
//! sent before anybody was asked is dropped.

use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::terminal::Terminal;

/// What terminals send that nobody typed, and keys that mean nothing at a question.
const NO_ANSWER: &[&str] = &[
    "\x1b[1;2C",
    "\x1b[1;3D",
    "\x1b[3;2~",
    "\x1b[1;5C",
    "\x1b[1;2S",
    "\x1b[[A",
    "\x1bO2P",
    "\x1b1",
    "\x1b\x1b[A",
    "\x1b]11;rgb:1414/1919/1f1f\x1b\\",
    "\x1b]11;rgb:1414/1919/1f1f\x07",
    "\x1b[?61;4;6;7;14;21;22c",
    "\x1b[2;3R",
    "\x1bP>|term 1.2.3\x1b\\",
    "\x1b_Gi=31;1234\x1b\\",
    "\x1b^1234\x1b\\",
    "\x1bX1234\x1b\\",
    "\u{9b}?61;4;6c",
    "\x1b[<0;12;23M",
    "\x1b[M 12",
    "\x1b[50;1:1u\x1b[50;1:3u",
    "\x1b[27;2;49~",
    "\x1b[200~1\n2\n\x1b[201~",
    "\u{9b}200~1\n2\n\u{9b}201~",
    "\x1b\x1b[200~1\n2\n\x1b[201~",
];

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Opens the first question.
fn asked(home: &TempDir, arguments: &[&str]) -> Terminal {
    let mut terminal = Terminal::run(home.path(), arguments, 80, 30);
    terminal.until("question 1 ");
    terminal.until("q save and quit");
    terminal
}

const TAKE: &[&str] = &["take", "--seed", "1", "--length", "full"];

#[test]
fn nothing_that_a_terminal_sends_by_itself_is_an_answer() {
    for sent in NO_ANSWER {
        let home = home();
        let mut terminal = asked(&home, TAKE);
        terminal.send(&format!("{sent}q"));
        assert_eq!(terminal.end(), 5, "{sent:?}: {}", terminal.screen());
        let screen = terminal.screen();
        assert!(
            screen.contains("nothing was answered yet"),
            "{sent:?}: {screen}"
        );
    }
}

#[test]
fn a_sequence_that_comes_in_parts_is_one_and_a_lone_esc_a_key() {
    let home = home();
    let mut terminal = asked(&home, TAKE);
    for sent in ["\x1b[C", "\x1b[1;2C", "\x1b]11;1\x1b\\", "\x1bOq"] {
        for part in sent.chars() {
            terminal.send(&part.to_string());
            thread::sleep(Duration::from_millis(10));
        }
    }
    // The last of them is a digit on an application's keypad.
    terminal.until("question 2 ");
    terminal.send("\x1b");
    assert_eq!(terminal.end(), 5);
    assert!(
        terminal.screen().contains("1 answer is saved"),
        "{}",
        terminal.screen()
    );
}

#[test]
fn an_esc_waits_for_the_rest_that_a_slow_line_holds_back() {
    let home = home();
    let mut terminal = asked(&home, TAKE);
    for rest in ["[C", "[3~", "OB", "[200~3\x1b[201~", "]11;3\x07"] {
        terminal.send("\x1b");
        thread::sleep(Duration::from_millis(250));
        terminal.send(rest);
    }
    terminal.send("q");
    assert_eq!(terminal.end(), 5, "{}", terminal.screen());
    let screen = terminal.screen();
    assert!(screen.contains("nothing was answered yet"), "{screen}");
}

#[test]
fn what_comes_behind_an_esc_that_was_a_key_is_no_answer() {
    let rests = [
        "[3~",
        "[200~3\n\x1b[201~",
        "Or",
        "]11;3333\x07",
        "P3\x1b\\",
        "[50;1u",
    ];
    let homes = rests.map(|_| home());
    let mut terminals: Vec<Terminal> = homes.iter().map(|home| asked(home, TAKE)).collect();
    for terminal in &mut terminals {
        terminal.send("?");
        terminal.until("any key goes back");
        // The help is left by it.
        terminal.send("\x1b");
        terminal.until_gone("any key goes back");
    }
    for (terminal, rest) in terminals.iter_mut().zip(rests) {
        terminal.send(rest);
        thread::sleep(Duration::from_millis(50));
        terminal.send("q");
        assert_eq!(terminal.end(), 5, "{rest:?}: {}", terminal.screen());
        let screen = terminal.screen();
        assert!(
            screen.contains("nothing was answered yet"),
            "{rest:?}: {screen}"
        );
    }
}

#[test]
fn what_has_begun_to_come_is_no_key_however_slow_the_line() {
    let torn = [
        ("\x1b]11;", "1111\x07"),
        ("\x1bP", "1111\x1b\\"),
        ("\x1b[", "1;2C"),
        ("\x1b[M", "111"),
        ("\x1bO", "2P"),
    ];
    let homes = torn.map(|_| home());
    let mut terminals: Vec<Terminal> = homes.iter().map(|home| asked(home, TAKE)).collect();
    for (terminal, (begun, _)) in terminals.iter_mut().zip(torn) {
        terminal.send(begun);
    }
    thread::sleep(Duration::from_millis(1500));
    for (terminal, (begun, rest)) in terminals.iter_mut().zip(torn) {
        terminal.send(&format!("{rest}q"));
        assert_eq!(terminal.end(), 5, "{begun:?}");
        let screen = terminal.screen();
        assert!(
            screen.contains("nothing was answered yet"),
            "{begun:?}: {screen}"
        );
    }
}

#[test]
fn what_begins_beside_the_key_that_starts_the_questions_answers_none_of_them() {
    let torn = [
        ("\x1b[1", "2;3R"),
        ("\x1b]11;rgb:1", "2/3/4\x1b\\"),
        ("\x1b[200~1", "2\r3q\x1b[201~"),
        ("\x1bP1$r", "1q\x1b\\"),
        ("\x1b[M ", "13"),
        ("\x1b[<0;1", "2;3M"),
        ("\x1b", "[1;2R"),
    ];
    let homes = torn.map(|_| home());
    let mut terminals: Vec<Terminal> = homes
        .iter()
        .map(|home| Terminal::run(home.path(), &[], 80, 30))
        .collect();
    for (terminal, (begun, _)) in terminals.iter_mut().zip(torn) {
        terminal.until("Enter starts it");
        terminal.send(&format!("\r{begun}"));
    }
    for terminal in &mut terminals {
        terminal.until("question 1 ");
    }
    thread::sleep(Duration::from_millis(600));
    for (terminal, (begun, rest)) in terminals.iter_mut().zip(torn) {
        terminal.send(rest);
        thread::sleep(Duration::from_millis(50));
        terminal.send("q");
        assert_eq!(terminal.end(), 5, "{begun:?}: {}", terminal.screen());
        let screen = terminal.screen();
        assert!(
            screen.contains("nothing was answered yet"),
            "{begun:?}: {screen}"
        );
    }
}

#[test]
fn what_waits_when_the_process_goes_on_is_dropped() {
    for (plain, stop, quit) in [("", "q save and quit", "q"), ("--plain", "quit:", "quit\n")] {
        let home = home();
        let line = format!(
            "set -m; \"$ROLEFIT\" take --seed 1 --length full {plain}; echo it was stopped; stty -echo; read line; \
             fg > /dev/null; echo ended $?"
        );
        let mut terminal = Terminal::shell(home.path(), &line, 80, 50);
        terminal.until("question 1 ");
        terminal.until(stop);
        terminal.send("\x1a");
        terminal.until("it was stopped");
        terminal.send("\n2\n2\n3");
        terminal.until_so("the question again", |screen| {
            let (_, since) = screen.split_once("it was stopped").unwrap();
            since.contains(stop)
        });
        terminal.send(quit);
        terminal.until("ended 5");
        let screen = terminal.screen();
        assert!(screen.contains("nothing was answered yet"), "{screen}");
        terminal.end();
    }
}

#[test]
fn the_rest_of_a_sequence_whose_esc_ended_a_question_is_no_command() {
    let home = home();
    let line =
        "\"$ROLEFIT\" take --seed 1; stty -echo; read rest; echo \"read <$rest>\"; stty echo";
    let mut terminal = Terminal::shell(home.path(), line, 80, 30);
    terminal.until("question 1 ");
    terminal.until("quit");
    terminal.send("\x1b");
    // Longer than an Esc waits.
    thread::sleep(Duration::from_millis(550));
    terminal.send("]11;1234\x07");
    terminal.until("nothing was answered yet");
    terminal.send("ls\n");
    terminal.until("read <ls>");
    terminal.end();
}

#[test]
fn digits_of_other_widths_and_keypads_answer_and_what_means_nothing_is_told() {
    let home = home();
    let mut terminal = asked(&home, TAKE);
    for (number, key) in (2..).zip(["１", "٢", "\x1bOs"]) {
        terminal.send(key);
        terminal.until(&format!("question {number} "));
    }
    for (key, said) in [
        ("é", "é means nothing here: 1 to "),
        ("9", "9 means nothing here: 1 to "),
        (
            "\x1b[200~2\x1b[201~",
            "What is pasted answers nothing: 1 to ",
        ),
    ] {
        terminal.send(key);
        terminal.until(said);
    }
    terminal.send("ｑ");
    assert_eq!(terminal.end(), 5);
    assert!(
        terminal.screen().contains("3 answers are saved"),
        "{}",
        terminal.screen()
    );
}

#[test]
fn what_waits_before_the_first_question_is_dropped() {
    // A reply that has begun before comes to its end.
    for (plain, quit) in [("", "/3333\x07q"), ("--plain", "quit\n")] {
        let home = home();
        // What comes behind the first line waits for whoever reads next.
        let line = format!("read line; exec \"$ROLEFIT\" take --seed 1 {plain}");
        let mut terminal = Terminal::shell(home.path(), &line, 80, 30);
        terminal.send("\n2\n\x1b[?61;4;6;7c3");
        if plain.is_empty() {
            terminal.send("\x1b]11;rgb:1111/2222");
        }
        terminal.until("question 1 ");
        terminal.until("quit");
        terminal.send(quit);
        assert_eq!(terminal.end(), 5, "{}", terminal.screen());
        let screen = terminal.screen();
        assert!(screen.contains("nothing was answered yet"), "{screen}");
    }
}

/// Makes a home in which one result is kept.
fn with_a_result() -> (TempDir, std::path::PathBuf) {
    let home = home();
    let results = home.path().join("results");
    std::fs::create_dir(&results).unwrap();
    let result = results.join("20260131-180000-abcdef.json");
    std::fs::write(&result, "{}").unwrap();
    (home, result)
}

#[test]
fn nothing_is_deleted_without_enter_nor_by_what_came_before_the_question() {
    for (before, sent, code) in [
        ("", "\x1b[?2026;2$y\r", 1),
        ("", "\x1b]11;rgb:yyyy\x1b\\\r", 1),
        ("", "\x1b[200~y\n\x1b[201~\r", 1),
        ("y\n\x1b[?2026;2$y\n", "\r", 1),
        ("", "yy\x1b", 1),
        ("", "y\r", 0),
    ] {
        for arguments in ["history clear", "history delete 20260131"] {
            let (home, result) = with_a_result();
            let line = format!("read line; exec \"$ROLEFIT\" {arguments}");
            let mut terminal = Terminal::shell(home.path(), &line, 80, 30);
            terminal.send(&format!("\n{before}"));
            terminal.until("Delete? [y/N]");
            terminal.send(sent);
            assert_eq!(terminal.end(), code, "{sent:?}: {}", terminal.screen());
            assert_eq!(result.exists(), code != 0, "{sent:?}");
        }
    }
}

#[test]
fn by_typed_lines_too_what_came_before_deletes_nothing() {
    let (home, result) = with_a_result();
    let line = "read line; exec \"$ROLEFIT\" history clear --plain";
    let mut terminal = Terminal::shell(home.path(), line, 80, 30);
    terminal.send("\nyes\nyes\n");
    terminal.until("yes or no:");
    terminal.send("\x1b[?2026;2$y\nno\n");
    assert_eq!(terminal.end(), 1, "{}", terminal.screen());
    assert!(result.exists());
}

#[test]
fn by_typed_lines_too_what_is_pasted_answers_and_deletes_nothing() {
    for (begin, end) in [("\x1b[200~", "\x1b[201~"), ("\u{9b}200~", "\u{9b}201~")] {
        let (home, result) = with_a_result();
        let delete = ["history", "delete", "20260131", "--plain"];
        let mut terminal = Terminal::run(home.path(), &delete, 80, 30);
        terminal.until("yes or no:");
        terminal.send(&format!("{begin}yes\nyes\n{end}\n"));
        terminal.until_so("the question again", |screen| {
            screen.matches("yes or no:").count() == 4
        });
        terminal.send("no\n");
        assert_eq!(terminal.end(), 1, "{}", terminal.screen());
        assert!(result.exists());

        let mut terminal = Terminal::run(home.path(), &[TAKE, &["--plain"]].concat(), 80, 30);
        terminal.until("help or quit: ");
        terminal.send(&format!("{begin}1\n{end}\n"));
        terminal.until_so("both lines refused", |screen| {
            screen.matches("That is not one of the answers.").count() == 2
        });
        terminal.send("quit\n");
        assert_eq!(terminal.end(), 5);
        let screen = terminal.screen();
        assert!(screen.contains("nothing was answered yet"), "{screen}");
    }
}

#[test]
fn by_typed_lines_what_was_not_entered_answers_and_deletes_nothing() {
    let (home, result) = with_a_result();
    let delete = ["history", "delete", "20260131", "--plain"];
    let mut terminal = Terminal::run(home.path(), &delete, 80, 30);
    terminal.until("yes or no:");
    // The first hands over what was typed, the second says that no more comes.
    terminal.send("yes\x04\x04");
    assert_ne!(terminal.end(), 0, "{}", terminal.screen());
    assert!(result.exists());

    let mut terminal = Terminal::run(home.path(), &[TAKE, &["--plain"]].concat(), 80, 30);
    terminal.until("help or quit: ");
    terminal.send("1\x04\x04");
    assert_eq!(terminal.end(), 5);
    let screen = terminal.screen();
    assert!(screen.contains("nothing was answered yet"), "{screen}");
}

#[test]
fn what_the_statements_of_a_pair_are_called_by_is_no_key() {
    let home = home();
    let take = [
        TAKE,
        &[
            "--catalogue",
            concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/tests/fixtures/eight-traits.toml"
            ),
        ],
    ]
    .concat();
    let mut terminal = Terminal::run(home.path(), &take, 40, 40);
    terminal.until("question 1 ");
    terminal.send("1");
    terminal.until("much more the second");
    terminal.until("q pause");
    for letter in ["f", "F", "x"] {
        terminal.send(letter);
        terminal.until(&format!("{letter} means nothing here"));
    }
    terminal.send("?");
    terminal.until("any key goes back");
    terminal.send("xq");
    assert_eq!(terminal.end(), 5);
    assert!(
        terminal.screen().contains("1 answer is saved"),
        "{}",
        terminal.screen()
    );
    let resume = [
        "take",
        "--resume",
        "--plain",
        "--catalogue",
        take[take.len() - 1],
    ];
    let mut terminal = Terminal::run(home.path(), &resume, 40, 40);
    terminal.until("much more the second");
    terminal.until("quit: ");
    terminal.send("second\n");
    terminal.until("That is not one of the answers.");
    terminal.send("quit\n");
    assert_eq!(terminal.end(), 5);
}

const PRACTICE: &[&str] = &[
    "prep",
    "practice",
    "--role",
    "product-owner",
    "--kind",
    "behavioural",
];

/// Returns what is kept of a practice.
fn practised(home: &TempDir) -> String {
    let journal = home.path().join("practice-product-roles-interview.jsonl");
    std::fs::read_to_string(journal).unwrap()
}

#[test]
fn a_note_is_written_with_the_keys_of_a_line_and_pasted_lines_stay_one_note() {
    let home = home();
    let mut terminal = Terminal::run(home.path(), PRACTICE, 80, 50);
    terminal.until("Say it aloud");
    terminal.send("\n");
    terminal.until("Situation.");
    // Home, End, delete, the arrow keys, and a reply that comes in between.
    terminal.send("uay!\x1b[H\x1b[Da q\x1b[F\x7f\x1b[1;2C\x1b[?61;4c\x1bOD\x1b[D\x1b[3~\x1b[Cs\r");
    terminal.until("> a quys");
    terminal.until("Task.");
    terminal.send("\x1b[200~first line\nsecond line\n\x1b[201~\r");
    terminal.until("second line");
    terminal.until("Your own action.");
    terminal.send("one\x1b\rtwo\x04");
    terminal.until("Result.");
    // Going back, what was written stands there to be changed.
    terminal.send("b\r");
    terminal.until_so("the note again", |screen| {
        screen.matches("> one").count() == 2
    });
    terminal.send("\x1b[A\x1b[F!\r");
    terminal.until_so("the next heading again", |screen| {
        screen.matches("Result.").count() == 2
    });
    terminal.send("\x04");
    assert_eq!(terminal.end(), 5, "{}", terminal.screen());
    let kept = practised(&home);
    for note in [
        "\"a quys\"",
        "\"first line\\nsecond line\"",
        "\"one\\ntwo\"",
        "\"one!\\ntwo\"",
    ] {
        assert!(kept.contains(note), "{note}: {kept}");
    }
    assert!(!kept.contains("u001b") && !kept.contains("[D"), "{kept}");
    // Shown again, its lines stand on one.
    let mut terminal = Terminal::run(home.path(), PRACTICE, 80, 50);
    terminal.until("Task: first line / second line");
    terminal.until("Result.");
    terminal.send("q\r");
    assert_eq!(terminal.end(), 5);
}

#[test]
fn by_typed_lines_too_a_note_holds_no_key_of_the_terminal() {
    let home = home();
    let mut terminal = Terminal::run(home.path(), &[PRACTICE, &["--plain"]].concat(), 80, 50);
    terminal.until("Say it aloud");
    terminal.send("\n");
    terminal.until("Situation.");
    terminal.send("a quay\x1b[D\x1b[D\x1b[?61;4c!\n");
    terminal.until("Task.");
    terminal.send("\x04");
    assert_eq!(terminal.end(), 5, "{}", terminal.screen());
    assert!(
        practised(&home).contains("\"a quay!\""),
        "{}",
        practised(&home)
    );
}

/// A paste of what the terminal takes for keys that interrupt, quit, stop, end and freeze.
const PASTED_SIGNALS: &str = "\x1b[200~a\x03b\x1cc\x1ad\x04e\x13f\x11\x1b[201~";

#[test]
fn what_interrupts_stops_and_quits_does_not_where_it_is_pasted() {
    let home = home();
    let mut terminal = asked(&home, TAKE);
    terminal.send(PASTED_SIGNALS);
    terminal.until("What is pasted answers nothing");
    terminal.send("3");
    terminal.until("question 2 ");
    // However it is torn.
    for byte in PASTED_SIGNALS.chars() {
        terminal.send(&byte.to_string());
        thread::sleep(Duration::from_millis(5));
    }
    terminal.until("What is pasted answers nothing");
    terminal.send("q");
    assert_eq!(terminal.end(), 5, "{}", terminal.screen());
    let screen = terminal.screen();
    assert!(screen.contains("1 answer is saved"), "{screen}");

    let mut terminal = Terminal::run(home.path(), PRACTICE, 80, 50);
    terminal.until("Say it aloud");
    terminal.send("\n");
    terminal.until("Situation.");
    // Until the note is asked for somebody may be busy, and signals are sent.
    terminal.until_so("a note", |screen| screen.trim_end().ends_with('>'));
    terminal.send(PASTED_SIGNALS);
    terminal.until("> abcdef");
    terminal.send("\r");
    terminal.until("Task.");
    terminal.send("q\r");
    assert_eq!(terminal.end(), 5, "{}", terminal.screen());
    assert!(
        practised(&home).contains("\"abcdef\""),
        "{}",
        practised(&home)
    );
}

#[test]
fn typed_ones_do_whatever_has_begun_to_come_and_whichever_keys_they_are() {
    for begun in [
        "\x1b]11;1",
        "\x1b[1",
        "\x1bO",
        "\x1bP1",
        "\x1b[M1",
        "é",
        "\x1b",
    ] {
        let home = home();
        let mut terminal = asked(&home, TAKE);
        terminal.send(&format!("{begun}\x03"));
        assert_eq!(terminal.end(), 130, "{begun:?}: {}", terminal.screen());
    }
    let home = home();
    let line = "stty intr ^X quit ^G; \"$ROLEFIT\" take --seed 1 --length full";
    for (key, code) in [("\x18", 130), ("\x07", 131)] {
        let mut terminal =
            Terminal::shell(home.path(), &format!("trap : INT QUIT; {line}"), 80, 30);
        terminal.until("question 1 ");
        terminal.until("q save and quit");
        terminal.send(key);
        assert_eq!(terminal.end(), code, "{key:?}: {}", terminal.screen());
    }
}

#[test]
fn a_key_that_stops_stops_the_shell_that_waits_too() {
    let home = home();
    let line = "set -m; sh -c '\"$ROLEFIT\" take --seed 1; echo left $?'; echo it was stopped; \
                stty -echo; read line; fg > /dev/null; echo ended $?";
    let mut terminal = Terminal::shell(home.path(), line, 80, 50);
    terminal.until("question 1 ");
    terminal.until("quit");
    terminal.send("\x1a");
    terminal.until("it was stopped");
    terminal.send("\n");
    terminal.until_so("the question again", |screen| {
        let (_, since) = screen.split_once("it was stopped").unwrap();
        since.contains("quit")
    });
    terminal.send("q");
    terminal.until("left 5");
    terminal.until("ended 0");
    terminal.end();
}
