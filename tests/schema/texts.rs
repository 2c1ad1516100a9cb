//! Texts on which reader and schema disagree: what a text may hold is one law, written twice, and a random search finds
//! no text, wherever it stands, that one of them takes and the other refuses.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;
use rolefit::catalogue::{self, Severity, is_dangerous, is_stray};
use rolefit::preparation::read_bank;
use serde_json::{Value, json};

use super::{TOLD, full, full_bank, gather, product_roles, schema, tree, validator};

/// Writes characters as a class of a regular expression, as JSON Schema has them: those beyond U+FFFF as themselves.
fn class(is_in: impl Fn(char) -> bool) -> String {
    let mut ranges: Vec<(char, char)> = Vec::new();
    let mut follows = false;
    for character in '\0'..=char::MAX {
        let is_in = is_in(character);
        match ranges.last_mut() {
            Some((_, last)) if is_in && follows && character != '\u{e000}' => *last = character,
            _ if is_in => ranges.push((character, character)),
            _ => {}
        }
        follows = is_in;
    }
    let mut class = String::from("[");
    let mut put = |one: char| match u32::from(one) {
        number @ ..=0xffff => write!(class, "\\u{number:04x}").unwrap(),
        _ => class.push(one),
    };
    for (first, last) in ranges {
        put(first);
        if first != last {
            if u32::from(first) + 1 < u32::from(last) {
                put('-');
            }
            put(last);
        }
    }
    class.replace("\\u002d", "-") + "]"
}

fn takes_no_column(one: char) -> bool {
    !one.is_ascii() && console::measure_text_width(one.encode_utf8(&mut [0; 4])) == 0
}

/// What no text may hold: characters that steer or hide, what joins or selects nothing, and the fifth mark in a row.
fn forbidden() -> String {
    let is_space = |one: char| matches!(one, '\t' | '\n' | '\r');
    let stray = |one: char| {
        let before = class(|before| is_stray(Some(before), one));
        let kind = if one == '\u{200c}' {
            "\\u200c\\u200d"
        } else {
            "\\ufe0e\\ufe0f"
        };
        format!("(^|{before})[{kind}]")
    };
    format!(
        "{}|{}|{}|{}{{5}}",
        class(|one| is_dangerous(one) && !is_space(one)),
        stray('\u{200c}'),
        stray('\u{fe0e}'),
        class(|one| takes_no_column(one) && !is_dangerous(one)),
    )
}

#[test]
fn the_schemas_forbid_in_texts_what_the_reader_forbids() {
    let forbidden = forbidden();
    for schema in [schema::CATALOGUE, schema::QUESTIONS, schema::ANSWERS] {
        let schema: Value = serde_json::from_str(schema).unwrap();
        let pattern = &schema["definitions"]["safe"]["not"]["pattern"];
        assert!(*pattern == forbidden.as_str(), "write {}", json!(forbidden));
    }
    let schema: Value = serde_json::from_str(schema::CATALOGUE).unwrap();
    let letter = &schema["definitions"]["role"]["properties"]["letter"];
    let no_mark = class(|one| {
        let width = console::measure_text_width(one.encode_utf8(&mut [0; 4]));
        !is_dangerous(one) && !one.is_whitespace() && width != 1
    });
    assert!(
        letter["not"]["pattern"] == no_mark.as_str(),
        "write {}",
        json!(no_mark)
    );
}

/// What texts are put together of: what is short and long in bytes, stacks, joins, selects, spaces, steers or hides.
const PIECES: [&str; 38] = [
    "a",
    "Z",
    "9",
    "-",
    "é",
    "ß",
    "役",
    "👩",
    "𝐀",
    "\u{301}",
    "\u{20dd}",
    "\u{1161}",
    "\u{e31}",
    "\u{9be}",
    "\u{1d165}",
    "\u{11c3f}",
    "\u{200c}",
    "\u{200d}",
    "\u{fe0e}",
    "\u{fe0f}",
    "☎",
    "©",
    "\u{fe00}",
    "\u{34f}",
    "\u{e0100}",
    "\u{e0041}",
    "\u{1d173}",
    "\u{16fe4}",
    "\u{f0000}",
    "\u{a0}",
    "\u{85}",
    "\u{2028}",
    "\u{3000}",
    "\n",
    "\t",
    "\r",
    " ",
    "\u{200b}",
];

fn written() -> impl Strategy<Value = String> {
    let some = prop::collection::vec(select(&PIECES[..]), 0..6).prop_map(|some| some.concat());
    let stacked = (select(&PIECES[..]), select(&PIECES[9..22]), 1..7usize)
        .prop_map(|(base, mark, count)| base.to_owned() + &mark.repeat(count));
    let long = (
        select(&["a", "é", "役", "👩", "e\u{301}"][..]),
        0..4usize,
        select(vec![32, 64, 2048, 4096, 8000, 16_000]),
    )
        .prop_map(|(one, more, count)| one.repeat(count - 2 + more));
    prop_oneof![4 => some, 3 => stacked, 1 => long]
}

