//! What every form of a catalogue says, and what its page cannot do.

use scraper::{Html, Node, Selector};

use super::*;
use crate::catalogue::fixture::EIGHT_TRAITS;
use crate::catalogue::{builtin, is_dangerous, read};
use crate::render::escape;
use crate::render::look::{Charset, Look};

fn product_roles() -> Catalogue {
    read(EIGHT_TRAITS)
        .catalogue
        .expect("the built-in catalogue is valid")
}

fn whole(catalogue: &Catalogue) -> CatalogueReport<'_> {
    CatalogueReport {
        catalogue,
        items: true,
    }
}

#[test]
fn without_the_items_text_is_an_overview_and_everything_else_is_whole() {
    let catalogue = product_roles();
    let brief = CatalogueReport {
        items: false,
        ..whole(&catalogue)
    };
    let look = Look {
        width: 80,
        charset: Charset::Unicode,
        colour: false,
        typed: Some("rolefit"),
    };
    let shown = brief.document().text(&look);
    assert!(shown.lines().count() < 100, "{shown}");
    for role in &catalogue.roles {
        let first = role.about.as_str().split(' ').next().unwrap();
        assert!(shown.contains(role.name.as_str()) && shown.contains(first));
    }
    assert!(shown.contains("rolefit catalogue show --items"));
    assert!(!shown.contains(catalogue.items[0].id.as_str()));
    let all = whole(&catalogue);
    assert_eq!(brief.document().markdown(), all.document().markdown());
    assert_eq!(brief.document().html(), all.document().html());
    assert_eq!(brief.json(), all.json());
}

#[test]
fn text_keeps_to_its_width_and_names_everything() {
    let catalogue = product_roles();
    for width in [50, 80, 100] {
        let look = Look {
            width,
            charset: Charset::Unicode,
            colour: false,
            typed: Some("rolefit"),
        };
        let shown = whole(&catalogue).document().text(&look);
        for line in shown.lines() {
            assert!(escape::width(line) < width, "{line}");
        }
        assert!(!shown.chars().any(|c| c != '\n' && is_dangerous(c)));
        let items = catalogue.items.iter().map(|item| item.id.as_str());
        let sources = catalogue.sources.iter().map(|source| source.id.as_str());
        for id in items
            .chain(sources)
            .chain(catalogue.traits.iter().map(|t| t.id.as_str()))
        {
            assert!(shown.contains(id), "{id} is not shown in {width} columns");
        }
    }
}

#[test]
fn sources_that_disagree_are_named_as_such() {
    let catalogue = product_roles();
    let document = whole(&catalogue).document();
    assert!(document.markdown().contains("sources disagree: "));
}

#[test]
fn json_names_its_schema_first() {
    let shown = whole(&product_roles()).json().unwrap();
    assert!(shown.starts_with("{\n  \"schema\": \"rolefit/catalogue@1\""));
    let parsed: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(parsed["items"].as_array().unwrap().len(), 64);
}

fn page_of(catalogue: &Catalogue) -> Html {
    let page = whole(catalogue).document().html();
    assert!(
        !page
            .trim_end()
            .chars()
            .any(|c| c != '\n' && is_dangerous(c))
    );
    let parsed = Html::parse_document(&page);
    assert_eq!(parsed.errors.len(), 0, "{:?}", parsed.errors);
    parsed
}

fn spoken(page: &Html) -> String {
    let body = Selector::parse("main").unwrap();
    let text: String = page.select(&body).flat_map(|main| main.text()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_page_says_all_that_a_catalogue_holds() {
    for builtin in builtin::all() {
        let catalogue = read(builtin.source).catalogue.unwrap();
        let page = page_of(&catalogue);
        // Apostrophes are set as the quotation marks around them.
        let spoken = spoken(&page).replace('’', "'");
        let claims = catalogue.roles.iter().flat_map(|role| &role.evidence);
        let mut texts: Vec<&str> = claims.map(|one| one.claim.as_str()).collect();
        texts.extend(
            catalogue
                .items
                .iter()
                .flat_map(|item| responses(&item.content))
                .map(|(_, text)| text),
        );
        texts.extend(catalogue.sources.iter().map(|source| source.title.as_str()));
        texts.extend(catalogue.moves.iter().map(|one| one.claim.as_str()));
        texts.extend(catalogue.traits.iter().map(|one| one.about.as_str()));
        texts.extend(catalogue.team.iter().map(|team| team.about.as_str()));
        for text in texts {
            assert!(
                spoken.contains(text),
                "{text:?} is not on the page of {}",
                builtin.id
            );
        }
        let pictures = page
            .select(&Selector::parse("svg[role=img][aria-label]").unwrap())
            .count();
        assert_eq!(pictures, catalogue.traits.len());
        assert_eq!(page.select(&Selector::parse("h1").unwrap()).count(), 1);
    }
}

#[test]
fn a_strip_is_told_in_words() {
    let source = include_str!("../../../tests/fixtures/sound.toml");
    let page = page_of(&read(source).catalogue.unwrap());
    let strips = Selector::parse("svg[role=img]").unwrap();
    let labels: Vec<_> = page
        .select(&strips)
        .filter_map(|svg| svg.attr("aria-label"))
        .collect();
    assert_eq!(labels, ["early to late: Baker -0.6; Seller +0.6"]);
}

#[test]
fn a_page_is_inert_whatever_its_texts_are() {
    let source = include_str!("../../../tests/fixtures/poisoned.toml");
    let page = page_of(&read(source).catalogue.unwrap());
    for node in page.tree.nodes() {
        if let Node::Element(element) = node.value() {
            let name = element.name();
            assert!(
                !matches!(
                    name,
                    "script" | "iframe" | "img" | "link" | "a" | "object" | "form"
                ),
                "{name}"
            );
            assert!(
                element
                    .attrs()
                    .all(|(name, _)| !name.starts_with("on") && name != "href" && name != "src")
            );
        }
        assert!(!matches!(node.value(), Node::Comment(_)));
    }
}
