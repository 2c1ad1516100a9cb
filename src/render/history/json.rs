//! A history as data, `rolefit/history@1`, and a kept result on one line. No words but those that say what is damaged.

use serde::Serialize;
use serde_json::{Map, Value};

use super::HistoryReport;
use crate::history::{Contents, Entry, Outdated, Paused, latest};
use crate::render::document::data;
use crate::render::escape;
use crate::session::{CHECKSUM, PersonName};

#[derive(Serialize)]
struct Wire<'a> {
    schema: &'static str,
    folder: &'a str,
    /// What `latest` means.
    latest: Option<&'a str>,
    results: Vec<WireEntry<'a>>,
    /// Ids of catalogues.
    paused: Vec<&'a str>,
    questionnaires: Vec<WirePaused<'a>>,
    practised: &'a [String],
    aside: usize,
    set_aside: &'a [String],
    foreign: &'a [String],
}

#[derive(Serialize)]
struct WirePaused<'a> {
    catalogue: &'a str,
    about: Option<&'a str>,
    answers: Option<usize>,
    skips: Option<usize>,
}

#[derive(Serialize)]
struct WireEntry<'a> {
    id: &'a str,
    time: String,
    state: &'static str,
    #[serde(flatten)]
    rest: Rest<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Rest<'a> {
    Result {
        /// Why it is not scored again: null, `version`, `changed`, `gone` or `unusable`.
        outdated: Option<&'static str>,
        /// The earlier result of which it is a copy.
        same_as: Option<&'a str>,
        catalogue: WireCatalogue<'a>,
        about: Option<&'a str>,
        answered: usize,
        verdict: WireVerdict<'a>,
        roles: Vec<WireRole<'a>>,
    },
    Newer {},
    Damaged {
        why: &'a str,
        line: Option<usize>,
        column: Option<usize>,
    },
}

#[derive(Serialize)]
struct WireCatalogue<'a> {
    id: &'a str,
    version: &'a str,
}

#[derive(Serialize)]
struct WireVerdict<'a> {
    kind: &'static str,
    roles: Vec<&'a str>,
}

#[derive(Serialize)]
struct WireRole<'a> {
    id: &'a str,
    name: &'a str,
    probability: f64,
}

/// Writes a history as JSON: results the oldest first, times in UTC.
pub(super) fn json(shown: &HistoryReport<'_>) -> String {
    let paused = &shown.others.paused;
    let wire = Wire {
        schema: "rolefit/history@1",
        folder: shown.folder,
        latest: latest(shown.entries),
        results: shown.entries.iter().map(entry).collect(),
        paused: {
            let mut ids: Vec<&str> = paused.iter().map(|one| one.catalogue.as_str()).collect();
            ids.dedup();
            ids
        },
        questionnaires: paused.iter().map(questionnaire).collect(),
        practised: &shown.others.practised,
        aside: shown.others.aside.len(),
        set_aside: &shown.others.aside,
        foreign: &shown.others.foreign,
    };
    data(&wire)
}

fn questionnaire(paused: &Paused) -> WirePaused<'_> {
    WirePaused {
        catalogue: &paused.catalogue,
        about: paused.about.as_ref().map(PersonName::as_str),
        answers: paused.replies.map(|(answers, _)| answers),
        skips: paused.replies.map(|(_, skips)| skips),
    }
}

fn entry(entry: &Entry) -> WireEntry<'_> {
    let (state, rest) = match &entry.contents {
        Contents::Result(summary) => (
            "result",
            Rest::Result {
                outdated: entry.outdated.as_ref().map(|why| match why {
                    Outdated::Version { .. } => "version",
                    Outdated::Changed => "changed",
                    Outdated::Gone => "gone",
                    Outdated::Unusable { .. } => "unusable",
                }),
                same_as: entry.same_as.as_deref(),
                catalogue: WireCatalogue {
                    id: summary.catalogue.as_str(),
                    version: summary.version.as_str(),
                },
                about: summary.about.as_ref().map(PersonName::as_str),
                answered: summary.answered,
                verdict: WireVerdict {
                    kind: summary.verdict.name(),
                    roles: summary.roles[..summary.verdict.named()]
                        .iter()
                        .map(|role| role.id.as_str())
                        .collect(),
                },
                roles: summary
                    .roles
                    .iter()
                    .map(|role| WireRole {
                        id: role.id.as_str(),
                        name: role.name.as_str(),
                        probability: role.probability,
                    })
                    .collect(),
            },
        ),
        Contents::Newer => ("newer", Rest::Newer {}),
        Contents::Damaged(damage) => (
            "damaged",
            Rest::Damaged {
                why: &damage.why,
                line: damage.place.map(|(line, _)| line),
                column: damage.place.map(|(_, column)| column),
            },
        ),
    };
    WireEntry {
        id: &entry.id,
        time: entry.time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        state,
        rest,
    }
}

/// Writes a kept result on one line, with the id it is kept under as `id`, after its schema, and without its checksum;
/// nothing else is changed. One of a newer version is written as it is.
///
/// # Errors
/// It is no JSON object: a lower-case fragment says so.
pub fn exported(id: &str, text: &str, contents: &Contents) -> Result<String, String> {
    let Ok(Value::Object(result)) = serde_json::from_str(text) else {
        return Err("it is no JSON object".to_owned());
    };
    let mut line = Map::new();
    for (key, value) in result {
        // It is of the file as it is kept, and this is another text.
        if key == CHECKSUM && matches!(contents, Contents::Result(_)) {
            continue;
        }
        line.insert(key.clone(), value);
        if key == "schema" && matches!(contents, Contents::Result(_)) {
            line.insert("id".to_owned(), id.into());
        }
    }
    Ok(escape::json(&Value::Object(line).to_string()) + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_id_is_added_and_every_digit_stays() {
        let text = r#"{"schema":"rolefit/assessment@1","p":0.30000000000000004,"name":"a\u202eb","z":1,"a":2}"#;
        let newer = r#"{"schema":"rolefit/assessment@2","x":[]}"#;
        let summary = Contents::Result(super::super::tests::plain());
        assert_eq!(
            exported("one", text, &summary).unwrap(),
            "{\"schema\":\"rolefit/assessment@1\",\"id\":\"one\",\"p\":0.30000000000000004,\"name\":\"a\\u202eb\",\"z\":1,\"a\":2}\n"
        );
        assert_eq!(
            exported("one", newer, &Contents::Newer).unwrap(),
            format!("{newer}\n")
        );
    }
}
