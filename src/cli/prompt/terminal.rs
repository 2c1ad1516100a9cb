//! The real terminal: keys from standard input, drawing on standard error. The cursor is never hidden.

use std::io;

use console::{Key, Term};
use dialoguer::Confirm;
use rolefit::render::escape;

use super::desk::Tty;
use crate::cli::signals::Watch;

/// The terminal of this process, set so that keys typed ahead are neither shown nor lost between two questions.
/// Dropping it sets the terminal back.
pub(crate) struct Terminal<'w> {
    term: Term,
    watch: &'w Watch,
}

impl<'w> Terminal<'w> {
    pub(crate) fn open(watch: &'w Watch) -> Self {
        watch.quieten();
        let term = Term::stderr();
        // A killed run leaves its last frame below the prompt that the shell then prints over it.
        let _ = watch.draw(0, || term.clear_to_end_of_screen());
        Self { term, watch }
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        self.watch.restore();
    }
}

/// Shows the cursor again whatever happens: dialoguer hides it.
struct ShownCursor;

impl Drop for ShownCursor {
    fn drop(&mut self) {
        let _ = Term::stderr().show_cursor();
    }
}

/// Clips an option of a list for a window of `columns` columns. dialoguer counts the rows of an option by its bytes, and
/// where those are more than the columns it takes lines off the screen that are none of its own.
pub(crate) fn option_of(text: &str, columns: usize) -> String {
    // A line as wide as the window leaves lines behind, and a mark stands before each.
    let mut room = columns.saturating_sub(4).max(1);
    loop {
        let option = escape::clipped(text, room);
        if option.len() <= columns || room == 1 {
            return option;
        }
        room -= 1;
    }
}

/// The terminal while dialoguer asks on it. Between two keys dialoguer sets it back, and what is typed then would be
/// shown and move what stands there; it also hides the cursor, which is shown again whatever happens.
pub(crate) struct Lent<'w> {
    watch: &'w Watch,
    _cursor: ShownCursor,
}

impl<'w> Lent<'w> {
    pub(crate) fn to_dialoguer(watch: &'w Watch) -> Self {
        watch.quieten();
        Self {
            watch,
            _cursor: ShownCursor,
        }
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        self.watch.restore();
    }
}

impl Tty for Terminal<'_> {
    fn size(&self) -> (usize, usize) {
        let (rows, columns) = self.term.size();
        (usize::from(columns), usize::from(rows))
    }

    fn key(&mut self) -> io::Result<Key> {
        // A signal interrupts the read, which looks like Ctrl-C here; the watch ends the process in its own way.
        self.watch.heed(self.term.read_key_raw())
    }

    fn paint(&mut self, bytes: &str, below: usize) -> io::Result<()> {
        let term = &self.term;
        self.watch.draw(below, || {
            term.write_str(bytes)?;
            term.flush()
        })
    }

    fn confirm(&mut self, question: &str) -> io::Result<Option<bool>> {
        let _cursor = ShownCursor;
        let answer = Confirm::new()
            .with_prompt(question)
            .interact_on_opt(&self.term);
        self.watch
            .heed(answer.map_err(|dialoguer::Error::IO(error)| error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_of_a_list_has_no_more_bytes_than_there_are_columns() {
        for text in [
            "left",
            &"left ".repeat(40),
            &"лево ".repeat(40),
            &"左右 ".repeat(40),
        ] {
            for columns in 8..100 {
                let option = option_of(text, columns);
                assert!(option.len() <= columns, "{option} in {columns}");
                assert!(!option.is_empty());
            }
        }
        assert_eq!(option_of("left or right?", 18), "left or right?");
        assert_eq!(option_of("left or right?", 17), "left or righ…");
    }
}
