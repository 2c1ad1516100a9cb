//! Items: are there enough of them, do they tell anything where the roles lie, and can every response be given?

use super::roles::names_its_sample;
use super::{Places, decimal, percent};
use crate::catalogue::diagnostic::{Code, Diagnostic, Faults};
use crate::catalogue::text::several;
use crate::catalogue::{Catalogue, Item, ItemContent, ItemKind, Pole};
use crate::model::{CLEAR, Category};

/// With fewer items a trait cannot be asked about twice and leave a choice.
const LEAST_ITEMS: usize = 3;
/// Fisher information at which the answers say as much as the reference population: a reliability of one half.
const LEAST_INFORMATION: f64 = 1.0;
/// A response that nobody within three standard deviations gives this often is idle.
const LEAST_SHARE: f64 = 0.05;
/// An expert who calls an item more than so many times as sharp as is usual promises what only answers can show.
const SHARP: f64 = 2.0;
/// And so does one who calls all of them together sharper than that.
const SHARP_TOGETHER: f64 = 1.4;
/// Items of one kind on a trait from which one may expect both ways.
const BOTH_WAYS_FROM: usize = 2;

pub(super) fn inspect(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    for trait_index in 0..catalogue.traits.len() {
        amount(catalogue, trait_index, places, faults);
        keying(catalogue, trait_index, places, faults);
    }
    for item in 0..catalogue.items.len() {
        idle_responses(catalogue, item, places, faults);
        // A calibrated item is as sharp as its sample's answers were.
        if !names_its_sample(catalogue) {
            sharp(catalogue, item, places, faults);
        }
    }
    if !names_its_sample(catalogue) {
        sharp_together(catalogue, places, faults);
    }
}

fn amount(catalogue: &Catalogue, trait_index: usize, places: &Places<'_>, faults: &mut Faults) {
    let items = catalogue.bank.traits()[trait_index].items();
    let id = catalogue.traits[trait_index].id.as_str();
    if items.len() < LEAST_ITEMS {
        let own = several(items.len(), "item");
        let what = format!("`{id}` has {own}, fewer than {LEAST_ITEMS}");
        let few = Diagnostic::new(Code::FewItems, places.trait_(trait_index), what);
        faults.push(few.help("write more items on it: six measure a trait fairly"));
        return;
    }
    for (index, role) in catalogue.roles.iter().enumerate() {
        let theta = role.profile[trait_index].mean();
        let information = items.iter().map(|item| item.fisher_information(theta));
        let information: f64 = information.sum();
        if !role.claims[trait_index] || information >= LEAST_INFORMATION {
            continue;
        }
        let (role, information, theta) = (&role.id, decimal(information), decimal(theta));
        let what = format!(
            "all items on `{id}` together tell little where `{role}` lies, at {theta}: their information, which is how much they \
             tell of somebody's place there, is {information}; aim for 2"
        );
        let little = Diagnostic::new(Code::LittleInformation, places.trait_(trait_index), what);
        let little = little.context(places.profile(index, id), "here");
        faults.push(little.help("write more items on it, or items whose thresholds lie there"));
        return;
    }
}

/// Agreeing, and preferring what stands first, are habits of some people. They cancel out where half of the items show
/// one pole and half the other. Of activities enjoying always shows the same pole, as it should.
fn keying(catalogue: &Catalogue, trait_index: usize, places: &Places<'_>, faults: &mut Faults) {
    let id = catalogue.traits[trait_index].id.as_str();
    for (kind, what, help) in [
        (
            ItemKind::Statement,
            "agreeing with a statement",
            "word half of the statements so that they show the other pole",
        ),
        (
            ItemKind::Pair,
            "the first side of a pair",
            "change the sides of half of the pairs",
        ),
    ] {
        let own = |item: &&Item| item.trait_index == trait_index && item.content.kind() == kind;
        let own = catalogue.items.iter().filter(own);
        let poles: Vec<Pole> = own.map(|item| item.content.last_response_shows()).collect();
        if poles.len() < BOTH_WAYS_FROM || poles.iter().any(|pole| *pole != poles[0]) {
            continue;
        }
        let pole = match kind {
            ItemKind::Pair => poles[0].other(),
            _ => poles[0],
        };
        let what = format!("on `{id}` {what} always shows the {} pole", pole.name());
        let one_way = Diagnostic::new(Code::KeyedOneWay, places.trait_(trait_index), what);
        faults.push(one_way.help(help));
    }
}

