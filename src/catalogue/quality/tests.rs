use super::*;
use crate::catalogue::fixture::EIGHT_TRAITS;
use crate::catalogue::{Code, Severity, builtin, read};

const MINIMAL: &str = include_str!("../../../tests/fixtures/minimal.toml");

#[track_caller]
fn findings(source: &str) -> Vec<Diagnostic> {
    let reading = read(source);
    let catalogue = reading.catalogue.unwrap_or_else(|| {
        panic!("{:#?}", reading.diagnostics);
    });
    let found = inspect(&catalogue, source);
    assert!(found.iter().all(|one| one.code.is_quality()));
    assert!(found.iter().all(|one| one.help.is_some()));
    found
}

/// The usual catalogue with one thing replaced.
#[track_caller]
fn usual(from: &str, to: &str) -> String {
    let source = EIGHT_TRAITS;
    assert!(source.contains(from), "{from}");
    source.replace(from, to)
}

#[track_caller]
fn codes(source: &str) -> Vec<&'static str> {
    findings(source).iter().map(|one| one.code.name()).collect()
}

#[test]
fn the_builtin_catalogues_have_no_finding() {
    for builtin in builtin::all() {
        assert_eq!(findings(builtin.source), [], "{}", builtin.id);
    }
}

#[test]
fn roles_that_no_trait_separates_are_named_with_both_places() {
    // Means 0.3 apart at spread 0.7 are 0.43 spreads apart.
    let source = MINIMAL.replace("mean = 0.8,", "mean = -0.5,");
    let found = findings(&source);
    let alike = found
        .iter()
        .find(|one| one.code == Code::RolesAlike)
        .unwrap();
    assert!(alike.message.contains("0.43"), "{}", alike.message);
    assert_eq!(&source[alike.span.clone()], "\"right-hand\"");
    assert_eq!(&source[alike.context[0].0.clone()], "\"left-hand\"");
}

#[test]
fn roles_apart_on_one_trait_but_not_enough_overlap() {
    // 0.7 apart at spread 0.7: distance 1, and Phi(0.5) = 0.69.
    let found = findings(&MINIMAL.replace("mean = 0.8,", "mean = -0.1,"));
    let alike = found
        .iter()
        .find(|one| one.code == Code::RolesAlike)
        .unwrap();
    assert!(alike.message.contains("69 %"), "{}", alike.message);
    assert!(!codes(MINIMAL).contains(&"roles-alike"));
}

#[test]
fn a_role_at_the_centre_claims_whoever_has_no_lean() {
    let found = findings(&MINIMAL.replace("mean = 0.8,", "mean = 0.0,"));
    let claims = found
        .iter()
        .find(|one| one.code == Code::ClaimsNoLean)
        .unwrap();
    // Densities at 0 are as 1 to exp(-0.5 (0.8 / 0.7)²) = 0.5205, so 1 / 1.5205.
    assert!(
        claims
            .message
            .contains("`right-hand` with probability 0.66"),
        "{}",
        claims.message
    );
}

#[test]
fn a_place_without_evidence_is_named_unless_a_sample_stands_for_it() {
    let found = findings(MINIMAL);
    let unsourced: Vec<_> = found
        .iter()
        .filter(|one| one.code == Code::UnsourcedValue)
        .collect();
    assert_eq!(unsourced.len(), 1, "{found:#?}");
    assert_eq!(&MINIMAL[unsourced[0].span.clone()], "left-right");
    let calibrated = MINIMAL.replace("\"expert-set\"", "\"calibrated\"\nbasis = \"A sample.\"");
    assert!(!codes(&calibrated).contains(&"unsourced-value"));
}

#[test]
fn traits_with_too_few_items_are_named_and_their_information_is_not() {
    let found = codes(MINIMAL);
    assert_eq!(found.iter().filter(|code| **code == "few-items").count(), 2);
    assert!(!found.contains(&"little-information"));
}

#[test]
fn items_that_tell_nothing_where_a_role_lies_are_named() {
    // Every pair, statement and situation nearly flat: information is about a² / 4 an item.
    let (head, items) = EIGHT_TRAITS.split_once("[[item]]").unwrap();
    let flat = items.replace("kind = \"", "discrimination = 0.3\nkind = \"");
    let found = codes(&format!("{head}[[item]]{flat}"));
    assert_eq!(
        found
            .iter()
            .filter(|code| **code == "little-information")
            .count(),
        8
    );
}

#[test]
fn a_trait_whose_statements_all_show_one_pole_is_named() {
    let found = findings(&usual("\nshows = \"low\"", "\nshows = \"high\""));
    let one_way: Vec<_> = found
        .iter()
        .filter(|one| one.code == Code::KeyedOneWay)
        .collect();
    assert_eq!(one_way.len(), 8);
    assert!(
        one_way[0]
            .message
            .contains("agreeing with a statement always shows the high pole")
    );
}

