//! What a command reads it never replaces, whatever name its output is given: by path, link, folder or descriptor. The
//! list of options that take files is the program's own, so that a new one cannot be forgotten.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};

use super::machine::{Machine, PLAINLY};
use super::world::every_command;
use crate::terminal::Terminal;

const V1: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/store/v1");
const KEPT: &str = "20260131-180000-abcdef";
const ABOUT: &str = "20260201-180000-abcdef";

/// Commands that read files, each input written as `@` and the name of a file of [`machine`]. What precedes `@` alone is
/// the option or the command that reads it.
const READING: &[&str] = &[
    "score @answers.toml",
    "score @result.json",
    "score --catalogue @catalogue.toml @answers.toml",
    "score --catalogue store-v1 @answers.csv --to ndjson",
    "score --catalogue store-v1 @answers.ndjson --summary",
    "score --catalogue store-v1 --input csv --to csv @answers.csv",
    "report @result.json",
    "report --catalogue @catalogue.toml @answers.json",
    "compare --with @result.json --with @about.json",
    "compare --catalogue @catalogue.toml runner walker --with @result.json",
    "team @result.json @about.json @answers.ndjson",
    "team --catalogue @catalogue.toml --anonymous @result.json @answers.csv",
    "form --catalogue @catalogue.toml",
    "simulate --respondents 5 --catalogue @catalogue.toml",
    "validate --catalogue @catalogue.toml @known.csv",
    "validate --catalogue store-v1 @known.ndjson --length quick",
    "calibrate --catalogue @catalogue.toml @known.csv --keep-untold",
    "catalogue show @catalogue.toml",
    "catalogue show --catalogue @catalogue.toml",
    "catalogue check @catalogue.toml",
    "prep --catalogue @catalogue.toml --questions @questions.toml --result @result.json --role runner --stories @stories.toml",
    "prep --catalogue store-v1 --questions @questions.toml --role runner --ndjson",
    "prep check --catalogue @catalogue.toml @questions.toml",
    "prep check --catalogue @catalogue.toml @questions.toml --own @own.toml",
    "prep --catalogue @catalogue.toml --questions @questions.toml --own @own.toml --role runner",
    "prep stories --catalogue @catalogue.toml --questions @questions.toml --role runner --result @result.json --own @own.toml @stories.toml",
    "prep stories --catalogue @catalogue.toml --new",
    "prep practice --list --catalogue @catalogue.toml --questions @questions.toml --role runner --result @result.json --own @own.toml",
    "prep progress --catalogue @catalogue.toml --questions @questions.toml --own @own.toml",
    "catalogue check @catalogue.toml",
];

/// Commands that read no catalogue: one that is named would choose nothing.
const REFUSED: &[&str] = &[
    "catalogue list --catalogue @catalogue.toml",
    "catalogue check --catalogue @catalogue.toml @catalogue.toml",
    "catalogue new --force --catalogue @catalogue.toml",
    "catalogue schema --catalogue @catalogue.toml",
    "completions bash --catalogue @catalogue.toml",
    "man --catalogue @catalogue.toml",
];

/// Options that name a file and lead to no output of their own, or that are tried at a terminal.
const ELSEWHERE: &[&str] = &[
    // Answers that are taken in print nothing, and `-o` is refused beside them.
    "prep practice --answers",
    // At a terminal, below.
    "prep practice --plan",
    "prep practice --stories",
    "take --catalogue",
    // It is written, and only where there is no file of that name.
    "simulate --write-answers",
];

