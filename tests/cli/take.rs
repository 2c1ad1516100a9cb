//! The questionnaire at a terminal: what people see, what is kept, and how it ends.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use rustix::process::Signal;
use tempfile::TempDir;

use crate::terminal::{OFFER, Terminal, words};

const RESUME: &str = "go on with: rolefit take --resume";

fn home() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    // As the tool itself makes it: that it was open to others would be said on the screen.
    fs::set_permissions(home.path(), fs::Permissions::from_mode(0o700)).unwrap();
    home
}

fn take(home: &TempDir, arguments: &[&str]) -> Terminal {
    let arguments = [&["take"], arguments].concat();
    Terminal::run(home.path(), &arguments, 80, 30)
}

fn draft(home: &TempDir) -> std::path::PathBuf {
    home.path().join("draft-product-roles.jsonl")
}

/// Answers `count` questions of a new questionnaire and pauses it.
fn paused(home: &TempDir, count: usize) {
    let mut terminal = take(home, &["--seed", "1"]);
    for number in 1..=count {
        terminal.until(&format!("question {number} "));
        terminal.send("1");
    }
    terminal.until(&format!("question {} ", count + 1));
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
}

fn results(home: &Path) -> usize {
    fs::read_dir(home.join("results")).map_or(0, Iterator::count)
}

#[test]
fn answering_going_back_skipping_pausing_and_resuming() {
    let home = home();
    let mut terminal = take(&home, &["--seed", "1"]);
    terminal.until("question 1 ");
    terminal.send("2");
    terminal.until("question 2 ");
    terminal.send("b");
    terminal.until("› 2");
    assert!(terminal.screen().contains("question 1 "));
    terminal.send("s");
    terminal.until("question 2 ");
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
    assert!(
        terminal
            .screen()
            .contains(&format!("1 skip is saved; {RESUME}"))
    );
    assert!(!terminal.screen().contains("question 2 "));
    assert!(terminal.cursor_is_visible());

    let mut terminal = take(&home, &["--resume"]);
    terminal.until("Going on after 1 question.");
    terminal.until("question 2 ");
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
}

#[test]
fn the_line_how_to_go_on_repeats_where_the_result_goes_and_how_it_is_asked() {
    let home = home();
    let file = home.path().join("my page.html");
    let name = file.to_str().unwrap();
    for how in [
        &["-o", name][..],
        &["--plain"],
        &[
            "--format", "json", "-o", name, "--color", "never", "--plain",
        ],
    ] {
        let arguments = [&["take", "--restart"], how].concat();
        let mut terminal = Terminal::run(home.path(), &arguments, 200, 30);
        terminal.until("question 1 ");
        let (answer, quit) = if how.contains(&"--plain") {
            ("1\r", "q\r")
        } else {
            ("1", "q")
        };
        terminal.send(answer);
        terminal.until("question 2 ");
        terminal.send(quit);
        assert_eq!(terminal.end(), 5);
        let again = how.join(" ").replace(name, &format!("'{name}'"));
        let said = format!("1 answer is saved; {RESUME} {again}");
        assert!(terminal.screen().contains(&said), "{}", terminal.screen());
    }
    let mut terminal = take(&home, &["--resume", "--current-role", "other"]);
    terminal.until("question 2 ");
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
    let said = format!("{RESUME} --current-role other");
    assert!(terminal.screen().contains(&said), "{}", terminal.screen());
}

#[test]
fn arrows_mark_and_enter_answers_only_what_is_marked() {
    let home = home();
    let mut terminal = take(&home, &["--seed", "1"]);
    terminal.until("question 1 ");
    terminal.send("\r\t\x1b[B");
    terminal.until("› 1");
    assert!(terminal.screen().contains("question 1 "));
    terminal.send("\x1b[C\r");
    terminal.until("question 2 ");
    terminal.send("\x04");
    assert_eq!(terminal.end(), 5);
}

#[test]
fn the_last_answer_leads_to_a_saved_result_and_the_draft_is_gone() {
    let home = home();
    let mut terminal = take(&home, &["--length", "quick", "--seed", "1"]);
    terminal.until("question 1 ");
    terminal.send(&"1".repeat(16));
    assert_eq!(terminal.end(), 0);
    assert_eq!(results(home.path()), 1);
    assert!(!draft(&home).exists());
    assert!(!terminal.screen().contains("Which is more"));
    assert!(solid(&terminal.screen()).contains("rolefitreport"));
}

