//! What to do on each of the days that are left until an interview.

use jiff::civil::Date;

use super::schedule::{Amount, choose, takes};
use super::{Event, History, Rating, Stamped};
use crate::preparation::bank::QuestionBank;
use crate::preparation::calendar::{Calendar, Moment, days};

/// The most days that are planned: what lies further off depends on ratings that nobody knows yet.
pub const MOST_DAYS: i64 = 30;

/// One of the days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayToCome {
    /// The day.
    pub day: Date,
    /// What returns on it, as indices in the bank, each with its minutes.
    pub again: Vec<(usize, u32)>,
    /// What is new on it.
    pub new: Vec<(usize, u32)>,
}

impl DayToCome {
    /// Returns the minutes that all of it takes.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        let all = self.again.iter().chain(&self.new);
        all.map(|&(_, minutes)| minutes).sum()
    }
}

/// The days from today until the one before the interview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countdown {
    /// Today.
    pub today: Date,
    /// The day of the interview.
    pub interview: Date,
    /// What was practised today already, as indices in the bank, each with its minutes, which today has less.
    pub done: Vec<(usize, u32)>,
    /// The days, in order, [`MOST_DAYS`] at most; today alone where the interview is today.
    pub days: Vec<DayToCome>,
    /// Whether any answer was rated before.
    pub is_practised: bool,
    /// How many questions that may be asked were never practised and stand on none of these days.
    pub never: usize,
}

/// The interview is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{interview} is over: today is {today}")]
pub struct CountdownError {
    /// The day that was named.
    pub interview: Date,
    /// Today.
    pub today: Date,
}

impl Countdown {
    /// Plans the days, each of so many minutes. `ranked` are the questions that may be asked, the most wanted first; for
    /// those that were not answered yet it is assumed that they are rated 3 at first and 5 from then on.
    ///
    /// # Errors
    /// [`CountdownError`] where the interview was before today. Where no day of it is known, it is today.
    pub fn new(
        ranked: &[usize],
        bank: &QuestionBank,
        history: &History,
        now: &Moment,
        minutes: u32,
    ) -> Result<Self, CountdownError> {
        let today = now.day();
        let interview = now.interview.unwrap_or(today);
        let left = days(today, interview);
        if left < 0 {
            return Err(CountdownError { interview, today });
        }
        let done = done_on(today, ranked, bank, history, &now.calendar);
        let spent: u32 = done.iter().map(|&(_, minutes)| minutes).sum();
        let mut expected = history.clone();
        let days = (0..left.clamp(1, MOST_DAYS)).map(|number| {
            let start = now.calendar.after(now.at, number);
            let at = start.max(now.at);
            let then = Moment { at, ..now.clone() };
            let spent = if number == 0 { spent } else { 0 };
            let minutes = Amount::Minutes(minutes.saturating_sub(spent));
            let chosen = choose(ranked, bank, &expected, &then, minutes);
            let mut day = DayToCome {
                day: then.day(),
                again: Vec::new(),
                new: Vec::new(),
            };
            for index in chosen {
                let question = &bank.questions[index];
                let is_again = expected.is_practised(question);
                let (list, rating) = if is_again {
                    (&mut day.again, Rating::Five)
                } else {
                    (&mut day.new, Rating::Three)
                };
                list.push((index, takes(question, is_again)));
                let question = question.id.as_str().to_owned();
                let event = Event::Rated { question, rating };
                expected.apply(Stamped { at, event });
            }
            day
        });
        let days: Vec<DayToCome> = days.collect();
        let is_new = |index: &&usize| !expected.is_practised(&bank.questions[**index]);
        Ok(Self {
            today,
            interview,
            never: ranked.iter().filter(is_new).count(),
            is_practised: !history.attempts.is_empty(),
            done,
            days,
        })
    }

    /// Returns how many days are left.
    #[must_use]
    pub fn days_left(&self) -> i64 {
        days(self.today, self.interview)
    }
}

