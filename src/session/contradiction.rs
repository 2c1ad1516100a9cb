//! What a result says twice: where the two differ, it was damaged. It is how a result is judged that carries no checksum,
//! and holds for every version, for it rests on no bound but those between the verdicts, which none has set otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::DateTime;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::catalogue::is_id;
use crate::catalogue::toolkit::several;
use crate::model::{LEAST_TYPICALITY, VerdictKind, longest_run};
use crate::schema;

/// Differences below this come from rounding.
const ROUNDING: f64 = 1e-9;
/// Half the width of an interval, in standard deviations.
const INTERVAL: f64 = 1.645;
/// Below this a probability says nothing of the evidence.
const LEAST: f64 = 1e-9;

/// The shape of a result. One that was kept without a checksum has no key beside those in it: later ones carry one.
static SHAPE: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(schema::RESULT).expect("the schema is JSON"));

/// Returns how a result contradicts itself: a lower-case fragment after "it contradicts itself: ".
pub(crate) fn contradiction(result: &Value) -> Option<String> {
    said_twice(result).or_else(|| missing_in("", result, &SHAPE))
}

fn said_twice(result: &Value) -> Option<String> {
    misshapen("result", result, &SHAPE)
        .or_else(|| twice(result))
        .or_else(|| unknown(result))
        .or_else(|| counts(result))
        .or_else(|| probabilities(result))
        .or_else(|| verdict(result))
        .or_else(|| intervals(result))
        .or_else(|| evidence(result))
        .or_else(|| answer_string(result))
        .or_else(|| pivot(result))
        .or_else(|| run(result))
}

/// Returns the first key that no result has.
pub(crate) fn unknown_key(result: &Value) -> Option<String> {
    unknown_in(result, &SHAPE)
}

fn unknown_in(value: &Value, shape: &Value) -> Option<String> {
    if let (Some(object), Some(known)) = (value.as_object(), shape["properties"].as_object()) {
        return object.iter().find_map(|(key, value)| match known.get(key) {
            Some(shape) => unknown_in(value, shape),
            None => Some(format!("no result has a key `{}` there", short(key))),
        });
    }
    let mut values = value.as_array()?.iter();
    values.find_map(|value| unknown_in(value, &shape["items"]))
}

/// Says which key every result has and this one lacks.
fn missing_in(place: &str, value: &Value, shape: &Value) -> Option<String> {
    if let (Some(object), Some(known)) = (value.as_object(), shape["properties"].as_object()) {
        let mut needed = list(shape, "required").iter().filter_map(Value::as_str);
        if let Some(key) = needed.find(|key| !object.contains_key(*key)) {
            return Some(format!(
                "the key `{key}` that every result has is missing{place}"
            ));
        }
        return known.iter().find_map(|(key, shape)| {
            let value = object.get(key)?;
            missing_in(&format!(" in its `{key}`"), value, shape)
        });
    }
    let mut values = value.as_array()?.iter();
    values.find_map(|value| missing_in(place, value, &shape["items"]))
}

/// Says which value is not what the schema gives it. What is missing is none.
fn misshapen(key: &str, value: &Value, shape: &Value) -> Option<String> {
    if !fits(value, shape) {
        return Some(format!("its `{key}` is nothing that a result has there"));
    }
    if let (Some(object), Some(known)) = (value.as_object(), shape["properties"].as_object()) {
        let mut known = known.iter();
        return known.find_map(|(key, shape)| misshapen(key, object.get(key)?, shape));
    }
    let mut values = value.as_array()?.iter();
    values.find_map(|value| misshapen(key, value, &shape["items"]))
}

