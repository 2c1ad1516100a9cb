//! A disk that is full, a folder that cannot be written to, or none at all: what was there stays as it is byte by byte, the file is named, no answer is lost,
//! and whatever keeps nothing works all the same.
//!
//! A limit on the size of files stands for a full disk, because it needs no rights and so is always tried. A full
//! file system is tried where one may be mounted, which `.ci/run` asks for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::machine::{Machine, PLAINLY, ROOT};
use crate::terminal::Terminal;

/// What runs the tool where no file can grow beyond so many half kilobytes.
fn small_files(blocks: usize) -> String {
    format!("ulimit -f {blocks}; exec \"$ROLEFIT\" \"$@\"")
}

impl Machine {
    /// Practises with one answer from a file, given on a day of January.
    fn practise(&self, line: &str, day: usize) -> (Option<i32>, String, String) {
        let listed = self.done(&["prep", "practice", "--role", "product-owner", "--ndjson"]);
        let first = listed.lines().next().unwrap();
        let first: serde_json::Value = serde_json::from_str(first).unwrap();
        let at = format!("2025-01-{day:02}T18:00:00Z");
        let answer = serde_json::json!({ "question": first["id"], "rating": 3, "at": at });
        let answers = self.path("answers.jsonl");
        fs::write(&answers, format!("{answer}\n")).unwrap();
        self.run(
            line,
            &["prep", "practice", "--answers", answers.to_str().unwrap()],
        )
    }
}

/// Every command that writes a result to a file.
const WRITERS: &[&str] = &[
    "score data/examples/between.toml",
    "score --summary data/examples/class.csv",
    "score data/examples/class.csv",
    "report data/examples/between.toml",
    "report data/examples/between.toml --format html",
    "report data/examples/between.toml --format json",
    "compare product-owner project-manager",
    "compare --with data/examples/between.toml --with data/examples/product-owner.toml",
    "prep --role product-owner",
    "prep --role product-owner --ndjson",
    "prep practice --role product-owner --list",
    "prep practice --role product-owner --ndjson",
    "prep progress",
    "team data/examples/team/ana.toml data/examples/between.toml",
    "history",
    "history show latest",
    "history export",
    "history export --practice",
    "catalogue list",
    "catalogue show",
    "catalogue check data/catalogues/product-roles.toml",
    "catalogue schema",
    "catalogue new --trait slow/fast --role Baker:slow --role Driver:fast --force",
    "simulate --respondents 20",
    "validate tests/fixtures/known/answers.csv --average --catalogue tests/fixtures/known/catalogue.toml",
    "completions bash",
    "man",
];

/// A machine with a result, with practice, and with an older file where a result is to go.
pub(super) fn with_an_older_file() -> (Machine, PathBuf) {
    let machine = Machine::new();
    let result = machine.done(&["score", "data/examples/between.toml", "--format", "json"]);
    fs::create_dir_all(machine.home().join("results")).unwrap();
    fs::write(
        machine.home().join("results/20260131-180000-abcdef.json"),
        result,
    )
    .unwrap();
    let (code, _, stderr) = machine.practise(PLAINLY, 1);
    assert_eq!(code, Some(0), "{stderr}");
    fs::create_dir(machine.path("out")).unwrap();
    let target = machine.path("out/result.txt");
    fs::write(&target, "older\n").unwrap();
    (machine, target)
}

#[test]
fn no_command_that_writes_a_file_touches_an_older_one_when_the_disk_is_full() {
    let (machine, target) = with_an_older_file();
    let (out, home) = (machine.everything("out"), machine.everything("home"));
    for writer in WRITERS {
        let mut arguments: Vec<&str> = writer.split(' ').collect();
        arguments.extend(["-o", target.to_str().unwrap()]);
        let (code, stdout, stderr) = machine.run(&small_files(0), &arguments);
        assert_eq!((code, stdout.as_str()), (Some(4), ""), "{writer}: {stderr}");
        let named = format!("could not write `{}`", target.display());
        assert!(stderr.contains(&named), "{writer}: {stderr}");
        assert!(
            stderr.contains("an older file of that name is as it was"),
            "{writer}: {stderr}"
        );
        assert_eq!(machine.everything("out"), out, "{writer}");
        assert_eq!(machine.everything("home"), home, "{writer}");
        // With room it is written, so that it was the room that was missing.
        let (code, _, stderr) = machine.run(PLAINLY, &arguments);
        assert_eq!(code, Some(0), "{writer}: {stderr}");
        assert_ne!(machine.everything("out"), out, "{writer}");
        fs::write(&target, "older\n").unwrap();
    }
    // What is to be filled in never replaces a file, for it may be filled in already.
    let form = machine.path("out/form.toml");
    for writer in [&["form"][..], &["prep", "stories", "--new"]] {
        let arguments = [writer, &["-o", form.to_str().unwrap()]].concat();
        let (code, _, stderr) = machine.run(&small_files(0), &arguments);
        assert_eq!(code, Some(4), "{stderr}");
        assert!(stderr.contains(form.to_str().unwrap()), "{stderr}");
        assert_eq!(machine.everything("out"), out);
    }
}

