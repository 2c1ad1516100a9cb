//! What is drawn while somebody answers: cards, questions, lists, notes and farewells, of odd catalogues in a folder with a
//! hostile name.

use std::fs;

use portable_pty::CommandBuilder;

use super::{Pit, untamed_on_a_terminal};
use crate::terminal::Terminal;

impl Pit {
    /// Starts the tool at a terminal; `{name}` is a hostile file.
    fn ask(&self, arguments: &[&str]) -> Terminal {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_rolefit"));
        command.env_clear();
        command.cwd(self.working());
        for word in arguments {
            match word
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'))
            {
                Some(name) => command.arg(self.file(name)),
                None => command.arg(word),
            }
        }
        Terminal::start(command, &self.home(), 100, 45)
    }

    /// Takes away what is kept unfinished, which is damaged.
    fn forget(&self) {
        for name in [
            "draft-product-roles.jsonl",
            "practice-product-roles-interview.jsonl",
        ] {
            fs::remove_file(self.home().join(name)).unwrap();
        }
    }
}

#[track_caller]
fn assert_tame(terminal: &Terminal) {
    assert_eq!(untamed_on_a_terminal(&terminal.bytes), None);
}

#[test]
fn an_odd_questionnaire_is_drawn_and_its_result_shown_without_a_hostile_byte() {
    let pit = Pit::new();
    for manner in [&[][..], &["--plain"]] {
        let take = [
            "take",
            "--no-save",
            "--length",
            "full",
            "--about",
            "A|`b` ש\u{5dc}",
            "--catalogue",
            "{odd.toml}",
        ];
        let mut terminal = pit.ask(&[&take[..], manner].concat());
        // At a key the help comes up, and at the next it goes again.
        let (answer, help) = if manner.is_empty() {
            ("1", "? ")
        } else {
            ("1\n", "?\n")
        };
        for question in 1..=3 {
            terminal.until(&format!("uestion {question} "));
            if question == 2 {
                terminal.send(help);
            }
            terminal.send(answer);
        }
        assert_eq!(terminal.end(), 0, "{}", terminal.screen());
        assert_tame(&terminal);
    }
}

#[test]
fn pausing_and_going_on_in_a_hostile_folder_names_it_tamely() {
    let pit = Pit::new();
    pit.forget();
    let mut terminal = pit.ask(&["take", "--catalogue", "{odd.toml}"]);
    terminal.until("uestion 1 ");
    terminal.send("1");
    terminal.until("uestion 2 ");
    terminal.send("q");
    assert_eq!(terminal.end(), 5, "{}", terminal.screen());
    assert_tame(&terminal);
    // The line that says how to go on names the file, and a shell finds it by that name.
    let said = String::from_utf8(terminal.bytes.clone()).unwrap();
    assert!(said.contains("--resume"), "{said}");
    let mut terminal = pit.ask(&["take", "--resume", "--catalogue", "{odd.toml}"]);
    terminal.until("uestion 2 ");
    terminal.send("\x03");
    assert_eq!(terminal.end(), 130);
    assert_tame(&terminal);
    // A journal that is damaged is told, and not repeated.
    let draft = pit.home().join("draft-odd.jsonl");
    let mut journal = fs::read(&draft).unwrap();
    journal.extend(fs::read(pit.file("draft.jsonl")).unwrap());
    fs::write(&draft, journal).unwrap();
    let mut terminal = pit.ask(&["take", "--resume", "--catalogue", "{odd.toml}"]);
    terminal.until("damaged");
    terminal.until("uestion 2 ");
    terminal.send("\x03");
    assert_eq!(terminal.end(), 130);
    assert_tame(&terminal);
}

#[test]
fn the_card_and_the_list_of_questionnaires_are_drawn_tamely() {
    let pit = Pit::new();
    pit.forget();
    let mut terminal = pit.ask(&[]);
    terminal.until("o shows ");
    terminal.send("o");
    terminal.until("poisoned");
    terminal.send("\x1b");
    terminal.until("o shows ");
    terminal.send("\x1b");
    terminal.end();
    assert_tame(&terminal);
}

#[test]
fn questions_before_something_is_deleted_are_asked_tamely() {
    let pit = Pit::new();
    for arguments in [
        &["history", "clear", "--all"][..],
        &["history", "clear", "--all", "--plain"],
        &["history", "delete", "20260201"],
    ] {
        let mut terminal = pit.ask(arguments);
        terminal.until("Delete?");
        terminal.send("n\n");
        assert_eq!(terminal.end(), 1, "{}", terminal.screen());
        assert_tame(&terminal);
    }
}

#[test]
fn practice_repeats_hostile_notes_tamely() {
    let pit = Pit::new();
    pit.forget();
    let mut terminal = pit.ask(&["prep", "practice", "--answers", "{notes.ndjson}"]);
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    let mut terminal = pit.ask(&[
        "prep",
        "practice",
        "--question",
        "letting-go-of-it",
        "--no-result",
    ]);
    terminal.until("Last time");
    terminal.until("Say it aloud");
    terminal.send("q\n");
    assert_eq!(terminal.end(), 5, "{}", terminal.screen());
    assert_tame(&terminal);
    let said = String::from_utf8(terminal.bytes.clone()).unwrap();
    assert!(said.contains("\\x1b"), "the note is not shown: {said}");
}
