//! What `?` shows: what the question is about, and the keys. It never says which answer shows which pole.

use super::card::{Card, Keeping};
use super::line::{Frame, Line};
use super::look::Tone;
use super::wrap::wrap;

/// The keys, in words.
fn keys(card: &Card) -> [String; 2] {
    let leave = match card.keeping {
        Keeping::Saved => "q saves and quits",
        Keeping::Nothing => "q quits, and nothing is saved",
    };
    [
        format!(
            "1 to {} answer at once; arrow keys mark an answer and Enter gives it.",
            card.count()
        ),
        format!("b takes the last answer back, s skips, {leave}."),
    ]
}

/// Lays the help out for a window of `width` columns.
pub(super) fn frame(card: &Card, width: usize) -> Frame {
    let margin = if width >= 50 { 2 } else { 1 };
    let room = width.saturating_sub(2 * margin).clamp(2, 76);
    let mut lines = Vec::new();
    let mut put = |tone, text: &str| {
        lines.extend(
            wrap(text, room)
                .iter()
                .map(|line| Line::of(margin, tone, line)),
        );
    };
    for (number, paragraph) in card.about.iter().enumerate() {
        put(
            if number == 0 {
                Tone::Strong
            } else {
                Tone::Normal
            },
            paragraph,
        );
        put(Tone::Normal, "");
    }
    for key in keys(card) {
        put(Tone::Normal, &key);
    }
    put(Tone::Normal, "");
    put(Tone::Quiet, "any key goes back to the question");
    let cursor = (lines.len() - 1, 0);
    Frame { lines, cursor }
}
