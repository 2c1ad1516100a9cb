//! Roles side by side in every form, held as whole pages.

use super::{RolesReport, Sources};
use crate::assessment::Assessment;
use crate::catalogue::{
    Catalogue, MoveKind, RoleEvidence, RoleMove, Subject, Text, Toward, is_dangerous,
};
use crate::contrast::{Contrast, Move};
use crate::model::Length;
use crate::render::escape;
use crate::render::fixture::{
    self, RoleSketch, asked, catalogue, look, product_roles, text, under_names,
};
use crate::render::look::{Charset, Look};
use crate::render::result::Label;
use crate::session::PersonName;

/// Two gardeners, of whom sources disagree on one trait, and a move between them.
fn gardeners() -> Catalogue {
    let words = |words: &str| Text::new(words).unwrap();
    let mut catalogue = catalogue(
        &[("sow", "reap"), ("alone", "together"), ("shade", "sun")],
        &[
            RoleSketch {
                name: "Kitchen gardener",
                letter: 'K',
                means: vec![Some(-1.4), Some(0.1), Some(0.8)],
            },
            RoleSketch {
                name: "Park gardener",
                letter: 'P',
                means: vec![Some(1.2), Some(0.0), None],
            },
        ],
    );
    catalogue.traits[0].low_about = Some(words("You begin things."));
    let claim = |trait_index, toward, claim: &str| RoleEvidence {
        trait_index,
        toward,
        claim: words(claim),
        source: 0,
    };
    catalogue.roles[0].evidence = vec![
        claim(0, Toward::Low, "Spends the spring on seeds."),
        claim(0, Toward::High, "Is proud of the harvest."),
    ];
    catalogue.roles[1].evidence = vec![claim(0, Toward::High, "Clears the beds in autumn.")];
    catalogue.moves = vec![RoleMove {
        from: 0,
        to: 1,
        kind: MoveKind::Struggle,
        claim: words("Many miss the vegetables."),
        source: 0,
    }];
    catalogue
}

/// Shows the roles side by side, with every claim.
fn markdown(report: &RolesReport<'_>) -> String {
    fixture::markdown(report)
}

fn json(report: &RolesReport<'_>) -> String {
    fixture::json(report)
}

