//! The JSON Schemas against the readers: neither knows a key that the other does not, and neither accepts what the
//! other can tell to be wrong.

#[path = "schema/answers.rs"]
mod answers;
mod fixtures;
#[path = "schema/texts.rs"]
mod texts;

use std::collections::BTreeSet;
use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use fixtures::faults;
use jsonschema::Validator;
use rolefit::assessment::{Assessment, CurrentRole, Stopped};
use rolefit::calibration::{Options, Untold, calibrate};
use rolefit::catalogue::{self, Catalogue, Code, Diagnostic, Severity, builtin};
use rolefit::cohort::{Form, Layout};
use rolefit::model::Length;
use rolefit::preparation::{self, read_bank};
use rolefit::render;
use rolefit::render::document::Report;
use rolefit::render::result::{Label, ResultReport};
use rolefit::schema;
use rolefit::session::{self, PersonName, Transcript, dated, sealed};
use rolefit::validation::{self, Sittings};
use serde_json::{Value, json};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Faults that a schema always tells: they lie in one key, or in one table.
const TOLD: &[Code] = &[
    Code::UnknownFormat,
    Code::UnknownKey,
    Code::ForeignKey,
    Code::MissingKey,
    Code::WrongType,
    Code::UnknownValue,
    Code::NotFinite,
    Code::InvalidId,
    Code::InvalidVersion,
    Code::InvalidLanguage,
    Code::InvalidYear,
    Code::EmptyText,
    Code::LongText,
    Code::DangerousCharacter,
    Code::StackedMarks,
    Code::InvalidLetter,
    Code::TooFew,
    Code::TooMany,
    Code::MissingBasis,
    Code::MeanOutOfRange,
    Code::SpreadOutOfRange,
    Code::DiscriminationOutOfRange,
    Code::ThresholdOutOfRange,
    Code::OptionCount,
    Code::ObservedOutOfRange,
    Code::ListLength,
    Code::DuplicateEntry,
    Code::MinutesOutOfRange,
    Code::ShareOutOfRange,
];
/// Faults that a schema tells in part: the same words on the two sides of a pair are none, nor are two that look alike, a
/// list of thresholds has no length to be compared with that of the options.
const PARTLY_TOLD: &[Code] = &[
    Code::ThresholdCount,
    Code::DuplicateOption,
    Code::MissingContrast,
];

fn text(path: impl AsRef<Path>) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

/// The TOML files of a folder, in order of name.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(Path::new(ROOT).join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .collect();
    files.sort();
    files
}

/// The TOML files of a folder, with their names.
fn read(folder: &str) -> impl Iterator<Item = (String, String)> {
    let files = files(folder).into_iter();
    files.map(|path| (path.display().to_string(), text(path)))
}

/// The faulty files of one kind, with their codes.
fn faulty(of: &str) -> impl Iterator<Item = (String, String)> {
    let faults = faults(of).into_iter();
    faults.map(|(code, _, source)| (code.to_string(), source))
}

fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).unwrap();
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    jsonschema::draft7::new(&schema).unwrap()
}

/// The tree of a TOML file as JSON, or nothing where it is not TOML.
fn tree(source: &str) -> Option<Value> {
    let table: toml::Table = source.trim_start_matches('\u{feff}').parse().ok()?;
    Some(serde_json::to_value(table).unwrap())
}

#[track_caller]
fn assert_valid(validator: &Validator, value: &Value, name: &str) {
    let faults: Vec<String> = validator
        .iter_errors(value)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert_eq!(faults, Vec::<String>::new(), "{name}");
}

fn product_roles() -> Catalogue {
    catalogue::read(builtin::find("product-roles").unwrap().source)
        .catalogue
        .unwrap()
}

