//! Any file, however hostile, ends in bounded memory and time with a short message that names it, or with a result.
//!
//! The bound on memory is the kernel's own, `RLIMIT_DATA` (`ulimit -d`): it counts what a process may write to, heap and
//! mappings, and refuses more, so that a tool that wants more dies in the test. It is no less than what is resident,
//! cannot be missed between two looks as a reading of `/proc` can, and unlike `ulimit -v` does not count reserved
//! addresses. Linux alone enforces it. Time is no more than a kill: a debug build takes twenty times as long as the ten
//! seconds are meant for.
//!
//! Sizes: `LIMIT` is what a catalogue may be, and only what takes most memory comes in that size; the other shapes are
//! told from one another at `SMALL`, of which a debug build reads two hundred in a minute.

mod shapes;

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use rustix::fs::{CWD, Mode, mkfifoat};
use tempfile::TempDir;

use crate::terminal::Terminal;
use shapes::{Bomb, filled};

/// 512 MiB, as `ulimit -d` counts.
const MEMORY: usize = 512 * 1024;
/// The most that is said on standard error.
const MOST_SAID: usize = 8 * 1024;
/// When a run is killed.
const DEADLINE: Duration = Duration::from_secs(120);
/// The size of most bombs.
const SMALL: usize = 1 << 16;
/// The largest catalogue, bank, answers and kept result.
const LIMIT: usize = 4 << 20;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
/// An item of the usual catalogue.
const ITEM: &str = "cancelled-meeting";

/// A folder with a bomb in it, and one to keep things in.
struct Field(TempDir);

/// What came of a run.
struct Ended {
    code: Option<i32>,
    said: String,
}

impl Field {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for kept in ["home", "home/results", "home/catalogues"] {
            fs::create_dir(folder.path().join(kept)).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs the tool in so much memory; `stdin` is what it reads, and results go nowhere.
    fn start(&self, memory: usize, arguments: &[&str], stdin: Stdio) -> Child {
        Command::new("/bin/sh")
            .args(["-c", &format!("ulimit -d {memory} && exec \"$0\" \"$@\"")])
            .arg(env!("CARGO_BIN_EXE_rolefit"))
            .args(arguments)
            .current_dir(self.0.path())
            .env("ROLEFIT_HOME", self.path("home"))
            .stdin(stdin)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    #[track_caller]
    fn run(&self, arguments: &[&str]) -> Ended {
        ended(self.start(MEMORY, arguments, Stdio::null()))
    }
}

/// Waits for the end, or kills.
#[track_caller]
fn ended(mut child: Child) -> Ended {
    let mut stderr = child.stderr.take().unwrap();
    let (sender, said) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // A tool that never stops talking is stopped when the pipe closes.
        let _ = (&mut stderr).take(1 << 20).read_to_end(&mut bytes);
        let _ = sender.send(bytes);
    });
    let bytes = said.recv_timeout(DEADLINE);
    if bytes.is_err() {
        child.kill().unwrap();
    }
    let code = child.wait().unwrap().code();
    let bytes = bytes.expect("it ends in time");
    Ended {
        code,
        said: String::from_utf8(bytes).expect("talk is UTF-8"),
    }
}

impl Ended {
    /// Holds what is promised; what is refused is named.
    #[track_caller]
    fn holds(&self, what: &str, codes: &[i32], name: &str) {
        let Self { code, said } = self;
        let start = said.get(..300).unwrap_or(said);
        assert!(
            code.is_some_and(|code| codes.contains(&code)),
            "{what}: {code:?}, {start}"
        );
        assert!(said.len() <= MOST_SAID, "{what}: {} bytes", said.len());
        assert!(!said.contains("panicked"), "{what}: {start}");
        let steering = said.find(|one: char| one != '\n' && one.is_control());
        assert_eq!(steering, None, "{what}: {start:?}");
        // What a check finds is its result, on standard output.
        if matches!(code, Some(3 | 4)) {
            assert!(said.contains(name), "{what}: {start}");
        }
    }
}

/// Puts each bomb where a command finds it; in the arguments `@` stands for the file.
#[track_caller]
fn set_off(bombs: &[Bomb], file: &str, name: &str, codes: &[i32], commands: &[&str]) {
    let field = Field::new();
    let path = field.path(file);
    for (shape, bytes) in bombs {
        for command in commands {
            fs::write(&path, bytes).unwrap();
            let arguments: Vec<&str> = command
                .split(' ')
                .map(|word| if word == "@" { file } else { word })
                .collect();
            let what = format!("{command} of {shape}");
            field.run(&arguments).holds(&what, codes, name);
        }
    }
}

