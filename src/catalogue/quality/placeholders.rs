//! What is still to be written: lines that bear the mark, as those of a new catalogue do.

use std::ops::Range;

use crate::catalogue::diagnostic::{Code, Diagnostic};
use crate::catalogue::faults::Faults;

/// The word that marks what must be written still, in a text or in a comment behind it.
const MARK: &str = "TODO";
/// So many lines are named; a new catalogue has more, and all of it is to be written.
const MOST_NAMED: usize = 8;

/// One finding for the whole file, so that a catalogue just started still shows what else it lacks.
pub(super) fn inspect(source: &str, faults: &mut Faults) {
    let mut lines: Vec<(usize, Range<usize>)> = Vec::new();
    let mut start = 0;
    for (number, line) in (1..).zip(source.split_inclusive('\n')) {
        // What stands in a comment alone is not in force.
        if !line.trim_start().starts_with('#')
            && let Some(at) = mark(line)
        {
            lines.push((number, start + at..start + at + MARK.len()));
        }
        start += line.len();
    }
    let Some((_, first)) = lines.first() else {
        return;
    };
    let count = lines.len();
    let what = if count == 1 {
        "one line is".to_owned()
    } else {
        format!("{count} lines are")
    };
    let placeholder = Diagnostic::new(
        Code::Placeholder,
        first.clone(),
        format!("{what} marked {MARK}"),
    );
    let numbers: Vec<String> = lines
        .iter()
        .take(MOST_NAMED)
        .map(|(number, _)| number.to_string())
        .collect();
    let more = match count.saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let line = if count == 1 { "line" } else { "lines" };
    faults.push(placeholder.label("still to be written").help(format!(
        "write it in your own words, and take the mark off: {line} {}{more}",
        numbers.join(", ")
    )));
}

/// Returns whether the line on which something stands is still to be written.
pub(super) fn is_marked(source: &str, at: usize) -> bool {
    let (before, after) = source.split_at(at);
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = after
        .find('\n')
        .map_or(source.len(), |newline| at + newline);
    mark(&source[start..end]).is_some()
}

/// Returns where the mark first stands in a text as a word of its own.
fn mark(text: &str) -> Option<usize> {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut found = text.match_indices(MARK).map(|(at, _)| at);
    found.find(|&at| {
        let (before, after) = (&text[..at], &text[at + MARK.len()..]);
        !before.ends_with(is_word) && !after.starts_with(is_word)
    })
}
