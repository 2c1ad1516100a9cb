//! Question banks and story files from outside: every code has a file that shows it, at its line.

mod fixtures;

use std::collections::BTreeSet;
use std::fs;

use fixtures::faults;
use rolefit::catalogue::{Catalogue, Code, Diagnostic, Pole, builtin, read};
use rolefit::preparation::builtin::bank_for;
use rolefit::preparation::{
    QuestionBank, QuestionKind, Tested, check_bank, read_bank, read_own, read_stories,
};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

fn catalogue() -> Catalogue {
    read(builtin::all()[0].source).catalogue.unwrap()
}

fn bank(catalogue: &Catalogue) -> QuestionBank {
    read_bank(bank_for(&catalogue.id).unwrap(), catalogue)
        .value
        .unwrap()
}

/// Returns the lines, from 1, on which a code is reported.
fn lines(diagnostics: &[Diagnostic], source: &str, code: Code) -> Vec<String> {
    let of = diagnostics.iter().filter(|one| one.code == code);
    of.map(|one| source[..one.span.start].split('\n').count().to_string())
        .collect()
}

/// A small bank lacks coverage by its nature.
fn is_about_size(code: Code) -> bool {
    matches!(code, Code::Uncovered | Code::FewQuestions)
}

#[test]
fn every_code_of_question_banks_and_stories_has_a_file_that_shows_it_alone_at_its_line() {
    let catalogue = catalogue();
    let bank = bank(&catalogue);
    let mut shown = BTreeSet::new();
    for (code, line, source) in faults("questions") {
        let read = check_bank(&source, &catalogue);
        let found = lines(&read.diagnostics, &source, code);
        if is_about_size(code) {
            assert_eq!(found[0], line, "{code}");
        } else {
            assert_eq!(found, [line], "{code}: {:#?}", read.diagnostics);
            let others = read.diagnostics.iter().map(|one| one.code);
            let others: Vec<Code> = others
                .filter(|&other| other != code && !is_about_size(other))
                // Two questions in the same words are near duplicates too.
                .filter(|&other| (code, other) != (Code::DuplicateQuestion, Code::NearDuplicate))
                .collect();
            assert_eq!(others, [], "{code}");
        }
        shown.insert(code);
    }
    for (code, line, source) in faults("stories") {
        let read = read_stories(&source, &catalogue, &bank);
        assert_eq!(
            lines(&read.diagnostics, &source, code),
            [line],
            "{:#?}",
            read.diagnostics
        );
        assert_eq!(read.diagnostics.len(), 1, "{code}");
        assert!(read.value.is_none());
        shown.insert(code);
    }
    for code in Code::ALL.iter().filter(|code| code.is_of_preparation()) {
        assert!(shown.contains(code), "no file shows `{code}`");
    }
}

#[test]
fn a_small_bank_and_the_example_of_stories_are_without_fault() {
    let catalogue = catalogue();
    for bank in ["questions", "typed-questions"] {
        let source = fs::read_to_string(format!("{FIXTURES}/{bank}.toml")).unwrap();
        assert_eq!(read_bank(&source, &catalogue).diagnostics, []);
    }
    let stories = include_str!("../data/examples/stories.toml");
    assert_eq!(
        read_stories(stories, &catalogue, &bank(&catalogue)).diagnostics,
        []
    );
}

#[test]
fn somebody_with_a_single_gap_finds_a_question_to_answer_on_either_side_of_it() {
    let catalogue = catalogue();
    let bank = bank(&catalogue);
    for (role, of) in catalogue.roles.iter().enumerate() {
        for (trait_index, about) in catalogue.traits.iter().enumerate() {
            if bank.questions.iter().all(|question| {
                question
                    .tested
                    .is_none_or(|tested| tested.trait_index != trait_index)
            }) {
                // On what no question tests nobody is told to be pressed.
                continue;
            }
            for pole in [Pole::Low, Pole::High] {
                let presses = bank.questions.iter().filter(|question| {
                    let is_answered_by_all = !matches!(
                        question.kind,
                        QuestionKind::RoleMove | QuestionKind::ForTheEmployer
                    );
                    is_answered_by_all
                        && question.is_for(role)
                        && question.tested == Some(Tested { trait_index, pole })
                });
                let count = presses.count();
                assert!(count >= 1, "{} {} {pole:?}: {count}", of.id, about.id);
            }
        }
    }
}

