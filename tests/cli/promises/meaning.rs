//! Every report says in every form what it is for and what not, how far its numbers are validated and how sure they are,
//! how much was answered, and by which catalogue.

use std::fs;

use scraper::Html;
use serde_json::Value;

use super::world::{Machine, REPOSITORY, Ran};

const BETWEEN: &str = "data/examples/between.toml";
const OWNER: &str = "data/examples/product-owner.toml";

/// A report: the command, what says how much was answered, and what says how sure it is.
struct Report {
    arguments: &'static [&'static str],
    completeness: &'static str,
    precision: &'static str,
    has_page: bool,
}

const REPORTS: [Report; 9] = [
    Report {
        arguments: &["score", BETWEEN],
        completeness: "54 questions answered, of 94 in all",
        precision: "nine in ten",
        has_page: true,
    },
    Report {
        arguments: &["report", BETWEEN],
        completeness: "54 questions answered, of 94 in all",
        precision: "nine in ten",
        has_page: true,
    },
    Report {
        arguments: &["history", "show", "20260201"],
        completeness: "54 questions answered, of 94 in all",
        precision: "nine in ten",
        has_page: true,
    },
    Report {
        arguments: &[
            "compare",
            "product-owner",
            "product-manager",
            "--with",
            BETWEEN,
        ],
        completeness: "54 of 94 questions|nine in ten",
        precision: "would be told apart",
        has_page: false,
    },
    Report {
        arguments: &[
            "compare",
            "product-owner",
            "product-manager",
            "--move",
            "--with",
            BETWEEN,
        ],
        completeness: "54 of 94 questions",
        precision: "among the three roles",
        has_page: false,
    },
    Report {
        arguments: &["compare", "--with", OWNER, "--with", BETWEEN],
        completeness: "84 of 94 questions answered|54 of 94 questions answered",
        precision: "more than chance",
        has_page: false,
    },
    Report {
        arguments: &["team", OWNER, BETWEEN],
        completeness: "answered, of 94 questions: between 54 and product-owner 84",
        precision: "how likely among these three",
        has_page: false,
    },
    Report {
        arguments: &["prep", "--result", BETWEEN],
        completeness: "answers to 11 of 11 traits",
        precision: "",
        has_page: false,
    },
    Report {
        arguments: &["prep", "--role", "product-owner", "--interviewer"],
        completeness: "",
        precision: "",
        has_page: false,
    },
];

#[track_caller]
fn printed(machine: &Machine, arguments: &[&str]) -> String {
    let ran = Ran::of(&mut machine.command(arguments));
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.talk());
    String::from_utf8(ran.stdout).unwrap()
}

