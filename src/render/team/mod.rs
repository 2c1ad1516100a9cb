//! A group of people and the roles of a catalogue, as text for a terminal, as a document and as data. It measures
//! nothing, and every form opens with what it may be used for.

mod json;
mod sections;
mod text;
mod words;

#[cfg(test)]
mod tests;

pub use json::json;
pub use text::{markdown, text};
