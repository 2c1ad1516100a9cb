//! Catalogues and assessments for tests of looks: the built-in one, and ones made by hand. It checks nothing.

use toml::{Table, Value};

use crate::assessment::{Assessment, Given, Stopped};
use crate::catalogue::{
    Catalogue, Item, ItemContent, ItemId, Pole, Role, RoleId, Source, SourceId, Status, Subject,
    Text, Trait, TraitId,
};
use crate::model::{GradedItem, ItemBank, Length, NormalPrior};
use crate::session::{Next, Session, Settings};

/// What a test says of a role: name, letter, and a mean on each trait, or none where it makes no claim.
pub(super) struct RoleSketch<'a> {
    pub(super) name: &'a str,
    pub(super) letter: char,
    pub(super) means: Vec<Option<f64>>,
}

fn text(text: &str) -> Text {
    Text::new(text).unwrap()
}

/// Makes a catalogue with these poles and roles and six items a trait: pairs, statements and situations in turn.
pub(super) fn catalogue(poles: &[(&str, &str)], roles: &[RoleSketch<'_>]) -> Catalogue {
    let traits: Vec<Trait> = poles
        .iter()
        .enumerate()
        .map(|(index, (low, high))| Trait {
            id: TraitId::new(&format!("trait-{index}")).unwrap(),
            name: text(&format!("{low} or {high}")),
            low: text(low),
            high: text(high),
            about: text("what it is about"),
            low_about: None,
            high_about: None,
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
            name: text(sketch.name),
            short: text(sketch.name),
            letter: sketch.letter,
            about: text("what it is about"),
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
            first: text(&format!("I like {low} best.")),
            second: text(&format!("I like {high} best.")),
            first_shows: Pole::Low,
        },
        1 => ItemContent::Statement {
            text: text(&format!("I like {low}.")),
            shows: Pole::Low,
        },
        _ => ItemContent::Situation {
            text: text("A free day. What do you do?"),
            options: vec![low.clone(), text("some of both"), high.clone()],
        },
    };
    Item {
        id: ItemId::new(&format!("item-{index}")).unwrap(),
        trait_index,
        facet: None,
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
        hash: "0123456789abcdef".repeat(4),
        title: text("Which role?"),
        subject: Subject::You,
        language: text("en"),
        status: Status::ExpertSet,
        basis: None,
        sources: vec![Source {
            id: SourceId::new("one").unwrap(),
            title: text("One"),
            publisher: text("Somebody"),
            year: None,
            about: None,
        }],
        bank: ItemBank::new(&profiles, graded).unwrap(),
        traits,
        roles,
        items,
    }
}

/// Reads the built-in catalogue, trusting it.
pub(super) fn product_roles() -> Catalogue {
    let file: Table = include_str!("../../data/catalogues/product-roles.toml")
        .parse()
        .unwrap();
    let list = |key: &str| {
        file[key]
            .as_array()
            .unwrap()
            .iter()
            .map(|value| value.as_table().unwrap())
    };
    let of = |table: &Table, key: &str| text(table[key].as_str().unwrap());
    let traits: Vec<Trait> = list("trait")
        .map(|table| Trait {
            id: TraitId::new(table["id"].as_str().unwrap()).unwrap(),
            name: of(table, "name"),
            low: of(table, "low"),
            high: of(table, "high"),
            about: of(table, "about"),
            low_about: None,
            high_about: None,
        })
        .collect();
    let roles = list("role")
        .map(|table| {
            let prior = |t: &Trait| {
                let value = &table["profile"][t.id.as_str()];
                NormalPrior::new(
                    value["mean"].as_float().unwrap(),
                    value["spread"].as_float().unwrap(),
                )
                .unwrap()
            };
            Role {
                id: RoleId::new(table["id"].as_str().unwrap()).unwrap(),
                name: of(table, "name"),
                short: of(table, "short"),
                letter: table["letter"].as_str().unwrap().chars().next().unwrap(),
                about: of(table, "about"),
                profile: traits.iter().map(prior).collect(),
                claims: vec![true; traits.len()],
                evidence: Vec::new(),
            }
        })
        .collect();
    let items = list("item")
        .map(|table| item_from(table, &traits))
        .collect();
    let mut catalogue = finish("product-roles", traits, roles, items);
    catalogue.title = text(file["title"].as_str().unwrap());
    catalogue.basis = Some(text(file["basis"].as_str().unwrap()));
    catalogue
}

fn item_from(table: &Table, traits: &[Trait]) -> Item {
    let of = |key: &str| text(table[key].as_str().unwrap());
    let pole = |key: &str| match table[key].as_str() {
        Some("low") => Pole::Low,
        _ => Pole::High,
    };
    let content = match table["kind"].as_str() {
        Some("pair") => ItemContent::Pair {
            first: of("first"),
            second: of("second"),
            first_shows: pole("first-shows"),
        },
        Some("statement") => ItemContent::Statement {
            text: of("text"),
            shows: pole("shows"),
        },
        _ => ItemContent::Situation {
            text: of("text"),
            options: table["options"]
                .as_array()
                .unwrap()
                .iter()
                .map(|option| text(Value::as_str(option).unwrap()))
                .collect(),
        },
    };
    Item {
        id: ItemId::new(table["id"].as_str().unwrap()).unwrap(),
        trait_index: traits
            .iter()
            .position(|t| Some(t.id.as_str()) == table["trait"].as_str())
            .unwrap(),
        facet: None,
        content,
    }
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