/// Answers a questionnaire of all 64 questions until an answer cannot be saved, wants no more, and returns the number of
/// answers that were printed.
#[track_caller]
fn answer_until_full(machine: &Machine, line: &str) -> usize {
    let printed = machine.path("printed");
    let line = format!("{line} > {}", printed.display());
    let mut terminal = Terminal::shell(&machine.home(), &line, 120, 40);
    terminal.until("question 1 ");
    // No key answers a short question but y and n.
    terminal.send(&"1".repeat(64));
    terminal.until("could not save this answer to");
    terminal.until("draft-product-roles.jsonl");
    terminal.until("The answers before it are saved.");
    terminal.until("Go on without saving?");
    terminal.send("n\r");
    assert_eq!(terminal.end(), 4, "{}", terminal.screen());
    let printed = fs::read_to_string(printed).unwrap();
    let (_, answers) = printed.split_once("[answers]\n").unwrap();
    answers.lines().count()
}

/// Holds that a journal holds every answer but the latest, whole, and that it can be gone on with.
#[track_caller]
fn all_but_the_latest_is_kept(machine: &Machine, rescued: usize) {
    let journal = fs::read_to_string(machine.home().join("draft-product-roles.jsonl")).unwrap();
    assert!(journal.ends_with('\n'));
    // The start stands twice.
    assert_eq!(journal.lines().count() - 2, rescued - 1, "{journal}");
    let mut terminal = Terminal::run(&machine.home(), &["take", "--resume"], 120, 40);
    terminal.until(&format!("question {rescued} "));
    assert!(!terminal.screen().contains("cut short"));
    terminal.send("1");
    terminal.until(&format!("question {} ", rescued + 1));
    terminal.send("q");
    assert_eq!(terminal.end(), 5);
}

#[test]
fn an_answer_that_finds_no_room_is_printed_with_all_before_it_which_stay() {
    for blocks in [2, 3, 4] {
        let machine = Machine::new();
        let arguments = "take --length full --seed 1";
        let line = small_files(blocks).replace("\"$@\"", arguments);
        let rescued = answer_until_full(&machine, &line);
        assert!(rescued > 1, "{rescued}");
        all_but_the_latest_is_kept(&machine, rescued);
    }
}

#[test]
fn where_the_first_answer_finds_no_room_none_is_said_to_be_saved_before_it() {
    let machine = Machine::new();
    let line = small_files(0).replace("\"$@\"", "take --seed 1");
    let mut terminal = Terminal::shell(&machine.home(), &line, 120, 40);
    terminal.until("question 1 ");
    terminal.send("1");
    terminal.until("There are no answers before it.");
    terminal.until("Go on without saving?");
    terminal.send("n\r");
    assert_eq!(terminal.end(), 4, "{}", terminal.screen());
}

/// A file system of four pages, of which two are free: one is for the lock. `$1` is where, `$2` where to what lies on it is copied at the end.
const FULL: &str = "mount -t tmpfs -o size=16k,mode=700 none \"$1\" || exit 99
    head -c 8192 /dev/zero > \"$1/filler\"
    \"$ROLEFIT\" take --length full --seed 1
    code=$?
    rm \"$1/filler\"
    cp -R \"$1/.\" \"$2\"
    exit $code";

/// Returns how this machine allows to mount something that goes with the process.
fn mounting() -> &'static str {
    let ways = ["unshare --mount", "unshare --user --map-root-user --mount"];
    let way = ways.into_iter().find(|way| {
        let place = tempfile::tempdir().unwrap();
        let line = format!("{way} mount -t tmpfs none {}", place.path().display());
        let tried = Command::new("sh")
            .args(["-c", &line])
            .stderr(Stdio::null())
            .status();
        tried.is_ok_and(|status| status.success())
    });
    way.expect("the right to mount is needed to try a full file system")
}

#[test]
#[ignore = "needs the right to mount; the tests around it hold the same laws without"]
fn on_a_full_file_system_it_is_the_same() {
    let way = mounting();
    let machine = Machine::new();
    let (home, kept) = (machine.home(), machine.path("kept"));
    for folder in [&home, &kept] {
        fs::create_dir(folder).unwrap();
    }
    let line = format!(
        "{way} sh -c '{FULL}' sh {} {}",
        home.display(),
        kept.display()
    );
    let rescued = answer_until_full(&machine, &line);
    assert!(rescued > 40, "{rescued}");
    fs::remove_dir(&home).unwrap();
    fs::rename(&kept, &home).unwrap();
    all_but_the_latest_is_kept(&machine, rescued);
}