/// Returns whether a value is of a type that its schema names, one of its words and within its bounds, whatever lies in it.
fn fits(value: &Value, shape: &Value) -> bool {
    let is = |kind: &Value| match kind.as_str() {
        Some("integer") => value.is_u64() || value.is_i64(),
        Some("number") => value.is_number(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        Some("null") => value.is_null(),
        _ => true,
    };
    let kinds = &shape["type"];
    let is_one = kinds
        .as_array()
        .map_or(is(kinds), |kinds| kinds.iter().any(is));
    let names = shape["allOf"][0]["$ref"] == "#/definitions/id";
    let words = shape["enum"].as_array();
    let number = value.as_f64();
    let bound = |key: &str| shape[key].as_f64();
    let length = value.as_array().map(|values| values.len() as u64);
    let count = |key: &str| shape[key].as_u64();
    is_one
        && (!names || value.as_str().is_some_and(is_id))
        && words.is_none_or(|words| words.contains(value))
        && number.is_none_or(|number| {
            bound("minimum").is_none_or(|least| number >= least)
                && bound("maximum").is_none_or(|most| number <= most)
        })
        && length.is_none_or(|length| {
            count("minItems").is_none_or(|fewest| length >= fewest)
                && count("maxItems").is_none_or(|most| length <= most)
        })
}

/// Returns as much of a text as a message quotes.
fn short(text: &str) -> String {
    text.chars().take(64).collect()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn differ(a: f64, b: f64) -> bool {
    !((a - b).abs() <= ROUNDING * a.abs().max(1.0))
}

fn counts(result: &Value) -> Option<String> {
    let answered = result["answered"].as_u64()?;
    let responses = list(result, "responses").len();
    let were = if answered == 1 {
        "item was"
    } else {
        "items were"
    };
    if answered != responses as u64 {
        let answers = several(responses, "answer");
        return Some(format!(
            "it says that {answered} {were} answered, and holds {answers}"
        ));
    }
    if result["items"]
        .as_u64()
        .is_some_and(|items| items < answered)
    {
        return Some("more items are answered than there are".to_owned());
    }
    let traits = list(result, "traits")
        .iter()
        .map(|one| one["answered"].as_u64());
    let by_trait: Option<u64> = traits.sum();
    match by_trait {
        Some(count) if count != answered && result["traits"].is_array() => Some(format!(
            "{answered} {were} answered, and {count} by its traits"
        )),
        _ => None,
    }
}

fn probabilities(result: &Value) -> Option<String> {
    let roles = list(result, "roles");
    let probabilities: Vec<f64> = roles
        .iter()
        .map(|role| role["probability"].as_f64())
        .collect::<Option<_>>()?;
    let sum: f64 = probabilities.iter().sum();
    if !roles.is_empty() && differ(sum, 1.0) {
        return Some(format!(
            "the probabilities of its roles add up to {} %",
            (sum * 100.0 * 1e9).round() / 1e9
        ));
    }
    if !probabilities.is_sorted_by(|a, b| a >= b) {
        return Some("its roles do not stand in the order of their probabilities".to_owned());
    }
    let ranked = (1..).zip(roles).all(|(rank, role): (u64, _)| {
        role.get("rank")
            .is_none_or(|given| given.as_u64() == Some(rank))
    });
    (!ranked).then(|| "the ranks of its roles are not their order".to_owned())
}

/// Whoever only goes further than the leading role is not unlike it, so that a low typicality goes with any kind.
fn verdict(result: &Value) -> Option<String> {
    let roles = list(result, "roles");
    let kind = VerdictKind::from_name(result["verdict"]["kind"].as_str()?)?;
    let probability = |place: usize| roles.get(place)?["probability"].as_f64();
    let (first, second) = (probability(0)?, probability(1)?);
    let is_so = match kind {
        VerdictKind::Unlike => roles[0]["typicality"].as_f64()? < LEAST_TYPICALITY,
        kind => kind == VerdictKind::by_probability(first, second),
    };
    if !is_so {
        let kind = kind.name();
        return Some(format!(
            "its verdict `{kind}` is not what its roles come to"
        ));
    }
    let named = list(&result["verdict"], "roles").iter();
    let leading = roles.iter().take(kind.named()).map(|role| &role["id"]);
    (!named.eq(leading)).then(|| "its verdict is not about its first roles".to_owned())
}

fn intervals(result: &Value) -> Option<String> {
    let fits = |one: &Value| {
        let number = |value: &Value| value.as_f64();
        let (Some(score), Some(sd)) = (number(&one["score"]), number(&one["sd"])) else {
            return true;
        };
        let (low, high) = (number(&one["interval"][0]), number(&one["interval"][1]));
        low.zip(high).is_none_or(|(low, high)| {
            !differ(low, score - INTERVAL * sd) && !differ(high, score + INTERVAL * sd)
        })
    };
    let wrong = list(result, "traits").iter().find(|one| !fits(one))?;
    let id = short(wrong["id"].as_str().unwrap_or_default());
    Some(format!(
        "the interval of trait `{id}` is not about its score"
    ))
}

fn evidence(result: &Value) -> Option<String> {
    let evidence = result.get("evidence")?;
    let roles = list(result, "roles");
    let named = [&evidence["winner"], &evidence["runner_up"]];
    if named
        .iter()
        .zip(roles)
        .any(|(name, role)| **name != role["id"])
    {
        return Some("its evidence is not about its first two roles".to_owned());
    }
    let total = evidence["total"].as_f64()?;
    let traits = list(evidence, "traits").iter();
    let sum: Option<f64> = traits.map(|one| one["decibans"].as_f64()).sum();
    if sum.is_some_and(|sum| differ(sum, total)) {
        return Some("the evidence of its traits does not add up to the total".to_owned());
    }
    let probability = |place: usize| roles.get(place)?["probability"].as_f64();
    let (first, second) = (probability(0)?, probability(1)?);
    (second > LEAST && differ(10.0 * (first / second).log10(), total))
        .then(|| "its evidence is not what its probabilities come to".to_owned())
}

fn answer_string(result: &Value) -> Option<String> {
    let string = result["answer_string"].as_str()?;
    let (of, digits) = string.split_once(':').unwrap_or_default();
    let text = |key: &str| result["catalogue"][key].as_str();
    if let (Some(id), Some(version)) = (text("id"), text("version"))
        && of != format!("{id}@{version}")
    {
        let (of, id, version) = (short(of), short(id), short(version));
        return Some(format!(
            "its answer string is of `{of}`, and its catalogue is `{id}@{version}`"
        ));
    }
    if result["items"]
        .as_u64()
        .is_some_and(|items| items != digits.chars().count() as u64)
    {
        return Some("its answer string does not have a place for each item".to_owned());
    }
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for digit in digits.chars().filter(|digit| *digit != '-') {
        *counts.entry(digit.to_string()).or_default() += 1;
    }
    for one in list(result, "responses") {
        *counts.entry(one["response"].to_string()).or_default() -= 1;
    }
    counts
        .values()
        .any(|count| *count != 0)
        .then(|| "its answers are not those of its answer string".to_owned())
}

/// What stands once in each list: where the list lies, and under which key.
const ONCE: [(&str, &str); 7] = [
    ("/roles", "id"),
    ("/roles", "name"),
    ("/traits", "id"),
    ("/responses", "item"),
    ("/evidence/traits", "id"),
    ("/influence/answers", "item"),
    ("/settling", "trait"),
];
/// What names something of a list: where it lies and under which key, and the same of what it names.
const NAMED: [[(&str, &str); 2]; 5] = [
    [("/evidence/traits", "id"), ("/traits", "id")],
    [("/settling", "trait"), ("/traits", "id")],
    [("/influence/answers", "item"), ("/responses", "item")],
    [("/influence/pivot", "item"), ("/responses", "item")],
    [("/influence/pivot", "role"), ("/roles", "id")],
];

/// Returns what stands under a key of each object in a list, or of an object.
fn texts<'v>(result: &'v Value, (place, key): (&str, &str)) -> Vec<&'v str> {
    let found = result.pointer(place).map_or(&[][..], |found| {
        let one = std::slice::from_ref(found);
        found.as_array().map_or(one, Vec::as_slice)
    });
    found.iter().filter_map(|one| one[key].as_str()).collect()
}