/// A machine whose files lie in a folder of their own.
fn machine() -> Machine {
    let machine = Machine::new();
    for folder in ["home/catalogues", "home/results", "files"] {
        fs::create_dir_all(machine.path(folder)).unwrap();
    }
    for (name, fixture) in [
        ("home/catalogues/store-v1.toml", "catalogue.toml"),
        (&format!("home/results/{KEPT}.json"), "result.json"),
        (&format!("home/results/{ABOUT}.json"), "result-about.json"),
        ("home/practice-bank-v1.jsonl", "practice.jsonl"),
        ("home/draft-store-v1.jsonl", "draft.jsonl"),
        ("files/catalogue.toml", "catalogue.toml"),
        ("files/questions.toml", "questions.toml"),
        ("files/result.json", "result.json"),
        ("files/about.json", "result-about.json"),
        ("files/answers.toml", "answers.toml"),
        ("files/answers.json", "answers.json"),
        ("files/answers.csv", "answers.csv"),
        ("files/answers.ndjson", "answers.ndjson"),
    ] {
        fs::copy(format!("{V1}/{fixture}"), machine.path(name)).unwrap();
    }
    let stories = "format = 1\ncatalogue = \"store-v1\"\n\n[[story]]\nid = \"quay\"\ntitle = \"The quay\"\n\
        situation = \"A timetable.\"\ntask = \"Mine.\"\naction = \"I redrew it.\"\nresult = \"Fewer asked.\"\n\
        lesson = \"Look first.\"\ntraits = [\"pace\"]\n";
    fs::write(machine.path("files/stories.toml"), stories).unwrap();
    let own = "[[question]]\ntext = \"Why us?\"\nrole = \"runner\"\n";
    fs::write(machine.path("files/own.toml"), own).unwrap();
    for name in ["known.csv", "known.ndjson"] {
        let file = machine.path("files").join(name);
        machine.done(&[
            "simulate",
            "--respondents",
            "6",
            "--catalogue",
            "store-v1",
            "--write-answers",
            file.to_str().unwrap(),
        ]);
    }
    machine
}

/// Every way to name a file: its path, a way round, a symbolic and a hard link, a link to its folder.
fn spellings(machine: &Machine, file: &Path) -> Vec<PathBuf> {
    let name = file.file_name().unwrap();
    let [link, hard, folder] = ["link", "hard", "folder"].map(|kind| machine.path(kind));
    for made in [&link, &hard, &folder] {
        let _ = fs::remove_file(made);
    }
    symlink(file, &link).unwrap();
    fs::hard_link(file, &hard).unwrap();
    symlink(file.parent().unwrap(), &folder).unwrap();
    vec![
        file.to_path_buf(),
        file.parent().unwrap().join("..").join("files").join(name),
        link,
        hard,
        folder.join(name),
    ]
}

/// Everything in the folder by name, number and content: what was replaced by the same bytes was replaced all the same.
fn state(machine: &Machine) -> Vec<(PathBuf, u64, Vec<u8>)> {
    let all = [machine.everything("files"), machine.kept()].concat();
    let all = all.into_iter();
    all.map(|(path, bytes)| (path.clone(), fs::metadata(&path).unwrap().ino(), bytes))
        .collect()
}

#[track_caller]
fn refused(machine: &Machine, arguments: &[&str], output: &Path) {
    let before = state(machine);
    let output = ["-o", output.to_str().unwrap()];
    // A name that ends in no known form may be refused for that before anything is read.
    for form in [&[][..], &["--format", "json"]] {
        let arguments = [arguments, &output, form].concat();
        let (code, stdout, stderr) = machine.run(PLAINLY, &arguments);
        assert_eq!(state(machine), before, "{arguments:?}");
        assert_eq!(stdout, "", "{arguments:?}");
        // What is to be filled in replaces nothing at all.
        if code == Some(4) && stderr.contains("is already there") {
            return;
        }
        assert_eq!(code, Some(2), "{arguments:?}: {stderr}");
        if stderr.contains("the output would replace") {
            return;
        }
        assert!(stderr.contains("names no form"), "{arguments:?}: {stderr}");
    }
    panic!("{arguments:?} {output:?} are not refused for what would be lost");
}

/// Returns the words of a line, with the paths of the files that it names.
fn in_files(machine: &Machine, line: &str) -> Vec<String> {
    let path = |name: &str| {
        let path = machine.path("files").join(name);
        path.to_str().unwrap().to_owned()
    };
    let words = line.split(' ');
    words
        .map(|word| word.strip_prefix('@').map_or(word.to_owned(), path))
        .collect()
}

#[test]
fn a_catalogue_that_would_choose_nothing_is_refused_before_it_could_be_replaced() {
    let machine = machine();
    for line in REFUSED {
        let arguments = in_files(&machine, line);
        for spelling in spellings(&machine, &machine.path("files/catalogue.toml")) {
            let before = state(&machine);
            let output = ["-o".to_owned(), spelling.to_str().unwrap().to_owned()];
            let arguments = [&arguments[..], &output].concat();
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let (code, stdout, stderr) = machine.run(PLAINLY, &arguments);
            assert_eq!((code, &*stdout), (Some(2), ""), "{line}: {stderr}");
            assert!(stderr.contains("--catalogue"), "{line}: {stderr}");
            assert_eq!(state(&machine), before, "{line}");
        }
    }
}

