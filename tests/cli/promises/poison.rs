//! No byte that steers a terminal, hides text or turns its direction comes out of any command, whatever it is given and
//! however it ends: through a pipe and on a terminal.

mod cases;
mod files;
mod sessions;

use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use self::cases::{Case, cases};
use self::files::files;
use super::world::{REPOSITORY, Ran, every_command};
use crate::shell::forms;
use crate::terminal::Terminal;

/// Sets a title, clears the screen, colours in two ways, turns and hides text, rings, goes back and breaks lines.
pub(super) const HOSTILE: &str = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}\u{2066}\u{200b}\u{200d}\u{feff}\u{ad}\u{3164}\u{ffa0}\
                       \u{e0041}\u{34f}\u{fe01}\u{fe0f}\u{e0101}\u{180b}\u{2800}\u{1d159}\u{8}\u{7f}\u{85}\u{2028}\r\n\t";

/// A folder with a hostile name, in which every file has one too.
struct Pit(TempDir);

impl Pit {
    fn new() -> Self {
        let pit = Self(tempfile::tempdir().unwrap());
        fs::create_dir(pit.working()).unwrap();
        fs::create_dir(pit.hostile()).unwrap();
        for (name, content) in files() {
            fs::write(pit.file(name), content).unwrap();
        }
        pit.furnish();
        pit
    }

    fn working(&self) -> PathBuf {
        self.0.path().join("working")
    }

    fn hostile(&self) -> PathBuf {
        self.0.path().join(HOSTILE)
    }

    fn home(&self) -> PathBuf {
        self.hostile().join("home")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.hostile().join(format!("{HOSTILE}{name}"))
    }

    /// Puts everything into the home that may be there, all of it hostile.
    fn furnish(&self) {
        let home = self.home();
        for folder in ["results", "catalogues"] {
            fs::create_dir_all(home.join(folder)).unwrap();
        }
        let content = |name: &str| fs::read(self.file(name)).unwrap();
        for (place, name) in [
            (format!("results/{HOSTILE}.json"), "result.json"),
            (
                "results/20260131-180000-abcdef.json".to_owned(),
                "result.json",
            ),
            (
                "results/20260201-180000-abcdef.json".to_owned(),
                "sound.json",
            ),
            ("results/20260301-180000-abcdef.json".to_owned(), "raw.toml"),
            (
                "results/20260401-180000-abcdef.json".to_owned(),
                "newer.json",
            ),
            (format!("catalogues/{HOSTILE}.toml"), "odd.toml"),
            (
                "results/20260202-180000-abcdef.json".to_owned(),
                "named.json",
            ),
            ("catalogues/odd.toml".to_owned(), "odd.toml"),
            ("catalogues/broken.toml".to_owned(), "broken.toml"),
            ("catalogues/raw.toml".to_owned(), "raw-catalogue.toml"),
            ("draft-product-roles.jsonl".to_owned(), "draft.jsonl"),
            (
                "practice-product-roles-interview.jsonl".to_owned(),
                "draft.jsonl",
            ),
        ] {
            fs::write(home.join(place), kept(name, content(name))).unwrap();
        }
    }

    /// Puts the words of a case together: `{name}` is a hostile file, `{=path}` one of the repository, `{H}` the text.
    fn words(&self, case: &Case) -> Vec<OsString> {
        let word = |word: &str| {
            let (mut made, mut left) = (OsString::new(), word);
            while let Some((before, after)) = left.split_once('{') {
                let (name, rest) = after.split_once('}').unwrap();
                made.push(before);
                match name.strip_prefix('=') {
                    Some(path) => made.push(Path::new(REPOSITORY).join(path)),
                    None if name == "H" => made.push(HOSTILE),
                    None => made.push(self.file(name)),
                }
                left = rest;
            }
            made.push(left);
            made
        };
        let command = case.command.split_whitespace();
        command
            .chain(case.arguments.iter().copied())
            .map(word)
            .collect()
    }

    fn input(&self, case: &Case) -> PathBuf {
        case.input
            .map_or_else(|| PathBuf::from("/dev/null"), |name| self.file(name))
    }

    fn environment(&self, case: &Case) -> Vec<(&'static str, OsString)> {
        let mut variables = vec![
            ("LANG", OsString::from("C.UTF-8")),
            ("TERM", "xterm-256color".into()),
            ("ROLEFIT_HOME", self.home().into()),
        ];
        for &(name, value) in case.environment {
            variables.retain(|(one, _)| *one != name);
            match value {
                "{home}" => variables.push((name, self.home().into())),
                "" => {}
                value => variables.push((name, value.replace("{H}", HOSTILE).into())),
            }
        }
        variables
    }

