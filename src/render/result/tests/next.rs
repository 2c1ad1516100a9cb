//! What can be done next is chosen by where somebody stands.

use super::super::words::{MOST_STEPS, details, in_a_line, next_steps, to_talk_over};
use super::super::{Keeping, NextStep, ResultReport, StepKind};
use super::{LEANING, asked, between, clear, kept, product_roles, unlike};
use crate::assessment::{Assessment, CurrentRole, VerdictKind};
use crate::catalogue::{Catalogue, ItemKind, Text, builtin, read};
use crate::model::Length;
use crate::render::fixture::given;
use crate::session::PersonName;

const PAGE: &str = "rolefit report 20260301-120000-123456 -o result.html";

/// Returns the commands, the most useful first.
fn commands(catalogue: &Catalogue, assessment: &Assessment, keeping: Keeping<'_>) -> Vec<String> {
    let steps = next_steps(catalogue, assessment, keeping);
    steps.into_iter().map(|step| step.command).collect()
}

fn holding(assessment: Assessment, role: usize) -> Assessment {
    assessment.holding(Some(CurrentRole::Role(role)))
}

#[test]
fn whoever_has_the_title_of_another_role_than_leads_is_shown_the_move_first() {
    let catalogue = product_roles();
    let leader = clear(&catalogue).leader().role;
    let held = (leader + 1) % catalogue.roles.len();
    let [from, to] = [held, leader].map(|role| catalogue.roles[role].id.as_str());
    for (keeping, own) in [
        (kept(true), " --with latest"),
        (kept(false), " --with 20260301-120000-123456"),
        (Keeping::File("ben.toml"), " --with ben.toml"),
        (Keeping::Elsewhere, ""),
    ] {
        let found = commands(&catalogue, &holding(clear(&catalogue), held), keeping);
        assert_eq!(found[0], format!("rolefit compare {from} {to} --move{own}"));
        assert!(found[1].starts_with(&format!("rolefit prep --role {to}")));
    }
    // Whose title leads moves nowhere, and neither does one to whom no role is like.
    for assessment in [
        holding(clear(&catalogue), leader),
        holding(unlike(&catalogue), 0),
        holding(unlike(&catalogue), 1),
        clear(&catalogue),
    ] {
        let found = commands(&catalogue, &assessment, kept(true));
        let is_move = |one: &&String| one.starts_with("rolefit compare") && one.contains("--move");
        assert_eq!(found.iter().find(is_move), None);
    }
}

#[test]
fn whoever_has_none_of_the_titles_prepares_as_a_newcomer() {
    let catalogue = product_roles();
    let newcomer = clear(&catalogue).holding(Some(CurrentRole::Other));
    let found = commands(&catalogue, &newcomer, kept(true));
    assert_eq!(found[0], "rolefit prep --role product-owner --level entry");
    let unsaid = commands(&catalogue, &clear(&catalogue), kept(true));
    assert_eq!(unsaid[0], "rolefit prep --role product-owner");
}

#[test]
fn where_two_roles_are_close_both_are_looked_at_and_prepared_for() {
    let catalogue = product_roles();
    let leaning = asked(&catalogue, Length::Full, &LEANING);
    assert_eq!(leaning.verdict.kind, VerdictKind::Leaning);
    for assessment in [between(&catalogue), leaning] {
        let [first, second] = [0, 1].map(|rank| {
            let role = assessment.roles[rank].role;
            catalogue.roles[role].id.as_str()
        });
        let both = [
            format!("rolefit compare {first} {second} --with latest"),
            format!("rolefit prep --role {first}"),
            format!("rolefit prep --role {second}"),
        ];
        assert_eq!(commands(&catalogue, &assessment, kept(true)), both);
        // Whoever has the title of one of them sees the two as a move to the other.
        for (rank, [from, to]) in [[first, second], [second, first]].into_iter().enumerate() {
            let held = holding(assessment.clone(), assessment.roles[rank].role);
            let moved = |role: &str| {
                if role == from {
                    String::new()
                } else {
                    format!(" --move-from {from}")
                }
            };
            let found = commands(&catalogue, &held, kept(true));
            // And prepares for the other first.
            let expected = [
                format!("rolefit compare {from} {to} --move --with latest"),
                format!("rolefit prep --role {to}{}", moved(to)),
                format!("rolefit prep --role {from}{}", moved(from)),
            ];
            assert_eq!(found, expected);
        }
    }
}

#[test]
fn no_more_than_three_commands_are_shown_whatever_the_situation() {
    let catalogue = product_roles();
    let titles = [None, Some(CurrentRole::Other), Some(CurrentRole::Role(1))];
    for title in titles {
        for assessment in [clear, between, unlike].map(|of| of(&catalogue).holding(title)) {
            let about = assessment.clone().about(PersonName::new("Ana").ok());
            for keeping in [
                kept(true),
                kept(false),
                Keeping::File("a.toml"),
                Keeping::Elsewhere,
            ] {
                for one in [&assessment, &about] {
                    let found = commands(&catalogue, one, keeping);
                    assert_eq!(found.len(), MOST_STEPS, "{found:?}");
                }
            }
        }
    }
    assert_eq!(between(&catalogue).verdict.kind, VerdictKind::Between);
}