#[test]
fn no_command_replaces_what_it_reads_by_whatever_name() {
    let machine = machine();
    for line in READING {
        let arguments = in_files(&machine, line);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let read = line.split(' ').filter_map(|word| word.strip_prefix('@'));
        for name in read {
            for spelling in spellings(&machine, &machine.path("files").join(name)) {
                refused(&machine, &arguments, &spelling);
            }
        }
        // The same is done where the output is another file.
        let elsewhere = machine.path("elsewhere");
        let _ = fs::remove_file(&elsewhere);
        let output = ["-o", elsewhere.to_str().unwrap()];
        let (code, _, stderr) = machine.run(PLAINLY, &[&arguments[..], &output].concat());
        assert!(matches!(code, Some(0 | 1)), "{line}: {stderr}");
        assert!(elsewhere.exists(), "{line}");
    }
}

#[test]
fn every_option_that_names_a_file_is_tried() {
    let commands = every_command();
    let tried = READING
        .iter()
        .chain(REFUSED)
        .flat_map(|line| readers(line, &commands));
    let tried: BTreeSet<String> = tried.collect();
    let mut missing = Vec::new();
    for command in commands {
        let words: Vec<&str> = command.split_whitespace().collect();
        let (_, help, _) = Machine::new().run(PLAINLY, &[&words[..], &["--help"]].concat());
        for reader in options(&help) {
            let reader = format!("{command} {reader}").trim().to_owned();
            let known = tried.contains(&reader) || ELSEWHERE.contains(&reader.as_str());
            if !known && reads(&reader) {
                missing.push(reader);
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}

/// The global option stands in the help of commands that load no catalogue too.
fn reads(reader: &str) -> bool {
    const NONE: [&str; 5] = [
        "--catalogue",
        "catalogue --catalogue",
        "prep practice --answers",
        "prep practice --plan",
        "prep practice --stories",
    ];
    !NONE.contains(&reader) && !reader.starts_with("history ")
}

/// Returns what names each file in a line of [`READING`]: the command and its option, or the command alone.
fn readers(line: &str, commands: &[String]) -> Vec<String> {
    let words: Vec<&str> = line.split(' ').collect();
    let two = words[..2].join(" ");
    let length = if commands.contains(&two) { 2 } else { 1 };
    let command = words[..length].join(" ");
    let files = words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.starts_with('@'));
    let option = |at: usize| words[at - 1].starts_with("--").then(|| words[at - 1]);
    files
        .map(|(at, _)| match option(at) {
            Some(option) => format!("{command} {option}"),
            None => command.clone(),
        })
        .collect()
}

/// Returns the options in a help that take a file to read, and an empty name for an argument that does.
fn options(help: &str) -> Vec<String> {
    let lines = help.lines().map(str::trim_start);
    let named = lines.filter_map(|line| {
        let (head, value) = line.split_once(['<', '['])?;
        let value = value.split(['>', ']']).next()?;
        let takes = value.split('|').any(|one| one == "FILE" || one == "RESULT");
        if !takes || head.contains("--output") {
            return None;
        }
        let head = head.trim();
        (head.is_empty() || head.starts_with('-')).then(|| {
            head.split(", ")
                .last()
                .unwrap_or_default()
                .trim()
                .to_owned()
        })
    });
    named.collect()
}

#[test]
fn what_stands_on_standard_input_or_behind_a_descriptor_is_not_replaced_either() {
    let machine = machine();
    let answers = machine.path("files/answers.toml");
    let csv = machine.path("files/answers.csv");
    let (answers, csv) = (answers.to_str().unwrap(), csv.to_str().unwrap());
    let before = state(&machine);
    for (line, arguments) in [
        (
            "f=$1; exec \"$ROLEFIT\" score - --format text -o \"$f\" < \"$f\"",
            &[answers][..],
        ),
        (
            "f=$1; exec \"$ROLEFIT\" score - --input csv --catalogue store-v1 -o \"$f\" < \"$f\"",
            &[csv],
        ),
        (
            "f=$1; exec \"$ROLEFIT\" score - -o /proc/self/fd/0 < \"$f\"",
            &[answers],
        ),
        (
            "f=$1; exec \"$ROLEFIT\" score - -o /dev/stdin < \"$f\"",
            &[answers],
        ),
        (
            "f=$1; exec \"$ROLEFIT\" score /proc/self/fd/3 --format text -o \"$f\" 3< \"$f\"",
            &[answers],
        ),
        (
            "f=$1; exec \"$ROLEFIT\" score /dev/stdin --format text -o \"$f\" < \"$f\"",
            &[answers],
        ),
        (
            "f=$1; exec \"$ROLEFIT\" score \"$f\" -o /dev/stdout >> \"$f\"",
            &[answers],
        ),
        (
            "f=$1; exec \"$ROLEFIT\" score \"$f\" -o /dev/fd/4 4>> \"$f\"",
            &[answers],
        ),
        ("f=$1; exec \"$ROLEFIT\" score \"$f\" >> \"$f\"", &[answers]),
        (
            "f=$1; exec \"$ROLEFIT\" score \"$f\" --catalogue store-v1 >> \"$f\"",
            &[csv],
        ),
        (
            "f=$1; exec \"$ROLEFIT\" score \"$f\" --catalogue store-v1 1<> \"$f\"",
            &[csv],
        ),
    ] {
        let (code, stdout, stderr) = machine.run(line, arguments);
        assert_eq!(code, Some(2), "{line}: {stdout}{stderr}");
        assert!(stderr.contains("would replace"), "{line}: {stderr}");
        assert_eq!(state(&machine), before, "{line}");
    }
    // Nor is what is said beside the result.
    let said = machine.path("said.csv");
    let line = "f=$2; exec \"$ROLEFIT\" score \"$1\" --catalogue store-v1 --summary --to csv -o \"$f\" 2> \"$f\"";
    let (code, ..) = machine.run(line, &[csv, said.to_str().unwrap()]);
    let said = fs::read_to_string(said).unwrap();
    assert!(
        code == Some(2) && said.contains("the file that messages go to"),
        "{said}"
    );
}

#[test]
fn what_is_kept_is_replaced_by_no_output() {
    let machine = machine();
    let answers = machine.path("files/answers.toml");
    for name in [
        &format!("results/{KEPT}.json"),
        &format!("results/{ABOUT}.json"),
        "draft-store-v1.jsonl",
        "practice-bank-v1.jsonl",
    ] {
        let file = machine.home().join(name);
        for arguments in [
            &["score", answers.to_str().unwrap()][..],
            &["report"],
            &["history"],
            &["history", "show", ABOUT],
            &["history", "export"],
            &["history", "export", "--practice"],
            &["compare", "--with", KEPT, "--with", ABOUT],
            &["team", KEPT, ABOUT, "--anonymous"],
        ] {
            refused(&machine, arguments, &file);
        }
    }
    let own = machine.home().join("catalogues/store-v1.toml");
    assert!(own.is_file());
    for arguments in [
        &["man"][..],
        &["completions", "bash"],
        &["catalogue", "schema"],
    ] {
        refused(&machine, arguments, &own);
    }
}

#[test]
fn nothing_new_is_put_where_it_would_be_taken_for_what_is_kept() {
    let machine = machine();
    let answers = machine.path("files/answers.toml");
    let home = machine.home();
    let link = machine.path("link-to-home");
    symlink(&home, &link).unwrap();
    for name in [
        "results/20260101-000000-aaaaaa.json",
        "results/notes.json",
        "draft-other.jsonl",
        "practice-other.jsonl",
        "draft-other.lock",
    ] {
        let dotted = home.join("results/..").join(name);
        for place in [home.join(name), link.join(name), dotted] {
            let write = ["simulate", "--respondents", "5", "--write-answers"];
            let (code, _, stderr) =
                machine.run(PLAINLY, &[&write[..], &[place.to_str().unwrap()]].concat());
            assert!(
                code == Some(2) && !place.exists(),
                "{}: {stderr}",
                place.display()
            );
            for arguments in [
                &["score", answers.to_str().unwrap()][..],
                &["history", "export"],
            ] {
                let before = state(&machine);
                let output = ["-o", place.to_str().unwrap(), "--format", "json"];
                let output = &output[..if arguments[0] == "score" { 4 } else { 2 }];
                let (code, _, stderr) = machine.run(PLAINLY, &[arguments, output].concat());
                assert_eq!(code, Some(2), "{}: {stderr}", place.display());
                assert!(
                    stderr.contains("is where rolefit keeps what is yours"),
                    "{stderr}"
                );
                assert_eq!(state(&machine), before);
            }
        }
    }
}

#[test]
fn what_somebody_wrote_or_answered_is_replaced_by_no_output() {
    let machine = machine();
    let example = |name: &str| format!("{}/data/examples/{name}", env!("CARGO_MANIFEST_DIR"));
    let [owner, between] = ["product-owner.toml", "between.toml"].map(example);
    let line = "product-roles@2.5.0:1211--4-5532";
    let own = |name: &str| fs::read_to_string(example(name)).unwrap();
    let (_, result, _) = machine.run(PLAINLY, &["score", &between, "--format", "json"]);
    let [exported, practised] = [&[][..], &["--practice"]].map(|what| {
        machine
            .run(PLAINLY, &[&["history", "export"], what].concat())
            .1
    });
    let event = practised.split_inclusive('\n').next().unwrap();
    assert!(exported.lines().count() > 1 && practised.lines().count() > 1);
    let there = machine.path("there.json");
    let name = there.to_str().unwrap();
    let writers: &[&[&str]] = &[
        &["score", &owner, "--format", "json"],
        &["report", &owner, "--format", "html"],
        &["team", &owner, &between, "--format", "markdown"],
        &["simulate", "--respondents", "5"],
        &["score", &example("bootcamp.csv"), "--summary"],
        &["score", &example("bootcamp.csv"), "--to", "csv"],
        &["catalogue", "show"],
    ];
    for (what, text) in [
        ("a result of other answers", result.as_str()),
        ("a file of answers", &own("between.toml")),
        ("a file of answers", "{\"answers\": {\"six-or-one\": 2}}\n"),
        ("what somebody wrote or answered", line),
        // A file with a slip in it holds what was written all the same.
        (
            "what somebody wrote or answered",
            "[answers]\nsix-or-one = 2,\n",
        ),
        ("JSON", "{\"answers\": {\"six-or-one\": 2,}}\n"),
        ("a catalogue", &own("museum.toml")),
        ("a file of stories", &own("stories.toml")),
        (
            "a file of questions of one's own",
            &own("own-questions.toml"),
        ),
        ("a table", &own("class.csv")),
        (
            "JSON, one object a line",
            "{\"id\":\"a\",\"answers\":{}}\n{\"answers\":{}}\n",
        ),
        // Once what is kept is cleared, an export of it is the only copy.
        ("JSON, one object a line", &exported),
        ("JSON, one object a line", &practised),
        ("a report in JSON", event),
    ] {
        fs::write(&there, text).unwrap();
        for writer in writers {
            let arguments = [writer, &["-o", name][..]].concat();
            let (code, stdout, stderr) = machine.run(PLAINLY, &arguments);
            assert_eq!(
                (code, &*stdout),
                (Some(4), ""),
                "{writer:?} {what}: {stderr}"
            );
            assert!(
                stderr.contains(&format!("and is {what}\n")),
                "{what}: {stderr}"
            );
            assert_eq!(fs::read_to_string(&there).unwrap(), text, "{writer:?}");
        }
    }
    // An export of a history that has grown takes the place of the older one.
    fs::remove_file(&there).unwrap();
    let export = ["history", "export", "-o", name];
    fs::rename(machine.home().join("results"), machine.path("aside")).unwrap();
    fs::create_dir(machine.home().join("results")).unwrap();
    for id in [KEPT, ABOUT] {
        let file = format!("{id}.json");
        let kept = machine.home().join("results").join(&file);
        fs::copy(machine.path("aside").join(&file), kept).unwrap();
        let (code, _, stderr) = machine.run(PLAINLY, &export);
        assert_eq!(code, Some(0), "{stderr}");
    }
    // Whatever a command made of answers can be made again, and so can a result of the same.
    fs::remove_file(&there).unwrap();
    for writer in writers {
        for _ in 0..2 {
            let (code, _, stderr) = machine.run(PLAINLY, &[writer, &["-o", name][..]].concat());
            assert_eq!(code, Some(0), "{writer:?}: {stderr}");
        }
        fs::remove_file(&there).unwrap();
    }
}

#[test]
fn answers_and_figures_of_a_simulation_never_share_a_place_by_whatever_name() {
    let machine = machine();
    let answers = machine.path("people.csv");
    let link = machine.path("figures.md");
    symlink("people.csv", &link).unwrap();
    for figures in [&answers, &link, &machine.path("files/../people.csv")] {
        let line = [
            "simulate",
            "--respondents",
            "5",
            "--format",
            "text",
            "--write-answers",
        ];
        let places = [answers.to_str().unwrap(), "-o", figures.to_str().unwrap()];
        let (code, stdout, stderr) = machine.run(PLAINLY, &[&line[..], &places].concat());
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
        assert!(
            stderr.contains("the result would replace the answers"),
            "{stderr}"
        );
        assert!(!answers.exists());
    }
}

#[test]
fn what_is_new_never_takes_the_place_of_what_is_there() {
    let machine = machine();
    let [there, sheet] = ["there.toml", "there.md"].map(|name| machine.path("files").join(name));
    for file in [&there, &sheet] {
        fs::write(file, "# an evening's work\n").unwrap();
    }
    let dangling = machine.path("dangling");
    symlink(machine.path("nowhere"), &dangling).unwrap();
    let lines = [
        "prep stories --new",
        "prep stories --new --catalogue store-v1",
        "form",
        "form --catalogue store-v1",
        "form --judging",
        "form --judging-key",
        "catalogue new --trait slow/fast --role A:slow --role B:fast",
    ];
    for line in lines {
        let arguments: Vec<&str> = line.split(' ').collect();
        // A sheet to judge by is no TOML.
        let there = if line.contains("judging") {
            &sheet
        } else {
            &there
        };
        let spelt = spellings(&machine, there);
        for spelling in spelt.iter().chain([&dangling]) {
            let before = state(&machine);
            let output = ["-o", spelling.to_str().unwrap()];
            let (code, stdout, stderr) = machine.run(PLAINLY, &[&arguments[..], &output].concat());
            assert_eq!((code, stdout.as_str()), (Some(4), ""), "{line}: {stderr}");
            assert!(stderr.contains("is already there"), "{line}: {stderr}");
            assert_eq!(state(&machine), before, "{line}");
        }
    }
    assert!(dangling.is_symlink());
}

#[test]
fn a_link_that_an_output_is_named_by_stays_and_what_it_leads_to_is_written() {
    let machine = machine();
    let (older, link) = (machine.path("older.txt"), machine.path("link.txt"));
    fs::write(&older, "older").unwrap();
    symlink(&older, &link).unwrap();
    let answers = machine.path("files/answers.toml");
    let arguments = [
        "score",
        answers.to_str().unwrap(),
        "-o",
        link.to_str().unwrap(),
    ];
    machine.done(&arguments);
    assert!(link.is_symlink());
    assert!(fs::read_to_string(older).unwrap().contains("Walker"));
}

#[test]
fn what_is_asked_for_at_a_terminal_is_refused_before_the_first_question() {
    let machine = machine();
    let catalogue = machine.path("files/catalogue.toml");
    let file = catalogue.to_str().unwrap();
    let before = state(&machine);
    for spelling in spellings(&machine, &catalogue) {
        let output = spelling.to_str().unwrap();
        let arguments = [
            "take",
            "--no-save",
            "--catalogue",
            file,
            "--format",
            "text",
            "-o",
            output,
        ];
        let mut terminal = Terminal::run(&machine.home(), &arguments, 200, 30);
        assert_eq!(terminal.end(), 2, "{}", terminal.screen());
        assert!(
            terminal.screen().contains("would replace"),
            "{}",
            terminal.screen()
        );
        assert_eq!(state(&machine), before);
    }
}

#[test]
fn what_stands_around_a_result_on_one_output_keeps_its_place() {
    let machine = Machine::new();
    let all = machine.path("all.txt");
    let all = all.to_str().unwrap();
    let example = "data/examples/between.toml";
    let whole = machine.done(&["score", example, "--format", "json"]);
    for place in ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"] {
        let line =
            "{ echo before; \"$ROLEFIT\" score $1 --format json -o $2; echo after; } > \"$3\"";
        let (code, _, stderr) = machine.run(line, &[example, place, all]);
        assert_eq!(code, Some(0), "{stderr}");
        let written = fs::read_to_string(all).unwrap();
        assert_eq!(written, format!("before\n{whole}after\n"), "{place}");
    }
}
