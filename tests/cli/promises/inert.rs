//! A report is inert: no page acts, no document becomes another, no cell becomes a formula, whatever the data say.

use std::fs;
use std::path::PathBuf;

use super::poison::{HOSTILE, untamed};
use super::world::{Machine, REPOSITORY, Ran, every_command};
use crate::form_page::answering_page;
use crate::report::inert_page;
use crate::shell::{forms, values};

/// What would act in Markdown, and in the HTML that it may hold.
const MARKUP: &str = "<img src=x>|[a](http://p@poison.invalid)![b](c)*d*`e`~~f~~ &lt;";
/// What would open a list, a heading or a quotation, or be a link, where a text begins with it.
const OPENING: [&str; 8] = [
    "- OPENS",
    "+ OPENS",
    "1. OPENS",
    "1) OPENS",
    "# OPENS",
    "> OPENS",
    "www.OPENS",
    "http://OPENS",
];
const CATALOGUE: &str = "tests/fixtures/poisoned.toml";

/// What steers and hides beside it, where no reader refuses it: in names of files, ids and notes.
fn dangerous() -> String {
    MARKUP.replace('/', "") + HOSTILE
}

/// A run that writes what data say, in words but for the form.
struct Written {
    words: Vec<String>,
    /// The form it has, where it is not asked for by `--format`.
    form: Option<&'static str>,
}

impl Written {
    /// The command that it is a run of.
    fn command(&self, commands: &[String]) -> String {
        let two = self.words[..self.words.len().min(2)].join(" ");
        if commands.contains(&two) {
            two
        } else {
            self.words[0].clone()
        }
    }
}

/// A machine with a catalogue, a bank, stories and people that are all markup.
struct Stage {
    machine: Machine,
}

impl Stage {
    fn new() -> Self {
        let stage = Self {
            machine: Machine::new(),
        };
        let read = |path: &str| fs::read_to_string(format!("{REPOSITORY}/{path}")).unwrap();
        let mut catalogue = read(CATALOGUE).replace("<b>one</b>", MARKUP);
        for (place, start) in [(0, "Averylongname"), (1, "<base"), (3, "<iframe")] {
            catalogue =
                catalogue.replace(&format!("\"{start}"), &format!("\"{place}{MARKUP}{start}"));
        }
        for (start, opening) in [
            ("<meta", OPENING[0]),
            ("<svg onload", OPENING[1]),
            ("]]>", OPENING[2]),
            ("<script src", &OPENING[3..].join(" ")),
            ("<input", OPENING[4]),
            ("<link", OPENING[5]),
            ("<object", OPENING[2]),
        ] {
            let from = catalogue.find(start).unwrap();
            catalogue.insert_str(from, &format!("{opening} "));
        }
        stage.write("poisoned.toml", &catalogue);
        fs::create_dir(stage.machine.home().join("catalogues")).unwrap();
        fs::write(
            stage.machine.home().join("catalogues/poisoned.toml"),
            &catalogue,
        )
        .unwrap();
        let mut bank = read("tests/fixtures/questions.toml");
        for start in [
            "Tell me",
            "Whether somebody",
            "Sat next",
            "Waited",
            "What came",
            "Which timetable",
            "Why was",
            "What do",
            "Speaks",
            "Shows two",
            "Shows a",
            "In your",
            "Names what",
            "Thinks",
        ] {
            assert!(bank.contains(&format!("\"{start}")), "{start}");
            bank = bank.replace(&format!("\"{start}"), &format!("\"{MARKUP}{start}"));
        }
        stage.write("bank.toml", &bank);
        let mut stories =
            read("data/examples/stories.toml").replace("improved-in-rounds", "kept-improving");
        for start in ["The booking", "A clinic", "Our booking", "Lost bookings"] {
            stories = stories.replace(&format!("\"{start}"), &format!("\"{MARKUP}{start}"));
        }
        stage.write("stories.toml", &stories);
        stage.write(
            &format!("{}.toml", dangerous()),
            "catalogue = \"poisoned\"\n[answers]\npair = 1\nstatement = 1\nsituation = 3\n",
        );
        for (name, about) in [("one.toml", MARKUP), ("two.toml", "=<script>")] {
            let about = about.replace('\\', "");
            stage.write(name, &format!("catalogue = \"poisoned\"\nabout = '{about}'\n[answers]\npair = 4\nstatement = 2\nsituation = 1\n"));
        }
        let id = format!("\"{}\"", HOSTILE.replace(['\r', '\n'], ""));
        let known = format!("id,role,pair,statement,situation\n{id},one,4,2,1\nb,two,1,5,3\n");
        stage.write("known.csv", &known);
        stage.write(
            "people.csv",
            &known
                .replace(",role,", ",")
                .replace(",one,", ",")
                .replace(",two,", ","),
        );
        let result = stage.printed(&["score", &stage.path("one.toml"), "--format", "json"]);
        fs::write(
            stage
                .machine
                .home()
                .join("results/20260301-120000-abcdef.json"),
            result,
        )
        .unwrap();
        let notes = serde_json::json!({ "question": "kept-improving", "rating": 3, "notes": { "situation": format!("- OPENS{MARKUP}{HOSTILE}\n# NOTE\n  1. NOTE\n===\n# {MARKUP}\n| a | b |\n|---|---|\n") } });
        stage.write("practice.ndjson", &format!("{notes}\n"));
        let taken = [
            "prep",
            "practice",
            "--questions",
            &stage.path("bank.toml"),
            "--answers",
            &stage.path("practice.ndjson"),
        ];
        assert_eq!(stage.printed(&taken), "");
        stage
    }

