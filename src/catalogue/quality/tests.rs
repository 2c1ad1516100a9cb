use super::*;
use crate::catalogue::{Code, builtin, read};

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
    let source = builtin::all()[0].source;
    assert!(source.contains(from), "{from}");
    source.replace(from, to)
}

#[track_caller]
fn codes(source: &str) -> Vec<&'static str> {
    findings(source)
        .iter()
        .map(|one| one.code.as_str())
        .collect()
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
    let (head, items) = builtin::all()[0].source.split_once("[[item]]").unwrap();
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
        .filter(|one| one.code == Code::GiveawayWord)
        .map(|one| &source[one.span.clone()])
        .collect();
    assert_eq!(words, ["Stories", "left hand"]);
    let german = source.replace("language = \"en\"", "language = \"de\"");
    let found = codes(&german);
    assert_eq!(
        found
            .iter()
            .filter(|code| **code == "giveaway-word")
            .count(),
        1
    );
}
