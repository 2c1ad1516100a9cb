//! What stands on the screen when it ends in the middle of drawing, and after a list was left.

use std::fs;
use std::os::unix::fs::OpenOptionsExt;

use rustix::fs::OFlags;
use rustix::process::Signal;
use rustix::termios::{Action, tcflow};

use crate::terminal::Terminal;

/// Returns the number of the question on a screen.
fn asked(screen: &str) -> Option<usize> {
    let (_, rest) = screen.rsplit_once("question ")?;
    rest.split(' ').next()?.parse().ok()
}

#[test]
fn a_signal_while_frames_are_drawn_never_hides_the_last_words() {
    for round in 0..40 {
        let home = tempfile::tempdir().unwrap();
        let arguments = ["take", "--seed", "1", "--length", "full"];
        let mut terminal = Terminal::run(home.path(), &arguments, 80, 30);
        terminal.until("question 1 ");
        terminal.until("q save and quit");
        // Many keys are on their way, so that a frame is being drawn nearly always.
        terminal.send(&"1".repeat(20));
        let number = 2 + round % 12;
        terminal.until_so(&format!("question {number}"), |screen| {
            asked(screen).is_some_and(|asked| asked >= number)
        });
        terminal.signal(Signal::TERM);
        assert_eq!(terminal.end(), 143);
        let screen = terminal.screen();
        let last = screen.lines().last().unwrap();
        let said = last.strip_prefix("stopped; ").unwrap_or_default();
        let saved = said.split(' ').next().unwrap().parse();
        let saved: usize = saved.unwrap_or_else(|_| panic!("{screen}"));
        assert!(
            said.ends_with(" saved; go on with: rolefit take --resume"),
            "{screen}"
        );
        assert!(terminal.cursor_is_visible());
        let journal = home.path().join("draft-product-roles.jsonl");
        let journal = fs::read_to_string(journal).unwrap();
        let kept = journal.matches('\n').count() - 1;
        // One answer may be on disk that nobody was told of yet.
        assert!((saved..=saved + 1).contains(&kept), "{kept}: {screen}");
    }
}

#[test]
fn a_terminal_that_takes_no_output_does_not_keep_the_process() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::run(home.path(), &["take", "--seed", "1"], 80, 30);
    terminal.until("question 1 ");
    terminal.send("1");
    terminal.until("question 2 ");
    terminal.until("q save and quit");
    let slave = fs::OpenOptions::new()
        .read(true)
        .custom_flags(i32::try_from(OFlags::NOCTTY.bits()).unwrap())
        .open(terminal.slave())
        .unwrap();
    // As Ctrl-S does.
    tcflow(&slave, Action::OOff).unwrap();
    drop(slave);
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.end(), 143);
    let mut terminal = Terminal::run(home.path(), &["take", "--resume"], 80, 30);
    terminal.until("question 2 ");
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
}

#[test]
fn a_question_is_whole_again_when_its_window_is_without_a_key() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::run(home.path(), &["take", "--seed", "1"], 80, 24);
    terminal.until("question 1 ");
    terminal.until("q save and quit");
    terminal.resize(30, 5);
    assert!(!terminal.screen().contains("q save and quit"));
    terminal.resize(80, 24);
    terminal.until("q save and quit");
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
}

#[test]
fn a_list_that_is_left_and_opened_again_leaves_no_line_behind() {
    for (rows, before) in [(30, 0), (12, 0), (12, 30), (24, 30)] {
        let home = tempfile::tempdir().unwrap();
        let line = format!("for line in $(seq {before}); do echo; done; exec \"$ROLEFIT\"");
        let mut terminal = Terminal::shell(home.path(), &line, 80, rows);
        terminal.until("q leaves.");
        for _ in 0..6 {
            terminal.send("o");
            terminal.until("Which one");
            terminal.until("role does");
            // Keys that mean nothing here, or move, must move nothing but the mark.
            terminal.send("\x1b[B\x1b[Bxyz");
            terminal.until("> ");
            terminal.send("\x1b");
            terminal.until_gone("Which one");
            terminal.until("q leaves.");
        }
        terminal.send("q");
        assert_eq!(terminal.end(), 5);
    }
}

#[test]
fn a_title_of_many_bytes_and_few_columns_moves_no_line_of_a_list() {
    let home = tempfile::tempdir().unwrap();
    let catalogues = home.path().join("catalogues");
    fs::create_dir(&catalogues).unwrap();
    // Wider than the window of 80 columns, and of twice as many bytes.
    let title = format!("title = \"{}\"", "лево или право?".repeat(6));
    let source = fs::read_to_string("tests/fixtures/minimal.toml").unwrap();
    let source = source.replace("title = \"Left or right?\"", &title);
    fs::write(catalogues.join("minimal.toml"), source).unwrap();
    let line = "echo what stood here before; exec \"$ROLEFIT\"";
    let mut terminal = Terminal::shell(home.path(), line, 80, 30);
    terminal.until("q leaves.");
    terminal.send("o");
    terminal.until("  minimal: лево");
    for _ in 0..3 {
        terminal.send("\x1b[B");
        terminal.until("> platform-team");
        terminal.send("\x1b[A");
        terminal.until("> product-roles");
    }
    assert!(
        terminal.screen().contains("Which one:"),
        "{}",
        terminal.screen()
    );
    terminal.send("\x1b");
    terminal.until("q leaves.");
    assert!(
        !terminal.screen().contains("Which one"),
        "{}",
        terminal.screen()
    );
    assert!(
        terminal.screen().contains("what stood here before"),
        "{}",
        terminal.screen()
    );
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
}