/// A catalogue with every key there is.
fn full() -> String {
    let extra = [
        (
            "status = \"expert-set\"",
            "status = \"calibrated\"\nbasis = \"A sample.\"\nabout = \"For hands.\"\nframe = \"Think of a door.\"\n\
             typical-spread = 0.9",
        ),
        ("year = 2020", "year = 2020\nabout = \"A book.\""),
        (
            "about = \"When one starts.\"",
            "about = \"When one starts.\"\nlow-about = \"Rises.\"\nhigh-about = \"Sleeps.\"",
        ),
        (
            "name = \"Left hand\"",
            "name = \"Left hand\"\nshort = \"left\"\nletter = \"L\"",
        ),
        ("id = \"alarm\"", "id = \"alarm\"\nfacet = \"morning\""),
        (
            "first-shows = \"low\"",
            "first-shows = \"low\"\ndiscrimination = 1.5\nthresholds = [-1, 0.0, 1.0]",
        ),
    ];
    let minimal = text("tests/fixtures/minimal.toml");
    let minimal = minimal
        + "\n[[move]]\nfrom = \"left-hand\"\nto = \"right-hand\"\nkind = \"help\"\nclaim = \"Turning round helps.\"\n\
           source = \"handbook\"\n\n[observed]\nright = 0.75\npeople = 57\nhow = \"By hand.\"\n\n[team]\nname = \"both hands\"\nabout = \"Clapping.\"\nsource = \"handbook\"\n";
    extra.iter().fold(minimal, |source, (from, to)| {
        assert!(source.contains(from), "{from}");
        source.replacen(from, to, 1)
    })
}

/// A bank with every key there is.
fn full_bank() -> String {
    let moves = text("tests/fixtures/questions.toml");
    let (_, questions) = moves.split_once("[[question]]").unwrap();
    format!(
        "{}\n[[question]]{questions}",
        text("tests/fixtures/typed-questions.toml")
    )
}

#[test]
fn every_catalogue_that_can_be_used_is_valid() {
    let validator = validator(schema::CATALOGUE);
    let mut sources: Vec<(String, String)> = builtin::all()
        .iter()
        .map(|builtin| (builtin.id.to_owned(), builtin.source.to_owned()))
        .collect();
    let readme = text("data/README.md");
    let (_, example) = readme
        .split_once("## The smallest catalogue\n\n```toml\n")
        .unwrap();
    sources.push((
        "README".to_owned(),
        example.split_once("```").unwrap().0.to_owned(),
    ));
    let museum = text("data/examples/museum.toml");
    sources.push(("museum".to_owned(), museum));
    sources.push(("full".to_owned(), full()));
    for folder in ["data/catalogues", "tests/fixtures"] {
        sources.extend(read(folder));
    }
    sources.extend(faulty("catalogue"));
    let mut checked = 0;
    for (name, source) in sources {
        if catalogue::read(&source).catalogue.is_some() {
            assert_valid(&validator, &tree(&source).unwrap(), &name);
            checked += 1;
        }
    }
    assert!(checked >= 7, "{checked}");
}

#[test]
fn every_question_bank_that_can_be_used_is_valid() {
    let validator = validator(schema::QUESTIONS);
    let mut checked = 0;
    let sources = read("data/questions").chain(read("tests/fixtures"));
    for (name, source) in sources.chain(faulty("questions")) {
        let Some(id) = tree(&source).and_then(|tree| Some(tree["catalogue"].as_str()?.to_owned()))
        else {
            continue;
        };
        let catalogue = builtin::find(&id).and_then(|one| catalogue::read(one.source).catalogue);
        if catalogue.is_some_and(|catalogue| read_bank(&source, &catalogue).value.is_some()) {
            assert_valid(&validator, &tree(&source).unwrap(), &name);
            checked += 1;
        }
    }
    assert_valid(&validator, &tree(&full_bank()).unwrap(), "full");
    assert!(checked >= 2, "{checked}");
}

#[test]
fn every_answers_file_that_can_be_used_is_valid_and_so_is_the_result() {
    let (answers, results) = (validator(schema::ANSWERS), validator(schema::RESULT));
    let schema: Value = serde_json::from_str(schema::RESULT).unwrap();
    let catalogue = product_roles();
    assert_valid(
        &answers,
        &tree(&session::Form::new(&catalogue, 7).toml("rolefit score FILE")).unwrap(),
        "form",
    );
    let mut checked = 0;
    for path in files("data/examples") {
        let source = text(&path);
        let Ok(transcript) = Transcript::read(&source) else {
            continue;
        };
        let name = path.display().to_string();
        let tree = tree(&source).unwrap();
        assert_valid(&answers, &tree, &name);
        assert!(
            Transcript::read(&tree.to_string()).is_ok(),
            "{name} as JSON"
        );
        let given = transcript.resolve(&catalogue).unwrap();
        let assessment = Assessment::new(&catalogue, given, Stopped::Given).unwrap();
        let printed = ResultReport::new(&catalogue, &assessment).json().unwrap();
        assert_valid(&results, &serde_json::from_str(&printed).unwrap(), &name);
        // One that is kept, about somebody else, has every key.
        let assessment = assessment
            .about(Some(PersonName::new("Ana").unwrap()))
            .holding(Some(CurrentRole::Other));
        let label = Label {
            id: Some("ana".to_owned()),
            ..Label::default()
        };
        let report = ResultReport {
            label: &label,
            ..ResultReport::new(&catalogue, &assessment)
        };
        let time = "2026-11-28T08:00:00".parse().unwrap();
        let kept = sealed(&dated(&report.json().unwrap(), time));
        let result: Value = serde_json::from_str(&kept).unwrap();
        assert_valid(&results, &result, &name);
        assert_described(&result, &schema, &name);
        checked += 1;
    }
    assert!(checked >= 5, "{checked}");
}