#[test]
fn a_response_between_thresholds_that_touch_is_idle() {
    let source = MINIMAL.replace("thresholds = [-0.5, 0.5]", "thresholds = [0.4, 0.5]");
    let found = findings(&source);
    let idle = found
        .iter()
        .find(|one| one.code == Code::IdleResponse)
        .unwrap();
    assert!(
        idle.message.contains("response 2 to `fork`"),
        "{}",
        idle.message
    );
    assert_eq!(&source[idle.span.clone()], "\"fork\"");
}

#[test]
fn a_role_that_agreeing_alone_gains_is_named() {
    // Every statement and the first side of every pair turned towards the low pole.
    let low = usual("\nshows = \"high\"", "\nshows = \"low\"")
        .replace("first-shows = \"high\"", "first-shows = \"low\"");
    assert!(codes(&low).contains(&"favoured-pattern"));
}

#[test]
fn role_names_and_jargon_are_found_as_words_and_in_the_plural() {
    let source = MINIMAL
        .replace(
            "I take the left door.",
            "I tell Stories by the left hand door.",
        )
        .replace("Turn left\"", "Turn historyless left\"");
    let found = findings(&source);
    let words: Vec<&str> = found
        .iter()
        .filter(|one| one.label == "of the trade")
        .map(|one| &source[one.span.clone()])
        .collect();
    assert_eq!(words, ["Stories", "left hand", "right", "left", "right"]);
    let german = source.replace("language = \"en\"", "language = \"de\"");
    let found = findings(&german);
    let found = found.iter().filter(|one| one.label == "of the trade");
    assert_eq!(found.count(), 4, "jargon is English, a role's name is not");
}

/// The sound catalogue with one thing replaced.
#[track_caller]
fn sound(from: &str, to: &str) -> String {
    let source = include_str!("../../../tests/fixtures/sound.toml");
    assert!(source.contains(from), "{from}");
    source.replace(from, to)
}

#[test]
fn a_place_must_lie_where_one_of_its_claims_puts_it_and_between_claims_that_disagree() {
    let place = |mean: &str, toward: &[&str]| {
        let claim =
            "toward = \"high\"\nclaim = \"Nobody buys before eight.\"\nsource = \"talks\"\n";
        let head = "[[role.evidence]]\ntrait = \"early-late\"\n";
        let claims: Vec<String> = toward
            .iter()
            .map(|toward| claim.replace("\"high\"", &format!("{toward:?}")))
            .collect();
        let source =
            sound(claim, &claims.join(head)).replace("mean = 0.6,", &format!("mean = {mean},"));
        codes(&source).contains(&"against-sources")
    };
    for (mean, toward, against) in [
        ("1.1", &["low"][..], true),
        ("0.0", &["low"], true),
        ("-1.1", &["low", "low"], false),
        ("-0.1", &["high"], true),
        ("0.1", &["high"], false),
        ("0.4", &["middle"], false),
        ("0.8", &["middle"], true),
        ("-0.8", &["middle"], true),
        ("0.0", &["low", "middle"], false),
        ("1.1", &["low", "middle"], true),
        ("1.1", &["low", "high"], false),
        ("0.0", &["low", "high"], false),
    ] {
        assert_eq!(place(mean, toward), against, "{mean} {toward:?}");
    }
}

#[test]
fn warnings_alone_are_no_error_however_many_they_are() {
    for (code, severity) in [
        (Code::Placeholder, Severity::Warning),
        (Code::Syntax, Severity::Error),
    ] {
        let mut faults = Faults::default();
        for _ in 0..=crate::catalogue::diagnostic::MAX_FAULTS {
            faults.push(Diagnostic::new(code, 0..0, "again"));
        }
        let last = faults.finish("").pop().unwrap();
        assert_eq!((last.code, last.severity), (Code::TooManyFaults, severity));
    }
}

#[test]
fn what_is_still_to_be_written_is_one_finding_that_names_the_lines() {
    let one = sound("about = \"Bakes.\"", "about = \"TODO: what bakers do.\"");
    let found = findings(&one);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(&one[found[0].span.clone()], "TODO");
    assert_eq!(
        found[0].help.as_deref(),
        Some("write it in your own words, and take the mark off: line 24")
    );
    // An item that is still to be written is not told that it names a pole.
    let two = one.replace(
        "\"I walk after supper.\"",
        "\"What I like is “late”.\"  # TODO",
    );
    let found = findings(&two);
    assert!(
        found[0].message.starts_with("2 lines are marked TODO"),
        "{found:#?}"
    );
    for (text, marked) in [
        ("# TODO: letters\nabout = \"Bakes.\"", true),
        ("about = \"todo: what bakers do.\"", true),
        ("about = \"Todo\"", true),
        ("about = \"Bakes.\" # todo", true),
        // What is not in force, a longer word and a word of a sentence.
        ("# about = \"TODO\"\nabout = \"Lists TODOs.\"", false),
        ("about = \"Keeps a todo list.\"", false),
    ] {
        let found = findings(&sound("about = \"Bakes.\"", text));
        let placed = found.iter().filter(|one| one.code == Code::Placeholder);
        assert_eq!(placed.count(), usize::from(marked), "{text}");
    }
}