#[test]
fn a_result_that_is_not_kept_is_not_offered_as_a_page() {
    let home = home();
    let arguments = ["take", "--no-save", "--length", "quick"];
    let mut terminal = Terminal::run(home.path(), &arguments, 80, 30);
    terminal.until("question 1 ");
    terminal.send(&"1".repeat(16));
    assert_eq!(terminal.end(), 0);
    // What comes next stands at the end.
    let shown = terminal.screen();
    assert!(shown.contains("rolefit compare"), "{shown}");
    assert!(!shown.contains("rolefit report"), "{shown}");
}

#[test]
fn ctrl_c_says_what_was_kept_and_exits_130() {
    let home = home();
    let mut terminal = take(&home, &["--seed", "1"]);
    terminal.until("question 1 ");
    terminal.send("1");
    terminal.until("question 2 ");
    terminal.send("\x03");
    assert_eq!(terminal.end(), 130);
    assert!(
        terminal
            .screen()
            .contains(&format!("stopped; 1 answer is saved; {RESUME}"))
    );
    assert!(terminal.cursor_is_visible());
}

#[test]
fn signals_only_pause() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let home = home();
        let mut terminal = take(&home, &["--seed", "1"]);
        terminal.until("question 1 ");
        terminal.send("3");
        terminal.until("question 2 ");
        // The frame may arrive in parts; this stands at its end.
        terminal.until("q save and quit");
        terminal.signal(signal);
        assert_eq!(terminal.end(), code);
        assert!(terminal.cursor_is_visible());
        assert!(
            terminal.screen().contains(&format!("saved; {RESUME}")),
            "{}",
            terminal.screen()
        );
        let mut terminal = take(&home, &["--resume"]);
        terminal.until("question 2 ");
        terminal.send("q");
        assert_eq!(terminal.end(), 5);
    }
}

#[test]
fn a_killed_process_loses_no_answer_that_was_seen_accepted() {
    let home = home();
    let mut answered = 0;
    for round in 0..8 {
        let arguments: &[&str] = if round == 0 {
            &["--length", "full"]
        } else {
            &["--resume"]
        };
        let mut terminal = take(&home, arguments);
        terminal.until(&format!("question {} ", answered + 1));
        // The next question is on the screen, so the answer before it was accepted; the keys after it are in flight.
        terminal.send("2");
        terminal.until(&format!("question {} ", answered + 2));
        terminal.send(&"2".repeat(round % 4));
        terminal.signal(Signal::KILL);
        terminal.end();
        let text = fs::read_to_string(draft(&home)).unwrap();
        // The start stands twice.
        let kept = text.matches('\n').count() - 2;
        assert!(kept > answered, "{kept} kept after {answered} and one more");
        answered = kept;
    }
}

#[test]
fn a_window_made_narrow_keeps_no_old_lines() {
    let home = home();
    let mut terminal = take(&home, &["--seed", "1"]);
    terminal.until("question 1 ");
    // The whole first frame must have arrived before the window changes.
    terminal.until("q save and quit");
    terminal.resize(30, 40);
    terminal.send("j");
    terminal.until("› 1  not at all");
    // The frame may arrive in parts; this stands at its end.
    terminal.until("5  very much");
    let screen = terminal.screen();
    assert_eq!(screen.matches("question 1 ").count(), 1, "{screen}");
    assert_eq!(screen.matches("very much").count(), 1, "{screen}");
    terminal.resize(90, 40);
    terminal.send("?");
    terminal.until("any key goes back");
    assert!(!terminal.screen().contains("a little more the second"));
    terminal.send("?q");
    assert_eq!(terminal.end(), 5);
}

#[test]
fn a_second_process_is_told_that_another_one_asks() {
    let home = home();
    let mut first = take(&home, &["--seed", "1"]);
    first.until("question 1 ");
    let mut second = take(&home, &["--seed", "1"]);
    assert_eq!(second.end(), 4);
    assert!(second.screen().contains("another rolefit (process"));
    first.send("1");
    first.until("question 2 ");
    first.send("q");
    assert_eq!(first.end(), 5);
}

