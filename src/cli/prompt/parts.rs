//! A long result on a terminal, a window at a time.

use super::{Key, KeyDesk, Look, Mode, Terminal};
use crate::cli::error::CliError;
use crate::cli::output::Output;
use crate::cli::signals::Watch;

const HINTS: [&str; 2] = ["Space or Enter goes on", "q leaves the rest out"];

/// Prints what is longer than the window part by part, and a key brings the next. The last part is left to be written as
/// any result is.
pub(crate) fn in_parts(output: &Output, mode: Mode, exit_message: &str) -> Result<(), CliError> {
    let hints = HINTS.map(str::to_owned);
    while let Some(lines) = output.window() {
        let below = super::rows_of_offer(&hints, output.look().width) + 1;
        if mode.plain || !output.print_part(lines.saturating_sub(below))? {
            break;
        }
        if !goes_on(&hints, mode.look, exit_message) {
            output.leave_out_the_rest();
            break;
        }
    }
    Ok(())
}

/// Waits for the key that goes on; any that leaves, and a terminal that is gone, goes on no more.
fn goes_on(hints: &[String], look: Look, exit_message: &str) -> bool {
    let Ok(watch) = Watch::start(true) else {
        return true;
    };
    watch.set_exit_message(exit_message);
    let mut desk = KeyDesk::new(Terminal::open_idle(&watch), look);
    let asked = loop {
        match desk.offer(hints) {
            Ok(Key::Char(' ') | Key::Enter) => break Ok(true),
            Ok(Key::Char('q' | 'Q') | Key::Escape | Key::Ctrl('c' | 'd') | Key::Gone) => {
                break Ok(false);
            }
            Ok(_) => {}
            Err(error) => break Err(error),
        }
    };
    let cleared = super::Desk::clear(&mut desk);
    drop(desk);
    let asked = watch.heed(cleared.and(asked)).unwrap_or(false);
    watch.stop_asking();
    asked
}
