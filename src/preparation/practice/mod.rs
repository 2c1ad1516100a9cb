//! Practice: what happened, in order, and what follows from it. The events are the only state; the time comes in as an
//! argument.

mod answers;
mod countdown;
mod history;
pub mod journal;
mod plan_file;
mod progress;
mod schedule;

pub use answers::{GivenAnswer, read_answers};
pub use countdown::{Countdown, CountdownError, DayToCome, MOST_DAYS};
pub use history::{Attempt, Draft, History, OpenPractice, Step, fresh};
pub use plan_file::{PlanFault, PlanFile, PlannedPractice};
pub use progress::{Progress, QuestionProgress, Tally};
pub use schedule::{Amount, INTERVALS, choose, due, takes};

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::bank::{Question, StarPart};
use crate::catalogue::Text;
use crate::names::names;

/// How somebody rates an answer of their own, by the question's anchors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rating {
    /// A weak answer.
    One,
    /// An acceptable answer.
    Three,
    /// An excellent answer.
    Five,
}

impl Rating {
    /// Returns the rating that is written as this number.
    #[must_use]
    pub fn new(number: u64) -> Option<Self> {
        match number {
            1 => Some(Self::One),
            3 => Some(Self::Three),
            5 => Some(Self::Five),
            _ => None,
        }
    }

    /// Returns the number.
    #[must_use]
    pub fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Three => 3,
            Self::Five => 5,
        }
    }
}

impl Serialize for Rating {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(self.number())
    }
}

impl<'de> Deserialize<'de> for Rating {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let number = u64::deserialize(from)?;
        Self::new(number).ok_or_else(|| D::Error::custom("no rating"))
    }
}

names! {
    /// A list of which things are ticked that an answer had.
    Ticked {
        /// What good answers do.
        Strong = "strong",
        /// What a good answer to a case has said by the end.
        Checklist = "checklist",
    }
}

impl Ticked {
    /// Returns what there is to tick.
    #[must_use]
    pub fn entries(self, question: &Question) -> &[Text] {
        match (self, &question.case) {
            (Self::Strong, _) => &question.strong,
            (Self::Checklist, Some(case)) => &case.checklist,
            (Self::Checklist, None) => &[],
        }
    }
}

/// One thing that happened in practice, as it is kept too. Questions are ids: a bank may change between two sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Event {
    /// A practice of these questions was begun. One that was under way is set aside.
    Begun {
        /// Id of the role.
        role: String,
        /// Ids of the questions, in order.
        questions: Vec<String>,
        /// The options with which it was begun, as they are typed: what goes on with it takes them again.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        options: String,
    },
    /// The practice for this role that was set aside last was taken up again. One that was under way is set aside.
    Resumed {
        /// Id of the role.
        role: String,
    },
    /// A stage of a case was gone through.
    Staged {
        /// Id of the question.
        question: String,
        /// Which, from 1.
        stage: usize,
        /// How long it took.
        seconds: u64,
        /// What was typed meanwhile.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// Things that an answer had were ticked.
    Ticked {
        /// Id of the question.
        question: String,
        /// Which of its lists they are of.
        of: Ticked,
        /// Which, from 1.
        numbers: Vec<usize>,
    },
    /// An answer was said aloud.
    Said {
        /// Id of the question.
        question: String,
        /// How long it took.
        seconds: u64,
        /// What was typed meanwhile; mostly nothing.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// A note was taken; an empty one says that nothing was written there.
    Noted {
        /// Id of the question.
        question: String,
        /// The heading, or none where the question calls for no story.
        part: Option<StarPart>,
        /// What was written.
        text: String,
    },
    /// So many follow-ups were seen by now.
    FollowedUp {
        /// Id of the question.
        question: String,
        /// How many.
        seen: usize,
        /// What was written about the last of them; mostly nothing, for it is answered aloud.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        text: String,
    },
    /// Red flags were ticked.
    Flagged {
        /// Id of the question.
        question: String,
        /// Which, from 1.
        flags: Vec<usize>,
    },
    /// The answer was rated; the question is done.
    Rated {
        /// Id of the question.
        question: String,
        /// How.
        rating: Rating,
    },
    /// The question was skipped; nothing is kept of it but its notes.
    Skipped {
        /// Id of the question.
        question: String,
    },
    /// The last step of an answer was taken back.
    Back {
        /// Id of the question.
        question: String,
    },
    /// A whole answer came in at once.
    Given(GivenAnswer),
    /// The practice was given up; what was rated stays. Only with braces it is kept without further keys.
    Ended {},
}

/// An event and when it happened, in seconds since 1970 UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    /// When.
    pub at: i64,
    /// What.
    pub event: Event,
}

#[cfg(test)]
mod tests;

/// Something wrong with a line of answers. It may quote the file; it is escaped where it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerFault {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1 and in characters, where it is no matter of the whole line.
    pub column: Option<usize>,
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// The faults of one file, in order of line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswerFaults {
    /// The first faults, 100 at most.
    pub first: Vec<AnswerFault>,
    /// How many there are, kept or not.
    pub count: usize,
}

/// The most faults kept; the others are counted.
const KEPT: usize = 100;

impl AnswerFaults {
    /// Counts a fault, and makes it if it is kept: a hostile file has a million.
    fn push(
        &mut self,
        (line, column): (usize, impl FnOnce() -> Option<usize>),
        told: impl FnOnce() -> (String, String),
    ) {
        if self.first.len() < KEPT {
            let (message, help) = told();
            self.first.push(AnswerFault {
                line,
                column: column(),
                message,
                help,
            });
        }
        self.count += 1;
    }
}