#[test]
fn an_unfinished_questionnaire_is_asked_about_and_ctrl_c_there_leaves_the_cursor_visible() {
    let home = home();
    paused(&home, 2);
    let mut terminal = take(&home, &[]);
    terminal.until("A questionnaire is paused (2 answers)");
    terminal.until("Cancel");
    terminal.send("\x03");
    assert_eq!(terminal.end(), 130);
    assert!(terminal.cursor_is_visible());

    let mut terminal = take(&home, &[]);
    terminal.until("Cancel");
    terminal.send("\r");
    terminal.until("question 3 ");
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
}

#[test]
fn starting_again_sets_the_answers_aside() {
    let home = home();
    paused(&home, 2);
    let before = fs::read(draft(&home)).unwrap();
    let mut terminal = take(&home, &["--restart"]);
    terminal.until("was set aside as");
    terminal.until("question 1 ");
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
    let aside = home.path().join("draft-product-roles.jsonl.bak");
    assert_eq!(fs::read(aside).unwrap(), before);
}

#[test]
fn a_torn_write_is_reported_once_and_costs_nothing_else() {
    let home = home();
    paused(&home, 2);
    let mut bytes = fs::read(draft(&home)).unwrap();
    bytes.extend_from_slice(b"{\"v\":1,\"n\":3,\"it");
    fs::write(draft(&home), bytes).unwrap();
    for reported in [true, false] {
        let mut terminal = take(&home, &["--resume"]);
        terminal.until("question 3 ");
        assert_eq!(terminal.screen().contains("cut short"), reported);
        terminal.send("q");
        assert_eq!(terminal.end(), 5);
    }
}

#[test]
fn plain_mode_asks_line_by_line_without_one_escape_sequence() {
    let home = home();
    let mut terminal = take(&home, &["--plain", "--seed", "1"]);
    terminal.until("help or quit: ");
    terminal.send("9\n");
    terminal.until("That is not one of the answers");
    terminal.send("2\n");
    terminal.until("question 2 ");
    terminal.send("back\n");
    terminal.until("Your answer before: 2");
    terminal.send("skip\nhelp\n");
    terminal.until("takes the last answer back");
    // Ctrl-D on an empty line is the end of input.
    terminal.send("\x04");
    assert_eq!(terminal.end(), 5);
    assert!(terminal.screen().contains("1 skip is saved"));
    assert!(!terminal.bytes.contains(&0x1b));
}

#[test]
fn nothing_is_saved_where_that_was_asked_for() {
    let outer = home();
    let inner = outer.path().join("store");
    let mut terminal = Terminal::run(&inner, &["take", "--no-save"], 80, 30);
    terminal.until("question 1 ");
    terminal.send("1");
    terminal.until("question 2 ");
    terminal.send("q");
    assert_eq!(terminal.end(), 130);
    assert!(terminal.screen().contains("nothing was saved"));
    assert!(!inner.exists());
}

#[test]
fn without_a_terminal_the_way_without_one_is_named() {
    for (arguments, about) in [
        (&["take"][..], false),
        (&[], false),
        (&["--no-input"], false),
        (&["take", "--about", "Ana"], true),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_rolefit"))
            .args(arguments)
            .env("ROLEFIT_HOME", home().path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.contains("rolefit form") && stderr.contains("rolefit score answers.toml"));
        // Or the answers would be taken for one's own.
        assert_eq!(stderr.contains("`about = \"NAME\"`"), about, "{stderr}");
    }
}

#[test]
fn a_place_where_no_result_can_be_written_is_refused_before_the_first_question() {
    let home = home();
    for (place, why) in [
        (home.path().join("missing/result.md"), "there is no folder"),
        (home.path().to_path_buf(), "it is a folder"),
    ] {
        let place = place.to_str().unwrap();
        let mut terminal = Terminal::run(home.path(), &["take", "--no-save", "-o", place], 200, 30);
        assert_eq!(terminal.end(), 4);
        assert!(terminal.screen().contains(why), "{}", terminal.screen());
        assert!(!terminal.screen().contains("question 1 "));
    }
}

