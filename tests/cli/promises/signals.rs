//! Whatever ends it, wherever it asks: the terminal is as it was found, what was kept is said, and the exit code tells
//! how it ended. Ctrl-C, Ctrl-\, any signal that ends a process, a closed window and Ctrl-D take nothing that was kept.
//! Ctrl-Z stops it as any program, and it goes on where it was.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::terminal::Terminal;

const ANSWERED: &str = "1 answer is saved; go on with: rolefit take --resume";
const PRACTISED: &str = "go on with: rolefit prep practice";

/// A place at which it asks, and how one gets there.
#[derive(Default)]
struct Place {
    /// Whether a questionnaire is paused already.
    paused: bool,
    arguments: &'static [&'static str],
    /// What is waited for, and what is typed then; at last nothing.
    steps: &'static [(&'static str, &'static str)],
    /// What is said when a signal ends it there.
    farewell: &'static str,
    /// What else ends it there: keys, exit code, what is said.
    keys: &'static [(&'static str, u32, &'static str)],
}

/// The tool at a place, in a shell that looks at the terminal before and after it.
struct Stage {
    folder: TempDir,
    terminal: Terminal,
}

impl Stage {
    #[track_caller]
    fn at(place: &Place) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = furnished(&folder, place);
        let line = format!(
            "trap : INT TERM HUP QUIT; before=$(stty -g); \
             sh -c 'echo $$ > {process}; exec \"$ROLEFIT\" {arguments}'; code=$?; \
             test \"$(stty -g)\" = \"$before\" && echo the terminal is as it was; exit $code",
            process = folder.path().join("process").display(),
            arguments = arguments(place, folder.path()).join(" "),
        );
        let mut terminal = Terminal::shell(&home, &line, 80, 50);
        reach(&mut terminal, place);
        terminal.leaves_offer = false;
        Self { folder, terminal }
    }

    /// Sends a signal to the tool itself.
    fn signal(&self, signal: Signal) {
        let process = fs::read_to_string(self.folder.path().join("process")).unwrap();
        let process = Pid::from_raw(process.trim().parse().unwrap()).unwrap();
        kill_process(process, signal).unwrap();
    }

    #[track_caller]
    fn ended(&mut self, code: u32, said: &str, how: &str) {
        let got = self.terminal.end();
        let screen = self.terminal.screen();
        assert_eq!(got, code, "{how}:\n{screen}");
        // A line that is longer than the window is wrapped.
        let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(said), "{how}:\n{screen}");
        assert!(
            words.ends_with("the terminal is as it was"),
            "{how}:\n{screen}"
        );
        assert!(self.terminal.cursor_is_visible(), "{how}");
    }
}

/// Makes a home in which one result is kept, and one questionnaire where that is asked for.
fn furnished(folder: &TempDir, place: &Place) -> PathBuf {
    let home = folder.path().join("home");
    let results = home.join("results");
    fs::create_dir_all(&results).unwrap();
    fs::write(results.join("20260131-180000-abcdef.json"), "{}").unwrap();
    if place.paused {
        let mut terminal = Terminal::run(&home, &["take", "--plain", "--seed", "1"], 80, 50);
        terminal.until("help or quit: ");
        terminal.send("3\nquit\n");
        assert_eq!(terminal.end(), 5);
    }
    home
}

/// Returns the arguments; `FOLDER` in them is the folder.
fn arguments(place: &Place, folder: &Path) -> Vec<String> {
    let folder = folder.to_str().unwrap();
    let arguments = place.arguments.iter();
    arguments
        .map(|argument| argument.replace("FOLDER", folder))
        .collect()
}

#[track_caller]
fn reach(terminal: &mut Terminal, place: &Place) {
    for (needle, keys) in place.steps {
        terminal.until(needle);
        terminal.send(keys);
    }
}

/// The signals that end a process unless it does something about them, and how it ends then.
const ENDING: &[(Signal, u32)] = &[
    (Signal::QUIT, 131),
    (Signal::ABORT, 134),
    (Signal::USR1, 138),
    (Signal::USR2, 140),
    (Signal::PIPE, 141),
    (Signal::ALARM, 142),
    (Signal::XCPU, 152),
    (Signal::XFSZ, 153),
    (Signal::VTALARM, 154),
    (Signal::PROF, 155),
    (Signal::TRAP, 133),
    (Signal::SYS, 159),
];

