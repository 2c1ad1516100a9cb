//! What happened in practice, for other programs: one JSON object a line. It chooses nothing.

use jiff::Timestamp;
use serde::Serialize;

use crate::preparation::practice::Stamped;
use crate::preparation::practice::journal::Wire;
use crate::render::escape;

/// What happened, as it is given out.
#[derive(Serialize)]
struct Exported<'a> {
    schema: &'static str,
    bank: &'a str,
    at: String,
    event: Wire,
}

/// Writes what happened in practice with a bank on one line, `rolefit/practice-event@1`; the time is UTC.
#[must_use]
pub fn exported(bank: &str, Stamped { at, event }: &Stamped) -> String {
    let exported = Exported {
        schema: "rolefit/practice-event@1",
        bank,
        // A time that no calendar has is written as the seconds that it is.
        at: Timestamp::from_second(*at).map_or_else(|_| at.to_string(), |time| time.to_string()),
        event: Wire::of(event),
    };
    let line = serde_json::to_string(&exported).expect("texts and numbers have a JSON form");
    escape::json(&line) + "\n"
}
