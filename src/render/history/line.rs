//! A kept result on one line, for scripts and for other machines. It reads the text that was kept and nothing else.

use serde_json::{Map, Value};

use crate::history::Contents;
use crate::render::escape;
use crate::session::CHECKSUM;

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
