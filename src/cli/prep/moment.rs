//! What is taken for now, and in whose calendar: the clock and the zone of the machine, or a time that was typed.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::TimeZone;
use rolefit::preparation::calendar::{Calendar, Moment};

/// A time that was typed; its days are those of the zone that it names.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct At {
    moment: Moment,
    typed: String,
}

impl fmt::Display for At {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.typed)
    }
}

impl FromStr for At {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "write a day or a time such as 2026-01-31T18:00:00Z".to_owned();
        let pieces = Pieces::parse(text).map_err(|_| wrong())?;
        let zone = match pieces.to_numeric_offset() {
            Some(offset) => TimeZone::fixed(offset),
            // A day needs no zone: it begins where somebody is.
            None if pieces.time().is_none() => TimeZone::system(),
            None => return Err(wrong()),
        };
        let time = pieces
            .date()
            .to_datetime(pieces.time().unwrap_or(Time::midnight()));
        let zoned = zone.to_zoned(time).map_err(|_| wrong())?;
        Ok(Self {
            moment: Moment {
                at: zoned.timestamp().as_second(),
                calendar: Calendar::new(zone),
                interview: None,
            },
            typed: text.to_owned(),
        })
    }
}

/// Returns what is taken for now, before an interview on this day.
pub(super) fn now(at: Option<&At>, interview: Option<Date>) -> Moment {
    match at {
        Some(At { moment, .. }) => Moment {
            interview,
            ..moment.clone()
        },
        None => Moment {
            at: Timestamp::now().as_second(),
            calendar: Calendar::new(TimeZone::system()),
            interview,
        },
    }
}

/// Reads a day.
pub(super) fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "write a day such as 2026-01-31".to_owned())
}