    fn place(&self, name: &str) -> PathBuf {
        self.machine.path().join(name)
    }

    fn path(&self, name: &str) -> String {
        self.place(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.place(name), text).unwrap();
    }

    #[track_caller]
    fn printed(&self, arguments: &[&str]) -> String {
        let ran = Ran::of(&mut self.machine.command(arguments));
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.talk());
        String::from_utf8(ran.stdout).unwrap()
    }

    /// A run and more of every command that writes what a catalogue, a bank, stories, people or arguments say.
    fn written(&self) -> Vec<Written> {
        let person = self.path(&format!("{}.toml", dangerous()));
        let [one, two, bank, stories, known, people, own] = [
            "one.toml",
            "two.toml",
            "bank.toml",
            "stories.toml",
            "known.csv",
            "people.csv",
            "poisoned.toml",
        ]
        .map(|name| self.path(name));
        let mut runs = Vec::new();
        let mut push = |form, words: &[&[&str]]| {
            let words = words.concat().iter().map(|&word| word.to_owned()).collect();
            runs.push(Written { words, form });
        };
        let prep = &["prep", "--role", "product-owner", "--questions", &bank][..];
        let poisoned = &["--catalogue", "poisoned"][..];
        for words in [
            &[&["score", &one][..]][..],
            &[&["score", &people, "--summary"], poisoned],
            &[&["report", &person]],
            &[&["history", "show", "20260301"]],
            &[&["history"]],
            &[&["history", "list"]],
            &[&["catalogue", "show", "poisoned"]],
            &[&["catalogue", "show", &own]],
            &[&["catalogue", "list"]],
            &[&["catalogue", "check", &own]],
            &[&["compare", "one", "two", "--with", &one]],
            &[&["compare", "one", "two", "--move", "--with", &one]],
            &[&["compare", "--with", &one, "--with", &person]],
            &[&["team", &one, &person, &two]],
            &[&["team", &people], poisoned],
            &[&["simulate", "--respondents", "20"], poisoned],
            &[&["validate", &known], poisoned],
            &[prep, &["--stories", &stories]],
            &[prep, &["--interviewer"]],
            &[prep, &["--brief"]],
            &[prep, &["--move-from", "project-manager"]],
            &[&["prep", "practice", "--list"], &prep[1..]],
            &[&["prep", "stories", &stories], &prep[1..]],
            &[&["prep", "check", &bank]],
            &[&["form"], poisoned],
            &[&["prep", "progress", "--notes", "--questions", &bank]],
        ] {
            push(None, words);
        }
        // Whatever else the help of scoring says that many people are written as.
        for form in values("score", "--to <FORM>") {
            let form: &'static str = form.leak();
            push(Some(form), &[&["score", &people, "--to", form], poisoned]);
        }
        for (form, words) in [
            ("toml", &[&["form"], poisoned][..]),
            ("markdown", &[&["form", "--judging"], poisoned]),
            ("markdown", &[&["form", "--judging-key"], poisoned]),
            ("ndjson", &[&["history", "export"]]),
            ("ndjson", &[&["history", "export", "--practice"]]),
            ("ndjson", &[prep, &["--ndjson"]]),
            ("ndjson", &[&["prep", "practice", "--ndjson"], &prep[1..]]),
            (
                "toml",
                &[
                    &[
                        "catalogue",
                        "new",
                        "--trait",
                        "a=<b>/|c|",
                        "--title",
                        MARKUP,
                    ],
                    &["--role", "<b>: a=low", "--role", "`c`: a=high"],
                ],
            ),
        ] {
            push(Some(form), words);
        }
        runs
    }
}