#[test]
fn a_result_whose_place_is_gone_by_the_end_is_printed() {
    let home = home();
    let folder = home.path().join("gone");
    fs::create_dir(&folder).unwrap();
    let place = folder.join("result.json");
    let arguments = [
        "take",
        "--no-save",
        "--length",
        "quick",
        "-o",
        place.to_str().unwrap(),
    ];
    let mut terminal = Terminal::run(home.path(), &arguments, 80, 30);
    terminal.until("question 1 ");
    fs::remove_dir(&folder).unwrap();
    terminal.send(&"1".repeat(16));
    assert_eq!(terminal.end(), 4);
    let printed = String::from_utf8_lossy(&terminal.bytes).into_owned();
    assert!(printed.contains("\"responses\""), "{printed}");
    assert!(words(&printed).contains("there is no folder"), "{printed}");
}

/// Answers a short questionnaire to its end, and waits until it is offered what to do next.
#[track_caller]
fn finished(home: &TempDir, more: &[&str], (columns, rows): (u16, u16)) -> Terminal {
    let arguments = [&["take", "--length", "quick", "--seed", "1"], more].concat();
    let mut terminal = Terminal::run(home.path(), &arguments, columns, rows);
    terminal.until("question 1 ");
    if more.contains(&"--plain") {
        terminal.send(&"1\n".repeat(16));
    } else {
        terminal.send(&"1".repeat(16));
    }
    until_offered(&mut terminal);
    // What was typed beyond the last question chooses nothing.
    assert_eq!(run_by_key(&terminal), [""; 0]);
    terminal
}

/// What stands below a part of a result.
const PART: &str = "q leaves the rest out";

#[track_caller]
fn until_offered(terminal: &mut Terminal) {
    let ends = |screen: &str, with: &str| words(screen).trim_end_matches(':').ends_with(with);
    loop {
        terminal.until_so(OFFER, |screen| ends(screen, OFFER) || ends(screen, PART));
        if ends(&terminal.screen(), OFFER) {
            break;
        }
        // What is longer than the window comes a window at a time.
        let before = terminal.screen();
        terminal.send(" ");
        terminal.until_so("the next window", |screen| screen != before);
    }
    terminal.leaves_offer = false;
}

/// Returns the commands that were run by a key, as they were said.
fn run_by_key(terminal: &Terminal) -> Vec<String> {
    let said = String::from_utf8_lossy(&terminal.bytes).into_owned();
    let said = said.split("`rolefit ").skip(1);
    said.map(|rest| rest.split('`').next().unwrap().to_owned())
        .collect()
}

/// Returns the key under which something is offered.
#[track_caller]
fn key_of(what: &str, terminal: &Terminal) -> String {
    let screen = words(&terminal.screen());
    let before = screen.rsplit(&format!(" {what}")).nth(1).unwrap();
    before.split(' ').next_back().unwrap().to_owned()
}

#[test]
fn what_is_suggested_next_runs_at_a_key_and_is_offered_again() {
    let home = home();
    let mut terminal = finished(&home, &[], (100, 40));
    assert!(words(&terminal.screen()).contains("r the whole report 1 "));
    // Another process keeps a later result: the keys still mean the one on the screen.
    let place = home.path().join("results");
    let own = fs::read_dir(&place)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let id = own.file_stem().unwrap().to_str().unwrap().to_owned();
    fs::copy(&own, place.join("20991231-235959-abcdef.json")).unwrap();
    terminal.send("xr");
    terminal.until("Space or Enter goes on");
    until_offered(&mut terminal);
    terminal.until("chosen from 94");
    let plan = key_of("prepare for the interview", &terminal);
    terminal.send(&plan);
    terminal.until_so("the second command", |screen| screen.contains("`rolefit "));
    until_offered(&mut terminal);
    terminal.send("\r");
    assert_eq!(terminal.end(), 0);
    // What was offered is off the screen, and what was run stands on it as it is typed.
    assert!(!terminal.screen().contains(OFFER));
    let commands = run_by_key(&terminal);
    assert_eq!(commands.len(), 2, "{commands:?}");
    assert_eq!(commands[0], format!("report {id}"));
    assert!(commands[1].contains(&format!(" {id}")), "{commands:?}");
    assert_eq!(results(home.path()), 2);
}

