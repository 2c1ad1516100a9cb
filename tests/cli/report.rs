//! `rolefit report`, and the page that it and `rolefit score` write.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
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
        assert_eq!(
            run(&home, &["report", "-", "--format", form], json.as_bytes()),
            scored
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
    assert!(stdout.contains("rolefit report -o result.html"), "{stdout}");
    let (_, scored, _) = run(&home, &["score", EXAMPLE], b"");
    assert!(!scored.contains("rolefit report"), "{scored}");
}

#[test]
fn without_any_result_there_is_nothing_to_report() {
    let home = TempDir::new().unwrap();
    let (code, stdout, stderr) = run(&home, &["report"], b"");
    assert_eq!((code, stdout.as_str()), (2, ""));
    insta::assert_snapshot!(stderr, @r"
    error: no result of `product-roles` is kept here
    help: name a result or an answers file, or - for standard input
    help: `rolefit` asks, and keeps the result
    ");
}

#[test]
fn a_report_never_replaces_the_result_that_it_is_about() {
    let home = kept();
    let file = home.path().join("results/20260101-120000-0000aa.json");
    let before = fs::read_to_string(&file).unwrap();
    let name = file.to_str().unwrap();
    for arguments in [
        &["report", name, "-o", name][..],
        &["report", "-o", name][..],
    ] {
        let (code, _, stderr) = run(&home, arguments, b"");
        assert_eq!(code, 2);
        assert!(stderr.contains("would replace"), "{stderr}");
        assert_eq!(fs::read_to_string(&file).unwrap(), before);
    }
}

#[test]
fn commands_without_a_page_say_so() {
    let home = TempDir::new().unwrap();
    for (arguments, what) in [
        (&["catalogue", "list"][..], "a list"),
        (
            &["catalogue", "check", "tests/fixtures/minimal.toml"],
            "a check",
        ),
        (&["simulate"], "a simulation"),
        (
            &["compare", "product-owner", "product-manager"],
            "a comparison",
        ),
        (
            &["compare", "--with", EXAMPLE, "--with", ANOTHER],
            "a comparison",
        ),
        (&["team", EXAMPLE, ANOTHER], "a team"),
        (&["history"], "a list"),
        (&["prep", "--role", "product-owner"], "a plan"),
        (&["prep", "check"], "a check"),
        (&["prep", "practice", "--list"], "practice"),
        (&["prep", "progress"], "progress"),
    ] {
        for chosen in [&["--format", "html"][..], &["-o", "nowhere.html"]] {
            let (code, stdout, stderr) = run(&home, &[arguments, chosen].concat(), b"");
            assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?} {stderr}");
            let want = format!("error: {what} has no HTML form\nhelp: it has text");
            assert!(stderr.starts_with(&want), "{arguments:?}: {stderr}");
        }
    }
    for arguments in [
        &["score", "data/examples/class.csv", "-o", "nowhere.html"][..],
        &["form", "-o", "nowhere.html"],
    ] {
        let (code, stdout, stderr) = run(&home, arguments, b"");
        assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
    }
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
    assert!(document.contains("\n31 January 2026\n"), "{document}");
    // Text has no place for a name, and says so rather than leave it out.
    let (code, _, stderr) = run(&home, &["report", example, "--name", "Ana"], b"");
    assert_eq!(code, 2, "{stderr}");
}

/// What a page must never hold, whatever the catalogue says.
const ACTIVE: &str = "script, iframe, object, embed, link, img, form, input, button, base, a, video, math, template, \
                      details, [href], [src], [style], meta[http-equiv=refresh]";

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

/// Asserts that a page can do nothing, and that the texts of its catalogue and the name stand on it as texts.
#[track_caller]
fn inert(written: &str, poisoned: &str, about: Option<&str>) {
    let page = Html::parse_document(written);
    assert_eq!(page.errors.len(), 0, "{:?}", page.errors);
    let active = Selector::parse(ACTIVE).unwrap();
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
    assert!(!styles.contains("poison"));
    // The texts are there all the same, as texts.
    let body: String = page.root_element().text().collect();
    let catalogue: toml::Table = fs::read_to_string(poisoned).unwrap().parse().unwrap();
    let mut shown = vec![&catalogue["title"], &catalogue["basis"]];
    for role in catalogue["role"].as_array().unwrap() {
        shown.extend([&role["name"], &role["short"], &role["letter"]]);
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
