//! Practice in words: a question, its follow-ups, what to compare an answer with, and progress. It keeps no time.

mod card;
mod progress;

pub use card::{asked, follow_up, heading, listed, minutes_taken, returns_in, signals};
pub use progress::{json, markdown, text};
