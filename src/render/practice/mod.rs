//! Practice in words: a question, its follow-ups, what to compare an answer with, and progress.

mod card;
mod json;
mod progress;

pub use card::{
    anchors, asked, follow_up, former, heading, heard, last_time, line, listed, minutes_taken,
    returns_in, signals, so_far, stage, stages, stories, time_left, to_learn, to_tick, worked,
};
pub use json::exported;
pub use progress::{ProgressReport, summary};
