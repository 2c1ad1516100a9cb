//! The laws of items: what they measure, what they ask and their parameters.

use std::collections::BTreeMap;
use std::ops::Range;

use super::words::{Index, Reference, Words};
use crate::catalogue::alike::appearance;
use crate::catalogue::diagnostic::{Code, Diagnostic};
use crate::catalogue::document::{Placed, RawCatalogue, RawItem, RawText};
use crate::catalogue::faults::Faults;
use crate::catalogue::{Item, ItemContent, ItemId, ItemKind, Pole, Text};
use crate::model::{GradedItem, GradedItemError, MAX_CATEGORIES};

/// The fewest options of a situation.
pub(in crate::catalogue) const MIN_OPTIONS: usize = 2;

/// Makes the items with their parameters, or nothing where an error was reported.
pub(super) fn validate(
    raw: &RawCatalogue<'_>,
    traits: &Index<'_>,
    words: &mut Words<'_>,
) -> Option<Vec<(Item, GradedItem)>> {
    let mut measured = vec![false; raw.traits.len()];
    let mut any_unknown = raw.items.is_empty();
    let mut asked = BTreeMap::new();
    let mut items = Vec::with_capacity(raw.items.len());
    for item in &raw.items {
        let measures = traits.find(
            item.owner,
            "measures",
            Code::UnknownTrait,
            item.trait_id.as_ref(),
            words.faults,
        );
        match measures {
            Reference::To(index) | Reference::Near(index) => measured[index] = true,
            Reference::Nowhere => any_unknown = true,
        }
        items.push(item_of(item, measures, &mut asked, words));
    }
    // An item whose trait cannot be told may measure any of them.
    if !any_unknown {
        report_unmeasured(raw, &measured, words.faults);
    }
    items.into_iter().collect()
}

fn report_unmeasured(raw: &RawCatalogue<'_>, measured: &[bool], faults: &mut Faults) {
    for (unmeasured, _) in raw
        .traits
        .iter()
        .zip(measured)
        .filter(|&(_, &measured)| !measured)
    {
        // A second trait of the same id cannot be named; that it stands twice was reported.
        let same = |other: &&super::RawTrait<'_>| {
            other.owner.id.is_some() && other.owner.id == unmeasured.owner.id
        };
        if raw.traits.iter().filter(same).count() > 1 {
            continue;
        }
        let place = unmeasured
            .id
            .as_ref()
            .map_or(&unmeasured.span, |id| &id.span);
        let without = Diagnostic::new(
            Code::TraitWithoutItems,
            place.clone(),
            format!("no item measures {}", unmeasured.owner),
        );
        faults.push(without.help("add an `[[item]]` that measures it, or remove the trait"));
    }
}

fn item_of(
    raw: &RawItem<'_>,
    measures: Reference,
    asked: &mut BTreeMap<Vec<String>, Range<usize>>,
    words: &mut Words<'_>,
) -> Option<(Item, GradedItem)> {
    let id = words.id(raw.owner, raw.id.as_ref(), ItemId::new);
    let facet = words.optional(raw.owner, "facet", raw.facet.as_ref());
    report_asked_before(raw, asked, words.faults);
    let content = content_of(raw, words);
    let graded = graded(raw, categories(raw), words.faults);
    let item = Item {
        id: id?,
        trait_index: measures.found()?,
        facet: facet?,
        content: content?,
    };
    Some((item, graded?))
}

/// Reports an item that asks what one before it asks, or looks as if it did, in whichever order the two sides of a pair
/// stand.
fn report_asked_before(
    raw: &RawItem<'_>,
    asked: &mut BTreeMap<Vec<String>, Range<usize>>,
    faults: &mut Faults,
) {
    let texts = [&raw.first, &raw.second, &raw.text].into_iter().flatten();
    let mut words: Vec<String> = texts.clone().map(|text| appearance(text.value)).collect();
    let half_a_pair = raw.kind == Some(ItemKind::Pair) && words.len() < 2;
    let Some(place) = texts.map(|text| &text.span).next().filter(|_| !half_a_pair) else {
        return;
    };
    words.sort_unstable();
    if let Some(before) = asked.get(&words) {
        let twice = Diagnostic::new(
            Code::DuplicateItem,
            place.clone(),
            format!("{} asks the same as an item before it", raw.owner),
        );
        faults.push(
            twice
                .label("again here")
                .context(before.clone(), "first here")
                .help("remove one of them: the same answer would count twice"),
        );
    } else {
        asked.insert(words, place.clone());
    }
}

fn content_of(raw: &RawItem<'_>, words: &mut Words<'_>) -> Option<ItemContent> {
    let pole = |raw: &Option<Placed<Pole>>| raw.as_ref().map(|pole| pole.value);
    match raw.kind? {
        ItemKind::Pair => {
            let sides = (1..).zip([raw.first.as_ref(), raw.second.as_ref()]);
            report_same(raw, "side", sides, words);
            let first = words.text(raw.owner, "first", raw.first.as_ref());
            let second = words.text(raw.owner, "second", raw.second.as_ref());
            Some(ItemContent::Pair {
                first: first?,
                second: second?,
                first_shows: pole(&raw.first_shows)?,
            })
        }
        ItemKind::Statement => Some(ItemContent::Statement {
            text: words.text(raw.owner, "text", raw.text.as_ref())?,
            shows: pole(&raw.shows)?,
        }),
        ItemKind::Situation => {
            let text = words.text(raw.owner, "text", raw.text.as_ref());
            let options = options_of(raw, words);
            Some(ItemContent::Situation {
                text: text?,
                options: options?,
            })
        }
        ItemKind::Activity => Some(ItemContent::Activity {
            text: words.text(raw.owner, "text", raw.text.as_ref())?,
        }),
    }
}

