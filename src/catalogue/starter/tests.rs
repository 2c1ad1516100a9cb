use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::catalogue::{Code, inspect};

fn starter(traits: &[[&str; 2]], roles: &[(&str, Vec<Option<Pole>>)]) -> Starter {
    let traits = traits.iter().enumerate();
    let roles = roles.iter().enumerate();
    Starter {
        id: "bakery".into(),
        title: "Oven or counter?".into(),
        subject: Subject::You,
        language: "en".into(),
        traits: traits
            .map(|(number, poles)| StarterTrait {
                id: format!("trait-{number}"),
                poles: poles.map(str::to_owned),
            })
            .collect(),
        roles: roles
            .map(|(number, (name, leans))| StarterRole {
                id: format!("role-{number}"),
                name: (*name).to_owned(),
                leans: leans.clone(),
            })
            .collect(),
    }
}

const LOW: Option<Pole> = Some(Pole::Low);
const HIGH: Option<Pole> = Some(Pole::High);

fn bakery() -> Starter {
    starter(
        &[["early", "late"], ["dough", "people"]],
        &[("Baker", vec![LOW, LOW]), ("Seller", vec![None, HIGH])],
    )
}

/// What `check` says of a file.
fn codes(source: &str) -> BTreeSet<Code> {
    let reading = read(source);
    let catalogue = reading.catalogue.unwrap();
    let all = reading.diagnostics.into_iter();
    all.chain(inspect(&catalogue, source))
        .map(|one| one.code)
        .collect()
}

#[test]
fn a_first_catalogue_can_be_answered_and_lacks_words_and_sources_alone() {
    for subject in [Subject::You, Subject::TheWork] {
        let source = Starter {
            subject,
            ..bakery()
        }
        .toml()
        .unwrap();
        assert_eq!(
            codes(&source),
            [Code::UnsourcedValue, Code::Placeholder].into()
        );
        let catalogue = read(&source).catalogue.unwrap();
        assert_eq!(catalogue.items.len(), 12);
        assert_eq!(catalogue.roles[1].claims, [false, true]);
        assert_eq!(catalogue.roles[0].profile[0].mean(), -0.8);
        assert_eq!(catalogue.subject, subject);
    }
}

#[test]
fn what_is_commented_out_is_right_once_its_mark_is_taken_off() {
    let source = bakery().toml().unwrap();
    let line = |line: &str| {
        let bare = line.strip_prefix("# ").filter(|bare| {
            let key = bare.split_once(" = ").map(|(key, _)| key);
            bare.starts_with('[') || key.is_some_and(|key| check_id(key).is_ok())
        });
        bare.unwrap_or(line).to_owned() + "\n"
    };
    let whole: String = source.lines().map(line).collect();
    assert!(!whole.contains("\n# claim"), "{whole}");
    // The lean to neither pole has no evidence.
    assert_eq!(
        codes(&whole),
        [Code::UnsourcedValue, Code::Placeholder].into()
    );
}

#[test]
fn what_breaks_a_law_is_named() {
    let two = || [("A", vec![LOW]), ("B", vec![HIGH])];
    let refused = |starter: Starter| starter.toml().unwrap_err();
    let pole = |low: &str| refused(starter(&[[low, "fast"]], &two()));
    assert_eq!(pole(" "), "the low pole is empty");
    assert_eq!(
        pole("a\u{202e}b"),
        "the low pole holds the character U+202E, which could steer a terminal or hide text"
    );
    let twice = starter(&[["slow", "fast"], ["slow", "fast"]], &two());
    assert!(refused(twice).contains(" is the same as `name` of trait "));
    let id = Starter {
        id: "No Id".into(),
        ..bakery()
    };
    assert!(refused(id).contains("may hold only"));
}

#[test]
fn ids_are_made_of_names() {
    assert_eq!(id_of("Pastry cook (senior)", "role"), "pastry-cook-senior");
    assert_eq!(id_of("役割", "role"), "role");
    assert_eq!(id_of(&"long".repeat(40), "role").len(), LONGEST_MADE);
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
    fn whatever_is_taken_becomes_a_catalogue_that_holds_it(
        low in words(), high in words(), name in words(), title in words(),
    ) {
        let mut starter = starter(&[[&low, &high]], &[(&name, vec![LOW]), ("Other", vec![HIGH])]);
        starter.title.clone_from(&title);
        if let Ok(source) = starter.toml() {
            let catalogue = read(&source).catalogue.unwrap();
            let text = |text: &str| Text::new(text).unwrap();
            prop_assert_eq!(&catalogue.title, &text(&title));
            prop_assert_eq!(&catalogue.roles[0].name, &text(&name));
            prop_assert_eq!(&catalogue.traits[0].low, &text(&low));
            prop_assert_eq!(&catalogue.traits[0].high, &text(&high));
        }
    }
}
