//! What the tool writes for the shell around it: completions and manual pages.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn rolefit(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolefit"))
        .args(arguments)
        .output()
        .unwrap()
}

#[track_caller]
fn printed(arguments: &[&str]) -> String {
    let output = rolefit(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    assert!(output.stderr.is_empty(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The commands below one, as its help lists them.
pub(crate) fn commands(above: &[&str]) -> Vec<String> {
    let help = printed(&[above, &["--help"]].concat());
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let list = list.take_while(|line| !line.is_empty());
    let names = list.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_shell_gets_a_script_that_knows_every_command() {
    let commands = commands(&[]);
    assert!(commands.len() >= 8, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = printed(&["completions", shell]);
        for command in &commands {
            assert!(script.contains(command.as_str()), "{shell}: {command}");
        }
    }
    assert_eq!(rolefit(&["completions", "tcsh"]).status.code(), Some(2));
}

#[test]
fn bash_reads_its_script() {
    let bash = Command::new("bash")
        .arg("-n")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut bash) = bash else {
        eprintln!("skipped: there is no bash here");
        return;
    };
    let script = printed(&["completions", "bash"]);
    bash.stdin
        .take()
        .unwrap()
        .write_all(script.as_bytes())
        .unwrap();
    let output = bash.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn manual_pages_name_every_command_and_keep_examples_line_by_line() {
    let folder = tempfile::tempdir().unwrap();
    let all = folder.path().join("man1");
    assert_eq!(printed(&["man", "--all", all.to_str().unwrap()]), "");
    let mut pages = 1;
    let mut open: Vec<Vec<String>> = vec![Vec::new()];
    while let Some(path) = open.pop() {
        let above: Vec<&str> = path.iter().map(String::as_str).collect();
        let page = printed(&[&["man"], above.as_slice()].concat());
        let file = [&["rolefit"], above.as_slice()].concat().join("-") + ".1";
        assert_eq!(fs::read_to_string(all.join(&file)).unwrap(), page, "{file}");
        for name in commands(&above) {
            let below = [path.as_slice(), &[name]].concat();
            let named = format!("rolefit\\-{}(1)", below.join("\\-"));
            assert!(page.contains(&named), "{file} does not name {named}");
            open.push(below);
            pages += 1;
        }
    }
    assert_eq!(fs::read_dir(&all).unwrap().count(), pages);
    let top = printed(&["man"]);
    let (_, examples) = top.split_once(".SH EXAMPLES\n.nf\n").unwrap();
    assert!(examples.starts_with("rolefit   "), "{examples}");
    assert_eq!(
        examples
            .lines()
            .take_while(|line| line.starts_with("rolefit"))
            .count(),
        3
    );
}

#[test]
fn a_page_of_no_command_says_what_was_probably_meant() {
    let output = rolefit(&["man", "prep", "practise"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: there is no command `practise`\nhelp: did you mean `practice`?\n"
    );
}
