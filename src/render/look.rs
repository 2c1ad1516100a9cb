//! How output looks: width, character set, colour, as the shell decides.

use std::borrow::Cow;

use super::prose::Emphasis;

/// The marks that may be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// Block and line characters, arrows and typographic quotation marks.
    Unicode,
    /// Nothing above U+007F but what the catalogue itself holds.
    Ascii,
}

/// The looks of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns of the terminal; every line is shorter, but what a command cannot be broken in. Below [`Look::LEAST_WIDTH`] it is taken as that.
    pub width: usize,
    /// The marks that may be drawn.
    pub charset: Charset,
    /// Whether to use SGR codes. Nothing is said by colour alone.
    pub colour: bool,
    /// The name under which the program is typed on the terminal that shows this; a command that is wider than a line is
    /// folded there. Elsewhere a command stays in one piece, and so may be wider.
    pub typed: Option<&'static str>,
}

/// Wider lines of prose tire the eye.
const WIDEST_MEASURE: usize = 100;
/// From this width labels, drawings and remarks stand side by side.
const SIDE_BY_SIDE: usize = 72;

/// Eighths of a block, from none to seven.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

impl Look {
    /// The narrowest width that is laid out for.
    pub const LEAST_WIDTH: usize = 24;

    /// Returns the columns that may be written: the last stays free, for some terminals wrap when it is filled.
    pub(super) fn columns(&self) -> usize {
        (self.width.max(Self::LEAST_WIDTH) - 1).min(WIDEST_MEASURE)
    }

    /// Returns whether a command is folded that is wider than a line.
    pub(super) fn folds(&self) -> bool {
        self.typed.is_some()
    }

    /// Returns a command under the name by which the program is typed.
    #[must_use]
    pub fn as_typed(&self, command: &str) -> String {
        match (self.typed, command.strip_prefix("rolefit ")) {
            (Some(name), Some(rest)) => format!("{name} {rest}"),
            _ => command.to_owned(),
        }
    }

    /// Returns whether labels and drawings stand side by side.
    pub(super) fn is_wide(&self) -> bool {
        self.width >= SIDE_BY_SIDE
    }

    /// Returns a bar of `share` (0 to 1) of `cells`; any share above 0 leaves a mark.
    pub(super) fn bar(&self, share: f64, cells: usize) -> String {
        let share = share.clamp(0.0, 1.0);
        let per_cell = match self.charset {
            Charset::Unicode => 8,
            Charset::Ascii => 1,
        };
        let parts = whole(share * (cells * per_cell) as f64);
        let parts = if share > 0.0 { parts.max(1) } else { parts };
        match self.charset {
            Charset::Unicode => "█".repeat(parts / 8) + EIGHTHS[parts % 8],
            Charset::Ascii => "#".repeat(parts),
        }
    }

    /// Returns own words in this character set. Data must not come here: it is shown as it is.
    pub(super) fn own_words<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.charset == Charset::Unicode || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let mut plain = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '“' | '”' => plain.push('"'),
                '’' => plain.push('\''),
                '…' => plain.push_str("..."),
                '→' => plain.push_str("->"),
                '●' => plain.push('@'),
                '━' => plain.push('='),
                '─' | '░' => plain.push('-'),
                '┼' => plain.push('+'),
                '│' => plain.push('|'),
                other => plain.push(other),
            }
        }
        Cow::Owned(plain)
    }

    /// Returns the text with the codes of an emphasis around it, if colour is on.
    pub(super) fn paint(&self, emphasis: Emphasis, text: &str) -> String {
        let codes = match emphasis {
            Emphasis::Own | Emphasis::Data => "",
            Emphasis::Strong => "\u{1b}[1;36m",
            Emphasis::Accent | Emphasis::Command => "\u{1b}[36m",
            Emphasis::Heading => "\u{1b}[1m",
            Emphasis::Dim => "\u{1b}[2m",
        };
        if self.colour && !codes.is_empty() {
            format!("{codes}{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// Returns a number that is at least 0, rounded, as a count.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of cells are small and not below 0, and casts saturate"
)]
pub(super) fn whole(number: f64) -> usize {
    number.round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(charset: Charset) -> Look {
        Look {
            width: 80,
            charset,
            colour: false,
            typed: Some("rolefit"),
        }
    }

    #[test]
    fn a_bar_never_outgrows_its_cells_and_shows_every_share_above_nothing() {
        for charset in [Charset::Unicode, Charset::Ascii] {
            for percent in 0..=100 {
                let bar = look(charset).bar(f64::from(percent) / 100.0, 12);
                let width = console::measure_text_width(&bar);
                assert!(width <= 12);
                assert_eq!(width == 0, percent == 0);
            }
        }
        assert_eq!(look(Charset::Unicode).bar(0.5, 3), "█▌");
    }

    #[test]
    fn own_words_become_ascii() {
        let words = "“a” … → ● ━ ─ ┼ │ ░ one’s";
        assert!(look(Charset::Ascii).own_words(words).is_ascii());
        assert_eq!(look(Charset::Unicode).own_words(words), words);
    }
}
