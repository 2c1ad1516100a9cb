//! Practice in words: a question, its follow-ups, what to compare an answer with, and progress.

mod card;
mod json;
mod notes;
mod progress;

pub use card::{
    anchors, asked, follow_up, heading, heard, line, listed, minutes_taken, returns_in, signals,
    stage, stages, stories, time_left, to_tick, worked,
};
pub use json::exported;
pub use notes::{former, last_time, so_far};
pub use progress::{ProgressReport, summary};
