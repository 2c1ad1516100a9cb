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
        let _ = term.clear_to_end_of_screen();
        Self { term, watch }
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        self.watch.restore();
    }
}

/// Shows the cursor again whatever happens: dialoguer hides it.
pub(crate) struct ShownCursor;

impl Drop for ShownCursor {
    fn drop(&mut self) {
        let _ = Term::stderr().show_cursor();
    }
}

impl Tty for Terminal<'_> {
    fn size(&self) -> (usize, usize) {
        let (rows, columns) = self.term.size();
        (usize::from(columns), usize::from(rows))
    }

    fn key(&mut self) -> io::Result<Key> {
        let key = self.term.read_key_raw();
        // A signal interrupts the read, which looks like Ctrl-C here; the watch ends the process in its own way.
        self.watch.give_way();
        key
    }

    fn paint(&mut self, bytes: &str, below: usize) -> io::Result<()> {
        self.term.write_str(bytes)?;
        self.term.flush()?;
        self.watch.drawn(below);
        Ok(())
    }

    fn confirm(&mut self, question: &str) -> io::Result<Option<bool>> {
        let _cursor = ShownCursor;
        let answer = Confirm::new()
            .with_prompt(question)
            .interact_on_opt(&self.term);
        self.watch.give_way();
        answer.map_err(|dialoguer::Error::IO(error)| error)
    }
}
