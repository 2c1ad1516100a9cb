//! Days as somebody counts them: by the calendar of where they are, and not by hours. Days and times that somebody writes
//! are read here, and nowhere else.

use std::num::IntErrorKind;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, date};
use jiff::tz::{Offset, TimeZone};
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
        let days = Span::new().days(days.clamp(0, 1_000_000));
        self.start(self.day(at).saturating_add(days))
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

/// Why a text is no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoTime {
    /// It is not written as RFC 3339 says, or no calendar has it.
    #[error("must be a time such as 2026-01-31T18:00:00Z")]
    Form,
    /// It is a leap second, which no time kept here can be: the second before it would be kept in its place.
    #[error("is a leap second, of which nothing is kept: write :59 in place of :60")]
    LeapSecond,
    /// Written in UTC it would need a year before 0000, or it lies later than is counted.
    #[error("must lie between 0000-01-01T00:00:00Z and 9999-12-30T22:00:00Z")]
    Beyond,
}

/// Reads a day as RFC 3339 writes it, such as 2026-01-31.
#[must_use]
pub fn read_day(text: &str) -> Option<Date> {
    is_shaped(text, "0000-00-00").then(|| text.parse().ok())?
}

/// A day as somebody names it; which it is, depends on what is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedDay {
    /// This day.
    On(Date),
    /// The next of this month and day, today among them: some year has it.
    Next(i8, i8),
    /// So many days from today.
    In(u16),
}

/// Why a text names no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoDay {
    /// It is written in no way that is read, or no calendar has it.
    #[error("write a day such as 12 December, 2026-01-31, tomorrow or `in 12 days`")]
    Form,
    /// Its numbers may be read in two ways.
    #[error("which number is the month is not sure: write it as 3 April 2026 or 2026-04-03")]
    Ambiguous,
    /// It lies further away than is counted.
    #[error("that is too far away: name a day within the next {} days", u16::MAX)]
    Beyond,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// A year that has every day.
const LEAP: i16 = 2000;

impl NamedDay {
    /// Reads a day: `12 December`, `Dec 12 2026`, 2026-12-12, `in 12 days`, today or tomorrow.
    ///
    /// # Errors
    /// Why it names none.
    pub fn read(text: &str) -> Result<Self, NoDay> {
        let text = text.to_lowercase().replace(',', " ");
        let words: Vec<&str> = text.split_whitespace().collect();
        let named = match words[..] {
            ["today"] => Some(Self::In(0)),
            ["tomorrow"] => Some(Self::In(1)),
            ["in", days, "day" | "days"] => match days.parse::<u16>() {
                Ok(days) => Some(Self::In(days)),
                Err(error) if *error.kind() == IntErrorKind::PosOverflow => {
                    return Err(NoDay::Beyond);
                }
                Err(_) => None,
            },
            [day] if is_ambiguous(day) => return Err(NoDay::Ambiguous),
            [day] => read_day(day).or_else(|| in_numbers(day)).map(Self::On),
            [one, other] => of_year(one, other, LEAP).map(|day| Self::Next(day.month(), day.day())),
            [one, other, year] if is_shaped(year, "0000") => {
                let year = year.parse().ok();
                year.and_then(|year| of_year(one, other, year))
                    .map(Self::On)
            }
            _ => None,
        };
        named.ok_or(NoDay::Form)
    }

    /// Returns which day it is.
    #[must_use]
    pub fn after(self, today: Date) -> Date {
        match self {
            Self::On(day) => day,
            Self::In(days) => today.saturating_add(Span::new().days(days)),
            Self::Next(month, day) => {
                let mut days = (today.year()..=Date::MAX.year())
                    .filter_map(|year| Date::new(year, month, day).ok());
                days.find(|day| *day >= today).unwrap_or(Date::MAX)
            }
        }
    }
}

/// Reads a month by its name and a day by its number, in either order.
fn of_year(one: &str, other: &str, year: i16) -> Option<Date> {
    let month = |word: &str| {
        let word = word.trim_end_matches('.');
        let mut months = MONTHS.iter();
        let place = months.position(|name| word.len() >= 3 && name.starts_with(word))?;
        i8::try_from(place + 1).ok()
    };
    let number = |word: &str| {
        word.trim_end_matches(|one: char| "dhnrst.".contains(one))
            .parse()
            .ok()
    };
    let (month, day) = match month(one) {
        Some(month) => (month, number(other)?),
        None => (month(other)?, number(one)?),
    };
    Date::new(year, month, day).ok()
}

