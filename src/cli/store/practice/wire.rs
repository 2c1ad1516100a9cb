//! The lines of a journal of practice, as they are written. It opens no file.

use jiff::Timestamp;
use rolefit::preparation::StarPart;
use rolefit::preparation::practice::{Event, GivenAnswer, Rating, Stamped};
use rolefit::render::escape;
use serde::{Deserialize, Serialize};

use crate::cli::store::record::VERSION;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    v: u64,
    n: u64,
    at: i64,
    event: Wire,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
enum Wire {
    Begun {
        role: String,
        questions: Vec<String>,
    },
    Said {
        question: String,
        seconds: u64,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    Noted {
        question: String,
        part: Option<String>,
        text: String,
    },
    FollowedUp {
        question: String,
        seen: usize,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    Flagged {
        question: String,
        flags: Vec<usize>,
    },
    Rated {
        question: String,
        rating: u8,
    },
    Skipped {
        question: String,
    },
    Back {
        question: String,
    },
    Given(WireGiven),
    Ended {},
}

#[derive(Debug, Serialize, Deserialize)]
struct WireGiven {
    question: String,
    rating: u8,
    notes: Vec<(Option<String>, String)>,
    seconds: Option<u64>,
    follow_ups: usize,
    flags: Vec<usize>,
    time: Option<i64>,
}

/// What happened, as it is given out.
#[derive(Serialize)]
struct Exported<'a> {
    schema: &'static str,
    bank: &'a str,
    at: String,
    event: Wire,
}

/// Writes what happened in practice with a bank on one line, `rolefit/practice-event@1`; the time is UTC.
pub(crate) fn exported(bank: &str, Stamped { at, event }: &Stamped) -> String {
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

/// Returns a part's name on the wire.
fn part_name(part: Option<StarPart>) -> Option<String> {
    part.map(|part| part.name().to_owned())
}

/// A heading that nobody knows: its line is a damaged one.
struct UnknownPart;

/// Returns the part of a name.
fn part_of(name: Option<String>) -> Result<Option<StarPart>, UnknownPart> {
    name.map(|name| StarPart::named(&name).ok_or(UnknownPart))
        .transpose()
}

impl Wire {
    fn of(event: &Event) -> Self {
        match event.clone() {
            Event::Begun { role, questions } => Self::Begun { role, questions },
            Event::Said {
                question,
                seconds,
                text,
            } => Self::Said {
                question,
                seconds,
                text,
            },
            Event::Noted {
                question,
                part,
                text,
            } => Self::Noted {
                question,
                part: part_name(part),
                text,
            },
            Event::FollowedUp {
                question,
                seen,
                text,
            } => Self::FollowedUp {
                question,
                seen,
                text,
            },
            Event::Flagged { question, flags } => Self::Flagged { question, flags },
            Event::Rated { question, rating } => Self::Rated {
                question,
                rating: rating.number(),
            },
            Event::Skipped { question } => Self::Skipped { question },
            Event::Back { question } => Self::Back { question },
            Event::Given(given) => Self::Given(WireGiven {
                question: given.question,
                rating: given.rating.number(),
                notes: given
                    .notes
                    .into_iter()
                    .map(|(part, text)| (part_name(part), text))
                    .collect(),
                seconds: given.seconds,
                follow_ups: given.follow_ups,
                flags: given.flags,
                time: given.at,
            }),
            Event::Ended => Self::Ended {},
        }
    }

    fn into_event(self) -> Option<Event> {
        let rating = |number: u8| Rating::new(u64::from(number));
        Some(match self {
            Self::Begun { role, questions } => Event::Begun { role, questions },
            Self::Said {
                question,
                seconds,
                text,
            } => Event::Said {
                question,
                seconds,
                text,
            },
            Self::Noted {
                question,
                part,
                text,
            } => Event::Noted {
                question,
                part: part_of(part).ok()?,
                text,
            },
            Self::FollowedUp {
                question,
                seen,
                text,
            } => Event::FollowedUp {
                question,
                seen,
                text,
            },
            Self::Flagged { question, flags } => Event::Flagged { question, flags },
            Self::Rated {
                question,
                rating: number,
            } => Event::Rated {
                question,
                rating: rating(number)?,
            },
            Self::Skipped { question } => Event::Skipped { question },
            Self::Back { question } => Event::Back { question },
            Self::Given(given) => {
                let notes = given
                    .notes
                    .into_iter()
                    .map(|(part, text)| Some((part_of(part).ok()?, text)));
                Event::Given(GivenAnswer {
                    question: given.question,
                    rating: rating(given.rating)?,
                    notes: notes.collect::<Option<_>>()?,
                    seconds: given.seconds,
                    follow_ups: given.follow_ups,
                    flags: given.flags,
                    at: given.time,
                })
            }
            Self::Ended {} => Event::Ended,
        })
    }
}

impl Line {
    pub(super) fn new(n: u64, at: i64, event: &Event) -> Self {
        Self {
            v: VERSION,
            n,
            at,
            event: Wire::of(event),
        }
    }

    /// Returns the number and what happened, or nothing where the line is not what this version writes.
    pub(super) fn into_numbered(self) -> Option<(u64, Stamped)> {
        let (n, at) = (self.n, self.at);
        let event = self.event.into_event()?;
        Some((n, Stamped { at, event }))
    }
}