/// Holds that every signal that ends a process ends it in order.
#[track_caller]
fn held_by_every_signal(place: &Place) {
    for &(signal, code) in ENDING {
        let mut stage = Stage::at(place);
        stage.signal(signal);
        stage.ended(code, place.farewell, &format!("{signal:?}"));
    }
    let mut stage = Stage::at(place);
    stage.terminal.send("\x1c");
    stage.ended(131, place.farewell, "Ctrl-\\");
}

/// Holds that the process stops as any other where Ctrl-Z is pressed, and asks again when it goes on: `again` is then on
/// the screen once more, and `keys` end it with `code`.
#[track_caller]
fn stopped_and_continued(place: &Place, again: &str, keys: &str, code: u32) {
    let folder = tempfile::tempdir().unwrap();
    let home = furnished(&folder, place);
    let line = format!(
        "set -m; before=$(stty -g); \"$ROLEFIT\" {arguments}; test \"$(stty -g)\" = \"$before\" && \
         echo the terminal is as it was; stty -echo; read line; stty \"$before\"; fg > /dev/null; echo ended $?",
        arguments = arguments(place, folder.path()).join(" "),
    );
    let mut terminal = Terminal::shell(&home, &line, 80, 60);
    reach(&mut terminal, place);
    terminal.leaves_offer = false;
    let before = terminal.screen().matches(again).count();
    terminal.send("\x1a");
    terminal.until("the terminal is as it was");
    assert!(terminal.cursor_is_visible());
    terminal.send("\n");
    terminal.until_so(again, |screen| screen.matches(again).count() > before);
    terminal.send(keys);
    terminal.until(&format!("ended {code}"));
    terminal.end();
}

/// Holds everything that is promised of a place.
#[track_caller]
fn held(place: &Place) {
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143), (Signal::HUP, 129)] {
        let mut stage = Stage::at(place);
        stage.signal(signal);
        stage.ended(code, place.farewell, &format!("{signal:?}"));
    }
    for &(keys, code, said) in place.keys {
        let mut stage = Stage::at(place);
        stage.terminal.send(keys);
        stage.ended(code, said, &format!("{keys:?}"));
    }
    let folder = tempfile::tempdir().unwrap();
    let home = furnished(&folder, place);
    let arguments = arguments(place, folder.path());
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut terminal = Terminal::run(&home, &arguments, 80, 50);
    reach(&mut terminal, place);
    let before = kept(&home);
    assert_eq!(terminal.close(), 129);
    assert_eq!(kept(&home), before);
}

/// Returns every file in a home but the locks, with what it holds.
fn kept(home: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut kept = Vec::new();
    let mut folders = vec![home.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_none_or(|ending| ending != "lock") {
                let bytes = fs::read(&path).unwrap();
                kept.push((path, bytes));
            }
        }
    }
    kept.sort();
    kept
}

#[test]
fn a_line_that_was_not_entered_is_no_command_for_the_shell_when_the_process_stops_or_ends() {
    for signal in [Signal::TSTP, Signal::TERM] {
        let home = tempfile::tempdir().unwrap();
        let line = "set -m; sh -c 'echo $$ > \"$ROLEFIT_HOME/pid\"; exec \"$ROLEFIT\" take --plain'; \
                    echo back; read line; echo \"then <$line>\"; kill -9 %1";
        let mut terminal = Terminal::shell(home.path(), line, 80, 60);
        terminal.leaves_offer = false;
        terminal.until("type other or quit:");
        terminal.send("half a line");
        terminal.until("quit: half a line");
        let process = fs::read_to_string(home.path().join("pid")).unwrap();
        let process = Pid::from_raw(process.trim().parse().unwrap()).unwrap();
        kill_process(process, signal).unwrap();
        terminal.until("back");
        terminal.send("\n");
        terminal.until("then <");
        terminal.end();
        assert!(
            terminal.screen().contains("then <>"),
            "{}",
            terminal.screen()
        );
    }
}

/// Starts the tool in a shell with jobs, at question 2, where `enter` follows on each answer; what the shell does `then`
/// comes of a line that is entered, once the tool was stopped. Returns the process too.
#[track_caller]
fn with_jobs(home: &Path, enter: &str, then: &str) -> (Terminal, Pid) {
    let plain = if enter.is_empty() { "" } else { "--plain" };
    let line = format!(
        "set -m; before=$(stty -g); \
         sh -c 'echo $$ > \"$ROLEFIT_HOME/pid\"; exec \"$ROLEFIT\" take --seed 1 {plain}'; \
         test \"$(stty -g)\" = \"$before\" && echo the terminal is as it was; read line; {then}"
    );
    let mut terminal = Terminal::shell(home, &line, 80, 60);
    terminal.leaves_offer = false;
    terminal.until("question 1 ");
    terminal.send(&format!("3{enter}"));
    terminal.until("question 2 ");
    terminal.until_so("the whole question", |screen| {
        let (_, question) = screen.split_once("question 2 ").unwrap_or_default();
        question.contains("quit")
    });
    let process = fs::read_to_string(home.join("pid")).unwrap();
    (
        terminal,
        Pid::from_raw(process.trim().parse().unwrap()).unwrap(),
    )
}