#[test]
fn the_limit_on_memory_is_one() {
    let field = Field::new();
    let bomb = filled("a = [", "1,", "]", 1 << 18);
    fs::write(field.path("bomb.toml"), bomb).unwrap();
    let arguments = ["catalogue", "check", "bomb.toml"];
    let ran = |memory| ended(field.start(memory, &arguments, Stdio::null())).code;
    assert_eq!(ran(MEMORY), Some(1));
    assert_ne!(ran(8 * 1024), Some(1), "it needs more than 8 MiB");
}

#[test]
fn no_catalogue_breaks_whoever_reads_it() {
    let commands = ["catalogue check @", "catalogue show @"];
    set_off(
        &shapes::toml(SMALL),
        "bomb.toml",
        "bomb.toml",
        &[1, 3],
        &commands,
    );
}

#[test]
fn no_catalogue_of_ones_own_breaks_the_list_or_whoever_names_it() {
    let file = "home/catalogues/bomb.toml";
    let commands = ["catalogue list", "form --catalogue bomb"];
    set_off(
        &shapes::toml(1 << 14),
        file,
        "bomb.toml",
        &[0, 3],
        &commands,
    );
}

#[test]
fn what_takes_most_memory_fits_in_it_at_the_limit() {
    let bombs = [
        ("all that may be opened", shapes::opened(LIMIT)),
        (
            "more than may be opened",
            filled("", "a.a.a.a=1\n", "", LIMIT),
        ),
    ];
    set_off(
        &bombs,
        "bomb.toml",
        "bomb.toml",
        &[1, 3],
        &["catalogue check @"],
    );
    let bombs = [
        ("numbers", filled("{\"answers\":[", "1,", "1]}", LIMIT)),
        ("lists", filled("{\"answers\":[", "[],", "1]}", LIMIT)),
        ("one byte more", filled("", "x", "", LIMIT + 1)),
    ];
    set_off(&bombs, "bomb.json", "bomb.json", &[3], &["report @"]);
    let bombs = [("objects", filled("", "{}\n", "", LIMIT / 4))];
    let command = ["prep practice --answers @"];
    set_off(&bombs, "bomb.ndjson", "bomb.ndjson", &[3], &command);
}

#[test]
fn no_question_bank_and_no_stories_break_whoever_reads_them() {
    let bombs = shapes::toml(1 << 14);
    let commands = [
        "prep check @",
        "prep --role product-owner --questions @",
        "prep stories @ --role product-owner",
        "prep --role product-owner --stories @",
    ];
    set_off(&bombs, "bomb.toml", "bomb.toml", &[1, 3], &commands);
}

#[test]
fn no_answers_break_whoever_reads_them() {
    let of_one = [
        "score @",
        "report @",
        "compare product-owner project-manager --with @",
        "prep --result @",
        "team @",
    ];
    set_off(
        &shapes::toml(1 << 14),
        "bomb.toml",
        "bomb.toml",
        &[3],
        &of_one,
    );
    set_off(
        &shapes::json(1 << 14),
        "bomb.json",
        "bomb.json",
        &[3],
        &of_one,
    );
    // Where two do not go together, both are meant.
    let both = format!("compare --with @ --with {ROOT}/data/examples/between.toml");
    set_off(&shapes::json(1 << 14), "bomb.json", "", &[3], &[&both]);
}

#[test]
fn no_answer_string_breaks_whoever_reads_it() {
    let long = "1".repeat(100_000);
    let field = Field::new();
    for line in [
        "",
        ":",
        "@",
        "@:",
        "product-roles@2.6.0:",
        "\u{202e}@\x1b:1",
        &long,
        &format!("{long}@1.0.0:1"),
        &format!("product-roles@{long}:1"),
        &format!("product-roles@2.6.0:{long}"),
    ] {
        let ended = field.run(&["score", "--answers", line]);
        ended.holds(&line[..line.len().min(30)], &[2, 3], "");
    }
}

#[test]
fn no_rows_break_whoever_reads_them() {
    let commands = [
        "score @ --threads 2",
        "score @ --threads 2 --keep-going",
        "score @ --threads 2 --keep-going --summary",
        "team @",
    ];
    // Blank lines and no lines at all are nobody's answers, which is no fault of a row, and a group is not that large.
    let codes = [0, 2, 3];
    set_off(
        &shapes::csv(ITEM, SMALL),
        "bomb.csv",
        "bomb",
        &codes,
        &commands,
    );
    set_off(
        &shapes::ndjson(SMALL),
        "bomb.ndjson",
        "bomb",
        &codes,
        &commands,
    );
    let long = [("one long line", filled("", "x", "", 2 << 20))];
    set_off(&long, "bomb.csv", "bomb.csv", &[3], &commands);
}

