//! People whose role is known: every figure of a validation against a script of its own.
//!
//! `placed.txt` is what a Python script printed of the same answers, which scores each sitting with the tool and knows
//! nothing else of it: first each person's first sitting, then both, their probabilities and scores averaged. The answers
//! are made up. The two must agree in every digit.

use std::fs;

use rolefit::catalogue::{Catalogue, read};
use rolefit::cohort::{Form, Layout};
use rolefit::simulation::Share;
use rolefit::validation::{Row, Sittings, Validation, people, rows, validate};

fn fixture(name: &str) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    fs::read_to_string(format!("{root}/tests/fixtures/known/{name}")).unwrap()
}

fn share(share: Share) -> String {
    format!("{:.3} ({:.2} to {:.2})", share.value, share.low, share.high)
}

fn percent(share: Option<f64>) -> String {
    format!("{:.0}%", share.unwrap() * 100.0)
}

/// Writes a validation as the script does.
fn printed(report: &Validation<'_>) -> String {
    let mut pairs = report.pairs.iter();
    let two = pairs.find(|pair| pair.roles == ["product-owner", "product-manager"]);
    let mut out = vec![format!(
        "people {}, readers {:.1} each  right {}  owner against manager {}  stated {:.2}  log loss {:.2}\n",
        report.people,
        report.sittings as f64 / report.people as f64,
        share(report.right),
        share(two.unwrap().right.unwrap()),
        report.stated,
        report.log_loss
    )];
    for (role, called) in report.roles.iter().zip(&report.confusion) {
        let called = report
            .roles
            .iter()
            .zip(called)
            .filter(|(_, count)| **count > 0);
        let called: Vec<String> = called
            .map(|(role, count)| format!("'{}': {count}", role.id))
            .collect();
        out.push(format!(
            "  {:18} n {:3}  right {}   called {{{}}}\n",
            role.id,
            role.people,
            share(role.right.unwrap()),
            called.join(", ")
        ));
    }
    let verdicts = report
        .verdicts
        .iter()
        .filter(|verdict| verdict.sittings > 0);
    let verdicts: Vec<String> = verdicts
        .map(|verdict| {
            format!(
                "'{}': '{} of sittings, leader right {}'",
                verdict.kind,
                percent(Some(verdict.share)),
                share(verdict.right.unwrap())
            )
        })
        .collect();
    out.push(format!("verdicts {{{}}}\n", verdicts.join(", ")));
    out.push("\ntrait: mean of the scores by role (profile)\n".to_owned());
    for one in &report.traits {
        let roles = one.roles.iter();
        let roles: Vec<String> = roles
            .map(|role| {
                format!(
                    "{} {:+.2} ({:+.2})",
                    role.id,
                    role.mean.unwrap(),
                    role.profile
                )
            })
            .collect();
        out.push(format!("  {:20} {}\n", one.id, roles.join("  ")));
    }
    out.push("\nitem: r with the rest of its trait, share of variance between roles, how often each end was chosen\n".to_owned());
    for item in &report.items {
        out.push(format!(
            "  {:20} {:9} {:28} r {:+.2}  eta2 {:.2}  low end {}  high end {}\n",
            item.of_trait,
            item.kind,
            item.id,
            item.r.unwrap(),
            item.eta_squared.unwrap(),
            percent(item.low_end),
            percent(item.high_end)
        ));
    }
    out.concat()
}

fn known() -> (Catalogue, Vec<Row>) {
    let catalogue = read(&fixture("catalogue.toml")).catalogue.unwrap();
    let rows = rows(
        &catalogue,
        "answers.csv",
        (Form::Csv, &Layout::default()),
        &fixture("answers.csv"),
        "role",
    )
    .unwrap();
    (catalogue, rows)
}

#[test]
fn every_figure_is_the_one_that_was_computed_apart_in_every_digit() {
    let (catalogue, rows) = known();
    let placed = fixture("placed.txt");
    let (one, two) = placed.split_once("===\n").unwrap();
    // The sittings of a person stand one below the other.
    let first: Vec<Row> = rows.iter().step_by(2).cloned().collect();
    for (rows, sittings, want) in [
        (first, Sittings::OneEach, one),
        (rows, Sittings::Averaged, two),
    ] {
        let people = people(&catalogue, rows, sittings).unwrap();
        assert_eq!(printed(&validate(&catalogue, &people, None)), want);
    }
}