/// Answers question 2, which is there once more, and pauses.
#[track_caller]
fn goes_on(terminal: &mut Terminal, enter: &str, asked_before: usize) {
    terminal.until_so("question 2 again", |screen| {
        screen.matches("question 2 ").count() > asked_before
    });
    terminal.send(&format!("1{enter}"));
    terminal.until("question 3 ");
    terminal.send(&format!("q{enter}"));
    terminal.until("ended 5");
    terminal.end();
}

#[test]
fn the_signals_of_a_terminal_that_another_process_has_stop_it_as_its_own_does() {
    for signal in [Signal::TTIN, Signal::TTOU] {
        let home = tempfile::tempdir().unwrap();
        let (mut terminal, process) = with_jobs(home.path(), "", "fg > /dev/null; echo ended $?");
        kill_process(process, signal).unwrap();
        terminal.until("the terminal is as it was");
        let asked = terminal.screen().matches("question 2 ").count();
        terminal.send("\n");
        goes_on(&mut terminal, "", asked);
    }
}

#[test]
fn what_ends_it_while_another_process_has_the_terminal_says_so_and_sets_nothing() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let home = tempfile::tempdir().unwrap();
        let then = format!("kill -{signal} %1; bg > /dev/null; wait %1; echo ended $?");
        let (mut terminal, _) = with_jobs(home.path(), "", &then);
        terminal.send("\x1a");
        terminal.until("the terminal is as it was");
        let before = terminal.bytes.len();
        terminal.send("\n");
        terminal.until(&format!("ended {code}"));
        terminal.end();
        assert!(!terminal.bytes[before..].contains(&b'\x1b'), "{signal}");
        assert!(terminal.screen().contains(ANSWERED), "{signal}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn in_the_background_it_stops_again_writes_nothing_and_goes_on_in_the_foreground() {
    for enter in ["", "\n"] {
        let home = tempfile::tempdir().unwrap();
        let then =
            "bg > /dev/null; echo in the background; read line; fg > /dev/null; echo ended $?";
        let (mut terminal, process) = with_jobs(home.path(), enter, then);
        terminal.send("\x1a");
        terminal.until("the terminal is as it was");
        let before = terminal.bytes.len();
        let asked = terminal.screen().matches("question 2 ").count();
        terminal.send("\n");
        terminal.until("in the background");
        let stat = format!("/proc/{}/stat", process.as_raw_pid());
        let start = Instant::now();
        while !fs::read_to_string(&stat).unwrap().contains(") T ") {
            assert!(start.elapsed().as_secs() < 20, "it was never stopped");
            thread::sleep(Duration::from_millis(5));
        }
        assert!(!terminal.bytes[before..].contains(&b'\x1b'));
        assert_eq!(terminal.screen().matches("question 2 ").count(), asked);
        terminal.send("\n");
        goes_on(&mut terminal, enter, asked);
    }
}

#[test]
fn at_the_opening_card() {
    held(&Place {
        arguments: &[],
        steps: &[("q leaves.", "")],
        farewell: "stopped; nothing was changed",
        keys: &[
            ("\x03", 130, "stopped; nothing was changed"),
            ("\x04", 5, "nothing was changed"),
            ("q", 5, "nothing was changed"),
        ],
        ..Place::default()
    });
}

#[test]
fn at_the_list_of_questionnaires() {
    held(&Place {
        arguments: &["take"],
        steps: &[("q leaves.", "o"), ("Which one", ""), ("sponsor", "")],
        farewell: "stopped; nothing was changed",
        keys: &[("\x03", 130, "stopped; nothing was changed")],
        ..Place::default()
    });
}

#[test]
fn at_the_question_whether_to_go_on() {
    held(&Place {
        paused: true,
        arguments: &["take"],
        steps: &[("A questionnaire is paused", ""), ("Cancel", "")],
        farewell: "stopped; go on with: rolefit take --resume",
        keys: &[
            ("\x03", 130, "stopped; go on with: rolefit take --resume"),
            ("\x1b", 5, "nothing was changed"),
            ("q", 5, "nothing was changed"),
        ],
    });
}

