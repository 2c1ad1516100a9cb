//! The real terminal: keys from standard input, drawing on standard error. The cursor is never hidden.

use std::io;

use console::{Key, Term};
use dialoguer::Confirm;

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
