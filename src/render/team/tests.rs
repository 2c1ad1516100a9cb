//! A group in every form.

use super::TeamReport;
use crate::assessment::{Given, Order};
use crate::catalogue::{Catalogue, TeamName, Text, is_dangerous};
use crate::model::Scorer;
use crate::render::escape;
use crate::render::fixture::{self, RoleSketch, catalogue, look, under_names};
use crate::render::look::{Charset, Look};
use crate::team::{Person, Team, anonymous};

fn text(catalogue: &Catalogue, team: &Team, look: &Look) -> String {
    fixture::text(&TeamReport { catalogue, team }, look)
}

fn markdown(catalogue: &Catalogue, team: &Team) -> String {
    fixture::markdown(&TeamReport { catalogue, team })
}

fn json(catalogue: &Catalogue, team: &Team) -> String {
    fixture::json(&TeamReport { catalogue, team })
}

fn gardeners() -> Catalogue {
    catalogue(
        &[("sow", "reap"), ("alone", "together")],
        &[
            RoleSketch {
                name: "Kitchen gardener",
                letter: 'K',
                means: vec![Some(-1.4), Some(0.1)],
            },
            RoleSketch {
                name: "Park gardener",
                letter: 'P',
                means: vec![Some(1.2), Some(0.0)],
            },
            RoleSketch {
                name: "Hermit",
                letter: 'H',
                means: vec![Some(0.0), Some(-1.6)],
            },
        ],
    )
}

/// Somebody who always gives the response nearest one pole of the first trait, and the middle one on the second.
fn person(catalogue: &Catalogue, name: &str, toward_reap: bool) -> Person {
    let given: Vec<Given> = (0..catalogue.items.len())
        .map(|item| {
            let mut categories = catalogue.bank.item(item).all_categories();
            let count = catalogue.bank.item(item).categories();
            let category = match (catalogue.items[item].trait_index, toward_reap) {
                (0, true) => categories.nth(count - 1),
                (0, false) => categories.next(),
                _ => categories.nth(count / 2),
            };
            let response = catalogue.response_of(item, category.unwrap());
            Given {
                item,
                response,
                position: response.number(),
            }
        })
        .collect();
    Person::new(
        catalogue,
        &mut Scorer::new(&catalogue.bank),
        name.into(),
        &given,
        Order::Unknown,
    )
}

fn group(catalogue: &Catalogue, names: &[(&str, bool)]) -> Vec<Person> {
    let people = names
        .iter()
        .map(|(name, toward_reap)| person(catalogue, name, *toward_reap));
    people.collect()
}

#[test]
fn of_a_role_that_somebody_takes_who_is_unlike_it_is_said_who_covers_it() {
    let catalogue = fixture::product_roles();
    let somebody = |role: usize, name: &str, how_far: f64, elsewhere: &[(usize, f64)]| {
        let profile = &catalogue.roles[role].profile;
        let mut places: Vec<f64> = profile.iter().map(|prior| how_far * prior.mean()).collect();
        for &(trait_index, place) in elsewhere {
            places[trait_index] = place;
        }
        let result = fixture::asked(&catalogue, crate::model::Length::Full, &places);
        Person::new(
            &catalogue,
            &mut Scorer::new(&catalogue.bank),
            name.into(),
            &result.given,
            Order::Unknown,
        )
    };
    let people = vec![
        somebody(0, "Ana", 0.6, &[]),
        somebody(1, "Ben", 0.6, &[]),
        somebody(2, "Carla", 6.0, &[(6, -3.0), (2, -3.0)]),
        somebody(2, "Hana", 0.6, &[]),
    ];
    let shown = text(
        &catalogue,
        &Team::of(&catalogue, people).unwrap(),
        &look(200, Charset::Unicode),
    );
    assert!(
        shown.contains(" %, unlike those who suit it; Hana, "),
        "{shown}"
    );
}

#[test]
fn a_group_that_lacks_a_role_and_leans_twice_to_another_is_one_page() {
    let mut catalogue = gardeners();
    catalogue.team = Some(TeamName {
        name: Text::new("nursery").unwrap(),
        about: Text::new("It grows what the town plants.").unwrap(),
        source: None,
    });
    let people = group(
        &catalogue,
        &[("Ana", true), ("Ben", false), ("Chi", true), ("Dov", true)],
    );
    let team = Team::of(&catalogue, people).unwrap();
    let screen = |width, charset| text(&catalogue, &team, &look(width, charset));
    insta::assert_snapshot!(under_names(&[
        ("80 columns", screen(80, Charset::Unicode)),
        ("30 columns of ASCII", screen(30, Charset::Ascii)),
        ("Markdown", markdown(&catalogue, &team)),
    ]));
}

