//! A long result on a terminal, a window at a time.

use std::io;

use super::desk::Tty;
use super::{Key, KeyDesk, Look, Mode, Terminal};
use crate::cli::signals::Watch;
use crate::cli::{Output, Result};

pub(super) const HINTS: [&str; 2] = ["Space or Enter goes on", "q leaves the rest out"];

/// Prints what is longer than the window part by part, and a key brings the next. The last part is left to be written as
/// any result is: `after` rows follow it.
pub(crate) fn in_parts(
    output: &Output,
    mode: Mode,
    after: usize,
    last_words: impl Fn() -> String + Clone + Send + 'static,
) -> Result<()> {
    let hints = HINTS.map(str::to_owned);
    let mut text = output.take();
    let (mut above, to_come) = output.rows_of_talk();
    while let Some(lines) = output.window().filter(|_| !mode.plain) {
        // What was said stands above the first part, what is still to be said and offered below the last.
        let room = lines.saturating_sub(std::mem::take(&mut above));
        if text.lines().count() <= room.saturating_sub(after + to_come) {
            break;
        }
        let below = super::rows_of_offer(&hints, output.look().width) + 1;
        let part = room.saturating_sub(below).max(1);
        let end = end_of(&text, part);
        Output::print(&text[..end])?;
        text.drain(..end);
        if !goes_on(&hints, mode.look, last_words.clone()) {
            return Ok(());
        }
    }
    output.result(&text);
    Ok(())
}

/// Returns where so many lines of a text end, of which there is at least one.
pub(super) fn end_of(text: &str, lines: usize) -> usize {
    let end = text.match_indices('\n').nth(lines - 1);
    end.map_or(text.len(), |(end, _)| end + 1)
}

/// Waits for the key that goes on; any that leaves, and a terminal that is gone, goes on no more.
pub(super) fn wants_more<T: Tty>(desk: &mut KeyDesk<T>, hints: &[String]) -> io::Result<bool> {
    loop {
        match desk.offer(hints)? {
            Key::Char(' ') | Key::Enter => return Ok(true),
            Key::Char('q' | 'Q') | Key::Escape | Key::Ctrl('c' | 'd') | Key::Gone => {
                return Ok(false);
            }
            _ => {}
        }
    }
}

/// Asks whether to go on at a terminal of its own.
fn goes_on(hints: &[String], look: Look, last_words: impl Fn() -> String + Send + 'static) -> bool {
    let Ok(watch) = Watch::start(true) else {
        return true;
    };
    watch.make_exit_message(last_words);
    let mut desk = KeyDesk::new(Terminal::open_idle(&watch), look);
    let asked = wants_more(&mut desk, hints);
    let cleared = super::Desk::clear(&mut desk);
    drop(desk);
    let asked = watch.heed(cleared.and(asked)).unwrap_or(false);
    watch.stop_asking();
    asked
}
