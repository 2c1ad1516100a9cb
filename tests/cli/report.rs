//! `rolefit report`, and the page that it and `rolefit score` write.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;

use assert_cmd::Command;
use rustix::process::{Pid, Signal, kill_process};
use scraper::{Html, Node, Selector};
use tempfile::TempDir;

fn rolefit(home: &Path) -> Command {
    let mut command = Command::cargo_bin("rolefit").unwrap();
    command
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("ROLEFIT_HOME", home)
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// What a run came to: exit code, standard output, standard error.
fn run(home: &TempDir, arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let output = rolefit(home.path())
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

const EXAMPLE: &str = "data/examples/between.toml";
const ANOTHER: &str = "data/examples/product-owner.toml";

/// A home in which the example is the latest result.
fn kept() -> TempDir {
    let home = TempDir::new().unwrap();
    let json = run(&home, &["score", EXAMPLE, "--format", "json"], b"").1;
    fs::create_dir(home.path().join("results")).unwrap();
    fs::write(
        home.path().join("results/20260101-120000-0000aa.json"),
        json,
    )
    .unwrap();
    home
}

#[test]
fn a_report_is_what_scoring_gives_in_every_form() {
    let home = TempDir::new().unwrap();
    let json = run(&home, &["score", EXAMPLE, "--format", "json"], b"").1;
    for form in ["text", "markdown", "json", "html"] {
        let scored = run(&home, &["score", EXAMPLE, "--format", form], b"");
        assert_eq!((scored.0, scored.2.as_str()), (0, ""));
        assert_eq!(
            run(&home, &["report", EXAMPLE, "--format", form], b""),
            scored
        );
        // What stood on standard input has no name that a further command could take.
        let answers = fs::read(EXAMPLE).unwrap();
        assert_eq!(
            run(&home, &["report", "-", "--format", form], json.as_bytes()),
            run(&home, &["score", "-", "--format", form], &answers)
        );
    }
}

#[test]
fn one_row_of_a_table_is_reported_as_the_answers_of_one_person_are() {
    let home = TempDir::new().unwrap();
    let class = "data/examples/class.csv";
    let table = fs::read_to_string(class).unwrap();
    let mut lines = table.lines();
    let (head, row) = (lines.next().unwrap(), lines.nth(1).unwrap());
    // The same answers in a file of their own.
    let answers = head.split(',').zip(row.split(',')).skip(1);
    let answers = answers.filter(|(_, cell)| !cell.is_empty());
    let answers: Vec<String> = answers
        .map(|(item, cell)| format!("{item} = {cell}"))
        .collect();
    let answers = answers.join("\n");
    let own = home.path().join("own.toml");
    fs::write(&own, format!("id = \"s02\"\n[answers]\n{answers}")).unwrap();
    for form in ["markdown", "json", "html"] {
        let arguments = |file| ["report", file, "--format", form];
        let want = run(&home, &arguments(own.to_str().unwrap()), b"").1;
        let row = [&arguments(class)[..], &["--id", "s02"]].concat();
        let (code, out, err) = run(&home, &row, b"");
        assert_eq!((code, &*err), (0, ""));
        // What is suggested names a file of one person, and a table is none.
        let told = |text: &str| text.replace(&format!(" --with {}", own.display()), "");
        let told = |text: &str| told(text).replace(&format!(" --result {}", own.display()), "");
        assert_eq!(
            told(&out),
            told(&want).replace("see yourself between the two", "see the two side by side")
        );
    }
    // As a spreadsheet names and separates its columns.
    let export = home.path().join("export.csv");
    fs::write(&export, table.replace(',', ";").replacen("id;", "Who;", 1)).unwrap();
    let export = export.to_str().unwrap();
    let row = [
        "report",
        export,
        "--id",
        "s02",
        "--id-column",
        "Who",
        "--delimiter",
        ";",
    ];
    assert_eq!(
        run(&home, &row, b"").1,
        run(&home, &["report", class, "--id", "s02"], b"").1
    );
}

#[test]
fn whose_row_is_meant_is_asked_for_with_the_command_that_works() {
    let home = TempDir::new().unwrap();
    let class = "data/examples/class.csv";
    for (arguments, code, said) in [
        (
            &["report", class][..],
            2,
            &[
                "holds 6 people, and a report is of one",
                "`rolefit report data/examples/class.csv --id s01`",
                "in it are `s01`, `s02`",
            ][..],
        ),
        (
            &["report", class, "--format", "markdown"],
            2,
            &["`rolefit report data/examples/class.csv --id s01 --format markdown`"],
        ),
        (
            &["report", class, "--id", "S02"],
            3,
            &["there is no `S02` in", "did you mean `s02`?"],
        ),
        (
            &["report", EXAMPLE, "--id", "s02"],
            2,
            &["`--id` is for a row of a table"],
        ),
        (
            &["report", EXAMPLE, "--delimiter", ";"],
            2,
            &["`--delimiter` is for a row"],
        ),
    ] {
        let (got, out, err) = run(&home, arguments, b"");
        assert_eq!((got, &*out), (code, ""), "{err}");
        for what in said {
            assert!(err.contains(what), "{err}");
        }
    }
    let twice = home.path().join("twice.csv");
    fs::write(&twice, "id,six-or-one\na,1\na,2\n").unwrap();
    let (code, _, err) = run(
        &home,
        &["report", twice.to_str().unwrap(), "--id", "a"],
        b"",
    );
    assert_eq!(code, 3);
    assert!(
        err.contains("stands twice in") && err.contains("lines 2 and 3"),
        "{err}"
    );
    // An id goes before the number of a line, and is found with the blanks that it has and without them.
    let blank = home.path().join("blank.ndjson");
    fs::write(&twice, "id,six-or-one\n3,1\n,4\n").unwrap();
    let of = |id| format!("{{\"id\": \"{id}\", \"answers\": {{\"six-or-one\": 1}}}}\n");
    fs::write(&blank, of("a ") + &of(" b")).unwrap();
    for (file, id) in [
        (&twice, "3"),
        (&blank, "a "),
        (&blank, "a"),
        (&blank, " b"),
        (&blank, "b"),
    ] {
        let (code, _, err) = run(&home, &["report", file.to_str().unwrap(), "--id", id], b"");
        assert_eq!(code, 0, "{id:?}: {err}");
    }
    // Blanks around it make no other id.
    fs::write(&blank, of("a ") + &of("a")).unwrap();
    let (code, _, err) = run(
        &home,
        &["report", blank.to_str().unwrap(), "--id", "a"],
        b"",
    );
    assert_eq!(code, 3, "{err}");
    assert!(err.contains("stands twice in"), "{err}");
    // A table of one needs no id, and without ids the number of the line names a row.
    fs::write(&twice, "six-or-one\n1\n2\n").unwrap();
    assert_eq!(
        run(
            &home,
            &["report", twice.to_str().unwrap(), "--id", "3"],
            b""
        )
        .0,
        0
    );
    fs::write(&twice, "six-or-one\n1\n").unwrap();
    let (code, alone, _) = run(
        &home,
        &["report", twice.to_str().unwrap(), "--format", "html"],
        b"",
    );
    assert_eq!(code, 0);
    // Whoever is alone and has no name is called by none.
    let own = home.path().join("own.toml");
    fs::write(&own, "[answers]\nsix-or-one = 1\n").unwrap();
    let own = ["report", own.to_str().unwrap(), "--format", "html"];
    assert_eq!(run(&home, &own, b"").1, alone);
}

#[test]
fn whoever_has_no_id_goes_by_a_line_that_is_nobody_elses_id() {
    let home = TempDir::new().unwrap();
    let twice = home.path().join("twice.csv");
    fs::write(&twice, "id,six-or-one\n3,1\n,4\nx,2\n").unwrap();
    let report = ["report", twice.to_str().unwrap(), "--format", "json"];
    let (_, _, err) = run(&home, &report, b"");
    assert!(err.contains("in it are `3`, `line 3`, `x`"), "{err}");
    let of = |id| {
        let one = [&report[..], &["--id", id]].concat();
        run(&home, &one, b"").1
    };
    assert_eq!(
        (run(&home, &report, b"").0, of("line 3").is_empty()),
        (2, false)
    );
    assert_ne!(of("3"), of("line 3"));
    fs::write(&twice, "id,six-or-one\nline 3,1\n,4\n").unwrap();
    let (_, _, err) = run(&home, &report, b"");
    assert!(
        err.contains("in it are `line 3`, `line 3, without an id`"),
        "{err}"
    );
    assert_ne!(of("line 3"), of("line 3, without an id"));
    assert!(!of("line 3, without an id").is_empty());
}

#[test]
fn a_dash_as_output_is_standard_output() {
    let home = TempDir::new().unwrap();
    let (_, want, _) = run(&home, &["score", EXAMPLE], b"");
    let (code, out, err) = run(&home, &["score", EXAMPLE, "-o", "-"], b"");
    assert_eq!((code, out, &*err), (0, want, ""));
    assert!(!Path::new("-").exists());
    let (code, ..) = run(&home, &["simulate", "--write-answers", "-"], b"");
    assert_eq!(code, 2);
    let export = ["history", "export", "-o", "export.ndjson"];
    let (code, _, err) = run(&home, &export, b"");
    assert_eq!(code, 4);
    assert!(err.contains("so nothing was written"), "{err}");
}

#[test]
fn a_result_that_was_changed_is_told_in_whatever_white_space_it_is_written() {
    let home = kept();
    let (_, sealed, _) = run(
        &home,
        &["history", "show", "latest", "--format", "json"],
        b"",
    );
    let (_, printed, _) = run(&home, &["score", EXAMPLE, "--format", "json"], b"");
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let refused = |text: &str, why: &str| {
        for command in [&["report", "-"][..], &["score", "-"]] {
            let (code, out, err) = run(&home, command, text.as_bytes());
            assert_eq!((code, &*out), (3, ""), "{err}");
            assert!(err.contains(why), "{why}: {err}");
        }
    };
    let kept = rolefit::session::sealed(&printed);
    assert!(kept.contains("checksum"));
    for text in [
        kept.replace('\n', "\r\n"),
        value(&kept).to_string(),
        kept.replace("  ", "\t"),
    ] {
        assert_eq!(run(&home, &["report", "-"], text.as_bytes()).0, 0);
        let answered = text
            .replace("\"rank\": 2", "\"rank\": 3")
            .replace("\"rank\":2", "\"rank\":3");
        assert_ne!(answered, text);
        refused(&answered, "checksum does not fit");
    }
    for text in [sealed, printed] {
        let mut one = value(&text);
        one.as_object_mut().unwrap().remove("checksum");
        assert_eq!(
            run(&home, &["report", "-"], one.to_string().as_bytes()).0,
            0
        );
        let mut other = one.clone();
        let responses = other["responses"].as_array_mut().unwrap();
        let first = responses[0]["response"].clone();
        let differs = (1..responses.len())
            .find(|at| responses[*at]["response"] != first)
            .unwrap();
        responses[0]["response"] = responses[differs]["response"].clone();
        responses[differs]["response"] = first;
        refused(&other.to_string(), "not those of its answer string");
        one["answered"] = 1.into();
        refused(
            &one.to_string(),
            "it contradicts itself: it says that 1 item was",
        );
    }
}

#[test]
fn the_ending_of_the_file_chooses_the_page() {
    let home = TempDir::new().unwrap();
    let page = run(&home, &["score", EXAMPLE, "--format", "html"], b"").1;
    for name in ["me.html", "me.htm"] {
        let file = home.path().join(name);
        let (code, stdout, _) = run(
            &home,
            &["report", EXAMPLE, "-o", file.to_str().unwrap()],
            b"",
        );
        assert_eq!((code, stdout.as_str()), (0, ""));
        assert_eq!(fs::read_to_string(file).unwrap(), page);
    }
}

#[test]
fn without_a_name_the_latest_result_is_reported_and_named() {
    let home = kept();
    let (code, stdout, stderr) = run(&home, &["report"], b"");
    assert_eq!(code, 0);
    assert_eq!(stderr, "from your latest result, 20260101-120000-0000aa\n");
    assert!(stdout.contains(" --with latest\n"), "{stdout}");
    let (_, scored, _) = run(&home, &["score", EXAMPLE], b"");
    assert!(!scored.contains("latest"), "{scored}");
}

#[test]
fn without_any_result_there_is_nothing_to_report() {
    let home = TempDir::new().unwrap();
    let (code, stdout, stderr) = run(&home, &["report"], b"");
    assert_eq!((code, stdout.as_str()), (4, ""));
    insta::assert_snapshot!(stderr, @r"
    error: no result about yourself is kept yet
    help: `rolefit` asks and keeps one; `rolefit history` lists what is kept
    help: or name a result or an answers file, or - for standard input
    ");
}

#[test]
fn only_a_result_that_is_missing_is_a_missing_argument() {
    let home = TempDir::new().unwrap();
    let catalogue = home.path().join("broken.toml");
    fs::write(&catalogue, "[catalogue]\n").unwrap();
    let arguments = ["report", "--catalogue", catalogue.to_str().unwrap()];
    let (code, stdout, stderr) = run(&home, &arguments, b"");
    assert_eq!((code, stdout.as_str()), (3, ""), "{stderr}");
    assert!(!stderr.contains("or name a result"), "{stderr}");
    fs::write(home.path().join("results"), "no folder").unwrap();
    let (code, stdout, stderr) = run(&home, &["report"], b"");
    assert_eq!((code, stdout.as_str()), (4, ""), "{stderr}");
}

#[test]
fn what_was_never_a_result_has_one_fault_and_what_could_be_one_a_remedy() {
    let home = TempDir::new().unwrap();
    let foreign = "this is no rolefit result or answers file";
    let result = run(&home, &["score", EXAMPLE, "--format", "json"], b"").1;
    let line = result.replace('\n', " ");
    let other = result.replace("\"product-roles\"", "\"small-team\"");
    let other = other.replace("product-roles@", "small-team@");
    for (text, message, help) in [
        (
            "{\"name\": \"x\", \"dependencies\": {}}",
            foreign,
            "rolefit form",
        ),
        (
            "{\"schema\": \"https://json-schema.org\"}",
            foreign,
            "rolefit form",
        ),
        ("[1, 2, 3]", foreign, "rolefit form"),
        ("[1]", foreign, "rolefit form"),
        (
            "{\"schema\": \"rolefit/assessment@2\"}",
            "a newer rolefit has written it",
            "update rolefit",
        ),
        (&result[..result.len() / 2], "ends too early", "cut short"),
        (
            &format!("{line}\n{line}\n"),
            "several results or people in it",
            "rolefit score --input ndjson",
        ),
        (
            &other,
            "for catalogue `small-team`, not `product-roles`",
            "`--catalogue small-team` reads",
        ),
    ] {
        // `small-team` is found by the answers themselves unless another one is asked for.
        let asked = ["report", "-", "--catalogue", "product-roles"];
        let (code, stdout, stderr) = run(&home, &asked, text.as_bytes());
        assert_eq!((code, stdout.as_str()), (3, ""), "{stderr}");
        let lines: Vec<&str> = stderr.lines().collect();
        assert_eq!(lines.len(), 3, "{stderr}");
        assert!(lines[0].contains(message), "{stderr}");
        assert!(
            lines[1].starts_with("help: ") && lines[1].contains(help),
            "{stderr}"
        );
        assert_eq!(
            lines[2],
            "error: 1 fault in standard input; nothing was reported"
        );
    }
}

#[test]
fn a_report_never_replaces_the_result_that_it_is_about() {
    let home = kept();
    let file = home.path().join("results/20260101-120000-0000aa.json");
    let before = fs::read_to_string(&file).unwrap();
    let name = file.to_str().unwrap();
    for arguments in [
        &["report", name, "-o", name][..],
        &["report", "-o", name],
        &["history", "show", "-o", name],
        &["prep", "--result", "latest", "-o", name],
        &["team", "latest", ANOTHER, "-o", name],
        &[
            "compare",
            "product-owner",
            "project-manager",
            "--with",
            "2026",
            "-o",
            name,
        ],
    ] {
        let (code, _, stderr) = run(&home, arguments, b"");
        assert_eq!(code, 2);
        assert!(stderr.contains("would replace"), "{stderr}");
        assert_eq!(fs::read_to_string(&file).unwrap(), before);
    }
}

#[test]
fn what_the_ending_does_not_say_is_refused_and_what_is_written_is_told() {
    let home = TempDir::new().unwrap();
    let file = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
    for (command, page) in [
        (&["report", EXAMPLE][..], true),
        (&["score", EXAMPLE], true),
        (&["catalogue", "show"], true),
        (&["compare"], true),
        (&["team", EXAMPLE, ANOTHER], true),
        (&["history"], true),
        (&["prep", "--role", "product-owner"], true),
    ] {
        let pdf = file("result.pdf");
        let (code, stdout, stderr) = run(&home, &[command, &["-o", &pdf]].concat(), b"");
        assert_eq!((code, stdout.as_str()), (2, ""), "{command:?}: {stderr}");
        assert!(stderr.starts_with(&format!(
            "error: `{pdf}` ends in `.pdf`, which names no form\nhelp: known are .txt"
        )));
        assert_eq!(stderr.contains(".html"), page, "{stderr}");
        assert!(!Path::new(&pdf).exists());
        for (name, start) in [
            ("plain", "\n"),
            ("plain.TXT", "\n"),
            ("data.JSON", "{"),
            ("page.md", "#"),
        ] {
            let name = file(name);
            let (code, _, stderr) = run(&home, &[command, &["-o", &name]].concat(), b"");
            assert_eq!(code, 0, "{stderr}");
            let how = if name.rsplit('.').next() == Some("html") {
                ", which a browser opens"
            } else {
                ""
            };
            let told = stderr.ends_with(&format!("written to `{name}`{how}\n"));
            // A filter in a script is silent.
            assert_eq!(told, command[0] != "score", "{stderr}");
            let written = fs::read_to_string(&name).unwrap();
            // No result gives way to one of other answers.
            fs::remove_file(&name).unwrap();
            assert!(
                written.starts_with(start) || start == "\n" && !written.starts_with(['{', '#'])
            );
        }
        let (code, ..) = run(
            &home,
            &[command, &["-o", &pdf, "--format", "json"]].concat(),
            b"",
        );
        assert_eq!(code, 0);
        assert!(fs::read_to_string(&pdf).unwrap().starts_with('{'));
        fs::remove_file(pdf).unwrap();
    }
    let rows = file("rows.pdf");
    let (code, _, stderr) = run(
        &home,
        &["score", "data/examples/class.csv", "-o", &rows],
        b"",
    );
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("no form that ends in `.pdf`"), "{stderr}");
}

#[test]
fn an_unknown_ending_is_told_before_that_a_name_has_no_place() {
    let home = TempDir::new().unwrap();
    let arguments = ["report", EXAMPLE, "--name", "Ana", "-o", "result.pdf"];
    let (code, _, stderr) = run(&home, &arguments, b"");
    assert_eq!(code, 2);
    assert!(
        stderr.contains("ends in `.pdf`, which names no form"),
        "{stderr}"
    );
    assert!(stderr.contains(".html (a page)"), "{stderr}");
}

#[test]
fn the_help_of_a_command_lists_the_forms_that_it_writes() {
    let every = &["text", "markdown", "json", "html"][..];
    for (command, forms) in [
        ("", every),
        ("take", every),
        ("score", every),
        ("report", every),
        ("history show", every),
        ("catalogue show", every),
        ("compare", every),
        ("team", every),
        ("history", every),
        ("history list", every),
        ("prep", every),
        ("prep stories", every),
        ("simulate", every),
        ("validate", every),
        ("calibrate", every),
        ("prep check", &["text", "json"]),
        ("catalogue check", &["text", "json"]),
        ("form", &["text", "markdown", "html"]),
        ("history export", &[]),
        ("man", &[]),
    ] {
        assert_eq!(crate::shell::forms(command), forms, "{command}");
    }
}

#[test]
fn commands_without_a_page_say_so() {
    let home = TempDir::new().unwrap();
    for (arguments, what) in [
        (
            &["catalogue", "check", "tests/fixtures/minimal.toml"][..],
            "a check",
        ),
        (&["prep", "check"], "a check"),
        (&["prep", "practice", "--list"], "practice"),
    ] {
        for chosen in [&["--format", "html"][..], &["-o", "nowhere.html"]] {
            let (code, stdout, stderr) = run(&home, &[arguments, chosen].concat(), b"");
            assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?} {stderr}");
            let want = format!("error: {what} has no HTML form\nhelp: it has text");
            assert!(stderr.starts_with(&want), "{arguments:?}: {stderr}");
        }
    }
    let arguments = ["score", "data/examples/class.csv", "-o", "nowhere.html"];
    let (code, stdout, stderr) = run(&home, &arguments, b"");
    assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
    assert!(!Path::new("nowhere.html").exists());
}

#[test]
fn a_page_tells_whose_it_is_and_of_which_day() {
    let home = TempDir::new().unwrap();
    let example = "data/examples/between.toml";
    let named = ["report", example, "--name", "Ana <B>", "--format", "html"];
    let (code, page, _) = run(&home, &named, b"");
    assert_eq!(code, 0);
    let page = Html::parse_document(&page);
    let label = Selector::parse("p.label").unwrap();
    let text: String = page.select(&label).flat_map(|one| one.text()).collect();
    assert_eq!(text, "Ana <B>");
    let title = Selector::parse("title").unwrap();
    let title: String = page.select(&title).flat_map(|one| one.text()).collect();
    assert!(title.starts_with("Ana <B>: You are between"), "{title}");
    // A result that was kept has its day, whatever the day is on which it is reported.
    let (_, result, _) = run(&home, &["score", example, "--format", "json"], b"");
    let results = home.path().join("results");
    fs::create_dir_all(&results).unwrap();
    fs::write(results.join("20260131-180000-abcdef.json"), result).unwrap();
    let (code, document, _) = run(&home, &["report", "--format", "markdown"], b"");
    assert_eq!(code, 0);
    assert!(document.contains("\n31 January 2026 (UTC)\n"), "{document}");
    // Text has no place for a name, and says so rather than leave it out.
    let (code, _, stderr) = run(&home, &["report", example, "--name", "Ana"], b"");
    assert_eq!(code, 2, "{stderr}");
}

/// What a page must never hold, whatever the catalogue says.
const ACTIVE: [&str; 20] = [
    "script",
    "iframe",
    "object",
    "embed",
    "link",
    "img",
    "form",
    "input",
    "button",
    "base",
    "a",
    "video",
    "math",
    "template",
    "details[open]",
    "details[ontoggle]",
    "[href]",
    "[src]",
    "[style]",
    "meta[http-equiv=refresh]",
];

#[test]
fn a_poisoned_catalogue_and_a_poisoned_name_give_an_inert_page() {
    let home = TempDir::new().unwrap();
    let poisoned = "tests/fixtures/poisoned.toml";
    let score = ["score", "-", "--format", "html", "--catalogue", poisoned];
    let name = "</h1><script>document.title='poisoned'</script><b x=\"";
    for about in [None, Some(name)] {
        let answers = serde_json::json!({
            "catalogue": "poisoned",
            "about": about.unwrap_or_default(),
            "answers": { "pair": 1, "statement": 2, "situation": 1 },
        });
        let mut answers = answers.as_object().unwrap().clone();
        if about.is_none() {
            answers.remove("about");
        }
        let input = serde_json::to_vec(&answers).unwrap();
        let (code, written, _) = run(&home, &score, &input);
        assert_eq!(code, 0);
        inert(&written, poisoned, about);
    }
}

/// Returns a page, which can do nothing: it runs, loads and links to nothing, and hides no comment.
#[track_caller]
pub(crate) fn inert_page(written: &str) -> Html {
    inert_but_for(written, &[])
}

/// Returns a page as [`inert_page`] does that may hold these elements.
#[track_caller]
pub(crate) fn inert_but_for(written: &str, elements: &[&str]) -> Html {
    let page = Html::parse_document(written);
    assert_eq!(page.errors.len(), 0, "{:?}", page.errors);
    let active = ACTIVE.into_iter().filter(|one| !elements.contains(one));
    let active = Selector::parse(&active.collect::<Vec<_>>().join(", ")).unwrap();
    let active = page.select(&active);
    assert_eq!(active.map(|one| one.html()).collect::<Vec<_>>(), [""; 0]);
    for node in page.tree.nodes() {
        assert!(!node.value().is_comment());
        if let Node::Element(element) = node.value() {
            for (name, _) in element.attrs() {
                assert!(!name.starts_with("on"), "{name}");
            }
        }
    }
    let styles: String = page
        .select(&Selector::parse("style").unwrap())
        .flat_map(|style| style.text())
        .collect();
    assert!(!styles.contains("poison") && !styles.contains("url(") && !styles.contains("@import"));
    page
}

/// Asserts that a page can do nothing, and that the texts of its catalogue and the name stand on it as texts.
#[track_caller]
fn inert(written: &str, poisoned: &str, about: Option<&str>) {
    let page = inert_page(written);
    // The texts are there all the same, as texts.
    let body: String = page.root_element().text().collect();
    let catalogue: toml::Table = fs::read_to_string(poisoned).unwrap().parse().unwrap();
    let mut shown = vec![&catalogue["title"], &catalogue["basis"]];
    for role in catalogue["role"].as_array().unwrap() {
        shown.extend([&role["name"], &role["letter"]]);
    }
    for one in catalogue["trait"].as_array().unwrap() {
        shown.extend([&one["low"], &one["high"]]);
    }
    for text in shown {
        let text = text.as_str().unwrap();
        assert!(body.contains(text.trim()), "{text} is not in {body}");
    }
    assert!(about.is_none_or(|name| body.contains(name)), "{body}");
}

#[test]
fn a_file_that_is_called_as_a_kept_result_is_told_to_be_taken_in_place_of_it() {
    let home = kept();
    fs::copy(EXAMPLE, home.path().join("2026")).unwrap();
    fs::copy(EXAMPLE, home.path().join("mine")).unwrap();
    fs::copy(EXAMPLE, home.path().join("latest")).unwrap();
    let report = |name: &str| {
        let mut command = rolefit(home.path());
        let command = command.args(["report", name, "--format", "json"]);
        let ran = command.current_dir(home.path()).output().unwrap();
        assert!(ran.status.success());
        String::from_utf8(ran.stderr).unwrap()
    };
    let told = report("latest");
    assert!(
        told.starts_with("note: `latest` is taken for the file of that name; "),
        "{told}"
    );
    assert_eq!(report("./latest"), "");
    let told = report("2026");
    assert!(
        told.starts_with("note: `2026` is taken for the file of that name; more of its id names the kept result 2026"),
        "{told}"
    );
    assert_eq!(report("mine"), "");
}

#[test]
fn a_page_of_each_of_several_people_goes_into_a_folder_and_replaces_none() {
    let home = TempDir::new().unwrap();
    let folder = home.path().join("pages");
    let to = folder.to_str().unwrap();
    let class = "data/examples/class.csv";
    let empty = home.path().join("more.csv");
    let odd = "Ben \u{202e}!";
    let rows = format!("id,six-or-one\ns01,2\n{odd},1\nnobody,\n");
    fs::write(&empty, rows).unwrap();
    let each = [
        "report",
        class,
        empty.to_str().unwrap(),
        EXAMPLE,
        "--each",
        "-o",
        to,
    ];
    let (code, out, err) = run(&home, &each, b"");
    assert_eq!((code, &*out), (0, ""), "{err}");
    assert!(
        err.contains("`nobody` in ") && err.contains("has answered nothing"),
        "{err}"
    );
    let stem = Path::new(EXAMPLE).file_stem().unwrap().to_str().unwrap();
    // Whose page is whose is told, and nothing steers the terminal.
    let told = ["s01", "s02", "s03", "s04", "s05"].map(|id| (id, id.to_owned()));
    let odd = (r"Ben \u{202e}!", "more-line-3".to_owned());
    let more = [("s01", "s01-2".to_owned()), odd, (stem, stem.to_owned())];
    let told = told.into_iter().chain(more);
    let told = told.map(|(who, page)| format!("{who}: `{to}/{page}.html`\n"));
    let told: String = told.collect();
    assert!(err.contains(&told), "{err}\nlacks\n{told}");
    assert!(err.contains("8 pages written to"), "{err}");
    let page = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    // Each is what it is alone; who is called as somebody before has a number, and who has no name is called by the file.
    let alone = ["report", class, "--id", "s02", "--format", "html"];
    assert_eq!(page("s02.html"), run(&home, &alone, b"").1);
    assert!(page("s01-2.html").contains("s01"));
    let alone = ["report", EXAMPLE, "--name", stem, "--format", "html"];
    assert_eq!(page(&format!("{stem}.html")), run(&home, &alone, b"").1);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 8);

    // Two of one name are told, also where the page of the first is there already.
    assert!(err.contains("note: two are called s01;"), "{err}");
    fs::remove_file(folder.join("s01-2.html")).unwrap();
    let (code, _, err) = run(&home, &each, b"");
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("note: two are called s01;"), "{err}");
    // What came later is added; a page that is another one is not replaced, and that it was left is told last.
    let second = folder.join("s02.html");
    fs::remove_file(&second).unwrap();
    let (code, _, err) = run(&home, &each, b"");
    assert_eq!(code, 0, "{err}");
    let told = format!("s02: `{to}/s02.html`\n1 page written to `{to}`; 7 pages there already\n");
    assert!(err.ends_with(&told), "{err}");
    fs::remove_file(&second).unwrap();
    fs::write(folder.join("s04.html"), "mine").unwrap();
    let (code, _, err) = run(&home, &each, b"");
    assert_eq!(code, 4);
    let told = format!(
        "s02: `{to}/s02.html`\n1 page written to `{to}`; 6 pages there already\nerror: `{to}/s04.html` is already there \
         and would be another page now, by other answers or another version; it was left\n"
    );
    assert!(err.contains(&told), "{err}");
    assert!(second.exists());
    assert_eq!(page("s04.html"), "mine");
}