#[test]
fn a_class_of_more_than_two_to_a_role_shares_out_nothing() {
    let catalogue = gardeners();
    let names = ["Ana", "Ben", "Chi", "Dov", "Eva", "Fay", "Gil"];
    let shares = |count: usize| {
        let people: Vec<(&str, bool)> = names[..count].iter().map(|name| (*name, true)).collect();
        let team = Team::of(&catalogue, group(&catalogue, &people)).unwrap();
        markdown(&catalogue, &team).contains("share them out")
    };
    assert!(shares(6));
    assert!(!shares(7));
}

#[test]
fn no_form_of_an_anonymous_group_holds_a_name() {
    let catalogue = gardeners();
    let names = [("Quentin", true), ("Xaver", false), ("Zdenka", true)];
    let team = Team::of(&catalogue, anonymous(group(&catalogue, &names))).unwrap();
    let forms = [
        text(&catalogue, &team, &look(80, Charset::Unicode)),
        markdown(&catalogue, &team),
        json(&catalogue, &team),
    ];
    for form in forms {
        for (name, _) in names {
            assert!(!form.contains(name), "{form}");
        }
    }
}

#[test]
fn every_form_opens_with_what_it_may_be_used_for() {
    let catalogue = gardeners();
    let team = Team::of(
        &catalogue,
        group(&catalogue, &[("Ana", true), ("Ben", false)]),
    )
    .unwrap();
    let page = text(&catalogue, &team, &look(100, Charset::Unicode));
    assert!(
        page.trim_start()
            .starts_with("For people who look at themselves together")
    );
    let document = markdown(&catalogue, &team);
    assert!(
        document
            .lines()
            .nth(2)
            .unwrap()
            .starts_with("For people who look")
    );
    let wire = json(&catalogue, &team);
    assert!(wire.starts_with("{\n  \"schema\": \"rolefit/team@1\",\n  \"notice\": \"For people"));
}

#[test]
fn hostile_names_neither_steer_a_terminal_nor_become_markup_and_stay_exact_in_json() {
    let catalogue = gardeners();
    let hostile = "\u{1b}]0;x\u{7}<b>|*x*\u{202e}";
    let long = "n".repeat(500);
    let people = group(&catalogue, &[(hostile, true), (&long, false)]);
    let team = Team::of(&catalogue, people).unwrap();
    for width in [24, 30, 50, 80, 100] {
        let page = text(&catalogue, &team, &look(width, Charset::Unicode));
        assert!(!page.chars().any(|c| c != '\n' && is_dangerous(c)));
        assert!(page.lines().all(|line| escape::width(line) < width));
    }
    let document = markdown(&catalogue, &team);
    assert!(!document.contains("<b>") && !document.contains("*x*"));
    assert!(!document.chars().any(|c| c != '\n' && is_dangerous(c)));
    let wire: serde_json::Value = serde_json::from_str(&json(&catalogue, &team)).unwrap();
    assert_eq!(wire["people"][0]["name"], hostile);
}

#[test]
fn a_class_shares_out_nothing_and_is_asked_of_those_who_lean_to_one_role() {
    let catalogue = gardeners();
    let names = ["Ana", "Ben", "Chi", "Dov", "Eva", "Fay", "Gil"];
    let people = |count: usize| {
        let people = names[..count].iter().enumerate();
        let people = people.map(|(place, name)| (*name, place % 2 == 0));
        let team = Team::of(&catalogue, group(&catalogue, &people.collect::<Vec<_>>()));
        let text = text(&catalogue, &team.unwrap(), &look(200, Charset::Unicode));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (group, class) = (people(6), people(7));
    for (words, of_class) in [
        ("nobody is given one here", true),
        (
            "Ana, Chi, Eva and Gil lean to it. What did each of you last do",
            true,
        ),
        ("Tell each other of a day with much of it", true),
        ("where do you get in each other's way?", false),
        ("What the group has", false),
        ("The likeliest way to share them out", false),
    ] {
        assert_eq!(class.contains(words), of_class, "{words}: {class}");
        assert_eq!(group.contains(words), !of_class, "{words}: {group}");
    }
}