/// A file with another text in one place of those that hold one.
fn with(source: &str, at: usize, text: &str) -> (String, Value) {
    let mut tree = tree(source).unwrap();
    let mut places = Vec::new();
    gather(&tree, "", &mut places);
    places.retain(|place| tree.pointer(place).unwrap().is_string());
    let place = places.swap_remove(at % places.len());
    *tree.pointer_mut(&place).unwrap() = json!(text);
    (place, tree)
}

/// Holds reader and schema against each other, as the search for small changes does.
fn agree(
    schema: &jsonschema::Validator,
    (place, tree): &(String, Value),
    read: impl Fn(&str) -> Vec<catalogue::Diagnostic>,
) -> Result<(), TestCaseError> {
    let read = read(&toml::to_string(tree).unwrap());
    let errors = read.iter().filter(|one| one.severity == Severity::Error);
    let errors: Vec<catalogue::Code> = errors.map(|one| one.code).collect();
    let text = tree.pointer(place);
    if schema.is_valid(tree) {
        let told = errors.iter().find(|code| TOLD.contains(code));
        prop_assert_eq!(
            told,
            None,
            "the schema misses it at {}: {:.80?}",
            place,
            text
        );
    } else {
        prop_assert!(
            !errors.is_empty(),
            "the schema alone refuses {place}: {text:.80?}"
        );
    }
    Ok(())
}

#[test]
fn a_language_is_a_tag_to_reader_and_schema() {
    let schemas = [schema::CATALOGUE, schema::QUESTIONS].map(validator);
    let catalogue = product_roles();
    for (language, is_tag) in [
        ("en", true),
        ("pt-BR", true),
        ("zh-Hant-TW", true),
        ("de-x-a", true),
        ("English", false),
        ("en\" onload=\"alert(1)", false),
        ("x y", false),
        (" en", false),
        ("e", false),
        ("en-", false),
        ("en--GB", false),
        ("en_GB", false),
        ("e9", false),
        ("dé", false),
        ("abcdefghi", false),
        ("en-abcdefghi", false),
    ] {
        for (source, schema) in [full(), full_bank()].iter().zip(&schemas) {
            let mut tree = tree(source).unwrap();
            tree["language"] = json!(language);
            assert_eq!(schema.is_valid(&tree), is_tag, "{language}");
            let file = toml::to_string(&tree).unwrap();
            let read = match tree.get("question") {
                Some(_) => read_bank(&file, &catalogue).diagnostics,
                None => catalogue::read(&file).diagnostics,
            };
            let codes: Vec<catalogue::Code> = read.iter().map(|one| one.code).collect();
            let wanted = [catalogue::Code::InvalidLanguage];
            assert_eq!(codes, &wanted[usize::from(is_tag)..], "{language}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reader_and_schema_of_catalogues_agree_on_whatever_text_is_found(text in written(), at: usize) {
        thread_local! {
            static SCHEMA: jsonschema::Validator = validator(schema::CATALOGUE);
        }
        let file = with(&full(), at, &text);
        SCHEMA.with(|schema| agree(schema, &file, |file| catalogue::read(file).diagnostics))?;
    }

    #[test]
    fn reader_and_schema_of_question_banks_agree_on_whatever_text_is_found(text in written(), at: usize) {
        thread_local! {
            static SCHEMA: jsonschema::Validator = validator(schema::QUESTIONS);
            static CATALOGUE: catalogue::Catalogue = product_roles();
        }
        let file = with(&full_bank(), at, &text);
        CATALOGUE.with(|catalogue| {
            SCHEMA.with(|schema| agree(schema, &file, |file| read_bank(file, catalogue).diagnostics))
        })?;
    }

    #[test]
    fn reader_and_schema_of_languages_agree(language in "[a-zA-Z0-9é -]{0,12}") {
        thread_local! {
            static SCHEMA: jsonschema::Validator = validator(schema::CATALOGUE);
        }
        let mut file = tree(&full()).unwrap();
        file["language"] = json!(language);
        let file = ("/language".to_owned(), file);
        SCHEMA.with(|schema| agree(schema, &file, |file| catalogue::read(file).diagnostics))?;
    }

    #[test]
    fn reader_and_schema_of_letters_agree_on_every_character(letter: char) {
        thread_local! {
            static SCHEMA: jsonschema::Validator = validator(schema::CATALOGUE);
        }
        let mut file = tree(&full()).unwrap();
        *file.pointer_mut("/role/0/letter").unwrap() = json!(letter);
        let file = ("/role/0/letter".to_owned(), file);
        SCHEMA.with(|schema| agree(schema, &file, |file| catalogue::read(file).diagnostics))?;
    }
}
