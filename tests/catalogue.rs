//! Faulty catalogues: every code has a file that shows it, and no file, however hostile, does harm.

mod fixtures;

use std::collections::BTreeSet;
use std::fs;
use std::time::{Duration, Instant};

use fixtures::faults;
use proptest::prelude::*;
use rolefit::catalogue::{
    Code, Diagnostic, MAX_CATALOGUE_BYTES, Reading, Severity, builtin, inspect, is_dangerous, read,
};
use rolefit::render::diagnostics::{json, text};
use rolefit::render::look::{Charset, Look};
use rolefit::simulation::promises_more;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

const PLAIN: Look = Look {
    width: 80,
    charset: Charset::Unicode,
    colour: false,
    typed: Some("rolefit"),
};
const COLOURED: Look = Look {
    colour: true,
    typed: Some("rolefit"),
    ..PLAIN
};

fn minimal() -> String {
    fs::read_to_string(format!("{FIXTURES}/minimal.toml")).unwrap()
}

/// Returns the lines, from 1, at which this code was reported.
fn lines(reading: &Reading, source: &str, code: Code) -> Vec<usize> {
    let of_code = reading
        .diagnostics
        .iter()
        .filter(|fault| fault.code == code);
    of_code
        .map(|fault| source[..fault.span.start].matches('\n').count() + 1)
        .collect()
}

/// Reads and renders, and holds the laws that no input may break.
#[track_caller]
fn read_safely(source: &str) -> Reading {
    let reading = read(source);
    assert_eq!(
        reading.catalogue.is_some(),
        reading.count(Severity::Error) == 0
    );
    assert!(
        reading
            .diagnostics
            .is_sorted_by_key(|fault| fault.span.start)
    );
    for look in [PLAIN, COLOURED] {
        let shown = text("a\u{1b}]0;x\u{7}.toml", source, &reading.diagnostics, &look);
        let shown = if look.colour {
            without_colours(&shown)
        } else {
            shown
        };
        let steering = shown.chars().find(|&c| c != '\n' && is_dangerous(c));
        assert_eq!(steering, None, "{shown:?}");
        assert!(shown.len() < 200_000, "{} bytes are shown", shown.len());
    }
    let parsed: serde_json::Value =
        serde_json::from_str(&json("f", source, &reading.diagnostics)).unwrap();
    assert_eq!(parsed["errors"], reading.count(Severity::Error));
    reading
}

/// Removes the colour codes that a renderer may write, and no other.
fn without_colours(text: &str) -> String {
    let mut plain = String::new();
    let mut parts = text.split("\u{1b}[");
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let code = part
            .find(|c: char| !(c.is_ascii_digit() || c == ';'))
            .unwrap();
        assert_eq!(&part[code..=code], "m", "a code that is no colour");
        plain.push_str(&part[code + 1..]);
    }
    plain
}

#[test]
fn the_minimal_catalogue_is_without_fault() {
    let reading = read_safely(&minimal());
    assert_eq!(reading.diagnostics, []);
    let catalogue = reading.catalogue.unwrap();
    // The ids' last words begin alike, so the second role takes the next free letter of its name.
    let letters: String = catalogue.roles.iter().map(|role| role.letter).collect();
    assert_eq!(letters, "HR");
    assert_eq!(catalogue.roles[0].claims, [true, false]);
    assert_eq!(catalogue.bank.item(0).discrimination(), 1.3);
    assert_eq!(catalogue.bank.item(0).thresholds(), [-1.0, 0.0, 1.0]);
    assert_eq!(catalogue.bank.item(2).thresholds(), [-0.5, 0.5]);
    assert_eq!(catalogue.hash.len(), 64);
}

/// What `check` says of a file: its faults, then what is weak in it if it can be used.
fn checked(source: &str) -> Vec<Diagnostic> {
    let reading = read_safely(source);
    let findings = reading.catalogue.iter();
    let findings = findings.flat_map(|catalogue| {
        let promise = promises_more(catalogue, source);
        inspect(catalogue, source).into_iter().chain(promise)
    });
    reading
        .diagnostics
        .iter()
        .cloned()
        .chain(findings)
        .collect()
}

