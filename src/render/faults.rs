//! What is wrong with answers, in lines: as many faults as fit in what one run says about a file.

use super::escape;
use crate::session::Faults;

/// The most bytes that are said about what is wrong with one file; 1 KiB of the 8 KiB of a run is left for the rest.
const MOST_SAID: usize = 7 * 1024;
/// The longest line, in columns.
const WIDEST: usize = 500;
/// The longest file name shown, in columns.
const MAX_NAME: usize = 200;
/// The most faults that are told in words.
const MOST_FAULTS: usize = 20;

/// The room for what one run says about faults: once something does not fit, nothing more does.
#[derive(Debug)]
pub struct Room(usize);

impl Default for Room {
    fn default() -> Self {
        Self(MOST_SAID)
    }
}

impl Room {
    /// Takes in so many bytes if they fit.
    #[must_use]
    pub fn take(&mut self, bytes: usize) -> bool {
        let left = self.0.checked_sub(bytes);
        self.0 = left.unwrap_or_default();
        left.is_some()
    }

    /// Takes in lines if they fit; a very long one is cut short first.
    #[must_use]
    pub fn take_lines(&mut self, lines: &mut [String]) -> bool {
        for line in &mut *lines {
            *line = escape::clipped(line, WIDEST);
        }
        self.take(lines.iter().map(|line| line.len() + 1).sum())
    }
}

/// Returns the first faults of answers, each in one line or, with help, in two, and how many faults those are.
///
/// `name`, `text` and the faults need not be safe; the lines are.
#[must_use]
pub fn lines(name: &str, text: &str, faults: &Faults) -> (Vec<String>, usize) {
    let name = escape::clipped(name, MAX_NAME);
    let (mut room, mut told, mut count) = (Room::default(), Vec::new(), 0);
    for fault in faults.first().iter().take(MOST_FAULTS) {
        let place = fault.place.map_or_else(String::new, |place| {
            let (line, column) = place.line_column(text);
            format!(":{line}:{column}")
        });
        let mut lines = vec![format!("error: {name}{place}: {}", fault.message)];
        lines.extend(fault.help.as_ref().map(|help| format!("help: {help}")));
        if !room.take_lines(&mut lines) {
            break;
        }
        told.append(&mut lines);
        count += 1;
    }
    (told, count)
}
