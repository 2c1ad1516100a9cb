//! Signs and colour: one accent, one quieter tone, and signs that a terminal without UTF-8 can show. Nothing is carried
//! by colour alone.

/// How a piece of text stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Normal,
    /// What is marked.
    Accent,
    /// What is being asked.
    Strong,
    /// What need not be read.
    Quiet,
}

/// What a terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Look {
    /// Whether signs beyond ASCII show.
    pub(crate) unicode: bool,
    /// Whether colour is wanted.
    pub(crate) colour: bool,
}

impl Look {
    /// Stands before the option that is marked.
    pub(super) fn pointer(self) -> &'static str {
        if self.unicode { "›" } else { ">" }
    }

    /// Stands between two facts on a line.
    pub(crate) fn dot(self) -> &'static str {
        if self.unicode { "·" } else { "-" }
    }

    /// Names the arrow keys of a list.
    pub(super) fn arrows(self) -> &'static str {
        if self.unicode { "↑ ↓" } else { "arrows" }
    }

    /// Returns a text in a tone.
    pub(super) fn paint(self, tone: Tone, text: &str) -> String {
        let code = match tone {
            Tone::Accent => "1;36",
            Tone::Strong => "1",
            Tone::Quiet => "2",
            Tone::Normal => return text.to_owned(),
        };
        if self.colour && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}
