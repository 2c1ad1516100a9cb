//! The example scripts, each on a machine on which nothing was done yet.

use std::fs;

use super::Machine;

#[test]
fn a_bootcamp_gets_a_hand_out_for_every_student() {
    let machine = Machine::new();
    let folder = machine.path().join("handouts");
    let arguments = [
        "data/examples/bootcamp.csv",
        "product-owner",
        folder.to_str().unwrap(),
    ];
    let printed = machine.script("bootcamp-handouts.sh", &arguments);
    assert_eq!(printed.lines().count(), 3);
    for student in ["asha", "ben", "chen"] {
        let handout = fs::read_to_string(folder.join(format!("{student}.md"))).unwrap();
        assert!(handout.starts_with("# Interview preparation: Product owner\n"));
    }
    let of = |student| fs::read_to_string(folder.join(format!("{student}.md"))).unwrap();
    assert_ne!(of("asha"), of("ben"));
}

#[test]
fn a_candidate_gets_five_questions_a_day() {
    let machine = Machine::new();
    let folder = machine.path().join("daily");
    let arguments = ["product-owner", folder.to_str().unwrap()];
    let ratings = folder.join("ratings.ndjson");
    machine.script("daily-five.sh", &arguments);
    let first = fs::read_to_string(&ratings).unwrap();
    assert_eq!(first.lines().count(), 5);
    fs::write(&ratings, first.replacen("null", "3", 2)).unwrap();
    machine.script("daily-five.sh", &arguments);
    assert_eq!(machine.json(&["prep", "progress"])["attempts"], 2);
    assert_ne!(fs::read_to_string(&ratings).unwrap(), first);
}

#[test]
fn a_coach_sees_before_and_after() {
    let results = [
        "data/examples/project-manager.toml",
        "data/examples/product-owner.toml",
        "product-owner",
    ];
    let printed = Machine::new().script("coach-before-after.sh", &results);
    assert_eq!(printed.lines().count(), 9, "{printed}");
    assert!(printed.contains("nearer"));
}
