//! A page of lines for a terminal: margins, hanging indents, painting.

use super::escape;
use super::figures::TIED;
use super::look::Look;
use super::prose::{Emphasis, Prose};

/// Lines in the making. Every line is shorter than the look's width.
pub(super) struct Page<'l> {
    look: &'l Look,
    indent: usize,
    out: String,
}

impl<'l> Page<'l> {
    pub(super) fn new(look: &'l Look) -> Self {
        Self {
            look,
            indent: 0,
            out: String::new(),
        }
    }

    pub(super) fn look(&self) -> &'l Look {
        self.look
    }

    /// Returns the columns between the margin and the right edge.
    pub(super) fn columns(&self) -> usize {
        self.look.columns() - self.margin()
    }

    fn margin(&self) -> usize {
        self.indent + if self.look.is_wide() { 2 } else { 1 }
    }

    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    /// Sets what `write` writes in from the margin, where there is room for that.
    pub(super) fn indented(&mut self, write: impl FnOnce(&mut Self)) {
        let before = self.indent;
        self.indent = if self.look.is_wide() { 2 } else { 0 };
        write(self);
        self.indent = before;
    }

    /// Writes a paragraph.
    pub(super) fn prose(&mut self, prose: &Prose) {
        self.hanging(&Prose::new(), prose);
    }

    /// Writes a line that is known to fit; what does not fit goes on the next.
    pub(super) fn line(&mut self, line: &Prose) {
        let line = self.in_charset(line);
        if line.width() <= self.columns() {
            self.push(0, &line);
        } else {
            self.prose(&line);
        }
    }

    /// Writes a label and, beside it, a paragraph.
    pub(super) fn hanging(&mut self, label: &Prose, text: &Prose) {
        let (label, text) = (self.in_charset(label), self.in_charset(text));
        let indent = label.width();
        for (place, line) in text
            .wrapped(
                self.columns().saturating_sub(indent).max(1),
                self.look.folds(),
            )
            .into_iter()
            .enumerate()
        {
            if place == 0 {
                self.push(0, &label.clone().then(line));
            } else {
                self.push(indent, &line);
            }
        }
    }

    fn in_charset(&self, prose: &Prose) -> Prose {
        prose.spans().iter().fold(Prose::new(), |done, span| {
            // Not all that is shown comes from a catalogue, whose texts are safe: what is kept may say anything.
            let safe = escape::block(&span.text);
            let text = match span.emphasis {
                Emphasis::Data => safe.into_owned(),
                // A command holds names that people gave.
                Emphasis::Command => self.look.as_typed(&safe),
                Emphasis::Strong => safe.to_uppercase(),
                Emphasis::Own | Emphasis::Accent | Emphasis::Heading | Emphasis::Dim => {
                    self.look.own_words(&safe).into_owned()
                }
            };
            done.with(span.emphasis, text)
        })
    }

    fn push(&mut self, indent: usize, line: &Prose) {
        let start = self.out.len();
        self.out.push_str(&" ".repeat(self.margin() + indent));
        for span in line.spans() {
            let text = span.text.replace(TIED, " ");
            self.out.push_str(&self.look.paint(span.emphasis, &text));
        }
        let end = start + self.out[start..].trim_end_matches(' ').len();
        self.out.truncate(end);
        self.out.push('\n');
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}