fn shown<T>(
    catalogue: &Catalogue,
    roles: &[usize],
    person: Option<&Assessment>,
    write: impl Fn(&RolesReport<'_>) -> T,
) -> T {
    let contrast = Contrast::of(catalogue, roles, person);
    write(&RolesReport {
        catalogue,
        contrast: &contrast,
        person,
        label: &Label::NONE,
        moving: None,
        result: Some("mine.toml"),
        sources: Sources::Shown,
    })
}

/// Shows the move from the first role to the second.
fn moved<T>(
    catalogue: &Catalogue,
    roles: [usize; 2],
    person: Option<&Assessment>,
    sources: Sources,
    write: impl Fn(&RolesReport<'_>) -> T,
) -> T {
    let contrast = Contrast::of(catalogue, &roles, person);
    let moving = Move::between(catalogue, roles[0], roles[1], person);
    write(&RolesReport {
        catalogue,
        contrast: &contrast,
        person,
        label: &Label::NONE,
        moving: Some(&moving),
        result: Some("mine.toml"),
        sources,
    })
}

#[test]
fn two_roles_with_a_person_are_one_page() {
    let catalogue = gardeners();
    let person = asked(&catalogue, Length::Full, &[1.0, -1.5, 0.0]);
    let page = |look: &Look| shown(&catalogue, &[0, 1], Some(&person), |one| text(one, look));
    insta::assert_snapshot!(under_names(&[
        ("80 columns", page(&look(80, Charset::Unicode))),
        ("30 columns of ASCII", page(&look(30, Charset::Ascii))),
        (
            "Markdown without a person",
            shown(&catalogue, &[0, 1], None, markdown)
        ),
    ]));
}

#[test]
fn a_move_is_a_page_of_its_own_and_advises_in_words_of_the_poles() {
    let mut catalogue = gardeners();
    catalogue.traits[0].high_about = Some(Text::new("You bring things in.").unwrap());
    let person = asked(&catalogue, Length::Full, &[-1.0, -1.5, 0.0]);
    let look = look(80, Charset::Unicode);
    let page = |sources| {
        moved(&catalogue, [0, 1], Some(&person), sources, |one| {
            text(one, &look)
        })
    };
    let (short, long) = (page(Sources::LeftOut), page(Sources::Shown));
    insta::assert_snapshot!(short);
    // What sources claim of a role is no advice: nobody can unlearn a claim.
    let claims = catalogue.roles.iter().flat_map(|role| &role.evidence);
    for claim in claims.map(|one| one.claim.as_str()) {
        assert!(!short.contains(claim), "{short}");
    }
    assert!(long.contains("Sources say of Kitchen gardener: Spends the spring on seeds. ["));
}

#[test]
fn a_move_tells_a_step_for_what_it_asks_and_else_how_to_try_the_role() {
    let mut catalogue = gardeners();
    catalogue.roles[1].tries = vec![Text::new("Rake a path.").unwrap()];
    let person = asked(&catalogue, Length::Full, &[-1.0, -1.5, 0.0]);
    let page =
        |catalogue: &Catalogue| moved(catalogue, [0, 1], Some(&person), Sources::LeftOut, markdown);
    assert!(page(&catalogue).contains("Rake a path."));
    catalogue.traits[0].low_try = Some(Text::new("Sow a bed.").unwrap());
    catalogue.traits[0].high_try = Some(Text::new("Clear a bed.").unwrap());
    // The park lies to the high side.
    let stepwise = page(&catalogue);
    assert!(stepwise.contains("To try: Clear a bed."), "{stepwise}");
    for other in ["Sow a bed.", "Rake a path."] {
        assert!(!stepwise.contains(other), "{stepwise}");
    }
}

#[test]
fn where_moves_have_sources_one_that_has_none_says_so() {
    let mut catalogue = gardeners();
    let none = "No source was found that tells of this move.";
    let page =
        |catalogue: &Catalogue, roles| moved(catalogue, roles, None, Sources::LeftOut, markdown);
    assert!(page(&catalogue, [1, 0]).contains(none));
    assert!(!page(&catalogue, [0, 1]).contains(none));
    catalogue.moves.clear();
    assert!(!page(&catalogue, [0, 1]).contains(none));
}

#[test]
fn two_roles_fit_a_screen_and_three_hardly_more() {
    let catalogue = product_roles();
    let person = asked(&catalogue, Length::Quick, &[0.5; 8]);
    for (roles, most) in [(&[0, 1][..], 40), (&[0, 1, 2], 48)] {
        let contrast = Contrast::of(&catalogue, roles, Some(&person));
        let short = text(
            &RolesReport {
                catalogue: &catalogue,
                contrast: &contrast,
                person: Some(&person),
                label: &Label::NONE,
                moving: None,
                result: None,
                sources: Sources::LeftOut,
            },
            &look(100, Charset::Unicode),
        );
        assert!(short.lines().count() <= most, "{short}");
        assert!(!short.contains("Trait by trait"));
    }
}

#[test]
fn a_result_about_somebody_names_them_and_speaks_to_nobody_else() {
    let catalogue = gardeners();
    let name = PersonName::new("Ana").unwrap();
    let person = asked(&catalogue, Length::Full, &[1.0, -1.5, 0.0]).about(Some(name));
    let look = look(80, Charset::Unicode);
    for page in [
        shown(&catalogue, &[0, 1], Some(&person), |one| text(one, &look)),
        shown(&catalogue, &[0, 1], Some(&person), markdown),
        moved(&catalogue, [0, 1], Some(&person), Sources::Shown, |one| {
            text(one, &look)
        }),
        moved(&catalogue, [0, 1], Some(&person), Sources::Shown, markdown),
    ] {
        assert!(page.contains("Ana"), "{page}");
        let own = page.replace("You begin things.", "");
        let mut words = own.split(|c: char| !c.is_alphabetic());
        assert!(
            !words.any(|word| ["you", "your"].contains(&&*word.to_lowercase())),
            "{page}"
        );
    }
}

#[test]
fn a_catalogue_about_the_work_speaks_of_the_work() {
    let mut catalogue = gardeners();
    catalogue.subject = Subject::TheWork;
    let person = asked(&catalogue, Length::Full, &[1.0, -1.5, 0.0]);
    let look = look(80, Charset::Unicode);
    let page = shown(&catalogue, &[0, 1], Some(&person), |one| text(one, &look))
        + &moved(&catalogue, [0, 1], Some(&person), Sources::Shown, |one| {
            text(one, &look)
        });
    let words: Vec<&str> = page.split(|c: char| !c.is_alphabetic()).collect();
    // The words of the catalogue's own pole stay as they are.
    let own = words.iter().filter(|word| word.eq_ignore_ascii_case("you"));
    assert_eq!(
        own.count(),
        page.matches("You begin things.").count(),
        "{page}"
    );
}

#[test]
fn the_document_holds_every_claim_and_escapes_it() {
    let mut hostile = gardeners();
    hostile.roles[0].evidence[0].claim = Text::new("<b>| *x* [y](z)").unwrap();
    let document = shown(&hostile, &[0, 1], None, markdown);
    assert!(!document.contains("<b>") && !document.contains("*x*"));
    let real = product_roles();
    let document = shown(&real, &[0, 2], None, markdown).replace('\\', "");
    for role in [0, 2] {
        for one in &real.roles[role].evidence {
            assert!(document.contains(one.claim.as_str()), "{}", one.claim);
        }
    }
}

#[test]
fn every_line_keeps_to_the_width_for_two_roles_and_for_three() {
    let catalogue = product_roles();
    let person = asked(&catalogue, Length::Quick, &[0.5; 8]);
    for width in [24, 30, 50, 72, 80, 100] {
        for charset in [Charset::Unicode, Charset::Ascii] {
            for roles in [&[0, 1][..], &[2, 1, 0]] {
                for person in [None, Some(&person)] {
                    let look = look(width, charset);
                    let page = shown(&catalogue, roles, person, |one| text(one, &look))
                        + &moved(
                            &catalogue,
                            [roles[0], roles[1]],
                            person,
                            Sources::Shown,
                            |one| text(one, &look),
                        );
                    for line in page.lines() {
                        assert!(escape::width(line) < width, "{width}: {line}");
                    }
                    assert!(!page.chars().any(|c| c != '\n' && is_dangerous(c)));
                }
            }
        }
    }
}

#[test]
fn json_names_its_schema_first_and_holds_full_numbers() {
    let catalogue = gardeners();
    let wire = moved(&catalogue, [0, 1], None, Sources::LeftOut, json);
    assert!(wire.starts_with("{\n  \"schema\": \"rolefit/roles@1\""));
    let wire: serde_json::Value = serde_json::from_str(&wire).unwrap();
    // 2.6 apart, and both spreads are 0.8.
    let distance = wire["traits"][0]["distance"].as_f64().unwrap();
    assert!((distance - 2.6 / 0.8_f64.hypot(0.8)).abs() < 1e-12);
    assert_eq!(wire["traits"][0]["farthest_apart"][0], "role-0");
    assert_eq!(wire["traits"][0]["roles"][0]["disagree"], true);
    assert_eq!(wire["traits"][2]["distance"], serde_json::Value::Null);
    assert_eq!(wire["move"]["said"][0]["kind"], "struggle");
}
