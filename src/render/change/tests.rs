//! Whole comparisons to look at, and the laws of every comparison.

use super::super::fixture::{asked, json, look, markdown, product_roles, text, under_names};
use super::super::look::Charset;
use super::ChangeReport;
use crate::assessment::{Assessment, Change, Relation};
use crate::catalogue::{Catalogue, is_dangerous};
use crate::model::Length;
use crate::session::PersonName;

/// Somebody near the product owner's centre on every trait.
const OWNER: [f64; 8] = [-0.1, 0.3, 0.8, -0.65, -0.6, 0.75, -0.6, 0.95];
/// Somebody far from there on two traits.
const MOVED: [f64; 8] = [-2.2, 0.3, -2.0, -0.65, -0.6, 0.75, -0.6, 0.95];

fn result(catalogue: &Catalogue, theta: &[f64], about: Option<&str>) -> Assessment {
    asked(catalogue, Length::Full, theta).about(about.map(|name| PersonName::new(name).unwrap()))
}

fn with_shown<T>(
    before: &Assessment,
    after: &Assessment,
    show: impl FnOnce(&ChangeReport<'_>) -> T,
) -> T {
    let catalogue = product_roles();
    let change = Change::between(&catalogue, before, after);
    show(&ChangeReport {
        catalogue: &catalogue,
        before,
        after,
        relation: Relation::of(before, after).unwrap(),
        change: &change,
        one_machine: false,
        names: ["the kept result 20260131-180000-abcdef", "a|b\u{1b}.json"],
    })
}

#[test]
fn a_retake_reads_well_at_every_width() {
    let catalogue = product_roles();
    let (before, after) = (
        result(&catalogue, &OWNER, None),
        result(&catalogue, &MOVED, None),
    );
    with_shown(&before, &after, |shown| {
        let screen = |width| text(shown, &look(width, Charset::Unicode));
        insta::assert_snapshot!(under_names(&[
            ("100 columns", screen(100)),
            ("80 columns", screen(80)),
            ("50 columns", screen(50)),
            ("30 columns", screen(30)),
            ("Markdown", markdown(shown)),
        ]));
        let value: serde_json::Value = serde_json::from_str(&json(shown)).unwrap();
        assert_eq!(value["schema"], "rolefit/comparison@1");
        assert_eq!(value["relation"], "retake");
        let reliable = value["traits"].as_array().unwrap().iter();
        assert_eq!(reliable.filter(|one| one["reliable"] == true).count(), 2);
    });
}

#[test]
fn a_second_opinion_says_whose_view_each_is() {
    let catalogue = product_roles();
    let own = asked(&catalogue, Length::Quick, &OWNER);
    let theirs = result(&catalogue, &OWNER, Some("Ana | B."));
    with_shown(&own, &theirs, |shown| {
        let screen = text(shown, &look(80, Charset::Unicode));
        insta::assert_snapshot!(under_names(&[
            ("80 columns", screen),
            ("Markdown", markdown(shown)),
        ]));
    });
}

#[test]
fn results_about_two_people_do_not_belong_together() {
    let catalogue = product_roles();
    let about = |name| result(&catalogue, &OWNER, name);
    let relation = |a, b| Relation::of(&about(a), &about(b));
    assert_eq!(relation(Some("Ana"), Some("Ben")), None);
    assert_eq!(
        relation(Some("Ana"), Some("Ana")),
        Some(Relation::TwoOpinions)
    );
    assert_eq!(relation(Some("Ana"), None), Some(Relation::SecondOpinion));
}

#[test]
fn the_same_answers_twice_are_no_change_at_all() {
    let catalogue = product_roles();
    let one = result(&catalogue, &OWNER, None);
    with_shown(&one, &one, |shown| {
        let screen = text(shown, &look(80, Charset::Unicode));
        assert!(
            screen.starts_with("\n  Nothing moved more than chance would explain; PRODUCT OWNER")
        );
        assert!(screen.contains("All 64 questions answered both times got the same answer."));
    });
}

#[test]
fn no_line_is_as_wide_as_the_terminal_and_no_dangerous_character_comes_out() {
    let catalogue = product_roles();
    let before = result(
        &catalogue,
        &OWNER,
        Some("Ana with a name of many, many, many words"),
    );
    let after = result(&catalogue, &MOVED, None);
    let safe = |text: &str| !text.chars().any(|c| c != '\n' && is_dangerous(c));
    with_shown(&before, &after, |shown| {
        for width in 24..110 {
            for charset in [Charset::Unicode, Charset::Ascii] {
                let screen = text(shown, &look(width, charset));
                assert!(safe(&screen));
                let widest = screen.lines().map(console::measure_text_width).max();
                assert!(widest.unwrap() < width, "{width}:\n{screen}");
            }
        }
        assert!(safe(&markdown(shown)) && safe(&json(shown)));
    });
}
