//! What a system may hold back: threads, room for files, time to end, an output that is open.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use super::machine::{Machine, PLAINLY, ROOT};
use crate::terminal::Terminal;

/// Runs the tool where no file can grow.
const NO_ROOM: &str = "ulimit -f 0; exec \"$ROLEFIT\" \"$@\"";

#[test]
fn a_file_that_cannot_grow_is_named_and_nothing_stays_of_it() {
    let machine = Machine::new();
    fs::create_dir(machine.path("out")).unwrap();
    let target = machine.path("out/result.html");
    let target = target.to_str().unwrap();
    for arguments in [
        &["report", "data/examples/between.toml"][..],
        &["score", "data/examples/class.csv", "--to", "csv"],
        &["completions", "bash", "--format", "text"],
    ] {
        let arguments = [arguments, &["-o", target]].concat();
        let (code, _, stderr) = machine.run(NO_ROOM, &arguments);
        assert_eq!(code, Some(4), "{arguments:?}: {stderr}");
        assert!(stderr.contains(target), "{arguments:?}: {stderr}");
        assert_eq!(machine.everything("out"), [], "{arguments:?}");
    }
}

/// The tool while it writes rows to a file; more rows are awaited.
struct Writing {
    machine: Machine,
    child: Child,
}

impl Writing {
    fn new(line: &str) -> Self {
        let machine = Machine::new();
        fs::create_dir(machine.path("out")).unwrap();
        let mut child = Command::new("sh")
            .args(["-c", line, "sh", "score", "--input", "csv", "-", "-o"])
            .arg(machine.path("out/rows.csv"))
            .env_clear()
            .env("ROLEFIT", env!("CARGO_BIN_EXE_rolefit"))
            .env("ROLEFIT_HOME", machine.home())
            .current_dir(ROOT)
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let rows = fs::read("data/examples/class.csv").unwrap();
        child.stdin.as_mut().unwrap().write_all(&rows).unwrap();
        let mut writing = Self { machine, child };
        writing.until("something is written", |writing| writing.writes());
        writing
    }

    /// Returns whether a file in the folder is open, with a name or without one.
    fn writes(&self) -> bool {
        let (out, process) = (self.machine.path("out"), self.child.id());
        let open = fs::read_dir(format!("/proc/{process}/fd")).unwrap();
        let mut leads = open
            .flatten()
            .filter_map(|one| fs::read_link(one.path()).ok());
        leads.any(|lead| lead.starts_with(&out))
    }

    fn files(&mut self) -> usize {
        fs::read_dir(self.machine.path("out")).unwrap().count()
    }

