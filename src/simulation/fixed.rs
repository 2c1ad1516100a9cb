//! A set of items that is the same for everybody: what is asked where nothing can choose as it goes, as on paper.

use super::Population;
use super::person::{Answering, Person, Sheet};
use super::random::Streams;
use super::report::Share;
use crate::catalogue::Catalogue;
use crate::model::{Category, Evidence, Length, Outlook, StoppingRule, highest};

/// The people on whose answers items are chosen.
const CHOOSERS: u64 = 192;
/// The people on whose answers a set is tried, none of whom it was chosen on.
const TRIED: u64 = 4000;

/// Of a catalogue with more items than so many, those that tell most before any answer are weighed against one another: each
/// of them takes a look at everybody, for every place in the set.
const MOST_WEIGHED: usize = 128;

/// Items that everybody is asked, and how far they reach.
#[derive(Debug, Clone, PartialEq)]
pub struct FixedSet {
    /// The items, the one that tells most first.
    pub items: Vec<usize>,
    /// How many people were drawn from the roles to try it; none of them is among those on whom it was chosen.
    pub people: u64,
    /// The share of them whose leading role is their own by these items.
    pub accuracy: Share,
    /// The share by all items.
    pub full: Share,
}

/// Somebody who has answered what was chosen so far.
struct Chooser {
    categories: Vec<(usize, Category)>,
    answers: Vec<(usize, Category)>,
    evidence: Evidence,
    outlook: Outlook,
}

/// Chooses as many items as a length asks at most, with the answers on each trait that it asks for: one after another
/// that which tells most about the role, on average over people drawn from the roles who have answered those before it.
/// All items where the length has no bound. The same catalogue and length always give the same set.
#[must_use]
pub fn fixed_set(catalogue: &Catalogue, length: Length) -> FixedSet {
    let bank = &catalogue.bank;
    let (needed, most) = match StoppingRule::of(length) {
        StoppingRule::Exhaustive => (vec![0; catalogue.traits.len()], usize::MAX),
        StoppingRule::Adaptive(bounds) => {
            let traits = 0..catalogue.traits.len();
            let of_activities = traits.map(|index| catalogue.is_activity_trait(index));
            let of_activities: Vec<bool> = of_activities.collect();
            let needed = bounds.per_trait.needed(&of_activities, |_| true);
            (needed, bounds.most_items)
        }
    };
    let mut people = choosers(catalogue);
    let mut open: Vec<usize> = match most {
        usize::MAX => (0..bank.item_count()).collect(),
        _ => weighed(catalogue, &needed),
    };
    let (mut items, mut answered) = (Vec::new(), vec![0; needed.len()]);
    while items.len() < most && !open.is_empty() {
        let lacks = (0..needed.len()).map(|index| {
            let left = open.iter().filter(|&&item| bank.trait_of(item) == index);
            let lacks: usize = needed[index].saturating_sub(answered[index]);
            lacks.min(left.count())
        });
        let lacks: Vec<usize> = lacks.collect();
        // The last places are kept for traits that lack answers, as in the questionnaire.
        let is_bound = lacks.iter().sum::<usize>() >= most - items.len();
        let may = |item: &&usize| !is_bound || lacks[bank.trait_of(**item)] > 0;
        let told = |item: &usize| -> f64 {
            let people = people.iter();
            let tells = people.map(|one| one.outlook.information(bank, &one.evidence, *item));
            tells.sum()
        };
        // Where all is bound, some trait lacks what is left.
        let asked: Vec<usize> = open.iter().filter(may).copied().collect();
        let item = asked[highest(&asked.iter().map(told).collect::<Vec<f64>>())];
        open.retain(|&other| other != item);
        items.push(item);
        answered[bank.trait_of(item)] += 1;
        for one in &mut people {
            one.answers.push(one.categories[item]);
            bank.update(&mut one.evidence, bank.trait_of(item), &one.answers);
            one.outlook.update(bank, &one.evidence, bank.trait_of(item));
        }
    }
    tried(catalogue, items)
}

/// Returns the items that are weighed, in the catalogue's order: as many of each trait, if there are so many, and those that
/// tell most.
fn weighed(catalogue: &Catalogue, needed: &[usize]) -> Vec<usize> {
    let bank = &catalogue.bank;
    let mut items: Vec<usize> = (0..bank.item_count()).collect();
    if items.len() <= MOST_WEIGHED {
        return items;
    }
    let start = bank.evidence(&[]);
    let outlook = Outlook::new(bank, &start);
    let told = items.iter();
    let told = told.map(|&item| outlook.information(bank, &start, item));
    let told: Vec<f64> = told.collect();
    items.sort_by(|&one, &other| told[other].total_cmp(&told[one]));
    let each = MOST_WEIGHED / needed.len();
    let mut taken = vec![0; needed.len()];
    let (mut first, rest): (Vec<usize>, Vec<usize>) = items.into_iter().partition(|&item| {
        let index = bank.trait_of(item);
        taken[index] += 1;
        taken[index] <= each.max(needed[index])
    });
    let left = MOST_WEIGHED.saturating_sub(first.len());
    first.extend(rest.into_iter().take(left));
    first.sort_unstable();
    first
}

