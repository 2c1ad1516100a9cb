//! Every command that a screen or a file suggests runs as it is printed, also for a result of one's own catalogue, which
//! lies in a file that nothing but its name leads to.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::terminal::Terminal;
use crate::{shell, slips};

/// The questions of the catalogue that `catalogue new` writes for one trait.
const QUESTIONS: usize = 6;

const TITLE: &str = "Which of these is your title now?";

/// A folder to work in, with a home in it.
struct Folder(TempDir);

impl Folder {
    /// Runs a line of a shell in which `rolefit` is the tool, on a wide terminal, and returns exit code and all that was
    /// printed. Of the questions so many are answered; the next is left.
    #[track_caller]
    fn run(&self, line: &str, answers: usize) -> (u32, String) {
        self.run_with_title(line, answers, "skip\n")
    }

    /// Runs as [`Folder::run`] does; this is what is typed where the title is asked.
    #[track_caller]
    fn run_with_title(&self, line: &str, answers: usize, title: &str) -> (u32, String) {
        let folder = self.0.path();
        let bin = Path::new(env!("CARGO_BIN_EXE_rolefit")).parent().unwrap();
        let (place, bin) = (folder.display(), bin.display());
        let line = format!("cd {place} && PATH={bin}:/bin:/usr/bin && TERM=dumb {line}");
        let mut terminal = Terminal::shell(&folder.join("home"), &line, 250, 120);
        if line.contains("rolefit take") {
            for question in 1..=answers {
                let next = format!("question {question} ");
                let ends = |screen: &str| screen.contains(TITLE) || screen.contains("kept as");
                terminal.until_so(&next, |screen| screen.contains(&next) || ends(screen));
                if ends(&terminal.screen()) {
                    break;
                }
                terminal.send(&format!("{}\n", 1 + question % 4));
            }
            if answers == QUESTIONS && !line.contains("--about") {
                terminal.until(TITLE);
                terminal.send(title);
            }
            if answers < QUESTIONS {
                terminal.until("or quit: ");
                terminal.send("quit\n");
            }
        }
        let code = terminal.end();
        (code, String::from_utf8(terminal.bytes).unwrap())
    }

    fn copy(&self) -> Self {
        let copy = Self(tempfile::tempdir().unwrap());
        let from = format!("{}/.", self.0.path().display());
        let mut copying = Command::new("cp");
        let copying = copying.args(["-pr", &from]).arg(copy.0.path());
        assert!(copying.status().unwrap().success());
        copy
    }

    /// Runs each command that stands in a text, with what its capitals stand for, on a copy of the folder.
    #[track_caller]
    fn assert_run(&self, shown: &str) -> BTreeSet<String> {
        let commands = commands(shown);
        for command in &commands {
            let mut line = command.clone();
            for (blank, filled) in [
                ("--about NAME", "--about Ben"),
                ("NAME", "result"),
                ("--catalogue FILE", "--catalogue bakery.toml"),
                ("score FILE", "score answers.toml"),
                ("simulate", "simulate --respondents 20"),
                ("check FILE", "check bakery.toml"),
                ("*.json", "answers.toml other.toml"),
                ("delete ID", "delete latest --yes"),
                ("history clear", "history clear --all --yes"),
            ] {
                line = line.replace(blank, filled);
            }
            let copy = self.copy();
            // What somebody answered makes way for nothing.
            for (written, name) in [("form -o", "answers.toml"), ("-o ana.json", "ana.json")] {
                if line.contains(written) {
                    fs::remove_file(copy.0.path().join(name)).unwrap();
                }
            }
            let (code, printed) = copy.run(&line, 0);
            // What asks was left at its first question.
            let right = match line.contains("rolefit take") {
                true if line.contains("--no-save") => 130,
                true => 5,
                false => 0,
            };
            assert_eq!(
                code, right,
                "`{command}`, run as `{line}`:\n{printed}\nsuggested by\n{shown}"
            );
        }
        commands
    }
}

/// The commands in a text: after words, in backticks or on a page, up to what sets them apart from words.
fn commands(shown: &str) -> BTreeSet<String> {
    let shown = shown.replace('\r', "");
    // A command of several lines goes on after the mark that a shell knows.
    let lines = shown.split(" \\\n").map(str::trim_start);
    let shown = lines.collect::<Vec<_>>().join(" ");
    let starts = shown.match_indices("rolefit ");
    let found = starts.map(|(at, _)| {
        let rest = &shown[at..];
        let ends = ["   ", "`", "<", "\n", "; ", ", ", "\""];
        let end = ends.iter().filter_map(|end| rest.find(end)).min();
        rest[..end.unwrap_or(rest.len())].trim_end().to_owned()
    });
    let known = shell::commands(&[]);
    let is_command = |found: &String| {
        let name = found.split(' ').nth(1).unwrap_or_default();
        known.iter().any(|known| known == name)
    };
    found.filter(is_command).collect()
}