/// Makes the options of a situation, or nothing where they were reported.
fn options_of(raw: &RawItem<'_>, words: &mut Words<'_>) -> Option<Vec<Text>> {
    let options = raw.options.as_ref()?;
    let count = options.value.len();
    if !(MIN_OPTIONS..=MAX_CATEGORIES).contains(&count) {
        let what = format!(
            "{} has {count} options, and needs {MIN_OPTIONS} to {MAX_CATEGORIES}",
            raw.owner
        );
        let wrong = Diagnostic::new(Code::OptionCount, options.span.clone(), what);
        words.faults.push(wrong);
        return None;
    }
    let numbered = (1..).zip(options.value.iter().map(Option::as_ref));
    report_same(raw, "option", numbered.clone(), words);
    let texts: Vec<Option<Text>> = numbered
        .map(|(n, option)| words.text(raw.owner, &format!("options[{n}]"), option))
        .collect();
    texts.into_iter().collect()
}

/// Reports two responses in the same words, or in words that look the same.
fn report_same<'r, 'a: 'r>(
    raw: &RawItem<'a>,
    what: &str,
    texts: impl Iterator<Item = (usize, Option<&'r RawText<'a>>)>,
    words: &mut Words<'_>,
) {
    let named =
        texts.filter_map(|(number, text)| Some((format!("{what} {number}"), raw.owner, text?)));
    words.apart(Code::DuplicateOption, named);
}

/// Returns how many categories the item has, or nothing where its kind or its options do not tell.
fn categories(raw: &RawItem<'_>) -> Option<usize> {
    let options = || Some(raw.options.as_ref()?.value.len());
    let count = raw.kind?.responses().or_else(options)?;
    (MIN_OPTIONS..=MAX_CATEGORIES)
        .contains(&count)
        .then_some(count)
}

/// Makes the parameters; discrimination and thresholds are tried apart, so that a fault in one does not hide another.
fn graded(raw: &RawItem<'_>, categories: Option<usize>, faults: &mut Faults) -> Option<GradedItem> {
    let mut discrimination = raw.kind.map(ItemKind::default_discrimination);
    if let Some(given) = &raw.discrimination {
        discrimination = Some(given.value);
        if let Err(error) = GradedItem::new(given.value, GradedItem::even_thresholds(MIN_OPTIONS)) {
            let what = format!("{}: {error}", raw.owner);
            faults.push(
                Diagnostic::new(Code::DiscriminationOutOfRange, given.span.clone(), what)
                    .label("out of bounds")
                    .help("write a number within the bounds"),
            );
        }
    }
    let thresholds = match &raw.thresholds {
        None => GradedItem::even_thresholds(categories?),
        Some(given) => given_thresholds(raw, given, categories, faults)?,
    };
    GradedItem::new(discrimination?, thresholds).ok()
}

fn given_thresholds(
    raw: &RawItem<'_>,
    given: &Placed<Vec<Option<Placed<f64>>>>,
    categories: Option<usize>,
    faults: &mut Faults,
) -> Option<Vec<f64>> {
    let count = given.value.len();
    if let Some(categories) = categories
        && count != categories - 1
    {
        let what = format!(
            "{} has {categories} responses and so {} thresholds, but {count} are given",
            raw.owner,
            categories - 1
        );
        let wrong = Diagnostic::new(Code::ThresholdCount, given.span.clone(), what);
        faults.push(wrong.help("give one fewer than responses, or leave `thresholds` out"));
        return None;
    }
    let placed: Vec<&Placed<f64>> = given
        .value
        .iter()
        .map(Option::as_ref)
        .collect::<Option<_>>()?;
    let thresholds: Vec<f64> = placed.iter().map(|threshold| threshold.value).collect();
    let Err(error) = GradedItem::new(1.0, thresholds.clone()) else {
        return Some(thresholds);
    };
    let what = format!("{}: {error}", raw.owner);
    faults.push(match error {
        GradedItemError::Threshold { index, .. } => {
            Diagnostic::new(Code::ThresholdOutOfRange, placed[index].span.clone(), what)
                .label("out of bounds")
                .help("write a number within the bounds")
        }
        GradedItemError::NotRising { index, .. } => {
            Diagnostic::new(Code::ThresholdsNotRising, placed[index].span.clone(), what)
                .label("must be above the one before it")
                .help("list thresholds from the lowest to the highest, each once")
        }
        GradedItemError::ThresholdCount(_) | GradedItemError::Discrimination(_) => {
            Diagnostic::new(Code::ThresholdCount, given.span.clone(), what)
        }
    });
    None
}
