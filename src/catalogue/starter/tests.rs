use proptest::prelude::*;

use super::*;
use crate::catalogue::{Code, Severity};

fn trait_(low: &str, high: &str) -> StarterTrait {
    StarterTrait::new(None, low, high).unwrap()
}

fn role(name: &str, leans: Vec<Option<Pole>>) -> StarterRole {
    StarterRole::new(None, name, leans).unwrap()
}

const LOW: Option<Pole> = Some(Pole::Low);
const HIGH: Option<Pole> = Some(Pole::High);

fn bakery() -> Starter {
    Starter::new(
        "bakery",
        "Oven or counter?",
        Subject::You,
        "en",
        vec![trait_("early", "late"), trait_("dough", "people")],
        vec![
            role("Baker", vec![LOW, LOW]),
            role("Seller", vec![None, HIGH]),
        ],
    )
    .unwrap()
}

/// What `check` says of a file.
fn codes(source: &str) -> Vec<Code> {
    let reading = read(source);
    let errors = reading.diagnostics.iter();
    let errors: Vec<_> = errors
        .filter(|one| one.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{source}");
    let catalogue = reading.catalogue.unwrap();
    let all = reading
        .diagnostics
        .into_iter()
        .chain(inspect(&catalogue, source));
    all.map(|one| one.code).collect()
}

#[test]
fn a_first_catalogue_reads_well() {
    insta::assert_snapshot!(bakery().toml());
}

#[test]
fn a_first_catalogue_has_no_error_and_lacks_words_and_sources_alone() {
    let source = bakery().toml();
    let found: BTreeSet<Code> = codes(&source).into_iter().collect();
    assert_eq!(found, [Code::UnsourcedValue, Code::Placeholder].into());
    let catalogue = read(&source).catalogue.unwrap();
    assert_eq!(catalogue.items.len(), 12);
    assert_eq!(catalogue.roles[1].claims, [false, true]);
    assert_eq!(catalogue.roles[0].profile[0].mean(), -MEAN);
}

#[test]
fn every_place_that_is_commented_out_is_right_once_its_mark_is_taken_off() {
    let source = bakery().toml();
    let line = |line: &str| {
        let bare = line.strip_prefix("# ").filter(|bare| {
            bare.starts_with("[[")
                || bare.starts_with('[')
                || bare
                    .split_once(" = ")
                    .is_some_and(|(key, _)| check_id(key).is_ok())
        });
        bare.unwrap_or(line).to_owned() + "\n"
    };
    let filled: String = source.lines().map(line).collect();
    assert!(!filled.contains("\n# claim"), "{filled}");
    let found: BTreeSet<Code> = codes(&filled).into_iter().collect();
    assert_eq!(
        found,
        [Code::UnsourcedValue, Code::Placeholder].into(),
        "only the lean to neither pole has no evidence"
    );
}

#[test]
fn roles_that_lean_alike_are_warned_of_and_the_comments_say_so() {
    let alike = Starter::new(
        "alike",
        "One or the other?",
        Subject::TheWork,
        "en",
        vec![trait_("vision", "detail")],
        vec![
            role("One", vec![LOW]),
            role("Other", vec![LOW]),
            role("Third", vec![]),
        ],
    );
    let source = alike.unwrap().toml();
    let codes: BTreeSet<Code> = codes(&source).into_iter().collect();
    let expected = [
        Code::RolesAlike,
        Code::EmptyProfile,
        Code::UnsourcedValue,
        Code::Placeholder,
    ];
    assert_eq!(codes, expected.into_iter().collect());
    for code in codes {
        assert!(source.contains(&format!("#  - {code}: ")), "{code}");
    }
}

#[test]
fn every_sentence_of_a_first_catalogue_is_known_as_one_without_its_mark() {
    for subject in [Subject::You, Subject::TheWork] {
        let starter = Starter {
            subject,
            ..bakery()
        };
        let bare = |line: &str| line.split(phrases::MARK).next().unwrap().to_owned() + "\n";
        let source: String = starter.toml().lines().map(bare).collect();
        let catalogue = read(&source).catalogue.unwrap();
        let findings = inspect(&catalogue, &source);
        let placeholder = findings.iter().find(|one| one.code == Code::Placeholder);
        // Two for each pair, one for each statement and five for each situation, and what traits and roles are about.
        let lines = catalogue.traits.len() * 16 + catalogue.traits.len() + catalogue.roles.len();
        let message = &placeholder.unwrap().message;
        assert!(message.starts_with(&format!("{lines} lines")), "{message}");
        assert!(!findings.iter().any(|one| one.code == Code::GiveawayWord));
    }
}

#[test]
fn what_a_phrase_is_filled_with_is_never_looked_at_again() {
    assert_eq!(
        phrases::filled("“{low}” and “{high}”", "{high}", "{low}"),
        "“{high}” and “{low}”"
    );
}

#[test]
fn what_breaks_a_law_is_named() {
    let new = |id: &str, traits: Vec<StarterTrait>, roles: Vec<StarterRole>| {
        let made = Starter::new(id, "Which?", Subject::You, "en", traits, roles);
        made.unwrap_err().to_string()
    };
    let two = || vec![role("A", vec![]), role("B", vec![])];
    let one = || vec![trait_("slow", "fast")];
    assert_eq!(
        new("x", vec![], two()),
        "there are 0 traits, and a catalogue has 1 to 50"
    );
    assert_eq!(
        new("x", one(), vec![role("A", vec![])]),
        "there are 1 roles, and a catalogue has 2 to 50"
    );
    assert_eq!(
        new(
            "x",
            vec![trait_("slow", "fast"), trait_("Fast", "slow")],
            two()
        ),
        "there are two traits `Fast/slow`"
    );
    assert_eq!(
        new("x", one(), vec![role("A", vec![]), role("a", vec![])]),
        "there are two roles `a`"
    );
    assert_eq!(
        new("X", one(), two()),
        "the id `X` may hold only `a` to `z`, `0` to `9` and `-`, and not start with `-`"
    );
    let pole = |low: &str| {
        StarterTrait::new(None, low, "fast")
            .unwrap_err()
            .to_string()
    };
    assert_eq!(pole("FAST "), "the two poles of a trait are both `FAST`");
    assert_eq!(pole(" "), "the low pole is empty");
    assert_eq!(
        pole(&"x".repeat(61)),
        "the low pole is longer than 60 characters"
    );
    assert_eq!(
        pole("a\u{202e}b"),
        "the low pole holds the character U+202E, which could steer a terminal or hide text"
    );
}

#[test]
fn ids_are_made_of_names_and_never_twice() {
    assert_eq!(
        id_of("Product owner (senior)", "role"),
        "product-owner-senior"
    );
    assert_eq!(id_of("役割", "role"), "role");
    assert_eq!(id_of(&"long ".repeat(40), "role").len(), 64);
    let starter = Starter::new(
        "x",
        "Which?",
        Subject::You,
        "ja",
        vec![
            trait_("静か", "速い"),
            trait_("遠い", "近い"),
            StarterTrait::new(Some("trait"), "a", "b").unwrap(),
        ],
        vec![
            role("A b", vec![]),
            role("A-b", vec![]),
            role("a.b", vec![]),
        ],
    );
    let catalogue = read(&starter.unwrap().toml()).catalogue.unwrap();
    let traits: Vec<&str> = catalogue.traits.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(traits, ["trait-2", "trait-3", "trait"]);
    let roles: Vec<&str> = catalogue.roles.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(roles, ["a-b", "a-b-2", "a-b-3"]);
}

/// Words that people and pests write; most keep the law of texts.
fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,12}",
        "[ -~]{1,60}",
        "[\"'\\\\#\\[\\]=\\{\\}\n\t “”é役]{1,30}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_is_taken_becomes_a_catalogue_without_error_whose_warnings_are_explained(
        traits in prop::collection::vec((words(), words()), 1..6),
        roles in prop::collection::vec((words(), prop::collection::vec(0..3, 6)), 2..6),
        title in words(),
        the_work in any::<bool>(),
    ) {
        let traits: Result<Vec<_>, _> = traits.iter().map(|(low, high)| StarterTrait::new(None, low, high)).collect();
        let lean = |number: &i32| match number { 0 => LOW, 1 => HIGH, _ => None };
        let roles: Result<Vec<_>, _> = roles
            .iter()
            .map(|(name, leans)| StarterRole::new(None, name, leans.iter().map(lean).collect()))
            .collect();
        let subject = if the_work { Subject::TheWork } else { Subject::You };
        if let (Ok(traits), Ok(roles)) = (traits, roles)
            && let Ok(starter) = Starter::new("made", &title, subject, "en", traits, roles)
        {
            for code in codes(&starter.toml()) {
                prop_assert!(page::explains(code), "{code} is not explained");
            }
        }
    }
}