    #[track_caller]
    fn until(&mut self, what: &str, mut is_so: impl FnMut(&mut Self) -> bool) {
        let end = Instant::now() + Duration::from_secs(20);
        while !is_so(self) {
            assert!(Instant::now() < end, "it never came that {what}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    fn signal(&self, signal: Signal) {
        let process = i32::try_from(self.child.id()).unwrap();
        kill_process(Pid::from_raw(process).unwrap(), signal).unwrap();
    }
}

#[test]
fn manual_pages_that_were_written_before_one_failed_are_counted() {
    let machine = Machine::new();
    let folder = machine.path("pages");
    let all = ["man", "--all", folder.to_str().unwrap()];
    let (code, _, stderr) = machine.run("ulimit -f 8; exec \"$ROLEFIT\" \"$@\"", &all);
    assert_eq!(code, Some(4), "{stderr}");
    let written = fs::read_dir(&folder).unwrap().count();
    assert!(written > 1, "{stderr}");
    let said = format!("{written} pages written before it");
    assert!(stderr.contains(&said), "{stderr}");
    assert!(!stderr.contains("nothing was written"), "{stderr}");
}

#[test]
fn an_unfinished_file_goes_with_its_process_whatever_signal_ends_it() {
    for signal in [
        Signal::TERM,
        Signal::HUP,
        Signal::INT,
        Signal::QUIT,
        Signal::ALARM,
        Signal::USR1,
        Signal::KILL,
    ] {
        let mut writing = Writing::new(PLAINLY);
        writing.signal(signal);
        let status = writing.child.wait().unwrap();
        // It ends as it would have, so that a shell that runs several commands stops too.
        assert_eq!(status.signal(), Some(signal.as_raw()), "{signal:?}");
        assert_eq!(writing.files(), 0, "{signal:?}");
    }
}

#[test]
fn what_was_started_to_outlive_its_terminal_does() {
    let mut writing = Writing::new("trap '' HUP; exec \"$ROLEFIT\" \"$@\"");
    writing.signal(Signal::HUP);
    thread::sleep(Duration::from_millis(200));
    assert!(writing.child.try_wait().unwrap().is_none());
    drop(writing.child.stdin.take());
    assert!(writing.child.wait().unwrap().success());
    assert_eq!(writing.files(), 1);
}

#[test]
fn an_output_that_is_closed_is_told_and_costs_the_exit_code() {
    let machine = Machine::new();
    for line in [
        "exec \"$ROLEFIT\" \"$@\" >&-",
        "exec \"$ROLEFIT\" \"$@\" <&- >&-",
    ] {
        for arguments in [
            &["score", "data/examples/between.toml"][..],
            &["score", "data/examples/class.csv"],
            &["catalogue", "list"],
            &["--help"],
        ] {
            let (code, _, stderr) = machine.run(line, arguments);
            assert_eq!(code, Some(4), "{arguments:?}: {stderr}");
            let told = "error: could not write to standard output: it is closed\n";
            assert_eq!(stderr, told, "{arguments:?}");
        }
    }
    // Whoever wants no output may open nothing for it, in either way.
    for line in [
        "exec \"$ROLEFIT\" \"$@\" > /dev/null",
        "exec \"$ROLEFIT\" \"$@\" 1<> /dev/null",
    ] {
        let (code, _, stderr) = machine.run(line, &["score", "data/examples/between.toml"]);
        assert_eq!((code, stderr.as_str()), (Some(0), ""), "{line}");
    }
}

#[test]
fn at_a_terminal_one_end_of_input_is_enough() {
    let machine = Machine::new();
    for (arguments, line) in [
        (&["score", "-"][..], "catalogue = \"product-roles\"\n"),
        (&["score", "-"], "{\"answers\":{\"nothing\":1}}\n"),
        (&["score", "--input", "ndjson", "-"], "{\"answers\":{}}\n"),
        (&["catalogue", "check", "-"], "format = 1\n"),
    ] {
        let mut terminal = Terminal::run(&machine.home(), arguments, 80, 30);
        terminal.send(line);
        terminal.until(line.trim_end());
        terminal.send("\x04");
        terminal.end();
    }
}

/// A place that somebody without rights may use, with the tool in it; nothing where that cannot be made.
fn for_nobody() -> Option<(tempfile::TempDir, PathBuf)> {
    let has = |tool: &str| Command::new(tool).arg("--version").output().is_ok();
    if !rustix::process::geteuid().is_root() || !has("setpriv") || !has("prlimit") {
        eprintln!("skipped: only the administrator can be somebody who may start no thread");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let tool = folder.path().join("rolefit");
    fs::copy(env!("CARGO_BIN_EXE_rolefit"), &tool).unwrap();
    fs::copy("data/examples/class.csv", folder.path().join("class.csv")).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    Some((folder, tool))
}

/// Returns the line of a shell that runs the tool as somebody who may start no thread.
fn alone(tool: &Path, arguments: &str) -> String {
    let tool = tool.display();
    format!(
        "exec setpriv --reuid 65534 --regid 65534 --clear-groups prlimit --nproc=1 {tool} {arguments}"
    )
}

#[test]
fn where_no_thread_can_be_started_one_is_enough() {
    let Some((folder, tool)) = for_nobody() else {
        return;
    };
    let run = |line: &str| {
        let output = Command::new("sh")
            .args(["-c", line])
            .env("ROLEFIT_HOME", folder.path().join("home"))
            .current_dir(folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), output.stdout, said)
    };
    for arguments in [
        "score class.csv",
        "score --threads 1 class.csv",
        "score --summary class.csv",
        "score --keep-going --to ndjson class.csv",
        "simulate --respondents 200",
    ] {
        let (code, printed, said) = run(&alone(&tool, arguments));
        assert_eq!((code, said.as_str()), (Some(0), ""), "{arguments}");
        let usually = run(&format!("exec {} {arguments}", tool.display()));
        assert!(printed == usually.1, "{arguments}");
    }
    let (code, _, said) = run(&alone(&tool, "score class.csv -o out.csv"));
    assert_eq!(code, Some(0), "{said}");
    let alone = |arguments: &str| {
        let line = alone(&tool, arguments);
        Terminal::shell(&folder.path().join("home"), &line, 80, 30)
    };
    for (keys, signal, code) in [
        ("q", None, 5),
        ("\x03", None, 130),
        ("", Some(Signal::TERM), 143),
    ] {
        let mut terminal = alone("take --seed 1 --restart");
        terminal.until("question 1 ");
        terminal.send("1");
        terminal.until("question 2 ");
        terminal.until("q save and quit");
        terminal.send(keys);
        if let Some(signal) = signal {
            terminal.signal(signal);
        }
        assert_eq!(terminal.end(), code, "{}", terminal.screen());
        let screen = terminal.screen();
        assert!(screen.contains("1 answer is saved; go on with"), "{screen}");
    }
}
