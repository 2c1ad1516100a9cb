//! Where something stands in a file.

/// Where something stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// So many bytes from the start. Lines are counted only for the faults that are shown: a hostile file can hold a
    /// hundred thousand of them.
    Offset(usize),
    /// Line and column, both from 1.
    LineColumn(usize, usize),
}

impl Place {
    /// Returns the line and column of so many bytes from the start of a text.
    pub(super) fn of(text: &str, offset: usize) -> Self {
        let (line, column) = Self::Offset(offset).line_column(text);
        Self::LineColumn(line, column)
    }

    /// Returns line and column in this text, both from 1 and in characters.
    #[must_use]
    pub fn line_column(self, text: &str) -> (usize, usize) {
        match self {
            Self::LineColumn(line, column) => (line, column),
            Self::Offset(offset) => {
                let text = text.strip_prefix('\u{feff}').unwrap_or(text);
                let before = text.get(..offset).unwrap_or(text);
                let last_line = before.rsplit('\n').next().unwrap_or(before);
                (before.split('\n').count(), last_line.chars().count() + 1)
            }
        }
    }
}
