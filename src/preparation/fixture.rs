//! A bank of the size and the types of a real one, made up for tests of plans.

use std::fmt::Write as _;

use super::bank::QuestionBank;
use super::read_bank;
use crate::catalogue::fixture::EIGHT_TRAITS;
use crate::catalogue::{Catalogue, read};

/// A type: id, roles and shares, how many questions, whether they are cases.
type MadeUp = (&'static str, &'static [(&'static str, u32)], usize, bool);

/// The types of the made-up bank.
const TYPES: &[MadeUp] = &[
    (
        "introduction",
        &[
            ("product-owner", 6),
            ("project-manager", 5),
            ("product-manager", 3),
        ],
        5,
        false,
    ),
    ("design", &[("product-manager", 22)], 6, true),
    ("improve", &[("product-manager", 12)], 5, true),
    ("metrics", &[("product-manager", 11)], 4, true),
    ("strategy", &[("product-manager", 6)], 4, true),
    ("estimation", &[("product-manager", 5)], 4, true),
    ("ai-product", &[("product-manager", 4)], 3, true),
    (
        "leadership",
        &[
            ("product-manager", 12),
            ("product-owner", 2),
            ("project-manager", 4),
        ],
        9,
        false,
    ),
    ("prioritisation", &[("product-manager", 3)], 4, false),
    ("launch", &[("product-manager", 3)], 4, false),
    ("technical", &[("product-manager", 3)], 4, false),
    ("pricing", &[("product-manager", 2)], 4, false),
    ("experiments", &[("product-manager", 1)], 4, false),
    (
        "discovery",
        &[("product-manager", 1), ("product-owner", 5)],
        5,
        false,
    ),
    (
        "stakeholders",
        &[("product-owner", 8), ("project-manager", 7)],
        8,
        false,
    ),
    ("sprint-trouble", &[("product-owner", 7)], 6, false),
    ("ordering", &[("product-owner", 6)], 5, false),
    ("order-case", &[("product-owner", 3)], 4, true),
    ("refinement", &[("product-owner", 6)], 5, false),
    ("stories", &[("product-owner", 6)], 5, false),
    ("boundaries", &[("product-owner", 6)], 5, false),
    ("acceptance", &[("product-owner", 5)], 4, false),
    ("events", &[("product-owner", 5)], 4, false),
    ("forecast", &[("product-owner", 5)], 4, false),
    ("debt", &[("product-owner", 4)], 4, false),
    ("schedule", &[("project-manager", 8)], 6, false),
    ("recovery", &[("project-manager", 8)], 6, false),
    ("recovery-case", &[("project-manager", 3)], 4, true),
    ("initiation", &[("project-manager", 7)], 6, false),
    ("site", &[("project-manager", 7)], 6, false),
    ("budget", &[("project-manager", 6)], 5, false),
    ("methodology", &[("project-manager", 6)], 5, false),
    ("risk", &[("project-manager", 5)], 5, false),
    ("vendors", &[("project-manager", 5)], 5, false),
    ("closing", &[("project-manager", 2)], 4, false),
    ("ask", &[], 6, false),
];

/// Returns the built-in catalogue and a bank of about 180 questions for it; some minutes of every kind are in it.
pub(super) fn typed() -> (Catalogue, QuestionBank) {
    let catalogue = read(EIGHT_TRAITS).catalogue.unwrap();
    let source = source();
    let read = read_bank(&source, &catalogue);
    assert_eq!(read.diagnostics, []);
    (catalogue, read.value.unwrap())
}

fn source() -> String {
    let mut out = "format = 1\nid = \"made-up\"\nversion = \"1.0.0\"\ncatalogue = \"product-roles\"\nlanguage = \"en\"\n"
        .to_owned();
    for (id, shares, _, _) in TYPES {
        let shares: Vec<String> = shares
            .iter()
            .map(|(role, share)| format!("{role} = {share}"))
            .collect();
        let shares = shares.join(", ");
        write!(
            out,
            "[[type]]\nid = \"{id}\"\nname = \"{id}\"\nshares = {{ {shares} }}\n"
        )
        .unwrap();
    }
    for (id, shares, count, is_case) in TYPES {
        for number in 0..*count {
            question(&mut out, (id, number), shares, *is_case);
        }
    }
    out
}

fn question(out: &mut String, (id, number): (&str, usize), shares: &[(&str, u32)], is_case: bool) {
    let mut roles: Vec<String> = shares
        .iter()
        .map(|(role, _)| format!("\"{role}\""))
        .collect();
    let (kind, minutes, more) = match (id, is_case) {
        ("introduction", _) => (
            "opener",
            2 + number % 2,
            "skeleton = [\"a\", \"b\", \"c\"]\nleave-out = [\"d\", \"e\"]\n",
        ),
        ("ask", _) => ("for-the-employer", 3, ""),
        (_, true) => (
            "case",
            20 + 5 * (number % 5),
            "checklist = [\"a\", \"b\", \"c\", \"d\", \"e\"]\nwrong-turns = [\"f\", \"g\", \"h\"]\nworked = \"w\"\n",
        ),
        (_, false) => ("situational", 3 + (number * 5 + id.len()) % 10, ""),
    };
    if roles.is_empty() {
        roles = ["product-owner", "project-manager", "product-manager"]
            .map(|role| format!("\"{role}\""))
            .to_vec();
    }
    // Texts without a word in common are on no common theme.
    write!(
        out,
        "[[question]]\nid = \"{id}-{number}\"\ntype = \"{id}\"\nroles = [{roles}]\nlevel = \"mid\"\nkind = \"{kind}\"\n\
         topics = [\"team\"]\nminutes = {minutes}\ntext = \"{id}{number}\"\nlooks-for = \"l\"\n\
         strong = [\"a\", \"b\", \"c\"]\nred-flags = [\"a\", \"b\"]\nfollow-ups = [\"a\", \"b\", \"c\"]\n\
         source = \"written\"\n{more}[question.anchors]\none = \"o\"\nthree = \"t\"\nfive = \"f\"\n",
        roles = roles.join(", ")
    )
    .unwrap();
    if roles.len() > 1 {
        writeln!(out, "[question.contrast]").unwrap();
        for role in &roles {
            writeln!(out, "{role} = \"c\"").unwrap();
        }
    }
    if kind == "case" {
        for stage in [minutes - 10, 5, 5] {
            write!(
                out,
                "[[question.stage]]\nname = \"s\"\nminutes = {stage}\nheard = [\"a\", \"b\"]\n"
            )
            .unwrap();
        }
    }
}
