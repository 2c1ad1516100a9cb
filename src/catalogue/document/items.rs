//! The items: what they measure, what they ask and their parameters.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Names;
use crate::catalogue::alike::{Look, looks};
use crate::catalogue::diagnostic::{Code, Diagnostic, Faults};
use crate::catalogue::table::{Entry, Reader, Table};
use crate::catalogue::text::MAX_TEXT;
use crate::catalogue::value::{Owner, Placed, PlacedList, RawText, text_of};
use crate::catalogue::{Item, ItemContent, ItemId, ItemKind, Pole, Text};
use crate::model::{GradedItem, GradedItemError, MAX_CATEGORIES};

/// The fewest options of a situation.
const MIN_OPTIONS: usize = 2;
/// The keys that not every kind has.
const KEYS_BY_KIND: [&str; 6] = ["first", "second", "first-shows", "text", "shows", "options"];

/// What items ask, and where each asks it first.
type Asked = BTreeMap<Vec<Look>, Range<usize>>;

/// Reads the items and their parameters.
pub(super) fn read<'a>(
    tables: &[Entry<'a>],
    traits: &[Entry<'a>],
    names: &mut Names<'a>,
    reader: &mut Reader<'a>,
) -> (Vec<Item>, Vec<GradedItem>) {
    names.traits.forget();
    let mut asked = Asked::new();
    let items = super::each(tables, "item", reader, |table| {
        item_of(table, names, &mut asked)
    });
    let unmeasured = names.traits.unnamed(traits).filter(|_| !tables.is_empty());
    for (owner, place) in unmeasured {
        // A second trait of the same id cannot be named; that it stands twice was reported.
        let same = |(other, _): &&Entry<'_>| {
            owner.id.is_some() && text_of(other, "id").map(|id| id.value) == owner.id
        };
        if traits.iter().filter(same).count() < 2 {
            let what = format!("no item measures {owner}");
            let without = Diagnostic::new(Code::TraitWithoutItems, place, what);
            let help = "add an `[[item]]` that measures it, or remove the trait";
            reader.faults.push(without.help(help));
        }
    }
    items.into_iter().unzip()
}

fn item_of<'a>(
    mut table: Table<'_, 'a>,
    names: &mut Names<'a>,
    asked: &mut Asked,
) -> (Item, GradedItem) {
    table.require("kind", "\"statement\"");
    let id = table.id(ItemId::new);
    let named = table.required("trait");
    let facet = table.optional("facet");
    let discrimination = table.number("discrimination");
    let thresholds = table.numbers("thresholds");
    let chance = super::share_of(
        &mut table,
        "chance",
        "write how probable it was by chance alone, such as `0.2`",
    );
    let kind = table.choice("kind", ItemKind::NAMED).map(|kind| kind.value);
    let (content, categories) = match kind {
        None => {
            table.accept(&KEYS_BY_KIND);
            (None, None)
        }
        Some(kind) => {
            let content = content_of(kind, &mut table, asked);
            table.foreign(&KEYS_BY_KIND, kind.with_article());
            content
        }
    };
    table.finish();
    let (code, named) = (Code::UnknownTrait, named.as_ref());
    let trait_index = names.traits.find(&mut table, "measures", code, named);
    let (owner, faults) = (table.owner, &mut *table.reader.faults);
    let item = Item {
        id,
        trait_index: trait_index.unwrap_or_default(),
        facet,
        chance,
        content: content.unwrap_or(ItemContent::Activity {
            text: Text::reported(),
        }),
    };
    let mut graded = Graded { owner, faults };
    let discrimination = graded.discrimination(kind, discrimination);
    let thresholds = graded.thresholds(thresholds, categories);
    let stand_in = || GradedItem::even_thresholds(MIN_OPTIONS);
    let graded = GradedItem::new(discrimination, thresholds.unwrap_or_else(stand_in));
    let stand_in = |_| GradedItem::new(1.0, stand_in()).expect("it keeps every law");
    (item, graded.unwrap_or_else(stand_in))
}

/// Reads the keys that an item has because of its kind, and how many categories it has, where its options tell.
fn content_of(
    kind: ItemKind,
    table: &mut Table<'_, '_>,
    asked: &mut Asked,
) -> (Option<ItemContent>, Option<usize>) {
    let mut categories = kind.responses();
    let content = match kind {
        ItemKind::Pair => {
            let [first, second] = ["first", "second"].map(|key| table.required(key));
            report_asked_before([&first, &second], table, asked);
            let sides = (1..).zip([first.clone(), second.clone()]);
            report_same("side", sides, table);
            let mut text = |key, raw: Option<_>| table.say(key, &raw?);
            let (first, second) = (text("first", first), text("second", second));
            table.require("first-shows", "\"low\"");
            ItemContent::Pair {
                first: first.unwrap_or_else(Text::reported),
                second: second.unwrap_or_else(Text::reported),
                first_shows: table.required_choice("first-shows", Pole::NAMED),
            }
        }
        ItemKind::Statement => {
            let text = text_of_item(table, asked);
            table.require("shows", "\"high\"");
            let shows = table.required_choice("shows", Pole::NAMED);
            ItemContent::Statement { text, shows }
        }
        ItemKind::Situation => {
            let text = text_of_item(table, asked);
            table.require("options", "[\"…\", \"…\"]");
            let given = table.strings("options");
            categories = given.as_ref().map(|given| given.value.len());
            let options = given.map_or_else(Vec::new, |given| options_of(&given, table));
            ItemContent::Situation { text, options }
        }
        ItemKind::Activity => ItemContent::Activity {
            text: text_of_item(table, asked),
        },
    };
    let possible = MIN_OPTIONS..=MAX_CATEGORIES;
    let categories = categories.filter(|count| possible.contains(count));
    (Some(content), categories)
}

