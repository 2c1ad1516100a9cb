//! The lines in which practice with one question bank is kept, as bytes.

use serde::{Deserialize, Serialize};

use super::{Event, GivenAnswer, Rating, Stamped, Ticked};
use crate::preparation::StarPart;
use crate::session::journal::{self, VERSION, may_begin_line, parse, records};

/// The most faults kept; the others are counted.
const KEPT: usize = 100;
/// The longest line, in bytes: far longer than what anybody says in one go. As a tree it takes forty times as much.
const MAX_LINE: usize = 4 << 20;

/// What a journal of practice holds.
#[derive(Debug, Default)]
pub struct Practised {
    /// What happened, in order.
    pub events: Vec<Stamped>,
    /// What is wrong with single lines, by their number from 1; the first hundred. They are left where they are.
    pub faults: Vec<(usize, LineFault)>,
    /// How many lines have something wrong beyond those faults.
    pub more_faults: usize,
    /// The end of a write that was cut short.
    pub torn: Vec<u8>,
    /// How many bytes are good.
    pub length: u64,
    /// The number of the last event.
    pub n: u64,
}

impl Practised {
    fn fault(&mut self, line: usize, fault: LineFault) {
        if self.faults.len() < KEPT {
            self.faults.push((line, fault));
        } else {
            self.more_faults += 1;
        }
    }
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFault {
    /// It is not what was written, and is left out.
    Damaged,
    /// Its number was there before: it is left out.
    Repeated,
    /// Lines are missing before it; it counts.
    Gap,
    /// The line break after it is gone; it and the next count.
    Joined,
    /// It is the last, and its end is missing.
    Torn,
}

impl LineFault {
    /// Says what is wrong, after the words `line N`.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Damaged => "is damaged and left out",
            Self::Repeated => {
                "repeats an earlier one, or stands in the wrong place, and is left out"
            }
            Self::Gap => "follows on lines that are gone",
            Self::Joined => "runs into the one after it; both count",
            Self::Torn => "was cut short and is left out: what was done last is not counted",
        }
    }
}

/// Returns the line of an event with this number, with its newline.
#[must_use]
pub fn line(n: u64, Stamped { at, event }: &Stamped) -> String {
    journal::line(&Line::new(n, *at, event))
}

/// Reads the lines of a journal.
///
/// # Errors
/// The number of a line, from 1, that a newer version of the tool has written.
pub fn read(bytes: &[u8]) -> Result<Practised, usize> {
    let mut practised = Practised::default();
    // How many damaged lines follow the last event: they had numbers too.
    let mut damaged = 0;
    for (number, line) in (1..).zip(bytes.split_inclusive(|&byte| byte == b'\n')) {
        let Some(body) = line.strip_suffix(b"\n") else {
            practised.torn = line.to_vec();
            let fault = if may_begin_line(line) {
                LineFault::Torn
            } else {
                LineFault::Damaged
            };
            practised.fault(number, fault);
            break;
        };
        practised.length += line.len() as u64;
        let found = if body.len() > MAX_LINE {
            None
        } else {
            Some(records(body, parse::<Line>).map_err(|_newer| number)?)
        };
        let is_damaged = found.as_ref().is_none_or(|found| found.damaged);
        if found.as_ref().is_some_and(|found| found.joined) && !is_damaged {
            practised.fault(number, LineFault::Joined);
        }
        for line in found.into_iter().flat_map(|found| found.whole) {
            let Some((n, event)) = line.into_numbered() else {
                damaged += 1;
                practised.fault(number, LineFault::Damaged);
                continue;
            };
            if n <= practised.n {
                practised.fault(number, LineFault::Repeated);
                continue;
            }
            if n > practised.n + damaged + 1 {
                practised.fault(number, LineFault::Gap);
            }
            practised.n = n;
            damaged = 0;
            practised.events.push(event);
        }
        if is_damaged {
            damaged += 1;
            practised.fault(number, LineFault::Damaged);
        }
    }
    practised.n += damaged;
    Ok(practised)
}

/// The greatest number of an event: far more than a journal holds, and few enough to count on from.
const MOST_EVENTS: u64 = 1 << 32;
/// The greatest number of a stage.
const MOST_STAGES: usize = 50;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    v: u64,
    n: u64,
    at: i64,
    event: Wire,
}

/// What happened.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum Wire {
    Begun {
        role: String,
        questions: Vec<String>,
    },
    Resumed {
        role: String,
    },
    Staged {
        question: String,
        stage: usize,
        seconds: u64,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    Ticked {
        question: String,
        of: String,
        numbers: Vec<usize>,
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

/// An answer that was given elsewhere.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct WireGiven {
    question: String,
    rating: u8,
    notes: Vec<(Option<String>, String)>,
    seconds: Option<u64>,
    follow_ups: usize,
    flags: Vec<usize>,
    time: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    strong: Vec<usize>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    checklist: Vec<usize>,
}

/// Returns the name of a list on the wire.
fn ticked_name(of: Ticked) -> &'static str {
    let named = Ticked::NAMED.iter().find(|(_, one)| *one == of);
    named.expect("every list has a name").0
}

/// Returns a part's name on the wire.
fn part_name(part: Option<StarPart>) -> Option<String> {
    part.map(|part| part.name().to_owned())
}

/// A heading that nobody knows: its line is a damaged one.
struct UnknownPart;

/// Returns the part of a name.
fn part_of(name: Option<String>) -> Result<Option<StarPart>, UnknownPart> {
    name.map(|name| StarPart::from_name(&name).ok_or(UnknownPart))
        .transpose()
}

impl Wire {
    pub(crate) fn of(event: &Event) -> Self {
        match event.clone() {
            Event::Begun { role, questions } => Self::Begun { role, questions },
            Event::Resumed { role } => Self::Resumed { role },
            Event::Staged {
                question,
                stage,
                seconds,
                text,
            } => Self::Staged {
                question,
                stage,
                seconds,
                text,
            },
            Event::Ticked {
                question,
                of,
                numbers,
            } => Self::Ticked {
                question,
                of: ticked_name(of).to_owned(),
                numbers,
            },
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
                strong: given.strong,
                checklist: given.checklist,
            }),
            Event::Ended => Self::Ended {},
        }
    }

    fn into_event(self) -> Option<Event> {
        let rating = |number: u8| Rating::new(u64::from(number));
        Some(match self {
            Self::Begun { role, questions } => Event::Begun { role, questions },
            Self::Resumed { role } => Event::Resumed { role },
            Self::Staged {
                question,
                stage,
                seconds,
                text,
            } => Event::Staged {
                question,
                // Far more than a case has, and few enough to make room for.
                stage: Some(stage).filter(|stage| (1..=MOST_STAGES).contains(stage))?,
                seconds,
                text,
            },
            Self::Ticked {
                question,
                of,
                numbers,
            } => Event::Ticked {
                question,
                of: Ticked::NAMED.iter().find(|(name, _)| *name == of)?.1,
                numbers,
            },
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
                    strong: given.strong,
                    checklist: given.checklist,
                })
            }
            Self::Ended {} => Event::Ended,
        })
    }
}

impl Line {
    fn new(n: u64, at: i64, event: &Event) -> Self {
        Self {
            v: VERSION,
            n,
            at,
            event: Wire::of(event),
        }
    }

    /// Returns the number and what happened, or nothing where the line is not what this version writes.
    fn into_numbered(self) -> Option<(u64, Stamped)> {
        let (n, at) = (self.n, self.at);
        if n > MOST_EVENTS {
            return None;
        }
        let event = self.event.into_event()?;
        Some((n, Stamped { at, event }))
    }
}
