//! A report is inert: no page acts, no document becomes another, no cell becomes a formula, whatever the data say.

use std::fs;
use std::path::PathBuf;

use super::world::{Machine, REPOSITORY, Ran};
use crate::report::inert_page;

/// What would act in Markdown, and in the HTML that it may hold.
const MARKUP: &str = "<img src=x>|[a](http://poison.invalid)![b](c)*d*`e`~~f~~ &lt;";
const CATALOGUE: &str = "tests/fixtures/poisoned.toml";

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
        for (place, start) in [
            (0, "Averylongname"),
            (1, "<base"),
            (2, "<object"),
            (3, "<iframe"),
        ] {
            catalogue =
                catalogue.replace(&format!("\"{start}"), &format!("\"{place}{MARKUP}{start}"));
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
        for start in ["The ferry", "A timetable", "Half as"] {
            stories = stories.replace(&format!("\"{start}"), &format!("\"{MARKUP}{start}"));
        }
        stage.write("stories.toml", &stories);
        stage.write(
            &format!("{}.toml", MARKUP.replace('/', "")),
            "catalogue = \"poisoned\"\n[answers]\npair = 1\nstatement = 1\nsituation = 3\n",
        );
        for (name, about) in [("one.toml", MARKUP), ("two.toml", "=<script>")] {
            let about = about.replace('\\', "");
            stage.write(name, &format!("catalogue = \"poisoned\"\nabout = '{about}'\n[answers]\npair = 4\nstatement = 2\nsituation = 1\n"));
        }
        stage.write(
            "known.csv",
            "id,role,pair,statement,situation\na,one,4,2,1\nb,two,1,5,3\n",
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
        let notes = serde_json::json!({ "question": "kept-improving", "rating": 3, "notes": { "situation": format!("{MARKUP}\n# {MARKUP}\n| a | b |\n|---|---|\n") } });
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

    /// The runs that write documents, in words but for the form.
    fn documents(&self) -> Vec<Vec<String>> {
        let person = self.path(&format!("{}.toml", MARKUP.replace('/', "")));
        let [one, two, bank, stories] =
            ["one.toml", "two.toml", "bank.toml", "stories.toml"].map(|name| self.path(name));
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        vec![
            words(&["score", &one]),
            words(&["report", &person]),
            words(&["history", "show", "20260301"]),
            words(&["history"]),
            words(&["catalogue", "show", "poisoned"]),
            words(&["catalogue", "list"]),
            words(&["compare", "one", "two", "--with", &one]),
            words(&["compare", "one", "two", "--move", "--with", &one]),
            words(&["compare", "--with", &one, "--with", &person]),
            words(&["team", &one, &person, &two]),
            words(&["simulate", "--catalogue", "poisoned", "--respondents", "20"]),
            words(&[
                "validate",
                "--catalogue",
                "poisoned",
                &self.path("known.csv"),
            ]),
            words(&[
                "prep",
                "--role",
                "product-owner",
                "--questions",
                &bank,
                "--stories",
                &stories,
            ]),
            words(&[
                "prep",
                "--role",
                "product-owner",
                "--questions",
                &bank,
                "--interviewer",
            ]),
            words(&[
                "prep",
                "--role",
                "product-owner",
                "--questions",
                &bank,
                "--brief",
            ]),
            words(&[
                "prep",
                "--role",
                "product-owner",
                "--questions",
                &bank,
                "--move-from",
                "project-manager",
            ]),
            words(&[
                "prep",
                "stories",
                &stories,
                "--role",
                "product-owner",
                "--questions",
                &bank,
            ]),
            words(&["prep", "progress", "--notes", "--questions", &bank]),
        ]
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

#[test]
fn no_text_becomes_markup_in_a_document_and_every_row_has_its_cells() {
    let stage = Stage::new();
    for words in stage.documents() {
        let mut arguments: Vec<&str> = words.iter().map(String::as_str).collect();
        arguments.extend(["--format", "markdown"]);
        let document = stage.printed(&arguments);
        let mut cells = None;
        for line in document.lines() {
            let plain = without_code_and_escapes(line);
            let told = || format!("{arguments:?}: {line}");
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
        assert!(!document.contains("\n\n\n"), "{arguments:?} breaks a block");
    }
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
fn no_page_of_any_command_acts() {
    let stage = Stage::new();
    let one = stage.path("one.toml");
    let prepared = stage.documents().into_iter();
    let prepared: Vec<Vec<String>> = prepared.filter(|words| words[0] == "prep").collect();
    let prepared = prepared
        .iter()
        .map(|words| words.iter().map(String::as_str).collect::<Vec<_>>());
    let others = [
        &["score", &one][..],
        &["report", &one],
        &["history", "show", "20260301"],
        &["catalogue", "show", "poisoned"],
        &["catalogue", "show", &stage.path("poisoned.toml")],
    ];
    for arguments in others.map(<[_]>::to_vec).into_iter().chain(prepared) {
        let page = stage.printed(&[&arguments[..], &["--format", "html"]].concat());
        inert_page(&page);
        assert!(
            page.contains("Content-Security-Policy") && page.contains("default-src 'none'"),
            "{arguments:?}"
        );
    }
}

#[test]
fn every_form_that_a_command_has_is_a_page_or_a_document_that_is_tried_here() {
    // A command that learns to write pages has to be tried above.
    let stage = Stage::new();
    let pages = [
        "score",
        "report",
        "history show",
        "catalogue show",
        "prep",
        "prep progress",
        "prep stories",
    ];
    for run in super::world::printing() {
        let arguments: Vec<&str> = run
            .arguments
            .iter()
            .copied()
            .take_while(|word| *word != "--format")
            .collect();
        let ran = Ran::of(
            &mut stage
                .machine
                .command([&arguments[..], &["--format", "html"]].concat()),
        );
        // Rows, a stream and a file to fill in have one form.
        let rows = ["data/examples/class.csv", "--ndjson", "--new"];
        let many = rows.iter().any(|word| arguments.contains(word));
        assert_eq!(
            ran.code == 0,
            pages.contains(&run.command) && !many,
            "{arguments:?}: {}",
            ran.talk()
        );
    }
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