#[test]
fn pages_of_each_are_refused_whole_where_something_is_wrong() {
    let home = TempDir::new().unwrap();
    let folder = home.path().join("pages");
    let to = folder.to_str().unwrap();
    let class = "data/examples/class.csv";
    let faulty = home.path().join("faulty.toml");
    fs::write(&faulty, "[answers]\nnothing = 1\n").unwrap();
    let silent = home.path().join("silent.csv");
    fs::write(&silent, "id,six-or-one\nana,\nben,\n").unwrap();
    fs::create_dir(home.path().join("results")).unwrap();
    let store = home.path().join("results/pages");
    for (arguments, code, said) in [
        (
            &[EXAMPLE, "--each", "-o", to, "--delimiter", ";"][..],
            2,
            "`--delimiter` is for CSV",
        ),
        (
            &[
                class,
                "--each",
                "-o",
                to,
                "--id-column",
                "id",
                "--ignore-columns",
                "id",
            ],
            2,
            "the column `id` is read",
        ),
        (
            &["-", "-", "--each", "-o", to],
            2,
            "standard input can be read only once",
        ),
        (
            &["-", "--each", "-o", to, "--catalogue", "-"],
            2,
            "standard input can be read only once",
        ),
        (
            &[silent.to_str().unwrap(), "--each", "-o", to],
            3,
            "nobody in ",
        ),
        (
            &[class, "--each", "-o", store.to_str().unwrap()],
            2,
            "is where rolefit keeps what is yours",
        ),
    ] {
        let arguments = [&["report"], arguments].concat();
        let (got, out, err) = run(&home, &arguments, b"");
        assert_eq!((got, &*out), (code, ""), "{arguments:?}: {err}");
        assert!(err.contains(said), "{arguments:?}: {err}");
        assert!(!folder.exists() && !store.exists());
    }
    for (arguments, code, said) in [
        (
            &["report", class, EXAMPLE][..],
            2,
            "a report is of one person",
        ),
        (&["report", class, "--each"], 2, "no folder is named"),
        (
            &["report", "--each", "-o", to],
            2,
            "nobody's answers are named",
        ),
        (
            &["report", EXAMPLE, EXAMPLE, "--each", "-o", to],
            2,
            "are the same file",
        ),
        (
            &[
                "report",
                class,
                faulty.to_str().unwrap(),
                "--each",
                "-o",
                to,
            ],
            3,
            "no page was written",
        ),
        (
            &["report", class, "--each", "-o", faulty.to_str().unwrap()],
            4,
            "could not make",
        ),
    ] {
        let (got, out, err) = run(&home, arguments, b"");
        assert_eq!((got, &*out), (code, ""), "{arguments:?}: {err}");
        assert!(err.contains(said), "{arguments:?}: {err}");
        assert!(!folder.exists());
    }
}