#[test]
fn a_result_that_finds_no_room_is_shown_and_its_answers_can_be_gone_on_with() {
    let machine = Machine::new();
    // The journal of sixteen answers finds room, the result does not.
    let arguments = "take --color never --length quick --seed 1";
    let line = small_files(4).replace("\"$@\"", arguments);
    let mut terminal = Terminal::shell(&machine.home(), &line, 120, 40);
    terminal.until("question 1 ");
    terminal.send(&"1".repeat(16));
    assert_eq!(terminal.end(), 4);
    let said = String::from_utf8_lossy(&terminal.bytes).into_owned();
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("could not save the result in"), "{said}");
    assert!(
        said.contains("the answers are kept; go on with: rolefit take --resume"),
        "{said}"
    );
    assert!(said.contains("Where you stand"), "{said}");
    let names: Vec<PathBuf> = machine.kept().into_iter().map(|(path, _)| path).collect();
    assert_eq!(names, [machine.home().join("draft-product-roles.jsonl")]);
    let mut terminal = Terminal::run(&machine.home(), &["take", "--resume"], 120, 40);
    // All that is left to ask is what one's title is.
    terminal.until("your title now");
    terminal.until("s skip");
    terminal.send("s");
    assert_eq!(terminal.end(), 0, "{}", terminal.screen());
    let names: Vec<PathBuf> = machine.kept().into_iter().map(|(path, _)| path).collect();
    assert_eq!(names.len(), 1);
    assert!(names[0].starts_with(machine.home().join("results")));
}

#[test]
fn practice_that_finds_no_room_names_its_journal_and_leaves_it_as_it_was() {
    let machine = Machine::new();
    let journal = machine
        .home()
        .join("practice-product-roles-interview.jsonl");
    let named = format!("could not write `{}`", journal.display());
    machine.done(&["history"]);
    for before in 0..2 {
        let kept = machine.kept();
        assert_eq!(kept.len(), before);
        let (code, _, stderr) = machine.practise(&small_files(0), 1 + before);
        assert_eq!(code, Some(4), "{stderr}");
        assert!(stderr.contains(&named), "{stderr}");
        assert!(stderr.contains("none of them was taken in"), "{stderr}");
        let left: Vec<_> = machine.kept();
        // The file may have been made by then; nothing stands in it.
        assert_eq!(
            left.iter().filter(|(_, bytes)| !bytes.is_empty()).count(),
            before
        );
        assert!(kept.iter().all(|one| left.contains(one)));
        let line = small_files(0).replace("\"$@\"", "prep practice --role product-owner");
        let mut terminal = Terminal::shell(&machine.home(), &line, 120, 40);
        assert_eq!(terminal.end(), 4);
        let said = terminal.screen().replace('\n', "");
        assert!(said.contains("practice could not be saved"), "{said}");
        assert!(said.contains("nothing was asked yet"), "{said}");
        assert_eq!(machine.kept(), left);
        let (code, _, stderr) = machine.practise(PLAINLY, 1 + before);
        assert_eq!(code, Some(0), "{stderr}");
    }
}

/// Returns what runs the tool so that rights on files hold for it. The administrator may do everything, and so gives up
/// that for one process.
fn with_rights_that_hold() -> &'static str {
    if !rustix::process::geteuid().is_root() {
        return PLAINLY;
    }
    let line = "exec setpriv --bounding-set -dac_override,-dac_read_search \"$ROLEFIT\" \"$@\"";
    let tried = Command::new("setpriv")
        .args(["--bounding-set", "-dac_override,-dac_read_search", "true"])
        .status();
    assert!(
        tried.is_ok_and(|status| status.success()),
        "`setpriv` of util-linux is needed to try a folder that cannot be written to as the administrator"
    );
    line
}