#[test]
fn more_questions_are_asked_on_top_of_the_result_at_a_key() {
    let home = home();
    let mut terminal = take(&home, &["--length", "quick", "--seed", "1"]);
    terminal.until("question 1 ");
    terminal.send("2441524153114");
    until_offered(&mut terminal);
    terminal.send("1");
    // The questionnaire is free again, also for the process that has just finished it.
    terminal.until("Going on after 12 questions.");
    terminal.until("question 13 ");
    terminal.send("2");
    terminal.until("question 14 ");
    terminal.until("q save and quit");
    terminal.send("q");
    assert_eq!(terminal.end(), 5, "{}", terminal.screen());
    assert!(terminal.screen().contains("saved; go on with: "));
    assert_eq!(results(home.path()), 1);
}

#[test]
fn after_more_questions_it_is_said_what_the_result_was_before_them() {
    let home = home();
    let mut terminal = take(&home, &["--length", "quick", "--seed", "1"]);
    terminal.until("question 1 ");
    terminal.send("2441524153114");
    until_offered(&mut terminal);
    let first = words(&terminal.screen());
    assert!(!first.contains("Before these"), "{first}");
    terminal.send("1");
    terminal.until("question 13 ");
    terminal.send("222222");
    until_offered(&mut terminal);
    let before = "Before these six answers: no single role (Product ";
    terminal.until(before);
    // The figures are those that stood beside the roles then.
    let screen = words(&terminal.screen());
    let (_, figures) = screen.split_once(before).unwrap();
    for figure in figures.split(").").next().unwrap().split(", Product ") {
        let (role, share) = figure.split_once(' ').unwrap();
        let bar = first.split(&format!("Product {role} ")).find_map(|rest| {
            let (bar, rest) = rest.split_once(' ')?;
            let is_bar = bar.chars().all(|piece| ('█'..='▏').contains(&piece));
            (is_bar && !bar.is_empty()).then_some(rest)
        });
        assert!(bar.unwrap().starts_with(share), "{first}\n{screen}");
    }
    terminal.send("\r");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn what_is_longer_than_the_window_comes_a_window_at_a_time_from_its_first_line() {
    let home = home();
    let mut terminal = finished(&home, &[], (80, 24));
    terminal.send("r");
    terminal.until_so(PART, |screen| words(screen).ends_with(PART));
    assert!(terminal.screen().contains("MANAGER") || terminal.screen().contains("OWNER"));
    assert!(!terminal.screen().contains("chosen from 94"));
    let before = terminal.screen();
    terminal.send("\r");
    terminal.until_so(PART, |screen| {
        screen != before && words(screen).ends_with(PART)
    });
    terminal.send("q");
    until_offered(&mut terminal);
    let said = String::from_utf8_lossy(&terminal.bytes).into_owned();
    assert!(!said.contains("chosen from 94"), "{said}");
    terminal.send("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn what_fails_at_a_key_leaves_the_other_offers_and_how_the_questionnaire_ended() {
    let home = home();
    let mut terminal = take(&home, &["--length", "quick", "--seed", "1"]);
    terminal.until("question 1 ");
    terminal.send("2441524153114");
    until_offered(&mut terminal);
    let offered = words(&terminal.screen());
    let mut other = take(&home, &["--length", "quick", "--seed", "2"]);
    other.until("question 1 ");
    terminal.send("1");
    terminal.until("`rolefit take --resume");
    terminal.until("error: ");
    until_offered(&mut terminal);
    let keys = &offered[offered.find(" r the whole report").unwrap()..];
    assert!(words(&terminal.screen()).ends_with(keys));
    terminal.send("r");
    terminal.until("`rolefit report");
    until_offered(&mut terminal);
    terminal.until("chosen from 94");
    // Nor does a result that is gone end what went well.
    fs::remove_dir_all(home.path().join("results")).unwrap();
    other.send("q");
    other.end();
    terminal.send("1");
    terminal.until("is kept no more");
    until_offered(&mut terminal);
    terminal.send("\r");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
}

#[test]
fn a_result_that_is_gone_is_not_said_to_be_kept() {
    let home = home();
    let mut terminal = finished(&home, &[], (100, 40));
    fs::remove_dir_all(home.path().join("results")).unwrap();
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.end(), 143);
    let screen = words(&terminal.screen());
    assert!(
        screen.contains("is kept no more: another program"),
        "{screen}"
    );
    assert!(!screen.contains("the result is kept as"), "{screen}");
}

#[test]
fn a_plan_that_fails_is_not_practised() {
    let home = home();
    let catalogue = home.path().join("copy.toml");
    fs::copy("data/catalogues/product-roles.toml", &catalogue).unwrap();
    let named = ["--catalogue", catalogue.to_str().unwrap()];
    let mut terminal = finished(&home, &named, (100, 50));
    fs::remove_file(&catalogue).unwrap();
    terminal.send("1");
    terminal.until("error: ");
    until_offered(&mut terminal);
    assert!(!terminal.screen().contains("p practise"));
    terminal.send("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn whoever_has_read_a_plan_practises_it_at_a_key_and_signals_end_what_is_offered_then() {
    let home = home();
    let mut terminal = finished(&home, &[], (140, 50));
    assert!(!terminal.screen().contains("p practise"));
    let offered = words(&terminal.screen());
    let (before, _) = offered.split_once(" prepare for the interview").unwrap();
    terminal.send(before.rsplit(' ').next().unwrap());
    terminal.until("p practise");
    until_offered(&mut terminal);
    let commands = run_by_key(&terminal);
    let wishes = commands[0].strip_prefix("prep --role ").unwrap();
    terminal.send("p");
    terminal.until("Say it aloud");
    terminal.send("q\n");
    terminal.until("kept; go on with: rolefit prep practice");
    until_offered(&mut terminal);
    let practice = format!("prep practice --role {wishes}");
    assert_eq!(run_by_key(&terminal).last(), Some(&practice));
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.end(), 143);
    assert!(words(&terminal.screen()).contains("stopped; the result is kept as"));
}

#[test]
fn whoever_has_read_a_plan_has_the_days_planned_at_a_key_that_asks_for_the_day() {
    for more in [&[][..], &["--plain"]] {
        let home = home();
        let mut terminal = finished(&home, more, (140, 50));
        let enter = if more.is_empty() { "" } else { "\n" };
        let key = key_of("prepare for the interview", &terminal);
        terminal.send(&format!("{key}{enter}"));
        terminal.until("d a plan until the day");
        until_offered(&mut terminal);
        terminal.send(&format!("d{enter}"));
        terminal.until("Enter alone for none:");
        for (odd, why) in [("soon", "write a day"), ("3.4.2099", "is the month")] {
            terminal.send(&format!("{odd}\n"));
            terminal.until(why);
        }
        terminal.send("31 January 2099\n");
        terminal.until("--date 2099-01-31`");
        terminal.until("Today, ");
        until_offered(&mut terminal);
        // What is practised then is for that day.
        terminal.send(&format!("p{enter}"));
        terminal.until("prep practice --role project-manager --move-from product-owner");
        terminal.until("Say it aloud");
        terminal.send("q\n");
        until_offered(&mut terminal);
        terminal.send("q\n");
        assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    }
}

#[test]
fn every_way_to_leave_what_is_offered_ends_as_the_questionnaire_does() {
    for (keys, plain) in [
        ("\r", false),
        ("q", false),
        ("\x1b", false),
        ("\x03", false),
        ("\x04", false),
        ("\r", true),
        ("q\n", true),
        (" Quit\n", true),
        ("\x04", true),
    ] {
        let home = home();
        let more: &[&str] = if plain { &["--plain"] } else { &[] };
        let mut terminal = finished(&home, more, (80, 30));
        assert_eq!(results(home.path()), 1, "kept before it is offered");
        terminal.send(keys);
        assert_eq!(terminal.end(), 0, "{keys:?}: {}", terminal.screen());
        assert!(terminal.cursor_is_visible());
    }
}

#[test]
fn typed_lines_run_what_is_suggested_too() {
    let home = home();
    let mut terminal = finished(&home, &["--plain"], (80, 40));
    for typed in ["7", "quite"] {
        terminal.send(&format!("{typed}\n"));
        terminal.until(&format!("{typed}\n"));
        terminal.until("That is no key here; the keys are 1, 2, 3");
    }
    terminal.send("\x1b[200~q\x1b[201~\n");
    terminal.until("What is pasted answers nothing");
    let plan = key_of("prepare for the interview", &terminal);
    terminal.send(&format!("{plan}\n"));
    terminal.until("`rolefit ");
    until_offered(&mut terminal);
    terminal.send("\n");
    assert_eq!(terminal.end(), 0);
    assert_eq!(run_by_key(&terminal).len(), 1);
    assert!(!terminal.bytes.contains(&0x1b));
}

#[test]
fn the_verdict_stands_on_the_screen_while_it_is_offered_what_to_do_next() {
    for size in [(100, 30), (80, 24), (50, 24)] {
        let home = home();
        let mut terminal = finished(&home, &[], size);
        let verdict = first_line(
            &Command::new(env!("CARGO_BIN_EXE_rolefit"))
                .args(["report"])
                .env("ROLEFIT_HOME", home.path())
                .env("LANG", "C.UTF-8")
                .env("COLUMNS", size.0.to_string())
                .output()
                .map(|output| String::from_utf8(output.stdout).unwrap())
                .unwrap(),
        );
        assert_eq!(first_line(&terminal.screen()), verdict, "{size:?}");
        terminal.send("\r");
        assert_eq!(terminal.end(), 0);
        let left = terminal.screen();
        assert_eq!(first_line(&left), verdict, "{size:?}");
        let again = solid(&left).contains("rolefitreport");
        assert!(again, "{size:?}:\n{left}");
    }
}

/// Returns a screen without its spaces: the name that the program was called by may be as long as a line.
fn solid(screen: &str) -> String {
    screen.split_whitespace().collect()
}

/// Returns the first line that says something.
fn first_line(text: &str) -> String {
    let mut lines = text.lines().map(str::trim);
    lines.find(|line| !line.is_empty()).unwrap().to_owned()
}

#[test]
fn a_key_replaces_no_file() {
    let home = home();
    let page = home.path().join("result.html");
    fs::write(&page, "mine").unwrap();
    let line = format!(
        "cd {} && \"$ROLEFIT\" take --length quick --seed 1",
        home.path().display()
    );
    let mut terminal = Terminal::shell(home.path(), &line, 100, 40);
    terminal.until("question 1 ");
    terminal.send(&"1".repeat(13));
    until_offered(&mut terminal);
    let offered = words(&terminal.screen());
    let (before, _) = offered.split_once(" a page to keep or send Enter").unwrap();
    let key = before.rsplit(' ').next().unwrap().to_owned();
    for name in ["result-2.html", "result-3.html"] {
        terminal.send(&key);
        terminal.until(&format!("{name}`,"));
        terminal.until("a browser opens");
        until_offered(&mut terminal);
        let written = fs::read_to_string(home.path().join(name)).unwrap();
        assert!(written.contains("<!DOCTYPE html>"));
        let kept = fs::read_dir(home.path().join("results")).unwrap();
        let kept = kept.last().unwrap().unwrap().path();
        let id = kept.file_stem().unwrap().to_str().unwrap();
        let command = format!("report {id} -o {name}");
        assert_eq!(run_by_key(&terminal).last(), Some(&command));
    }
    assert_eq!(fs::read_to_string(&page).unwrap(), "mine");
    terminal.send("q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn nothing_is_offered_where_nobody_reads_the_result_here() {
    for how in ["-o result.txt", "--format json", "| cat"] {
        let home = home();
        let line = format!(
            "cd {} && \"$ROLEFIT\" take --length quick --seed 1 --no-save {how}",
            home.path().display()
        );
        let mut terminal = Terminal::shell(home.path(), &line, 100, 40);
        terminal.until("question 1 ");
        terminal.leaves_offer = false;
        terminal.send(&"1".repeat(13));
        assert_eq!(terminal.end(), 0);
        assert!(!String::from_utf8_lossy(&terminal.bytes).contains(OFFER));
    }
}

#[test]
fn without_a_terminal_the_way_by_a_form_asks_as_much_and_of_the_same_catalogue() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolefit"));
    let arguments = ["take", "--length", "quick", "--catalogue", "small-team"];
    let ran = command.args(arguments).output().unwrap();
    let said = words(&String::from_utf8_lossy(&ran.stderr));
    let form = "rolefit form --length quick -o answers.toml --catalogue small-team";
    assert!(
        ran.status.code() == Some(2) && said.contains(form),
        "{said}"
    );
}