#[test]
fn a_word_of_a_roles_name_gives_it_away_unless_all_roles_or_all_titles_have_it() {
    let nurses = |text: &str| {
        let source = sound("name = \"Baker\"", "name = \"Senior ward nurse\"")
            .replace(
                "name = \"Seller\"",
                "name = \"Theatre nurse\"\nshort = \"theatre\"",
            )
            .replace("I am up before the alarm rings.", text);
        let found = findings(&source);
        assert!(found.iter().all(|one| one.code == Code::GiveawayWord));
        let words = found.iter().map(|one| source[one.span.clone()].to_owned());
        words.collect::<Vec<_>>()
    };
    assert_eq!(nurses("I walk the wards before it is light."), ["wards"]);
    assert_eq!(nurses("I go to the theatre."), ["theatre"]);
    assert_eq!(nurses("I am a theatre nurse."), ["theatre nurse"]);
    assert_eq!(nurses("Senior people nurse their steward."), [""; 0]);
}

#[test]
fn an_item_that_names_a_pole_of_its_own_trait_is_found_in_any_language() {
    let source = sound("I am up before the alarm rings.", "I am an Early riser.")
        .replace("language = \"en\"", "language = \"de\"");
    let found = findings(&source);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0]
            .message
            .ends_with("names `early`, a pole of its own trait")
    );
    // A pole of one letter or two is a word of every sentence.
    let short = sound("low = \"early\"", "low = \"I\"");
    assert_eq!(findings(&short), []);
}

#[test]
fn what_was_observed_is_of_enough_people_and_its_parts_go_together() {
    let of = |people: u64, right: f64, clear: &str| {
        let observed = format!(
            "\n[observed]\nright = {right}\npeople = {people}\nhow = \"Asked.\"\n{clear}\n[[source]]"
        );
        codes(&sound("\n[[source]]", &observed))
    };
    let whole = |clear: &str| format!("[observed.whole]\nclear = {clear}");
    for (people, right, clear, expected) in [
        (20, 0.7, "", &[][..]),
        (19, 0.7, "", &["few-observed"]),
        (1, 0.99, "", &["few-observed"]),
        (50, 0.7, "[100, 70]", &[]),
        (50, 0.7, "[500, 350]", &[]),
        (50, 0.7, "[501, 351]", &["tallies-differ"]),
        (50, 0.7, "[25, 18]", &[]),
        (50, 0.7, "[24, 17]", &["tallies-differ"]),
        (50, 0.71, "[50, 40]", &[]),
        (50, 0.69, "[50, 40]", &["tallies-differ"]),
    ] {
        let clear = if clear.is_empty() {
            String::new()
        } else {
            whole(clear)
        };
        assert_eq!(
            of(people, right, &clear),
            expected,
            "{people} {right} {clear}"
        );
    }
}

#[test]
fn a_calibrated_catalogue_is_believed_only_with_a_count_of_its_people() {
    let narrow = "early-late = { mean = 0.6, spread = 0.79 }";
    let calibrated = |basis: &str, people: &str| {
        let status = format!("\"calibrated\"\nbasis = \"{basis}\"\n{people}");
        let source = sound("early-late = { mean = 0.6, spread = 0.8 }", narrow);
        codes(&source.replace("\"expert-set\"\n", &status))
    };
    let of =
        |people: u32| format!("[observed]\nright = 0.7\npeople = {people}\nhow = \"Asked.\"\n");
    for basis in [
        "Fitted carefully.",
        "Fitted with version 1.0.",
        "Fitted to 900 people.",
    ] {
        assert_eq!(calibrated(basis, ""), ["narrow-spreads"], "{basis}");
    }
    let few = calibrated("Fitted.", &of(19));
    assert_eq!(few, ["few-observed", "narrow-spreads"]);
    assert_eq!(calibrated("Fitted.", &of(20)), [""; 0]);
}

#[test]
fn numbers_just_within_each_bound_are_told_for_what_they_come_to_together() {
    // Twice 1.2 at spread 0.8: Phi(1.5) = 0.93; twice 1.4: Phi(1.75) = 0.96.
    let apart = |mean: &str| {
        let one = sound("mean = -0.6,", &format!("mean = -{mean},"));
        codes(&one.replace("mean = 0.6,", &format!("mean = {mean},")))
    };
    assert_eq!(apart("1.2"), [""; 0]);
    assert_eq!(apart("1.4"), ["roles-far"]);
    let sharp = |times: f64| {
        let source = include_str!("../../../tests/fixtures/sound.toml");
        let keys = [("first-shows", 1.3), ("shows", 1.2), ("options", 1.0)];
        let line = |line: &str| {
            let key = keys
                .iter()
                .find(|(key, _)| line.starts_with(&format!("{key} =")));
            let own = key.map(|(_, usual)| format!("discrimination = {}\n", usual * times));
            let own = own.filter(|_| !line.starts_with("discrimination"));
            format!("{}{line}\n", own.unwrap_or_default())
        };
        let lines = source
            .lines()
            .filter(|line| !line.starts_with("discrimination"));
        codes(&lines.map(line).collect::<String>())
    };
    assert_eq!(sharp(1.3), [""; 0]);
    assert_eq!(sharp(1.5), ["sharp-item"]);
}