#[test]
fn what_can_be_done_at_once_ends_with_the_page_and_is_for_whoever_reads_it() {
    let catalogue = product_roles();
    let about = clear(&catalogue).about(PersonName::new("Ana").ok());
    for (assessment, keeping, last) in [
        (clear(&catalogue), kept(true), PAGE),
        (between(&catalogue), kept(true), PAGE),
        (
            about,
            kept(false),
            "rolefit history show 20260301-120000-123456 -o ana.json",
        ),
        (
            clear(&catalogue),
            Keeping::Elsewhere,
            "rolefit compare product-owner product-manager",
        ),
    ] {
        let report = ResultReport {
            keeping,
            ..ResultReport::new(&catalogue, &assessment)
        };
        let steps = report.steps();
        assert!(steps.len() <= MOST_STEPS + 1, "{steps:?}");
        assert_eq!(steps.last().unwrap().command, last, "{steps:?}");
        for step in steps {
            assert!(!step.command.contains("NAME"), "{step:?}");
            // Another process may have kept a later one.
            assert!(!step.command.contains("latest"), "{step:?}");
            assert_ne!(step.kind, StepKind::Theirs, "{step:?}");
            assert_eq!(step.kind == StepKind::Page, step.command == PAGE);
            if let StepKind::Plan { practice } = step.kind {
                assert_eq!(practice.replace("prep practice", "prep"), step.command);
            }
        }
    }
}

#[test]
fn nothing_can_be_done_at_once_where_a_catalogue_has_to_be_named_and_nothing_says_how() {
    let steps = |catalogue: &Catalogue| -> Vec<NextStep> {
        let assessment = clear(catalogue);
        let report = ResultReport {
            keeping: kept(true),
            ..ResultReport::new(catalogue, &assessment)
        };
        report.steps()
    };
    let nameless = Catalogue {
        id: "elsewhere".to_owned(),
        file: None,
        goes_by_id: false,
        ..product_roles()
    };
    assert!(nameless.is_nameless());
    assert_eq!(steps(&nameless), []);
    let named = Catalogue {
        file: Some("elsewhere.toml".to_owned()),
        ..nameless
    };
    assert!(!named.is_nameless());
    assert!(!steps(&named).is_empty());
}

#[test]
fn whoever_stands_between_two_is_told_to_try_both_where_both_can_be_tried() {
    let mut catalogue = product_roles();
    for role in &mut catalogue.roles {
        role.tries = vec![Text::new("Rake a path.").unwrap()];
    }
    let told = |catalogue: &Catalogue| {
        let questions = to_talk_over(catalogue, &between(catalogue)).into_iter();
        questions
            .filter(|one| one.plain().contains("the first step towards"))
            .count()
    };
    assert_eq!(told(&catalogue), 1);
    let second = between(&catalogue).roles[1].role;
    catalogue.roles[second].tries.clear();
    assert_eq!(told(&catalogue), 0);
}

#[test]
fn whoever_is_left_cold_by_all_is_told_so_and_that_what_the_verdict_names_is_only_the_nearest() {
    let catalogue = read(builtin::all()[0].source).catalogue.unwrap();
    let told = |response: usize| {
        let activities = catalogue.items.iter().enumerate();
        let activities = activities.filter(|(_, item)| item.content.kind() == ItemKind::Activity);
        let answers: Vec<(usize, usize)> = activities.map(|(at, _)| (at, response)).collect();
        let assessment = given(&catalogue, &answers);
        let said = details(&catalogue, &assessment, true).into_iter();
        let said: String = said.map(|one| one.plain()).collect();
        let headline = in_a_line(&catalogue, &assessment);
        let asked = to_talk_over(&catalogue, &assessment).into_iter();
        let asked: String = asked.map(|one| one.plain()).collect();
        let is_cold = said.contains("The kinds of work that were asked about were");
        let named = assessment.verdict.roles.len();
        for (words, count) in [
            ("draws you; nearest is ", 1),
            ("draws you; nearest are ", 2),
        ] {
            assert_eq!(
                headline.contains(words),
                is_cold && named == count,
                "{headline}"
            );
        }
        // What a role is not said to be is said nowhere else either.
        assert!(
            !is_cold || named == 0 || !headline.contains("You "),
            "{headline}"
        );
        (is_cold, asked.contains("that no question asked about"))
    };
    assert_eq!(told(2), (true, true));
    assert_eq!(told(5), (false, false));
}
