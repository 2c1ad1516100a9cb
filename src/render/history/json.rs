//! A history as data, `rolefit/history@1`, and a kept result on one line. No words but those that say what is damaged.

use serde_json::{Map, Value, json};

use super::words::HistoryReport;
use crate::history::{Contents, Entry, Outdated, Unread, latest};
use crate::render::document::to_json;
use crate::render::escape;
use crate::session::{CHECKSUM, PersonName};

/// Writes a history as JSON: results the oldest first, times in UTC.
pub(super) fn json(shown: &HistoryReport<'_>) -> String {
    let others = shown.others;
    let mut paused: Vec<&str> = others
        .paused
        .iter()
        .map(|one| one.catalogue.as_str())
        .collect();
    paused.dedup();
    let questionnaires = others.paused.iter().map(|paused| {
        json!({
            "catalogue": paused.catalogue,
            "about": paused.about.as_ref().map(PersonName::as_str),
            "answers": paused.replies.ok().map(|(answers, _)| answers),
            "skips": paused.replies.ok().map(|(_, skips)| skips),
            // Why it cannot be read.
            "unread": paused.replies.err().map(Unread::name),
        })
    });
    let unread = others.unread_practice.iter();
    let unread = unread.map(|(bank, why)| json!({"bank": bank, "unread": why.name()}));
    to_json(&json!({
        "schema": "rolefit/history@1",
        "folder": shown.folder,
        // What `latest` means.
        "latest": latest(shown.entries),
        "results": shown.entries.iter().map(entry).collect::<Value>(),
        // Ids of catalogues.
        "paused": paused,
        "questionnaires": questionnaires.collect::<Value>(),
        "practised": others.practised,
        "unread_practice": unread.collect::<Value>(),
        "aside": others.aside.len(),
        "set_aside": others.aside,
        "foreign": others.foreign,
    }))
}

fn entry(entry: &Entry) -> Value {
    let (id, time) = (
        &entry.id,
        entry.time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    );
    match &entry.contents {
        Contents::Result(summary) => {
            let named = summary.roles[..summary.verdict.named()].iter();
            let roles = summary.roles.iter().map(|role| {
                json!({
                    "id": role.id.as_str(),
                    "name": role.name.as_str(),
                    "probability": role.probability,
                })
            });
            json!({
                "id": id,
                "time": time,
                "state": "result",
                // Why it is not scored again.
                "outdated": entry.outdated.as_ref().map(|why| match why {
                    Outdated::Version { .. } => "version",
                    Outdated::Changed => "changed",
                    Outdated::Gone => "gone",
                    Outdated::Unusable { .. } => "unusable",
                }),
                // The earlier result of which it is a copy.
                "same_as": entry.same_as,
                // The earlier result to which questions were added.
                "goes_on_from": entry.goes_on_from,
                "catalogue": { "id": summary.catalogue.as_str(), "version": summary.version.as_str() },
                "about": summary.about.as_ref().map(PersonName::as_str),
                "answered": summary.answered,
                "verdict": {
                    "kind": summary.verdict.name(),
                    "roles": named.map(|role| role.id.as_str()).collect::<Value>(),
                },
                "roles": roles.collect::<Value>(),
            })
        }
        Contents::Newer => json!({ "id": id, "time": time, "state": "newer" }),
        Contents::Damaged(damage) => json!({
            "id": id,
            "time": time,
            "state": "damaged",
            "why": damage.why,
            "line": damage.place.map(|(line, _)| line),
            "column": damage.place.map(|(_, column)| column),
        }),
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