#[test]
fn every_command_that_is_suggested_runs_as_it_is_printed() {
    let folder = Folder(tempfile::tempdir().unwrap());
    let mut tried = BTreeSet::new();
    let mut screen = |line: &str, answers: usize, right: u32| {
        let (code, printed) = folder.run(line, answers);
        assert_eq!(code, right, "{line}: {printed}");
        tried.extend(folder.assert_run(&printed));
        let written = line
            .split_once("-o ")
            .map(|(_, name)| name.split(' ').next().unwrap());
        if let Some(name) = written {
            let text = fs::read_to_string(folder.0.path().join(name)).unwrap();
            if name == "answers.toml" {
                let filled = text.replace("= \"\"", "= \"2\"");
                for name in [name, "other.toml", "ana.json"] {
                    fs::write(folder.0.path().join(name), &filled).unwrap();
                }
            }
            tried.extend(folder.assert_run(&text));
        }
    };
    let new = "rolefit catalogue new --trait slow/fast --role 'Baker: slow' --role 'Driver: fast' -o bakery.toml";
    screen(new, 0, 0);
    screen("rolefit form --catalogue bakery.toml -o answers.toml", 0, 0);
    for printed in ["", " --format markdown", " -o page.html"] {
        let line = format!("rolefit score answers.toml --catalogue bakery.toml{printed}");
        screen(&line, 0, 0);
    }
    let take = "rolefit take --catalogue bakery.toml";
    screen(take, 2, 5);
    screen(&format!("{take} --restart"), QUESTIONS, 0);
    screen(&format!("{take} --length full"), QUESTIONS, 0);
    screen("rolefit report -o page.html --catalogue bakery.toml", 0, 0);
    screen("rolefit history", 0, 0);
    screen("rolefit history --format markdown", 0, 0);
    screen(&format!("{take} --about Ana"), 1, 5);
    screen(&format!("{take} --about Ana --restart"), QUESTIONS, 0);
    screen("rolefit history", 0, 0);
    for how in [
        "",
        " --move",
        " --with latest",
        " --with answers.toml --move",
    ] {
        let line = format!("rolefit compare baker driver --catalogue bakery.toml{how}");
        screen(&line, 0, 0);
    }
    screen(
        "rolefit team answers.toml ana.json --catalogue bakery.toml",
        0,
        0,
    );
    assert!(tried.len() > 20, "{tried:#?}");
}

/// What is run, and the commands that it suggests then.
const REPEATED: [(&str, &[&str]); 11] = [
    (
        "report p.csv --catalogue c.toml --id-column who --ignore-columns extra --delimiter ;",
        &[
            "rolefit report p.csv --id a --id-column who --ignore-columns extra --delimiter ';' --catalogue c.toml`",
            "rolefit report p.csv --each -o pages --id-column who --ignore-columns extra --delimiter ';' --catalogue c.toml`",
            "rolefit team p.csv --id-column who --ignore-columns extra --delimiter ';' --catalogue c.toml`",
            "rolefit score p.csv --id-column who --ignore-columns extra --delimiter ';' --catalogue c.toml`",
        ],
    ),
    (
        "score foreign.csv --catalogue c.toml",
        &["`rolefit form --catalogue c.toml` lists"],
    ),
    (
        "score foreign.toml --catalogue c.toml",
        &["`rolefit form --catalogue c.toml` lists"],
    ),
    (
        "team --catalogue c.toml",
        &[
            "`rolefit form -o NAME.toml --catalogue c.toml`",
            "`rolefit team ana.json ben.toml --catalogue c.toml`",
        ],
    ),
    (
        "team a.toml --catalogue c.toml",
        &["`rolefit score FILE --catalogue c.toml`"],
    ),
    (
        "validate --catalogue c.toml",
        &["`rolefit simulate --write-answers FILE --catalogue c.toml`"],
    ),
    (
        "simulate --respondents 10 --write-answers drawn.csv --catalogue c.toml",
        &[
            "`rolefit validate FILE --catalogue c.toml`",
            "--ignore-columns role --catalogue c.toml`",
        ],
    ),
    (
        "catalogue check /dev/stdin",
        &["rolefit form --judging --catalogue FILE\n"],
    ),
    (
        "prep --role product-owner --own own.toml --date 2099-01-01 --at 2098-12-24T23:00:00+05:00",
        &[
            "prep progress --notes --date 2099-01-01 --own own.toml",
            "--own own.toml --at '2098-12-24T23:00:00+05:00' -o days.html",
        ],
    ),
    (
        "prep --role product-owner --stories st.toml --seed 2 --no-result",
        &[
            "prep practice --role product-owner --no-result --stories st.toml --seed 2",
            "prep --role product-owner --no-result --stories st.toml --minutes 30 --seed 2 -o plan.html",
        ],
    ),
    (
        "score --catalogue c.toml",
        &["`rolefit form --catalogue c.toml` writes one"],
    ),
];