/// Returns a schema in which what is referred to stands in place of the reference.
fn spelt_out(schema: &Value, definitions: &Value) -> Value {
    let referred = ["allOf", "anyOf"].iter().find_map(|key| {
        let last = schema[key].as_array()?.last()?;
        last["$ref"].as_str()?.strip_prefix("#/definitions/")
    });
    match (referred, schema) {
        (Some(name), _) => spelt_out(&definitions[name], definitions),
        (None, Value::Object(object)) => object
            .iter()
            .map(|(key, value)| (key.clone(), spelt_out(value, definitions)))
            .collect(),
        (None, other) => other.clone(),
    }
}

/// A catalogue, and sittings of people whose role is known.
fn known() -> (catalogue::Catalogue, Vec<validation::Row>) {
    let source = text("tests/fixtures/known/catalogue.toml");
    let catalogue = catalogue::read(&source).catalogue.unwrap();
    let study = text("tests/fixtures/known/answers.csv");
    let rows = validation::rows(
        &catalogue,
        "study",
        (Form::Csv, &Layout::default()),
        &study,
        "role",
    )
    .unwrap();
    (catalogue, rows)
}

#[test]
fn every_validation_is_valid_and_each_of_its_keys_is_described() {
    let validations = validator(schema::VALIDATION);
    let schema: Value = serde_json::from_str(schema::VALIDATION).unwrap();
    let described = spelt_out(&schema, &schema["definitions"]);
    let (catalogue, rows) = known();
    let two = rows[..2].to_vec();
    for (rows, length) in [
        (rows.clone(), None),
        (rows.clone(), Some(Length::Quick)),
        (rows, Some(Length::Full)),
        // Of one person alone most figures are of nobody.
        (two, None),
    ] {
        let people = validation::people(&catalogue, rows, Sittings::Averaged).unwrap();
        let report = render::validation::ValidationReport {
            catalogue: &catalogue,
            validation: &validation::validate(&catalogue, &people, length),
        };
        let report: Value = serde_json::from_str(&report.json().unwrap()).unwrap();
        let name = format!("{length:?}");
        assert_valid(&validations, &report, &name);
        assert_described(&report, &described, &name);
    }
}

#[test]
fn every_calibration_is_valid_and_each_of_its_keys_is_described() {
    let calibrations = validator(schema::CALIBRATION);
    let schema: Value = serde_json::from_str(schema::CALIBRATION).unwrap();
    let described = spelt_out(&schema, &schema["definitions"]);
    let (catalogue, rows) = known();
    let people = validation::people(&catalogue, rows, Sittings::Averaged).unwrap();
    for prior_people in [0.0, 100.0] {
        let options = Options {
            prior_people,
            keep_untold: Untold::Refused,
            threads: NonZeroUsize::MIN,
        };
        let report = calibrate(&catalogue, &people, options).unwrap();
        let report: Value = serde_json::from_str(
            &render::calibration::CalibrationReport {
                catalogue: &catalogue,
                calibration: &report,
            }
            .json()
            .unwrap(),
        )
        .unwrap();
        assert_valid(&calibrations, &report, "calibration");
        assert_described(&report, &described, "calibration");
    }
}

/// Asserts that every key of a value is described, and that every key described is there.
#[track_caller]
fn assert_described(value: &Value, schema: &Value, place: &str) {
    match value {
        Value::Object(object) => {
            let described = schema["properties"].as_object().unwrap();
            let keys: BTreeSet<_> = object.keys().collect();
            assert_eq!(keys, described.keys().collect(), "{place}");
            for (key, value) in object {
                assert_described(value, &described[key], &format!("{place}.{key}"));
            }
        }
        Value::Array(entries) => {
            for entry in entries {
                assert_described(entry, &schema["items"], place);
            }
        }
        _ => {}
    }
}

