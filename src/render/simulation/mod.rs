//! A finished simulation as text, Markdown and JSON. It computes no figure.

mod json;
mod markdown;
mod text;
mod words;

pub use json::json;
pub use markdown::markdown;
pub use text::text;
pub(super) use words::why;