#[test]
fn a_folder_that_cannot_be_written_to_is_read_and_nothing_else() {
    use std::os::unix::fs::PermissionsExt;
    let (machine, _) = with_an_older_file();
    fs::remove_file(machine.path("home/practice-product-roles-interview.lock")).unwrap();
    let before = machine.everything("home");
    let set = |mode| {
        for folder in ["home/results", "home", "out"] {
            fs::set_permissions(machine.path(folder), fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    set(0o500);
    let run = with_rights_that_hold();
    for reader in [
        "history",
        "history show latest",
        "history export",
        "prep progress",
        "report latest",
    ] {
        let arguments: Vec<&str> = reader.split(' ').collect();
        let (code, _, stderr) = machine.run(run, &arguments);
        assert_eq!(code, Some(0), "{reader}: {stderr}");
    }
    let file = machine.path("out/new.md");
    let arguments = ["report", "latest", "-o", file.to_str().unwrap()];
    let (code, _, stderr) = machine.run(run, &arguments);
    assert_eq!(code, Some(4), "{stderr}");
    assert!(
        stderr.contains(&format!(
            "could not write `{}`: permission denied",
            file.display()
        )),
        "{stderr}"
    );
    let (code, _, stderr) = machine.run(run, &["history", "delete", "20260131", "--yes"]);
    assert_eq!(code, Some(4), "{stderr}");
    assert!(stderr.contains("could not delete `"), "{stderr}");
    assert!(stderr.contains("20260131-180000-abcdef.json"), "{stderr}");
    assert!(stderr.contains("give yourself the right"), "{stderr}");
    let (code, _, stderr) = machine.run(run, &["history", "clear", "--practice", "--yes"]);
    assert_eq!(code, Some(4), "{stderr}");
    // Nobody practises: it is the right that is missing.
    assert!(stderr.contains("give yourself the right"), "{stderr}");
    assert!(stderr.contains("nothing was deleted"), "{stderr}");
    assert!(!stderr.contains("it there first"), "{stderr}");
    let line = run.replace("\"$@\"", "take");
    let mut terminal = Terminal::shell(&machine.home(), &format!("{line} --length quick"), 200, 40);
    assert_eq!(terminal.end(), 4, "{}", terminal.screen());
    let screen = terminal.screen().replace('\n', "");
    assert!(screen.contains("draft-product-roles.lock"), "{screen}");
    assert!(screen.contains("--no-save"), "{screen}");
    let mut terminal = Terminal::shell(&machine.home(), &format!("{line} --no-save"), 200, 40);
    terminal.until("question 1 ");
    terminal.send("q");
    assert_eq!(terminal.end(), 130);
    assert_eq!(machine.everything("home"), before);
    set(0o700);
}

#[test]
fn without_any_home_all_that_keeps_nothing_works_and_the_rest_says_what_is_missing() {
    // Below /proc nobody can make a folder, not even the administrator; a relative folder is none.
    let homes: [&[(&str, &str)]; 3] = [
        &[("ROLEFIT_HOME", "/proc/rolefit")],
        &[("HOME", "/proc/nobody")],
        &[("HOME", "/proc/nobody"), ("XDG_STATE_HOME", "state")],
    ];
    for home in homes {
        let run = |line: &str| {
            let output = Command::new(env!("CARGO_BIN_EXE_rolefit"))
                .env_clear()
                .envs(home.iter().copied())
                .current_dir(ROOT)
                .args(line.split(' '))
                .stdin(Stdio::null())
                .output()
                .unwrap();
            (
                output.status.code(),
                String::from_utf8(output.stderr).unwrap(),
            )
        };
        for line in [
            "score data/examples/between.toml",
            "report data/examples/between.toml",
            "form",
            "prep --role product-owner",
            "compare product-owner project-manager",
            "team data/examples/between.toml data/examples/product-owner.toml",
            "catalogue list",
            "catalogue show",
            "history",
            "simulate --respondents 20",
            "validate tests/fixtures/known/answers.csv --average --catalogue tests/fixtures/known/catalogue.toml",
            "calibrate tests/fixtures/known/answers.csv --first-sitting --catalogue tests/fixtures/known/catalogue.toml",
        ] {
            let (code, stderr) = run(line);
            assert_eq!(code, Some(0), "{home:?} {line}: {stderr}");
        }
        let (code, stderr) = run("report latest");
        assert_eq!(code, Some(4), "{stderr}");
        let home: Vec<String> = home
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let home = home.join(" ");
        let folder = tempfile::tempdir().unwrap();
        let line =
            format!("exec env -i TERM=xterm LANG=C.UTF-8 {home} \"$ROLEFIT\" take --length quick");
        let mut terminal = Terminal::shell(folder.path(), &line, 200, 40);
        assert_eq!(terminal.end(), 4, "{}", terminal.screen());
        assert!(
            terminal
                .screen()
                .contains("could not make the folder `/proc/"),
            "{}",
            terminal.screen()
        );
        assert!(
            terminal.screen().contains("--no-save"),
            "{}",
            terminal.screen()
        );
        let mut terminal = Terminal::shell(folder.path(), &format!("{line} --no-save"), 200, 40);
        terminal.until("question 1 ");
        terminal.send("q");
        assert_eq!(terminal.end(), 130);
    }
    assert!(!Path::new(ROOT).join("state").exists());
}
