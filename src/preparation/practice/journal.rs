//! The lines in which practice with one question bank is kept, as bytes.

use serde::{Deserialize, Serialize};

use super::{Event, Stamped};
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
    /// The first line that a newer version of the tool has written: while it is there nothing may be added.
    pub newer: Option<usize>,
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
    /// A newer version of the tool has written it: it is left out.
    Newer,
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
            Self::Newer => "was written by a newer rolefit and is left out",
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
    journal::line(&Line {
        v: VERSION,
        n,
        at: *at,
        event: event.clone(),
    })
}

/// Reads the lines of a journal.
#[must_use]
pub fn read(bytes: &[u8]) -> Practised {
    let mut practised = Practised::default();
    // How many lines that are left out follow the last event: they had numbers too.
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
            let Ok(found) = records(body, parse::<Line>) else {
                damaged += 1;
                practised.newer.get_or_insert(number);
                practised.fault(number, LineFault::Newer);
                continue;
            };
            Some(found)
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
    practised
}

/// The greatest number of an event: far more than a journal holds, and few enough to count on from.
const MOST_EVENTS: u64 = 1 << 32;
/// The greatest number of a stage: far more than a case has, and few enough to make room for.
const MOST_STAGES: usize = 50;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    v: u64,
    n: u64,
    at: i64,
    event: Event,
}

impl Line {
    /// Returns the number and what happened, or nothing where the line is not what this version writes.
    fn into_numbered(self) -> Option<(u64, Stamped)> {
        let Self { n, at, event, .. } = self;
        let is_stage = |stage| (1..=MOST_STAGES).contains(&stage);
        if n > MOST_EVENTS || matches!(event, Event::Staged { stage, .. } if !is_stage(stage)) {
            return None;
        }
        Some((n, Stamped { at, event }))
    }
}