#[test]
fn what_is_no_name_stands_on_no_page_of_each() {
    let home = TempDir::new().unwrap();
    let folder = home.path().join("pages");
    let to = folder.to_str().unwrap();
    let answers = fs::read(EXAMPLE).unwrap();
    let kept = "20260301-120000-123456";
    let copy = home.path().join(format!("{kept}.toml"));
    fs::write(&copy, &answers).unwrap();
    let lines = home.path().join("lines.csv");
    fs::write(&lines, "six-or-one\n2\n1\n").unwrap();
    let alone = home.path().join("alone.csv");
    fs::write(&alone, "six-or-one\n2\n").unwrap();
    let files = [&copy, &lines, &alone].map(|path| path.to_str().unwrap());
    let each = [&["report", "-"], &files[..], &["--each", "-o", to]].concat();
    let (code, _, err) = run(&home, &each, &answers);
    assert_eq!(code, 0, "{err}");
    let page = |name: &str| fs::read_to_string(folder.join(format!("{name}.html"))).unwrap();
    // Nobody is named where nobody has a name.
    let nameless = run(&home, &["report", "-", "--format", "html"], &answers).1;
    assert_eq!(page("result"), nameless);
    assert_eq!(page(kept), nameless);
    let title = |page: &str| page.split("</title>").next().unwrap().to_owned();
    let one = run(&home, &["report", files[2], "--format", "html"], b"").1;
    assert_eq!(page("alone-line-2"), one);
    assert_eq!(title(&page("lines-line-2")), title(&one));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 5);
    // Whoever was alone has no second page when another follows.
    fs::write(&alone, "six-or-one\n2\n1\n").unwrap();
    let (code, _, err) = run(&home, &each, &answers);
    assert!(code == 0 && err.contains("1 page written to"), "{err}");
}