/// Fails unless a text of this form is inert. A form that is not known here has to be judged before it is written.
#[track_caller]
fn assert_inert(form: &str, written: &str, what: &[&str]) {
    assert!(!written.is_empty(), "{what:?}");
    // The cells of a table stand as they were given, but for what a spreadsheet would run.
    if form != "csv" {
        assert_eq!(untamed(written.as_bytes()), None, "{what:?}");
    }
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    match form {
        "text" | "csv" => {}
        "markdown" => assert_no_markup(written, what),
        "json" => drop(json(written)),
        "ndjson" => written.lines().for_each(|line| drop(json(line))),
        "toml" => drop(written.parse::<toml::Table>().unwrap()),
        "html" => {
            if what[0] == "form" {
                answering_page(written);
            } else {
                inert_page(written);
            }
            let policy = written.contains("Content-Security-Policy");
            assert!(policy && written.contains("default-src 'none'"), "{what:?}");
        }
        other => panic!("nothing here tells whether {other} is inert: {what:?}"),
    }
}

#[test]
fn nothing_of_what_data_say_acts_hides_or_becomes_markup_in_any_form_of_any_command() {
    let stage = Stage::new();
    for run in stage.written() {
        let words: Vec<&str> = run.words.iter().map(String::as_str).collect();
        match run.form {
            Some(form) => assert_inert(form, &stage.printed(&words), &words),
            None => {
                for form in forms(&run.command(&every_command())) {
                    let words = [&words[..], &["--format", &form]].concat();
                    assert_inert(&form, &stage.printed(&words), &words);
                }
            }
        }
    }
}

/// Commands that write nothing of what data say: they ask, delete, or print what is built in.
const WITHOUT_DATA: [&str; 9] = [
    "",
    "take",
    "history delete",
    "history clear",
    "catalogue",
    "catalogue schema",
    "completions",
    "man",
    "help",
];

#[test]
fn every_command_is_tried_here_in_every_form_that_it_has_and_has_no_other() {
    let stage = Stage::new();
    let commands = every_command();
    let written = stage.written();
    // All forms that there are; the tool alone asks, and its result has them all.
    let all = forms("");
    assert!(all.len() >= 4, "{all:?}");
    for command in &commands {
        let own = forms(command);
        let mut of = written
            .iter()
            .filter(|run| run.command(&commands) == *command);
        let with_format = of.clone().find(|run| run.form.is_none());
        if own.is_empty() || WITHOUT_DATA.contains(&command.as_str()) {
            let tried = of.next().is_some() || WITHOUT_DATA.contains(&command.as_str());
            assert!(tried, "nothing is tried on `{command}`");
            continue;
        }
        let run = with_format.unwrap_or_else(|| panic!("nothing is tried on `{command}`"));
        for form in all.iter().filter(|form| !own.contains(form)) {
            let words = run.words.iter().map(String::as_str);
            let words: Vec<&str> = words.chain(["--format", form]).collect();
            let ran = Ran::of(&mut stage.machine.command(&words));
            assert_eq!(
                (ran.code, ran.stdout.len()),
                (2, 0),
                "{words:?}: {}",
                ran.talk()
            );
        }
    }
}

