//! `rolefit form` for people without a terminal: a page, a sheet and a row, whose numbers are the catalogue's, and which
//! every command reads that takes answers. The page to answer on is the one page that runs anything: it runs its own script
//! alone, asks nobody for anything and keeps nothing.

use std::fs;
use std::path::Path;

use scraper::{Html, Selector};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::promises::world::{Machine, Ran};
use super::report::inert_but_for;

/// The one script that a page has.
pub(crate) const SCRIPT: &str = include_str!("../../src/render/form.js");
const CATALOGUE: &str = "tests/fixtures/minimal.toml";

#[track_caller]
fn ran(machine: &Machine, arguments: &[&str]) -> (String, String) {
    let ran = Ran::of(&mut machine.command(arguments));
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.talk());
    (String::from_utf8(ran.stdout.clone()).unwrap(), ran.talk())
}

/// Returns the page to answer on: but for its own script, word for word, and buttons and fields that lead nowhere it is
/// as inert as a report.
#[track_caller]
pub(crate) fn answering_page(written: &str) -> Html {
    let script = format!("<script>{SCRIPT}</script>");
    assert_eq!(written.matches(&script).count(), 1);
    let page = inert_but_for(&written.replace(&script, ""), &["input", "button"]);
    for input in page.select(&Selector::parse("input, button").unwrap()) {
        let kind = input.attr("type").unwrap();
        assert!(["radio", "text", "button"].contains(&kind), "{kind}");
        assert!(
            input
                .value()
                .attrs()
                .all(|(name, _)| !name.starts_with("form"))
        );
    }
    page
}

/// The answers that a page offers for an item, as number and words, in the order shown.
fn offered(page: &Html, item: &str) -> Vec<(String, String)> {
    let labels = Selector::parse("label").unwrap();
    let radio = Selector::parse(&format!("input[name='{item}']")).unwrap();
    let words = |label: scraper::ElementRef<'_>| label.text().collect::<String>();
    page.select(&labels)
        .filter_map(|label| {
            let number = label.select(&radio).next()?.attr("value")?.to_owned();
            Some((number, words(label)))
        })
        .collect()
}

#[test]
fn a_page_and_a_sheet_offer_every_answer_beside_the_catalogues_own_number() {
    let machine = Machine::new();
    for seed in ["1", "2", "3"] {
        let form = ["form", "--catalogue", CATALOGUE, "--seed", seed, "--format"];
        let (page, _) = ran(&machine, &[&form[..], &["html"]].concat());
        let page = answering_page(&page);
        let (sheet, _) = ran(&machine, &[&form[..], &["markdown"]].concat());
        let mut options = offered(&page, "fork");
        options.sort();
        for (place, words) in ["Turn left", "Wait", "Turn right"].iter().enumerate() {
            let number = (place + 1).to_string();
            assert_eq!(options[place], (number.clone(), format!("{number}{words}")));
            assert!(
                sheet.contains(&format!("\n- {number}: {words}\n")),
                "{sheet}"
            );
        }
        let door = offered(&page, "door");
        let numbers: Vec<&str> = door.iter().map(|(number, _)| number.as_str()).collect();
        assert_eq!(numbers, ["1", "2", "3", "4"]);
        assert_eq!(door[0].1, "1much more the first");
        for item in ["door", "alarm", "fork"] {
            assert_eq!(sheet.matches(&format!("\n{item} = ______\n")).count(), 1);
        }
    }
}

#[test]
fn the_words_of_a_catalogue_are_marked_with_its_language_and_each_question_is_a_group_with_a_name()
{
    let machine = Machine::new();
    let source = fs::read_to_string(CATALOGUE).unwrap();
    let file = machine.path().join("de.toml");
    fs::write(
        &file,
        source.replace("language = \"en\"", "language = \"de\""),
    )
    .unwrap();
    let file = file.to_str().unwrap();
    let (page, _) = ran(&machine, &["form", "--catalogue", file, "--format", "html"]);
    let page = answering_page(&page);
    let count = |what: &str| page.select(&Selector::parse(what).unwrap()).count();
    assert_eq!(
        (count("fieldset"), count("fieldset > legend:first-child")),
        (3, 3)
    );
    assert_eq!(count("html[lang=en]"), 1);
    assert_eq!(count("h1 > bdi[lang=de]"), 1);
    assert_eq!(count("label bdi[lang=de]"), 3);
    assert_eq!(count("[role=status]"), 2);
    let input = Selector::parse("input").unwrap();
    let inputs = page.select(&input);
    let inputs: Vec<_> = inputs.map(|one| one.attr("autocomplete")).collect();
    assert_eq!(inputs, vec![Some("off"); inputs.len()]);
}

