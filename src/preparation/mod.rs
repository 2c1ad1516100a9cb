//! Preparing for the interview: the question bank, a plan for a role, practice, and a person's own stories.
//!
//! A plan and a practice session are functions of what they are given: the bank, the result, the seed and, where time
//! matters, the time. Nothing here opens a file, looks at a clock or prints.

mod bank;
pub mod builtin;
pub mod calendar;

mod filter;
#[cfg(test)]
mod fixture;
mod gap;
mod likeness;
mod lint;
mod own;
mod plan;
pub mod practice;
mod reading;
mod rotation;
mod series;
mod stories;

pub use bank::{
    Anchors, Case, Level, Move, Opener, Origin, Question, QuestionBank, QuestionKind, QuestionType,
    Stage, Star, StarPart, Tested, Topic,
};
pub use filter::{Emptied, Filter, Narrowed, Purpose, Request, Wish};
pub use gap::Gap;
pub use lint::{FEWEST_PER_ROLE, FEWEST_QUESTIONS};
pub use own::read_own;
pub use plan::{
    BREAK_MINUTES, Basis, Change, LEAST_MINUTES, MOST_MINUTES, Plan, PlanError, Planned, Reason,
    USUAL_MINUTES, most_asked, ranked,
};
pub use reading::{Read, check_bank, read_bank};
pub use stories::{Story, StoryCover, TopicCover, read_stories};
