//! A random search for answers on which reader and schema disagree: whatever a file holds, what the one takes the other
//! takes too. Only what lies between file and catalogue (another catalogue, an item that there is not) is the reader's.

use proptest::prelude::*;
use proptest::sample::select;
use rolefit::assessment::{Assessment, CurrentRole, Given, Stopped};
use rolefit::catalogue::{self, Catalogue};
use rolefit::render::document::Report as _;
use rolefit::render::result::{Label, ResultReport};
use rolefit::session::{PersonName, Transcript};
use serde_json::{Map, Value, json};

use super::{changed, schema, tree, validator};

/// A catalogue whose situation has as many options as there may be, so that every number that a schema can allow is one.
fn catalogue() -> Catalogue {
    let options: Vec<String> = (1..=9).map(|one| format!("\"Option {one}.\"")).collect();
    let options = options.join(", ");
    let source = super::text("tests/fixtures/minimal.toml")
        .replace(
            "[\"Turn left\", \"Wait\", \"Turn right\"]",
            &format!("[{options}]"),
        )
        .replace("thresholds = [-0.5, 0.5]\n", "");
    let read = catalogue::read(&source);
    read.catalogue
        .unwrap_or_else(|| panic!("{:?}", read.diagnostics))
}

/// What a text is put together of: what a number is, what may stand around it, and what steers or hides.
const PIECES: [&str; 27] = [
    "", " ", "\t", "\n", "\r", "\u{b}", "\u{85}", "\u{a0}", "\u{200b}", "\u{2003}", "\u{2028}",
    "\u{202f}", "\u{3000}", "\u{feff}", "0", "3", "9", "+", "-", ".", ".0", "e0", "x", "é",
    "\u{200d}", "\u{1b}", "３",
];

fn written() -> impl Strategy<Value = String> {
    let pieces =
        prop::collection::vec(select(&PIECES[..]), 0..5).prop_map(|pieces| pieces.concat());
    prop_oneof![
        4 => pieces,
        1 => select(vec!["minimal", "1.0.0", "other", "Ana B.", "3.0", "NaN", "a b"]).prop_map(str::to_owned),
        1 => (select(vec!["é\u{301}", "役\u{fe0f}", "☎\u{fe0f}", "👩\u{200d}💻", "\u{1d173}", "\u{e0041}"]), 0..6usize).prop_map(|(one, count)| "x".to_owned() + &one.repeat(count)),
        1 => (select(vec!["e", "\u{301}", "\u{1161}"]), 0..7usize).prop_map(|(one, count)| "e".to_owned() + &one.repeat(count)),
        1 => (select(vec!["a", "é", " ", "👩"]), 60..70usize).prop_map(|(one, count)| one.repeat(count)),
        1 => (250..262usize).prop_map(|count| "x".repeat(count)),
    ]
}

fn number() -> impl Strategy<Value = Value> {
    let whole = select(vec![
        json!(0),
        json!(1),
        json!(3),
        json!(9),
        json!(10),
        json!(-1),
        json!(9_007_199_254_740_991_u64),
        json!(9_007_199_254_740_992_u64),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
    ]);
    let float = select(vec![
        json!(0.0),
        json!(-0.0),
        json!(1.0),
        json!(3.0),
        json!(9.0),
        json!(10.0),
        json!(2.5),
        json!(-3.0),
        json!(9_007_199_254_740_991.0),
        json!(9_007_199_254_740_992.0),
        json!(1e300),
        json!(1e-300),
        json!(18_446_744_073_709_551_615.0),
    ]);
    prop_oneof![
        whole,
        float,
        (0..12i64).prop_map(Value::from),
        any::<f64>().prop_map(Value::from)
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => number(),
        4 => written().prop_map(Value::from),
        1 => select(vec![Value::Null, json!(true), json!([]), json!([3]), json!({}), json!({"fork": 3})]),
    ]
}

/// Answers as they may be: mostly with keys that there are.
fn document() -> impl Strategy<Value = Value> {
    let keys = vec!["catalogue", "version", "id", "about", "seed"];
    let key = prop_oneof![9 => select(keys), 1 => select(vec!["anwsers", "", "schema", "Id"])];
    let answers = prop::collection::btree_map(
        prop_oneof![9 => Just("fork"), 1 => select(vec!["door", "Fork", "fork ", "-", ""])],
        value(),
        0..3,
    );
    let answers = prop_oneof![
        9 => answers.prop_map(|answers| {
            let answers = answers.into_iter().map(|(key, value)| (key.to_owned(), value));
            Value::Object(answers.collect())
        }),
        1 => value(),
    ];
    let rest = prop::collection::btree_map(key, value(), 0..3);
    (rest, prop::option::weighted(0.95, answers)).prop_map(|(rest, answers)| {
        let mut document: Map<String, Value> = rest
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect();
        document.extend(answers.map(|answers| ("answers".to_owned(), answers)));
        Value::Object(document)
    })
}

/// Whether something in a document is the catalogue's to say: that it is another one, or has no such item or answer.
fn lies_with_the_catalogue(document: &Value) -> bool {
    let other = |key: &str, own: &str| {
        let named = document.get(key).and_then(Value::as_str);
        named.is_some_and(|named| named != own)
    };
    let answers = document["answers"].as_object();
    let foreign = answers.is_some_and(|answers| answers.keys().any(|item| item != "fork"));
    other("catalogue", "minimal") || other("version", "1.0.0") || foreign
}