#[test]
fn answers_that_cannot_be_read_are_not_valid() {
    let validator = validator(schema::ANSWERS);
    for source in [
        json!({ "answers": { "door": 0 } }),
        json!({ "answers": { "door": 10 } }),
        json!({ "answers": { "door": 1.5 } }),
        json!({ "answers": { "door": "x" } }),
        json!({ "answers": { "door": true } }),
        json!({ "answers": { "door": [1] } }),
        json!({ "answers": [] }),
        json!({ "catalogue": 1, "answers": {} }),
        json!({ "answers": {}, "anwsers": {} }),
        json!({ "id": -1, "answers": {} }),
        json!({}),
    ] {
        assert!(!validator.is_valid(&source), "{source}");
    }
    for filled in ["\"\"", "\" 3 \"", "\"03\"", "3", "0x3"] {
        let source = format!("[answers]\ndoor = {filled}");
        assert!(Transcript::read(&source).is_ok(), "{filled}");
        assert_valid(&validator, &tree(&source).unwrap(), filled);
    }
}

/// The words in backticks of a message.
fn quoted(message: &str) -> impl Iterator<Item = String> + '_ {
    message.split('`').skip(1).step_by(2).map(str::to_owned)
}

/// The keys that a reader knows of a table, told by its help for an unknown key, and those that it misses.
fn known_and_needed(diagnostics: &[Diagnostic]) -> (BTreeSet<String>, BTreeSet<String>) {
    let unknown = diagnostics
        .iter()
        .find(|one| one.message.contains("`zzzz`"));
    let help = unknown.unwrap().help.as_deref().unwrap();
    let known = help.strip_prefix("remove it; the keys are ").unwrap();
    let missing = diagnostics
        .iter()
        .filter(|one| one.code == Code::MissingKey);
    let mut needed: BTreeSet<String> = missing
        .filter_map(|one| quoted(&one.message).last())
        .collect();
    let few = diagnostics.iter().filter(|one| one.code == Code::TooFew);
    needed.extend(few.filter_map(|one| {
        let header = quoted(&one.message).next()?;
        Some(header.trim_matches(['[', ']']).to_owned())
    }));
    (quoted(known).collect(), needed)
}

