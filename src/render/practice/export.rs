//! What happened in practice, for other programs: one JSON object a line.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::preparation::practice::Stamped;
use crate::preparation::practice::journal::Wire;
use crate::render::escape;

/// What happened, as it is given out.
#[derive(Serialize)]
struct Exported<'a> {
    schema: &'static str,
    bank: &'a str,
    at: String,
    event: Value,
}

/// Writes a time as RFC 3339 does, in UTC; one that no calendar has as the seconds that it is.
pub(super) fn rfc_3339(seconds: i64) -> String {
    Timestamp::from_second(seconds).map_or_else(|_| seconds.to_string(), |time| time.to_string())
}

/// Writes what happened in practice with a bank on one line, `rolefit/practice-event@2`; times are UTC.
#[must_use]
pub fn exported(bank: &str, Stamped { at, event }: &Stamped) -> String {
    let mut event = serde_json::to_value(Wire::of(event)).expect("texts and numbers become JSON");
    if let Some(time) = event.get_mut("time")
        && let Some(seconds) = time.as_i64()
    {
        *time = rfc_3339(seconds).into();
    }
    let exported = Exported {
        schema: "rolefit/practice-event@2",
        bank,
        at: rfc_3339(*at),
        event,
    };
    let line = serde_json::to_string(&exported).expect("texts and numbers have a JSON form");
    escape::json(&line) + "\n"
}
