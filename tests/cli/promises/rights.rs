//! A folder that cannot be written to, or none at all: what was there stays as it is byte by byte, the file is named, and
//! whatever keeps nothing works all the same.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::disk::with_an_older_file;
use super::machine::{PLAINLY, ROOT};
use crate::terminal::Terminal;

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
