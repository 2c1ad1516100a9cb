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
    assert_eq!(printed.lines().count(), 12, "{printed}");
    assert!(printed.contains("nearer"));
}

#[test]
fn a_class_list_that_cannot_be_read_whole_makes_no_hand_out() {
    let machine = Machine::new();
    let list = machine.path().join("class.csv");
    let folder = machine.path().join("handouts");
    let arguments = [
        list.to_str().unwrap(),
        "product-owner",
        folder.to_str().unwrap(),
    ];
    for (text, words) in [
        (
            "id,free-morning\nasha,1\nasha,2\n",
            "row 3: there is another row with the id asha",
        ),
        (
            "\"id\",free-morning\nasha,1\n",
            "row 1: quotes are not read",
        ),
        (
            "id,free-morning\nasha b,1\n",
            "row 2: the id must be letters",
        ),
    ] {
        fs::write(&list, text).unwrap();
        let (code, stdout, stderr) = machine.try_script("bootcamp-handouts.sh", &arguments);
        assert_eq!((code, stdout.as_str()), (3, ""));
        assert!(stderr.contains(words), "{stderr}");
    }
}

#[test]
fn ratings_that_are_not_filled_in_are_passed_over_and_faulty_ones_stay_where_they_are() {
    let machine = Machine::new();
    let folder = machine.path().join("daily");
    let arguments = ["product-owner", folder.to_str().unwrap()];
    let ratings = folder.join("ratings.ndjson");
    machine.script("daily-five.sh", &arguments);
    let blank = fs::read_to_string(&ratings).unwrap();
    fs::write(&ratings, blank.replace(":null", " : null")).unwrap();
    machine.script("daily-five.sh", &arguments);
    assert_eq!(fs::read_to_string(&ratings).unwrap(), blank);
    fs::write(&ratings, format!("{blank} \n")).unwrap();
    machine.script("daily-five.sh", &arguments);
    assert_eq!(fs::read_to_string(&ratings).unwrap(), blank);
    let faulty = blank.replacen("null", "4", 1);
    fs::write(&ratings, &faulty).unwrap();
    let (code, _, stderr) = machine.try_script("daily-five.sh", &arguments);
    assert_eq!(code, 3, "{stderr}");
    assert_eq!(fs::read_to_string(&ratings).unwrap(), faulty);
}