/// The keys that a schema knows of a table, less those that `kind` forbids, and those that it needs.
fn described(
    schema: &Value,
    table: &str,
    kind: Option<&str>,
) -> (BTreeSet<String>, BTreeSet<String>) {
    let table = schema.pointer(table).unwrap();
    let mut known: BTreeSet<String> = table["properties"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    let strings = |list: &Value| -> Vec<String> {
        let entries = list.as_array().into_iter().flatten();
        entries
            .map(|entry| entry.as_str().unwrap().to_owned())
            .collect()
    };
    let mut needed: BTreeSet<String> = strings(&table["required"]).into_iter().collect();
    let rules = table["allOf"].as_array().into_iter().flatten();
    for rule in rules
        .filter(|rule| kind.is_some_and(|kind| rule["if"]["properties"]["kind"]["const"] == *kind))
    {
        needed.extend(strings(&rule["then"]["required"]));
        let properties = rule["then"]["properties"].as_object();
        for (key, shape) in properties.into_iter().flatten() {
            if *shape == json!(false) {
                known.remove(key);
            }
        }
    }
    (known, needed)
}

#[test]
fn the_catalogues_reader_and_its_schema_know_the_same_keys() {
    let schema: Value = serde_json::from_str(schema::CATALOGUE).unwrap();
    for (source, table, kind) in [
        ("zzzz = 1", "", None),
        ("[[source]]\nzzzz = 1", "/definitions/source", None),
        ("[[trait]]\nzzzz = 1", "/definitions/trait", None),
        ("[[role]]\nzzzz = 1", "/definitions/role", None),
        (
            "[[role]]\n[role.profile.x]\nzzzz = 1",
            "/definitions/claim",
            None,
        ),
        (
            "[[role]]\n[[role.evidence]]\nzzzz = 1",
            "/definitions/evidence",
            None,
        ),
        ("[[move]]\nzzzz = 1", "/definitions/move", None),
        ("[team]\nzzzz = 1", "/definitions/team", None),
        ("[observed]\nzzzz = 1", "/definitions/observed", None),
        (
            "[[item]]\nzzzz = 1\nkind = \"pair\"",
            "/definitions/item",
            Some("pair"),
        ),
        (
            "[[item]]\nzzzz = 1\nkind = \"statement\"",
            "/definitions/item",
            Some("statement"),
        ),
        (
            "[[item]]\nzzzz = 1\nkind = \"situation\"",
            "/definitions/item",
            Some("situation"),
        ),
        (
            "[[item]]\nzzzz = 1\nkind = \"activity\"",
            "/definitions/item",
            Some("activity"),
        ),
    ] {
        let mut diagnostics = catalogue::read(source).diagnostics;
        if !table.is_empty() {
            // What the other tables lack is not asked here; the fault itself names its table's first line.
            let at = diagnostics
                .iter()
                .find(|one| one.message.contains("`zzzz`"))
                .unwrap()
                .message
                .clone();
            let owner = at.split(" has a key").next().unwrap().to_owned();
            diagnostics.retain(|one| one.message.starts_with(&owner));
        }
        let (known, mut needed) = known_and_needed(&diagnostics);
        if let Some(kind) = kind {
            assert!(source.contains(kind));
            needed.insert("kind".to_owned());
        }
        assert_eq!((known, needed), described(&schema, table, kind), "{source}");
    }
}

#[test]
fn the_banks_reader_and_its_schema_know_the_same_keys() {
    let schema: Value = serde_json::from_str(schema::QUESTIONS).unwrap();
    let catalogue = product_roles();
    let kinds = preparation::QuestionKind::NAMED
        .iter()
        .map(|(kind, _)| Some(*kind));
    let questions = kinds.map(|kind| {
        (
            format!("[[question]]\nzzzz = 1\nkind = \"{}\"", kind.unwrap()),
            "/definitions/question",
            kind,
        )
    });
    let inner = ["star", "anchors"].map(|key| {
        let table = if key == "star" {
            "/definitions/question/properties/star"
        } else {
            "/definitions/anchors"
        };
        (
            format!("[[question]]\nkind = \"behavioural\"\n{key} = {{ zzzz = 1 }}"),
            table,
            None,
        )
    });
    for (source, table, kind) in questions.chain(inner).chain([
        (
            "[[question]]\nkind = \"case\"\n[[question.stage]]\nzzzz = 1".to_owned(),
            "/definitions/stage",
            None,
        ),
        ("[[type]]\nzzzz = 1".to_owned(), "/definitions/type", None),
        ("zzzz = 1".to_owned(), "", None),
    ]) {
        let mut diagnostics = read_bank(&source, &catalogue).diagnostics;
        let at = diagnostics
            .iter()
            .find(|one| one.message.contains("`zzzz`"))
            .unwrap()
            .message
            .clone();
        if !table.is_empty() {
            let owner = at.split(" has a key").next().unwrap().to_owned();
            diagnostics.retain(|one| one.message.starts_with(&owner));
        }
        let (known, mut needed) = known_and_needed(&diagnostics);
        if kind.is_some() {
            needed.insert("kind".to_owned());
        }
        assert_eq!((known, needed), described(&schema, table, kind), "{source}");
    }
}

#[test]
fn what_a_schema_can_tell_of_a_faulty_file_it_tells() {
    for (of, schema) in [
        ("catalogue", schema::CATALOGUE),
        ("questions", schema::QUESTIONS),
    ] {
        let validator = validator(schema);
        for (code, _, source) in faults(of) {
            let Some(tree) = tree(&source) else {
                assert!(
                    matches!(code, Code::Syntax | Code::TooDeep | Code::DuplicateKey),
                    "{code}"
                );
                continue;
            };
            if !PARTLY_TOLD.contains(&code) {
                assert_eq!(!validator.is_valid(&tree), TOLD.contains(&code), "{code}");
            }
        }
    }
}

/// The words that a schema knows, its bounds, and what lies just beyond them.
fn edges(schema: &Value, edges: &mut Vec<Value>) {
    let inner: Vec<(&str, &Value)> = match schema {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| (key.as_str(), value))
            .collect(),
        Value::Array(entries) => entries.iter().map(|entry| ("", entry)).collect(),
        _ => Vec::new(),
    };
    for (key, value) in inner {
        match (key, value) {
            ("enum", Value::Array(words)) => edges.extend(words.iter().cloned()),
            ("minimum" | "maximum", Value::Number(bound)) if bound.is_i64() => {
                let bound = bound.as_i64().unwrap();
                edges.extend([json!(bound), json!(bound - 1), json!(bound + 1)]);
            }
            ("minimum" | "maximum", Value::Number(bound)) => {
                let bound = bound.as_f64().unwrap();
                edges.extend([json!(bound - 1e-6), json!(bound + 1e-6)]);
                // A schema takes 10.0 for a whole number, and TOML does not: it stands as 10.
                let whole = bound.to_string().parse::<i64>();
                edges.push(whole.map_or(json!(bound), |whole| json!(whole)));
            }
            _ => self::edges(value, edges),
        }
    }
}

