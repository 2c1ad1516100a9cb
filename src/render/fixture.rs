//! What tests of looks are about and how they look at it: the built-in catalogue, others made by hand, assessments of both.

use super::document::Report;
use super::look::{Charset, Look};
use crate::assessment::{Assessment, Given, Stopped};
use crate::catalogue::fixture::EIGHT_TRAITS;
use crate::catalogue::{
    Catalogue, Item, ItemContent, ItemId, Pole, Role, RoleId, Source, SourceId, Status, Subject,
    TYPICAL_SPREAD, Text, Trait, TraitId, read,
};
use crate::model::{GradedItem, ItemBank, Length, NormalPrior};
use crate::session::{Next, Session, Settings};

const HASH: &str = "0123456789abcdef";

/// What a test says of a role: name, letter, and a mean on each trait, or none where it makes no claim.
pub(super) struct RoleSketch<'a> {
    pub(super) name: &'a str,
    pub(super) letter: char,
    pub(super) means: Vec<Option<f64>>,
}

fn words(text: &str) -> Text {
    Text::new(text).unwrap()
}

/// Makes a catalogue with these poles and roles and six items a trait: pairs, statements and situations in turn.
pub(super) fn catalogue(poles: &[(&str, &str)], roles: &[RoleSketch<'_>]) -> Catalogue {
    let traits: Vec<Trait> = poles
        .iter()
        .enumerate()
        .map(|(index, (low, high))| Trait {
            id: TraitId::new(&format!("trait-{index}")).unwrap(),
            name: words(&format!("{low} or {high}")),
            low: words(low),
            high: words(high),
            about: words("what it is about"),
            low_about: None,
            high_about: None,
            low_try: None,
            high_try: None,
        })
        .collect();
    let prior = |mean: Option<f64>| {
        mean.map_or(NormalPrior::REFERENCE, |mean| {
            NormalPrior::new(mean, 0.8).unwrap()
        })
    };
    let roles: Vec<Role> = roles
        .iter()
        .enumerate()
        .map(|(index, sketch)| Role {
            id: RoleId::new(&format!("role-{index}")).unwrap(),
            name: words(sketch.name),
            short: words(sketch.name),
            letter: sketch.letter,
            about: words("what it is about"),
            adverts: vec![words("what adverts ask for")],
            tries: vec![words("how to try it")],
            first: [None; 2],
            profile: sketch.means.iter().map(|&mean| prior(mean)).collect(),
            claims: sketch.means.iter().map(Option::is_some).collect(),
            evidence: Vec::new(),
        })
        .collect();
    let items = (0..traits.len() * 6)
        .map(|index| item_of(&traits, index))
        .collect();
    finish("sketch", traits, roles, items)
}

fn item_of(traits: &[Trait], index: usize) -> Item {
    let trait_index = index / 6;
    let (low, high) = (&traits[trait_index].low, &traits[trait_index].high);
    let content = match index % 3 {
        0 => ItemContent::Pair {
            first: words(&format!("I like {low} best.")),
            second: words(&format!("I like {high} best.")),
            first_shows: Pole::Low,
        },
        1 => ItemContent::Statement {
            text: words(&format!("I like {low}.")),
            shows: Pole::Low,
        },
        _ => ItemContent::Situation {
            text: words("A free day. What do you do?"),
            options: vec![low.clone(), words("some of both"), high.clone()],
        },
    };
    Item {
        id: ItemId::new(&format!("item-{index}")).unwrap(),
        trait_index,
        facet: None,
        chance: None,
        content,
    }
}

fn finish(id: &str, traits: Vec<Trait>, roles: Vec<Role>, items: Vec<Item>) -> Catalogue {
    let profiles: Vec<Vec<NormalPrior>> = roles.iter().map(|role| role.profile.clone()).collect();
    let graded = items
        .iter()
        .map(|item| {
            let thresholds = GradedItem::even_thresholds(item.content.response_count());
            let a = item.content.kind().default_discrimination();
            (item.trait_index, GradedItem::new(a, thresholds).unwrap())
        })
        .collect();
    Catalogue {
        id: id.to_owned(),
        version: "1.0.0".to_owned(),
        hash: HASH.repeat(4),
        title: words("Which role?"),
        subject: Subject::You,
        language: words("en"),
        status: Status::ExpertSet,
        basis: None,
        about: None,
        frame: None,
        typical_spread: TYPICAL_SPREAD,
        observed: None,
        goes_by_id: false,
        file: None,
        sources: vec![Source {
            id: SourceId::new("one").unwrap(),
            title: words("One"),
            publisher: words("Somebody"),
            year: None,
            about: None,
        }],
        bank: ItemBank::new(&profiles, graded).unwrap(),
        traits,
        roles,
        items,
        moves: Vec::new(),
        team: None,
    }
}

/// Returns the usual built-in catalogue, with a hash that does not change with every comma in its file.
pub(super) fn product_roles() -> Catalogue {
    let mut catalogue = read(EIGHT_TRAITS).catalogue.unwrap();
    catalogue.hash = HASH.repeat(4);
    catalogue
}

/// Runs the questionnaire with somebody who stands at these places and always answers as is most likely there.
pub(super) fn asked(catalogue: &Catalogue, length: Length, theta: &[f64]) -> Assessment {
    let mut session = Session::new(catalogue, Settings::of(length));
    let reason = loop {
        match session.next() {
            Next::Stop(reason) => break reason,
            Next::Ask(item) => {
                let graded = catalogue.bank.item(item);
                let likely = graded
                    .all_categories()
                    .max_by(|&a, &b| {
                        let at = theta[catalogue.items[item].trait_index];
                        graded
                            .probability(a, at)
                            .total_cmp(&graded.probability(b, at))
                    })
                    .unwrap();
                let response = catalogue
                    .responses(item)
                    .find(|&response| catalogue.category(item, response) == likely);
                session.enter(item, response);
            }
        }
    };
    let given = session
        .responses()
        .into_iter()
        .map(|(item, response)| Given {
            item,
            response,
            position: response.number(),
        })
        .collect();
    Assessment::new(catalogue, given, Stopped::Asked { length, reason }).unwrap()
}

/// Assesses these responses, given all at once: item and number.
pub(super) fn given(catalogue: &Catalogue, responses: &[(usize, usize)]) -> Assessment {
    let given = responses
        .iter()
        .map(|&(item, number)| Given {
            item,
            response: catalogue.response(item, number).unwrap(),
            position: number,
        })
        .collect();
    Assessment::new(catalogue, given, Stopped::Given).unwrap()
}

/// Lays a report out for a terminal.
pub(super) fn text(report: &dyn Report, look: &Look) -> String {
    report.document().text(look)
}

/// Writes a report as Markdown.
pub(super) fn markdown(report: &dyn Report) -> String {
    report.document().markdown()
}

/// Writes a report as data.
pub(super) fn json(report: &dyn Report) -> String {
    report.json().unwrap()
}

/// A terminal of so many columns.
pub(super) fn look(width: usize, charset: Charset) -> Look {
    Look {
        width,
        charset,
        colour: false,
        typed: Some("rolefit"),
    }
}

/// Several pages as one text to look at, each under its name.
pub(super) fn under_names(pages: &[(&str, String)]) -> String {
    let under = |(name, page): &(&str, String)| format!("=== {name} ===\n\n{}", page.trim_end());
    pages.iter().map(under).collect::<Vec<_>>().join("\n\n")
}
