//! The built-in catalogues: laws of wording and measurement that a check of one file does not hold them to.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;

use rolefit::catalogue::{Catalogue, Item, ItemKind, Pole, Subject, Text, builtin, read};
use rolefit::simulation::{Plan, simulate};

/// A sentence of more words is hard to take in at once.
const LONGEST_SENTENCE: usize = 20;
/// A situation of more words is a page to read.
const LONGEST_SITUATION: usize = 50;
/// Texts to choose between may differ by so much in length; a long one draws the eye.
const LENGTH_RATIO: f64 = 1.3;
/// With fewer items a trait cannot be asked about in every kind and both ways.
const FEWEST_ITEMS: usize = 6;
/// By so much the usual length may be right less often than the whole bank.
const COST: f64 = 0.02;

fn catalogues() -> Vec<Catalogue> {
    let builtins = builtin::all().iter();
    builtins
        .map(|builtin| read(builtin.source).catalogue.unwrap())
        .collect()
}

fn texts(item: &Item) -> Vec<&str> {
    item.content.texts().into_iter().map(Text::as_str).collect()
}

/// The texts of an item that one chooses between.
fn choices(item: &Item) -> Vec<&str> {
    match item.content.kind() {
        ItemKind::Pair => texts(item),
        ItemKind::Statement | ItemKind::Situation | ItemKind::Activity => {
            item.content.options().iter().map(Text::as_str).collect()
        }
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[test]
fn every_trait_has_items_of_each_kind_and_both_ways() {
    for catalogue in catalogues() {
        for (index, described) in catalogue.traits.iter().enumerate() {
            let own = || {
                let items = catalogue.items.iter();
                items.filter(move |item| item.trait_index == index)
            };
            let place = format!("{} {}", catalogue.id, described.id);
            assert!(own().count() >= FEWEST_ITEMS, "{place}");
            // Liking more shows one pole alone.
            if catalogue.is_activity_trait(index) {
                continue;
            }
            assert!(
                own().any(|item| item.content.kind() == ItemKind::Situation),
                "{place}"
            );
            for kind in [ItemKind::Pair, ItemKind::Statement] {
                for pole in [Pole::Low, Pole::High] {
                    let shown = |item: &Item| {
                        item.content.kind() == kind && item.content.last_response_shows() == pole
                    };
                    assert!(own().any(shown), "{place} {kind:?} {pole:?}");
                }
            }
        }
    }
}

#[test]
fn every_place_of_a_role_rests_on_a_claim() {
    for catalogue in catalogues() {
        for role in &catalogue.roles {
            for (index, described) in catalogue.traits.iter().enumerate() {
                let spoken_of = role.evidence.iter().any(|one| one.trait_index == index);
                assert_eq!(
                    role.claims[index], spoken_of,
                    "{} {} {}",
                    catalogue.id, role.id, described.id
                );
            }
        }
    }
}

#[test]
fn items_are_short_and_nothing_to_choose_stands_out_by_its_length() {
    for catalogue in catalogues() {
        for item in &catalogue.items {
            for text in texts(item) {
                for sentence in text.split_inclusive(['.', '?']) {
                    let count = sentence.split_whitespace().count();
                    assert!(count <= LONGEST_SENTENCE, "{}: {sentence}", item.id);
                }
                let count = text.split_whitespace().count();
                assert!(count <= LONGEST_SITUATION, "{}: {text}", item.id);
            }
            let lengths = || choices(item).into_iter().map(|text| text.chars().count());
            if let (Some(longest), Some(shortest)) = (lengths().max(), lengths().min()) {
                let ratio = longest as f64 / shortest as f64;
                assert!(ratio <= LENGTH_RATIO, "{}: {ratio}", item.id);
            }
        }
    }
}

#[test]
fn no_item_names_a_pole_of_its_own_trait() {
    for catalogue in catalogues() {
        for item in &catalogue.items {
            let measured = &catalogue.traits[item.trait_index];
            for pole in [&measured.low, &measured.high] {
                let pole = words(pole.as_str());
                for text in texts(item) {
                    let named = words(text).windows(pole.len()).any(|part| part == pole);
                    assert!(!named, "{} names `{}`", item.id, pole.join(" "));
                }
            }
        }
    }
}

#[test]
fn what_two_items_share_they_share_whole_and_in_two_catalogues() {
    let catalogues = catalogues();
    let mut seen = BTreeMap::new();
    for catalogue in &catalogues {
        for item in &catalogue.items {
            let measured = &catalogue.traits[item.trait_index].id;
            let whole = (&item.id, measured, &item.content);
            for text in texts(item).into_iter().chain([item.id.as_str()]) {
                let Some((other, before)) =
                    seen.insert(text.to_lowercase(), (&catalogue.id, whole))
                else {
                    continue;
                };
                assert_eq!(before, whole, "they share `{text}`");
                // An item has no text twice, which reading refuses.
                assert_ne!(other, &catalogue.id, "{} `{text}`", item.id);
            }
        }
    }
}

#[test]
fn a_trait_that_two_catalogues_have_goes_by_the_same_poles_and_about_one_subject_by_the_same_name()
{
    let catalogues = catalogues();
    let mut poles = BTreeMap::new();
    let mut names = BTreeMap::new();
    for catalogue in &catalogues {
        for (index, described) in catalogue.traits.iter().enumerate() {
            let id = described.id.as_str();
            let about_a_person = catalogue.subject == Subject::You;
            let ends = (&described.low, &described.high);
            // What draws a person, work has much of.
            let said_of = catalogue.is_activity_trait(index).then_some(about_a_person);
            assert_eq!(*poles.entry((id, said_of)).or_insert(ends), ends, "{id}");
            let name = names.entry((id, about_a_person)).or_insert(&described.name);
            assert_eq!(*name, &described.name, "{id}");
        }
    }
}

#[test]
fn nothing_shows_that_fewer_questions_cost_more_than_two_right_places_in_a_hundred() {
    let plan = Plan::new(1_000, 1).unwrap();
    for catalogue in catalogues() {
        let simulation = simulate(&catalogue, &plan, NonZeroUsize::MIN, |_| {
            ControlFlow::Continue(())
        });
        let run = &simulation.runs[0];
        // The same people answer few questions and all: what chance adds to one share it adds to the other.
        let (few, all) = (run.accuracy, run.full);
        assert!(
            all.value - few.high <= COST,
            "{} {few:?} {all:?}",
            catalogue.id
        );
    }
}