/// Every tree that differs from this one in one place: without it, or with another value there, such as one at the edge
/// of what the schema takes.
fn changed(tree: &Value, schema: &str) -> Vec<(String, Value)> {
    let mut others = Vec::new();
    edges(&serde_json::from_str(schema).unwrap(), &mut others);
    others.extend([
        json!(1),
        json!(-1000),
        json!(1.5),
        json!(1e12),
        json!(""),
        json!(" "),
        json!("Not An Id"),
        json!("a\u{202e}b"),
        json!("x".repeat(5000)),
        json!(true),
        json!([]),
        json!(["a", "a"]),
        json!([1]),
        json!([{}]),
        json!({}),
        json!({ "x": 1 }),
    ]);
    others.sort_by_key(Value::to_string);
    others.dedup();
    let mut places = Vec::new();
    gather(tree, "", &mut places);
    let mut all = Vec::new();
    for place in places {
        let (outer, last) = place.rsplit_once('/').unwrap();
        let mut without = tree.clone();
        match without.pointer_mut(outer).unwrap() {
            Value::Object(object) => drop(object.remove(last)),
            Value::Array(array) => drop(array.remove(last.parse().unwrap())),
            _ => unreachable!("only objects and lists hold places"),
        }
        all.push((format!("{place} removed"), without));
        for other in &others {
            let mut with = tree.clone();
            *with.pointer_mut(&place).unwrap() = other.clone();
            all.push((format!("{place} = {other:.60}"), with));
        }
        if tree.pointer(&place).unwrap().is_object() {
            let mut more = tree.clone();
            more.pointer_mut(&place).unwrap()["zzzz"] = json!("more");
            all.push((format!("{place} with a key more"), more));
        }
    }
    all
}

fn gather(value: &Value, place: &str, places: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(array) => array
            .iter()
            .enumerate()
            .map(|(index, value)| (index.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    for (key, value) in inner {
        let place = format!("{place}/{key}");
        places.push(place.clone());
        gather(value, &place, places);
    }
}

/// Holds reader and schema against each other on every file that differs from `source` in one place.
#[track_caller]
fn assert_agree(source: &str, schema: &str, read: impl Fn(&str) -> Vec<Diagnostic>) {
    let validator = validator(schema);
    let changed = changed(&tree(source).unwrap(), schema);
    assert!(changed.len() > 500);
    let (mut refused, mut accepted) = (0, 0);
    for (change, tree) in changed {
        let file = toml::to_string(&tree).unwrap();
        let diagnostics = read(&file);
        let errors: Vec<Code> = diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error)
            .map(|one| one.code)
            .collect();
        let valid = validator.is_valid(&tree);
        if valid {
            let told: Vec<&Code> = errors.iter().filter(|code| TOLD.contains(code)).collect();
            assert!(told.is_empty(), "the schema misses {told:?}: {change}");
            accepted += 1;
        } else {
            assert!(!errors.is_empty(), "the schema alone refuses: {change}");
            refused += 1;
        }
    }
    assert!(
        refused > 100 && accepted > 20,
        "{refused} refused, {accepted} accepted"
    );
}

#[test]
fn reader_and_schema_of_catalogues_agree_on_every_small_change() {
    let source = full();
    assert_eq!(catalogue::read(&source).diagnostics, []);
    assert_agree(&source, schema::CATALOGUE, |file| {
        catalogue::read(file).diagnostics
    });
}

#[test]
fn reader_and_schema_of_question_banks_agree_on_every_small_change() {
    let catalogue = product_roles();
    let source = full_bank();
    assert_eq!(read_bank(&source, &catalogue).diagnostics, []);
    assert_agree(&source, schema::QUESTIONS, |file| {
        read_bank(file, &catalogue).diagnostics
    });
}