/// What the page saves: `.ci/browser` holds the page to it.
fn saved(name: &str, answers: &[(&str, u8)]) -> String {
    let answers: serde_json::Map<String, Value> = answers
        .iter()
        .map(|(item, number)| ((*item).to_owned(), (*number).into()))
        .collect();
    let file =
        json!({ "catalogue": "minimal", "version": "1.0.0", "id": name, "answers": answers });
    serde_json::to_string_pretty(&file).unwrap() + "\n"
}

#[test]
fn what_a_page_saves_and_the_line_that_it_shows_are_taken_by_every_command_that_takes_answers() {
    let machine = Machine::new();
    let write = |name: &str, text: &str| {
        let file = machine.path().join(name);
        fs::write(&file, text).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let answers = [("door", 4), ("alarm", 5), ("fork", 3)];
    let file = write("Ana-B.json", &saved("Ana B.", &answers));
    let line = write("line.txt", "minimal@1.0.0:453\n");
    let other = write("Ben.json", &saved("Ben", &[("door", 1)]));
    let of = ["--catalogue", CATALOGUE, "--format", "json"];
    let done = |arguments: &[&str]| ran(&machine, &[arguments, &of].concat()).0;
    let toml =
        "catalogue = \"minimal\"\nid = \"Ana B.\"\n[answers]\ndoor = 4\nalarm = 5\nfork = 3\n";
    let toml = write("ana.toml", toml);
    assert_eq!(done(&["score", &file]), done(&["score", &toml]));
    assert_eq!(
        done(&["score", &line]),
        done(&["score", "--answers", "minimal@1.0.0:453"])
    );
    let roles = |printed: &str| serde_json::from_str::<Value>(printed).unwrap()["roles"].clone();
    assert_eq!(
        roles(&done(&["score", &line])),
        roles(&done(&["score", &file]))
    );
    for answers in [&file, &line] {
        done(&["report", answers]);
        done(&["compare", "left-hand", "right-hand", "--with", answers]);
        done(&[
            "compare",
            "--same-person",
            "--with",
            answers,
            "--with",
            &other,
        ]);
        assert!(done(&["team", answers, &other]).contains("Ben"));
    }
    // Whoever knows the role of a person writes it beside what the person saved.
    let known = saved("Ana B.", &answers).replacen('{', "{\n  \"role\": \"left-hand\",", 1);
    let known = write("known.json", &known);
    assert!(done(&["validate", &known]).contains("\"left-hand\""));
}

#[test]
fn a_shorter_form_asks_a_fixed_set_and_says_how_far_it_reaches() {
    let machine = Machine::new();
    let form = ["form", "--length", "quick", "--format"];
    let (toml, talk) = ran(&machine, &[&form[..], &["text"]].concat());
    assert_eq!(toml.matches(" = \"\"").count(), 12);
    let note = talk.trim_end();
    assert!(
        note.starts_with("These are 12 of the 94 questions, the same for everybody."),
        "{note}"
    );
    assert!(
        note.contains("simulated") && note.ends_with("on people that is not measured."),
        "{note}"
    );
    let unwrapped = toml.replace("\n# ", " ");
    assert!(unwrapped.contains(note), "{toml}");
    let (page, talk) = ran(&machine, &[&form[..], &["html"]].concat());
    assert!(talk.contains(note));
    let page = answering_page(&page);
    assert_eq!(
        page.select(&Selector::parse("fieldset").unwrap()).count(),
        12
    );
    assert!(
        page.root_element()
            .text()
            .collect::<String>()
            .contains(note)
    );
    // Its answers have a place each among all items of the catalogue.
    let whole = page
        .select(&Selector::parse("#form").unwrap())
        .next()
        .unwrap();
    assert_eq!(whole.attr("data-items"), Some("94"));
    let catalogue = rolefit::catalogue::builtin::all()[0].source;
    let catalogue = rolefit::catalogue::read(catalogue).catalogue.unwrap();
    let radio = Selector::parse("input").unwrap();
    for fieldset in page.select(&Selector::parse("fieldset").unwrap()) {
        let place: usize = fieldset.attr("data-place").unwrap().parse().unwrap();
        let item = fieldset
            .select(&radio)
            .next()
            .unwrap()
            .attr("name")
            .unwrap();
        assert_eq!(catalogue.items[place].id.as_str(), item);
        assert!(toml.contains(&format!("\n{item} = \"\"\n")), "{item}");
    }
}

#[test]
fn the_ending_of_the_file_chooses_the_form_and_one_that_names_none_is_refused() {
    let machine = Machine::new();
    let at = |name: &str| machine.path().join(name).to_str().unwrap().to_owned();
    for (name, start) in [
        ("a.toml", "# "),
        ("a", "# "),
        ("a.MD", "# "),
        ("a.html", "<!DOCTYPE html>"),
        ("a.csv", "id,door,"),
    ] {
        ran(
            &machine,
            &["form", "--catalogue", CATALOGUE, "-o", &at(name)],
        );
        let written = fs::read_to_string(at(name)).unwrap();
        assert!(written.starts_with(start), "{name}: {written}");
    }
    assert!(
        fs::read_to_string(at("a.MD"))
            .unwrap()
            .contains("\ndoor = ______\n")
    );
    for name in ["a.json", "a.ndjson", "a.pdf", "a.xlsx"] {
        let ran = Ran::of(&mut machine.command(["form", "-o", &at(name)]));
        assert_eq!(ran.code, 2, "{name}");
        assert!(
            ran.talk().contains(".toml is an answers file to fill in"),
            "{}",
            ran.talk()
        );
        assert!(!Path::new(&at(name)).exists());
    }
}

#[test]
fn a_row_that_is_filled_in_is_scored() {
    let machine = Machine::new();
    let file = machine.path().join("people.csv");
    let name = file.to_str().unwrap();
    let (_, talk) = ran(&machine, &["form", "--catalogue", CATALOGUE, "-o", name]);
    assert!(talk.contains("rolefit score"), "{talk}");
    let row = fs::read_to_string(&file).unwrap();
    let (columns, empty) = row.split_once('\n').unwrap();
    assert_eq!(empty, ",,,\n");
    let filled: Vec<&str> = columns
        .split(',')
        .map(|column| match column {
            "id" => "Ana",
            "door" => "4",
            "alarm" => "5",
            "fork" => "3",
            other => panic!("{other}"),
        })
        .collect();
    fs::write(&file, format!("{columns}\n{}\n", filled.join(","))).unwrap();
    let (rows, _) = ran(&machine, &["score", name, "--catalogue", CATALOGUE]);
    assert_eq!(rows.lines().count(), 2, "{rows}");
    assert!(rows.lines().nth(1).unwrap().contains("Ana"), "{rows}");
}

/// Words without which a script neither sends nor keeps anything, loads no other and makes no markup of a text.
const NEVER: [&str; 30] = [
    "fetch",
    "XMLHttpRequest",
    "WebSocket",
    "EventSource",
    "sendBeacon",
    "WebTransport",
    "RTCPeer",
    "Worker",
    "import",
    "postMessage",
    "BroadcastChannel",
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "cookie",
    "caches",
    "history.",
    "location",
    "open(",
    "http",
    "src",
    "submit",
    "innerHTML",
    "outerHTML",
    "insertAdjacent",
    "document.write",
    "eval",
    "Function(",
    "setAttribute",
    "clipboard.read",
];

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut written = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| {
            bits << 8 | u32::from(*three.get(at).unwrap_or(&0))
        });
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize];
            written.push(if at > three.len() {
                '='
            } else {
                char::from(digit)
            });
        }
    }
    written
}

#[test]
fn the_policy_of_a_page_to_answer_on_allows_its_own_script_and_no_request() {
    assert_eq!(base64(b"light work."), "bGlnaHQgd29yay4=");
    let hash = base64(&Sha256::digest(SCRIPT));
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         base-uri 'none'; form-action 'none'; connect-src 'none'; script-src 'sha256-{hash}'\">"
    );
    let machine = Machine::new();
    for catalogue in ["product-roles", "tests/fixtures/poisoned.toml"] {
        let form = ["form", "--catalogue", catalogue, "--format", "html"];
        let ran = Ran::of(&mut machine.command(form));
        let page = String::from_utf8(ran.stdout).unwrap();
        assert_eq!(page.matches("Content-Security-Policy").count(), 1);
        assert!(page.contains(&policy), "the script's hash is sha256-{hash}");
        answering_page(&page);
    }
}

#[test]
fn the_script_has_no_word_for_sending_keeping_or_loading() {
    for never in NEVER {
        assert!(!SCRIPT.contains(never), "{never}");
    }
    assert!(!SCRIPT.contains("</"));
}