/// Returns what was rated on a day, each with the minutes that it takes: less where it was rated before that day too.
fn done_on(
    day: Date,
    ranked: &[usize],
    bank: &QuestionBank,
    history: &History,
    calendar: &Calendar,
) -> Vec<(usize, u32)> {
    let done = ranked.iter().filter_map(|&index| {
        let question = &bank.questions[index];
        let attempts = history.attempts_at(question.id.as_str());
        let days: Vec<Date> = attempts.map(|one| calendar.day(one.at)).collect();
        let minutes = takes(question, days.iter().any(|one| *one < day));
        days.contains(&day).then_some((index, minutes))
    });
    done.collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::preparation::fixture::typed;
    use crate::preparation::{Filter, Purpose, Request, most_asked};

    fn countdown(role: usize, interview: Date, history: &History) -> (QuestionBank, Countdown) {
        let (catalogue, bank) = typed();
        let request = Request {
            role,
            purpose: Purpose::Candidate,
            minutes: None,
            filter: Filter::default(),
            from: None,
            gaps: None,
            seed: 7,
        };
        let ranked = most_asked(&catalogue, &bank, &request).unwrap();
        let calendar = Calendar::utc();
        let now = Moment {
            at: calendar.start(date(2026, 1, 28)) + 19 * 3600,
            calendar,
            interview: Some(interview),
        };
        let countdown = Countdown::new(&ranked, &bank, history, &now, 30).unwrap();
        (bank, countdown)
    }

    #[test]
    fn each_day_until_the_eve_is_filled_and_what_returns_takes_less_time_than_what_is_new() {
        for role in 0..3 {
            let (_, countdown) = countdown(role, date(2026, 1, 31), &History::default());
            assert_eq!(countdown.days_left(), 3);
            let named: Vec<Date> = countdown.days.iter().map(|one| one.day).collect();
            let first = date(2026, 1, 28);
            let want: Vec<Date> = first.series(jiff::Span::new().days(1)).take(3).collect();
            assert_eq!(named, want);
            for day in &countdown.days {
                assert!((22..=30).contains(&day.minutes()), "{day:?}");
                assert!(!day.new.is_empty(), "{day:?}");
            }
            assert!(countdown.days[0].again.is_empty());
            for day in &countdown.days[1..] {
                // A quarter, and what nothing new fits into.
                let again = day.again.iter().map(|&(_, minutes)| minutes);
                assert!((1..15).contains(&again.sum::<u32>()), "{day:?}");
            }
        }
    }

    #[test]
    fn what_was_practised_today_leaves_less_for_today() {
        let (bank, before) = countdown(0, date(2026, 1, 31), &History::default());
        let (first, minutes) = before.days[0].new[0];
        let rated = Stamped {
            at: Calendar::utc().start(date(2026, 1, 28)) + 3600,
            event: Event::Rated {
                question: bank.questions[first].id.as_str().to_owned(),
                rating: Rating::Three,
            },
        };
        let (_, after) = countdown(0, date(2026, 1, 31), &History::of([rated]));
        assert!(before.done.is_empty());
        assert_eq!(after.done, [(first, minutes)]);
        assert!(after.days[0].minutes() + minutes <= 30);
        assert!(after.days[0].new.iter().all(|&(index, _)| index != first));
    }

    #[test]
    fn nothing_is_planned_after_the_interview_nor_further_than_can_be_told() {
        let (_, near) = countdown(0, date(2026, 1, 28), &History::default());
        assert_eq!((near.days.len(), near.days_left()), (1, 0));
        let (_, far) = countdown(0, date(2026, 12, 28), &History::default());
        assert_eq!(far.days.len(), 30);
        let calendar = Calendar::utc();
        let now = Moment {
            at: calendar.start(date(2026, 1, 28)),
            calendar,
            interview: Some(date(2026, 1, 27)),
        };
        let (_, bank) = typed();
        let error = Countdown::new(&[0], &bank, &History::default(), &now, 30).unwrap_err();
        assert_eq!(error.to_string(), "2026-01-27 is over: today is 2026-01-28");
    }

    #[test]
    fn what_was_rated_well_returns_on_the_eve_at_the_latest() {
        let (_, bank) = typed();
        let id = bank
            .questions
            .iter()
            .find(|one| one.is_for(0) && one.minutes < 8)
            .unwrap();
        let id = id.id.as_str().to_owned();
        let calendar = Calendar::utc();
        let rated = |day: Date| Stamped {
            at: calendar.start(day),
            event: Event::Rated {
                question: id.clone(),
                rating: Rating::Five,
            },
        };
        // Three fives in a row would bring it back after a fortnight.
        let history = History::of((20..23).map(|day| rated(date(2026, 1, day))));
        let now = |interview| Moment {
            at: calendar.start(date(2026, 1, 28)),
            calendar: calendar.clone(),
            interview,
        };
        let due = |interview| super::super::due(history.attempts_at(&id), &now(interview));
        assert_eq!(due(None), Some(calendar.start(date(2026, 2, 5))));
        let interview = Some(date(2026, 1, 31));
        assert_eq!(due(interview), Some(calendar.start(date(2026, 1, 30))));
    }
}
