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

/// The forms that a command writes its result in, as its help lists them: none where it has one alone.
pub(crate) fn forms(command: &str) -> Vec<String> {
    values(command, "--format <FORM>")
}

/// The values that an option of a command takes, as its help lists them: none where it has no such option.
pub(crate) fn values(command: &str, option: &str) -> Vec<String> {
    let words: Vec<&str> = command.split_whitespace().collect();
    let help = printed(&[&words[..], &["-h"]].concat());
    let listed = help.split_once(option).and_then(|(_, after)| {
        let own = after.split("\n  -").next()?;
        let (_, values) = own.split_once("[possible values: ")?;
        values.split(']').next()
    });
    let listed = listed.unwrap_or_default().split([',', '\n', ' ']);
    listed
        .filter(|value| !value.is_empty())
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

/// Types a line into a bash that knows the completions, and returns what stands there after the tabulator was pressed.
fn completed(folder: &std::path::Path, typed: &str) -> String {
    let script = folder.join("completions");
    fs::write(&script, printed(&["completions", "bash"])).unwrap();
    let mut command = portable_pty::CommandBuilder::new("bash");
    command.args(["--norc", "--noprofile", "-i"]);
    command.env_clear();
    command.env("PS1", "SHELL ");
    command.env("PATH", std::env::var_os("PATH").unwrap());
    command.cwd(folder);
    let mut terminal = crate::terminal::Terminal::start(command, folder, 100, 20);
    terminal.until("SHELL ");
    terminal.send(". ./completions; PS1=READ'Y '\r");
    terminal.until("READY ");
    terminal.send(&format!("{typed}\t|"));
    terminal.until("|");
    let screen = terminal.screen();
    // Ctrl-U takes the line off.
    terminal.send("\x15exit\r");
    terminal.end();
    let (_, line) = screen.rsplit_once("READY rolefit").unwrap();
    line.split('|').next().unwrap().to_owned()
}

#[test]
fn bash_completes_paths_folders_and_names_with_spaces() {
    if Command::new("bash").arg("--version").output().is_err() {
        eprintln!("skipped: there is no bash here");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("bugs")).unwrap();
    fs::write(folder.path().join("two words.json"), "").unwrap();
    fs::write(folder.path().join("c:olon.toml"), "").unwrap();
    fs::write(folder.path().join("quills"), "").unwrap();
    for (typed, completed_to) in [
        ("rolefit report -o bu", " report -o bugs/"),
        ("rolefit report --output bu", " report --output bugs/"),
        ("rolefit report bu", " report bugs/"),
        ("rolefit report two", " report two\\ words.json "),
        ("rolefit report -o two", " report -o two\\ words.json "),
        (
            "rolefit prep practice --answers two",
            " prep practice --answers two\\ words.json ",
        ),
        ("rolefit --catalogue bu", " --catalogue bugs/"),
        ("rolefit prac", " prac"),
        // Bash parts words at these signs.
        ("rolefit score c:", " score c:olon.toml "),
        ("rolefit score c:o", " score c:olon.toml "),
        ("rolefit --catalogue c:o", " --catalogue c:olon.toml "),
        ("rolefit --catalogue=c:o", " --catalogue=c:olon.toml "),
        ("rolefit report --output=bu", " report --output=bugs/"),
        ("rolefit form --length=q", " form --length=quick "),
        ("rolefit form --length q", " form --length quick "),
    ] {
        assert_eq!(completed(folder.path(), typed), completed_to, "{typed}");
    }
}

#[test]
fn zsh_and_fish_are_told_of_every_path_that_it_is_a_files() {
    let (zsh, fish) = (
        printed(&["completions", "zsh"]),
        printed(&["completions", "fish"]),
    );
    for option in [
        "output",
        "catalogue",
        "plan",
        "stories",
        "questions",
        "result",
    ] {
        let of_zsh = zsh
            .lines()
            .filter(|line| line.contains(&format!("--{option}=[")));
        let of_fish = fish
            .lines()
            .filter(|line| line.contains(&format!(" -l {option} ")));
        assert!(
            of_zsh.clone().count() > 0 && of_fish.clone().count() > 0,
            "{option}"
        );
        for line in of_zsh {
            assert!(line.contains(":_files"), "{line}");
        }
        for line in of_fish {
            assert!(line.trim_end().ends_with("-F"), "{line}");
        }
    }
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