fn idle_responses(catalogue: &Catalogue, item: usize, places: &Places<'_>, faults: &mut Faults) {
    let graded = catalogue.bank.item(item);
    for category in graded.all_categories() {
        let most = (-30..=30)
            .map(|tenth| graded.probability(category, f64::from(tenth) / 10.0))
            .fold(0.0, f64::max);
        if most >= LEAST_SHARE {
            continue;
        }
        let response = catalogue.response_of(item, category).number();
        let (id, most) = (&catalogue.items[item].id, percent(most));
        let what = format!(
            "hardly anybody gives response {response} to `{id}`: at most {most} do, wherever they stand"
        );
        let idle = Diagnostic::new(Code::IdleResponse, places.item(item), what);
        let help = "move its thresholds apart and nearer to 0, or leave the response out";
        faults.push(idle.help(help));
    }
}

/// Returns how sharply an item is said to tell people apart, and how sharply its kind does.
fn sharpness(catalogue: &Catalogue, item: usize) -> (f64, f64) {
    let usual = catalogue.items[item]
        .content
        .kind()
        .default_discrimination();
    (catalogue.bank.item(item).discrimination(), usual)
}

fn sharp(catalogue: &Catalogue, item: usize, places: &Places<'_>, faults: &mut Faults) {
    let (discrimination, usual) = sharpness(catalogue, item);
    if discrimination <= SHARP * usual {
        return;
    }
    let id = &catalogue.items[item].id;
    let (own, usual) = (decimal(discrimination), decimal(usual));
    let what = format!(
        "`{id}` is said to tell people apart with a discrimination of {own}, over twice the usual {usual}"
    );
    let sharp = Diagnostic::new(Code::SharpItem, places.item(item), what);
    faults.push(sharp.help("leave `discrimination` out, until people's answers say otherwise"));
}

fn sharp_together(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    let ratio = |item| {
        let (own, usual) = sharpness(catalogue, item);
        own / usual
    };
    let all = catalogue.items.len();
    // One that is told for itself does not make the others sharp.
    let ratios = (0..all).map(|item| ratio(item).min(SHARP));
    let times = ratios.sum::<f64>() / all as f64;
    let first = (0..all).find(|item| ratio(*item) > SHARP_TOGETHER);
    let Some(first) = first.filter(|_| times > SHARP_TOGETHER) else {
        return;
    };
    let what = format!(
        "the items are said to tell people apart {} times as sharply as is usual, on average",
        decimal(times)
    );
    let sharp = Diagnostic::new(Code::SharpItem, places.item(first), what);
    faults.push(sharp.help("leave `discrimination` out, until people's answers say otherwise"));
}

pub(super) fn follow_patterns(catalogue: &Catalogue, places: &Places<'_>, faults: &mut Faults) {
    for (name, answers) in patterns(catalogue) {
        if answers.is_empty() {
            continue;
        }
        let evidence = catalogue.bank.evidence(&answers);
        let leader = evidence.leader();
        let probability = evidence.roles()[leader];
        if probability < CLEAR {
            continue;
        }
        let (role, probability) = (&catalogue.roles[leader].id, decimal(probability));
        let what = format!("{name} gives `{role}` with probability {probability}");
        let favoured = Diagnostic::new(Code::FavouredPattern, places.role(leader), what);
        let help =
            "turn about half of the items round, or balance the roles' means between the poles";
        faults.push(favoured.label("gained without reading").help(help));
    }
}

/// Answers to every item, as categories.
type Answers = Vec<(usize, Category)>;

/// Each pattern by name. The options of situations are shown shuffled, so a habit of position says nothing of them.
fn patterns(catalogue: &Catalogue) -> [(&'static str, Answers); 4] {
    let by_response = |number: &dyn Fn(&ItemContent) -> Option<usize>| -> Answers {
        let answer = |(item, words): (usize, &Item)| {
            let response = catalogue.response(item, number(&words.content)?)?;
            Some((item, catalogue.category(item, response)))
        };
        let items = catalogue.items.iter().enumerate();
        items.filter_map(answer).collect()
    };
    let middle = (0..catalogue.items.len()).filter_map(|item| {
        let graded = catalogue.bank.item(item);
        // Of an even number of categories the lower and the upper middle in turn.
        let middle = usize::midpoint(graded.categories() - 1, item % 2);
        Some((item, graded.category(middle)?))
    });
    let in_order = |content: &ItemContent| !content.kind().is_shuffled();
    let first = |content: &ItemContent| in_order(content).then_some(1);
    let last = |content: &ItemContent| in_order(content).then(|| content.response_count());
    let agreeing = by_response(&ItemContent::agreeing_response);
    [
        ("always the first response", by_response(&first)),
        ("always the last response", by_response(&last)),
        ("agreeing with everything", agreeing),
        ("always the middle", middle.collect()),
    ]
}