#[test]
fn what_a_bank_says_of_types_cases_and_single_roles_is_read() {
    let catalogue = catalogue();
    let source = fs::read_to_string(format!("{FIXTURES}/typed-questions.toml")).unwrap();
    let bank = read_bank(&source, &catalogue).value.unwrap();
    let role = |id| catalogue.role_index(id).unwrap();
    let (owner, manager) = (role("product-owner"), role("product-manager"));
    let shares = [owner, manager, role("project-manager")].map(|role| bank.types[0].share(role));
    assert_eq!(shares, [Some(6.0), Some(3.5), None]);
    let [opener, knowledge, case] = &bank.questions[..] else {
        panic!("{} questions", bank.questions.len());
    };
    assert_eq!(opener.tested, None);
    assert_eq!(
        opener.anchors_for(owner).one.as_str(),
        "Speaks of ceremonies alone."
    );
    assert_eq!(
        opener.anchors_for(manager).one.as_str(),
        "Goes through ten years in order."
    );
    assert_eq!(opener.opener.as_ref().unwrap().skeleton.len(), 3);
    assert_eq!((knowledge.know.len(), knowledge.worked.len()), (2, 2));
    let stages = &case.case.as_ref().unwrap().stages;
    let minutes: Vec<u32> = stages.iter().map(|stage| stage.minutes).collect();
    assert_eq!(minutes, [4, 10, 6]);
}

#[test]
fn a_bank_of_the_first_format_is_read_as_ever() {
    let catalogue = catalogue();
    let source = fs::read_to_string(format!("{FIXTURES}/questions.toml")).unwrap();
    let old = source.replace("source = \"written\"", "source = \"real\"");
    let bank = read_bank(&old, &catalogue).value.unwrap();
    assert!(bank.types.is_empty());
    assert!(
        bank.questions
            .iter()
            .all(|question| question.origin.name() == "asked")
    );
}

#[test]
fn a_bank_with_any_number_of_warnings_can_be_used() {
    let catalogue = catalogue();
    let small = fs::read_to_string(format!("{FIXTURES}/questions.toml")).unwrap();
    let (head, question) = small.split_once("[[question]]").unwrap();
    let question = question.split("[[question]]").next().unwrap();
    let id = question.split('"').nth(1).unwrap();
    let text = question
        .split("text = \"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let mut bank = head.to_owned();
    for number in 0..200 {
        let question = question.replacen(id, &format!("{id}-{number}"), 1);
        let question = question.replacen(text, &format!("{text} {number}"), 1);
        bank.push_str("[[question]]");
        bank.push_str(&question);
    }
    let read = check_bank(&bank, &catalogue);
    assert!(read.value.is_some(), "{:?}", read.diagnostics.last());
    let more = |one: &&Diagnostic| one.message.contains("more warnings about wording");
    assert_eq!(read.diagnostics.iter().filter(more).count(), 1);
}

#[test]
fn wording_is_looked_at_only_where_a_bank_can_be_used() {
    let faults = faults("questions");
    let brief = faults.iter().find(|(code, _, _)| *code == Code::TooBrief);
    let (_, _, source) = brief.unwrap();
    let faulty = source.replacen("minutes = 6", "minutes = 60", 1);
    let read = check_bank(&faulty, &catalogue());
    let codes: Vec<Code> = read.diagnostics.iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::MinutesOutOfRange]);
}

#[test]
fn a_bank_cut_at_any_byte_is_read_without_panic_and_never_half() {
    let catalogue = catalogue();
    let source = fs::read_to_string(format!("{FIXTURES}/questions.toml")).unwrap();
    for end in (0..source.len())
        .step_by(13)
        .filter(|end| source.is_char_boundary(*end))
    {
        let read = check_bank(&source[..end], &catalogue);
        let errors = read.count(rolefit::catalogue::Severity::Error);
        assert_eq!(read.value.is_some(), errors == 0, "at {end}");
    }
}