fn text_of_item(table: &mut Table<'_, '_>, asked: &mut Asked) -> Text {
    let raw = table.required("text");
    report_asked_before([&raw], table, asked);
    let text = raw.and_then(|raw| table.say("text", &raw));
    text.unwrap_or_else(Text::reported)
}

/// Reports an item that asks what one before it asks, or looks as if it did, in whichever order the two sides of a pair
/// stand.
fn report_asked_before<const N: usize>(
    texts: [&Option<RawText<'_>>; N],
    table: &mut Table<'_, '_>,
    asked: &mut Asked,
) {
    let texts: Vec<_> = texts.into_iter().flatten().collect();
    if texts.len() < N {
        return;
    }
    let looks = texts.iter().map(|text| looks(text.value));
    let (mut any_case, mut own_case): (Vec<_>, Vec<_>) = looks.map(<(_, _)>::from).unzip();
    any_case.sort_unstable();
    own_case.sort_unstable();
    let place = texts[0].span.clone();
    if let Some(before) = asked.get(&any_case).or_else(|| asked.get(&own_case)) {
        let what = format!("{} asks the same as an item before it", table.owner);
        let twice = Diagnostic::new(Code::DuplicateItem, place, what);
        let help = "remove one of them: the same answer would count twice";
        table.report(twice.again(before).help(help));
    } else {
        asked.extend([any_case, own_case].map(|words| (words, place.clone())));
    }
}

/// Makes the options of a situation; none where their number was reported.
fn options_of<'a>(given: &PlacedList<RawText<'a>>, table: &mut Table<'_, 'a>) -> Vec<Text> {
    let count = given.value.len();
    if !(MIN_OPTIONS..=MAX_CATEGORIES).contains(&count) {
        let owner = table.owner;
        let what =
            format!("{owner} has {count} options, and needs {MIN_OPTIONS} to {MAX_CATEGORIES}");
        table.report(Diagnostic::new(Code::OptionCount, given.span.clone(), what));
        return Vec::new();
    }
    report_same("option", (1..).zip(given.value.iter().cloned()), table);
    let (owner, reader) = (table.owner, &mut *table.reader);
    let texts = (1..).zip(&given.value).filter_map(|(number, option)| {
        let called = format!("options[{number}]");
        reader.text_within(owner, &called, option.as_ref()?, MAX_TEXT)
    });
    texts.collect()
}

/// Reports two responses in the same words, or in words that look the same.
fn report_same<'a>(
    what: &str,
    texts: impl Iterator<Item = (usize, Option<RawText<'a>>)>,
    table: &mut Table<'_, 'a>,
) {
    let owner = table.owner;
    let named = texts.filter_map(|(number, text)| Some((format!("{what} {number}"), owner, text?)));
    table.reader.apart(Code::DuplicateOption, named);
}

/// The parameters of an item; they are tried apart, so that a fault in one does not hide another.
struct Graded<'f> {
    owner: Owner<'f>,
    faults: &'f mut Faults,
}

impl Graded<'_> {
    fn discrimination(&mut self, kind: Option<ItemKind>, given: Option<Placed<f64>>) -> f64 {
        let Some(given) = given else {
            return kind.map_or(1.0, ItemKind::default_discrimination);
        };
        if let Err(error) = GradedItem::new(given.value, GradedItem::even_thresholds(MIN_OPTIONS)) {
            let (what, code) = (
                format!("{}: {error}", self.owner),
                Code::DiscriminationOutOfRange,
            );
            let beyond = Diagnostic::out_of_bounds(code, given.span, what);
            self.faults.push(beyond);
        }
        given.value
    }

    /// Returns the thresholds, or nothing where they cannot be told or were reported.
    fn thresholds(
        &mut self,
        given: Option<PlacedList<Placed<f64>>>,
        categories: Option<usize>,
    ) -> Option<Vec<f64>> {
        let Some(given) = given else {
            return categories.map(GradedItem::even_thresholds);
        };
        let count = given.value.len();
        if let Some(categories) = categories.filter(|categories| count != categories - 1) {
            let what = format!(
                "{} has {categories} responses and so {} thresholds, but {count} are given",
                self.owner,
                categories - 1
            );
            let wrong = Diagnostic::new(Code::ThresholdCount, given.span, what);
            let help = "give one fewer than responses, or leave `thresholds` out";
            self.faults.push(wrong.help(help));
            return None;
        }
        let placed: Vec<Placed<f64>> = given.value.into_iter().collect::<Option<_>>()?;
        let thresholds: Vec<f64> = placed.iter().map(|threshold| threshold.value).collect();
        let Err(error) = GradedItem::new(1.0, thresholds.clone()) else {
            return Some(thresholds);
        };
        let what = format!("{}: {error}", self.owner);
        let at = |index: usize| placed[index].span.clone();
        self.faults.push(match error {
            GradedItemError::Threshold { index, .. } => {
                Diagnostic::out_of_bounds(Code::ThresholdOutOfRange, at(index), what)
            }
            GradedItemError::NotRising { index, .. } => {
                Diagnostic::new(Code::ThresholdsNotRising, at(index), what)
                    .label("must be above the one before it")
                    .help("list thresholds from the lowest to the highest, each once")
            }
            GradedItemError::ThresholdCount(_) | GradedItemError::Discrimination(_) => {
                Diagnostic::new(Code::ThresholdCount, given.span, what)
            }
        });
        None
    }
}