/// Whether a text has a key of its own for something else than answers.
fn is_something_else(document: &Value) -> bool {
    document.get("schema").is_some()
}

#[track_caller]
fn agree(source: &str, document: &Value, catalogue: &Catalogue) -> Result<(), TestCaseError> {
    thread_local! {
        static SCHEMA: jsonschema::Validator = validator(schema::ANSWERS);
    }
    let read = Transcript::read(source).and_then(|answers| answers.responses(catalogue));
    let valid = SCHEMA.with(|schema| schema.is_valid(document));
    let said = read
        .as_ref()
        .err()
        .map(|faults| faults.first()[0].message.clone());
    if lies_with_the_catalogue(document) {
        // What the schema refuses the reader refuses, be it for another reason.
        prop_assert!(valid || read.is_err(), "{source}");
    } else {
        prop_assert_eq!(read.is_ok(), valid, "{}\n{:?}", source, said);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reader_and_schema_agree_on_whatever_is_found_in_json(document in document()) {
        prop_assume!(!is_something_else(&document));
        agree(&document.to_string(), &document, &catalogue())?;
    }

    #[test]
    fn reader_and_schema_agree_on_whatever_is_found_in_toml(document in document()) {
        // What TOML has no form for is left out.
        if let Ok(source) = toml::to_string(&document)
            && let Some(document) = tree(&source)
        {
            prop_assume!(!is_something_else(&document));
            agree(&source, &document, &catalogue())?;
        }
    }
}

#[test]
fn what_once_was_read_by_one_alone_is_read_by_both() {
    for (document, is_read) in [
        (json!({ "about": "Ana", "answers": { "fork": 3 } }), true),
        (
            json!({ "current_role": "left-hand", "answers": { "fork": 3 } }),
            true,
        ),
        (
            json!({ "current_role": "other", "answers": { "fork": 3 } }),
            true,
        ),
        (
            json!({ "current_role": null, "answers": { "fork": 3 } }),
            true,
        ),
        (
            json!({ "current_role": "", "answers": { "fork": 3 } }),
            false,
        ),
        (
            json!({ "current_role": "Left hand", "answers": { "fork": 3 } }),
            false,
        ),
        (
            json!({ "current_role": 3, "answers": { "fork": 3 } }),
            false,
        ),
        (json!({ "id": "Ana", "answers": { "fork": 3 } }), true),
        (json!({ "seed": 7, "answers": { "fork": 3 } }), true),
        (json!({ "answers": { "fork": 3.0 } }), true),
        (json!({ "answers": { "fork": "2.0" } }), true),
        (json!({ "answers": { "fork": "\u{a0}2 " } }), true),
        (json!({ "answers": { "fork": "0" } }), false),
        (json!({ "answers": { "fork": "+" } }), false),
    ] {
        let catalogue = catalogue();
        let valid = validator(schema::ANSWERS).is_valid(&document);
        // TOML knows no null.
        let sources = [Some(document.to_string()), toml::to_string(&document).ok()];
        for source in sources.into_iter().flatten() {
            let read = Transcript::read(&source).and_then(|answers| answers.responses(&catalogue));
            assert_eq!(
                (read.is_ok(), valid),
                (is_read, is_read),
                "{source}: {read:?}"
            );
        }
    }
}

/// A result of the little catalogue that has every key that one can have but its checksum.
fn result(catalogue: &Catalogue) -> Value {
    let transcript = json!({ "id": "ana", "answers": { "door": 1, "fork": 3 } }).to_string();
    let transcript = Transcript::read(&transcript).unwrap();
    let given = transcript.responses(catalogue).unwrap().into_iter();
    let given = given.map(|answer| Given {
        item: answer.item,
        response: answer.response,
        position: answer.position,
    });
    let assessment = Assessment::new(catalogue, given.collect(), Stopped::Given).unwrap();
    let assessment = assessment
        .about(Some(PersonName::new("Ana").unwrap()))
        .holding(Some(CurrentRole::Other));
    let label = Label {
        id: Some("ana".to_owned()),
        ..Label::default()
    };
    let report = ResultReport {
        label: &label,
        ..ResultReport::new(catalogue, &assessment)
    };
    serde_json::from_str(&report.json().unwrap()).unwrap()
}

#[test]
fn reader_and_schema_of_results_agree_on_every_small_change() {
    let catalogue = catalogue();
    let schema = validator(schema::RESULT);
    let read = |document: &Value| {
        let read = Transcript::read(&document.to_string());
        read.and_then(|result| result.responses(&catalogue))
    };
    let result = result(&catalogue);
    assert!(read(&result).is_ok() && schema.is_valid(&result));
    let (mut refused, mut without) = (0, 0);
    for (change, document) in changed(&result, schema::RESULT) {
        // What is no result, or of another version, is told to be that.
        if document["schema"] != result["schema"] {
            continue;
        }
        let (valid, read) = (schema.is_valid(&document), read(&document));
        if !valid {
            assert!(read.is_err(), "the schema alone refuses: {change}");
            refused += 1;
        } else if change.ends_with("removed") && !change.contains(|one: char| one.is_ascii_digit())
        {
            // A value may contradict another; a key that may be left out is missed by neither.
            assert!(read.is_ok(), "the reader alone refuses: {change}: {read:?}");
            without += 1;
        }
    }
    assert!(
        refused > 500 && without > 3,
        "{refused} refused, {without} without a key"
    );
}