fn twice(result: &Value) -> Option<String> {
    ONCE.into_iter().find_map(|list| {
        let mut texts = texts(result, list);
        texts.sort_unstable();
        let again = texts.windows(2).find(|two| two[0] == two[1])?[0];
        let (place, again) = (list.0, short(again));
        Some(format!("`{again}` stands twice in its `{}`", &place[1..]))
    })
}

fn unknown(result: &Value) -> Option<String> {
    NAMED.into_iter().find_map(|[naming, list]| {
        // That a list is missing is told for itself.
        result.pointer(list.0)?;
        let known: BTreeSet<&str> = texts(result, list).into_iter().collect();
        let mut named = texts(result, naming).into_iter();
        let unknown = short(named.find(|name| !known.contains(name))?);
        let [place, list] = [naming.0, list.0].map(|place| &place[1..]);
        Some(format!(
            "its `{place}` name `{unknown}`, which it does not hold among its `{list}`"
        ))
    })
}

fn pivot(result: &Value) -> Option<String> {
    let pivot = &result["influence"]["pivot"];
    pivot.as_object()?;
    let mut given = list(result, "responses").iter();
    let is_given =
        given.any(|one| one["item"] == pivot["item"] && one["response"] == pivot["response"]);
    (is_given || pivot["role"] == result["roles"][0]["id"])
        .then(|| "the other answer that would change its first role changes nothing".to_owned())
}

