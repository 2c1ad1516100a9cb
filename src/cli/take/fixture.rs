//! A small catalogue for the tests: three traits, two roles, every kind of item.

use rolefit::catalogue::{
    Catalogue, Item, ItemContent, ItemId, Pole, Role, RoleId, Status, Subject, TYPICAL_SPREAD,
    Text, Trait, TraitId,
};
use rolefit::model::{GradedItem, ItemBank, NormalPrior};

fn text(text: &str) -> Text {
    Text::new(text).unwrap()
}

fn measured(id: &str, low: &str, high: &str) -> Trait {
    Trait {
        id: TraitId::new(id).unwrap(),
        name: text(&format!("{low} or {high}")),
        low: text(low),
        high: text(high),
        about: text("Where your attention goes first."),
        low_about: Some(text("You look far ahead.")),
        high_about: Some(text("You clear what is in the way.")),
        low_try: None,
        high_try: None,
    }
}

fn role(id: &str, means: [f64; 3]) -> Role {
    Role {
        id: RoleId::new(id).unwrap(),
        name: text(id),
        short: text(id),
        letter: id.chars().next().unwrap(),
        about: text("A role."),
        adverts: Vec::new(),
        tries: Vec::new(),
        first: [None; 2],
        profile: means
            .map(|mean| NormalPrior::new(mean, 0.6).unwrap())
            .to_vec(),
        claims: vec![true; 3],
        evidence: Vec::new(),
    }
}

fn content(number: usize) -> ItemContent {
    match number % 3 {
        0 => ItemContent::Pair {
            first: text(
                "A free morning is best used to think about which of two paths suits us in three years.",
            ),
            second: text(
                "A free morning is best used to clear ten small things that hold people up this week.",
            ),
            first_shows: Pole::Low,
        },
        1 => ItemContent::Statement {
            text: text("I keep pushing until a thing is done and out of the house."),
            shows: Pole::High,
        },
        _ => ItemContent::Situation {
            text: text(
                "The booking page of a small hotel is slow. What would you most likely do first?",
            ),
            options: [
                "Ask guests what they need.",
                "Look at the figures.",
                "Fix the page.",
                "Ask for a date.",
            ]
            .map(text)
            .to_vec(),
        },
    }
}

/// Returns the catalogue: 18 items, six on each trait.
pub(super) fn catalogue() -> Catalogue {
    let traits = vec![
        measured("strategy-execution", "strategy", "execution"),
        measured("outcomes-outputs", "outcomes", "outputs"),
        measured("finish-evolve", "finish", "evolve"),
    ];
    let roles = vec![
        role("owner", [0.0, -0.6, 0.9]),
        role("manager", [0.9, 0.8, -0.9]),
    ];
    let items: Vec<Item> = (0..18)
        .map(|number| Item {
            id: ItemId::new(&format!("item-{number}")).unwrap(),
            trait_index: number / 6,
            facet: None,
            chance: None,
            content: content(number),
        })
        .collect();
    let graded = items.iter().map(|item| {
        let count = item.content.response_count();
        let discrimination = item.content.kind().default_discrimination();
        let graded = GradedItem::new(discrimination, GradedItem::even_thresholds(count)).unwrap();
        (item.trait_index, graded)
    });
    let profiles: Vec<Vec<NormalPrior>> = roles.iter().map(|role| role.profile.clone()).collect();
    let bank = ItemBank::new(&profiles, graded.collect()).unwrap();
    Catalogue {
        id: "sample".into(),
        version: "1.0.0".into(),
        hash: "0".repeat(64),
        title: text("Owner or manager?"),
        subject: Subject::You,
        language: text("en"),
        status: Status::ExpertSet,
        basis: None,
        about: None,
        frame: None,
        typical_spread: TYPICAL_SPREAD,
        observed: None,
        goes_by_id: false,
        file: None,
        sources: Vec::new(),
        traits,
        roles,
        items,
        moves: Vec::new(),
        team: None,
        bank,
    }
}