#[test]
fn at_a_question() {
    held(&Place {
        arguments: &["take", "--seed", "1"],
        steps: &[
            ("question 1 ", "3"),
            ("question 2 ", ""),
            ("q save and quit", ""),
        ],
        farewell: ANSWERED,
        keys: &[
            ("\x03", 130, ANSWERED),
            ("\x04", 5, ANSWERED),
            ("q", 5, ANSWERED),
        ],
        ..Place::default()
    });
}

#[test]
fn at_what_is_offered_after_a_result() {
    const KEPT: &str = "stopped; the result is kept as";
    held(&Place {
        arguments: &["take", "--length", "quick", "--seed", "1"],
        steps: &[("question 1 ", "1111111111111"), ("Enter leaves", "")],
        farewell: KEPT,
        // Nothing is under way that the key for it could interrupt.
        keys: &[
            ("\x03", 0, "kept as"),
            ("\x04", 0, "kept as"),
            ("q", 0, "kept as"),
        ],
        ..Place::default()
    });
    held(&Place {
        arguments: &["take", "--plain", "--length", "quick", "--seed", "1"],
        steps: &[
            ("question 1 ", "1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n"),
            ("Enter leaves:", ""),
        ],
        farewell: KEPT,
        keys: &[
            ("\x03", 130, KEPT),
            ("\x04", 0, "kept as"),
            ("\n", 0, "kept as"),
        ],
        ..Place::default()
    });
}

#[test]
fn at_a_question_by_every_signal() {
    held_by_every_signal(&Place {
        arguments: &["take", "--seed", "1"],
        steps: &[
            ("question 1 ", "3"),
            ("question 2 ", ""),
            ("q save and quit", ""),
        ],
        farewell: ANSWERED,
        ..Place::default()
    });
}

#[test]
fn at_typed_lines_and_at_a_note_by_every_signal() {
    held_by_every_signal(&Place {
        arguments: &["take", "--plain", "--seed", "1"],
        steps: &[
            ("help or quit: ", "3\n"),
            ("question 2 ", ""),
            ("help or quit: ", ""),
        ],
        farewell: ANSWERED,
        ..Place::default()
    });
    held_by_every_signal(&Place {
        arguments: PRACTICE,
        steps: &[("Say it aloud", "\n"), ("Situation.", "a quay")],
        farewell: PRACTISED,
        ..Place::default()
    });
}

#[test]
fn a_questionnaire_that_is_stopped_goes_on_at_its_question() {
    let by_key = |steps| Place {
        arguments: &["take", "--seed", "1"],
        steps,
        ..Place::default()
    };
    let at_question = by_key(&[
        ("question 1 ", "3"),
        ("question 2 ", ""),
        ("q save and quit", ""),
    ]);
    stopped_and_continued(&at_question, "question 2 ", "1q", 5);
    let at_help = by_key(&[("question 1 ", "?"), ("any key goes back", "")]);
    stopped_and_continued(&at_help, "any key goes back", "xq", 5);
    let plainly = Place {
        arguments: &["take", "--plain", "--seed", "1"],
        steps: &[
            ("help or quit: ", "3\n"),
            ("question 2 ", ""),
            ("help or quit: ", ""),
        ],
        ..Place::default()
    };
    stopped_and_continued(&plainly, "question 2 ", "1\nquit\n", 5);
}

#[test]
fn every_menu_and_every_text_is_there_again_after_the_process_was_stopped() {
    let card = Place {
        steps: &[("q leaves.", "")],
        ..Place::default()
    };
    stopped_and_continued(&card, "q leaves.", "q", 5);
    let list = Place {
        steps: &[("q leaves.", "o"), ("Which one", ""), ("sponsor", "")],
        ..Place::default()
    };
    stopped_and_continued(&list, "Which one", "qq", 5);
    let deleting = Place {
        arguments: &["history", "delete", "20260131"],
        steps: &[("Delete?", "")],
        ..Place::default()
    };
    stopped_and_continued(&deleting, "Delete? [y/N]", "\r", 1);
    let note = Place {
        arguments: PRACTICE,
        steps: &[
            ("Say it aloud", "\n"),
            ("Situation.", "a quay"),
            ("> a quay", ""),
        ],
        ..Place::default()
    };
    stopped_and_continued(&note, "> a quay", "\rq\r", 5);
    let offer = Place {
        arguments: &["take", "--length", "quick", "--seed", "1"],
        steps: &[("question 1 ", "1111111111111"), ("Enter leaves", "")],
        ..Place::default()
    };
    stopped_and_continued(&offer, "Enter leaves", "q", 0);
}

