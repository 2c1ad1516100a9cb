//! What is taken for now, and in whose calendar: the clock and the zone of the machine, or a time that was typed.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rolefit::preparation::calendar::{Calendar, Moment, NamedDay, NoTime, read_day, read_time};

use crate::cli::Output;

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
        let (at, zone) = if let Some(day) = read_day(text) {
            // A day needs no zone: it begins where somebody is.
            let zone = TimeZone::system();
            let start = day
                .to_zoned(zone.clone())
                .map_err(|_| refused(NoTime::Beyond))?;
            (start.timestamp().as_second(), zone)
        } else {
            let (at, offset) = read_time(text).map_err(refused)?;
            (at, TimeZone::fixed(offset))
        };
        Ok(Self {
            moment: moment(at, zone),
            typed: text.to_owned(),
        })
    }
}

fn refused(why: NoTime) -> String {
    match why {
        NoTime::Form => "write a day or a time such as 2026-01-31T18:00:00Z".to_owned(),
        NoTime::LeapSecond | NoTime::Beyond => format!("it {why}"),
    }
}

fn moment(at: i64, zone: TimeZone) -> Moment {
    Moment {
        at,
        calendar: Calendar::new(zone),
        interview: None,
    }
}

/// Returns what is taken for now, before an interview on this day; which day that is, is said where its name leaves that open.
pub(super) fn now(at: Option<&At>, interview: Option<NamedDay>, output: &Output) -> Moment {
    let clock = || moment(Timestamp::now().as_second(), TimeZone::system());
    let mut now = at.map_or_else(clock, |at| at.moment.clone());
    now.interview = interview.map(|named| named.after(now.day()));
    if let (Some(NamedDay::Next(..) | NamedDay::In(_)), Some(day)) = (interview, now.interview) {
        output.say(&format!(
            "the interview is on {}",
            day.strftime("%A %-d %B %Y")
        ));
    }
    now
}

/// Says of a day of the interview that is over that it is.
pub(super) fn tell_over(now: &Moment, output: &Output) {
    if let Some(day) = now.interview.filter(|_| now.days_left() < Some(0)) {
        output.say(&format!("note: the day of the interview, {day}, is over"));
    }
}

/// Reads a day.
pub(super) fn day(text: &str) -> Result<NamedDay, String> {
    NamedDay::read(text).map_err(|error| error.to_string())
}