#[test]
fn no_page_of_each_is_left_by_a_signal_before_all_are_there() {
    let home = TempDir::new().unwrap();
    let (table, folder) = (home.path().join("many.csv"), home.path().join("pages"));
    let class = fs::read_to_string("data/examples/class.csv").unwrap();
    let mut lines = class.lines();
    let (head, row) = (lines.next().unwrap(), lines.next().unwrap());
    let (_, answers) = row.split_once(',').unwrap();
    let rows: Vec<String> = (0..400).map(|at| format!("p{at},{answers}")).collect();
    fs::write(&table, format!("{head}\n{}\n", rows.join("\n"))).unwrap();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_rolefit"))
        .args(["report", table.to_str().unwrap(), "--each", "-o"])
        .arg(&folder)
        .env("ROLEFIT_HOME", home.path())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let pages = || fs::read_dir(&folder).map_or(0, Iterator::count);
    while pages() == 0 {
        assert_eq!(
            child.try_wait().unwrap(),
            None,
            "it ended before a page was there"
        );
        std::thread::yield_now();
    }
    let process = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process(process, Signal::TERM).unwrap();
    assert_eq!(child.wait().unwrap().signal(), Some(15));
    assert!(!folder.exists(), "{} pages are left", pages());
}

#[test]
fn pages_of_each_are_taken_back_where_one_cannot_be_written() {
    let home = TempDir::new().unwrap();
    let table = home.path().join("two.csv");
    let class = fs::read_to_string("data/examples/class.csv").unwrap();
    let mut lines = class.lines();
    let (head, large) = (lines.next().unwrap(), lines.next().unwrap());
    // Who has answered one question has the smaller page.
    let (_, answers) = large.split_once(',').unwrap();
    let (first, rest) = answers.split_once(',').unwrap();
    let small = format!("small,{first}{}", ",".repeat(rest.matches(',').count() + 1));
    fs::write(&table, format!("{head}\n{small}\n{large}\n")).unwrap();
    let table = table.to_str().unwrap();
    let size = |id| {
        let form = ["report", table, "--id", id, "--format", "json"];
        run(&home, &form, b"").1.len()
    };
    let (small, large) = (size("small"), size("s01"));
    let blocks = large / 512;
    assert!(small <= blocks * 512, "{small} and {large}");
    let run = |folder: &Path| {
        let output = std::process::Command::new("sh")
            .args(["-c", &format!("ulimit -f {blocks}; exec \"$0\" \"$@\"")])
            .args([env!("CARGO_BIN_EXE_rolefit"), "report", table, "--each"])
            .args(["--format", "json", "-o", folder.to_str().unwrap()])
            .env("ROLEFIT_HOME", home.path())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(4), "{said}");
        assert!(said.contains("s01.json`: "), "{said}");
        assert!(
            said.contains("the page written before it was removed again"),
            "{said}"
        );
    };
    let folder = home.path().join("pages");
    run(&folder);
    assert!(!folder.exists());
    fs::create_dir(&folder).unwrap();
    run(&folder);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}