#[test]
fn no_answers_of_practice_break_whoever_takes_them_in() {
    let commands = ["prep practice --answers @"];
    set_off(
        &shapes::ndjson(SMALL),
        "bomb.ndjson",
        "bomb.ndjson",
        &[3],
        &commands,
    );
}

#[test]
fn no_kept_result_breaks_what_shows_what_is_kept() {
    let file = "home/results/20260101-000000-00000a.json";
    let commands = [
        "history",
        "history show latest",
        "history show 2026",
        "history export",
        "prep --role product-owner",
        "report",
    ];
    let codes = [0, 2, 3, 4];
    set_off(&shapes::json(1 << 14), file, "", &codes, &commands);
    let bombs = [("one byte more", filled("", " ", "", LIMIT + 1))];
    set_off(&bombs, file, "", &codes, &commands);
}

#[test]
fn no_journal_of_practice_breaks_whoever_goes_on_with_it() {
    let file = "home/practice-product-roles-interview.jsonl";
    let good = "prep practice --answers home/good.ndjson";
    let commands = ["prep progress", "history export --practice", good];
    let field = Field::new();
    let answer = "{\"question\":\"improved-in-rounds\",\"rating\":3}\n";
    let mut bombs = shapes::journal(SMALL);
    bombs.push((
        "one line at the limit",
        filled("{\"v\":1,\"x\":[", "1,", "1]}\n", LIMIT / 4),
    ));
    for (shape, bytes) in bombs {
        for command in commands {
            fs::write(field.path("home/good.ndjson"), answer).unwrap();
            fs::write(field.path(file), &bytes).unwrap();
            let arguments: Vec<&str> = command.split(' ').collect();
            let ended = field.run(&arguments);
            ended.holds(&format!("{command} of {shape}"), &[0, 3, 4], "practice-");
        }
    }
    // A file without content takes no room on the disk, whatever its size.
    File::create(field.path(file))
        .unwrap()
        .set_len(1 << 40)
        .unwrap();
    for command in commands {
        let arguments: Vec<&str> = command.split(' ').collect();
        let ended = field.run(&arguments);
        ended.holds(command, &[3, 4], "practice-");
        assert!(ended.said.contains("is larger than the"), "{}", ended.said);
    }
}

/// Runs a command at a terminal and returns its exit code and what is on the screen.
#[track_caller]
fn at_a_terminal(field: &Field, command: &str) -> (u32, String) {
    let line =
        format!("ulimit -d {MEMORY} && cd \"$ROLEFIT_HOME\"/.. && exec \"$ROLEFIT\" {command}");
    let mut terminal = Terminal::shell(&field.path("home"), &line, 100, 50);
    (terminal.end(), terminal.screen())
}

#[test]
fn no_journal_of_answers_breaks_whoever_resumes() {
    let field = Field::new();
    let file = field.path("home/draft-product-roles.jsonl");
    let ended = |what: &str| {
        let (code, screen) = at_a_terminal(&field, "take --resume");
        assert!([2, 4].contains(&code), "{what}: {code}\n{screen}");
        assert!(screen.contains("error: "), "{what}: {screen}");
    };
    for (shape, bytes) in shapes::journal(SMALL) {
        fs::write(&file, &bytes).unwrap();
        ended(shape);
    }
    File::create(&file).unwrap().set_len(1 << 40).unwrap();
    ended("a file of a terabyte");
    fs::remove_file(&file).unwrap();
    mkfifoat(CWD, &file, Mode::RUSR | Mode::WUSR).unwrap();
    ended("a pipe that nobody writes to");
}

#[test]
fn no_plan_and_no_catalogue_break_whoever_asks_at_a_terminal() {
    let field = Field::new();
    for (shape, bytes) in shapes::plan(1 << 14) {
        fs::write(field.path("bomb.json"), &bytes).unwrap();
        let (code, screen) = at_a_terminal(&field, "prep practice --plan bomb.json");
        assert_eq!(code, 3, "{shape}: {screen}");
        assert!(screen.contains("bomb.json"), "{shape}: {screen}");
    }
    fs::write(
        field.path("bomb.toml"),
        filled("", "[[item]]\n", "", 1 << 14),
    )
    .unwrap();
    let (code, screen) = at_a_terminal(&field, "take --catalogue bomb.toml");
    assert_eq!(code, 3, "{screen}");
}

