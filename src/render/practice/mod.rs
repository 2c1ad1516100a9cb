//! Practice in words: a question, its follow-ups, what to compare an answer with, and progress. It keeps no time.

mod card;
mod json;
mod notes;
mod progress;

pub use card::{asked, follow_up, heading, listed, minutes_taken, returns_in, signals};
pub use json::json;
pub use notes::{last_time, so_far};
pub use progress::{markdown, notes_markdown, notes_text, text};