    fn through_a_pipe(&self, case: &Case) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rolefit"));
        command
            .env_clear()
            .envs(self.environment(case))
            .current_dir(self.working())
            .args(self.words(case))
            .stdin(Stdio::from(fs::File::open(self.input(case)).unwrap()));
        Ran::of(&mut command)
    }

    /// Runs it with a terminal for both of its outputs, and returns all that came out.
    fn on_a_terminal(&self, case: &Case) -> Vec<u8> {
        let mut command = CommandBuilder::new("/bin/sh");
        command.env_clear();
        command.cwd(self.working());
        // What a terminal is started with is set here, after what every terminal of these tests is started with.
        command.args(["-c", "exec env -i \"$@\" < \"$INPUT\"", "sh"]);
        command.env("INPUT", self.input(case));
        for (name, value) in self.environment(case) {
            let mut set = OsString::from(format!("{name}="));
            set.push(value);
            command.arg(set);
        }
        command.arg(env!("CARGO_BIN_EXE_rolefit"));
        command.args(self.words(case));
        let mut terminal = Terminal::start(command, &self.home(), 100, 50);
        terminal.end();
        terminal.bytes
    }
}

/// Returns whether a character may not come out. The list is written down again here, so that a mistake in the one of
/// the tool is found.
fn steers(character: char) -> bool {
    matches!(u32::from(character),
        0..=0x1f | 0x7f..=0x9f | 0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b
        | 0x200e | 0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0x2800 | 0x3164 | 0xfe00..=0xfe0d | 0xfeff | 0xffa0
        | 0xfff0..=0xfffb | 0x16fe4 | 0x1bca0..=0x1bca3 | 0x1d159 | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff)
}

/// Says what steers in bytes that came through a pipe: anything but text, a character that steers and is no newline, or
/// a joiner or selector that has nothing to join or select.
pub(super) fn untamed(bytes: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Some("bytes that are no text".to_owned());
    };
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let joins_nothing = matches!(character, '\u{200c}' | '\u{200d}')
            && (before.is_ascii() || before.is_whitespace() || before == character);
        let selects_nothing = matches!(character, '\u{fe0e}' | '\u{fe0f}')
            && (before.is_ascii() || before.is_whitespace() || before.is_alphanumeric());
        if character != '\n' && steers(character) || joins_nothing || selects_nothing {
            let rest: String = text[at..].chars().take(60).collect();
            return Some(format!("{character:?} before {rest:?}"));
        }
        before = character;
    }
    None
}

/// Says what steers in bytes that came to a terminal, but for what the tool itself sends there.
fn untamed_on_a_terminal(bytes: &[u8]) -> Option<String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => untamed(without_own_sequences(text).as_bytes()),
        Err(_) => untamed(bytes),
    }
}

/// What the tool asks of a terminal: to show and hide the cursor, to mark what is pasted, and to send letters as they are.
const ASKED: [&str; 5] = ["?25l", "?25h", "?2004h", "?2004l", "=0u"];

/// Takes out what the tool itself sends to a terminal: what it asks of it, looks, moves of the cursor, erasing, and the line
/// ends that the terminal makes. All else stays, and so fails.
fn without_own_sequences(text: &str) -> String {
    let mut rest = String::new();
    let mut left = text;
    while let Some(at) = left.find(['\u{1b}', '\r']) {
        rest.push_str(&left[..at]);
        left = &left[at..];
        let own = left.strip_prefix('\r').or_else(|| {
            let body = left.strip_prefix("\u{1b}[")?;
            if let Some(after) = ASKED.iter().find_map(|asked| body.strip_prefix(asked)) {
                return Some(after);
            }
            let body = body.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
            body.strip_prefix(['m', 'A', 'B', 'C', 'D', 'G', 'J', 'K'])
        });
        left = own.unwrap_or_else(|| {
            rest.push('\u{1b}');
            &left[1..]
        });
    }
    rest + left
}

/// Fails with everything that went wrong, not with the first alone.
#[track_caller]
fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_judge_of_these_tests_finds_what_steers_and_lets_own_sequences_pass() {
    for bad in [
        "\u{1b}]0;x\u{7}",
        "\u{1b}[2Jx\u{1b}c",
        "\u{9b}31m",
        "\u{202e}",
        "\u{8}",
        "a\u{200d}",
        "a\u{fe0f}",
        "\u{34f}",
        "\u{e0100}",
        "\t",
    ] {
        assert!(
            untamed_on_a_terminal(bad.as_bytes()).is_some(),
            "{bad:?} passed"
        );
    }
    let own = "\u{1b}[1;36ma\u{1b}[0m\r\n\u{1b}[?25l\u{1b}[3A\r\u{1b}[J👩\u{200d}💻";
    assert_eq!(untamed_on_a_terminal(own.as_bytes()), None);
    assert!(untamed(own.as_bytes()).is_some() && untamed(b"\xff").is_some());
}

#[test]
fn every_command_is_among_the_cases_and_ends_well_in_every_form_that_it_has() {
    let cases = cases();
    for command in every_command() {
        // These two do nothing but lead to others.
        let leads = ["", "catalogue"].contains(&command.as_str());
        let of = |case: &&Case| case.command == command;
        assert!(
            cases.iter().any(|case| of(&case)) || leads,
            "nothing hostile is tried on `{command}`"
        );
        // What asks writes a result as `score` does.
        for form in forms(&command) {
            let written = |case: &Case| {
                let mut words = case.arguments.windows(2);
                case.succeeds && words.any(|words| words == ["--format", &form])
            };
            let tried = cases.iter().filter(of).any(written);
            let asks = leads || command == "take";
            assert!(tried || asks, "`{command}` is not tried as {form}");
        }
    }
}

