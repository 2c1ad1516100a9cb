//! The laws of the screen that a questionnaire ends on.

use super::{between, clear, kept, sketch, unlike};
use crate::assessment::{Assessment, Warning};
use crate::catalogue::{Catalogue, Text};
use crate::render::fixture::{RoleSketch, catalogue, given, look, product_roles};
use crate::render::look::Charset;
use crate::render::result::{ResultReport, in_a_line};

fn shown(catalogue: &Catalogue, assessment: &Assessment, width: usize, lines: usize) -> String {
    let report = ResultReport {
        keeping: kept(true),
        ..ResultReport::new(catalogue, assessment)
    };
    let all = ("rolefit history show latest".into(), "all of it".into());
    report.screen(&look(width, Charset::Unicode), lines, Some(&all))
}

/// The words of a text, whatever lines they stand on and however large they are written.
fn words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_uppercase()
}

#[test]
fn a_screen_fits_its_window_and_begins_with_the_verdict() {
    let catalogue = product_roles();
    for assessment in [clear(&catalogue), between(&catalogue), unlike(&catalogue)] {
        let verdict = words(&in_a_line(&catalogue, &assessment));
        for width in 30..=110 {
            for lines in [20, 26, 40] {
                let screen = shown(&catalogue, &assessment, width, lines);
                assert!(
                    screen.lines().count() <= lines,
                    "{width}x{lines}:\n{screen}"
                );
                assert!(words(&screen).starts_with(&verdict), "{width}:\n{screen}");
                assert!(words(&screen).contains("ROLEFIT HISTORY SHOW LATEST") || width < 34);
                for line in screen.lines() {
                    assert!(console::measure_text_width(line) < width, "{width}: {line}");
                }
            }
        }
    }
}

#[test]
fn ten_roles_leave_room_for_the_verdict() {
    let names: Vec<String> = (0..10)
        .map(|index| format!("Role number {index}"))
        .collect();
    let roles: Vec<RoleSketch<'_>> = names
        .iter()
        .zip('A'..)
        .zip(0..)
        .map(|((name, letter), index)| sketch(name, letter, &[Some(0.1 * f64::from(index)), None]))
        .collect();
    let catalogue = catalogue(&[("grow", "prepare"), ("alone", "together")], &roles);
    let assessment = given(&catalogue, &[(0, 2), (1, 3)]);
    for width in [30, 50, 80, 100] {
        let screen = shown(&catalogue, &assessment, width, 20);
        assert!(screen.lines().count() <= 20, "{width}:\n{screen}");
        let verdict = words(&in_a_line(&catalogue, &assessment));
        assert!(words(&screen).starts_with(&verdict), "{screen}");
    }
}

#[test]
fn more_room_shows_more_and_never_less() {
    let catalogue = product_roles();
    let assessment = clear(&catalogue);
    let counts: Vec<usize> = (12..60)
        .map(|lines| shown(&catalogue, &assessment, 80, lines).lines().count())
        .collect();
    assert!(counts.is_sorted(), "{counts:?}");
    assert!(counts.first() < counts.last());
}

#[test]
fn where_there_is_room_the_command_for_a_page_stands_there_too() {
    let catalogue = product_roles();
    for assessment in [clear(&catalogue), between(&catalogue)] {
        let page = "rolefit report -o result.html";
        assert!(shown(&catalogue, &assessment, 100, 50).contains(page));
        assert!(!shown(&catalogue, &assessment, 100, 20).contains(page));
    }
}

#[test]
fn what_to_be_careful_about_stands_on_the_screen() {
    let catalogue = product_roles();
    let mut assessment = clear(&catalogue);
    let without = shown(&catalogue, &assessment, 80, 21);
    assessment.person_fit.warnings = vec![Warning::Contradictory];
    let with = shown(&catalogue, &assessment, 80, 21);
    assert!(!without.contains("With care"));
    assert!(with.contains("With care"), "{with}");
    assert!(with.lines().count() <= 21, "{with}");
}

#[test]
fn a_screen_too_small_for_what_tells_two_roles_apart_says_what_speaks_for_each() {
    let mut catalogue = product_roles();
    for role in &mut catalogue.roles {
        role.tries = vec![Text::new("Rake a path.").unwrap()];
    }
    let assessment = between(&catalogue);
    let names = [0, 1].map(|rank| catalogue.roles[assessment.roles[rank].role].name.as_str());
    let said = |screen: &str, start: &str| {
        let found = names.iter().filter(|name| {
            let start = format!("{start} {name}: ");
            words(screen).contains(&words(&start))
        });
        found.count()
    };
    let mut seen = 0;
    for lines in 16..40 {
        let screen = shown(&catalogue, &assessment, 80, lines);
        let at_length = words(&screen).contains("WHAT COUNTED MOST BETWEEN THE TWO");
        let in_short = said(&screen, "Most for") == 2;
        assert!(at_length || in_short || lines < 20, "{lines}:\n{screen}");
        seen += usize::from(in_short && !at_length);
    }
    assert!(seen > 0);
    assert_eq!(
        said(
            &shown(&catalogue, &assessment, 80, 40),
            "A first step towards"
        ),
        2
    );
}