fn run(result: &Value) -> Option<String> {
    let said = result["person_fit"]["longest_run"].as_u64()?;
    let responses = list(result, "responses").iter();
    let positions = responses.filter_map(|one| usize::try_from(one["position"].as_u64()?).ok());
    let found = longest_run(positions);
    (said != found as u64)
        .then(|| format!("its longest run of one position is {said}, and {found} by its answers"))
}

/// The first 8 hexadecimal digits of SHA-256: enough to notice damage, and nothing more is claimed.
pub(super) fn checksum(body: &str) -> String {
    Sha256::digest(body.as_bytes())
        .iter()
        .take(4)
        .fold(String::new(), |sum, byte| sum + &format!("{byte:02x}"))
}

/// What stands before the checksum.
const KEY: &str = ",\n  \"checksum\": \"";
/// What stands after it.
const END: &str = "\"\n}\n";
/// What the text ended with before it was sealed.
const OPEN: &str = "\n}\n";

/// The key of the checksum.
pub(crate) const CHECKSUM: &str = "checksum";

/// Returns a result with its checksum. A text that is not an object as this tool writes one stays as it is.
#[must_use]
pub fn sealed(json: &str) -> String {
    ending_with(KEY, &checksum(json), json)
}

/// Returns a result that says when it was kept, in UTC. A text that is not an object as this tool writes one stays as it
/// is.
#[must_use]
pub fn dated(json: &str, time: DateTime) -> String {
    ending_with(",\n  \"time\": \"", &in_rfc_3339(time), json)
}

/// Writes a time in UTC as data does.
pub(crate) fn in_rfc_3339(time: DateTime) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn ending_with(key: &str, value: &str, json: &str) -> String {
    match json.strip_suffix(OPEN) {
        Some(open) => [open, key, value, END].concat(),
        None => json.to_owned(),
    }
}

/// What the seal of a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seal {
    /// The text is what was sealed.
    Whole,
    /// It is not.
    Broken,
    /// There is none: the text was printed, or an earlier version kept it.
    Missing,
}

