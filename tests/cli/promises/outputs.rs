//! Everything that is printed in JSON has a schema, which names each of its keys, and times as RFC 3339 writes them.

use std::collections::BTreeSet;
use std::fs;

use jsonschema::Validator;
use serde_json::{Value, json};

use super::world::{Machine, REPOSITORY, Ran, SILENT, every_command, printing};

/// A schema in which no object has a key that is not named.
fn closed(schema: &Value) -> Value {
    match schema {
        Value::Object(object) => {
            let mut closed: serde_json::Map<String, Value> = object
                .iter()
                .map(|(key, value)| (key.clone(), closed(value)))
                .collect();
            if object.get("properties").is_some_and(Value::is_object) {
                closed.insert("additionalProperties".to_owned(), json!(false));
            }
            Value::Object(closed)
        }
        Value::Array(entries) => entries.iter().map(closed).collect(),
        other => other.clone(),
    }
}

fn validator(name: &str) -> Validator {
    let text = fs::read_to_string(format!("{REPOSITORY}/data/schema/{name}.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    jsonschema::draft7::new(&closed(&schema)).unwrap()
}

/// The documents in what was printed: one, or one a line; none where it is no JSON.
fn documents(printed: &str) -> Vec<Value> {
    let whole = serde_json::from_str(printed).map(|one| vec![one]);
    let lines = || printed.lines().map(serde_json::from_str).collect();
    whole.or_else(|_| lines()).unwrap_or_default()
}

#[test]
fn everything_printed_in_json_has_a_schema_that_names_each_of_its_keys() {
    let [outputs, results, validations, calibrations] =
        ["outputs", "result", "validation", "calibration"].map(validator);
    let machine = Machine::new();
    let mut seen = BTreeSet::new();
    let mut in_json = BTreeSet::new();
    let mut hold = |arguments: &[&str], command: &str| {
        let ran = Ran::of(&mut machine.command(arguments));
        let printed = String::from_utf8(ran.stdout).unwrap();
        for document in documents(&printed) {
            let Some(schema) = document["schema"].as_str() else {
                assert!(document["$schema"].is_string(), "{arguments:?}: {printed}");
                continue;
            };
            let validator = match schema.split('@').next().unwrap() {
                "rolefit/assessment" => &results,
                "rolefit/validation" => &validations,
                "rolefit/calibration" => &calibrations,
                _ => &outputs,
            };
            // Of a choice between schemas the first fault says nothing: all of them are told.
            let faults = validator
                .iter_errors(&document)
                .map(|fault| format!("{}: {fault}", fault.instance_path()));
            let faults: Vec<String> = faults.collect();
            assert_eq!(faults, Vec::<String>::new(), "{arguments:?}: {schema}");
            seen.insert(schema.to_owned());
            in_json.insert(command.to_owned());
        }
    };
    for run in printing() {
        hold(&run.arguments, run.command);
    }
    hold(
        &[
            "prep",
            "check",
            "tests/fixtures/minimal.toml",
            "--format",
            "json",
        ],
        "prep check",
    );
    hold(
        &[
            "prep",
            "--role",
            "product-owner",
            "--move-from",
            "project-manager",
            "--format",
            "json",
        ],
        "prep",
    );
    let schema: Value = serde_json::from_str(rolefit::schema::OUTPUTS).unwrap();
    for one in schema["oneOf"].as_array().unwrap() {
        let name = one["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
        let seen = seen
            .iter()
            .any(|seen| seen.starts_with(&format!("rolefit/{name}@")));
        assert!(seen, "nothing that was printed is `{name}`");
    }
    // Every command that says that it writes JSON was seen to.
    for command in every_command() {
        let words: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        let help = Ran::of(&mut machine.command(&words));
        let help = String::from_utf8(help.stdout).unwrap();
        let (_, forms) = help.split_once("--format <FORM>").unwrap_or_default();
        let writes = forms.split(']').next().unwrap().contains("json");
        if writes && !command.is_empty() && command != "catalogue" && !SILENT.contains(&&*command) {
            assert!(
                in_json.contains(&command),
                "no JSON of `{command}` was tried"
            );
        }
    }
}