#[test]
fn whatever_a_command_is_given_nothing_that_steers_comes_out_of_a_pipe() {
    let pit = Pit::new();
    let mut problems = Vec::new();
    for case in cases() {
        let ran = pit.through_a_pipe(&case);
        let mut problem = |what: String| problems.push(format!("{case}: {what}"));
        untamed(&ran.stderr).map(&mut problem);
        if !case.exact {
            untamed(&ran.stdout).map(&mut problem);
        }
        if !(0..=4).contains(&ran.code) || (ran.code == 0) != case.succeeds {
            problem(format!("ended with {}: {}", ran.code, ran.talk()));
        }
        // A check that says no, and rows before a bad one, are results.
        if !matches!(ran.code, 0 | 1) && !case.prints_first && !ran.stdout.is_empty() {
            problem("failed and printed all the same".to_owned());
        }
    }
    assert_none(&problems);
}

#[test]
fn whatever_a_command_is_given_nothing_that_steers_comes_out_on_a_terminal() {
    let pit = Pit::new();
    let mut problems = Vec::new();
    for case in cases() {
        let steers = untamed_on_a_terminal(&pit.on_a_terminal(&case));
        problems.extend(steers.map(|what| format!("{case}: {what}")));
    }
    assert_none(&problems);
}

/// What can be wrong with any command line.
const WRONG: [&[&str]; 10] = [
    &["--{H}"],
    &["--format", "{H}"],
    &["--format={H}"],
    &["--color", "{H}"],
    &["--output"],
    &["--catalogue"],
    &["-{H}"],
    &["{H}", "--nope", "{H}"],
    &["--plain={H}"],
    &["--help", "{H}"],
];

#[test]
fn no_command_line_that_is_refused_is_quoted_raw() {
    let pit = Pit::new();
    let mut problems = Vec::new();
    for command in every_command() {
        let command: &'static str = command.leak();
        for arguments in WRONG {
            let case = Case::new(command, arguments);
            let ran = pit.through_a_pipe(&case);
            let mut problem = |what: String| problems.push(format!("{case}: {what}"));
            for bytes in [&ran.stdout, &ran.stderr] {
                untamed(bytes).map(&mut problem);
            }
            let want = if arguments[0] == "--help" { 0 } else { 2 };
            if ran.code != want {
                problem(format!("ended with {}: {}", ran.code, ran.talk()));
            }
            untamed_on_a_terminal(&pit.on_a_terminal(&case)).map(&mut problem);
        }
    }
    assert_none(&problems);
}

#[test]
fn the_name_under_which_the_program_is_started_is_not_believed() {
    let pit = Pit::new();
    let named = pit.hostile().join(HOSTILE);
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_rolefit"), &named).unwrap();
    for arguments in [
        &["--help"][..],
        &["score", "--help"],
        &["--nope"],
        &["--version"],
        &["help", "prep"],
    ] {
        let ran = Ran::of(Command::new(&named).env_clear().args(arguments));
        for bytes in [&ran.stdout, &ran.stderr] {
            assert_eq!(untamed(bytes), None, "{arguments:?}");
        }
        let mut command = CommandBuilder::new(&named);
        command.env_clear();
        command.args(arguments);
        let mut terminal = Terminal::start(command, &pit.home(), 80, 50);
        terminal.end();
        assert_eq!(
            untamed_on_a_terminal(&terminal.bytes),
            None,
            "{arguments:?}"
        );
    }
}

#[test]
fn bytes_that_are_no_text_are_not_repeated() {
    let pit = Pit::new();
    let bytes = OsString::from_vec(b"\xff\x9b31m\x1b[2J\xe2\x80".to_vec());
    let mut problems = Vec::new();
    for command in every_command() {
        for before in [&[][..], &["--format"], &["--catalogue"], &["-o"]] {
            let mut run = Command::new(env!("CARGO_BIN_EXE_rolefit"));
            run.env_clear()
                .env("ROLEFIT_HOME", pit.home())
                .current_dir(pit.working())
                .stdin(Stdio::null())
                .args(command.split_whitespace())
                .args(before)
                .arg(&bytes);
            let ran = Ran::of(&mut run);
            let mut problem = |what: String| problems.push(format!("{command} {before:?}: {what}"));
            for stream in [&ran.stdout, &ran.stderr] {
                untamed(stream).map(&mut problem);
            }
            if !(0..=4).contains(&ran.code) {
                problem(format!("ended with {}", ran.code));
            }
        }
    }
    assert_none(&problems);
}

/// What is kept of a file: a result with its checksum, for it has a key that only a later version may add.
fn kept(name: &str, content: Vec<u8>) -> Vec<u8> {
    if !["sound.json", "named.json", "result.json"].contains(&name) {
        return content;
    }
    let result: serde_json::Value = serde_json::from_slice(&content).unwrap();
    let text = serde_json::to_string_pretty(&result).unwrap() + "\n";
    rolefit::session::sealed(&text).into_bytes()
}
