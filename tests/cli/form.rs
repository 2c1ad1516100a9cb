//! `rolefit form`: a number means the same in a form as in every other file, whatever the order shown.

use std::fs;

use serde_json::{Value, json};

use super::promises::world::{Machine, Ran};

const CATALOGUE: &str = "tests/fixtures/minimal.toml";
/// Filled in on a form as an earlier version wrote it: with a seed, and options numbered as they stand.
const WITH_SEED: &str = r#"# Left or right?
#
# Write the number of your answer between the quotes, as in "3". Leave the quotes empty to skip.
# Nothing here is right or wrong. Then run `rolefit score` with the name of this file.

catalogue = "minimal"
version = "1.0.0"
seed = 1

[answers]

# 1. Which is more like you?
#    First: I take the left door.
#    Second: I take the right door.
#    1 much more the first, 2 a little more the first, 3 a little more the second, 4 much more the second
door = "4"

# 2. I get up when the alarm has rung twice.
#    1 not like me, 2 a little like me, 3 partly like me, 4 mostly like me, 5 very like me
alarm = "5"

# 3. The path forks. What do you do?
#    1 Turn right
#    2 Wait
#    3 Turn left
fork = "1"
"#;

#[track_caller]
fn printed(machine: &Machine, arguments: &[&str]) -> String {
    let ran = Ran::of(&mut machine.command(arguments));
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.talk());
    String::from_utf8(ran.stdout).unwrap()
}

/// The probability of one role and the scores that a file comes to: different answers, different numbers.
#[track_caller]
fn scored(machine: &Machine, name: &str, content: &str) -> [Value; 3] {
    let file = machine.path().join(name);
    fs::write(&file, content).unwrap();
    let file = file.to_str().unwrap();
    let is_rows = name.ends_with("csv") || name.ends_with("ndjson");
    let form = if is_rows {
        ["--to", "ndjson"]
    } else {
        ["--format", "json"]
    };
    let score = ["score", file, "--catalogue", CATALOGUE];
    let printed = printed(machine, &[&score[..], &form].concat());
    let result: Value = serde_json::from_str(&printed).unwrap();
    let traits = ["/traits/0/score", "/traits/1/score"].map(|score| result.pointer(score).unwrap());
    let mut roles = result["roles"].as_array().unwrap().iter();
    let left = roles.find(|role| role["id"] == "left-hand").unwrap();
    [&left["probability"], traits[0], traits[1]].map(Value::clone)
}

/// What answers come to that are written by the catalogue's numbers.
#[track_caller]
fn numbered(machine: &Machine, [door, alarm, fork]: [u8; 3]) -> [Value; 3] {
    let answers = json!({ "answers": { "door": door, "alarm": alarm, "fork": fork } });
    scored(machine, "numbered.json", &answers.to_string())
}

#[test]
fn one_number_means_one_answer_in_a_form_and_in_every_other_file() {
    let machine = Machine::new();
    for seed in ["1", "2", "3", "4"] {
        let form = printed(
            &machine,
            &["form", "--catalogue", CATALOGUE, "--seed", seed],
        );
        assert!(!form.contains("seed"), "{form}");
        for (number, option) in [(1, "Turn left"), (2, "Wait"), (3, "Turn right")] {
            assert!(
                form.contains(&format!("#    {number} {option}\n")),
                "{form}"
            );
        }
    }
    let form = printed(&machine, &["form", "--catalogue", CATALOGUE]);
    for answers in [[1, 2, 1], [4, 5, 2], [2, 1, 3]] {
        let [door, alarm, fork] = answers;
        let mut filled = form.clone();
        for (item, number) in ["door", "alarm", "fork"].into_iter().zip(answers) {
            let (empty, full) = (
                format!("\n{item} = \"\""),
                format!("\n{item} = \"{number}\""),
            );
            assert!(filled.contains(&empty), "{filled}");
            filled = filled.replace(&empty, &full);
        }
        let want = numbered(&machine, answers);
        let row = json!({ "answers": { "fork": fork, "door": door, "alarm": alarm } });
        for (name, content) in [
            ("form.toml", filled),
            ("a.ndjson", format!("{row}\n")),
            ("a.csv", format!("fork,door,alarm\n{fork},{door},{alarm}\n")),
            ("a.txt", format!("minimal@1.0.0:{door}{alarm}{fork}\n")),
        ] {
            assert_eq!(scored(&machine, name, &content), want, "{name} {content}");
        }
    }
}

#[test]
fn a_form_of_an_earlier_version_is_read_as_it_was_written() {
    let machine = Machine::new();
    assert!(WITH_SEED.contains("\nseed = 1\n") && WITH_SEED.contains("#    1 Turn right\n"));
    assert!(WITH_SEED.contains("\nfork = \"1\"\n"));
    let read = |form: &str| scored(&machine, "old.toml", form);
    let of = |fork| numbered(&machine, [4, 5, fork]);
    assert_ne!(of(1), of(3));
    assert_eq!(read(WITH_SEED), of(3));
    // Without its seed it is a form of today.
    assert_eq!(read(&WITH_SEED.replace("seed = 1\n", "")), of(1));
}