impl Seal {
    /// Looks at the seal of a text.
    pub(crate) fn of(text: &str) -> Self {
        // Whoever copies a file may lose or add a line break at its end.
        let split = text.trim_end().strip_suffix(END.trim_end());
        let Some((open, sum)) = split.and_then(|text| text.rsplit_once(KEY)) else {
            return Self::Missing;
        };
        if checksum(&[open, OPEN].concat()) == sum {
            Self::Whole
        } else {
            Self::Broken
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn result() -> Value {
        json!({
            "answered": 2,
            "items": 3,
            "verdict": { "kind": "leaning", "roles": ["a"] },
            "roles": [
                { "id": "a", "name": "A", "probability": 0.75, "typicality": 0.02, "rank": 1 },
                { "id": "b", "name": "B", "probability": 0.25, "rank": 2 },
            ],
            "traits": [{ "id": "t", "score": 1.0, "sd": 0.5, "interval": [0.1775, 1.8225], "answered": 2 }],
            "evidence": {
                "winner": "a",
                "runner_up": "b",
                "total": 10.0 * 3.0_f64.log10(),
                "traits": [{ "id": "t", "decibans": 10.0 * 3.0_f64.log10() }],
            },
            "influence": {
                "answers": [{ "item": "one", "probability_without": 0.5 }],
                "pivot": { "item": "one", "response": 1, "role": "b", "probability": 0.6 },
            },
            "settling": [{ "trait": "t", "information": 0.1, "unanswered": 1 }],
            "person_fit": { "longest_run": 1 },
            "responses": [
                { "item": "one", "response": 3, "position": 3 },
                { "item": "two", "response": 1, "position": 2 },
            ],
            "answer_string": "roles@1.0.0:31-",
        })
    }

    #[test]
    fn what_says_the_same_everywhere_contradicts_nothing() {
        assert_eq!(said_twice(&result()), None);
        assert_eq!(said_twice(&json!({})), None);
    }

    #[test]
    fn each_thing_that_a_result_says_twice_is_held_against_the_other() {
        let changes = [
            ("/answered", json!(3), "3 items were answered"),
            ("/answered", json!(-1), "its `answered` is nothing"),
            ("/answered", json!(null), "its `answered` is nothing"),
            ("/answered", json!("x"), "its `answered` is nothing"),
            ("/notice", json!(1), "its `notice` is nothing"),
            ("/items", json!(1), "more items are answered"),
            ("/traits/0/answered", json!(1), "by its traits"),
            ("/roles/0/probability", json!(0.71), "add up to 96 %"),
            ("/verdict/kind", json!("clear"), "its verdict `clear`"),
            ("/verdict/kind", json!("unlike"), "its verdict `unlike`"),
            ("/verdict/roles/0", json!("b"), "its first roles"),
            ("/roles/0/rank", json!(3), "the ranks"),
            ("/traits/0/score", json!(1.1), "the interval of trait `t`"),
            ("/evidence/winner", json!("c"), "first two roles"),
            ("/evidence/total", json!(4.0), "the evidence of its traits"),
            ("/responses/0/response", json!(2), "answer string"),
            (
                "/answer_string",
                json!("r@1.0.0:31"),
                "a place for each item",
            ),
            (
                "/catalogue",
                json!({"id": "roles", "version": "9.9.9"}),
                "its answer string is of `roles@1.0.0`, and its catalogue is `roles@9.9.9`",
            ),
            ("/influence/answers/0/item", json!("on"), "does not hold"),
            ("/roles/1/rang", json!(2), "no result has a key `rang`"),
            ("/roles/1/id", json!("a"), "`a` stands twice in its `roles`"),
            (
                "/roles/1/name",
                json!("A"),
                "`A` stands twice in its `roles`",
            ),
            (
                "/traits/1",
                json!({"id": "t"}),
                "`t` stands twice in its `traits`",
            ),
            (
                "/responses/1/item",
                json!("one"),
                "`one` stands twice in its `responses`",
            ),
            (
                "/influence/answers/1",
                json!({"item": "one"}),
                "twice in its `influence/answers`",
            ),
            (
                "/evidence/traits/0/id",
                json!("u"),
                "its `evidence/traits` name `u`",
            ),
            ("/settling/0/trait", json!("u"), "its `settling` name `u`"),
            (
                "/influence/pivot/role",
                json!("c"),
                "its `influence/pivot` name `c`",
            ),
            (
                "/influence/pivot/item",
                json!("three"),
                "its `influence/pivot` name `three`",
            ),
            ("/influence/pivot/role", json!("a"), "changes nothing"),
            ("/influence/pivot/response", json!(3), "changes nothing"),
            (
                "/person_fit/longest_run",
                json!(2),
                "its longest run of one position is 2, and 1",
            ),
        ];
        for (place, value, words) in changes {
            let mut one = result();
            let (parent, key) = place.rsplit_once('/').unwrap();
            match one.pointer_mut(parent).unwrap() {
                Value::Array(list) => {
                    let place: usize = key.parse().unwrap();
                    list.splice(place..list.len().min(place + 1), [value]);
                }
                object => object[key] = value,
            }
            let how = said_twice(&one).or_else(|| unknown_key(&one));
            let how = how.unwrap_or_default();
            assert!(how.contains(words), "{how} for {words}");
        }
    }

    const JSON: &str = "{\n  \"schema\": \"rolefit/assessment@1\",\n  \"answered\": 3\n}\n";

    #[test]
    fn what_was_sealed_is_whole_and_any_other_byte_breaks_it() {
        let text = sealed(JSON);
        assert!(serde_json::from_str::<serde_json::Value>(&text).unwrap()[CHECKSUM].is_string());
        assert_eq!(Seal::of(&text), Seal::Whole);
        assert_eq!(Seal::of(text.trim_end()), Seal::Whole);
        assert_eq!(Seal::of(JSON), Seal::Missing);
        for other in [
            text.replace("answered\": 3", "answered\": 2"),
            text.replacen("  \"answered", "   \"answered", 1),
            text.replace("rolefit/", "rolefit\u{200b}/"),
        ] {
            assert_eq!(Seal::of(&other), Seal::Broken, "{other}");
        }
    }
}