/// Line and column of a place as `line:column`, both from 1 and in characters.
fn line_column(source: &str, at: usize) -> String {
    let before = &source[..at];
    let line = before.rsplit('\n').next().unwrap();
    let column = line.chars().count() + 1;
    format!("{}:{column}", before.matches('\n').count() + 1)
}

#[test]
fn every_code_has_a_file_that_shows_it_alone_at_its_line_and_column() {
    let mut shown = BTreeSet::new();
    for (code, expected, source) in faults("catalogue") {
        // A catalogue that can be used but has a warning is too small to be without findings; those are shown elsewhere.
        let diagnostics = if code.is_quality() {
            checked(&source)
        } else {
            read_safely(&source).diagnostics
        };
        let (own, others): (Vec<_>, Vec<_>) =
            diagnostics.iter().partition(|fault| fault.code == code);
        let place = own
            .first()
            .map(|fault| line_column(&source, fault.span.start));
        assert_eq!(place, Some(expected), "{code}: {diagnostics:#?}");
        // Several ways of answering may gain the same role; any other fault is shown once.
        assert!(own.len() == 1 || code == Code::FavouredPattern, "{code}");
        // A fault brings no other with it; the many traits in one of the files are simply not measured.
        let others: Vec<&str> = others.iter().map(|fault| fault.code.name()).collect();
        let expected: &[&str] = match code {
            Code::TooMany => &["trait-without-items"; 48],
            _ => &[],
        };
        assert_eq!(others, expected, "{code}");
        shown.insert(code);
    }
    assert!(shown.len() >= 40, "{}", shown.len());
    // These two need files of megabytes; the tests below make them.
    shown.extend([Code::TooLarge, Code::TooManyFaults]);
    for code in Code::ALL.iter().filter(|code| !code.is_of_preparation()) {
        assert!(shown.contains(code), "no file shows `{code}`");
    }
}

#[test]
fn a_small_catalogue_can_be_without_any_finding() {
    let source = fs::read_to_string(format!("{FIXTURES}/sound.toml")).unwrap();
    assert_eq!(checked(&source), []);
}

#[test]
fn the_reference_names_every_code_and_its_example_is_a_catalogue() {
    let reference = include_str!("../data/README.md");
    for code in Code::ALL {
        let row = format!("| `{code}` | {} | ", code.severity().name());
        assert!(reference.contains(&row), "`{code}` has no row");
    }
    let (_, example) = reference
        .split_once("## The smallest catalogue\n\n```toml\n")
        .unwrap();
    let (example, _) = example.split_once("```").unwrap();
    assert_eq!(read_safely(example).diagnostics, []);
}

#[test]
fn a_file_beyond_the_limit_is_not_parsed() {
    let source = "#".repeat(MAX_CATALOGUE_BYTES + 1);
    let reading = read_safely(&source);
    assert_eq!(lines(&reading, &source, Code::TooLarge), [1]);
    let source = format!(
        "{}\n#{}",
        minimal(),
        "#".repeat(MAX_CATALOGUE_BYTES - minimal().len() - 2)
    );
    assert_eq!(source.len(), MAX_CATALOGUE_BYTES);
    assert!(read(&source).catalogue.is_some());
}

#[test]
fn faults_beyond_those_kept_are_counted() {
    use std::fmt::Write;
    let mut source = String::new();
    for index in 0..3000 {
        writeln!(source, "x{index} = 1").unwrap();
    }
    source.push_str(&minimal());
    let reading = read_safely(&source);
    let last = reading.diagnostics.last().unwrap();
    assert_eq!(last.code, Code::TooManyFaults);
    assert_eq!(
        last.message,
        "there are 500 more faults than the 2500 listed"
    );
    let shown = text("many.toml", &source, &reading.diagnostics, &PLAIN);
    assert!(
        shown.ends_with("2,480 more faults not shown\n2,501 errors in many.toml\n"),
        "{shown}"
    );
}