/// Takes out what stands as code, and what a backslash makes plain.
fn without_code_and_escapes(line: &str) -> String {
    let mut rest = String::new();
    let mut left = line;
    while let Some(character) = left.chars().next() {
        left = &left[character.len_utf8()..];
        match character {
            '\\' => {
                let made_plain = left.chars().next().map_or(0, char::len_utf8);
                left = &left[made_plain..];
            }
            '`' => {
                let more = left.len() - left.trim_start_matches('`').len();
                let fence = "`".repeat(more + 1);
                left = &left[more..];
                let (_, after) = left
                    .split_once(fence.as_str())
                    .expect("code that is begun ends");
                left = after;
            }
            other => rest.push(other),
        }
    }
    rest
}

/// Fails where a text of data is markup in a document, and where a row has other cells than its table.
#[track_caller]
fn assert_no_markup(document: &str, what: &[&str]) {
    for opening in OPENING {
        for (at, _) in document.match_indices(opening) {
            let shown: String = document[at..].chars().take(60).collect();
            assert!(document[..at].ends_with('\\'), "{what:?}: {shown}");
        }
    }
    // The code that stands in the markup above is none.
    assert!(!document.replace("\\`", "").contains("`e"), "{what:?}");
    let mut cells = None;
    for line in document.lines() {
        let told = || format!("{what:?}: {line}");
        // A comment that says nothing parts what would be an address, and must not begin a line, which would be HTML.
        assert!(!line.trim_start().starts_with("<!--"), "{}", told());
        let plain = without_code_and_escapes(line).replace("<!-- -->", "\0");
        // A backslash in an address makes no difference.
        let shown = without_code_and_escapes(&line.replace("\\`", "").replace('\\', ""));
        for address in ["://", "www.", "WWW."] {
            assert!(!shown.contains(address), "{address} {}", told());
        }
        let after_at = shown.split('@').skip(1);
        let mut next = after_at.filter_map(|after| after.chars().next());
        assert!(!next.any(char::is_alphanumeric), "@ {}", told());
        // Tags, pictures, links, entities and struck words need these; own references are numbers in brackets.
        for mark in ['<', '&', '~', '{'] {
            assert!(
                !plain.replace(" & ", "").contains(mark),
                "{mark} {}",
                told()
            );
        }
        for (at, _) in plain.match_indices('[') {
            let inside = plain[at + 1..].split(']').next().unwrap();
            let is_reference = inside
                .chars()
                .all(|one| one.is_ascii_digit() || ", ".contains(one));
            assert!(is_reference && !plain.contains("]("), "{}", told());
        }
        let pipes = plain.matches('|').count();
        if line.starts_with('|') {
            assert_eq!(*cells.get_or_insert(pipes), pipes, "{}", told());
        } else {
            assert_eq!(pipes, 0, "{}", told());
            cells = None;
        }
    }
    assert!(!document.contains("\n\n\n"), "{what:?} breaks a block");
}

#[test]
fn the_judge_of_documents_finds_markup() {
    assert_eq!(
        without_code_and_escapes(r"a\<b `<c>` ``d`<e>`` <f>"),
        "ab   <f>"
    );
    assert_eq!(without_code_and_escapes(r"a\\<b"), "a<b");
}

#[test]
fn ids_of_people_cannot_become_formulas_in_any_way_to_csv() {
    let stage = Stage::new();
    let ids = ["=1+1", "+a", "-a", "@a", "\t=1", "'=1", "a=1"];
    let rows = ids.map(|id| format!("\"{id}\",1\n")).concat();
    stage.write("people.csv", &format!("id,six-or-one\n{rows}"));
    let lines: String = ids
        .iter()
        .map(|id| {
            serde_json::json!({ "id": id, "answers": { "six-or-one": 1 } }).to_string() + "\n"
        })
        .collect();
    stage.write("people.ndjson", &lines);
    let file = stage.path("out.csv");
    for input in ["people.csv", "people.ndjson"] {
        let input = stage.path(input);
        let printed = stage.printed(&["score", &input, "--to", "csv"]);
        assert_eq!(stage.printed(&["score", &input, "-o", &file]), "");
        assert_eq!(fs::read_to_string(&file).unwrap(), printed);
        for row in printed.lines() {
            let cell = row.trim_start_matches('"');
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{row}");
        }
        assert!(
            stage
                .printed(&["score", &input, "--to", "csv", "--csv-raw"])
                .contains("\n=1+1,")
        );
    }
}