#[test]
fn a_signal_that_continues_what_another_stopped_sets_the_terminal_again() {
    let place = Place {
        arguments: &["take", "--seed", "1"],
        steps: &[("question 1 ", ""), ("q save and quit", "")],
        ..Place::default()
    };
    let mut stage = Stage::at(&place);
    stage.signal(Signal::STOP);
    stage.signal(Signal::CONT);
    stage.terminal.until_so("the question again", |screen| {
        screen.matches("question 1 ").count() == 2
    });
    stage.terminal.send("1");
    stage.terminal.until("question 2 ");
    stage.terminal.send("q");
    stage.ended(5, ANSWERED, "stopped and continued");
}

#[test]
fn at_help() {
    held(&Place {
        arguments: &["take", "--seed", "1"],
        steps: &[
            ("question 1 ", "3"),
            ("question 2 ", "?"),
            ("any key goes back", ""),
        ],
        farewell: ANSWERED,
        keys: &[
            ("\x03", 130, ANSWERED),
            ("\x04\x04", 5, ANSWERED),
            ("?q", 5, ANSWERED),
        ],
        ..Place::default()
    });
}

#[test]
fn at_a_question_that_is_answered_by_typed_lines() {
    held(&Place {
        arguments: &["take", "--plain", "--seed", "1"],
        steps: &[
            ("help or quit: ", "3\n"),
            ("question 2 ", ""),
            ("help or quit: ", ""),
        ],
        farewell: ANSWERED,
        keys: &[
            ("\x03", 130, ANSWERED),
            ("\x04", 5, ANSWERED),
            ("quit\n", 5, ANSWERED),
        ],
        ..Place::default()
    });
}

const PRACTICE: &[&str] = &[
    "prep",
    "practice",
    "--role",
    "product-owner",
    "--kind",
    "behavioural",
];
const LEFT: &[(&str, u32, &str)] = &[
    ("\x03", 130, PRACTISED),
    ("\x04", 5, PRACTISED),
    ("q\n", 5, PRACTISED),
];

#[test]
fn in_practice_while_one_answers_aloud() {
    held(&Place {
        arguments: PRACTICE,
        steps: &[("Say it aloud", "")],
        farewell: PRACTISED,
        keys: LEFT,
        ..Place::default()
    });
}

#[test]
fn in_practice_at_a_note() {
    held(&Place {
        arguments: PRACTICE,
        steps: &[
            ("Say it aloud", "\n"),
            ("Situation.", "a quay\n"),
            ("Task.", ""),
        ],
        farewell: PRACTISED,
        keys: LEFT,
        ..Place::default()
    });
}

#[test]
fn in_practice_at_a_question_that_presses() {
    held(&Place {
        arguments: PRACTICE,
        steps: &[("Say it aloud", "\n\n\n\n\n\n"), ("If pressed", "")],
        farewell: PRACTISED,
        keys: LEFT,
        ..Place::default()
    });
}

#[test]
fn in_practice_at_the_rating() {
    held(&Place {
        arguments: PRACTICE,
        // More empty lines than there are steps are asked again for a rating.
        steps: &[
            ("Say it aloud", "\n\n\n\n\n\n\n\n\n\n\n\n\n"),
            ("Your rating", ""),
        ],
        farewell: PRACTISED,
        keys: LEFT,
        ..Place::default()
    });
}

#[test]
fn before_something_is_deleted() {
    held(&Place {
        arguments: &["history", "delete", "20260131"],
        steps: &[("Delete?", "")],
        farewell: "nothing was deleted",
        keys: &[
            ("\x03", 130, "nothing was deleted"),
            ("\x1b", 1, "nothing was deleted"),
            ("q", 1, "nothing was deleted"),
        ],
        ..Place::default()
    });
}

#[test]
fn before_everything_is_deleted_by_typed_lines() {
    held(&Place {
        arguments: &["history", "clear", "--all", "--plain"],
        steps: &[("yes or no:", "")],
        farewell: "nothing was deleted",
        keys: &[
            ("\x03", 130, "nothing was deleted"),
            ("\x04", 1, "nothing was deleted"),
        ],
        ..Place::default()
    });
}