#[test]
fn ten_faults_are_ten_reports_in_order_of_place() {
    let source = fs::read_to_string(format!("{FIXTURES}/ten-faults.toml")).unwrap();
    let reading = read_safely(&source);
    insta::assert_snapshot!(text("my-roles.toml", &source, &reading.diagnostics, &PLAIN), @r#"
    error[invalid-version]: `version` must be three whole numbers with dots between
     --> my-roles.toml:3:11
      |
    3 | version = "1"
      |           ^^^
      |
    help: write `1.0.0`, or another

    error[unknown-key]: source `handbook` has a key `titel` that means nothing here
      --> my-roles.toml:11:1
       |
    11 | titel = "A handbook"
       | ^^^^^
       |
    help: write `title`

    error[wrong-type]: `year` of source `handbook` must be a whole number
      --> my-roles.toml:13:8
       |
    13 | year = "2020"
       |        ^^^^^^ this is a string
       |
    help: write a whole number here

    error[empty-text]: `low` of trait `left-right` is empty
      --> my-roles.toml:18:7
       |
    18 | low = ""
       |       ^^
       |
    help: write a text, or remove the key if it is optional

    error[mean-out-of-range]: role `left-hand` on `left-right`: mean must lie within -3 and 3, but is -8
      --> my-roles.toml:35:23
       |
    35 | left-right = { mean = -8, spread = 0.7 }
       |                       ^^ out of bounds
       |
    help: write a number within the bounds

    error[unknown-source]: evidence of role `left-hand` rests on source `handbok`, which the catalogue does not declare
      --> my-roles.toml:41:10
       |
    41 | source = "handbok"
       |          ^^^^^^^^^ not declared
       |
    10 | id = "handbook"
       |      ---------- a source with a similar name is declared here
       |
    help: write `handbook`

    error[unknown-value]: `first-shows` of item `door` may not be `lower`
      --> my-roles.toml:57:15
       |
    57 | first-shows = "lower"
       |               ^^^^^^^ only `low` or `high`
       |
    help: write `low`

    error[unknown-trait]: item `alarm` measures trait `early-lat`, which the catalogue does not declare
      --> my-roles.toml:61:9
       |
    61 | trait = "early-lat"
       |         ^^^^^^^^^^^ not declared
       |
    23 | id = "early-late"
       |      ------------ a trait with a similar name is declared here
       |
    help: write `early-late`

    error[duplicate-id]: two items have the id `door`
      --> my-roles.toml:67:6
       |
    67 | id = "door"
       |      ^^^^^^ again here
       |
    52 | id = "door"
       |      ------ first here
       |
    help: give one of them another id

    error[thresholds-not-rising]: item `door`: thresholds must rise by 0.000001 at least: threshold 2 is -0.5, the one before it 0.5
      --> my-roles.toml:73:20
       |
    73 | thresholds = [0.5, -0.5]
       |                    ^^^^ must be above the one before it
       |
    help: list thresholds from the lowest to the highest, each once

    10 errors in my-roles.toml
    "#);
}

/// A catalogue with one text in place of another, and what is said of it first.
#[track_caller]
fn said_of(from: &str, to: &str) -> (Code, String) {
    let source = minimal();
    assert!(source.contains(from), "{from}");
    let read = read_safely(&source.replacen(from, to, 1));
    let first = read.diagnostics.first();
    let first = first.unwrap_or_else(|| panic!("nothing is said of {to}"));
    assert!(read.catalogue.is_none());
    (first.code, first.message.clone())
}

#[test]
fn what_is_shown_together_does_not_look_alike() {
    let options = "\"Turn left\", \"Wait\"";
    for again in [
        "turn left",
        "Turn \\u00a0left",
        "Turn \\u3000 left ",
        "T\\uff55rn left",
        "Turn l\\u0435ft",
        "\\U0001D413urn left",
    ] {
        let said = said_of(options, &format!("\"Turn left\", \"{again}\""));
        let want = "option 2 of item `fork` looks the same as option 1";
        assert_eq!(said, (Code::DuplicateOption, want.to_owned()), "{again}");
    }
    for (one, again) in [
        ("I wait for 10", "l wait for 10"),
        ("I wait for 10", "1 wait for 1O"),
        ("I wait for 10", "| wait for I0"),
    ] {
        let said = said_of(options, &format!("\"{one}\", \"{again}\""));
        let want = "option 2 of item `fork` looks the same as option 1";
        assert_eq!(said, (Code::DuplicateOption, want.to_owned()), "{again}");
    }
    for (from, to, code, want) in [
        (
            "I take the right door.",
            "I t\\u0430ke the left door.",
            Code::DuplicateOption,
            "side 2 of item `door` looks the same as side 1",
        ),
        (
            "high = \"right\"",
            "high = \"Left\"",
            Code::LooksAlike,
            "`high` of trait `left-right` looks the same as `low`",
        ),
        (
            "name = \"Early or late\"",
            "name = \"Left or right\"",
            Code::LooksAlike,
            "`name` of trait `early-late` is the same as `name` of trait `left-right`",
        ),
        (
            "name = \"Right hand\"",
            "name = \"Right hand\"\nshort = \"LEFT HAND\"",
            Code::LooksAlike,
            "`short` of role `right-hand` looks the same as `name` of role `left-hand`",
        ),
        (
            "text = \"I get up when the alarm has rung twice.\"\nshows = \"high\"",
            "text = \"I get up.\"\nshows = \"high\"\n[[item]]\nid = \"up\"\ntrait = \"early-late\"\nkind = \"statement\"\n\
             text = \"\\u0406 get up.\"\nshows = \"high\"",
            Code::DuplicateItem,
            "item `up` asks the same as an item before it",
        ),
    ] {
        assert_eq!(said_of(from, to), (code, want.to_owned()));
    }
}

#[test]
fn letters_of_roles_do_not_look_alike() {
    for (one, other) in [("O", "\\u041e"), ("O", "0"), ("I", "l"), ("1", "I")] {
        let source = minimal()
            .replace(
                "name = \"Left hand\"",
                &format!("name = \"Left hand\"\nletter = \"{one}\""),
            )
            .replace(
                "name = \"Right hand\"",
                &format!("name = \"Right hand\"\nletter = \"{other}\""),
            );
        let codes: Vec<Code> = read_safely(&source)
            .diagnostics
            .iter()
            .map(|one| one.code)
            .collect();
        assert_eq!(codes, [Code::DuplicateLetter], "{one} {other}");
    }
}

#[test]
fn no_role_has_a_letter_that_strips_are_drawn_with() {
    for drawn in "●━─┼│░█@=-+|#".chars() {
        let letter = format!("name = \"Left hand\"\nletter = \"{drawn}\"");
        let source = minimal().replace("name = \"Left hand\"", &letter);
        let codes: Vec<Code> = read_safely(&source)
            .diagnostics
            .iter()
            .map(|one| one.code)
            .collect();
        assert_eq!(codes, [Code::InvalidLetter], "{drawn}");
    }
}

#[test]
fn a_byte_order_mark_moves_no_place_and_changes_the_hash() {
    let plain = fs::read_to_string(format!("{FIXTURES}/ten-faults.toml")).unwrap();
    let marked = format!("\u{feff}{plain}");
    let shown = |source: &str| text("f", source, &read_safely(source).diagnostics, &PLAIN);
    assert_eq!(shown(&plain), shown(&marked));
    let hash = |source: &str| read(source).catalogue.unwrap().hash;
    assert_ne!(hash(&minimal()), hash(&format!("\u{feff}{}", minimal())));
}

#[test]
fn line_ends_of_windows_change_nothing_but_the_hash() {
    let source = minimal().replace('\n', "\r\n");
    assert_eq!(read_safely(&source).diagnostics, []);
}

#[test]
fn a_reference_to_a_faulty_declaration_is_no_second_fault() {
    let source = minimal().replace("early-late", "Early Late");
    let codes: Vec<Code> = read_safely(&source)
        .diagnostics
        .iter()
        .map(|fault| fault.code)
        .collect();
    assert_eq!(codes, [Code::InvalidId]);
}

#[test]
fn of_a_very_large_file_the_first_syntax_fault_is_told_alone() {
    let source = format!("{}\n= 1\n= 1\n#{}", minimal(), "#".repeat(1024 * 1024));
    let reading = read_safely(&source);
    assert_eq!(
        lines(&reading, &source, Code::Syntax),
        [minimal().matches('\n').count() + 2]
    );
    assert_eq!(reading.diagnostics.len(), 1);
}

#[test]
fn an_unclosed_list_is_one_fault() {
    let source = minimal().replace("\"Turn right\"]", "\"Turn right\"");
    let codes: Vec<Code> = read_safely(&source)
        .diagnostics
        .iter()
        .map(|fault| fault.code)
        .collect();
    assert_eq!(codes, [Code::Syntax]);
}

#[test]
fn escapes_hidden_in_keys_values_and_comments_never_come_out() {
    let poison = [
        "\u{1b}]0;x\u{7}",
        "\u{9b}31m",
        "\u{202e}",
        "\u{7f}",
        "\\u001b[31m",
        "\\u202e",
    ];
    for poison in poison {
        for source in [
            format!("\"k{poison}\" = 1 # {poison}\n"),
            format!("id = \"{poison}\" # {poison}\n"),
            format!("[[item]]\nid = \"a{poison}\"\ntrait = \"{poison}\"\nkind = \"{poison}\"\n"),
            format!("[{poison}]\n{poison} = {poison}\n"),
            minimal().replace("left-right", poison),
            minimal().replace("handbook", poison),
        ] {
            read_safely(&source);
        }
    }
}

#[test]
fn hostile_shapes_end_in_bounded_time_with_a_place() {
    use std::fmt::Write;
    let mut dotted = String::new();
    for index in 0..200_000 {
        writeln!(dotted, "a.b{index}.c = 1").unwrap();
    }
    let shapes = [
        ("nested lists", "a = ".to_owned() + &"[".repeat(100_000)),
        (
            "nested tables",
            "a = ".to_owned() + &"{ a = ".repeat(100_000),
        ),
        ("dotted keys", dotted),
        (
            "one deep key",
            format!("{} = 1", vec!["a"; 500_000].join(".")),
        ),
        (
            "deep headers",
            format!("[{}]\n", vec!["a"; 81].join(".")).repeat(20_000),
        ),
        ("one long broken line", "= ".repeat(500_000)),
        ("broken lines", "= 1\n".repeat(200_000)),
        (
            "one long string",
            format!("id = \"{}\"", "x".repeat(3_000_000)),
        ),
        ("empty items", "[[item]]\n".repeat(200_000)),
        (
            "empty evidence",
            "[[role]]\n".to_owned() + &"[[role.evidence]]\n".repeat(100_000),
        ),
        (
            "many options",
            format!(
                "[[item]]\nkind = \"situation\"\noptions = [{}]",
                "\"a\",".repeat(500_000)
            ),
        ),
        (
            "many thresholds",
            format!("[[item]]\nthresholds = [{}]", "nan,".repeat(500_000)),
        ),
    ];
    for (name, source) in shapes {
        let start = Instant::now();
        let reading = read_safely(&source);
        assert!(!reading.diagnostics.is_empty(), "{name}");
        assert!(
            start.elapsed() < Duration::from_secs(60),
            "{name}: {:?}",
            start.elapsed()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_text_makes_reading_panic(source in any::<String>()) {
        read_safely(&source);
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_safely(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_change_of_a_valid_catalogue_makes_reading_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..40, "[\\[\\]{}=\",.#a-z0-9\n\\\\ \u{202e}é-]{0,12}"), 1..4),
    ) {
        let mut characters: Vec<char> = minimal().chars().collect();
        for (at, length, new) in changes {
            let start = at.index(characters.len());
            let end = (start + length).min(characters.len());
            characters.splice(start..end, new.chars());
        }
        read_safely(&characters.into_iter().collect::<String>());
    }

    #[test]
    fn no_line_taken_from_a_valid_catalogue_makes_reading_panic(at in any::<prop::sample::Index>()) {
        let source = builtin::all()[0].source;
        let lines: Vec<&str> = source.lines().collect();
        let at = at.index(lines.len());
        let without: Vec<&str> = lines.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, line)| *line).collect();
        read_safely(&without.join("\n"));
    }
}

#[test]
fn a_decimal_comma_is_told_to_be_a_point() {
    let comma = minimal().replacen("mean = -0.8", "mean = -0,8", 1);
    let help = |source: &str| {
        let reading = read_safely(source);
        reading.diagnostics[0].help.clone()
    };
    let told = Some("write decimals with a point, as in `0.5`".to_owned());
    assert_eq!(help(&comma), told);
    assert_eq!(help("format = 1,5\n"), told);
    let much = "write each key on a line of its own, or take out what is too much";
    assert_eq!(help("format = 1, \"a\"\n"), Some(much.to_owned()));
}