/// Reads a day in numbers with its year last, where only one of the others may be the month or both are the same.
fn in_numbers(text: &str) -> Option<Date> {
    let numbers: Vec<&str> = text.split(['/', '.']).collect();
    let [one, other, year] = numbers[..] else {
        return None;
    };
    let year = year.parse().ok().filter(|_| is_shaped(year, "0000"))?;
    let [one, other]: [i8; 2] = [one.parse().ok()?, other.parse().ok()?];
    Date::new(year, one.min(other), one.max(other)).ok()
}

/// Returns whether a text is numbers of which either may be the month, and they differ.
fn is_ambiguous(text: &str) -> bool {
    let numbers: Vec<&str> = text.split(['/', '.', '-']).collect();
    let is_month = |one: &&str| {
        let is_short = is_shaped(one, "0") || is_shaped(one, "00");
        is_short && one.parse().is_ok_and(|one| (1..=12).contains(&one))
    };
    let differ = |one: &[&str]| one[0].trim_start_matches('0') != one[1].trim_start_matches('0');
    numbers.len() > 1 && numbers[..2].iter().all(is_month) && differ(&numbers)
}

/// Reads a time as RFC 3339 writes it, such as 2026-01-31T18:00:00Z, to the second: in seconds since 1970 UTC, and with how
/// far its place is from UTC.
///
/// # Errors
/// Why it is none.
pub fn read_time(text: &str) -> Result<(i64, Offset), NoTime> {
    let text = text.to_ascii_uppercase();
    let (time, rest) = text.split_at_checked(19).ok_or(NoTime::Form)?;
    let zone = match rest.strip_prefix('.') {
        None => rest,
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|one: char| one.is_ascii_digit());
            if zone.len() == fraction.len() {
                return Err(NoTime::Form);
            }
            zone
        }
    };
    if !is_shaped(time, "0000-00-00T00:00:00") {
        return Err(NoTime::Form);
    }
    let offset = read_offset(zone).ok_or(NoTime::Form)?;
    let (minute, second) = time.split_at(17);
    let is_leap = second == "60";
    let second = if is_leap { "59" } else { second };
    let time: DateTime = format!("{minute}{second}")
        .parse()
        .map_err(|_| NoTime::Form)?;
    if is_leap {
        return Err(NoTime::LeapSecond);
    }
    let at = offset.to_timestamp(time).map_err(|_| NoTime::Beyond)?;
    // Whatever is read can be written again.
    if Offset::UTC.to_datetime(at).year() < 0 {
        return Err(NoTime::Beyond);
    }
    Ok((at.as_second(), offset))
}

