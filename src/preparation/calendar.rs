//! Days as somebody counts them: by the calendar of where they are, and not by hours.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Span, Unit};

/// The first day that is counted.
const EPOCH: Date = date(1970, 1, 1);

/// The calendar of a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar(TimeZone);

impl Calendar {
    /// Returns the calendar of a time zone.
    #[must_use]
    pub fn new(zone: TimeZone) -> Self {
        Self(zone)
    }

    /// Returns the calendar of Greenwich.
    #[must_use]
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// Returns the day of a time in seconds since 1970 UTC; the first or the last that there is of one beyond them.
    #[must_use]
    pub fn day(&self, at: i64) -> Date {
        let nearest = if at < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        };
        let at = Timestamp::from_second(at).unwrap_or(nearest);
        self.0.to_datetime(at).date()
    }

    /// Returns when a day begins, in seconds since 1970 UTC.
    #[must_use]
    pub fn start(&self, day: Date) -> i64 {
        let start = day.to_zoned(self.0.clone());
        start.map_or(i64::MAX, |start| start.timestamp().as_second())
    }

    /// Returns when the day begins that is so many days after that of a time; both in seconds since 1970 UTC.
    #[must_use]
    pub fn after(&self, at: i64, days: i64) -> i64 {
        let day = self
            .day(at)
            .saturating_add(Span::new().days(days.clamp(0, 1_000_000)));
        self.start(day)
    }

    /// Returns how many days lie from the day of one time to that of another.
    #[must_use]
    pub fn days(&self, from: i64, to: i64) -> i64 {
        days(self.day(from), self.day(to))
    }
}

/// A time that is taken for now, where, and what is prepared for.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// The time, in seconds since 1970 UTC.
    pub at: i64,
    /// The calendar of the place.
    pub calendar: Calendar,
    /// The day of the interview, where it is known.
    pub interview: Option<Date>,
}

impl Moment {
    /// Returns the day.
    #[must_use]
    pub fn day(&self) -> Date {
        self.calendar.day(self.at)
    }

    /// Returns how many days are left until the interview, where its day is known; less than 0 where it is over.
    #[must_use]
    pub fn days_left(&self) -> Option<i64> {
        self.interview.map(|interview| days(self.day(), interview))
    }
}

/// Returns how many days lie from one day to another.
#[must_use]
pub fn days(from: Date, to: Date) -> i64 {
    let span = from.until((Unit::Day, to));
    span.map_or(0, |span| i64::from(span.get_days()))
}

/// Returns the number of a day, the same everywhere: days since 1970.
#[must_use]
pub fn number(day: Date) -> u64 {
    u64::try_from(days(EPOCH, day)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn second(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_second()
    }

    #[test]
    fn tomorrow_is_the_next_day_and_not_a_day_of_hours_away() {
        let calendar = Calendar::utc();
        let late = second("2026-01-31T23:30:00Z");
        let midnight = second("2026-02-01T00:00:00Z");
        assert_eq!(calendar.after(late, 1), midnight);
        assert_eq!(calendar.days(late, midnight), 1);
        assert_eq!(calendar.after(midnight, 0), midnight);
    }

    #[test]
    fn a_day_is_that_of_the_place() {
        let at = second("2026-01-31T23:30:00Z");
        let east = Calendar::new(TimeZone::fixed(jiff::tz::offset(1)));
        assert_eq!(east.day(at), date(2026, 2, 1));
        assert_eq!(east.start(date(2026, 2, 1)), second("2026-01-31T23:00:00Z"));
    }

    #[test]
    fn times_that_no_calendar_has_are_its_ends() {
        let calendar = Calendar::utc();
        assert_eq!(calendar.day(i64::MAX).year(), 9999);
        assert!(calendar.day(i64::MIN).year() < -9000);
        assert!(calendar.after(i64::MAX, 30) > 0);
    }
}