/// Returns what a reader reads, in small letters and with single spaces: no marks of Markdown, no tags.
fn read(form: &str, printed: &str) -> String {
    let text = match form {
        "html" => Html::parse_document(printed)
            .root_element()
            .text()
            .collect::<Vec<_>>()
            .join(" "),
        "markdown" => printed.replace(['\\', '*'], ""),
        _ => printed.to_owned(),
    };
    text.to_lowercase()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn hash(machine: &Machine) -> String {
    let shown = printed(machine, &["catalogue", "show", "--format", "json"]);
    let shown: Value = serde_json::from_str(&shown).unwrap();
    shown["hash"].as_str().unwrap().to_owned()
}

#[test]
fn every_report_to_read_says_what_it_means() {
    let machine = Machine::new();
    let catalogue = format!(
        "catalogue product-roles 2.6.0, fingerprint {}: its numbers are set by its authors (expert-set)",
        &hash(&machine)[..8]
    );
    for report in REPORTS {
        for form in ["text", "markdown", "html"] {
            if form == "html" && !report.has_page {
                continue;
            }
            let arguments = [report.arguments, &["--format", form]].concat();
            let text = read(form, &printed(&machine, &arguments));
            let said = |what: &str| {
                assert!(
                    text.contains(what),
                    "{arguments:?} does not say {what:?}:\n{text}"
                );
            };
            assert!(
                text.contains("reflection and practice")
                    || text.contains("practice and reflection"),
                "{arguments:?}"
            );
            said("not for hiring decisions");
            said("not yet validated on people");
            said("read the duties");
            said(&catalogue);
            // By whom it was tried is told where how often it was right is told, and nowhere else.
            let is_result = ["score", "report", "history"].contains(&report.arguments[0]);
            for (by_whom, how_often) in [
                (
                    "in trials with language models, not people",
                    "15 of 16 results between two roles with all questions had the right role among the two",
                ),
                ("language models answered", "72 % right"),
            ] {
                let told = text.matches(by_whom).count();
                assert_eq!(told, usize::from(is_result), "{arguments:?}:\n{text}");
                assert_eq!(text.matches(how_often).count(), told, "{arguments:?}");
            }
            for what in report.completeness.split('|') {
                said(what);
            }
            let precision = report.precision.split('|');
            assert!(
                precision.clone().any(|what| text.contains(what)),
                "{arguments:?} does not say how sure it is:\n{text}"
            );
        }
    }
}

#[test]
fn every_report_for_scripts_says_what_it_means() {
    let machine = Machine::new();
    let hash = hash(&machine);
    for report in REPORTS {
        let arguments = [report.arguments, &["--format", "json"]].concat();
        let json: Value = serde_json::from_str(&printed(&machine, &arguments)).unwrap();
        let notice = json["notice"].as_str().unwrap_or_default().to_lowercase();
        assert!(notice.contains("not for "), "{arguments:?}: {notice:?}");
        let catalogue = &json["catalogue"];
        let told = ["id", "version", "status", "hash"].map(|key| catalogue[key].as_str());
        let want = ["product-roles", "2.6.0", "expert-set", &hash].map(Some);
        assert_eq!(told, want, "{arguments:?}");
        // How much was answered, and how sure it is.
        let (answered, sure): (Vec<&Value>, Vec<&Value>) = match report.arguments {
            ["compare", "--with", ..] => (
                vec![
                    &json["results"][0]["answered"],
                    &json["results"][1]["answered"],
                    &json["items"],
                ],
                vec![
                    &json["traits"][0]["standard_error"],
                    &json["traits"][0]["adjusted_p"],
                ],
            ),
            ["compare", ..] => (
                vec![
                    &json["answered"],
                    &json["items"],
                    &json["traits"][0]["person"]["answered"],
                ],
                vec![
                    &json["traits"][0]["person"]["sd"],
                    &json["pairs"][0]["told_apart"],
                ],
            ),
            ["team", ..] => (
                vec![
                    &json["people"][0]["answered"],
                    &json["people"][1]["answered"],
                    &json["items"],
                ],
                vec![
                    &json["next"]["odds"],
                    &json["people"][0]["roles"][0]["typicality"],
                ],
            ),
            ["prep", "--result", ..] => (vec![&json["gaps"][0]["answered"]], vec![]),
            ["prep", ..] => (vec![], vec![]),
            _ => (
                vec![
                    &json["answered"],
                    &json["items"],
                    &json["traits"][0]["answered"],
                ],
                vec![
                    &json["traits"][0]["sd"],
                    &json["traits"][0]["interval"][1],
                    &json["roles"][0]["typicality"],
                ],
            ),
        };
        for value in answered.into_iter().chain(sure) {
            assert!(
                value.is_number() || value.is_boolean(),
                "{arguments:?} leaves something out: {value}"
            );
        }
    }
}

#[test]
fn many_results_say_what_they_mean_in_the_summary_and_in_every_line_of_json() {
    let machine = Machine::new();
    let hash = hash(&machine);
    let summary = read(
        "text",
        &printed(&machine, &["score", "data/examples/class.csv", "--summary"]),
    );
    for what in [
        "not for hiring decisions",
        "not yet validated on people",
        "of 94 items answered on average",
        &format!(
            "catalogue product-roles 2.6.0, fingerprint {}: its numbers are set by its authors (expert-set)",
            &hash[..8]
        ),
    ] {
        assert!(summary.contains(what), "{what:?} is not in {summary}");
    }
    // Nobody's answers are described just as carefully.
    let nobody = machine.path().join("nobody.csv");
    fs::write(&nobody, "id,six-or-one\na,\n").unwrap();
    let summary = read(
        "text",
        &printed(&machine, &["score", nobody.to_str().unwrap(), "--summary"]),
    );
    assert!(
        summary.contains("not for hiring decisions") && summary.contains(&hash[..8]),
        "{summary}"
    );
    let rows = printed(
        &machine,
        &["score", "data/examples/class.csv", "--to", "ndjson"],
    );
    for row in rows.lines() {
        let row: Value = serde_json::from_str(row).unwrap();
        assert_eq!(row["catalogue"]["hash"], hash.as_str());
        assert_eq!(row["catalogue"]["status"], "expert-set");
        assert!(row["answered"].is_number() && row["traits"][0]["sd"].is_number());
    }
}

#[test]
fn what_authors_say_of_their_catalogue_never_hides_that_nobody_validated_it() {
    let machine = Machine::new();
    let source = fs::read_to_string(format!("{REPOSITORY}/tests/fixtures/small.toml")).unwrap();
    let own = |status: &str, basis: &str| {
        let file = machine.path().join("own.toml");
        let stated = format!("status = \"{status}\"\nbasis = \"{basis}\"");
        fs::write(&file, source.replace("status = \"expert-set\"", &stated)).unwrap();
        let file = file.to_str().unwrap().to_owned();
        ["text", "markdown", "html"].map(|form| {
            let answers = [
                "score",
                "--answers",
                "small@1.0.0:4444",
                "--catalogue",
                &file,
                "--format",
                form,
            ];
            read(form, &printed(&machine, &answers))
        })
    };
    let ours = "not yet validated on people";
    for said in own("expert-set", "The best there is.") {
        assert!(said.contains("the best there is."), "{said}");
        assert_eq!(said.matches(ours).count(), 1, "{said}");
    }
    for said in own("calibrated", "A sample of 900 gardeners.") {
        assert!(
            !said.contains(ours) && said.contains("(calibrated)"),
            "{said}"
        );
    }
}