#[test]
fn a_text_and_a_role_make_a_question_beside_the_bank() {
    let catalogue = catalogue();
    let bank = bank(&catalogue);
    let source = include_str!("../data/examples/own-questions.toml");
    let read = read_own(source, &catalogue, &bank);
    assert_eq!(read.diagnostics, []);
    let merged = read.value.unwrap();
    assert_eq!(merged.questions.len(), bank.questions.len() + 2);
    assert_eq!((&merged.id, &merged.hash), (&bank.id, &bank.hash));
    let [vendors, stopped] = &merged.questions[bank.questions.len()..] else {
        panic!("two of one's own");
    };
    assert!(vendors.is_own && vendors.level.name() == "senior");
    assert_eq!(vendors.kind, QuestionKind::Situational);
    // What asks for a story has the headings of one.
    assert_eq!(stopped.kind, QuestionKind::Behavioural);
    assert!(stopped.star.is_some() && !stopped.strong.is_empty());
    assert_ne!(vendors.id, stopped.id);
}

#[test]
fn whoever_prepares_for_a_role_reads_the_worked_answer_of_no_other() {
    let catalogue = catalogue();
    let mut parted = 0;
    for question in &bank(&catalogue).questions {
        for &role in &question.roles {
            let read = question.worked_for(&catalogue, role);
            assert_eq!(read.is_empty(), question.worked.is_empty());
            parted += usize::from(read.len() < question.worked.len());
            for (other, named) in catalogue.roles.iter().enumerate() {
                let voice = format!("As a {}:", named.name.as_str().to_lowercase());
                let speaks = read.iter().any(|text| text.as_str().starts_with(&voice));
                assert!(!speaks || other == role, "{}", question.id);
            }
        }
    }
    assert!(parted > 50);
}

#[test]
fn what_is_wrong_with_a_question_of_ones_own_is_told_at_its_place() {
    let catalogue = catalogue();
    let bank = bank(&catalogue);
    let taken = &bank.questions[0].id;
    let typed = fs::read_to_string(format!("{FIXTURES}/typed-questions.toml")).unwrap();
    let typed = read_bank(&typed, &catalogue).value.unwrap();
    for (bank, lines, code) in [
        (&bank, "text = \"Why?\"".to_owned(), Code::MissingKey),
        (
            &bank,
            "role = \"product-owner\"".to_owned(),
            Code::MissingKey,
        ),
        (
            &bank,
            "text = \"Why?\"\nrole = \"nobody\"".to_owned(),
            Code::UnknownRole,
        ),
        (
            &bank,
            format!("text = \"Why?\"\nrole = \"product-owner\"\nid = \"{taken}\""),
            Code::DuplicateId,
        ),
        (
            &bank,
            "text = \"Why?\"\nrole = \"product-owner\"\nkind = \"case\"".to_owned(),
            Code::UnknownValue,
        ),
        (
            &typed,
            "text = \"Why?\"\nrole = \"product-owner\"\ntype = \"orderin\"".to_owned(),
            Code::UnknownType,
        ),
        (
            &bank,
            "text = \"Why?\"\nrole = \"product-owner\"\nroles = [\"product-manager\"]".to_owned(),
            Code::DuplicateKey,
        ),
        (
            &bank,
            "text = \"Why?\"\nrole = \"product-owner\"\ntopic = \"team\"\ntopics = [\"priorities\"]".to_owned(),
            Code::DuplicateKey,
        ),
        (
            &bank,
            "text = \"Why?\"\nrole = \"product-owner\"\nanchor = 1".to_owned(),
            Code::UnknownKey,
        ),
    ] {
        let read = read_own(&format!("[[question]]\n{lines}\n"), &catalogue, bank);
        let codes: Vec<Code> = read.diagnostics.iter().map(|one| one.code).collect();
        assert_eq!(codes, [code], "{lines}");
        assert!(read.value.is_none());
    }
    let empty = read_own("", &catalogue, &bank);
    assert_eq!(empty.diagnostics[0].code, Code::TooFew);
}

#[test]
fn the_reference_names_the_codes_of_question_banks() {
    let reference = include_str!("../data/README.md");
    for code in Code::ALL.iter().filter(|code| code.is_of_preparation()) {
        let row = format!("| `{code}` | {} | ", code.severity().name());
        assert!(reference.contains(&row), "`{code}` has no row");
    }
}