/// Reads how far a place is from UTC.
fn read_offset(text: &str) -> Option<Offset> {
    if text == "Z" {
        return Some(Offset::UTC);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let (hours, minutes) = is_shaped(&text[1..], "00:00").then(|| text[1..].split_once(':'))??;
    let number = |text: &str, below| text.parse::<i32>().ok().filter(|&number| number < below);
    let (hours, minutes) = (number(hours, 24)?, number(minutes, 60)?);
    Offset::from_seconds(sign * (hours * 60 + minutes) * 60).ok()
}

/// Returns whether a text is like another in which each 0 stands for any digit.
fn is_shaped(text: &str, like: &str) -> bool {
    let is_alike = |(one, like): (u8, u8)| match like {
        b'0' => one.is_ascii_digit(),
        like => one == like,
    };
    text.len() == like.len() && text.bytes().zip(like.bytes()).all(is_alike)
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
    fn a_time_is_read_as_rfc_3339_writes_it_and_what_is_none_is_never_bent_to_one() {
        let at = |text| read_time(text).map(|(at, offset)| (at, offset.seconds()));
        let evening = second("2026-01-31T18:00:00Z");
        assert_eq!(at("2026-01-31T18:00:00Z"), Ok((evening, 0)));
        assert_eq!(at("2026-01-31t18:00:00z"), Ok((evening, 0)));
        assert_eq!(at("2026-01-31T18:00:00.25Z"), Ok((evening, 0)));
        assert_eq!(at("2026-01-31T20:00:00+02:00"), Ok((evening, 7200)));
        assert_eq!(at("2026-01-30T18:01:00-23:59"), Ok((evening, -86_340)));
        for text in [
            "",
            "2026-01-31",
            "2026-01-31T18:00Z",
            "2026-01-31T18:00:00",
            "2026-01-31 18:00:00Z",
            "2026-01-31T18:00:00.Z",
            "2026-01-31T18:00:61Z",
            "2026-01-31T24:00:00Z",
            "2026-02-30T18:00:00Z",
            "2026-01-31T18:00:00+24:00",
            "2026-01-31T18:00:00+25:00",
            "2026-01-31T18:00:00+02:60",
            "2026-01-31T18:00:00+0200",
            "2026-01-31T18:00:00+02",
            "2026-01-31T18:00:00Z[UTC]",
            "-000001-01-28T10:00:00Z",
            "+002026-01-31T18:00:00Z",
            "20260131T180000Z",
            "2026-01-31T18:00:0\u{e9}Z",
            "2026-01-31T18:00:00\u{e9}",
        ] {
            assert_eq!(at(text), Err(NoTime::Form), "{text}");
        }
        assert_eq!(at("2026-01-20T10:00:60Z"), Err(NoTime::LeapSecond));
        assert_eq!(at("0000-01-01T00:00:00+00:01"), Err(NoTime::Beyond));
        assert_eq!(at("9999-12-31T23:59:59-00:01"), Err(NoTime::Beyond));
    }

    #[test]
    fn a_day_has_a_year_of_four_digits_and_nothing_behind_it() {
        assert_eq!(read_day("2026-01-31"), Some(date(2026, 1, 31)));
        for text in [
            "2026-02-30",
            "20260131",
            "-000001-01-28",
            "2026-01-31T10:00:00",
        ] {
            assert_eq!(read_day(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_is_named_in_words_and_without_a_year_it_is_the_next_such_day() {
        let today = date(2026, 11, 30);
        let after = |text| NamedDay::read(text).map(|day| day.after(today));
        let twelfth = date(2026, 12, 12);
        for (text, day) in [
            ("12 December", twelfth),
            ("12 dec", twelfth),
            ("Dec 12", twelfth),
            ("12th Dec.", twelfth),
            ("December 12, 2026", twelfth),
            (" 12  December 2026 ", twelfth),
            ("2026-12-12", twelfth),
            ("in 12 days", twelfth),
            ("In 1 day", date(2026, 12, 1)),
            ("tomorrow", date(2026, 12, 1)),
            ("12.12.2026", twelfth),
            ("13.4.2027", date(2027, 4, 13)),
            ("4/13/2027", date(2027, 4, 13)),
            ("today", today),
            ("30 November", today),
            ("29 November", date(2027, 11, 29)),
            ("29 Feb", date(2028, 2, 29)),
            ("3 Sept", date(2027, 9, 3)),
            ("2020-01-31", date(2020, 1, 31)),
        ] {
            assert_eq!(after(text), Ok(day), "{text}");
        }
        for text in [
            "3/4/2026",
            "3.4.2026",
            "12.11.2026",
            "03-04-26",
            "3/4",
            "3.4.",
        ] {
            assert_eq!(after(text), Err(NoDay::Ambiguous), "{text}");
        }
        for text in [
            "",
            "soon",
            "30 February",
            "29 Feb 2026",
            "31 ma 2026",
            "12 12",
            "-1 May",
            "12 December 26",
            "12 December 2026 at 9",
            "in two days",
            "in -1 days",
            "13.4.26",
            "32.1.2026",
            "13/4/5/2026",
            "14/13/2026",
            "0.4.2026",
            "2026/12/12",
            "2026-02-30",
        ] {
            assert_eq!(after(text), Err(NoDay::Form), "{text}");
        }
    }

    #[test]
    fn days_that_are_too_many_to_count_are_too_far_and_not_ill_written() {
        assert_eq!(NamedDay::read("in 65535 days"), Ok(NamedDay::In(u16::MAX)));
        for text in ["in 65536 days", "in 70000 days", "in 99999999 days"] {
            assert_eq!(NamedDay::read(text), Err(NoDay::Beyond), "{text}");
        }
    }

    #[test]
    fn times_that_no_calendar_has_are_its_ends() {
        let calendar = Calendar::utc();
        assert_eq!(calendar.day(i64::MAX).year(), 9999);
        assert!(calendar.day(i64::MIN).year() < -9000);
        assert!(calendar.after(i64::MAX, 30) > 0);
    }
}