#[test]
fn what_is_no_plain_file_is_refused_or_read_within_its_limit() {
    let field = Field::new();
    fs::create_dir(field.path("bomb-folder")).unwrap();
    for (from, to) in [("bomb-loop", "bomb-loop"), ("bomb-zero", "/dev/zero")] {
        std::os::unix::fs::symlink(to, field.path(from)).unwrap();
    }
    let readers = [
        "catalogue check @",
        "catalogue show ./@",
        "prep check @",
        "prep stories @ --role product-owner",
        "score @",
        "score @ --input csv --threads 2",
        "score @ --input ndjson --threads 2",
        "report ./@",
        "team @",
        "prep practice --answers @",
        "prep --role product-owner --questions @",
    ];
    for reader in readers {
        for (name, codes) in [
            ("bomb-folder", [4, 4]),
            ("bomb-loop", [4, 4]),
            ("bomb-zero", [3, 3]),
        ] {
            let command = reader.replace('@', name);
            let arguments: Vec<&str> = command.split(' ').collect();
            field.run(&arguments).holds(&command, &codes, name);
        }
    }
}

/// Writes to a pipe or to the end of a file until nobody reads any more or there is enough.
fn pour(mut into: impl Write, part: &[u8]) {
    let mut left: usize = 64 << 20;
    while left > 0 && into.write_all(part).is_ok() {
        left = left.saturating_sub(part.len());
    }
}

#[test]
fn a_pipe_without_end_and_a_file_that_grows_are_read_within_their_limit() {
    let part = "# no end\n".repeat(8192).into_bytes();
    let field = Field::new();
    for command in [
        "catalogue check -",
        "prep check -",
        "report -",
        "prep practice --answers -",
    ] {
        let arguments: Vec<&str> = command.split(' ').collect();
        let mut child = field.start(MEMORY, &arguments, Stdio::piped());
        let (stdin, part) = (child.stdin.take().unwrap(), part.clone());
        let pouring = thread::spawn(move || pour(stdin, &part));
        let ended = ended(child);
        ended.holds(command, &[3], "standard input is larger than the");
        pouring.join().unwrap();
    }
    let pipe = field.path("bomb-pipe");
    mkfifoat(CWD, &pipe, Mode::RUSR | Mode::WUSR).unwrap();
    let growing = field.path("bomb-growing");
    for (name, path) in [("bomb-pipe", &pipe), ("bomb-growing", &growing)] {
        let child = field.start(MEMORY, &["report", &format!("./{name}")], Stdio::null());
        let (path, part) = (path.clone(), part.clone());
        if name == "bomb-growing" {
            fs::write(&path, &part).unwrap();
        }
        let pouring = thread::spawn(move || {
            // Opening a pipe waits for its reader.
            let file = File::options()
                .append(true)
                .create(true)
                .open(path)
                .unwrap();
            pour(file, &part);
        });
        ended(child).holds(name, &[3, 4], name);
        pouring.join().unwrap();
    }
}

#[test]
fn the_largest_catalogue_there_can_be_is_of_use() {
    let field = Field::new();
    let source = shapes::largest();
    assert!(source.len() > 2 << 20);
    fs::write(field.path("largest.toml"), source).unwrap();
    for command in [
        "form --catalogue largest.toml -o form.toml",
        "compare role-0 role-1 --catalogue largest.toml",
    ] {
        let arguments: Vec<&str> = command.split(' ').collect();
        field.run(&arguments).holds(command, &[0], "");
    }
    let form = fs::read_to_string(field.path("form.toml")).unwrap();
    fs::write(
        field.path("form.toml"),
        form.replacen(" = \"\"", " = \"2\"", 200),
    )
    .unwrap();
    let arguments = ["score", "form.toml", "--catalogue", "largest.toml"];
    field.run(&arguments).holds("score", &[0], "");
}

#[test]
fn what_the_bombs_name_is_there() {
    let catalogue = fs::read_to_string(Path::new(ROOT).join("data/catalogues/product-roles.toml"));
    assert!(catalogue.unwrap().contains(&format!("id = \"{ITEM}\"")));
    let bank =
        fs::read_to_string(Path::new(ROOT).join("data/questions/product-roles.toml")).unwrap();
    assert!(bank.contains("id = \"improved-in-rounds\""));
    assert!(bank.contains("id = \"product-roles-interview\""));
}