/// Draws somebody and calls `take` with their role and their answers to every item.
fn drawn(
    catalogue: &Catalogue,
    seed: u64,
    count: u64,
    mut take: impl FnMut(usize, &[(usize, Category)]),
) {
    let (streams, mut person, mut sheet) =
        (Streams::new(seed), Person::new(catalogue), Sheet::default());
    for number in 0..count {
        person.draw(catalogue, Population::Roles, &streams, number);
        person.fill(catalogue, Answering::Honest, 0, &mut sheet);
        let role = person.role.expect("people are drawn from the roles");
        take(role, sheet.all(catalogue));
    }
}

fn choosers(catalogue: &Catalogue) -> Vec<Chooser> {
    let mut people = Vec::new();
    let start = catalogue.bank.evidence(&[]);
    let outlook = Outlook::new(&catalogue.bank, &start);
    drawn(catalogue, 2, CHOOSERS, |_, answers| {
        people.push(Chooser {
            categories: answers.to_vec(),
            answers: Vec::new(),
            evidence: start.clone(),
            outlook: outlook.clone(),
        });
    });
    people
}

fn tried(catalogue: &Catalogue, items: Vec<usize>) -> FixedSet {
    let (mut hits, mut full) = (0, 0);
    let mut evidence = Evidence::default();
    drawn(catalogue, 1, TRIED, |role, answers| {
        let own: Vec<_> = items.iter().map(|&item| answers[item]).collect();
        for (answers, hits) in [(own.as_slice(), &mut hits), (answers, &mut full)] {
            catalogue.bank.replace(&mut evidence, answers);
            *hits += u64::from(evidence.leader() == role);
        }
    });
    FixedSet {
        items,
        people: TRIED,
        accuracy: Share::of(hits, TRIED),
        full: Share::of(full, TRIED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{fixture::EIGHT_TRAITS, read};

    fn catalogue() -> Catalogue {
        read(EIGHT_TRAITS).catalogue.unwrap()
    }

    #[test]
    fn the_first_item_tells_most_before_any_answer_and_each_trait_has_what_the_length_asks_for() {
        let catalogue = catalogue();
        let bank = &catalogue.bank;
        let start = bank.evidence(&[]);
        let outlook = Outlook::new(bank, &start);
        let told = |item: usize| outlook.information(bank, &start, item);
        let set = fixed_set(&catalogue, Length::Quick);
        assert!((0..bank.item_count()).all(|item| told(item) <= told(set.items[0]) + 1e-12));
        assert_eq!(set.items.len(), 12.min(bank.item_count()));
        for index in 0..catalogue.traits.len() {
            let mut items = set.items.iter();
            assert!(
                items.any(|&item| bank.trait_of(item) == index),
                "trait {index}"
            );
        }
        let mut distinct = set.items.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), set.items.len());
        assert_eq!(set, fixed_set(&catalogue, Length::Quick));
    }

    #[test]
    fn a_set_is_right_less_often_than_all_items_and_more_often_than_as_many_of_the_last() {
        let catalogue = catalogue();
        let set = fixed_set(&catalogue, Length::Quick);
        assert!(set.accuracy.value < set.full.value);
        let mut told: Vec<usize> = (0..catalogue.items.len()).collect();
        told.retain(|item| !set.items.contains(item));
        told.truncate(set.items.len());
        let other = tried(&catalogue, told);
        assert!(set.accuracy.low > other.accuracy.value, "{set:?} {other:?}");
    }

    #[test]
    fn of_many_items_as_many_are_weighed_and_those_of_every_trait() {
        use std::fmt::Write as _;
        let mut source = include_str!("../../tests/fixtures/minimal.toml").to_owned();
        for number in 0..3 * MOST_WEIGHED {
            writeln!(
                source,
                "[[item]]\nid = \"more-{number}\"\ntrait = \"left-right\"\nkind = \"statement\"\n\
                 text = \"I turn {number} times.\"\nshows = \"high\""
            )
            .unwrap();
        }
        let catalogue = read(&source).catalogue.unwrap();
        let weighed = weighed(&catalogue, &[1, 1]);
        assert_eq!(weighed.len(), MOST_WEIGHED);
        assert!(weighed.contains(&catalogue.item_index("alarm").unwrap()));
        assert!(weighed.is_sorted());
    }

    #[test]
    fn without_a_bound_every_item_is_in_the_set() {
        let minimal = include_str!("../../tests/fixtures/minimal.toml");
        let catalogue = read(minimal).catalogue.unwrap();
        let set = fixed_set(&catalogue, Length::Full);
        assert_eq!(set.items.len(), catalogue.items.len());
        assert_eq!(set.accuracy, set.full);
    }
}
