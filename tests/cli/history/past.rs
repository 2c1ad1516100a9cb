//! Kept results whose questions are no longer asked: they are listed and shown from what they hold, and nothing is made
//! of them that would need their questions.

use serde_json::Value;

use super::Machine;

const OLD: &str = "20260131-180000-abcdef";
const OLDER: &str = "20260130-180000-abcdef";
const NEW: &str = "20260201-180000-abcdef";
const WHY: &str = "and its questions may be others";

/// Keeps the result of an example as one of another catalogue, version or state.
fn keep_as(machine: &Machine, id: &str, key: &str, value: &str) {
    let result = machine.json(&["score", "data/examples/product-owner.toml"]);
    machine.keep_as(id, result, key, value);
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_result_of_another_version_is_listed_and_marked() {
    let machine = Machine::new();
    keep_as(&machine, OLD, "version", "0.9.0");
    machine.keep_example(NEW, "product-owner", None);
    let list = words(&machine.done(&["history"]));
    assert_eq!(
        list.matches("As it was then: the catalogue is at version")
            .count(),
        1,
        "{list}"
    );
    assert!(list.contains(WHY), "{list}");
    let list = machine.json(&["history"]);
    assert_eq!(list["results"][0]["outdated"], "version");
    assert_eq!(list["results"][1]["outdated"], Value::Null);
}

#[test]
fn a_result_of_other_questions_is_shown_from_what_it_holds_in_every_form() {
    for (key, value, why) in [
        ("version", "0.9.0", WHY),
        (
            "hash",
            "0000",
            "the catalogue has changed since, in the same version",
        ),
        (
            "id",
            "long-gone",
            "its catalogue is neither built in nor one of your own",
        ),
    ] {
        let machine = Machine::new();
        keep_as(&machine, OLD, key, value);
        let file = machine.place(OLD);
        for arguments in [
            &["history", "show", OLD][..],
            &["report", OLD],
            &["report", file.to_str().unwrap()],
        ] {
            for form in ["text", "markdown", "html"] {
                let shown = machine.done(&[arguments, &["--format", form]].concat());
                let shown = words(&shown).replace('\\', "");
                assert!(
                    shown.contains("not scored again") && shown.contains(why),
                    "{form}: {shown}"
                );
                for role in ["Product owner", "Project manager", "Product manager"] {
                    assert!(shown.contains(role), "{form}: {shown}");
                }
                assert!(
                    shown.contains("many groups to the builders: +"),
                    "{form}: {shown}"
                );
            }
        }
        let (code, stdout, stderr) = machine.run(&["history", "show", OLD, "--format", "json"], "");
        assert_eq!(code, 0, "{stderr}");
        assert!(stderr.contains("not scored again"), "{stderr}");
        let shown: Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!(shown["catalogue"][key], value);
    }
}

#[test]
fn nothing_is_compared_or_prepared_from_a_result_of_other_questions() {
    let machine = Machine::new();
    keep_as(&machine, OLDER, "version", "0.9.0");
    keep_as(&machine, OLD, "version", "0.9.0");
    // The same answers at another time, and no copy of the file.
    let again = std::fs::read_to_string(machine.place(OLD)).unwrap();
    machine.keep(OLD, &(again + "\n"));
    machine.keep_example(NEW, "product-owner", None);
    let reason = "so it is not scored again";
    for arguments in [
        &["compare", "--with", OLDER, "--with", OLD][..],
        &["compare", "product-owner", "product-manager", "--with", OLD],
        &["prep", "--role", "product-owner", "--result", OLD],
        &["team", OLD],
    ] {
        machine.refused(
            arguments,
            3,
            &[reason, "`rolefit report` shows what it says"],
        );
    }
    machine.refused(
        &["compare", "--with", OLD, "--with", NEW],
        3,
        &["answered for different versions of the catalogue"],
    );
    // The list offers no comparison that would be refused.
    assert!(!machine.done(&["history"]).contains("rolefit compare"));
}

#[test]
fn the_catalogue_as_it_was_scores_its_results_again() {
    let machine = Machine::new();
    let source = std::fs::read_to_string("data/catalogues/small-team.toml").unwrap();
    let old = machine.home().join("old.toml");
    std::fs::create_dir_all(machine.home()).unwrap();
    std::fs::write(&old, source + "\n# As it was.\n").unwrap();
    let named = ["--catalogue", old.to_str().unwrap()];
    let form = machine.done(&[&["form"][..], &named].concat());
    let answers = machine.home().join("answers.toml");
    std::fs::write(&answers, form.replace("= \"\"", "= \"2\"")).unwrap();
    let score = ["score", answers.to_str().unwrap()];
    let result = machine.json(&[&score[..], &named].concat());
    machine.keep(OLD, &result.to_string());
    let shown = machine.done(&["history", "show", OLD]);
    assert!(words(&shown).contains("not scored again"), "{shown}");
    let scored = machine.done(&[&["history", "show", OLD][..], &named].concat());
    assert!(!words(&scored).contains("not scored again"), "{scored}");
}