#[test]
fn what_is_suggested_repeats_what_was_named() {
    let folder = slips::folder();
    for (name, text) in [
        ("p.csv", "who;door;alarm;fork;extra\na;1;1;1;x\nb;2;2;2;x\n"),
        ("foreign.csv", "id,door,zzz\na,1,1\n"),
        (
            "foreign.toml",
            "catalogue = \"minimal\"\n[answers]\nzzz = 1\n",
        ),
        ("a.toml", "catalogue = \"minimal\"\n[answers]\ndoor = 1\n"),
        (
            "own.toml",
            "[[question]]\ntext = \"What would you ask us about the work?\"\nrole = \"product-owner\"\n",
        ),
        ("st.toml", include_str!("../../data/examples/stories.toml")),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    for (line, commands) in REPEATED {
        let line: Vec<&str> = line.split(' ').collect();
        let (_, printed, said) = slips::run_on(&folder, &line, slips::CATALOGUE);
        let said = format!("{printed}{said}").replace(" \\\n", "");
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ") + "\n";
        for command in commands {
            assert!(
                said.contains(command.trim_end()),
                "{line:?} lacks {command}:\n{said}"
            );
        }
    }
}

#[test]
fn a_command_names_a_file_whose_name_is_no_text_so_that_a_shell_finds_it() {
    let folder = tempfile::tempdir().unwrap();
    let bin = Path::new(env!("CARGO_BIN_EXE_rolefit")).parent().unwrap();
    let run = |line: &str| {
        let ran = Command::new("bash")
            .args(["-c", line])
            .current_dir(folder.path())
            .env("PATH", format!("{}:/bin:/usr/bin", bin.display()))
            .env("ROLEFIT_HOME", folder.path().join("home"))
            .env("COLUMNS", "250")
            .output()
            .unwrap();
        let said = [ran.stdout, ran.stderr].concat();
        (ran.status.code(), String::from_utf8(said).unwrap())
    };
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/examples");
    for (from, to) in [
        ("between.toml", &b"b\xff.toml"[..]),
        ("class.csv", b"b\xff.csv"),
        ("own-questions.toml", b"o\xff.toml"),
    ] {
        let to = folder.path().join(OsStr::from_bytes(to));
        fs::copy(examples.join(from), to).unwrap();
    }
    let mut found = BTreeSet::new();
    for (line, right) in [
        (r"rolefit score $'b\xff.toml'", 0),
        (r"rolefit report $'b\xff.csv'", 2),
        (
            r"rolefit compare product-owner project-manager --with $'b\xff.toml'",
            0,
        ),
        (
            r"rolefit prep --role product-owner --own $'o\xff.toml' --result $'b\xff.toml'",
            0,
        ),
        (r"rolefit form -o $'f\xff.csv'", 0),
    ] {
        let (code, said) = run(line);
        assert_eq!(code, Some(right), "{line}: {said}");
        let commands = commands(&said);
        let of_it: Vec<&String> = commands
            .iter()
            .filter(|one| one.contains(r"\xff"))
            .collect();
        assert!(!of_it.is_empty(), "{line}: {said}");
        let lossy = commands.iter().find(|one| one.contains('\u{fffd}'));
        assert_eq!(lossy, None, "{line}");
        found.extend(of_it.into_iter().cloned());
    }
    for command in found {
        // Practice needs a terminal, and a form has nobody in it yet.
        let right = match &command {
            practice if practice.contains(" practice ") => 2,
            _ => 0,
        };
        let (code, said) = run(&command);
        assert_eq!(code, Some(right), "{command}: {said}");
    }
}

#[test]
fn the_list_of_questions_that_is_suggested_has_a_role_and_the_files_that_were_named() {
    let folder = tempfile::tempdir().unwrap();
    let own = "[[question]]\ntext = \"How would you split a payroll contract?\"\nrole = \"project-manager\"\n";
    fs::write(folder.path().join("own file.toml"), own).unwrap();
    let bin = Path::new(env!("CARGO_BIN_EXE_rolefit")).parent().unwrap();
    let run = |line: &str| {
        let ran = Command::new("/bin/sh")
            .args(["-c", line])
            .current_dir(folder.path())
            .env("PATH", bin)
            .env("COLUMNS", "250")
            .env("ROLEFIT_HOME", folder.path().join("home"))
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (ran.status.code(), text(ran.stdout), text(ran.stderr))
    };
    for (line, needed) in [
        ("prep --role product-manager", "--role product-manager"),
        ("prep", "--role "),
        (
            "prep practice --list --own 'own file.toml' --role project-manager",
            "--role project-manager --own 'own file.toml'",
        ),
    ] {
        let (code, _, said) = run(&format!("rolefit {line} --question zork"));
        assert_eq!(code, Some(2), "{line}: {said}");
        let command = said.split('`').find(|one| one.starts_with("rolefit "));
        let command = command.unwrap_or_else(|| panic!("{line}: {said}"));
        assert!(command.contains(needed), "{line}: {command}");
        let (code, listed, said) = run(command);
        assert_eq!(code, Some(0), "{command}: {said}");
        assert!(!listed.is_empty(), "{command}");
    }
    // Without a terminal what prints the questions is suggested, for the same role.
    let (_, _, said) = run("rolefit prep practice --role product-owner --kind case");
    let command = said.split('`').nth(1).unwrap();
    let (code, listed, said) = run(command);
    assert_eq!(code, Some(0), "{command}: {said}");
    assert!(listed.contains("\"kind\":\"case\""), "{command}: {listed}");
}
